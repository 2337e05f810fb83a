"""Queries of RFC 9535: what they choose, what is refused, and that all of them end."""

import time
from contextlib import suppress

import pytest

from ztlint.jsonpath import Budget, Place, QueryError, TooMuchError, find, read

STORE = {
    "books": [
        {"title": "A", "price": 8, "tags": ["old", "x"], "sold": False},
        {"title": "B", "price": 12.5, "isbn": "0-1", "x-kept": True},
        {"title": "C", "isbn": None},
    ],
    "a/b": {"0": "zero", "it's": 1},
    "limit": 10,
}


def chosen(query: str, data: object = STORE) -> list[tuple[str | int, ...]]:
    return [place.steps for place in find(read(query), Place(data), Budget(100_000))]


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        ("$", [()]),
        ("$.limit", [("limit",)]),
        ("$['a/b']['it\\'s']", [("a/b", "it's")]),
        ('$["a\\u002fb"]["0"]', [("a/b", "0")]),
        ("$['a/b'][0]", []),
        ("$.books['0']", []),
        ("$.books[-1]", [("books", 2)]),
        ("$.books[3]", []),
        ("$.books[::-2]", [("books", 2), ("books", 0)]),
        ("$.books[1:]", [("books", 1), ("books", 2)]),
        ("$.books[::0]", []),
        ("$.books[0,0,-1].title", [("books", 0, "title"), ("books", 2, "title")]),
        ("$.books[*]['price','isbn']", [("books", 0, "price"), ("books", 1, "price"), ("books", 1, "isbn"), ("books", 2, "isbn")]),
        ("$..title", [("books", 0, "title"), ("books", 1, "title"), ("books", 2, "title")]),
        ("$..[0]", [("books", 0), ("books", 0, "tags", 0)]),
        ("$.books[?@.isbn]", [("books", 1), ("books", 2)]),
        ("$.books[?@.sold]", [("books", 0)]),
        ("$.books[?!@.isbn]", [("books", 0)]),
        ("$.books[?(@.price < $.limit)]", [("books", 0)]),
        ("$.books[?@.price == 12.50]", [("books", 1)]),
        ("$.books[?@.price == '8']", []),
        ("$.books[?@.sold == 0]", []),
        ("$.books[?@.isbn == null]", [("books", 2)]),
        ("$.books[?@.none == @.neither]", [("books", 0), ("books", 1), ("books", 2)]),
        ("$.books[?@.tags == ['old']]", None),
        ("$.books[?@.title >= 'B' && @.title != 'C' || @.sold == false]", [("books", 0), ("books", 1)]),
        ("$.books[?@.tags[?@ == 'old']]", [("books", 0)]),
        ("$.books[?count(@.*) == 2]", [("books", 2)]),
        ("$.books[?length(@.tags) == 2]", [("books", 0)]),
        ("$.books[?value(@..tags[0]) == 'old']", [("books", 0)]),
        ("$.books[?match(@.title, '[AB]')]", [("books", 0), ("books", 1)]),
        ("$.books[?match(@.isbn, '[0-9]')]", []),
        ("$.books[?search(@.isbn, '[0-9]')]", [("books", 1)]),
        ("$.books[?search(@.isbn, '[')]", []),
        # No part of RFC 9535, and written all the same: there is one thing that they can mean.
        ("$.books[?@.x-kept]", [("books", 1)]),
        ("$./a", []),
    ],
)  # fmt: skip
def test_a_query_chooses_what_the_rfc_says(query: str, steps: list[tuple[str | int, ...]] | None) -> None:
    if steps is None:
        with pytest.raises(QueryError):
            read(query)
    else:
        assert chosen(query) == steps


def test_a_path_may_stand_without_quotes() -> None:
    assert chosen("$.paths./a/{id}.get", {"paths": {"/a/{id}": {"get": {}}}}) == [("paths", "/a/{id}", "get")]


@pytest.mark.parametrize(
    "query",
    ["", "a", "$.", "$..", "$[", "$['a", "$['\\q']", "$['\\ud800']", "$[?]", "$[?1]", "$[01]", "$[-0]", "$.a b", "$.a^",
     "$.a~", "$[?@.* == 1]", "$[?@..a == 1]", "$[?match(@.a, 'x') == true]", "$[?length(@.a)]", "$[?nope(@)]",
     "$[?count(1) == 1]", "$[?@.a = 1]", "$[(@.length-1)]", "$[?" + "(" * 50 + "@" + ")" * 50 + "]", "$" + ".a" * 3000],
)  # fmt: skip
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        read(query)


@pytest.mark.parametrize(
    "query",
    ["$..*..*..*", "$..[?@..a]", "$..[?@..* == 1 || count($..*) > 1]".replace("@..* == 1 || ", ""), "$..[?search(@, '^(a|aa)+$')]"],
)  # fmt: skip
def test_a_query_ends_or_its_budget_does(query: str) -> None:
    data = {"l": [{"a": ["a" * 60 + "!"]} for _ in range(3000)]}
    started = time.perf_counter()
    with suppress(TooMuchError):
        find(read(query), Place(data), Budget(300_000))
    assert time.perf_counter() - started < 10


def test_what_stands_at_two_places_counts_twice() -> None:
    shared = {"get": {}}
    assert chosen("$.*.get", {"a": shared, "b": shared}) == [("a", "get"), ("b", "get")]
