"""Writes the rule pages and their index from the rule files (``make docs``); a test holds them current."""

from collections.abc import Iterator
from pathlib import Path

from ztlint.core import Rule
from ztlint.reporters.rule_page import markdown_page
from ztlint.rulebook import load_rulebook

FOLDER = Path(__file__).with_name("rules")


def pages() -> dict[str, str]:
    """File names below ``docs/rules`` and what has to stand in them."""
    rules = load_rulebook().rules
    return {"README.md": "\n".join(_index(rules)) + "\n"} | {f"{r.id}.md": markdown_page(r) for r in rules}


def _index(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "# Rules"
    yield f"\n{len(rules)} rules. `ztlint rules show ID` prints the same pages."
    for kind, topic in dict.fromkeys((rule.kind, rule.topic) for rule in rules):
        yield f"\n## {kind}: {topic}\n\n| id | rule | severity | confidence |\n|---|---|---|---|"
        for rule in rules:
            if (rule.kind, rule.topic) == (kind, topic):
                levels = f"{rule.severity.label} | {rule.confidence.label}"
                yield f"| [{rule.id}]({rule.id}.md) | {rule.title} | {levels} |"


if __name__ == "__main__":
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
