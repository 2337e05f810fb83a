"""Checks of webhooks and integrations: messages that can be played again, secrets of both sides."""

import re
from collections.abc import Callable, Iterable, Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Property, Term, path_tokens, terms, tokens
from ztlint.scanners.openapi.authorization_server import body_properties
from ztlint.scanners.openapi.exposure import texty
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.words import minting

_SIGNATURE = frozenset({"signature", "hmac", "sig", "signed", "digest"})
_TIMES = frozenset(
    "timestamp time ts date nonce delivery idempotency created expires expiry sequence uuid jti iat".split()
)
_MESSAGE = frozenset(
    """event message msg delivery notification webhook request transmission svix
    correlation""".split()
)
_PROSE = re.compile(r"\btime ?stamp|\bnonce\b|\breplay|\bt=|\bunix time", re.IGNORECASE)


@check(given="outbound-operations")
def webhook_replay(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A signed message with nothing that tells a new one from one that was recorded; one for an API."""
    headers = [p for p in operation.parameters if p.place == "header"]
    schemes = [r.scheme for way in operation.authority.alternatives for r in way.requirements if r.scheme]
    names = [p.name for p in headers] + [s.parameter for s in schemes if s.place == "header"]
    signed = [name for name in names if _SIGNATURE & set(tokens(name))]
    if not signed or "signature-input" in {name.lower() for name in names}:
        return
    texts = [p.prose for p in headers]
    texts += [scheme.node.text("description") for scheme in schemes]
    texts.append(operation.node.text("description"))
    if any(_tells_apart(name) for name in names) or any(_PROSE.search(text) for text in texts):
        return
    if not _body_tells_apart(api, operation):
        first = next((p.node.get("name") or p.node for p in headers if p.name == signed[0]), None)
        values = {"signature": signed[0]}
        yield Hit(first or operation.node, values, (operation,), cause="replay", on_key=first is None)


def _tells_apart(name: str) -> bool:
    """A time, a nonce, or the id of this message; the id of a tenant comes with each."""
    words = set(tokens(name))
    return bool(words & _TIMES) or ("id" in words and (bool(words & _MESSAGE) or words <= {"x", "id"}))


def _body_tells_apart(api: Api, operation: Operation) -> bool:
    names: set[str] = set()
    for media in operation.bodies:
        names |= (
            {name for name, _ in body_properties(api, media.schema)} if media.schema is not None else set()
        )
    envelope = any(set(tokens(name)) <= {"type", "event", "topic", "action", "name"} for name in names)
    return any(_dated(name, envelope=envelope) for name in names)


def _dated(name: str, *, envelope: bool) -> bool:
    """A time under the signature tells as well, if receivers look at it. An id in the body does not: it has
    no place that receivers know before they trust the body.
    """
    words = set(tokens(name))
    if words & {"timestamp", "nonce", "ts", "jti", "iat"} or words in ({"sent", "at"}, {"occurred", "at"}):
        return True
    return envelope and bool(words & {"created", "time", "date"})


_ABOUT_HOOKS = frozenset("webhook webhooks hook hooks callback callbacks subscription subscriptions".split())
_HOOK_SECRETS = frozenset(
    {
        ("hmac", "key"), ("hmac",), ("signature", "key"), ("signing", "token"), ("signature", "token"),
        ("verification", "token"), ("verify", "token"), ("validation", "token"), ("webhook", "token"),
        ("webhook", "key"), ("hook", "token"), ("hash", "key"), ("signature", "salt"), ("hash", "secret"),
        ("auth", "header"), ("shared", "key"), ("token",), ("key",),
    }
)  # fmt: skip
_ENDS = tuple({phrase[-1] for phrase in _HOOK_SECRETS})
_HARMLESS = re.compile(
    r"\b(?:mask|redact|truncat|obfuscat|encrypted|last four|shown once|returned once"
    r"|only (?:be )?(?:returned|shown)"
    r"|public|identif|pagination|cursor|write[- ]only|whether)\w*",
    re.IGNORECASE,
)


@check(given="properties")
def webhook_secret_returned(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """A webhook's secret that reads of the subscription return, under names that mean a credential only
    there; those that always mean one have another rule.
    """
    if not prop.reach.output or not prop.name.lower().endswith(_ENDS):
        return
    words = tokens(prop.name)
    if not (words in _HOOK_SECRETS or words[-2:] in _HOOK_SECRETS):
        return
    if terms(prop.name) & Term.CREDENTIAL or not texty(prop.schema.value):
        return
    if _HARMLESS.search(prop.schema.text("description") + prop.node.text("description")):
        return
    operations = api.operations_in(prop.reach.output & _mask(api, "hook reads", _reads_hook))
    if operations and (len(words) > 1 or _taken_in(api, prop)):
        cause = f"webhook {prop.name}"
        yield Hit(prop.node, {"name": prop.name}, operations, cause=cause, on_key=True)


def _mask(api: Api, name: str, wanted: Callable[[Operation], bool]) -> int:
    """The bits of some operations, worked out once."""
    return api.remember(name, lambda: sum(1 << op.index for op in api.operations if wanted(op)))


def _reads_hook(operation: Operation) -> bool:
    return operation.method in ("get", "query", "patch", "put") and bool(
        path_tokens(operation) & _ABOUT_HOOKS
    )


def _taken_in(api: Api, prop: Property) -> bool:
    """A bare ``token`` or ``key`` is a secret where clients give it to the subscription."""
    given = api.remember("webhook input names", lambda: frozenset(_hook_inputs(api)))
    return prop.name in given and prop.owner.node.get("properties", "url") is not None


def _hook_inputs(api: Api) -> Iterable[str]:
    hooks = _mask(api, "hook writes", lambda op: op.unsafe and bool(path_tokens(op) & _ABOUT_HOOKS))
    return (prop.name for prop in api.properties if prop.reach.input & hooks)


_INTEGRATION = frozenset(
    """integration integrations connect connector connectors connection connections datasource datasources
    destination destinations credential credentials link linked sync repos repositories providers provider
    plugin plugins addon addons sink sinks exporter
    importer""".split()
)
_OTHERS = frozenset(
    """vcs slack github gitlab bitbucket aws azure gcp google stripe twilio sendgrid mailgun jira datadog
    pagerduty salesforce hubspot shopify zendesk facebook twitter linkedin dropbox okta auth0 openai docker
    dockerhub npm vendor external remote upstream thirdparty smtp bank plaid paypal""".split()
)


@check(given="properties")
def third_party_credential(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """A credential for somebody else's system that is taken in and not writeOnly. Those that come out again
    have rules of their own.
    """
    named = terms(prop.name) & Term.CREDENTIAL or of_vendor(prop.name)
    if not prop.reach.input or prop.reach.output or not named:
        return
    if not texty(prop.schema.value) or _write_only(prop.node) or _write_only(prop.schema):
        return
    words = set(tokens(prop.name))
    wanted = _takes if _OTHERS & words or words in _OF_OTHERS else _integrates
    operations = api.operations_in(prop.reach.input & _mask(api, wanted.__name__, wanted))
    if operations:
        cause = f"credential {prop.name}"
        yield Hit(prop.node, {"name": prop.name}, operations, cause=cause, on_key=True)


_OF_OTHERS = ({"personal", "access", "token"}, {"bot", "token"})


def of_vendor(name: str) -> bool:
    """``slackToken``: a credential by the name of whose it is."""
    words = tokens(name)
    return words[-1:] in (("token",), ("key",), ("secret",), ("pat",)) and bool(_OTHERS & set(words))


def _takes(operation: Operation) -> bool:
    return operation.unsafe and not minting(operation)


def _integrates(operation: Operation) -> bool:
    return _takes(operation) and bool(_INTEGRATION & path_tokens(operation))


def _write_only(node: Node) -> bool:
    return isinstance(node.value, dict) and node.value.get("writeOnly") is True
