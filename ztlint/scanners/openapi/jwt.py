"""Checks of JSON Web Tokens: which algorithms an API says it accepts (RFC 8725)."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ztlint.documents import Node, walk
from ztlint.openapi import Api, Scheme, tokens
from ztlint.scanners.openapi.evidence import affirms, extensions
from ztlint.scanners.openapi.hit import Hit, Options, check

_ALGORITHM = frozenset({"alg", "algs", "algorithm", "algorithms"})
_SIGNING = frozenset(
    "jwt jws jose token tokens signing sign signed signature id auth verify verification".split()
)
_OTHER = frozenset(
    "encryption hash hashing compression checksum digest enc cipher password tls rate limit".split()
)
_KNOWN = re.compile(
    r"(?:HS|RS|ES|PS)(?:1|256|384|512)\Z|EdDSA\Z|Ed25519\Z|Ed448\Z|ES256K\Z|none\Z", re.IGNORECASE
)
_IN_BEARER_FORMAT = re.compile(
    r"\b(?:(?:HS|RS|ES|PS)(?:1|256|384|512)|EdDSA|alg\W{0,3}none|unsigned)\b", re.IGNORECASE
)


_IN_PROSE = re.compile(r"\balg\w*\W{0,3}none\b|\bunsigned (?:tokens?|JWTs?)\b|\b[RH]S1\b", re.IGNORECASE)


@check(given="api")
def jwt_algorithm(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Algorithms in ``refused``, or where ``symmetric`` is set, HMAC where others hold the key too: beside
    asymmetric algorithms, or for tokens of public clients and OpenID providers.
    """
    refused = frozenset(str(name).lower() for name in options["refused"])
    for scheme, node, names in _lists(api):
        bad = [name for name in names if name.lower() in refused]
        if options["symmetric"] and not bad:
            bad = _shared_keys(scheme, names)
        if bad:
            yield Hit(
                node, {"algorithm": bad[0], "place": _place(scheme)}, on_key=not isinstance(node.value, str)
            )


def _place(scheme: Scheme | None) -> str:
    return f"'{scheme.name}'" if scheme else "The definition"


def _shared_keys(scheme: Scheme | None, names: list[str]) -> list[str]:
    hmac = [name for name in names if name.upper().startswith("HS")]
    mixed = any(_KNOWN.match(name) and name.upper()[:2] in ("RS", "ES", "PS", "ED") for name in names)
    return hmac if mixed or (scheme is not None and _has_public_clients(scheme)) else []


def _has_public_clients(scheme: Scheme) -> bool:
    kinds = {flow.kind for flow in scheme.flows}
    if any(
        {"client", "public"} <= {*words, str(child.value).lower()} for words, child in extensions(scheme.node)
    ):
        return True
    return scheme.type == "openIdConnect" or bool(
        kinds & {"authorizationCode", "implicit", "deviceAuthorization"}
    )


def _lists(api: Api) -> list[tuple[Scheme | None, Node, list[str]]]:
    """Places that list algorithms: extensions, ``bearerFormat``, and values of parameters and properties."""
    return api.remember("jwt algorithms", lambda: [*_of_schemes(api), *_of_root(api), *_of_fields(api)])


def _of_schemes(api: Api) -> Iterator[tuple[Scheme | None, Node, list[str]]]:
    seen: set[int] = set()
    for scheme in api.schemes.values():
        if id(scheme.node.value) in seen:
            continue
        seen.add(id(scheme.node.value))
        for node in (scheme.node, *(flow.node for flow in scheme.flows if flow.node is not scheme.node)):
            for words, child in extensions(node):
                if _ALGORITHM & set(words) and not _OTHER & set(words):
                    yield scheme, child, _names(child.value)
        text = scheme.node.get("description")
        if text is not None and affirms(scheme.node.text("description"), _IN_PROSE):
            found = (match[0] for match in _IN_PROSE.finditer(text.value))
            yield scheme, text, ["none" if "n" in name.lower() else name.upper() for name in found]
        form = scheme.node.get("bearerFormat")
        if form is not None and isinstance(form.value, str):
            found = (match[0].lower() for match in _IN_BEARER_FORMAT.finditer(form.value))
            yield scheme, form, ["none" if "none" in n or n == "unsigned" else n.upper() for n in found]


def _of_root(api: Api) -> Iterator[tuple[Scheme | None, Node, list[str]]]:
    info = api.root.get("info")
    for holder in (api.root, *([info] if info is not None else [])):
        for words, child in extensions(holder):
            if _about_tokens(words):
                yield None, child, _names(child.value)


def _about_tokens(words: Iterable[str]) -> bool:
    said = set(words)
    return bool(_ALGORITHM & said and _SIGNING & said) and not _OTHER & said


def _of_fields(api: Api) -> Iterator[tuple[Scheme | None, Node, list[str]]]:
    """Only where the values are those of JOSE: ``none`` alone may be a choice of anything."""
    for prop in api.properties:
        if "lg" in prop.name and prop.reach.input and _about_tokens(tokens(prop.name)):
            yield from _of_schema(prop.schema)
    for operation in api.operations:
        for parameter in operation.parameters:
            if "lg" in parameter.name and _about_tokens(tokens(parameter.name)):
                yield from _of_schema(parameter.schema)


def _of_schema(schema: Node) -> Iterator[tuple[Scheme | None, Node, list[str]]]:
    for holder in (schema, schema.get("items")):
        listed = holder.get("enum") if holder is not None else None
        names = _names(listed.value) if listed is not None else []
        if listed is not None and sum(bool(_KNOWN.match(name)) for name in names) > 1:
            yield None, listed, [name for name in names if name.lower() == "none"]


def _names(value: Any) -> list[str]:
    listed = (
        value if isinstance(value, list) else re.split(r"[\s,;|]+", value) if isinstance(value, str) else []
    )
    return [name for name in listed if isinstance(name, str)]


_UNSIGNED = re.compile(r"(?<![\w.-])(eyJ[\w-]{4,400})\.(eyJ[\w-]{2,4000})\.(?![\w-])")
_LONGEST_TEXT = 100_000


@check(given="api")
def unsigned_token(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A JSON Web Token with ``alg: none`` and an empty signature (RFC 7519 section 6) anywhere in the
    text: in
    examples, defaults, descriptions and extensions. One finding for an API.
    """
    if "eyJ" not in api.document.text:
        return
    for holder in walk(api.document):
        for node in (*(child for _, child in holder.items()), *holder.elements()):
            if isinstance(node.value, str) and _shows_unsigned(node.value[:_LONGEST_TEXT]):
                yield Hit(node, {}, cause="unsigned")


def _shows_unsigned(text: str) -> bool:
    return any(_says_none(match[1]) for match in _UNSIGNED.finditer(text))


def _says_none(header: str) -> bool:
    try:
        decoded = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (ValueError, RecursionError):
        return False
    return isinstance(decoded, dict) and str(decoded.get("alg")).lower() == "none"
