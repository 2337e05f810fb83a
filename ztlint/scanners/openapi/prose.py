"""Checks of what the text of an operation says about its callers."""

from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation
from ztlint.scanners.openapi.authentication import by_accident
from ztlint.scanners.openapi.demands import LONGEST_OF_ALL, says_so
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.undeclared import names_credential, proves, refusal_of
from ztlint.scanners.openapi.words import carries_token, minting, public_by_nature

_ENOUGH = 300
"""Operations whose text is read where one finding stands for all."""


@check(given="api")
def authentication_in_prose(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """The text says that callers have to identify themselves, and ``security`` asks for nothing. In an API
    that asks nowhere all such texts are one finding, and the text about the whole API counts as well. Where
    401 says the same, that has a finding.
    """
    looked_at = api.siblings.all if api.authenticates else api.siblings.all[:_ENOUGH]
    found = False
    for operation in looked_at:
        if _is_asked(api, operation):
            continue
        text = next((node for node in _texts(operation) if says_so(node.value)), None)
        if text is not None:
            found = True
            yield Hit(text, {}, (operation,), cause="" if api.authenticates else "api")
    about = api.root.get("info", "description")
    if found or api.authenticates or about is None or not isinstance(about.value, str):
        return
    operations = tuple(op for op in api.siblings.all if not op.intended_public)
    if operations and says_so(about.value, LONGEST_OF_ALL):
        yield Hit(about, {}, operations)


def _is_asked(api: Api, operation: Operation) -> bool:
    """Whether the operation asks for something after all, or need not, or another finding says it."""
    if not operation.authority.public or operation.intended_public or operation.method == "options":
        return True
    if (operation.unsafe and public_by_nature(operation)) or carries_token(operation) or minting(operation):
        return True
    if api.authenticates and (by_accident(api, operation, 0.66) or refusal_of(operation) is not None):
        return True
    return any(proves(p.name) or names_credential(p.name, p.place) for p in operation.parameters)


def _texts(operation: Operation) -> Iterator[Node]:
    for holder in (operation.node, operation.path_item):
        for key in ("description", "summary"):
            node = holder.get(key)
            if node is not None and isinstance(node.value, str):
                yield node
