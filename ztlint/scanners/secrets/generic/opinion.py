"""The verdict on a name and a value: it depends on nothing that is farther away than ``AROUND``."""

import binascii
import re
from functools import lru_cache

from msgspec import Struct

from ztlint.scanners.secrets.generic.later import Later
from ztlint.scanners.secrets.generic.value import MIXED, RANDOM, is_slug, is_uuid, looks_random, refused_value
from ztlint.scanners.secrets.generic.words import refused_name, words

AROUND = 160
"""Bytes before and after a match that have a say. A succession of blobs leans on it being small."""

STORED = "stored"
KINDS = ("password", "secret", "setting", "argument", "key", "basic", STORED)
"""``password``: a value between quotes, called a password. ``secret``: one called a key or a token, which has
to look random. ``setting``: either without quotes, in a file of settings. ``argument`` and ``key``: the same
two where the place says what it is, and no name. ``basic``: base64 of a user and a password. ``stored``: in
the place of a file where nothing but a credential stands.
"""

_SHORTEST = {"password": 6, "secret": 16, "setting": 6, "argument": 5, "key": 16, "basic": 5, STORED: 4}
_NAMED = frozenset({"password", "secret", "setting"})

_DOUBT_BEFORE = Later(
    rb"(?i)(?<![\w.@/-])(?:examples?|samples?|e\.g|placeholder|dummy|fake|mock\w*|assert\w*|expect\w*|should|regexp?|describe|"
    rb"i18n|translat\w+|gettext|testcase|fixture|lorem|stub\w*)(?![\w.@/])[^\n]{0,80}\Z"
)
_EXAMPLE_ABOVE = Later(rb"(?i)examples?\b[^\n]{0,40}\n[^\n]{0,100}\Z")
_DOUBT_BEHIND = Later(
    rb"(?i)\A[^\n]{0,60}\b(?:example|placeholder|dummy|fake|mock|for tests?\b|not a real|not secret)"
)


class Opinion(Struct, frozen=True):
    """Either why it is ``rejected``, or what its value is like. Neither holds anything of it."""

    rejected: str = ""
    value: str = ""


_NAME = re.compile(rb"[\w.$@-]*\Z")
_LONGEST_NAME = 64


def opinion_at(kind: str, match: re.Match[bytes]) -> Opinion:
    """Of a match with the groups ``name`` (from the word in it that tells on) and ``secret``."""
    data, start = match.string, match.start()
    name = b""
    if "name" in match.re.groupindex and match["name"]:
        start = match.start("name")
        front = _NAME.search(data, max(0, start - _LONGEST_NAME), start)
        start = front.start() if front else start
        name = data[start : match.end("name")]
    elif kind in _NAMED:
        name = data[start : match.start("secret")]  # the name of a setting in XML is a value itself
    before, after = data[max(0, start - AROUND) : start], data[match.end() : match.end() + AROUND]
    return opinion(kind, name, match["secret"], before, after)


@lru_cache(maxsize=16384)
def opinion(kind: str, name: bytes, value: bytes, before: bytes, after: bytes) -> Opinion:
    """``before`` and ``after`` are up to ``AROUND`` bytes beside the match, the name not included."""
    if kind == STORED:
        reason = _stored(value)
        return Opinion(rejected=reason) if reason else Opinion(value=RANDOM)
    if kind == "basic":
        password = _password_in(value)
        return (
            opinion("argument", b"", password, before, after) if password else Opinion("no user and password")
        )
    reason = (
        (refused_name(name) if kind in _NAMED else "")
        or refused_value(value)
        or (refused_value(_text_in(value)) if kind == "setting" and _text_in(value) else "")
        or _refused_pair(name, value)
        or _refused_kind(kind, name, value)
        or _refused_around(before, after)
    )
    return Opinion(rejected=reason) if reason else Opinion(value=_likeness(value))


def _stored(value: bytes) -> str:
    if len(value) < _SHORTEST[STORED]:
        return "too short"
    return refused_value(value, is_file=True) or refused_value(_password_in(value) or value, is_file=True)


def _password_in(value: bytes) -> bytes:
    """What stands behind the user in base64 of both; empty for anything else (RFC 7617)."""
    try:
        user, colon, password = binascii.a2b_base64(value + b"==").partition(b":")
        return password if colon and user and (user + password).decode().isprintable() else b""
    except (binascii.Error, UnicodeDecodeError):
        return b""


def _text_in(value: bytes) -> bytes:
    """What a value says that is base64 of text, as in a Secret of Kubernetes; empty for anything else."""
    if len(value) % 4 or value.isdigit():
        return b""
    try:
        text = binascii.a2b_base64(value, strict_mode=True)
    except binascii.Error:
        return b""
    return text if len(text) > 3 and all(0x20 < byte < 0x7F for byte in text) else b""


def _likeness(value: bytes) -> str:
    return RANDOM if looks_random(value) else MIXED


def _refused_pair(name: bytes, value: bytes) -> str:
    """A value that repeats what it is called is a name of something."""
    said = words(value)
    return "what it is called" if said and set(said) <= set(words(name)) else ""


def _refused_kind(kind: str, name: bytes, value: bytes) -> str:
    if len(value) < _SHORTEST[kind]:
        return "too short"
    if is_uuid(value):
        return "an identifier"
    if is_slug(value) and (kind in ("secret", "key") or not value.isalnum()):
        return "words with signs between them"
    if kind in ("secret", "key") or (kind == "setting" and not _is_password(name)):
        return "" if looks_random(value, _SHORTEST["secret"]) else "does not look random"
    if (
        value.isdigit()
        or value[:1] in b"("
        or not any(48 <= byte < 58 or byte in b"!@#$%^&*+=?" for byte in value)
    ):
        return "digits or letters alone"
    return ""


def _is_password(name: bytes) -> bool:
    return any(
        part.startswith(("pass", "pwd")) or part.endswith(("pass", "password", "auth"))
        for part in map(bytes.decode, words(name))
    )


def _refused_around(before: bytes, after: bytes) -> str:
    if _DOUBT_BEFORE.search(before) or _EXAMPLE_ABOVE.search(before) or _DOUBT_BEHIND.match(after):
        return "stands in an example, a test or a translation"
    return ""
