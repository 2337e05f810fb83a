"""Authority: who gets in, through which alternative, and how strong the weakest one is."""

import pytest
from definitions import api_of

from ztlint.openapi import Strength

SCHEMES = """
      query: {type: apiKey, in: query, name: key}
      cookie: {type: apiKey, in: cookie, name: sid}
      header: {type: apiKey, in: header, name: X-Key}
      basic: {type: http, scheme: Basic}
      bearer: {type: http, scheme: bearer}
      dpop: {type: http, scheme: DPoP}
      mtls: {type: mutualTLS}
      oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example", scopes: {read: r}}}}
      oidc: {type: openIdConnect, openIdConnectUrl: "https://a.example"}
"""


def authority(root: str, own: str) -> object:
    root_line = f"security: {root}" if root else ""
    own_line = f"security: {own}" if own else ""
    return (
        api_of(f"""
openapi: 3.1.0
{root_line}
paths:
  /a:
    get:
      {own_line}
      responses: {{}}
components:
  securitySchemes: {SCHEMES}
""")
        .operations[0]
        .authority
    )


@pytest.mark.parametrize(
    ("root", "own", "public", "optional", "strength"),
    [
        ("", "", True, False, 0),
        ("", "[]", True, False, 0),
        ("", "[{}]", True, False, 0),
        ("[{bearer: []}]", "", False, False, 3),
        ("[{bearer: []}]", "[]", True, False, 0),
        ("[{bearer: []}, {}]", "", False, True, 0),
        ("", "[{bearer: []}, {}]", False, True, 0),
        ("", "[{query: []}]", False, False, 1),
        ("", "[{cookie: []}]", False, False, 2),
        ("", "[{header: []}]", False, False, 2),
        ("", "[{basic: []}]", False, False, 2),
        ("", "[{oauth: []}]", False, False, 3),
        ("", "[{oidc: [openid]}]", False, False, 4),
        ("", "[{oauth: [read]}]", False, False, 4),
        ("", "[{dpop: []}]", False, False, 5),
        ("", "[{mtls: []}]", False, False, 5),
        ("", "[{oauth: [read]}, {query: []}]", False, False, 1),
        ("", "[{header: [], bearer: []}]", False, False, 4),
        ("", "[{unknown: []}]", False, False, 3),
        ("[{bearer: []}]", "{header: []}", False, False, 3),
        ("", "[1, null]", True, False, 0),
    ],
)
def test_authority(root: str, own: str, public: bool, optional: bool, strength: int) -> None:
    found = authority(root, own)
    assert (found.public, found.optional, found.strength) == (public, optional, Strength(strength))


def test_the_node_of_an_authority_is_where_it_is_written() -> None:
    assert authority("[{bearer: []}]", "").node.pointer == "/security"
    assert authority("[{bearer: []}]", "[{header: []}]").node.pointer == "/paths/~1a/get/security"
    assert authority("", "").node is None


@pytest.mark.parametrize(
    ("declared", "public"),
    [
        ("x-ztlint: {public: {reason: a catalogue}}", True),
        ("x-ztlint: {public: {reason: ''}}", False),
        ("x-ztlint: {public: true}", False),
        ("x-ztlint: [public]", False),
    ],
)
def test_public_by_intent_needs_a_reason(declared: str, public: bool) -> None:
    api = api_of(f"openapi: 3.1.0\npaths:\n  /a:\n    get:\n      {declared}\n")
    assert api.operations[0].intended_public is public
