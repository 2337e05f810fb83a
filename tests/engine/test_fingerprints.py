"""Fingerprints stand still whatever happens around a finding, on real repositories."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from running import Checkout, Run, github_token, make_checkout
from test_run import API, report_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "bookshop"
NAMES = ("openapi.yaml", "schemas.yaml")


def filled(checkout: Checkout) -> Checkout:
    for name in NAMES:
        checkout.write(f"api/{name}", (EXAMPLE / name).read_bytes())
    checkout.write("deploy.sh", f"export TOKEN={github_token()}\n")
    checkout.commit()
    return checkout


def fingerprints(ztlint: Run, folder: Path, *arguments: str) -> set[str]:
    found = [finding["fingerprint"] for finding in report_of(ztlint, folder, *arguments)["findings"]]
    assert len(found) > 10
    assert len(set(found)) == len(found)
    return set(found)


def _moved(text: str) -> str:
    """Every line goes down, by more and more."""
    return "# moved\n\n" + text.replace("\npaths:\n", "\n\n# below\n\npaths:\n\n")


def _reindented(text: str) -> str:
    """Twice as deep, lists included."""
    return re.sub(r"(?m)^( *)((?:- )*)(?=\S)", lambda it: it[1] * 2 + "-   " * (len(it[2]) // 2), text)


def _flow(text: str) -> str:
    """The same data in YAML's other style, which is JSON."""
    return json.dumps(yaml.safe_load(text), default=str, indent=1)


def _block(text: str) -> str:
    return yaml.safe_dump(yaml.safe_load(text), sort_keys=False, width=60)


def _with_carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("change", [_moved, _reindented, _flow, _block, _with_carriage_returns])
def test_the_style_of_a_file_does_not_matter(
    checkout: Checkout, ztlint: Run, change: Callable[[str], str]
) -> None:
    before = fingerprints(ztlint, filled(checkout).root)
    for name in NAMES:
        checkout.write(f"api/{name}", change((EXAMPLE / name).read_text()))
    checkout.write("deploy.sh", f"\n\n  export TOKEN={github_token()}\n")
    checkout.commit()
    assert fingerprints(ztlint, checkout.root) == before


def test_the_path_of_the_checkout_and_the_working_folder_do_not_matter(tmp_path: Path, ztlint: Run) -> None:
    one = filled(make_checkout(tmp_path / "one"))
    two = filled(make_checkout(tmp_path / "another folder" / "deeper"))
    before = fingerprints(ztlint, one.root)
    assert fingerprints(ztlint, two.root) == before
    assert fingerprints(ztlint, two.root / "api", "..") == before


def test_a_squashed_branch_has_the_fingerprints_of_its_commits(checkout: Checkout, ztlint: Run) -> None:
    checkout.commit("a beginning")
    checkout.git("checkout", "--quiet", "-b", "work")
    filled(checkout)
    for number in range(3):
        checkout.write("gone.sh", f"export TOKEN={github_token(str(number))}\n")
        checkout.write("api/openapi.yaml", f"# {number}\n" + (EXAMPLE / "openapi.yaml").read_text())
        checkout.commit()
    checkout.git("rm", "--quiet", "gone.sh")
    checkout.commit()
    before = fingerprints(ztlint, checkout.root)
    checkout.git("checkout", "--quiet", "main")
    checkout.git("merge", "--quiet", "--squash", "work")
    checkout.commit("squashed")
    checkout.git("branch", "--quiet", "-D", "work")
    assert fingerprints(ztlint, checkout.root) == before


def test_what_is_waived_does_not_rename_what_is_not(checkout: Checkout, ztlint: Run) -> None:
    """Of several alike, in documents of one stream, the n-th is known by its number."""
    checkout.write("all.yaml", f"{API}---\n{API}---\n{API}")
    select = ("--select", "ZTA301")

    def known() -> dict[int, str]:
        report = report_of(ztlint, checkout.root, *select)
        return {one["location"]["part"]: one["fingerprint"] for one in report["findings"]}

    before = known()
    waived = API.replace(".com", ".com # ztlint: ignore[ZTA301] a mirror")
    checkout.write("all.yaml", f"{waived}---\n{API}---\n{API}")
    after = known()
    assert len(before) == 3
    assert after == {part: before[part] for part in (1, 2)}
