"""Sections that stand in other files, where the specification has no reference and bundlers follow one."""

from typing import Any

import pytest
from definitions import api_of, operation_of

from ztlint.openapi import Strength, unfollowed

HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
PATHS = "{/a: {get: {security: [{key: []}], responses: {}}}}"
KEY = "{key: {type: apiKey, in: header, name: X-Key}}"


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (HEAD + "paths: {$ref: p.yaml}\n", {"p_yaml": PATHS}),
        (HEAD + "paths: {$ref: 'p.yaml#/paths'}\n", {"p_yaml": f"paths: {PATHS}"}),
        (HEAD + "paths: {$ref: '#/x-paths'}\nx-paths: " + PATHS, {}),
        (HEAD + "webhooks: {$ref: p.yaml}\n", {"p_yaml": PATHS}),
        ("swagger: '2.0'\npaths: {$ref: p.yaml}\n", {"p_yaml": PATHS}),
        (HEAD + "paths: {/a: {$ref: p.yaml}}\n", {"p_yaml": "{$ref: 'q.yaml#/x'}", "q_yaml": "x: {get: {}}"}),
    ],
)
def test_operations_are_found_behind_references(text: str, files: dict[str, str]) -> None:
    api = api_of(text, **files)
    assert [operation.label for operation in api.operations] == ["GET /a"]
    assert list(unfollowed(api.root)) == []


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (f"components: {{securitySchemes: {{$ref: c.yaml}}}}\npaths: {PATHS}", {"c_yaml": KEY}),
        (f"components: {{$ref: c.yaml}}\npaths: {PATHS}", {"c_yaml": f"securitySchemes: {KEY}"}),
        (
            f"components: {{$ref: c.yaml}}\npaths: {PATHS}",
            {"c_yaml": "securitySchemes: {$ref: d.yaml}", "d_yaml": KEY},
        ),
    ],
)
def test_schemes_are_found_behind_references(text: str, files: dict[str, str]) -> None:
    assert operation_of(api_of(HEAD + text, **files), "GET /a").authority.strength is Strength.KEY_OR_BASIC


def test_a_section_of_2_0_may_be_a_reference() -> None:
    api = api_of(
        f"swagger: '2.0'\nsecurityDefinitions: {{$ref: c.yaml}}\npaths: {PATHS}\n"
        "definitions: {$ref: d.yaml}\nparameters: {$ref: e.yaml}\n",
        c_yaml=KEY,
        d_yaml="{}",
        e_yaml="{}",
    )
    assert operation_of(api, "GET /a").authority.strength is Strength.KEY_OR_BASIC


def test_pointers_lead_through_references() -> None:
    api = api_of(
        HEAD + "components: {schemas: {$ref: s.yaml}}\npaths: {/a: {$ref: 'p.yaml#/~1b'}}\n",
        s_yaml="{Pet: {properties: {$ref: q.yaml}}}",
        q_yaml="{secret: {type: string}}",
        p_yaml="{$ref: r.yaml}",
        r_yaml="{/b: {post: {requestBody: {content: {a/b: {schema: {$ref: 'openapi.yaml#/components/schemas/Pet'}}}}}}}",
    )
    assert [prop.name for prop in api.properties if prop.reach.input] == ["secret"]
    assert not api.unresolved


def test_members_of_operations_may_be_references() -> None:
    api = api_of(
        HEAD
        + "paths: {/a: {parameters: {$ref: '#/x/p'}, get: {security: {$ref: '#/x/s'}, servers: {$ref: '#/x/v'},"
        " responses: {$ref: '#/x/r'}, callbacks: {$ref: '#/x/c'}, requestBody: {content: {$ref: '#/x/m'}}}}}\n"
        "security: [{key: []}]\n"
        "x: {p: [{name: q, in: query}], s: [], v: [{url: https://a.example}], r: {'200': {}}, m: {a/b: {}},"
        " c: {c: {u: {post: {}}}}}\n"
    )
    one = operation_of(api, "GET /a")
    assert (one.authority.public, [p.name for p in one.parameters], [s.url for s in one.servers]) == (
        True,
        ["q"],
        ["https://a.example"],
    )
    assert ([r.status for r in one.responses], [m.type for m in one.bodies]) == (["200"], ["a/b"])
    assert operation_of(api, "POST u")


def test_operations_beside_a_reference_count_too() -> None:
    api = api_of(HEAD + "paths: {/a: {$ref: p.yaml, post: {}, get: {}}}\n", p_yaml="get: {}\nput: {}\n")
    found = sorted((op.label, op.node.document.path) for op in api.operations)
    assert found == [("GET /a", "p.yaml"), ("POST /a", "openapi.yaml"), ("PUT /a", "p.yaml")]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("paths: {$ref: gone.yaml}", {}),
        ("paths: {$ref: https://a.example/p.yaml}", {}),
        ("paths: {$ref: '#/x-gone'}", {}),
        ("paths: {$ref: '#/paths'}", {}),
        ("paths: {$ref: '#'}", {}),
        ("paths: {$ref: 5}", {}),
        ("paths: {$ref: p.yaml}", {"p_yaml": "[]"}),
        ("paths: {$ref: p.yaml}", {"p_yaml": "paths: {/a: {get: {}}}"}),
        ("webhooks: {$ref: gone.yaml}", {}),
        ("components: {$ref: https://a.example/c.yaml}\npaths: {}", {}),
        ("components: {schemas: {$ref: https://a.example/c.yaml}}\npaths: {}", {}),
        ("$ref: p.yaml", {"p_yaml": f"paths: {PATHS}"}),
        ("paths: {$ref: '#/a/b/c'}\na: {$ref: '#/a/b'}", {}),
        ("paths: {$ref: '#/a/b/b/b'}\na: {$ref: '#/a/b/b/b/b'}", {}),
    ],
)
def test_a_section_that_is_not_looked_at_is_a_failure(text: str, files: dict[str, Any]) -> None:
    (failure,) = unfollowed(api_of(HEAD + text, **files).root)
    assert failure.line >= 3


def test_a_reference_to_what_is_no_mapping_leads_nowhere() -> None:
    api = api_of(
        HEAD
        + "tags: [{name: a}]\npaths: {/a: {$ref: '#/tags'}, /b: {get: {$ref: '#/tags'}, put: {$ref: '#/info/title'}}}"
    )
    assert [op.label for op in api.operations] == ["GET /b", "PUT /b"]
    assert {found.reason for _, found in api.unresolved.values()} == {"no mapping stands there"}
    assert len(api.unresolved) == 3
