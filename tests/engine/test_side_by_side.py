"""Two processes find what one finds."""

import os
from pathlib import Path

import pytest

from ztlint.core import Failure, Kind, Rule
from ztlint.documents import Document, DocumentStore, Files, parse
from ztlint.engine import side_by_side
from ztlint.openapi import Api, build
from ztlint.rulebook import load_rulebook
from ztlint.scanners import openapi
from ztlint.sources import read_file

EXAMPLES = Path(__file__).parents[2] / "examples" / "bookshop"
DANGLING = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    delete:
      parameters: [{$ref: "#/components/parameters/gone"}]
      requestBody: {$ref: "other.yaml#/body"}
      responses: {"200": {description: OK, headers: {X-One: {$ref: "third.yaml#/one"}}}}
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to share with")


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return load_rulebook().of_kind(Kind.OPENAPI)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "LARGE", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def model(folder: Path) -> Api:
    path = "openapi.yaml"
    documents = parse(path, (folder / path).read_bytes())
    assert not isinstance(documents, Failure)
    document: Document = documents[0]
    return build(document, DocumentStore(Files(lambda name: read_file(folder, name))))


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("case", ["example", "dangling"])
def test_both_find_the_same(tmp_path: Path, rules: tuple[Rule, ...], case: str) -> None:
    (tmp_path / "openapi.yaml").write_text(DANGLING)
    folder = EXAMPLES if case == "example" else tmp_path
    alone = list(openapi.scan(model(folder), rules))
    together = list(side_by_side.scan(model(folder), rules))
    assert len(alone) == len(together) > 0
    assert set(map(repr, alone)) == set(map(repr, together))


@pytest.mark.usefixtures("shared")
def test_a_rule_that_fails_in_either_of_them_is_told(
    rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[object, ...]:
        raise ZeroDivisionError

    monkeypatch.setitem(openapi.SELECTORS, "operations", broken)
    told = [one for one in side_by_side.scan(model(EXAMPLES), rules) if isinstance(one, Failure)]
    alone = [one for one in openapi.scan(model(EXAMPLES), rules) if isinstance(one, Failure)]
    assert sorted(one.reason for one in told) == sorted(one.reason for one in alone)
    assert any("ZeroDivisionError" in one.reason for one in told)


@pytest.mark.usefixtures("shared")
def test_what_a_process_that_was_ended_had_to_do_is_done_here(
    rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = os.getpid()
    dump = side_by_side.dump

    def ended(found: side_by_side.Found | None) -> bytes:
        if os.getpid() != ours:
            os.kill(os.getpid(), 9)
        return dump(found)

    monkeypatch.setattr(side_by_side, "dump", ended)
    together = list(side_by_side.scan(model(EXAMPLES), rules))
    assert set(map(repr, together)) == set(map(repr, openapi.scan(model(EXAMPLES), rules)))
