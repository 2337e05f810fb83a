"""Whatever could not be looked at ends in status 4, with the command that completes the scan."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from planted import github, letters
from running import Checkout, Result, Run, make_checkout


@pytest.fixture
def history(checkout: Checkout) -> Checkout:
    """Three commits without a secret: only what is missing can make a run fail."""
    for number in range(3):
        checkout.write("README", f"version {number}\n{letters(200, number)}\n")
        checkout.write(f"folder/file{number}", letters(300, number + 10))
        checkout.commit(f"number {number}")
    return checkout


def check(run: Run, root: Path, *arguments: str) -> Result:
    return run(root, "check", "--only", "secrets", *arguments)


def object_file(checkout: Checkout, name: str) -> Path:
    id_ = checkout.git("rev-parse", name).strip()
    place = checkout.root / ".git" / "objects" / id_[:2] / id_[2:]
    place.chmod(0o644)
    return place


def packed(checkout: Checkout, kind: str) -> Path:
    checkout.git("repack", "-adq")
    (place,) = (checkout.root / ".git/objects/pack").glob(f"*.{kind}")
    place.chmod(0o644)
    return place


def shallow(checkout: Checkout) -> Path:
    clone = checkout.root.parent / "clone"
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.root}", str(clone))
    return clone


def partial(checkout: Checkout) -> Path:
    checkout.git("config", "uploadpack.allowFilter", "true")
    clone = checkout.root.parent / "clone"
    checkout.git("clone", "--quiet", "--filter=blob:none", f"file://{checkout.root}", str(clone))
    return clone


def without_trees(checkout: Checkout) -> Path:
    checkout.git("config", "uploadpack.allowFilter", "true")
    clone = checkout.root.parent / "clone"
    url = f"file://{checkout.root}"
    checkout.git("clone", "--quiet", "--filter=tree:0", "--no-checkout", url, str(clone))
    return clone


def truncated_pack(checkout: Checkout) -> Path:
    place = packed(checkout, "pack")
    place.write_bytes(place.read_bytes()[:-700])
    return checkout.root


def damaged_pack(checkout: Checkout) -> Path:
    place = packed(checkout, "pack")
    data = bytearray(place.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    place.write_bytes(bytes(data))
    return checkout.root


def index_of_a_pack_gone(checkout: Checkout) -> Path:
    packed(checkout, "idx").unlink()
    return checkout.root


def damaged_loose_object(checkout: Checkout) -> Path:
    object_file(checkout, "HEAD~1:README").write_bytes(zlib.compress(b"blob 9\\0short"))
    return checkout.root


def empty_loose_object(checkout: Checkout) -> Path:
    object_file(checkout, "HEAD~2:README").write_bytes(b"")
    return checkout.root


def missing_blob(checkout: Checkout) -> Path:
    object_file(checkout, "HEAD~1:README").unlink()
    return checkout.root


def missing_tree(checkout: Checkout) -> Path:
    object_file(checkout, "HEAD~1^{tree}").unlink()
    return checkout.root


def missing_commit(checkout: Checkout) -> Path:
    object_file(checkout, "HEAD~1").unlink()
    return checkout.root


def bad_index(checkout: Checkout) -> Path:
    (checkout.root / ".git/index").write_bytes(b"DIRC" + bytes(40))
    return checkout.root


def unreadable_file(checkout: Checkout) -> Path:
    checkout.write("pipe-dir/x", "x")
    (checkout.root / "folder/file0").unlink()
    os.mkfifo(checkout.root / "folder/file0")
    checkout.git("update-index", "--assume-unchanged", "folder/file0")
    return checkout.root


DAMAGES: list[tuple[Callable[[Checkout], Path], str]] = [
    (shallow, "git fetch --unshallow"),
    (partial, "git fetch --refetch --no-filter origin"),
    (without_trees, "git fetch --refetch --no-filter origin"),
    (truncated_pack, "git fetch --refetch origin"),
    (damaged_pack, "git fetch --refetch origin"),
    (index_of_a_pack_gone, "git f"),
    (damaged_loose_object, "git fetch --refetch origin"),
    (empty_loose_object, "git fetch --refetch origin"),
    (missing_blob, "git fetch --refetch origin"),
    (missing_tree, "git fetch --refetch origin"),
    (missing_commit, "git fetch --refetch origin"),
    (bad_index, "git "),
]


@pytest.mark.parametrize(("damage", "advice"), DAMAGES, ids=lambda case: getattr(case, "__name__", ""))
def test_a_damaged_history_is_incomplete(
    ztlint: Run, history: Checkout, damage: Callable[[Checkout], Path], advice: str
) -> None:
    assert check(ztlint, history.root, "--history").status == 0
    root = damage(history)
    result = check(ztlint, root, "--history")
    assert result.status == 4, result.err
    assert advice in result.out
    assert check(ztlint, root, "--history", "--allow-incomplete").status in {0, 3}


COMPLETED = [
    (shallow, ("fetch", "--quiet", "--unshallow")),
    (partial, ("fetch", "--quiet", "--refetch", "--no-filter", "origin")),
    (without_trees, ("fetch", "--quiet", "--refetch", "--no-filter", "origin")),
]


@pytest.mark.parametrize(("damage", "command"), COMPLETED, ids=lambda case: getattr(case, "__name__", ""))
def test_the_command_that_is_named_completes_the_scan(
    ztlint: Run, history: Checkout, damage: Callable[[Checkout], Path], command: tuple[str, ...]
) -> None:
    root = damage(history)
    Checkout(root).git(*command)
    assert check(ztlint, root, "--history").status == 0


@pytest.mark.parametrize(
    "damage", [missing_blob, damaged_loose_object, missing_tree, missing_commit], ids=lambda f: f.__name__
)
def test_a_lost_object_can_be_fetched_again(
    ztlint: Run, history: Checkout, damage: Callable[[Checkout], Path]
) -> None:
    copy = history.root.parent / "copy"
    history.git("clone", "--quiet", "--mirror", f"file://{history.root}", str(copy))
    history.git("remote", "add", "origin", f"file://{copy}")
    damage(history)
    assert check(ztlint, history.root, "--history").status == 4
    history.git("fetch", "--quiet", "--refetch", "origin")
    assert (
        "could not be read" not in check(ztlint, history.root, "--history").out
        or damage is damaged_loose_object
    )


@pytest.mark.parametrize("arguments", [(), ("--staged",)])
def test_a_bad_index_is_incomplete(ztlint: Run, history: Checkout, arguments: tuple[str, ...]) -> None:
    bad_index(history)
    assert check(ztlint, history.root, *arguments).status == 4


def test_a_staged_blob_that_is_gone_is_incomplete(ztlint: Run, history: Checkout) -> None:
    history.write("new", letters(50))
    history.git("add", "new")
    object_file(history, ":new").unlink()
    assert check(ztlint, history.root, "--staged").status == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_incomplete(ztlint: Run, history: Checkout) -> None:
    (history.root / "README").chmod(0)
    assert check(ztlint, history.root).status == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_object_that_may_not_be_read_is_incomplete(ztlint: Run, history: Checkout) -> None:
    object_file(history, "HEAD~1:README").chmod(0)
    assert check(ztlint, history.root, "--history").status == 4


@pytest.mark.parametrize("arguments", [("--history",), (), ("--staged",), ("--range", "HEAD..HEAD")])
def test_zero_bytes_are_never_a_pass(ztlint: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    checkout = make_checkout(tmp_path / "empty")
    if "--range" in arguments:
        checkout.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
    assert check(ztlint, checkout.root, *arguments).status in {3, 4}


def test_a_limit_that_is_exceeded_is_incomplete(
    ztlint: Run, history: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztlint.sources.objects.MAX_DAMAGED", 2)
    for name in ("HEAD~2:README", "HEAD~1:README", "HEAD~2:folder/file0"):
        object_file(history, name).write_bytes(zlib.compress(b"blob 9\\0short"))
    result = check(ztlint, history.root, "--history")
    assert result.status == 4


def test_what_is_outside_of_a_pack_that_is_lost_is_still_searched(ztlint: Run, history: Checkout) -> None:
    truncated_pack(history)
    history.write("key", github())
    blob = history.git("hash-object", "-w", "key").strip()
    (history.root / "key").unlink()
    result = check(ztlint, history.root, "--history")
    assert result.status == 1
    assert blob[2:] in result.out
    assert "git fetch --refetch origin" in result.out
