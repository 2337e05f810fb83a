"""A repository whose configuration names programs: none is run, and nothing is written."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import Checkout, Run

from ztlint.rulebook import load_rulebook
from ztlint.scanners.secrets import load_matcher
from ztlint.scanners.secrets.everywhere import scan_repository
from ztlint.sources import GitError, Index, describe, discover, git, repository_root, staged

MARK = "was-run"


def program(checkout: Checkout) -> str:
    """A program that leaves a file behind, whatever it is called with."""
    path = checkout.root.parent / "program"
    path.write_text(f"#!/bin/sh\ntouch '{checkout.root.parent / MARK}'\ncat\n")
    path.chmod(0o755)
    return str(path)


def text_conversion(checkout: Checkout, run: str) -> None:
    checkout.write(".gitattributes", "* diff=bad filter=bad merge=bad\n")
    for key in ("diff.bad.textconv", "diff.bad.command", "filter.bad.smudge", "merge.bad.driver"):
        checkout.git("config", key, run)


def external_diff(checkout: Checkout, run: str) -> None:
    checkout.git("config", "diff.external", run)


def monitor(checkout: Checkout, run: str) -> None:
    checkout.git("config", "core.fsmonitor", run)


def hooks(checkout: Checkout, run: str) -> None:
    folder = checkout.root / ".git" / "hooks"
    for name in ("post-index-change", "pre-auto-gc", "reference-transaction", "post-checkout"):
        (folder / name).write_text(Path(run).read_text())
        (folder / name).chmod(0o755)


def signatures(checkout: Checkout, run: str) -> None:
    checkout.git("config", "log.showSignature", "true")
    checkout.git("config", "gpg.program", run)
    tree = checkout.git("rev-parse", "HEAD^{tree}").strip()
    signed = (
        f"tree {tree}\nauthor a <a> 1600000000 +0000\ncommitter a <a> 1600000000 +0000\n"
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abcd\n -----END PGP SIGNATURE-----\n\nsigned\n"
    )
    checkout.write("signed", signed)
    made = checkout.git("hash-object", "-t", "commit", "-w", "signed").strip()
    checkout.git("update-ref", "refs/heads/signed", made)


def pager(checkout: Checkout, run: str) -> None:
    for key in (
        "core.pager",
        "pager.log",
        "core.editor",
        "core.askPass",
        "credential.helper",
        "core.sshCommand",
    ):
        checkout.git("config", key, run)


def lazy_fetch(checkout: Checkout, run: str) -> None:
    checkout.git("config", "core.repositoryFormatVersion", "1")
    checkout.git("config", "extensions.partialClone", "origin")
    checkout.git("config", "remote.origin.promisor", "true")
    checkout.git("config", "remote.origin.url", f"ext::{run}")
    checkout.git("config", "remote.origin.uploadpack", run)
    checkout.git("config", "protocol.ext.allow", "always")
    lost = checkout.git("rev-parse", "HEAD:file").strip()
    (checkout.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    tree = checkout.git("rev-parse", "HEAD^{tree}").strip()
    (checkout.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()


def aliases(checkout: Checkout, run: str) -> None:
    for name in ("log", "ls-files", "cat-file", "diff-index"):
        checkout.git("config", f"alias.{name}", f"!{run}")


def filters(checkout: Checkout, run: str) -> None:
    checkout.write(".gitattributes", "* filter=bad working-tree-encoding=UTF-16 ident export-subst\n")
    for key in ("clean", "smudge", "process"):
        checkout.git("config", f"filter.bad.{key}", run)
    checkout.git("config", "filter.bad.required", "true")


def included(checkout: Checkout, run: str) -> None:
    """Programs that stand in another file, which is included for this very folder."""
    other = checkout.root / ".git" / "more"
    other.write_text(f'[core]\n\tfsmonitor = "{run}"\n\tpager = "{run}"\n[diff]\n\texternal = "{run}"\n')
    checkout.git("config", f"includeIf.gitdir:{checkout.root}/.path", str(other))
    checkout.git("config", "include.path", "more")
    checkout.git("config", "extensions.worktreeConfig", "true")
    (checkout.root / ".git" / "config.worktree").write_text(f'[core]\n\tfsmonitor = "{run}"\n')


def credentials(checkout: Checkout, run: str) -> None:
    for key in (
        "credential.helper",
        "credential.https://example.com.helper",
        "core.askPass",
        "core.gitProxy",
    ):
        checkout.git("config", key, f"!{run}")
    checkout.git("config", "url.ext::sh.insteadOf", "https://")
    checkout.git("config", "remote.origin.url", "https://example.com/a.git")
    checkout.git("config", "remote.origin.vcs", "ext")
    checkout.git("config", "protocol.allow", "always")


def submodules(checkout: Checkout, run: str) -> None:
    """A submodule whose own configuration is as hostile as the outer one."""
    checkout.write(".gitmodules", f'[submodule "a"]\n\tpath = a\n\turl = ext::{run}\n\tupdate = !{run}\n')
    checkout.git("config", "submodule.a.update", f"!{run}")
    checkout.git("config", "submodule.recurse", "true")
    inner = Checkout(checkout.root / "a")
    inner.root.mkdir()
    inner.git("init", "--quiet")
    inner.git(
        "-c", "user.name=a", "-c", "user.email=a@a", "commit", "--quiet", "--allow-empty", "--message", "x"
    )
    inner.write("file", "x")
    inner.git("add", "file")
    external_diff(inner, run)
    monitor(inner, run)
    hooks(inner, run)
    pager(inner, run)
    checkout.git("-c", "advice.addEmbeddedRepo=false", "add", "a")
    left_over = checkout.root / ".git" / "modules" / "b"
    checkout.git("clone", "--quiet", "--bare", ".", str(left_over))
    for key in ("core.fsmonitor", "diff.external", "core.pager", "core.alternateRefsCommand", "gpg.program"):
        Checkout(left_over).git("config", key, run)
    Checkout(left_over).git("config", "core.bare", "false")
    Checkout(left_over).git("config", "core.worktree", "../../../a")


def work_trees(checkout: Checkout, run: str) -> None:
    """A further work tree with an index and a configuration of its own."""
    checkout.git("worktree", "add", "--quiet", str(checkout.root.parent / "other"))
    checkout.git("config", "extensions.worktreeConfig", "true")
    place = checkout.root / ".git" / "worktrees" / "other"
    (place / "config.worktree").write_text(f'[core]\n\tfsmonitor = "{run}"\n[diff]\n\texternal = "{run}"\n')


def maintenance(checkout: Checkout, run: str) -> None:
    """What git would start by itself, and what it would write on the way."""
    for key, value in (
        ("gc.auto", "1"),
        ("gc.autoDetach", "false"),
        ("core.untrackedCache", "true"),
        ("core.splitIndex", "true"),
        ("index.version", "4"),
        ("feature.manyFiles", "true"),
        ("trace2.eventTarget", str(checkout.root.parent / MARK)),
        ("core.commitGraph", "true"),
        ("fetch.writeCommitGraph", "true"),
        ("uploadpack.packObjectsHook", run),
        ("sequence.editor", run),
        ("mergetool.x.cmd", run),
        ("gpg.ssh.program", run),
        ("gpg.ssh.defaultKeyCommand", run),
        ("trailer.x.command", run),
        ("interactive.diffFilter", run),
        ("format.pretty", "%G? %(trailers)"),
    ):
        checkout.git("config", key, value)


def borrowed(checkout: Checkout, run: str) -> None:
    """Alternates, and a command that lists their references."""
    (checkout.root / ".git" / "objects" / "info" / "alternates").write_text("/nowhere/at/all\n")
    checkout.git("config", "core.alternateRefsCommand", run)


TRAPS = [
    text_conversion,
    external_diff,
    monitor,
    hooks,
    signatures,
    pager,
    lazy_fetch,
    aliases,
    filters,
    included,
    credentials,
    submodules,
    work_trees,
    maintenance,
    borrowed,
]


@pytest.fixture(params=TRAPS, ids=lambda trap: trap.__name__)
def hostile(checkout: Checkout, request: pytest.FixtureRequest) -> Iterator[Checkout]:
    run = program(checkout)
    checkout.write("file", "one\n")
    checkout.commit()
    checkout.write("file", "two\n")
    checkout.commit()
    checkout.write("other", "staged\n")
    checkout.git("add", "other")
    trap: Callable[[Checkout, str], None] = request.param
    trap(checkout, run)
    (checkout.root.parent / MARK).unlink(missing_ok=True)
    yield checkout
    assert not (checkout.root.parent / MARK).exists(), "a program of the repository was run"


def state(root: Path) -> dict[str, tuple[int, str]]:
    """Every file with its time and a digest of its bytes, that of ``.git`` included."""
    return {
        str(path): (
            path.lstat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else "",
        )
        for path in sorted(root.rglob("*"))
    }


def test_nothing_is_run_and_nothing_is_written(hostile: Checkout) -> None:
    rulebook = load_rulebook()
    before = state(hostile.root)
    list(staged(hostile.root))
    discover(hostile.root, ())
    Index(hostile.root, lambda *_: ()).read("file")
    describe(hostile.root)
    scan_repository(hostile.root, load_matcher(rulebook.rules[-3:], rulebook.digest))
    for arguments in (("log", "--oneline", "-3"), ("show", "HEAD"), ("diff-index", "--cached", "HEAD")):
        try:
            git(hostile.root, *arguments)
        except GitError:
            continue
    assert state(hostile.root) == before


@pytest.mark.parametrize("mode", [(), ("--staged",), ("--history", "--ignored"), ("--range", "HEAD~1..HEAD")])
def test_a_whole_run_runs_nothing_and_writes_nothing(
    hostile: Checkout, ztlint: Run, mode: tuple[str, ...]
) -> None:
    before = state(hostile.root)
    result = ztlint(hostile.root, "check", "--only", "secrets", *mode, "-o", "json")
    assert result.status in {0, 3, 4}, result.err
    assert state(hostile.root) == before


def test_a_work_tree_elsewhere_is_not_believed(checkout: Checkout, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "private").write_text("x")
    checkout.write("here", "x")
    checkout.git("config", "core.worktree", str(elsewhere))
    assert discover(checkout.root, ()).files == ("here",)
    assert repository_root(checkout.root) == checkout.root


def test_a_bare_repository_among_the_files_is_not_entered(checkout: Checkout) -> None:
    run = program(checkout)
    checkout.git("init", "--quiet", "--bare", "inner")
    inner = Checkout(checkout.root / "inner")
    inner.git("config", "core.fsmonitor", run)
    assert repository_root(inner.root) == checkout.root
    assert "inner/HEAD" in discover(checkout.root, ()).files


def test_variables_of_git_do_not_lead_elsewhere(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("here", "x")
    checkout.git("add", "here")
    other = Checkout(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/bin/false")
    assert git(checkout.root, "ls-files", "-z") == b"here\0"


def test_git_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GitError) as caught:
        git(tmp_path, "log")
    assert caught.value.reason == "not a git repository"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError) as caught:
        git(tmp_path, "log")
    assert caught.value.failure().advice == "Install git, or put it on PATH."


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to another user")
def test_a_repository_of_another_user_is_not_trusted_and_the_advice_says_how(checkout: Checkout) -> None:
    for path in (checkout.root, checkout.root / ".git"):
        os.chown(path, 65534, 65534)
    with pytest.raises(GitError) as caught:
        git(checkout.root, "log")
    assert f"safe.directory {checkout.root}" in caught.value.advice
