"""Roles on schemes other than OAuth: from 3.1 on they are compared as scopes are."""

import pytest
from definitions import api_of, operation_of

from ztlint.openapi import asks_less

DEFINITION = """
openapi: {version}
info: {{title: t, version: "1"}}
paths:
  /orders:
    get: {{security: [{{{scheme}: [clerk]}}], responses: {{}}}}
    delete: {{security: [{{{scheme}: [clerk, boss]}}], responses: {{}}}}
components:
  securitySchemes:
    bearer: {{type: http, scheme: bearer}}
    key: {{type: apiKey, in: header, name: X-Api-Key}}
    certificate: {{type: mutualTLS}}
"""


@pytest.mark.parametrize("scheme", ["bearer", "key", "certificate"])
@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_a_role_more_asks_for_more(scheme: str, version: str) -> None:
    api = api_of(DEFINITION.format(version=version, scheme=scheme))
    read, delete = (operation_of(api, f"{method} /orders") for method in ("GET", "DELETE"))
    assert asks_less(read.authority, delete.authority)
    assert not asks_less(delete.authority, read.authority)
