"""Every place in which a repository can remember a secret, and every reason why it could not be looked at."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from planted import github, letters
from running import Checkout, make_checkout

from ztlint.core import Finding
from ztlint.errors import UsageError
from ztlint.scanners.secrets import Extent, HistoryScan, Matcher, merge
from ztlint.scanners.secrets.history import scan_history

TOKEN = github()
DATE = "2021-03-04T05:06:07+01:00"


def scan(checkout: Checkout, matcher: Matcher, **options: str) -> HistoryScan:
    return scan_history(checkout.root, matcher, Extent(**options))


def only(scanned: HistoryScan) -> Finding:
    assert scanned.failures == ()
    (finding,) = merge(scanned.findings)
    return finding


def commit(checkout: Checkout, message: str = "a change", date: str = DATE) -> str:
    checkout.git("add", "--all")
    checkout.git("commit", "--quiet", "--allow-empty", "--message", message, "--date", date)
    return checkout.git("rev-parse", "HEAD").strip()


def start(checkout: Checkout) -> str:
    checkout.write("README", "hello\n")
    return commit(checkout, "start", "2020-01-01T00:00:00+00:00")


def deleted_file(checkout: Checkout) -> tuple[str, str]:
    checkout.write("dir/k\u00e9y file.txt", f"a\n  {TOKEN}\n")
    made = commit(checkout)
    checkout.git("rm", "--quiet", "dir/k\u00e9y file.txt")
    commit(checkout, "gone", "2022-01-01T00:00:00+00:00")
    return "dir/k\u00e9y file.txt", made


def overwritten_file(checkout: Checkout) -> tuple[str, str]:
    checkout.write("key", TOKEN)
    made = commit(checkout)
    checkout.write("key", "clean\n")
    commit(checkout, "gone", "2022-01-01T00:00:00+00:00")
    return "key", made


def file_of_a_merge(checkout: Checkout) -> tuple[str, str]:
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.write("side", "side\n")
    commit(checkout, "side")
    checkout.git("checkout", "--quiet", "main")
    checkout.write("main", "main\n")
    commit(checkout, "main")
    checkout.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    checkout.write("only-here", TOKEN)
    made = commit(checkout, "merge")
    checkout.git("rm", "--quiet", "only-here")
    commit(checkout, "gone")
    return "only-here", made


def branch_without_merge(checkout: Checkout) -> tuple[str, str]:
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.write("key", TOKEN)
    made = commit(checkout)
    checkout.git("checkout", "--quiet", "main")
    return "key", made


def tag_alone(checkout: Checkout) -> tuple[str, str]:
    _, made = branch_without_merge(checkout)
    checkout.git("tag", "v1", "side")
    checkout.git("branch", "--quiet", "-D", "side")
    checkout.git("reflog", "expire", "--expire=now", "--all")
    return "key", made


def pull_request(checkout: Checkout) -> tuple[str, str]:
    _, made = branch_without_merge(checkout)
    checkout.git("update-ref", "refs/pull/7/head", "side")
    checkout.git("branch", "--quiet", "-D", "side")
    checkout.git("reflog", "expire", "--expire=now", "--all")
    return "key", made


def reflog_alone(checkout: Checkout) -> tuple[str, str]:
    checkout.write("key", TOKEN)
    made = commit(checkout)
    checkout.git("reset", "--quiet", "--hard", "HEAD~1")
    return "key", made


def forgotten_commit(checkout: Checkout) -> tuple[str, str]:
    path, made = reflog_alone(checkout)
    checkout.git("reflog", "expire", "--expire=now", "--all")
    return path, made


def stash(checkout: Checkout) -> tuple[str, str]:
    checkout.write("README", TOKEN)
    checkout.git("stash", "--quiet")
    return "README", checkout.git("rev-parse", "stash@{0}^2").strip()


def untracked_stash(checkout: Checkout) -> tuple[str, str]:
    checkout.write("new", TOKEN)
    checkout.git("stash", "--quiet", "--include-untracked")
    return "new", checkout.git("rev-parse", "stash@{0}^3").strip()


def symbolic_link(checkout: Checkout) -> tuple[str, str]:
    (checkout.root / "link").symlink_to(TOKEN)
    return "link", commit(checkout)


def ignored_by_attributes(checkout: Checkout) -> tuple[str, str]:
    checkout.write(".gitattributes", "* -diff\n")
    checkout.write("key.bin", b"\x00\x01" + TOKEN.encode() + b"\x00")
    return "key.bin", commit(checkout)


PLACES = [
    deleted_file,
    overwritten_file,
    file_of_a_merge,
    branch_without_merge,
    tag_alone,
    pull_request,
    reflog_alone,
    forgotten_commit,
    untracked_stash,
    symbolic_link,
    ignored_by_attributes,
]


@pytest.mark.parametrize("plant", PLACES, ids=lambda plant: plant.__name__)
def test_a_secret_is_found_with_its_commit_and_path(
    checkout: Checkout, matcher: Matcher, plant: Callable[[Checkout], tuple[str, str]]
) -> None:
    start(checkout)
    path, made = plant(checkout)
    finding = only(scan(checkout, matcher))
    assert (finding.location.path, finding.location.commit) == (path, made)


def test_a_stash_is_looked_at(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    stash(checkout)
    assert only(scan(checkout, matcher)).location.path == "README"


def test_the_author_date_and_the_span_are_those_of_the_first_commit(
    checkout: Checkout, matcher: Matcher
) -> None:
    start(checkout)
    deleted_file(checkout)
    finding = only(scan(checkout, matcher))
    assert finding.author_date == DATE
    assert finding.location.span is not None
    assert (finding.location.span.start_line, finding.location.span.start_column) == (2, 3)


def test_a_file_that_moves_is_where_it_was_first(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    checkout.write("first", TOKEN)
    made = commit(checkout)
    checkout.git("mv", "first", "second")
    commit(checkout, "move", "2022-01-01T00:00:00+00:00")
    finding = only(scan(checkout, matcher))
    assert (finding.location.path, finding.location.commit) == ("first", made)


def test_messages_are_looked_at(checkout: Checkout, matcher: Matcher) -> None:
    made = commit(checkout, f"use it\n\n{TOKEN}\n")
    finding = only(scan(checkout, matcher))
    assert (finding.location.path, finding.location.commit) == (".git/COMMIT_EDITMSG", made)
    assert finding.author_date == DATE


def test_annotated_tags_are_looked_at(checkout: Checkout, matcher: Matcher) -> None:
    made = start(checkout)
    checkout.git("tag", "--annotate", "--message", f"release with {TOKEN}", "v1")
    finding = only(scan(checkout, matcher))
    assert (finding.location.path, finding.location.commit) == (".git/TAG_EDITMSG", made)


def test_notes_are_looked_at(checkout: Checkout, matcher: Matcher) -> None:
    made = start(checkout)
    checkout.git("notes", "add", "--message", TOKEN)
    finding = only(scan(checkout, matcher))
    assert finding.location.path.replace("/", "") == made
    assert finding.location.commit == checkout.git("rev-parse", "refs/notes/commits").strip()


def test_a_dangling_blob_is_found_and_said_to_be_one(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    checkout.write("key", TOKEN)
    checkout.git("add", "key")
    blob = checkout.git("rev-parse", ":key").strip()
    checkout.write("key", "clean")
    checkout.git("add", "key")
    finding = only(scan(checkout, matcher))
    assert finding.location.path == f".git/objects/{blob[:2]}/{blob[2:]}"
    assert any("nothing refers to" in fact.value for fact in finding.evidence)


def test_a_staged_blob_has_the_path_of_the_index(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    checkout.write("key", TOKEN)
    checkout.git("add", "key")
    finding = only(scan(checkout, matcher))
    assert (finding.location.path, finding.location.commit) == ("key", None)


def test_a_repository_of_the_newer_hash_is_read(tmp_path: Path, matcher: Matcher) -> None:
    root = tmp_path / "newer"
    root.mkdir()
    checkout = Checkout(root)
    checkout.git("init", "--quiet", "--object-format=sha256")
    checkout.git("config", "user.name", "A")
    checkout.git("config", "user.email", "a@example.com")
    checkout.write("key", TOKEN)
    made = commit(checkout)
    assert len(made) == 64
    assert only(scan(checkout, matcher)).location.commit == made


def test_a_bare_repository_is_read(checkout: Checkout, matcher: Matcher, tmp_path: Path) -> None:
    start(checkout)
    path, made = deleted_file(checkout)
    checkout.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    finding = only(scan(Checkout(tmp_path / "bare"), matcher))
    assert (finding.location.path, finding.location.commit) == (path, made)


def test_what_was_looked_at_is_counted(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    deleted_file(checkout)
    seen: list[tuple[int, int]] = []
    scanned = scan_history(checkout.root, matcher, progress=lambda done, total: seen.append((done, total)))
    assert (scanned.commits, scanned.blobs) == (3, 2)
    assert scanned.size > 50
    assert seen[-1] == (5, 5)


def test_packed_and_loose_give_the_same_in_every_run(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    for number in range(8):
        checkout.write(f"f{number}", f"{github(number)}\n{letters(400, number)}\n")
        commit(checkout, f"change {number}", f"2021-01-0{number + 1}T00:00:00+00:00")
    loose = merge(scan(checkout, matcher).findings)
    checkout.git("gc", "--quiet")
    packed = merge(scan(checkout, matcher).findings)
    assert len(loose) == 8
    assert loose == packed == merge(scan(checkout, matcher).findings)


def narrowed(checkout: Checkout) -> list[str]:
    commits = [start(checkout)]
    for number in (1, 2):
        checkout.write(f"key{number}", github(number))
        commits.append(commit(checkout, f"number {number}"))
    return commits


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"revisions": "{1}..{2}"}, ["key2"]),
        ({"revisions": "{0}..HEAD"}, ["key1", "key2"]),
        ({"revisions": "{1}.."}, ["key2"]),
        ({"since": "{1}"}, ["key2"]),
        ({"since": "{0}"}, ["key1", "key2"]),
    ],
)
def test_the_history_can_be_narrowed(
    checkout: Checkout, matcher: Matcher, options: dict[str, str], expected: list[str]
) -> None:
    commits = narrowed(checkout)
    options = {name: value.format(*commits) for name, value in options.items()}
    scanned = scan(checkout, matcher, **options)
    assert sorted(finding.location.path for finding in scanned.findings) == expected
    assert scanned.commits == len(expected)


def test_nothing_in_the_range_is_no_pass(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    assert "holds nothing" in scan(checkout, matcher, revisions="HEAD..HEAD").failures[0].reason


def test_a_repository_without_a_commit_is_no_pass(checkout: Checkout, matcher: Matcher) -> None:
    assert "holds nothing" in scan(checkout, matcher).failures[0].reason


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "-p", ""])
def test_a_revision_that_does_not_exist_is_wrong_usage(
    checkout: Checkout, matcher: Matcher, revision: str
) -> None:
    start(checkout)
    with pytest.raises(UsageError):
        scan(checkout, matcher, revisions=f"{revision or 'gone'}..HEAD")


def test_a_folder_without_repository_is_a_failure(tmp_path: Path, matcher: Matcher) -> None:
    assert scan_history(tmp_path, matcher).failures[0].reason == "not a git repository"


def test_a_shallow_clone_is_scanned_and_said_to_be_cut_off(
    checkout: Checkout, matcher: Matcher, tmp_path: Path
) -> None:
    start(checkout)
    overwritten_file(checkout)
    clone = Checkout(tmp_path / "clone")
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.root}", str(clone.root))
    scanned = scan(clone, matcher)
    assert scanned.findings == ()
    (failure,) = scanned.failures
    assert "shallow" in failure.reason
    clone.git("fetch", "--quiet", "--unshallow")
    assert only(scan(clone, matcher)).location.path == "key"


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_partial_clone_names_the_command_that_completes_it(
    checkout: Checkout, matcher: Matcher, tmp_path: Path, kind: str
) -> None:
    start(checkout)
    overwritten_file(checkout)
    checkout.git("config", "uploadpack.allowFilter", "true")
    clone = Checkout(tmp_path / "clone")
    checkout.git(
        "clone", "--quiet", f"--filter={kind}", "--no-checkout", f"file://{checkout.root}", str(clone.root)
    )
    scanned = scan(clone, matcher)
    assert any("partial clone" in failure.reason for failure in scanned.failures)
    assert any("git fetch --refetch --no-filter origin" in failure.advice for failure in scanned.failures)
    clone.git("fetch", "--quiet", "--refetch", "--no-filter", "origin")
    assert only(scan(clone, matcher)).location.path == "key"


def object_file(checkout: Checkout, name: str) -> Path:
    id_ = checkout.git("rev-parse", name).strip()
    return checkout.root / ".git" / "objects" / id_[:2] / id_[2:]


@pytest.mark.parametrize("name", ["HEAD~1:README", "HEAD~1^{tree}", "HEAD~1"])
def test_a_missing_object_is_a_failure_and_the_rest_is_scanned(
    checkout: Checkout, matcher: Matcher, name: str
) -> None:
    start(checkout)
    checkout.write("README", "other\n")
    commit(checkout)
    checkout.write("README", TOKEN)
    commit(checkout)
    object_file(checkout, name).unlink()
    scanned = scan(checkout, matcher)
    assert len(scanned.findings) == 1
    assert any(
        "missing" in failure.reason and "git fetch --refetch" in failure.advice
        for failure in scanned.failures
    )


def overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [b"", b"garbage", zlib.compress(b"blob 999999\0short")])
def test_a_damaged_object_is_a_failure_and_the_rest_is_scanned(
    checkout: Checkout, matcher: Matcher, damage: bytes
) -> None:
    for number in range(6):
        checkout.write(f"f{number}", f"{number}\n")
    checkout.write("key", TOKEN)
    commit(checkout)
    overwrite(object_file(checkout, "HEAD:f3"), damage)
    scanned = scan(checkout, matcher)
    assert [finding.location.path for finding in scanned.findings] == ["key"]
    assert any("could not be read" in failure.reason for failure in scanned.failures)


def test_a_damaged_pack_is_a_failure_and_the_rest_is_scanned(checkout: Checkout, matcher: Matcher) -> None:
    for number in range(6):
        checkout.write(f"f{number}", letters(3000, number))
    checkout.write("key", TOKEN)
    commit(checkout)
    checkout.git("repack", "-adq")
    (pack,) = (checkout.root / ".git/objects/pack").glob("*.pack")
    data = bytearray(pack.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 16] = b"X" * 16
    overwrite(pack, bytes(data))
    scanned = scan(checkout, matcher)
    assert any("could not be read" in failure.reason for failure in scanned.failures)
    assert scanned.size > 9000


@pytest.mark.parametrize("kind", ["pack", "idx"])
def test_an_unusable_pack_is_a_failure(checkout: Checkout, matcher: Matcher, kind: str) -> None:
    start(checkout)
    checkout.git("repack", "-adq")
    checkout.write("key", TOKEN)
    commit(checkout)
    (path,) = (checkout.root / ".git/objects/pack").glob(f"*.{kind}")
    overwrite(path, b"JUNK" + path.read_bytes()[4:])
    assert scan(checkout, matcher).failures != ()


def test_an_object_too_large_to_be_held_is_searched_all_the_same(
    checkout: Checkout, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztlint.sources.objects.LARGE", 1000)
    monkeypatch.setattr("ztlint.sources.objects.MAX_SIZE", 3000)
    checkout.write("large", "\u00e9\n" * 700 + f"key = {github(2)}\n" + "x" * 2000)
    checkout.write("large.gz", b"\x1f\x8b" + b"x" * 4000)
    checkout.write("zkey", TOKEN)
    made = commit(checkout)
    scanned = scan(checkout, matcher)
    large, other = sorted(merge(scanned.findings), key=lambda finding: finding.location.path)
    assert (large.location.path, large.location.commit, other.location.path) == ("large", made, "zkey")
    assert large.location.span is not None
    assert (large.location.span.start_line, large.location.span.start_column) == (701, 7)
    assert large.location.span.start == 1400 + 6
    (failure,) = scanned.failures
    assert "too large to be unpacked" in failure.reason


def test_an_object_that_ends_early_is_told_of_and_what_was_read_is_searched(
    checkout: Checkout, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztlint.sources.objects.LARGE", 1000)
    checkout.write("large", TOKEN + "\n" + letters(3_000_000))
    checkout.write("other", github(2))
    commit(checkout)
    place = object_file(checkout, "HEAD:large")
    overwrite(place, place.read_bytes()[:-20_000])
    scanned = scan(checkout, matcher)
    assert {finding.location.path for finding in scanned.findings} >= {"other"}
    assert any("could not be read" in failure.reason for failure in scanned.failures)


def test_made_up_headers_are_survived(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    tree = checkout.git("rev-parse", "HEAD^{tree}").strip()
    made_up = f"tree {tree}\nauthor no date at all\ncommitter x <y> 99999999999999999999 +9999\n\n{TOKEN}\n"
    checkout.write("raw", made_up)
    checkout.git("hash-object", "-t", "commit", "--literally", "-w", "raw")
    (checkout.root / "raw").unlink()
    finding = only(scan(checkout, matcher))
    assert finding.author_date is None


def test_replacements_and_grafts_hide_nothing(checkout: Checkout, matcher: Matcher) -> None:
    start(checkout)
    path, made = overwritten_file(checkout)
    checkout.git("replace", "--graft", "HEAD")
    checkout.git("reflog", "expire", "--expire=now", "--all")
    finding = only(scan(checkout, matcher))
    assert (finding.location.path, finding.location.commit) == (path, made)


def test_two_repositories_are_told_apart(tmp_path: Path, matcher: Matcher) -> None:
    one, two = make_checkout(tmp_path / "one"), make_checkout(tmp_path / "two")
    start(one)
    deleted_file(two)
    assert scan(one, matcher).findings == ()
    assert len(scan(two, matcher).findings) == 1
