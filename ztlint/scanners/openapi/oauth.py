"""Checks of OAuth and OpenID Connect: how tokens are asked for, by whom, and what they are good for."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ztlint.documents import Node
from ztlint.openapi import Api, Authority, Flow, Operation, Requirement, Scheme, Term, terms, tokens
from ztlint.scanners.openapi.binding import SENSITIVE_WORDS
from ztlint.scanners.openapi.evidence import affirms, declares
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedScheme, server_groups
from ztlint.scanners.openapi.transport import host_of, internal, local
from ztlint.scanners.openapi.words import changes_state


def _place(flow: Flow) -> tuple[Node, bool]:
    """2.0's ``flow``, or the key of the flow."""
    named = flow.node.get("flow")
    return (named, False) if named is not None else (flow.node, True)


_EVIDENCE = {
    "pkce": (
        (frozenset({"pkce"}), frozenset({"code", "challenge"})),
        re.compile(
            r"\bPKCE\b|\bcode[_ ](?:challenge|verifier)\b|\bRFC ?7636\b|\bproof key for code exchange\b",
            re.IGNORECASE,
        ),
        frozenset({"code_challenge", "code_verifier"}),
    ),
    "par": (
        (frozenset({"par"}), frozenset({"pushed", "authorization"})),
        re.compile(r"\bPAR\b|\bpushed[- ]authori[sz]ation[- ]requests?\b|\bRFC ?9126\b", re.IGNORECASE),
        frozenset({"request_uri"}),
    ),
}


@check(given="schemes")
def authorization_code_without(api: Api, used: UsedScheme, options: Options) -> Iterator[Hit]:
    """An authorization code flow in use, with no sign of ``evidence`` (``pkce`` or ``par``): neither an
    extension nor prose at flow, scheme or root, nor an operation of the authorization server that takes it.
    """
    phrases, prose, names = _EVIDENCE[options["evidence"]]
    for flow in used.scheme.flows:
        if flow.kind != "authorizationCode" or not used.operations:
            continue
        said = declares((flow.node, used.scheme.node), phrases, prose)
        if (
            not said
            and not _said_of_api(api, options["evidence"], phrases, prose)
            and not names & _asked_for(api)
        ):
            node, on_key = _place(flow)
            yield Hit(node, {"name": used.scheme.name}, used.operations, on_key=on_key)


def _said_of_api(api: Api, subject: str, phrases: Iterable[frozenset[str]], prose: re.Pattern[str]) -> bool:
    """At the root or in ``info``; worked out once for all schemes."""
    info = api.root.get("info")
    nodes = (api.root, *((info,) if info is not None else ()))
    return api.remember(f"said of {subject}", lambda: declares(nodes, phrases, prose))


def _asked_for(api: Api) -> frozenset[str]:
    """Names of what operations of an authorization server in the same definition take."""

    def collect() -> frozenset[str]:
        named = {p.name for op in api.operations for p in op.parameters}
        named |= {prop.name for prop in api.properties if prop.reach.input}
        return frozenset(named & {"code_challenge", "code_verifier", "request_uri"})

    return api.remember("asked for by authorization server", collect)


def _origin(url: str) -> str:
    """Host and port; empty for what has none."""
    split = _split(url)
    try:
        port = split.port if split else None
    except ValueError:
        return ""
    return f"{(split.hostname or '').lower()}:{port or 443}" if split and split.hostname else ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


@check(given="schemes")
def refresh_at_other_origin(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """Refresh tokens go to another host than the one that gave them out. Left out, as it may be, the token
    address is meant.
    """
    for flow in used.scheme.flows:
        urls = dict(flow.urls)
        refresh, token = urls.get("refreshUrl"), urls.get("tokenUrl") or urls.get("authorizationUrl")
        if refresh is None or token is None:
            continue
        other, home = _origin(refresh.value), _origin(token.value)
        if other and home and other != home:
            values = {
                "name": used.scheme.name,
                "host": other.partition(":")[0],
                "home": home.partition(":")[0],
            }
            yield Hit(refresh, values, used.operations)


_WRITING = frozenset(
    """write writer readwrite rw manage manager admin administrator create update delete remove edit modify
    full post put patch send publish execute control owner transfer transfers pay payment payments payout
    payouts withdraw refund trade order approve grant root""".split()
)
_WRITING_PROSE = re.compile(
    r"\b(?:writ|modif|manag|creat|updat|delet|remov|edit|chang|send|transfer|pay|withdraw|approv"
    r"|full access)\w*",
    re.IGNORECASE,
)


@check(given="schemes")
def device_flow_for_writes(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A device flow whose scopes allow more than reading, or reach money or health data; told by names,
    descriptions and the operations that ask for them.
    """
    for flow in used.scheme.flows:
        if flow.kind != "deviceAuthorization":
            continue
        writes = _enough_for_writes(used)
        scopes = [name for name, node in flow.scopes if name in writes or _allows_more(name, node)]
        if scopes:
            shown = ", ".join(f"'{name}'" for name in scopes[:3]) + (", ..." if len(scopes) > 3 else "")
            yield Hit(flow.node, {"name": used.scheme.name, "scopes": shown}, used.operations, on_key=True)


_READING = frozenset({"read", "readonly", "view", "list", "get"})


def _allows_more(name: str, node: Node) -> bool:
    words = set(tokens(name))
    about = " ".join(word for word in tokens(name) if word not in _READING)
    if words & (_WRITING | SENSITIVE_WORDS) or terms(about) & (Term.FINANCIAL | Term.HEALTH):
        return True
    reads = bool(words & _READING)
    return not reads and isinstance(node.value, str) and bool(_WRITING_PROSE.search(node.value))


def _enough_for_writes(used: UsedScheme) -> frozenset[str]:
    """Scopes of which one alone is enough for an operation that changes something."""
    once = {id(op.authority): op.authority for op in used.operations if changes_state(op)}
    ways = (
        way for authority in once.values() for way in authority.alternatives if len(way.requirements) == 1
    )
    return frozenset(next(iter(way.scopes)) for way in ways if len(way.scopes) == 1)


_SELF = frozenset(
    {
        "me",
        "self",
        "myself",
        "@me",
        "{me}",
        "current-user",
        "current_user",
        "currentuser",
        "whoami",
        "my",
        "mine",
    }
)
_PERSON = frozenset(
    {
        "user",
        "users",
        "uid",
        "username",
        "userid",
        "member",
        "person",
        "patient",
        "customer",
        "employee",
        "student",
    }
)
_PEOPLE = frozenset(
    "users user accounts people members patients customers profiles employees students".split()
)
_BY_BARE_ID = frozenset({"users", "user", "patients", "employees", "members"})
_FOR_MACHINES = frozenset(
    """admin administrator all service services system machine m2m server internal impersonate any tenant
    directory default batch worker job""".split()
)
_FOR_USERS = frozenset({"authorizationCode", "implicit", "password", "deviceAuthorization"})


@check(given="operations")
def machine_token_for_user(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A token without a user (client credentials) opens what belongs to one. ``shared``: paths that mean the
    caller (``/me``), and those that name a user where users get tokens with the same scopes; otherwise those
    that name a user where only machines get tokens.
    """
    caller, named = _means_caller(operation), _names_user(operation)
    if not (caller or named):
        return
    authority = operation.authority
    found = api.remember(f"machines {id(authority)}", lambda: _for_machines(api, authority))
    for requirement, users_too in found:
        if (caller or users_too) is options["shared"]:
            cause = f"machine {requirement.name}"
            yield Hit(requirement.node, {"name": requirement.name}, (operation,), cause=cause, on_key=True)


def _for_machines(api: Api, authority: Authority) -> list[tuple[Requirement, bool]]:
    """Requirements that client credentials alone satisfy, the first of each scheme, and whether users get in
    the same way or another.
    """
    ways = [way.requirements[0] for way in authority.alternatives if len(way.requirements) == 1]
    alone = {r.name: r for r in reversed(ways) if _machine_alone(api, r)}
    users = {r.name for way in authority.alternatives for r in way.requirements if _for_users(r)}
    return [(r, _users_too(api, r) or bool(users - {r.name})) for r in alone.values()]


def _for_users(requirement: Requirement) -> bool:
    return any(flow.kind in _FOR_USERS for flow in _flows(requirement))


def _means_caller(operation: Operation) -> bool:
    return any(part.lower() in _SELF for part in operation.path.split("/"))


def _names_user(operation: Operation) -> bool:
    parts = [part for part in operation.path.split("/") if part]
    for before, part in zip(["", *parts], parts, strict=False):
        if part.startswith("{") and part.endswith("}"):
            words = set(tokens(part))
            if words & {"user", "uid", "username", "userid"} or (
                words & _PERSON and before.lower() in _PEOPLE
            ):
                return True
            if words <= {"id", "uuid", "guid"} and before.lower() in _BY_BARE_ID:
                return True
    return False


def _machine_alone(api: Api, requirement: Requirement) -> bool:
    """Whether client credentials get a token that satisfies the requirement. Scopes that say that they are
    for machines or administrators are meant so.
    """
    asked = set(requirement.scopes)
    machine = any(
        flow.kind == "clientCredentials" and _offers(api, flow, asked) for flow in _flows(requirement)
    )
    return machine and not any(_FOR_MACHINES & set(tokens(scope)) for scope in asked)


def _users_too(api: Api, requirement: Requirement) -> bool:
    asked = set(requirement.scopes)
    return any(flow.kind in _FOR_USERS and _offers(api, flow, asked) for flow in _flows(requirement))


def _flows(requirement: Requirement) -> tuple[Flow, ...]:
    return requirement.scheme.flows if requirement.scheme else ()


def _offers(api: Api, flow: Flow, scopes: set[str]) -> bool:
    known = f"scopes {id(flow.node.value)}"
    return scopes <= api.remember(known, lambda: frozenset(name for name, _ in flow.scopes))


_ID_TOKEN = re.compile(r"\bid[ _-]?tokens?\b|\bidentity tokens?\b|\bOIDC (?:JWT|token)s?\b", re.IGNORECASE)
_ID_TOKEN_AS_ACCESS = re.compile(
    r"\b(?:send|pass|put|include|use|present|provide|supply|attach|accepts?|takes?|expects?|requires?|must be"
    r"|authenticat\w+ with|bearer|authorization header|as (?:the )?(?:access|bearer) token)\b",
    re.IGNORECASE,
)


@check(given="schemes")
def id_token_as_access_token(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """An ID token where an access token belongs: said in ``bearerFormat`` or in the description."""
    scheme = used.scheme
    if not used.operations:
        return
    form = scheme.node.get("bearerFormat")
    if (
        form is not None
        and isinstance(form.value, str)
        and _ID_TOKEN.search(form.value.replace("IDToken", "ID token"))
    ):
        yield Hit(form, {"name": scheme.name}, used.operations)
        return
    text = scheme.node.text("description")
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text) if "oken" in text else ():
        if _ID_TOKEN_AS_ACCESS.search(sentence) and _sends_id_token(sentence):
            yield Hit(scheme.node.get("description") or scheme.node, {"name": scheme.name}, used.operations)
            return


_ACCESS_TOKEN = re.compile(r"\baccess[ _-]?tokens?\b", re.IGNORECASE)
_IN_ITS_PLACE = re.compile(r"\bas (?:an? |the )?(?:access|bearer) token", re.IGNORECASE)
_EXCHANGED = re.compile(r"\bexchang|\btrade|\breturns?\b|\bin return\b|\bissues?\b|\bverif", re.IGNORECASE)


def _sends_id_token(sentence: str) -> bool:
    """Not where both are named, as in "an access token, not the ID token", or where one buys the other."""
    if not affirms(sentence, _ID_TOKEN) or _EXCHANGED.search(sentence):
        return False
    return bool(_IN_ITS_PLACE.search(sentence)) or not _ACCESS_TOKEN.search(sentence)


_RESOURCE = "oauth-protected-resource"
_AUDIENCE = (
    frozenset({"audience"}),
    frozenset({"audiences"}),
    frozenset({"resource"}),
    frozenset({"resource", "indicator"}),
)
_AUDIENCE_PROSE = re.compile(
    r"\baudiences?\b|\baud\b|\bresource indicators?\b|\bRFC ?(?:8707|9728)\b"
    r"|\bprotected[- ]resource metadata\b",
    re.IGNORECASE,
)


@check(given="schemes")
def audience_not_said(api: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """OAuth tokens that several hosts take, and nothing says which of them a token is for."""
    scheme = used.scheme
    if scheme.type != "oauth2" or not used.operations or scheme.node.get("oauth2MetadataUrl") is not None:
        return
    hosts = {host_of(server.url) for group, _ in server_groups(used.operations) for server in group}
    hosts = {host for host in hosts if host and not local(host) and not internal(host)}
    nodes = (scheme.node, *(flow.node for flow in scheme.flows))
    if len(hosts) < 2 or _audience_in_url(scheme) or declares(nodes, _AUDIENCE, _AUDIENCE_PROSE):
        return
    if _said_of_api(api, "audience", _AUDIENCE, _AUDIENCE_PROSE):
        return
    if api.remember("resource metadata", lambda: any(_RESOURCE in op.path for op in api.operations)):
        return
    shown = " and ".join(f"'{host}'" for host in sorted(hosts)[:2])
    yield Hit(scheme.node, {"name": scheme.name, "hosts": shown}, used.operations, on_key=True)


def _audience_in_url(scheme: Scheme) -> bool:
    urls = (node.value for flow in scheme.flows for _, node in flow.urls)
    queries = (parse_qsl(split.query) for url in urls if (split := _split(url)) is not None)
    return any(name in ("audience", "resource") for query in queries for name, _ in query)
