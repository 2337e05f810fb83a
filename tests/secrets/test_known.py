"""What an earlier run found clean is not read again, and nothing is lost by that."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from planted import github
from running import Checkout, make_checkout

from ztlint.scanners.secrets import Extent, HistoryScan, Matcher
from ztlint.scanners.secrets import known as module
from ztlint.scanners.secrets.history import scan_history
from ztlint.scanners.secrets.known import MAX_FILES, Known, known

TOKEN = github()
ONE, TWO, THREE = "1" * 40, "2" * 40, "3" * 64


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZTLINT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def again(checkout: Checkout, matcher: Matcher) -> HistoryScan:
    return scan_history(checkout.root, matcher, Extent(remember=True))


def read_again(scan: HistoryScan) -> int:
    """Objects that were not left out."""
    left_out = sum(int(note.split(" ")[0]) for note in scan.notes)
    return scan.blobs + scan.commits - left_out


@pytest.fixture
def history(checkout: Checkout) -> Checkout:
    for number in range(5):
        checkout.write("file", f"version {number}\n")
        checkout.commit()
    checkout.write("key", f"a\n{TOKEN}\n")
    checkout.commit()
    return checkout


def test_only_new_objects_and_those_with_findings_are_read(history: Checkout, matcher: Matcher) -> None:
    first, second = again(history, matcher), again(history, matcher)
    assert (read_again(first), read_again(second)) == (12, 1)
    history.write("other", "new\n")
    history.commit()
    assert read_again(again(history, matcher)) == 3


def test_every_run_says_the_same(history: Checkout, matcher: Matcher) -> None:
    told = [(scan.findings, scan.failures, scan.size) for scan in (again(history, matcher) for _ in range(3))]
    assert told[0] == told[1] == told[2]
    assert len(told[0][0]) == 1


def test_a_new_place_of_a_known_blob_is_told(history: Checkout, matcher: Matcher) -> None:
    again(history, matcher)
    history.write("copy", f"a\n{TOKEN}\n")
    history.commit()
    assert {finding.location.path for finding in again(history, matcher).findings} == {"key", "copy"}


def test_other_rules_look_at_everything_again(history: Checkout, matcher: Matcher) -> None:
    rules = [pattern.rule for pattern in matcher.patterns]
    one, other = known(history.root, rules), known(history.root, rules[1:])
    assert one is not None
    assert other is not None
    assert one.file != other.file


def test_repositories_share_nothing(history: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    """An id made by hand in one says nothing of another, not even of one that takes its place."""
    again(history, matcher)
    copy = tmp_path / "copy"
    make_checkout(copy).git("pull", "--quiet", str(history.root), "main")
    assert read_again(again(Checkout(copy), matcher)) == 12
    before = known(history.root, ())
    objects = history.root / ".git/objects"
    objects.rename(tmp_path / "kept")
    (copy / ".git/objects").rename(objects)
    assert before != known(history.root, ())


def test_nothing_of_a_secret_is_kept(history: Checkout, matcher: Matcher, folder: Path) -> None:
    again(history, matcher)
    blob = history.git("rev-parse", "HEAD:key").strip()
    kept = b"".join(file.read_bytes() for file in folder.glob("objects-*"))
    assert kept
    assert TOKEN.encode() not in kept
    assert bytes.fromhex(blob) not in kept


def test_only_the_user_can_read_it(history: Checkout, matcher: Matcher, folder: Path) -> None:
    again(history, matcher)
    (file,) = folder.glob("objects-*.db")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_kept_within_the_repository(
    history: Checkout, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZTLINT_CACHE", str(history.root / "cache"))
    assert read_again(again(history, matcher)) == 12
    assert not (history.root / "cache").exists()


DAMAGE = {
    "empty": lambda file: file.write_bytes(b""),
    "not a database": lambda file: file.write_bytes(b"not a database" * 1000),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "other ids": lambda file: _forge(file),  # noqa: PLW0108 - defined below,
}


def _forge(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE clean SET ids = ?", (bytes.fromhex(TWO),))


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    memory = Known(tmp_path / "objects-x.db")
    memory.add([ONE])
    for side in ("-wal", "-shm"):
        assert not Path(f"{memory.file}{side}").exists()
    DAMAGE[damage](memory.file)
    assert memory.ids() == frozenset()
    memory.add([TWO])
    assert memory.ids() == {TWO}


def test_a_damaged_file_is_made_anew_when_it_is_written(tmp_path: Path) -> None:
    memory = Known(tmp_path / "objects-x.db")
    memory.file.write_bytes(b"not a database" * 1000)
    memory.add([ONE])
    memory.add([ONE])
    assert memory.ids() == {ONE}


def test_a_file_that_can_not_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Known(tmp_path / "file" / "objects-x.db")
    memory.add([ONE])
    assert memory.ids() == frozenset()


def test_runs_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    memory = Known(tmp_path / "objects-x.db")
    ids = [f"{number:040x}" for number in range(60)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: memory.add([one]), ids))
    assert memory.ids() == set(ids)


def test_ids_of_either_length_are_kept(tmp_path: Path) -> None:
    memory = Known(tmp_path / "objects-x.db")
    memory.add([ONE, THREE])
    memory.add([TWO])
    assert memory.ids() == {ONE, TWO, THREE}


def test_what_is_kept_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SIZE", 200)
    memory = Known(tmp_path / "objects-x.db")
    for number in range(100):
        memory.add([f"{number:040x}"])
    assert 0 < len(memory.ids()) <= 26
    for number in range(MAX_FILES + 5):
        Known(tmp_path / f"objects-{number}.db").add([ONE])
    assert len(list(tmp_path.glob("objects-*.db"))) == MAX_FILES
