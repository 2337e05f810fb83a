"""Real API definitions, where they lie beside the checkout: everything is looked at, nothing crashes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus of real definitions at {CORPUS}"),
]
# What each folder holds: definitions and operations, counted with a plain YAML loader.
HOLDINGS = {
    "adyen": (2, 268),
    "digitalocean": (1, 659),
    "intercom": (1, 133),
    "netlify": (1, 174),
    "openai": (1, 304),
    "slack": (1, 174),
    "stripe": (1, 402),
    "xero": (2, 251),
}


def check(folder: str, tmp_path: Path, *flags: str) -> tuple[int, dict[str, object]]:
    out = tmp_path / "report.json"
    command = [
        sys.executable,
        "-m",
        "ztlint",
        "check",
        str(CORPUS / folder),
        "--isolated",
        "-o",
        f"json={out}",
    ]
    done = subprocess.run([*command, *flags], capture_output=True, text=True, check=False, timeout=300)
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(out.read_text("utf-8"))


@pytest.mark.parametrize("folder", sorted(HOLDINGS))
def test_real_definitions_are_looked_at_whole(folder: str, tmp_path: Path) -> None:
    status, report = check(folder, tmp_path, "--only", "openapi")
    assert status in (0, 1)
    assert report["failures"] == []
    coverage = report["coverage"]
    assert isinstance(coverage, dict)
    assert (coverage["definitions"], coverage["operations"]) == HOLDINGS[folder]


def test_the_examples_of_every_version_are_looked_at(tmp_path: Path) -> None:
    status, report = check("oai-examples", tmp_path)
    assert status == 1
    assert report["failures"] == []
    coverage = report["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["definitions"] == 36


@pytest.mark.parametrize("folder", sorted(HOLDINGS))
def test_findings_stay_few(folder: str, tmp_path: Path) -> None:
    _, report = check(folder, tmp_path, "--only", "openapi")
    findings = report["findings"]
    assert isinstance(findings, list)
    gating = [finding for finding in findings if finding["severity"] != "info"]
    assert 100 * len(gating) / HOLDINGS[folder][1] < 15
