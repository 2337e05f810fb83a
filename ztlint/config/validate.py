"""Configuration against its schema, with errors that name what was probably meant."""

import json
from pathlib import Path
from typing import Any

from ztlint.core import nearest
from ztlint.errors import ConfigurationError

_SENTENCES = {
    "type": "is not of type {}",
    "pattern": "does not have the form {}",
    "minLength": "is empty",
    "dependentRequired": "has 'method' without 'path'",
}


_ADVICE = "`ztlint config schema` shows what is allowed."


def configuration_schema() -> dict[str, Any]:
    """The published JSON schema."""
    text = Path(__file__).with_name("config.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def validate(data: Any, origin: str, schema: dict[str, Any] | None = None, advice: str = _ADVICE) -> None:
    """Raises ConfigurationError for the first thing in ``data`` that the schema (of configurations, unless
    another one is given) does not allow.
    """
    import jsonschema  # noqa: PLC0415 - slow to load, and most runs have no configuration file

    validator = jsonschema.Draft202012Validator(configuration_schema() if schema is None else schema)
    error = min(validator.iter_errors(data), key=_order, default=None)
    if error is None:
        return
    where = ".".join(str(step) for step in error.absolute_path)
    if error.validator == "additionalProperties":
        raise _unknown_key(origin, where, error.instance, error.schema)
    place = f"{origin}: {where}" if where else origin
    raise ConfigurationError(f"{place}: {_sentence(error)}", advice)


def _order(error: Any) -> tuple[bool, list[str]]:
    """Unknown keys first: a misspelt required key is both unknown and missing."""
    return error.validator != "additionalProperties", [str(step) for step in error.absolute_path]


def _unknown_key(origin: str, where: str, instance: dict[str, Any], schema: Any) -> ConfigurationError:
    known = schema["properties"]
    key = next(key for key in instance if key not in known)
    meant = nearest(key, known)
    advice = f"Did you mean '{meant}'?" if meant else f"Known are: {', '.join(known)}."
    return ConfigurationError(f"{origin}: unknown key '{where + '.' if where else ''}{key}'", advice)


def _sentence(error: Any) -> str:
    """Without the value itself, which may be a secret in the wrong place."""
    if error.validator == "enum":
        allowed = [str(value) for value in error.validator_value]
        meant = nearest(str(error.instance), allowed)
        return f"not one of {', '.join(allowed)}" + (f"; did you mean '{meant}'?" if meant else "")
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return f"lacks '{missing[0]}'"
    if error.validator == "oneOf" and error.absolute_path[0] == "overlays":
        return "needs a list of files, or files by definition"
    if error.validator == "oneOf":
        return "needs either 'operation' or 'path'"
    return _SENTENCES.get(error.validator, "does not fit the schema: {}").format(error.validator_value)
