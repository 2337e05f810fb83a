"""What semgrep could not do, in our words: its own quote what it read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ztlint.core import Failure
from ztlint.scanners.code.program import Answer
from ztlint.scanners.code.search import Search
from ztlint.scanners.code.workspace import Workspace

_PARTIAL = frozenset({"PartialParsing", "FixpointTimeout"})
_UNREADABLE = frozenset(
    {"Syntax error", "Lexical error", "Other syntax error", "AST builder error", "Parse error", "ParseError"}
)
_RULE = frozenset(
    {
        "Rule parse error",
        "Pattern parse error",
        "PatternParseError",
        "PatternParseError0",
        "Invalid YAML",
        "InvalidRuleSchemaError",
        "IncompatibleRule",
        "IncompatibleRule0",
        "Missing plugin",
        "MissingPlugin",
    }
)
_GIVEN_UP = {
    "Timeout": "took semgrep too long",
    "Out of memory": "took semgrep too much memory",
    "OutOfMemory": "took semgrep too much memory",
    "Stack overflow": "is nested too deep for semgrep",
    "StackOverflow": "is nested too deep for semgrep",
    "Too many matches": "holds too many matches for semgrep",
    "TooManyMatches": "holds too many matches for semgrep",
}
_EXCLUDE = "Exclude it if it is generated, or make it simpler."
_UPDATE = "Update semgrep, which may know newer syntax, or exclude the file if it is no program."


class Partial(Struct, frozen=True):
    """A file of which a part was not read: first and last lines; none where nothing was."""

    path: str
    lines: tuple[tuple[int, int], ...]

    def failure(self) -> Failure:
        if not self.lines:
            return Failure(self.path, "is no program that semgrep can read", _UPDATE)
        told = ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in self.lines[:_NAMED])
        more = f" and in {len(self.lines) - _NAMED} more places" if len(self.lines) > _NAMED else ""
        reason = f"code rules could not read all of it: lines {told}{more}"
        return Failure(self.path, reason, _UPDATE, self.lines[0][0])


_NAMED = 5


class Trouble(Struct, frozen=True):
    """``partial`` files by path; what of our own samples could not be read is a failure."""

    partial: tuple[Partial, ...]
    failures: tuple[Failure, ...]


def trouble(answer: Answer, place: Workspace, search: Search) -> Trouble:
    partial: dict[str, set[tuple[int, int]]] = {}
    failures: list[Failure] = []
    for error in answer.errors:
        kind, path = _kind(error), place.paths.get(str(error.get("path", "")))
        if kind in _PARTIAL | _UNREADABLE and path is not None:
            partial.setdefault(path, set()).update(_lines(error) if kind == "PartialParsing" else ())
        elif (failure := _failure(kind, error, path, search)) is not None:
            failures.append(failure)
    left_out = sorted(place.paths[copy] for copy in place.paths.keys() - answer.scanned)
    failures += [
        Failure(path, "was left out by semgrep, which does not say why", _EXCLUDE) for path in left_out
    ]
    failures += [_of_rule(str(skipped.get("rule_id", "")), search) for skipped in answer.skipped_rules]
    found = (Partial(path, tuple(_joined(lines))) for path, lines in sorted(partial.items()))
    return Trouble(tuple(found), tuple(dict.fromkeys(failures)))


def _kind(error: Mapping[str, Any]) -> str:
    kind = error.get("type")
    return str(kind[0]) if isinstance(kind, list) and kind else str(kind)


def _failure(kind: str, error: Mapping[str, Any], path: str | None, search: Search) -> Failure | None:
    """None for what concerns a sample only: whether its rule still works is told apart."""
    identity = str(error.get("rule_id") or "")
    if kind in _RULE or (path is None and identity in search.sought):
        return _of_rule(identity, search)
    if path is None:
        if error.get("path"):
            return None
        told = f"semgrep tells of an error of the kind '{kind[:40]}'"
        return Failure(
            ".", told, "Update semgrep; where that does not help, leave code rules out: --skip code."
        )
    by = f" with rule {search.sought[identity].rule.id}" if identity in search.sought else ""
    told = _GIVEN_UP.get(kind, f"could not be searched ({kind[:40]})")
    return Failure(path, f"{told}{by}", _EXCLUDE)


def _of_rule(identity: str, search: Search) -> Failure:
    sought = search.sought.get(identity)
    if sought is None:
        return Failure(".", "semgrep can't read one of the code rules", "Update semgrep.")
    told = f"semgrep can't read rule {sought.rule.id} in {sought.language}: {sought.name}"
    return Failure(".", told, "Update semgrep, or correct the rule where it is one of yours.")


def _lines(error: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    kind = error.get("type")
    spans: Iterable[Any] = kind[1] if isinstance(kind, list) and len(kind) > 1 else error.get("spans") or ()
    for span in spans:
        yield int(span["start"]["line"]), int(span["end"]["line"])


def _joined(lines: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(lines):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
