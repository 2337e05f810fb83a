"""Checks of how much one request may ask for: entries of a batch, and values that cost."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Operation,
    Parameter,
    Property,
    closed_set,
    collection,
    path_tokens,
    tokens,
    types_of,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members, schemas_of
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.words import parameter_words

_BATCH = frozenset(
    """batch batches bulk multi multiple mass batchget batchcreate batchupdate batchdelete many createmany
    updatemany deletemany""".split()
)
_OPERATIONS = frozenset(
    """ids operations ops requests mutations commands batch bulk subrequests instructions uuids
    guids keys""".split()
)
PROSE_CAP = re.compile(
    r"\bbetween [0-9]+ ?[-\u2013] ?[0-9]+"
    r"|\b(?:max(?:imum)?|up to|at most|limit(?:ed)?(?: of| to| is)?|not exceed(?:ing)?|fewer than"
    r"|(?:no|not|not be) (?:more|larger|greater|higher|longer|bigger) than"
    r"|less than|between [0-9]+ (?:and|to)|range:? [0-9]+(?: to|-))\b[^.]{0,40}[0-9]+"
    r"|(?<!version )\b[0-9][0-9,]{0,15}[ -](?:[a-z]{1,20} )?max(?:imum)?\b(?! ?[a-z0-9])",
    re.IGNORECASE,
)
_LARGEST_CAP = 1_000_000_000


@check(given="operations")
def batch_without_cap(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A list of ids or of operations in a body, without ``maxItems`` or with one above ``items``. How many a
    server takes is decided once, so one finding for an API.
    """
    if operation.method in ("get", "head", "delete") and not operation.bodies:
        return
    bulk = bool(path_tokens(operation) & _BATCH)
    for media in operation.bodies:
        if media.schema is None or "json-patch" in media.type:
            continue
        for name, array in _lists(api, media.schema):
            wanted = not name or bulk or _of_operations(name, operation)
            if wanted and _uncapped(api, array, options["items"]):
                values = {"name": name or "body", "list": f"list '{name}'" if name else "list"}
                yield Hit(array, values, (operation,), cause="api", on_key=True)


def _lists(api: Api, schema: Node) -> Iterator[tuple[str, Node]]:
    """The body itself if it is a list, without a name; or the lists right inside it, or in an envelope."""
    root = api.resolve(schema)
    if "array" in types_of(root.value):
        yield "", root
        return
    inside = [*members(api, root)]
    inside += [found for _, node in inside if node.get("properties") for found in members(api, node)]
    for name, node in inside:
        if "array" in types_of(node.value) and not _ASIDE.intersection(tokens(name)):
            yield name, node


_ASIDE = frozenset(
    """tag tags label labels header headers metadata scope scopes role roles permission permissions errors
    fields columns include includes options""".split()
)


def _of_operations(name: str, operation: Operation) -> bool:
    """``ids``, ``operations``, or the ids of what the path is about: ``userIds`` at ``/users/...``."""
    words = tokens(name)
    if len(words) == 1 or words[0] == "batch":
        return bool(_OPERATIONS.intersection(words))
    if words[-1:] not in (("ids",), ("uuids",)):
        return False
    about = "".join(tokens(collection(operation))).rstrip("s")
    return "".join(words[:-1]).rstrip("s") == about or bool(path_tokens(operation) & _ACTIONS)


# What is done to each of the things whose ids are given.
_ACTIONS = frozenset(
    """delete remove archive unarchive restore send notify assign unassign move merge approve reject close
    cancel lookup resolve enable disable transfer purge destroy deactivate activate""".split()
)


def _uncapped(api: Api, array: Node, most: int) -> bool:
    value = array.value
    items = array.get("items")
    if items is not None and closed_set(api.resolve(items).value):
        return False
    cap = value.get("maxItems")
    if isinstance(cap, int | float):
        return cap > most and not _told(array, cap, most)
    inherited = (api.resolve(part) for part in _all_of(array))
    capped = any(isinstance(part.value, dict) and "maxItems" in part.value for part in inherited)
    return not capped and not PROSE_CAP.search(array.text("description"))


_CHOSEN = 10
"""Times what is thought to be many: a bound below it that the text tells as well was chosen."""


def _told(array: Node, cap: float, most: int) -> bool:
    stated = PROSE_CAP.findall(array.text("description").replace(",", ""))
    return cap <= most * _CHOSEN and any(re.search(rf"\b{cap}\b", one) for one in stated)


def _all_of(node: Node) -> Iterator[Node]:
    parts = node.get("allOf")
    yield from parts.elements() if parts else ()


# What makes one request dear, in the query of a read.
_DEAR = frozenset(
    """radius distance depth levels resolution dpi width height timeout ttl duration iterations concurrency
    parallelism precision lookback granularity quality scale zoom fanout hops samples buckets bins range level
    retries delay""".split()
)
# The same in bodies, where a width is mostly that of a parcel, and a `ttl` how long something is kept.
_DEAR_IN_BODIES = frozenset(
    "radius depth dpi resolution timeout concurrency parallelism hops retries".split()
)


@check(given="parameters")
def unbounded_cost(api: Api, used: UsedParameter, _: Options) -> Iterator[Hit]:
    """A number that decides how much work a request is, without a maximum. One finding for each name."""
    parameter = used.parameter
    words = _DEAR_IN_BODIES if parameter.place == "formData" else _DEAR
    if parameter.place not in ("query", "path", "formData") or not _dear(parameter.name, words):
        return
    if _of_a_range(api, used) or _stored(used) or _ALL_WITHOUT.search(parameter.prose):
        return
    if boundless(api, parameter.schema) and not PROSE_CAP.search(parameter.prose):
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, used.operations, cause=f"cost {parameter.name}")


_ALL_WITHOUT = re.compile(
    r"\b(?:not setting|leaving (?:out|off)|omitting|without) (?:this|it|the)\b[^.]{0,40}"
    r"\b(?:all|every\w*|whole|entire|full)\b"
    r"|\b(?:if|when) (?:\w+ ){0,3}?(?:omitted|unset|absent|not (?:set|given|specified|provided))\b[^.]{0,40}"
    r"\b(?:all|every\w*|whole|entire|full)\b",
    re.IGNORECASE,
)
"""A number that only takes away from the work, which is most where nobody sends it."""


@check(given="properties")
def unbounded_cost_in_body(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """The same for a property that clients send."""
    if not prop.reach.input or prop.reach.output or not _dear(prop.name, _DEAR_IN_BODIES):
        return
    prose = prop.schema.text("description") + " " + prop.schema.text("title")
    if boundless(api, prop.schema) and not PROSE_CAP.search(prose) and not _IS_A_LIMIT.search(prose):
        operations = tuple(
            op for op in api.operations_in(prop.reach.input) if not path_tokens(op) & _NOT_WORK
        )
        if operations:
            yield Hit(prop.node, {"name": prop.name}, operations, cause=f"cost {prop.name}", on_key=True)


def _stored(used: UsedParameter) -> bool:
    """Whether a period is a setting of what a PUT or PATCH leaves behind, not the time of this request."""
    setting = not {"timeout", "ttl", "retries"}.isdisjoint(tokens(used.parameter.name))
    return setting and all(operation.method in ("put", "patch") for operation in used.operations)


_IS_A_LIMIT = re.compile(r"\bmax(?:imum)? allowed\b", re.IGNORECASE)


def _of_a_range(api: Api, used: UsedParameter) -> bool:
    """``max_duration`` and ``target_duration`` beside ``min_duration``: a filter by range."""
    words = tokens(used.parameter.name)
    least = {(one, *words[1:]) for one in ("min", "minimum")}
    others = (parameter_words(api, op) for op in used.operations)
    return words[0] in _ENDS_OF_RANGES and any(not least.isdisjoint(some) for some in others)


_ENDS_OF_RANGES = frozenset({"max", "maximum", "target"})


def _dear(name: str, words: frozenset[str]) -> bool:
    """The last word decides, units aside: ``max_depth``, ``timeoutSeconds``, ``radius_km``."""
    if " ".join(tokens(name)) in _PERIODS and words is _DEAR:
        return True
    spelled = [word for word in tokens(name) if word not in _UNITS]
    if not _LONG_UNITS.isdisjoint(tokens(name)):
        return False  # nothing works as long
    return bool(spelled) and spelled[-1] in words and not _NOT_WORK.intersection(tokens(name)[:-1])


_PERIODS = frozenset(
    """days|hours|weeks|months|years|lookback days|days back|history days|num days|number of days|period
    days|window
    |window days|window size|expires in|wait seconds|wait time|time range|last days""".replace(
        "\n    ", ""
    ).split("|")
)
"""How far back, or for how long."""


# The least of something, and time in which nothing is done.
_NOT_WORK = frozenset(
    """min minimum idle sleep session dns record records cache caches lock border domain domains zone
    zones afk away btn button border corner silence token tokens typing""".split()
)
_LONG_UNITS = frozenset("hour hours day days".split())
_UNITS = frozenset("ms s sec secs seconds second minutes minute min mins km m meters miles px".split())


def boundless(api: Api, schema: Node, most: float = _LARGEST_CAP) -> bool:
    """Whether a schema takes numbers of ``most`` and more. All of the alternatives are looked at."""
    value = schema.value
    if not isinstance(value, dict) or closed_set(value):
        return False
    if types_of(value) & _NUMBERS:
        inherited = (api.resolve(part).value for part in _all_of(schema))
        return not _bounded(value, most) and not any(_bounded(part, most) for part in inherited)
    alternatives = [schema.get(keyword) for keyword in ("anyOf", "oneOf", "allOf")]
    parts = [api.resolve(part).value for listed in alternatives if listed for part in listed.elements()]
    return any(types_of(part) & _NUMBERS and not _bounded(part, most) for part in parts)


_NUMBERS = frozenset({"integer", "number"})


def _bounded(value: Any, most: float) -> bool:
    """A ``maximum``, or an exclusive one: a number since 3.1, before that a flag that says nothing alone."""
    if not isinstance(value, dict):
        return False
    exclusive = value.get("exclusiveMaximum")
    largest = exclusive if isinstance(exclusive, int | float) and not isinstance(exclusive, bool) else None
    stated = value.get("maximum", largest)
    return closed_set(value) or (isinstance(stated, int | float) and stated < most)


_FROM = frozenset("from start since after begin starting gte gt min".split())
_TO = frozenset("to end until before through ending lte lt max till".split())
_TIME = frozenset("date datetime time day at timestamp period on created updated".split())


@check(given="operations")
def unbounded_period(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A period of any length, in a read that gives all of it at once."""
    if operation.method not in ("get", "query"):
        return
    query = [parameter for parameter in operation.parameters if parameter.place == "query"]
    ends = {_stem(one, _TO): one for one in query if _bound_of_time(one, _TO)}
    pairs = ((one, ends.get(_stem(one, _FROM))) for one in query if _bound_of_time(one, _FROM))
    start, end = next(((one, other) for one, other in pairs if other is not None), (None, None))
    if start is None or end is None or any(_PAGES & set(tokens(one.name)) for one in query):
        return
    prose = start.prose + end.prose + operation.node.text("description")
    if _answers_in_pages(api, operation):
        return
    if not _RANGE_PROSE.search(prose):
        values = {"start": start.name, "end": end.name}
        yield Hit(start.node.get("name") or start.node, values, (operation,), cause="api")


def _answers_in_pages(api: Api, operation: Operation) -> bool:
    bodies = (schema for one in operation.responses if one.succeeds for schema in schemas_of(one.media))
    return any(_NEXT & set(tokens(name)) for body in bodies for name, _ in members(api, body))


_NEXT = frozenset("next cursor paging pagination pages page more".split())


def _stem(parameter: Parameter, words: frozenset[str]) -> frozenset[str]:
    """What a start and its end have in common: ``date`` of ``start_date``."""
    return frozenset(tokens(parameter.name)) - words


_PAGES = frozenset("page limit cursor offset size per top first last skip marker next token count".split())
_RANGE_PROSE = re.compile(
    r"\b(?:max\w*|up to|at most|no more than|within|not exceed|cannot be more|limited to|longest)\b[^.]{0,60}"
    r"\b(?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def _bound_of_time(parameter: Parameter, words: frozenset[str]) -> bool:
    spelled = set(tokens(parameter.name))
    if not spelled & words or "boolean" in types_of(parameter.schema.value):
        return False
    dated = parameter.schema.text("format") in ("date", "date-time", "unix-time")
    return dated or bool(spelled & _TIME)
