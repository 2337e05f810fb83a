"""The operation table: one model for every version, everything inherited where the specification says so."""

import pytest
from definitions import api_of, operation_of

from ztlint.openapi import Origin

EVERYWHERE = """
openapi: 3.2.0
info: {title: t, version: "1"}
paths:
  x-note: {get: {}}
  /a:
    parameters: [{name: p, in: query, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
    get:
      parameters: [{name: p, in: query, required: true, schema: {type: integer}}]
      callbacks:
        done: {"{$request.query.url}": {post: {responses: {}}}}
    query: {responses: {}}
    additionalOperations: {COPY: {responses: {}}}
  /b: {$ref: "#/components/pathItems/B"}
webhooks:
  new: {post: {responses: {}}}
components:
  pathItems: {B: {delete: {responses: {}}}}
"""


def test_operations_are_found_wherever_the_specification_allows_them() -> None:
    api = api_of(EVERYWHERE)
    assert [(operation.origin, operation.label) for operation in api.operations] == [
        (Origin.PATH, "GET /a"),
        (Origin.PATH, "QUERY /a"),
        (Origin.PATH, "COPY /a"),
        (Origin.PATH, "DELETE /b"),
        (Origin.WEBHOOK, "POST new"),
        (Origin.CALLBACK, "POST {$request.query.url}"),
    ]
    assert [operation.index for operation in api.operations] == list(range(6))


def test_a_parameter_of_the_operation_replaces_that_of_the_path() -> None:
    get = operation_of(api_of(EVERYWHERE), "GET /a")
    assert [(p.name, p.required, p.schema.value["type"]) for p in get.parameters] == [
        ("p", True, "integer"),
        ("q", False, "string"),
    ]


def test_an_operation_may_stand_in_another_file() -> None:
    api = api_of(
        "{openapi: 3.0.0, paths: {/a: {get: {$ref: get.yaml}, put: {$ref: gone.yaml}}}}",
        get_yaml="operationId: far\nresponses: {}\n",
    )
    assert operation_of(api, "GET /a").id == "far"
    assert operation_of(api, "GET /a").node.document.path == "get.yaml"
    assert [unresolved.reference for _, unresolved in api.unresolved.values()] == ["gone.yaml"]


def test_swagger_2_reads_like_openapi_3() -> None:
    api = api_of("""
      swagger: "2.0"
      host: a.example
      basePath: /v1
      schemes: [https]
      consumes: [application/json]
      securityDefinitions:
        key: {type: apiKey, in: header, name: X-Key}
        web: {type: oauth2, flow: accessCode, authorizationUrl: "https://a.example", scopes: {read: r}}
        login: {type: basic}
      security: [{web: [read]}]
      paths:
        /a:
          post:
            parameters:
              - {name: body, in: body, schema: {$ref: "#/definitions/A"}}
              - {name: file, in: formData, type: file}
            responses: {"200": {description: d, schema: {$ref: "#/definitions/A"}, headers: {Link: {type: string}}}}
      definitions: {A: {type: object, properties: {a: {type: string}}}}
    """)
    post = operation_of(api, "POST /a")
    assert [body.type for body in post.bodies] == ["application/json"]
    assert [(p.name, p.place) for p in post.parameters] == [("file", "formData")]
    assert [(r.status, r.headers[0][0], len(r.media)) for r in post.responses] == [("200", "link", 1)]
    assert [server.url for server in post.servers] == ["https://a.example/v1"]
    assert api.schemes["login"].http_scheme == "basic"
    assert [flow.kind for flow in api.schemes["web"].flows] == ["authorizationCode"]
    assert list(api.schemes["web"].scopes) == ["read"]
    assert [(p.name, p.reach.input, p.reach.output) for p in api.properties] == [("a", 1, 1)]


@pytest.mark.parametrize(
    ("place", "urls"),
    [
        ("root", ["https://root.example"]),
        ("path", ["https://path.example"]),
        (
            "operation",
            ["http://a.example:1", "https://a.example:1", "http://a.example:2", "https://a.example:2"],
        ),
    ],
)
def test_the_nearest_servers_count_and_variables_are_written_out(place: str, urls: list[str]) -> None:
    path = 'servers: [{url: "https://path.example"}], ' if place != "root" else ""
    own = (
        'servers: [{url: "{s}://a.example:{p}", variables: '
        '{s: {enum: [http, https], default: https}, p: {default: "1", enum: ["1", "2"]}}}], '
        if place == "operation"
        else ""
    )
    api = api_of(
        f'{{openapi: 3.1.0, servers: [{{url: "https://root.example"}}], paths: {{/a: {{{path} get: {{{own} responses: {{}}}}}}}}}}'
    )
    assert sorted(server.url for server in api.operations[0].servers) == sorted(urls)


def test_of_a_server_with_endless_combinations_each_value_occurs() -> None:
    names = "abcdefghij"
    variables = ", ".join(f"{name}: {{enum: [x, y, z], default: x}}" for name in names)
    url = "https://" + ".".join("{" + name + "}" for name in names)
    api = api_of(
        f'{{openapi: 3.1.0, servers: [{{url: "{url}", variables: {{{variables}}}}}], paths: {{/a: {{get: {{}}}}}}}}'
    )
    hosts = [server.url.removeprefix("https://").split(".") for server in api.operations[0].servers]
    assert len(hosts) == 1 + 2 * len(names)
    assert all({host[place] for host in hosts} == {"x", "y", "z"} for place in range(len(names)))


def test_callbacks_that_lead_back_to_themselves_are_read_once() -> None:
    api = api_of("""
      openapi: 3.1.0
      paths:
        /a: {$ref: "#/components/pathItems/A"}
      components:
        pathItems:
          A: {post: {callbacks: {again: {"{$request.query.url}": {$ref: "#/components/pathItems/A"}}}}}
    """)
    assert [operation.label for operation in api.operations] == ["POST /a", "POST {$request.query.url}"]
