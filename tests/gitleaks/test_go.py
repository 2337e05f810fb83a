"""Go's regular expressions, read as Go reads them."""

import re

import pytest

from ztlint.gitleaks import GoRegexError, to_python

SAME = [
    pytest.param(r"key_[a-z]{3}", b"key_abc", True, id="what both know"),
    pytest.param(r"a(?i)b", b"aB", True, id="a flag holds from there on"),
    pytest.param(r"a(?i)b", b"AB", False, id="and not before"),
    pytest.param(r"(?:a(?i)b)c", b"aBC", False, id="nor behind its group"),
    pytest.param(r"(?:x(?i)y|z)", b"Z", True, id="but in the branches that follow"),
    pytest.param(r"(?i:a)(?-i:b)", b"Ab", True, id="groups with flags"),
    pytest.param(r"ab$", b"ab\n", False, id="the end is the end"),
    pytest.param(r"(?m)^ab$", b"x\nab\ny", True, id="or that of a line"),
    pytest.param(r"ab\z", b"ab\n", False, id="z"),
    pytest.param(r"(?P<n>a)(?<m>b)", b"ab", True, id="names"),
    pytest.param(r"[[:alpha:]_][^[:digit:]]", b"_x", True, id="classes of POSIX"),
    pytest.param(r"[&&~~||[]", b"[", True, id="signs that Python keeps for sets"),
    pytest.param(r"^\pL+\z", "Zürich".encode(), True, id="letters"),
    pytest.param(r"\PN", b"7", False, id="no numbers"),
    pytest.param(r"\Qa.b\E", b"axb", False, id="quoted"),
    pytest.param(r"\x41\x{42}", b"AB", True, id="by number"),
    pytest.param(r"a{,2}", b"a{,2}", True, id="braces that are no repeat"),
    pytest.param(r"^é+\z", "éé".encode(), True, id="a letter of two bytes, repeated"),
    pytest.param(r"[]a]", b"]", True, id="a bracket that comes first"),
]


@pytest.mark.parametrize(("regex", "text", "found"), SAME)
def test_an_expression_means_what_it_means_in_go(regex: str, text: bytes, found: bool) -> None:
    assert bool(re.search(to_python(regex).encode(), text)) is found


@pytest.mark.parametrize(
    "regex",
    [
        r"(?U)a+",
        r"\p{Greek}",
        "[é]",
        r"\x{e9}",
        r"(?=a)",
        r"(?<!a)b",
        r"(a)\1",
        "a++",
        "(a",
        "a)",
        "[a",
        r"\y",
        "(" * 60,
        "a" * 5000,
        "a{2,1}",
        "[z-a]",
        "(?",
        "\\",
        "[\\",
        r"[\PN]",
        "*",
    ],
)
def test_what_has_no_equal_is_refused(regex: str) -> None:
    with pytest.raises(GoRegexError):
        to_python(regex)
