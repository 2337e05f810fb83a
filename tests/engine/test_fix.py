"""``check --fix``: what is certain is changed, nothing else, and only files of this run."""

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Result, Run, github_token, write

from ztlint.core import Rule
from ztlint.engine import fixing
from ztlint.engine.examples import example_findings
from ztlint.fixes import Unproven
from ztlint.rulebook import load_rulebook
from ztlint.sources import rewrite

USER = "{get: {responses: {'200': {description: u, content: {a/b: {schema: {$ref: '#/components/schemas/U'}}}}}}, post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/U'}}}}, responses: {'201': {description: c}}}}"
PASSWORD = f"""\
openapi: 3.0.3
info: {{title: t, version: "1"}}
paths:
  /users: {USER}
components:
  schemas:
    U:
      type: object
      properties:
        password:
          type: string  # hashed
"""
MENDED = PASSWORD + "          writeOnly: true\n"


def api(version: str = "3.0.3", **sections: str) -> str:
    """An API with one operation; ``sections`` are written below it."""
    key = "swagger" if version.startswith("2") else "openapi"
    given = "".join(f"{name}: {text}\n" for name, text in sections.items())
    path = "paths: {/orders: {get: {responses: {'200': {description: Orders}}}}}\n"
    return (
        f'{key}: "{version}"\ninfo: {{title: t, version: "1"}}\n'
        + ("" if "paths" in sections else path)
        + given
    )


def operation(lines: str) -> str:
    return (
        "\n  /orders:\n    get:\n"
        + "".join(f"      {line}\n" for line in lines.split("\n"))
        + "      responses: {'200': {description: Orders}}"
    )


OAUTH = "{securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://l.example.com/t', scopes: {%s}}}}}}"

FIXED = {
    "http becomes https": (
        "ZTA301",
        api(servers="[{url: 'http://api.example.com/v1'}]"),
        api(servers="[{url: 'https://api.example.com/v1'}]"),
    ),
    "ws becomes wss, in capital letters": (
        "ZTA301",
        api(servers="[{url: WS://api.example.com}]"),
        api(servers="[{url: wss://api.example.com}]"),
    ),
    "http goes where https is offered": (
        "ZTA301",
        api(servers="[{url: http://api.example.com:8080}, {url: https://api.example.com:8080}]"),
        api(servers="[{url: https://api.example.com:8080}]"),
    ),
    "2.0, the only scheme": (
        "ZTA301",
        api("2.0", host="api.example.com", schemes="[http]"),
        api("2.0", host="api.example.com", schemes="[https]"),
    ),
    "2.0, http goes where https is offered": (
        "ZTA301",
        api("2.0", host="api.example.com", schemes="\n- http\n- https"),
        api("2.0", host="api.example.com", schemes="\n- https"),
    ),
    "an address of the authorization server": (
        "ZTA303",
        api(components="{securitySchemes: {l: {type: openIdConnect, openIdConnectUrl: http://l.example.com/c}}}"),
        api(components="{securitySchemes: {l: {type: openIdConnect, openIdConnectUrl: https://l.example.com/c}}}"),
    ),
    "a key of an operation": (
        "ZTA113",
        api(paths=operation("secuirty: [{login: [read]}]"), components=OAUTH % "read: Read"),
        api(paths=operation("security: [{login: [read]}]"), components=OAUTH % "read: Read"),
    ),
    "a key of the root": (
        "ZTA113",
        api(Security="[{login: [read]}]", components=OAUTH % "read: Read"),
        api(security="[{login: [read]}]", components=OAUTH % "read: Read"),
    ),
    "a key of the components": (
        "ZTA113",
        api(components="{securityScheme: {k: {type: http, scheme: bearer}}}"),
        api(components="{securitySchemes: {k: {type: http, scheme: bearer}}}"),
    ),
    "2.0, a key of the root": (
        "ZTA113",
        api("2.0", securityDefinition="{k: {type: basic}}"),
        api("2.0", securityDefinitions="{k: {type: basic}}"),
    ),
    "a scope in two places": (
        "ZTA204",
        api(paths=operation("security: [{login: [order:read]}]"), security="[{login: [order:read]}]", components=OAUTH % "'orders:read': Read").replace("get:\n", "post: {responses: {'201': {description: c}}}\n    get:\n"),
        api(paths=operation("security: [{login: [orders:read]}]"), security="[{login: [orders:read]}]", components=OAUTH % "'orders:read': Read").replace("get:\n", "post: {responses: {'201': {description: c}}}\n    get:\n"),
    ),
    "a scope in other case": (
        "ZTA204",
        api(security="[{login: [Orders_Read]}]", components=OAUTH % "'orders:read': Read"),
        api(security="[{login: [orders:read]}]", components=OAUTH % "'orders:read': Read"),
    ),
    "a scheme in other case": (
        "ZTA112",
        api(security="[{Login: []}]", components=OAUTH % "read: R"),
        api(security="[{login: []}]", components=OAUTH % "read: R"),
    ),
    "a password": ("ZTA403", PASSWORD, MENDED),
    "a flag that its own words call read-only": (
        "ZTA501",
        PASSWORD.replace("password:\n          type: string  # hashed", "isAdmin: {type: boolean, description: Read-only.}"),
        PASSWORD.replace("password:\n          type: string  # hashed", "isAdmin: {type: boolean, readOnly: true, description: Read-only.}"),
    ),
}  # fmt: skip

LEFT = {
    "a port": ("ZTA301", api(servers="[{url: 'http://api.example.com:8080'}]")),
    "a number": ("ZTA301", api(servers="[{url: 'http://203.0.113.7'}]")),
    "an internal name": ("ZTA301", api(servers="[{url: 'http://orders.prod.internal'}]")),
    "a variable": ("ZTA301", api(servers="[{url: 'http://{region}.example.com', variables: {region: {default: eu}}}]")),
    "the scheme is a variable": ("ZTA301", api(servers="[{url: '{s}://x.example.com', variables: {s: {default: http}}}]")),
    "credentials in the address": ("ZTA301", api(servers="[{url: 'http://me:geheim7@api.example.com'}]")),
    "2.0 without a host": ("ZTA301", api("2.0", schemes="[http]")),
    "2.0 with a port": ("ZTA301", api("2.0", host="api.example.com:8080", schemes="[http]")),
    "an authorization server with a port": ("ZTA303", api(components="{securitySchemes: {l: {type: openIdConnect, openIdConnectUrl: 'http://l.example.com:8080/c'}}}")),
    "an empty list would open what is closed": ("ZTA113", api(paths=operation("secuirty: []"), security="[{login: [read]}]", components=OAUTH % "read: Read")),
    "an empty alternative": ("ZTA113", api(paths=operation("secuirty: [{login: []}, {}]"), components=OAUTH % "read: Read")),
    "a weaker scheme than the inherited one": ("ZTA113", api(paths=operation("secuirty: [{key: []}]"), security="[{login: [read]}]", components=(OAUTH % "read: Read").replace("{login", "{key: {type: apiKey, in: query, name: k}, login"))),
    "no list": ("ZTA113", api(secuirty="{login: []}")),
    "two keys for one": ("ZTA113", api(secuirty="[{login: []}]", Security="[{login: []}]")),
    "a key of another version": ("ZTA113", api(securityDefinition="{k: {type: http, scheme: bearer}}")),
    "a key that references name": ("ZTA113", api(Components="{schemas: {A: {type: string}}, x: {$ref: '#/Components/schemas/A'}}")),
    "two near scopes": ("ZTA204", api(security="[{login: [order:reads]}]", components=OAUTH % "'order:read': R, 'orders:reads': R")),
    "a scope with another number": ("ZTA204", api(security="[{login: [api-v1]}]", components=OAUTH % "api-v2: R")),
    "a scope that is there already": ("ZTA204", api(security="[{login: [read, raed]}]", components=OAUTH % "read: R")),
    "one letter makes another word": ("ZTA204", api(security="[{login: ['x:get']}]", components=OAUTH % "'x:set': R")),
    "a word of the API is spelled as it should be": ("ZTA204", api(security="[{login: ['order:read']}]", components=OAUTH % "'orders:read': R").replace("/orders", "/order")),
    "signs alone": ("ZTA204", api(security="[{login: ['**']}]", components=OAUTH % "'***': R")),
    "another version": ("ZTA204", api(security="[{login: ['api:1.1']}]", components=OAUTH % "'api:11': R")),
    "a scheme with another number": ("ZTA112", api(security="[{login1: []}]", components=(OAUTH % "read: R").replace("{login", "{login2"))),
    "a scheme that is asked for already": ("ZTA112", api(security="[{login: [], Login: []}]", components=OAUTH % "read: R")),
    "no near scope": ("ZTA204", api(security="[{login: [write]}]", components=OAUTH % "read: R")),
    "2.0 has no writeOnly": ("ZTA403", api("2.0", paths="{/users: {post: {parameters: [{name: b, in: body, schema: {$ref: '#/definitions/U'}}], responses: {'201': {description: c, schema: {$ref: '#/definitions/U'}}}}}}", definitions="{U: {properties: {password: {type: string}}}}")),
    "nothing counts beside a reference in 3.0": ("ZTA403", PASSWORD.replace("password:\n          type: string  # hashed", "password: {$ref: '#/components/schemas/P'}") + "    P: {type: string}\n"),
    "writeOnly was decided against": ("ZTA403", PASSWORD + "          writeOnly: false\n"),
    "a flag of which nothing is said": ("ZTA501", PASSWORD.replace("password:", "isAdmin:").replace("string", "boolean")),
    "read-only is a value": ("ZTA501", PASSWORD.replace("password:\n", "isAdmin:\n          description: Admin, or else read-only access\n").replace("string", "boolean")),
}  # fmt: skip


def fix(ztlint: Run, folder: Path, rule: str, *flags: str) -> Result:
    return ztlint(folder, "check", ".", "--isolated", "--only", "openapi", "--select", rule, "--fix", *flags)


@pytest.mark.parametrize(("rule", "before", "after"), FIXED.values(), ids=FIXED)
def test_what_is_certain_is_fixed(tmp_path: Path, ztlint: Run, rule: str, before: str, after: str) -> None:
    file = write(tmp_path, "api.yaml", before)
    result = fix(ztlint, tmp_path, rule)
    assert file.read_text() == after
    assert (result.status, result.out.strip()) == (0, "")
    assert "ztlint: fixed 1 finding in 1 file\n" in result.err
    assert "no fix is certain" in fix(ztlint, tmp_path, rule).err


@pytest.mark.parametrize(("rule", "text"), LEFT.values(), ids=LEFT)
def test_what_is_not_certain_is_left(tmp_path: Path, ztlint: Run, rule: str, text: str) -> None:
    file = write(tmp_path, "api.yaml", text)
    result = fix(ztlint, tmp_path, rule)
    assert file.read_text() == text
    assert result.status == 1, "the finding itself is there"
    assert "no fix is certain" in result.err
    assert "--fix" not in result.out


def test_a_dry_run_shows_a_diff_and_writes_nothing(checkout: Checkout, ztlint: Run) -> None:
    file = checkout.write("apis/api.yaml", PASSWORD)
    before = file.stat()
    result = fix(ztlint, checkout.root, "ZTA403", "--dry-run", "-o", "json=../out.json")
    assert file.read_text() == PASSWORD
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert "would fix 1 finding in 1 file" in result.err
    assert result.status == 1
    assert [
        one["rule"] for one in json.loads((checkout.root.parent / "out.json").read_text())["findings"]
    ] == ["ZTA403"]
    checkout.write("../changes.diff", result.out)
    checkout.git("apply", "../changes.diff")
    assert file.read_text() == MENDED


@pytest.mark.parametrize(
    "text", [MENDED.replace("\n", "\r\n"), MENDED.removesuffix("\n")], ids=["CR LF", "no final line end"]
)
def test_git_applies_the_diff(checkout: Checkout, ztlint: Run, text: str) -> None:
    before = text.replace("          writeOnly: true\r\n", "").replace("\n          writeOnly: true", "")
    file = checkout.write("api.yaml", before)
    checkout.write("../changes.diff", fix(ztlint, checkout.root, "ZTA403", "--dry-run").out)
    checkout.git("apply", "../changes.diff")
    assert file.read_bytes() == text.encode()


def test_a_dry_run_that_has_nothing_to_show(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "api.yaml", MENDED)
    result = fix(ztlint, tmp_path, "ZTA403", "--dry-run")
    assert (result.status, result.out) == (0, "")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--dry-run",), "--dry-run belongs to --fix"),
        (("--fix", "--staged"), "--fix changes files of the working tree"),
        (("--fix", "--history"), "--fix changes files of the working tree"),
        (("--fix", "--range", "HEAD~1..HEAD"), "--fix changes files of the working tree"),
        (("--fix", "--pushed"), "--fix changes files of the working tree"),
        (("--fix", "--dry-run", "-o", "json"), "the diff goes to standard output"),
    ],
)
def test_wrong_usage(checkout: Checkout, ztlint: Run, flags: tuple[str, ...], message: str) -> None:
    file = checkout.write("api.yaml", PASSWORD)
    checkout.commit()
    checkout.commit()
    result = ztlint(checkout.root, "check", *flags)
    assert result.status == 2
    assert message in result.err
    assert file.read_text() == PASSWORD


def test_the_report_shows_what_is_left_and_marks_what_can_be_fixed(tmp_path: Path, ztlint: Run) -> None:
    write(
        tmp_path,
        "api.yaml",
        PASSWORD + "servers: [{url: 'http://a.example.com'}, {url: 'http://b.example.com:1'}]\n",
    )
    flags = ("check", ".", "--isolated", "--select", "ZTA301,ZTA403")
    before = ztlint(tmp_path, *flags).out
    assert "--fix   adds 'writeOnly: true'\n" in before
    assert "--fix   writes 'https://a.example.com'\n" in before
    assert "3 findings: 3 high; 2 can be fixed with --fix\n" in before
    after = ztlint(tmp_path, *flags, "--fix")
    assert "1 finding: 1 high\n" in after.out
    assert "fixed 2 findings in 1 file" in after.err
    assert after.status == 1


def test_what_is_accepted_stays(tmp_path: Path, ztlint: Run) -> None:
    text = PASSWORD.replace("# hashed", "# ztlint: ignore[ZTA403] test users only")
    file = write(
        tmp_path,
        "api.yaml",
        text.replace("        password:", "        # ztlint: ignore[ZTA403] test users\n        password:"),
    )
    before = file.read_text()
    assert "no fix is certain" in fix(ztlint, tmp_path, "ZTA403").err
    assert file.read_text() == before


def split(tmp_path: Path) -> Path:
    """A definition whose schema stands in another file."""
    write(
        tmp_path,
        "api.yaml",
        PASSWORD.split("components:", maxsplit=1)[0].replace("#/components/schemas/U", "schemas/u.yaml"),
    )
    return write(tmp_path, "schemas/u.yaml", "type: object\nproperties:\n  password: {type: string}\n")


def test_a_fix_in_a_file_that_a_reference_leads_to(tmp_path: Path, ztlint: Run) -> None:
    schema = split(tmp_path)
    assert fix(ztlint, tmp_path, "ZTA403").status == 0
    assert schema.read_text() == "type: object\nproperties:\n  password: {type: string, writeOnly: true}\n"


def test_files_that_were_not_given_are_not_changed(tmp_path: Path, ztlint: Run) -> None:
    schema = split(tmp_path)
    before = schema.read_text()
    result = ztlint(tmp_path, "check", "api.yaml", "--isolated", "--select", "ZTA403", "--fix")
    assert schema.read_text() == before
    assert result.status == 1


def test_what_is_certain_in_one_definition_only_is_left(tmp_path: Path, ztlint: Run) -> None:
    """3.1 lets ``writeOnly`` stand beside a reference, and 3.0 ignores it."""
    split(tmp_path)
    schema = write(tmp_path, "schemas/u.yaml", "properties: {password: {$ref: p.yaml}}\n")
    write(tmp_path, "schemas/p.yaml", "type: string\n")
    text = (tmp_path / "api.yaml").read_text()
    write(tmp_path, "b.yaml", text.replace("3.0.3", "3.1.0"))
    before = schema.read_text()
    assert fix(ztlint, tmp_path, "ZTA403").status == 1
    assert schema.read_text() == before


def test_what_an_alias_shares_is_fixed_once(tmp_path: Path, ztlint: Run) -> None:
    text = PASSWORD.replace("        password:\n", "        password: &p\n")
    file = write(tmp_path, "api.yaml", text + "        pin: *p\n")
    assert fix(ztlint, tmp_path, "ZTA403").status == 0
    assert file.read_text() == text + "          writeOnly: true\n        pin: *p\n"


def test_mode_and_other_files_stay(tmp_path: Path, ztlint: Run) -> None:
    file = write(tmp_path, "api.yaml", PASSWORD)
    file.chmod(0o640)
    fix(ztlint, tmp_path, "ZTA403")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["api.yaml"]


def test_no_link_is_written_through(tmp_path: Path, ztlint: Run) -> None:
    outside = write(tmp_path, "outside/api.yaml", PASSWORD)
    inside = tmp_path / "repository"
    write(inside, "folder/api.yaml", PASSWORD)
    (inside / "link").symlink_to("folder")
    (inside / "api.yaml").symlink_to(outside)
    result = ztlint(inside, "check", "link/api.yaml", "api.yaml", "--isolated", "--select", "ZTA403", "--fix")
    assert outside.read_text() == PASSWORD
    assert (inside / "folder/api.yaml").read_text() == PASSWORD
    assert "was not written" in result.out
    assert result.status == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gone", "No such file"),
        ("link", "symbolic"),
        ("folder/x", "No such file"),
        ("../x", "not plain"),
        ("linked/file", ""),
        ("other", "changed"),
        ("locked", "read-only"),
    ],
)
def test_rewriting_refuses(tmp_path: Path, path: str, reason: str) -> None:
    for name in ("root/file", "root/other", "root/locked", "root/folder/file", "x"):
        write(tmp_path, name, "other" if "other" in name else "before")
    (tmp_path / "root/locked").chmod(0o444)
    (tmp_path / "root/link").symlink_to("file")
    (tmp_path / "root/linked").symlink_to("folder")
    failure = rewrite(tmp_path / "root", path, b"before", b"after")
    assert failure is not None
    assert reason in failure.reason
    assert {file.read_text() for file in tmp_path.rglob("*") if file.is_file()} == {"before", "other"}


def test_a_failed_write_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, "api.yaml", "before")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", full)
    failure = rewrite(tmp_path, "api.yaml", b"before", b"after")
    assert failure is not None
    assert "No space left" in failure.reason
    assert [path.name for path in tmp_path.iterdir()] == ["api.yaml"]
    assert file.read_text() == "before"


def test_what_cannot_be_proven_is_left_alone_with_a_failure(
    tmp_path: Path, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = write(tmp_path, "bad.yaml", PASSWORD)
    good = write(tmp_path, "good.yaml", PASSWORD)
    really = fixing.fixed

    def doubtful(path: str, *rest: Any) -> bytes | Unproven:
        return Unproven("more than the fix would change") if path == "bad.yaml" else really(path, *rest)

    monkeypatch.setattr(fixing, "fixed", doubtful)
    result = fix(ztlint, tmp_path, "ZTA403")
    assert (bad.read_text(), good.read_text()) == (PASSWORD, MENDED)
    assert "was not fixed: more than the fix would change" in result.out
    assert "fixed 1 finding in 1 file" in result.err


@pytest.mark.parametrize("broken", ["the finding stays", "a reference breaks"])
def test_a_draft_that_does_not_help_is_not_written(
    tmp_path: Path, ztlint: Run, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    text = PASSWORD + "servers: [{url: 'http://a.example.com'}]\n"
    file = write(tmp_path, "api.yaml", text)

    def useless(_: str, data: bytes, __: object) -> bytes:
        worse = data.replace(b"http:", b"https:").replace(b"schemas/U'", b"schemas/V'", 1)
        return data + b"# nothing\n" if broken == "the finding stays" else worse

    monkeypatch.setattr(fixing, "fixed", useless)
    result = ztlint(tmp_path, "check", ".", "--isolated", "--select", "ZTA301,unresolved-reference", "--fix")
    assert file.read_text() == text
    assert "was not fixed: " in result.out
    assert result.status == 1


def test_no_secret_in_a_diff_or_a_report(tmp_path: Path, ztlint: Run) -> None:
    token = github_token()
    lines = PASSWORD.replace("# hashed", f"# {token}") + "servers: [{url: 'http://a.example.com'}]\n"
    text = lines + "x-key: " + token + "\n"
    write(tmp_path, "api.yaml", text)
    dry = ztlint(
        tmp_path, "check", ".", "--isolated", "--fix", "--dry-run", "-o", "json=o.json", "-o", "sarif=o.sarif"
    )
    assert "+          writeOnly: true\n" in dry.out
    for output in (dry.out, dry.err, (tmp_path / "o.json").read_text(), (tmp_path / "o.sarif").read_text()):
        assert token not in output
    ztlint(tmp_path, "check", ".", "--isolated", "--fix")
    assert (tmp_path / "api.yaml").read_text().count(token) == text.count(token), (
        "a secret is not what a fix changes"
    )


def test_a_fix_that_quotes_a_secret_is_not_shown(tmp_path: Path, ztlint: Run) -> None:
    token = github_token()
    write(
        tmp_path,
        "api.yaml",
        api(security=f"[{{login: [{token.upper()}]}}]", components=OAUTH % f"{token}: Read"),
    )
    ztlint(tmp_path, "check", ".", "--isolated", "-o", "json=o.json")
    report = json.loads((tmp_path / "o.json").read_text())
    assert [one["fix"] for one in report["findings"] if one["rule"] == "ZTA204"] == [None]
    assert token not in (tmp_path / "o.json").read_text()


def test_a_diff_cannot_drive_the_terminal(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "api.yaml", PASSWORD.replace("hashed", "\u202e\u2028"))
    out = fix(ztlint, tmp_path, "ZTA403", "--dry-run").out
    assert "\u202e" not in out
    assert "\\u202e\\u2028" in out


def test_reports_hold_the_exact_change(tmp_path: Path, ztlint: Run) -> None:
    text = PASSWORD.replace(
        "        password:\n          type: string  # hashed",
        "        😀: {}\n        password: {x-a: 😀, type: string}",
    )
    write(tmp_path, "api.yaml", text)
    flags = ("check", ".", "--isolated", "--select", "ZTA403", "-o", "json=o.json", "-o", "sarif=o.sarif")
    ztlint(tmp_path, *flags)
    fix_ = json.loads((tmp_path / "o.json").read_text())["findings"][0]["fix"]
    change = fix_["changes"][0]
    assert fix_["description"] == "adds 'writeOnly: true'"
    after = text[: change["span"]["start"]] + change["text"] + text[change["span"]["end"] :]
    assert "{x-a: 😀, type: string, writeOnly: true}" in after
    result = json.loads((tmp_path / "o.sarif").read_text())["runs"][0]["results"][0]
    region = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    line = text.split("\n")[region["startLine"] - 1].encode("utf-16-le")
    start, end = (2 * region[column] - 2 for column in ("startColumn", "endColumn"))
    assert (line[:start] + change["text"].encode("utf-16-le") + line[end:]).decode(
        "utf-16-le"
    ) == after.split("\n")[region["startLine"] - 1]


BOOK = load_rulebook()


@pytest.mark.parametrize("rule", [rule for rule in BOOK.rules if rule.fixable], ids=lambda rule: rule.name)
def test_a_rule_that_says_it_is_fixable_fixes_an_example_of_its_own(rule: Rule) -> None:
    bad = [example for example in rule.examples if example.bad]
    assert any(finding.fix for example in bad for finding in example_findings(rule, example, BOOK))


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus of real definitions at {CORPUS}")
@pytest.mark.parametrize(
    "folder", ["adyen", "digitalocean", "intercom", "netlify", "oai-examples", "slack", "xero"]
)
def test_real_definitions_change_by_their_fixes_only(folder: str, tmp_path: Path, ztlint: Run) -> None:
    copy = tmp_path / folder
    shutil.copytree(CORPUS / folder, copy, copy_function=shutil.copyfile)
    flags = ("check", str(copy), "--isolated", "--only", "openapi", "-o", f"json={tmp_path / 'o.json'}")
    ztlint(tmp_path, *flags)
    report = json.loads((tmp_path / "o.json").read_text())
    root = tmp_path
    changes: dict[str, set[tuple[int, int, str]]] = {}
    for finding in report["findings"]:
        for one in finding["fix"]["changes"] if finding["fix"] else []:
            changes.setdefault(one["path"], set()).add(
                (one["span"]["start"], one["span"]["end"], one["text"])
            )
    expected = {path: spliced((root / path).read_bytes().decode(), some) for path, some in changes.items()}
    result = ztlint(tmp_path, *flags, "--fix")
    assert "not fixed" not in result.out
    for path, text in expected.items():
        assert (root / path).read_bytes().decode() == text
    unchanged = subprocess.run(
        ["diff", "-rq", CORPUS / folder, copy], capture_output=True, text=True, check=False
    )
    assert len(unchanged.stdout.splitlines()) == len(expected)


def spliced(text: str, changes: set[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def test_files_that_a_fixed_definition_refers_to_are_looked_at_again(ztlint: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        "openapi.yaml",
        PASSWORD.replace("        password:", "        n: {$ref: 'b.yaml#/N'}\n        password:"),
    )
    write(tmp_path, "b.yaml", "N: {type: string}\n")
    result = ztlint(tmp_path, "check", "openapi.yaml", "--fix", "-o", "json")
    told = json.loads(result.out)
    assert told["failures"] == []
    assert told["coverage"]["definitions"] == 1
    assert "writeOnly: true" in (tmp_path / "openapi.yaml").read_text()
