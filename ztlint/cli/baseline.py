"""``ztlint baseline``: accept what is there today, and take out what is fixed."""

from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from ztlint.baseline import NAME
from ztlint.cli.options import configuration_of, configured, rules_of
from ztlint.cli.output import write_whole
from ztlint.cli.progress import TerminalProgress
from ztlint.config import Configuration
from ztlint.core import Report
from ztlint.engine.baselining import create_baseline, prune_baseline
from ztlint.engine.root import absolute, root_of
from ztlint.engine.settings import Settings
from ztlint.engine.settings_from import read_baseline, scope_of, settings_from, under_policy
from ztlint.errors import UsageError
from ztlint.reporters import coverage_line, plural, render_text, status_line

_INCOMPLETE = 4


@click.group("baseline", short_help="Accept what is there already.")
def command() -> None:
    """Findings that are there already: list them in a file, so that only new ones count.

    \b
    Examples:
      ztlint baseline create                  write .ztlint-baseline
      ztlint check --baseline .ztlint-baseline
      ztlint baseline prune                   take out what is fixed
    """  # noqa: D301 (click reads the mark)


@command.command()
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option("-o", "file", metavar="FILE", type=click.Path(path_type=Path), help=f"Default: {NAME}.")
@click.option("--force", is_flag=True, help="Replace a baseline that is there: all that is new is accepted.")
@click.option("--history", is_flag=True, help="Accept what only the history has as well.")
@configured
@click.pass_context
def create(context: click.Context, /, **options: Any) -> int:
    """Write a baseline of all findings of today.

    It holds no secret, no line number and no date, so it changes only where findings come and go. Commit it.
    """
    root, configuration = _surroundings(context, options["paths"])
    file = options["file"] or configuration.baseline or root / NAME
    keys = read_baseline(file).keys if file.exists() and _may_replace(file, options) else ()
    settings = _settings(context, root, configuration)
    progress = TerminalProgress()
    made = create_baseline(settings, rules_of(configuration, root), progress, keys)
    progress.close()
    write_whole(file, made.text)
    click.echo(
        f"ztlint: {file}: {plural(made.entries, 'finding')} accepted; {coverage_line(made.report)}", err=True
    )
    if made.left_out:
        click.echo(f"ztlint: {plural(made.left_out, 'finding')} left out: the policy forbids it", err=True)
    if configuration.baseline is None:
        click.echo(
            f'ztlint: next: write baseline = "{file.name}" into the configuration, and \'{file.name} '
            "merge=union' into .gitattributes",
            err=True,
        )
    return _told_incomplete(made.report, settings)


@command.command(short_help="Take out what is fixed.")
@click.option("--history", is_flag=True, help="Judge entries about the history as well.")
@configured
@click.pass_context
def prune(context: click.Context, /, **_options: Any) -> int:
    """Take the entries out of the baseline that match nothing any more.

    Only a run over everything can tell, so it takes no paths, and changes nothing where something could not
    be looked at.
    """
    root, configuration = _surroundings(context, ())
    file = configuration.baseline or root / NAME
    settings = _settings(context, root, configuration, file)
    progress = TerminalProgress()
    made = prune_baseline(settings, rules_of(configuration, root), progress)
    progress.close()
    if isinstance(made, Report):
        click.echo(render_text(made), nl=False)
        click.echo(f"ztlint: {file} was not changed: {status_line(made)}", err=True)
        return _INCOMPLETE
    if made.left_out:
        write_whole(file, made.text)
    told = f"{plural(made.left_out, 'entry', 'entries')} removed, {made.entries} left"
    click.echo(f"ztlint: {file}: {told}; {coverage_line(made.report)}", err=True)
    return 0


def _may_replace(file: Path, options: dict[str, Any]) -> bool:
    if not options["force"]:
        advice = "`ztlint baseline prune` takes out what is fixed; --force accepts all that is new."
        raise UsageError(f"{file} is there already", advice)
    return True


def _surroundings(context: click.Context, paths: tuple[Path, ...]) -> tuple[Path, Configuration]:
    folder = Path.cwd()
    root = root_of(paths or (Path(),), folder)
    start = folder if folder.is_relative_to(root) else root
    return root, configuration_of(context, start, root)


def _settings(
    context: click.Context, root: Path, configuration: Configuration, file: Path | None = None
) -> Settings:
    """For ``prune`` with the baseline that it is about; ``create`` needs none."""
    options = context.params
    scope = scope_of(staged=False, history=options["history"], since=None, revisions=None)
    paths = tuple(absolute(path, Path.cwd()) for path in options.get("paths") or (root,))
    settings = settings_from(replace(configuration, baseline=file), scope, root=root, paths=paths)
    return under_policy(settings, options["policy"])


def _told_incomplete(report: Report, settings: Settings) -> int:
    if not report.failures:
        return 0
    click.echo(render_text(replace(report, findings=())), nl=False)
    click.echo("ztlint: what could not be looked at is not in the baseline", err=True)
    return 0 if settings.allow_incomplete else _INCOMPLETE
