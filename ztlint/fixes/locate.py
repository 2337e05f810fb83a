"""From an edit of the data to the one edit of the text that makes it."""

from ztlint.core import Action, Edit, Replacement
from ztlint.documents import Document
from ztlint.fixes.insertion import TextEdit, insertion
from ztlint.fixes.removal import removal
from ztlint.fixes.scalars import Uncertain, written
from ztlint.fixes.target import Target, target_of


def locate(edit: Edit, document: Document) -> Replacement | None:
    """None where the text leaves no way that is certain: aliases and merge keys, tags, multi-line scalars,
    comments that would go.
    """
    try:
        start, end, text = _text_edit(edit, target_of(edit, document))
    except Uncertain:
        return None
    span = document.lines.span(start, end)
    return Replacement(edit.path, span, text, document.lines.columns(start, end))


def _text_edit(edit: Edit, target: Target) -> TextEdit:
    if edit.action is Action.INSERT:
        return insertion(edit, target)
    if edit.action is Action.REMOVE:
        return removal(target)
    return _renamed(edit, target) if edit.action is Action.RENAME else _set(edit, target)


def _renamed(edit: Edit, target: Target) -> TextEdit:
    if not isinstance(target.parent, dict) or edit.key in target.parent:
        raise Uncertain
    start, end, _, _ = target.place()
    return start, end, written(edit.key, target.text[start:end])


def _set(edit: Edit, target: Target) -> TextEdit:
    if isinstance(target.value, (dict, list)):
        raise Uncertain
    _, _, start, end = target.place()
    return start, end, written(edit.value, target.text[start:end])
