"""Definitions in many files: the finding stands where the fault is, with the way that leads there."""

import time

from definitions import api_of

from ztlint.core import Finding, Kind
from ztlint.rulebook import load_rulebook
from ztlint.scanners.openapi import scan

RULE = next(rule for rule in load_rulebook().of_kind(Kind.OPENAPI) if rule.id == "ZTA401")


def found(text: str, **files: str) -> list[Finding]:
    return [item for item in scan(api_of(text, **files), (RULE,)) if isinstance(item, Finding)]


def way(finding: Finding) -> list[tuple[str, str | None]]:
    return [(place.location.path, place.location.pointer) for place in finding.related]


ROOT = """
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /users/{id}: {$ref: "user.yaml"}
  /teams/{id}:
    get:
      responses: {"200": {$ref: "answers.yaml#/team"}}
"""
FILES = {
    "user_yaml": """
        delete: {responses: {"200": {description: ok, content: {a/b: {schema: {$ref: "models.yaml#/User"}}}}}}
        get: {responses: {"200": {$ref: "answers.yaml#/user"}}}
        """,
    "answers_yaml": """
        user: {description: ok, content: {application/json: {schema: {$ref: "models.yaml#/User"}}}}
        team: {$ref: "#/real"}
        real: {description: ok, content: {application/json: {schema: {$ref: "models.yaml#/Team"}}}}
        """,
    "models_yaml": """
        User: {type: object, properties: {name: {type: string}, apiKey: {type: string}}}
        Team: {type: object, properties: {lead: {$ref: "#/Lead"}}}
        Lead: {type: object, properties: {clientSecret: {type: string}, team: {$ref: "#/Team"}}}
        """,
}


def test_the_chain_goes_through_every_file_up_to_the_fault() -> None:
    key, secret = found(ROOT, **FILES)
    assert (key.location.path, key.location.pointer) == ("models.yaml", "/User/properties/apiKey")
    assert way(key) == [
        ("openapi.yaml", "/paths/~1users~1{id}/$ref"),
        ("user.yaml", "/delete/responses/200/content/a~1b/schema/$ref"),
    ]
    assert way(secret) == [
        ("openapi.yaml", "/paths/~1teams~1{id}/get/responses/200/$ref"),
        ("answers.yaml", "/team/$ref"),
        ("answers.yaml", "/real/content/application~1json/schema/$ref"),
        ("models.yaml", "/Team/properties/lead/$ref"),
    ]


def test_the_chain_says_what_its_places_are() -> None:
    _, secret = found(ROOT, **FILES)
    first, second = secret.related[:2]
    assert first.message == "'GET /teams/{id}' refers to it from here"
    assert second.message == "and on from here"


def test_a_fault_in_the_definitions_own_file_has_no_chain() -> None:
    (finding,) = found("""
        openapi: 3.0.3
        info: {title: t, version: "1"}
        paths:
          /users:
            get:
              responses:
                "200": {description: ok, content: {a/b: {schema: {$ref: "#/components/schemas/User"}}}}
        components: {schemas: {User: {type: object, properties: {apiKey: {type: string}}}}}
        """)
    assert way(finding) == []


def test_a_webhook_and_files_that_refer_to_one_another() -> None:
    (finding, *_) = found(
        """
        openapi: 3.1.0
        info: {title: t, version: "1"}
        webhooks:
          sold:
            post:
              requestBody: {content: {application/json: {schema: {$ref: "a.yaml"}}}}
        """,
        a_yaml='{type: object, properties: {b: {$ref: "b.yaml"}, apiKey: {type: string}}}',
        b_yaml='{type: object, properties: {a: {$ref: "a.yaml"}, clientSecret: {type: string}}}',
    )
    assert way(finding) == [
        ("openapi.yaml", "/webhooks/sold/post/requestBody/content/application~1json/schema/$ref")
    ]


def test_files_that_only_examples_refer_to_are_not_opened() -> None:
    api = api_of(
        """
        openapi: 3.0.3
        info: {title: t, version: "1"}
        paths:
          /users:
            get:
              x-samples: {$ref: "missing.yaml"}
              responses: {"200": {description: ok, content: {a/b: {schema: {$ref: "user.yaml"}}}}}
        """,
        user_yaml="{type: object, properties: {apiKey: {type: string}}}",
    )
    (finding,) = [item for item in scan(api, (RULE,)) if isinstance(item, Finding)]
    assert len(finding.related) == 1
    assert api.store.failures == ()


TWO = """
        openapi: 3.0.3
        info: {title: t, version: "1"}
        paths:
          /users: {get: {responses: {"200": {description: a, content: {a/b: {schema: SCHEMA}}}}}}
          /staff: {get: {responses: {"200": {description: b, content: {a/b: {schema: OTHER}}}}}}
        """
COPY = "{type: object, properties: {name: {type: string, description: A}, apiKey: {type: string}}}"


def test_copies_are_one_finding_whatever_their_prose_says() -> None:
    other = COPY.replace("description: A", "description: B").replace(
        "{type: object", "{title: T, type: object"
    )
    (finding,) = found(TWO.replace("SCHEMA", COPY).replace("OTHER", other))
    assert finding.count == 2
    assert [place.message for place in finding.related] == ["The same cause"]
    assert finding.cause.startswith("openapi.yaml#paths//users/get/")


def test_a_property_that_is_called_description_counts() -> None:
    other = COPY.replace("{name:", "{description: {type: string}, name:")
    assert len(found(TWO.replace("SCHEMA", COPY).replace("OTHER", other))) == 2


def test_components_are_causes_of_their_own_and_what_is_inlined_in_them_is_not() -> None:
    named = TWO.replace("SCHEMA", '{$ref: "#/components/schemas/A"}').replace(
        "OTHER", '{$ref: "#/components/schemas/B"}'
    )
    assert len(found(f"{named}\n        components: {{schemas: {{A: {COPY}, B: {COPY}}}}}")) == 2
    within = f"{{type: object, properties: {{of: {COPY}}}}}"
    assert len(found(f"{named}\n        components: {{schemas: {{A: {within}, B: {within}}}}}")) == 1


def test_many_operations_that_all_reach_many_faults_take_no_square_of_the_time() -> None:
    many = 400
    paths = "\n".join(
        f"  /p{n}: {{get: {{responses: {{'200': {{$ref: 'all.yaml#/ok'}}}}}}}}" for n in range(many)
    )
    names = ", ".join(f"p{n}: {{$ref: '#/M{n}'}}" for n in range(many))
    models = "\n".join(
        f"M{n}: {{type: object, properties: {{apiKey: {{type: string}}}}}}" for n in range(many)
    )
    answer = (
        f"ok: {{description: d, content: {{a/b: {{schema: {{type: object, properties: {{{names}}}}}}}}}}}"
    )
    text = f"openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}"
    api = api_of(text, all_yaml=f"{answer}\n{models}")
    start = time.process_time()
    findings = [item for item in scan(api, (RULE,)) if isinstance(item, Finding)]
    assert len(findings) == many
    assert [len(finding.related) for finding in findings] == [2] * many
    assert time.process_time() - start < 10
