"""Formats from the command line: the same status, the same bytes, and no secret in any."""

import base64
import json
import subprocess
import urllib.parse
from pathlib import Path

import pytest
from running import Checkout, Run, github_token, make_checkout, write, ztlint_process
from test_status import BAD, CLEAN, UNPARSABLE

from ztlint.reporters import REPORTERS

FORMATS = tuple(REPORTERS)


def every_format(folder: Path) -> list[str]:
    return [part for name in FORMATS for part in ("-o", f"{name}={folder / name}")]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        pytest.param(CLEAN, {(): 0, ("--select", "none"): 2}, id="clean and usage"),
        pytest.param(BAD, {(): 1}, id="findings"),
        pytest.param("", {(): 3}, id="nothing"),
        pytest.param(UNPARSABLE, {(): 4, ("--allow-incomplete",): 0}, id="incomplete"),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_the_status_is_the_same_for_every_format(
    tmp_path: Path, ztlint: Run, name: str, text: str, ends: dict[tuple[str, ...], int]
) -> None:
    write(tmp_path, "openapi.yaml", text)
    for arguments, status in ends.items():
        result = ztlint(tmp_path, "check", "-o", name, *arguments)
        assert result.status == status, result.err
        if status == 4:
            assert "openapi.yaml" in result.out, "every format says what was not looked at"


def encodings(secret: str) -> set[str]:
    """Raw, percent-encoded and in base64 at each of its three places in a longer text."""
    found = {secret, urllib.parse.quote(secret, safe="")}
    for shift in range(3):
        code = base64.b64encode(b"x" * shift + secret.encode()).decode().rstrip("=")
        found.add(code[4 if shift else 0 : -2])
    return found


def test_no_secret_is_in_any_format(checkout: Checkout, tmp_path: Path, ztlint: Run) -> None:
    old, new, word = github_token("old"), github_token("new"), "S3cr3t/p@ss+w0rd!Xy7"
    checkout.write("old.env", f"TOKEN={old}\n")
    checkout.commit()
    (checkout.root / "old.env").unlink()
    checkout.write(
        "openapi.yaml", BAD + f"x-key: {new}\nx-note: 'see {base64.b64encode(new.encode()).decode()}'\n"
    )
    checkout.write(
        "db.env", f"DATABASE_URL=postgres://app:{urllib.parse.quote(word, safe='')}@db.example.com/a\n"
    )
    checkout.commit()
    out = tmp_path / "out"
    out.mkdir()
    result = ztlint(checkout.root, "check", "--history", *every_format(out))
    assert result.status == 1
    for name in FORMATS:
        text = (out / name).read_text("utf-8")
        for form in encodings(old) | encodings(new) | encodings(word):
            assert form not in text, name
    for name in ("text", "sarif", "gitlab-secrets"):
        assert "old.env" in (out / name).read_text("utf-8"), "the secret of the history is reported"


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two checkouts of one commit, in folders of different depth."""
    first = make_checkout(tmp_path / "one")
    first.write("api/openapi.yaml", BAD.replace("title: Pets", "title: Pets 😀"))
    first.write("deploy/prod.env", f"TOKEN={github_token('prod')}\n")
    first.commit()
    second = tmp_path / "some" / "where else" / "two"
    subprocess.run(["git", "clone", "--quiet", str(first.root), str(second)], check=True)
    for root in (first.root, second):
        subprocess.run(
            ["git", "-C", str(root), "config", "remote.origin.url", "https://me:x@example.org/a/b.git"],
            check=True,
        )
    return first.root, second


def test_two_checkouts_and_folders_give_the_same_bytes(
    clones: tuple[Path, Path], tmp_path: Path, ztlint: Run
) -> None:
    first, second = clones
    runs = ((first, "."), (second, "."), (second / "api", ".."), (tmp_path, str(first)))
    for number, (folder, path) in enumerate(runs):
        out = tmp_path / f"out{number}"
        out.mkdir()
        assert ztlint(folder, "check", path, *every_format(out)).status == 1
    for name in FORMATS:
        if name != "markdown":  # it holds the command, with its paths
            texts = {(tmp_path / f"out{number}" / name).read_bytes() for number in range(len(runs))}
            assert len(texts) == 1, name
    log = json.loads((tmp_path / "out0" / "sarif").read_text())
    assert [run["versionControlProvenance"][0]["repositoryUri"] for run in log["runs"]] == [
        "https://example.org/a/b.git"
    ]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ((), [None]),
        (("--history",), [None, "ztlint-history/"]),
        (("--history", "--sarif-category", "api"), ["api/", "api-history/"]),
        (("--range", "HEAD"), ["ztlint-commits/"]),
        (("--history", "--since", "HEAD~1"), [None, "ztlint-commits/"]),
    ],
)
def test_the_history_is_a_category_of_its_own(
    checkout: Checkout, ztlint: Run, arguments: tuple[str, ...], ids: list[str | None]
) -> None:
    checkout.write("openapi.yaml", CLEAN)
    checkout.commit()
    checkout.write("more.txt", "more")
    checkout.commit()
    log = json.loads(ztlint(checkout.root, "check", "-o", "sarif", *arguments).out)
    assert [run.get("automationDetails", {}).get("id") for run in log["runs"]] == ids


def test_a_summary_has_the_command_without_its_outputs(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a b.yaml", BAD)
    write(tmp_path, "house/.keep", "")
    typed = ("--fail-on", "high", "--skip", "code,drift", "--allow-incomplete", "--exclude", "x*", "a b.yaml")
    out = ztlint(tmp_path, "check", "-o", "markdown", "--no-color", *typed).out
    command = out.rstrip().removesuffix("```").rstrip().rpartition("\n")[2]
    assert (
        command
        == "ztlint check --skip code,drift --exclude 'x*' --fail-on high --allow-incomplete 'a b.yaml'"
    )


@pytest.mark.parametrize(("epoch", "status"), [("1577934245", 1), ("soon", 2), ("9" * 30, 2)])
def test_the_time_of_a_scan_comes_from_the_environment(tmp_path: Path, epoch: str, status: int) -> None:
    write(tmp_path, "openapi.yaml", BAD)
    result = ztlint_process(tmp_path, "check", "-o", "gitlab-sast", SOURCE_DATE_EPOCH=epoch)
    assert result.status == status, result.err
    assert ('"start_time": "2020-01-02T03:04:05"' in result.out) == (status == 1)


def test_columns_are_counted_in_the_file_and_not_in_what_is_shown_of_it(tmp_path: Path, ztlint: Run) -> None:
    """A secret is masked by as many stars as it has characters, and a long line is shown in part."""
    definition = {
        "openapi": "3.1.0",
        "info": {"title": "😀é" * 300, "version": "1"},
        "servers": [{"url": "http://api.example.com"}],
        "paths": {"/a": {"get": {"responses": {"200": {"description": "d"}}}}},
    }
    text = json.dumps(definition, ensure_ascii=False)
    write(tmp_path, "a.json", text)
    at = text.index('"http://')
    log = json.loads(ztlint(tmp_path, "check", "--select", "ZTA301", "-o", "sarif").out)
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    before = text[:at].encode("utf-16-le")
    assert region["startColumn"] in (len(before) // 2 + 1, len(before) // 2 + 2)
    found = json.loads(ztlint(tmp_path, "check", "--select", "ZTA301", "-o", "rdjson").out)["diagnostics"][0]
    start = found["location"]["range"]["start"]["column"]
    assert start - len(text[:at].encode()) == region["startColumn"] - len(before) // 2


@pytest.mark.parametrize(
    "name", ["we ird #1 100% é 😀 [v2].yaml", "new\nline.yaml", "a,b:c.yaml", "<b>.yaml"]
)
def test_weird_names_come_back_in_formats_for_machines(tmp_path: Path, ztlint: Run, name: str) -> None:
    write(tmp_path, name, BAD)
    out = tmp_path / "out"
    out.mkdir()
    assert ztlint(tmp_path, "check", *every_format(out), "--exclude", "out/").status == 1
    readers = {
        "json": lambda text: json.loads(text)["findings"][0]["location"]["path"],
        "rdjson": lambda text: json.loads(text)["diagnostics"][0]["location"]["path"],
        "gitlab-sast": lambda text: json.loads(text)["vulnerabilities"][0]["location"]["file"],
        "gitlab-codequality": lambda text: json.loads(text)[0]["location"]["path"],
        "sarif": lambda text: urllib.parse.unquote(
            json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
                "uri"
            ]
        ),
    }
    for format_, path_in in readers.items():
        assert path_in((out / format_).read_text("utf-8")) == name, format_
