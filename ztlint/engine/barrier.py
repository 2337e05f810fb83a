"""One thing that raises becomes one Failure; the rest goes on."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ztlint import HOME
from ztlint.core import Failure
from ztlint.errors import ZtlintError

T = TypeVar("T")

_LOG = logging.getLogger("ztlint")


def guarded(path: str, what: str, look: Callable[[], Iterable[T]]) -> Iterator[T | Failure]:
    """What ``look`` yields, and a Failure in place of an exception, whose text may quote input."""
    try:
        yield from look()
    except ZtlintError:
        raise
    except Exception as error:  # noqa: BLE001 - the barrier
        _LOG.debug("%s: %s", path, what, exc_info=True)
        reason = f"{what} stopped with {type(error).__name__}"
        yield Failure(path, reason, f"This is a defect of ztlint: please report it at {HOME}.")
