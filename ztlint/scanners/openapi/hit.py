"""What a check yields, and the table of checks that rules name in ``then``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from ztlint.core import Edit, Evidence
from ztlint.documents import Node
from ztlint.openapi import Api, Operation

Options = Mapping[str, Any]
"""The flat options beside ``check`` in a rule's ``then``."""


class Hit(Struct, frozen=True):
    """One place where a check holds. ``values`` fill the rule's message.

    Hits of one rule with the same ``cause`` become one finding; without one, hits at the same node do, and
    hits with the same ``copies`` (see ``shape.copies``): what was written out alike in several places.
    ``edits`` (see ``edits``) make the hit go, where there is one way only.
    """

    node: Node
    values: Mapping[str, object] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    cause: str = ""
    copies: str = ""
    related: tuple[tuple[Node, str], ...] = ()
    on_key: bool = False
    evidence: tuple[Evidence, ...] = ()
    edits: tuple[Edit, ...] = ()


Fault = tuple[str, str]
"""An option and what is wrong with it."""


class TooMuchError(Exception):
    """More of something than a check may look at. The message says of what; the rule becomes a Failure."""


class Check(Struct, frozen=True):
    """A named check and the selector whose targets it takes (``any``: those of every selector).

    ``faults`` looks at the options of a rule before it runs. Without it, options have to be like those of
    the packaged rules.
    """

    name: str
    given: str
    run: Callable[[Api, Any, Options], Iterator[Hit]]
    faults: Callable[[Options], Iterable[Fault]] | None = None


CHECKS: dict[str, Check] = {}


def check(
    given: str, faults: Callable[[Options], Iterable[Fault]] | None = None
) -> Callable[[Callable[[Api, Any, Options], Iterator[Hit]]], Callable[..., Iterator[Hit]]]:
    """Register a function as the check of its own name, in kebab-case."""

    def register(function: Callable[[Api, Any, Options], Iterator[Hit]]) -> Callable[..., Iterator[Hit]]:
        name = function.__name__.replace("_", "-")
        CHECKS[name] = Check(name, given, function, faults)
        return function

    return register
