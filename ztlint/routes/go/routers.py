"""Routers of net/http, gin, echo, chi and gorilla/mux, and what is declared on them."""

import re
from collections.abc import Callable

from ztlint.core import Witness
from ztlint.routes.go.judge import handler, middleware, names
from ztlint.routes.go.values import Bound, Entry, Function, Items, Match, Router, Scope, Value, Wrapped
from ztlint.routes.joining import Evidence, Text
from ztlint.routes.naming import Says
from ztlint.routes.trees import Node, Notes, child, shown, text, within

MAX_ENTRIES = 50_000
METHODS = frozenset("GET POST PUT DELETE PATCH HEAD OPTIONS TRACE CONNECT QUERY".split())
_MADE = {
    "github.com/gin-gonic/gin.New": ("gin", False),
    "github.com/gin-gonic/gin.Default": ("gin", False),
    "github.com/gorilla/mux.NewRouter": ("mux", True),
    "net/http.NewServeMux": ("http", True),
}
_LATE = {"gin.Engine": False, "echo.Echo": True}
_PACKAGES = {
    re.compile(r"github\.com/labstack/echo(?:/v\d+)?\.New\Z"): ("echo", True),
    re.compile(r"github\.com/(?:go-chi|pressly)/chi(?:/v\d+)?\.New(?:Router|Mux)\Z"): ("chi", True),
}


class Routers:
    """The part of a program's walk that knows routers."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.routers: list[Router] = []
        self.doubt = self.entries = 0
        self.default: Router | None = None
        self.loose = False

    value: Callable[[Node | None, Scope], Value]
    call: Callable[[Function, list[Value]], Value]

    def made(self, kind: str, *, late: bool, complete: bool = True) -> Router:
        router = Router(kind, late, complete)
        self.routers.append(router)
        return router

    def free(self, package: str, name: str) -> Router:
        """Given by somebody who is not seen. Engines begin at the root; what they ask is not seen."""
        late = package in ("chi", "mux", "http") or name == "Echo"
        made = self.made(package, late=late, complete=name in ("Engine", "Echo"))
        made.asked.append(Evidence(Says.UNSURE))
        made.inherited = (Evidence(Says.UNSURE),)
        return made

    def external(self, name: str, node: Node, written: list[Node], scope: Scope) -> Value:
        found = _MADE.get(name) or next((made for one, made in _PACKAGES.items() if one.match(name)), None)
        if found:
            return self.made(found[0], late=found[1])
        if name in ("net/http.HandleFunc", "net/http.Handle"):
            self.default = self.default or self.made("http", late=True)
            return self.route(Bound(self.default, name.rsplit(".", 1)[-1]), node, written, scope)
        if name == "net/http.StripPrefix" and len(written) == 2:
            return self.value(written[1], scope)
        return None

    def wrapped(self, node: Node, of: Value, given: Value, scope: Scope) -> Value:
        """``auth(mux)``: what wraps all of a router asks before all of it."""
        router = given.of if isinstance(given, Wrapped) else given
        before = given.evidence if isinstance(given, Wrapped) else ()
        if not isinstance(router, Router) or names(node)[0] in (
            "ListenAndServe",
            "ListenAndServeTLS",
            "Walk",
            "Serve",
        ):
            return given
        evidence = middleware(child(node, "function"), of, scope)
        if evidence.says is Says.REFUSES and self.doubt:
            evidence = Evidence(Says.UNSURE, evidence.witness)
        return Wrapped(router, (*before, evidence)) if evidence.says is not Says.NOTHING else given

    # calls ------------------------------------------------------------------------------------------------

    def route(self, of: Bound, node: Node, written: list[Node], scope: Scope) -> Value:
        if isinstance(of.of, Match):
            return self._match(of.of, of.name, node, written, scope)
        router, name = of.of, of.name
        if name in ("Use", "UseFunc"):
            router.asked += [self._asked(one, scope) for one in written]
            return router
        if router.kind in ("gin", "echo"):
            return self._grouped(router, name, node, written, scope)
        if router.kind == "chi":
            return self._chi(router, name, node, written, scope)
        if router.kind == "mux":
            return self._mux(router, name, node, written, scope)
        if name in ("Handle", "HandleFunc") and len(written) == 2:
            self._http(router, node, written, scope)
        return None

    def _asked(self, node: Node, scope: Scope) -> Evidence:
        inner = within(node)[0] if node.type == "variadic_argument" and within(node) else node
        value = self._middleware(inner, scope)
        evidence = middleware(inner, value, scope)
        if evidence.says is Says.REFUSES and self.doubt:
            return Evidence(Says.UNSURE, evidence.witness)
        return evidence

    def _middleware(self, node: Node, scope: Scope) -> Value:
        """What is called, where the call makes a middleware: its name says more than what it returns."""
        if node.type == "call_expression":
            of = self.value(child(node, "function"), scope)
            return of if of is not None else self.value(node, scope)
        return self.value(node, scope)

    def _text(self, node: Node | None, scope: Scope) -> Text | None:
        found = self.value(node, scope)
        return found if isinstance(found, Text) else None

    def _add(
        self,
        router: Router,
        node: Node,
        methods: tuple[str, ...],
        path: Node | Text | None,
        asked: list[Node],
        answers: Node | None,
        scope: Scope,
    ) -> Entry:
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise RecursionError
        found = path if isinstance(path, Text) else self._text(path, scope)
        own = [self._asked(one, scope) for one in asked]
        name = ""
        if answers is not None:
            more, name = self._handler(answers, scope)
            own += more
        before = () if router.late else tuple(router.asked)
        entry = Entry(_place(node), scope.file, methods, found, (*before, *own), name, answers is not None)
        router.entries.append(entry)
        return entry

    def _handler(self, node: Node, scope: Scope) -> tuple[list[Evidence], str]:
        """What wraps a handler, and the handler; both may ask."""
        evidence: list[Evidence] = []
        while node.type == "call_expression" and within(child(node, "arguments")):
            arguments = within(child(node, "arguments"))
            inner = [
                one
                for one in arguments
                if one.type in ("call_expression", "identifier", "selector_expression", "func_literal")
            ]
            if not inner or (
                isinstance(self.value(inner[-1], scope), (Text, type(None))) and not _serves(inner[-1])
            ):
                break
            if names(node)[0] not in ("HandlerFunc", "WrapF", "WrapH", "WrapHandler"):
                evidence.append(self._asked(child(node, "function"), scope))
            node = inner[-1]
        value = self.value(child(node, "function") if node.type == "call_expression" else node, scope)
        return [*evidence, handler(node, value, scope)], names(node)[0] or "function"

    # gin and echo -----------------------------------------------------------------------------------------

    def _grouped(self, router: Router, name: str, node: Node, written: list[Node], scope: Scope) -> Value:
        if name == "Group" and written:
            return self._group(router, written, scope)
        if name in METHODS or name == "Any":
            self._methods(router, node, (name if name != "Any" else "*",), written, scope)
        elif name in ("Handle", "Add", "Match") and len(written) > 2:
            value = self._method_names(written[0], scope)
            if value is None:
                self.notes.note(scope.file.tree, node, "the method of this route can't be told")
            else:
                self._methods(router, node, value, written[1:], scope)
        return router if name != "Group" else None

    def _method_names(self, node: Node, scope: Scope) -> tuple[str, ...] | None:
        found = self.value(node, scope)
        items = found.items if isinstance(found, Items) else [found]
        inner = within(child(node, "body")) if node.type == "composite_literal" else [node]
        return tuple(one for number, item in enumerate(items) for one in _method(item, inner, number)) or None

    def _methods(
        self, router: Router, node: Node, methods: tuple[str, ...], written: list[Node], scope: Scope
    ) -> None:
        if len(written) < 2:
            return
        path, rest = written[0], written[1:]
        answers = rest[0] if router.kind == "echo" else rest[-1]
        asked = rest[1:] if router.kind == "echo" else rest[:-1]
        self._add(router, node, methods, path, asked, answers, scope)

    def _group(self, router: Router, written: list[Node], scope: Scope) -> Router:
        made = self.made(router.kind, late=False)
        made.mounts.append((router, self._text(written[0], scope), ()))
        if not router.late:
            made.inherited = (*router.inherited, *router.asked)
            made.asked += router.asked
        made.asked += [self._asked(one, scope) for one in written[1:]]
        return made

    # chi --------------------------------------------------------------------------------------------------

    def _chi(self, router: Router, name: str, node: Node, written: list[Node], scope: Scope) -> Value:
        if name.upper() in METHODS and len(written) == 2:
            self._add(router, node, (name.upper(),), written[0], [], written[1], scope)
        elif name in ("Handle", "HandleFunc") and len(written) == 2:
            self._http(router, node, written, scope)
        elif name in ("Method", "MethodFunc") and len(written) == 3:
            methods = self._method_names(written[0], scope)
            if methods:
                self._add(router, node, methods, written[1], [], written[2], scope)
        elif name == "Mount" and len(written) == 2:
            self._mount(router, node, self._text(written[0], scope), written[1], scope)
        elif name in ("Route", "Group", "With"):
            return self._below(router, name, written, scope)
        return router

    def _below(self, router: Router, name: str, written: list[Node], scope: Scope) -> Router:
        made = self.made("chi", late=True)
        path = self._text(written[0], scope) if name == "Route" and written else Text("")
        made.mounts.append((router, path, ()))
        if name == "With":
            made.asked += [self._asked(one, scope) for one in written]
        elif written:
            function = self.value(written[-1], scope)
            if isinstance(function, Function):
                self.call(function, [made])
        return made

    def _mount(self, router: Router, node: Node, path: Text | None, what: Node, scope: Scope) -> None:
        value = self.value(what, scope)
        if isinstance(value, Wrapped):
            value.of.mounts.append((router, path, value.evidence))
        elif isinstance(value, Router):
            value.mounts.append((router, path, ()))
        elif not re.search(
            r"swagger|pprof|profiler|static|FileServer|metrics|debug", shown(node), re.IGNORECASE
        ):
            self.loose = True
            self.notes.note(scope.file.tree, node, "what is mounted here can't be told")

    # net/http and gorilla/mux -----------------------------------------------------------------------------

    def _http(self, router: Router, node: Node, written: list[Node], scope: Scope) -> None:
        found = self._text(written[0], scope)
        value = self.value(written[1], scope)
        if isinstance(value, (Router, Wrapped)):
            self._mount(
                router,
                node,
                Text(found.value.rstrip("*"), found.complete) if found else None,
                written[1],
                scope,
            )
            return
        methods: tuple[str, ...] = ("*",)
        if found is not None and found.complete and (parts := found.value.split(None, 1))[1:]:
            methods, found = (parts[0],), Text(parts[1])
        if found is not None and found.complete and "/" in found.value:
            found = Text(found.value[found.value.index("/") :].replace("{$}", ""))
        if re.search(r"FileServer|StripPrefix|NotFoundHandler|pprof", shown(written[1])):
            return
        self._add(router, node, methods, found, [], written[1], scope)

    def _mux(self, router: Router, name: str, node: Node, written: list[Node], scope: Scope) -> Value:
        if name in ("Handle", "HandleFunc") and len(written) == 2:
            value = self.value(written[1], scope)
            if isinstance(value, (Router, Wrapped)):
                self._mount(router, node, self._text(written[0], scope), written[1], scope)
                return None
            return Match(router, self._add(router, node, ("*",), written[0], [], written[1], scope))
        if name in (
            "Path",
            "PathPrefix",
            "Methods",
            "NewRoute",
            "Host",
            "Name",
            "Queries",
            "Headers",
            "Schemes",
        ):
            match = Match(router, self._add(router, node, ("*",), Text(""), [], None, scope))
            return self._match(match, name, node, written, scope)
        return None

    def _match(self, match: Match, name: str, node: Node, written: list[Node], scope: Scope) -> Value:
        entry = match.entry
        if name == "Methods":
            entry.methods = tuple(
                dict.fromkeys(m for one in written for m in self._method_names(one, scope) or ())
            )
            entry.methods = tuple(
                one for one in entry.methods if one != "OPTIONS" or len(entry.methods) == 1
            ) or ("*",)
        elif name in ("Path", "PathPrefix") and written:
            entry.path, match.prefix = self._text(written[0], scope), name == "PathPrefix"
        elif name in ("Handler", "HandlerFunc") and written:
            self._handled(match, node, written[0], scope)
        elif name == "Subrouter":
            made = self.made("mux", late=True)
            made.mounts.append((match.router, entry.path, ()))
            return made
        return match

    def _handled(self, match: Match, node: Node, answers: Node, scope: Scope) -> None:
        entry = match.entry
        value = self.value(answers, scope)
        if isinstance(value, (Router, Wrapped)):
            self._mount(match.router, node, entry.path, answers, scope)
            return
        if match.prefix and re.search(r"FileServer|[Ss]wagger|StripPrefix|pprof", shown(answers)):
            return
        more, entry.handler = self._handler(answers, scope)
        entry.asked = (*entry.asked, *more)
        entry.served = True


def _method(item: Value, inner: list[Node], number: int) -> tuple[str, ...]:
    """``"GET"``, ``http.MethodGet``."""
    if isinstance(item, Text):
        return (item.value.upper(),)
    name = text(inner[number]) if number < len(inner) else ""
    found = re.search(r"(?:Method|\becho\.)([A-Za-z]+)\Z", name)
    return (found[1].upper(),) if found and found[1].upper() in METHODS else ()


def _serves(node: Node) -> bool:
    """Whether something unknown may be a handler: a method of somebody, or a call."""
    return node.type in ("selector_expression", "func_literal", "call_expression")


def _place(node: Node) -> Node:
    callee = child(node, "function")
    if callee is not None and callee.start_point[0] != callee.end_point[0]:
        return child(callee, "field") or node
    return node


__all__ = ["Routers", "Witness"]
