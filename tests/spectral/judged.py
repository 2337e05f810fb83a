"""Rulesets over definitions, both written inline."""

import json

from ztlint.core import Failure, Finding, Rule
from ztlint.documents import DocumentStore, Files, parse
from ztlint.openapi import Api, build
from ztlint.scanners.openapi.spectral import judge, load_ruleset, rules_of

PETS = """
openapi: 3.1.0
info: {title: Pets, version: "1", contact: {name: Team}}
tags: [{name: dogs}, {name: cats}]
paths:
  /pets:
    get:
      operationId: listPets
      deprecated: false
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - $ref: "#/components/parameters/trace"
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "404": {description: none}
    post:
      operationId: add_pet
      requestBody: {$ref: "#/components/requestBodies/Pet"}
      responses: {"201": {description: made}}
  /Pet_Owners/{id}:
    x-internal: true
    get: {responses: {default: {description: ok}}}
components:
  parameters:
    trace: {name: X-Trace, in: header, schema: {type: string}}
  requestBodies:
    Pet: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  schemas:
    Pet:
      type: object
      properties:
        id: {type: string, maxLength: 10}
        parent_id: {type: string}
        parent: {$ref: "#/components/schemas/Pet"}
        kind: {type: string, enum: [dog, cat, 3]}
    Unused: {type: boolean}
"""


def api_of(definition: str = PETS, **files: str) -> Api:
    documents = parse("openapi.yaml", definition.encode())
    assert isinstance(documents, list), documents
    return build(documents[0], DocumentStore(Files(lambda path: _read(files, path))))


def _read(files: dict[str, str], path: str) -> bytes | Failure:
    """``_`` in the names of files reads as ``.``, and ``__`` as ``/``."""
    named = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    return named[path].encode() if path in named else Failure(path, "no such file", "Correct the name.")


def loaded(ruleset: str, **files: str) -> tuple[list[Rule], list[str]]:
    """The rules of a ruleset, and the reasons of the failures to run it all."""
    read, failures = load_ruleset(
        "ruleset.yaml", lambda path: _read({"ruleset_yaml": ruleset, **files}, path)
    )
    rules, others, _ = rules_of(read)
    return rules, [failure.reason for failure in (*failures, *others)]


def judged(ruleset: str, definition: str = PETS, **files: str) -> list[Finding | Failure]:
    """What a ruleset, all of which runs, finds in a definition."""
    rules, failures = loaded(ruleset, **files)
    assert failures == []
    api = api_of(definition, **files)
    return [found for rule in rules for found in judge(api, rule)]


def found(ruleset: str, definition: str = PETS, **files: str) -> list[str]:
    """Rule and place of each finding, sorted: ``name /paths/~1pets``, with a tilde behind the name of a key."""
    findings = judged(ruleset, definition, **files)
    return sorted(_told(one) for one in findings)


def _told(one: Finding | Failure) -> str:
    assert isinstance(one, Finding), one
    place = one.location
    file = "" if place.path == "openapi.yaml" else place.path
    return f"{one.rule.name} {file}{place.pointer}{'~' if place.on_key else ''}"


def one_rule(given: str, function: str = "falsy", options: str = "{}", field: str = "") -> str:
    """A ruleset with one rule called ``r``."""
    where = f"field: '{field}', " if field else ""
    then = f"{{{where}function: {function}, functionOptions: {options}}}"
    return f"rules: {{r: {{given: {json.dumps(given)}, then: {then}}}}}"
