"""semgrep at the boundary of the process: absent, silent, broken, and never on the network."""

import json
from pathlib import Path

import pytest
from packs import BAD, GOOD, make_pack, real_program, use_program
from running import Checkout, Run, write

from ztlint.scanners.code import program

EMPTY = json.dumps(
    {"version": "1.0.0", "results": [], "errors": [], "paths": {"scanned": ["f/0.py", "s/0.py"]}}
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return make_pack(tmp_path)


def test_without_semgrep_those_who_asked_for_code_are_told_what_to_install(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_program(monkeypatch, tmp_path, None)
    checkout.write("a.py", BAD)
    asked = ztlint(checkout.root, "check", "--rules", str(pack), "--only", "code", "-o", "concise")
    assert (asked.status, "Install ztlint[code]" in asked.out) == (4, True)
    named = ztlint(checkout.root, "check", "--rules", str(pack), "--select", "HOUSE137", "-o", "concise")
    assert named.status == 4
    usual = ztlint(checkout.root, "check", "--rules", str(pack), "--ignore", "ZTC137", "-o", "concise")
    assert usual.status == 0
    assert "1 file skipped (code rules need semgrep, which ztlint[code] brings)" in usual.err
    checkout.write(".ztlint.toml", 'only = ["secrets", "code"]\n')
    assert (
        ztlint(checkout.root, "check", "--rules", str(pack), "--ignore", "ZTC137", "-o", "concise").status
        == 4
    )


def test_a_policy_that_asks_for_code_rules_gets_them_or_a_failure(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_program(monkeypatch, tmp_path, None)
    policy = write(tmp_path, "policy.yaml", "require: { kinds: [code] }\n")
    checkout.write("a.py", BAD)
    checkout.write(".ztlint.toml", 'skip = ["code"]\n')
    result = ztlint(checkout.root, "check", "--rules", str(pack), "--policy", str(policy), "-o", "concise")
    assert (result.status, "Install ztlint[code]" in result.out) == (4, True)


def test_without_source_files_semgrep_is_never_started(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    use_program(monkeypatch, tmp_path, f"touch {started}; exit 3")
    checkout.write("README.md", "Pets\n")
    checkout.write("main.rs", "fn main() {}\n")  # no rule is about Rust
    assert ztlint(checkout.root, "check", "--rules", str(pack)).status == 0
    assert not started.exists()
    checkout.write("a.py", GOOD)
    assert ztlint(checkout.root, "check", "--rules", str(pack)).status == 4
    assert started.exists()


def test_the_default_mode_is_asked_once_where_the_native_one_fails(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    script = f'echo "$*" >> {calls}\ncase "$*" in *--experimental*) echo no JSON;; *) echo \'{EMPTY}\';; esac'
    use_program(monkeypatch, tmp_path, script)
    checkout.write("a.py", GOOD)
    result = ztlint(checkout.root, "check", "--rules", str(pack), "--ignore", "ZTC137", "-o", "concise")
    assert "source file read by semgrep 1.0.0, default mode" in result.err
    assert "did not fire on its own sample" in result.out
    assert [("--experimental" in line) for line in calls.read_text().splitlines()] == [True, False]


ANSWERS = {
    "echo nothing": "printed no result that can be read",
    "echo '{}'": "printed no result that can be read",
    "exit 7": "printed no result that can be read",
    "kill -9 $$": "printed no result that can be read",
    "exec sleep 60": "has not answered for",
}


def test_no_answer_is_a_failure(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(program, "SECONDS", 0.5)
    checkout.write("a.py", BAD)
    for script, told in ANSWERS.items():
        use_program(monkeypatch, tmp_path, script)
        result = ztlint(checkout.root, "check", "--rules", str(pack), "--ignore", "ZTC137", "-o", "concise")
        assert (result.status, told in result.out) == (4, True), (script, result.out)


def test_what_semgrep_leaves_out_or_gives_up_is_a_failure(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    errors = [
        {"type": "Timeout", "path": "f/0.py", "rule_id": "r0", "level": "warn"},
        {"type": "Out of memory", "path": "f/0.py", "level": "warn"},
        {"type": "Unheard of", "level": "warn"},
        {"type": ["IncompatibleRule", {}], "rule_id": "r0", "level": "warn"},
    ]
    answer = json.dumps({"version": "1", "results": [], "errors": errors, "paths": {"scanned": ["f/0.py"]}})
    use_program(monkeypatch, tmp_path, f"echo '{answer}'")
    checkout.write("a.py", GOOD)
    checkout.write("b.py", GOOD)
    result = ztlint(checkout.root, "check", "--rules", str(pack), "--ignore", "ZTC137", "-o", "concise")
    for told in (
        "took semgrep too long with rule HOUSE137",
        "took semgrep too much memory",
        "an error of the kind 'Unheard of'",
        "can't read rule HOUSE137 in python",
        "b.py: not looked at: was left out by semgrep",
    ):
        assert told in result.out, result.out


def test_it_asks_nobody_and_is_told_no_secret(
    checkout: Checkout, ztlint: Run, pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    use_program(monkeypatch, tmp_path, f"echo \"$*\" > {seen}; env >> {seen}; echo '{EMPTY}'")
    monkeypatch.setenv("DEPLOY_TOKEN", "swordfish")
    monkeypatch.setenv("SEMGREP_APP_TOKEN", "swordfish")
    monkeypatch.setenv("SEMGREP_RULES", "p/ci")
    checkout.write("a.py", GOOD)
    ztlint(checkout.root, "check", "--rules", str(pack))
    text = seen.read_text()
    for option in ("--metrics=off", "--disable-version-check", "--disable-nosem", "--config rules.json"):
        assert option in text
    for line in (
        "SEMGREP_SEND_METRICS=off",
        "SEMGREP_ENABLE_VERSION_CHECK=0",
        "SEMGREP_URL=http://127.0.0.1:9",
    ):
        assert line in text
    assert "swordfish" not in text
    assert "SEMGREP_RULES" not in text
    home = next(line for line in text.splitlines() if line.startswith("HOME="))
    assert not Path(home.removeprefix("HOME=")).exists()  # it is gone with the copies


@pytest.mark.skipif(not real_program().exists(), reason="semgrep is not installed beside Python")
def test_a_pattern_that_semgrep_cannot_read_is_a_failure(
    checkout: Checkout, ztlint: Run, tmp_path: Path
) -> None:
    pack = make_pack(tmp_path)
    file = pack / "python/unverified.yaml"
    file.write_text(file.read_text().replace("verify=False, ...)", "verify=((, ...)"))
    checkout.write("a.py", BAD)
    result = ztlint(checkout.root, "check", "--rules", str(pack), "--ignore", "ZTC137", "-o", "concise")
    assert (result.status, "can't read rule HOUSE137 in python" in result.out) == (4, True), result.out
