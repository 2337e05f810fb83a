"""Findings in one file: their places, their identity, and what they do not say."""

import pytest
from msgspec.structs import replace
from planted import armoured, der, github, jwt, letters

from ztlint.core import Finding, Location, Span
from ztlint.scanners.secrets import Matcher, merge, redact, scan_source, secret_spans
from ztlint.sources import Source

TOKEN = github()


def scan(matcher: Matcher, data: str | bytes, path: str = "a.txt") -> list[Finding]:
    return list(scan_source(matcher, Source(path, data.encode() if isinstance(data, str) else data)))


@pytest.mark.parametrize(
    ("data", "line", "column", "start"),
    [
        (TOKEN.encode(), 1, 1, 0),
        (f"a\r\nb\rc\n  {TOKEN}".encode(), 4, 3, 9),
        (f"\u00e9\u20ac\U0001f600={TOKEN}".encode(), 1, 5, 4),
        (f"\u00e9={TOKEN}".encode("utf-8-sig"), 1, 3, 2),
        (f"\u00e9={TOKEN}".encode("utf-16"), 1, 3, 2),
        (b"\xfe\xfe\xfd=" + TOKEN.encode(), 1, 5, 4),
        (b"\x00\x00" + TOKEN.encode() + b"\x00", 1, 3, 2),
        (b"\xe9\x80=" + TOKEN.encode(), 1, 3, 2),
    ],
)
def test_places_count_code_points(matcher: Matcher, data: bytes, line: int, column: int, start: int) -> None:
    (finding,) = scan(matcher, data)
    assert finding.location.span == Span(start, start + 40, line, column, line, column + 40)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xff\xfe "])
def test_a_false_byte_order_mark_hides_nothing(matcher: Matcher, mark: bytes) -> None:
    assert [finding.rule.name for finding in scan(matcher, mark + TOKEN.encode())] == ["github-token"]


def test_one_value_is_one_finding_whichever_rules_know_it(matcher: Matcher) -> None:
    in_address = f"https://shop:{TOKEN}@github.com/shop/shop.git"
    assert [finding.rule.name for finding in scan(matcher, in_address)] == ["github-token"]
    account = f'{{"client_email": "a@b.iam.gserviceaccount.com", "private_key": "{_one_line()}"}}'
    assert [finding.rule.name for finding in scan(matcher, account)] == ["google-service-account-key"]


def _one_line() -> str:
    return armoured("PRIVATE KEY", der()).replace("\n", "\\n")


def test_findings_come_in_the_order_of_their_places(matcher: Matcher) -> None:
    text = "\n".join([jwt({"sub": "a"}), TOKEN, "sk_live_" + letters(24)])
    assert [finding.location.span.start_line for finding in scan(matcher, text) if finding.location.span] == [
        1,
        2,
        3,
    ]


def test_a_finding_says_nothing_of_the_secret(matcher: Matcher) -> None:
    password = letters(14)
    text = "\n".join([TOKEN, jwt({"sub": "a"}), armoured("PRIVATE KEY", der()), f"ftp://me:{password}@h.net"])
    findings = scan(matcher, text)
    assert len(findings) == 4
    said = repr([replace(finding, rule=finding.rule) for finding in findings]).split("examples=")[0]
    for secret in (TOKEN[8:], jwt({"sub": "a"})[-20:], password):
        assert secret not in said
        assert all(secret not in repr((f.message, f.evidence, f.cause, f.location)) for f in findings)


def test_the_cause_is_short_stable_and_of_the_secret_alone(matcher: Matcher) -> None:
    first, second = scan(matcher, TOKEN)[0], scan(matcher, f"x\ny = '{TOKEN}'", "b.txt")[0]
    assert first.cause == second.cause
    rule_id, _, digest = first.cause.partition(":")
    assert (rule_id, len(digest)) == ("ZTS001", 4)
    assert scan(matcher, github(2))[0].cause != first.cause


def test_a_place_in_the_working_tree_goes_before_history(matcher: Matcher) -> None:
    (here,) = scan(matcher, f"\n{TOKEN}", "z.txt")
    old = _in_history(here, "a.txt", "2019-01-01T00:00:00+00:00")
    older = _in_history(here, "b.txt", "2018-01-01T00:00:00+00:00")
    (merged,) = merge([old, here, older])
    assert (merged.location.path, merged.location.commit, merged.count) == ("z.txt", None, 3)
    assert [(item.location.path, item.message) for item in merged.related] == [
        ("b.txt", "the same secret, in history, since 2018-01-01"),
        ("a.txt", "the same secret, in history, since 2019-01-01"),
    ]


def _in_history(finding: Finding, path: str, date: str) -> Finding:
    span = finding.location.span
    return replace(finding, location=Location(path, span=span, commit="c" * 40), author_date=date)


def test_versions_of_a_file_are_one_place_and_the_oldest(matcher: Matcher) -> None:
    (here,) = scan(matcher, TOKEN)
    versions = [_in_history(here, "a.txt", f"20{year}-01-01T00:00:00+00:00") for year in (19, 12, 15)]
    (merged,) = merge(versions)
    assert (merged.author_date, merged.count) == ("2012-01-01T00:00:00+00:00", 1)


def test_merging_is_the_same_in_any_order_and_twice(matcher: Matcher) -> None:
    findings = [*scan(matcher, f"{TOKEN}\n{github(2)}"), *scan(matcher, f"{github(2)} {TOKEN}", "b.txt")]
    merged = merge(findings)
    assert len(merged) == 2
    assert merge(reversed(findings)) == merged == merge(merged)


def test_secrets_whose_short_digests_collide_stay_apart(matcher: Matcher) -> None:
    seen: dict[str, int] = {}
    for seed in range(2000):
        (finding,) = scan(matcher, github(seed))
        if other := seen.get(finding.cause):
            break
        seen[finding.cause] = seed
    assert len(merge([*scan(matcher, github(seed)), *scan(matcher, github(other or 0), "b.txt")])) == 2


def test_redaction_hides_every_secret_and_keeps_the_columns(matcher: Matcher) -> None:
    key = armoured("PRIVATE KEY", der())
    text = f"\u00e9 a = {TOKEN}\n{key}b = mysql://me:{letters(12)}@h.net/x\n"
    hidden = redact(text, secret_spans(matcher, text))
    assert [len(line) for line in hidden.split("\n")] == [len(line) for line in text.split("\n")]
    for secret in (TOKEN, letters(12), *key.split("\n")[:-1]):
        assert secret not in hidden
    assert "mysql://me:************@h.net/x" in hidden


def test_spans_of_a_clean_text_are_none(matcher: Matcher) -> None:
    assert secret_spans(matcher, "nothing \ud800 here") == []
    assert redact("a", []) == "a"
