"""Code rules from the command line: what is found, what is not read, and what becomes of that."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from packs import BAD, GOOD, HALF, PYTHON, SAMPLE, make_pack, real_program, use_program
from running import Checkout, Run

pytestmark = pytest.mark.skipif(not real_program().exists(), reason="semgrep is not installed beside Python")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return make_pack(tmp_path, languages="python, go")


def report(ztlint: Run, root: Path, pack: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    result = ztlint(root, "check", "--rules", str(pack), "--select", "HOUSE137", "-o", "json", *arguments)
    data: dict[str, Any] = json.loads(result.out)
    return result.status, data


def places(data: dict[str, Any]) -> list[tuple[str, int]]:
    return [(one["location"]["path"], one["location"]["span"]["start"]["line"]) for one in data["findings"]]


def reasons(data: dict[str, Any]) -> dict[str, int]:
    return {one["reason"]: one["count"] for one in data["coverage"]["skipped"]}


def test_a_finding_has_a_place_a_message_and_an_engine(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    checkout.write("app/a.py", "# é\n" + BAD)
    checkout.write("main.go", "package a\n\nvar x = tls.Config{InsecureSkipVerify: true}\n")
    status, data = report(ztlint, checkout.root, pack)
    assert (status, places(data)) == (1, [("app/a.py", 4), ("main.go", 3)])
    first = data["findings"][0]
    assert first[
        "message"
    ] == "A certificate is not verified. The call to requests.get is told not to verify".replace(
        "requests.get", "get"
    )
    span = first["location"]["span"]
    assert (span["start"]["column"], span["end"]["line"]) == (1, 4)
    (engine,) = data["coverage"]["engines"]
    assert (engine["name"], engine["mode"], engine["files"]) == ("semgrep", "experimental", 2)


def test_a_clean_program_is_clean(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    checkout.write("a.py", GOOD)
    assert report(ztlint, checkout.root, pack)[0] == 0


def test_nosemgrep_accepts_nothing_and_our_own_comments_do(
    checkout: Checkout, ztlint: Run, pack: Path
) -> None:
    checkout.write("a.py", BAD.replace(")\n", ")  # nosemgrep\n"))
    assert report(ztlint, checkout.root, pack)[0] == 1
    checkout.write("a.py", BAD.replace(")\n", ")  # ztlint: ignore[HOUSE137] a test server\n"))
    status, data = report(ztlint, checkout.root, pack)
    assert (status, len(data["waived"])) == (0, 1)


def test_the_repositorys_own_ignore_files_hide_nothing(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    checkout.write(".semgrepignore", "*\n")
    checkout.write("vendored/build/a.py", BAD)
    assert report(ztlint, checkout.root, pack)[0] == 1


def test_tests_are_left_out_unless_they_are_asked_for(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    checkout.write("tests/test_a.py", BAD)
    checkout.write("a.py", GOOD)
    status, data = report(ztlint, checkout.root, pack)
    assert (status, reasons(data)) == (0, {"tests, at which code rules do not look": 1})
    assert report(ztlint, checkout.root, pack, "--test-code")[0] == 1
    checkout.write(".ztlint.toml", "test-code = true\n")
    assert report(ztlint, checkout.root, pack)[0] == 1


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("vendor/a.py", BAD, "code of others, at which code rules do not look"),
        ("a.py", BAD + "x = '" + "a" * 30_000 + "'\n", "packed code, at which code rules do not look"),
    ],
)
def test_what_nobody_wrote_here_is_told_and_not_read(
    checkout: Checkout, ztlint: Run, pack: Path, path: str, text: str, reason: str
) -> None:
    checkout.write(path, text)
    checkout.write("b.py", GOOD)
    status, data = report(ztlint, checkout.root, pack)
    assert (status, reasons(data)) == (0, {reason: 1})


def test_large_files_are_a_failure_for_those_who_ask_for_code(
    checkout: Checkout, ztlint: Run, pack: Path
) -> None:
    checkout.write("b.py", GOOD)
    checkout.write("a.py", "x = 1\n" * 200_000)
    assert report(ztlint, checkout.root, pack)[0] == 4  # the rule was selected by name
    result = ztlint(checkout.root, "check", "--rules", str(pack), "-o", "concise")
    assert (result.status, "1 file skipped (too large for code rules)" in result.err) == (0, True)


def test_a_file_that_is_read_in_part_is_told(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    """A failure for those who asked for code rules; a line of the coverage for all others."""
    checkout.write("a.py", HALF)
    status, data = report(ztlint, checkout.root, pack, "--only", "code")
    assert [(one["path"], one["line"]) for one in data["failures"]] == [("a.py", 5)]
    assert "lines 5-9" in data["failures"][0]["reason"]
    assert (status, places(data)) == (1, [("a.py", 3)])
    result = ztlint(checkout.root, "check", "--rules", str(pack), "-o", "concise")
    assert "1 file skipped (read in part by code rules" in result.err
    assert "not looked at" not in result.out
    strict = ztlint(checkout.root, "check", "--rules", str(pack), "-o", "concise", "--profile", "strict")
    assert "a.py:5: not looked at" in strict.out


def test_the_index_is_looked_at_and_not_the_working_copy(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    checkout.write("a.py", BAD)
    checkout.git("add", "--all")
    checkout.write("a.py", GOOD)
    checkout.write("b.py", BAD)
    assert places(report(ztlint, checkout.root, pack, "--staged")[1]) == [("a.py", 3)]
    assert places(report(ztlint, checkout.root, pack)[1]) == [("b.py", 3)]


def test_only_what_a_branch_brings_counts(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    checkout.write("old.py", BAD)
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "change")
    checkout.write("old.py", "import os\n\n" + BAD)
    checkout.write("new.py", BAD)
    checkout.commit()
    status, data = report(ztlint, checkout.root, pack, "--diff", "main")
    assert (status, places(data), len(data["untouched"])) == (1, [("new.py", 3)], 1)


@pytest.mark.parametrize("name", ["-rf.py", "a b.py", "x\ny.py", "$(id).py", "ü.py", "'.py", "--config.py"])
def test_names_of_files_are_only_names(checkout: Checkout, ztlint: Run, pack: Path, name: str) -> None:
    checkout.write(name, BAD)
    assert places(report(ztlint, checkout.root, pack)[1]) == [(name, 3)]


def test_bytes_that_are_no_text_stop_nothing(checkout: Checkout, ztlint: Run, pack: Path) -> None:
    (checkout.root / os.fsdecode(b"\xff.py")).write_bytes(BAD.encode())
    checkout.write("latin.py", "# caf\xe9\n".encode("latin-1") + BAD.encode())
    checkout.write("wide.py", BAD.encode("utf-16"))
    (checkout.root / "loop.py").symlink_to("loop.py")
    _, data = report(ztlint, checkout.root, pack)
    assert sorted(line for _, line in places(data)) == [3, 3, 4]


def test_nothing_secret_is_shown_where_a_rule_points_at_it(
    checkout: Checkout, ztlint: Run, tmp_path: Path
) -> None:
    pack = make_pack(
        tmp_path,
        cwe=798,
        semgrep=PYTHON.replace("requests.$F(..., verify=False, ...)", "jwt.encode($X, $KEY)").replace(
            "The call to $F is told not to verify", "Signs with $KEY"
        ),
        sample="# ruleid: unverified\njwt.encode(a, 'x')\n# ok: unverified\njwt.decode(a)\n",
    )
    checkout.write("a.py", "import jwt\n\nkey = 1\njwt.encode(claims, 'swordfish-99')\n")
    for output in ("json", "text", "sarif", "html"):
        result = ztlint(checkout.root, "check", "--rules", str(pack), "-o", output)
        assert result.status == 1
        assert "swordfish" not in result.out


def test_what_semgrep_may_not_read_is_applied_by_us(checkout: Checkout, ztlint: Run, tmp_path: Path) -> None:
    pack = make_pack(tmp_path, semgrep=PYTHON + '    paths: { exclude: ["*local*", "conf/x.py"] }\n')
    for name in ("a.py", "settings_local.py", "deep/conf/x.py"):
        checkout.write(name, BAD)
    assert places(report(ztlint, checkout.root, pack)[1]) == [("a.py", 3)]


def test_a_waiver_is_not_called_unused_where_nothing_was_read(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checkout.write("a.py", BAD.replace(")\n", ")  # ztlint: ignore[HOUSE137] a test server\n"))
    use_program(monkeypatch, tmp_path, None)
    result = ztlint(checkout.root, "check", "--rules", str(pack), "-o", "concise")
    assert (result.status, result.out) == (0, "")


def test_a_rule_that_is_silent_on_its_own_sample_makes_the_run_incomplete(
    checkout: Checkout, ztlint: Run, tmp_path: Path
) -> None:
    broken = SAMPLE.replace('get("https://a.example", verify=False)', 'get("https://a.example", verify=0)')
    pack = make_pack(tmp_path, sample=broken)
    checkout.write("a.py", GOOD)
    status, data = report(ztlint, checkout.root, pack)
    assert status == 4
    assert "did not fire on its own sample (python: unverified)" in data["failures"][0]["reason"]
    tested = ztlint(checkout.root, "rules", "test", str(pack))
    assert (tested.status, "expected on lines [4], found on []" in tested.out) == (1, True)


def test_a_proof_is_kept_and_a_damaged_one_is_made_again(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("ZTLINT_CACHE", str(cache))
    checkout.write("a.py", GOOD)
    assert report(ztlint, checkout.root, pack)[0] == 0
    (proof,) = cache.glob("samples-*.json")
    kept = proof.read_bytes()
    proof.write_bytes(b"x" + kept)
    assert report(ztlint, checkout.root, pack)[0] == 0
    assert proof.read_bytes() == kept
    assert ztlint(checkout.root, "rules", "test", str(pack)).status == 0
