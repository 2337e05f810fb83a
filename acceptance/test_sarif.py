"""The SARIF files in the hands of those who read them: Microsoft's validator and hashes, sarif-tools, GitHub's uploader."""

import base64
import json
import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import HERE, NODE, PROJECT, TOOLS, ZTLINT, Done, node, run
from running import Checkout, github_token, make_checkout

from ztlint.documents.line_hash import github_text, line_hashes

MULTITOOL = HERE / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
FIXTURES = ("example", "large", "history", "empty", "names", "truncated", "incomplete", "accepted")
WEIRD = (
    "we ird/a b#c%é😀.yaml",
    "[x](y)|`z`.yaml",
    "a\nb.yaml",
    "-o.yaml",
    "ünï/::error::%0A.yaml",
    "100%25.yaml",
)
OPEN = """\
openapi: 3.1.0
info: {title: é😀, version: "1"}
servers: [{description: "é😀", url: http://shop.example}]
security: [{key: []}]
paths:
  /orders/{id}:
    delete: {security: [], responses: {"204": {description: gone}}}
    get: {responses: {"200": {description: ok}}}
components: {securitySchemes: {key: {type: openIdConnect, openIdConnectUrl: "https://id.example/x"}}}
"""


@dataclass(frozen=True, slots=True)
class Made:
    checkout: Checkout
    done: Done

    @property
    def file(self) -> Path:
        return self.checkout.root / "ztlint.sarif"

    @property
    def runs(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.file.read_text())["runs"]
        return found


def fill_example(checkout: Checkout) -> list[str]:
    shutil.copytree(PROJECT / "examples", checkout.root / "examples")
    return ["examples"]


def fill_large(checkout: Checkout) -> list[str]:
    """A definition as large ones are: hundreds of operations, shared and nested schemas, descriptions in Markdown."""
    numbers = range(400)
    paths = {
        f"/v1/things{number}/{{id}}": {
            verb: {
                "operationId": f"{verb}{number}",
                "description": f"<p>About [things]({number}) | `{verb}`</p>",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {
                            "application/json": {"schema": {"$ref": f"#/components/schemas/thing{number}"}}
                        },
                    }
                },
            }
            for verb in ("get", "post", "delete")
        }
        for number in numbers
    }
    schemas = {
        f"thing{number}": {
            "type": "object",
            "properties": {
                "password": {"type": "string"},
                "metadata": {"additionalProperties": {"type": "string"}},
                "next": {
                    "anyOf": [{"$ref": f"#/components/schemas/thing{(number + 1) % 400}"}, {"type": "string"}]
                },
            },
        }
        for number in numbers
    }
    basic = {"type": "http", "scheme": "basic"}
    document = {
        "openapi": "3.0.0",
        "info": {"title": "things", "version": "2026-01-01"},
        "servers": [{"url": "https://api.things.example/"}],
        "security": [{"basic": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"basic": basic}},
    }
    checkout.write("openapi.json", json.dumps(document, indent=1))
    checkout.write("small.json", json.dumps({**document, "paths": dict(list(paths.items())[:3])}))
    return ["."]


def fill_history(checkout: Checkout) -> list[str]:
    checkout.write("gone/a key.txt", f"é😀 {github_token('gone')}\n")
    checkout.write("here.txt", f"\n\n{github_token('here')}\n")
    checkout.commit(f"with {github_token('message')}")
    checkout.git("rm", "--quiet", "gone/a key.txt")
    checkout.commit()
    return ["--history"]


def fill_empty(checkout: Checkout) -> list[str]:
    checkout.write("notes.txt", "nothing\n")
    return ["."]


def fill_names(checkout: Checkout) -> list[str]:
    for name in WEIRD:
        checkout.write(name, OPEN)
    return ["."]


def fill_truncated(checkout: Checkout) -> list[str]:
    for folder in range(26):
        lines = "".join(f"key = {github_token(f'{folder}/{line}')}\n" for line in range(1_000))
        checkout.write(f"keys/{folder}.txt", lines)
    return ["."]


def fill_incomplete(checkout: Checkout) -> list[str]:
    checkout.write("broken.yaml", "openapi: 3.1.0\npaths: {\n")
    checkout.write("other.yaml", OPEN + "x: {$ref: 'missing file.yaml'}\n")
    return ["."]


def fill_accepted(checkout: Checkout) -> list[str]:
    checkout.write(
        "api.yaml",
        OPEN.replace("http://shop.example}]", "http://shop.example}] # ztlint: ignore[ZTA301] known"),
    )
    return ["--report-suppressed"]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    return Files(tmp_path_factory)


class Files(dict[str, Made]):
    """Each is made when it is asked for."""

    def __init__(self, temporary: pytest.TempPathFactory) -> None:
        self._temporary = temporary

    def __missing__(self, name: str) -> Made:
        self[name] = make(self._temporary.mktemp(name) / "checkout", name)
        return self[name]


def make(root: Path, name: str) -> Made:
    checkout = make_checkout(root)
    checkout.git("remote", "add", "origin", "https://user:token@github.com/octo/shop.git")
    arguments = globals()[f"fill_{name}"](checkout)
    checkout.commit()
    done = run(ZTLINT, "check", "-o", "sarif=ztlint.sarif", *arguments, cwd=root)
    assert done.status in (0, 1, 4), done.said
    return Made(checkout, done)


@pytest.mark.parametrize("name", FIXTURES)
def test_there_is_something_to_validate(made: dict[str, Made], name: str) -> None:
    count = sum(len(one["results"]) for one in made[name].runs)
    assert (count == 0) == (name == "empty"), made[name].done.said
    if name == "names":
        uris = {
            unquote(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
            for one in made[name].runs[0]["results"]
        }
        assert uris == set(WEIRD)
    if name == "truncated":
        assert count == 25_000
        assert "1 000 results of the lowest severities are not in this file" in made[name].file.read_text()
    if name == "history":
        ids = [one.get("automationDetails", {}).get("id") for one in made[name].runs]
        assert len(ids) == len(set(ids)) == 2


def test_microsofts_validator_has_no_errors_and_no_warnings(made: dict[str, Made], tmp_path: Path) -> None:
    for name in FIXTURES:
        shutil.copy(made[name].file, tmp_path / f"{name}.sarif")
    bad = json.loads(made["example"].file.read_text())
    bad["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    (tmp_path / "bad.sarif").write_text(json.dumps(bad))
    said = tmp_path / "said.sarif"
    names = [*(f"{name}.sarif" for name in FIXTURES), "bad.sarif"]
    # Its own starter for npm cuts the kinds at the semicolon; its status is 0 whatever it finds.
    MULTITOOL.chmod(0o755)
    done = run(MULTITOOL, "validate", *names, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning",
               "-o", said, "--log", "ForceOverwrite", cwd=tmp_path, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")  # fmt: skip
    assert said.is_file(), done.said
    log = json.loads(said.read_text())
    found = [
        (place["physicalLocation"]["artifactLocation"]["uri"].rpartition("/")[2], one["ruleId"])
        for part in log["runs"]
        for one in part.get("results", ())
        if one.get("level", "warning") in ("error", "warning")
        for place in one["locations"][:1]
    ]
    assert [one for one in found if one[0] != "bad.sarif"] == []
    assert [one for one in found if one[0] == "bad.sarif"], "the validator did not look"
    for part in log["runs"]:
        for call in part.get("invocations", ()):
            assert call["executionSuccessful"], call


@pytest.mark.parametrize("name", FIXTURES)
def test_sarif_tools_reads_what_is_there(made: dict[str, Made], name: str, tmp_path: Path) -> None:
    done = run(TOOLS / "sarif", "csv", "--output", tmp_path / "out.csv", made[name].file)
    assert done.status == 0, done.said
    import csv

    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    # It counts what is suppressed as well, which is why such results are left out unless asked for.
    levels = sorted(one["level"] for part in made[name].runs for one in part["results"])
    assert sorted(row["Severity"] for row in rows) == levels
    check = run(TOOLS / "sarif", "--check", "error", "summary", made[name].file)
    errors = levels.count("error")
    assert (check.status == 0) == (errors == 0), check.said[-500:]


def test_line_hashes_are_those_of_microsofts_package(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - the same files each time
    parts = [
        "a",
        "bc",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "é",
        "😀",
        "\ufeff",
        "\x0b",
        "\x85",
        "\u2028",
        "x = 1\n",
        "\x00",
    ]
    texts = ["", "\n", " a\nb\n  \t\tc\n d", "Lorem ipsum dolor sit amet.\n" * 10]
    texts += ["".join(chance.choices(parts, k=chance.randrange(1, 600))) for _ in range(146)]
    files = [text.encode() for text in texts]
    files[-10:] = [data[:50] + b"\xff\xc3" + data[50:] for data in files[-10:]]  # no UTF-8
    paths = [tmp_path / f"{number}.txt" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    theirs = node("hashes.mjs", stdin=json.dumps([str(path) for path in paths]))
    assert len(theirs) == len(files) == 150
    for data, wanted in zip(files, theirs, strict=True):
        ours = line_hashes(github_text(data), map(int, wanted))
        assert ours == {int(line): value for line, value in wanted.items()}, data


@pytest.mark.parametrize("name", ["example", "large", "names", "history"])
def test_the_same_bytes_from_another_folder_and_another_checkout(
    made: dict[str, Made], name: str, tmp_path: Path
) -> None:
    first = made[name].checkout
    second = tmp_path / "else where" / "copy"
    shutil.copytree(first.root, second, symlinks=True)
    (second / "ztlint.sarif").unlink()
    inner = second / "below"
    inner.mkdir()
    arguments = {"example": [str(second / "examples")], "history": ["--history", ".."]}.get(name, [".."])
    run(ZTLINT, "check", "-o", "sarif=../ztlint.sarif", *arguments, cwd=inner)
    assert (second / "ztlint.sarif").read_bytes() == made[name].file.read_bytes()


@pytest.fixture(scope="session")
def uploader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """github/codeql-action's upload-sarif, unchanged: as it is published, or bundled from its sources."""
    place = os.environ.get("CODEQL_ACTION", "")
    if not place:
        pytest.skip(
            "NOT RUN: GitHub's uploader; make acceptance CODEQL_ACTION=folder with github/codeql-action"
        )
    published = Path(place).resolve() / "lib" / "upload-sarif-entry.js"
    if published.with_name("entry-points.js").is_file():
        return published
    work = tmp_path_factory.mktemp("codeql-action")
    for name in ("package.json", "package-lock.json", "tsconfig.json"):
        shutil.copy(Path(place) / name, work)
    shutil.copytree(Path(place) / "src", work / "src")
    done = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", cwd=work)
    assert done.status == 0, done.said
    (work / "entry.ts").write_text(
        'import { runWrapper } from "./src/upload-sarif-action";\nvoid runWrapper();\n'
    )
    version = json.loads((work / "package.json").read_text())["version"]
    done = run(HERE / "node_modules" / ".bin" / "esbuild", "entry.ts", "--bundle", "--platform=node", "--format=cjs",
               f'--define:__CODEQL_ACTION_VERSION__="{version}"', "--outfile=upload.cjs", cwd=work)  # fmt: skip
    assert done.status == 0, done.said
    return work / "upload.cjs"


def upload(script: Path, checkout: Checkout, temp: Path) -> Done:
    """In its test mode, in which it writes what it would send."""
    (temp / "dump").mkdir(parents=True)
    (temp / "event.json").write_text('{"repository": {"name": "shop", "owner": {"login": "octo"}}}')
    environment = {
        "CODEQL_ACTION_TEST_MODE": "true",
        "CODEQL_ACTION_ANALYSIS_KEY": ".github/workflows/ci.yml:check",
        "CODEQL_ACTION_SARIF_DUMP_DIR": str(temp / "dump"),
        "GITHUB_ACTION_REF": "v4",
        "GITHUB_ACTION_REPOSITORY": "github/codeql-action",
        "GITHUB_API_URL": "https://api.github.com",
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": str(temp / "event.json"),
        "GITHUB_JOB": "check",
        "GITHUB_OUTPUT": "",
        "GITHUB_REF": "refs/heads/main",
        "GITHUB_REPOSITORY": "octo/shop",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_RUN_ID": "1",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_SHA": checkout.git("rev-parse", "HEAD").strip(),
        "GITHUB_WORKFLOW": "ci",
        "GITHUB_WORKSPACE": str(checkout.root),
        "INPUT_CHECKOUT_PATH": str(checkout.root),
        "INPUT_MATRIX": "null",
        "INPUT_SARIF_FILE": "ztlint.sarif",
        "INPUT_TOKEN": "none",
        "INPUT_WAIT-FOR-PROCESSING": "false",
        "RUNNER_ARCH": "X64",
        "RUNNER_ENVIRONMENT": "github-hosted",
        "RUNNER_NAME": "here",
        "RUNNER_OS": "Linux",
        "RUNNER_TEMP": str(temp),
        "RUNNER_TOOL_CACHE": str(temp),
    }
    return run(NODE, script, cwd=checkout.root, **environment)


@pytest.mark.parametrize("name", [name for name in FIXTURES if name != "accepted"])
def test_githubs_uploader_takes_it_as_it_is(
    uploader: Path, made: dict[str, Made], name: str, tmp_path: Path
) -> None:
    done = upload(uploader, made[name].checkout, tmp_path / "temp")
    assert done.status == 0, done.said[-3000:]
    # Secrets of the history may stand in files that are no more, of which the uploader can't compute a hash.
    told = [line for line in done.out.splitlines() if line.startswith(("::warning", "::error"))]
    assert told == []
    payload = json.loads((tmp_path / "temp" / "payload-code-scanning.json").read_text())
    assert len(base64.b64decode(payload["sarif"])) < 10_000_000
    sent = json.loads(next((tmp_path / "temp" / "dump").rglob("*.sarif")).read_text())
    for ours, theirs in zip(made[name].runs, sent["runs"], strict=True):
        assert list(map(line_hash, theirs["results"])) == list(map(line_hash, ours["results"]))


def line_hash(result: dict[str, Any]) -> str | None:
    """None in git's own files and in messages of commits: code scanning shows neither."""
    path = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    fingerprints: dict[str, str] = result["partialFingerprints"]
    return None if path.startswith(".git/") else fingerprints["primaryLocationLineHash"]


def test_githubs_uploader_refuses_what_is_wrong(uploader: Path, tmp_path: Path) -> None:
    wrong = make(tmp_path / "wrong", "example")
    log = json.loads(wrong.file.read_text())
    log["runs"] *= 2
    wrong.file.write_text(json.dumps(log))
    assert upload(uploader, wrong.checkout, tmp_path / "temp").status == 1
