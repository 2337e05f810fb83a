"""One thing that raises becomes one Failure; the rest goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

from ztlint import HOME
from ztlint.core import Failure
from ztlint.errors import ZtlintError


@contextmanager
def barrier(path: str, what: str, failures: list[Failure]) -> Iterator[None]:
    """Adds a Failure for an exception, without its text: that may quote input."""
    try:
        yield
    except ZtlintError:
        raise
    except Exception as error:
        import logging  # noqa: PLC0415 - few runs come here

        logging.getLogger("ztlint").debug("%s: %s", path, what, exc_info=True)
        reason = f"{what} stopped with {type(error).__name__}"
        advice = f"This is a defect of ztlint: please report it at {HOME}."
        failures.append(Failure(path, reason, advice))
