"""Rule files to rules: none of ours is broken, and what is cached is what was read."""

import os
from pathlib import Path

import pytest
from running import write

from ztlint.rulebook import LANGUAGES, load_rulebook, rules_folder
from ztlint.rulebook import load as loading

RULE = """\
id: {id}
kind: openapi
title: Server without TLS
severity: high
confidence: high
message: Operations are served over plain http
why: Because everybody on the way can read along and change what is sent.
fix: Serve it over https, and redirect what still comes over http.
given: servers
then: {{check: cleartext-server}}
examples: [{{name: a, bad: "a # finding"}}, {{name: b, good: b}}]
"""


def test_none_of_our_rules_is_broken() -> None:
    rulebook = load_rulebook()
    assert rulebook.broken == ()
    rules = [path for path in rules_folder().rglob("*.yaml") if path.parent.name not in LANGUAGES]
    assert len(rulebook.rules) == len(rules)


def test_ours_are_read_again_when_one_of_them_was_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = write(tmp_path, "openapi/a.yaml", RULE.format(id="ZTA001"))
    monkeypatch.setattr(loading, "rules_folder", lambda: tmp_path)
    first = load_rulebook()
    with monkeypatch.context() as context:
        context.setattr(loading, "rule_files", None)
        assert load_rulebook() == first
    state = place.stat()
    place.write_text(RULE.format(id="ZTA002"))  # of the same length, and said to be as old
    os.utime(place, ns=(state.st_atime_ns, state.st_mtime_ns))
    second = load_rulebook()
    assert [rule.id for rule in second.rules] == ["ZTA002"]
    assert second.digest != first.digest


def test_a_broken_rule_of_ours_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "openapi/a.yaml", RULE.format(id="ZTA001"))
    write(tmp_path, "openapi/b.yaml", RULE.format(id="ZTA002").replace("given", "gven"))
    for _ in range(2):  # read, then from the cache
        rulebook = load_rulebook(tmp_path)
        assert [rule.id for rule in rulebook.rules] == ["ZTA001"]
        assert [(failure.line, "Did you mean 'given'?") for failure in rulebook.broken] == [
            (9, rulebook.broken[0].advice)
        ]
        assert rulebook.unloaded.keys() == {"b", "ZTA002"}


def test_the_second_load_reads_no_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "openapi/a.yaml", RULE.format(id="ZTA001"))
    first = load_rulebook(tmp_path)
    monkeypatch.setattr(loading, "read_rule", None)
    assert load_rulebook(tmp_path) == first


def test_a_pack_without_secrets_keeps_the_compiled_patterns(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", RULE.format(id="ACME001"))
    assert load_rulebook(packs=[tmp_path]).digest == load_rulebook().digest


@pytest.mark.parametrize(
    "text", ["[]", "3", "a", "- a", "{}", "id: [1]", "null", "? [a]\n: b", "&a [*a]", "\x00"]
)
def test_no_file_stops_the_load(tmp_path: Path, text: str) -> None:
    write(tmp_path, "a.yaml", RULE.format(id="ACME001"))
    write(tmp_path, "b.yaml", text)
    rulebook = load_rulebook(tmp_path)
    assert ([rule.id for rule in rulebook.rules], len(rulebook.broken)) == (["ACME001"], 1)


def test_aliases_are_not_written_out(tmp_path: Path) -> None:
    levels = "\n".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    write(tmp_path, "a.yaml", f"why:\n  l0: &l0 [x]\n{levels}\n")
    assert len(load_rulebook(tmp_path).broken) == 1
