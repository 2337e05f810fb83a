"""How a run tells what it is doing, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    def step(self, what: str, done: int, total: int) -> None:
        """``done`` of ``total`` things of one sort are finished."""

    def note(self, text: str) -> None:
        """Something a user should know that is neither a finding nor a Failure."""


class _Silent:
    def step(self, what: str, done: int, total: int) -> None:
        pass

    def note(self, text: str) -> None:
        pass


SILENT: Progress = _Silent()
