"""``ztlint config``: what is in force, and what may be written."""

import json
from pathlib import Path
from typing import Any

import click

from ztlint.cli.options import configuration_of, configured
from ztlint.config import Configuration, configuration_schema, policy_schema
from ztlint.engine.root import root_of
from ztlint.engine.settings import Scope
from ztlint.engine.settings_from import settings_from, under_policy


@click.group("config")
def command() -> None:
    """The configuration in force, and its schema."""


@command.command()
@configured
@click.pass_context
def show(context: click.Context, /, **options: Any) -> None:
    """Each setting, its value, and where that comes from; with a policy, what it overrules."""
    folder = Path.cwd()
    root = root_of((), folder)
    configuration = configuration_of(context, folder, root)
    for key in Configuration.__struct_fields__:
        if key not in ("path", "origins"):
            name = key.replace("_", "-")
            origin = configuration.origins.get(name, "default")
            click.echo(f"{name} = {_shown(getattr(configuration, key))}  ({origin})")
    if policy := options["policy"]:
        settings = under_policy(settings_from(configuration, Scope(), root), policy)
        click.echo(f"policy = {json.dumps(str(policy))}")
        for told in settings.overruled:
            click.echo(f"  overruled: {told}")


def _shown(value: Any) -> str:
    if isinstance(value, tuple) and value and not isinstance(value[0], (str, Path)):
        return f"{len(value)} entries"
    return json.dumps(value, default=str)


@command.command()
@click.option("--of-policy", is_flag=True, help="The schema of policies instead.")
def schema(*, of_policy: bool) -> None:
    """The JSON schema of configuration files, for editors."""
    click.echo(json.dumps(policy_schema() if of_policy else configuration_schema(), indent=2))
