"""Structural errors: in plain words, at the key that is wrong, without following references."""

import pytest
from definitions import api_of

from ztlint.documents import pointer_of
from ztlint.scanners.openapi.hit import TooMuchError
from ztlint.scanners.openapi.structure import structural_errors

VALID = "{openapi: %s, info: {title: t, version: '1'}, paths: {/a: {get: {responses: {'200': {description: d}}}}}}"


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_valid_definition_has_none(version: str) -> None:
    assert list(structural_errors(api_of(VALID % version), 50)) == []


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    ("paths", "pointer", "message"),
    [
        (
            "{/a: {get: {paramters: [], responses: {}}}}",
            "/paths/~1a/get/paramters",
            "'paramters' is not known",
        ),
        (
            "{/a: {get: {responses: {'200': {description: 3}}}}}",
            "/paths/~1a/get/responses/200/description",
            "type",
        ),
        (
            "{/a: {get: {parameters: [{name: x, in: qery, schema: {}}], responses: {'200': {description: d}}}}}",
            "/paths/~1a/get/parameters/0/in",
            "'query'",
        ),
    ],
)
def test_errors_are_found_where_they_are(version: str, paths: str, pointer: str, message: str) -> None:
    api = api_of(f"{{openapi: {version}, info: {{title: t, version: '1'}}, paths: {paths}}}")
    found = [(pointer_of(error.steps), error.message) for error in structural_errors(api, 50)]
    assert any(at.startswith(pointer.rsplit("/", 1)[0]) and message in text for at, text in found), found


def test_swagger_2_is_checked_by_its_own_schema() -> None:
    api = api_of("{swagger: '2.0', info: {title: t, version: '1'}, paths: {/a: {get: {response: {}}}}}")
    assert "'response' is not known here" in " ".join(e.message for e in structural_errors(api, 50))


def test_a_reference_where_the_specification_has_none_is_left_to_the_rules() -> None:
    api = api_of("{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {/a: {get: {$ref: get.yaml}}}}")
    assert list(structural_errors(api, 50)) == []


def test_remote_references_are_not_fetched() -> None:
    text = (VALID % "3.0.3")[:-1] + ", components: {schemas: {A: {$ref: 'http://127.0.0.1:9/x.yaml'}}}}"
    assert list(structural_errors(api_of(text), 50)) == []


def test_the_number_of_errors_is_bounded() -> None:
    paths = ", ".join(
        f"/p{n}: {{get: {{x{n}: 1, responses: {{'200': {{description: d}}}}}}}}" for n in range(80)
    )
    api = api_of(f"{{openapi: 3.0.3, info: {{title: t, version: '1'}}, paths: {{{paths}}}}}")
    assert len(list(structural_errors(api, 50))) == 50


def test_aliases_that_expand_without_end_are_not_followed() -> None:
    levels = "\n".join(f"x-{n}: &a{n} {{k: [{', '.join([f'*a{n - 1}'] * 12)}]}}" for n in range(1, 6))
    api = api_of(f"openapi: 3.1.0\nx-0: &a0 {{}}\n{levels}\npaths: {{}}\n")
    with pytest.raises(TooMuchError):
        list(structural_errors(api, 50))


BROKEN = """
{version}
info: {{title: t}}
paths:
  /orders:
    get:
      parameters:
        - {{name: q, in: querry{schema}}}
        - {{in: query{schema}}}
      responses: {{"200": {{}}}}
      tagz: [a]
    post: {{responses: {{}}, tags: all}}
"""


@pytest.mark.parametrize("version", ["swagger: '2.0'", "openapi: 3.0.3", "openapi: 3.1.0", "openapi: 3.2.0"])
def test_several_errors_are_each_told_at_their_place(version: str) -> None:
    schema = ", type: string" if version.startswith("swagger") else ", schema: {type: string}"
    errors = structural_errors(api_of(BROKEN.format(version=version, schema=schema)), 50)
    found = {pointer_of(error.steps): error.message for error in errors}
    get = "/paths/~1orders/get"
    assert found["/info"] == "The key 'version' is missing"
    assert found[f"{get}/parameters/0/in"].endswith("did you mean 'query'?")
    assert found[f"{get}/parameters/1"] == "The key 'name' is missing"
    assert found[f"{get}/tagz"] == "The key 'tagz' is not known here"
    assert found["/paths/~1orders/post/tags"] == "The value has to be of type 'array'"
    assert ("3.2" in version) or found[f"{get}/responses/200"] == "The key 'description' is missing"


def schema_errors(schema: str, version: str = "3.1.0", more: str = "") -> list[tuple[str, str]]:
    text = f"{{openapi: {version}, info: {{title: t, version: '1'}}, paths: {{}}, components: {{schemas: {{S: {schema}}}}}{more}}}"
    return [
        (pointer_of(e.steps).removeprefix("/components/schemas/S"), e.message)
        for e in structural_errors(api_of(text), 50)
    ]


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        ("{type: strin}", "/type", "did you mean 'string'?"),
        ("{properties: {a: {exclusiveMinimum: true}}}", "/properties/a/exclusiveMinimum", "of type 'number'"),
        ("{allOf: [{oneOf: [{items: [{}]}]}]}", "/allOf/0/oneOf/0/items", "of type 'boolean' or 'object'"),
        ("{properties: {a: {required: true}}}", "/properties/a/required", "of type 'array'"),
        ("{$defs: {a: {minLength: -1}}}", "/$defs/a/minLength", "0 or more"),
    ],
)
def test_schemas_are_held_to_json_schema_2020_12(
    version: str, schema: str, pointer: str, message: str
) -> None:
    found = schema_errors(schema, version)
    assert [at for at, _ in found] == [pointer]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("schema", "more"),
    [
        ("{$schema: 'http://json-schema.org/draft-04/schema#', exclusiveMinimum: true, properties: {a: {required: true}}}", ""),
        ("{exclusiveMinimum: true}", ", jsonSchemaDialect: 'http://json-schema.org/draft-04/schema#'"),
        ("{type: [string, 'null'], example: 1, nullable: true, discriminator: {propertyName: p}, xml: {}, x-y: 1, if: {}, then: false}", ""),
        ("true", ""),
    ],
)  # fmt: skip
def test_another_dialect_and_keywords_of_openapi_are_no_errors(schema: str, more: str) -> None:
    assert schema_errors(schema, more=more) == []


def test_the_dialect_of_openapi_itself_is_json_schema_2020_12() -> None:
    base = ", jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base'"
    assert len(schema_errors("{type: strin}", more=base)) == 1


def test_of_one_misspelled_key_the_right_one_is_not_told_to_be_missing() -> None:
    text = "{openapi: %s, info: {title: t, version: '1'}, paths: {/a: {post: {requestBody: {contents: {}}, responses: {'200': {description: d}}}}}}"
    for version in ("3.0.3", "3.1.0", "3.2.0"):
        found = list(structural_errors(api_of(text % version), 50))
        assert [(e.message, e.key) for e in found] == [("The key 'contents' is not known here", "contents")]
        assert "content" in found[0].known


SCHEMES = "{openapi: %s, info: {title: t, version: '1'}, paths: {}, components: {securitySchemes: {s: %s}}}"


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("scheme", "message"),
    [
        ("{type: htp, scheme: basic}", "did you mean 'http'?"),
        ("{type: apiKey, name: k}", "The key 'in' is missing"),
        ("{type: oauth2, flows: {clientCredentials: {scopes: {}}}}", "The key 'tokenUrl' is missing"),
        ("{type: apiKey, name: k, in: body}", "'header'"),
    ],
)
def test_of_alternatives_the_one_that_was_meant_is_told(version: str, scheme: str, message: str) -> None:
    found = [error.message for error in structural_errors(api_of(SCHEMES % (version, scheme)), 50)]
    assert len(found) == 1
    assert message in found[0]
