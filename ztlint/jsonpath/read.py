"""From the text of a query to the query (RFC 9535 section 2 and its grammar)."""

import re
from collections.abc import Callable

from ztlint.jsonpath.filters import (
    Value,
    comparison,
    count_of,
    exists,
    length_of,
    matched,
    value_of,
)
from ztlint.jsonpath.query import (
    Filter,
    Index,
    Name,
    Query,
    QueryError,
    Segment,
    Selector,
    Slice,
    Test,
    Wildcard,
)
from ztlint.jsonpath.strings import unquoted

MAX_LENGTH = 4000
"""Characters of one query."""

MAX_DEPTH = 40
"""Brackets and negations inside of one another."""

_BLANKS = re.compile(r"[ \t\r\n]*")
# The grammar has no hyphens in bare names, and no paths. Both can mean one thing only, and people write them.
_BARE = re.compile(r"/[^.\[\]\s()'\"]*|[A-Za-z_\u0080-\U0010ffff][-\w\u0080-\U0010ffff]*")
_INTEGER = r"(?:0|-?[1-9][0-9]{0,15})"
_SLICE = re.compile(
    rf"({_INTEGER})?[ \t\r\n]*:[ \t\r\n]*({_INTEGER})?[ \t\r\n]*(?::[ \t\r\n]*({_INTEGER})?)?"
)
_INDEX = re.compile(_INTEGER)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][-+]?[0-9]{1,3})?")
_WORD = re.compile(r"(?:true|false|null)(?![\w(])")
_FUNCTION = re.compile(r"([a-z][a-z0-9_]*)\(")
_SIGN = re.compile(r"==|!=|<=|>=|<|>")
_WORDS = {"true": True, "false": False, "null": None}


def read(source: str) -> Query:
    """Raises QueryError for what is not understood."""
    if len(source) > MAX_LENGTH:
        raise QueryError(f"it is longer than {MAX_LENGTH} characters")
    reader = _Reader(source)
    if not reader.skip("$"):
        raise QueryError("it does not start with '$'")
    query = Query(reader.segments())
    if reader.at < len(source):
        raise reader.unexpected()
    return query


class _Reader:
    """Recursive descent over the text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self._depth = 0

    def unexpected(self) -> QueryError:
        rest = self.source[self.at : self.at + 20]
        return QueryError(f"'{rest}' is not understood" if rest else "it ends too early")

    def blanks(self) -> None:
        found = _BLANKS.match(self.source, self.at)
        self.at = found.end() if found else self.at

    def skip(self, text: str) -> bool:
        if not self.source.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def expect(self, text: str) -> None:
        self.blanks()
        if not self.skip(text):
            raise self.unexpected()

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.source, self.at)
        if found:
            self.at = found.end()
        return found

    def segments(self) -> tuple[Segment, ...]:
        found: list[Segment] = []
        while True:
            before = self.at
            self.blanks()
            if self.source.startswith("[", self.at):
                found.append(Segment(self._bracketed()))
            elif self.skip(".."):
                bracketed = self.source.startswith("[", self.at)
                found.append(Segment(self._bracketed() if bracketed else (self._bare(),), deep=True))
            elif self.skip("."):
                found.append(Segment((self._bare(),)))
            else:
                self.at = before
                return tuple(found)

    def _bare(self) -> Selector:
        if self.skip("*"):
            return Wildcard()
        name = self.take(_BARE)
        if name is None:
            raise self.unexpected()
        return Name(name[0])

    def _bracketed(self) -> tuple[Selector, ...]:
        self.expect("[")
        selectors = [self._selector()]
        self.blanks()
        while self.skip(","):
            selectors.append(self._selector())
            self.blanks()
        self.expect("]")
        return tuple(selectors)

    def _selector(self) -> Selector:
        self.blanks()
        if self.skip("*"):
            return Wildcard()
        if self.skip("?"):
            return Filter(self._either())
        if (text := self._quoted()) is not None:
            return Name(text)
        if found := self.take(_SLICE):
            start, stop, step = (None if part is None else int(part) for part in found.groups())
            return Slice(start, stop, step)
        if found := self.take(_INDEX):
            return Index(int(found[0]))
        raise self.unexpected()

    def _quoted(self) -> str | None:
        quote = self.source[self.at : self.at + 1]
        if not quote or quote not in "'\"":
            return None
        text, self.at = unquoted(self.source, self.at)
        return text

    def _either(self) -> Test:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QueryError("it is nested too deeply")
        tests = self._joined("||", self._all)
        self._depth -= 1
        return tests[0] if len(tests) == 1 else lambda scope: any(test(scope) for test in tests)

    def _all(self) -> Test:
        tests = self._joined("&&", self._basic)
        return tests[0] if len(tests) == 1 else lambda scope: all(test(scope) for test in tests)

    def _joined(self, sign: str, part: Callable[[], Test]) -> list[Test]:
        tests = [part()]
        self.blanks()
        while self.skip(sign):
            tests.append(part())
            self.blanks()
        return tests

    def _basic(self) -> Test:
        self.blanks()
        negated = self.skip("!")
        self.blanks()
        if self.skip("("):
            test = self._either()
            self.expect(")")
        else:
            test = self._compared(negated=negated)
        return (lambda scope: not test(scope)) if negated else test

    def _compared(self, *, negated: bool) -> Test:
        """A comparison, or a query or function that stands alone."""
        left = self._operand()
        self.blanks()
        sign = None if negated else self.take(_SIGN)
        if sign:
            return comparison(sign[0], self._value(left), self._value(self._operand()))
        if isinstance(left, Query):
            return exists(left)
        if isinstance(left, _Test):
            return left.test
        raise QueryError("a value has to be compared with something")

    def _value(self, operand: "_Operand") -> Value:
        if isinstance(operand, Query):
            if not operand.singular:
                raise QueryError("a query that may choose several values can't be compared")
            return value_of(operand)
        if isinstance(operand, _Test):
            raise QueryError("match() and search() can't be compared")
        return operand

    def _operand(self) -> "_Operand":
        self.blanks()
        if (text := self._quoted()) is not None:
            return _constant(text)
        if self.skip("@"):
            return Query(self.segments(), relative=True)
        if self.skip("$"):
            return Query(self.segments())
        if word := self.take(_WORD):
            return _constant(_WORDS[word[0]])
        if number := self.take(_NUMBER):
            whole = number[1] is None and number[2] is None
            return _constant(int(number[0]) if whole else float(number[0]))
        if function := self.take(_FUNCTION):
            return self._function(function[1])
        raise self.unexpected()

    def _function(self, name: str) -> "_Operand":
        arguments = [self._argument()]
        self.blanks()
        while self.skip(","):
            arguments.append(self._argument())
            self.blanks()
        self.expect(")")
        first = arguments[0]
        if name in ("count", "value") and len(arguments) == 1 and isinstance(first, Query):
            return count_of(first) if name == "count" else value_of(first)
        if name == "length" and len(arguments) == 1:
            return length_of(self._value(first))
        if name in ("match", "search") and len(arguments) == 2:
            return _Test(matched(*map(self._value, arguments), whole=name == "match"))
        raise QueryError(f"'{name}' is no function of RFC 9535 with such arguments")

    def _argument(self) -> "_Operand":
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QueryError("it is nested too deeply")
        operand = self._operand()
        self._depth -= 1
        return operand


class _Test:
    """A function that tells whether, not what."""

    def __init__(self, test: Test) -> None:
        self.test = test


_Operand = Query | _Test | Value


def _constant(value: object) -> Value:
    return lambda _: value
