"""What goes wrong inside costs one Failure, and neither the run nor a secret."""

import pytest

from ztlint.core import Failure
from ztlint.engine.barrier import barrier
from ztlint.errors import UsageError


def no_failures() -> list[Failure]:
    return []


def test_an_exception_becomes_a_failure_without_its_text() -> None:
    failures = no_failures()
    with barrier("a.yaml", "rule ZTA101", failures):
        raise ValueError("top-" + "secret")
    (failure,) = failures
    assert (failure.path, failure.reason) == ("a.yaml", "rule ZTA101 stopped with ValueError")
    assert "report" in failure.advice


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), KeyError("a")])
def test_exhaustion_is_caught_too(error: Exception) -> None:
    failures = no_failures()
    with barrier("a.yaml", "the parser", failures):
        raise error
    assert len(failures) == 1


@pytest.mark.parametrize("error", [UsageError("a", "b"), KeyboardInterrupt()])
def test_what_the_user_must_hear_passes(error: BaseException) -> None:
    failures = no_failures()
    with pytest.raises(type(error)), barrier("a.yaml", "the parser", failures):
        raise error
    assert failures == []
