"""Which words bound a text, a number or a list."""

import pytest

from ztlint.scanners.openapi.told_bounds import bound_told


@pytest.mark.parametrize(
    ("kind", "prose"),
    [
        ("string", "Max length 100 characters."),
        ("string", "Your own code (max length = 50)"),
        ("string", "Allows a safe retry. 128 character max."),
        ("string", "No longer than 20 letters"),
        ("number", "Duration is between 1 and 59940 inclusively."),
        ("number", "Must be an integer no larger than 1000."),
        ("number", "Not greater than 50"),
        ("array", "You may pass up to 20 items."),
        ("array", "Entries (200 items max)"),
    ],
)
def test_words_that_bound(kind: str, prose: str) -> None:
    assert bound_told(kind, prose)


@pytest.mark.parametrize(
    ("kind", "prose"),
    [
        ("string", "A project has a maximum of 100 tasks. Any characters."),
        ("string", "At least 8 characters"),
        ("number", "Rate of tax (up to 4dp)"),
        ("number", "Larger than 10"),
        ("number", "Since version 2 max is ignored"),
        ("array", "Names of at most 40 characters each"),
        ("map", "Up to 20 entries"),
        ("array", ""),
    ],
)
def test_words_that_bound_something_else(kind: str, prose: str) -> None:
    assert not bound_told(kind, prose)


def test_a_long_text_is_read_in_linear_time() -> None:
    assert not bound_told("array", "1," * 1_000_000 + "between " * 100_000)
