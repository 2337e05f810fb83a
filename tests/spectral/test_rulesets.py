"""Rulesets: what they extend and change, for which files and formats, and what is not run."""

import pytest
from judged import PETS, found, judged, loaded

from ztlint.core import Finding, Severity

TITLE = "{given: $.info, then: {field: nothing, function: truthy}}"
SWAGGER = 'swagger: "2.0"\ninfo: {title: Pets, version: "1"}\npaths: {}\n'


def severities(ruleset: str, **files: str) -> dict[str, Severity]:
    return {one.rule.name: one.severity for one in judged(ruleset, **files) if isinstance(one, Finding)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("error", Severity.MEDIUM), ("warn", Severity.LOW), ("info", Severity.INFO), ("hint", Severity.INFO),
     ("0", Severity.MEDIUM), ("'1'", Severity.LOW), ("off", None), ("-1", None)],
)  # fmt: skip
def test_severities(written: str, meant: Severity | None) -> None:
    rule = TITLE.replace("{given", f"{{severity: {written}, given", 1)
    assert severities(f"rules: {{r: {rule}}}").get("r") is meant


def test_a_severity_that_is_missing_is_a_warning() -> None:
    assert severities(f"rules: {{r: {TITLE}}}") == {"r": Severity.LOW}


BASE = f"rules: {{on: {TITLE}, quiet: {TITLE.replace('{given', '{recommended: false, given', 1)}}}"


@pytest.mark.parametrize(
    ("ruleset", "names"),
    [
        ("extends: base.yaml", {"on"}),
        ("extends: [./base.yaml]", {"on"}),
        ("extends: [[base.yaml, all]]", {"on", "quiet"}),
        ("extends: [[base.yaml, recommended]]", {"on"}),
        ("extends: [[base.yaml, off]]", set()),
        ("{extends: [[base.yaml, off]], rules: {quiet: true}}", {"quiet"}),
        ("{extends: base.yaml, rules: {on: off}}", set()),
        ("{extends: base.yaml, rules: {on: false, quiet: error}}", {"quiet"}),
        ("{extends: base.yaml, rules: {on: {given: $.nothing}}}", set()),
    ],
)
def test_extends(ruleset: str, names: set[str]) -> None:
    assert set(severities(ruleset, base_yaml=BASE)) == names


def test_what_is_extended_can_be_changed_in_part() -> None:
    ruleset = "{extends: base.yaml, rules: {on: {severity: error, message: 'No {{property}}'}}}"
    (one,) = judged(ruleset, base_yaml=BASE)
    assert isinstance(one, Finding)
    assert (one.severity, one.message) == (Severity.MEDIUM, "No info.nothing")


def test_rulesets_that_extend_one_another_in_a_circle_end() -> None:
    assert set(severities("extends: base.yaml", base_yaml=f"{{extends: ruleset.yaml, {BASE}}}")) == {"on"}


def test_paths_are_relative_to_the_file_that_names_them() -> None:
    files = {"team__a_yaml": "extends: ../shared/b.yaml", "shared__b_yaml": BASE}
    assert set(severities("extends: team/a.yaml", **files)) == {"on"}


@pytest.mark.parametrize(
    ("ruleset", "told"),
    [
        ("extends: spectral:oas", "the ruleset spectral:oas is not read"),
        ("extends: [[spectral:oas, all]]", "the ruleset spectral:oas is not read"),
        ("{extends: [[spectral:oas, off]], rules: {operation-tags: warn}}", "spectral:oas is not read"),
        ("extends: '@stoplight/spectral-owasp-ruleset'", "@stoplight/spectral-owasp-ruleset is not read"),
        ("extends: https://example.com/r.yaml", "https://example.com/r.yaml is not fetched"),
        ("extends: ./rules.js", "./rules.js is JavaScript"),
        ("extends: missing.yaml", "no such file"),
        ("parserOptions: {duplicateKeys: error}\nrules: {}", "'parserOptions' has no effect"),
        ("rules: {r: {given: $, then: {function: myOwn}}}", "the function 'myOwn' is not run, nor what it checks in 'r'"),
        ("rules: {r: {given: '#A', then: {function: truthy}}}", "there is no alias '#A'"),
        ("aliases: {A: ['#B'], B: ['#A']}\nrules: {r: {given: '#A', then: {function: truthy}}}", "leads to itself"),
        ("rules: {r: {given: '$[?(a.b)]', then: {function: truthy}}}", "'a' is not known"),
        ("rules: {r: {given: $, then: {function: pattern}}}", "'match' or 'notMatch' is missing"),
        ("rules: {r: {given: $, then: {function: pattern, functionOptions: {match: '('}}}}", "not a regular expression"),
        ("rules: {r: {given: $, then: {function: casing, functionOptions: {type: x}}}}", "'type' is none of"),
        ("rules: {r: {given: $, then: {function: schema, functionOptions: {schema: {$ref: a.yaml}}}}}", "refers to a.yaml"),
        ("rules: {r: {given: $}}", "has no 'given' or no 'then'"),
        ("rules: {r: {given: $, then: {}}}", "without a function"),
        ("rules: {r: {given: x, then: {function: truthy}}}", "neither a path nor an alias"),
        ("rules: {r: {given: $, severity: bad, then: {function: truthy}}}", "a severity that is none"),
        ("rules: {r: warn}", "nothing that the ruleset extends has it"),
        ("rules: {r: {given: $, formats: [asyncapi2], then: {function: truthy}}}", "not for OpenAPI, so not run: 'r'"),
        ("[]", "is no ruleset"),
        ("a: [", "cannot be parsed"),
    ],
)  # fmt: skip
def test_what_can_not_be_run_is_told(ruleset: str, told: str) -> None:
    _, failures = loaded(ruleset)
    assert len(failures) == 1
    assert told in failures[0]


@pytest.mark.parametrize(
    "ruleset",
    [
        "extends: [[spectral:oas, off]]",
        "{extends: [[spectral:oas, off]], rules: {operation-tags: off}}",
        "functions: [unused]\nrules: {}",
        "rules: {r: {given: $, severity: off, then: {function: myOwn}}}",
    ],
)
def test_what_is_off_needs_not_be_run(ruleset: str) -> None:
    assert loaded(ruleset) == ([], [])


def test_the_rest_of_a_ruleset_runs() -> None:
    ruleset = f"extends: spectral:oas\nrules: {{a: {TITLE}, b: {{given: $, then: {{function: custom}}}}}}"
    rules, failures = loaded(ruleset)
    assert [rule.id for rule in rules] == ["spectral/a"]
    assert len(failures) == 2


@pytest.mark.parametrize(
    ("formats", "in_31", "in_20"),
    [("[oas3]", 1, 0), ("[oas2]", 0, 1), ("[oas3.1]", 1, 0), ("[oas3_1]", 1, 0), ("[oas3.0]", 0, 0),
     ("[oas2, oas3]", 1, 1), ("[oas3.2]", 0, 0)],
)  # fmt: skip
def test_formats(formats: str, in_31: int, in_20: int) -> None:
    for ruleset in (
        f"formats: {formats}\nrules: {{r: {TITLE}}}",
        f"rules: {{r: {TITLE[:-1]}, formats: {formats}}}}}",
    ):
        assert len(judged(ruleset)) == in_31
        assert len(judged(ruleset, SWAGGER)) == in_20


def test_rules_say_for_which_versions_they_are() -> None:
    rules, _ = loaded(f"rules: {{r: {TITLE[:-1]}, formats: [oas3]}}}}")
    assert rules[0].versions == ("3.0", "3.1", "3.2")


def test_aliases_stand_for_paths_and_parts_of_paths() -> None:
    ruleset = """
    aliases: {Paths: [$.paths], Item: ['#Paths[*]'], Operation: ['#Item[get,post]']}
    rules: {r: {given: '#Operation.operationId', then: {function: casing, functionOptions: {type: camel}}}}
    """
    assert found(ruleset) == ["r /paths/~1pets/post/operationId"]


def test_aliases_with_targets_by_format() -> None:
    ruleset = """
    aliases:
      Place:
        targets:
          - {formats: [oas2], given: [$.swagger]}
          - {formats: [oas3], given: [$.openapi]}
    rules: {r: {given: '#Place', then: {function: falsy}}}
    """
    assert found(ruleset) == ["r /openapi"]
    assert found(ruleset, SWAGGER) == ["r /swagger"]


def test_several_thens_and_givens() -> None:
    ruleset = """
    rules:
      r:
        given: [$.info, $.nothing, $.info]
        then: [{field: summary, function: truthy}, {field: license, function: truthy}, {field: title, function: truthy}]
    """
    messages = [one.message for one in judged(ruleset) if isinstance(one, Finding)]
    assert messages == ["'summary' has to be there and not empty", "'license' has to be there and not empty"]


def test_two_things_missing_at_one_place_have_two_fingerprints() -> None:
    ruleset = (
        "rules: {r: {given: $.info, then: [{field: a, function: truthy}, {field: b, function: truthy}]}}"
    )
    causes = [one.cause for one in judged(ruleset) if isinstance(one, Finding)]
    assert causes == ["openapi.yaml#info/a", "openapi.yaml#info/b"]


def test_messages() -> None:
    message = '{{property}}|{{value}}|{{path}}|{{description}}|{{error}}|{{other}}|#{{print("property")}}'
    rule = f"{{message: '{message}', description: D, given: $.info.title, then: {{function: falsy}}}}"
    (one,) = judged(f"rules: {{r: {rule}}}")
    assert isinstance(one, Finding)
    assert one.message == "title|Pets|#/info/title|D|'title' must not be there||'title'"


def test_a_rule_without_message_says_its_description() -> None:
    (one,) = judged("rules: {r: {description: Say more., given: $.info.title, then: {function: falsy}}}")
    assert isinstance(one, Finding)
    assert one.message == "Say more."


def test_findings_stand_in_the_file_that_a_reference_leads_to() -> None:
    definition = "openapi: 3.0.0\ninfo: {title: a, version: '1'}\npaths: {/a: {$ref: 'item.yaml#/a'}}\n"
    ruleset = "rules: {r: {given: '$.paths[*].get', then: {field: summary, function: truthy}}}"
    files = {"item_yaml": "a: {get: {responses: {}}}"}
    assert found(ruleset, definition, **files) == ["r item.yaml/a/get"]
    assert found(ruleset.replace("given:", "resolved: false, given:"), definition, **files) == []


def test_the_name_of_a_path_stands_where_the_path_is_written() -> None:
    definition = "openapi: 3.0.0\ninfo: {title: a, version: '1'}\npaths: {/A: {$ref: 'item.yaml#/a'}}\n"
    ruleset = (
        "rules: {r: {given: '$.paths[*]~', then: {function: pattern, functionOptions: {match: '^[/a-z]+$'}}}}"
    )
    assert found(ruleset, definition, item_yaml="a: {}") == ["r /paths/~1A~"]


OVERRIDDEN = f"""
rules: {{r: {TITLE}, s: {{given: "$.paths[*][*]", then: {{field: summary, function: truthy}}}}}}
overrides:
  - files: [FILES]
    rules: RULES
"""


@pytest.mark.parametrize(
    ("files", "rules", "names"),
    [
        ("openapi.yaml", "{r: off}", {"s"}),
        ("'*.yaml'", "{r: off}", {"s"}),
        ("'**/*.yaml'", "{r: off, s: off}", set()),
        ("'{a,openapi}.{yml,yaml}'", "{r: off}", {"s"}),
        ("'v1/*.yaml'", "{r: off}", {"r", "s"}),
        ("'openapi.yaml#/paths'", "{s: off}", {"r"}),
        ("'openapi.yaml#/paths/~1pets'", "{s: off}", {"r", "s"}),
        ("'other.yaml#/paths'", "{s: off}", {"r", "s"}),
    ],
)
def test_overrides(files: str, rules: str, names: set[str]) -> None:
    assert set(severities(OVERRIDDEN.replace("FILES", files).replace("RULES", rules))) == names


def test_an_override_changes_the_severity_of_a_place() -> None:
    ruleset = OVERRIDDEN.replace("FILES", "'openapi.yaml#/paths/~1pets/get'").replace(
        "RULES", "{s: error, r: off}"
    )
    grades = {one.location.pointer: one.severity for one in judged(ruleset) if isinstance(one, Finding)}
    assert grades["/paths/~1pets/get"] is Severity.MEDIUM
    assert grades["/paths/~1pets/post"] is Severity.LOW
    assert "/info" in grades  # the pointer is not above it


def test_a_rule_that_only_an_override_has() -> None:
    ruleset = f"{{rules: {{}}, overrides: [{{files: ['*.yaml'], rules: {{r: {TITLE}}}}}]}}"
    assert found(ruleset) == ["r /info"]
    assert found(ruleset.replace("*.yaml", "other.yaml")) == []


def test_old_exceptions() -> None:
    assert found(f"{{rules: {{r: {TITLE}}}, except: {{'openapi.yaml#/info': [r]}}}}") == []


def test_rules_carry_what_their_rulesets_say() -> None:
    ruleset = (
        f"documentationUrl: https://example.com/guide\nrules: {{r: {TITLE[:-1]}, description: 'Say it.'}}}}"
    )
    rules, _ = loaded(ruleset)
    assert rules[0].references.links == ("https://example.com/guide#r",)
    assert (rules[0].id, rules[0].name, rules[0].title) == ("spectral/r", "r", "Say it")
    assert set(rules[0].tags) == {"openapi", "spectral"}


def test_findings_name_their_operation() -> None:
    (one,) = judged("rules: {r: {given: '$.paths[*].post', then: {field: summary, function: truthy}}}", PETS)
    assert isinstance(one, Finding)
    assert one.operations == ("POST /pets",)
