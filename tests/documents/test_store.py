"""References are followed lazily, inside the root, and never over the network."""

from collections.abc import Mapping

import pytest

from ztlint.core import Failure
from ztlint.documents import Document, DocumentStore, Files, Node, Unresolved, parse


def store_of(files: Mapping[str, str]) -> tuple[DocumentStore, list[str]]:
    asked: list[str] = []

    def read(path: str) -> bytes | Failure:
        asked.append(path)
        return files[path].encode() if path in files else Failure(path, "no such file", "Correct the $ref.")

    return DocumentStore(Files(read)), asked


def root(store: DocumentStore, path: str = "api/openapi.yaml") -> Document:
    document = store.load(path)
    assert isinstance(document, Document)
    return document


FILES = {
    "api/openapi.yaml": """
      here: {$ref: "#/there"}
      there: {$ref: "../common/x%20y.yaml#/a~1b/0"}
      whole: {$ref: plain.yaml}
      anchored: {$ref: "#name"}
      with-anchor: {$anchor: name, value: 1}
      loop: {$ref: "#/pool"}
      pool: {$ref: "#/loop"}
      remote: {$ref: "https://specs.example/x.yaml#/A"}
      hostless: {$ref: "//specs.example/x.yaml"}
      gone: {$ref: "#/nowhere"}
      missing: {$ref: missing.yaml}
      odd: {$ref: "http://[::"}
      broken: {$ref: broken.yaml}
    """,
    "common/x y.yaml": "a/b: [{found: true}]",
    "api/plain.yaml": "plain: 1",
    "api/broken.yaml": "a: [",
}


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("here", {"found": True}, "common/x y.yaml"),
        ("whole", {"plain": 1}, "api/plain.yaml"),
        ("anchored", {"$anchor": "name", "value": 1}, "api/openapi.yaml"),
        ("with-anchor", {"$anchor": "name", "value": 1}, "api/openapi.yaml"),
    ],
)
def test_a_reference_leads_to_the_node_in_its_own_file(key: str, value: object, path: str) -> None:
    store, _ = store_of(FILES)
    document = root(store)
    target = store.resolve(Node(document, document.data[key]))
    assert isinstance(target, Node)
    assert target.value == value
    assert target.document.path == path


@pytest.mark.parametrize(
    ("key", "reason", "remote"),
    [
        ("loop", "leads back to itself", False),
        ("remote", "not fetched", True),
        ("hostless", "not fetched", True),
        ("gone", "nothing stands", False),
        ("missing", "no such file", False),
        ("odd", "not a URI", False),
        ("broken", "cannot be parsed", False),
    ],
)
def test_a_reference_that_leads_nowhere_says_why(key: str, reason: str, remote: bool) -> None:
    store, _ = store_of(FILES)
    document = root(store)
    target = store.resolve(Node(document, document.data[key]))
    assert isinstance(target, Unresolved)
    assert reason in target.reason
    assert target.remote is remote


def test_files_are_read_when_asked_for_and_once() -> None:
    store, asked = store_of(FILES)
    document = root(store)
    assert asked == ["api/openapi.yaml"]
    for _ in range(2):
        store.resolve(Node(document, document.data["whole"]))
    assert asked == ["api/openapi.yaml", "api/plain.yaml"]


def test_a_referenced_file_that_cannot_be_read_is_a_failure_once() -> None:
    store, _ = store_of(FILES)
    document = root(store)
    for _ in range(2):
        store.resolve(Node(document, document.data["broken"]))
    assert [failure.path for failure in store.failures] == ["api/broken.yaml"]


def test_a_long_chain_of_references_ends() -> None:
    chain = "\n".join(f"k{i}: {{$ref: '#/k{i + 1}'}}" for i in range(200)) + "\nk200: end\n"
    documents = parse("a.yaml", chain.encode())
    assert isinstance(documents, list)
    store, _ = store_of({})
    store.add(documents[0])
    target = store.resolve(Node(documents[0], documents[0].data["k0"]))
    assert isinstance(target, Unresolved)


ADDRESSED = {
    "api/openapi.yaml": """
      openapi: 3.2.0
      $self: https://apis.example/shop/v1/openapi.yaml
      itself: {$ref: "https://apis.example/shop/v1/openapi.yaml#/there"}
      beside: {$ref: "https://apis.example/shop/v1/parts/book.yaml#/Book"}
      above-its-folder: {$ref: "https://apis.example/shop/common.yaml"}
      without-host: {$ref: "//apis.example/shop/v1/parts/book.yaml#/Book"}
      absent: {$ref: "https://apis.example/shop/v1/parts/gone.yaml"}
      broken: {$ref: "https://apis.example/shop/v1/parts/broken.yaml"}
      by-id: {$ref: "https://schemas.example/author"}
      relative-to-id:
        $id: https://schemas.example/publisher
        $defs: {Name: {found: name}, Author: {$ref: author}, Own: {$ref: "#/$defs/Name"}, Outer: {$ref: "#/there"}}
      there: {found: there}
      authors: {$defs: {Author: {$id: "https://schemas.example/author", found: author, $anchor: who}}}
      anchored: {$ref: "https://schemas.example/author#who"}
    """,
    "api/parts/book.yaml": "Book: {found: book}",
    "api/parts/broken.yaml": "a: [",
    "common.yaml": "found: common",
}


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (("itself",), "there"),
        (("beside",), "book"),
        (("without-host",), "book"),
        (("by-id",), "author"),
        (("anchored",), "author"),
        (("relative-to-id", "$defs", "Author"), "author"),
        (("relative-to-id", "$defs", "Own"), "name"),
        (("relative-to-id", "$defs", "Outer"), "there"),
    ],
)
def test_addresses_that_documents_give_themselves_are_not_remote(steps: tuple[str], found: str) -> None:
    store, _ = store_of(ADDRESSED)
    document = root(store)
    start = Node(document, document.data).get(*steps)
    assert start is not None
    target = store.resolve(start)
    assert isinstance(target, Node)
    assert target.value["found"] == found


@pytest.mark.parametrize(
    ("key", "remote", "failures"),
    [("above-its-folder", True, []), ("absent", True, []), ("broken", False, ["api/parts/broken.yaml"])],
)
def test_other_addresses_stay_remote(key: str, remote: bool, failures: list[str]) -> None:
    store, asked = store_of(ADDRESSED)
    document = root(store)
    for _ in range(2):
        target = store.resolve(Node(document, document.data[key]))
        assert isinstance(target, Unresolved)
        assert (target.remote, target.reference) == (remote, document.data[key]["$ref"])
    assert [failure.path for failure in store.failures] == failures
    assert len(asked) <= 3


def test_a_schema_in_a_file_of_its_own_has_neighbours_by_its_id() -> None:
    store, _ = store_of(
        {
            "api/openapi.yaml": "here: {$ref: schemas/a.json}",
            "api/schemas/a.json": '{"$id": "https://schemas.example/a.json", "$ref": "https://schemas.example/b.json"}',
            "api/schemas/b.json": '{"found": "b"}',
        }
    )
    target = store.resolve(Node(root(store), root(store).data["here"]))
    assert isinstance(target, Node)
    assert target.document.path == "api/schemas/b.json"


def test_a_hostile_address_costs_little() -> None:
    store, _ = store_of(
        {"api/openapi.yaml": "$self: https://a.example/b\nhere: {$ref: 'https://%s'}" % ("/" * 100_000)}
    )
    assert isinstance(store.resolve(Node(root(store), root(store).data["here"])), Unresolved)
