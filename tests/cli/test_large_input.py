"""Input that is large in one dimension: work grows with its size, not with its square. The ``ztlint`` fixture
ends a run that hangs; at these sizes a quadratic step takes longer than that.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Run, github_token, write

OK = {"200": {"description": "done"}}


def definition(paths: dict[str, Any], **others: Any) -> str:
    return json.dumps(
        {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths, **others}, indent=0
    )


def schema(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def callbacks_that_lead_back() -> str:
    post = {"responses": OK, "callbacks": {"c": {"{$u}": {"$ref": "#/paths/~1a"}}}}
    return definition({"/a": {"post": post}})


def callbacks_in_layers() -> str:
    def post(layer: int) -> dict[str, Any]:
        target = {"$ref": f"#/paths/~1p{layer + 1}"}
        return {"post": {"responses": OK, "callbacks": {"a": {"x": target}, "b": {"y": target}}}}

    return definition({f"/p{layer}": post(layer) for layer in range(25)} | {"/p25": {"get": {}}})


def aliases_in_layers() -> str:
    layers = [
        f"x-{n}: &x{n} {{post: {{responses: {{}}, callbacks: {{{', '.join(f'c{i}: {{u: *x{n - 1}}}' for i in range(12))}}}}}}}"
        for n in range(1, 6)
    ]
    head = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nx-0: &x0 {get: {responses: {}}}\n"
    return head + "\n".join(layers) + "\npaths: {/a: *x5}\n"


def schemas_in_a_chain() -> str:
    schemas: dict[str, Any] = {
        f"S{n}": {"properties": {"n": {"$ref": f"#/components/schemas/S{n + 1}"}}} for n in range(5000)
    }
    schemas["S5000"] = {"type": "string"}
    paths = {f"/p{n}": {"get": {"responses": {"200": schema(f"S{n}")}}} for n in range(5000)}
    return definition(paths, components={"schemas": schemas})


def many_properties() -> str:
    properties = {f"password{n}": {"type": "string"} for n in range(40_000)}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}
    return definition({"/a": {"post": {"requestBody": body, "responses": OK}}})


def many_operations() -> str:
    paths = {f"/p{n}/{{id}}": {"get": {"responses": OK}, "delete": {"responses": OK}} for n in range(8000)}
    return definition(paths)


def many_parameters() -> str:
    parameters = [{"name": f"p{n}", "in": "query", "schema": {"type": "string"}} for n in range(30_000)]
    return definition({"/a": {"get": {"parameters": parameters, "responses": OK}}})


def many_servers() -> str:
    variables = {name: {"enum": [str(n) for n in range(150)], "default": "1"} for name in "abcd"}
    servers = [{"url": "http://{a}{b}{c}{d}.x.example", "variables": variables}] * 100
    return definition({f"/p{n}": {"get": {"responses": {}}} for n in range(2000)}, servers=servers)


def many_requirements() -> str:
    names = [f"s{n}" for n in range(60)]
    return definition(
        {f"/p{n}": {"get": {"responses": {}}} for n in range(2000)},
        security=[{key: [] for key in names} for _ in names],
        components={"securitySchemes": {name: {"type": "http", "scheme": "bearer"} for name in names}},
    )


def many_unresolved_references() -> str:
    return definition({f"/p{n}": {"$ref": f"x{n}.yaml"} for n in range(20_000)})


def many_structural_errors() -> str:
    return definition({f"/p{n}": {"get": {"wrong": 1}} for n in range(10_000)})


def many_duplicate_keys() -> str:
    keys = "".join(f"  /k{n}: {{}}\n" for n in range(30_000))
    return "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n" + keys + keys


def a_merge_of_many_keys() -> str:
    keys = "".join(f"  k{n}: {{get: {{responses: {{}}}}}}\n" for n in range(30_000))
    return f"openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\nx-b: &b\n{keys}x-c:\n  <<: *b\npaths: {{}}\n"


def many_ignored_lines() -> str:
    lines = "".join(f"  /a{n}: {{}} # ztlint: ignore[ZTA101] tested\n" for n in range(15_000))
    return "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n" + lines


DEFINITIONS: list[Callable[[], str]] = [
    callbacks_that_lead_back, callbacks_in_layers, aliases_in_layers, schemas_in_a_chain, many_properties,
    many_operations, many_parameters, many_servers, many_requirements, many_unresolved_references,
    many_structural_errors, many_duplicate_keys, a_merge_of_many_keys, many_ignored_lines,
]  # fmt: skip


@pytest.mark.parametrize("make", DEFINITIONS, ids=lambda make: make.__name__)
def test_a_large_definition_is_checked(tmp_path: Path, ztlint: Run, make: Callable[[], str]) -> None:
    write(tmp_path, "openapi.yaml", make())
    result = ztlint(tmp_path, "check", "-o", "json")
    assert result.status in (1, 4)
    assert json.loads(result.out)["coverage"]["definitions"] == 1


def test_a_stream_of_many_documents_is_a_failure(tmp_path: Path, ztlint: Run) -> None:
    one = "---\nopenapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {delete: {responses: {}}}}\n"
    write(tmp_path, "openapi.yaml", one * 4000)
    result = ztlint(tmp_path, "check", "-o", "json")
    (failure,) = json.loads(result.out)["failures"]
    assert (result.status, failure["line"]) == (4, 801)
    assert "more than 200 documents" in failure["reason"]


def test_a_file_that_many_definitions_share_is_parsed_once(tmp_path: Path, ztlint: Run) -> None:
    shared = "".join(
        f"    S{n}: {{type: object, properties: {{a: {{type: string}}}}}}\n" for n in range(12_000)
    )
    write(tmp_path, "common.yaml", "components:\n  schemas:\n" + shared)
    for n in range(300):
        response = {
            "200": {
                "content": {"application/json": {"schema": {"$ref": "common.yaml#/components/schemas/S1"}}}
            }
        }
        write(tmp_path, f"{n}.json", definition({"/a": {"get": {"responses": response}}}))
    result = ztlint(tmp_path, "check", "-o", "json")
    assert json.loads(result.out)["coverage"]["definitions"] == 300


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("\n".join(github_token(str(n)) for n in range(20_000)), 20_000),
        ("\u00e9 " + "\n".join(github_token(str(n)) for n in range(20_000)), 20_000),
        ("# ztlint: ignore[ZTS001] tested\n" * 60_000, 60_000),
        ("# ztlint: ignore[" * 60_000, 0),
        ("eyJhbGciOiJIUzI1NiJ9." * 200_000, 1),
        ("-----BEGIN RSA PRIVATE KEY-----\n" * 100_000, 0),
        ("postgres://" * 400_000, 0),
        ("postgres://u:" + "a" * 4_000_000, 0),
        ("ghp" + "_" + "a" * 4_000_000, 0),
    ],
    ids="tokens wide-tokens marks open-marks heads keys urls long-password long-token".split(),
)  # fmt: skip
def test_a_large_text_is_searched(tmp_path: Path, ztlint: Run, text: str, most: int) -> None:
    write(tmp_path, "a.py", text)
    result = ztlint(tmp_path, "check", "-o", "json")
    assert result.status in (0, 1)
    assert len(json.loads(result.out)["findings"]) <= most


@pytest.mark.parametrize("name", ["a.txt", "a.yaml"])
@pytest.mark.parametrize(
    "text",
    [
        "{" + " " * 2_000_000 + "openapi",
        "\n" * 2_000_000 + "openapi",
        "openapi " * 200_000,
        "{/* " * 300_000 + "openapi",
        "{'\\\n" * 300_000 + "openapi",
    ],
    ids="blanks lines words comments quotes".split(),
)
def test_a_large_text_that_may_be_a_definition(tmp_path: Path, ztlint: Run, name: str, text: str) -> None:
    write(tmp_path, name, text)
    assert ztlint(tmp_path, "check", "--only", "openapi").status in (3, 4)


def test_many_globs_are_tried_on_many_files(checkout: Checkout, ztlint: Run) -> None:
    for n in range(2000):
        write(checkout.root, f"{n}.txt", "hello\n")
    globs = "".join(f'  "**/*{n}*/*{n}*.json",\n' for n in range(1000))
    write(checkout.root, ".ztlint.toml", f"exclude = [\n{globs}]\n")
    assert ztlint(checkout.root, "check", "--only", "secrets").status == 0
    write(checkout.root, ".ztlint.toml", f"exclude = [\n{globs} 'x']\n")
    result = ztlint(checkout.root, "check")
    assert (result.status, "more than 1000 globs" in result.err) == (2, True), result.err


def test_a_glob_of_many_stars_is_tried_on_long_names(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a" * 120, "hello\n")
    write(tmp_path, "a/" * 60 + "c", "hello\n")
    globs = ["*a*a*a*a*a*a*b", "**/a/" * 14 + "b"]
    waivers = "".join(f"  - {{rule: ZTS001, path: '{glob}', reason: x}}\n" for glob in globs)
    write(tmp_path, ".ztlint.yaml", f"exclude: {json.dumps(globs)}\nwaivers:\n{waivers}")
    assert ztlint(tmp_path, "check").status in (0, 1)


def test_definitions_that_all_refer_to_all_end_in_a_failure(tmp_path: Path, ztlint: Run) -> None:
    names = range(150)
    for n in names:
        properties = {f"p{m}": {"$ref": f"{(n + m) % 150}.json#/components/schemas/S"} for m in range(1, 40)}
        paths = {"/a": {"get": {"responses": {"200": schema("S")}}}}
        shared = {"schemas": {"S": {"type": "object", "properties": properties}}}
        write(tmp_path, f"{n}.json", definition(paths, components=shared))
    result = ztlint(tmp_path, "check", "--only", "openapi", "-o", "json")
    reasons = {failure["reason"] for failure in json.loads(result.out)["failures"]}
    assert result.status in (1, 4)
    assert reasons == {"not checked: the definitions share more than 300000 schemas"}
