"""The inventory as a table, as JSON, as CSV and as a page."""

import csv
import html
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ztlint import __version__
from ztlint.core import Endpoint, Failure, Location, Routes, Skipped
from ztlint.reporters.escape import dump_json, one_line, visible
from ztlint.reporters.status import plural

_COLUMNS = (
    "method",
    "path",
    "guard",
    "security",
    "scopes",
    "data",
    "code",
    "definition",
    "deprecated",
    "drift",
)
_WIDEST = 60
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _cells(one: Endpoint) -> tuple[str, ...]:
    """Plain text, one cell for each column."""
    guard = str(one.guard) if one.guard else "not in code"
    by = f" ({one.witnesses[0]})" if one.witnesses else ""
    cells = (
        one.method,
        one.path if one.complete else f"…{one.path}",
        f"{guard}{by}",
        one.security if one.security is not None else "not described",
        ", ".join(one.scopes),
        ", ".join(one.data),
        place(one.code),
        place(one.definition),
        "deprecated" if one.deprecated else "",
        "; ".join(one.drift),
    )
    return tuple(map(one_line, cells))


def inventory_lines(
    endpoints: Sequence[Endpoint],
    routes: Routes,
    definitions: int,
    skipped: Iterable[Skipped],
    failures: Iterable[Failure],
) -> Iterator[str]:
    """What could not be looked at, line by line, and at the end what was."""
    for failure in failures:
        line = f":{failure.line}" if failure.line else ""
        yield f"{visible(failure.path)}{line}: {visible(failure.reason)}. {failure.advice}"
    untold = "".join(f"; {plural(one.count, one.noun)} not told ({one.reason})" for one in skipped)
    served = f"{plural(len(routes.routes), 'route')} in {plural(routes.files, 'file')}"
    described = plural(definitions, "API definition")
    yield f"{plural(len(endpoints), 'endpoint')}, {served}, {described}{untold}"


def place(location: Location | None) -> str:
    if location is None:
        return ""
    return f"{location.path}:{location.span.start_line}" if location.span else location.path


def render_table(endpoints: Sequence[Endpoint]) -> str:
    rows = [_COLUMNS, *map(_cells, endpoints)]
    shown = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(len(_COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in shown]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…"


def render_csv(endpoints: Sequence[Endpoint]) -> str:
    """Cells that a spreadsheet would take for a formula get a quote in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in endpoints:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in _cells(one)])
    return text.getvalue()


def render_inventory_json(endpoints: Sequence[Endpoint]) -> str:
    tool = {"name": "ztlint", "version": __version__}
    return dump_json({"version": "1.0", "tool": tool, "endpoints": map(_data, endpoints)}, 3)


def _data(one: Endpoint) -> dict[str, Any]:
    return {
        "method": one.method,
        "path": one.path,
        "complete": one.complete,
        "guard": str(one.guard) if one.guard else None,
        "guarded_by": list(one.witnesses),
        "security": one.security,
        "scopes": list(one.scopes),
        "data": list(one.data),
        "handler": one.handler,
        "code": _location(one.code),
        "definition": _location(one.definition),
        "deprecated": one.deprecated,
        "drift": list(one.drift),
    }


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    line = location.span.start_line if location.span else None
    return {"path": location.path, "line": line, "pointer": location.pointer}


_STYLE = """
body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35em .6em;border-bottom:1px solid #ddd;vertical-align:top}
th{position:sticky;top:0;background:#f3f3f3}td{overflow-wrap:anywhere}
.public{background:#fdecea}
.unknown{background:#fff6de}.drift{color:#8a1c10}
"""


def render_html(endpoints: Sequence[Endpoint]) -> str:
    """One file without scripts, that loads nothing."""
    head = "".join(f"<th>{column}</th>" for column in _COLUMNS)
    rows = "".join(_row(one) for one in endpoints)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>API inventory</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{_STYLE}</style></head>'
        f"<body><h1>API inventory</h1><p>{len(endpoints)} endpoints, ztlint {__version__}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></body></html>\n"
    )


def _row(one: Endpoint) -> str:
    kind = html.escape(str(one.guard)) if one.guard else ""
    cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(one)[:-1])
    drift = f'<td class="drift">{html.escape(_cells(one)[-1])}</td>'
    return f'<tr class="{kind}">{cells}{drift}</tr>\n'


INVENTORY: Mapping[str, Callable[[Sequence[Endpoint]], str]] = {
    "table": render_table,
    "json": render_inventory_json,
    "csv": render_csv,
    "html": render_html,
}
