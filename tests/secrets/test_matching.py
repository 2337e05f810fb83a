"""hyperscan and Python's ``re`` find the same; so does a succession of blobs."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import armoured, der, github, hex_digits, jwt, letters

from ztlint.core import Confidence, Kind, References, Rule, Severity
from ztlint.rulebook import load_rulebook
from ztlint.scanners.secrets import Matcher, load_matcher, scan_source
from ztlint.scanners.secrets.matcher import slow_matcher
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.succession import Succession, changed_ranges
from ztlint.sources import Source

RULEBOOK = load_rulebook()
RULES = RULEBOOK.of_kind(Kind.SECRETS)
FAST = load_matcher(RULES, RULEBOOK.digest)
SLOW = slow_matcher(RULES)

TOKENS = [
    github(),
    github(valid=False),
    jwt({"sub": "a"}),
    armoured("PRIVATE KEY", der()),
    "AKIA" + letters(16, alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    "postgres://shop:" + letters(12) + "@db.internal/shop",
    "sk_live_" + letters(24),
    hex_digits(32) + "-us14",
    "aws_secret_access_key = " + letters(40),
    "twilio_auth_token: " + hex_digits(32),
]
PIECES = st.one_of(
    st.sampled_from([token.encode() for token in TOKENS]),
    st.sampled_from([token[:-3].encode() for token in TOKENS]),
    st.sampled_from(
        [b"\n", b"\r\n", b" ", b"=", b'"', b"\\n", b"%3D", b"_", b"-", b"a", b"\x00", b"\xff", b"\xc3\xa9"]
    ),
    st.binary(max_size=8),
)
TEXTS = st.lists(PIECES, max_size=12).map(b"".join)


def rule(pattern: str, **match: object) -> Rule:
    keywords = match.pop("keywords", ["k"])
    return Rule(
        id="ZTS999",
        name="a-rule",
        title="A rule",
        kind=Kind.SECRETS,
        topic="tests",
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM,
        message="Found",
        why="",
        fix="",
        references=References(),
        tags=(),
        body={"match": {"pattern": pattern, "keywords": keywords, **match}},
    )


def found(matcher: Matcher, text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [candidate.secret.decode() for candidate in matcher.candidates(data)]


def matcher_of(made: Rule) -> Matcher:
    return load_matcher((made,), made.body["match"]["pattern"])


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_both_searches_give_identical_findings(data: bytes) -> None:
    source = Source("a.txt", data)
    assert list(scan_source(FAST, source)) == list(scan_source(SLOW, source))


@pytest.mark.parametrize("made", RULES, ids=lambda made: made.id)
def test_both_searches_agree_on_every_example(made: Rule) -> None:
    for example in made.examples:
        source = Source(example.path, example.text.encode())
        assert list(scan_source(FAST, source)) == list(scan_source(SLOW, source))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 60), PIECES), min_size=1, max_size=8))
def test_a_succession_of_versions_finds_what_each_version_holds(edits: list[tuple[int, int, bytes]]) -> None:
    data = random.Random(1).randbytes(2000) + b" plain text " * 200  # noqa: S311 - filler
    succession = Succession(FAST)
    for place, cut, piece in edits:
        data = data[:place] + piece + data[place + cut :]
        assert list(succession.candidates(data)) == list(FAST.candidates(data))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 900), st.binary(max_size=300)), max_size=5),
    st.sampled_from([random.Random(1).randbytes(4000), b"line\n" * 800, b""]),  # noqa: S311 - filler
)
def test_between_changed_ranges_a_text_is_made_of_the_old_one(
    edits: list[tuple[int, int, bytes]], old: bytes
) -> None:
    new = old
    for place, cut, piece in edits:
        new = new[:place] + piece + new[place + cut :]
    done = 0
    for start, end in [*changed_ranges(old, new), (len(new), len(new))]:
        assert new[done:start] in old
        assert start <= end <= len(new)
        done = end


def test_equal_texts_have_no_changed_range() -> None:
    assert list(changed_ranges(b"a" * 5000, b"a" * 5000)) == []
    assert list(changed_ranges(b"", b"")) == []


def test_a_token_that_a_deletion_makes_whole_is_found() -> None:
    half, filler = github().encode(), b"\ntext " * 2000 + b"\n"
    succession = Succession(FAST)
    assert not list(succession.candidates(filler + half[:20] + b" cut out " + half[20:] + filler))
    assert len(list(succession.candidates(filler + half + filler))) == 1


def test_a_secret_that_moves_between_versions_is_found_in_both() -> None:
    filler, token = b"x " * 5000, github().encode()
    succession = Succession(FAST)
    versions = [filler, filler + token, token + b" " + filler, filler, filler]
    assert [len(list(succession.candidates(version))) for version in versions] == [0, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", True),
        ('"', '"', True),
        ("=", "\n", True),
        ("a", "", False),
        ("", "a", False),
        ("7", "", False),
        ("\\n", "\\n", True),
        ("%3D", "", True),
        ("\\u003d", "", True),
        ("_", "", True),
    ],
)
def test_a_token_ends_where_its_characters_end(before: str, after: str, expected: bool) -> None:
    made = rule("k[0-9]{8}")
    assert bool(found(matcher_of(made), f"{before}k12903487{after}")) is expected


def test_boundary_characters_are_a_choice_of_the_rule() -> None:
    assert found(matcher_of(rule("k[0-9]{8}")), "k12903487-") == ["k12903487"]
    assert found(matcher_of(rule("k[0-9]{8}", boundary="0-9A-Za-z-")), "k12903487-") == []


def test_near_must_match_within_reach() -> None:
    made = rule("k[0-9]{8}", near="vendor")
    assert found(matcher_of(made), "vendor\nk12903487") == ["k12903487"]
    assert found(matcher_of(made), "vendor" + "\n" * 500 + "k12903487") == []


def test_a_keyword_must_occur() -> None:
    assert found(matcher_of(rule("k[0-9]{8}", keywords=["vendor"])), "k12903487") == []
    assert found(matcher_of(rule("k[0-9]{8}", keywords=["VENDOR"])), "k12903487 vendor") == ["k12903487"]


def test_only_the_group_called_secret_is_the_secret() -> None:
    assert found(matcher_of(rule("k=(?P<secret>[0-9]{8})")), "k=12903487") == ["12903487"]


def test_until_extends_the_secret_to_the_end_of_its_block() -> None:
    made = rule("k<", until=">", boundary="")
    assert found(matcher_of(made), "k<a\nb> c") == ["k<a\nb>"]
    assert found(matcher_of(made), "k<a\nb") == ["k<"]


def test_values_below_the_entropy_of_the_rule_are_no_matches() -> None:
    made = rule("k[0-9a-z]{12}", entropy=3.0)
    assert found(matcher_of(made), "kaaaaaaaaaaaa k0q8w7e6r5t4y") == ["k0q8w7e6r5t4y"]


@pytest.mark.parametrize(
    "pattern", ["k(?=[0-9])[0-9]{8}", "k[0-9]{8}(?:x{0,3000})", r"(?P<a>k)[0-9]{8}(?:(?P=a))?"]
)
def test_patterns_that_hyperscan_lacks_are_found_by_their_keywords(pattern: str) -> None:
    assert found(matcher_of(rule(pattern)), "a k12903487 b") == ["k12903487"]


def test_every_rule_compiles_for_hyperscan_as_it_is_or_is_long() -> None:
    import hyperscan

    for pattern in FAST.patterns:
        hyperscan.Database().compile([pattern.source.encode()], ids=[0], flags=hyperscan.HS_FLAG_SINGLEMATCH)
        assert pattern.is_short or pattern.rule.name in {
            "json-web-token",
            "onepassword-service-account-token",
        }


def test_a_damaged_cache_is_rebuilt(tmp_path, monkeypatch) -> None:  # noqa: ANN001
    monkeypatch.setenv("ZTLINT_CACHE", str(tmp_path))
    load_matcher(RULES, "digest")
    (entry,) = tmp_path.glob("secrets-*.hs")
    entry.write_bytes(entry.read_bytes()[:-100])
    assert found(load_matcher(RULES, "digest"), github()) == [github()]


def everywhere(data: bytes) -> list[Candidate]:
    """What rules for all files find, of those without a mark what counts."""
    free = (pattern for pattern in FAST.patterns if not pattern.globs)
    found = (candidate for pattern in free for candidate in pattern.candidates(data))
    return [candidate for candidate in found if not candidate.is_refused]


@settings(deadline=None)
@given(TEXTS, st.integers(0, 3))
def test_much_data_is_searched_where_hyperscan_points_and_the_same_is_found(text: bytes, apart: int) -> None:
    data = (text + b" " * 700 * apart) * 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ztlint.scanners.secrets.matcher._MUCH", 0)
        assert list(FAST.candidates(data)) == everywhere(data)


def test_places_without_end_are_not_collected() -> None:
    key = "AKIA" + letters(16, alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    data = f"{key} aws_secret_access_key = {letters(40)}\n".encode()
    candidates = list(FAST.candidates(data * 20_000))
    assert len(candidates) > 10_000
    assert len(candidates) == len(everywhere(data * 20_000))
