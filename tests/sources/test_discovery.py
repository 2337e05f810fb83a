"""Which files are looked at, and that none is lost silently."""

import os
from pathlib import Path

import pytest
from running import Checkout, write

from ztlint.core import Failure, Skipped
from ztlint.errors import UsageError
from ztlint.sources import Discovery, discover, read_file


def skipped(found: Discovery) -> dict[str, tuple[str, ...]]:
    return {item.reason: item.paths for item in found.skipped}


def test_tracked_and_new_files_are_found_and_ignored_ones_are_not(checkout: Checkout) -> None:
    for path in ("b.txt", "a/c.txt", "build/out.txt", ".gitignore"):
        checkout.write(path, "build/\n")
    checkout.git("add", "b.txt")
    assert discover(checkout.root, ()).files == (".gitignore", "a/c.txt", "b.txt")


def test_what_is_named_is_taken_even_if_ignored(checkout: Checkout) -> None:
    checkout.write(".gitignore", "build/\n")
    checkout.write("build/out.txt", "x")
    checkout.write("build/deep/in.txt", "x")
    assert discover(checkout.root, (Path("build/out.txt"),)).files == ("build/out.txt",)
    assert discover(checkout.root, (checkout.root / "build",)).files == ("build/deep/in.txt", "build/out.txt")


@pytest.mark.parametrize("inside", [True, False], ids=["repository", "plain folder"])
def test_any_file_name_works(checkout: Checkout, tmp_path: Path, inside: bool) -> None:
    root = checkout.root if inside else tmp_path / "plain"
    names = [
        "a b.txt",
        "new\nline",
        "k\u00e9y",
        os.fsdecode(b"bytes\xff\xfe"),
        "-dash",
        ":(glob)x",
        '"quoted"',
        "*.txt",
    ]
    for name in names:
        write(root, name, name.encode("utf-8", "surrogateescape"))
    found = discover(root, ())
    assert found.files == tuple(sorted(names))
    for name in names:
        assert read_file(root, name) == name.encode("utf-8", "surrogateescape")
        assert discover(root, (Path(name),)).files == (name,)


def test_only_what_lies_below_the_paths_is_found(checkout: Checkout) -> None:
    for path in ("a/x", "ab/x", "b/x"):
        checkout.write(path, "x")
    assert discover(checkout.root, (Path("a"), Path("b/x"))).files == ("a/x", "b/x")


def test_a_root_within_a_repository_gives_paths_relative_to_itself(checkout: Checkout) -> None:
    checkout.write("sub/a", "x")
    checkout.write("other", "x")
    assert discover(checkout.root / "sub", ()).files == ("a",)


def test_outside_a_repository_dependencies_are_left_out_and_said(tmp_path: Path) -> None:
    write(tmp_path, "src/a.py", "x")
    write(tmp_path, "node_modules/p/index.js", "x")
    found = discover(tmp_path, ())
    assert found.files == ("src/a.py",)
    assert skipped(found) == {"dependencies": ("node_modules",)}


def test_what_is_no_regular_file_is_said(checkout: Checkout) -> None:
    checkout.write("file", "x")
    checkout.write("gone", "x")
    (checkout.root / "link").symlink_to("/etc/hosts")
    (checkout.root / "folder").symlink_to("/etc")
    checkout.git("add", "--all")
    (checkout.root / "gone").unlink()
    Checkout(checkout.root).git("init", "--quiet", "nested")
    checkout.write("nested/x", "x")
    found = discover(checkout.root, ())
    assert found.files == ("file",)
    assert skipped(found) == {
        "another repository": ("nested/",),
        "deleted in the working tree": ("gone",),
        "symbolic link": ("folder", "link"),
    }


def test_pipes_are_neither_found_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert skipped(discover(tmp_path, ())) == {"not a regular file": ("pipe",)}
    assert isinstance(read_file(tmp_path, "pipe"), Failure)


def test_links_in_a_plain_folder_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret", "x")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "outside")
    assert discover(root, ()) == Discovery((), (Skipped("symbolic link", 1, ("link",)),), (), ("link",))


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("b.txt", ("a/c.yaml", "a/d/c.yaml")),
        ("*.yaml", ("a/b.txt", "b.txt")),
        ("a", ("b.txt",)),
        ("a/", ("b.txt",)),
        ("a/*.yaml", ("a/b.txt", "a/d/c.yaml", "b.txt")),
        ("a/**", ("b.txt",)),
        ("**/c.yaml", ("a/b.txt", "b.txt")),
        ("?.txt", ("a/c.yaml", "a/d/c.yaml")),
        ("[b].txt", ("a/b.txt", "a/c.yaml", "a/d/c.yaml", "b.txt")),
    ],
)
def test_excluding(checkout: Checkout, pattern: str, left: tuple[str, ...]) -> None:
    everything = ("a/b.txt", "a/c.yaml", "a/d/c.yaml", "b.txt")
    for path in everything:
        checkout.write(path, "x")
    found = discover(checkout.root, (), (pattern,))
    assert found.files == left
    assert sum(item.count for item in found.skipped) == len(everything) - len(left)


@pytest.mark.parametrize("path", ["missing", "../outside", "/etc"])
def test_paths_that_do_not_fit_are_wrong_usage(checkout: Checkout, path: str) -> None:
    write(checkout.root.parent, "outside", "x")
    with pytest.raises(UsageError):
        discover(checkout.root, (Path(path),))


def test_reading_stays_within_the_root(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret", "x")
    root = tmp_path / "root"
    write(root, "inside/a", "a")
    (root / "file").symlink_to(tmp_path / "outside/secret")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "within").symlink_to("inside")
    for path in ("file", "folder/secret", "../outside/secret", "missing", "inside"):
        assert isinstance(read_file(root, path), Failure)
    assert read_file(root, "within/a") == b"a"


def test_too_large_files_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.sources.files.MAX_SIZE", 10)
    write(tmp_path, "a", "x" * 11)
    failure = read_file(tmp_path, "a")
    assert isinstance(failure, Failure)
    assert "too large" in failure.reason
