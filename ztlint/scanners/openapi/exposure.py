"""Checks of what operations give out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ztlint.openapi import Api, Operation, Origin, Property, Term, closed_set, terms, tokens, types_of
from ztlint.scanners.openapi.edits import marked
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.shape import copies
from ztlint.scanners.openapi.words import minting, public_by_nature, read_like

_HARMLESS_PROSE = re.compile(
    r"\b(?:mask|redact|truncat|obfuscat|encrypted|(?:last|first) (?:four|4)|shown once|returned once"
    r"|write[- ]only|never returned|only (?:be )?(?:returned|shown|visible|available)|placeholder"
    r"|whether)\w*",
    re.IGNORECASE,
)


def texty(schema: object) -> bool:
    """Whether a schema may hold a free string: credentials and personal data are strings."""
    if not isinstance(schema, dict) or closed_set(schema) or schema.get("properties"):
        return False
    kinds = types_of(schema)
    return "string" in kinds or not (kinds or schema.keys() & {"allOf", "oneOf", "anyOf", "items"})


def _discloses(prop: Property, wanted: Term) -> bool:
    if not terms(prop.name) & wanted or not texty(prop.schema.value):
        return False
    return not _HARMLESS_PROSE.search(prop.schema.text("description") + prop.node.text("description"))


@check(given="properties")
def credential_in_response(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """A credential that success responses return. ``minting``: by operations whose job it is to hand one
    out, or by others.
    """
    if not prop.reach.output or not _discloses(prop, Term.CREDENTIAL) or _echoed_password(prop):
        return
    operations = [op for op in api.operations_in(prop.reach.output) if _mints(op) is options["minting"]]
    if operations and (not options["minting"] or prop.reach.output == _mask(operations)):
        yield _hit(api, prop, tuple(operations))


def _hit(api: Api, prop: Property, operations: tuple[Operation, ...]) -> Hit:
    """At the property. Schemas that are written out alike at several operations are one finding."""
    written = copies(api, prop.owner.node, prop.name)
    return Hit(prop.node, {"name": prop.name}, operations, copies=written, on_key=True)


def _mask(operations: list[Operation]) -> int:
    return sum(1 << operation.index for operation in operations)


def _mints(operation: Operation) -> bool:
    """Clients ask for it. What the API sends on its own, in webhooks and callbacks, nobody asked for."""
    if operation.origin is not Origin.PATH:
        return False
    creates = operation.method == "post" and not read_like(operation)
    return creates or (operation.method != "delete" and minting(operation))


def _echoed_password(prop: Property) -> bool:
    """Taken in and given out by one schema: ``write_only_missing`` has the better advice for it."""
    return bool(terms(prop.name) & Term.PASSWORD and prop.reach.input)


@check(given="properties")
def write_only_missing(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """A password that clients send and the same schema returns."""
    if prop.reach.output and _echoed_password(prop) and _discloses(prop, Term.PASSWORD):
        hit = _hit(api, prop, api.operations_in(prop.reach.output))
        yield replace(hit, edits=marked(api, prop, "writeOnly"))


@check(given="operations")
def personal_data_public(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Personal data for callers who need not say who they are. APIs without any authentication have one
    finding for that already. An operation that is meant to be public need not be meant to return this.
    """
    open_to_all = operation.authority.public or operation.authority.optional
    if not (open_to_all and api.authenticates) or public_by_nature(operation):
        return
    found = [prop for mask, some in _disclosed(api) if mask >> operation.index & 1 for prop in some]
    if any(terms(prop.name) & _ALONE for prop in found) or len({prop.name for prop in found}) >= _TOGETHER:
        names = ", ".join(f"'{name}'" for name in dict.fromkeys(prop.name for prop in found[:4]))
        related = tuple((prop.node, f"Returns '{prop.name}'") for prop in found[:4])
        yield Hit(operation.node, {"names": names}, (operation,), related=related, on_key=True)


def _disclosed(api: Api) -> list[tuple[int, list[Property]]]:
    """Personal data by the operations that return it, a few of each, what identifies alone first."""

    def collect() -> list[tuple[int, list[Property]]]:
        groups: dict[int, list[Property]] = {}
        for prop in api.properties:
            if prop.reach.output and _discloses(prop, _PERSONAL):
                groups.setdefault(prop.reach.output, []).append(prop)
        return [(mask, sorted(some, key=_quasi)[:_ENOUGH]) for mask, some in groups.items()]

    return api.remember("disclosed", collect)


def _quasi(prop: Property) -> bool:
    return not terms(prop.name) & _ALONE


_ENOUGH = 20
_ALONE = Term.PII | Term.FINANCIAL | Term.HEALTH
_PERSONAL = _ALONE | Term.QUASI_PII
_TOGETHER = 3
"""Names that identify a person together: a full name, a postal code and a gender do."""


_STACK = frozenset({"stack", "stacktrace", "backtrace", "traceback", "exception"})


@check(given="properties")
def debug_detail_in_errors(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """Internals of the implementation in the schema of an error. In one that results share, only what can't
    be part of a result.
    """
    shared = bool(prop.reach.output) and not _STACK & set(tokens(prop.name))
    if prop.reach.error and not shared and terms(prop.name) & Term.DEBUG:
        yield _hit(api, prop, api.operations_in(prop.reach.error))
