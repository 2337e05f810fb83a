"""All packaged code rules: right about their samples, and complete."""

import sys
from pathlib import Path

import pytest
from packs import real_program

from ztlint.core import Kind
from ztlint.rulebook import LANGUAGES, load_rulebook, rules_folder
from ztlint.scanners import code

RULES = load_rulebook().of_kind(Kind.CODE)


@pytest.mark.skipif(not real_program().exists(), reason="semgrep is not installed beside Python")
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_sample_yields_its_marked_lines_and_no_other(language: str) -> None:
    rules = [rule for rule in RULES if language in rule.body["semgrep"]]
    if not rules:
        pytest.skip(f"no rule is about {language}")
    program = code.find_program()
    assert program is not None
    assert program.parent == Path(sys.executable).parent
    assert list(code.wrong_samples(rules, program, [language])) == []


def test_no_file_is_left_over() -> None:
    """A semgrep file or sample that no rule names would be run by nobody."""
    named = {f"{language}/{rule.name}" for rule in RULES for language in rule.body["match"]["semgrep"]}
    found = {
        f"{path.parent.name}/{path.stem}"
        for language in LANGUAGES
        for path in (rules_folder() / "code" / language).glob("*")
    }
    assert found == named
