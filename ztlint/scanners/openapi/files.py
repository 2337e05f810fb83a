"""Checks of names of files, and of paths, that come from callers."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.openapi import Api, Operation, Parameter, closed_set, path_tokens, tokens, types_of
from ztlint.scanners.openapi import regex
from ztlint.scanners.openapi.bodies import among_writers, fields_named, media_types, top_of_bodies, word_of
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.words import phrases

_FILES = phrases("""file|template|attachment|document|filename|file name|filepath|file path|path|dir|directory
    |folder|folder path
    |dir path|pathname|directory path|full path|local path|destination path|source path
    |target path|src path|dest path|log file|template file|template path|template name
    |output path|output file|input file|config file|config path|working directory
    |root dir|base path|document path|image path|media path|attachment name|file key
    |object path|include file|report file|download path|export path""")
_MAYBE_FILES = frozenset({"key", "object key", "layout", "theme"})
_THINGS = frozenset({"file", "folder", "document", "dir", "attachment", "template"})
"""Names that hold an id just as often. They count where the operation opens what they name."""
_OPENS = frozenset(
    """download downloads read raw view viewer serve static fetch export include render open preview log
    logs load content contents files browse listing print report reports
    backup backups archive archives assets asset storage templates""".split()
)
_ABOUT_IDS = re.compile(r"\bid\b|identif|uuid", re.IGNORECASE)
_NO_FILES = frozenset(
    """repo repos repository repositories contents commit commits git branch branches blob tree json
    jsonpath menu category categories urls url route routes endpoint endpoints redirect redirects""".split()
)


_SEARCHED = frozenset({"events", "audit"})


@check(given="parameters")
def path_from_caller(api: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """A parameter that names a file or folder and may hold ``../``. ``maybe``: names that often do."""
    parameter = used.parameter
    spelled = " ".join(tokens(parameter.name))
    wanted = _FILES | _MAYBE_FILES if options["maybe"] else _FILES
    if spelled not in wanted or parameter.place not in _FILE_PLACES or not _may_climb(parameter):
        return
    if spelled in ("template name", "file key") and parameter.place == "path":
        return  # the id of one that is chosen from those that there are
    about = (op for op in used.operations if not path_tokens(op) & (_NO_FILES | _SEARCHED))
    operations = tuple(op for op in about if spelled not in _THINGS or _opens(op, parameter))
    if operations and not _uploaded(api, parameter):
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, operations, cause="path")


def _opens(operation: Operation, parameter: Parameter) -> bool:
    """Whether an operation hands out what a plain ``file`` names, and nothing says that it is an id."""
    if _ABOUT_IDS.search(parameter.prose):
        return False
    item = f"s/{{{parameter.name}}}" in operation.path
    return (
        operation.method in ("get", "delete", "query") and not item and bool(path_tokens(operation) & _OPENS)
    )


_FILE_PLACES = ("query", "path", "header", "formData")


def _uploaded(api: Api, parameter: Parameter) -> bool:
    """2.0's ``type: file`` is the content, not its name."""
    return api.version.major == 2 and types_of(parameter.schema.value) == {"file"}


def _may_climb(parameter: Parameter) -> bool:
    value = parameter.schema.value
    if not isinstance(value, dict) or closed_set(value) or word_of(value, "format") in _NO_PATHS:
        return False
    return "string" in types_of(value) and not _keeps_inside(value.get("pattern"))


_NO_PATHS = ("uuid", "date", "date-time", "binary", "byte", "uri", "url")


def _keeps_inside(pattern: object) -> bool:
    """Whether a pattern is one that ``../`` does not pass, as far as its text tells."""
    if not isinstance(pattern, str) or regex.matches_all(pattern):
        return False
    return not regex.missing_anchors(pattern) and ".*" not in pattern and ".+" not in pattern


@check(given="api")
def file_name_in_upload(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """The name of a file beside its content, or in an operation that is about files, in any form."""
    for prop in fields_named(api, _FILE_NAMES):
        if _free_name(prop.schema.value) and id(prop.owner.node.value) in top_of_bodies(api):
            operations = among_writers(api, prop.owner, "files", lambda op: _about_files(api, op))
            if operations:
                yield Hit(prop.node, {"name": prop.name}, operations, cause="file name", on_key=True)


def _free_name(value: dict[str, Any]) -> bool:
    """A text that may hold slashes, and is not the content itself."""
    content = word_of(value, "format") in _NO_PATHS or value.keys() & {"contentMediaType", "contentEncoding"}
    return "string" in types_of(value) and not (
        content or closed_set(value) or _keeps_inside(value.get("pattern"))
    )


_FILE_NAMES = phrases(
    """filename|file name|filepath|file path|original filename|original name
    |destination path|target path|save as|upload path|folder path|destination folder
    |target folder"""
)
_UPLOADS = frozenset(
    """upload uploads file files attachment attachments document documents import imports media image images
    avatar""".split()
)


def _about_files(api: Api, operation: Operation) -> bool:
    if path_tokens(operation) & _NO_FILES:
        return False
    typed = any(kind.startswith("multipart/") for kind, _ in media_types(api, operation))
    return typed or bool(path_tokens(operation) & _UPLOADS)


@check(given="parameters")
def multi_segment_path(_: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """A path parameter that may hold slashes: ``allowReserved``, or a template such as ``{proxy+}``."""
    parameter = used.parameter
    if parameter.place != "path":
        return
    reserved = isinstance(parameter.node.value, dict) and parameter.node.value.get("allowReserved") is True
    name = parameter.name.strip("+*")
    greedy = tuple(op for op in used.operations if _swallows(op.path, name))
    if (reserved or greedy) and not _keeps_inside_tree(parameter.schema.value):
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, greedy or used.operations, cause=f"segments {name}")


def _swallows(path: str, name: str) -> bool:
    marked = "+" in path or "*" in path or ":." in path
    return marked and any(_greedy(name, part) for part in path.split("/"))


def _greedy(name: str, part: str) -> bool:
    """RFC 6570's ``{+name}``, and what gateways and routers write, such as ``{name+}``."""
    return part in (
        f"{{+{name}}}",
        f"{{{name}+}}",
        f"{{{name}*}}",
        f"{{{name}:.*}}",
        f"{{{name}:.+}}",
        f"{{*{name}}}",
    )


def _keeps_inside_tree(value: Any) -> bool:
    return isinstance(value, dict) and (closed_set(value) or _keeps_inside(value.get("pattern")))
