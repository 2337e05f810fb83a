"""Packed and encoded secrets from end to end: status, coverage, history, and nothing told."""

import base64
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from running import Checkout, Run, github_token
from test_run import report_of

TOKEN = github_token()
ENCODED = base64.b64encode(f"T={TOKEN}\n".encode()).decode()


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("output", ["text", "json", "sarif"])
def test_no_form_of_a_secret_is_shown(tmp_path: Path, ztlint: Run, output: str) -> None:
    (tmp_path / "a.yaml").write_text(f"b: 1\nt: {ENCODED}\nh: {TOKEN.encode().hex()}\nu: %67{TOKEN[1:]}\n")
    (tmp_path / "b.zip").write_bytes(zipped(f"{ENCODED}.env", TOKEN.encode()))
    result = ztlint(tmp_path, "check", "-o", output)
    assert result.status == 1
    told = result.out + result.err
    for form in (TOKEN[6:16], ENCODED[8:24], TOKEN.encode().hex()[12:32]):
        assert form not in told


def test_a_secret_known_elsewhere_is_masked_in_other_spellings(tmp_path: Path, ztlint: Run) -> None:
    password = "hunt3r" + "Plainw0rd9"
    spelled = [base64.b64encode(password.encode()).decode()[:21], password.encode().hex()]
    (tmp_path / "a.env").write_text(f"U=postgres://shop:{password}@db.internal/x # {' '.join(spelled)}\n")
    result = ztlint(tmp_path, "check", "-o", "json")
    assert "ZTS062" in result.out
    assert [form for form in (password, *spelled) if form in result.out] == []


def test_what_was_not_unfolded_makes_the_run_incomplete(tmp_path: Path, ztlint: Run) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(40_000_000)))
    (tmp_path / "b.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(40))
    result = ztlint(tmp_path, "check", "-o", "json")
    report = json.loads(result.out)
    assert result.status == 4
    assert [failure["path"] for failure in report["failures"]] == ["a.gz"]
    (skipped,) = report["coverage"]["skipped"]
    assert (skipped["count"], skipped["paths"]) == (1, ["b.7z"])


def test_history_names_the_files_that_were_not_unfolded(checkout: Checkout, ztlint: Run) -> None:
    (checkout.root / "a.gz").write_bytes(gzip.compress(bytes(40_000_000)))
    (checkout.root / "b.zip").write_bytes(zipped("x", TOKEN.encode()))
    checkout.commit()
    checkout.git("rm", "-q", "a.gz", "b.zip")
    checkout.write("c.txt", "c\n")
    checkout.commit()
    report = report_of(ztlint, checkout.root, "--history")
    assert [failure["path"] for failure in report["failures"]] == ["a.gz"]
    (finding,) = report["findings"]
    assert (finding["location"]["path"], finding["message"][-8:]) == ("b.zip", "inside x")
    assert report_of(ztlint, checkout.root, "--history", "--exclude", "*.gz")["failures"] == []
