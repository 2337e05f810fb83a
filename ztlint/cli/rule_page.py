"""One rule's page in the terminal."""

import textwrap
from collections.abc import Iterator

from ztlint.core import Rule

_WIDTH = 100


def rule_page(rule: Rule) -> str:
    return "\n".join(_lines(rule))


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} {rule.name}"
    yield rule.title
    yield f"severity {rule.severity.label}, confidence {rule.confidence.label}, tags {', '.join(rule.tags)}"
    for heading, text in (("Why", rule.why), ("How to mend it", rule.fix)):
        yield from ("", heading, _indented(text))
    for example in rule.examples:
        yield from ("", f"{'Bad' if example.bad else 'Good'}: {example.name}")
        yield textwrap.indent(example.text.rstrip(), "  ")
    yield from ("", "References", *_references(rule))


def _indented(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _references(rule: Rule) -> Iterator[str]:
    references = rule.references
    yield from (f"  CWE-{number}" for number in references.cwe)
    yield from (f"  OWASP API Security 2023: {name}" for name in references.owasp)
    yield from (f"  NIST SP 800-207, section 2.1, tenet {number}" for number in references.nist)
    yield from (f"  {link}" for link in references.links)
