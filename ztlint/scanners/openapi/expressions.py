"""Checks of input that something interprets: queries, code, names of columns, markup."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Parameter, Property, closed_set, path_tokens, tokens, types_of
from ztlint.scanners.openapi.bodies import (
    describes_answers,
    fields_named,
    formatted_fields,
    unrestricted,
    word_of,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter, caller_parameters
from ztlint.scanners.openapi.words import phrases

# Names that say what will interpret the value, and so what a caller can inject.
_INTERPRETED = {
    "part of a query": """sql|sql query|raw sql|sql filter|where|where clause|sql where|hql|jpql|soql|cql
    |raw query|having|group by clause|order by clause|sort expression|native query
    |conditions""",
    "a query language": """filter|filters|filter by|filter expression|filter query|query filter|$filter|$where
    |$expr|$apply|$compute|mongo query|aggregation|predicate|jmespath|jsonpath|json path
    |xpath|xquery|jq|cypher|gremlin|sparql|lucene|lucene query|es query|ldap filter
    |ldap query|rsql|fiql|fql|aql|gql|n1ql|sosl|aggregate|pipeline|criteria|criterion|search criteria
                        |condition|odata filter|filter by formula|jql|kql|promql|graphql|dsl
    |query dsl|selector""",
    "code": """expression|expr|script|eval|formula|code snippet|javascript|groovy|spel|ognl|mvel
    |lambda|command|cmd|shell|exec|template body|template string|template source""",
}
_ORDER = phrases(
    """sort|sort by|sortby|order by|orderby|order|sort field|sort column|order field
    |sort key|$orderby|group by|groupby|sorting|ordering|sort order by|$sort|$order
    |sort on|sorts|order column"""
)
_SEARCH = phrases("q|query|search|search query|search term|searchterm|keyword|keywords|template")
_BY_NAME = {name: kind for kind, listing in _INTERPRETED.items() for name in phrases(listing)}


def _spelled(name: str) -> str:
    """The words of a name, and the sign that OData puts before its own."""
    return ("$" if name.startswith("$") else "") + " ".join(tokens(name))


def _open_text(value: Any) -> bool:
    """A string that no list, pattern, length or format of its own restricts; also as elements of a list."""
    if not isinstance(value, dict):
        return False
    if "array" in types_of(value) and isinstance(value.get("items"), dict):
        return _open_text(value["items"])
    restricted = value.keys() & {"pattern", "maxLength", "const", "$ref", "allOf", "oneOf", "anyOf"}
    formatted = word_of(value, "format") in _NO_TEXT
    return "string" in types_of(value) and not (restricted or formatted or closed_set(value))


_NO_TEXT = frozenset("uuid date date-time time duration email int32 int64 ipv4 ipv6 byte boolean".split())
_CALLER_PLACES = ("query", "querystring", "formData", "header", "cookie")


@check(given="parameters")
def free_form_expression(api: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """A parameter whose name says that its value is interpreted, and whose value nothing restricts. ``of``:
    ``expression`` for queries and code, ``order`` for names of columns, ``search`` for words to look for.
    """
    parameter = used.parameter
    name = _spelled(parameter.name)
    kind = _kind(name, options["of"])
    if not kind or parameter.place not in _CALLER_PLACES or _listed(parameter.node):
        return
    if parameter.name.lower() == "filter" and _only_chooses(parameter):
        return
    if _open_text(_concrete(api, parameter.schema)):
        node = parameter.node.get("name") or parameter.node
        values = {"name": parameter.name, "kind": kind}
        cause = f"expression {kind}" if options["of"] == "expression" else options["of"]
        yield Hit(node, values, used.operations, cause=cause)


def _only_chooses(parameter: Parameter) -> bool:
    """Whether nothing tells that a bare ``filter`` is more than one of a few words: no text at all, or one
    that names no language, operator or expression.
    """
    if "string" not in types_of(parameter.schema.value) or parameter.node.get("in") is None:
        return False  # part of a `querystring`, which is there for queries with a grammar of their own
    shown = (node.get(key) for node in (parameter.node, parameter.schema) for key in _SHOWN)
    texts = [parameter.prose, *(repr(node.value) for node in shown if node is not None)]
    return not any(_SPOKEN.search(text) for text in texts)


_SHOWN = ("description", "example", "examples", "x-example", "default", "title")


_SPOKEN = re.compile(
    r"\b(?:expressions?|syntax|quer(?:y|ies)|operators?|grammar|language|conditions?|criteria|predicates?|clauses?"
    r"|odata|rsql|fiql|scim|lucene|json|sql|cel|aip-160|regex|jq|eq|ne|gt|lt|and|or|contains)\b"
    r"|[=<>]|\w:\w",
    re.IGNORECASE,
)


_DIRECTIONS = re.compile(
    r"\basc(?:ending)?\b.{0,20}\bdesc"
    r"|\b(?:one of|either|(?:possible|allowed|valid|accepted|supported) (?:values|options|fields))\b"
    r".{0,40}?[`'\"][^`'\"]{1,40}[`'\"].{0,80}?[`'\"][^`'\"]{1,40}[`'\"]",
    re.IGNORECASE | re.DOTALL,
)


def _listed(parameter: Node) -> bool:
    """Whether a description lists directions or columns: what the value may be is known, if not enforced."""
    return bool(_DIRECTIONS.search(parameter.text("description")))


def _kind(name: str, wanted: str) -> str:
    if wanted == "expression":
        return _BY_NAME.get(name, "")
    if name not in (_ORDER if wanted == "order" else _SEARCH):
        return ""
    return "the grouping of results" if name.startswith("group") else "the order of results"


def _concrete(api: Api, schema: Node) -> Any:
    """The schema, or the elements of its list where those are behind a reference."""
    value = schema.value
    if isinstance(value, dict) and "array" in types_of(value):
        items = schema.get("items")
        return api.resolve(items).value if items else value
    parts = schema.get("allOf")
    if (
        isinstance(value, dict)
        and parts is not None
        and isinstance(parts.value, list)
        and len(parts.value) == 1
    ):
        inner = api.resolve(next(parts.elements())).value
        return (
            {**inner, **{k: v for k, v in value.items() if k != "allOf"}}
            if isinstance(inner, dict)
            else value
        )
    return value


# Formats (registry of OpenAPI and common use) whose values something executes or renders.
_EXECUTED = frozenset(
    "sql regex jsonpath json-path xpath javascript js script expression cel jq spel ognl groovy".split()
)
_MARKUP = frozenset("html markdown md svg xml xhtml rich-text richtext html-fragment".split())
_MARKUP_TYPES = frozenset(
    "text/html text/markdown image/svg+xml application/xhtml+xml text/xml application/xml".split()
)
_CODE_TYPES = frozenset(
    "application/javascript text/javascript application/sql application/x-sh text/x-python".split()
)
_CODE_NAMES = phrases(
    """sql|sql query|raw sql|raw query|where clause|where|xpath|jsonpath|javascript|groovy
    |shell command|lua script|sql statement|query sql|native query|ldap filter
    |filter expression|shell script|python code|source code to run|eval"""
)


@check(given="api")
def executed_value(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A property of a request body that holds code or a query by its format, media type or name."""
    for prop in formatted_fields(api):
        value = _element(api, prop.schema)
        kind = word_of(value, "format").lower()
        typed = kind in _EXECUTED or word_of(value, "contentMediaType") in _CODE_TYPES
        if typed and unrestricted(value):
            yield _executed(api, prop, kind if kind in _EXECUTED else prop.name)
    for used in caller_parameters(api):
        value = _element(api, used.parameter.schema)
        if word_of(value, "format").lower() in _EXECUTED and unrestricted(value):
            values = {"name": used.parameter.name, "kind": word_of(value, "format")}
            yield Hit(used.parameter.node.get("name") or used.parameter.node, values, used.operations)
    for prop in fields_named(api, _CODE_NAMES):
        if _open_text(prop.schema.value):
            yield _executed(api, prop, prop.name)


def _element(api: Api, schema: Node) -> dict[str, Any]:
    """What is in a list, or in the lists of a list, or under the keys of a map, or beside ``null``; else the
    schema itself.
    """
    node = api.resolve(schema)
    for _ in range(_NESTED):
        inner = node.get("items") or node.get("additionalProperties") or _only_text(api, node)
        if inner is None or not isinstance(inner.value, dict):
            break
        node = api.resolve(inner)
    return node.value if isinstance(node.value, dict) else {}


def _only_text(api: Api, node: Node) -> Node | None:
    """The only alternative that is no ``null``, or the only part; what restricts the whole restricts it."""
    if not isinstance(node.value, dict) or not unrestricted(node.value):
        return None
    for keyword in ("anyOf", "oneOf", "allOf"):
        listed = node.get(keyword)
        parts = [api.resolve(part) for part in listed.elements()] if listed is not None else []
        some = [part for part in parts if types_of(part.value) != {"null"}]
        if len(some) == 1:
            return some[0]
    return None


_NESTED = 3


def _executed(api: Api, prop: Property, kind: str) -> Hit:
    operations = api.operations_in(prop.reach.input)
    return Hit(prop.node, {"name": prop.name, "kind": kind}, operations, on_key=True)


@check(given="api")
def markup_value(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Markup from callers, told by its format or media type. ``returned``: in a request body, where the API
    also hands it out again; or markup that no answer returns, in parameters as well. One finding for an API.
    """
    for prop in formatted_fields(api):
        element = _element(api, prop.schema)
        if not _markup(element) or not unrestricted(element):
            continue
        if _comes_back(api, prop) is not options["returned"]:
            continue
        if not _CLEANED.search(prop.node.text("description") + prop.schema.text("description")):
            operations = api.operations_in(prop.reach.input)
            yield Hit(prop.node, {"name": prop.name}, operations, cause="markup", on_key=True)
    for used in () if options["returned"] else caller_parameters(api):
        value = _element(api, used.parameter.schema)
        if _markup(value) and unrestricted(value):
            node = used.parameter.node.get("name") or used.parameter.node
            yield Hit(node, {"name": used.parameter.name}, used.operations, cause="markup")


def _comes_back(api: Api, prop: Property) -> bool:
    """Whether answers hold it; where nothing describes the answers, unless the operation sends it away."""
    operations = api.operations_in(prop.reach.input)
    names = api.remember("returned names", lambda: _returned(api))
    silent = not any(describes_answers(api, operation) for operation in operations)
    stored = silent and not path_tokens(operations[0]) & _SENDS
    return bool(prop.reach.output or prop.name in names or stored)


_SENDS = frozenset("mail mails email emails send message messages convert render pdf".split())
_CLEANED = re.compile(r"saniti[sz]ed|escaped|stripped|cleaned", re.IGNORECASE)


def _markup(value: dict[str, Any]) -> bool:
    return word_of(value, "format").lower() in _MARKUP or word_of(value, "contentMediaType") in _MARKUP_TYPES


def _returned(api: Api) -> frozenset[str]:
    return frozenset(prop.name for prop in api.properties if prop.reach.output)
