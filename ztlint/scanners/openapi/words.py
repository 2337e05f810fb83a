"""Words of paths and operationIds that say what an operation is for."""

import re

from ztlint.openapi import Api, Operation, Way, path_tokens, segments, tokens


def phrases(listing: str) -> frozenset[str]:
    """The names in a list such as ``created at|created by``."""
    return frozenset(name.strip() for name in listing.split("|"))


# Where callers become known, or are not yet.
_ENTRY = frozenset(
    """login logon signin signup logout register registration token tokens oauth oauth2 oidc saml sso
    authorize authenticate refresh forgot csrf captcha unsubscribe contact""".split()
)
_ENTRY_PHRASES = (
    frozenset({"sign", "in"}),
    frozenset({"sign", "up"}),
    frozenset({"log", "in"}),
    frozenset({"password", "reset"}),
    frozenset({"password", "resets"}),
    frozenset({"verify", "email"}),
    frozenset({"confirm", "email"}),
    frozenset({"password", "forgot"}),
    frozenset({"password", "forgotten"}),
    frozenset({"self", "service", "recovery"}),
    frozenset({"self", "service", "verification"}),
)
# What load balancers, clients and crawlers read before anything else.
_STATUS = frozenset(
    """health healthz healthcheck livez readyz live ready liveness readiness status ping heartbeat version
    versions capabilities openapi swagger docs documentation jwks robots favicon discovery sitemap""".split()
)
# A caller's own address, as the server sees it.
_WHO_CALLS = tuple(
    tuple(phrase.split()) for phrase in "getip|get ip|myip|my ip|whatismyip|client ip|get my ip".split("|")
)
_VERBS = (("login",), ("signin",), ("signup",), ("register",), ("sign", "in"), ("sign", "up"), ("log", "in"))
_RECEIVERS = frozenset({"webhook", "callback"})

# Operations whose job is to hand out a credential, whatever their method.
_MINTING = frozenset(
    """login logon signin token tokens oauth oauth2 authenticate refresh kubeconfig credentials authorize
    exchange mint rotate regenerate renew""".split()
)

READ_LIKE = frozenset(
    """search query list get read find filter lookup export preview validate check count calculate estimate
    evaluate report reports stats statistics metrics batchget retrieve fetch view download test verify quote
    propose simulate compare diff introspect autocomplete suggest""".split()
)

RECORDS = frozenset("events log logs audit audits".split())
"""What has happened: what a caller names there is only looked for."""

ADMIN = frozenset(
    """admin administration superuser superadmin sudo impersonate impersonation backoffice sysadmin
    verwaltung adminbereich administracion administración administracao administração administrador
    administrateur amministrazione amministratore administratie beheerder administracja administrasjon
    forvaltning förvaltning yllapito ylläpito yönetici администратор администрирование 管理者 管理员 管理員
    관리자""".split()
)


def public_by_nature(operation: Operation) -> bool:
    """Whether an operation has to work for callers who have not said who they are: signing in, liveness,
    documents that clients read first, the receiving end of somebody else's webhook.
    """
    parts = segments(operation.path)
    if not parts or "*" in parts:
        return bool(parts) and (_of_authorization_server(operation, parts) or _lets_in(operation, parts))
    last = frozenset(tokens(parts[-1]))
    if not operation.unsafe and (
        last & _STATUS or ".well-known" in parts or parts == ("info",) or tokens(parts[-1]) in _WHO_CALLS
    ):
        return True
    if (
        _of_authorization_server(operation, parts)
        or last & _ENTRY
        or frozenset(tokens(parts[0])) & {"oauth", "oauth2", "oidc", "saml", "sso"}
    ):
        return True
    if tokens(operation.id)[:1] in _VERBS or tokens(operation.id)[:2] in _VERBS:
        return True
    if operation.method == "post" and (
        last <= {"session", "sessions"} or parts in _FIRST_STEPS or last & _RECEIVERS or _receives(parts)
    ):
        return True
    before = frozenset(tokens(parts[-2] if len(parts) > 1 else ""))
    next_step = operation.unsafe and last <= _STEPS and bool(before) and before <= _OF_SIGNING_IN
    spelled = last | before
    return next_step or any(phrase in (last, spelled) for phrase in _ENTRY_PHRASES)


def _lets_in(operation: Operation, parts: tuple[str, ...]) -> bool:
    """``POST /shares/{share}/auth``, ``/users/{name}/auth/verify-totp``: the body proves who it is."""
    if operation.method != "post" or not operation.bodies:
        return False
    before, last = parts[-2], frozenset(tokens(parts[-1]))
    return (before == "*" and last <= {"auth", "authenticate"}) or (
        before == "auth" and last <= _STEPS | _FACTORS
    )


_FACTORS = frozenset("totp mfa 2fa".split())
# What is left to do for those who are signing in or up: ``/auth/otp/verify``, ``/users/activate``.
_STEPS = frozenset(
    """activate activation confirm confirmation verify verification resend otp magic link magiclink
    passwordless challenge request start complete callback code recover recovery reset email""".split()
)
_OF_SIGNING_IN = frozenset(
    """auth user users account accounts customer customers member members email emails otp mfa passwordless
    passkey passkeys webauthn password passwords reset resets magic link identity session sessions""".split()
)


_AUTHORIZATION_SERVER = frozenset("oauth oauth2 oidc saml sso openid-connect realms".split())
_ITS_ENDPOINTS = frozenset("authorize keys jwks certs token logout par".split())


def _of_authorization_server(operation: Operation, parts: tuple[str, ...]) -> bool:
    """One of several authorization servers, or of several ways to sign in: ``/oauth2/{server}/v1/authorize``;
    metadata (RFC 8615); and where a browser comes back with a code.
    """
    if not operation.unsafe and ".well-known" in parts:
        return True
    if parts[-1] == "callback" and any(p.name in ("code", "state") for p in operation.parameters):
        return True
    return parts[0].lower() in _AUTHORIZATION_SERVER and parts[-1].lower() in _ITS_ENDPOINTS


_FIRST_STEPS = (("setup",), ("api", "setup"))  # when there are no accounts yet


def _receives(parts: tuple[str, ...]) -> bool:
    """``/webhooks/stripe``: somebody's webhooks arrive here. ``/webhooks`` itself is a list of our own."""
    return len(parts) > 1 and parts[-2].lower() in ("webhooks", "callbacks", "hooks")


def carries_token(operation: Operation) -> bool:
    """Whether the path itself holds a secret that lets the caller in: ``/webhooks/{id}/{token}``."""
    names = (parameter.name for parameter in operation.parameters if parameter.place == "path")
    return any({"token", "secret", "signature"} & set(tokens(name)) for name in names)


# Tokens that somebody was sent once, to say who they are with; and what is done with them.
_SENT_ONCE = frozenset(
    "invitation invite verification confirmation reset activation claim recovery unsubscribe".split()
)
_TAKES_THEM = frozenset("verify verification confirm confirmation check claim accept activate".split())


def written_public(operation: Operation) -> bool:
    """Whether an operation's own ``security`` opens it to everybody."""
    authority = operation.authority
    return authority.public and authority.node is not None and not authority.inherited


def takes_token_once(operation: Operation) -> bool:
    """Whether a token from an invitation or a mail lets the caller in, required in query or body."""
    named = [(p.name, p.required) for p in operation.parameters if p.place in ("query", "formData")]
    for media in operation.bodies:
        value = media.schema.value if media.schema is not None else None
        listed = value.get("required") if isinstance(value, dict) else None
        texts = listed if isinstance(listed, list) else []
        named += [(name, True) for name in texts if isinstance(name, str)]
    spelled = [frozenset(tokens(name)) for name, required in named if required]
    words_of_path = path_tokens(operation)
    chosen = "password" in words_of_path and any("password" in words for words in spelled)
    bare = chosen or bool(words_of_path & _TAKES_THEM)
    return any("token" in words and (words & _SENT_ONCE or (bare and len(words) == 1)) for words in spelled)


def minting(operation: Operation) -> bool:
    return bool(path_tokens(operation) & _MINTING)


def administrative(operation: Operation) -> bool:
    """A whole path segment, a tag, or the verb of the operationId says so. ``admin-boundaries`` are
    geography, and a collection of ``admins`` is a resource like any other.
    """
    parts = [part.lower() for part in segments(operation.path)]
    named = {word for part in parts for word in (part, part.split(".")[0])}
    named |= {tag.lower() for tag in operation.tags} | {*tokens(operation.id)[:1]}
    spoken = any(_administrates(tokens(name)) for name in parts) or _said(operation)
    switches = operation.unsafe and any(_SWITCHES & {part.replace("_", "-")} for part in parts)
    inside = parts[:1] in (["internal"], ["_internal"])
    return bool(ADMIN & named) or spoken or inside or switches


def _said(operation: Operation) -> bool:
    """A tag such as ``User administration``, or an operationId such as ``listUsersAsAdmin``."""
    tagged = any({"admin", "administration"} & set(tokens(tag)) for tag in operation.tags)
    return tagged or tokens(operation.id)[-2:] in (("as", "admin"), ("by", "admin"), ("for", "admin"))


def in_charge(operation: Operation) -> bool:
    """Whether a whole segment says that those in charge of the service work there: ``audit-logs``, or at the
    start of the path ``manage``, and what changes a ``config``.
    """
    parts = [part.lower().replace("_", "-") for part in segments(operation.path)]
    opening = _AT_THE_START | (_CONFIGURATION if operation.unsafe else frozenset())
    return bool(_CHARGE & set(parts)) or bool(opening & set(parts[:1]))


_CHARGE = frozenset(
    """audit-log audit-logs auditlog auditlogs audit-events audit-trail adminportal adminpanel adminconsole
    admintools adminapi feature-flags feature-flag featureflags feature-toggles""".split()
)
_AT_THE_START = frozenset(
    """manage management audit ops sysops beheer gestion gestión gestione gestao gestão hallinta sprava správa
    yonetim yönetim zarzadzanie zarządzanie управление 管理 관리""".split()
)
_CONFIGURATION = frozenset(
    "config configuration configs configurations system-settings system-config global-settings".split()
)
_SPOKEN = re.compile(
    r"\b(?:administrators?|admins?|superusers?|moderators?|staff)\b"
    r"(?: (?:users?|accounts?|members?|role)| of (?:the |your )?\w+)?,?"
    r"(?: (?:is|are))? only\b"
    r"|\bonly (?:(?:available |accessible |allowed )?(?:for|by|to) )?(?:an? |the |\w+ )?"
    r"(?:administrators?|admins?|superusers?|moderators?|staff)\b(?!-)"
    r"|[\[(]admin[\])]"
    r"|\b(?:requires?|needs?) (?:an? |the )?(?:admin(?:istrator|istrative)?|superuser)\b(?! consent)",
    re.IGNORECASE,
)
_LONGEST_SUMMARY = 200


def reserved_for_administrators(operation: Operation) -> bool:
    """Whether the summary says so: ``Release an item (administrators only)``. Descriptions speak of the
    administrators of a group, too, whom no scope tells apart.
    """
    summary = operation.node.text("summary")[:_LONGEST_SUMMARY]
    return bool(_SPOKEN.search(summary)) and not _DENIED.search(summary)


def told_for_administrators(operation: Operation) -> bool:
    """Whether summary or description says so: where no scope can tell callers apart, the server has to."""
    told = operation.node.text("description")[:_LONGEST_DESCRIPTION]
    sentences = (operation.node.text("summary")[:_LONGEST_SUMMARY], *re.split(r"[.!?]\s", told))
    return any(_SPOKEN.search(one) and not _DENIED.search(one) for one in sentences)


_LONGEST_DESCRIPTION = 2_000
_DENIED = re.compile(r"\b(?:not|non|no|except|unless|if|when)\b|n't\b", re.IGNORECASE)
_AREAS = frozenset(
    "api apis panel console portal tools area only ops operations actions backend zone".split()
)
_KINDS = frozenset("tenant org organization site super platform system app shop account team global".split())


def _administrates(words: tuple[str, ...]) -> bool:
    """``tenant-admin``, ``admin-api``, ``back-office``; not ``admin-boundaries``, nor ``is-admin``."""
    if words in (("administrator",), ("back", "office"), ("superadministrator",)):
        return True
    if len(words) != 2 or not {"admin", "administration"} & set(words):
        return False
    return words[1] in _AREAS or (words[1] in ("admin", "administration") and words[0] in _KINDS)


_SWITCHES = frozenset({"feature-flags", "feature-flag", "featureflags", "feature-toggles", "kill-switch"})


_RANKED = ADMIN | frozenset(
    """administrator administrators admins staff moderator moderators moderate moderation superusers root
    operator operators backend sysop sysops compliance""".split()
)


def names_administrators(way: Way) -> bool:
    """Whether a scheme or a scope of one way in is called after them, or after others with a rank."""
    return any(_RANKED & set(tokens(word)) for name, scopes in way for word in (name, *scopes))


def asks_for_administrators(operation: Operation) -> bool:
    """Whether each way in asks for a scope that is called after them."""
    ways = operation.authority.alternatives
    return bool(ways) and all(any(ADMIN & set(tokens(scope)) for scope in way.scopes) for way in ways)


_OPENS_LIKE_A_READ = frozenset("get list retrieve fetch search stream find export".split())


def says_read(operation: Operation) -> bool:
    """Whether the summary begins like that of a read: a POST then only has a body for a long question."""
    words = tokens(operation.node.text("summary")[:80])
    return bool(_OPENS_LIKE_A_READ & {*words[:1]}) and not {"token", "tokens"} & {*words}


def changes_state(operation: Operation) -> bool:
    """Whether an operation does more than read, whatever its method."""
    return operation.unsafe and not (operation.method == "post" and read_like(operation))


def read_like(operation: Operation) -> bool:
    """Whether a POST only reads, told by the last path segment or the words that open its operationId."""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1]
    words = {*tokens(last)} if "{" not in last else set()
    return bool(READ_LIKE & (words | {*tokens(operation.id)[:2]}))


def parameter_words(api: Api, operation: Operation) -> frozenset[tuple[str, ...]]:
    """The names of an operation's parameters in words. Worked out once: there may be very many."""
    return api.remember(
        f"parameter words {operation.index}",
        lambda: frozenset(tokens(parameter.name) for parameter in operation.parameters),
    )
