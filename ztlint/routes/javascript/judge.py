"""What one middleware or handler of Express does with callers who do not say who they are."""

import re

from ztlint.routes.javascript.values import External, Function, Items, Step, Thing
from ztlint.routes.joining import Evidence
from ztlint.routes.naming import Says, by_name, guard_name, optional_name
from ztlint.routes.trees import Node, Tree, child, code_of, text, within

_HARMLESS = re.compile(
    r"(?:express|body-parser|cors|helmet|morgan|compression|cookie-parser|multer|express-fileupload|method-override"
    r"|serve-\w+|swagger-[\w-]+|express-validator|celebrate|joi|zod|express-rate-limit|express-slow-down|hpp|xss[\w-]*"
    r"|express-mongo-sanitize|pino[\w-]*|winston|response-time|express-session|cookie-session|connect-[\w-]+"
    r"|errorhandler|i18n[\w-]*|i18next[\w-]*|csurf|express-async-\w+|express-winston|lusca|express-status-monitor"
    r"|@sentry/\w+|express-openapi-validator|path|http|fs|apollo-server-express|express-useragent|nocache"
    r"|passport\.(?:initialize|session)|express-prom-bundle|http-\w+|express-handlebars|dotenv|formidable|busboy)(?:\.|\Z)"
)
_HARMLESS_NAME = re.compile(
    r"valid(?!.*(?:token|jwt|session|key|auth))|log(?!in|ged)|limit|cors|cache|upload|parse|error|notfound|not_found|multer|sanitiz"
    r"|static|compress|helmet|morgan|schema|metric|trace|pagina|rate|json|body",
    re.IGNORECASE,
)
_TOKENS = re.compile(r"jwt|bearer|token|api-?key|basic|azure|cognito|auth0|saml-?token", re.IGNORECASE)
_REFUSES = re.compile(
    r"\b40[13]\b|unauthor|forbidden|access.?denied|next\(\s*(?:new\b|err\b|error\b|e\)|createError|boom|\w*Error\()|\bthrow\b"
    r"|redirect\([^()]{0,80}(?:login|log-in|signin|sign-in)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b40[13]\b|unauthor|forbidden|access.?denied", re.IGNORECASE)
_IDENTITY = re.compile(
    r"authorization|\.headers\b|\.header\(|\.get\(\s*['\"](?:auth|x-|token|cookie)|\.cookies|\.signedCookies|(?:req|request|ctx)\w*\.(?:user|auth|session|currentUser|account|payload|decoded|token|userId)\b(?!\?)"
    r"|jwt\.verify|verifyIdToken|isAuthenticated\(|res\.locals\.(?:user|auth)|\bcurrentUser\b|passport\.authenticate",
)
_SKIPS = re.compile(
    r"\.(?:path|originalUrl|url|baseUrl)\b|process\.env\.(?!\w*(?:SECRET|KEY|JWT|TOKEN|ACCESS))|whitelist|allowlist|exclude|bypass|skip|optional|\bpublic",
    re.IGNORECASE,
)
_LETS_IN = re.compile(
    r"if\s*\(\s*!\s*\(?[^{};]{0,80}(?:token|auth|header|user|cookie|session|key)\w*[^{};]{0,60}\)\s*\{?\s*(?:(?:req|res)[^;{}]*;\s*)?(?:return\s+)?next\(\s*\)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"catch\s*(?:\([^()]*\)\s*)?\{[^{}]*\bnext\(\s*\)")
_WHOLE = re.compile(r"\(\s*(?:req|request)\s*[,)]|,\s*(?:req|request)\s*[,)]")


def last_name(node: Node) -> str:
    """``authenticate`` of ``passport.authenticate("jwt")``."""
    while node.type in ("call_expression", "await_expression", "parenthesized_expression", "as_expression"):
        node = child(node, "function") or within(node)[0]
    if node.type == "member_expression":
        name = text(child(node, "property"))
        holder = child(node, "object")
        if name in (
            "bind",
            "required",
            "unless",
            "handler",
            "handle",
            "middleware",
            "use",
            "any",
            "check",
            "default",
        ):
            return f"{last_name(holder)}.{name}"
        return name
    return text(node) if node.type == "identifier" else ""


def middleware(step: Step) -> Evidence:
    says = _says(step)
    witness = step.scope.tree.witness(step.node) if says is not Says.NOTHING else None
    return Evidence(says, witness, roles(step.node) if says is Says.REFUSES else ())


def roles(node: Node) -> tuple[str, ...]:
    """Words in quotes that a call is given, where its name is about roles."""
    if node.type != "call_expression" or not re.search(
        r"role|permi|scope|authori|admin", text(child(node, "function")), re.IGNORECASE
    ):
        return ()
    found = [one for one in within(child(node, "arguments")) if one.type in ("string", "array")]
    inner = [part for one in found for part in ((one,) if one.type == "string" else within(one))]
    return tuple(text(one)[1:-1] for one in inner if one.type == "string")


def _says(step: Step) -> Says:
    node, value = step.node, step.value
    name = last_name(node)
    if isinstance(value, Function):
        return function(value, value.name or name, {name})
    if _optional_call(node):
        return Says.OPTIONAL
    if isinstance(value, (Thing, Items)):
        return Says.UNSURE
    if isinstance(value, External):
        return _external(value, node, name)
    return by_name(name, _HARMLESS_NAME)


def _optional_call(node: Node) -> bool:
    """``jwt({credentialsRequired: false})``, ``auth(false)``."""
    if node.type != "call_expression":
        return False
    arguments = code_of(child(node, "arguments"))
    return bool(
        re.search(
            r"(?:credentialsRequired|required|authRequired)\s*:\s*false|optional\s*:\s*true|\(\s*false\s*[,)]",
            arguments,
            re.IGNORECASE,
        )
    )


def _external(value: External, node: Node, name: str) -> Says:
    call = value.call if value.call is not None else node
    if _optional_call(call):
        return Says.OPTIONAL
    if ".unless" in value.name or ".unless" in name:
        return Says.UNSURE
    if value.name.startswith("passport") and value.name.endswith((".authenticate", ".authorize")):
        return _passport(call)
    if re.match(
        r"express-jwt\b|express-oauth2-jwt-bearer\.(?:auth|requiredScopes)|express-basic-auth|express-openid-connect\.requiresAuth",
        value.name,
    ):
        return Says.REFUSES if value.call is not None else Says.UNSURE
    if _HARMLESS.match(value.name):
        return Says.NOTHING
    package = value.name.rsplit("/", 1)[-1]
    said = {by_name(one, _HARMLESS_NAME) for one in (name, package.rsplit(".", 1)[-1]) if one}
    return max(said, default=Says.UNSURE) if Says.OPTIONAL not in said else Says.OPTIONAL


def _passport(call: Node) -> Says:
    arguments = within(child(call, "arguments"))
    first = text(arguments[0]) if arguments else ""
    if "anonymous" in first:
        return Says.OPTIONAL
    if len(arguments) > 2 or not _TOKENS.search(first):
        return Says.UNSURE  # its own answer decides, or it is where people log in
    return Says.REFUSES


def function(value: Function, name: str, names: set[str]) -> Says:
    """Of a middleware whose code is seen."""
    parameters = within(child(value.node, "parameters"))
    if len(parameters) == 4:
        return Says.NOTHING  # answers to errors
    code = code_of(child(value.node, "body"))
    named = any(guard_name(one) for one in (name, *names) if one)
    identity, refuses = _IDENTITY.search(code), _REFUSES.search(code)
    if _LETS_IN.search(code):
        return Says.OPTIONAL
    if any(optional_name(one) for one in (name, *names) if one):
        return Says.OPTIONAL
    if refuses and (named or (identity and _STATUS.search(code))):
        if _SKIPS.search(code) or _GOES_ON.search(code) or not named:
            return Says.UNSURE
        return Says.REFUSES
    if named:
        return (
            Says.REFUSES
            if re.search(r"passport\.authenticate\(\s*['\"](?:jwt|bearer)", code)
            else Says.UNSURE
        )
    if identity:
        return Says.UNSURE if _WHOLE.search(code) or refuses else Says.OPTIONAL
    return (
        Says.UNSURE
        if _STATUS.search(code) or re.search(r"guard|requireUser|ensureAuth", code)
        else Says.NOTHING
    )


def handler(step: Step) -> Evidence:
    """Of what answers: its own checks may be anything, so they are doubt, and never a guard."""
    if isinstance(step.value, Function):
        return _answers(step.value, step.scope.tree, step.node)
    if isinstance(step.value, (Thing, Items)):
        return Evidence(Says.UNSURE, step.scope.tree.witness(step.node))
    says = _says(step)
    if isinstance(step.value, External) and says is Says.NOTHING:
        return Evidence(Says.NOTHING)
    return Evidence(says if says is Says.OPTIONAL else Says.UNSURE, step.scope.tree.witness(step.node))


def _answers(value: Function, tree: Tree, node: Node, deep: int = 0) -> Evidence:
    code = code_of(child(value.node, "body"))
    called = [value.scope.find(name) for name in re.findall(r"(?<![.\w])(\w+)\(\s*(?:req|request)\b", code)]
    inner = [one for one in called if isinstance(one, Function) and one is not value]
    if deep < 3 and inner and len(inner) == len(called) == len(_WHOLE.findall(code)):
        return max((_answers(one, tree, node, deep + 1) for one in inner), key=lambda one: one.says)
    if _IDENTITY.search(code) or _WHOLE.search(code):
        return Evidence(
            Says.UNSURE, tree.witness(node if node.type != "arrow_function" else node.children[0])
        )
    return Evidence(Says.NOTHING)
