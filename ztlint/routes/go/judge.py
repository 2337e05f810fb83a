"""What one middleware or handler of a Go program does with callers who do not say who they are."""

import re

from ztlint.routes.go.values import External, Function, Scope, Value
from ztlint.routes.joining import Evidence
from ztlint.routes.naming import Says, by_name, guard_name, guardlike, optional_name
from ztlint.routes.trees import Node, child, code_of, text, within

_HARMLESS = re.compile(
    r"log(?!in|ged)|recover|cors|gzip|compress|request_?id|realip|timeout|bodylimit|csrf|heartbeat|nocache|slash"
    r"|throttle|limit|content_?type|header|metric|prom|trac|otel|sentry|profil|rate|cache|secure\b|render|json|valid"
    r"|error|pagina|static|charset|url_?format|decompress|method_?override|request|response|context|ctx",
    re.IGNORECASE,
)
_HARMLESS_PACKAGE = re.compile(
    r"github\.com/(?:gin-contrib/(?!sessions|authz)|rs/cors|gorilla/handlers|go-chi/(?:cors|httprate|httplog|render))"
    r"|(?:go-chi/chi(?:/v\d)?|labstack/echo(?:/v\d)?)/middleware\.(?!\w*Auth|JWT|Key)|gin-gonic/gin\.(?:Logger|Recovery)"
    r"|jwtauth(?:/v\d)?\.Verif"
)
_REFUSES = re.compile(
    r"StatusUnauthorized|StatusForbidden|\b40[13]\b|\w*(?:Unauthorized|Forbidden|AccessDenied|InvalidToken|MissingToken|ErrAuth)\w*",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"GetHeader\(|Header(?:\(\))?\.Get\(|\.Cookie\(|jwt\.Parse|FromContext\(|ParseFromRequest|\bclaims\b|sessions?\.|BasicAuth\(\)|Authorization|MustGet\(|TokenFrom",
)
_ASKS = re.compile(
    r"Authorization|\.Cookie\(|jwt\.Parse|(?:User|Claims|Token|Session|Auth\w*|Identity|Principal)\w*From\w*\(|\.BasicAuth\(\)|StatusUnauthorized|StatusForbidden|Unauthorized|Forbidden"
    r"|(?:Get|MustGet|Value)\(\s*[\"\w.]*(?:user|auth|claims|token|session|principal)",
    re.IGNORECASE,
)
_SKIPS = re.compile(
    r"URL\.Path|RequestURI|FullPath\(|Skipper|os\.Getenv\(\s*\"(?!\w*(?:SECRET|KEY|JWT|TOKEN))|whitelist|allowlist|exclude|[Ii]sPublic|bypass|\.Method\b(?!s)"
)
_LETS_IN = re.compile(
    r"if\s+(?:\w*(?:token|auth|header|cookie|key)\w*\s*==\s*\"\"|len\(\w*(?:token|auth|header)\w*\)\s*==\s*0)\s*\{\s*(?:c\.Next\(\)|next\.ServeHTTP\(|return\s+next\()",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    "MiddlewareFunc Handler Handle Middleware New WithConfig Handlers Func Wrap Use Authenticated".split()
)


def names(node: Node) -> tuple[str, str]:
    """The last name of what is called or named, and the one before it."""
    while node.type in ("call_expression", "parenthesized_expression"):
        node = child(node, "function") or within(node)[0]
    if node.type == "selector_expression":
        holder = child(node, "operand")
        return text(child(node, "field")), names(holder)[0] if holder is not None else ""
    return (text(node) if node.type == "identifier" else ""), ""


def middleware(node: Node, value: Value, scope: Scope) -> Evidence:
    says = _says(node, value)
    witness = scope.file.tree.witness(node) if says is not Says.NOTHING else None
    return Evidence(says, witness, _roles(node) if says is Says.REFUSES else ())


def _roles(node: Node) -> tuple[str, ...]:
    if node.type != "call_expression" or not re.search(
        r"role|permi|scope|admin", names(node)[0], re.IGNORECASE
    ):
        return ()
    found = [one for one in within(child(node, "arguments")) if "string_literal" in one.type]
    return tuple(text(one)[1:-1] for one in found)


def _says(node: Node, value: Value) -> Says:
    last, before = names(node)
    name = f"{before}{last[:1].upper()}{last[1:]}" if last in _GENERIC else last
    written = child(node, "arguments") if node.type == "call_expression" else None
    arguments = code_of(written)
    if any(one.type == "false" for one in within(written)) and guardlike(name):
        return Says.OPTIONAL
    if re.search(r"Skipper|ContinueOnIgnoredError\s*:\s*true|CredentialsOptional\s*:\s*true", arguments):
        return Says.UNSURE
    if isinstance(value, Function):
        says = function(value, name or value.name)
        return Says.UNSURE if says is Says.REFUSES and _switched(value, within(written)) else says
    if isinstance(value, External) and _HARMLESS_PACKAGE.search(value.name):
        return Says.NOTHING
    return by_name(name, _HARMLESS)


def _switched(value: Function, arguments: list[Node]) -> bool:
    """Whether a switch that the guard is given may turn it off: ``AuthMiddleware(config.Strict)``."""
    kinds = [
        text(child(one, "type"))
        for one in within(child(value.node, "parameters"))
        for _ in one.children_by_field_name("name") or [None]
    ]
    return any(kind == "bool" and one.type != "true" for kind, one in zip(kinds, arguments, strict=False))


def function(value: Function, name: str) -> Says:
    """Of a middleware whose code is seen."""
    code = code_of(child(value.node, "body"))
    named = guard_name(name) or guard_name(value.name)
    if optional_name(name) or _LETS_IN.search(code):
        return Says.OPTIONAL
    refuses, identity = _REFUSES.search(code), _IDENTITY.search(code)
    if refuses and "gin.Context" in text(value.node) and "Abort" not in code:
        return Says.UNSURE  # gin goes on to the next one unless it is told to stop
    if refuses and (named or identity):
        return Says.UNSURE if _SKIPS.search(code) else Says.REFUSES
    if named:
        return _delegates(value)
    return Says.UNSURE if _ASKS.search(code) else Says.NOTHING


def _delegates(value: Function) -> Says:
    """``func JWT(key string) … { return JWTWithConfig(config) }`` without exceptions."""
    code = code_of(child(value.node, "body"))
    called = re.search(r"\breturn\s+(\w+\.)?(\w+)\(", code)
    if called is None or _SKIPS.search(code) or not guard_name(called[2]):
        return Says.UNSURE
    other = value.scope.file.functions.get((value.scope.file.folder, called[2]))
    if called[1]:
        return Says.REFUSES if re.match(r"JWT|BasicAuth|KeyAuth|Authenticator", called[2]) else Says.UNSURE
    inner = code_of(child(other.node, "body")) if other is not None else ""
    inner = re.sub(r"\w*\.?Skipper\b", "", inner)  # which is not set, or the caller would show it
    return Says.REFUSES if _REFUSES.search(inner) and not _SKIPS.search(inner) else Says.UNSURE


def handler(node: Node, value: Value, scope: Scope) -> Evidence:
    """Of what answers: its own checks may be anything, so they are doubt, and never a guard."""
    if isinstance(value, Function):
        if _ASKS.search(code_of(child(value.node, "body"))):
            return Evidence(Says.UNSURE, scope.file.tree.witness(_short(node)))
        return Evidence(Says.NOTHING)
    return Evidence(Says.UNSURE, scope.file.tree.witness(_short(node)))


def _short(node: Node) -> Node:
    return node.children[0] if node.type == "func_literal" else node
