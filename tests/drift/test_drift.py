"""``ztlint check --only drift``: what is compared, what is not, and that it is told."""

import json

import pytest
from running import Checkout, Result, Run

API = """
openapi: 3.1.0
info: {title: Orders, version: "1"}
security: [{token: []}]
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
paths:
  /orders:
    get: {responses: {"200": {description: Orders}}}
  /orders/{id}:
    get: {responses: {"200": {description: An order}}}
"""
APP = """
from flask import Flask, Blueprint
from flask_login import login_required
app = Flask(__name__)
@app.get("/orders")
@login_required
def orders(): ...
@app.get("/orders/<int:number>")
@login_required
def order(number): ...
"""


@pytest.fixture
def shop(checkout: Checkout) -> Checkout:
    checkout.write("openapi.yaml", API)
    checkout.write("app.py", APP)
    checkout.commit()
    return checkout


def findings(result: Result) -> list[tuple[str, str]]:
    return [(one["rule"], one["location"]["path"]) for one in json.loads(result.out)["findings"]]


def test_code_and_definition_that_agree(shop: Checkout, ztlint: Run) -> None:
    found = ztlint(shop.root, "check", "--only", "drift")
    assert found.status == 0
    assert "1 API definition (2 operations), 2 routes" in found.err


def test_each_route_is_one_finding_at_most(shop: Checkout, ztlint: Run) -> None:
    shop.write(
        "app.py", APP.replace("@login_required\ndef order(", "def order(") + '@app.get("/x")\ndef x(): ...\n'
    )
    assert findings(ztlint(shop.root, "check", "--only", "drift", "-o", "json")) == [
        ("ZTD201", "app.py"),
        ("ZTD102", "app.py"),
    ]


def test_a_finding_is_waived_where_it_stands(shop: Checkout, ztlint: Run) -> None:
    waived = '@app.get("/x")  # ztlint: ignore[ZTD102] for the office only\ndef x(): ...\n'
    shop.write("app.py", APP + waived)
    assert ztlint(shop.root, "check", "--only", "drift").status == 0


def test_harmless_routes_can_be_configured(shop: Checkout, ztlint: Run) -> None:
    shop.write("app.py", APP + '@app.get("/health")\ndef health(): ...\n@app.get("/lab/x")\ndef x(): ...\n')
    assert findings(ztlint(shop.root, "check", "--only", "drift", "-o", "json")) == [("ZTD102", "app.py")]
    shop.write(".ztlint.toml", 'harmless-routes = ["/lab/**"]\n')
    told = ztlint(shop.root, "check", "--only", "drift").out
    assert "/health" in told
    assert "/lab/x" not in told


def test_a_prefix_for_each_definition_of_one_program(shop: Checkout, ztlint: Run) -> None:
    """The definitions leave it out, and so do their servers."""
    shop.write("a.yaml", API)
    shop.write("b.yaml", API.replace("/orders", "/people"))
    (shop.root / "openapi.yaml").unlink()
    code = APP.replace("app.get", "bp_a.get").replace(
        "app = Flask(__name__)",
        'app = Flask(__name__)\nbp_a = Blueprint("a", __name__)\nbp_b = Blueprint("b", __name__)',
    )
    code += '@bp_b.get("/people")\n@login_required\ndef people(): ...\n@bp_b.get("/people/<p>")\n@login_required\ndef one(p): ...\n'
    code += 'app.register_blueprint(bp_a, url_prefix="/shop/v1")\napp.register_blueprint(bp_b, url_prefix="/staff/v1")\n'
    shop.write("app.py", code)
    found = ztlint(shop.root, "check", "--only", "drift")
    assert found.status == 0
    assert "2 API definitions (4 operations), 4 routes" in found.err


def test_an_unknown_prefix_is_neither_shadow_nor_ghost(shop: Checkout, ztlint: Run) -> None:
    code = APP.replace("app.get", "bp.get").replace(
        "app = Flask(__name__)", 'import os\napp = Flask(__name__)\nbp = Blueprint("a", __name__)'
    )
    shop.write("app.py", code + 'app.register_blueprint(bp, url_prefix=os.environ["P"])\n')
    found = ztlint(shop.root, "check", "--only", "drift")
    assert found.status == 0
    assert "1 declaration skipped" in found.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("openapi.yaml", "app.py"), "whole folders"),
        (("--staged",), "whole folders"),
    ],
)
def test_parts_are_not_compared_and_that_is_told(
    shop: Checkout, ztlint: Run, arguments: tuple[str, ...], told: str
) -> None:
    shop.write("app.py", APP + "# changed\n")
    shop.write("openapi.yaml", API.replace("/orders:", "/others:"))
    shop.git("add", "--all")
    found = ztlint(shop.root, "check", "--only", "drift", *arguments)
    assert told in found.err
    assert "ZTD" not in found.out


def test_code_without_a_definition_is_told(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("app.py", APP)
    found = ztlint(checkout.root, "check", "--only", "drift")
    assert "there is none" in found.err


def test_a_definition_of_something_else_is_told(shop: Checkout, ztlint: Run) -> None:
    shop.write("openapi.yaml", API.replace("/orders", "/charges"))
    found = ztlint(shop.root, "check", "--only", "drift")
    assert found.status == 0
    assert "describe no route" in found.err


def test_source_that_cannot_be_parsed_makes_the_run_incomplete(shop: Checkout, ztlint: Run) -> None:
    shop.write("broken.py", "from flask import Flask\napp = Flask(__name__)\ndef (:\n")
    assert ztlint(shop.root, "check", "--only", "drift").status == 4


def test_links_that_lead_in_circles_are_not_followed(shop: Checkout, ztlint: Run) -> None:
    (shop.root / "loop").symlink_to(".")
    assert ztlint(shop.root, "check", "--only", "drift").status == 0
