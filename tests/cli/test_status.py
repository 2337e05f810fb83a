"""The exit status of every way in which a run can end."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Checkout, Run, make_checkout, write

CLEAN = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://api.example.com}]
security: [{key: []}]
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": {description: OK}
        "401": {description: Who are you}
        "429": {description: Not so fast, headers: {Retry-After: {schema: {type: integer}}}}
"""
BAD = CLEAN.replace("https://", "http://")
UNPARSABLE = CLEAN + "  - [\n"


def nothing(root: Path) -> None:
    """An empty folder."""


def empty_file(root: Path) -> None:
    write(root, "nothing.txt", "")


def clean(root: Path) -> None:
    write(root, "openapi.yaml", CLEAN)


def bad(root: Path) -> None:
    write(root, "openapi.yaml", BAD)


def unparsable(root: Path) -> None:
    write(root, "openapi.yaml", UNPARSABLE)


def bad_and_unparsable(root: Path) -> None:
    bad(root)
    write(root, "other.yaml", UNPARSABLE)


def clean_and_unparsable(root: Path) -> None:
    clean(root)
    write(root, "other.yaml", UNPARSABLE)


def not_a_definition(root: Path) -> None:
    write(root, "chart.yaml", "{{ if .Values.on }}\na: 1\n{{ end }}\n")


@pytest.mark.parametrize(
    ("prepare", "arguments", "expected"),
    [
        (clean, (), (0, "1 API definition (1 operation)")),
        (bad, (), (1, "findings at or above")),
        (bad, ("--fail-on", "critical"), (0, "nothing is at or above")),
        (bad, ("--select", "ZTA101"), (0, "nothing is at or above")),
        (nothing, (), (3, "nothing to look at")),
        (empty_file, (), (3, "nothing to look at")),
        (not_a_definition, (), (0, "1 file")),
        (not_a_definition, ("--only", "openapi"), (3, "nothing to look at")),
        (not_a_definition, ("chart.yaml",), (4, "incomplete")),
        (unparsable, (), (4, "incomplete")),
        (unparsable, ("--allow-incomplete",), (0, "1 thing could not be looked at")),
        (clean_and_unparsable, (), (4, "incomplete")),
        (clean_and_unparsable, ("--allow-incomplete",), (0, "which was allowed")),
        (bad_and_unparsable, (), (1, "1 thing could not be looked at")),
        (bad_and_unparsable, ("--allow-incomplete",), (1, "findings")),
        (clean, ("--only", "openapi,gateway"), (4, "incomplete")),
        (clean, ("missing.yaml",), (2, "no such file or folder: missing.yaml")),
        (clean, ("--select", "ztA301x"), (2, "Did you mean 'ZTA301'?")),
        (clean, ("--ignore", "cleartext-sever"), (2, "Did you mean 'cleartext-server'?")),
        (clean, ("--only", "secret"), (2, "did you mean 'secrets'?")),
        (clean, ("--only", "openapi", "--skip", "openapi"), (2, "every kind is left out")),
        (clean, ("--select", "ZTA301", "--ignore", "transport"), (2, "no rule is left")),
        (clean, ("--no-such-option",), (2, "--no-such-option")),
        (clean, ("-o", "jsn"), (2, "Did you mean 'json'?")),
        (clean, ("-o", "json", "-o", "text"), (2, "two outputs")),
        (clean, ("-o", "json=none/there.json"), (2, "can't be written")),
        (clean, ("--config", "none.toml"), (2, "cannot be read")),
        (clean, ("--staged",), (2, "git repository")),
        (clean, ("--history",), (2, "git repository")),
        (clean, ("--since", "HEAD"), (2, "--since narrows --history")),
        (clean, ("--staged", "--history"), (2, "Leave one of them out")),
    ],
)
def test_outside_a_repository(
    tmp_path: Path,
    ztlint: Run,
    prepare: Callable[[Path], None],
    arguments: tuple[str, ...],
    expected: tuple[int, str],
) -> None:
    prepare(tmp_path)
    status, says = expected
    result = ztlint(tmp_path, "check", *arguments)
    assert (result.status, says in result.err) == (status, True), result.err


@pytest.fixture
def cloned(checkout: Checkout) -> Checkout:
    """Two commits, the definition clean in both."""
    clean(checkout.root)
    checkout.commit()
    checkout.write("README.md", "Pets\n")
    checkout.commit()
    return checkout


def test_the_history_of_a_bare_repository(cloned: Checkout, ztlint: Run, tmp_path: Path) -> None:
    cloned.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    result = ztlint(tmp_path / "bare.git", "check", "--history")
    assert (result.status, "2 commits" in result.err) == (0, True), result.err
    assert ztlint(tmp_path / "bare.git", "check", "--staged").status == 2


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--history",), 0, "2 commits"),
        (("--history", "--since", "HEAD~1"), 0, "1 commit"),
        (("--range", "HEAD~1..HEAD"), 0, "1 commit"),
        (("--range", "HEAD"), 0, "2 commits"),
        (("--pushed",), 0, "2 commits"),
        (("--range", "main..nowhere"), 2, "no such revision: nowhere"),
        (("--history", "--since", "--all"), 2, "no such revision: --all"),
        (("--history", "--only", "openapi"), 2, "searched for secrets"),
    ],
)
def test_history(cloned: Checkout, ztlint: Run, arguments: tuple[str, ...], status: int, says: str) -> None:
    result = ztlint(cloned.root, "check", *arguments)
    assert (result.status, says in result.err) == (status, True), result.err


def test_a_range_without_new_files_was_looked_at(cloned: Checkout, ztlint: Run) -> None:
    cloned.commit("nothing but words")
    result = ztlint(cloned.root, "check", "--range", "HEAD~1..HEAD")
    assert (result.status, "1 commit" in result.err) == (0, True), result.out


def test_a_shallow_clone_is_incomplete(cloned: Checkout, tmp_path: Path, ztlint: Run) -> None:
    shallow = tmp_path / "shallow"
    cloned.git("clone", "--quiet", "--depth", "1", cloned.root.as_uri(), str(shallow))
    assert ztlint(shallow, "check").status == 0
    result = ztlint(shallow, "check", "--history")
    assert (result.status, "shallow" in result.out) == (4, True), result.out
    assert ztlint(shallow, "check", "--history", "--allow-incomplete").status == 0


def test_a_missing_object_is_incomplete(cloned: Checkout, ztlint: Run) -> None:
    blob = cloned.git("rev-parse", "HEAD:README.md").strip()
    lost = cloned.root / ".git" / "objects" / blob[:2] / blob[2:]
    lost.chmod(0o644)
    lost.unlink()
    assert ztlint(cloned.root, "check").status == 0
    result = ztlint(cloned.root, "check", "--history")
    assert (result.status, "missing files of the history: 1" in result.out) == (4, True), result.out


def test_paths_in_different_repositories_are_wrong_usage(
    cloned: Checkout, tmp_path: Path, ztlint: Run
) -> None:
    other = make_checkout(tmp_path / "other")
    other.write("a.txt", "a")
    result = ztlint(tmp_path, "check", str(cloned.root), str(other.root))
    assert (result.status, "different repositories" in result.err) == (2, True)


def test_an_unreadable_file_is_incomplete(tmp_path: Path, ztlint: Run) -> None:
    clean(tmp_path)
    secret = write(tmp_path, "closed.txt", "closed")
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        secret.unlink()  # root may read everything: a path that cannot be read for anybody, then
        pytest.skip("running as a user whom no permission stops")
    assert ztlint(tmp_path, "check").status == 4


def test_git_missing_from_the_machine_is_a_failure(
    cloned: Checkout, tmp_path: Path, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shutil.which("git")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = ztlint(cloned.root, "check")
    assert (result.status, "git was not found" in result.out) == (4, True), result.out
