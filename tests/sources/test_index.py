"""What is staged is read from the index."""

from pathlib import Path

import pytest
from running import Checkout

from ztlint.core import Failure
from ztlint.sources import Index, Source, staged


def index_of(root: Path) -> Index:
    return Index(root, lambda *_: ())


def contents(checkout: Checkout) -> dict[str, bytes]:
    return {item.path: item.data for item in staged(checkout.root) if isinstance(item, Source)}


def test_the_first_commit_has_everything_staged(checkout: Checkout) -> None:
    checkout.write("a b\n.txt", "one")
    checkout.git("add", "--all")
    assert contents(checkout) == {"a b\n.txt": b"one"}


def test_the_index_counts_and_not_the_working_tree(checkout: Checkout) -> None:
    checkout.write("changed", "old")
    checkout.write("same", "same")
    checkout.write("moved", "a long line that stays\n" * 9)
    checkout.write("gone", "x")
    checkout.commit()
    checkout.write("changed", "staged")
    checkout.write("new", "new")
    checkout.git("rm", "--quiet", "gone")
    checkout.git("mv", "moved", "there")
    checkout.git("add", "--all")
    checkout.write("changed", "later")
    checkout.write("untracked", "x")
    (checkout.root / "new").unlink()
    expected = {"changed": b"staged", "new": b"new", "there": b"a long line that stays\n" * 9}
    assert contents(checkout) == expected


def test_equal_files_share_a_blob_and_are_both_read(checkout: Checkout) -> None:
    checkout.write("a", "x")
    checkout.write("b", "x")
    checkout.git("add", "--all")
    assert contents(checkout) == {"a": b"x", "b": b"x"}


def test_a_links_target_is_its_content_and_submodules_have_none(checkout: Checkout) -> None:
    (checkout.root / "link").symlink_to("target")
    checkout.git("add", "link")
    checkout.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    assert contents(checkout) == {"link": b"target"}


def test_the_index_of_a_partial_commit_counts(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.write("a", "a")
    checkout.git("add", "a")
    (checkout.root / ".git/other").write_bytes((checkout.root / ".git/index").read_bytes())
    checkout.write("b", "b")
    checkout.git("add", "b")
    monkeypatch.setenv("GIT_INDEX_FILE", str(checkout.root / ".git/other"))
    assert contents(checkout) == {"a": b"a"}


def test_a_missing_blob_is_a_failure_and_the_rest_is_read(checkout: Checkout) -> None:
    checkout.write("a", "a")
    checkout.write("b", "b")
    checkout.git("add", "--all")
    blob = checkout.git("rev-parse", ":a").strip()
    (checkout.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    failure, source = staged(checkout.root)
    assert isinstance(failure, Failure)
    assert failure.path == "a"
    assert isinstance(source, Source)
    assert source.path == "b"


def test_a_conflict_is_a_failure(checkout: Checkout) -> None:
    checkout.write("a", "base\n")
    checkout.commit()
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.write("a", "side\n")
    checkout.commit()
    checkout.git("checkout", "--quiet", "main")
    checkout.write("a", "main\n")
    checkout.commit()
    with pytest.raises(Exception, match="merge"):
        checkout.git("merge", "side")
    (failure,) = staged(checkout.root)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.reason) == ("a", "is not merged")


def test_any_tracked_file_can_be_read_from_the_index(checkout: Checkout) -> None:
    checkout.write("sub/a b.txt", "staged")
    checkout.commit()
    checkout.write("sub/a b.txt", "later")
    assert index_of(checkout.root).read("sub/a b.txt") == b"staged"
    assert index_of(checkout.root / "sub").read("a b.txt") == b"staged"
    assert isinstance(index_of(checkout.root).read("missing"), Failure)


def test_outside_a_repository_it_is_a_failure(tmp_path) -> None:  # noqa: ANN001
    (failure,) = staged(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.reason == "not a git repository"


def test_what_is_expected_is_read_with_the_first(checkout: Checkout) -> None:
    for name in "abcd":
        checkout.write(name, f"text of {name}")
    checkout.git("add", "--all")
    asked: list[str] = []

    def expected(path: str, _: bytes) -> list[str]:
        asked.append(path)
        return {"a": ["b", "c", "gone"], "b": ["d", "a"]}.get(path, [])

    index = Index(checkout.root, expected)
    assert index.read("a") == b"text of a"
    assert index.read("b") == b"text of b"
    assert asked == ["a", "b", "c"], "b and c were read in one go"
    assert index.read("d") == b"text of d"
    assert isinstance(index.read("gone"), Failure)
    assert index.read("a") == b"text of a", "once more, when asked once more"
