"""One rule for readers: its page in Markdown, and in a terminal."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ztlint.core import PROFILES, VERSIONS, Example, Kind, Rule
from ztlint.reporters.escape import visible
from ztlint.reporters.prose import plain_lines
from ztlint.rulebook.read import FINDING_MARK
from ztlint.rulebook.samples import readable, shown


def markdown_page(rule: Rule) -> str:
    """The page that help links lead to (``docs/rules/<id>.md``)."""
    return "\n\n".join(_markdown(rule)) + "\n"


def _markdown(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}"
    yield f"{rule.title}."
    yield f"Severity **{rule.severity.label}**, confidence **{rule.confidence.label}**. Tags: {_tags(rule)}."
    yield from (f"{text}." for text in scope(rule))
    yield f"## Why\n\n{rule.why}"
    yield f"## How to fix it\n\n{rule.fix}"
    if rule.fixable:
        yield "`ztlint check --fix` does it where one fix is certain: see [fixes](../fixes.md)."
    if "revoke" in rule.body:
        yield f"## If it leaked\n\n{str(rule.body['revoke']).strip()}"
    if rule.kind is Kind.CODE:
        yield "## Found, and not found"
        yield from (f"{example.name}:\n\n{fenced(example)}" for example in shown_examples(rule))
    for heading, bad in (("Found", True), ("Not found", False)) if rule.kind is not Kind.CODE else ():
        examples = [example for example in shown_examples(rule) if example.bad is bad]
        if examples:
            yield f"## {heading}"
            yield from (
                f"{example.name[:1].upper()}{example.name[1:]}:\n\n{fenced(example)}" for example in examples
            )
    yield f"## To accept it\n\n{acceptance(rule)}"
    yield "## References\n\n" + "\n".join(f"- {text}" for text in references(rule))


def terminal_page(rule: Rule) -> str:
    return "\n".join(_terminal(rule))


def _terminal(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} {rule.name}: {visible(rule.title)}"
    yield f"severity {rule.severity.label}, confidence {rule.confidence.label}, tags {_tags(rule)}"
    yield from scope(rule)
    certain = "\n\n`ztlint check --fix` does it where one fix is certain." if rule.fixable else ""
    sections = [("Why", rule.why), ("How to fix it", rule.fix + certain)]
    if "revoke" in rule.body:
        sections.append(("If it leaked", str(rule.body["revoke"])))
    for heading, text in sections:
        yield from ("", heading, *(f"  {line}" for line in plain_lines(text)))
    for example in shown_examples(rule):
        heading = (
            "Found, and not found" if rule.kind is Kind.CODE else "Found" if example.bad else "Not found"
        )
        yield from ("", f"{heading}: {visible(example.name)}")
        yield from (f"  {visible(line)}" for line in example.text.rstrip().split("\n"))
    yield from ("", "References", *(f"  {visible(text)}" for text in references(rule)))


def scope(rule: Rule) -> Iterator[str]:
    """Profiles and versions, where they are not the usual ones."""
    if "default" not in rule.profiles or len(rule.profiles) not in (3, len(PROFILES)):
        yield f"Evaluated in the profiles: {', '.join(rule.profiles)}"
    if rule.versions != VERSIONS:
        yield f"Versions of OpenAPI: {', '.join(rule.versions)}"


def _tags(rule: Rule) -> str:
    return ", ".join(rule.tags)


def shown_examples(rule: Rule) -> tuple[Example, ...]:
    """None of secrets rules: they hold token-like text, at which scanners of the page would stop. Samples of
    code rules hold both what is found and what is not, and say so in comments.
    """
    if rule.kind is Kind.CODE:
        return tuple(replace(one, text=readable(one.text)) for one in rule.examples)
    return () if rule.kind is Kind.SECRETS else rule.examples


def acceptance(rule: Rule) -> str:
    if rule.kind is Kind.CODE:
        return f"Write `ztlint: ignore[{rule.id}] reason` in a comment on the line or on the line above."
    return f"Write `# ztlint: ignore[{rule.id}] reason` on the line or on the line above."


def pieces(rule: Rule, *, bad: bool) -> Iterator[Example]:
    """Examples of one sort, as short as they are: of samples the first marked piece."""
    if rule.kind is not Kind.CODE:
        yield from (example for example in shown_examples(rule) if example.bad is bad)
        return
    for sample in rule.examples:
        if text := shown(sample.text, found=bad):
            yield replace(sample, text=text)


def references(rule: Rule) -> Iterator[str]:
    yield from (f"CWE-{n}: https://cwe.mitre.org/data/definitions/{n}.html" for n in rule.references.cwe)
    yield from (f"OWASP API Security Top 10 2023: {name}" for name in rule.references.owasp)
    yield from (f"NIST SP 800-207 section 2.1, tenet {number}" for number in rule.references.nist)
    yield from rule.references.links


def fenced(example: Example) -> str:
    """A code block without finding marks, in a fence longer than any in the text."""
    lines = (line.replace(FINDING_MARK, "").rstrip() for line in example.text.strip("\n").split("\n"))
    text = "\n".join(lines)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{example.path.rpartition('.')[2]}\n{text}\n{fence}"
