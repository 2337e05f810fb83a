"""``ztlint init``: a configuration, a hook and a workflow to begin with."""

from pathlib import Path

import click

from ztlint.cli.output import write_whole
from ztlint.config import beginnings
from ztlint.engine.root import root_of


@click.command("init", short_help="Write files to begin with.")
@click.option("--force", is_flag=True, help="Replace a configuration and a workflow that are there.")
def command(*, force: bool) -> None:
    """Write .ztlint.toml, an entry for pre-commit and a workflow for GitHub into this repository.

    Asks nothing, and replaces nothing without --force. The files are commented; change them as you like.
    """
    root = root_of((), Path.cwd())
    for beginning in beginnings(root, force=force):
        if beginning.instead:
            click.echo(f"kept     {beginning.path}: {beginning.instead}")
            continue
        (root / beginning.path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / beginning.path, beginning.text)
        click.echo(f"written  {beginning.path}")
    click.echo("")
    click.echo("Next:")
    click.echo("  ztlint check             what is there today")
    click.echo("  ztlint baseline create   accept it for now, so that only new findings count")
    click.echo("  pre-commit install       run the hooks before each commit and push")
