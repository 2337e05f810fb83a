"""A file's bytes with some edits made, or why they were not."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ztlint.core import Edit, Failure, Replacement
from ztlint.documents import Document, decode, parse
from ztlint.documents.text import Undecodable, encoding_of
from ztlint.fixes.compare import differ_as_said
from ztlint.fixes.locate import locate


class Unproven(Struct, frozen=True):
    """Why a file was left as it is."""

    reason: str


def fixed(path: str, data: bytes, edits: Iterable[Edit]) -> bytes | Unproven:
    """All edits made in one pass. The result parses, and its data differ as said and nowhere else."""
    edits = tuple(dict.fromkeys(edits))
    documents = parse(path, data)
    text = decode(data)
    if isinstance(documents, Failure) or isinstance(text, Undecodable):
        return Unproven("it can't be parsed any more")
    replacements = [_located(edit, documents) for edit in edits]
    if not all(replacements):
        return Unproven("it has changed since it was looked at")
    encoding, mark = encoding_of(data)
    changed = data[:mark] + spliced(text, {one for one in replacements if one}).encode(encoding)
    return changed if _proven(path, documents, changed, edits) else Unproven("more than the fix would change")


def spliced(text: str, replacements: Iterable[Replacement]) -> str:
    """``replacements`` must not overlap. Edits through two aliases of one place are one of them."""
    parts, done = [], 0
    for one in sorted(replacements, key=lambda one: (one.span.start, one.span.end)):
        parts += [text[done : one.span.start], one.text]
        done = one.span.end
    return "".join([*parts, text[done:]])


def _located(edit: Edit, documents: Sequence[Document]) -> Replacement | None:
    return locate(edit, documents[edit.part]) if edit.part < len(documents) else None


def _proven(path: str, old: Sequence[Document], changed: bytes, edits: Iterable[Edit]) -> bool:
    new = parse(path, changed)
    if isinstance(new, Failure) or len(new) != len(old):
        return False
    edits = tuple(edits)
    if _duplicates(new) != _duplicates(old):
        return False  # of a key that stands twice the data do not tell
    return all(
        differ_as_said(before.data, after.data, [edit for edit in edits if edit.part == before.part])
        for before, after in zip(old, new, strict=True)
    )


def _duplicates(documents: Iterable[Document]) -> int:
    return sum(len(document.duplicates) for document in documents)
