"""Fixes as replacements in artifacts (sections 3.55 to 3.57), for editors and for tools that apply them."""

from typing import Any

from ztlint.core import Fix, Replacement
from ztlint.reporters.escape import visible
from ztlint.reporters.sarif.region import artifact


def fix(given: Fix) -> dict[str, Any]:
    by_path: dict[str, list[Replacement]] = {}
    for one in given.replacements:
        by_path.setdefault(one.path, []).append(one)
    return {
        "description": {"text": f"ztlint check --fix {visible(given.description)}."},
        "artifactChanges": [
            {"artifactLocation": artifact(path), "replacements": [_replacement(one) for one in some]}
            for path, some in by_path.items()
        ],
    }


def _replacement(one: Replacement) -> dict[str, Any]:
    """The region of an insertion is empty (section 3.57.3)."""
    start, end = one.columns.utf16
    region = {
        "startLine": one.span.start_line,
        "startColumn": start,
        "endLine": one.span.end_line,
        "endColumn": end,
    }
    return {"deletedRegion": region, **({"insertedContent": {"text": one.text}} if one.text else {})}
