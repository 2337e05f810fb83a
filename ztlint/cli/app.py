"""The command group. Commands are loaded when called: ``ztlint --version`` needs none of them."""

from importlib import import_module

import click

from ztlint import __version__

_COMMANDS = {
    "check": "ztlint.cli.check",
    "config": "ztlint.cli.config",
    "diff": "ztlint.cli.diff",
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
    """
