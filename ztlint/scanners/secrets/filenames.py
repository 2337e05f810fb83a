"""Which rules are about a file, by its name. Compiling all globs takes longer than a small scan."""

from collections.abc import Iterable
from functools import lru_cache

from ztlint.core.glob import glob


class FileNames:
    """Globs by what they stand for. A glob without a slash is about the last part of a path."""

    def __init__(self, globs: Iterable[tuple[str, int]]) -> None:
        self._whole: dict[str, set[int]] = {}
        self._endings: dict[str, set[int]] = {}
        self._others: list[tuple[str, int]] = []
        for one, index in globs:
            last = one.rpartition("/")[2]
            if one == last and "*" not in one:
                self._whole.setdefault(one, set()).add(index)
            elif one == last and one.startswith("*.") and "*" not in one[1:] and "." not in one[2:]:
                self._endings.setdefault(one[2:], set()).add(index)
            else:
                self._others.append((one, index))

    def of(self, path: str) -> frozenset[int]:
        name = path.rpartition("/")[2]
        ending = name.rpartition(".")[2] if "." in name else ""
        found = self._whole.get(name, set()) | self._endings.get(ending, set())
        return frozenset(found | {index for one, index in self._others if fits(one, path, name)})


def fits(one: str, path: str, name: str) -> bool:
    """Whether a path, of which ``name`` is the last part, is what a glob stands for."""
    last = one.rpartition("/")[2]
    if not _wild(last, name):
        return False
    return last == one or glob("**/" + one).match(path) is not None


def _wild(pattern: str, name: str) -> bool:
    first, *others = pattern.split("*")
    if not others:
        return name == pattern
    if (
        not name.startswith(first)
        or not name.endswith(others[-1])
        or len(name) < len(first) + len(others[-1])
    ):
        return False
    at, end = len(first), len(name) - len(others[-1])
    for part in others[:-1]:
        at = name.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


@lru_cache(maxsize=4096)
def any_fits(globs: tuple[str, ...], path: str) -> bool:
    name = path.rpartition("/")[2]
    return any(fits(one, path, name) for one in globs)
