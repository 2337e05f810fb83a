"""Source files for code rules: kept while files are looked at, searched together at the end."""

from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Engine, Failure, Finding, Kind, Rule, Skipped
from ztlint.documents import LineIndex
from ztlint.engine.hush import points_at_secret
from ztlint.engine.plan import Plan
from ztlint.engine.text import text_of_bytes
from ztlint.scanners import code
from ztlint.sources import MAX_NAMED, Source

MAX_KEPT = 512 * 1024 * 1024
"""Bytes of source files that are searched in one run."""

_ABSENT = "code rules need semgrep, which ztlint[code] brings"
_PARTIAL = "read in part by code rules; --only code tells the lines"
_UNREADABLE = "no program that code rules can read"


class Programs(Struct):
    """Files that code rules are about, and those left out by reason."""

    sources: dict[str, bytes] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    size: int = 0

    def keep(self, source: Source, plan: Plan) -> bool:
        """Whether it is one of them."""
        if not plan.has_code_rules_for(source.path):
            return False
        reason = code.unread(source.path, source.data, tests=plan.settings.test_code)
        if reason is None and self.size + len(source.data) > MAX_KEPT:
            self.failures.append(
                Failure(source.path, f"more than {MAX_KEPT} bytes of source", "Check fewer files in one run.")
            )
        elif reason is None:
            self.size += len(source.data)
            self.sources[source.path] = source.data
            return True
        elif reason is code.Reason.LARGE:
            self.keep_large(source.path, len(source.data), plan)
        else:
            self.left_out.setdefault(reason, []).append(source.path)
        return False

    def keep_large(self, path: str, size: int, plan: Plan) -> None:
        if not plan.has_code_rules_for(path):
            return
        if plan.asks_for_code or plan.settings.profile == _STRICT:
            told = f"too large for code rules: {size} bytes, more than {code.MAX_SIZE}"
            self.failures.append(Failure(path, told, "Exclude it if it is generated."))
        else:
            self.left_out.setdefault(code.Reason.LARGE, []).append(path)

    def skipped(self) -> Iterator[Skipped]:
        for reason, paths in sorted(self.left_out.items()):
            yield _skipped(reason, paths)


_STRICT = "strict"


class Searched(Struct):
    """``unread`` are files of which a part was not read. ``hidden`` stand on what nobody must see."""

    findings: list[Finding] = field(default_factory=list)
    hidden: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    texts: dict[str, LineIndex] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    engine: Engine | None = None


def begin_search(programs: Programs, plan: Plan) -> code.Scan | None:
    """Starts it, where there is something to search and something to search with."""
    if not programs.sources or plan.semgrep is None:
        return None
    texts = ((path, text_of_bytes(data)) for path, data in sorted(programs.sources.items()))
    return code.Scan(texts, _rules(plan), plan.semgrep)


def searched(programs: Programs, plan: Plan, running: code.Scan | None) -> Searched:
    """Where a part of a file could not be read that is a failure for those who asked for code rules, and a
    line of the coverage for others: new syntax in one file must not stop everybody's merge.
    """
    found = Searched(failures=programs.failures, skipped=[*programs.skipped()])
    if running is not None:
        _add(running.result(), plan, found)
    elif plan.semgrep or not programs.sources:
        pass  # nothing to search, or it did not start, which is told already
    elif plan.asks_for_code:
        told = f"code rules were not evaluated on {len(programs.sources)} files: semgrep is not installed"
        found.failures.append(Failure(".", told, code.INSTALL))
    else:
        found.skipped.append(_skipped(_ABSENT, sorted(programs.sources)))
    return found


def _add(scanned: code.Scanned, plan: Plan, found: Searched) -> None:
    found.hidden += [one for one in scanned.findings if points_at_secret(one.rule)]
    found.findings += [one for one in scanned.findings if one.rule.id in plan.wanted]
    found.texts.update(scanned.texts)
    found.failures += scanned.failures
    found.unread = frozenset(one.path for one in scanned.partial)
    if plan.asks_for_code or plan.settings.profile == _STRICT:
        found.failures += [one.failure() for one in scanned.partial]
    else:
        found.skipped += _partial(scanned)
    if scanned.version:
        found.engine = Engine("semgrep", scanned.version, scanned.mode, scanned.files)


def _partial(scanned: code.Scanned) -> Iterator[Skipped]:
    for reason, paths in (
        (_PARTIAL, [one.path for one in scanned.partial if one.lines]),
        (_UNREADABLE, [one.path for one in scanned.partial if not one.lines]),
    ):
        if paths:
            yield _skipped(reason, paths)


def _skipped(reason: str, paths: list[str]) -> Skipped:
    return Skipped(reason, len(paths), tuple(sorted(paths)[:MAX_NAMED]))


def _rules(plan: Plan) -> tuple[Rule, ...]:
    """Those that know what to hide run whether somebody asked for them or not."""
    rules = plan.rulebook.of_kind(Kind.CODE)
    adapted = {rule.id: rule for rule in plan.rules}
    return tuple(
        adapted.get(rule.id, rule) for rule in rules if rule.id in plan.wanted or points_at_secret(rule)
    )
