"""Every source looked at once, by all that want to see it."""

import codecs
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.config import PublicEntry
from ztlint.core import Engine, Failure, Finding, Kind, Location, Skipped
from ztlint.documents import Document, Files, LineIndex, parse
from ztlint.engine.barrier import barrier
from ztlint.engine.code import Programs, searched
from ztlint.engine.definitions import definitions, is_data_file, not_recognised, scan_definition
from ztlint.engine.drift import Code, compare_code
from ztlint.engine.hush import Kept, points_at_secret
from ztlint.engine.locating import with_span
from ztlint.engine.overlays import Overlays
from ztlint.engine.plan import Plan
from ztlint.engine.pointer_at import with_pointer
from ztlint.engine.settings import Mode
from ztlint.engine.text import text_of_bytes
from ztlint.openapi import recognise
from ztlint.overlays import may_be_overlay
from ztlint.routes import is_test
from ztlint.scanners import secrets
from ztlint.scanners.code import Scan
from ztlint.sources import LARGE, Large, Source, bundle_failure, is_archive, too_large
from ztlint.waivers import Declaration, Waiver, inline_waivers, misspelt_keys, node_declarations, node_waivers
from ztlint.waivers.inline import MARK

_Waiver = TypeVar("_Waiver", Waiver, Declaration)

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

MAX_FOREIGN = 300_000
"""Schemas in referenced files and the ways on from them, counted as often as definitions reach them: each
looks at all of them anew.
"""


class Inspection(Struct):
    """What has come together so far. ``texts`` holds what findings and waivers stand in.

    ``whole`` says that no file below the root was left unasked. ``marks`` are what texts had before their
    first character where GitHub hashes it, and None for encodings that GitHub does not read.
    """

    plan: Plan
    referenced: Files
    named: frozenset[str] = frozenset()
    whole: bool = False
    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    gaps: list[tuple[secrets.Gap, str]] = field(default_factory=list)
    waivers: dict[tuple[Location, str], Waiver] = field(default_factory=dict)
    texts: dict[str, LineIndex] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    marks: dict[str, str | None] = field(default_factory=dict)
    files: int = 0
    size: int = 0
    operations: int = 0
    foreign: int = 0
    roots: list[str] = field(default_factory=list)
    fragments: set[str] = field(default_factory=set)
    versions: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    declarations: dict[tuple[str, int, str], Declaration] = field(default_factory=dict)
    declaring: set[tuple[str, int, str]] = field(default_factory=set)
    spoken_of: set[PublicEntry] = field(default_factory=set)
    overruled: list[str] = field(default_factory=list)
    overlays: Overlays = field(default_factory=Overlays)
    code: Code = field(default_factory=Code)
    routes: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    programs: Programs = field(default_factory=Programs)
    unread: frozenset[str] = frozenset()
    engines: list[Engine] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def look_at(self, source: Source | Large | Failure) -> None:
        if isinstance(source, Failure):
            self.failures.append(source)
            return
        if isinstance(source, Large):
            self._look_at_large(source)
            return
        self._meet(source)
        self.seen.add(source.path)
        for_definitions = self.plan.looks_for(Kind.OPENAPI) or self.plan.looks_for(Kind.DRIFT)
        documents = self._look_for_definitions(source) if for_definitions else []
        if self.plan.looks_for(Kind.DRIFT):
            self.code.keep(source)
        for_code = source.path in self.programs.sources
        for_secrets = self.plan.looks_for(Kind.SECRETS)
        if for_secrets:
            self._look_for_secrets(source, documents)
        if documents or for_secrets or for_code or self.plan.settings.scope.mode is Mode.STAGED:
            self.size += len(source.data)
        if MARK in source.data:
            self._accept(inline_waivers(source.path, self._text(source), documents or parsed(source)))

    def look_at_definition(self, source: Source | Failure) -> None:
        """A definition that nobody asked for, because of the files that it is made of."""
        if isinstance(source, Failure):
            self.failures.append(source)
            return
        self._meet(source)
        self.size += len(source.data)
        with barrier(source.path, "the inspection", self.failures):
            documents = self._look_for_definitions(source)
            if MARK in source.data:
                self._accept(inline_waivers(source.path, self._text(source), documents))

    def _meet(self, source: Source) -> None:
        self.files += 1
        if source.data.startswith(_MARKS):
            self.marks[source.path] = "\ufeff" if source.data.startswith(codecs.BOM_UTF8) else None

    def judged(self, kind: Kind) -> frozenset[str]:
        """Files in which nothing of ``kind`` can have been overlooked. A fragment may be part of
        definitions that a partial run did not reach.
        """
        if kind is Kind.CODE:
            return frozenset(self.programs.sources.keys() - self.unread if self.engines else ())
        if kind is not Kind.OPENAPI:
            return frozenset(self.seen)
        return frozenset((*self.roots, *self.fragments)) if self.whole else frozenset(self.roots)

    def compare_code(self) -> None:
        """Routes with operations, once everything else was looked at."""
        rules = tuple(rule for rule in self.plan.rules if rule.kind is Kind.DRIFT)
        found = compare_code(self.code, self.referenced, rules, self.plan)
        self.findings += found.findings
        self.failures += found.failures
        self.skipped += found.skipped
        self.routes = found.routes
        for path, data in found.texts.items():
            self.texts.setdefault(path, LineIndex(text_of_bytes(data)))
            counted = self.plan.looks_for(Kind.SECRETS) or path in self.programs.sources
            self.size += 0 if counted else len(data)

    def finish_search(self, running: Scan | None) -> None:
        """What came of the search in all source files together."""
        found = searched(self.programs, self.plan, running)
        self.findings += found.findings
        self.failures += found.failures
        self.skipped += found.skipped
        self.unread = found.unread
        self.engines += [found.engine] if found.engine else []
        for path, lines in found.texts.items():
            self.texts.setdefault(path, lines)
        for finding in found.hidden:
            self.kept.keep_strings(finding, self.texts[finding.location.path])

    def look_at_link(self, path: str) -> None:
        """What is written in a symbolic link; it is not followed."""
        if self.plan.looks_for(Kind.SECRETS):
            target = Source(path, os.fsencode((self.plan.settings.root / path).readlink()))
            self.size += len(target.data)
            self._look_for_secrets(target, [])

    def _look_at_large(self, large: Large) -> None:
        """Secrets only: no definition is so large. Its text is not kept, so no lines of it are shown."""
        self.files += 1
        self.seen.add(large.path)
        if self.plan.looks_for(Kind.OPENAPI) and is_data_file(large.path):
            self.failures.append(too_large(large.path, large.size))
        if self.plan.looks_for(Kind.SECRETS):
            self.size += large.size
            with barrier(large.path, "the secrets scanner", self.failures):
                findings, failures = secrets.scan_large(self.plan.matcher, large)
                self.failures += failures
                self._find(large.path, (*findings, *secrets.in_name(self.plan.matcher, large.path)))

    def _look_for_secrets(self, source: Source, documents: list[Document]) -> None:
        if secrets.is_passed_over(source.path):
            self.passed_over.append(source.path)
        with barrier(source.path, "the secrets scanner", self.failures):
            if failure := bundle_failure(source.path, source.data):
                self.failures.append(failure)
            self._find(source.path, secrets.in_name(self.plan.matcher, source.path))
            if len(source.data) > LARGE and not is_archive(source.data):
                told = secrets.scan_stream(self.plan.matcher, source, BytesIO(source.data).read)
                self._find(source.path, told)
                return
            for finding in secrets.scan_source(self.plan.matcher, source):
                if isinstance(finding, secrets.Gap):
                    self.gaps.append((finding, source.path))
                elif finding.rule.id in self.plan.wanted:
                    self.findings.append(with_pointer(finding, documents))
                    self._text(source)

    def _find(self, path: str, told: Iterable[Finding | secrets.Gap]) -> None:
        for one in told:
            if isinstance(one, secrets.Gap):
                self.gaps.append((one, path))
            elif one.rule.id in self.plan.wanted:
                self.findings.append(one)

    def _look_for_definitions(self, source: Source) -> list[Document]:
        """The documents of the file where one of them is an API definition."""
        documents: list[Document] | Failure = []
        with barrier(source.path, "the parser", self.failures):
            documents = definitions(source, named=source.path in self.named)
        if isinstance(documents, Failure):
            self.failures.append(documents)
            return []
        if not documents and may_be_overlay(source.data):
            self.overlays.meet(source.path, source.data, parsed(source))
        for document in documents:
            if recognise(document):
                self._scan(document)
            elif failure := not_recognised(document):
                self.failures.append(failure)
        return documents

    def _scan(self, document: Document) -> None:
        """Rules that point at secrets run even if nobody asked for them, to know what to hide."""
        if self.foreign > MAX_FOREIGN:
            told = f"not checked: the definitions share more than {MAX_FOREIGN} schemas"
            self.failures.append(Failure(document.path, told, "Check fewer of them in one run."))
            return
        document, failures = self.overlays.over(document)
        self.failures += failures
        version = recognise(document)
        label = version.label if version else ""
        rules = tuple(rule for rule in self.plan.for_definitions if label in rule.versions)
        self.versions[label] += 1
        if self.plan.looks_for(Kind.DRIFT) and not is_test(document.path):
            self.code.definitions.append(document)
        scanned = scan_definition(document, self.referenced, rules, self.plan.intents)
        self.overruled += scanned.overruled
        self.spoken_of |= scanned.spoken_of
        self.declaring |= scanned.declaring
        for finding in scanned.findings:
            if points_at_secret(finding.rule):
                self.kept.keep(finding, (*scanned.documents, *document.sources))
        self.findings += (found for found in scanned.findings if found.rule.id in self.plan.wanted)
        self.failures += scanned.failures
        self.operations += scanned.operations
        self.foreign += scanned.foreign
        self.roots.append(document.path)
        self.keep(scanned.documents, scanned.findings)

    def keep(self, documents: Iterable[Document], findings: Iterable[Finding]) -> None:
        """Waivers and texts of all that a definition reached; the parsed data may go."""
        wanted = {place.path for finding in findings for place in _places(finding)} | set(self.kept.ranges)
        made_of = [source for document in documents for source in document.sources if source is not document]
        for document in made_of:
            if document.path in wanted:
                self.texts.setdefault(document.path, document.lines)
            self._accept_comments(document)
        for document in documents:
            if document.path in wanted:
                self.texts.setdefault(document.path, document.lines)
            if document.path in self.fragments:
                continue
            self._accept(_located(waiver, document) for waiver in node_waivers(document))
            self.failures += misspelt_keys(document)
            for pointer, declaration in node_declarations(document):
                place = (document.path, document.part, pointer)
                self.declarations[place] = _located(declaration, document)
            self._accept_comments(document)

    def _accept_comments(self, document: Document) -> None:
        """Of a definition's own file they are taken when that file is looked at."""
        if document.path in self.roots or document.path in self.fragments:
            return
        self.fragments.add(document.path)
        if document.mentions(MARK.decode()):
            self._accept(inline_waivers(document.path, document.lines, [document]))

    def _accept(self, waivers: Iterable[Waiver]) -> None:
        """A file that several definitions refer to is met several times, its waivers count once."""
        for waiver in waivers:
            self.waivers.setdefault((waiver.location, waiver.rule), waiver)

    def _text(self, source: Source) -> LineIndex:
        if source.path not in self.texts:
            self.texts[source.path] = LineIndex(text_of_bytes(source.data))
        return self.texts[source.path]


def _places(finding: Finding) -> Iterator[Location]:
    yield finding.location
    yield from (other.location for other in finding.related)


def parsed(source: Source) -> list[Document]:
    """What YAML and JSON parse to, so that comments can be told from strings; nothing for other files."""
    looks_like_data = is_data_file(source.path) or source.data.lstrip()[:1] in (b"{", b"[")
    documents = parse(source.path, source.data) if looks_like_data else []
    return documents if isinstance(documents, list) else []


def _located(waiver: _Waiver, document: Document) -> _Waiver:
    location = replace(waiver.location, pointer=waiver.location.pointer or "")
    return replace(waiver, location=with_span(location, document))
