"""What a value's own characters say: a reference, a name, a digest, words, or something random."""

from functools import lru_cache
from itertools import pairwise

from ztlint.scanners.secrets.entropy import entropy
from ztlint.scanners.secrets.generic.later import Later
from ztlint.scanners.secrets.generic.words import is_stand_in, words
from ztlint.scanners.secrets.placeholder import documented, placeholder

_REFERENCE = Later(
    rb"\$[A-Za-z_({]|\A%\w+%\Z|%(?:\(\w+\))?[sd]\Z|\{\{|\{[\w.]*\}|\A[<\[({].*[>\])}]\Z|\A(?:env|file|vault|op|ssm|arn|"
    rb"secret|secrets|kms|sops|ref|data|keyring|azurekeyvault|gsm|akv|sm|enc|ENC|Fn::|AQI)\b[:(\[/]|\A!|\A&\w|\A\*\w+\Z|"
    rb"(?:environ|getenv|process\.env|secrets|vars|config|settings|params|props|self|this)[.\[(]|\A@\w+[/:(]|\A#\w+\Z"
)
_CALL = Later(rb"[A-Za-z_][\w.:>-]*[(\[].*|[A-Za-z_]\w*(?:\(\))+|.*\(\)?\Z")
_PLACE = Later(
    rb"[A-Za-z][\w+.-]*://|\A(?:~|\.{1,2})?/[\w.-]+/|\A[A-Za-z]:[\\/]|\A(?:[\w.@-]+/){2,}[\w.@-]*\Z|"
    rb"\.(?:pem|key|crt|cer|json|ya?ml|toml|txt|env|py|js|ts|tsx|php|rb|go|java|kt|html?|css|svg|png|md|xml|ini|cfg|conf|sh|sql|properties|vue|jks|p12|pfx)\Z"
)
_DOTTED = Later(rb"[A-Za-z_][\w-]*(?:(?:\.|::|->)[A-Za-z_][\w-]*)+")
_UUID = Later(rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DIGEST = Later(
    rb"(?i)\$(?:1|2[abxy]?|5|6|y|apr1|argon2\w*|pbkdf2[\w-]*|scrypt|bcrypt)\$|\{(?:S?SHA\d*|S?MD5|CRYPT|bcrypt|noop)\}|"
    rb"(?:pbkdf2_\w+|argon2|bcrypt\w*|md5|sha\d+|scrypt)[$:]|sha(?:256|384|512)-|SCRAM-SHA-",
)
_CAPITALS = Later(rb"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_SLUG = Later(rb"[A-Za-z]+[0-9]{0,3}(?:[-_.:/ @|,;+=][A-Za-z]*[0-9]{0,4})*")
_WORD = Later(rb"[A-Za-z]?[a-z]+|[A-Z]+")
_MARKUP = Later(
    rb"\A[\W\d_]*\Z|\A[&?]|[&?]\w+=|\A\w+=\Z|\*{3}|\.{3}|\?{3}|\A[\w.+-]+@[\w-]+\.[\w.]+\Z|\\[dwsDWS]|\[\^?\w-\w|\(\?|\A\^|\.\*"
)
_DATE = Later(rb"\A\d{4}-\d\d-\d\d|\A\d{1,3}(?:\.\d{1,3}){2,3}")
_CLASSES = (frozenset(b"0123456789"), frozenset(range(65, 91)), frozenset(range(97, 123)))
_HEX = Later(rb"[0-9a-f]+|[0-9A-F]+")

_WORDS = 3.2  # letters of a run on average, above which they are words

VALUE = "value"
"""The name of the evidence that says what a value is like."""

MIXED, RANDOM = "letters and digits", "looks random"


def _is_filler(value: bytes) -> bool:
    """Few characters over and over, or the row of digits."""
    return len(set(value)) < 4 or value.strip(b"!.@#") in b"1234567890123456789 9876543210"


_ANYWHERE = (
    (_DIGEST.match, "a digest of a password"),
    (_REFERENCE.search, "a reference to a value elsewhere"),
    (documented, "a published example"),
    (is_stand_in, "a stand-in"),
    (_is_filler, "a stand-in"),
    (placeholder, "a stand-in"),
)
_IN_PROGRAMS = (
    (_PLACE.search, "an address or a path"),
    (_DOTTED.fullmatch, "an expression of a program"),
    (_CALL.fullmatch, "an expression of a program"),
    (_CAPITALS.fullmatch, "the name of a variable"),
    (_MARKUP.search, "a pattern, a date, a version or an address"),
    (_DATE.search, "a pattern, a date, a version or an address"),
    (_WORD.fullmatch, "a word"),
)


@lru_cache(maxsize=8192)
def refused_value(value: bytes, *, is_file: bool = False) -> str:
    """Why a value is none of a credential, or empty. ``is_file``: it stands where nothing but one can."""
    asked = _ANYWHERE if is_file else (*_ANYWHERE, *_IN_PROGRAMS)
    return next((reason for holds, reason in asked if holds(value)), "")


def is_uuid(value: bytes) -> bool:
    return _UUID.fullmatch(value)


def is_slug(value: bytes) -> bool:
    """Words with signs between them, and numbers behind: ``reset-password-v2``."""
    return _SLUG.fullmatch(value) and not looks_random(value)


@lru_cache(maxsize=8192)
def looks_random(value: bytes, least: int = 12) -> bool:
    """Long, and changing its kind of character too often for words."""
    if len(value) < least:
        return False
    if _HEX.fullmatch(value):
        return len(value) >= 20 and entropy(value) >= 3.0 and len(set(value) & _CLASSES[0]) >= 4
    plain = bytes(byte for byte in value if any(byte in kind for kind in _CLASSES))
    if len(plain) < 8 or entropy(value) < 3.2:
        return False
    runs = [len(part) for part in words(value)]
    if runs and sum(runs) / len(runs) > _WORDS:
        return False
    longest = max(runs, default=0)
    return _changes(plain) >= (len(plain) - 1) * 0.26 and longest < 9


def _changes(plain: bytes) -> int:
    """How often a kind of character follows another. A capital before small letters begins a word: half."""
    kinds = [next(number for number, kind in enumerate(_CLASSES) if byte in kind) for byte in plain]
    return sum(1 for before, after in pairwise(kinds) if before != after)
