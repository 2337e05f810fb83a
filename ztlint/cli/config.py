"""``ztlint config``: what is in force, and what may be written."""

import json
from pathlib import Path
from typing import Any

import click

from ztlint.cli.options import configuration_of, configured
from ztlint.config import Configuration, configuration_schema
from ztlint.engine import root_of


@click.group("config")
def command() -> None:
    """The configuration in force, and its schema."""


@command.command()
@configured
@click.pass_context
def show(context: click.Context, /, **_options: Any) -> None:
    """Each setting, its value, and where that comes from."""
    folder = Path.cwd()
    configuration = configuration_of(context, folder, root_of((), folder))
    for key in Configuration.__slots__:
        if key not in ("path", "origins"):
            name = key.replace("_", "-")
            origin = configuration.origins.get(name, "default")
            click.echo(f"{name} = {_shown(getattr(configuration, key))}  ({origin})")


def _shown(value: Any) -> str:
    if isinstance(value, tuple) and value and not isinstance(value[0], (str, Path)):
        return f"{len(value)} entries"
    return json.dumps(value, default=str)


@command.command()
def schema() -> None:
    """The JSON schema of configuration files, for editors."""
    click.echo(json.dumps(configuration_schema(), indent=2))
