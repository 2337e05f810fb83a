"""Where settings come from, and which of them win."""

from pathlib import Path

import pytest
from running import write

from ztlint.config import PublicEntry, WaiverEntry, configure
from ztlint.errors import ConfigurationError

TOML = 'fail-on = "high"\n'
YAML = "fail-on: high\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [("pyproject.toml", f"[tool.ztlint]\n{TOML}"), (".ztlint.toml", TOML), (".ztlint.yaml", YAML)],
)
def test_each_kind_of_file_is_read(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, name, text)
    configuration = configure({}, start=tmp_path, root=tmp_path)
    assert configuration.fail_on == "high"
    assert configuration.origins == {"fail-on": str(tmp_path / name)}


def test_the_nearest_file_holds_and_nothing_above_the_root_does(tmp_path: Path) -> None:
    write(tmp_path, ".ztlint.yaml", "fail-on: critical\n")
    root, inner = tmp_path / "root", tmp_path / "root" / "a" / "b"
    inner.mkdir(parents=True)
    assert configure({}, start=inner, root=root).fail_on == "low"
    write(root, ".ztlint.yaml", "fail-on: medium\n")
    assert configure({}, start=inner, root=root).fail_on == "medium"
    write(root / "a", ".ztlint.toml", TOML)
    assert configure({}, start=inner, root=root).fail_on == "high"


def test_a_pyproject_of_another_tool_is_no_configuration(tmp_path: Path) -> None:
    write(tmp_path, ".ztlint.yaml", YAML)
    write(tmp_path, "pyproject.toml", "[tool.black]\nline-length = 3\n")
    assert configure({}, start=tmp_path, root=tmp_path).fail_on == "high"


def test_a_folder_with_two_configurations_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, ".ztlint.yaml", YAML)
    write(tmp_path, ".ztlint.toml", TOML)
    with pytest.raises(ConfigurationError, match=r"\.ztlint\.toml and \.ztlint\.yaml"):
        configure({}, start=tmp_path, root=tmp_path)


def test_a_named_file_wins_over_the_nearest_and_isolated_over_both(tmp_path: Path) -> None:
    write(tmp_path, ".ztlint.yaml", YAML)
    other = write(tmp_path, "other.toml", 'fail-on = "medium"\n')
    assert configure({}, start=tmp_path, root=tmp_path, chosen=other).fail_on == "medium"
    assert configure({}, start=tmp_path, root=tmp_path, chosen=other, isolated=True).fail_on == "low"


def test_what_is_given_wins_over_the_file(tmp_path: Path) -> None:
    write(tmp_path, ".ztlint.yaml", "fail-on: high\nselect: [ZTA101]\n")
    given = {"fail-on": ("medium", "--fail-on")}
    configuration = configure(given, start=tmp_path, root=tmp_path)
    assert (configuration.fail_on, configuration.select) == ("medium", ("ZTA101",))
    assert configuration.origins["fail-on"] == "--fail-on"


def test_only_on_the_command_line_sets_aside_what_the_file_skips(tmp_path: Path) -> None:
    write(tmp_path, ".ztlint.yaml", "skip: [secrets]\n")
    configuration = configure({"only": (("secrets",), "--only")}, start=tmp_path, root=tmp_path)
    assert (configuration.only, configuration.skip) == (("secrets",), ())


def test_globs_are_relative_to_the_folder_of_their_file(tmp_path: Path) -> None:
    text = "exclude: [build/, /gen/*.yaml]\nwaivers: [{rule: ZTA101, path: api/a.yaml}]\n"
    write(tmp_path, "sub/.ztlint.yaml", text)
    configuration = configure({}, start=tmp_path / "sub", root=tmp_path)
    assert configuration.exclude == ("sub/**/build/", "sub/gen/*.yaml")
    assert configuration.waivers[0].path == "sub/api/a.yaml"


def test_waivers_and_public_operations_are_read(tmp_path: Path) -> None:
    text = """
[[waivers]]
rule = "ZTA101"
path = "api.yaml"
pointer = "/paths"
reason = "behind the gateway"
expires = 2031-01-31

[[public]]
path = "/health"
method = "get"
reason = "for the load balancer"
"""
    write(tmp_path, ".ztlint.toml", text)
    configuration = configure({}, start=tmp_path, root=tmp_path)
    waiver = WaiverEntry("ZTA101", "api.yaml", "/paths", "behind the gateway", None, "2031-01-31")
    assert configuration.waivers == (waiver,)
    assert configuration.public == (PublicEntry("for the load balancer", path="/health", method="get"),)


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("fial-on: high", r"unknown key 'fial-on'", "Did you mean 'fail-on'?"),
        ("waivers: [{rule: ZTA101, path: a, raeson: b}]", r"unknown key 'waivers.0.raeson'", "'reason'"),
        ("fail-on: hihg", r"fail-on: not one of .*; did you mean 'high'", "config schema"),
        ("only: [secret]", r"only\.0: not one of .*; did you mean 'secrets'", "config schema"),
        ("select: ZTA101", r"select: is not of type array", "config schema"),
        ("waivers: [{rule: ZTA101}]", r"waivers\.0: lacks 'path'", "config schema"),
        ("public: [{reason: a}]", r"public\.0: needs either 'operation' or 'path'", "config schema"),
        ("public: [{reason: a, operation: b, method: get}]", r"has 'method' without 'path'", "config schema"),
        ("waivers: [{rule: a, path: b, expires: soon}]", r"expires: does not have the form", "config schema"),
        ("- a", r"is not of type object", "config schema"),
        ("a: [", r":2: cannot be parsed", "--isolated"),
        ("fail-on: low\nfail-on: high", r"/fail-on stands twice", "one of them"),
        ("fail-on: low\n---\nfail-on: high", r"holds 2 YAML documents", "one of them"),
    ],
)
def test_a_wrong_file_is_an_error_that_says_what_to_do(
    tmp_path: Path, text: str, message: str, advice: str
) -> None:
    write(tmp_path, ".ztlint.yaml", text + "\n")
    with pytest.raises(ConfigurationError, match=message) as caught:
        configure({}, start=tmp_path, root=tmp_path)
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    "data",
    [b"a = ", b"\xff = 1", b"a = " + b"[" * 5000, b"a" * (1024 * 1024 + 1)],
    ids=["cut off", "not UTF-8", "deep", "large"],
)
def test_hostile_toml_is_an_error_and_no_traceback(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, ".ztlint.toml", data)
    with pytest.raises(ConfigurationError):
        configure({}, start=tmp_path, root=tmp_path)


def test_a_value_in_the_wrong_place_is_not_repeated(tmp_path: Path) -> None:
    """It may be a secret that somebody pasted one line too low."""
    word = "hunter" + "2hunter2"
    write(tmp_path, ".ztlint.yaml", f"fail-on: {word}\n")
    with pytest.raises(ConfigurationError) as caught:
        configure({}, start=tmp_path, root=tmp_path)
    assert word not in caught.value.message + caught.value.advice


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        configure({}, start=tmp_path, root=tmp_path, chosen=tmp_path / "none.toml")
