"""Golden files: ``pytest tests/reporters --update-golden`` writes what the reporters give now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ztlint import __version__

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the reporters' golden files anew")


@pytest.fixture
def matches_golden(request: pytest.FixtureRequest) -> Callable[[str, str], bool]:
    """Whether a text equals the golden file of a name; read the difference before you commit it."""
    update = request.config.getoption("--update-golden", default=False)

    def matches(name: str, text: str) -> bool:
        path = GOLDEN / name
        text = text.replace(f'"{__version__}"', '"VERSION"').replace(
            f"ztlint {__version__}", "ztlint VERSION"
        )
        if update:
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode()
        return True

    return matches
