"""How much may come out of one source, however it is folded."""

from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.scanners.secrets.unfold.gap import Gap, Weight
from ztlint.sources.files import MAX_SIZE

MAX_DEPTH = 8
"""Layers upon one another: base64 in base64, a zip in a tar in gzip."""

MAX_TOTAL = 256 * 1024 * 1024
"""Bytes that come out of one source, all layers together."""

MAX_MEMBER = MAX_SIZE
"""Bytes of one member: as much as of a file."""

MAX_ENTRIES = 50_000
"""Members of all archives in one source."""

MAX_RATIO = 200
"""Bytes that one packed byte may become, once there are MUCH of them. Logs reach 30, zeros 1 000."""

MUCH = 16 * 1024 * 1024


class Budget(Struct):
    """What is left for one source, and what was not looked at for want of it. ``inside`` is the member that
    is being looked at.
    """

    total: int = MAX_TOTAL
    entries: int = MAX_ENTRIES
    inside: tuple[str, ...] = ()
    gaps: dict[Gap, None] = field(default_factory=dict)  # in order, each once

    def note(self, weight: Weight, reason: str, member: str = "") -> None:
        self.gaps.setdefault(Gap(weight, reason, "!".join((*self.inside, member) if member else self.inside)))

    def takes(self, size: int) -> bool:
        """Whether so many bytes more may be looked at."""
        self.total -= size
        if self.total < 0:
            self.note(Weight.INCOMPLETE, f"unpacks to more than {MAX_TOTAL} bytes")
        return self.total >= 0

    def enters(self) -> bool:
        """Whether one more member may be looked at."""
        self.entries -= 1
        if self.entries < 0:
            self.note(Weight.INCOMPLETE, f"holds more than {MAX_ENTRIES} members")
        return self.entries >= 0 and self.total >= 0

    def read(self, parts: Iterator[bytes], packed: int, member: str = "") -> bytes:
        """All parts; as many as the limits allow. ``packed`` is the size of what they come from."""
        got: list[bytes] = []
        size = 0
        for part in parts:
            size += len(part)
            if size > MAX_MEMBER:
                self.note(Weight.INCOMPLETE, f"unpacks to more than {MAX_MEMBER} bytes at a time", member)
                break
            if size > MUCH and size > packed * MAX_RATIO:
                self.note(Weight.INCOMPLETE, f"unpacks to more than {MAX_RATIO} times its size", member)
                break
            if not self.takes(len(part)):
                break
            got.append(part)
        return b"".join(got)
