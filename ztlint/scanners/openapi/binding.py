"""Checks of sender-constrained tokens: a stolen token is of no use without the client's key."""

import re
from collections.abc import Iterator

from ztlint.openapi import (
    Alternative,
    Api,
    Authority,
    Operation,
    Parameter,
    Scheme,
    Server,
    Strength,
    Term,
    terms,
    tokens,
)
from ztlint.scanners.openapi.evidence import affirms, declares
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.transport import host_of, local
from ztlint.scanners.openapi.words import public_by_nature

_BINDING_SCHEMES = frozenset({"dpop", "hoba", "mutual", "signature", "gnap"})
_BINDING_NAMES = (
    frozenset({"dpop"}),
    frozenset({"mtls"}),
    frozenset({"mutual", "tls"}),
    frozenset({"certificate", "bound"}),
    frozenset({"sender", "constrained"}),
)
_BINDING_PROSE = re.compile(
    r"\bDPoP\b|\bmTLS\b|\bmutual[- ]TLS\b|\bsender[- ]constrained\b|\bcertificate[- ]bound\b"
    r"|\bproof[- ]of[- ]possession\b|\bRFC ?(?:8705|9449)\b",
    re.IGNORECASE,
)
_CERTIFICATE_HEADERS = (
    frozenset({"client", "cert"}),
    frozenset({"client", "certificate"}),
    frozenset({"tls", "certificate"}),
)


def _proves_key(scheme: Scheme) -> bool:
    """Whether a scheme asks for a proof that only the holder of a key can give."""
    if scheme.type == "mutualTLS" or scheme.http_scheme in _BINDING_SCHEMES:
        return True
    return scheme.type == "apiKey" and scheme.place == "header" and scheme.parameter.lower() == "dpop"


def _binds(api: Api, scheme: Scheme) -> bool:
    """The same, or said in an extension or in prose, as versions before 3.1 must for mutual TLS."""
    known = f"binds {id(scheme)}"
    return _proves_key(scheme) or api.remember(
        known, lambda: declares((scheme.node,), _BINDING_NAMES, _BINDING_PROSE)
    )


def _is_proof(parameter: Parameter) -> bool:
    words = frozenset(tokens(parameter.name))
    named = parameter.name.lower() == "dpop" or any(phrase <= words for phrase in _CERTIFICATE_HEADERS)
    return named and parameter.place == "header"


def _constrained(api: Api, way: Alternative) -> bool:
    return any(r.scheme is not None and _binds(api, r.scheme) for r in way.requirements)


def _proof_required(operation: Operation) -> bool:
    return any(_is_proof(parameter) and parameter.required for parameter in operation.parameters)


@check(given="operations")
def sender_constraint_missing(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """Authentication of which no alternative is bound to a key of the caller. ``sensitive``: only where
    financial or health data come in or go out.
    """
    authority = operation.authority
    names = api.remember(f"unbound {id(authority)}", lambda: _unbound(api, authority))
    if not names or authority.node is None or public_by_nature(operation) or _proof_required(operation):
        return
    if options["sensitive"] and not _sensitive(api, operation):
        return
    cause = "sensitive" if options["sensitive"] else f"unbound {names}"
    yield Hit(authority.node, {"names": names}, (operation,), cause=cause, on_key=True)


def _unbound(api: Api, authority: Authority) -> str:
    """The alternatives, where none is bound to a key. What is not defined has a finding of its own."""
    ways = [way for way in authority.alternatives if way.requirements]
    if _offers_bound(api, authority) or any(r.scheme is None for way in ways for r in way.requirements):
        return ""
    names = list(dict.fromkeys(way.label for way in ways))
    return " or ".join(f"'{name}'" for name in names[:_SHOWN]) + (" or others" if len(names) > _SHOWN else "")


_SHOWN = 4


_SENSITIVE = Term.FINANCIAL | Term.HEALTH
SENSITIVE_WORDS = frozenset(
    """payment payments banking payouts payout transfers transfer health healthcare medical clinical patient
    patients prescriptions prescription financial finance insurance wallet wallets lending loans trading
    telehealth telemedicine pharmacy credit securities brokerage treasury remittance diagnostics""".split()
)


def _sensitive(api: Api, operation: Operation) -> bool:
    """Whether names, tags or a declared class of data say so."""
    mask = api.remember("financial or health", lambda: _sensitive_mask(api))
    if mask >> operation.index & 1 or any(terms(p.name) & _SENSITIVE for p in operation.parameters):
        return True
    declared = operation.node.text("x-data-class").lower()
    words = {word for tag in operation.tags for word in tokens(tag)}
    return declared in ("financial", "health", "phi", "pci") or bool(words & SENSITIVE_WORDS)


def _sensitive_mask(api: Api) -> int:
    mask = 0
    for prop in api.properties:
        if terms(prop.name) & _SENSITIVE:
            mask |= prop.reach.input | prop.reach.output
    return mask


def downgrades(api: Api, operation: Operation, way: Alternative) -> bool:
    """Whether ``way`` takes a bare token where another alternative asks for one that is bound to a key."""
    if way.strength not in (Strength.BEARER, Strength.SCOPED) or not _offers_bound(api, operation.authority):
        return False
    if _constrained(api, way) or any(r.scheme is None for r in way.requirements):
        return False
    return not _proof_required(operation)


def _offers_bound(api: Api, authority: Authority) -> bool:
    """Worked out once for all operations that inherit it."""
    known = f"bound {id(authority)}"
    return api.remember(known, lambda: any(_constrained(api, way) for way in authority.alternatives))


@check(given="operations")
def sender_constraint_optional(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A bare token is accepted beside one that is bound to a key, or the proof may be left out."""
    ways = operation.authority.alternatives if _offers_bound(api, operation.authority) else ()
    for way in ways:
        if downgrades(api, operation, way):
            yield Hit(way.node, {"name": way.label}, (operation,), cause=f"unbound {way.label}")
            return
    for parameter in operation.parameters:
        if _is_proof(parameter) and not parameter.required and _bare(api, operation):
            node = parameter.node.get("required") or parameter.node.get("name") or parameter.node
            name = operation.authority.alternatives[0].label
            yield Hit(node, {"name": name}, (operation,), cause=f"proof {parameter.name}")


def _bare(api: Api, operation: Operation) -> bool:
    ways = operation.authority.alternatives
    return bool(ways) and any(way.requirements and not _constrained(api, way) for way in ways)


@check(given="operations")
def dpop_without_challenge(api: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """DPoP without a 401 that says how to go on: which scheme, which algorithms, which nonce."""
    dpop = api.remember(f"dpop {id(operation.authority)}", lambda: _asks_dpop(operation.authority))
    proof = next((p for p in operation.parameters if p.place == "header" and p.name.lower() == "dpop"), None)
    if (not dpop and proof is None) or public_by_nature(operation):
        return
    answers = [r for r in operation.responses if r.status.upper() in ("401", "4XX", "DEFAULT", "400")]
    if any(name in ("www-authenticate", "dpop-nonce") for r in answers for name, _ in r.headers):
        return
    first = next((r.node for r in answers if r.status == "401"), operation.node)
    yield Hit(first, {}, (operation,), cause="dpop challenge", on_key=True)


def _asks_dpop(authority: Authority) -> bool:
    return any(
        _dpop(requirement.scheme) for way in authority.alternatives for requirement in way.requirements
    )


def _dpop(scheme: Scheme | None) -> bool:
    return (
        scheme is not None
        and _proves_key(scheme)
        and "dpop" in (scheme.http_scheme, scheme.parameter.lower())
    )


@check(given="operations")
def mutual_tls_beside_plain_host(api: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Operations that ask for a client certificate, at a host that is for it and at one that is not."""
    authority = operation.authority
    if not api.remember(f"mutual {id(authority)}", lambda: any(map(_mutual, authority.alternatives))):
        return
    hosts = {host_of(server.url): server for server in operation.servers}
    names = [host for host in hosts if host and not local(host)]
    apart = [host for host in names if _WITH_CERTIFICATE & set(tokens(host)) or _described(hosts[host])]
    plain = [host for host in names if host not in apart]
    if apart and plain:
        values = {"host": apart[0], "plain": plain[0]}
        yield Hit(hosts[plain[0]].node, values, (operation,), cause=f"plain host {plain[0]}")


_WITH_CERTIFICATE = frozenset({"mtls", "mutualtls", "matls", "mutual", "cert", "certs", "clientcert"})


def _described(server: Server) -> bool:
    """Whether the server's description says that it takes certificates."""
    holder = server.node.parent
    return holder is not None and affirms(holder.text("description"), _BINDING_PROSE)


def _mutual(way: Alternative) -> bool:
    return any(r.scheme is not None and r.scheme.type == "mutualTLS" for r in way.requirements)
