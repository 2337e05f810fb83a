"""A pack with one code rule, made for tests, and a semgrep that does what a test tells it."""

import os
import sys
from pathlib import Path

import pytest
from running import write

RULE = """\
id: {id}
kind: code
title: Certificate that nobody verifies
severity: high
confidence: high
message: "{message}"
why: |
  Anybody on the way can answer in the name of the other side.
fix: |
  Leave verification on, and name the authority's certificate.
references: {{ cwe: [{cwe}] }}
{more}match: {{ semgrep: [{languages}] }}
"""

PYTHON = """\
rules:
  - id: unverified
    message: The call to $F is told not to verify
    severity: WARNING
    languages: [python]
    pattern: requests.$F(..., verify=False, ...)
"""

SAMPLE = """\
import requests

# ruleid: unverified
requests.get("https://a.example", verify=False)
# ok: unverified
requests.get("https://a.example")
"""

GO = """\
rules:
  - id: unverified
    message: The connection takes any certificate
    severity: WARNING
    languages: [go]
    pattern: "tls.Config{..., InsecureSkipVerify: true, ...}"
"""

GO_SAMPLE = """\
package a

import "crypto/tls"

// ruleid: unverified
var open = tls.Config{InsecureSkipVerify: true}

// ok: unverified
var closed = tls.Config{}
"""

BAD = 'import requests\n\nrequests.get("https://a.example", verify=False)\n'
GOOD = 'import requests\n\nrequests.get("https://a.example")\n'
HALF = BAD + "\ndef broken(:\n    x = = 1\n\n\nrequests.post(1, verify=False)\n"


def make_pack(
    folder: Path, *, semgrep: str = PYTHON, sample: str = SAMPLE, languages: str = "python", **rule: str
) -> Path:
    """``folder/pack``, outside of what is checked. ``rule`` holds fields of the rule file."""
    pack = folder / "pack"
    write(pack, "transport/unverified.yaml", rule_text(languages=languages, **rule))
    write(pack, "python/unverified.yaml", semgrep)
    write(pack, "python/unverified.py", sample)
    if "go" in languages:
        write(pack, "go/unverified.yaml", GO)
        write(pack, "go/unverified.go", GO_SAMPLE)
    return pack


def rule_text(**fields: str) -> str:
    usual = {"id": "HOUSE137", "cwe": "295", "message": "A certificate is not verified", "more": ""}
    return RULE.format(**{**usual, **fields})


def use_program(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str | None) -> Path:
    """Has ztlint find a semgrep that is this shell script; without one, none at all."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    monkeypatch.setattr(sys, "executable", str(tools / "python"))
    program = tools / "semgrep"
    if script is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    else:
        path = os.environ["PATH"].split(os.pathsep)
        kept = [one for one in path if not (Path(one) / "semgrep").exists()]
        monkeypatch.setenv("PATH", os.pathsep.join(kept))
    return program


def real_program() -> Path:
    return Path(sys.executable).parent / "semgrep"
