"""What docs/writing-rules.md shows is true: its pack loads and passes, its tables name all there is."""

import re
from pathlib import Path

from running import Run, write

from ztlint.scanners.openapi import CHECKS, SELECTORS

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "writing-rules.md").read_text("utf-8")


def test_the_pack_of_the_guide_passes_its_own_examples(tmp_path: Path, ztlint: Run) -> None:
    files = re.findall(r"^`(rules/[a-z-]+\.yaml)`\n\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for path, text in files:
        write(tmp_path, path, text)
    result = ztlint(tmp_path, "rules", "test", "rules")
    assert (result.status, "6 examples of 3 rules, 0 wrong" in result.err) == (0, True), result


def test_every_selector_is_in_the_guide() -> None:
    section = PAGE[PAGE.index("| selector |") : PAGE.index("### Declarative")]
    assert set(re.findall(r"`([a-z-]+)`", section)) >= set(SELECTORS)


def test_every_declarative_check_is_in_the_guide() -> None:
    section = PAGE[PAGE.index("### Declarative") : PAGE.index("### Checks in Python")]
    declarative = {name for name, check in CHECKS.items() if check.given == "any"}
    assert set(re.findall(r"`([a-z-]+)`", section)) >= declarative
