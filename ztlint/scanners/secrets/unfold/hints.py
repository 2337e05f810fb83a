"""Which encodings may occur in some bytes at all: asked of everything, so asked of hyperscan.

Each hint is a short pattern that Python's ``re`` and hyperscan read alike. What matches none of them is never
decoded.
"""

import base64
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ztlint.scanners.secrets.database import cache_name, cached_database

if TYPE_CHECKING:
    import hyperscan

_MARK = "(?:2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9Aa])"
"""Hexadecimal numbers of the characters of tokens: letters, digits, ``-``, ``.``, ``_``. Nobody needs to
escape them.
"""
_DECIMAL = "(?:4[5689]|5[0-7]|6[5-9]|[78][0-9]|90|95|9[789]|10[0-9]|11[0-9]|12[012])"
_OCTAL = "(?:05[56]|06[0-7]|07[01]|10[1-7]|1[12][0-7]|13[0-27]|14[1-7]|1[56][0-7]|17[0-2])"

# Base64 of three bytes of text, none above 0x7F and the first no control character but tab and line ends.
# Of random base64 one quantum in ten fits.
_QUANTUM = "[CDI-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][0-9A-Za-z+/_-]"

_PACKED = "(?:H4sI[A-P]|UEsDB)[0-9A-Za-z+/_-]{20}"  # base64 of what gzip files and zip archives begin with

_PART = "[0-9A-Za-z_=-]"
_PLUS = "+ & . .. <> ++ ||".split()  # operators of as many languages


def _seams() -> Iterator[str]:
    """What stands between two literals. Each way is spelled out: hyperscan is fast with many words, and slow
    with few words that hold choices.
    """
    for a, b in ('""', "''", "``", "\"'", "'\""):
        for sign in (*_PLUS, *(f" {sign} " for sign in _PLUS)):
            yield re.escape(a + sign + b) + _PART
    for a, b in ('""', "''", "\"'", "'\""):
        for space in ("", " "):
            yield re.escape(a + space + b) + _PART + "{4}"
    for quote in "\"'`":
        for sign in ("", *(before + sign for sign in (*_PLUS, "\\") for before in ("", " "))):
            # Lists of short words stand one below the other, in imports for example; tokens are longer.
            least = "{4}" if sign else "{10}"
            for end in ("\n", "\r\n"):
                yield re.escape(quote + sign + end) + r"[ \t]*(?:[+.&] ?)?[\"'`]" + _PART + least
    yield r"[\"'] ?\)\s*\.append\([\"']" + _PART
    yield r"\\\r?\n[ \t]*" + _PART + "{4}"
    yield r"\$\{[\"'`]" + _PART + "{4}"


BASE64, HEX, BYTES, PERCENT, BACKSLASH, ENTITY, PRINTABLE, WIDE, JOINED, KUBERNETES = KINDS = (
    "base64 hexadecimal byte-list percent backslash entity quoted-printable utf-16 joined kubernetes".split()
)

HINTS: tuple[tuple[str, str], ...] = (
    (BYTES, r"(?:0[xX][2-7][0-9A-Fa-f],\s*){12}"),
    (
        PERCENT,
        f"%(?:25){{0,4}}{_MARK}|%3[Aa]%2[Ff]%2[Ff]|BEGIN(?:%20|\\+)[0-9A-Z%+]{{0,40}}PRIVATE(?:%20|\\+)KEY",
    ),
    (BACKSLASH, rf"\\(?:u00{_MARK}|u\{{0{{0,4}}{_MARK}\}}|U000000{_MARK}|x{_MARK}|x\{{{_MARK}\}}|{_OCTAL})"),
    (ENTITY, f"&#(?:[xX]0{{0,4}}{_MARK}|0{{0,4}}{_DECIMAL});"),
    (PRINTABLE, r"[0-9A-Za-z_-]{8}=\r?\n[0-9A-Za-z_-]{4}|=3D[0-9A-Za-z_-]{4}"),
    (KUBERNETES, r"[kK]ind[\"']?:\s*[\"']?Secret\b"),
    (BASE64, _PACKED),
    *((JOINED, rf"[^\\]{_PART}{seam}") for seam in _seams()),
)
"""Looked for together with the rules' patterns. What holds words hardly slows them down."""

_IN_BASE64 = f"(?:{_QUANTUM.replace('[C', '[AC', 1)}){{4}}"
"""Text of 16 characters, UTF-16 included, in base64. To look for it everywhere would be slow."""


def keyword_hints(keywords: Iterable[str]) -> list[str]:
    """Of base64 and of hexadecimal digits. No rule matches where none of its keywords stands, so their
    encodings are enough to know of: base64 at all three offsets, of text and UTF-16; of text also twice over,
    and with a line's end in the middle; hexadecimal digits of text. More would take longer to compile, at
    the first run of everybody, than all rules together.
    """
    words = {form.encode() for keyword in keywords for form in _cases(keyword)}
    narrow = _all_parts(words)
    wide = _all_parts(word.decode().encode("utf-16-le") for word in words)
    twice = _all_parts(part.encode() for part, _ in narrow if len(part) >= 4)
    return [
        *(_with_text_after(part, at) for part, at in sorted(narrow | wide | twice) if len(part) >= 3),
        *map(re.escape, _broken(part for part, _ in narrow)),
        *map(_in_digits, sorted(words)),
    ]


def _with_text_after(part: str, at: int) -> str:
    """Few characters stand anywhere by chance, but not before eight that are text."""
    classes = _CLASS.findall(_QUANTUM)
    return re.escape(part) + "".join(classes[(at + n) % 4] for n in range(8 if len(part) < 5 else 0))


def _in_digits(word: bytes) -> str:
    return f"(?:{word.hex()}|{word.hex().upper()})(?:[2-7][0-9A-Fa-f]){{3}}"


_CLASS = re.compile(r"\[.*?\]")


def _broken(parts: Iterable[str]) -> Iterator[str]:
    """With a line's end in the middle."""
    for part in sorted(parts):
        if len(part) >= 4:
            yield from (part[:at] + "\n" + part[at:] for at in range(1, len(part)))


def _cases(keyword: str) -> set[str]:
    """Keywords match in any case; words are written in three."""
    return (
        {keyword.lower(), keyword.upper(), keyword.title()}
        if keyword.islower() and keyword.isalpha()
        else {keyword}
    )


def in_base64(word: bytes) -> Iterator[tuple[str, int]]:
    """The characters that the word alone decides, wherever it begins in a quantum, and where they end."""
    for offset in range(3):
        padded = bytes(offset) + word + bytes(-(offset + len(word)) % 3)
        end = (offset + len(word)) * 8 // 6
        yield base64.b64encode(padded)[-(-offset * 8 // 6) : end].decode(), end % 4


def _all_parts(words: Iterable[bytes]) -> set[tuple[str, int]]:
    return {part for word in words for part in in_base64(word)}


_PAIRS = (b"ab" * 16, b"ba" * 16)
_PAIR_MARKS = bytes(97 if 0x20 <= byte < 0x7F else 98 if byte == 0 else 99 for byte in range(256))

WIDEST = 256
"""Bytes of the longest text that a hint matches."""


OF_KEYWORDS = frozenset({BASE64, HEX})

RUNS = {
    BASE64: f"(?:{_IN_BASE64}|{_PACKED})[0-9A-Za-z+/_-]*[^0-9A-Za-z+/_-]",
    HEX: "(?:[2-7][0-9A-Fa-f]){18}[0-9A-Fa-f]*[^0-9A-Fa-f]",
}
"""To the end of the run, and one byte more, so that each run is told once."""

Search = Callable[[bytes], list[int]]


class Hints:
    """For one thread. Where hyperscan is missing, ``re`` does its work."""

    def __init__(self, *, fast: bool = True) -> None:
        self._fast = fast and _has_hyperscan()
        self._locates: dict[str, Search] = {}

    def ends(self, kind: str, data: bytes) -> list[int]:
        """Where hints of one kind end, in order; for what comes in runs, where the runs end."""
        if kind not in self._locates:
            self._locates[kind] = _locate(kind, fast=self._fast)
        return self._locates[kind](data)


def holds_pairs(data: bytes) -> bool:
    """Whether a stretch of UTF-16 may be in it. hyperscan is slow with zeros, and text has none."""
    if b"\0" not in data:
        return False
    marks = data.translate(_PAIR_MARKS)
    return any(pair in marks for pair in _PAIRS)


def _locate(kind: str, *, fast: bool) -> Search:
    sources = [RUNS[kind]] if kind in RUNS else [source for other, source in HINTS if other == kind]
    if kind not in RUNS:
        return _fast_ends(sources) if fast else _slow_ends(sources)
    ends = _fast_ends(sources) if fast else _run_ends(sources[0])
    return lambda data: [end - 1 for end in ends(data + b"\n")]


def _has_hyperscan() -> bool:
    try:
        import hyperscan  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def _compile(sources: Sequence[str], *, once: bool) -> "hyperscan.Database":
    import hyperscan  # noqa: PLC0415

    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_SINGLEMATCH if once else 0
    database.compile([source.encode() for source in sources], ids=list(range(len(sources))), flags=flags)
    return database


def _fast_search(sources: Sequence[str]) -> Search:
    import hyperscan  # noqa: PLC0415

    database = cached_database(cache_name("hints", *sources), lambda: _compile(sources, once=True))
    scratch = hyperscan.Scratch(database)

    def search(data: bytes) -> list[int]:
        found: list[int] = []
        database.scan(data, lambda index, *_: found.append(index), scratch=scratch)
        return found

    return search


SLOW_HINTS = (*HINTS, (BASE64, _IN_BASE64), (HEX, "(?:[2-7][0-9A-Fa-f]){18}"))
"""Where there is no hyperscan: thousands of words would be slower than what they stand for."""


def slow_search(sources: Sequence[str]) -> Search:
    patterns = [re.compile(source.encode()) for source in sources]
    return lambda data: [index for index, pattern in enumerate(patterns) if pattern.search(data)]


def _fast_ends(sources: Sequence[str]) -> Search:
    import hyperscan  # noqa: PLC0415

    database = cached_database(cache_name("ends", *sources), lambda: _compile(sources, once=False))
    scratch = hyperscan.Scratch(database)

    def ends(data: bytes) -> list[int]:
        found: set[int] = set()
        database.scan(data, lambda _, __, end, *___: found.add(end), scratch=scratch)
        return sorted(found)

    return ends


def _slow_ends(sources: Sequence[str]) -> Search:
    patterns = [re.compile(b"(?=(" + source.encode() + b"))") for source in sources]
    return lambda data: sorted({match.end(1) for pattern in patterns for match in pattern.finditer(data)})


def _run_ends(source: str) -> Search:
    """A run is a match, so there is no second one in it."""
    pattern = re.compile(source.encode())
    return lambda data: [match.end() for match in pattern.finditer(data)]


_OF_THREAD = threading.local()


def hints() -> Hints:
    """This thread's."""
    known: Hints | None = getattr(_OF_THREAD, "hints", None)
    if known is None:
        known = _OF_THREAD.hints = Hints()
    return known
