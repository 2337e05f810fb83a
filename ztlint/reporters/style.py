"""Colours and links of a terminal, or none."""

from msgspec import Struct

from ztlint.core import Rule, Severity
from ztlint.reporters.escape import visible
from ztlint.reporters.links import rule_page

_BOLD, _CYAN, _DIM = "1", "36", "2"
_SEVERITIES = {
    Severity.CRITICAL: "1;31",
    Severity.HIGH: "31",
    Severity.MEDIUM: "33",
    Severity.LOW: "36",
    Severity.INFO: _DIM,
}


class Style(Struct, frozen=True):
    """Text goes in escaped, and comes out with colours and links where they are on."""

    color: bool = False
    links: bool = False

    def heading(self, text: str) -> str:
        return self._paint(text, "1;4")

    def strong(self, text: str) -> str:
        return self._paint(text, _BOLD)

    def caret(self, text: str) -> str:
        return self._paint(text, _CYAN)

    def severity(self, severity: Severity) -> str:
        return self._paint(severity.label, _SEVERITIES[severity])

    def link(self, rule: Rule) -> str:
        """The rule's id, leading to its page where the terminal can (OSC 8)."""
        name = visible(rule.id)
        return f"\x1b]8;;{rule_page(rule)}\x1b\\{name}\x1b]8;;\x1b\\" if self.links else name

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text
