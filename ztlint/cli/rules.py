"""``ztlint rules``: the catalogue, one rule's page, and a pack's own examples."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ztlint.cli.options import configuration_of, packs_named
from ztlint.core import Failure, Kind, Rule
from ztlint.engine.examples import run_example, run_samples
from ztlint.engine.gitleaks import with_gitleaks
from ztlint.engine.packs import load_rules
from ztlint.engine.root import root_of
from ztlint.engine.rulesets import with_rulesets
from ztlint.engine.selection import rule_named
from ztlint.errors import RuleError, UsageError
from ztlint.reporters.escape import visible
from ztlint.reporters.rule_page import terminal_page
from ztlint.rulebook import Rulebook


@click.group("rules")
def command() -> None:
    """The rules: list them, read one, test a pack."""


@command.command("list")
@packs_named
@click.pass_context
def list_(context: click.Context, /, **_options: Any) -> None:
    """All rules, one a line: id, severity, name and title."""
    rulebook = _rulebook(context)
    for rule in rulebook.rules:
        click.echo(f"{rule.id}  {rule.severity.label:8}  {rule.name}: {rule.title}")
    _tell_broken(rulebook.broken)


@command.command()
@click.argument("rule")
@packs_named
@click.pass_context
def show(context: click.Context, /, rule: str, **_options: Any) -> None:
    """What RULE (an id or a name) finds, why that matters, and how to mend it."""
    click.echo(terminal_page(rule_named(_rulebook(context), rule)))


@command.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@packs_named
@click.pass_context
def test(context: click.Context, /, path: Path | None, **_options: Any) -> int:
    """Run the examples of all rules, or of those below PATH."""
    rulebook = _rulebook(context, path)
    rules = tuple(rule for rule in rulebook.rules if _lies_below(rulebook.files[rule.id], path))
    wrong = [text for rule in rules if rule.kind is not Kind.CODE for text in _wrong_examples(rule, rulebook)]
    wrong += run_samples(rules)
    for text in wrong:
        click.echo(text)
    count = sum(len(rule.examples) for rule in rules)
    click.echo(f"ztlint: {count} examples of {len(rules)} rules, {len(wrong)} wrong", err=True)
    _tell_broken([failure for failure in rulebook.broken if _lies_below(Path(failure.path), path)])
    return 1 if wrong else 0


def _rulebook(context: click.Context, path: Path | None = None) -> Rulebook:
    """Our rules, those of the configured packs, and those at ``path``."""
    if path is not None and not path.exists():
        raise UsageError(f"no such file or folder: {path}", "Check the spelling, and where you are.")
    folder = Path.cwd()
    root = root_of((), folder)
    configuration = configuration_of(context, folder, root)
    more = () if path is None else (path.parent if path.is_file() else path,)
    rulebook = with_rulesets(load_rules((*configuration.rules, *more)), configuration.spectral, root)
    return with_gitleaks(rulebook, configuration.gitleaks, root, allow=False)


def _lies_below(file: Path, path: Path | None) -> bool:
    return path is None or file.resolve().is_relative_to(path.resolve())


def _tell_broken(broken: Sequence[Failure]) -> None:
    """All of them, and then status 2."""
    for failure in broken[:-1]:
        click.echo(f"ztlint: {_told(failure)}. {failure.advice}", err=True)
    for failure in broken[-1:]:
        raise RuleError(_told(failure), failure.advice)


def _told(failure: Failure) -> str:
    return f"{visible(failure.path)}:{failure.line or 1}: {visible(failure.reason)}"


def _wrong_examples(rule: Rule, rulebook: Rulebook) -> list[str]:
    """An example that can't be read is as wrong as one that finds something else."""
    try:
        found = [(example, run_example(rule, example, rulebook)) for example in rule.examples]
    except RuleError as error:
        return [f"{error.message}. {error.advice}"]
    return [
        f"{rule.id} {rule.name}: '{example.name}': expected on lines {list(example.lines)}, found on {lines}"
        for example, lines in found
        if lines != list(example.lines)
    ]
