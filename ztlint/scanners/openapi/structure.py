"""Structure by the specification's own schema, through the validators that openapi-core stands on.

openapi-core takes 0.7 s to import and its validator follows references over the network, which this tool
never does. So the schemas and the validator factory of openapi-spec-validator, its own dependency, are used
directly: they look at one document and fetch nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ztlint.openapi import Api


@dataclass(frozen=True, slots=True)
class StructuralError:
    """One place that the schema rejects. ``key`` is an unknown key, ``known`` the keys allowed there."""

    steps: tuple[str | int, ...]
    message: str
    key: str = ""
    known: tuple[str, ...] = ()
    on_key: bool = True


def structural_errors(api: Api, most: int) -> Iterator[StructuralError]:
    schema = _schema(api)
    if schema is None:
        return
    from openapi_spec_validator.schemas import get_validator_for  # noqa: PLC0415

    seen: set[tuple[tuple[str | int, ...], str]] = set()
    for error in get_validator_for(schema).iter_errors(api.document.data):
        for found in _explain(schema, error):
            if (found.steps, found.message) not in seen:
                seen.add((found.steps, found.message))
                yield found
        if len(seen) >= most:
            return


def _schema(api: Api) -> Any:
    from openapi_spec_validator import schemas  # noqa: PLC0415

    readers = {
        "2.0": schemas.get_schema_content_v2,
        "3.0": schemas.get_schema_content_v30,
        "3.1": schemas.get_schema_content_v31,
        "3.2": schemas.get_schema_content_v32,
    }
    reader = readers.get(api.version.label)
    return reader() if reader else None


def _explain(schema: Any, error: Any) -> Iterator[StructuralError]:
    """The fast validator stops at the nearest ``oneOf``. The standard one looks at that small piece again,
    and finds the branch that was meant.
    """
    steps = tuple(error.path)
    yield StructuralError(steps, _shorten(error.message))
    del schema


def _shorten(message: str) -> str:
    return message.split("\n")[0][:200]
