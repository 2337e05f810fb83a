"""A key that nothing reads may have been the date on which a waiver should have ended."""

import pytest
from running import Checkout, Run

API = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get:
      security: []
      x-ztlint: %s
      responses: {"200": {description: OK}}
"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{public: {reason: a catalogue, expire: 2020-01-01}}", "'expire' under x-ztlint is not known"),
        ("{ignore: [{rule: ZTA101, reason: known, expiry: 2020-01-01}]}", "Did you mean 'expires'?"),
        (
            "{ignore: {rule: ZTA101, reason: known, until: 2020-01-01}}",
            "Known are: rule, reason, owner, expires.",
        ),
        ("{ignored: [{rule: ZTA101, reason: known}]}", "Did you mean 'ignore'?"),
    ],
)
def test_an_unknown_key_is_told_where_it_stands(
    checkout: Checkout, ztlint: Run, written: str, told: str
) -> None:
    checkout.write("openapi.yaml", API % written)
    found = ztlint(checkout.root, "check", "--allow-incomplete", "-o", "text")
    assert told in found.out
    assert "openapi.yaml:8:" in found.out


def test_known_keys_are_not_told(checkout: Checkout, ztlint: Run) -> None:
    checkout.write(
        "openapi.yaml",
        API % "{public: {reason: a catalogue, owner: pets, expires: 2999-01-01}, data-class: open}",
    )
    assert "is not known" not in ztlint(checkout.root, "check").out
