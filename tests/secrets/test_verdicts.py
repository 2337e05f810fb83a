"""What is said of a secret: severity, confidence and evidence."""

import base64
import struct
from collections.abc import Iterator

import pytest
from planted import armoured, der, github, hex_digits, jwt, letters

from ztlint.core import Finding
from ztlint.scanners.secrets import Matcher, scan_source
from ztlint.scanners.secrets.checks import CHECKS
from ztlint.scanners.secrets.entropy import entropy
from ztlint.scanners.secrets.placeholder import placeholder
from ztlint.sources import Source

UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def scan(matcher: Matcher, text: str, path: str = "src/app.py") -> list[Finding]:
    return list(scan_source(matcher, Source(path, text.encode())))


def one(matcher: Matcher, text: str, path: str = "src/app.py") -> tuple[str, str, str, dict[str, str]]:
    (finding,) = scan(matcher, text, path)
    evidence = {item.name: item.value for item in finding.evidence}
    return finding.rule.name, finding.severity.label, finding.confidence.label, evidence


def openssh(cipher: bytes) -> bytes:
    return b"openssh-key-v1\0" + struct.pack(">I", len(cipher)) + cipher + bytes(range(200))


def test_a_checksum_decides(matcher: Matcher) -> None:
    assert one(matcher, github()) == ("github-token", "critical", "high", {"checksum": "valid"})
    name, severity, confidence, evidence = one(matcher, github(valid=False))
    assert (name, severity, confidence) == ("github-token", "low", "low")
    assert evidence["checksum"].startswith("invalid")


def cases() -> Iterator[tuple[str, str, str, str]]:
    aws = "AKIA" + "IOSFODNN7EXAMPLE"
    yield "the documented AWS id", aws, "aws-access-key-id", "info"
    yield "a filler", "ghp_" + "x" * 36, "github-token", "info"
    yield "a sequence", "sk_live_" + "abcdefghijklmnopqrstuvwx", "stripe-live-key", "info"
    yield "a repeated group", "dapi" + "1a2b" * 8, "databricks-token", "info"
    yield "a live key", "sk_live_" + letters(24), "stripe-live-key", "critical"
    yield "a test key", "sk_test_" + letters(24), "stripe-test-key", "low"
    yield (
        "the test key of the documentation",
        "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc",
        "stripe-test-key",
        "info",
    )
    yield "never expires", jwt({"sub": "a"}), "json-web-token", "medium"
    yield "expired", jwt({"exp": 1_500_000_000}), "json-web-token", "low"
    yield "expires late", jwt({"exp": 40_000_000_000}), "json-web-token", "medium"
    yield "an absurd expiry", jwt({"exp": 1e300}), "json-web-token", "medium"
    yield "made to be published", jwt({"role": "anon"}), "json-web-token", "info"
    yield "the subject of tutorials", jwt({"sub": "1234567890"}), "json-web-token", "info"
    yield "no algorithm", jwt({"sub": "a"}, header={"typ": "JWT"}), "json-web-token", "low"
    yield "a whole key", armoured("RSA PRIVATE KEY", der()), "private-key", "critical"
    yield "a key cut short", armoured("RSA PRIVATE KEY", der()[:-9]), "private-key", "low"
    yield "no end", armoured("RSA PRIVATE KEY", der()).split("-----END")[0], "private-key", "low"
    yield "encrypted PKCS 8", armoured("ENCRYPTED PRIVATE KEY", der()), "private-key", "low"
    yield "an OpenSSH key", armoured("OPENSSH PRIVATE KEY", openssh(b"none")), "private-key", "critical"
    yield (
        "an OpenSSH key, encrypted",
        armoured("OPENSSH PRIVATE KEY", openssh(b"aes256-ctr")),
        "private-key",
        "low",
    )
    yield "no OpenSSH key", armoured("OPENSSH PRIVATE KEY", bytes(range(100))), "private-key", "low"
    yield "a key in one line", armoured("PRIVATE KEY", der()).replace("\n", "\\n"), "private-key", "critical"
    yield "a real password", "mysql://app:" + letters(14) + "@db.shop.net/x", "url-password", "high"
    yield "a stand-in", "mysql://app:change" + "this@db.shop.net/x", "url-password", "info"
    yield "a stand-in by its kind", "twilio://AccountSid:Auth" + "Token@4155550100", "url-password", "info"
    yield "user and password alike", "amqp://bunny77:bunny77@mq.shop.net/x", "url-password", "info"
    yield "a stand-in of a translation", "mysql://x:\u5bc6\u7801@db/x", "url-password", "info"
    yield "a host for examples", "https://u:" + letters(14) + "@api.example.com/", "url-password", "info"
    yield "a local host", "redis://:" + letters(14) + "@localhost:6379", "url-password", "low"


@pytest.mark.parametrize(
    ("text", "name", "severity"), [pytest.param(*rest, id=label) for label, *rest in cases()]
)
def test_severity_follows_the_evidence(matcher: Matcher, text: str, name: str, severity: str) -> None:
    assert one(matcher, text)[:2] == (name, severity)


def test_an_account_number_is_read_from_an_aws_id(matcher: Matcher) -> None:
    body = base64.b32encode(((123456789012 << 7) | 1 << 47).to_bytes(6, "big") + b"abcd").decode()
    assert one(matcher, "AKIA" + body)[3] == {"account": "123456789012"}


def test_a_token_signed_with_a_tutorial_key_is_an_example(matcher: Matcher) -> None:
    import hmac

    signed = jwt({"sub": "a"}).rpartition(".")[0]
    signature = (
        base64.urlsafe_b64encode(hmac.digest(b"secret", signed.encode(), "sha256")).decode().rstrip("=")
    )
    assert one(matcher, f"{signed}.{signature}")[1] == "info"


@pytest.mark.parametrize(
    ("path", "severity"),
    [
        ("src/keys.py", "critical"),
        ("tests/keys.py", "low"),
        ("pkg/test_keys.py", "low"),
        ("contest/keys.py", "critical"),
        ("node_modules/x/key.pem", "low"),
        ("lib/python3/site-packages/x/key.pem", "low"),
    ],
)
def test_keys_count_less_where_keys_are_made_up(matcher: Matcher, path: str, severity: str) -> None:
    assert one(matcher, armoured("PRIVATE KEY", der()), path)[1] == severity


def test_a_proven_token_counts_everywhere(matcher: Matcher) -> None:
    assert one(matcher, github(), "node_modules/x/index.js")[1] == "critical"
    assert one(matcher, "sk_live_" + letters(24), "tests/test_pay.py")[1] == "critical"


def test_comments_of_other_tools_silence_nothing(matcher: Matcher) -> None:
    for comment in ("gitleaks:allow", "trufflehog:ignore", "pragma: allowlist secret", "nosec"):
        assert len(scan(matcher, f"{github()}  # {comment}")) == 1


@pytest.mark.parametrize(
    ("value", "stands_in"),
    [
        (b"your-api-key", True),
        (b"AKIAIOSFODNN7EXAMPLE", True),
        (b"aaaaaaaaaaaa", True),
        (b"0123456789abcdef", True),
        (b"gfedcba9k2", True),
        (b"deadbeefdeadbeef", True),
        (b"q8Zt1LmX0vBn4KpR", False),
        (b"abcde12340kq", False),
        (b"", False),
    ],
)
def test_placeholders_are_told_from_secrets(value: bytes, stands_in: bool) -> None:
    assert (placeholder(value) is not None) is stands_in


def test_random_values_are_no_placeholders() -> None:
    assert not [seed for seed in range(2000) if placeholder(letters(36, seed).encode())]
    assert len([seed for seed in range(2000) if placeholder(hex_digits(40, seed).encode())]) <= 1


def test_entropy_is_in_bits_per_byte() -> None:
    assert entropy(b"aaaa") == 0
    assert entropy(b"abcd") == 2
    assert entropy(bytes(range(256))) == 8


def test_every_check_that_a_rule_names_exists(matcher: Matcher) -> None:
    named = {pattern.rule.body["match"].get("check") for pattern in matcher.patterns} - {None}
    assert named == set(CHECKS)
