"""Structure by the specification's own schema, as openapi-core stands on it.

openapi-core takes 0.7 s to import and its validator follows references over the network, which this tool
never does; openapi-spec-validator, its own dependency, still takes 0.3 s. So the schemas that it carries are
read from its folder, and given to the validator that it would choose: that looks at one document and fetches
nothing. From 3.1 on that schema says nothing of schema objects; those are held to the meta-schema of JSON
Schema 2020-12, where neither the definition nor the schema names another dialect.
"""

import difflib
import importlib.util
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from ztlint.documents.limits import MAX_EXPANDED
from ztlint.openapi import Api
from ztlint.scanners.openapi.hit import TooMuchError
from ztlint.scanners.openapi.misfits import Misfit, misfits


class StructuralError(Struct, frozen=True):
    """One place that the schema rejects. ``key`` is an unknown key, ``known`` the keys allowed there.
    ``vague`` ones say little, and nothing beside others. ``told_only`` ones are about what people read, or
    say twice what once is enough for: whatever validates, does so all the same.
    """

    steps: tuple[str | int, ...]
    message: str
    key: str = ""
    known: tuple[str, ...] = ()
    on_key: bool = True
    vague: bool = False

    @property
    def told_only(self) -> bool:
        if self.message == _SENTENCES["uniqueItems"]:
            return True
        missing = any(self.message == _MISSING.format(name) for name in _FOR_PEOPLE)
        named = self.steps[-2:-1] in (("properties",), ("schemas",), ("paths",))
        return missing or (self.steps[-1:] != () and self.steps[-1] in _FOR_PEOPLE and not named)


_FOR_PEOPLE = ("description", "title", "summary", "example", "examples", "externalDocs", "tags", "contact")


def structural_errors(api: Api, most: int, *, all_of_them: bool = True) -> Iterator[StructuralError]:
    """At most about ``most``; without ``all_of_them`` those that a validator or a gateway stumbles over."""
    if api.document.expanded > MAX_EXPANDED:
        raise TooMuchError(f"aliases expand to more than {MAX_EXPANDED} values")
    label, bare = api.version.label, _is_plain(api)
    seen: dict[tuple[str | int, ...], set[str]] = {}
    count = 0
    for error in _validator(label, bare).iter_errors(api.document.data):
        for found in _told(api, _schema(label, bare), misfits(error)):
            told = seen.setdefault(found.steps, set())
            if found.told_only and not all_of_them:
                continue
            if found.message not in told and not (told and found.vague):
                told.add(found.message)
                count += 1
                yield found
        if count >= most:
            return


_DIALECTS = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
)


def _is_plain(api: Api) -> bool:
    """Whether schema objects are JSON Schema 2020-12, as they are where nobody says otherwise."""
    dialect = api.root.value.get("jsonSchemaDialect")
    return dialect is None or str(dialect).rstrip("#") in _DIALECTS


@cache
def _validator(label: str, plain: bool) -> Any:  # noqa: FBT001 - cached by position
    import jsonschema_rs  # noqa: PLC0415

    schema = _schema(label, plain)
    return jsonschema_rs.validator_cls_for(schema)(schema)


@cache
def _schema(label: str, plain: bool) -> Any:  # noqa: FBT001 - cached by position
    """Raises ModuleNotFoundError where openapi-spec-validator is not installed: found, and not imported."""
    found = importlib.util.find_spec("openapi_spec_validator")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("openapi-spec-validator is not installed")
    path = Path(found.origin).parent / "resources" / "schemas" / f"v{label}" / "schema.json"
    schema = json.loads(path.read_bytes())
    if plain and "schema" in schema.get("$defs", ()):
        own = {"type": "object", "required": ["$schema"]}
        schema["$defs"]["schema"] |= {"if": own, "else": {"$ref": _DIALECTS[0]}}
    return schema


def _told(api: Api, schema: Any, found: Iterable[Misfit]) -> Iterator[StructuralError]:
    """In our words, at the key that is wrong where there is one. What is missing is not told where a key that
    nobody knows is nearly called so.
    """
    for one in found:
        steps = _real_steps(api.document.data, one.steps)
        instance = _walk(api.document.data, steps)
        if isinstance(instance, dict) and "$ref" in instance:
            continue  # a reference where the specification has none: its target was checked by the rules
        yield from _of(one, steps, instance, schema)


def _real_steps(data: Any, steps: Iterable[str | int]) -> tuple[str | int, ...]:
    """The fast validator writes keys such as ``200`` as numbers."""
    real: list[str | int] = []
    for step in steps:
        real.append(str(step) if isinstance(data, dict) else step)
        data = _walk(data, tuple(real[-1:]))
    return tuple(real)


def _of(one: Misfit, steps: tuple[str | int, ...], instance: Any, schema: Any) -> Iterator[StructuralError]:
    if one.keyword in ("additionalProperties", "unevaluatedProperties"):
        known = _known(schema, one.schema_steps)
        for key in sorted(set(one.wanted) - known):
            message = f"The key '{_text(key)}' is not known here"
            yield StructuralError((*steps, key), message, key, tuple(sorted(known)))
    elif one.keyword == "required":
        near = difflib.get_close_matches(one.wanted[0], list(instance)) if isinstance(instance, dict) else []
        if not set(near) - _known(schema, one.schema_steps):
            yield StructuralError(steps, _MISSING.format(one.wanted[0]))
    elif one.keyword == "type" and steps[-1:] == ("$ref",):
        yield StructuralError(steps, f"'{_text(str(steps[-2:][0]))}' can't be a reference")
    elif one.keyword == "type" and steps[-1:] in _OLD_KEYWORDS:
        yield StructuralError(steps, f"'{steps[-1]}' is of JSON Schema 2019-09, and says nothing here")
    elif one.keyword == "type":
        yield StructuralError(steps, f"The value has to be of type {_listed(one.wanted)}", on_key=False)
    elif one.keyword in ("enum", "const"):
        near = difflib.get_close_matches(str(instance)[:100], one.wanted, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        yield StructuralError(steps, f"The value has to be {_listed(one.wanted)}{hint}", on_key=False)
    else:
        sentence = _SENTENCES.get(one.keyword, _OTHER).format(_text(one.keyword), *one.wanted)
        yield StructuralError(steps, sentence, vague=one.keyword not in _SENTENCES)


_OLD_KEYWORDS = (("$recursiveAnchor",), ("$recursiveRef",))

_MISSING = "The key '{0}' is missing"
_OTHER = "The value does not fit '{0}' of the specification"
_SENTENCES = {
    "minProperties": "At least {1} key has to stand here",
    "minItems": "At least {1} item has to stand here",
    "minimum": "The value has to be {1} or more",
    "uniqueItems": "No item may stand here twice",
}


def _known(schema: Any, steps: tuple[str | int, ...]) -> frozenset[str]:
    """The names that a piece of the specification's schema has for keys, in all of its alternatives."""
    return _names(_Same(schema), steps[:-1])


class _Same:
    """The specification's schema, of which there is one for each version and kind."""

    def __init__(self, schema: Any) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.schema is self.schema

    def __hash__(self) -> int:
        return id(self.schema)


@cache
def _names(same: _Same, steps: tuple[str | int, ...]) -> frozenset[str]:
    names: set[str] = set()
    met: set[int] = set()
    stack = [_walk(same.schema, steps)]
    while stack:
        piece = stack.pop()
        if not isinstance(piece, dict) or id(piece) in met:
            continue
        met.add(id(piece))
        names |= piece.get("properties", {}).keys()
        if str(piece.get("$ref", "")).startswith("#/"):
            stack.append(_walk(same.schema, tuple(piece["$ref"].split("/")[1:])))
        stack += (piece[key] for key in ("if", "then", "else") if key in piece)
        stack += (one for key in ("allOf", "anyOf", "oneOf") for one in piece.get(key, ()))
        stack += piece.get("dependentSchemas", {}).values()
    return frozenset(names)


def _listed(wanted: Iterable[str]) -> str:
    return " or ".join(f"'{_text(one)}'" for one in wanted)


def _walk(data: Any, steps: tuple[str | int, ...]) -> Any:
    """The value at the end of the steps, or None."""
    for step in steps:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _text(message: str) -> str:
    return message.split("\n", maxsplit=1)[0][:200]
