"""The steps of action.yml, run one by one with GitHub's evaluator of expressions."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import node
from running import Checkout, github_token

OLD = """\
openapi: 3.1.0
info: {title: shop, version: "1"}
servers: [{url: https://shop.example}]
security: [{key: []}]
paths:
  /orders:
    get: {operationId: a, responses: {"200": {description: ok}}}
    delete:
      operationId: b
      security: []
      responses: {"204": {description: gone}}
components: {securitySchemes: {key: {type: openIdConnect, openIdConnectUrl: "https://id.example/x"}}}
"""
CLEAN = "notes about nothing\n"
TOKEN = github_token("action")
UPLOAD, GATE = "Upload to code scanning", "Gate"


@pytest.fixture(scope="session")
def installed(snapshot: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment that the action's own step made: locked, by hashes, without build isolation."""
    temp = tmp_path_factory.mktemp("runner")
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "notes.txt").write_text(CLEAN)
    result = perform(snapshot.root, workspace, temp, "push", {})
    install = result["steps"][1]
    assert (install["name"], install["status"]) == ("Install the ztlint of this very ref", 0), install["log"]
    return temp / "ztlint-venv"


def perform(
    action: Path, workspace: Path, temp: Path, event: str, payload: Any, **told: Any
) -> dict[str, Any]:
    question = {
        "action": str(action),
        "workspace": str(workspace),
        "temp": str(temp),
        "eventName": event,
        "event": payload,
        "actor": told.get("actor", "octocat"),
        "repository": "octo/shop",
        "cancelled": told.get("cancelled", False),
        "inputs": told.get("inputs", {}),
    }
    result: dict[str, Any] = node("action.mjs", stdin=json.dumps(question))
    result["log"] = "\n".join(step.get("log", "") for step in result["steps"])
    return result


class Runner:
    def __init__(self, action: Path, installed: Path, temp: Path) -> None:
        self.action, self.temp = action, temp
        (temp / "ztlint-venv").symlink_to(installed)

    def __call__(self, checkout: Checkout, event: str, payload: Any, **told: Any) -> dict[str, Any]:
        return perform(self.action, checkout.root, self.temp, event, payload, **told)


@pytest.fixture
def act(snapshot: Checkout, installed: Path, tmp_path: Path) -> Runner:
    (tmp_path / "runner").mkdir()
    return Runner(snapshot.root, installed, tmp_path / "runner")


def ran(result: dict[str, Any], name: str) -> bool:
    return next(step["ran"] for step in result["steps"] if step["name"] == name)


def status(result: dict[str, Any]) -> int:
    """Of the last step, which has to agree with the output."""
    gate = next(step for step in result["steps"] if step["name"] == GATE)
    assert str(gate["status"]) == result["outputs"]["exit-code"]
    assert result["failed"] == (gate["status"] != 0)
    assert result["outputs"]["sarif-file"]
    return int(gate["status"])


def pull_request(checkout: Checkout, repository: str | None = "octo/shop") -> dict[str, Any]:
    """Of HEAD against main."""
    head = {"sha": checkout.git("rev-parse", "HEAD").strip(), "repo": {"full_name": repository}}
    base = {"sha": checkout.git("rev-parse", "main").strip()}
    return {"pull_request": {"base": base, "head": head if repository else {**head, "repo": None}}}


@pytest.fixture
def old(checkout: Checkout) -> Checkout:
    """A finding on main, and a branch on which nothing is wrong."""
    checkout.write("openapi.yaml", OLD)
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "topic")
    checkout.write("notes.txt", CLEAN)
    checkout.commit()
    return checkout


def test_a_push_with_findings_is_uploaded_and_then_fails(old: Checkout, act: Runner) -> None:
    result = act(old, "push", {"before": "0" * 40}, inputs={"category": "shop"})
    assert status(result) == 1, result["log"]
    assert result["uses"][0]["uses"].startswith("github/codeql-action/upload-sarif@")
    assert result["uses"][0]["with"] == {"sarif_file": "ztlint.sarif", "category": "shop"}
    assert [step["name"] for step in result["steps"]][-2:] == [UPLOAD, GATE]
    run = json.loads((old.root / "ztlint.sarif").read_text())["runs"][0]
    assert "ZTA102" in {one["ruleId"] for one in run["results"]}
    outputs = result["outputs"]
    assert int(outputs["findings"]) == int(outputs["all-findings"]) == len(run["results"]) > 0
    levels = ("critical", "high", "medium", "low", "info")
    assert sum(int(outputs[level]) for level in levels) == int(outputs["findings"])
    assert "1 API definition (2 operations)" in outputs["coverage"]
    assert "::warning file=" in result["log"]
    assert "openapi.yaml" in result["summary"]
    assert "ztlint check " in result["summary"]  # how to see the same again


def test_a_clean_push_uploads_its_empty_file(checkout: Checkout, act: Runner) -> None:
    checkout.write("notes.txt", CLEAN)
    checkout.commit()
    result = act(checkout, "push", {})
    assert (status(result), ran(result, UPLOAD)) == (0, True), result["log"]
    assert json.loads((checkout.root / "ztlint.sarif").read_text())["runs"][0]["results"] == []
    assert result["outputs"]["findings"] == "0"


def test_a_pull_request_uploads_everything_and_fails_for_what_it_changes(old: Checkout, act: Runner) -> None:
    result = act(old, "pull_request", pull_request(old))
    assert (status(result), ran(result, UPLOAD)) == (0, True), result["log"]
    outputs = result["outputs"]
    assert (outputs["findings"], int(outputs["all-findings"]) > 0) == ("0", True)
    old.write("new.yaml", OLD.replace("/orders", "/bills"))
    old.commit()
    result = act(old, "pull_request", pull_request(old))
    assert status(result) == 1, result["log"]
    assert 0 < int(result["outputs"]["findings"]) < int(result["outputs"]["all-findings"])
    assert "new.yaml" in result["log"]
    assert "file=openapi.yaml" not in result["log"]


def test_without_a_base_a_pull_request_fails_for_everything(old: Checkout, act: Runner) -> None:
    assert status(act(old, "pull_request", pull_request(old), inputs={"diff-base": "none"})) == 1


@pytest.mark.parametrize("repository", ["somebody/shop", None])
def test_a_fork_is_not_uploaded_and_fails_all_the_same(
    old: Checkout, act: Runner, repository: str | None
) -> None:
    old.write("new.yaml", OLD.replace("/orders", "/bills"))
    old.commit()
    result = act(old, "pull_request", pull_request(old, repository))
    assert (status(result), ran(result, UPLOAD)) == (1, False), result["log"]
    assert "Not uploaded" in result["summary"]
    assert "::warning file=" in result["log"]


def test_dependabot_is_not_uploaded(checkout: Checkout, act: Runner) -> None:
    checkout.write("notes.txt", CLEAN)
    checkout.commit()
    result = act(checkout, "push", {}, actor="dependabot[bot]")
    assert (status(result), ran(result, UPLOAD)) == (0, False)


@pytest.mark.parametrize(("wanted", "uploaded"), [("true", True), ("false", False)])
def test_who_asks_for_an_upload_or_for_none_is_heard(
    old: Checkout, act: Runner, wanted: str, uploaded: bool
) -> None:
    result = act(old, "pull_request", pull_request(old, "a/fork"), inputs={"upload-sarif": wanted})
    assert ran(result, UPLOAD) is uploaded
    assert "Not uploaded" not in result["summary"]


@pytest.mark.parametrize("code", [1, 70, 139])
def test_a_crash_uploads_nothing_and_fails(
    old: Checkout, snapshot: Checkout, installed: Path, tmp_path: Path, code: int
) -> None:
    old.write("ztlint.sarif", '{"runs": []}')  # of an earlier step
    temp = tmp_path / "crash"
    binaries = temp / "ztlint-venv" / "bin"
    binaries.mkdir(parents=True)
    (temp / "ztlint-venv" / "of").write_text(str(snapshot.root))
    (binaries / "python").symlink_to(installed / "bin" / "python")
    (binaries / "ztlint").write_text(f"#!/bin/sh\nexit {code}\n")
    (binaries / "ztlint").chmod(0o755)
    result = perform(snapshot.root, old.root, temp, "push", {})
    assert ran(result, UPLOAD) is False
    assert status(result) == (1 if code == 1 else 4)


def test_wrong_usage_uploads_nothing_and_fails(old: Checkout, act: Runner) -> None:
    result = act(old, "push", {}, inputs={"extra-args": "--select\nno-such-rule"})
    assert (status(result), ran(result, UPLOAD)) == (2, False), result["log"]
    result = act(old, "push", {}, inputs={"paths": "no/such/folder"})
    assert (status(result), ran(result, UPLOAD)) == (2, False), result["log"]


def test_nothing_to_look_at_is_not_clean(checkout: Checkout, act: Runner) -> None:
    assert status(act(checkout, "push", {})) == 3


def test_what_could_not_be_read_is_not_clean_even_where_nothing_changed(old: Checkout, act: Runner) -> None:
    old.git("checkout", "--quiet", "main")
    old.write("broken.yaml", "openapi: 3.1.0\npaths: {\n")
    old.commit()
    old.git("checkout", "--quiet", "topic")
    old.git("rebase", "--quiet", "main")
    assert status(act(old, "pull_request", pull_request(old))) == 4
    allowed = act(old, "pull_request", pull_request(old), inputs={"allow-incomplete": "true"})
    assert status(allowed) == 0, allowed["log"]


def test_pull_request_target_is_refused_unless_it_is_meant(old: Checkout, act: Runner) -> None:
    result = act(old, "pull_request_target", pull_request(old))
    assert (status(result), ran(result, "Check")) == (2, False)
    assert "::error title=ztlint::pull_request_target" in result["log"]
    meant = act(old, "pull_request_target", pull_request(old), inputs={"allow-unsafe-trigger": "true"})
    assert (status(meant), ran(meant, "Check")) == (0, True), meant["log"]


@pytest.mark.parametrize(("event", "inputs"), [("pull_request", {}), ("push", {"history": "full"})])
def test_a_shallow_checkout_is_told_what_to_add(
    old: Checkout, act: Runner, tmp_path: Path, event: str, inputs: dict[str, str]
) -> None:
    payload = pull_request(old)
    old.git("clone", "--quiet", "--depth=1", f"file://{old.root}", str(tmp_path / "shallow"))
    result = act(
        Checkout(tmp_path / "shallow"), event, payload if event == "pull_request" else {}, inputs=inputs
    )
    assert (status(result), ran(result, UPLOAD)) == (4, False), result["log"]
    for text in (result["log"], result["summary"]):
        assert "fetch-depth: 0" in text


def test_secrets_in_commits_count_for_the_pull_request_that_brings_them(old: Checkout, act: Runner) -> None:
    old.write("key", TOKEN)
    old.commit()
    old.git("rm", "--quiet", "key")
    old.commit()
    assert status(act(old, "pull_request", pull_request(old))) == 0
    for history in ("range", "full"):
        result = act(old, "pull_request", pull_request(old), inputs={"history": history})
        assert status(result) == 1, result["log"]
        assert TOKEN not in json.dumps(result)
    before = old.git("rev-parse", "HEAD~2").strip()
    old.git("rm", "--quiet", "openapi.yaml")
    old.commit()
    assert status(act(old, "push", {"before": before}, inputs={"history": "range"})) == 1
    after = old.git("rev-parse", "HEAD~1").strip()
    assert status(act(old, "push", {"before": after}, inputs={"history": "range"})) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fail-on", "info"),
        ("history", "yes"),
        ("upload-sarif", "never"),
        ("annotations", "1"),
        ("sarif-file", "-o"),
        ("sarif-file", "../out.sarif"),
        ("sarif-file", "a\nexit-code=0"),
        ("working-directory", "/usr"),
        ("working-directory", "missing"),
    ],
)
def test_inputs_that_make_no_sense_are_refused(old: Checkout, act: Runner, name: str, value: str) -> None:
    result = act(old, "push", {}, inputs={name: value})
    assert result["failed"]
    assert result["outputs"]["exit-code"] == "2"
    assert ran(result, UPLOAD) is False
    assert "::error title=ztlint::" in result["log"]


def test_inputs_are_data_and_never_run(old: Checkout, act: Runner) -> None:
    trick = '$(touch "$GITHUB_WORKSPACE/ran") `touch ran` "; touch ran; "'
    for name in ("paths", "config", "extra-args", "category", "only", "diff-base", "baseline", "policy"):
        act(old, "push", {}, inputs={name: trick})
    assert not list(old.root.rglob("ran"))


def test_a_folder_and_a_name_with_spaces(checkout: Checkout, act: Runner) -> None:
    checkout.write("my api/openapi file.yaml", OLD)
    checkout.commit()
    result = act(checkout, "push", {}, inputs={"working-directory": "my api", "sarif-file": "the out.sarif"})
    assert status(result) == 1, result["log"]
    assert result["uses"][0]["with"]["sarif_file"] == "my api/the out.sarif"
    assert (checkout.root / "my api" / "the out.sarif").is_file()


def test_summary_and_annotations_can_be_left_out(old: Checkout, act: Runner) -> None:
    result = act(old, "push", {}, inputs={"annotations": "false", "summary": "false"})
    assert (status(result), result["summary"]) == (1, "")
    assert "::warning file=" not in result["log"]


def test_a_cancelled_job_uploads_nothing(old: Checkout, act: Runner) -> None:
    result = act(old, "push", {}, cancelled=True)
    assert not any(step["ran"] for step in result["steps"])
