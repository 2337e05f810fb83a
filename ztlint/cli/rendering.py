"""What the command line and the environment tell the reporters."""

import datetime as dt
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import click
from click.core import ParameterSource

from ztlint.cli.output import Output
from ztlint.core import Report
from ztlint.errors import UsageError
from ztlint.reporters import (
    REPORTERS,
    render_gitlab_sast,
    render_gitlab_secrets,
    render_markdown,
    render_sarif,
    render_text,
)

_ONLY_SHOWN = frozenset({"written", "sarif_category", "color", "report_suppressed"})
"""Parameters that change how things look, and nothing of what is found."""


def reporters_of(context: click.Context, outputs: Iterable[Output]) -> Mapping[str, Callable[[Report], str]]:
    """Those that are asked for, with their options."""
    formats = {output.format for output in outputs}
    options = context.params
    made: dict[str, Callable[[], Callable[[Report], str]]] = {
        "text": lambda: _text(options["color"], accepted=bool(options.get("report_suppressed"))),
        "sarif": lambda: partial(
            render_sarif,
            category=options["sarif_category"],
            history=_history(context),
            accepted=bool(options.get("report_suppressed")),
            say=_say,
        ),
        "markdown": lambda: partial(render_markdown, command=_command(context)),
        "gitlab-sast": lambda: partial(render_gitlab_sast, moment=moment(os.environ)),
        "gitlab-secrets": lambda: partial(render_gitlab_secrets, moment=moment(os.environ)),
    }
    return {name: made[name]() if name in made else REPORTERS[name] for name in formats}


def _text(asked: bool | None, *, accepted: bool) -> Callable[[Report], str]:  # noqa: FBT001 - three states
    """Logs of pipelines show colours, but links only terminals."""
    color = _wants_color(asked)
    return partial(render_text, color=color, links=color and sys.stdout.isatty(), accepted=accepted)


def _wants_color(asked: bool | None) -> bool:  # noqa: FBT001 - see _text
    """https://no-color.org and https://force-color.org: set and not empty."""
    if asked is not None:
        return asked
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _history(context: click.Context) -> str:
    """Some commits alone are another category: there they would close what the whole history holds."""
    whole = context.params.get("history") and not context.params.get("since")
    return "history" if whole else "commits"


def _say(text: str) -> None:
    click.echo(f"ztlint: sarif: {text}", err=True)


def moment(environment: Mapping[str, str]) -> str | None:
    """https://reproducible-builds.org/specs/source-date-epoch. Raises UsageError where it is no time."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            "SOURCE_DATE_EPOCH is no number of seconds since 1970", "Correct it, or unset it."
        ) from None


def _command(context: click.Context) -> str:
    """What was typed, but for how it is shown. Names of files may be anything, a secret too."""
    from ztlint.engine.hush import hushed_words  # noqa: PLC0415 - for this one format
    from ztlint.rulebook import load_rulebook  # noqa: PLC0415

    words = ["ztlint", context.command.name or "check", *_typed(context)]
    return hushed_words(shlex.join(words), load_rulebook())


def _typed(context: click.Context) -> Iterator[str]:
    """Options first, then paths."""
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if not given or name in _ONLY_SHOWN or not isinstance(parameter, click.Option):
            continue
        value = context.params[name]
        if parameter.is_flag:
            yield (parameter.opts if value else parameter.secondary_opts)[0]
        else:
            for one in value if parameter.multiple else (value,):
                text = ",".join(one) if isinstance(one, tuple) else str(one)
                yield from (parameter.opts[0], text)
    named = context.params.get("paths") or (context.params.get("base"), context.params.get("head"))
    paths = [str(path) for path in named if path is not None]
    yield from ["--", *paths] if any(path.startswith("-") for path in paths) else paths
