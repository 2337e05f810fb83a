"""Routes put together: whole paths, and what is asked before them, whichever way they are declared."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from ztlint.core import Location, Route, Witness
from ztlint.routes.java.prefixes import Prefix
from ztlint.routes.java.project import Project
from ztlint.routes.java.security import Security
from ztlint.routes.java.source import Class, annotations
from ztlint.routes.joining import Evidence, Text, braces, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import MAX_ROUTES, Node, child, code_of, text

_ASKS = re.compile(
    r"SecurityContextHolder|getUserPrincipal|isUserInRole|HttpStatus\.(?:UNAUTHORIZED|FORBIDDEN)|\bAuthorization\b"
    r"|HttpServletRequest|HttpSession|AccessDenied|Unauthorized|\bPrincipal\b|AuthenticationPrincipal|\bAuthentication\b|SessionAttribute"
)


class Handler(Struct, frozen=True):
    """What answers: ``of`` is the class that serves, ``holder`` the one in which the method is written."""

    of: Class
    holder: Class
    method: Node


class Assembly(Struct, eq=False):
    project: Project
    security: Security
    prefixes: list[Prefix] = field(default_factory=list)
    count: int = 0

    def counted(self) -> None:
        self.count += 1
        if self.count > MAX_ROUTES:
            raise RecursionError

    def route(
        self,
        handler: Handler,
        verb: str,
        inner: Text,
        location: Location,
        framework: str = "spring",
        program: Class | None = None,
    ) -> Route:
        """Of a method that answers. ``program`` is a class of the module that serves it, if another."""
        self.counted()
        of, method, home = handler.of, handler.method, program or handler.of
        prefixes = [one for one in self.prefixes if one.of.module == of.module and framework == "spring"]
        inside, path, complete = self.whole(home, inner, prefixes, of)
        guard, witnesses, roles = state(self._asked(handler, home.module, verb, inside, complete=complete))
        marks = {one.name for one in (*annotations(method), *of.annotations)}
        return Route(
            verb,
            path,
            framework,
            location,
            f"{of.name}.{text(child(method, 'name'))}",
            guard,
            witnesses,
            roles,
            parameters(path),
            complete=complete,
            hidden=bool(marks & {"Hidden", "ApiIgnore"}),
            deprecated="Deprecated" in marks,
            page=_page(of, method, marks),
        )

    def whole(
        self, of: Class, inner: Text, prefixes: Iterable[Prefix] = (), controller: Class | None = None
    ) -> tuple[str, str, bool]:
        """The path as security sees it, the whole path, and whether all of it is known."""
        context, servlet = self.project.base(of)
        parts, complete = [inner.value], inner.complete
        for prefix in prefixes:
            meets = prefix.meets(controller or of, self.project)
            parts = [prefix.path.value, *parts] if meets and prefix.path.complete else parts
            complete = complete and meets is not None and (not meets or prefix.path.complete)
        inside = braces(joined(servlet.value, *parts))
        complete = complete and context.complete and servlet.complete
        return inside, braces(joined(context.value, inside)) if complete else braces(joined(*parts)), complete

    def _asked(
        self, handler: Handler, module: str, verb: str, inside: str, *, complete: bool
    ) -> Iterator[Evidence]:
        of, holder, method = handler.of, handler.holder, handler.method
        place = holder.tree.witness(child(method, "name"))
        found = list(self.security.method(annotations(method), holder))
        yield from found or self.security.method(of.annotations, of)
        if not complete:
            yield Evidence(Says.UNSURE)
            return
        yield from self.security.path(module, verb, inside, place)
        yield from self.doubts(method, place)

    def doubts(self, code: Node, place: Witness) -> Iterator[Evidence]:
        """What answers may ask who calls by itself, where no filter chain does."""
        if not self.security.chains and _ASKS.search(code_of(code)):
            yield Evidence(Says.UNSURE, place)


def _page(of: Class, method: Node, marks: set[str]) -> bool:
    """Whether what is answered is a page, or leads to one."""
    if re.search(r"sendRedirect\(|\"redirect:|RedirectView", code_of(method)):
        return True
    data = "ResponseBody" in marks or "ResponseEntity" in text(child(method, "type"))
    return any(one.name == "Controller" for one in of.annotations) and not data
