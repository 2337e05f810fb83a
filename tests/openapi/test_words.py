"""Names: whole tokens are compared, and words about a thing are not the thing."""

import pytest
from definitions import api_of

from ztlint.documents import parse
from ztlint.openapi import Term, path_version, recognise, segments, sniff, terms, tokens


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("resetPasswordURL", ("reset", "password", "url")),
        ("X-Api-Key", ("x", "api", "key")),
        ("user_id", ("user", "id")),
        ("APIKeyV2", ("api", "key", "v2")),
        ("address1", ("address1",)),
        ("", ()),
    ],
)
def test_tokens(name: str, words: tuple[str, ...]) -> None:
    assert tokens(name) == words


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("password", Term.CREDENTIAL | Term.PASSWORD),
        ("userPassword", Term.CREDENTIAL | Term.PASSWORD),
        ("password_hash", Term.CREDENTIAL | Term.PASSWORD),
        ("client_secret", Term.CREDENTIAL),
        ("apiKey", Term.CREDENTIAL),
        ("accessToken", Term.CREDENTIAL),
        ("primaryEmail", Term.PII),
        ("date_of_birth", Term.PII),
        ("cardNumber", Term.FINANCIAL),
        ("bloodType", Term.HEALTH),
        ("isAdmin", Term.PRIVILEGE),
        ("owner_id", Term.OWNERSHIP),
        ("tenantId", Term.TENANT),
        ("stackTrace", Term.DEBUG),
        *[
            (name, Term.NONE)
            for name in (
                "compass",
                "has_password",
                "passwordExpiresAt",
                "token_type",
                "page_token",
                "secret_id",
                "secretName",
                "card_last4",
                "emailVerifiedAt",
                "trace_id",
                "aria_role",
                "hide_secret",
                "password_policy",
                "max_tokens",
                "supportEmail",
                "spinner",
            )
        ],
    ],
)
def test_terms(name: str, term: Term) -> None:
    assert terms(name) == term


@pytest.mark.parametrize(
    ("path", "parts", "version"),
    [
        ("/v1/pets/{id}", ("pets", "*"), 1),
        ("/api/v2.1/pets/", ("pets",), 2),
        ("/pets/{id}/photos", ("pets", "*", "photos"), None),
        ("/", (), None),
        ("/files/{name}.{ext}", ("files", "{name}.{ext}"), None),
    ],
)
def test_paths(path: str, parts: tuple[str, ...], version: int | None) -> None:
    assert segments(path) == parts
    assert path_version(path) == version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("openapi: 3.1.0\n", "3.1"),
        ("'swagger' : '2.0'\n", "2.0"),
        ("swagger: 2.0\n", "2.0"),
        ("openapi: 3.2\n", "3.2"),
        ('{"info": {}, "openapi":"3.0.3"}', "3.0"),
        ("info: {}\ropenapi: 3.0.0\r", "3.0"),
        ("%YAML 1.2\n---\nopenapi: 3.1.1\n", "3.1"),
        ("info: openapi: 3\n", None),
        ("kind: CustomResourceDefinition\nspec:\n  openapi: later\n", None),
        ("# openapi: 3.0.0\nname: x\n", None),
        ("openapi: []\n", None),
    ],
)
def test_definitions_are_known_by_content(text: str, version: str | None) -> None:
    documents = parse("anything.txt", text.encode())
    found = recognise(documents[0]) if isinstance(documents, list) else None
    assert (found.label if found else None) == version
    if version:
        assert sniff(text.encode())
        assert sniff(text.encode("utf-16"))


def test_siblings_share_a_collection_and_fall_back_to_the_tag() -> None:
    api = api_of("""
openapi: 3.1.0
paths:
  /v1/pets: {get: {}, post: {}}
  /v1/pets/{id}: {get: {}}
  /status: {get: {tags: [ops]}}
  /uptime: {get: {tags: [ops]}}
  /load: {get: {tags: [ops]}}
""")
    by_label = {operation.label: operation for operation in api.operations}
    assert [o.label for o in api.siblings.of(by_label["GET /v1/pets"])] == [
        "GET /v1/pets",
        "POST /v1/pets",
        "GET /v1/pets/{id}",
    ]
    assert [o.label for o in api.siblings.of(by_label["GET /status"])] == [
        "GET /status",
        "GET /uptime",
        "GET /load",
    ]
