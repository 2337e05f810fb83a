"""What GitLab's security report schemas 15.0.7 ask for (gitlab-org/security-products/security-report-schemas,
dist/sast-report-format.json and dist/secret-detection-report-format.json), said anew: members that ztlint
writes, with their types, patterns and limits. Members that it does not write are left out.
"""

from typing import Any

_TEXT = {"type": "string"}
_FILLED = {"type": "string", "minLength": 1}
_NUMBER = {"type": "number"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$"}
_WEB = {"type": "string", "pattern": "^https?://.+"}


def _object(required: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Closed, unlike GitLab's: a misspelt member is an error here."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


_TOOL = _object(
    "id name version vendor",
    {
        "id": _FILLED,
        "name": _FILLED,
        "version": _FILLED,
        "url": _WEB,
        "vendor": _object("name", {"name": _FILLED}),
    },
)
_IDENTIFIER = _object("type name value", {"type": _FILLED, "name": _FILLED, "value": _FILLED, "url": _WEB})
_MESSAGE = _object("level value", {"level": {"enum": ["info", "warn", "fatal"]}, "value": _FILLED})
_PLACE = {"file": _TEXT, "start_line": _NUMBER, "end_line": _NUMBER}
_COMMIT = _object("sha", {"sha": _FILLED, "date": _TEXT})
_SIGNATURE = _object(
    "algorithm value",
    {"algorithm": {"enum": ["hash", "location", "scope_offset", "rule_value"]}, "value": _TEXT},
)


def schema(type_: str) -> dict[str, Any]:
    """Of ``sast`` or ``secret_detection``."""
    secret = type_ == "secret_detection"
    location = _object("commit" if secret else "", {**_PLACE, **({"commit": _COMMIT} if secret else {})})
    return _object(
        "scan version vulnerabilities",
        {
            "schema": _WEB,
            "version": {"const": "15.0.7"},
            "scan": _object(
                "analyzer end_time scanner start_time status type",
                {
                    "analyzer": _TOOL,
                    "scanner": _TOOL,
                    "start_time": _TIME,
                    "end_time": _TIME,
                    "status": {"enum": ["success", "failure"]},
                    "type": {"const": type_},
                    "messages": {"type": "array", "items": _MESSAGE},
                    "primary_identifiers": {"type": "array", "items": _IDENTIFIER},
                },
            ),
            "vulnerabilities": {"type": "array", "items": _vulnerability(location)},
        },
    )


def _vulnerability(location: dict[str, Any]) -> dict[str, Any]:
    item = _object(
        "signatures", {**_PLACE, "signatures": {"type": "array", "minItems": 1, "items": _SIGNATURE}}
    )
    return _object(
        "id identifiers location",
        {
            "id": _FILLED,
            "name": {"type": "string", "maxLength": 255},
            "description": {"type": "string", "maxLength": 1_048_576},
            "severity": {"enum": ["Info", "Unknown", "Low", "Medium", "High", "Critical"]},
            "solution": {"type": "string", "maxLength": 7000},
            "identifiers": {"type": "array", "minItems": 1, "items": _IDENTIFIER},
            "links": {"type": "array", "items": _object("url", {"name": _TEXT, "url": _WEB})},
            "tracking": _object(
                "type items", {"type": {"const": "source"}, "items": {"type": "array", "items": item}}
            ),
            "location": location,
            "raw_source_code_extract": _TEXT,
        },
    )
