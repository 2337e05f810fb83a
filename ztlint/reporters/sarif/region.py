"""Places as physicalLocations: encoded URIs, and columns in UTF-16 code units (section 3.30)."""

from typing import Any

from ztlint.core import Location, Span
from ztlint.reporters.links import path_uri
from ztlint.reporters.place import snippet, start_line
from ztlint.reporters.source_line import line_of

ROOT = "%SRCROOT%"


def artifact(path: str) -> dict[str, str]:
    return {"uri": path_uri(path), "uriBaseId": ROOT}


def physical_location(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": artifact(location.path), "region": region(location)}
    if context := _context(location):
        place["contextRegion"] = context
    return place


def region(location: Location) -> dict[str, Any]:
    """The span, cut to its first line."""
    span, columns = location.span, location.columns
    if span is None:
        return {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    if columns is None:
        return _unconverted(span)
    found: dict[str, Any] = {
        "startLine": span.start_line,
        "startColumn": columns.utf16[0],
        "endLine": span.start_line,
        "endColumn": columns.utf16[1],
    }
    if text := snippet(location):
        found["snippet"] = {"text": text}
    return found


def _unconverted(span: Span) -> dict[str, Any]:
    """Of a text that could not be had again; the region says so."""
    return {
        "startLine": span.start_line,
        "startColumn": span.start_column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "properties": {"columnsIn": "unicodeCodePoints"},
    }


def _context(location: Location) -> dict[str, Any] | None:
    """The excerpt, where it holds whole lines and more than the region (section 3.29.5)."""
    excerpt = location.excerpt
    if excerpt is None or excerpt.skipped or len(excerpt.lines) < 2 or location.columns is None:
        return None
    if line_of(location, start_line(location)) is None:
        return None
    return {
        "startLine": excerpt.first_line,
        "endLine": excerpt.first_line + len(excerpt.lines) - 1,
        "snippet": {"text": "\n".join(excerpt.lines)},
    }
