"""Core functions find what they find in Spectral, and pass over what they pass over there."""

import pytest
from judged import found, judged, one_rule

from ztlint.core import Finding

PET = "/components/schemas/Pet"


@pytest.mark.parametrize(
    ("given", "function", "options", "field", "expected"),
    [
        ("$.info", "truthy", "{}", "title", []),
        ("$.info", "truthy", "{}", "description", ["r /info"]),
        ("$.info", "truthy", "{}", "contact.email", ["r /info/contact"]),
        ("$.paths[*].get", "truthy", "{}", "deprecated", ["r /paths/~1Pet_Owners~1{id}/get", "r /paths/~1pets/get/deprecated"]),
        ("$.paths[*].get", "defined", "{}", "deprecated", ["r /paths/~1Pet_Owners~1{id}/get"]),
        ("$.paths[*]", "undefined", "{}", "x-internal", ["r /paths/~1Pet_Owners~1{id}/x-internal"]),
        ("$.paths[*]", "falsy", "{}", "x-internal", ["r /paths/~1Pet_Owners~1{id}/x-internal"]),
        ("$.paths", "pattern", "{match: '^[/a-z{}]+$'}", "@key", ["r /paths/~1Pet_Owners~1{id}~"]),
        ("$.paths[*]~", "pattern", "{notMatch: '/owners/i'}", "", ["r /paths/~1Pet_Owners~1{id}~"]),
        ("$.paths[*].*.operationId", "casing", "{type: camel}", "", ["r /paths/~1pets/post/operationId"]),
        ("$.info.contact", "casing", "{type: camel}", "", []),
        ("$.tags[*].name", "enumeration", "{values: [dogs, 3]}", "", ["r /tags/1/name"]),
        ("$.tags", "length", "{min: 3}", "", ["r /tags"]),
        ("$.tags", "length", "{max: 1}", "", ["r /tags"]),
        ("$.tags", "length", "{min: 1, max: 2}", "", []),
        ("$.info.title", "length", "{max: 3}", "", ["r /info/title"]),
        ("$..maxLength", "length", "{max: 9}", "", [f"r {PET}/properties/id/maxLength"]),
        ("$.info", "or", "{properties: [contact, license]}", "", []),
        ("$.info", "or", "{properties: [summary, license]}", "", ["r /info"]),
        ("$.info", "xor", "{properties: [title, version]}", "", ["r /info"]),
        ("$.info", "xor", "{properties: [title, summary]}", "", []),
        ("$.tags", "alphabetical", "{keyedBy: name}", "", ["r /tags"]),
        ("$.info", "alphabetical", "{}", "", ["r /info/version~"]),
        ("$..enum", "alphabetical", "{}", "", [f"r {PET}/properties/kind/enum/0"]),
        ("$..[?(@.enum)]", "typedEnum", "{}", "", [f"r {PET}/properties/kind/enum/2"]),
        ("$.components.schemas", "unreferencedReusableObject", "{reusableObjectsLocation: '#/components/schemas'}", "",
         ["r /components/schemas/Unused~"]),
        ("$.info", "schema", "{schema: {required: [license]}}", "", ["r /info"]),
        ("$.info", "schema", "{schema: {properties: {title: {pattern: '^x'}}}}", "", ["r /info/title"]),
        ("$.info", "schema", "{schema: {type: string}}", "", ["r /info"]),
        ("$.info", "schema", "{schema: {}}", "nothing", ["r /info"]),
        ("$.info", "truthy", "{}", "$.contact[*]", []),
        ("$.info", "falsy", "{}", "$..name", ["r /info/contact/name"]),
        ("$.info.title", "truthy", "{}", "length", []),
    ],
)  # fmt: skip
def test_a_function_finds(given: str, function: str, options: str, field: str, expected: list[str]) -> None:
    assert found(one_rule(given, function, options, field)) == expected


@pytest.mark.parametrize(
    ("case", "good", "bad"),
    [
        ("flat", "pets", "Pets"), ("camel", "petOwner2", "pet_owner"), ("camel", "petB", "petBB"),
        ("pascal", "PetOwner", "petOwner"), ("kebab", "pet-owner", "pet-Owner"), ("cobol", "PET-OWNER", "pet-owner"),
        ("snake", "pet_owner_2", "pet__owner"), ("macro", "PET_OWNER", "PET-OWNER"), ("kebab", "a1-2", "-a"),
    ],
)  # fmt: skip
def test_casing(case: str, good: str, bad: str) -> None:
    definition = (
        f"openapi: 3.0.0\ninfo: {{title: a, version: '1'}}\npaths: {{}}\nx-a: '{good}'\nx-b: '{bad}'\n"
    )
    assert found(one_rule("$[x-a,x-b]", "casing", f"{{type: {case}}}"), definition) == ["r /x-b"]


def test_casing_of_paths_in_groups() -> None:
    options = "{type: kebab, separator: {char: /, allowLeading: true}}"
    definition = "openapi: 3.0.0\ninfo: {}\npaths: {/pet-owners/me: {}, /pet_owners: {}, /pets/: {}, /: {}}\n"
    ruleset = one_rule("$.paths[*]~", "casing", options)
    assert found(ruleset, definition) == ["r /paths/~1pet_owners~", "r /paths/~1pets~1~"]


def test_a_schema_tells_one_place_or_all() -> None:
    schema = "{properties: {title: {maxLength: 1}, version: {type: number}}}"
    assert found(one_rule("$.info", "schema", f"{{schema: {schema}}}")) == ["r /info/title"]
    everything = f"{{allErrors: true, schema: {schema}}}"
    assert found(one_rule("$.info", "schema", everything)) == ["r /info/title", "r /info/version"]


def test_a_schema_sees_what_references_lead_to() -> None:
    options = "{schema: {properties: {content: {additionalProperties: {properties: {schema: {required: [title]}}}}}}}"
    assert found(one_rule("$.paths[*].post.requestBody", "schema", options)) == [f"r {PET}"]


def test_a_choice_of_schemas_is_told_once_for_a_place() -> None:
    options = "{schema: {anyOf: [{required: [license]}, {required: [summary]}]}}"
    findings = judged(one_rule("$.info", "schema", options))
    assert [one.message for one in findings if isinstance(one, Finding)] == [
        "the value lacks 'license'; the value lacks 'summary'"
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("^a.c$", "abc", True), ("^a.c$", "abc\\n", False), (r"\\d", "٣", False), (r"[^]", "x", True), ("[]", "x", False),
        (r"\\p{L}", "é", False), (r"/\\p{L}/u", "é", True), (r"\\u0061", "a", True), ("(?<x>a)\\\\k<x>", "aa", True),
        ("a{,2}", "a{,2}", True), (r"/A/i", "a", True), (r"\\/x\\/", "/x/", True), (r"(?!.*_)^[a-z]+$", "ab", True),
        (r"[\\w-]+", "-", True), (r"\\-", "-", True), ("[[]", "[", True), (r"\\cJ", "\\n", True), ("(?:a){e}", "b", False),
    ],
)  # fmt: skip
def test_regular_expressions_are_those_of_javascript(pattern: str, text: str, matches: bool) -> None:
    definition = f'openapi: 3.0.0\ninfo: {{title: "{text}", version: "1"}}\npaths: {{}}\n'
    result = found(one_rule("$.info.title", "pattern", f'{{notMatch: "{pattern}"}}'), definition)
    assert bool(result) is matches
