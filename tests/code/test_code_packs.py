"""Code rules of strangers: only what searches gets to semgrep."""

from pathlib import Path

import pytest
from packs import PYTHON, SAMPLE, make_pack, rule_text
from running import Checkout, Run, write

from ztlint.engine.packs import load_rules
from ztlint.rulebook import load_rulebook, rules_folder


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PYTHON + "    fix: x\n", "rules/0/fix: this key is not known"),
        (PYTHON + "    fix-regex: { regex: a, replacement: b }\n", "rules/0/fix-regex: this key"),
        (PYTHON + "    metadata: { a: b }\n", "rules/0/metadata: this key is not known"),
        (PYTHON + "    mode: join\n", "rules/0/mode: not one of search, taint"),
        (PYTHON + "    mode: extract\n", "rules/0/mode: not one of"),
        (PYTHON + "    r2c-internal-project-depends-on: { namespace: pypi }\n", "this key is not known"),
        (PYTHON + "    validators: [{ http: { request: {} } }]\n", "rules/0/validators: this key"),
        (PYTHON + "    dependencies: []\n", "this key is not known"),
        (PYTHON.replace("[python]", "[python, generic]"), "'generic' does not belong into python/"),
        (PYTHON.replace("id: unverified", "id: other"), "has to be 'unverified'"),
        (PYTHON.replace("pattern: ", "pattern-where-python: "), "this key is not known"),
        (PYTHON + PYTHON.removeprefix("rules:\n"), "stands twice"),
        ("rules: []\n", "rules:"),
        (PYTHON + "    options: { interfile: true }\n", "rules/0/options"),
    ],
)
def test_what_does_more_than_search_is_refused(tmp_path: Path, text: str, told: str) -> None:
    pack = make_pack(tmp_path, semgrep=text)
    (broken,) = load_rules([pack]).broken
    assert told in broken.reason, broken.reason
    assert broken.path.endswith("python/unverified.yaml")


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            "transport/unverified.yaml",
            rule_text(languages="python, go"),
            "there is no file go/unverified.yaml",
        ),
        ("python/unverified.py", None, "has no sample beside it"),
        ("python/unverified.py", "x = 1\n", "has no line with `ruleid: unverified`"),
        ("python/unverified.py", SAMPLE.replace("# ok", "# fine"), "has no line with `ok:`"),
        ("python/other.yaml", PYTHON.replace("unverified", "other"), "no code rule called other has python"),
    ],
)
def test_a_rule_its_patterns_and_samples_belong_together(
    tmp_path: Path, path: str, text: str | None, told: str
) -> None:
    pack = make_pack(tmp_path)
    if text is None:
        (pack / path).unlink()
    else:
        write(pack, path, text)
    (broken,) = load_rules([pack]).broken
    assert told in broken.reason, broken.reason


def test_options_of_profiles_and_our_own_ids_are_refused(tmp_path: Path) -> None:
    for more, id_, told in (
        ("profiles: { strict: { most: 1 } }\n", "HOUSE137", "code rules have no options"),
        ("", "ZTC999", "is reserved"),
        ("examples: []\n", "HOUSE137", "samples"),
    ):
        (broken,) = load_rules([make_pack(tmp_path, id=id_, more=more)]).broken
        assert told in broken.reason, broken.reason


def test_a_folder_called_like_a_language_may_hold_rules_of_other_kinds(tmp_path: Path) -> None:
    some = next((rules_folder() / "secrets" / "github").glob("*.yaml"))
    write(tmp_path / "rules", f"python/{some.name}", some.read_bytes())
    assert [rule.name for rule in load_rulebook(tmp_path / "rules").rules] == [some.stem]


def test_samples_are_the_examples_of_a_rule(checkout: Checkout, ztlint: Run, tmp_path: Path) -> None:
    pack = make_pack(tmp_path, languages="python, go")
    shown = ztlint(checkout.root, "rules", "show", "HOUSE137", "--rules", str(pack)).out
    for line in ("Found, and not found: Python", "# found:", "Found, and not found: Go", "// not found:"):
        assert line in shown
    assert "ruleid" not in shown
    (rule,) = [rule for rule in load_rulebook(packs=[pack]).rules if rule.id == "HOUSE137"]
    assert [(example.name, example.lines) for example in rule.examples] == [("Python", (4,)), ("Go", (6,))]
    assert rule.profiles.keys() == {"default", "strict", "fapi2", "compat-owasp"}
