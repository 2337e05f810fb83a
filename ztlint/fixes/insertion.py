"""A new member beside one that is there, in the mapping's own style."""

import re
from typing import Final, NamedTuple

from ztlint.core import Edit
from ztlint.fixes.scalars import Uncertain, written
from ztlint.fixes.target import Target, before_blanks, lead_of, newline_at

_BESIDE: Final = ("format", "type", "$ref")
"""Members after which another keyword of a schema reads best."""

_BLANKS: Final = re.compile(r"(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\r\n]*)*")
_BLOCK_LEAD: Final = re.compile(r" *(?:- +)*")
_REST: Final = re.compile(r"[ \t]*|[ \t]+#[^\r\n]*")
_COMMENT: Final = re.compile(r"[ \t]*,?[ \t]+#")
_COLON: Final = re.compile(r"[ \t]*:[ \t]*")

TextEdit = tuple[int, int, str]
"""Start and end of what goes, and what comes in its place."""


class _Member(NamedTuple):
    """A member of the mapping, and what leads to its key on its line."""

    key_start: int
    key_end: int
    start: int
    end: int
    lead: str

    @property
    def alone(self) -> bool:
        """Whether nothing stands before it on its line."""
        return not self.lead.strip()


def insertion(edit: Edit, target: Target) -> TextEdit:
    """Raises Uncertain where block or flow style can't be told, or where the key is there already."""
    if not isinstance(target.value, dict) or edit.key in target.value:
        raise Uncertain
    if not target.value:
        return _into_empty(edit, target)
    beside = _beside(target)
    if beside is None:
        return _before_first(edit, target)
    following = _BLANKS.match(target.text, beside.end)
    flow = following is not None and target.text[following.end() : following.end() + 1] in (",", "}")
    return _after_in_flow(edit, target, beside) if flow else _below(edit, target, beside)


def _member(target: Target, key: str) -> _Member:
    place = target.place(key)
    return _Member(*place, lead_of(target.document, place[0]))


def _beside(target: Target) -> _Member | None:
    """A member whose scalar value stands on the line of its key: only of such is the end known."""
    names = [name for name in _BESIDE if name in target.value]
    for name in (*names, *reversed(target.value)):
        if not isinstance(target.value[name], (dict, list)):
            member = _member(target, name)
            whole = target.text[member.key_start : member.end]
            inline = member.start < member.end and "\n" not in whole and "\r" not in whole
            if inline and target.text[member.start] not in "|>":
                return member
    return None


def _below(edit: Edit, target: Target, beside: _Member) -> TextEdit:
    """On a line of its own, after the other's comment."""
    end = target.document.lines.line_end(beside.end)
    if not (_BLOCK_LEAD.fullmatch(beside.lead) and _REST.fullmatch(target.text[beside.end : end])):
        raise Uncertain
    line = " " * len(beside.lead) + _pair(edit, target, beside)
    return end, end, newline_at(target.document, end) + line


def _after_in_flow(edit: Edit, target: Target, beside: _Member) -> TextEdit:
    """After the other's value; before the other where a comment ends its line, which it keeps."""
    if _COMMENT.match(target.text, beside.end):
        return _before_in_flow(edit, target, beside)
    text = f",{_gap(target, beside)}{_pair(edit, target, beside)}"
    return beside.end, beside.end, text


def _before_in_flow(edit: Edit, target: Target, beside: _Member) -> TextEdit:
    text = f"{_pair(edit, target, beside)},{_gap(target, beside)}"
    return beside.key_start, beside.key_start, text


def _gap(target: Target, beside: _Member) -> str:
    """What stands between two members: a line end, a blank, or nothing in minified text."""
    if beside.alone:
        return newline_at(target.document, target.document.lines.line_end(beside.key_start)) + beside.lead
    return "" if target.text[beside.key_end : beside.start] == ":" else " "


def _before_first(edit: Edit, target: Target) -> TextEdit:
    first = _member(target, next(iter(target.value)))
    before = before_blanks(target.text, first.key_start)
    if target.text[before - 1 : before] in ("{", ","):
        return _before_in_flow(edit, target, first)
    if "#" in lead_of(target.document, before) or not _BLOCK_LEAD.fullmatch(first.lead):
        raise Uncertain  # what looks like a block may stand in brackets behind a comment
    newline = newline_at(target.document, target.document.lines.line_end(first.key_start))
    text = _pair(edit, target, first) + newline + " " * len(first.lead)
    return first.key_start, first.key_start, text


def _into_empty(edit: Edit, target: Target) -> TextEdit:
    key_start, key_end, start, _ = target.place()
    if not re.match(r"\{[ \t]*\}", target.text[start : start + 80]) or not isinstance(target.steps[-1], str):
        raise Uncertain
    holder = _Member(key_start, key_end, start, start, "")
    return start + 1, start + 1, _pair(edit, target, holder)


def _pair(edit: Edit, target: Target, like: _Member) -> str:
    """Key and value, with the other's quotes and blanks."""
    key = written(edit.key, target.text[like.key_start : like.key_end])
    colon = target.text[like.key_end : like.start]
    quoted = '"' if key.startswith('"') else "a"
    return key + (colon if _COLON.fullmatch(colon) else ": ") + written(edit.value, quoted)
