"""``--diff``: what belongs to a change, on real repositories."""

from typing import Any

import pytest
from running import Checkout, Run, github_token
from test_run import API, CLEAN, SERVER_ID, found, report_of

DIFF = ("--diff", "main")
TWO = (
    CLEAN
    + """\
  /cats:
    get:
      operationId: listCats
      responses: {"200": {description: OK}}
  /cats/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    delete:
      operationId: deleteCat
      responses: {"204": {description: Gone}}
    get:
      operationId: getCat
      responses: {"200": {description: OK}}
"""
)


@pytest.fixture
def branch(checkout: Checkout) -> Checkout:
    """A branch beside main, which has a definition with a fault."""
    checkout.write("openapi.yaml", API)
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "work")
    return checkout


def rules(report: dict[str, Any], bucket: str = "findings") -> set[str]:
    return {finding["rule"] for finding in report[bucket]}


def test_what_was_there_does_not_count_and_is_counted(branch: Checkout, ztlint: Run) -> None:
    branch.write("README.md", "Pets\n")
    branch.commit()
    report = report_of(ztlint, branch.root, *DIFF)
    assert (report["status"], report["findings"]) == (0, [])
    assert SERVER_ID in rules(report, "untouched")
    result = ztlint(branch.root, "check", *DIFF)
    assert f"{len(report['untouched'])} not in this change" in result.err


@pytest.mark.parametrize("committed", [True, False])
def test_a_fault_on_a_changed_line_counts(branch: Checkout, ztlint: Run, committed: bool) -> None:
    branch.write("openapi.yaml", API.replace("api.example.com", "other.example.com"))
    if committed:
        branch.commit()
    report = report_of(ztlint, branch.root, *DIFF)
    assert (SERVER_ID, "openapi.yaml", 4) in found(report)


def test_lines_that_only_moved_do_not_count(branch: Checkout, ztlint: Run) -> None:
    branch.write("openapi.yaml", "# Pets\n\n" + API.replace("\n", "\r\n"))
    branch.commit()
    assert report_of(ztlint, branch.root, *DIFF)["findings"] == []


def test_what_main_did_meanwhile_does_not_count(branch: Checkout, ztlint: Run) -> None:
    """The merge base counts, not main's tip."""
    branch.git("checkout", "--quiet", "main")
    branch.write("openapi.yaml", CLEAN)
    branch.commit()
    branch.git("checkout", "--quiet", "work")
    branch.write("README.md", "Pets\n")
    branch.commit()
    assert report_of(ztlint, branch.root, *DIFF)["findings"] == []


def test_new_files_count_whole_and_renamed_ones_do_not(branch: Checkout, ztlint: Run) -> None:
    branch.git("mv", "openapi.yaml", "pets.yaml")
    branch.write("cats.yaml", API.replace("pets", "cats").replace("Pets", "Cats"))
    branch.commit()
    report = report_of(ztlint, branch.root, *DIFF)
    assert {path for _, path, _ in found(report)} == {"cats.yaml"}
    assert {finding["location"]["path"] for finding in report["untouched"]} == {"pets.yaml"}


def test_a_change_elsewhere_that_makes_a_finding_counts(checkout: Checkout, ztlint: Run) -> None:
    """The operation's own lines are as they were; what guards it is not."""
    checkout.write("openapi.yaml", TWO)
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.write("openapi.yaml", TWO.replace("security: [{key: []}]\n", ""))
    checkout.commit()
    report = report_of(ztlint, checkout.root, *DIFF)
    assert report["status"] == 1
    added = {line for _, _, line in found(report)}
    assert added
    assert max(added) < 30


def test_a_scheme_in_another_file_counts_as_well(checkout: Checkout, ztlint: Run) -> None:
    split = TWO.replace("key: {type: http, scheme: bearer}", "key: {$ref: 'schemes.yaml#/key'}")
    checkout.write("openapi.yaml", split)
    checkout.write("schemes.yaml", "key: {type: http, scheme: bearer}\n")
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.write("schemes.yaml", "key: {type: http, scheme: basic}\n")
    checkout.commit()
    report = report_of(ztlint, checkout.root, *DIFF)
    assert report["status"] == 1
    assert "schemes.yaml" in {path for _, path, _ in found(report)}


def test_a_finding_that_concerns_more_operations_counts(checkout: Checkout, ztlint: Run) -> None:
    """One cause is one finding, so what joins it changes neither its fingerprint nor its line."""
    slow = TWO.replace("security: [{key: []}]\n", "")
    checkout.write("openapi.yaml", slow)
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.write(
        "openapi.yaml",
        slow
        + "  /dogs:\n    post:\n      operationId: addDog\n      responses: {'204': {description: Added}}\n",
    )
    checkout.commit()
    report = report_of(ztlint, checkout.root, *DIFF)
    assert any("POST /dogs" in finding["operations"] for finding in report["findings"])
    assert all("POST /dogs" not in finding["operations"] for finding in report["untouched"])


def test_a_waiver_that_is_taken_away_counts(checkout: Checkout, ztlint: Run) -> None:
    waived = API.replace("  - url", "  # ztlint: ignore[ZTA301] in the mesh\n  - url")
    checkout.write("openapi.yaml", waived)
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.write("openapi.yaml", API)
    checkout.commit()
    assert SERVER_ID in rules(report_of(ztlint, checkout.root, *DIFF))


def test_secrets_count_where_their_lines_changed(branch: Checkout, ztlint: Run) -> None:
    branch.git("checkout", "--quiet", "main")
    branch.write("old.sh", f"export A=1\nexport TOKEN={github_token('old')}\n")
    branch.commit()
    branch.git("checkout", "--quiet", "-B", "work")
    branch.write("old.sh", f"export A=2\nexport TOKEN={github_token('old')}\n")
    branch.write("new.sh", f"export TOKEN={github_token('new')}\n")
    branch.commit()
    report = report_of(ztlint, branch.root, *DIFF, "--only", "secrets")
    assert [path for _, path, _ in found(report)] == ["new.sh"]
    assert [finding["location"]["path"] for finding in report["untouched"]] == ["old.sh"]


def test_the_index_can_be_asked_as_well(branch: Checkout, ztlint: Run) -> None:
    branch.write("openapi.yaml", API.replace("api.example.com", "staged.example.com"))
    branch.git("add", "--all")
    branch.write("openapi.yaml", CLEAN)
    report = report_of(ztlint, branch.root, "--staged", *DIFF)
    assert (SERVER_ID, "openapi.yaml", 4) in found(report)


def test_secrets_of_older_commits_are_not_in_the_change(branch: Checkout, ztlint: Run) -> None:
    branch.git("checkout", "--quiet", "main")
    for name in ("old", "new"):
        if name == "new":
            branch.git("checkout", "--quiet", "-B", "work")
        branch.write("a.sh", f"export TOKEN={github_token(name)}\n")
        branch.commit()
        branch.write("a.sh", "\n")
        branch.commit()
    report = report_of(ztlint, branch.root, "--history", "--only", "secrets", *DIFF)
    assert (len(report["findings"]), len(report["untouched"])) == (1, 1)


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("origin/main", "git fetch origin +refs/heads/main:refs/remotes/origin/main"),
        ("mian", "there is no revision 'mian'"),
        ("0" * 40, f"git fetch origin {'0' * 40}"),
        ("--help", "there is no revision"),
        (" ", "is empty"),
    ],
)
def test_a_revision_that_is_not_there_is_told_with_the_command(
    branch: Checkout, ztlint: Run, revision: str, told: str
) -> None:
    result = ztlint(branch.root, "check", f"--diff={revision}")
    assert result.status == 2
    assert told in result.err


def test_a_shallow_clone_is_incomplete_and_everything_counts(branch: Checkout, ztlint: Run) -> None:
    for number in range(3):
        branch.write("README.md", f"Pets {number}\n")
        branch.commit()
    shallow = branch.root.parent / "shallow"
    branch.git(
        "clone", "--quiet", "--depth", "1", "--no-single-branch", f"file://{branch.root}", str(shallow)
    )
    report = report_of(ztlint, shallow, "--diff", "origin/main")
    assert SERVER_ID in rules(report)
    assert ["git fetch --unshallow origin" in failure["advice"] for failure in report["failures"]] == [True]
    clean = ztlint(shallow, "check", "--diff", "origin/main", "--select", "ZTA101")
    assert clean.status == 4


def test_histories_without_a_common_commit_are_wrong_usage(branch: Checkout, ztlint: Run) -> None:
    branch.git("checkout", "--quiet", "--orphan", "other")
    branch.commit("another beginning")
    assert ztlint(branch.root, "check", *DIFF).status == 2


def test_nothing_is_checked_out_or_written(branch: Checkout, ztlint: Run) -> None:
    branch.write("openapi.yaml", API.replace("api.", "other."))
    before = {path: path.read_bytes() for path in branch.root.rglob("*") if path.is_file()}
    ztlint(branch.root, "check", *DIFF)
    assert {path: path.read_bytes() for path in branch.root.rglob("*") if path.is_file()} == before


def test_sarif_has_everything_and_says_what_is_in_the_change(branch: Checkout, ztlint: Run) -> None:
    import json

    branch.write("b.yaml", API)
    branch.commit()
    log = json.loads(ztlint(branch.root, "check", *DIFF, "-o", "sarif").out)
    told = {
        (one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], one["properties"]["inChange"])
        for one in log["runs"][0]["results"]
    }
    assert told == {("b.yaml", True), ("openapi.yaml", False)}
