"""Sources that nobody can read, or that are made to hurt."""

import time

import pytest
from reading import guards, read

from ztlint.routes import extract, is_test

APP = b"from fastapi import FastAPI\napp = FastAPI()\n"


@pytest.mark.parametrize(
    "data",
    [
        APP + b"def broken(:\n",
        APP + b"x = '\xff\xfe'\n",
        APP + b"\0",
        APP + b"x = " + b"(" * 5000 + b")" * 5000,
        APP + b"x = " + b"-" * 100_000 + b"1",
        APP + b"x = 0" + b" + 1" * 50_000,
    ],
    ids=["syntax", "encoding", "zero byte", "parentheses", "signs", "sums"],
)
def test_what_cannot_be_parsed_is_a_failure(data: bytes) -> None:
    good = APP + b"@app.get('/x')\ndef f(): ...\n"
    found = extract({"bad.py": data, "good.py": good})
    assert [failure.path for failure in found.failures] == ["bad.py"]
    assert [route.path for route in found.routes] == ["/x"]


def test_newer_grammar_that_is_known_is_read() -> None:
    code = APP.decode() + "@app.get('/x')\ndef f():\n    try: ...\n    except ValueError, KeyError: ...\n"
    assert guards(code) == {"GET /x": "public"}


def test_names_that_lead_to_themselves() -> None:
    found = read(
        a="from b import x\nfrom fastapi import FastAPI\napp = FastAPI()\napp.include_router(x)\ny = x\nx = y\n",
        b="from a import x\nfrom b import *\n",
    )
    assert found.routes == ()
    assert len(found.unresolved) == 1


def test_routers_that_include_one_another() -> None:
    code = "from fastapi import APIRouter\na = APIRouter()\nb = APIRouter()\na.include_router(b)\nb.include_router(a)\n@a.get('/x')\ndef f(): ...\n"
    assert guards(code) == {}


def test_a_generated_file_of_50_000_lines_takes_seconds() -> None:
    lines = "".join(f"@app.get('/x{n}')\ndef f{n}(): ...\n\n" for n in range(17_000))
    start = time.process_time()
    assert len(guards(APP.decode() + lines)) == 17_000
    assert time.process_time() - start < 30


def test_very_large_sources_are_failures() -> None:
    found = extract({"big.py": APP + b"#" * 5_000_000})
    assert [failure.reason for failure in found.failures] == ["source larger than 4194304 bytes"]


def test_tests_serve_nobody() -> None:
    assert is_test("tests/test_app.py")
    assert is_test("pkg/conftest.py")
    assert not is_test("src/latest/contest.py")


def test_frameworks_that_are_not_read_are_told() -> None:
    found = read(main="from aiohttp import web\nfrom fastapi import FastAPI\n")
    assert [one.reason for one in found.unresolved] == ["routes of aiohttp.web are not read"]
