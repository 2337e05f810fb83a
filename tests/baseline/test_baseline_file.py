"""The baseline's file: what it says, and what git makes of it."""

import hashlib

import pytest
from running import Checkout

from ztlint.baseline import NAME, Entry, of_secret, parse_baseline, render_baseline
from ztlint.errors import ConfigurationError

KEY, OTHER = bytes(range(16)), bytes(range(16, 32))


def entry(number: int, place: str = "openapi.yaml") -> Entry:
    return Entry(hashlib.sha256(str(number).encode()).hexdigest()[:32], "ZTA101", place)


def written(*numbers: int, keys: tuple[bytes, ...] = (KEY,)) -> str:
    return render_baseline(keys, map(entry, numbers))


def read(text: str) -> set[Entry]:
    return set(parse_baseline(NAME, text.encode()).entries.values())


def test_what_is_written_is_read_again_sorted_and_once() -> None:
    text = written(3, 1, 2, 1)
    assert read(text) == {entry(1), entry(2), entry(3)}
    lines = [line for line in text.splitlines() if "ZTA" in line]
    assert lines == sorted(set(lines))
    assert written(2, 3, 1) == text
    assert parse_baseline(NAME, text.encode()).keys == (KEY,)


def test_places_with_spaces_and_other_line_ends_are_read() -> None:
    text = render_baseline([KEY], [entry(1, "a folder/api 😀.yaml@history")])
    for form in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        (one,) = read(form)
        assert one.place == "a folder/api 😀.yaml@history"
        assert one.of_history


def test_a_union_merge_of_two_branches_holds_what_both_have(checkout: Checkout) -> None:
    checkout.write(".gitattributes", f"{NAME} merge=union\n")
    checkout.write(NAME, written(1))
    checkout.commit()
    for branch, numbers in (("one", (1, 2, 3)), ("two", (1, 4))):
        checkout.git("checkout", "--quiet", "-b", branch, "main")
        checkout.write(NAME, written(*numbers))
        checkout.commit()
    checkout.git("merge", "--quiet", "--no-edit", "one")
    assert read((checkout.root / NAME).read_text()) == set(map(entry, (1, 2, 3, 4)))


def test_lines_far_apart_merge_without_any_attribute(checkout: Checkout) -> None:
    checkout.write(NAME, written(*range(40)))
    checkout.commit()
    for branch, number in (("one", 1000), ("two", 2001)):
        checkout.git("checkout", "--quiet", "-b", branch, "main")
        checkout.write(NAME, written(*range(40), number))
        checkout.commit()
    checkout.git("merge", "--quiet", "--no-edit", "one")
    assert read((checkout.root / NAME).read_text()) == set(map(entry, (*range(40), 1000, 2001)))


def test_baselines_of_two_branches_keep_both_their_keys() -> None:
    both = written(1) + written(2, keys=(OTHER,))
    assert parse_baseline(NAME, both.encode()).keys == (KEY, OTHER)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (written(1).replace("seal", "<<<<<<< HEAD\nseal"), "merge conflict"),
        (written(1) + "ZTA101 openapi.yaml\n", "no entry"),
        ("", "no baseline"),
        ("{}\n", "no entry"),
        (written(1).replace("baseline 1", "baseline 2"), "no baseline"),
        (written(1, keys=tuple(bytes([n] * 16) for n in range(17))), "more than 16 seals"),
    ],
)
def test_what_is_no_baseline_accepts_nothing(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        parse_baseline(NAME, text.encode())


def test_a_secret_is_known_under_its_own_key_and_rule_only() -> None:
    known = of_secret(KEY, "ZTS001", b"correct horse")
    assert known == of_secret(KEY, "ZTS001", b"correct horse")
    others = (
        of_secret(OTHER, "ZTS001", b"correct horse"),
        of_secret(KEY, "ZTS002", b"correct horse"),
        of_secret(KEY, "ZTS001", b"correct hors"),
    )
    assert known not in others
