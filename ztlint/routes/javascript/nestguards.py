"""What guards, middleware and decorators of NestJS do with callers who do not say who they are."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.routes.javascript.judge import _SKIPS, function
from ztlint.routes.javascript.program import Program
from ztlint.routes.javascript.values import Class, External, Function, Scope, Thing
from ztlint.routes.joining import Evidence, Text, colons, joined
from ztlint.routes.naming import Says, guard_name, guardlike, optional_name, public_name
from ztlint.routes.trees import Node, child, code_of, nodes, text, within

PUBLIC = re.compile(r"public|skip.?auth|no.?auth|allow.?anonymous|unprotected|without.?auth", re.IGNORECASE)
_OF_ROLES = re.compile(r"role|permission|scope|polic|abilit|claim|access", re.IGNORECASE)
_NO_GUARD = re.compile(
    r"Throttl|RateLimit|Cache|Feature|Maintenance|Health|Version|Csrf|Validation", re.IGNORECASE
)
_REFUSES = re.compile(
    r"Unauthorized|Forbidden|\b40[13]\b|return\s+(?:false|!!|Boolean\(|await\b)|AuthGuard\(|\bthrow\b"
)
_PASSES = re.compile(
    r"if\s*\(\s*!(?!\s*\()[^;{}]{0,200}\)\s*\{?\s*(?:return\s+true|return\s+Promise\.resolve\(true)"
)
"""Lets in whoever lacks something: those without a token perhaps."""
_TOKENS = re.compile(r"jwt|bearer|token|api-?key|basic|azure|cognito|firebase|access|auth0", re.IGNORECASE)


class Use(Struct, frozen=True):
    """One guard where it is applied."""

    node: Node
    scope: Scope
    everywhere: bool = False


class Applied(Struct, frozen=True):
    """One ``consumer.apply(…).exclude(…).forRoutes(…)``. No ``targets``: they can't be told."""

    evidence: Evidence
    targets: tuple[tuple[str, str], ...] | None
    controllers: tuple[int, ...]
    excluded: tuple[tuple[str, str], ...] | None


class Guards(Struct, eq=False):
    program: Program
    everywhere: list[Use] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)

    # guards -----------------------------------------------------------------------------------------------

    def judge(self, use: Use, public: bool, roles: tuple[str, ...]) -> Evidence:  # noqa: FBT001 - one fact of the route
        witness = use.scope.tree.witness(use.node)
        node = use.node
        while node.type in ("new_expression", "as_expression"):
            node = child(node, "constructor") or within(node)[0]
        made = self.program.value(child(node, "function"), use.scope)
        value = made if isinstance(made, Function) else self.program.value(node, use.scope)
        says, honours = self._says(value, node, roles)
        if public and says >= Says.UNSURE:
            if honours:
                return Evidence(Says.NOTHING)
            says = Says.UNSURE if use.everywhere or honours is None else says
        named = tuple(one for one in roles if one and re.match(r"[\w.:-]+\Z", one))
        return Evidence(
            says, witness if says is not Says.NOTHING else None, named if says is Says.REFUSES else ()
        )

    def _says(self, value: object, node: Node, roles: tuple[str, ...]) -> tuple[Says, bool | None]:
        """And whether it lets in everybody where a decorator says that a route is public; None is unknown."""
        name = text(node).split("(", 1)[0].rsplit(".", 1)[-1]
        if isinstance(value, Class):
            return self._class(value, name, roles)
        if name == "AuthGuard" and node.type == "call_expression":
            return _strategy(text(child(node, "arguments"))), False
        if isinstance(value, Function) and "AuthGuard(" in (code := code_of(value.node)):
            return (Says.OPTIONAL if _lets_in(code) else _strategy(text(child(node, "arguments")))), None
        if _NO_GUARD.search(name):
            return Says.NOTHING, None
        if optional_name(name):
            return Says.OPTIONAL, None
        if _OF_ROLES.search(name) and not roles and not re.search(r"auth|jwt|token", name, re.IGNORECASE):
            return Says.UNSURE, None
        return (Says.REFUSES if guard_name(name) and guardlike(_stem(name)) else Says.UNSURE), None

    def _class(self, value: Class, name: str, roles: tuple[str, ...]) -> tuple[Says, bool]:
        code = code_of(child(value.node, "body"))
        heritage = " ".join(text(one) for one in within(value.node) if one.type == "class_heritage")
        honours = bool(re.search(r"reflector", code, re.IGNORECASE) and PUBLIC.search(code))
        if _NO_GUARD.search(heritage) or _NO_GUARD.search(name):
            return Says.NOTHING, honours
        if optional_name(name) or _lets_in(code):
            return Says.OPTIONAL, honours
        if len(_PASSES.findall(code)) > honours and not _OF_ROLES.search(name):
            return Says.UNSURE, honours
        if "process.env" in code or _SKIPS.search(PUBLIC.sub("", code)):
            return Says.UNSURE, honours
        passport = re.search(r"AuthGuard\(([^()]*)\)", heritage)
        if passport:
            return _strategy(passport[1]), honours
        if re.search(r"reflector", code, re.IGNORECASE) and _OF_ROLES.search(name) and not honours:
            if roles:
                return Says.REFUSES, honours
            asks = re.search(
                r"if\s*\(\s*!\s*\w*(?:role|permission|scope|required|polic|handler)", code, re.IGNORECASE
            )
            return (Says.NOTHING if asks else Says.UNSURE), honours
        if isinstance(value.parent, Class):
            says, inner = self._class(value.parent, name, roles)
            return says, honours or inner
        if guardlike(_stem(name)):
            return (Says.REFUSES if _REFUSES.search(code) else Says.UNSURE), honours
        return (Says.UNSURE if _REFUSES.search(code) else Says.NOTHING), honours

    def composed(self, name: str, node: Node, scope: Scope) -> Iterator[Evidence]:
        """``@Auth()`` that stands for several decorators."""
        value = scope.find(name)
        if isinstance(value, Function):
            body = child(value.node, "body")
            code = code_of(body)
            if "UseGuards(" not in code:
                return
            for one in nodes(body):
                if one.type == "call_expression" and text(child(one, "function")) == "UseGuards":
                    for guard in within(child(one, "arguments")):
                        found = self.judge(Use(guard, value.scope), public=False, roles=("",))
                        unsure = found.says is Says.REFUSES and re.search(
                            r"\bif\b|\?(?!\.)|public", code, re.IGNORECASE
                        )
                        yield Evidence(Says.UNSURE if unsure else found.says, scope.tree.witness(node))
        elif guardlike(name) and not name.startswith("Api"):
            known = isinstance(value, External) and value.name.startswith(("@nestjs/", "class-", "typeorm"))
            if not known and not re.match(r"(?:Roles?|Permissions?|Scopes?)\Z", name):
                yield Evidence(Says.UNSURE, scope.tree.witness(node))

    # middleware -------------------------------------------------------------------------------------------

    def middleware(self, node: Node, scope: Scope) -> None:
        """Of one call of ``forRoutes`` at the end of its chain."""
        targets, controllers = self._targets(within(child(node, "arguments")), scope)
        excluded: tuple[tuple[str, str], ...] | None = ()
        current = child(child(node, "function"), "object")
        while current is not None and current.type == "call_expression":
            callee = child(current, "function")
            arguments = within(child(current, "arguments"))
            name = text(child(callee, "property"))
            if name == "exclude":
                excluded = self._targets(arguments, scope)[0]
            elif name == "apply":
                for one in arguments:
                    self.applied.append(Applied(self._middleware(one, scope), targets, controllers, excluded))
            current = child(callee, "object")

    def _middleware(self, node: Node, scope: Scope) -> Evidence:
        value = self.program.value(node, scope)
        name = text(node).split("(", 1)[0].rsplit(".", 1)[-1]
        use = self.program.member(Thing(kind=value), "use") if isinstance(value, Class) else value
        if isinstance(use, Function):
            says = function(use, name, {name})
        elif optional_name(name):
            says = Says.OPTIONAL
        else:
            says = Says.REFUSES if guard_name(name) else Says.UNSURE if guardlike(name) else Says.NOTHING
        return Evidence(says, scope.tree.witness(node) if says is not Says.NOTHING else None)

    def _targets(
        self, arguments: list[Node], scope: Scope
    ) -> tuple[tuple[tuple[str, str], ...] | None, tuple[int, ...]]:
        found: list[tuple[str, str]] = []
        controllers: list[int] = []
        for one in arguments:
            value = self.program.value(one, scope)
            if isinstance(value, Text) and value.complete:
                found.append(("ALL", value.value))
            elif isinstance(value, Class):
                controllers.append(value.node.id)
            elif (
                isinstance(value, Thing)
                and isinstance(path := value.fields.get("path"), Text)
                and path.complete
            ):
                method = re.search(r"RequestMethod\.(\w+)", text(one))
                found.append((method[1] if method else "ALL", path.value))
            else:
                return None, tuple(controllers)
        return tuple(found), tuple(controllers)

    def middlewares(self, kind: Class, verb: str, inner: str) -> Iterator[Evidence]:
        for one in self.applied:
            unsure = (
                Evidence(Says.UNSURE, one.evidence.witness)
                if one.evidence.says is Says.REFUSES
                else one.evidence
            )
            if one.excluded is None or one.targets is None:
                yield unsure
            elif not hits(one.excluded, verb, inner) and (
                kind.node.id in one.controllers or hits(one.targets, verb, inner)
            ):
                yield one.evidence


_REST = re.compile(r"/?(?:\{/?\*\w*\}|\*\w*|\(\.\*\))\Z")
"""``*``, ``*splat``, ``{*splat}``, ``{/*splat}``, ``(.*)``"""


def hits(targets: tuple[tuple[str, str], ...], verb: str, inner: str) -> bool:
    parts = [one for one in inner.split("/") if one]
    for method, path in targets:
        start = _REST.sub("", path)
        whole = start != path
        wanted = [one for one in colons(start).split("/") if one]
        same = len(parts) >= len(wanted) if whole else len(parts) == len(wanted)
        if (
            method in ("ALL", verb)
            and same
            and all(one == other or one.startswith("{") for one, other in zip(wanted, parts, strict=False))
        ):
            return True
    return False


def _stem(name: str) -> str:
    """All guards are called so: the word says nothing."""
    return re.sub(r"Guards?\Z", "", name) or name


def _strategy(words: str) -> Says:
    if "anonymous" in words:
        return Says.OPTIONAL
    return Says.REFUSES if _TOKENS.search(words) else Says.UNSURE


def _lets_in(code: str) -> bool:
    """``handleRequest`` that throws nothing gives out whoever there is."""
    found = re.search(r"handleRequest[^{]*\{((?:[^{}]|\{[^{}]*\})*)\}", code[:20_000])
    return found is not None and "throw" not in found[1] and "super.handleRequest" not in found[1]


def decorates_public(name: str, scope: Scope) -> bool:
    """``@Public()``, or a decorator that sets such a mark."""
    if public_name(name):
        return True
    value = scope.find(name)
    if isinstance(value, Function):
        code = code_of(child(value.node, "body"))
        return "SetMetadata(" in code and bool(PUBLIC.search(code))
    return False


__all__ = ["PUBLIC", "Applied", "Guards", "Use", "decorates_public", "joined"]
