"""The component for GitLab, run by gitlab-ci-local without a container."""

import json
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import HERE, NODE, PROJECT, TOOLS, Done, run
from running import Checkout, github_token

CLI = HERE / "node_modules" / "gitlab-ci-local" / "dist" / "index.js"
OPEN = """\
openapi: 3.1.0
info: {title: shop, version: "1"}
servers: [{url: http://shop.example}]
paths: {/health: {get: {security: [{}], responses: {"200": {description: ok}}}}}
"""
REPORTS = (
    "gl-sast-report.json",
    "gl-secret-detection-report.json",
    "gl-code-quality-report.json",
    "ztlint.xml",
    "ztlint.sarif",
)
TOKEN = github_token("gitlab")


@pytest.fixture
def including(checkout: Checkout, snapshot: Checkout) -> Checkout:
    """A project that includes the component, and installs what is here."""
    assert shutil.which("rsync"), "gitlab-ci-local needs rsync: apt-get install rsync"
    checkout.write("templates/ztlint.yml", (PROJECT / "templates" / "ztlint.yml").read_text())
    checkout.git("remote", "add", "origin", "git@gitlab.example:octo/shop.git")
    include(checkout, {"package": str(snapshot.root)})
    return checkout


def include(checkout: Checkout, inputs: dict[str, str]) -> None:
    told = "".join(f"      {name}: {json.dumps(value)}\n" for name, value in inputs.items())
    checkout.write(".gitlab-ci.yml", f"include:\n  - local: templates/ztlint.yml\n    inputs:\n{told}")
    checkout.commit()
    checkout.git("update-ref", "refs/remotes/origin/main", "HEAD")
    checkout.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")


def pipeline(checkout: Checkout, *arguments: str) -> Done:
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    return run(NODE, CLI, *arguments, cwd=checkout.root, PATH=path)


def test_the_job_is_what_gitlab_would_make_of_it(including: Checkout, tmp_path: Path) -> None:
    preview = pipeline(including, "--preview")
    assert preview.status == 0, preview.said
    (tmp_path / "job.yml").write_text(preview.out)
    valid = run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform",
                "gitlab-ci", tmp_path / "job.yml")  # fmt: skip
    assert valid.status == 0, valid.said
    assert "$[[" not in preview.out
    include(including, {"fail-on": "sometimes"})
    assert pipeline(including, "--preview").status != 0


def test_the_job_reports_and_fails(including: Checkout, snapshot: Checkout) -> None:
    including.write("api/my openapi.yaml", OPEN)
    including.write("key", TOKEN)
    including.commit()
    done = pipeline(including, "--force-shell-executor", "ztlint")
    assert (done.status, "my openapi.yaml:3" in done.said) == (1, True), done.said
    places = {name: next(including.root.rglob(name), None) for name in REPORTS}
    assert None not in places.values(), done.said
    texts = {name: place.read_text() for name, place in places.items() if place}
    assert not [name for name, text in texts.items() if TOKEN in text]
    sast = json.loads(texts["gl-sast-report.json"])["vulnerabilities"]
    secrets = json.loads(texts["gl-secret-detection-report.json"])["vulnerabilities"]
    assert {one["location"]["file"] for one in sast} == {"api/my openapi.yaml"}
    assert {one["location"]["file"] for one in secrets} == {"key"}
    assert json.loads(texts["gl-code-quality-report.json"])
    assert ET.fromstring(texts["ztlint.xml"]).findall(".//failure")
    assert json.loads(texts["ztlint.sarif"])["runs"][0]["results"]

    include(including, {"package": str(snapshot.root), "paths": "no/such/path"})
    done = pipeline(including, "--force-shell-executor", "ztlint")
    assert (done.status, "FAIL 2" in done.said) == (1, True), done.said


def test_merge_requests_fail_for_what_they_change(including: Checkout) -> None:
    including.write("openapi.yaml", OPEN)
    including.commit()
    base = including.git("rev-parse", "HEAD").strip()
    including.write("notes.txt", "nothing\n")
    including.commit()
    request = ("--force-shell-executor", "--variable", f"CI_MERGE_REQUEST_DIFF_BASE_SHA={base}", "ztlint")
    done = pipeline(including, *request)
    assert done.status == 0, done.said
    including.write("other.yaml", OPEN)
    including.commit()
    done = pipeline(including, *request)
    assert (done.status, "other.yaml:3" in done.said) == (1, True), done.said
