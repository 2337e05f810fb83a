"""What a result is to the baseline, to the change, and to those who accepted it."""

from typing import Any

from msgspec import Struct

from ztlint.core import Finding, Report, Waived
from ztlint.reporters.escape import visible


class State(Struct, frozen=True):
    """``baseline`` is the baselineState (section 3.27.24), where there is a baseline. ``accepted`` is None
    where the run tells no suppressions: either every result has them or none has (3.27.23). ``in_change`` is
    None where all findings count.
    """

    baseline: str | None = None
    accepted: tuple[dict[str, str], ...] | None = None
    in_change: bool | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Results of different states stay apart: what is accepted must not hide what is not."""
        return (self.baseline, self.in_change, *(one["justification"] for one in self.accepted or ()))

    def members(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.baseline:
            found["baselineState"] = self.baseline
        if self.accepted is not None:
            found["suppressions"] = list(self.accepted)
        return found


def entries(report: Report, *, accepted: bool) -> list[tuple[Finding, State]]:
    """All findings that become results. GitHub shows what is suppressed as open alerts, so ``accepted``
    findings are there only where somebody asked for them.
    """
    none = () if accepted else None
    new, known = ("new", "unchanged") if report.baseline else (None, None)
    changed = True if report.base or report.untouched else None
    found = [(one, State(new, none, changed)) for one in report.findings]
    found += [(one, State(new, none, in_change=False)) for one in report.untouched]
    if accepted:
        listed = _suppression(f"It is in the baseline '{report.baseline}'", in_source=False)
        found += [(one.finding, State(new, (_waiver(one),), changed)) for one in report.waived]
        found += [(one, State(known, (listed,), changed)) for one in report.baselined]
    return found


def _waiver(waived: Waived) -> dict[str, str]:
    facts = (("owner", waived.owner), ("expires", waived.expires))
    told = "".join(f" ({name}: {value})" for name, value in facts if value)
    return _suppression(waived.reason + told, in_source=waived.in_source)


def _suppression(why: str, *, in_source: bool) -> dict[str, str]:
    """Section 3.35."""
    kind = "inSource" if in_source else "external"
    return {"kind": kind, "status": "accepted", "justification": visible(why)}
