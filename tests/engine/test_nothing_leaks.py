"""No secret value in any format or message, whatever place it was put into."""

import base64
import json
import os
import urllib.parse
from pathlib import Path

import pytest
from running import Checkout, Run

TOKEN = "npm_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
NEAR = "wJalrXUtnFEMIK7MDENGbPxRfiCY" + "q8Zt4Lw2Xy9Q"
KEY_ID = "AKIA" + "QYLPMN5HHHFPZAM2"
HEAD = 'openapi: 3.0.3\ninfo: {title: t, version: "1"}\n'


def definition(path: str = "/a", scheme: str = "s", extra: str = "") -> str:
    return (
        f"{HEAD}{extra}paths:\n  {path}:\n    delete: {{responses: {{'204': {{description: d}}}}}}\n"
        f"components: {{securitySchemes: {{{scheme}: {{type: http, scheme: basic}}}}}}\n"
    )


PLACES = {
    "a path": {"api.yaml": definition(path=f"/{TOKEN}")},
    "a scheme": {"api.yaml": definition(scheme=TOKEN)},
    "a reference": {
        "api.yaml": definition(extra="security: [{s: []}]\n").replace(
            "{description: d}", f"{{$ref: {TOKEN}.yaml}}"
        )
    },
    "a file name": {f"{TOKEN}.yaml": definition()},
    "a folder name": {f"{TOKEN}/api.yaml": definition()},
    "a reason": {"api.yaml": definition(extra=f"# ztlint: ignore[ZTA105] uses {TOKEN}\n")},
    "a key of the configuration": {".ztlint.toml": f'"{TOKEN}" = 1\n', "a.txt": "x\n"},
    "a rule of the configuration": {".ztlint.toml": f'ignore = ["{TOKEN}"]\n', "a.txt": "x\n"},
    "an alias of the configuration": {".ztlint.yaml": f"a: *{TOKEN}\n", "a.txt": "x\n"},
    "what is a secret by its neighbour": {
        "api.yaml": f"# {KEY_ID}\n" + definition(path=f"/x?aws_secret_access_key={NEAR}")
    },
}


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize("output", ["text", "json", "sarif"])
def test_a_secret_is_never_told(checkout: Checkout, ztlint: Run, place: str, output: str) -> None:
    for name, text in PLACES[place].items():
        checkout.write(name, text)
    result = ztlint(checkout.root, "check", "-o", output)
    assert result.status in (1, 2, 4)
    told = result.out + result.err
    assert TOKEN not in told
    assert NEAR not in told


def test_control_characters_of_a_configuration_are_shown_as_escapes(tmp_path: Path, ztlint: Run) -> None:
    (tmp_path / ".ztlint.toml").write_text('"\\u001b[31mx" = 1\n')
    result = ztlint(tmp_path, "check")
    assert (result.status, "\x1b" in result.err, "\\x1b[31mx" in result.err) == (2, False, True), result.err


PASSWORD = "hunt3rPLAIN" + "word9"
PROPERTY = (
    f"{HEAD}paths:\n  /a:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema:\n"
    "              type: object\n              properties:\n                password:\n                  type: string\n"
    "                  %s\n      responses: {'200': {description: ok}}\n"
)
FIRST, LAST = PASSWORD[:6], PASSWORD[6:]
DEFAULTS = {
    "plain": f"default: {PASSWORD}",
    "quoted": f'default: "{PASSWORD}"',
    "escaped": f'default: "\\x68{PASSWORD[1:]}"',
    "on the next line": f"default:\n                    {PASSWORD}",
    "folded": f"default: >-\n                    {FIRST}\n                    {LAST}",
    "literal": f"default: |\n                    {FIRST}\n                    {LAST}",
    "continued": f'default: "{FIRST}\\\n                    {LAST}"',
    "plain on two lines": f"default: {FIRST}\n                    {LAST}",
    "an alias": "default: *pw",
    "twice": f"default: {PASSWORD}\n                  default: else1where",
    "merged": "<<: *of",
}
ANCHORS = f"x-a: &pw {PASSWORD}\nx-b: &of\n  default: {PASSWORD}\n"


@pytest.mark.parametrize("written", sorted(DEFAULTS))
@pytest.mark.parametrize("output", ["text", "json", "sarif"])
def test_a_default_password_is_never_told_however_it_is_written(
    tmp_path: Path, ztlint: Run, written: str, output: str
) -> None:
    text = PROPERTY % DEFAULTS[written]
    (tmp_path / "api.yaml").write_text(ANCHORS + text if "*" in text else text)
    result = ztlint(tmp_path, "check", "-o", output)
    assert result.status == 1
    assert "ZTA408" in result.out, result.out
    told = result.out + result.err
    assert [part for part in (FIRST, LAST) if part in told] == []
    assert "default" in told, "the key is no secret"


@pytest.mark.parametrize("output", ["text", "json", "sarif"])
def test_a_default_key_in_json_or_a_parameter_is_never_told(tmp_path: Path, ztlint: Run, output: str) -> None:
    schema = {"type": "string", "default": PASSWORD}
    parameter = {"name": "api_key", "in": "query", "schema": schema, "description": f"such as {PASSWORD}"}
    operation = {"parameters": [parameter], "responses": {"200": {"description": PASSWORD}}}
    api = {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {f"/{PASSWORD}": {"get": operation}},
    }
    (tmp_path / "api.json").write_text(json.dumps(api, indent=1))
    result = ztlint(tmp_path, "check", "-o", output)
    assert result.status == 1
    assert "ZTA410" in result.out
    assert PASSWORD not in result.out + result.err


def test_the_word_password_in_an_address_hides_no_field_of_that_name(tmp_path: Path, ztlint: Run) -> None:
    """A real password there is still hidden, wherever it stands."""
    answer = (
        f"{HEAD}paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: ok\n          content:\n"
        "            application/json:\n              schema:\n                type: object\n                properties:\n"
        "                  %s: {type: string}\n                  url: {type: string, example: 'postgres://user:%s@db.example.com/x'}\n"
    )
    (tmp_path / "a.yaml").write_text(answer % ("password", "password"))
    (tmp_path / "b.yaml").write_text(answer % (f"{PASSWORD}_password", PASSWORD))
    result = ztlint(tmp_path, "check", "--isolated", "-o", "json")
    messages = [finding["message"] for finding in json.loads(result.out)["findings"]]
    assert any(message.startswith("'password' is returned") for message in messages), messages
    assert PASSWORD not in result.out


def test_a_reference_on_the_way_to_a_secret_is_a_file_and_is_told(checkout: Checkout, ztlint: Run) -> None:
    definition = (
        HEAD
        + "paths: {/a: {post: {requestBody: {$ref: bodies.yaml}, responses: {'204': {description: d}}}}}\n"
    )
    checkout.write("api.yaml", definition)
    checkout.write("bodies.yaml", "content: {application/json: {schema: {$ref: schemas.yaml}}}\n")
    checkout.write(
        "schemas.yaml", f"type: object\nproperties: {{password: {{type: string, default: {PASSWORD}}}}}\n"
    )
    told = ztlint(checkout.root, "check", "-o", "json").out
    (finding,) = [one for one in json.loads(told)["findings"] if one["message"].find("default") >= 0]
    places = [place["location"] for place in finding["related"]]
    assert [place["path"] for place in places] == ["api.yaml", "bodies.yaml"]
    assert all(".yaml" in line for place in places for line in place["excerpt"]["lines"] if "$ref" in line)
    assert PASSWORD not in told


WORD = "Vb7!nQ2x" + "Lw9mTz4"
KEY = "q7Rz2Lw9Xk4Tn8Vb" + "3Hs6Jd5Mf1Pc0Gy"
BASIC = base64.b64encode(f"ci:{WORD}".encode()).decode()
GENERIC = {
    "src/a.py": f'DB_PASSWORD = "{WORD}"\nAPI_KEY = "{KEY}"\n',
    "tests/test_a.py": f'login(user="jo", password="{WORD}")\napi_key = "{KEY}"\n',
    "docs/a.md": f'    password: "{WORD}"\n',
    ".env": f"DB_PASSWORD={WORD}\nAPI_TOKEN={KEY}\n",
    ".netrc": f"machine a login ci password {WORD}\n",
    ".npmrc": f"//npm.shop.net/:_password={base64.b64encode(WORD.encode()).decode()}\n",
    ".docker/config.json": f'{{"auths": {{"a": {{"auth": "{BASIC}"}}}}}}\n',
    "deploy.sh": f"curl -u ci:{WORD} https://a.shop.net/\ncurl -H 'Authorization: Basic {BASIC}' https://a/\n",
    "k8s.yaml": f"kind: Secret\ndata:\n  password: {base64.b64encode(WORD.encode()).decode()}\n",
    "init.sql": f"CREATE USER a IDENTIFIED BY '{WORD}';\n",
    "app.config": f'<add key="Pw" value="Server=a;Uid=b;Password={WORD};"/>\n',
    "master.key": "4d1f9b07c2e86a35" + "90bd7fe1c8a2536e\n",
    "api.yaml": definition(path=f"/x?password={WORD}") + f'x-a: {{password: "{WORD}"}}\n',
}
FORMATS = "text json sarif github markdown html junit gitlab-secrets gitlab-sast gitlab-codequality rdjson concise".split()


def spelled(value: str) -> list[str]:
    """The value, in base64 wherever it begins, and percent-encoded."""
    forms = [value, urllib.parse.quote(value, safe="")]
    for offset in range(3):
        encoded = base64.b64encode(
            bytes(offset) + value.encode() + bytes(-(offset + len(value)) % 3)
        ).decode()
        forms.append(encoded[4:-4])
    return forms


@pytest.mark.parametrize("output", FORMATS)
def test_a_credential_without_a_mark_is_never_told_nor_kept(
    checkout: Checkout, ztlint: Run, output: str
) -> None:
    cache = Path(os.environ["ZTLINT_CACHE"])
    for name, text in GENERIC.items():
        checkout.write(name, text)
    checkout.commit()
    (checkout.root / ".netrc").unlink()
    ztlint(checkout.root, "baseline", "create")
    result = ztlint(
        checkout.root, "check", "--history", "--show-rejected", "--report-suppressed", "-o", output
    )
    assert result.status == 1
    kept = b"".join(
        file.read_bytes()
        for file in (*checkout.root.glob("*baseline*"), *cache.rglob("*"))
        if file.is_file() and file.suffix != ".json"
    )
    told = (result.out + result.err).encode() + kept
    secrets = (WORD, KEY, GENERIC["master.key"].strip())
    assert [form for value in secrets for form in spelled(value) if form.encode() in told] == []


def test_what_was_rejected_is_listed_with_its_reason(checkout: Checkout, ztlint: Run) -> None:
    for name, text in GENERIC.items():
        checkout.write(name, text)
    result = ztlint(checkout.root, "check", "--show-rejected", "-o", "json", "--only", "secrets")
    rejected = json.loads(result.out)["rejected"]
    told = {(one["finding"]["location"]["path"], one["reason"]) for one in rejected}
    assert ("tests/test_a.py", "in a test") in told
    assert ("docs/a.md", "in documentation or an example") in told
    assert all(one["finding"]["location"]["excerpt"] is None for one in rejected)
    assert "rejected" in result.err
