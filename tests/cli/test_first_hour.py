"""The first hour: what init writes, what completes, and whether the help and the README say what is."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml
from running import Checkout, Run, ztlint_process

from ztlint.cli.app import app
from ztlint.config import configuration_schema

HOME = Path(__file__).parents[2]
WRITTEN = (".ztlint.toml", ".pre-commit-config.yaml", ".github/workflows/ztlint.yml")


def test_init_writes_three_files_that_hold(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("docs/README.md", "Pets\n")
    result = ztlint(checkout.root / "docs", "init")
    assert result.status == 0
    assert [line.split()[1] for line in result.out.splitlines() if line.startswith("written")] == list(
        WRITTEN
    )
    assert "ztlint baseline create" in result.out
    assert ztlint(checkout.root, "check", "--only", "secrets").status == 0
    shown = ztlint(checkout.root, "config", "show").out
    assert ".ztlint.toml)" in shown


def test_what_is_commented_out_in_the_configuration_is_right_too(checkout: Checkout, ztlint: Run) -> None:
    ztlint(checkout.root, "init")
    text = (checkout.root / ".ztlint.toml").read_text()
    full = re.sub(r"(?m)^# (?=\[\[|[a-z-]+ = )", "", text)
    data = tomllib.loads(full)
    assert {"exclude", "ignore", "baseline", "public", "waivers"} < data.keys()
    jsonschema.validate(data, configuration_schema())


def test_the_workflow_pins_commits_and_has_least_permissions(checkout: Checkout, ztlint: Run) -> None:
    ztlint(checkout.root, "init")
    text = (checkout.root / WRITTEN[2]).read_text()
    workflow: dict[Any, Any] = yaml.safe_load(text)
    job = workflow["jobs"]["ztlint"]
    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    uses = [step["uses"] for step in job["steps"] if "uses" in step]
    assert len(uses) == 2
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in uses)
    assert all("${{" not in step.get("run", "") for step in job["steps"])


def test_init_replaces_nothing_unasked_and_hooks_never(checkout: Checkout, ztlint: Run) -> None:
    for path in WRITTEN:
        checkout.write(path, "# mine\n")
    result = ztlint(checkout.root, "init")
    assert [(checkout.root / path).read_text() for path in WRITTEN] == ["# mine\n"] * 3
    assert result.out.count("kept") == 3
    assert "- id: ztlint" in result.out
    ztlint(checkout.root, "init", "--force")
    assert [(checkout.root / path).read_text() == "# mine\n" for path in WRITTEN] == [False, True, False]


def test_init_leaves_another_configuration_in_force(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("pyproject.toml", '[tool.ztlint]\nfail-on = "high"\n')
    ztlint(checkout.root, "init", "--force")
    assert not (checkout.root / ".ztlint.toml").exists()
    assert 'fail-on = "high"' in ztlint(checkout.root, "config", "show").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_the_commands(tmp_path: Path, ztlint: Run, shell: str) -> None:
    script = ztlint(tmp_path, "completion", shell).out
    assert "_ZTLINT_COMPLETE" in script
    asked = {"_ZTLINT_COMPLETE": f"{shell}_complete", "COMP_WORDS": "ztlint base", "COMP_CWORD": "1"}
    if shell == "fish":
        asked["COMP_CWORD"] = "base"
    assert "baseline" in ztlint_process(tmp_path, **asked).out


def commands(group: click.Group, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        here = (*words, name)
        found += commands(command, here) if isinstance(command, click.Group) else [(here, command)]
    return found


def documented() -> list[str]:
    """Lines that start with ztlint in the README, the pages and the help."""
    pages = [HOME / "README.md", *(HOME / "docs").glob("*.md")]
    texts = [page.read_text() for page in pages]
    texts += [command.help or "" for _, command in commands(app)] + [app.help or ""]
    return [it for text in texts for it in re.findall(r"(?m)^ *(?:\$ )?(ztlint [a-z][^\n]*)$", text)]


def test_what_the_pages_show_is_understood() -> None:
    """Each command line is parsed, and nothing is run."""
    known = dict(commands(app))
    lines = documented()
    assert len(lines) > 15
    for line in lines:
        words = shlex.split(re.split(r"  +|  #| # | > ", line)[0])[1:]
        name = next((key for key in (tuple(words[:2]), tuple(words[:1])) if key in known), None)
        assert name is not None, line
        arguments = [word for word in words[len(name) :] if "…" not in word]
        with known[name].make_context("ztlint", arguments, resilient_parsing=False):
            pass


def test_every_command_and_option_says_what_it_does() -> None:
    for words, command in commands(app):
        assert len(command.help or "") > 30, words
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (words, option.name)
                assert option.help.endswith("."), (words, option.name)


def test_check_tells_its_exit_statuses_and_examples(tmp_path: Path, ztlint: Run) -> None:
    page = ztlint(tmp_path, "check", "--help").out
    for status in range(5):
        assert re.search(rf"(?m)^ +{status}  \w", page)
    assert page.count("\n    ztlint check") >= 6


def test_every_setting_is_on_the_configurations_page() -> None:
    page = (HOME / "docs" / "configuration.md").read_text()
    for key in configuration_schema()["properties"]:
        assert f"`{key}`" in page, key
