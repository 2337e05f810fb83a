"""The languages of code rules: what their folders are called, and which files they are about."""

from pathlib import PurePosixPath

from msgspec import Struct


class Language(Struct, frozen=True):
    """``folder`` holds its semgrep files and samples; ``names`` are semgrep's own. ``suffixes`` say which
    files are written in it, each with the suffix that semgrep knows.
    """

    folder: str
    label: str
    names: tuple[str, ...]
    suffixes: dict[str, str]


def _own(*suffixes: str) -> dict[str, str]:
    return {suffix: suffix for suffix in suffixes}


LANGUAGES = {
    language.folder: language
    for language in (
        Language("python", "Python", ("python",), _own(".py")),
        Language(
            "javascript",
            "JavaScript",
            ("javascript", "typescript", "js", "ts"),
            {
                **_own(".js", ".jsx", ".ts", ".tsx"),
                ".mjs": ".js",
                ".cjs": ".js",
                ".mts": ".ts",
                ".cts": ".ts",
            },
        ),
        Language("java", "Java", ("java",), _own(".java")),
        Language("go", "Go", ("go",), _own(".go")),
        Language("ruby", "Ruby", ("ruby",), _own(".rb")),
        Language("php", "PHP", ("php",), _own(".php")),
        Language("csharp", "C#", ("csharp",), _own(".cs")),
    )
}

_BY_SUFFIX = {suffix: language for language in LANGUAGES.values() for suffix in language.suffixes}


def language_of(path: str) -> Language | None:
    return _BY_SUFFIX.get(PurePosixPath(path).suffix)


def suffix_of(path: str) -> str:
    """The suffix by which semgrep tells the language of ``path``, which must have one."""
    suffix = PurePosixPath(path).suffix
    return _BY_SUFFIX[suffix].suffixes[suffix]
