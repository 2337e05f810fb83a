"""Baselines from end to end: made, used, pruned."""

import json
from pathlib import Path

import pytest
from running import Checkout, Run, github_token, write
from test_run import API, CLEAN, SERVER_ID, found, report_of

BASELINE = ".ztlint-baseline"
USED = ("--baseline", BASELINE)


def create(ztlint: Run, folder: Path, *arguments: str) -> str:
    result = ztlint(folder, "baseline", "create", *arguments)
    assert result.status == 0, result.err
    return (folder / BASELINE).read_text()


def test_findings_of_today_do_not_count_and_new_ones_do(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    assert ztlint(tmp_path, "check").status == 1
    text = create(ztlint, tmp_path)
    known = ztlint(tmp_path, "check", *USED)
    assert known.status == 0
    assert f"{text.count('ZTA')} in the baseline" in known.err
    write(
        tmp_path,
        "openapi.yaml",
        API.replace("api.example.com", "api.example.com\n  - url: http://b.example.com"),
    )
    report = report_of(ztlint, tmp_path, *USED)
    assert (SERVER_ID, "openapi.yaml", 5) in found(report)
    assert report["status"] == 1
    assert SERVER_ID in [finding["rule"] for finding in report["baselined"]]


def test_it_holds_no_lines_dates_or_secrets_and_stays_as_it_is(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    write(tmp_path, "deploy.sh", f"export TOKEN={github_token()}\n")
    text = create(ztlint, tmp_path)
    assert github_token() not in text
    assert "deploy.sh" in text
    write(tmp_path, "openapi.yaml", "# moved\n\n" + API)
    write(tmp_path, "deploy.sh", f"\n\nexport TOKEN={github_token()}\n")
    assert create(ztlint, tmp_path, "--force") == text


def test_nothing_is_found_in_the_baseline_itself(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    create(ztlint, tmp_path)
    for profile in ("default", "strict"):
        report = report_of(ztlint, tmp_path, "--profile", profile)
        assert {path for _, path, _ in found(report)} == {"openapi.yaml"}


def test_another_secret_in_the_same_place_is_new_and_the_same_one_elsewhere_is_not(
    tmp_path: Path, ztlint: Run
) -> None:
    write(tmp_path, "deploy.sh", f"export TOKEN={github_token('a')}\n")
    create(ztlint, tmp_path)
    write(tmp_path, "deploy.sh", f"export TOKEN={github_token('b')}\n")
    assert ztlint(tmp_path, "check", *USED).status == 1
    write(tmp_path, "deploy.sh", "\n")
    write(tmp_path, "a/first.sh", f"export TOKEN={github_token('a')}\n")
    assert ztlint(tmp_path, "check", *USED).status == 0


def test_another_credential_that_a_definition_shows_is_new(tmp_path: Path, ztlint: Run) -> None:
    """Its finding is known by a pointer; the value tells them apart."""
    shown = CLEAN.replace(
        "operationId: listPets",
        "operationId: listPets\n      parameters:\n"
        "        - {name: X-Api-Key, in: header, schema: {type: string, default: VALUE}}",
    )
    write(tmp_path, "openapi.yaml", shown.replace("VALUE", "trial-access-2019"))
    text = create(ztlint, tmp_path)
    before = report_of(ztlint, tmp_path, *USED)
    assert before["status"] == 0
    assert "ZTA410" in [finding["rule"] for finding in before["baselined"]]
    write(tmp_path, "openapi.yaml", shown.replace("VALUE", "trial-access-2020"))
    assert report_of(ztlint, tmp_path, *USED)["status"] == 1
    assert create(ztlint, tmp_path, "--force") != text


def test_pruning_removes_what_is_fixed_and_nothing_else(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.yaml", API)
    write(tmp_path, "b.yaml", API)
    before = create(ztlint, tmp_path)
    write(tmp_path, "b.yaml", CLEAN)
    told = ztlint(tmp_path, "check", *USED)
    assert "1 entry of the baseline matches nothing" in told.err
    assert told.status == 0
    pruned = ztlint(tmp_path, "baseline", "prune")
    assert "1 entry removed" in pruned.err
    after = (tmp_path / BASELINE).read_text()
    assert set(before.splitlines()) - set(after.splitlines()) == {
        line for line in before.splitlines() if line.endswith(f"{SERVER_ID} b.yaml")
    }
    assert ztlint(tmp_path, "check", *USED).status == 0


def test_what_a_run_did_not_see_is_not_judged(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.yaml", API)
    write(tmp_path, "deploy.sh", f"export TOKEN={github_token()}\n")
    before = create(ztlint, tmp_path)
    assert report_of(ztlint, tmp_path, *USED)["stale"] == []
    for arguments in (["a.yaml"], ["--only", "openapi"], ["--ignore", SERVER_ID]):
        assert report_of(ztlint, tmp_path, *USED, *arguments)["stale"] == [], arguments
    write(tmp_path, "a.yaml", "openapi: 3.1.0\ninfo: {title: [\n")
    assert ztlint(tmp_path, "baseline", "prune").status == 4
    assert (tmp_path / BASELINE).read_text() == before


def test_entries_of_the_history_are_judged_with_the_history(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("deploy.sh", f"export TOKEN={github_token()}\n")
    checkout.commit()
    (checkout.root / "deploy.sh").unlink()
    checkout.write("README.md", "Pets\n")
    checkout.commit()
    assert create(ztlint, checkout.root, "--history").endswith("@history\n")
    assert ztlint(checkout.root, "check", "--history", *USED).status == 0
    assert report_of(ztlint, checkout.root, *USED)["stale"] == []
    assert ztlint(checkout.root, "baseline", "prune").status == 0
    assert "@history" in (checkout.root / BASELINE).read_text()


def test_an_incomplete_run_says_that_its_baseline_is_not_all(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.yaml", API)
    write(tmp_path, "b.yaml", "openapi: 3.1.0\ninfo: {title: [\n")
    result = ztlint(tmp_path, "baseline", "create")
    assert result.status == 4
    assert "could not be looked at is not in the baseline" in result.err
    assert ztlint(tmp_path, "check", *USED).status == 4


def test_a_baseline_is_not_replaced_unasked(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    create(ztlint, tmp_path)
    result = ztlint(tmp_path, "baseline", "create")
    assert result.status == 2
    assert "--force" in result.err


@pytest.mark.parametrize("name", ["missing", "link"])
def test_a_baseline_that_is_not_there_is_wrong_usage(tmp_path: Path, ztlint: Run, name: str) -> None:
    write(tmp_path, "openapi.yaml", API)
    (tmp_path / "link").symlink_to("/etc/passwd")
    result = ztlint(tmp_path, "check", "--baseline", name)
    assert result.status == 2
    assert "baseline" in result.err
    assert "root:" not in result.err


def test_the_configuration_names_it_from_where_it_stands(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", API)
    (checkout.root / "known").mkdir()
    assert ztlint(checkout.root, "baseline", "create", "-o", "known/list").status == 0
    checkout.write(".ztlint.toml", 'baseline = "known/list"\n')
    checkout.write("docs/README.md", "Pets\n")
    assert ztlint(checkout.root, "check").status == 0
    assert ztlint(checkout.root / "docs", "check", "../openapi.yaml").status == 0
    checkout.write(".ztlint.toml", 'baseline = "../list"\n')
    assert ztlint(checkout.root, "check").status == 2


def test_sarif_tells_states_and_suppressions_of_all_results_or_of_none(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.yaml", API)
    create(ztlint, tmp_path)
    write(tmp_path, "b.yaml", API)
    write(
        tmp_path,
        "c.yaml",
        API.replace(".com", ".com # ztlint: ignore[ZTA301] in the mesh (owner: net, expires: 2999-01-01)"),
    )

    def results(*arguments: str) -> list[dict[str, object]]:
        log = json.loads(ztlint(tmp_path, "check", "-o", "sarif", *arguments).out)
        found: list[dict[str, object]] = log["runs"][0]["results"]
        return found

    assert {"baselineState", "suppressions"} & {key for one in results() for key in one} == set()
    plain = results(*USED)
    assert {one.get("baselineState") for one in plain} == {"new"}
    assert not any("suppressions" in one for one in plain)
    every = results(*USED, "--report-suppressed")
    assert {one.get("baselineState") for one in every} == {"new", "unchanged"}
    assert all("suppressions" in one for one in every)
    told = [one["suppressions"] for one in every if one["suppressions"]]
    assert [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "in the mesh (owner: net) (expires: 2999-01-01)",
        }
    ] in told
    assert any(one[0]["kind"] == "external" for one in told)  # type: ignore[index]


def test_text_lists_what_was_accepted_when_asked(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.yaml", API)
    create(ztlint, tmp_path)
    write(tmp_path, "a.yaml", API.replace(".com", ".com # ztlint: ignore[ZTA301] in the mesh"))
    assert "in the mesh" not in ztlint(tmp_path, "check", *USED).out
    out = ztlint(tmp_path, "check", *USED, "--report-suppressed").out
    assert "Waived" in out
    assert ": in the mesh" in out
    assert "In the baseline" in out
