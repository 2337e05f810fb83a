"""``ztlint check``: the main job."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from ztlint.cli.options import configuration_of, configured, output_option, rules_of
from ztlint.cli.output import Output, files_of, outputs_of, show, write_all
from ztlint.cli.progress import TerminalProgress
from ztlint.cli.rendering import reporters_of
from ztlint.core import Report
from ztlint.engine.pushed import pushed_range, pushed_refs
from ztlint.engine.root import absolute, root_of
from ztlint.engine.run import run
from ztlint.engine.settings import Mode, Scope, Settings
from ztlint.engine.settings_from import scope_of, settings_from, under_policy
from ztlint.errors import UsageError
from ztlint.reporters import (
    REPORTERS,
    closing_line,
    fixes_line,
    render_diff,
)
from ztlint.rulebook import Rulebook
from ztlint.sources.pushed import Pushed


@click.command("check", short_help="Find what is wrong, and report it.")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option("--staged", is_flag=True, help="Look at what git has staged, not at the working copy.")
@click.option("--history", is_flag=True, help="Look at every object of the repository's history as well.")
@click.option("--since", metavar="REV", help="With --history: only what is not reachable from REV.")
@click.option("--range", "revisions", metavar="A..B", help="Only the commits of a range.")
@click.option("--allow-nothing", is_flag=True, help="For hooks: nothing left to look at is status 0.")
@click.option("--ignored", is_flag=True, help="Look at files that git ignores as well.")
@click.option("--pushed", is_flag=True, help="Only the commits that pre-commit is about to push.")
@click.option("--pre-push", is_flag=True, help="Only what git's own pre-push hook says on standard input.")
@click.option("--remote", metavar="NAME", help="With --pre-push: the hook's first argument.")
@click.option(
    "--diff",
    metavar="REV",
    help="Count only findings that are new since this branch left REV, or lie on lines that it changed.",
)
@click.option("--no-cache", is_flag=True, help="Read objects again in which an earlier run found nothing.")
@click.option(
    "--fix", "fixing", is_flag=True, help="Change files where one fix is certain, and report what is left."
)
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes as a diff, and write nothing.")
@output_option(REPORTERS)
@click.option(
    "--report-suppressed",
    is_flag=True,
    help="Show also what was waived, what the baseline lists, and what is not in the change.",
)
@click.option(
    "--show-rejected",
    is_flag=True,
    help="List what looked like a password or key and was dropped, and why (text and json).",
)
@click.option("--sarif-category", metavar="NAME", help="Tells several SARIF uploads for one commit apart.")
@click.option("--color/--no-color", default=None, help="Default: on a terminal, unless NO_COLOR is set.")
@configured
@click.pass_context
def command(context: click.Context, /, **options: Any) -> int:
    """Find API definitions and secrets under PATH (default: here), and report what is wrong with them.

    No option is needed. What could not be looked at is told, and never passes for clean.

    \b
    Examples:
      ztlint check                           everything below this folder
      ztlint check api/openapi.yaml          one definition, and what it refers to
      ztlint check --staged                  what git has staged, as a hook before the commit
      ztlint check --diff origin/main        only what this branch brings
      ztlint check --history                 every object of the repository as well
      ztlint check -o text -o sarif=out.sarif --fail-on high
      ztlint check --fix --dry-run           the changes that are certain, as a diff

    \b
    Exit status:
      0  looked at everything, nothing at or above --fail-on
      1  findings at or above it
      2  wrong usage or configuration
      3  nothing to look at
      4  incomplete: something could not be looked at
    """  # noqa: D301 (click reads the mark)
    outputs = _outputs(options)
    folder = Path.cwd()
    given = options["paths"] or (Path(),)
    root = root_of(given, folder)
    start = folder if folder.is_relative_to(root) else root
    configuration = configuration_of(context, start, root)
    scope = replace(
        _scope(options),
        cache=not options["no_cache"],
        diff=options["diff"],
        may_be_nothing=options["allow_nothing"],
    )
    settings = settings_from(
        configuration,
        scope,
        root=root,
        paths=tuple(absolute(path, folder) for path in given),
        formats=frozenset(output.format for output in outputs),
    )
    settings = replace(settings, reports=files_of(outputs, folder), show_rejected=options["show_rejected"])
    settings = under_policy(settings, options["policy"])
    reporters = reporters_of(context, outputs)
    report = _report(settings, rules_of(configuration, root), options)
    write_all(outputs, report, reporters)
    click.echo(f"ztlint: {closing_line(report)}", err=True)
    return report.status


_INSTEAD = ("staged", "history", "since", "revisions", "ignored", "pushed")


def _scope(options: Mapping[str, Any]) -> Scope:
    pushed = _pushed(options)
    if pushed is not None:
        if any(options[name] for name in _INSTEAD):
            raise UsageError("--pre-push looks at what is pushed, and at nothing else", "Leave one out.")
        return Scope(Mode.RANGE, pushed=pushed)
    return scope_of(
        staged=options["staged"],
        history=options["history"],
        since=options["since"],
        revisions=pushed_range(os.environ) if options["pushed"] else options["revisions"],
        ignored=options["ignored"],
    )


def _pushed(options: Mapping[str, Any]) -> Pushed | None:
    """What git tells its hook on standard input."""
    if not options["pre_push"]:
        if options["remote"]:
            raise UsageError("--remote belongs to --pre-push, which is missing", "Add --pre-push.")
        return None
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("--pre-push reads what git tells its hook", "Call it from git's pre-push hook.")
    told = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    return pushed_refs(told, options["remote"] or "")


def _outputs(options: Mapping[str, Any]) -> tuple[Output, ...]:
    """A dry run shows its diff where the text would be."""
    if options["dry_run"] and not options["fixing"]:
        raise UsageError("--dry-run belongs to --fix, which is missing", "Add --fix.")
    for option in ("pushed", "pre_push"):
        if options["fixing"] and options[option]:
            flag = option.replace("_", "-")
            raise UsageError("--fix changes files of the working tree", f"Leave out --{flag}.")
    outputs = outputs_of(options["written"], tuple(REPORTERS))
    if not options["dry_run"]:
        return outputs
    if options["written"] and any(output.file is None for output in outputs):
        raise UsageError("the diff goes to standard output", "Write -o FORMAT=FILE for the report.")
    return tuple(output for output in outputs if output.file is not None)


def _report(settings: Settings, rulebook: Rulebook, options: Mapping[str, Any]) -> Report:
    """Of a run, after fixes if those were asked for."""
    progress = TerminalProgress()
    try:
        if not options["fixing"]:
            return run(settings, rulebook, progress)
        from ztlint.engine.fixing import fix  # noqa: PLC0415 - checks that only look need none of it

        done = fix(settings, rulebook, progress, dry_run=options["dry_run"])
    finally:
        progress.close()
    if done.changes:
        show(render_diff(done.changes))
    click.echo(f"ztlint: {fixes_line(done.fixes, done.files, dry_run=options['dry_run'])}", err=True)
    return done.report
