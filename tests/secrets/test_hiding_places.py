"""How many of the places are looked at: with several seeds, place by place, as a user runs it."""

import json
from functools import cache
from pathlib import Path

import pytest
from hiding_places import HISTORY, PLAIN, STAGED, Builder, Place, all_written_forms, build
from running import Run

from ztlint.reporters import REPORTERS
from ztlint.scanners.secrets.identity import cause

SEEDS = (1, 2, 3)
PLACES = 44
ENOUGH = 42

GITHUB = "ZTS001"


@cache
def built(folder: Path, seed: int) -> Builder:
    return build(folder / f"seed-{seed}" / "repository", seed)


@pytest.fixture(params=SEEDS)
def hidden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return built(tmp_path_factory.getbasetemp() / "hiding", request.param)


_FOUND: dict[tuple[int, tuple[str, ...]], dict[str, dict[str, object]]] = {}
"""A repository does not change after it was built, so each command line needs to run only once."""


def found(run: Run, builder: Builder, mode: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """Findings by the digest of their secret."""
    if (builder.seed, mode) in _FOUND:
        return _FOUND[builder.seed, mode]
    result = run(builder.checkout.root, "check", "--only", "secrets", *mode, "-o", "json")
    assert result.status == 1, result.err
    findings = {finding["cause"]: finding for finding in json.loads(result.out)["findings"]}
    return _FOUND.setdefault((builder.seed, mode), findings)


def missed(place: Place, findings: dict[str, dict[str, object]], mode: tuple[str, ...]) -> str:
    """Why a place does not count; nothing where it does."""
    one = findings.get(str(cause(GITHUB, place.token.encode())))
    if one is None:
        return "not found"
    location = one["location"]
    assert isinstance(location, dict)
    if place.path not in str(location["path"]):
        return f"found at {location['path']}"
    if HISTORY[0] not in mode and place.label != "invalid":
        return ""
    return "" if place.label in json.dumps(one["evidence"]) else f"not labelled: {one['evidence']}"


def misses(run: Run, builder: Builder) -> dict[str, str]:
    """By place and command line, why it does not count."""
    seen = {
        mode: found(run, builder, mode) for mode in {mode for one in builder.places for mode in one.modes}
    }
    told = {
        f"{place.name} ({' '.join(mode) or 'plain'})": missed(place, seen[mode], mode)
        for place in builder.places
        for mode in place.modes
    }
    return {name: why for name, why in told.items() if why}


def test_every_place_that_needs_no_unfolding_is_looked_into(ztlint: Run, hidden: Builder) -> None:
    assert len({str(cause(GITHUB, place.token.encode())) for place in hidden.places}) == PLACES
    folded = {place.name for place in hidden.places if place.needs}
    missing = misses(ztlint, hidden)
    assert {name: why for name, why in missing.items() if name.rpartition(" (")[0] not in folded} == {}


def test_nearly_all_places_are_looked_into(ztlint: Run, hidden: Builder) -> None:
    lost = {name.rpartition(" (")[0] for name in misses(ztlint, hidden)}
    assert PLACES - len(lost) >= ENOUGH, sorted(lost)


def test_what_nobody_asked_for_is_not_looked_at(ztlint: Run, hidden: Builder) -> None:
    seen = {mode: found(ztlint, hidden, mode) for mode in (PLAIN, STAGED, HISTORY)}
    only = {
        "ignored": (PLAIN, STAGED, HISTORY),
        "deleted": (PLAIN, STAGED),
        "staged, overwritten": (PLAIN,),
        "unstaged": (STAGED,),
        "untracked": (STAGED,),
    }
    for place in hidden.places:
        for mode in only.get(place.name, ()):
            assert str(cause(GITHUB, place.token.encode())) not in seen[mode], (place.name, mode)


def test_no_output_holds_a_token(ztlint: Run, hidden: Builder, tmp_path: Path) -> None:
    files = [f"--output={name}={tmp_path / name}" for name in REPORTERS]
    result = ztlint(hidden.checkout.root, "check", "--history", "--ignored", *files)
    written = [result.out, result.err, *((tmp_path / name).read_text() for name in REPORTERS)]
    for place in hidden.places:
        for form in all_written_forms(place.token):
            assert not any(form in text for text in written), place.name


def test_the_same_seed_builds_the_same(tmp_path: Path, hidden: Builder) -> None:
    again = build(tmp_path / f"seed-{hidden.seed}" / "repository", hidden.seed)
    assert again.places == hidden.places
