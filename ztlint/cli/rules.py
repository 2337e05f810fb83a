"""``ztlint rules``: the catalogue, one rule's page, and a pack's own examples."""

from pathlib import Path

import click

from ztlint.core import Rule
from ztlint.engine import rule_named, run_example
from ztlint.errors import UsageError
from ztlint.reporters.rule_page import terminal_page
from ztlint.rulebook import Rulebook, load_rulebook


@click.group("rules")
def command() -> None:
    """The rules: list them, read one, test a pack."""


@command.command("list")
def list_() -> None:
    """All rules, one a line: id, severity, name and title."""
    for rule in load_rulebook().rules:
        click.echo(f"{rule.id}  {rule.severity.label:8}  {rule.name}: {rule.title}")


@command.command()
@click.argument("rule")
def show(rule: str) -> None:
    """What RULE (an id or a name) finds, why that matters, and how to mend it."""
    click.echo(terminal_page(rule_named(load_rulebook(), rule)))


@command.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
def test(path: Path | None) -> int:
    """Run the examples of all rules, or of those below PATH."""
    rulebook, rules = _pack(path)
    wrong = [text for rule in rules for text in _wrong_examples(rule, rulebook)]
    for text in wrong:
        click.echo(text)
    count = sum(len(rule.examples) for rule in rules)
    click.echo(f"ztlint: {count} examples of {len(rules)} rules, {len(wrong)} wrong", err=True)
    return 1 if wrong else 0


def _pack(path: Path | None) -> tuple[Rulebook, tuple[Rule, ...]]:
    """The rules below a folder, or the one of a file with those beside it."""
    if path is not None and not path.exists():
        raise UsageError(f"no such file or folder: {path}", "Check the spelling, and where you are.")
    rulebook = load_rulebook(path.parent if path and path.is_file() else path)
    rules = rulebook.rules
    if path is not None and path.is_file():
        rules = tuple(rule for rule in rules if rule.name == path.stem)
    if not rules:
        raise UsageError(f"{path} holds no rule", "A rule is a .yaml file; see docs/writing-rules.md.")
    return rulebook, rules


def _wrong_examples(rule: Rule, rulebook: Rulebook) -> list[str]:
    found = [(example, run_example(rule, example, rulebook)) for example in rule.examples]
    return [
        f"{rule.id} {rule.name}: '{example.name}': expected on lines {list(example.lines)}, found on {lines}"
        for example, lines in found
        if lines != list(example.lines)
    ]
