"""GitHub's line hash: published values, and agreement with the algorithm as written down."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ztlint.documents.line_hash import github_text, line_hashes
from ztlint.documents.text import LineIndex


def literal_line_hashes(text: str) -> dict[int, str]:
    """The algorithm unit by unit, with its ring buffer, as github/codeql-action runs it."""
    data = text.encode("utf-16-le", "surrogatepass")
    units = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
    window, mark, seen, hashes = [0] * 100, [-1] * 100, {}, {}
    index = value = line = 0
    start, previous_cr = True, False
    first = pow(37, 100, 2**64)

    def emit() -> None:
        text = f"{value:x}"
        seen[text] = seen.get(text, 0) + 1
        hashes[mark[index]] = f"{text}:{seen[text]}"
        mark[index] = -1

    def push(unit: int) -> None:
        nonlocal index, value
        value = (37 * value + unit - first * window[index]) % 2**64
        window[index] = unit
        index = (index + 1) % 100

    for unit in [*units, 65535]:
        if unit in (32, 9) or (previous_cr and unit == 10):
            previous_cr = False
            continue
        previous_cr = unit == 13
        unit = 10 if previous_cr else unit  # noqa: PLW2901 -- the algorithm's own step
        if mark[index] != -1:
            emit()
        if start:
            start, line = False, line + 1
            mark[index] = line
        start = unit == 10
        push(unit)
    for _ in range(100):
        if mark[index] != -1:
            emit()
        push(0)
    return hashes


LOREM = "Lorem ipsum dolor sit amet.\n" * 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {1: "c129715d7a2bc9a3:1"}),
        (
            " a\nb\n  \t\tc\n d",
            {
                1: "271789c17abda88f:1",
                2: "54703d4cd895b18:1",
                3: "180aee12dab6264:1",
                4: "a23a3dc5e078b07b:1",
            },
        ),
        ("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n", {7: "f1b89f20de0d133:1"}),
        (LOREM, {**{n: f"a7f2ff13bc495cf2:{n}" for n in range(1, 7)}, 7: "a7f2ff1481e87703:1"}),
        ("a\n", {2: "c129715d7a2bc9a3:1"}),
    ],
)
def test_published_values_are_met(text: str, expected: dict[int, str]) -> None:
    assert line_hashes(text, expected) == expected


TEXTS = st.text(
    st.sampled_from("ab{} \t\r\n\x0b\x85\u2028é😀\ufeff\ud83d\ude00\udcff\x00\uffff"), max_size=400
)
BLOCKS = st.lists(st.sampled_from([LOREM[:28], "x\r\n", " \r \n", "😀" * 60, "{\n"]), max_size=40).map(
    "".join
)


@given(TEXTS | BLOCKS)
@example("\ufeffa\r \nb")
@example("a\rb\r\nc\n\rd")
@example("😀" * 51)
def test_every_line_agrees_with_the_algorithm_as_written(text: str) -> None:
    lines = range(1, len(LineIndex(text).starts) + 1)
    assert line_hashes(text, lines) == literal_line_hashes(text)


@given(TEXTS | BLOCKS, st.sets(st.integers(-1, 30)))
def test_asking_for_some_lines_gives_their_part_of_all(text: str, lines: set[int]) -> None:
    everything = literal_line_hashes(text)
    assert line_hashes(text, lines) == {n: everything[n] for n in lines if n in everything}


def test_bytes_are_read_as_github_reads_them() -> None:
    assert github_text(b"\xef\xbb\xbfa\xff\xed\xa0\x80") == "\ufeffa\ufffd\ufffd\ufffd\ufffd"


def test_ten_megabytes_take_well_under_a_second_a_line() -> None:
    text = '      "description": "é a property of an object",\n' * 200_000
    before = time.process_time()
    assert line_hashes(text, [200_000])[200_000].endswith(":1")
    assert time.process_time() - before < 5
