"""The hooks under pre-commit and prek, installed by them from a repository as users have them do it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TOOLS, Done, run
from running import Checkout, github_token, make_checkout

TOKEN = github_token("hook")
OPEN = """\
openapi: 3.1.0
info: {title: shop, version: "1"}
servers: [{url: http://shop.example}]
paths: {/health: {get: {security: [{}], responses: {"200": {description: ok}}}}}
"""
CLOSED = OPEN.replace("http:", "https:")
SERVER = "ZTA301"
Hooked = Callable[..., Done]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One store for all tests: the environment is made once."""
    home = tmp_path_factory.mktemp("stores")
    return {"PRE_COMMIT_HOME": str(home / "pre-commit"), "PREK_HOME": str(home / "prek")}


@pytest.fixture(params=["pre-commit", "prek"])
def tool(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hooked(tool: str, checkout: Checkout, snapshot: Checkout, homes: dict[str, str]) -> Hooked:
    """A repository with one commit that has all hooks but the one for code, and a command of the tool in it."""
    hooks = "".join(
        f"      - id: {name}\n" for name in ("ztlint", "ztlint-openapi", "ztlint-secrets", "ztlint-push")
    )
    text = f"repos:\n  - repo: file://{snapshot.root}\n    rev: v0.0.1\n    hooks:\n{hooks}"
    checkout.write(".pre-commit-config.yaml", text)
    checkout.write("notes.txt", "nothing\n")
    checkout.commit()
    install = run(TOOLS / tool, "install", "-t", "pre-commit", "-t", "pre-merge-commit", "-t", "pre-push",
                  cwd=checkout.root, **homes)  # fmt: skip
    assert install.status == 0, install.said

    def command(*arguments: str) -> Done:
        """Of git where it starts with git, else of the tool's run."""
        if arguments[0] == "git":
            return run(*arguments, cwd=checkout.root, **homes)
        return run(TOOLS / tool, "run", *arguments, "--verbose", cwd=checkout.root, **homes)

    return command


@pytest.mark.parametrize("tool", ["pre-commit"])
def test_the_manifest_is_valid(tool: str) -> None:
    done = run(TOOLS / tool, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.status == 0, done.said


def test_try_repo(tool: str, checkout: Checkout, snapshot: Checkout, homes: dict[str, str]) -> None:
    checkout.write("my file.yaml", OPEN)
    checkout.commit()
    done = run(TOOLS / tool, "try-repo", snapshot.root, "ztlint", "--all-files", "--verbose",
               cwd=checkout.root, **homes)  # fmt: skip
    assert (done.status, SERVER in done.said) == (1, True), done.said


def test_commits_are_stopped_for_what_they_add(hooked: Hooked, checkout: Checkout) -> None:
    checkout.write("a name with spaces.yaml", OPEN)
    checkout.write("keys/the key", TOKEN + "\n")
    checkout.git("add", "--all")
    done = hooked("git", "commit", "--message", "new")
    assert done.status == 1, done.said
    assert done.said.count("a name with spaces.yaml:3") >= 2  # ztlint and ztlint-openapi
    assert done.said.count("keys/the key:1") >= 2  # ztlint and ztlint-secrets
    assert TOKEN not in done.said
    checkout.write("a name with spaces.yaml", CLOSED)
    checkout.git("rm", "--quiet", "--force", "keys/the key")
    checkout.git("add", "--all")
    assert hooked("git", "commit", "--message", "new").status == 0


def test_the_index_counts(hooked: Hooked, checkout: Checkout) -> None:
    checkout.write("openapi.yaml", OPEN)
    checkout.git("add", "--all")
    checkout.write("openapi.yaml", CLOSED)
    done = hooked("git", "commit", "--message", "worse than it looks")
    assert (done.status, SERVER in done.said) == (1, True), done.said
    checkout.git("add", "--all")
    checkout.write("openapi.yaml", OPEN)
    done = hooked("git", "commit", "--message", "better than it looks")
    assert done.status == 0, done.said


def test_all_files_are_those_that_git_tracks(hooked: Hooked, checkout: Checkout) -> None:
    checkout.write("notes.txt", TOKEN)
    checkout.git("commit", "--quiet", "--all", "--no-verify", "--message", "a secret")
    checkout.write("untracked.yaml", OPEN)
    done = hooked("--all-files")
    assert done.status == 1, done.said
    assert done.said.count("notes.txt:1") >= 2
    assert "all tracked files are looked at" in done.said
    assert "untracked.yaml" not in done.said
    assert TOKEN not in done.said
    checkout.write("notes.txt", "nothing\n")
    checkout.git("commit", "--quiet", "--all", "--no-verify", "--message", "none")
    assert hooked("--all-files").status == 0


def test_files_are_those_that_are_named(hooked: Hooked, checkout: Checkout) -> None:
    checkout.write("a.yaml", OPEN)
    checkout.write("b.yaml", OPEN)
    checkout.git("add", "--all")
    checkout.git("commit", "--quiet", "--no-verify", "--message", "both")
    done = hooked("ztlint", "--files", "a.yaml")
    assert (done.status, "a.yaml:3" in done.said, "b.yaml:3" in done.said) == (1, True, False), done.said


def test_excluded_files_are_left_out_when_named_too(hooked: Hooked, checkout: Checkout) -> None:
    checkout.write(".ztlint.toml", 'exclude = ["samples/"]\n')
    checkout.git("add", "--all")
    checkout.git("commit", "--quiet", "--no-verify", "--message", "configuration")
    checkout.write("samples/openapi.yaml", OPEN + f"# {TOKEN}\n")
    checkout.git("add", "--all")
    done = hooked("ztlint", "--files", "samples/openapi.yaml")
    assert (done.status, "skipped (excluded by configuration)" in done.said) == (0, True), done.said
    assert hooked("git", "commit", "--message", "samples").status == 0


def test_renamed_deleted_and_empty_files(hooked: Hooked, checkout: Checkout) -> None:
    checkout.write("old.yaml", CLOSED)
    checkout.write("gone.yaml", OPEN)
    checkout.git("add", "--all")
    checkout.git("commit", "--quiet", "--no-verify", "--message", "start")
    checkout.git("rm", "--quiet", "gone.yaml")
    assert hooked("git", "commit", "--message", "deletion").status == 0
    checkout.git("mv", "old.yaml", "new name.yaml")
    assert hooked("git", "commit", "--message", "rename").status == 0
    checkout.write("__init__.py", "")
    checkout.git("add", "--all")
    assert hooked("git", "commit", "--message", "empty").status == 0
    checkout.git("mv", "new name.yaml", "api.yaml")
    checkout.write("api.yaml", OPEN)
    checkout.git("add", "--all")
    done = hooked("git", "commit", "--message", "rename with a change")
    assert (done.status, "api.yaml:3" in done.said) == (1, True), done.said


def test_merges_are_looked_at(hooked: Hooked, checkout: Checkout) -> None:
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.write("openapi.yaml", OPEN)
    checkout.git("add", "--all")
    checkout.git("commit", "--quiet", "--no-verify", "--message", "side")
    checkout.git("checkout", "--quiet", "main")
    checkout.write("other.txt", "x\n")
    checkout.git("add", "--all")
    checkout.git("commit", "--quiet", "--no-verify", "--message", "main")
    done = hooked("git", "merge", "--no-edit", "--no-ff", "side")
    assert (done.status != 0, "openapi.yaml:3" in done.said) == (True, True), done.said


def test_the_first_commit(hooked: Hooked, checkout: Checkout) -> None:
    checkout.git("update-ref", "-d", "HEAD")
    checkout.write("openapi.yaml", OPEN)
    checkout.git("add", "--all")
    done = hooked("git", "commit", "--message", "first")
    assert (done.status, done.said.count("openapi.yaml:3") >= 2) == (1, True), done.said
    checkout.write("openapi.yaml", CLOSED)
    checkout.git("add", "--all")
    assert hooked("git", "commit", "--message", "first").status == 0


def test_more_files_than_a_command_line_holds(hooked: Hooked, checkout: Checkout) -> None:
    for number in range(4_200):
        checkout.write(f"a folder with a long name/and another one/file {number:05}.txt", f"{number}\n")
    checkout.write("a folder with a long name/and another one/file 02100.txt", TOKEN)
    checkout.git("add", "--all")
    done = hooked("git", "commit", "--message", "many")
    assert (done.status, done.said.count("file 02100.txt:1") >= 2) == (1, True), done.said[-2000:]
    checkout.write("a folder with a long name/and another one/file 02100.txt", "nothing\n")
    checkout.git("add", "--all")
    assert hooked("git", "commit", "--message", "many").status == 0


def test_pushes_are_looked_at(hooked: Hooked, checkout: Checkout, tmp_path: Path) -> None:
    run("git", "init", "--quiet", "--bare", tmp_path / "remote.git")
    checkout.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    assert hooked("git", "push", "--quiet", "origin", "main").status == 0  # all of a new repository
    checkout.write("notes.txt", TOKEN)
    checkout.git("commit", "--quiet", "--all", "--no-verify", "--message", "a secret")
    checkout.write("notes.txt", "nothing\n")
    checkout.git("commit", "--quiet", "--all", "--no-verify", "--message", "gone")
    done = hooked("git", "push", "--quiet", "origin", "main")
    assert (done.status != 0, "notes.txt:1" in done.said, TOKEN in done.said) == (True, True, False), (
        done.said
    )
    ends = ("--from-ref", "HEAD~1", "--to-ref", "HEAD")
    done = hooked("ztlint-push", "--hook-stage", "pre-push", *ends)
    assert (done.status, "notes.txt:1" in done.said) == (0, False), done.said
    done = hooked("ztlint-push", "--hook-stage", "pre-push", "--from-ref", "HEAD~2", "--to-ref", "HEAD")
    assert (done.status, "notes.txt:1" in done.said) == (1, True), done.said


def test_a_branch_without_common_history_is_the_one_looked_at(
    hooked: Hooked, checkout: Checkout, tmp_path: Path
) -> None:
    run("git", "init", "--quiet", "--bare", tmp_path / "remote.git")
    checkout.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    side = make_checkout(tmp_path / "side")
    side.write("key", TOKEN)
    side.commit()
    checkout.git("fetch", "--quiet", str(side.root), "main:side")
    done = hooked("git", "push", "--quiet", "origin", "side")
    assert (done.status != 0, "key:1" in done.said) == (True, True), done.said
    assert hooked("git", "push", "--quiet", "origin", "main").status == 0


def test_the_hook_for_code_brings_semgrep_along(
    checkout: Checkout, snapshot: Checkout, homes: dict[str, str]
) -> None:
    checkout.write("app.py", "import requests\n\nrequests.get('https://pay.shop.net/', verify=False)\n")
    checkout.commit()
    done = run(TOOLS / "prek", "try-repo", snapshot.root, "ztlint-code", "--all-files", "--verbose",
               cwd=checkout.root, **homes)  # fmt: skip
    assert (done.status, "ZTC137" in done.said, "read by semgrep" in done.said) == (1, True, True), done.said
