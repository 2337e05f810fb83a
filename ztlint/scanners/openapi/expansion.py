"""Checks of parameters with which callers choose what an answer holds."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Term, closed_set, terms, tokens, types_of
from ztlint.scanners.openapi.disclosure import internal
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter

# Whole names; `fields[articles]` of JSON:API is cut at the bracket, the `$` of OData left out.
_SELECTORS = frozenset(
    """fields field expand expands expansion expansions include includes included with embed embeds embedded
    embeddings select populate relations relation projection project projections attributes columns properties
    props fieldset fieldsets hydrate preload joins withrelated""".split()
)
_LONG = frozenset(
    f"{verb} {what}"
    for verb in "include return select response expand with embed related extra additional sparse".split()
    for what in "fields relations resources fieldsets".split()
) | {"field mask", "fieldmask"}


@check(given="parameters")
def open_selector(api: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """A parameter that names fields or relations to return: any text (``listed`` false), or a list of values
    with secrets, money, health or internals among them (``listed`` true). One finding for each name.
    """
    parameter = used.parameter
    if parameter.place != "query" or not selects(parameter.name):
        return
    lists = [*_lists(api, parameter.schema)]
    node = parameter.node.get("name") or parameter.node
    cause = f"selector {_base(parameter.name)}"
    if options["listed"]:
        offered = [value for one in lists for value in one if _sensitive(value)]
        if offered:
            values = {"name": parameter.name, "values": ", ".join(f"'{value}'" for value in offered[:3])}
            yield Hit(node, values, used.operations, cause=cause)
    elif not lists and _free(api, parameter.schema) and not _LISTED.search(parameter.prose):
        yield Hit(node, {"name": parameter.name}, used.operations, cause=cause)


_LISTED = re.compile(
    r"\b(?:if|when|only|can) (?:\w+ ){0,3}?set (?:this )?to (?:be )?[`'\"]\w+[`'\"]"
    r"|\b(?:possible|allowed|valid|accepted|supported|available) (?:values|options|fields|relations)"
    r"(?: to \w+(?: by)?)?(?: are|:| include)",
    re.IGNORECASE,
)
"""The text says which values there are, though no ``enum`` does."""


def selects(name: str) -> bool:
    words = tokens(_base(name))
    return " ".join(words) in _LONG or (len(words) == 1 and words[0] in _SELECTORS)


def _base(name: str) -> str:
    return name.split("[", maxsplit=1)[0].strip("$_ ")


def _sensitive(value: str) -> bool:
    """The last step of a path decides: ``user.passwordHash``."""
    last = value.replace("/", ".").rsplit(".", maxsplit=1)[-1]
    wanted = Term.CREDENTIAL | Term.FINANCIAL | Term.HEALTH
    several = last.removesuffix("s")
    if (terms(last) | terms(several)) & wanted or internal(last):
        return True
    return _grave(tokens(last))


# What relations are called where no field is called so.
_GRAVE = frozenset(
    tuple(phrase.split())
    for phrase in """payment methods|payment cards|credit cards|payslips|payroll|salaries|compensation
    |identity documents|identity document|identification documents|id documents|id document|id card
    |kyc documents|kyc|verification documents|background checks|background check|criminal record
    |criminal records|disciplinary records|tax documents|tax forms|login sessions|login history
    |api keys|access keys|ssh keys|secrets|location history|biometrics|medical files|health data""".split("|")
)
_COPIES = frozenset(
    "scan scans copy copies image images photo photos number numbers document documents".split()
)
_CONTACTS = frozenset(
    """email emails mail phone phones mobile telephone cell msisdn contact address birthday birthdate birth
    dob""".split()
)
"""How to reach somebody, and when to congratulate: asked for in every directory."""


def _grave(words: tuple[str, ...]) -> bool:
    """A relation that holds what is grave, or what alone says who somebody is (``passport_scan``)."""
    if words in _GRAVE or words[-2:] in _GRAVE:
        return True
    while len(words) > 1 and words[-1] in _COPIES:
        words = words[:-1]
    name = "_".join(words)
    return bool((terms(name) | terms(name.removesuffix("s"))) & Term.PII) and not _CONTACTS.intersection(
        words
    )


def _lists(api: Api, schema: Node) -> Iterator[list[str]]:
    """The values that a schema, the items of its list, or one of its alternatives may have."""
    for node in _values(api, schema):
        if closed_set(node.value):
            listed = node.value.get("enum") or [node.value.get("const")]
            yield [value for value in listed if isinstance(value, str)] if isinstance(listed, list) else []


def _values(api: Api, schema: Node) -> Iterator[Node]:
    """The schema, its alternatives and parts, and their items: two levels, as much as queries carry."""
    pending = [(api.resolve(schema), 2)]
    while pending:
        node, left = pending.pop()
        if not isinstance(node.value, dict):
            continue
        yield node
        if left:
            below = [node.get("items"), *_alternatives(node)]
            pending.extend((api.resolve(child), left - 1) for child in below if child is not None)


def _alternatives(node: Node) -> Iterator[Node]:
    for keyword in ("anyOf", "oneOf", "allOf"):
        listed = node.get(keyword)
        yield from listed.elements() if listed else ()


def _free(api: Api, schema: Node) -> bool:
    """Whether any text will do: no pattern, and a text somewhere."""
    nodes = [*_values(api, schema)]
    if any("pattern" in node.value for node in nodes):
        return False
    return any(_texts(node.value) for node in nodes)


def _texts(value: Any) -> bool:
    kinds = types_of(value)
    return "string" in kinds or (
        not kinds and not value.keys() & {"anyOf", "oneOf", "allOf", "items", "schema"}
    )
