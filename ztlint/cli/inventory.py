"""``ztlint inventory``: every endpoint, who may call it, and where it stands."""

from pathlib import Path
from typing import Any

import click

from ztlint.cli.options import configuration_of, configured, output_option, rules_of
from ztlint.cli.output import outputs_of, show, write_whole
from ztlint.core import Route
from ztlint.engine.inventory import take_inventory
from ztlint.engine.root import absolute, root_of
from ztlint.engine.settings import Scope
from ztlint.engine.settings_from import settings_from, under_policy
from ztlint.errors import UsageError
from ztlint.reporters.inventory import INVENTORY, inventory_lines
from ztlint.routes.lock import render_lock
from ztlint.routes.noir import MAX_SIZE, read_noir


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
    settings = under_policy(settings, options["policy"])
    found = take_inventory(
        settings,
        rules_of(configuration, root),
        tuple(route for path in options["noir"] for route in _noir(path)),
    )
    for output in outputs:
        text = INVENTORY[output.format](found.endpoints)
        if output.file is None:
            show(text)
        else:
            write_whole(output.file, text)
    if options["lock"] is not None:
        write_whole(options["lock"], render_lock(found.routes.routes))
    for line in inventory_lines(
        found.endpoints, found.routes, found.definitions, found.skipped, found.failures
    ):
        click.echo(f"ztlint: {line}", err=True)
    return found.status(allow_incomplete=settings.allow_incomplete)


def _noir(path: Path) -> tuple[Route, ...]:
    try:
        with path.open("rb") as file:
            return read_noir(file.read(MAX_SIZE + 1), str(path))
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}", "Check the path.") from None
