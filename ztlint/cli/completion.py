"""``ztlint completion``: completion for a shell."""

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Completion for a shell.")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print what makes SHELL complete ztlint's commands and options.

    \b
    Examples:
      ztlint completion bash > ~/.local/share/bash-completion/completions/ztlint
      ztlint completion zsh > "${fpath[1]}/_ztlint"
      ztlint completion fish > ~/.config/fish/completions/ztlint.fish
    """  # noqa: D301 (click reads the mark)
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - for this command only

    from ztlint.cli.app import app  # noqa: PLC0415 - which loads this module

    of_shell = get_completion_class(shell)
    if of_shell is not None:
        template = of_shell.source_template
        names = of_shell(app, {}, "ztlint", "_ZTLINT_COMPLETE").source_vars()
        click.echo(template % names)
