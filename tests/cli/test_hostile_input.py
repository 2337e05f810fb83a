"""Input made to break the tool: a Failure or a normal check, everything else looked at, no traceback, no hang."""

import json
from pathlib import Path

import pytest
from running import Run, write

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
