"""The other linters, installed into a folder of their own: npm and go have to be there."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

VACUUM = "github.com/daveshanley/vacuum"
KNOWN_VACUUM = "v0.25.0"
"""Built from its sources where a module proxy does not say which version is the latest."""

REDOCLY_CONFIG = "extends: [recommended]\n"
VACUUM_RULES = "extends: [[vacuum:owasp, all]]\n"


def install(folder: Path) -> dict[str, list[str]]:
    """Commands by name, to which a definition's path is added. What is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "redocly.yaml").write_text(REDOCLY_CONFIG, "utf-8")
    (folder / "owasp.yaml").write_text(VACUUM_RULES, "utf-8")
    return {
        "Redocly lint": [
            str(_redocly(folder)),
            "lint",
            "--format",
            "json",
            "--config",
            str(folder / "redocly.yaml"),
        ],
        "vacuum, OWASP": [str(_vacuum(folder)), "lint", "-q", "-r", str(folder / "owasp.yaml")],
    }


def _redocly(folder: Path) -> Path:
    command = folder / "node_modules" / ".bin" / "redocly"
    if not command.exists():
        subprocess.run(["npm", "install", "--no-fund", "--prefix", str(folder), "@redocly/cli"], check=True)
    return command


def _vacuum(folder: Path) -> Path:
    command = folder / "bin" / "vacuum"
    surroundings = {**os.environ, "GOBIN": str(command.parent)}
    if command.exists():
        return command
    if subprocess.run(["go", "install", f"{VACUUM}@latest"], env=surroundings, check=False).returncode:
        print(f"the latest vacuum can't be had, {KNOWN_VACUUM} is built", file=sys.stderr)
        _build(folder, command)
    return command


def _build(folder: Path, command: Path) -> None:
    answer = subprocess.run(["go", "env", "GOPROXY"], capture_output=True, text=True, check=True)
    proxy = answer.stdout.strip().split(",")[0]
    archive = folder / "vacuum.zip"
    address = f"{proxy}/{VACUUM}/@v/{KNOWN_VACUUM}.zip"
    with urllib.request.urlopen(address) as response:  # noqa: S310 - go's own proxy
        archive.write_bytes(response.read())
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "sources")
    sources = folder / "sources" / f"{VACUUM}@{KNOWN_VACUUM}"
    # The sums in go.sum still hold; only the public list of sums is not asked.
    build = ["go", "build", "-o", str(command), "."]
    subprocess.run(
        build, cwd=sources, env={**os.environ, "GONOSUMDB": "*", "GOFLAGS": "-mod=mod"}, check=True
    )
    shutil.rmtree(folder / "sources")


def versions(folder: Path) -> dict[str, str]:
    package = folder / "node_modules" / "@redocly" / "cli" / "package.json"
    return {
        "Redocly": json.loads(package.read_text("utf-8"))["version"],
        "vacuum": _version_of_go(folder / "bin" / "vacuum"),
    }


def _version_of_go(command: Path) -> str:
    said = subprocess.run(["go", "version", "-m", str(command)], capture_output=True, text=True, check=True)
    mod = next((line for line in said.stdout.splitlines() if line.strip().startswith("mod")), "")
    version = mod.split("\t")[3] if mod.count("\t") >= 3 else ""
    return version if version.startswith("v") else KNOWN_VACUUM
