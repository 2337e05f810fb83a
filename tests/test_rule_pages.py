"""The pages that help links lead to say what the rule files say."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES: dict[str, str] = runpy.run_path(str(DOCS / "generate.py"))["pages"]()


def test_no_page_is_missing_or_left_over() -> None:
    assert {path.name for path in (DOCS / "rules").iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_current(name: str) -> None:
    assert (DOCS / "rules" / name).read_text("utf-8") == PAGES[name], "run `make docs`"
