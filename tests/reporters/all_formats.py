"""Each format as tests call it, and what a reader gets out of it."""

import json
import re
import urllib.parse
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from ztlint.core import Report
from ztlint.reporters import REPORTERS

MOMENT = "2026-11-25T12:00:00+00:00"

EXTENSIONS = {
    "text": "txt",
    "concise": "concise.txt",
    "github": "github.txt",
    "markdown": "md",
    "html": "html",
    "junit": "junit.xml",
    "json": "json",
    "sarif": "sarif",
}


def render(name: str, report: Report) -> str:
    options = {"moment": MOMENT} if name in ("gitlab-sast", "gitlab-secrets") else {}
    return REPORTERS[name](report, **options)


def golden_name(name: str, report: str) -> str:
    return f"{report}.{EXTENSIONS.get(name, f'{name}.json')}"


class _Page(HTMLParser):
    """Elements of a page, with their text in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page(text: str) -> _Page:
    parsed = _Page()
    parsed.feed(text)
    parsed.close()
    return parsed


def github_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """As the runner reads them (actions/runner, ActionCommand.cs): type, properties, text."""
    commands = []
    for line in text.splitlines():
        match = re.match(r"::(\w+) (.*?)::(.*)\Z", line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(",") if part)
        commands.append(
            (match[1], {name: _unescaped(value) for name, value in properties.items()}, _unescaped(match[3]))
        )
    return commands


def _unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def rendered_markdown(text: str) -> str:
    """Roughly what a reader of the page sees: without the escapes."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text).replace("\u2060", "")


def _sarif_paths(text: str) -> set[str]:
    results = [result for run in json.loads(text)["runs"] for result in run["results"]]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    return {urllib.parse.unquote(uri, errors="surrogateescape") for uri in uris}


def _gitlab_paths(text: str) -> set[str]:
    return {found["location"]["file"] for found in json.loads(text)["vulnerabilities"]}


PATHS: dict[str, Callable[[str], set[str | None]]] = {
    "json": lambda text: {found["location"]["path"] for found in json.loads(text)["findings"]},
    "sarif": _sarif_paths,
    "github": lambda text: {properties.get("file") for _, properties, _ in github_commands(text)},
    "junit": lambda text: {case.get("file") for case in ET.fromstring(text).iter("testcase")},
    "gitlab-sast": _gitlab_paths,
    "gitlab-secrets": _gitlab_paths,
    "gitlab-codequality": lambda text: {found["location"]["path"] for found in json.loads(text)},
    "rdjson": lambda text: {found["location"]["path"] for found in json.loads(text)["diagnostics"]},
    "html": lambda text: {found.get("data-path") for tag, found in page(text).elements if tag == "details"},
}
"""The paths of findings in formats for machines: exactly, but for HTML, where controls stand as escapes."""


def readable(name: str, text: str) -> str:
    """All text of a report in which words can be looked for."""
    if name == "html":
        return "".join(page(text).text)
    if name == "junit":
        root = ET.fromstring(text)
        return "\n".join(
            [*(value for element in root.iter() for value in element.attrib.values()), *root.itertext()]
        )
    if name == "github":
        return "\n".join(said for _, _, said in github_commands(text))
    if name == "markdown":
        return rendered_markdown(text)
    return _joined(json.loads(text)) if text.startswith(("{", "[")) else text


def _joined(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(map(_joined, [*value, *value.values()]))
    return "\n".join(map(_joined, value)) if isinstance(value, list) else rendered_markdown(str(value))
