"""Structure by the specification's own schema, as openapi-core stands on it.

openapi-core takes 0.7 s to import and its validator follows references over the network, which this tool
never does; openapi-spec-validator, its own dependency, still takes 0.3 s. So the schemas that it carries are
read from its folder, and given to the validator that it would choose: that looks at one document and fetches
nothing.
"""

import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ztlint.documents.limits import MAX_EXPANDED
from ztlint.openapi import Api
from ztlint.scanners.openapi.hit import TooMuchError


@dataclass(frozen=True, slots=True)
class StructuralError:
    """One place that the schema rejects. ``key`` is an unknown key, ``known`` the keys allowed there."""

    steps: tuple[str | int, ...]
    message: str
    key: str = ""
    known: tuple[str, ...] = ()
    on_key: bool = True


def structural_errors(api: Api, most: int) -> Iterator[StructuralError]:
    schema = _schema(api.version.label)
    if api.document.expanded > MAX_EXPANDED:
        raise TooMuchError(f"aliases expand to more than {MAX_EXPANDED} values")
    seen: set[tuple[tuple[str | int, ...], str]] = set()
    for error in _validator(api.version.label).iter_errors(api.document.data):
        for found in _explain(api, schema, error):
            if (found.steps, found.message) not in seen:
                seen.add((found.steps, found.message))
                yield found
        if len(seen) >= most:
            return


@cache
def _validator(label: str) -> Any:
    import jsonschema_rs  # noqa: PLC0415

    schema = _schema(label)
    return jsonschema_rs.validator_cls_for(schema)(schema)


@cache
def _schema(label: str) -> Any:
    """Raises ModuleNotFoundError where openapi-spec-validator is not installed: found, and not imported."""
    found = importlib.util.find_spec("openapi_spec_validator")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("openapi-spec-validator is not installed")
    path = Path(found.origin).parent / "resources" / "schemas" / f"v{label}" / "schema.json"
    return json.loads(path.read_bytes())


def _explain(api: Api, schema: Any, error: Any) -> Iterator[StructuralError]:
    """The fast validator stops at the nearest ``oneOf``. The standard one looks at that small piece again,
    and finds the branch that was meant.
    """
    steps = _real_steps(api.document.data, error.instance_path)
    instance = _walk(api.document.data, steps)
    if isinstance(instance, dict) and "$ref" in instance:
        return  # a reference where the specification has none: its target was checked by the rules
    piece = _walk(schema, tuple(error.schema_path)[:-1])
    if not isinstance(piece, dict):
        return
    from jsonschema import validators  # noqa: PLC0415

    whole = {
        **{key: schema[key] for key in ("$schema", "definitions", "$defs", "id", "$id") if key in schema},
        **piece,
    }
    for found in validators.validator_for(whole)(whole).iter_errors(instance):
        if found.validator == tuple(error.schema_path)[-1]:
            yield _of(_meant(found), steps)
            return
    yield _refused_pattern(instance, steps) or StructuralError(
        steps, "The value does not fit the specification"
    )


_MOST_VALUES = 5_000


def _refused_pattern(instance: Any, base: tuple[str | int, ...]) -> StructuralError | None:
    """A ``pattern`` that is no regular expression of ECMA-262: the standard validator does not look at it."""
    import jsonschema_rs  # noqa: PLC0415

    regex = jsonschema_rs.validator_for({"type": "string", "format": "regex"}, validate_formats=True)
    pending: list[tuple[Any, tuple[str | int, ...]]] = [(instance, base)]
    for _ in range(_MOST_VALUES):
        if not pending:
            break
        value, steps = pending.pop()
        if isinstance(value, dict):
            pattern = value.get("pattern")
            if isinstance(pattern, str) and not regex.is_valid(pattern):
                message = "The pattern is no regular expression of ECMA-262, as the specification has it"
                return StructuralError((*steps, "pattern"), message, on_key=False)
            pending.extend((child, (*steps, key)) for key, child in value.items())
        elif isinstance(value, list):
            pending.extend((child, (*steps, index)) for index, child in enumerate(value))
    return None


def _real_steps(data: Any, steps: Iterable[str | int]) -> tuple[str | int, ...]:
    """The fast validator writes keys such as ``200`` as numbers."""
    real: list[str | int] = []
    for step in steps:
        real.append(str(step) if isinstance(data, dict) else step)
        data = _walk(data, tuple(real[-1:]))
    return tuple(real)


def _meant(error: Any) -> Any:
    """Below a ``oneOf``, the error of the branch that fits best: the fewest errors, references left out."""
    while error.context:
        branches: dict[Any, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        real = [errors for errors in branches.values() if not any(_wants_reference(e) for e in errors)]
        chosen = min(real or list(branches.values()), key=_misfit)
        error = max(chosen, key=lambda e: len(e.absolute_path))
    return error


def _wants_reference(error: Any) -> bool:
    return error.validator == "required" and "$ref" in error.validator_value


def _misfit(errors: list[Any]) -> tuple[bool, int]:
    """A branch that names another ``in`` or ``type`` was not meant, however few its errors are."""
    named = any(e.validator in ("enum", "const") and len(e.validator_value) == 1 for e in errors)
    return named, len(errors)


def _of(error: Any, base: tuple[str | int, ...]) -> StructuralError:
    """A standard error in our words, at the key that is wrong where there is one."""
    steps = (*base, *error.absolute_path)
    wanted, found = error.validator_value, error.instance
    if error.validator in ("additionalProperties", "unevaluatedProperties") and isinstance(found, dict):
        known = tuple(error.schema.get("properties", ()))
        patterns = (*error.schema.get("patternProperties", ()), "^x-")
        unknown = [k for k in found if k not in known and not any(re.search(p, k) for p in patterns)]
        if unknown:
            message = f"The key '{_text(unknown[0])}' is not known here"
            return StructuralError((*steps, unknown[0]), message, unknown[0], known)
    if error.validator == "required" and isinstance(found, dict):
        missing = [name for name in wanted if name not in found]
        return StructuralError(steps, f"The key '{missing[0]}' is missing" if missing else "A key is missing")
    if error.validator == "type":
        return StructuralError(steps, f"The value has to be of type {_listed(wanted)}", on_key=False)
    if error.validator in ("enum", "const"):
        return StructuralError(steps, f"The value has to be {_listed(wanted)}", on_key=False)
    return StructuralError(steps, _text(f"The value does not fit '{error.validator}' of the specification"))


def _listed(wanted: Any) -> str:
    return " or ".join(f"'{_text(str(one))}'" for one in (wanted if isinstance(wanted, list) else [wanted]))


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
