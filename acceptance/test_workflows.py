"""action.yml and the workflows, read by those who know what GitHub takes."""

import tomllib
from pathlib import Path

import pytest
from conftest import HERE, NODE, PROJECT, TOOLS, node, run

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
ACTION = PROJECT / "action.yml"


@pytest.fixture(scope="session")
def service() -> str:
    """Its package is made for bundlers."""
    bundle = HERE / "node_modules" / ".validate.mjs"
    banner = 'import {createRequire} from "module";const require=createRequire(import.meta.url);'
    done = run(NODE, HERE / "node_modules" / "esbuild" / "install.js")
    done = run(HERE / "node_modules" / ".bin" / "esbuild", HERE / "validate.mjs", "--bundle", "--platform=node",
               "--format=esm", "--loader:.json=json", f"--banner:js={banner}", f"--outfile={bundle}")  # fmt: skip
    assert done.status == 0, done.said
    return str(bundle)


def test_githubs_language_service_has_nothing_to_say(service: str, tmp_path: Path) -> None:
    assert node(service, ACTION, *WORKFLOWS) == []
    bad = tmp_path / "action.yml"
    bad.write_text(ACTION.read_text().replace("shell: bash", "", 1).replace("inputs.paths", "input.paths"))
    assert len(node(service, bad)) >= 2


def test_the_schemas_hold(tmp_path: Path) -> None:
    schemas = ("vendor.github-actions", [ACTION]), ("vendor.github-workflows", WORKFLOWS)
    for schema, files in schemas:
        done = run(TOOLS / "check-jsonschema", "--builtin-schema", schema, *files)
        assert done.status == 0, done.said
    (tmp_path / "action.yml").write_text(ACTION.read_text().replace("shell: bash", "", 1))
    assert (
        run(TOOLS / "check-jsonschema", "--builtin-schema", schemas[0][0], tmp_path / "action.yml").status
        == 1
    )


def test_zizmor_has_nothing_to_say(tmp_path: Path) -> None:
    done = run(
        TOOLS / "zizmor", "--offline", "--persona", "auditor", "--no-progress", ACTION, PROJECT / ".github"
    )
    assert (done.status, "No findings to report" in done.said) == (0, True), done.said
    bad = tmp_path / "action.yml"
    bad.write_text(ACTION.read_text() + "    - {shell: bash, run: 'echo ${{ inputs.paths }}'}\n")
    assert run(TOOLS / "zizmor", "--offline", "--persona", "auditor", bad).status > 10


def test_what_the_action_installs_is_pinned_by_hashes() -> None:
    for name in ("action.txt", "build.txt"):
        lines = (PROJECT / "requirements" / name).read_text().replace("\\\n", " ").splitlines()
        wanted = [line for line in lines if line and not line.startswith("#")]
        assert wanted
        assert all("==" in line and "--hash=sha256:" in line for line in wanted)


def test_the_action_installs_what_the_project_needs() -> None:
    needed = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    locked = (PROJECT / "requirements" / "action.txt").read_text()
    for text in needed["project"]["dependencies"]:
        name = text.split(">")[0].lower().replace("_", "-")
        assert f"\n{name}==" in locked, f"{name} is missing: make lock"
