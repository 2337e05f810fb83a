"""What one version of the specification can say and others can't, as the model sees it."""

import pytest
from definitions import api_of, operation_of

from ztlint.openapi import Api, Strength


def reached(api: Api) -> dict[str, tuple[int, int]]:
    """Properties by name, with the operations that take them in and give them out."""
    return {prop.name: (prop.reach.input, prop.reach.output) for prop in api.properties}


def test_items_of_a_sequence_are_given_out_beside_what_describes_all_of_it() -> None:
    api = api_of("""
      openapi: 3.2.0
      paths:
        /events:
          get:
            responses:
              "200":
                description: d
                content:
                  text/event-stream:
                    schema: {type: array, maxItems: 9, items: {properties: {whole: {type: string}}}}
                    itemSchema: {properties: {item: {type: string}}}
          query:
            requestBody: {content: {application/jsonl: {itemSchema: {properties: {line: {type: string}}}}}}
            responses: {}
    """)
    assert reached(api) == {"whole": (0, 1), "item": (0, 1), "line": (2, 0)}
    body = operation_of(api, "QUERY /events").bodies[0]
    assert body.schema is not None
    assert body.item is None


def test_a_media_type_may_be_a_component_of_another_file() -> None:
    api = api_of(
        """
      openapi: 3.2.0
      paths:
        /a:
          post:
            requestBody: {content: {application/json: {$ref: "#/components/mediaTypes/A"}}}
            responses: {"200": {description: d, content: {application/json: {$ref: "b.yaml#/B"}}}}
      components: {mediaTypes: {A: {schema: {properties: {a: {}}}}}}
    """,
        b_yaml="B: {itemSchema: {properties: {b: {}}}}",
    )
    assert reached(api) == {"a": (1, 0), "b": (0, 1)}


def test_what_a_whole_query_string_holds_is_in_the_query() -> None:
    api = api_of("""
      openapi: 3.2.0
      paths:
        /a:
          get:
            parameters:
              - name: filter
                in: querystring
                content:
                  application/x-www-form-urlencoded:
                    schema: {$ref: "#/components/schemas/Filter"}
            responses: {}
      components:
        schemas: {Filter: {type: object, required: [token], properties: {token: {$ref: "#/components/schemas/T"}, q: {}}}, T: {type: string}}
    """)
    parameters = api.operations[0].parameters
    assert [(p.name, p.place, p.required) for p in parameters] == [
        ("filter", "querystring", False),
        ("token", "query", True),
        ("q", "query", False),
    ]
    assert parameters[1].schema.value == {"type": "string"}
    assert reached(api) == {"token": (1, 0), "q": (1, 0)}


BY_URI = """
openapi: 3.2.0
$self: https://apis.example/shop/openapi.yaml
paths:
  /local: {get: {security: [{"#/components/securitySchemes/oauth": [read]}], responses: {}}}
  /whole: {get: {security: [{"https://apis.example/shop/openapi.yaml#/components/securitySchemes/oauth": [read]}], responses: {}}}
  /beside: {get: {security: [{"./schemes.yaml#/key": []}], responses: {}}}
  /beside-by-address: {get: {security: [{"https://apis.example/shop/schemes.yaml#/key": []}], responses: {}}}
  /remote: {get: {security: [{"https://elsewhere.example/schemes.yaml#/key": []}], responses: {}}}
  /nowhere: {get: {security: [{"#/components/securitySchemes/gone": []}], responses: {}}}
  /name: {get: {security: [{"a/b": []}, {plain: []}], responses: {}}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: "https://a.example/d", tokenUrl: "https://a.example/t", scopes: {read: r}}}}
    a/b: {type: mutualTLS}
"""
SCHEMES = "key: {type: apiKey, in: query, name: k}"


@pytest.mark.parametrize(
    ("path", "name", "strength"),
    [
        ("/local", "oauth", Strength.SCOPED),
        ("/whole", "oauth", Strength.SCOPED),
        ("/beside", "./schemes.yaml#/key", Strength.KEY_IN_QUERY),
        ("/beside-by-address", "./schemes.yaml#/key", Strength.KEY_IN_QUERY),
        ("/remote", None, Strength.BEARER),
        ("/nowhere", None, Strength.BEARER),
    ],
)
def test_a_requirement_may_name_its_scheme_by_uri(path: str, name: str | None, strength: Strength) -> None:
    authority = operation_of(api_of(BY_URI, schemes_yaml=SCHEMES), f"GET {path}").authority
    requirement = authority.alternatives[0].requirements[0]
    assert (requirement.scheme.name if requirement.scheme else None) == name
    assert authority.strength == strength


def test_the_name_of_a_component_comes_before_a_uri_and_a_plain_name_is_no_file() -> None:
    api = api_of(BY_URI)
    first, second = operation_of(api, "GET /name").authority.alternatives
    assert first.strength is Strength.SENDER_CONSTRAINED
    assert second.requirements[0].scheme is None
    assert "plain" not in api.store.paths


def test_before_3_2_a_requirement_is_a_name_and_nothing_else() -> None:
    api = api_of(BY_URI.replace("3.2.0", "3.1.0"), schemes_yaml=SCHEMES)
    assert operation_of(api, "GET /local").authority.alternatives[0].requirements[0].scheme is None


def test_the_device_flow_is_a_flow_with_its_addresses() -> None:
    flow = api_of(BY_URI).schemes["oauth"].flows[0]
    assert flow.kind == "deviceAuthorization"
    assert [key for key, _ in flow.urls] == ["tokenUrl", "deviceAuthorizationUrl"]


def test_what_a_discriminator_chooses_is_reached() -> None:
    api = api_of("""
      openapi: 3.2.0
      paths:
        /pets:
          get: {responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}}
      components:
        schemas:
          Pet:
            properties: {kind: {type: string}}
            discriminator:
              propertyName: kind
              mapping: {cat: Cat, dog: "#/components/schemas/Dog", gone: Gone}
              defaultMapping: Other
          Cat: {allOf: [{$ref: "#/components/schemas/Pet"}], properties: {claws: {}}}
          Dog: {allOf: [{$ref: "#/components/schemas/Pet"}], properties: {bark: {}}}
          Other: {properties: {other: {}}}
          Unused: {properties: {unused: {}}}
    """)
    assert set(reached(api)) == {"kind", "claws", "bark", "other"}
    assert api.unresolved == {}


def test_the_discriminator_of_swagger_2_is_a_name() -> None:
    api = api_of("""
      swagger: "2.0"
      paths:
        /a: {get: {responses: {"200": {description: d, schema: {$ref: "#/definitions/A"}}}}}
      definitions: {A: {discriminator: kind, properties: {kind: {type: string}}}}
    """)
    assert reached(api) == {"kind": (0, 1)}


BESIDE = """
openapi: {version}
paths:
  /a:
    get:
      responses:
        "200":
          description: d
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/A"
                properties: {{beside: {{$ref: "#/components/schemas/B", items: {{properties: {{below: {{}}}}}}}}}}
components: {{schemas: {{A: {{properties: {{a: {{}}}}}}, B: {{$ref: "#/components/schemas/C", properties: {{b: {{}}}}}}, C: {{properties: {{c: {{}}}}}}}}}}
"""


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("3.0.3", {"a"}),
        ("3.1.0", {"a", "b", "c", "beside", "below"}),
        ("3.2.0", {"a", "b", "c", "beside", "below"}),
    ],
)
def test_what_stands_beside_a_reference_counts_from_3_1_on(version: str, names: set[str]) -> None:
    assert set(reached(api_of(BESIDE.format(version=version)))) == names


def test_a_generic_schema_holds_what_each_user_puts_into_it() -> None:
    api = api_of("""
      openapi: 3.1.0
      paths:
        /users: {get: {responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Users"}}}}}}}
        /books: {get: {responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Books"}}}}}}}
      components:
        schemas:
          Users: {$ref: "#/components/schemas/Page", $defs: {entry: {$dynamicAnchor: entry, properties: {user: {}}}}}
          Books: {$ref: "#/components/schemas/Page", $defs: {entry: {$dynamicAnchor: entry, properties: {book: {}}}}}
          Page:
            properties: {entries: {type: array, items: {$dynamicRef: "#entry"}}}
            $defs: {entry: {$dynamicAnchor: entry, not: {}}}
    """)
    assert reached(api) == {"user": (0, 1), "book": (0, 2), "entries": (0, 3)}


def test_a_path_may_be_a_component() -> None:
    api = api_of("""
      openapi: 3.1.0
      jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
      webhooks: {new: {$ref: "#/components/pathItems/New"}}
      components: {pathItems: {New: {post: {requestBody: {content: {application/json: {schema: {properties: {a: {}}}}}}}}}}
    """)
    assert reached(api) == {"a": (0, 1)}


def test_swagger_2_by_reference() -> None:
    api = api_of("""
      swagger: "2.0"
      host: a.example
      schemes: [https]
      paths:
        /a:
          post:
            schemes: [http]
            consumes: [application/x-www-form-urlencoded]
            parameters: [{$ref: "#/parameters/Tags"}]
            responses: {"200": {$ref: "#/responses/A"}}
          put:
            parameters: [{$ref: "#/parameters/Body"}]
            responses: {}
      parameters:
        Tags: {name: tags, in: formData, type: array, collectionFormat: multi, items: {type: string}}
        Body: {name: b, in: body, schema: {properties: {b: {type: string, x-nullable: true}}}}
      responses: {A: {description: d, schema: {properties: {a: {}}}}}
    """)
    assert [server.url for server in operation_of(api, "POST /a").servers] == ["http://a.example"]
    assert [(p.name, p.place) for p in operation_of(api, "POST /a").parameters] == [("tags", "formData")]
    assert reached(api) == {"a": (0, 1), "b": (2, 0)}


@pytest.mark.parametrize(
    "own", ["/api/v1/openapi.yaml", "v1/openapi.yaml", "https://x.example/v1/openapi.yaml"]
)
@pytest.mark.parametrize("way", ["schemas.yaml", "./schemas.yaml", "{folder}schemas.yaml"])
def test_what_a_definition_calls_itself_is_what_its_references_start_from(own: str, way: str) -> None:
    folder = own.removesuffix("openapi.yaml") if own.startswith(("/", "https")) else "/v1/"
    reference = way.format(folder=folder)
    api = api_of(
        f"""
      openapi: 3.2.0
      $self: {own}
      paths:
        /a:
          get: {{responses: {{"200": {{description: d, content: {{a/b: {{schema: {{$ref: "{reference}#/S"}}}}}}}}}}}}
          put: {{responses: {{"200": {{description: d, content: {{a/b: {{schema: {{$ref: "{folder}openapi.yaml#/components/schemas/T"}}}}}}}}}}}}
      components: {{schemas: {{T: {{properties: {{own: {{}}}}}}}}}}
    """,
        schemas_yaml="S: {properties: {beside: {}}}",
    )
    assert reached(api) == {"beside": (0, 1), "own": (0, 2)}
    assert api.unresolved == {}


def test_schemas_of_response_headers_are_given_out() -> None:
    api = api_of("""
      openapi: 3.1.0
      paths:
        /a:
          get:
            responses:
              "200":
                description: d
                headers:
                  X-Plain: {schema: {properties: {plain: {type: string}}}}
                  X-Typed: {content: {application/json: {schema: {$ref: "#/components/schemas/S"}}}}
                  X-Shared: {$ref: "#/components/headers/H"}
              "400": {description: d, headers: {X-Shared: {$ref: "#/components/headers/H"}}}
      components:
        headers: {H: {schema: {properties: {shared: {type: string}}}}}
        schemas: {S: {properties: {typed: {type: string}}}}
    """)
    assert reached(api) == {"plain": (0, 1), "typed": (0, 1), "shared": (0, 1)}
    assert next(prop.reach.error for prop in api.properties if prop.name == "shared") == 1
