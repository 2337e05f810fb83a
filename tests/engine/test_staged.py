"""--staged: the index, and nothing but the index."""

from running import Checkout, Run
from test_run import API, CLEAN, SERVER, SERVER_ID, found, report_of


def test_the_index_counts_and_not_the_working_copy(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", API)
    checkout.git("add", "openapi.yaml")
    checkout.write("openapi.yaml", CLEAN)
    checkout.write("unstaged.yaml", API)
    staged = report_of(ztlint, checkout.root, "--staged", "--select", SERVER)
    assert found(staged) == [(SERVER_ID, "openapi.yaml", 4)]
    assert found(report_of(ztlint, checkout.root, "--select", SERVER)) == [(SERVER_ID, "unstaged.yaml", 4)]


def test_references_are_read_from_the_index(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("item.yaml", "servers: [{url: https://a.example}]\nget: {responses: {}}\n")
    checkout.commit()
    checkout.write("openapi.yaml", CLEAN + "  /cats:\n    $ref: item.yaml\n")
    checkout.git("add", "openapi.yaml")
    checkout.write("item.yaml", "servers: [{url: http://a.example}]\nget: {responses: {}}\n")
    assert found(report_of(ztlint, checkout.root, "--staged", "--select", SERVER)) == []


def test_unchanged_files_are_not_looked_at(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("old.yaml", API)
    checkout.commit()
    checkout.write("new.yaml", API)
    checkout.git("add", "new.yaml")
    report = report_of(ztlint, checkout.root, "--staged", "--select", SERVER)
    assert found(report) == [(SERVER_ID, "new.yaml", 4)]
    assert report["coverage"]["files"] == 1


def test_where_nothing_is_staged_the_tree_is_looked_at_and_that_is_said(
    checkout: Checkout, ztlint: Run
) -> None:
    checkout.write("old.yaml", API)
    checkout.commit()
    result = ztlint(checkout.root, "check", "--staged", "--select", SERVER)
    assert (result.status, "nothing is staged" in result.err) == (1, True)


def test_staged_files_that_are_no_definitions_do_not_stop_the_openapi_hook(
    checkout: Checkout, ztlint: Run
) -> None:
    checkout.write("values.yaml", "a: 1\n")
    checkout.git("add", "values.yaml")
    assert ztlint(checkout.root, "check", "--staged", "--only", "openapi").status == 0


def test_paths_narrow_what_is_staged(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("a/openapi.yaml", API)
    checkout.write("b/openapi.yaml", API)
    checkout.git("add", "--all")
    report = report_of(ztlint, checkout.root, "--staged", "--select", SERVER, "a")
    assert found(report) == [(SERVER_ID, "a/openapi.yaml", 4)]


def test_where_nothing_is_staged_it_is_the_index_that_is_looked_at(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", API)
    checkout.commit()
    checkout.write("openapi.yaml", CLEAN)
    checkout.write("untracked.yaml", API)
    report = report_of(ztlint, checkout.root, "--staged", "--select", SERVER)
    assert found(report) == [(SERVER_ID, "openapi.yaml", 4)]


def test_commits_of_excluded_files_pass_a_hook_and_are_told(checkout: Checkout, ztlint: Run) -> None:
    checkout.write(".ztlint.toml", 'exclude = ["samples/"]\n')
    checkout.write("old.yaml", API)
    checkout.commit()
    checkout.write("samples/openapi.yaml", API)
    checkout.git("add", "--all")
    for arguments in (("--staged",), ("samples/openapi.yaml",)):
        assert ztlint(checkout.root, "check", *arguments).status == 3
        allowed = ztlint(checkout.root, "check", "--allow-nothing", *arguments)
        assert (allowed.status, "1 file skipped (excluded" in allowed.err) == (0, True)
        assert "nothing to look at" in allowed.err
