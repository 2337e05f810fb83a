"""``ztlint diff``: revisions of a repository, and files."""

import json

import pytest
from running import Checkout, Run

API = """
openapi: 3.1.0
info: {title: Orders, version: "1"}
security: [{token: []}]
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
paths:
  /orders:
    get: {responses: {"200": {description: Orders}}}
"""
OPEN = API.replace("get: {", "get: {security: [], ")


@pytest.fixture
def opened(checkout: Checkout) -> Checkout:
    checkout.write("api/openapi.yaml", API)
    checkout.commit()
    checkout.git("tag", "v1")
    checkout.write("api/openapi.yaml", OPEN)
    return checkout


def rules_of(out: str) -> list[str]:
    return [finding["rule"] for finding in json.loads(out)["findings"]]


def test_the_working_tree_against_a_revision(opened: Checkout, ztlint: Run) -> None:
    found = ztlint(opened.root, "diff", "v1", "-o", "json")
    assert (found.status, rules_of(found.out)) == (1, ["ZTD401"])
    assert json.loads(found.out)["findings"][0]["location"]["excerpt"]["lines"]


def test_two_revisions_and_the_way_back_is_a_note(opened: Checkout, ztlint: Run) -> None:
    opened.commit()
    opened.write("api/openapi.yaml", "not: looked at")
    assert rules_of(ztlint(opened.root, "diff", "v1", "HEAD", "-o", "json").out) == ["ZTD401"]
    back = ztlint(opened.root, "diff", "HEAD", "v1", "-o", "json")
    assert (back.status, rules_of(back.out)) == (0, ["ZTD416"])


def test_two_files(opened: Checkout, ztlint: Run) -> None:
    opened.write("old.yaml", API)
    found = ztlint(opened.root, "diff", "old.yaml", "api/openapi.yaml", "-o", "sarif")
    assert found.status == 1
    assert "ZTD401" in found.out
    assert ztlint(opened.root, "diff", "old.yaml", "old.yaml").status == 0


def test_a_definition_that_moved_is_followed(opened: Checkout, ztlint: Run) -> None:
    opened.git("mv", "-f", "api/openapi.yaml", "openapi.yaml")
    assert rules_of(ztlint(opened.root, "diff", "v1", "-o", "json").out) == ["ZTD401"]


def test_references_are_read_from_their_own_revision(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", API.replace("get: {", "get: {security: {$ref: s.yaml}, ") + "x: y\n")
    checkout.write("schemas.yaml", "User: {type: object, properties: {id: {type: string, maxLength: 3}}}\n")
    body = 'requestBody: {content: {application/json: {schema: {$ref: "schemas.yaml#/User"}}}}, '
    checkout.write("openapi.yaml", API.replace("get: {", f"put: {{{body}"))
    checkout.commit()
    checkout.write("schemas.yaml", "User: {type: object, properties: {id: {type: string}}}\n")
    found = ztlint(checkout.root, "diff", "HEAD", "-o", "json")
    assert rules_of(found.out) == ["ZTD415"]
    assert json.loads(found.out)["findings"][0]["location"]["path"] == "schemas.yaml"


def test_lock_files_are_compared(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("routes.lock", "GET /a guarded admin app.a\nGET /b guarded - app.b\n")
    checkout.commit()
    checkout.write("routes.lock", "GET /a guarded - app.a\nGET /b public - app.b\nGET /c guarded - app.c\n")
    found = ztlint(checkout.root, "diff", "HEAD", "-o", "json")
    assert rules_of(found.out) == ["ZTD501", "ZTD501"]


@pytest.mark.parametrize("names", [("nowhere",), ("HEAD", "--output=x"), ("a.yaml", "nowhere")])
def test_what_is_neither_file_nor_revision_is_wrong_usage(
    opened: Checkout, ztlint: Run, names: tuple[str, ...]
) -> None:
    assert ztlint(opened.root, "diff", *names).status == 2


def test_a_base_that_cannot_be_parsed_is_incomplete(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", "openapi: 3.1.0\npaths: {\n")
    checkout.commit()
    checkout.write("openapi.yaml", API)
    found = ztlint(checkout.root, "diff", "HEAD")
    assert found.status == 4
    assert "HEAD:openapi.yaml" in found.out + found.err
