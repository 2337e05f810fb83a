"""What serves something in Java or Kotlin and is not read: told, for each file, once for each reason."""

import re
from collections.abc import Mapping

from ztlint.core import Location, Unresolved
from ztlint.routes.trees import Notes

_JAVA = {
    re.compile(rb"import io\.micronaut\.http\.annotation"): "routes of Micronaut are not read",
    re.compile(rb"@RepositoryRestResource\b"): "routes of Spring Data REST are not read",
    re.compile(rb"import org\.springframework\.boot\.actuate\.endpoint\.[\w.]*annotation\.\w*Endpoint;"): (
        "endpoints of the actuator are not read"
    ),
    re.compile(rb"registerStompEndpoints|@ServerEndpoint\b|WebSocketHandlerRegistry"): (
        "WebSockets are not read"
    ),
}
_KOTLIN = re.compile(
    rb"@(?:Rest)?Controller\b|@(?:Request|Get|Post|Put|Delete|Patch)Mapping\b|\bcoRouter\b|RouterFunction"
    rb"|import (?:jakarta|javax)\.ws\.rs\.|import io\.ktor\.server\.routing"
    rb"|import io\.micronaut\.http\.annotation"
)
KOTLIN = "no grammar reads Kotlin here, so its routes are not read"


def serves(path: str, data: bytes) -> bool:
    """Whether a file may serve something that is not read."""
    return any(_reasons(path, data))


def tell(files: Mapping[str, bytes], notes: Notes) -> None:
    for path, data in sorted(files.items()):
        for reason in _reasons(path, data):
            notes.unresolved[path, 0, reason] = Unresolved(Location(path), reason)


def _reasons(path: str, data: bytes) -> list[str]:
    if path.endswith(".kt"):
        return [KOTLIN] if _KOTLIN.search(data) else []
    return [reason for pattern, reason in _JAVA.items() if pattern.search(data)]
