"""Input made to break the tool: a Failure or a normal check, everything else looked at, no traceback, no hang."""

import hashlib
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from running import Checkout, Run, write, ztlint_process

HEAD = 'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths: {}\n'
BOMB = (
    HEAD
    + "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)
DEEP = 100_000

FAILURES: dict[str, tuple[bytes, str]] = {
    "alias bomb": ((BOMB + "z: [" + "*i, " * 9 + "]\n").encode(), "once aliases are expanded"),
    "recursive alias": ((HEAD + "x: &x [*x]\n").encode(), "is recursive"),
    "deep flow": ((HEAD + "x: " + "[" * DEEP).encode(), "nested deeper"),
    "deep blocks": (
        (HEAD + "x:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 600))).encode(),
        "nested deeper",
    ),
    "nul": ((HEAD + "x: a\0b\n").encode(), "U+0000"),
    "invalid UTF-8": (HEAD.encode() + b"x: \xff\xfe\n", "not valid UTF-8"),
    "cut off UTF-16": (b"\xff\xfe" + HEAD.encode("utf-16-le") + b"x", "not valid UTF-16"),
    "unknown version": (b"openapi: 9.9.9\npaths: {}\n", "OpenAPI 9.9 is not known"),
    "tab": ((HEAD + "x:\n\t- a\n").encode(), "cannot be parsed"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_is_a_failure_with_a_place_and_the_rest_is_looked_at(tmp_path: Path, ztlint: Run, name: str) -> None:
    data, reason = FAILURES[name]
    write(tmp_path, "a.yaml", data)
    write(tmp_path, "b.yaml", HEAD)
    result = ztlint(tmp_path, "check", "-o", "json", "--fail-on", "critical")
    report = json.loads(result.out)
    (failure,) = report["failures"]
    assert result.status == 4
    assert (failure["path"], reason in failure["reason"]) == ("a.yaml", True), failure["reason"]
    assert failure["line"] >= 1
    assert report["coverage"]["definitions"] >= 1


def test_deep_json_is_a_failure(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.json", '{"openapi": "3.1.0", "x": ' + "[" * DEEP + "]" * DEEP + "}")
    write(tmp_path, "b.yaml", HEAD)
    result = ztlint(tmp_path, "check", "-o", "json")
    assert result.status == 4
    assert "nested deeper" in json.loads(result.out)["failures"][0]["reason"]


CHECKED: dict[str, bytes] = {
    "BOM": b"\xef\xbb\xbf" + HEAD.encode(),
    "UTF-16": b"\xff\xfe" + HEAD.encode("utf-16-le"),
    "UTF-32": b"\0\0\xfe\xff" + HEAD.encode("utf-32-be"),
    "CR": HEAD.replace("\n", "\r").encode(),
    "CR LF": HEAD.replace("\n", "\r\n").encode(),
    "cyclic reference": HEAD.replace("paths: {}", "paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}").encode(),
    "reference to itself": HEAD.replace("paths: {}", "paths: {/a: {$ref: '#'}}").encode(),
    "odd types": HEAD.replace("paths: {}", "paths: {/a: 1, /b: [], /c: {get: x}, 7: null}\nservers: {}\nsecurity: 5").encode(),
    "everything null": b"openapi: 3.1.0\ninfo:\npaths:\ncomponents:\nservers:\nsecurity:\n",
    "wide characters": HEAD.replace("Pets", "\U0001f436" * 50).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKED)
def test_is_checked_like_any_other(tmp_path: Path, ztlint: Run, name: str) -> None:
    write(tmp_path, "a.yaml", CHECKED[name])
    result = ztlint(tmp_path, "check", "-o", "json")
    report = json.loads(result.out)
    assert (report["failures"], report["coverage"]["definitions"]) == ([], 1)
    assert result.status in (0, 1)


def test_a_reference_out_of_the_folder_is_not_followed(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "outside.yaml", "get: {}")
    write(
        tmp_path, "in/a.yaml", HEAD.replace("{}", "{/a: {$ref: ../outside.yaml}, /b: {$ref: /etc/hostname}}")
    )
    result = ztlint(tmp_path / "in", "check", "-o", "json")
    reasons = {failure["path"]: failure["reason"] for failure in json.loads(result.out)["failures"]}
    assert set(reasons) == {"../outside.yaml", "/etc/hostname"}
    assert all("leads out of the folder" in reason for reason in reasons.values())


@pytest.mark.parametrize(
    "name", ["line\nbreak.yaml", " space .yaml", "-o.yaml", "caf\u00e9\U0001f436.yaml", b"\xff.yaml"]
)
def test_names_of_any_kind_are_reported(tmp_path: Path, ztlint: Run, name: str | bytes) -> None:
    path = tmp_path / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
    path.write_text(HEAD + "x: [\n", "utf-8")
    for output in ("text", "json", "sarif"):
        result = ztlint(tmp_path, "check", "-o", output)
        assert (result.status, "stopped with" in result.out) == (4, False), result.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (".".join(["a"] * 3000) + " = 1\n", "nested too deeply"),
        ("a = " + "9" * 5000 + "\n", "cannot be parsed"),
        ('\ufefffail-on = "lo"\n', "not one of low"),
    ],
    ids=["deep", "digits", "BOM"],
)
def test_a_configuration_of_any_text_is_told_to_be_wrong(
    tmp_path: Path, ztlint: Run, text: str, told: str
) -> None:
    write(tmp_path, ".ztlint.toml", text)
    result = ztlint(tmp_path, "check")
    assert (result.status, told in result.err) == (2, True), result.err


@pytest.mark.parametrize("text", ["0", "false", "[]", '""'])
def test_a_configuration_that_is_no_mapping_is_not_an_empty_one(
    tmp_path: Path, ztlint: Run, text: str
) -> None:
    write(tmp_path, ".ztlint.yaml", text)
    assert ztlint(tmp_path, "check").status == 2


def test_a_configuration_that_is_a_link_or_a_pipe_is_not_read(tmp_path: Path, ztlint: Run) -> None:
    outside = write(tmp_path, "outside", "a-secret-key: 1\nztlint: 1\n")
    (tmp_path / "in").mkdir()
    for name in (".ztlint.yaml", ".ztlint.toml", "pyproject.toml"):
        place = tmp_path / "in" / name
        place.symlink_to(outside)
        result = ztlint(tmp_path / "in", "check")
        assert (result.status, "symbolic link" in result.err, "a-secret" in result.err) == (2, True, False)
        place.unlink()
    os.mkfifo(tmp_path / "in" / ".ztlint.yaml")
    result = ztlint(tmp_path / "in", "check")
    assert (result.status, "not a regular file" in result.err) == (2, True), result.err
    write(tmp_path, "my.yaml", "fail-on: high\n")
    write(tmp_path, "in/a.txt", "hello\n")
    (tmp_path / "in" / "mine.yaml").symlink_to(tmp_path / "my.yaml")
    assert ztlint(tmp_path / "in", "check", "--config", "mine.yaml").status == 0


def test_the_cache_leaves_other_files_alone(tmp_path: Path) -> None:
    mine = [write(tmp_path, f"{name}{n}.json", "{}") for n in range(40) for name in ("a", "rules-")]
    for path in mine:
        os.utime(path, (0, 0))
    old = write(tmp_path, f"rules-{'0' * 32}.json", "")
    for n in range(1, 40):
        write(tmp_path, f"rules-{n:032x}.json", "")
    os.utime(old, (0, 0))
    (tmp_path / "elsewhere").mkdir()
    assert ztlint_process(tmp_path / "elsewhere", "rules", "list", ZTLINT_CACHE="..").status == 0
    assert all(path.exists() for path in mine)
    assert not old.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become a user that nobody knows")
def test_a_user_without_a_home_does_without_the_cache() -> None:
    script = (
        "import os; from ztlint.rulebook import cache_folder, read_cache, write_cache; os.setuid(54321);"
        "[os.environ.pop(name, 0) for name in ('HOME', 'ZTLINT_CACHE', 'XDG_CACHE_HOME')];"
        "write_cache('x', b''); print(cache_folder(), read_cache('x'))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "None None\n"


@pytest.mark.parametrize("name", ["a" * 300, "a" * 250, "a" * 300 + "/b", "a" * 5000])
def test_an_output_with_a_name_that_is_too_long_is_wrong_usage(
    tmp_path: Path, ztlint: Run, name: str
) -> None:
    write(tmp_path, "a.txt", "hello\n")
    assert ztlint(tmp_path, "check", "-o", f"json={name}").status == 2


def test_outputs_may_share_a_device_and_no_file(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.txt", "hello\n")
    assert ztlint(tmp_path, "check", "-o", "sarif=/dev/null", "-o", "json=/dev/null").status == 0
    assert ztlint(tmp_path, "check", "-o", "sarif=x", "-o", "json=./x").status == 2


@pytest.mark.parametrize("option", ["--range", "--since"])
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_revision_is_wrong_usage(checkout: Checkout, ztlint: Run, option: str, value: str) -> None:
    checkout.write("a.txt", "hello\n")
    checkout.commit()
    result = ztlint(checkout.root, "check", "--history", option, value)
    assert (result.status, "is empty" in result.err) == (2, True), result.err


def test_a_cache_inside_of_the_repository_is_not_believed(
    checkout: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("api.yaml", HEAD.replace("{}", "{/a: {delete: {responses: {}}}}"))
    outside = checkout.root.parent / "cache"
    monkeypatch.setenv("ZTLINT_CACHE", str(outside))
    assert ztlint(checkout.root, "check").status == 1
    inside = checkout.root / ".cache"
    inside.mkdir()
    for entry in outside.glob("rules-*"):
        payload = (
            entry.read_bytes()
            .partition(b"\n")[2]
            .replace(b'"high"', b'"info"')
            .replace(b'"medium"', b'"info"')
        )
        payload = payload.replace(b'"low"', b'"info"')
        (inside / entry.name).write_bytes(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
    for folder in (".cache", str(inside)):
        monkeypatch.setenv("ZTLINT_CACHE", folder)
        assert ztlint(checkout.root, "check").status == 1, "else the planted severities were believed"


@pytest.mark.parametrize("place", [".git/refs/heads/main", ".git/HEAD", ".git/config", "included"])
@pytest.mark.parametrize(
    "arguments", [(), ("--staged",), ("--history",), ("-o", "json"), ("--range", "HEAD")]
)
def test_a_pipe_in_place_of_a_file_of_git_is_not_waited_for(
    checkout: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch, place: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(import_module("ztlint.sources.git"), "AT_ONCE", 0.5)
    checkout.write("a.txt", "hello\n")
    checkout.commit()
    pipe = checkout.root / place
    checkout.git("config", "include.path", os.fspath(checkout.root / "included"))
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    result = ztlint(checkout.root, "check", *arguments)
    assert (result.status, "Look for pipes" in result.err) == (2, True), result.err


def test_a_silence_of_git_ends_the_search_of_the_history(
    checkout: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("ztlint.sources.git"), "SOON", 0.5)
    checkout.write("a.txt", "hello\n")
    checkout.commit()
    os.mkfifo(checkout.root / ".git/refs/heads/other")
    result = ztlint(checkout.root, "check", "--history")
    assert (result.status, "has not answered" in result.out) == (4, True), result.out


def test_a_range_of_what_is_no_commit_is_told_so(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("a.txt", "hello\n")
    checkout.commit()
    checkout.git("tag", "text", "HEAD:a.txt")
    for arguments in (("--range", "text"), ("--range", "text..HEAD"), ("--history", "--since", "text")):
        result = ztlint(checkout.root, "check", *arguments)
        assert (result.status, "text is no commit" in result.err) == (2, True), result.err
    result = ztlint(checkout.root, "check", "--range", "gone")
    assert (result.status, "no such revision: gone" in result.err) == (2, True), result.err
