"""``check --overlay``: definitions as their overlays make them, told where each thing was written."""

import json
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Result, Run, write

DEFINITION = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers:
  - url: https://api.example.com
security: [{login: [orders]}]
paths:
  /orders:
    get: {responses: {"200": {description: d}}}
    post: {responses: {"200": {description: d}}}
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
    get: {responses: {"200": {description: d}}}
    delete: {responses: {"204": {description: d}}}
components:
  securitySchemes:
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://l.example.com/t", scopes: {orders: o}}}}
"""
OPEN = """\
overlay: 1.1.0
info: {title: o, version: "1"}
actions:
  - target: $.paths['/orders/{id}'].delete
    update:
      security: []
"""
PLAIN = """\
overlay: 1.0.0
info: {title: o, version: "1"}
actions:
  - target: $
    update:
      servers:
        - url: http://old.example.com
"""
HTTPS = """\
overlay: 1.1.0
info: {title: o, version: "1"}
actions:
  - target: $.servers[?search(@.url, '^http:')]
    remove: true
"""


def report(ztlint: Run, folder: Path, *arguments: str) -> tuple[dict[str, Any], Result]:
    result = ztlint(
        folder, "check", *arguments, "--select", "ZTA101,ZTA301,ZTA405,ZTA911,ZTA912,ZTA913", "-o", "json"
    )
    return json.loads(result.out), result


def places(told: dict[str, Any]) -> list[tuple[str, str, int]]:
    found = told["findings"]
    return [(one["rule"], one["location"]["path"], one["location"]["span"]["start_line"]) for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "openapi.yaml", DEFINITION)
    write(tmp_path, "open.yaml", OPEN)
    write(tmp_path, "plain.yaml", PLAIN)
    write(tmp_path, "https.yaml", HTTPS)
    return tmp_path


def test_a_weakness_of_an_overlay_is_found_in_it_and_one_that_it_mends_is_gone(
    ztlint: Run, folder: Path
) -> None:
    assert places(report(ztlint, folder, "openapi.yaml")[0]) == []
    told, result = report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml", "--overlay", "plain.yaml")
    assert places(told) == [("ZTA101", "open.yaml", 6), ("ZTA301", "plain.yaml", 7)]
    assert told["findings"][0]["location"]["pointer"] == "/actions/0/update/security"
    assert [one["location"]["path"] for one in told["findings"][0]["related"]] == ["openapi.yaml"]
    assert result.status == 1
    both = ("openapi.yaml", "--overlay", "plain.yaml", "--overlay", "https.yaml")
    assert places(report(ztlint, folder, *both)[0]) == []
    turned = ("openapi.yaml", "--overlay", "https.yaml", "--overlay", "plain.yaml")
    assert places(report(ztlint, folder, *turned)[0]) == [("ZTA301", "plain.yaml", 7)]


def test_what_an_overlay_takes_away_is_told_with_what_is_found(ztlint: Run, folder: Path) -> None:
    write(
        folder,
        "openapi.yaml",
        DEFINITION.replace("    delete: {", "    delete: {security: [{login: [orders]}], ")
        .replace("security: [{login: [orders]}]\npaths", "security: []\npaths")
        .replace("get: {", "get: {security: [{login: [orders]}], ")
        .replace("post: {", "post: {security: [{login: [orders]}], "),
    )
    write(
        folder,
        "less.yaml",
        OPEN.replace("    update:\n      security: []\n", "").replace(".delete", ".delete.security")
        + "    remove: true\n",
    )
    assert places(report(ztlint, folder, "openapi.yaml")[0]) == []
    told, _ = report(ztlint, folder, "openapi.yaml", "--overlay", "less.yaml")
    assert [rule for rule, _, _ in places(told)] == ["ZTA101"]
    messages = [(one["location"]["path"], one["message"]) for one in told["findings"][0]["related"]]
    assert ("less.yaml", "An overlay takes 'security' out of it here") in messages or places(told)[0][2] == 5


def test_an_action_whose_target_matches_nothing_is_in_the_coverage(ztlint: Run, folder: Path) -> None:
    write(folder, "open.yaml", OPEN.replace("/orders/", "/order/"))
    told, result = report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")
    assert result.status == 0
    assert told["coverage"]["skipped"] == [
        {
            "reason": "nothing in any definition is at its target: open.yaml, line 4",
            "count": 1,
            "paths": ["open.yaml"],
        }
    ]
    assert "1 overlay action skipped" in result.err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (OPEN.replace("1.1.0", "3.0"), "version that is not known"),
        (OPEN.replace("$.paths", "paths"), "a target is not understood"),
        (OPEN.replace("security: []", "responses: 7"), "can't be merged"),
        ("overlay: [", "cannot be parsed"),
        (DEFINITION, "is no overlay"),
    ],
)
def test_a_broken_overlay_is_a_failure(ztlint: Run, folder: Path, text: str, reason: str) -> None:
    write(folder, "open.yaml", text)
    told, result = report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")
    assert result.status == 4
    assert [one["path"] for one in told["failures"]] == ["open.yaml"]
    assert reason in told["failures"][0]["reason"]


def test_a_missing_overlay_is_wrong_usage(ztlint: Run, folder: Path) -> None:
    result = ztlint(folder, "check", "openapi.yaml", "--overlay", "gone.yaml")
    assert result.status == 2
    assert "no such overlay" in result.err


def test_an_overlay_that_nobody_names_is_no_definition_and_is_said_to_be_left_out(
    ztlint: Run, folder: Path
) -> None:
    told, result = report(ztlint, folder, ".")
    assert result.status == 0
    assert told["coverage"]["definitions"] == 1
    assert told["coverage"]["skipped"] == [
        {
            "reason": "overlays that neither --overlay nor the configuration names",
            "count": 3,
            "paths": ["https.yaml", "open.yaml", "plain.yaml"],
        }
    ]


@pytest.mark.parametrize(
    ("extends", "found"),
    [("", 2), ("extends: openapi.yaml\n", 1), ("extends: ./b/openapi.yaml\n", 1), ("extends: https://x.example/openapi.yaml\n", 2)],
)  # fmt: skip
def test_an_overlay_is_for_the_definition_that_it_extends(
    ztlint: Run, folder: Path, extends: str, found: int
) -> None:
    write(folder, "b/openapi.yaml", DEFINITION)
    write(folder, "open.yaml", extends + OPEN)
    told, _ = report(ztlint, folder, ".", "--overlay", "open.yaml")
    assert told["failures"] == []
    assert sum(len(one["operations"]) for one in told["findings"]) >= 1
    related = {place["location"]["path"] for one in told["findings"] for place in one["related"]}
    assert related <= {"openapi.yaml", "b/openapi.yaml"}
    assert found == 2 or related == {extends.removeprefix("extends: ").strip().removeprefix("./")}


def test_an_overlay_for_no_definition_of_the_run_is_a_failure(ztlint: Run, folder: Path) -> None:
    write(folder, "open.yaml", "extends: other.yaml\n" + OPEN)
    told, result = report(ztlint, folder, ".", "--overlay", "open.yaml")
    assert result.status == 4
    assert told["failures"][0]["reason"] == "was applied to no definition"
    # One definition that is named with it is what it is for, whatever it says.
    assert places(report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")[0]) == [
        ("ZTA101", "open.yaml", 7)
    ]


@pytest.mark.parametrize(
    "configuration",
    ["overlays: [open.yaml]\n", "overlays: {openapi.yaml: open.yaml}\n", "overlays: {./openapi.yaml: [open.yaml, https.yaml]}\n"],
)  # fmt: skip
def test_the_configuration_names_overlays(ztlint: Run, folder: Path, configuration: str) -> None:
    write(folder, ".ztlint.yaml", configuration)
    assert places(report(ztlint, folder, ".")[0]) == [("ZTA101", "open.yaml", 6)]
    told, _ = report(ztlint, folder, ".", "--overlay", "plain.yaml")
    assert [rule for rule, _, _ in places(told)] == ["ZTA301"]


@pytest.mark.parametrize(
    ("configuration", "reason"),
    [("overlays: 7\n", "overlays"), ("overlays: {a: {b: c}}\n", "overlays"), ("overlays: [../out.yaml]\n", "leads out of")],
)  # fmt: skip
def test_a_configuration_that_can_not_be_meant_is_refused(
    ztlint: Run, checkout: Checkout, configuration: str, reason: str
) -> None:
    checkout.write("openapi.yaml", DEFINITION)
    checkout.write(".ztlint.yaml", configuration)
    result = ztlint(checkout.root, "check")
    assert result.status == 2
    assert reason in result.err


def test_waivers_hold_in_the_overlay_and_at_what_it_changes(ztlint: Run, folder: Path) -> None:
    write(
        folder,
        "open.yaml",
        OPEN.replace("security: []", "security: []  # ztlint: ignore[ZTA101] the gateway asks"),
    )
    told, _ = report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")
    assert (places(told), len(told["waived"])) == ([], 1)
    write(folder, "open.yaml", OPEN)
    held = "delete: {x-ztlint: {ignore: [{rule: ZTA101, reason: the gateway asks}]}, "
    write(folder, "openapi.yaml", DEFINITION.replace("delete: {", held))
    told, _ = report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")
    assert (places(told), len(told["waived"])) == ([], 1)
    write(folder, "openapi.yaml", DEFINITION)
    write(folder, "open.yaml", OPEN + "      x-ztlint:\n        public: {reason: the gateway asks}\n")
    assert places(report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")[0]) == []
    write(folder, "open.yaml", OPEN + "      x-ztlint:\n        ignore: [{rule: ZTA301, reason: none}]\n")
    told, _ = report(ztlint, folder, "openapi.yaml", "--overlay", "open.yaml")
    assert places(told) == [("ZTA101", "open.yaml", 6), ("ZTA913", "open.yaml", 8)]


USERS = """\
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /users:
    get: {responses: {"200": {description: d, content: {a/b: {schema: {$ref: "#/components/schemas/U"}}}}}}
    post: {requestBody: {content: {a/b: {schema: {$ref: "#/components/schemas/U"}}}}, responses: {"201": {description: d}}}
components:
  schemas:
    U:
      type: object
      properties:
        name: {type: string}
        password:
          type: string
"""


def test_a_fix_changes_the_definition_where_no_overlay_had_a_hand_in_it(ztlint: Run, tmp_path: Path) -> None:
    write(tmp_path, "openapi.yaml", USERS)
    write(tmp_path, "o.yaml", OPEN.replace("$.paths['/orders/{id}'].delete", "$.paths['/users'].get"))
    ztlint(tmp_path, "check", "openapi.yaml", "--overlay", "o.yaml", "--fix")
    assert (tmp_path / "openapi.yaml").read_text() == USERS + "          writeOnly: true\n"


def test_a_fix_of_what_an_overlay_brought_is_not_made_anywhere(ztlint: Run, tmp_path: Path) -> None:
    bare = USERS.replace("        password:\n          type: string\n", "")
    overlay = OPEN.replace("$.paths['/orders/{id}'].delete", "$.components.schemas.U").replace(
        "      security: []\n", "      properties:\n        password:\n          type: string\n"
    )
    write(tmp_path, "openapi.yaml", bare)
    write(tmp_path, "o.yaml", overlay)
    result = ztlint(tmp_path, "check", "openapi.yaml", "o.yaml", "--overlay", "o.yaml", "--fix", "-o", "json")
    told = json.loads(result.out)
    assert [one["location"]["path"] for one in told["findings"] if "password" in one["message"]][:1] == [
        "o.yaml"
    ]
    assert told["failures"] == []
    assert (tmp_path / "openapi.yaml").read_text() == bare
    assert (tmp_path / "o.yaml").read_text() == overlay


def test_a_secret_that_an_overlay_brings_is_not_shown(ztlint: Run, tmp_path: Path) -> None:
    write(tmp_path, "openapi.yaml", USERS)
    overlay = OPEN.replace(
        "$.paths['/orders/{id}'].delete", "$.components.schemas.U.properties.password"
    ).replace("security: []", "default: kX9vQ2mLr7TzB4wN")
    write(tmp_path, "o.yaml", overlay)
    for form in ("text", "json", "sarif"):
        result = ztlint(tmp_path, "check", "openapi.yaml", "--overlay", "o.yaml", "-o", form)
        assert "o.yaml" in result.out
        assert "kX9vQ2mL" not in result.out + result.err


def test_what_is_staged_is_checked_with_staged_overlays(ztlint: Run, checkout: Checkout) -> None:
    checkout.write("openapi.yaml", DEFINITION)
    checkout.write("open.yaml", OPEN)
    checkout.git("add", "--all")
    checkout.write("open.yaml", "overlay: [")
    told, _ = report(ztlint, checkout.root, "--staged", "--overlay", "open.yaml")
    assert places(told) == [("ZTA101", "open.yaml", 6)]
    assert told["failures"] == []


def test_a_definition_is_checked_when_only_its_overlay_is_staged(ztlint: Run, checkout: Checkout) -> None:
    checkout.write("openapi.yaml", DEFINITION)
    checkout.write("open.yaml", OPEN.replace("security: []", "x-nothing: 1"))
    checkout.write(".ztlint.yaml", "overlays: {openapi.yaml: open.yaml}\n")
    checkout.commit()
    checkout.write("open.yaml", OPEN)
    checkout.git("add", "--all")
    assert places(report(ztlint, checkout.root, "--staged")[0]) == [("ZTA101", "open.yaml", 6)]


def test_an_overlay_may_lie_outside_of_the_root(ztlint: Run, tmp_path: Path) -> None:
    write(tmp_path, "api/openapi.yaml", DEFINITION)
    outside = write(tmp_path, "open.yaml", OPEN)
    told, _ = report(ztlint, tmp_path / "api", "openapi.yaml", "--overlay", "../open.yaml")
    assert places(told) == [("ZTA101", outside.as_posix(), 6)]
