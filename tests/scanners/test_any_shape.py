"""No shape of a definition makes a rule fail: whatever stands where, the scan goes on."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ztlint.core import Failure, Kind
from ztlint.documents import Document, DocumentStore, Files
from ztlint.documents.document import Positions
from ztlint.openapi import build
from ztlint.rulebook import load_rulebook
from ztlint.scanners.openapi import scan

RULES = load_rulebook().of_kind(Kind.OPENAPI)
KEYS = """paths webhooks components security securitySchemes securityDefinitions definitions schemas parameters
requestBody responses content schema properties items allOf oneOf additionalProperties get post delete callbacks
servers url variables enum default type format pattern maxLength minLength maximum required name in scheme flows
implicit flow scopes tokenUrl openIdConnectUrl $ref x-ztlint public reason deprecated description example headers
/v1/users/{id} /admin /login 200 default application/json password email url limit bearer key tags operationId
schemes host basePath consumes x-internal x-sunset""".split()
LEAVES = st.sampled_from(
    [None, True, False, 0, -1, 1e9, "", "string", "object", "array", "query", "http", "basic", "apiKey", "oauth2",
     "#/components/schemas/A", "#", "#/paths", "http://a.example/x", "^(a+)+$", "https://{v}.example", "2020-01-01",
     "{$request.body#/url}", "read:pets", "//", "http://[", "password"]
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=40,
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6),
    st.sampled_from(["2.0", "3.0.0", "3.1.0", "3.2.0"]),
)
def test_no_rule_fails(data: dict[str, object], version: str) -> None:
    data["swagger" if version == "2.0" else "openapi"] = version
    document = Document("openapi.json", "", data, Positions)
    api = build(
        document, DocumentStore(Files(lambda path: Failure(path, "no such file", "Correct the $ref.")))
    )
    failures = [found for found in scan(api, RULES) if isinstance(found, Failure)]
    assert failures == []
