"""Rulesets and definitions of strangers: nothing runs, nothing is fetched, everything ends."""

import time
from pathlib import Path

import pytest
from judged import PETS, api_of, loaded, one_rule
from running import Run, write

from ztlint.core import Failure, Finding
from ztlint.scanners.openapi.spectral import judge

SLOW = "a" * 70 + "!"


def outcome(ruleset: str, definition: str = PETS) -> tuple[list[Finding | Failure], float]:
    rules, failures = loaded(ruleset)
    assert failures == []
    started = time.perf_counter()
    found = [one for rule in rules for one in judge(api_of(definition), rule)]
    return found, time.perf_counter() - started


@pytest.mark.parametrize(
    "ruleset",
    [
        one_rule("$.info.title", "pattern", "{match: '^(a|aa)+$'}"),
        one_rule("$.info[?(@.match(/^(a|aa)+$/))]"),
        one_rule("$.info", "schema", "{schema: {properties: {title: {pattern: '^(a|aa)+$'}}}}"),
        one_rule("$.info", "schema", "{schema: {patternProperties: {'^(a|aa)+$': {}}}}"),
    ],
)
def test_an_expression_that_never_ends_is_stopped_and_told(ruleset: str) -> None:
    definition = f"openapi: 3.0.0\ninfo: {{title: {SLOW}, version: '1', {SLOW}: 1}}\npaths: {{}}\n"
    found, seconds = outcome(ruleset, definition)
    assert seconds < 10
    assert [type(one) for one in found] == [Failure]
    assert "takes too long" in str(found[0])


def test_a_schema_that_doubles_at_every_level_is_stopped_and_told() -> None:
    levels = ", ".join(
        f"d{n}: {{allOf: [{{$ref: '#/$defs/d{n + 1}'}}, {{$ref: '#/$defs/d{n + 1}'}}]}}" for n in range(40)
    )
    schema = f"{{$ref: '#/$defs/d0', $defs: {{{levels}, d40: {{}}}}}}"
    found, seconds = outcome(one_rule("$.info", "schema", f"{{schema: {schema}}}"))
    assert seconds < 30
    assert "takes more than" in str(found[0])


def test_a_schema_that_leads_to_itself_ends() -> None:
    found, seconds = outcome(one_rule("$.info", "schema", "{schema: {$ref: '#'}}"))
    assert seconds < 30
    assert [type(one) for one in found] == [Failure]


def test_a_definition_that_doubles_at_every_level_ends() -> None:
    schemas = "".join(
        f"    S{n}: {{properties: {{a: {{$ref: '#/components/schemas/S{n + 1}'}}, b: {{$ref: '#/components/schemas/S{n + 1}'}}}}}}\n"
        for n in range(60)
    )
    definition = f"openapi: 3.0.0\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}    S60: {{type: string}}\n"
    for given in (
        "$..",
        "$..properties..properties..type",
        "$..properties[*]^",
        "$..[?(@.type)]^^~",
        "$..a..b..a",
    ):
        found, seconds = outcome(one_rule(given), definition)
        assert seconds < 10
        assert not any(isinstance(one, Failure) for one in found)


def test_asking_for_whole_ways_through_it_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.scanners.openapi.spectral.query.MAX_VISITS", 20_000)
    schemas = "".join(
        f"    S{n}: {{a: {{$ref: '#/components/schemas/S{n + 1}'}}, b: {{$ref: '#/components/schemas/S{n + 1}'}}}}\n"
        for n in range(60)
    )
    definition = f"openapi: 3.0.0\ninfo: {{}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}    S60: {{}}\n"
    found, seconds = outcome(one_rule("$..[?(@path == 1)]"), definition)
    assert seconds < 20
    assert "too much to look at" in str(found[0])


def test_aliases_that_multiply_are_told() -> None:
    aliases = ", ".join(f"A{n}: ['#A{n + 1}.x', '#A{n + 1}.y']" for n in range(25))
    ruleset = (
        f"{{aliases: {{{aliases}, A25: [$.z]}}, rules: {{r: {{given: '#A0', then: {{function: truthy}}}}}}}}"
    )
    started = time.perf_counter()
    assert "comes to more than" in loaded(ruleset)[1][0]
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "given",
    [
        "$[?(" + "(" * 500 + "@" + ")" * 500 + ")]",
        "$[?(" + "!" * 3000 + "@)]",
        "$" + ".a" * 3000,
        "$[?('" + "x" * 3990,
    ],
)
def test_long_and_deep_paths_are_told(given: str) -> None:
    assert len(loaded(one_rule(given))[1]) == 1


def test_more_findings_than_anybody_reads_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.scanners.openapi.spectral.judgement.MAX_FINDINGS", 5)
    found, _ = outcome(one_rule("$..*"))
    assert len(found) == 6
    assert "more than 5 findings" in str(found[-1])


@pytest.mark.parametrize(
    "value",
    ["null", "3", "[]", "[1]", "{}", "'x'", "true", "{a: 1}", "[{a: null}]", "{rules: {}}", "[[]]"],
)
@pytest.mark.parametrize(
    "key",
    ["rules", "extends", "aliases", "formats", "overrides", "except", "documentationUrl", "r", "given", "then",
     "severity", "message", "field", "function", "functionOptions", "files"],
)  # fmt: skip
def test_rulesets_of_any_shape(key: str, value: str) -> None:
    inner = {
        "r": f"rules: {{r: {value}}}",
        "function": f"rules: {{r: {{given: $, then: {{function: {value}}}}}}}",
        "functionOptions": f"rules: {{r: {{given: $, then: {{function: schema, functionOptions: {value}}}}}}}",
        "field": f"rules: {{r: {{given: $, then: {{function: truthy, field: {value}}}}}}}",
        "files": f"{{rules: {{}}, overrides: [{{files: {value}, rules: {{r: off}}}}]}}",
    }
    ruleset = inner.get(key, f"{{{key}: {value}}}")
    if key in ("given", "then", "severity", "message"):
        rule = {"given": "$", "then": "{function: truthy}"} | {key: value}
        ruleset = "rules: {r: {" + ", ".join(f"{name}: {text}" for name, text in rule.items()) + "}}"
    rules, _ = loaded(ruleset)
    for rule in rules:
        list(judge(api_of(), rule))


@pytest.mark.parametrize("name", ["../outside.yaml", "/etc/passwd.yaml", "link.yaml", "a/../../outside.yaml"])
def test_nothing_outside_of_the_repository_is_read(tmp_path: Path, ztlint: Run, name: str) -> None:
    root = tmp_path / "repository"
    write(root, "openapi.yaml", PETS)
    write(root, "r.yaml", f"extends: {name}")
    write(tmp_path, "outside.yaml", one_rule("$.info.title"))
    (root / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (root / ".git").mkdir()
    result = ztlint(root, "check", "--only", "openapi", "--spectral", "r.yaml", "-o", "json")
    assert "spectral/r" not in result.out
    assert "could not be looked at" in result.err


def test_hostile_words_stay_words(tmp_path: Path, ztlint: Run) -> None:
    rule = '"a\\e[31m,]b": {description: "\\e]8;;x\\a [x](javascript:1)", documentationUrl: "javascript:alert(1)", '
    write(tmp_path, "openapi.yaml", PETS)
    write(tmp_path, "r.yaml", "rules: {" + rule + "given: $.info.title, then: {function: falsy}}}")
    for output in ("text", "sarif", "json"):
        result = ztlint(tmp_path, "check", "--only", "openapi", "--spectral", "r.yaml", "-o", output)
        assert "\x1b" not in result.out
        assert '"helpUri": "javascript' not in result.out
        assert "spectral/a-" in result.out
