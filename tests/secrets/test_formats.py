"""Each format of the reference list is answered by a rule, and each check of a structure is right."""

import base64
import binascii
import csv
import random
import re
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import pytest
from formats import ALPHABETS, FORMATS
from planted import letters

from ztlint.core import Finding
from ztlint.rulebook import load_rulebook
from ztlint.scanners.secrets import Matcher, scan_source
from ztlint.sources import Source

LIST = Path(__file__).resolve().parents[3] / "shared" / "reference" / "secret-formats.csv"
ROWS = 169
BASE36, BASE58 = ALPHABETS["l"], ALPHABETS["s"]
UUID = "<h8>-<h4>-4<h3>-a<h3>-<h12>"


def made(shape: str, seed: int) -> str:
    """A token of that shape, put together at run time."""
    chance = random.Random(f"{shape}{seed}")  # noqa: S311 - nothing is protected by it

    def draw(match: re.Match[str]) -> str:
        return "".join(chance.choices(ALPHABETS[match[1]], k=int(match[2])))

    return re.sub(r"<(\w)(\d+)>", draw, shape.replace("<uuid>", UUID))


def found(matcher: Matcher, text: str) -> set[str]:
    return {candidate.rule.id for candidate in matcher.candidates(text.encode())}


def one(matcher: Matcher, text: str) -> Finding:
    (finding,) = scan_source(matcher, Source("deploy.cfg", text.encode()))
    return finding


@pytest.mark.parametrize(
    ("rule", "shape"), [(rule, shape) for _, _, rule, shapes in FORMATS for shape in shapes]
)
def test_a_token_of_the_format_is_found_by_its_rule(matcher: Matcher, rule: str, shape: str) -> None:
    missed = [seed for seed in range(10) if rule not in found(matcher, f"KEY={made(shape, seed)}\n")]
    assert missed == []


def test_one_character_less_is_no_token_of_a_format_with_a_fixed_length(matcher: Matcher) -> None:
    for shape in ("rubygems_<h48>", "npm_<A36>", "shippo_live_<h40>", "CLOJARS_<h60>", "waka_<uuid>"):
        assert found(matcher, f"KEY={made(shape, 1)[:-1]}\n") == set()


def test_no_two_rules_answer_for_the_same_token(matcher: Matcher) -> None:
    """Of several that match at one place, one is reported."""
    for _, _, rule, shapes in FORMATS:
        for shape in shapes:
            source = Source("deploy.cfg", f"KEY={made(shape, 1)}\n".encode())
            assert len({finding.rule.id for finding in scan_source(matcher, source)}) == 1, (rule, shape)


def test_the_table_names_rules_that_exist() -> None:
    known = {rule.id for rule in load_rulebook().rules}
    assert {rule for _, _, rule, _ in FORMATS} <= known


@pytest.mark.skipif(not LIST.is_file(), reason="the reference list is not on this machine")
def test_every_certain_format_of_the_list_is_in_the_table() -> None:
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["confidence"] == "high"]
    assert len(rows) == ROWS
    listed = {(row["provider"], row["token type"]) for row in rows}
    assert listed == {(provider, kind) for provider, kind, _, _ in FORMATS}


def nkey() -> str:
    raw = b"\x95\x00" + bytes(range(32))
    return base64.b32encode(raw + binascii.crc_hqx(raw, 0).to_bytes(2, "little")).decode().rstrip("=")


def in_base(number: int, digits: str) -> str:
    result = ""
    while number:
        number, digit = divmod(number, len(digits))
        result = digits[digit] + result
    return result


def wallet_key() -> str:
    raw = b"\x80" + sha256(b"coins").digest() + b"\x01"
    return in_base(int.from_bytes(raw + sha256(sha256(raw).digest()).digest()[:4], "big"), BASE58)


def routable() -> str:
    body = "glpat-" + base64.urlsafe_b64encode(b"o:1\nu:2q" + sha256(b"x").digest()[:17]).decode().rstrip("=")
    body += f".01.{in_base(len(body) - 6, BASE36):>02}"
    return body + in_base(crc32(body.encode()), BASE36).rjust(7, "0")


def numbered() -> str:
    return "BBDC-" + base64.b64encode(b"562707302579:" + sha256(b"y").digest()[:20]).decode()


PHRASE = "scissors invite lock maple supreme raw rapid void congress muscle digital elegant little brisk hair"
PHRASE += " mango congress clump"  # a test vector of BIP 39


def proofs() -> list[tuple[str, str, str]]:
    return [
        ("nats-seed", nkey(), nkey()[:-3] + "AAA"),
        ("bitcoin-private-key", "bitcoin_key = " + wallet_key(), "bitcoin_key = " + wallet_key()[:-1] + "1"),
        ("gitlab-token", routable(), routable()[:-4] + "0000"),
        ("bitbucket-data-center-token", numbered(), "BBDC-" + letters(44)),
        ("wallet-mnemonic", f"mnemonic: {PHRASE}", f"mnemonic: {PHRASE[:-5]}brisk"),
    ]


@pytest.mark.parametrize(("name", "right", "wrong"), proofs(), ids=lambda value: value[:20])
def test_a_structure_is_proven_or_broken(matcher: Matcher, name: str, right: str, wrong: str) -> None:
    proven, broken = one(matcher, right), one(matcher, wrong)
    assert (proven.rule.name, proven.severity, proven.confidence.label) == (
        name,
        proven.rule.severity,
        "high",
    )
    assert (broken.rule.name, broken.severity.label, broken.confidence.label) == (name, "low", "low")


@pytest.mark.parametrize(
    "phrase",
    [
        "test " * 11 + "junk",
        "abandon " * 11 + "about",
        "myth like bonus scare over problem client lizard pioneer submit female collect",
    ],
)
def test_phrases_that_tools_publish_are_examples(matcher: Matcher, phrase: str) -> None:
    assert one(matcher, f'mnemonic = "{phrase}"').severity.label == "info"


def test_words_that_are_no_words_of_a_wallet_are_labelled(matcher: Matcher) -> None:
    words = "these are twelve words that nobody would ever take from that list"
    finding = one(matcher, f"mnemonic: {words}")
    assert (finding.rule.name, finding.severity.label) == ("wallet-mnemonic", "low")
