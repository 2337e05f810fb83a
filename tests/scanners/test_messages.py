"""What a finding says is true of all operations that it names."""

import pytest
from definitions import api_of

from ztlint.core import Finding, Kind
from ztlint.rulebook import load_rulebook
from ztlint.scanners.openapi import scan

RULES = {rule.id: rule for rule in load_rulebook().of_kind(Kind.OPENAPI)}
HEAD = 'openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths:\n'


def said(rule: str, text: str) -> tuple[str, int, int]:
    """The message of the one finding, how many places it has, and how many operations."""
    (finding,) = [item for item in scan(api_of(HEAD + text), (RULES[rule],)) if isinstance(item, Finding)]
    return finding.message, finding.count, len(finding.operations)


def upload(path: str, name: str) -> str:
    schema = f"{{type: object, properties: {{{name}: {{type: string, format: binary}}}}}}"
    body = f"{{content: {{multipart/form-data: {{schema: {schema}}}}}}}"
    return f"  {path}: {{post: {{requestBody: {body}, responses: {{'200': {{description: ok}}}}}}}}\n"


SIZE = "Files of any size are accepted as 'file' by"


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ((), f"{SIZE} 'POST /a' (places: 1)"),
        (("file",), f"{SIZE} 'POST /a' and 'POST /b0' (places: 2)"),
        (("video",), f"{SIZE} 'POST /a' (places: 1); 1 other operation has the like"),
        (("video", "sound"), f"{SIZE} 'POST /a' (places: 1); 2 other operations have the like"),
        (
            ("video", "file", "file"),
            f"{SIZE} 'POST /a' and 2 other operations (places: 3); 1 other operation has the like",
        ),
    ],
)
def test_a_name_stands_beside_the_operations_that_have_it(others: tuple[str, ...], message: str) -> None:
    text = upload("/a", "file") + "".join(upload(f"/b{at}", name) for at, name in enumerate(others))
    assert said("ZTA526", text) == (message, 1 + len(others), 1 + len(others))


def listed(path: str, schema: str) -> str:
    body = f"{{content: {{application/json: {{schema: {schema}}}}}}}"
    return f"  {path}: {{post: {{requestBody: {body}, responses: {{'200': {{description: ok}}}}}}}}\n"


def test_a_body_that_is_a_list_has_no_name() -> None:
    bare, named = "{type: array, items: {type: string}}", "{type: object, properties: {ids: %s}}"
    without = "has no maxItems, or a very large one"
    assert said("ZTA605", listed("/a", bare))[0] == f"The list in the request of 'POST /a' {without}"
    assert (
        said("ZTA605", listed("/a", named % bare) + listed("/b", bare))[0]
        == f"The list 'ids' in the request of 'POST /a' {without}; 1 other operation has the like"
    )


ANSWER = "{responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}}}}"
EXPANDED = """
components:
  schemas:
    Charge: {type: object, properties: {intent: {anyOf: [{type: string}, {$ref: "#/components/schemas/Intent"}]}}}
    Part: {type: object, properties: {intent: {%s: [{$ref: "#/components/schemas/Intent"}, %s]}}}
    Intent: {type: object, properties: {client_secret: {type: string}, last: {$ref: "#/components/schemas/Charge"}}}
"""


@pytest.mark.parametrize(
    ("keyword", "beside", "also"),
    [
        ("oneOf", "{type: string, maxLength: 20}", ""),
        ("oneOf", "{type: object}", " and 'GET /parts'"),
        ("anyOf", '{type: string, enum: ["none"]}', " and 'GET /parts'"),
        ("allOf", "{type: object}", " and 'GET /parts'"),
    ],
)
def test_what_is_held_comes_before_what_an_id_may_be_expanded_to(
    keyword: str, beside: str, also: str
) -> None:
    answers = {"charges": "Charge", "intents": "Intent", "parts": "Part"}
    text = "".join(f"  /{path}: {{get: {ANSWER % name}}}\n" for path, name in answers.items())
    message, *_ = said("ZTA401", text + EXPANDED % (keyword, beside))
    assert message == f"'client_secret' is returned by 'GET /intents'{also}"


def test_what_only_an_expanded_id_gives_out_is_found_there() -> None:
    text = f"  /charges: {{get: {ANSWER % 'Charge'}}}\n" + EXPANDED % ("oneOf", "{type: string}")
    assert said("ZTA401", text)[0] == "'client_secret' is returned by 'GET /charges'"
