"""Scopes that are called after what an operation does, and to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ztlint.openapi import Api, Operation, path_tokens, segments, tokens
from ztlint.scanners.openapi.scopes import READ_WORDS, WRITE_WORDS, asked_scopes, singular

_EVERYDAY = WRITE_WORDS | READ_WORDS | frozenset("add new set save upsert submit use own self".split())


_MOST_ALIKE = 8
"""Scopes with the same last two words that are looked at."""

Deed = tuple[str, str]
"""A verb and a noun in the singular."""


def declared_for(api: Api) -> Mapping[Deed, list[str]]:
    """Declared scopes by their last two words, which may name a deed either way round."""

    def work_out() -> Mapping[Deed, list[str]]:
        found: dict[Deed, list[str]] = defaultdict(list)
        for name in dict.fromkeys(name for scheme in api.schemes.values() for name in scheme.scopes):
            one, other = tokens(name)[-2:] if len(tokens(name)) > 1 else ("", "")
            for deed in {(one, singular(other)), (other, singular(one))} - {("", "")}:
                if len(found[deed]) < _MOST_ALIKE:
                    found[deed].append(name)
        return found

    return api.remember("declared scopes by deed", work_out)


def scopes_for(api: Api, operation: Operation, verbs: Iterable[str]) -> Iterator[str]:
    """Declared scopes that are called after one of these verbs and something in the path."""
    declared, named = declared_for(api), {singular(word) for word in path_tokens(operation)}
    return (scope for verb in verbs for noun in named for scope in declared.get((verb, noun), ()))


def meant_for(api: Api, operation: Operation) -> bool:
    """Whether a scope that no operation asks for is called after what this one does and to what:
    ``devices.wipe`` for ``POST /devices/{id}/wipe``. Not what everybody does every day.
    """
    if not operation.unsafe:
        return False
    last = next((part for part in reversed(segments(operation.path)) if part != "*"), "")
    verbs = {*tokens(operation.id)[:1], *tokens(last)[:1]} - _EVERYDAY
    return any(scope not in asked_scopes(api) for scope in scopes_for(api, operation, verbs))
