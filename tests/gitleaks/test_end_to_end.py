"""The files of gitleaks in a run: what they add, what they take away in sight, and what they can't."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Run, write

from ztlint.core import Evidence
from ztlint.engine.gitleaks import with_gitleaks
from ztlint.engine.packs import load_rules
from ztlint.gitleaks import Criteria, read_config
from ztlint.scanners.secrets import any_of, criteria_in
from ztlint.scanners.secrets.allowed import content_met

KEY = "q7w2e9r4t1" + "y6u3i8o5p0"
OTHER = "z7w2e9r4t1" + "y6u3i8o5p1"
GITHUB = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0cF2i4k"
RULES = """\
title = "house"
[extend]
useDefault = true
[[rules]]
id = "acme-key"
description = "Acme key"
regex = '''(?i)acme[_-]key\\s*=\\s*"([a-z0-9]{20,40})"'''
keywords = ["acme"]
entropy = 3
"""


@pytest.fixture
def repository(checkout: Checkout) -> Checkout:
    checkout.write(".gitleaks.toml", RULES)
    checkout.write("a.py", f'acme_key = "{KEY}"\n')
    checkout.commit("first")
    return checkout


def report(repository: Checkout, ztlint: Run, *arguments: str) -> Any:
    result = ztlint(
        repository.root,
        "check",
        "--only",
        "secrets",
        "-o",
        "json",
        "--gitleaks-config",
        ".gitleaks.toml",
        *arguments,
    )
    return {**json.loads(result.out), "status": result.status}


def ids(told: Any) -> list[str]:
    return [finding["rule"] for finding in told["findings"]]


def reasons(told: Any) -> set[str]:
    return {waived["reason"] for waived in told["waived"]}


@pytest.mark.parametrize("mode", [(), ("--history",), ("--staged",)])
def test_its_rules_find_in_every_place(repository: Checkout, ztlint: Run, mode: tuple[str, ...]) -> None:
    repository.write("b.py", f'acme_key = "{OTHER}"\n')
    repository.git("add", "b.py")
    told = report(repository, ztlint, *mode)
    assert (set(ids(told)), told["status"]) == ({"gitleaks/acme-key"}, 1)
    assert KEY not in json.dumps(told)
    assert OTHER not in json.dumps(told)


def test_nothing_is_picked_up_by_itself(repository: Checkout, ztlint: Run) -> None:
    repository.write(".gitleaksignore", "a.py:acme-key:1\n")
    result = ztlint(repository.root, "check", "--only", "secrets")
    assert (result.status, "acme" in result.out) == (0, False)


ALLOWED = [
    pytest.param('paths = ["^a"]', True, id="a path"),
    pytest.param('stopwords = ["E9R4"]', True, id="a word"),
    pytest.param('regexes = ["^q7"]', True, id="the secret"),
    pytest.param('regexes = ["acme_key"]', False, id="the secret, not its match"),
    pytest.param('regexTarget = "match"\nregexes = ["acme_key"]', True, id="the match"),
    pytest.param('regexTarget = "line"\nregexes = ["acme.*"]', True, id="the line"),
    pytest.param('condition = "AND"\npaths = ["^a"]\nregexes = ["^x"]', False, id="both, of which one holds"),
    pytest.param('condition = "AND"\npaths = ["^a"]\nregexes = ["^q"]', True, id="both"),
    pytest.param('paths = ["^a"]\nregexes = ["^x"]', True, id="one of two"),
    pytest.param('targetRules = ["other"]\npaths = ["^a"]', False, id="for another rule"),
    pytest.param('targetRules = ["acme-key"]\npaths = ["^a"]', True, id="for this rule"),
]


@pytest.mark.parametrize(("allowlist", "allowed"), ALLOWED)
@pytest.mark.parametrize("place", ["[[allowlists]]", "[allowlist]"])
def test_what_an_allowlist_asks_for(allowlist: str, allowed: bool, place: str) -> None:
    """As the scanner and the engine ask it, without a run."""
    text = f"{RULES}\n{place}\n{allowlist}\n".encode()
    one = read_config("x.toml", lambda _: text).allowlists[0]
    line = f'# acme acme_key = "{KEY}"\n'.encode()
    start = line.index(b"acme_key")
    met = content_met([one], KEY.encode(), (start, len(line) - 1), line)
    content = criteria_in(Evidence("allowlist", " ".join(met)), 0)
    if one.paths and any_of(one.paths)(b"a.py"):
        content |= {Criteria.PATHS}
    assert (one.holds(content) and (not one.rules or "acme-key" in one.rules)) is allowed


def test_what_it_allows_is_waived(repository: Checkout, ztlint: Run) -> None:
    text = f'{RULES}\n[[allowlists]]\ndescription = "known"\nregexTarget = "line"\nregexes = ["acme.*"]\n'
    repository.write(".gitleaks.toml", text)
    told = report(repository, ztlint)
    assert (ids(told), reasons(told)) == ([], {"allowed by .gitleaks.toml, allowlist 1: known"})
    assert "allowlist" not in {fact["name"] for one in told["waived"] for fact in one["finding"]["evidence"]}


def test_it_allows_nothing_of_ours_unless_asked(repository: Checkout, ztlint: Run) -> None:
    repository.write("tests.py", f"token = '{GITHUB}'\n")
    repository.write(".gitleaks.toml", RULES + "[allowlist]\npaths = ['.*']\n")
    assert ids(report(repository, ztlint)) == ["ZTS001"]
    told = report(repository, ztlint, "--gitleaks-allowlists")
    assert (ids(told), len(told["waived"])) == ([], 2)


def test_its_rules_do_not_stand_in_for_ours(repository: Checkout, ztlint: Run) -> None:
    """A rule that matches all, and an allowlist for it, would hide the token."""
    repository.write("b.py", f"token = '{GITHUB}'\n")
    greedy = "[[rules]]\nid = 'all'\nregex = '''token.{0,200}'''\n[[rules.allowlists]]\nregexes = ['.']\n"
    repository.write(".gitleaks.toml", RULES + greedy)
    assert "ZTS001" in ids(report(repository, ztlint))


FAULTS = [
    pytest.param(
        "[[rules]]\nid = 'h'\nregex = '((a+)+)+b'\nkeywords=['a']", "rule h can match", id="too many ways"
    ),
    pytest.param("[[rules]]\nid = 'h'\nregex = '(?=a)'", "rule h has a group", id="not Go"),
    pytest.param("[[rules]]\nid = 'h'\npath = 'x'", "rule h looks at paths alone", id="a path"),
    pytest.param(
        "[[rules]]\nid = 'h'\nregex = 'a'\nsecretGroup = 2", "rule h has no group 2", id="no such group"
    ),
    pytest.param("[[rules]]\nid = 'h'\nregex = '.*'", "rule h has no keywords", id="no end"),
    pytest.param("[[rules]]\nregex = 'a'", "rule 2 has no id", id="no id"),
    pytest.param("[allowlist]\nregexes = ['(a']", "allowlist 1", id="an allowlist"),
    pytest.param("[allowlist]\npaths = 'a'", "'paths' has to be a list", id="a text for a list"),
    pytest.param(
        "[[rules]]\nid = 'h'\nregex = 'abc'\n[[rules.required]]\nid = 'no'", "requires no", id="no such rule"
    ),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS)
def test_what_can_not_run_is_told_and_the_others_run(tmp_path: Path, fault: str, told: str) -> None:
    file = write(tmp_path, "x.toml", f"{RULES}\n{fault}\n")
    rulebook = with_gitleaks(load_rules(), [file], tmp_path, allow=True)
    assert "gitleaks/acme-key" in rulebook.by_id
    assert [told in failure.reason for failure in rulebook.broken] == [True], rulebook.broken


def test_files_extend_one_another_within_the_repository(repository: Checkout, ztlint: Run) -> None:
    repository.write("base.toml", RULES.replace("acme-key", "base-key"))
    repository.write(
        ".gitleaks.toml", "[extend]\npath = 'base.toml'\n[[rules]]\nid = 'base-key'\nentropy = 2\n"
    )
    assert ids(report(repository, ztlint)) == ["gitleaks/base-key"]
    repository.write(".gitleaks.toml", "[extend]\npath = 'base.toml'\ndisabledRules = ['base-key']\n")
    assert ids(report(repository, ztlint)) == []
    for base in ("../../out.toml", ".gitleaks.toml", "none.toml"):
        repository.write(".gitleaks.toml", f"[extend]\npath = '{base}'\n")
        assert report(repository, ztlint)["status"] == 4


def test_a_rule_may_require_another_nearby(repository: Checkout, ztlint: Run) -> None:
    pair = "[[rules]]\nid = 'pair'\nregex = 'ID[0-9]{8}'\n[[rules.required]]\nid = 'half'\nwithinLines = 2\n"
    half = "[[rules]]\nid = 'half'\nregex = 'tok-[a-z0-9]{12}'\nskipReport = true\n"
    repository.write(".gitleaks.toml", pair + half)
    repository.write("near.txt", "ID58274610\n\ntok-k2j4h5g6f7d8\n")
    repository.write("far.txt", "ID58274611\n\n\n\ntok-k2j4h5g6f7d9\n")
    told = report(repository, ztlint)
    assert [(one["rule"], one["location"]["path"]) for one in told["findings"]] == [
        ("gitleaks/pair", "near.txt")
    ]
    assert "k2j4h5g6f7d8" not in json.dumps(told)


@pytest.mark.parametrize("commit", ["", "HEAD", "short"])
def test_listed_findings_are_waived_with_all_versions_of_the_file(
    repository: Checkout, ztlint: Run, commit: str
) -> None:
    head = repository.git("rev-parse", "HEAD").strip()
    entry = {"": "", "HEAD": f"{head}:", "short": f"{head[:7]}:"}[commit]
    repository.write("a.py", f'# moved\n\nacme_key = "{KEY}"\n')
    repository.commit("second")
    repository.write(".gitleaksignore", f"# accepted\n{entry}a.py:acme-key:1\n")
    told = report(repository, ztlint, "--history", "--gitleaks-ignore", ".gitleaksignore")
    assert (ids(told), reasons(told)) == ([], {"accepted by .gitleaksignore, line 2"})


def test_entries_that_accept_nothing_are_told(repository: Checkout, ztlint: Run) -> None:
    repository.write(".gitleaksignore", "a.py:other:1\nnope.py:acme-key:3\nrubbish\n")
    told = report(repository, ztlint, "--history", "--gitleaks-ignore", ".gitleaksignore")
    unused = [one["location"]["span"]["start_line"] for one in told["findings"] if one["rule"] == "ZTA913"]
    assert (unused, "gitleaks/acme-key" in ids(told)) == ([1, 2], True)
    assert [failure["line"] for failure in told["failures"]] == [3]


def test_the_configuration_names_the_files(repository: Checkout, ztlint: Run) -> None:
    repository.write(".gitleaksignore", "a.py:acme-key:1\n")
    repository.write(".ztlint.yaml", "gitleaks: .gitleaks.toml\ngitleaks-ignore: .gitleaksignore\n")
    result = ztlint(repository.root, "check", "--only", "secrets", "-o", "json")
    assert reasons(json.loads(result.out)) == {"accepted by .gitleaksignore, line 1"}
    repository.write(".ztlint.yaml", "gitleaks: ../gitleaks.toml\n")
    assert ztlint(repository.root, "check").status == 2


def test_a_hostile_file_does_not_hang_a_rule(repository: Checkout, ztlint: Run) -> None:
    repository.write("b.txt", "acme" + "acme_key = " * 20_000)
    began = time.monotonic()
    report(repository, ztlint)
    assert time.monotonic() - began < 60
