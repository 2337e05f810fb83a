"""Which files code rules look at."""

import re
from enum import StrEnum

MAX_SIZE = 1024 * 1024
"""Of one source file, in bytes. Larger ones are generated, and take semgrep minutes."""

MAX_LINE = 20_000
"""Of a line that people write, in bytes. What has longer ones is packed."""

_TEST = re.compile(
    r"(?:\A|/)(?:tests?|testing|__tests__|__mocks__|specs?|e2e|cypress|fixtures|testdata|test-utils"
    r"|[^/]*\.Tests?"
    r"|[^/]*\.(?:Unit|Integration|Functional)Tests)/"
    r"|\A(?:docs?/)?(?:examples?|samples?)/"  # elsewhere it may be a package: com/example/demo
    r"|(?:\A|/)(?:test_[^/]*|conftest|tests?|[^/]*_(?:tests?|spec))\.(?:py|go|rb|js|ts)\Z"
    r"|\.(?:spec|test|story|stories|e2e|e2e-spec|cy)\.[cm]?[jt]sx?\Z|[a-z0-9](?:Tests?|TestCase|IT)\.(?:java|cs|php)\Z"
)
_FOREIGN = re.compile(
    r"(?:\A|/)(?:node_modules|bower_components|vendor|third_party|site-packages|\.venv|venv)/|\.min\.js\Z"
)


_GENERATED = re.compile(
    rb"^[ \t]*(?://|#|/\*+|\*)[^\n]{0,80}(?:\bCode generated\b[^\n]*\bDO NOT EDIT\b|@generated\b)",
    re.MULTILINE,
)
_HEAD = 2048
"""Bytes at a file's beginning, where generators sign."""


class Reason(StrEnum):
    """Why code rules do not look at a file. All but the last say so of what nobody wrote here."""

    TEST = "tests and examples, at which code rules do not look"
    FOREIGN = "code of others, at which code rules do not look"
    GENERATED = "generated code, at which code rules do not look"
    PACKED = "packed code, at which code rules do not look"
    LARGE = "too large for code rules"


def is_test(path: str) -> bool:
    return _TEST.search(path) is not None


def unread(path: str, data: bytes, *, tests: bool) -> Reason | None:
    """None for files to look at; with ``tests`` those of tests are among them."""
    if _FOREIGN.search(path):
        return Reason.FOREIGN
    if not tests and is_test(path):
        return Reason.TEST
    if _GENERATED.search(data, 0, _HEAD):
        return Reason.GENERATED
    if len(data) > MAX_LINE and any(len(line) > MAX_LINE for line in data.splitlines()):
        return Reason.PACKED
    return Reason.LARGE if len(data) > MAX_SIZE else None
