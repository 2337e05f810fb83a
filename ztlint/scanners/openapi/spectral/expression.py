"""The expressions inside filters: a part of JavaScript, read and worked out here. Nothing runs as code.

A value for which an expression can't be worked out (``@.name.match(...)`` where there is no name) is not
chosen. JavaScript would throw an error.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from ztlint.jsonpath import ecma
from ztlint.scanners.openapi.spectral.methods import METHOD_NAMES, Regex, call_method, member
from ztlint.scanners.openapi.spectral.tree import Spot
from ztlint.scanners.openapi.spectral.values import (
    UNDEFINED,
    alike,
    kind,
    number,
    same,
    text,
    truthy,
    value_of,
)

Expression = Callable[[Spot], Any]
"""Of the value that is looked at to what the expression is for it."""

MAX_DEPTH = 60
"""Nesting of one expression."""


class ExpressionError(Exception):
    """An expression that is not understood, with what is not."""


class CannotTellError(Exception):
    """Where JavaScript throws an error."""


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<name>@[A-Za-z]*|[A-Za-z_$][\w$]*)
    | (?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\?\?|\?\.|[-+*/%!<>()\[\].,?:])
    )""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


class _Token(Struct, frozen=True):
    kind: str
    text: str


def _tokens(source: str) -> list[_Token]:
    """A slash where an operand has to stand begins a regular expression."""
    tokens: list[_Token] = []
    at = 0
    while source[at:].strip():
        at += len(source[at:]) - len(source[at:].lstrip())
        found = _REGEX.match(source, at) if source[at] == "/" and _wants_operand(tokens) else None
        if found:
            tokens.append(_Token("regex", found[0]))
        else:
            found = _TOKEN.match(source, at)
            if found is None or found.lastgroup is None:
                raise ExpressionError(f"'{source[at : at + 20]}' is not understood")
            tokens.append(_Token(found.lastgroup, found[found.lastgroup]))
        at = found.end()
    return tokens


def _wants_operand(tokens: Sequence[_Token]) -> bool:
    if not tokens:
        return True
    last = tokens[-1]
    return last.kind == "sign" and last.text not in (")", "]")


def read(source: str) -> Expression:
    """Raises ExpressionError for what is not understood."""
    reader = _Reader(_tokens(source))
    expression = reader.ternary()
    if reader.rest:
        raise ExpressionError(f"'{reader.rest[0].text}' is not expected there")
    return expression


def holds(expression: Expression, spot: Spot) -> bool:
    try:
        return truthy(expression(spot))
    except CannotTellError:
        return False


def needed_member(source: str) -> str:
    """A member without which the expression can't hold, read off a plain chain of ``&&``; else empty."""
    tokens = _tokens(source)
    while _encloses(tokens):
        tokens = tokens[1:-1]
    if any(token.text in ("||", "??", "?", "@property") for token in tokens if token.kind != "string"):
        return ""
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token.text == "&&" and token.kind == "sign":
            parts.append([])
        else:
            parts[-1].append(token)
    return next((part[2].text for part in parts if _asks_for_member(part)), "")


def _encloses(tokens: list[_Token]) -> bool:
    """Whether the first bracket closes with the last."""
    if not tokens or tokens[0].text != "(" or tokens[-1].text != ")":
        return False
    depth = 0
    for at, token in enumerate(tokens):
        if token.kind == "sign":
            depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return at == len(tokens) - 1
    return False


def _asks_for_member(part: list[_Token]) -> bool:
    """``@.type`` and ``@.type == "array"``."""
    if [token.text for token in part[:2]] != ["@", "."] or len(part) not in (3, 5):
        return False
    if part[2].text == "length" or part[2].text in METHOD_NAMES:
        return False
    return len(part) == 3 or (part[3].text in ("==", "===") and part[4].kind in ("string", "number"))


_BINARY: tuple[tuple[str, ...], ...] = (
    ("??",),
    ("||",),
    ("&&",),
    ("===", "!==", "==", "!="),
    ("<", ">", "<=", ">=", "in"),
    ("+", "-"),
    ("*", "/", "%"),
)


class _Reader:
    """Recursive descent, one method for each level of precedence that differs in form."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.rest = tokens
        self._depth = 0

    def _next_is(self, *texts: str) -> bool:
        return bool(self.rest) and self.rest[0].kind in ("sign", "name") and self.rest[0].text in texts

    def _take(self) -> _Token:
        if not self.rest:
            raise ExpressionError("it ends too early")
        return self.rest.pop(0)

    def _expect(self, sign: str) -> None:
        if not self._next_is(sign):
            raise ExpressionError(f"'{sign}' is missing")
        self._take()

    def ternary(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("it is nested too deeply")
        condition = self._binary(0)
        if self._next_is("?"):
            self._take()
            yes = self.ternary()
            self._expect(":")
            no = self.ternary()
            test = condition
            condition = lambda spot: yes(spot) if truthy(test(spot)) else no(spot)  # noqa: E731
        self._depth -= 1
        return condition

    def _binary(self, level: int) -> Expression:
        if level == len(_BINARY):
            return self._unary()
        left = self._binary(level + 1)
        while self._next_is(*_BINARY[level]):
            left = _operation(self._take().text, left, self._binary(level + 1))
        return left

    def _unary(self) -> Expression:
        if self._next_is("!", "-", "+", "typeof", "void"):
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise ExpressionError("it is nested too deeply")
            expression = _negation(self._take().text, self._unary())
            self._depth -= 1
            return expression
        return self._members(self._operand())

    def _members(self, subject: Expression) -> Expression:
        while self._next_is(".", "?.", "["):
            sign = self._take().text
            if sign == "[":
                subject = _subscript(subject, self.ternary())
                self._expect("]")
                continue
            name = self._take()
            if name.kind != "name":
                raise ExpressionError(f"'{name.text}' is no name")
            subject = self._named(subject, name.text, optional=sign == "?.")
        return subject

    def _named(self, subject: Expression, name: str, *, optional: bool) -> Expression:
        if self._next_is("("):
            return _call(subject, name, self._arguments(), optional=optional)
        return _member(subject, name, optional=optional)

    def _arguments(self) -> list[Expression]:
        self._expect("(")
        return self._listed(")")

    def _listed(self, closing: str) -> list[Expression]:
        listed: list[Expression] = []
        while not self._next_is(closing):
            listed.append(self.ternary())
            if not self._next_is(closing):
                self._expect(",")
        self._take()
        return listed

    def _operand(self) -> Expression:
        token = self._take()
        if token.kind == "sign":
            return self._bracketed(token.text)
        if token.kind == "name":
            return self._name(token.text)
        return _constant(token)

    def _bracketed(self, sign: str) -> Expression:
        if sign == "(":
            inner = self.ternary()
            self._expect(")")
            return inner
        if sign == "[":
            items = self._listed("]")
            return lambda spot: [item(spot) for item in items]
        raise ExpressionError(f"'{sign}' is not expected there")

    def _name(self, name: str) -> Expression:
        if name in _CONSTANTS:
            constant = _CONSTANTS[name]
            return lambda _: constant
        if name in ("Object", "Array", "Number", "String", "Boolean"):
            return self._function(name)
        if name not in _SHORTHANDS:
            raise ExpressionError(f"'{name}' is not known")
        if name in _TYPE_TESTS and self._next_is("("):
            self._arguments()
        return _SHORTHANDS[name]

    def _function(self, owner: str) -> Expression:
        name = owner
        if self._next_is("."):
            self._take()
            name = f"{owner}.{self._take().text}"
        if name not in _FUNCTIONS:
            raise ExpressionError(f"'{name}' is not known")
        function, arguments = _FUNCTIONS[name], self._arguments()
        if len(arguments) != 1:
            raise ExpressionError(f"'{name}' takes one argument")
        return lambda spot: function(arguments[0](spot))


def _constant(token: _Token) -> Expression:
    value: Any
    if token.kind == "number":
        value = float(token.text) if "." in token.text else int(token.text[:300])
    elif token.kind == "string":
        value = _ESCAPE.sub(lambda found: _CONTROLS.get(found[1], found[1]), token.text[1:-1])
    else:
        body, _, flags = token.text[1:].rpartition("/")
        try:
            ecma.check(body, flags)
        except ecma.PatternError as error:
            raise ExpressionError(str(error)) from None
        value = Regex(body, flags)
    return lambda _: value


_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": UNDEFINED, "NaN": float("nan")}


def _is_integer(value: Any) -> bool:
    return kind(value) == "number" and float(value).is_integer()


def _keys(value: Any) -> list[str]:
    if not isinstance(value, Spot):
        raise CannotTellError
    return [str(step) for step in _steps(value)]


def _values(value: Any) -> list[Any]:
    if not isinstance(value, Spot):
        raise CannotTellError
    return [value_of(child) for child in value]


def _steps(value: Spot) -> Sequence[Any]:
    return list(value.value) if isinstance(value.value, dict) else range(len(value.value))


_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "Object.keys": _keys,
    "Object.values": _values,
    "Array.isArray": lambda value: kind(value) == "array",
    "Number.isInteger": _is_integer,
    "Number": number,
    "String": text,
    "Boolean": truthy,
}


def _parent_key(spot: Spot) -> Any:
    key = spot.parent.key if spot.parent else None
    return UNDEFINED if key is None else key


def _path(spot: Spot) -> str:
    steps = (f"'{step}'" if isinstance(step, str) else str(step) for step in spot.steps)
    return "$" + "".join(f"[{step}]" for step in steps)


def _is_object(spot: Spot) -> bool:
    return spot.is_container


_SHORTHANDS: dict[str, Expression] = {
    "@": value_of,
    "@root": lambda spot: value_of(spot.tree.root),
    "@path": _path,
    "@property": lambda spot: spot.key,
    "@parent": lambda spot: value_of(spot.parent),
    "@parentProperty": _parent_key,
    "@string": lambda spot: kind(spot) == "string",
    "@number": lambda spot: kind(spot) == "number",
    "@boolean": lambda spot: kind(spot) == "boolean",
    "@integer": lambda spot: _is_integer(value_of(spot)),
    "@null": lambda spot: spot.value is None,
    "@array": lambda spot: kind(spot) == "array",
    "@object": _is_object,
    "@scalar": lambda spot: not spot.is_container,
    "index": lambda spot: spot.key,
}
_TYPE_TESTS = frozenset("@string @number @boolean @integer @null @array @object @scalar".split())

_ARITHMETIC: dict[str, Callable[[float, float], Any]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else float("nan"),
    "%": lambda a, b: a % b if b else float("nan"),
}
_EQUALITY: dict[str, Callable[[Any, Any], bool]] = {
    "===": same,
    "!==": lambda a, b: not same(a, b),
    "==": alike,
    "!=": lambda a, b: not alike(a, b),
}


def _operation(sign: str, left: Expression, right: Expression) -> Expression:
    if sign == "&&":
        return lambda spot: right(spot) if truthy(value := left(spot)) else value
    if sign == "||":
        return lambda spot: value if truthy(value := left(spot)) else right(spot)
    if sign == "??":
        return lambda spot: right(spot) if (value := left(spot)) is None or value is UNDEFINED else value
    if sign in _EQUALITY:
        equality = _EQUALITY[sign]
        return lambda spot: equality(left(spot), right(spot))
    function = {"in": _is_in, "+": _sum}.get(sign) or _comparison(sign)
    return lambda spot: function(left(spot), right(spot))


def _comparison(sign: str) -> Callable[[Any, Any], Any]:
    compute = _ARITHMETIC[sign]

    def compare(left: Any, right: Any) -> Any:
        if isinstance(left, str) and isinstance(right, str) and sign[0] in "<>":
            return (left > right) - (left < right) in _ORDERS[sign]
        return compute(number(left), number(right))

    return compare


_ORDERS = {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (1, 0)}


def _is_in(left: Any, right: Any) -> bool:
    """A key of an object, or, unlike JavaScript and like Spectral, an item of an array."""
    if isinstance(right, Spot) and isinstance(right.value, dict):
        return text(left) in right.value
    items = [value_of(child) for child in right] if isinstance(right, Spot) else right
    if not isinstance(items, list):
        raise CannotTellError
    return any(same(left, item) for item in items)


def _sum(left: Any, right: Any) -> Any:
    if isinstance(left, str) or isinstance(right, str):
        joined = text(left) + text(right)
        if len(joined) > _MAX_TEXT:
            raise CannotTellError
        return joined
    return number(left) + number(right)


_MAX_TEXT = 1_000_000


def _negation(sign: str, operand: Expression) -> Expression:
    if sign == "!":
        return lambda spot: not truthy(operand(spot))
    if sign == "typeof":
        return lambda spot: {"null": "object", "array": "object"}.get(name := kind(operand(spot)), name)
    if sign == "void":
        return lambda _: UNDEFINED
    factor = -1 if sign == "-" else 1
    return lambda spot: factor * number(operand(spot))


def _member(subject: Expression, name: str, *, optional: bool) -> Expression:
    def get(spot: Spot) -> Any:
        owner = subject(spot)
        if owner is None or owner is UNDEFINED:
            if optional:
                return UNDEFINED
            raise CannotTellError
        return member(owner, name)

    return get


def _subscript(subject: Expression, key: Expression) -> Expression:
    def get(spot: Spot) -> Any:
        owner = subject(spot)
        if owner is None or owner is UNDEFINED:
            raise CannotTellError
        return member(owner, text(key(spot)))

    return get


def _call(subject: Expression, name: str, arguments: list[Expression], *, optional: bool) -> Expression:
    def call(spot: Spot) -> Any:
        owner = subject(spot)
        if optional and (owner is None or owner is UNDEFINED):
            return UNDEFINED
        answer = call_method(owner, name, [argument(spot) for argument in arguments])
        if answer is NotImplemented:
            raise CannotTellError
        return answer

    return call
