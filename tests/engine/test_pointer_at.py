"""From places in the text back to pointers."""

import pytest

from ztlint.documents import Document, parse
from ztlint.engine.pointer_at import pointer_at

YAML = """\
info: # a comment
  title: Pets
  tags: [one, {two: three}]
# another
paths:
  /a: {get: x}
"""
JSON = '{"info": {"title": "Pets", "tags": ["one", {"two": "three"}]}, "paths": {"/a": {"get": "x"}}}'


def document(text: str) -> Document:
    documents = parse("a", text.encode())
    assert isinstance(documents, list)
    return documents[0]


@pytest.mark.parametrize("text", [YAML, JSON], ids=["YAML", "JSON"])
@pytest.mark.parametrize(
    ("at", "pointer"),
    [
        ("Pets", "/info/title"),
        ("ets", "/info/title"),
        ("title", "/info/title"),
        ("one", "/info/tags/0"),
        ("three", "/info/tags/1/two"),
        ("/a", "/paths/~1a"),
        ("x", "/paths/~1a/get"),
    ],
)
def test_keys_and_scalars_have_their_own(text: str, at: str, pointer: str) -> None:
    assert pointer_at(document(text), text.index(at)) == pointer


@pytest.mark.parametrize(("at", "pointer"), [("# a comment", "/info"), ("# another", "/info/tags/1")])
def test_comments_have_that_of_what_is_around_or_before_them(at: str, pointer: str) -> None:
    assert pointer_at(document(YAML), YAML.index(at)) == pointer


def test_an_empty_document_has_the_root() -> None:
    assert pointer_at(document("{}"), 1) == ""
