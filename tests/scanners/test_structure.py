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
