"""The report of an earlier run that lies in the tree is not what somebody wants to have checked."""

import pytest
from running import Checkout, Run

# Of a made-up user. It stands in two pieces, so that no scanner trips over this file.
LEAK = "https://deploy:" + "uN3xpected7Pass@git.shop-team.net/x.git"
ANOTHER = LEAK.replace("7Pass", "9Word")


@pytest.fixture
def leaking(checkout: Checkout) -> Checkout:
    checkout.write("app.txt", f"{LEAK}\n")
    checkout.commit()
    return checkout


def test_it_is_left_out_and_told(leaking: Checkout, ztlint: Run) -> None:
    first = ztlint(leaking.root, "check", "-o", "json=report.json", "-o", "text")
    leaking.write("report.json", f'"{LEAK}"')
    second = ztlint(leaking.root, "check", "-o", "json=report.json", "-o", "text")
    assert first.status == second.status == 1
    assert "report.json" not in second.out.partition("looked at")[0].partition("skipped")[0]
    assert "reports of an earlier run" in second.out + second.err


def test_one_that_git_knows_is_looked_at(leaking: Checkout, ztlint: Run) -> None:
    """Otherwise the name of a report would be the place to hide a secret."""
    leaking.write("report.json", f'"{ANOTHER}"')
    leaking.commit()
    assert "report.json:1" in ztlint(leaking.root, "check", "-o", "json=report.json", "-o", "concise").out


def test_other_runs_look_at_it(leaking: Checkout, ztlint: Run) -> None:
    leaking.write("report.json", f'"{ANOTHER}"')
    assert "report.json:1" in ztlint(leaking.root, "check", "-o", "concise").out
