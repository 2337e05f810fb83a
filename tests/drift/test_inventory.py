"""``ztlint inventory``: every endpoint once, in four formats, and the lock file."""

import csv
import io
import json

import pytest
from running import Checkout, Run, write

from ztlint.core import Guard, Location, Route
from ztlint.routes.lock import locked, read_lock, render_lock

API = """
openapi: 3.1.0
info: {title: Orders, version: "1"}
security: [{token: []}]
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Orders
          content: {application/json: {schema: {type: object, properties: {email: {type: string}}}}}
    delete: {deprecated: true, responses: {"204": {description: Gone}}}
"""
APP = """
from flask import Flask
from flask_login import login_required
app = Flask(__name__)
@app.get("/orders")
def orders(): ...
@app.get("/<b>")
@login_required
def other(b): ...
"""


@pytest.fixture
def shop(checkout: Checkout) -> Checkout:
    checkout.write("openapi.yaml", API)
    checkout.write("app.py", APP)
    checkout.commit()
    return checkout


def test_what_code_and_definition_say(shop: Checkout, ztlint: Run) -> None:
    found = ztlint(shop.root, "inventory", "-o", "json")
    rows = {f"{one['method']} {one['path']}": one for one in json.loads(found.out)["endpoints"]}
    assert (found.status, sorted(rows)) == (0, ["DELETE /orders", "GET /orders", "GET /{b}"])
    both, ghost, shadow = rows["GET /orders"], rows["DELETE /orders"], rows["GET /{b}"]
    assert (both["guard"], both["security"], both["data"]) == ("public", "token", ["pii"])
    assert both["drift"] == ["the definition asks who calls, and the code does not"]
    assert (both["code"]["line"], both["definition"]["line"]) == (5, 8)
    assert (ghost["guard"], ghost["deprecated"], ghost["drift"]) == (None, True, ["not in the code"])
    assert (shadow["guarded_by"], shadow["drift"]) == (["login_required"], ["not in a definition"])


@pytest.mark.parametrize("form", ["table", "csv", "html"])
def test_other_formats(shop: Checkout, ztlint: Run, form: str) -> None:
    found = ztlint(shop.root, "inventory", "-o", form)
    assert "/orders" in found.out
    assert "app.py:5" in found.out


def test_what_is_listed_cannot_act(checkout: Checkout, ztlint: Run) -> None:
    app = 'from flask import Flask\napp = Flask(__name__)\n@app.route("/<script>alert(1)</script>\\x1b[31m", methods=["=1+1"])\ndef f(): ...\n'
    checkout.write("app.py", app)
    assert "<script>" not in ztlint(checkout.root, "inventory", "-o", "html").out
    cells = list(csv.reader(io.StringIO(ztlint(checkout.root, "inventory", "-o", "csv").out)))[1]
    assert cells[0].startswith("'=")
    assert "\x1b" not in "".join(cells)


def test_the_lock_file_shows_what_changes(shop: Checkout, ztlint: Run) -> None:
    ztlint(shop.root, "inventory", "--write", "routes.lock")
    assert (shop.root / "routes.lock").read_text().split("\n")[1:] == [
        "GET /orders public - app.orders",
        "GET /{b} guarded - app.other",
        "",
    ]
    assert "ZTD501" not in ztlint(shop.root, "check", "--only", "drift").out
    shop.write("app.py", APP.replace("@login_required\n", ""))
    assert "ZTD501" in ztlint(shop.root, "check", "--only", "drift").out


def test_routes_of_noir_are_a_further_source(shop: Checkout, ztlint: Run) -> None:
    noir = {
        "endpoints": [
            {"url": "/orders", "method": "GET"},
            {
                "url": "/extra/:id",
                "method": "POST",
                "details": {"code_paths": [{"path": "./main.rb", "line": 7}]},
            },
            {"url": "/socket", "method": "GET", "protocol": "ws"},
        ]
    }
    shop.write("noir.json", json.dumps(noir))
    found = ztlint(shop.root, "inventory", "--routes", "noir.json", "-o", "json")
    rows = [one for one in json.loads(found.out)["endpoints"] if one["guard"] == "unknown"]
    assert [(one["path"], one["code"]["path"], one["code"]["line"]) for one in rows] == [
        ("/extra/{id}", "main.rb", 7)
    ]
    shop.write("noir.json", "{}")
    assert ztlint(shop.root, "inventory", "--routes", "noir.json").status == 2


def test_nothing_there_is_told(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("README.md", "nothing")
    assert ztlint(checkout.root, "inventory").status == 3


def test_lock_lines_survive_any_name() -> None:
    route = Route(
        "GET", "/a b/%7B/{x}", "flask", Location("a.py"), "a.f", Guard.GUARDED, roles=("r w", "a,b")
    )
    found, wrong = read_lock(render_lock([route, route]) + "no line\n")
    assert ([one.path for one in found], wrong) == (["/a b/%7B/{x}"], [3])
    assert (found[0].roles, found[0].handler) == (locked(route).roles, "a.f")


def test_what_is_too_large_to_be_read_is_told(shop: Checkout, ztlint: Run) -> None:
    with (shop.root / "generated.py").open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    found = ztlint(shop.root, "inventory")
    assert found.status == 4
    assert "generated.py: too large" in found.err


PUBLIC = API.replace(
    "    get:\n", "    get:\n      security: []\n      x-ztlint: {public: {reason: a catalogue}}\n"
)


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("{}", []),
        (
            "require: {owner: true}",
            ["the code asks who calls, and the definition does not"],
        ),
    ],
)
def test_a_policy_decides_which_declarations_hold(
    shop: Checkout, ztlint: Run, policy: str, told: list[str]
) -> None:
    shop.write("openapi.yaml", PUBLIC)
    shop.write("app.py", APP.replace('@app.get("/orders")\n', '@app.get("/orders")\n@login_required\n'))
    place = write(shop.root.parent / "outside", "policy.yaml", policy)
    found = ztlint(shop.root, "inventory", "-o", "json", "--policy", str(place))
    rows = {f"{one['method']} {one['path']}": one for one in json.loads(found.out)["endpoints"]}
    assert rows["GET /orders"]["drift"] == told


def test_the_last_line_counts(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("app.py", APP.partition('@app.get("/<b>")')[0])
    assert ztlint(checkout.root, "inventory").err.endswith(
        "1 endpoint, 1 route in 1 file, 0 API definitions\n"
    )
