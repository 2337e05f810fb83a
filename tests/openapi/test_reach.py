"""Reachability: what operations take in and give out, through references, composition and cycles."""

import pytest
from definitions import api_of

HEAD = """
openapi: 3.1.0
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
      responses: {"204": {description: d}}
    get:
      responses:
        "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
        default: {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/E"}}}}
"""
POST, GET = 1, 2


def reach(schemas: str) -> dict[str, tuple[int, int, int]]:
    api = api_of(HEAD + "components:\n  schemas:\n" + schemas)
    return {p.name: (p.reach.input, p.reach.output, p.reach.error) for p in api.properties}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{properties: {x: {}}}", (POST, GET, 0)),
        ("{properties: {x: {readOnly: true}}}", (0, GET, 0)),
        ("{properties: {x: {writeOnly: true}}}", (POST, 0, 0)),
        ("{properties: {x: {$ref: '#/components/schemas/R'}}}", (0, GET, 0)),
        ("{allOf: [{oneOf: [{anyOf: [{properties: {x: {}}}]}]}]}", (POST, GET, 0)),
        ("{type: array, items: {properties: {x: {}}}}", (POST, GET, 0)),
        ("{prefixItems: [{properties: {x: {}}}]}", (POST, GET, 0)),
        ("{additionalProperties: {properties: {x: {}}}}", (POST, GET, 0)),
        ("{patternProperties: {^a: {properties: {x: {}}}}}", (POST, GET, 0)),
        ("{if: {}, then: {properties: {x: {}}}}", (POST, GET, 0)),
        ("{properties: {inner: {readOnly: true, properties: {x: {}}}}}", (0, GET, 0)),
        ("{properties: {self: {$ref: '#/components/schemas/A'}, x: {}}}", (POST, GET, 0)),
    ],
)
def test_a_property_is_reached(schema: str, expected: tuple[int, int, int]) -> None:
    assert reach(f"    A: {schema}\n    R: {{readOnly: true}}\n")["x"] == expected


def test_error_schemas_are_apart_from_results() -> None:
    found = reach("    A: {properties: {x: {}}}\n    E: {properties: {stack: {}}}\n")
    assert found["stack"] == (0, 0, GET)


def test_cycles_end_and_carry_every_operation() -> None:
    found = reach("""
    A: {properties: {b: {$ref: '#/components/schemas/B'}}}
    B: {properties: {c: {$ref: '#/components/schemas/C'}, a: {$ref: '#/components/schemas/A'}}}
    C: {properties: {b: {$ref: '#/components/schemas/B'}, leaf: {type: string}}}
""")
    assert found["leaf"] == (POST, GET, 0)


def test_what_the_api_sends_in_a_webhook_is_output() -> None:
    api = api_of("""
openapi: 3.1.0
webhooks:
  w: {post: {requestBody: {content: {application/json: {schema: {properties: {x: {}}}}}}}}
""")
    assert [(p.reach.input, p.reach.output) for p in api.properties] == [(0, 1)]


def test_properties_named_like_keywords_are_properties() -> None:
    found = reach("    A: {properties: {properties: {type: string}, items: {properties: {x: {}}}}}\n")
    assert set(found) == {"properties", "items", "x"}
