"""No secret value in any format or message, whatever place it was put into."""

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
