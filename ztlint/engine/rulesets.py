"""Rulesets in Spectral's format beside the other rules. They are named outright, and never looked for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from ztlint.core import Failure, Rule
from ztlint.engine.root import absolute
from ztlint.errors import UsageError
from ztlint.rulebook import Rulebook
from ztlint.sources import read_file, repository_root

_TAG = "spectral"
"""What all rules of rulesets can be selected by."""


def with_rulesets(rulebook: Rulebook, files: Sequence[Path], root: Path) -> Rulebook:
    """The rulebook with the rules of ``files``, and with a Failure for whatever can't be run of them.

    Raises UsageError for a file that is missing, and for two that call different rules the same.
    """
    for file in dict.fromkeys(absolute(path, Path.cwd()) for path in files):
        rules, failures, left_out = _load(file, root)
        own = {rule.id: replace(rule, name=_name(rule, rulebook.by_name)) for rule in rules}
        twice = next((identity for identity in own if identity in rulebook.by_id), None)
        if twice is not None:
            told = f"two of the rulesets have a rule called {twice.partition('/')[2]}"
            raise UsageError(told, "Let one extend the other, and name that one only.")
        rulebook = replace(
            rulebook,
            rules=tuple(sorted((*rulebook.rules, *own.values()), key=lambda rule: rule.id)),
            broken=(*rulebook.broken, *failures),
            unloaded={**_unloaded(left_out, failures), **rulebook.unloaded},
            foreign=rulebook.foreign | own.keys(),
        )
    return rulebook


def _unloaded(left_out: Sequence[str], failures: Sequence[Failure]) -> dict[str, Failure]:
    """What may be named although it does not run: rules by id and name, and the tag of them all."""
    names = [_TAG, *left_out, *(identity.partition("/")[2] for identity in left_out)]
    return {name: next(_about(name, failures)) for name in names} if failures else {}


def _about(name: str, failures: Sequence[Failure]) -> Iterator[Failure]:
    yield from (failure for failure in failures if f"'{name.removeprefix('spectral/')}'" in failure.reason)
    yield failures[0]


def _name(rule: Rule, taken: Mapping[str, Rule]) -> str:
    """Its own name, unless another rule has that: then the id tells them apart."""
    return rule.id if rule.name in taken or rule.name.startswith("ZT") else rule.name


def _load(file: Path, root: Path) -> tuple[list[Rule], list[Failure], list[str]]:
    """Paths in failures are relative to the root, or to the repository that the ruleset is in."""
    from ztlint.scanners.openapi.spectral import load_ruleset, rules_of  # noqa: PLC0415 - few runs have one

    if not file.is_file():
        raise UsageError(f"no such ruleset: {file}", "Check the spelling, and where you are.")
    top = root if file.is_relative_to(root) else repository_root(file.parent) or file.parent
    ruleset, failures = load_ruleset(file.relative_to(top).as_posix(), partial(read_file, top))
    if top != root:
        ruleset = replace(ruleset, folder="")  # its globs are read from the root
    rules, others, left_out = rules_of(ruleset)
    told = [*failures, *others]
    if top != root:
        told = [replace(one, path=str(top / one.path)) for one in told]
    return rules, told, left_out
