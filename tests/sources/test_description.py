"""What reports say of the repository, and what they must not say."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace
from running import Checkout

from ztlint.core import Repository
from ztlint.sources import describe
from ztlint.sources.description import public_uri


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://github.com/shop/api.git", "https://github.com/shop/api.git"),
        ("https://me:pass" + "word@github.com/shop/api", "https://github.com/shop/api"),
        ("https://token@host.example:8443/a?private_token=x#y", "https://host.example:8443/a"),
        ("git@github.com:shop/api.git", "ssh://github.com/shop/api.git"),
        ("host:path/with:colon@sign", "ssh://host/path/with:colon@sign"),
        ("ssh://git@host:22/a", "ssh://host:22/a"),
        ("/home/me/api", None),
        ("file:///home/me/api", None),
        ("ext::sh -c x", None),
        ("https://host:port/a", None),
        ("https://[bad", None),
        ("", None),
    ],
)
def test_addresses_lose_their_credentials(address: str, shown: str | None) -> None:
    assert public_uri(address) == shown


def test_a_repository_is_described(checkout: Checkout) -> None:
    checkout.write("a", "x")
    checkout.commit()
    revision = checkout.git("rev-parse", "HEAD").strip()
    date = checkout.git("show", "--no-patch", "--format=%cI", "HEAD").strip().replace("Z", "+00:00")
    checkout.git("remote", "add", "origin", "https://me:x@github.com/shop/api")
    described = describe(checkout.root)
    assert described == Repository("https://github.com/shop/api", revision, "main", described.date)
    assert dt.datetime.fromisoformat(described.date) == dt.datetime.fromisoformat(date)
    assert described.date.endswith("+00:00")
    checkout.git("checkout", "--quiet", "--detach")
    checkout.git("pack-refs", "--all")
    assert describe(checkout.root) == replace(described, branch=None)


def test_before_the_first_commit_there_is_no_revision(checkout: Checkout) -> None:
    assert describe(checkout.root) == Repository(None, None, "main")


def test_a_linked_work_tree_is_described(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write("a", "x")
    checkout.commit()
    checkout.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    described = describe(tmp_path / "linked")
    assert described is not None
    assert described.branch == "side"


def test_outside_a_repository_there_is_nothing_to_describe(tmp_path: Path) -> None:
    assert describe(tmp_path) is None


def test_a_broken_repository_is_described_as_far_as_it_goes(checkout: Checkout) -> None:
    (checkout.root / ".git/HEAD").write_text("nonsense")
    (checkout.root / ".git/config").write_text("[core\n")
    assert describe(checkout.root) == Repository(None, None, None)
