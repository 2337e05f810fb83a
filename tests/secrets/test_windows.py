"""Files too large to be held: the same findings as with the whole of them, at the same places."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import armoured, der, github, letters
from running import Checkout, Run, write

from ztlint.core import Finding, Kind
from ztlint.rulebook import load_rulebook
from ztlint.scanners.secrets import Matcher, load_matcher, scan_source, scan_stream, windows
from ztlint.sources import Source

KEY = armoured("RSA PRIVATE KEY", der(1200))

FILLERS = ["\n", "a line\n", "é\r\n", "\r", "\U0001f600 ", "x" * 50 + "\n", "0" * 300 + "\n"]


def told(findings: Iterable[Finding]) -> list[str]:
    return sorted(f"{one.cause} {one.severity} {one.location.span}" for one in findings)


def everywhere(matcher: Matcher, data: bytes) -> list[str]:
    return told(scan_source(matcher, Source("f", data)))


def in_windows(matcher: Matcher, data: bytes) -> list[str]:
    return told(scan_stream(matcher, Source("f", b""), BytesIO(data).read))


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "MARGIN", 4096)
    monkeypatch.setattr(windows, "PIECE", 5000)


_MATCHER: list[Matcher] = []


def matcher_of_all() -> Matcher:
    if not _MATCHER:
        rulebook = load_rulebook()
        _MATCHER.append(load_matcher(rulebook.of_kind(Kind.SECRETS), rulebook.digest))
    return _MATCHER[0]


PIECES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(FILLERS), st.integers(1, 700)).map(lambda pair: pair[0] * pair[1]),
        st.integers(1, 50).map(lambda seed: f"key = {github(seed)} "),
        st.just(KEY),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_windows_lose_nothing_and_invent_nothing(pieces: list[str], encoding: str) -> None:
    data = "".join(pieces).encode(encoding)
    matcher = matcher_of_all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "MARGIN", 4096)
        patch.setattr(windows, "PIECE", 5000)
        assert in_windows(matcher, data) == everywhere(matcher, data)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("place", [0, 1, 900, 4095, 4096, 4097, 4999, 5000, 5001, 15_000, 24_000, 29_960])
def test_a_token_at_any_edge_is_found(matcher: Matcher, place: int) -> None:
    token = github()
    text = "." * place + token + "." * (30_000 - place)
    assert in_windows(matcher, text.encode()) == everywhere(matcher, text.encode()) != []


@pytest.mark.usefixtures("_small")
def test_bytes_that_are_no_text_are_searched(matcher: Matcher) -> None:
    data = bytes(range(256)) * 100 + b"\0" + github().encode() + b"\0" + b"\xff" * 20_000
    (found,) = in_windows(matcher, data)
    assert found in everywhere(matcher, data)


@pytest.fixture
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that ordinary files exceed them."""
    for place in (
        "ztlint.sources.large.MAX_SIZE",
        "ztlint.sources.files.MAX_SIZE",
        "ztlint.sources.objects.MAX_SIZE",
    ):
        monkeypatch.setattr(place, 50_000)
    for place in ("ztlint.sources.objects.LARGE", "ztlint.engine.inspection.LARGE"):
        monkeypatch.setattr(place, 20_000)


@pytest.mark.usefixtures("_little")
@pytest.mark.parametrize("size", [30_000, 90_000])
@pytest.mark.parametrize("mode", [(), ("--staged",), ("--history",)])
def test_a_large_file_is_searched_wherever_it_is(
    ztlint: Run, checkout: Checkout, size: int, mode: tuple[str, ...]
) -> None:
    checkout.write("small", "x")
    checkout.commit()
    checkout.write("large.txt", "line\n" * (size // 5) + f"key = {github()}\n" + letters(100))
    checkout.git("add", "--all")
    if mode == ("--history",):
        checkout.commit()
        checkout.git("rm", "--quiet", "large.txt")
        checkout.commit()
    result = ztlint(checkout.root, "check", "--only", "secrets", *mode)
    assert result.status == 1, result.err
    assert f"large.txt:{size // 5 + 1}:7" in result.out
    assert "could not be looked at" not in result.err


@pytest.mark.usefixtures("_little")
def test_what_windows_cannot_show_is_a_failure(ztlint: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.zip", b"PK\x03\x04" + b"x" * 90_000)
    write(tmp_path, "big.yaml", "openapi: 3.1.0\n" + "# comment\n" * 9000)
    result = ztlint(tmp_path, "check")
    assert result.status == 4
    assert "too large to be unpacked" in result.out
    assert "too large: 90015 bytes" in result.out
    assert ztlint(tmp_path, "check", "--only", "secrets", "--exclude", "a.zip").status == 0
