"""``ztlint inventory``: every endpoint, who may call it, and where it stands."""

from pathlib import Path
from typing import Any

import click

from ztlint.cli.options import configuration_of, configured, output_option
from ztlint.cli.output import outputs_of, show, write_whole
from ztlint.core import Failure, Route
from ztlint.engine.inventory import take_inventory
from ztlint.engine.packs import load_rules
from ztlint.engine.root import absolute, root_of
from ztlint.engine.settings import Scope
from ztlint.engine.settings_from import settings_from
from ztlint.errors import UsageError
from ztlint.reporters.escape import visible
from ztlint.reporters.inventory import INVENTORY
from ztlint.routes.lock import render_lock
from ztlint.routes.noir import MAX_SIZE, read_noir

_INCOMPLETE, _NOTHING = 4, 3


@click.command("inventory")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@output_option(INVENTORY, default="table")
@click.option(
    "--write",
    "lock",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the routes of the code, one a line, for check and diff to compare with: routes.lock.",
)
@click.option(
    "--routes",
    "noir",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Routes that OWASP Noir found, as JSON; may be repeated.",
)
@configured
@click.pass_context
def command(context: click.Context, /, **options: Any) -> int:
    """List every endpoint under PATH (default: here): what guards it in the code, what its definition asks
    for, and where the two differ.
    """
    outputs = outputs_of(options["written"] or ("table",), tuple(INVENTORY))
    folder = Path.cwd()
    given = options["paths"] or (Path(),)
    root = root_of(given, folder)
    start = folder if folder.is_relative_to(root) else root
    configuration = configuration_of(context, start, root)
    paths = tuple(absolute(path, folder) for path in given)
    settings = settings_from(configuration, Scope(), root=root, paths=paths)
    found = take_inventory(
        settings, load_rules(), tuple(route for path in options["noir"] for route in _noir(path))
    )
    for output in outputs:
        text = INVENTORY[output.format](found.endpoints)
        if output.file is None:
            show(text)
        else:
            write_whole(output.file, text)
    if options["lock"] is not None:
        write_whole(options["lock"], render_lock(found.routes.routes))
    for failure in found.failures:
        click.echo(f"ztlint: {_told(failure)}", err=True)
    untold = "".join(f"; {one.count} {one.noun}s not told ({one.reason})" for one in found.skipped)
    count = (
        f"{len(found.endpoints)} endpoints, {len(found.routes.routes)} routes in {found.routes.files} files"
    )
    click.echo(f"ztlint: {count}, {found.definitions} API definitions{untold}", err=True)
    if found.failures and not settings.allow_incomplete:
        return _INCOMPLETE
    return 0 if found.endpoints else _NOTHING


def _noir(path: Path) -> tuple[Route, ...]:
    try:
        with path.open("rb") as file:
            return read_noir(file.read(MAX_SIZE + 1), str(path))
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}", "Check the path.") from None


def _told(failure: Failure) -> str:
    line = f":{failure.line}" if failure.line else ""
    return f"{visible(failure.path)}{line}: {visible(failure.reason)}. {failure.advice}"
