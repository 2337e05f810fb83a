"""Languages whose grammar is not installed are told, and are a Failure where somebody asked."""

import pytest

from ztlint.routes import extract, trees

SOURCES = {
    "a.js": b"const app = require('express')();",
    "A.java": b"@RestController class A {}",
    "a.go": b'import "github.com/gin-gonic/gin"',
}


@pytest.mark.parametrize("path", list(SOURCES))
def test_without_a_grammar(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "parser", lambda _: None)
    found = extract({path: SOURCES[path], "other" + path[-5:]: b"// serves nothing"})
    assert [one.location.path for one in found.unresolved] == [path]
    assert [(one.path, one.advice) for one in found.missing] == [(path, trees.ADVICE)]
    assert found.failures == ()


def test_packed_code_is_not_read() -> None:
    packed = b"const app = require('express')(); app.get('/x', f);" + b" " * trees.MAX_LINE
    found = extract({"a.js": packed})
    assert found.routes == ()
    assert [one.reason for one in found.unresolved] == [
        "lines of more than 50000 bytes: packed code is not read"
    ]
