"""``ztlint diff``: what became weaker between two revisions."""

from pathlib import Path
from typing import Any

import click

from ztlint.cli.options import configuration_of, configured, output_option, rules_of
from ztlint.cli.output import outputs_of, write_all
from ztlint.cli.rendering import reporters_of
from ztlint.engine.revisions import compare_revisions
from ztlint.engine.root import root_of
from ztlint.engine.settings import Scope
from ztlint.engine.settings_from import settings_from, under_policy
from ztlint.reporters import REPORTERS, closing_line


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@output_option(REPORTERS)
@click.option("--sarif-category", metavar="NAME", help="Tells several SARIF uploads for one commit apart.")
@click.option("--color/--no-color", default=None, help="Default: on a terminal, unless NO_COLOR is set.")
@configured
@click.pass_context
def command(context: click.Context, /, **options: Any) -> int:
    """What asks less of callers in HEAD (default: the working tree) than in BASE. Both are revisions, or both
    are files.
    """
    outputs = outputs_of(options["written"], tuple(REPORTERS))
    folder = Path.cwd()
    root = root_of((), folder)
    configuration = configuration_of(context, folder, root)
    formats = frozenset(output.format for output in outputs)
    settings = settings_from(configuration, Scope(), root=root, formats=formats)
    settings = under_policy(settings, options["policy"])
    rulebook = rules_of(configuration, root)
    reporters = reporters_of(context, outputs)
    report = compare_revisions(settings, rulebook, options["base"], options["head"], folder)
    write_all(outputs, report, reporters)
    click.echo(f"ztlint: {closing_line(report)}", err=True)
    return report.status
