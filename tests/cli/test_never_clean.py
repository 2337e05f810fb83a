"""Whatever a definition or a secret is written in, a run that did not see it is not clean."""

import json
import os
from pathlib import Path

import pytest
from running import Checkout, Run

OPEN = 'info: {title: t, version: "1"}\npaths:\n  /a:\n    delete: {responses: {"204": {description: d}}}\n'


@pytest.mark.parametrize(
    "head",
    [
        "openapi: &v 3.0.3\n",
        "&k openapi: 3.0.3\n",
        "x-v: &v 3.0.3\nopenapi: *v\n",
        "openapi: >-\n  3.0.3\n",
        "openapi: # which one\n  3.0.3\n",
        "!!str openapi: !!str 3.0.3\n",
        "? openapi\n: 3.0.3\n",
        '"open\\u0061pi": "3.0.3"\n',
        '"open\\x61pi": "\\u0033.0.3"\n',
        '? "open\\\n  api"\n: 3.0.3\n',
        "openapi: v3.0.3\n",
        'openapi: " 3.0.3"\n',
    ],
)
def test_a_definition_is_known_however_its_version_is_written(tmp_path: Path, ztlint: Run, head: str) -> None:
    (tmp_path / "api.yaml").write_text(head + OPEN)
    result = ztlint(tmp_path, "check")
    assert (result.status, "1 API definition (1 operation)" in result.err) == (1, True), result.err


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_text(tmp_path: Path, ztlint: Run, encoding: str) -> None:
    (tmp_path / "api.yaml").write_bytes(("openapi: 3.0.3\n" + OPEN).encode(encoding))
    assert "ZTA104" in ztlint(tmp_path, "check").out
    (tmp_path / "api.yaml").write_bytes(
        ("token: npm_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8\n").encode(encoding)
    )
    assert "npm" in ztlint(tmp_path, "check").out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("api.yaml", " openapi: 3.0.3\n paths: [\n"),
        ("api.oas", "openapi: 3.0.3\npaths: [\n"),
        ("api.yaml.tmpl", "openapi: 3.0.3\npaths: {{ all }\n"),
        ("api.jsonl", '{"openapi": "3.0.3"}\n{"openapi": "3.0.3"}\n'),
        ("api.json", '[{"openapi": "3.0.3"}]'),
    ],
)
def test_what_means_to_be_a_definition_and_cannot_be_read_is_incomplete(
    tmp_path: Path, ztlint: Run, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    assert ztlint(tmp_path, "check").status == 4


@pytest.mark.parametrize(
    "head",
    [
        "swagger: 2\n",
        "openapi: 3\n",
        "openapi: [3.0.3]\n",
        "openapi: \uff13.\uff10.\uff13\n",
        "openapi: 0x333\n",
        "openapi: 3_0_3\n",
        "openapi: 3.0.3\nopenapi: ''\n",
        "openapi: three\n",
        "openapi: {version: 3.0.3}\n",
        "openapi:\n",
        "OpenAPI: 3.0.3\n",
        "SWAGGER: '2.0'\n",
        "openapi : 3\n",
        f"openapi: '{'3' * 5000}.0'\n",
        f"openapi: '{' ' * 5000}3.0'\n",
        '"open\\\n  api": 3.0.3\n',
    ],
)
def test_what_means_to_be_a_definition_and_says_no_version_is_incomplete(
    tmp_path: Path, ztlint: Run, head: str
) -> None:
    (tmp_path / "api.yaml").write_text(head + OPEN, "utf-8")
    result = ztlint(tmp_path, "check")
    assert (result.status, "stopped with" in result.out) == (4, False), result.out


def test_one_that_is_not_recognised_beside_one_that_is(tmp_path: Path, ztlint: Run) -> None:
    (tmp_path / "api.yaml").write_text("openapi: 3.0.3\n" + OPEN + "---\nopenapi: 3\n" + OPEN)
    result = ztlint(tmp_path, "check")
    assert ("1 operation" in result.err, "api.yaml:7:1" in result.out) == (True, True), result.out
    assert "does not say which version" in result.out


JSON = '"openapi": "3.0.3", "paths": {"/a": {"delete": {"responses": {"204": {"description": "d"}}}}}'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonc", "// c\n{" + JSON + "}"),
        ("a.jsonc", "/* c */ {\n\t// it's\n\t" + JSON + ', "x": "// no"}'),
        ("a.jsonc", "{" + JSON + ",\t// c\n}"),
        ("a.yaml", "{ // c\n" + JSON + "}"),
        ("a.yaml", "{servers: [{url: http://a.example}], " + JSON + "}"),
        ("a.json5", "{openapi: '3.0.3', // c\n paths: {'/a': {delete: {responses: {},},},},}"),
    ],
)
def test_json_with_comments_is_checked(tmp_path: Path, ztlint: Run, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    result = ztlint(tmp_path, "check")
    assert (result.status, "1 API definition (1 operation)" in result.err) == (1, True), result.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "// c\n{" + JSON + "}"),
        ("a.json5", "{openapi:'3.0.3',paths:{'/a':{}}}"),
        ("a.json5", "{openapi:'3.0.3',paths: {'/a': {}}}"),
        ("a.jsonc", "{" + JSON + "} /* c"),
        ("a.json", '[{"openapi": 3, "paths": {}}]'),
    ],
)
def test_json_that_cannot_be_read_is_incomplete(tmp_path: Path, ztlint: Run, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    result = ztlint(tmp_path, "check")
    assert (result.status, "1 operation" in result.err) in ((4, False), (1, True)), result.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("values.yaml", "openapi: {enabled: true}\ncomponents: {a: 1}\npaths: [a]\n"),
        ("application.yaml", "swagger: {enabled: true}\ninfo: {app: shop}\n"),
        ("application.yml", "swagger: true\ninfo: {app: {version: 1}}\n"),
        ("package.json", '{"name": "a", "version": "3.0.3", "swagger": "docs/v3/swagger.json", "info": {}}'),
        ("redocly.yaml", "openapi: docs/v1/openapi.yaml\ncomponents: {a: b}\n"),
        ("config.yaml", "a: {openapi: 3, paths: {/a: {}}}\n"),
        ("versions.yaml", "openapi: 7.2.0-1\nnode: 20\n"[:9] + "7\nnode: 20\n"),
        ("renovate.json5", "{packageRules: [{openapi: 'x', paths: ['a'],},],}"),
    ],
)
def test_what_only_has_a_key_of_that_name_is_no_failure(
    tmp_path: Path, ztlint: Run, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    assert ztlint(tmp_path, "check").status == 0


def test_templates_that_only_mention_the_word_are_no_failure(tmp_path: Path, ztlint: Run) -> None:
    (tmp_path / "chart.yaml").write_text("kind: x\nspec:\n  openapi: {{ .Values.openapi }}\n  a: [\n")
    assert ztlint(tmp_path, "check").status == 0


def test_a_failure_of_git_is_not_dropped_by_a_path(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("a.txt", "hello\n")
    checkout.commit()
    checkout.write("a.txt", "changed\n")
    checkout.git("add", "a.txt")
    tree = checkout.git("rev-parse", "HEAD^{tree}").strip()
    lost = checkout.root / ".git" / "objects" / tree[:2] / tree[2:]
    lost.chmod(0o600)
    lost.unlink()
    assert ztlint(checkout.root, "check", "--staged", "a.txt").status == 4


def test_exclusions_hold_for_what_is_staged(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("ok.txt", "fine\n")
    checkout.write("gen/api.yaml", "openapi: 3.0.3\n" + OPEN)
    checkout.git("add", ".")
    result = ztlint(checkout.root, "check", "--staged", "--exclude", "gen")
    assert (result.status, "excluded by configuration" in result.err) == (0, True), result.err


def test_a_bare_repository_has_no_files_to_look_at(checkout: Checkout, ztlint: Run, tmp_path: Path) -> None:
    checkout.write("a.txt", "hello\n")
    checkout.commit()
    bare = tmp_path / "bare.git"
    checkout.git("clone", "--quiet", "--bare", ".", os.fspath(bare))
    result = ztlint(bare, "check")
    assert (result.status, "--history" in result.err) == (2, True), result.err


def test_a_sparse_checkout_is_incomplete(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("in/a.txt", "hello\n")
    checkout.write("out/api.yaml", "openapi: 3.0.3\n" + OPEN)
    checkout.commit()
    checkout.git("sparse-checkout", "set", "in")
    result = ztlint(checkout.root, "check")
    assert (result.status, "outside of the sparse checkout" in result.out) == (4, True), result.err


def test_a_link_that_is_named_is_not_followed_and_not_clean(tmp_path: Path, ztlint: Run) -> None:
    (tmp_path / "target.txt").write_text("hello\n")
    (tmp_path / "link.txt").symlink_to("target.txt")
    result = ztlint(tmp_path, "check", "link.txt")
    assert (result.status, "symbolic link" in result.err + result.out) == (4, True), result.err


@pytest.mark.parametrize(
    "reference", ["a%00b.yaml", "#/tags/" + "9" * 5000, "#/tags/-1", "x" * 5000 + ".yaml", "#/tags/\u00b2"]
)
def test_an_odd_reference_stops_nothing_else(tmp_path: Path, ztlint: Run, reference: str) -> None:
    path = f"  /b: {{$ref: '{reference}'}}\n"
    (tmp_path / "api.yaml").write_text("openapi: 3.0.3\n" + OPEN + path)
    result = ztlint(tmp_path, "check")
    assert (result.status, "ZTA104" in result.out) == (1, True), result.err
    assert "stopped with" not in result.out + result.err


ROOT = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nsecurity: [{k: []}]\npaths: {'/a/{id}': {$ref: p/a.yaml}}\n"
KEY = "components: {securitySchemes: {k: {type: http, scheme: bearer}}}\n"
CLOSED = "delete: {responses: {'204': {description: d}}, parameters: [{$ref: ../q/id.yaml}]}\n"
PARAMETER = "name: id\nin: path\nrequired: true\nschema: {type: string}\n"


@pytest.fixture
def of_files(checkout: Checkout) -> Checkout:
    checkout.write("api/openapi.yaml", ROOT + KEY)
    checkout.write("api/p/a.yaml", CLOSED)
    checkout.write("api/q/id.yaml", PARAMETER)
    checkout.write("other/data.yaml", "a: 1\n")
    checkout.write("other/openapi.yaml", "openapi: 3.0.3\n" + OPEN)
    checkout.commit()
    return checkout


@pytest.mark.parametrize("arguments", [["--staged"], ["api/p/a.yaml"], ["api/p"]])
def test_a_fragment_is_checked_with_the_definition_it_is_part_of(
    of_files: Checkout, ztlint: Run, arguments: list[str]
) -> None:
    of_files.write("api/p/a.yaml", "servers: [{url: 'http://shop.example'}]\n" + CLOSED)
    of_files.git("add", "--all")
    result = ztlint(of_files.root, "check", *arguments)
    assert (result.status, "api/p/a.yaml" in result.out) == (1, True), result.err
    assert "1 API definition (1 operation)" in result.err


def test_the_definition_may_be_several_files_away(of_files: Checkout, ztlint: Run) -> None:
    of_files.write("api/q/id.yaml", PARAMETER.replace("id", "password"))
    of_files.git("add", "--all")
    result = ztlint(of_files.root, "check", "--staged")
    assert "1 API definition (1 operation)" in result.err


def test_other_data_calls_for_no_definition(of_files: Checkout, ztlint: Run) -> None:
    of_files.write("other/data.yaml", "a: 2\n")
    of_files.git("add", "--all")
    result = ztlint(of_files.root, "check", "--staged")
    assert (result.status, "API definition" in result.err) == (0, False), result.err


@pytest.mark.parametrize("reference", ["gone.yaml", "https://a.example/p.yaml", "'#/x'", "'#'"])
@pytest.mark.parametrize("head", ["openapi: 3.0.3", "swagger: '2.0'"])
def test_paths_that_are_not_followed_are_incomplete(
    tmp_path: Path, ztlint: Run, head: str, reference: str
) -> None:
    text = f"{head}\ninfo: {{title: t, version: '1'}}\npaths: {{$ref: {reference}}}\n"
    (tmp_path / "api.yaml").write_text(text)
    result = ztlint(tmp_path, "check", "--fail-on", "critical")
    assert (result.status, "'paths'" in result.out) == (4, True), result.out


def test_findings_behind_referenced_paths_say_the_way(tmp_path: Path, ztlint: Run) -> None:
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {$ref: p.yaml}\n"
    )
    (tmp_path / "p.yaml").write_text("/a:\n  delete: {responses: {'204': {description: d}}}\n")
    result = ztlint(tmp_path, "check", "-o", "json")
    found = [finding for finding in json.loads(result.out)["findings"] if finding["rule"] == "ZTA104"]
    assert [finding["location"]["path"] for finding in found] == ["p.yaml"]
    assert "api.yaml" in str(found)
