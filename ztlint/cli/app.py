"""The command group. Commands are loaded when called: ``ztlint --version`` needs none of them."""

from importlib import import_module

import click

from ztlint import __version__

_COMMANDS = {
    "baseline": "ztlint.cli.baseline",
    "check": "ztlint.cli.check",
    "completion": "ztlint.cli.completion",
    "config": "ztlint.cli.config",
    "diff": "ztlint.cli.diff",
    "init": "ztlint.cli.init",
    "inventory": "ztlint.cli.inventory",
    "rules": "ztlint.cli.rules",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - see above
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="ztlint %(version)s")
def app() -> None:
    """A security linter for API definitions and code: who may call what, what leaks, and what was not
    looked at.

    Start with `ztlint check`; it needs no configuration and no network. `ztlint init` writes a configuration,
    a hook and a workflow to begin with. Each command has its own --help.

    \b
    Examples:
      ztlint check                            find what is wrong below this folder
      ztlint rules show ZTA101                what a rule finds, why it matters, how to mend it
      ztlint baseline create                  accept what is there today, and see what is new from now on
      ztlint config show                      what is in force, and where it comes from
    """  # noqa: D301 (click reads the mark)
