"""Places as physicalLocations: encoded URIs, and columns in UTF-16 code units (section 3.30)."""

from typing import Any

from ztlint.core import Location, Span
from ztlint.reporters.links import path_uri
from ztlint.reporters.source_line import line_of

ROOT = "%SRCROOT%"


def artifact(path: str) -> dict[str, str]:
    return {"uri": path_uri(path), "uriBaseId": ROOT}


def physical_location(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": artifact(location.path), "region": region(location)}
    if context := _context(location):
        place["contextRegion"] = context
    return place


def start_line(location: Location) -> int:
    """A finding on a whole file stands on line 1: without a line there would be no fingerprint."""
    return location.span.start_line if location.span else 1


def region(location: Location) -> dict[str, Any]:
    """The span, cut to its first line where the excerpt shows where that ends."""
    span = location.span
    if span is None:
        return {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    line = line_of(location, span.start_line)
    if line is None or location.excerpt is None:
        return _unconverted(span)
    skipped = location.excerpt.skipped
    end_column = span.end_column
    if span.end_line > span.start_line:
        end_column = max(span.start_column, skipped + len(line) + 1)
    start, end = (max(0, column - 1 - skipped) for column in (span.start_column, end_column))
    found: dict[str, Any] = {
        "startLine": span.start_line,
        "startColumn": span.start_column + _extra(line[:start]),
        "endLine": span.start_line,
        "endColumn": end_column + _extra(line[:end]),
    }
    if line[start:end]:
        found["snippet"] = {"text": line[start:end]}
    return found


def _unconverted(span: Span) -> dict[str, Any]:
    """Without the line's text there is nothing to convert with, and the region says so."""
    return {
        "startLine": span.start_line,
        "startColumn": span.start_column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "properties": {"columnsIn": "unicodeCodePoints"},
    }


def _extra(text: str) -> int:
    """How many more UTF-16 code units than code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 - len(text)


def _context(location: Location) -> dict[str, Any] | None:
    """The excerpt, where it holds whole lines and more than the region (section 3.29.5)."""
    excerpt = location.excerpt
    if excerpt is None or excerpt.skipped or len(excerpt.lines) < 2:
        return None
    if line_of(location, start_line(location)) is None:
        return None
    return {
        "startLine": excerpt.first_line,
        "endLine": excerpt.first_line + len(excerpt.lines) - 1,
        "snippet": {"text": "\n".join(excerpt.lines)},
    }
