"""Checks that rule files spell out by themselves: over every selector, and never slow."""

import sys
import time
from typing import Any

import pytest
from definitions import api_of

from ztlint.openapi import Api
from ztlint.scanners.openapi import CHECKS, SELECTORS
from ztlint.scanners.openapi import fields as ways
from ztlint.scanners.openapi.fields import way_of
from ztlint.scanners.openapi.linear import PatternError, searcher, slow

THREE = """
openapi: 3.1.0
info: {title: Shop, version: "1", contact: {email: a@example.com}}
tags: [{name: orders}, {name: Bills, description: d}]
servers:
  - {url: "https://{env}.example.com", variables: {env: {default: a, enum: [a, b]}}}
paths:
  /orders/{orderId}/line_items:
    get:
      operationId: listItems
      tags: [orders, other]
      parameters: [{name: X-Trace, in: header, schema: {type: string}}, {$ref: "#/components/parameters/Page"}]
      responses:
        "200":
          description: d
          headers: {X-Rate: {schema: {type: integer}}, Link: {description: l, schema: {type: string}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}
        "429": {description: d, headers: {retry-after: {schema: {type: integer}}}}
    post:
      requestBody: {required: true, content: {application/xml: {schema: {$ref: "#/components/schemas/NewItem"}}}}
      responses: {"201": {description: ""}, default: {description: d}}
  x-internal: {}
components:
  parameters: {Page: {name: page, in: query, schema: {type: integer, maximum: 50}}}
  schemas:
    Item: {type: object, properties: {unit_price: {type: number}, name: {type: string, maxLength: 20}}}
    NewItem: {type: object, required: [name], properties: {name: {type: string}}}
  securitySchemes: {login: {type: http, scheme: bearer}}
"""
TWO = """
swagger: "2.0"
info: {title: Shop, version: "1"}
paths:
  /a:
    post:
      parameters: [{name: body, in: body, schema: {$ref: "#/definitions/New"}}]
      responses: {"200": {description: d, schema: {type: array, items: {type: string}}}}
definitions: {New: {type: object, properties: {a: {type: string}}}}
securityDefinitions: {key: {type: apiKey, in: header, name: k}}
"""


def found(api: Api, given: str, check: str, **options: Any) -> list[tuple[str, str]]:
    """Pointer and value of each hit."""
    then = {name.replace("_", "-"): value for name, value in options.items()}
    faults = CHECKS[check].faults
    assert faults is not None
    assert list(faults({"check": check, **then})) == []
    hits = [hit for target in SELECTORS[given](api) for hit in CHECKS[check].run(api, target, then)]
    return [(hit.node.pointer, str(hit.values["value"])) for hit in hits]


ITEMS = "/paths/~1orders~1{orderId}~1line_items"
CASES = [
    ("info", "required", {"field": "contact.email"}, []),
    ("info", "required", {"field": "license.url"}, ["/info"]),
    ("info", "required", {"fields": ["license", "contact"], "count": "any"}, []),
    ("info", "required", {"fields": ["license", "terms"], "count": "any"}, ["/info"]),
    ("info", "required", {"fields": ["title", "contact"], "count": "one"}, ["/info"]),
    ("info", "required", {"fields": ["title", "license", "terms"]}, ["/info", "/info"]),
    ("api", "required", {"field": "tags.*.description"}, ["/tags/0"]),
    ("api", "required", {"field": "/info/contact/email"}, []),
    ("responses", "required", {"field": "description"}, [ITEMS + "/post/responses/201/description"]),
    ("responses", "defined", {"field": "description"}, []),
    ("responses", "defined", {"field": "headers.Retry-After", "statuses": ["429"]}, [ITEMS + "/get/responses/429/headers"]),
    ("responses", "defined", {"field": "headers.Retry-After", "statuses": ["4XX"], "ignore_case": True}, []),
    ("responses", "undefined", {"field": "headers.*", "statuses": ["429"]}, [ITEMS + "/get/responses/429/headers/retry-after"]),
    ("operations", "required", {"field": "operationId"}, [ITEMS + "/post"]),
    ("operations", "required", {"field": "operationId", "methods": ["GET"]}, []),
    ("operations", "required", {"field": "operationId", "paths": "^/admin"}, []),
    ("operations", "enumeration", {"field": "tags", "values": ["orders"]}, [ITEMS + "/get/tags/1"]),
    ("operations", "enumeration", {"field": "tags", "not_values": ["OTHER"], "ignore_case": True}, [ITEMS + "/get/tags/1"]),
    ("paths", "casing", {"of": "key", "case": "kebab", "separator": "/"}, [ITEMS]),
    ("paths", "pattern", {"of": "key", "not-match": "_"}, [ITEMS]),
    ("tags", "casing", {"field": "name", "case": "flat"}, ["/tags/1/name"]),
    ("api", "alphabetical", {"field": "tags", "by": "name"}, ["/tags"]),
    ("headers", "pattern", {"of": "key", "not-match": "/^x-/i"}, [ITEMS + "/get/responses/200/headers/X-Rate"]),
    ("headers", "required", {"field": "description", "statuses": ["2XX"]}, [ITEMS + "/get/responses/200/headers/X-Rate"]),
    ("media-types", "enumeration", {"of": "key", "values": ["application/json"]}, [ITEMS + "/post/requestBody/content/application~1xml"]),
    ("request-bodies", "schema", {"schema": {"properties": {"required": {"const": False}}}}, [ITEMS + "/post/requestBody/required"]),
    ("parameters", "pattern", {"field": "name", "match": "^[a-z-]+$"}, [ITEMS + "/get/parameters/0/name"]),
    ("parameters", "casing", {"of": "key", "case": "snake"}, [ITEMS + "/get/parameters/0"]),
    ("parameters", "length", {"field": "schema.maximum", "max": 20}, ["/components/parameters/Page/schema/maximum"]),
    ("parameters", "required", {"field": "schema.maxLength", "places": ["header"]}, [ITEMS + "/get/parameters/0/schema"]),
    ("properties", "required", {"field": "maxLength", "types": ["string"]}, ["/components/schemas/NewItem/properties/name"]),
    ("input-properties", "casing", {"of": "key", "case": "camel"}, []),
    ("output-properties", "casing", {"of": "key", "case": "camel"}, ["/components/schemas/Item/properties/unit_price"]),
    ("output-schemas", "length", {"field": "properties", "max": 1}, ["/components/schemas/Item/properties"]),
    ("components", "casing", {"of": "key", "case": "pascal", "sections": ["schemas", "securitySchemes"]}, ["/components/securitySchemes/login"]),
    ("schemes", "enumeration", {"field": "scheme", "values": ["DPoP"]}, ["/components/securitySchemes/login/scheme"]),
    ("servers", "required", {"field": "description"}, ["/servers/0", "/servers/0"]),
    ("api", "schema", {"field": "info", "schema": {"required": ["license"]}}, ["/info"]),
    ("api", "schema", {"field": "info.title", "schema": {"pattern": "^[a-z]"}}, ["/info/title"]),
]  # fmt: skip


@pytest.mark.parametrize(("given", "check", "options", "pointers"), CASES)
def test_what_does_not_hold_is_found(
    given: str, check: str, options: dict[str, Any], pointers: list[str]
) -> None:
    options = {name.replace("-", "_"): value for name, value in options.items()}
    assert [pointer for pointer, _ in found(api_of(THREE), given, check, **options)] == pointers


@pytest.mark.parametrize(
    ("given", "pointers"),
    [
        ("request-bodies", ["/paths/~1a/post/parameters/0"]),
        ("media-types", ["/paths/~1a/post/parameters/0", "/paths/~1a/post/responses/200"]),
        ("responses", ["/paths/~1a/post/responses/200"]),
        ("components", ["/definitions/New", "/securityDefinitions/key"]),
        ("input-properties", ["/definitions/New/properties/a"]),
        ("tags", []),
        ("headers", []),
        ("servers", []),
    ],
)
def test_selectors_of_swagger_2(given: str, pointers: list[str]) -> None:
    assert [pointer for pointer, _ in found(api_of(TWO), given, "defined", field="x-owner")] == pointers


@pytest.mark.parametrize("given", sorted(SELECTORS))
def test_every_selector_has_nodes_for_declarative_checks(given: str) -> None:
    for text in (THREE, TWO):
        found(api_of(text), given, "pattern", of="key", match="^never$")


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("a.b", ("a", "b")),
        ("/a.b/c~1d/~0", ("a.b", "c/d", "~")),
        ("", ()),
        ("*.x", ("*", "x")),
        ("a..b", ("a", "b")),
    ],
)
def test_ways(text: str, way: tuple[str, ...]) -> None:
    assert way_of(text) == way


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a*)(a*)(a*)(a*)(a*)b", "a?" * 30 + "a{30}", "(?:ab|ab){60}c"]
)
def test_no_pattern_takes_long(pattern: str) -> None:
    started = time.perf_counter()
    assert searcher(f"^{pattern}$")("a" * 200_000 + "!") is False
    assert time.perf_counter() - started < 5
    assert slow(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"acme_[A-Za-z0-9]{36}", r"(?:live|test)_[0-9a-z]{10,40}", r"(?:[A-Z0-9]{4}-){8}", r"[a-z0-9_]{0,50}secret", r"(?i)key\s{0,9}[:=]\s{0,9}([a-z]{20,40})"],
)  # fmt: skip
def test_usual_patterns_of_keys_are_allowed(pattern: str) -> None:
    assert slow(pattern) == ""


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "(a", "a" * 1001])
def test_other_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        searcher(pattern)


def test_a_schema_that_doubles_with_every_level_is_cut_off() -> None:
    levels = {f"l{n}": {"allOf": [{"$ref": f"#/$defs/l{n + 1}"}] * 2} for n in range(40)}
    schema = {"$ref": "#/$defs/l0", "$defs": {**levels, "l40": True}}
    from ztlint.scanners.openapi.json_schema import SchemaTooSlowError

    with pytest.raises(SchemaTooSlowError):
        found(api_of(THREE), "info", "schema", schema=schema)


def test_a_field_of_many_stars_is_a_failure_and_no_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = "openapi: 3.1.0\npaths: {}\nx-a: " + str([[[1] * 9] * 9] * 9)
    way = {"of": "value", "field": "x-a.*.*.*", "match": "2"}
    assert len(found(api_of(wide), "api", "pattern", **way)) == 9**3
    monkeypatch.setattr(ways, "MAX_STEPS", 300)
    with pytest.raises(ways.TooManyFieldsError):
        found(api_of(wide), "api", "pattern", **way)


def test_without_hyperscan_only_quick_patterns_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hyperscan", None)
    searcher.cache_clear()
    try:
        assert searcher("^/v[0-9]+/")("/v1/orders")
        assert searcher("/ORDERS/i")("/v1/orders")
        for pattern in ("(a+)+b", "(?=a)b", "(a", "(a?|b?)c"):
            with pytest.raises(PatternError):
                searcher(pattern)
    finally:
        searcher.cache_clear()
