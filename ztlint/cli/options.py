"""Options that several commands take, and what the command line and the environment say through them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from ztlint.config import Configuration, configure, nearest
from ztlint.core import PROFILES, Kind
from ztlint.engine.gitleaks import with_gitleaks
from ztlint.engine.packs import load_rules
from ztlint.engine.rulesets import with_rulesets
from ztlint.rulebook import Rulebook

F = TypeVar("F", bound=Callable[..., Any])

KINDS = tuple(str(kind) for kind in Kind)


class Names(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on
    """Names separated by commas, of a closed set where ``known`` is given."""

    name = "name,…"

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.known = known

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        names = tuple(part.strip() for part in str(value).split(",") if part.strip())
        for name in names:
            if self.known and name not in self.known:
                meant = nearest(name, self.known)
                hint = f"did you mean '{meant}'?" if meant else f"known are {', '.join(self.known)}."
                self.fail(f"'{name}' is unknown; {hint}", param, ctx)
        return names


def _names(flag: str, text: str, known: Sequence[str] = ()) -> Callable[[F], F]:
    variable = "ZTLINT_" + flag.upper()
    return click.option(f"--{flag}", type=Names(known), multiple=True, envvar=variable, help=text)


_CONFIGURED = (
    _names("only", "Scan for these kinds: " + ", ".join(KINDS) + ".", KINDS),
    _names("skip", "Scan for all kinds but these.", KINDS),
    _names("select", "Evaluate these rules: ids, names or tags."),
    _names("ignore", "Leave these rules out: ids, names or tags."),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        envvar="ZTLINT_EXCLUDE",
        help="Leave these paths out, as .gitignore would.",
    ),
    click.option(
        "--overlay",
        "overlays",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help="Check definitions as this OpenAPI Overlay makes them; may be repeated, in order.",
    ),
    click.option(
        "--gitleaks-ignore",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Count what this .gitleaksignore lists as waived.",
    ),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        envvar="ZTLINT_BASELINE",
        help="Findings that this baseline lists do not count.",
    ),
    click.option(
        "--policy",
        type=click.Path(path_type=Path),
        metavar="FILE",
        envvar="ZTLINT_POLICY",
        help="What must hold whatever the repository says; a file outside of it.",
    ),
    click.option(
        "--profile",
        type=click.Choice(PROFILES),
        envvar="ZTLINT_PROFILE",
        help="A named choice of rules.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["low", "medium", "high", "critical"]),
        envvar="ZTLINT_FAIL_ON",
        help="The lowest severity that ends in status 1. Default: low.",
    ),
    click.option(
        "--test-code/--no-test-code",
        default=None,
        envvar="ZTLINT_TEST_CODE",
        help="Code rules look at tests as well.",
    ),
    click.option(
        "--allow-incomplete/--no-allow-incomplete",
        default=None,
        envvar="ZTLINT_ALLOW_INCOMPLETE",
        help="What could not be looked at is a warning, not status 4.",
    ),
)

_WHICH_RULES = (
    click.option(
        "--rules",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="DIR",
        envvar="ZTLINT_RULES",
        help="A folder of rules of your own, beside the packaged ones; may be repeated.",
    ),
    click.option(
        "--spectral",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        envvar="ZTLINT_SPECTRAL",
        help="A ruleset in Spectral's format, beside the other rules; may be repeated.",
    ),
    click.option(
        "--gitleaks-config",
        "gitleaks",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        envvar="ZTLINT_GITLEAKS",
        help="A configuration of gitleaks, whose rules run beside the others; may be repeated.",
    ),
    click.option(
        "--gitleaks-allowlists/--no-gitleaks-allowlists",
        default=None,
        help="What it allows for all rules holds for ours too, and is counted as waived.",
    ),
    click.option(
        "--config",
        "chosen",
        type=click.Path(path_type=Path),
        envvar="ZTLINT_CONFIG",
        help="The configuration file, instead of the nearest one.",
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
)


def output_option(formats: Iterable[str], default: str = "text") -> Callable[[F], F]:
    """``-o``, as ``outputs_of`` reads it."""
    return click.option(
        "--output",
        "-o",
        "written",
        multiple=True,
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(formats)}; may be repeated. Default: {default}.",
    )


def configured(function: F) -> F:
    """All options that a configuration file could answer as well."""
    return _decorated(function, (*_CONFIGURED, *_WHICH_RULES))


def packs_named(function: F) -> F:
    """The options that say which rules there are."""
    return _decorated(function, _WHICH_RULES)


def _decorated(function: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        function = option(function)
    return function


def configuration_of(context: click.Context, start: Path, root: Path) -> Configuration:
    """The configuration in force: command line over environment over file."""
    parameters = context.params
    return configure(
        _given(context), start=start, root=root, chosen=parameters["chosen"], isolated=parameters["isolated"]
    )


def _given(context: click.Context) -> dict[str, tuple[Any, str]]:
    """What the command line and the environment say, each with its origin."""
    given: dict[str, tuple[Any, str]] = {}
    for option in context.command.params:
        name = option.name or ""
        if name not in Configuration.__struct_fields__ or not isinstance(option, click.Option):
            continue
        value = context.params[name]
        if isinstance(getattr(option, "type", None), Names):
            value = tuple(part for names in value for part in names)
        origin = {
            ParameterSource.COMMANDLINE: option.opts[0],
            ParameterSource.ENVIRONMENT: str(option.envvar),
        }.get(context.get_parameter_source(name) or ParameterSource.DEFAULT)
        if origin:
            given[name.replace("_", "-")] = (value, origin)
    return given


def rules_of(configuration: Configuration, root: Path) -> Rulebook:
    """Ours, and those that the configuration names."""
    rulebook = with_rulesets(load_rules(configuration.rules, root), configuration.spectral, root)
    return with_gitleaks(rulebook, configuration.gitleaks, root, allow=configuration.gitleaks_allowlists)
