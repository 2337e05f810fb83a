"""Two revisions of API definitions and lock files: what became weaker."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Failure, Finding, Kind, Related, Report, Skipped
from ztlint.documents import Document, DocumentStore, Files, LineIndex
from ztlint.documents.store import Read
from ztlint.engine.barrier import barrier
from ztlint.engine.definitions import definitions, is_data_file
from ztlint.engine.gather import Gathered
from ztlint.engine.history import NO_HISTORY
from ztlint.engine.inspection import Inspection
from ztlint.engine.locating import placed
from ztlint.engine.plan import Plan, make_plan
from ztlint.engine.public import model_of
from ztlint.engine.run import conclude
from ztlint.engine.settings import Settings
from ztlint.engine.text import text_of_bytes
from ztlint.errors import UsageError
from ztlint.openapi import Api, build, claims, recognise, supported
from ztlint.routes.lock import NAME, read_lock
from ztlint.rulebook import Rulebook
from ztlint.sources import Source, at_revision, discover, is_excluded, read_file, repository_root


class Side(Struct):
    """One of the two: the files that may be definitions or lock files, and how others are read."""

    name: str
    files: dict[str, bytes]
    read: Read
    failures: list[Failure] = field(default_factory=list)
    named: bool = False


def compare_revisions(
    settings: Settings, rulebook: Rulebook, base: str, head: str | None, folder: Path
) -> Report:
    """``base`` and ``head`` are revisions or files; without ``head`` the working tree. Raises UsageError."""
    before, after = _sides(settings, base, head, folder)
    return compare_sides(settings, rulebook, before, after)


def compare_sides(settings: Settings, rulebook: Rulebook, before: Side, after: Side) -> Report:
    plan = make_plan(replace(settings, kinds=frozenset({Kind.DRIFT}), revisions=True), rulebook)
    inspection = Inspection(plan, Files(after.read))
    inspection.failures += [*before.failures, *after.failures]
    inspection.files = len(before.files) + len(after.files)
    inspection.size = sum(map(len, (*before.files.values(), *after.files.values())))
    with barrier(".", "the comparison of revisions", inspection.failures):
        _compare_definitions(plan, inspection, before, after)
        _compare_locks(plan, inspection, before, after)
    return conclude(plan, Gathered((), after.read, 0), inspection, NO_HISTORY)


# sides ------------------------------------------------------------------------------------------------------


def _sides(settings: Settings, base: str, head: str | None, folder: Path) -> tuple[Side, Side]:
    files = [folder / name for name in (base, head) if name is not None]
    if head is not None and all(path.is_file() for path in files):
        return _of_file(settings, files[0]), _of_file(settings, files[1])
    if repository_root(settings.root) is None:
        raise UsageError(f"{settings.root} is in no git repository", "Name two files, or run it in one.")
    return _of_revision(settings, base), _of_tree(settings) if head is None else _of_revision(settings, head)


def _of_file(settings: Settings, path: Path) -> Side:
    place = path.absolute()
    root = settings.root if place.is_relative_to(settings.root) else place.parent
    name = place.relative_to(root).as_posix()
    data = read_file(root, name)
    if isinstance(data, Failure):
        raise UsageError(f"{path}: {data.reason}", data.advice)
    return Side(name, {name: data}, partial(read_file, root), named=True)


def _is_wanted(path: str, settings: Settings) -> bool:
    fits = is_data_file(path) or PurePosixPath(path).name == NAME
    return fits and not is_excluded(path, settings.exclude)


def _of_revision(settings: Settings, name: str) -> Side:
    revision = at_revision(settings.root, name)
    wanted = [path for path in revision.blobs if _is_wanted(path, settings)]
    revision.read_all(wanted)
    side = Side(name, {}, revision.read)
    for path in wanted:
        data = revision.read(path)
        if isinstance(data, Failure):
            side.failures.append(replace(data, path=f"{name}:{path}"))
        else:
            side.files[path] = data
    return side


def _of_tree(settings: Settings) -> Side:
    found = discover(settings.root, (), settings.exclude)
    side = Side("the working tree", {}, partial(read_file, settings.root), list(found.failures))
    for path in found.files:
        if _is_wanted(path, settings):
            data = read_file(settings.root, path)
            if isinstance(data, Failure):
                side.failures.append(data)
            else:
                side.files[path] = data
    return side


# definitions ------------------------------------------------------------------------------------------------


def _compare_definitions(plan: Plan, inspection: Inspection, before: Side, after: Side) -> None:
    old, new = _documents(before, inspection), _documents(after, inspection)
    pairs, fresh = _paired(old, new, named=before.named)
    rules = tuple(rule for rule in plan.rules if rule.body.get("given") == "revisions")
    base_files = Files(before.read)
    for one, other in pairs:
        _compare_one(plan, inspection, (one, base_files), other, rules)
    if fresh:
        told = "are new or moved, so there is nothing to compare them with"
        inspection.skipped.append(Skipped(told, len(fresh), tuple(fresh), "API definition"))


def _documents(side: Side, inspection: Inspection) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for path, data in side.files.items():
        if not is_data_file(path) or not (side.named or claims(data)):
            continue
        documents = definitions(Source(path, data), named=side.named)
        if isinstance(documents, Failure):
            where = f"{side.name}:{path}" if not side.named else path
            inspection.failures.append(replace(documents, path=where))
            continue
        for document in documents:
            version = recognise(document)
            if version is not None and supported(version):
                found[path if document.part == 0 else f"{path}#{document.part}"] = document
    return found


def _paired(
    old: dict[str, Document], new: dict[str, Document], *, named: bool
) -> tuple[list[tuple[Document, Document]], list[str]]:
    """By path, by title, and where one is left on each side."""
    if named and len(old) == len(new) == 1:
        return [(next(iter(old.values())), next(iter(new.values())))], []
    pairs = [(old[path], new[path]) for path in new if path in old]
    gone = {path: document for path, document in old.items() if path not in new}
    fresh = {path: document for path, document in new.items() if path not in old}
    titles = [_title(document) for document in gone.values()]
    for path, document in list(fresh.items()):
        title = _title(document)
        if title and titles.count(title) == 1:
            moved = next(place for place, one in gone.items() if _title(one) == title)
            pairs.append((gone.pop(moved), fresh.pop(path)))
            titles.remove(title)
    if len(gone) == len(fresh) == 1:
        pairs.append((gone.popitem()[1], fresh.popitem()[1]))
    return pairs, sorted(fresh)


def _title(document: Document) -> str:
    info = document.data.get("info") if isinstance(document.data, dict) else None
    title = info.get("title") if isinstance(info, dict) else None
    return title if isinstance(title, str) else ""


def _compare_one(
    plan: Plan, inspection: Inspection, base: tuple[Document, Files], head: Document, rules: Sequence[object]
) -> None:
    from ztlint.scanners.drift.revisions import pair_operations, scan_change  # noqa: PLC0415 - of use here only

    before = build(base[0], DocumentStore(base[1]), plan.today)
    after = model_of(head, inspection.referenced, plan.intents)
    change = pair_operations(before, after)
    findings: list[Finding] = []
    for item in scan_change(change, tuple(rules)):  # type: ignore[arg-type]
        if isinstance(item, Failure):
            inspection.failures.append(item)
        else:
            findings.append(_placed(item, after))
    inspection.findings += findings
    inspection.roots.append(head.path)
    inspection.operations += len(change.pairs) + len(change.added)
    reached = [after.store.load(path) for path in after.store.paths]
    inspection.keep([one for one in reached if isinstance(one, Document)], findings)


def _placed(finding: Finding, api: Api) -> Finding:
    related = tuple(
        Related(placed(one.location, api.document, api.store), one.message) for one in finding.related
    )
    return replace(finding, location=placed(finding.location, api.document, api.store), related=related)


# lock files -------------------------------------------------------------------------------------------------


def _compare_locks(plan: Plan, inspection: Inspection, before: Side, after: Side) -> None:
    from ztlint.scanners.drift.revisions import scan_locks  # noqa: PLC0415 - see above

    rules = tuple(rule for rule in plan.rules if rule.body.get("given") == "lock")
    for path, other in _locks(before, after):
        lines = LineIndex(text_of_bytes(after.files[other]))
        old, _ = read_lock(before.files[path].decode("utf-8", "replace"))
        new, wrong = read_lock(lines.text)
        advice = "Write it anew with ztlint inventory --write."
        inspection.failures += [
            Failure(other, "is no line of a lock file", advice, line) for line in wrong[:1]
        ]
        inspection.findings += scan_locks(old, new, (other, lines), rules)
        inspection.routes += len(new)
        inspection.texts.setdefault(other, lines)


def _locks(before: Side, after: Side) -> Iterator[tuple[str, str]]:
    is_lock: Callable[[str], bool] = lambda path: PurePosixPath(path).suffix == ".lock"  # noqa: E731
    if before.named:
        old, new = next(iter(before.files)), next(iter(after.files))
        if is_lock(old) and is_lock(new):
            yield old, new
        return
    yield from ((path, path) for path in after.files if path in before.files and is_lock(path))
