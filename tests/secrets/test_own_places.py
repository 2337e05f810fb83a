"""What a repository keeps beside its objects, names of all kinds, and the repositories within it."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from planted import github
from running import Checkout, make_checkout

from ztlint.core import Finding, Skipped
from ztlint.scanners.secrets import HistoryScan, Matcher, merge
from ztlint.scanners.secrets.everywhere import scan_repository

TOKEN = github()


def scan(checkout: Checkout, matcher: Matcher) -> HistoryScan:
    return scan_repository(checkout.root, matcher)


def only(scanned: HistoryScan) -> Finding:
    assert scanned.failures == ()
    (finding,) = merge(scanned.findings)
    return finding


def places(finding: Finding) -> list[str]:
    return [finding.location.path, *(other.location.path for other in finding.related)]


@pytest.fixture
def started(checkout: Checkout) -> Checkout:
    checkout.write("README", "hello\n")
    checkout.commit()
    return checkout


def evidence(finding: Finding, name: str) -> list[str]:
    return [fact.value for fact in finding.evidence if fact.name == name]


FILES = [
    "config",
    "config.worktree",
    "FETCH_HEAD",
    "MERGE_MSG",
    "SQUASH_MSG",
    "COMMIT_EDITMSG",
    "packed-refs.old",
    "info/exclude",
    "info/attributes",
    "hooks/pre-push",
    "rebase-merge/message",
    "rebase-merge/git-rebase-todo",
    "rebase-apply/patch",
    "sequencer/todo",
    "rr-cache/0a/preimage",
    "worktrees/two/COMMIT_EDITMSG",
    "logs/refs/stash",
    "lfs/objects/ab/cd/abcd",
]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_repository_itself_is_looked_at(started: Checkout, matcher: Matcher, name: str) -> None:
    place = started.root / ".git" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a") as file:
        file.write(f"\n# {TOKEN}\n")
    assert only(scan(started, matcher)).location.path == f".git/{name}"


def test_an_address_with_a_token_in_the_configuration_is_found(started: Checkout, matcher: Matcher) -> None:
    started.git("remote", "add", "origin", f"https://user:{TOKEN}@example.com/a.git")
    finding = only(scan(started, matcher))
    assert finding.location.path == ".git/config"
    assert finding.location.span is not None


def branch(checkout: Checkout) -> str:
    checkout.git("branch", f"try-{TOKEN}")
    return ".git/refs/heads/try-"


def packed_branch(checkout: Checkout) -> str:
    branch(checkout)
    checkout.git("pack-refs", "--all")
    return ".git/packed-refs"


def folder_in_history(checkout: Checkout) -> str:
    checkout.write(f"{TOKEN}/file", "x")
    checkout.commit()
    checkout.git("rm", "-rq", TOKEN)
    checkout.commit()
    return f"{TOKEN}/file"


def name_in_the_index(checkout: Checkout) -> str:
    checkout.write(f"a-{TOKEN}", "x")
    checkout.git("add", "--all")
    (checkout.root / f"a-{TOKEN}").unlink()
    return f"a-{TOKEN}"


def name_in_the_index_of_a_work_tree(checkout: Checkout) -> str:
    other = checkout.root.parent / "other"
    checkout.git("worktree", "add", "--quiet", str(other))
    (other / f"b-{TOKEN}").write_text("x")
    Checkout(other).git("add", "--all")
    return f"b-{TOKEN}"


def name_in_a_forgotten_commit(checkout: Checkout) -> str:
    checkout.write(f"c-{TOKEN}", "x")
    checkout.commit()
    checkout.git("reset", "--quiet", "--hard", "HEAD~1")
    checkout.git("reflog", "expire", "--expire=now", "--all")
    return f"c-{TOKEN}"


def message_of_a_stash(checkout: Checkout) -> str:
    checkout.write("README", "other\n")
    checkout.git("stash", "push", "--quiet", "--message", f"with {TOKEN}")
    return ".git/COMMIT_EDITMSG"


def message_of_a_reflog(checkout: Checkout) -> str:
    checkout.git("update-ref", "--create-reflog", "-m", f"by {TOKEN}", "refs/heads/x", "HEAD")
    return ".git/logs/refs/heads/x"


NAMES = [
    branch,
    packed_branch,
    folder_in_history,
    name_in_the_index,
    name_in_the_index_of_a_work_tree,
    name_in_a_forgotten_commit,
    message_of_a_stash,
    message_of_a_reflog,
]


@pytest.mark.parametrize("plant", NAMES, ids=lambda plant: plant.__name__)
def test_names_and_messages_are_looked_at(
    started: Checkout, matcher: Matcher, plant: Callable[[Checkout], str]
) -> None:
    expected = plant(started)
    finding = only(scan(started, matcher))
    assert any(place.startswith(expected) for place in places(finding)), places(finding)


def test_a_commit_is_shown_before_what_the_repository_repeats_of_it(
    started: Checkout, matcher: Matcher
) -> None:
    started.commit(f"use {TOKEN}")
    finding = only(scan(started, matcher))
    assert finding.location.commit == started.git("rev-parse", "HEAD").strip()
    assert finding.count > 1


def test_a_pack_of_what_nothing_refers_to_is_read(started: Checkout, matcher: Matcher) -> None:
    started.write("key", TOKEN)
    started.commit()
    started.git("reset", "--quiet", "--hard", "HEAD~1")
    started.git("reflog", "expire", "--expire=now", "--all")
    started.git("repack", "--cruft", "-dq")
    assert only(scan(started, matcher)).location.path == "key"


def test_borrowed_objects_are_read_and_told_of(started: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    started.write("key", TOKEN)
    started.commit()
    started.git("clone", "--quiet", "--shared", ".", str(tmp_path / "borrower"))
    scanned = scan(Checkout(tmp_path / "borrower"), matcher)
    assert only(scanned).location.path == "key"
    assert any("another repository" in note for note in scanned.notes)


def pointer(content: bytes) -> str:
    id_ = hashlib.sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{id_}\nsize {len(content)}\n"


def test_files_that_git_lfs_keeps_elsewhere_are_told_of(started: Checkout, matcher: Matcher) -> None:
    content = f"key={TOKEN}\n".encode()
    started.write("large.bin", pointer(content))
    started.commit()
    id_ = hashlib.sha256(content).hexdigest()
    told = "kept by git LFS and not here: git lfs fetch --all gets them"
    assert scan(started, matcher).skipped == (Skipped(told, 1, (id_,)),)
    started.write(f".git/lfs/objects/{id_[:2]}/{id_[2:4]}/{id_}", content)
    scanned = scan(started, matcher)
    assert scanned.skipped == ()
    assert only(scanned).location.path.startswith(".git/lfs/objects/")


def test_a_bundle_is_told_of(started: Checkout, matcher: Matcher) -> None:
    started.git("bundle", "create", "--quiet", "all.bundle", "HEAD")
    started.commit()
    assert "bundle" in scan(started, matcher).failures[0].reason


def library(tmp_path: Path, name: str = "library", token: str = TOKEN) -> Checkout:
    made = make_checkout(tmp_path / name)
    made.write("key", f"a\n{token}\n")
    made.commit()
    made.write("key", "a\n")
    made.commit()
    return made


def add_submodule(checkout: Checkout, source: Checkout, path: str) -> Checkout:
    checkout.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(source.root), path)
    checkout.git("commit", "--quiet", "--message", "submodule")
    return Checkout(checkout.root / path)


def test_the_history_of_a_submodule_is_looked_at(started: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    source = library(tmp_path)
    add_submodule(started, source, "libs/a b")
    finding = only(scan(started, matcher))
    assert (finding.location.path, finding.location.commit) == (
        "libs/a b/key",
        source.git("rev-parse", "HEAD~1").strip(),
    )
    assert evidence(finding, "head") == [
        f"no longer in HEAD: removed in commit {source.git('rev-parse', 'HEAD').strip()}"
    ]


def test_submodules_of_submodules_are_looked_at(started: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    middle = make_checkout(tmp_path / "middle")
    add_submodule(middle, library(tmp_path), "inner")
    add_submodule(started, middle, "outer")
    allowed = ("-c", "protocol.file.allow=always")
    started.git(*allowed, "submodule", "--quiet", "update", "--init", "--recursive")
    assert only(scan(started, matcher)).location.path == "outer/inner/key"


def test_what_is_left_of_a_removed_submodule_is_looked_at(
    started: Checkout, matcher: Matcher, tmp_path: Path
) -> None:
    add_submodule(started, library(tmp_path), "libs/gone")
    started.git("rm", "--quiet", "-f", "libs/gone")
    started.commit()
    assert only(scan(started, matcher)).location.path == ".git/modules/libs/gone/key"


def test_a_repository_with_its_own_folder_inside_is_looked_at(
    started: Checkout, matcher: Matcher, tmp_path: Path
) -> None:
    library(tmp_path).root.rename(started.root / "old-style")
    assert only(scan(started, matcher)).location.path == "old-style/key"
    started.git("-c", "advice.addEmbeddedRepo=false", "add", "old-style")
    started.commit()
    assert only(scan(started, matcher)).location.path == "old-style/key"


def test_one_secret_in_several_repositories_is_one_finding(
    started: Checkout, matcher: Matcher, tmp_path: Path
) -> None:
    started.write("mine", TOKEN)
    started.commit()
    add_submodule(started, library(tmp_path, "one"), "one")
    add_submodule(started, library(tmp_path, "two"), "two")
    finding = only(scan(started, matcher))
    assert sorted(places(finding)) == ["mine", "one/key", "two/key"]
    assert finding.count == 3


def test_a_submodule_that_is_not_here_is_told_of(started: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    add_submodule(started, library(tmp_path), "libs/a")
    clone = Checkout(tmp_path / "clone")
    started.git("clone", "--quiet", ".", str(clone.root))
    assert scan(clone, matcher).skipped == (
        Skipped("submodule whose repository is not here", 1, ("libs/a",)),
    )


def test_what_is_missing_in_a_submodule_is_told_with_its_place(
    started: Checkout, matcher: Matcher, tmp_path: Path
) -> None:
    inner = add_submodule(started, library(tmp_path), "libs/a")
    blob = inner.git("rev-parse", "HEAD~1:key").strip()
    folder = started.root / ".git/modules/libs/a/objects"
    for pack in (folder / "pack").glob("*"):
        pack.chmod(0o644)
    if not (folder / blob[:2] / blob[2:]).exists():
        for pack in list((folder / "pack").glob("*.pack")):
            moved = tmp_path / pack.name
            pack.rename(moved)
            pack.with_suffix(".idx").unlink()
            inner_bytes = moved.read_bytes()
            from subprocess import run

            run(["git", "-C", str(inner.root), "unpack-objects", "-q"], input=inner_bytes, check=True)
    (folder / blob[:2] / blob[2:]).unlink()
    failures = scan(started, matcher).failures
    assert any(one.path == "libs/a" and one.advice.startswith("In libs/a: Run git fetch") for one in failures)


def test_a_repository_elsewhere_is_not_read(started: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    private = library(tmp_path, "private")
    started.write("trap/file", "x")
    started.write("trap/.git", f"gitdir: {private.root / '.git'}\n")
    scanned = scan(started, matcher)
    assert scanned.findings == ()
    assert [(one.path, "elsewhere" in one.reason) for one in scanned.failures] == [("trap", True)]


def test_a_hook_of_the_outer_repository_does_not_lead_the_inner_one_astray(
    started: Checkout, matcher: Matcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = add_submodule(started, library(tmp_path), "libs/a")
    inner.write("new", github(2))
    inner.git("add", "new")
    monkeypatch.setenv("GIT_INDEX_FILE", str(started.root / ".git/index"))
    found = {finding.location.path for finding in merge(scan(started, matcher).findings)}
    assert found == {"libs/a/key", "libs/a/new"}


def removed(checkout: Checkout) -> str:
    checkout.git("rm", "--quiet", "key")
    checkout.commit()
    return f"no longer in HEAD: removed in commit {checkout.git('rev-parse', 'HEAD').strip()}"


def still_there(checkout: Checkout) -> str:
    checkout.git("mv", "key", "moved")
    checkout.write("moved", f"\n\n{TOKEN}\n")
    checkout.commit()
    return "still in HEAD at moved:3"


def elsewhere_only(checkout: Checkout) -> str:
    checkout.git("branch", "side")
    checkout.git("reset", "--quiet", "--hard", "HEAD~1")
    checkout.git("checkout", "--quiet", "side")
    checkout.git("rm", "--quiet", "key")
    checkout.commit()
    checkout.git("checkout", "--quiet", "main")
    return "not in HEAD"


def removed_twice(checkout: Checkout) -> str:
    removed(checkout)
    checkout.write("again", f"x {TOKEN}\n")
    checkout.commit()
    checkout.write("again", "x\n")
    checkout.commit()
    return f"no longer in HEAD: removed in commit {checkout.git('rev-parse', 'HEAD').strip()}"


@pytest.mark.parametrize(
    "change", [removed, still_there, elsewhere_only, removed_twice], ids=lambda f: f.__name__
)
def test_a_finding_says_whether_head_has_the_secret(
    started: Checkout, matcher: Matcher, change: Callable[[Checkout], str]
) -> None:
    started.write("key", TOKEN)
    started.commit()
    expected = change(started)
    assert evidence(only(scan(started, matcher)), "head") == [expected]


def test_a_copy_is_another_place(started: Checkout, matcher: Matcher) -> None:
    for name in ("one", "two", "three"):
        started.write(name, TOKEN)
    started.commit()
    finding = only(scan(started, matcher))
    assert (sorted(places(finding)), finding.count) == (["one", "three", "two"], 3)


def test_a_pipe_among_the_files_of_a_repository_is_not_waited_for(
    started: Checkout, matcher: Matcher
) -> None:
    os.mkfifo(started.root / ".git" / "pipe")
    assert scan(started, matcher).failures == ()
