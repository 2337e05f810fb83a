"""Names that say something about who may call: of guards, of refusals, and of what identifies a caller."""

import ast
import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_GUARDS = frozenset(
    """auth authn authz authenticate authenticated authentication authorize authorized authorization
    authorise authorised login logged token tokens jwt oauth oauth2 oidc permission permissions
    role roles admin superuser staff required requires require protect protected secure secured
    apikey key acl scope scopes access credential credentials signature hmac guard verify verified
    principal identity user rbac policy privilege session bearer owner member allowed forbidden
    security""".split()
)
_REFUSAL = re.compile(
    r"unauthor|forbidden|notauthenticated|permissiondenied|authenticationfail|authenticationerror|credential"
    r"|autherror|authexception|invalidtoken|tokenerror|accessdenied|noauthorization|notallowed|permissionerror|loginrequired",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"HTTP_?40[13]|\AUNAUTHORIZED\Z|\AFORBIDDEN\Z|\Aunauthorized\Z|\Aforbidden\Z|HttpResponseForbidden"
)
_IDENTITY = re.compile(
    r"(?:^|\.)(?:(?:request|req|info\.context|websocket|conn|connection)"
    r"\.(?:authorization|session|user|auth|state\.user|token_info|current_user|jwt)"
    r"|g\.(?:\w*user\w*|auth\w*|token\w*|identity|principal)|current_user|current_identity|session|_request_ctx_stack\.top\.\w*user\w*)\b"
)
_CARRIERS = re.compile(
    r"(?:^|\.)(?:request|req|websocket|conn|connection|self\.request)\.(?:headers|cookies|META|scope|COOKIES)\b"
)
_CARRIED = re.compile(
    r"auth|token|api[-_]?key|secret|signature|session|cookie|bearer|jwt|credential|access[-_]?key|user",
    re.IGNORECASE,
)
_VERIFYING = re.compile(
    r"^_?(?:require|check|verify|ensure|assert|validate|authenticate|authorize|authorise|enforce|login_required)(?:_|\Z|[A-Z])"
)
_OF_PASSWORDS = frozenset("password passwd pwd email code otp captcha name username".split())
_LOOKED_UP = re.compile(
    r"^_?(?:get_|load_|fetch_|extract_|decode_|parse_)?(?:current_user|user_from_token|token_payload|authenticated_user)"
)
_ASKED = re.compile(
    r"^(?:get_jwt|get_jwt_identity|get_raw_jwt|get_current_user|current_user|verify_jwt_in_request|get_authorization_scheme_param"
    r"|get_jwt_claims|decode_token|get_authenticated_user|authenticated_userid|get_user)$"
)


def words_of(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def sounds_like_guard(name: str) -> bool:
    """Whether the last part of a dotted name is about who may call."""
    return bool(words_of(name.rsplit(".", 1)[-1]) & _GUARDS)


def dotted(node: ast.AST) -> str:
    """``request.headers`` of such an expression; calls and subscripts on the way are left out."""
    parts: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Subscript, ast.Await)):
            node = node.value
        else:
            break
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def identifies(node: ast.AST) -> bool:
    """Whether one expression, by its look, reads what says who is calling."""
    if isinstance(node, ast.Call):
        name = dotted(node.func)
        last = name.rsplit(".", 1)[-1]
        if (_ASKED.match(last) and not node.args) or _LOOKED_UP.match(last):
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop", "getlist") and node.args:
            return _carries(node.func.value, node.args[0])
        return False
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        return _carries(node.value, node.slice) or _IDENTITY.search(dotted(node.value)) is not None
    if isinstance(node, (ast.Attribute, ast.Name)) and isinstance(node.ctx, ast.Load):
        text = dotted(node)
        return _IDENTITY.search(text) is not None and not text.endswith((".session.add", ".session.commit"))
    if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
        return any(_carries(other, node.left) for other in node.comparators)
    return False


def _carries(holder: ast.AST, key: ast.AST) -> bool:
    """Headers and cookies say who is calling by their name alone."""
    if _CARRIERS.search(dotted(holder)) is None:
        return False
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return _CARRIED.search(key.value) is not None
    return (
        "auth" in ast.dump(key).lower() or "token" in ast.dump(key).lower() or "key" in ast.dump(key).lower()
    )


def is_refusal_name(name: str) -> bool:
    return _REFUSAL.search(name.rsplit(".", 1)[-1]) is not None


def is_refusal_status(node: ast.AST) -> bool:
    """401 or 403, as a number or by one of its names."""
    if isinstance(node, ast.Constant):
        return node.value in (401, 403) and not isinstance(node.value, bool)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return _STATUS.search(name) is not None


def verifies_by_name(name: str) -> bool:
    """``check_permissions``, ``require_admin``: called for what it refuses, and not followed."""
    last = name.rsplit(".", 1)[-1]
    words = words_of(last)
    return (
        _VERIFYING.match(last) is not None
        and bool(words & _GUARDS - {"verify", "require"})
        and not words & _OF_PASSWORDS
    )
