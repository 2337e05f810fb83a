"""Ambiguity of regular expressions, on a position automaton (Glushkov) with character sets.

A backtracking engine tries every way to match before it gives up. Where one text has two ways through the
body of a loop, n turns of the loop have 2^n.
"""

from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any

from msgspec import Struct, field

_MAX_POSITIONS = 160
"""Character positions after bounded repeats are written out. The product has the square of it."""
_MAX_COPIES = 3
"""Copies of a bounded repeat's body: enough to tell one turn from several."""
_MANY = 10
"""A bounded repeat of more turns than this is as slow as an endless one."""
_UNIVERSE = 0x180
"""ASCII, Latin-1 and one block more, which stands for all other characters."""


_NESTING = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.SUBPATTERN)


class _TooLargeError(Exception):
    """More positions than the budget: the answer is not known."""


class _Part(Struct):
    """First and last positions of a piece, and whether it matches nothing at all."""

    first: set[int]
    last: set[int]
    empty: bool


class _Automaton(Struct):
    sets: list[frozenset[int]] = field(default_factory=list)
    follow: list[dict[int, int]] = field(default_factory=list)  # next position: number of ways (capped at 2)
    loops: list[frozenset[int]] = field(default_factory=list)
    strict: bool = False
    """Whether bounded repeats count as loops as well."""

    def position(self, characters: frozenset[int]) -> int:
        if len(self.sets) >= _MAX_POSITIONS:
            raise _TooLargeError
        self.sets.append(characters)
        self.follow.append({})
        return len(self.sets) - 1

    def connect(self, sources: set[int], targets: set[int]) -> None:
        """Two ways from one position to another are ambiguity too: ``(a*)*`` has them."""
        for source in sources:
            for target in targets:
                self.follow[source][target] = min(2, self.follow[source].get(target, 0) + 1)


def exponential(tree: Any) -> bool:
    automaton = _Automaton()
    try:
        _sequence(automaton, list(tree))
    except _TooLargeError:
        return False
    return any(_ambiguous(automaton, loop) for loop in automaton.loops)


def can_fail(tree: Any) -> bool:
    """Whether something behind the last loop may not match: without it the engine stops at once."""
    anchored = False
    for op, argument in reversed(list(tree)):
        if op is sre.AT:
            anchored = True
        elif op is sre.SUBPATTERN:
            return anchored or can_fail(argument[3])
        elif op not in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            return True
        elif anchored or any_character(argument[2]):
            return not any_character(argument[2])
        elif argument[0]:
            return not any(inner in _NESTING for inner, _ in argument[2])
    return False


def any_character(body: Any) -> bool:
    """Whether one turn of a repeat takes any one character: ``.`` or ``[^]``."""
    items = list(body)
    if len(items) != 1:
        return False
    op, argument = items[0]
    if op is sre.SUBPATTERN:
        return any_character(argument[3])
    if op is sre.BRANCH:
        return any(any_character(branch) for branch in argument[1])
    return op in (sre.ANY, sre.IN, sre.NOT_LITERAL) and _characters(op, argument) >= _ALL - {10, 13}


def _sequence(automaton: _Automaton, items: list[Any]) -> _Part:
    whole = _Part(set(), set(), empty=True)
    for op, argument in items:
        part = _piece(automaton, op, argument)
        automaton.connect(whole.last, part.first)
        whole.first |= part.first if whole.empty else set()
        whole.last = part.last | (whole.last if part.empty else set())
        whole.empty = whole.empty and part.empty
    return whole


def _piece(automaton: _Automaton, op: Any, argument: Any) -> _Part:
    if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
        position = automaton.position(_characters(op, argument))
        return _Part({position}, {position}, empty=False)
    if op is sre.SUBPATTERN:
        return _sequence(automaton, list(argument[3]))
    if op is sre.BRANCH:
        parts = [_sequence(automaton, list(branch)) for branch in argument[1]]
        first = set().union(*(part.first for part in parts))
        last = set().union(*(part.last for part in parts))
        return _Part(first, last, any(part.empty for part in parts))
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return _repeat(automaton, *argument)
    return _Part(set(), set(), empty=True)  # anchors, look-around, back-references: no character of their own


def _repeat(automaton: _Automaton, least: int, most: Any, body: Any) -> _Part:
    """Required copies in a row, then a loop if the repeat has no upper bound, else optional copies."""
    unbounded = most is sre.MAXREPEAT or most > _MANY
    if automaton.strict:
        unbounded = most is sre.MAXREPEAT or (most > 1 and (least != most or not _fixed(body)))
    copies = max(1, min(least, _MAX_COPIES)) if unbounded else max(1, min(int(most), _MAX_COPIES))
    whole = _Part(set(), set(), empty=True)
    for number in range(copies):
        start = len(automaton.sets)
        part = _sequence(automaton, list(body))
        optional = part.empty or number >= least
        automaton.connect(whole.last, part.first)
        whole.first |= part.first if whole.empty else set()
        whole.last = part.last | (whole.last if optional else set())
        whole.empty = whole.empty and optional
        if unbounded and number == copies - 1:
            automaton.connect(part.last, part.first)
            automaton.loops.append(frozenset(range(start, len(automaton.sets))))
    return whole


def _fixed(body: Any) -> bool:
    """Whether a repeat's body leaves no choice: no branch, and no repeat of variable length."""
    for op, argument in body:
        if op is sre.BRANCH or (op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[0] != argument[1]):
            return False
        inner = argument[3] if op is sre.SUBPATTERN else argument[2] if op in _NESTING else ()
        if not _fixed(inner):
            return False
    return True


def _ambiguous(automaton: _Automaton, loop: frozenset[int]) -> bool:
    """Whether some state of the loop has two different ways back to itself on one text: in the product of
    the loop with itself, a pair of different states lies on a cycle through an equal pair.
    """
    double = any(ways > 1 for q in loop for target, ways in automaton.follow[q].items() if target in loop)
    if double:
        return True
    return any(_meets_again(automaton, loop, state) for state in loop)


def _meets_again(automaton: _Automaton, loop: frozenset[int], state: int) -> bool:
    """Walk pairs from (state, state); True when a pair that split comes back to (state, state)."""
    seen: set[tuple[int, int, bool]] = set()
    stack = [(state, state, False)]
    while stack:
        one, two, split = stack.pop()
        for a in automaton.follow[one].keys() & loop:
            for b in automaton.follow[two].keys() & loop:
                apart = split or a != b
                if (a, b, apart) in seen or (a != b and automaton.sets[a].isdisjoint(automaton.sets[b])):
                    continue
                if apart and a == b == state:
                    return True
                seen.add((a, b, apart))
                stack.append((a, b, apart))
    return False


def _characters(op: Any, argument: Any) -> frozenset[int]:
    if op is sre.ANY:
        return _ALL - {10, 13}
    if op is sre.LITERAL:
        return frozenset({_fold(argument)})
    if op is sre.NOT_LITERAL:
        return _ALL - {_fold(argument)}
    negated = bool(argument) and argument[0][0] is sre.NEGATE
    found: set[int] = set()
    for kind, value in argument:
        if kind is sre.LITERAL:
            found.add(_fold(value))
        elif kind is sre.RANGE:
            found.update(_fold(code) for code in range(value[0], min(value[1], _UNIVERSE) + 1))
            found.add(_fold(value[1]))
        elif kind is sre.CATEGORY:
            found |= _CATEGORIES.get(value, _ALL)
    return _ALL - found if negated else frozenset(found)


def _fold(code: int) -> int:
    return min(code, _UNIVERSE - 1)


_ALL = frozenset(range(_UNIVERSE))
_DIGITS = frozenset(range(48, 58))
_WORDS = _DIGITS | frozenset(range(65, 91)) | frozenset(range(97, 123)) | {95}
_SPACES = frozenset({9, 10, 11, 12, 13, 32})
_CATEGORIES = {
    sre.CATEGORY_DIGIT: _DIGITS,
    sre.CATEGORY_NOT_DIGIT: _ALL - _DIGITS,
    sre.CATEGORY_WORD: _WORDS,
    sre.CATEGORY_NOT_WORD: _ALL - _WORDS,
    sre.CATEGORY_SPACE: _SPACES,
    sre.CATEGORY_NOT_SPACE: _ALL - _SPACES,
}


FEW = 2
"""Places inside of loops that one character may leave in two ways: three would be cubic time."""
_BRANCHES = 256
_PLAIN = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN, sre.AT, sre.BRANCH, *_NESTING)


def plain(tree: Any) -> bool:
    """Whether an expression has characters, branches and repeats only, of which ``ways`` can speak."""
    for op, argument in tree:
        if op not in _PLAIN:
            return False
        if op is sre.SUBPATTERN and not plain(argument[3]):
            return False
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and not (argument[2].getwidth()[1] and plain(argument[2])):
            return False
        if op is sre.BRANCH and not (_one_empty(argument[1]) and all(map(plain, argument[1]))):
            return False
    return True


def _one_empty(branches: Any) -> bool:
    """Two branches that take nothing are two ways that no character tells apart."""
    return sum(int(branch.getwidth()[0] == 0) for branch in branches) < 2


def ways(tree: Any) -> int | None:
    """How many places of loops leave a backtracking engine a choice. Every repeat that may turn more than
    once counts as a loop, upper and lower case as one. Many, if choices multiply; None: too large.
    """
    automaton = _Automaton(strict=True)
    try:
        _sequence(automaton, list(tree))
    except _TooLargeError:
        return None
    automaton.sets = [_either_case(characters) for characters in automaton.sets]
    looping = frozenset().union(*automaton.loops)
    if any(_ambiguous(automaton, loop) for loop in automaton.loops):
        return len(automaton.sets) + FEW
    inside, branches = 0, 1
    for position, follow in enumerate(automaton.follow):
        meeting = _meeting(automaton, follow)
        if position in looping:
            inside += meeting > 1
        else:
            branches *= meeting
    return inside if branches <= _BRANCHES else len(automaton.sets) + FEW


def _meeting(automaton: _Automaton, follow: dict[int, int]) -> int:
    """How many of the next positions may take the same character; 1 where none has to be chosen."""
    counts: dict[int, int] = {}
    for position, times in follow.items():
        for character in automaton.sets[position]:
            counts[character] = counts.get(character, 0) + times
    return max(counts.values(), default=1)


def _either_case(characters: frozenset[int]) -> frozenset[int]:
    lower = {code + 32 for code in characters if 65 <= code <= 90}
    upper = {code - 32 for code in characters if 97 <= code <= 122}
    return characters | lower | upper
