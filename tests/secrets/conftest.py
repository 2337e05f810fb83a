"""The rules of the checkout, ready to search."""

import pytest

from ztlint.core import Kind
from ztlint.rulebook import load_rulebook
from ztlint.scanners.secrets import Matcher, load_matcher


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    rulebook = load_rulebook()
    return load_matcher(rulebook.of_kind(Kind.SECRETS), rulebook.digest)
