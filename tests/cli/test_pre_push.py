"""A real hook, before real pushes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Checkout, github_token, make_checkout

TOKEN = github_token()


@pytest.fixture
def pushing(tmp_path: Path) -> Checkout:
    """A repository with a remote that has its first commit, and the hook."""
    checkout = make_checkout(tmp_path / "repository")
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote.git")], check=True)
    checkout.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    checkout.write("old", f"{github_token('old')}\n")
    checkout.commit("start")
    checkout.git("push", "--quiet", "origin", "main")
    hook = checkout.write(
        ".git/hooks/pre-push",
        f'#!/bin/sh\nexec "{sys.executable}" -m ztlint check --only secrets --pre-push --remote "$1"\n',
    )
    hook.chmod(0o755)
    return checkout


def push(checkout: Checkout, *arguments: str) -> tuple[bool, str]:
    """Whether it went through, and what was said."""
    source = str(Path(__file__).parents[2])
    done = subprocess.run(
        ["git", "-C", str(checkout.root), "push", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert "defect" not in done.stderr
    return done.returncode == 0, done.stdout + done.stderr


def with_secret(checkout: Checkout) -> None:
    checkout.write("key", f"a\n{TOKEN}\n")
    checkout.commit("key")
    checkout.git("rm", "--quiet", "key")
    checkout.commit("gone")


def test_what_is_clean_goes_through(pushing: Checkout) -> None:
    pushing.write("new", "clean\n")
    pushing.commit()
    assert push(pushing, "origin", "main")[0]


def test_a_secret_in_any_commit_stops_the_push(pushing: Checkout) -> None:
    with_secret(pushing)
    passed, said = push(pushing, "origin", "main")
    assert not passed
    assert "key:2" in said
    assert TOKEN not in said
    assert "old:1" not in said  # the other side has it


def test_a_new_branch_is_what_the_remote_does_not_have(pushing: Checkout) -> None:
    pushing.git("checkout", "--quiet", "-b", "side")
    pushing.write("new", "clean\n")
    pushing.commit()
    assert push(pushing, "origin", "side")[0]
    with_secret(pushing)
    assert not push(pushing, "origin", "side")[0]


def test_another_remote_has_nothing_yet(pushing: Checkout, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "public.git")], check=True)
    passed, said = push(pushing, str(tmp_path / "public.git"), "main")
    assert not passed
    assert "old:1" in said


def test_a_deletion_sends_nothing(pushing: Checkout) -> None:
    pushing.git("push", "--quiet", "--no-verify", "origin", "main:side")
    assert push(pushing, "origin", ":side")[0]


def test_a_forced_push_is_looked_at(pushing: Checkout) -> None:
    pushing.write("new", "clean\n")
    pushing.commit()
    pushing.git("push", "--quiet", "--no-verify", "origin", "main")
    pushing.git("commit", "--quiet", "--amend", "--message", "another")
    assert push(pushing, "--force", "origin", "main")[0]
    with_secret(pushing)
    pushing.git("commit", "--quiet", "--amend", "--message", "again")
    assert not push(pushing, "--force", "origin", "main")[0]


def test_messages_of_tags_are_looked_at(pushing: Checkout) -> None:
    pushing.git("tag", "--annotate", "--message", "first", "v1")
    assert push(pushing, "origin", "v1")[0]
    pushing.git("tag", "--annotate", "--message", f"with {TOKEN}", "v2")
    assert not push(pushing, "origin", "v2")[0]


def test_a_tag_of_a_file_is_looked_at(pushing: Checkout, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{TOKEN}\n")
    blob = pushing.git("hash-object", "-w", str(tmp_path / "key")).strip()
    pushing.git("tag", "file", blob)
    assert not push(pushing, "origin", "file")[0]


def test_what_was_never_fetched_is_no_obstacle(pushing: Checkout, tmp_path: Path) -> None:
    other = make_checkout(tmp_path / "other")
    other.git("pull", "--quiet", str(tmp_path / "remote.git"), "main")
    other.write("theirs", "x\n")
    other.commit()
    other.git("push", "--quiet", str(tmp_path / "remote.git"), "HEAD:main")
    pushing.write("ours", "x\n")
    pushing.commit()
    assert push(pushing, "--force", "origin", "main")[0]


@pytest.mark.parametrize(
    "text", ["nonsense\n", "a b c d\n", f"refs/heads/a {'0' * 39} refs/heads/a {'0' * 40}\n"]
)
def test_other_input_is_an_error(pushing: Checkout, text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ztlint", "check", "--only", "secrets", "--pre-push"],
        cwd=pushing.root,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.returncode, "--pre-push" in done.stderr) == (2, True)
