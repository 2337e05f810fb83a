"""Prefixes that ``addPathPrefix`` puts before the paths of some controllers."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Class
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, code_of, nodes, text, within

_ALL = re.compile(r"forAnyHandlerType\(\)\Z|->\s*true\Z")
_ANNOTATED = re.compile(r"(?:forAnnotation|isAnnotationPresent)\(\s*(\w+)\.class\s*\)\Z")
_PACKAGE = re.compile(r"(?:forBasePackage|getPackageName\(\)\.startsWith|getName\(\)\.startsWith)\Z")
_TYPE = re.compile(r"(?:forBasePackageClass|forAssignableType)\(\s*(\w+)\.class\s*\)\Z")


class Prefix(Struct, frozen=True):
    """``condition`` says for which controllers."""

    path: Text
    condition: Node
    of: Class

    def meets(self, controller: Class, project: Project) -> bool | None:
        """None where it can't be told."""
        words = " ".join(code_of(self.condition).split())
        names = {one.name for one in controller.annotations}
        if _ALL.search(words):
            return True
        if found := _ANNOTATED.search(words):
            return found[1] in names
        if found := _TYPE.search(words):
            other = project.find(found[1], self.of)
            if other is None:
                return None
            if "forAssignableType" in words:
                return other in project.line(controller)
            return _inside(controller, other.unit.package)
        call = child(self.condition, "body") if self.condition.type == "lambda_expression" else self.condition
        if call is None or call.type != "method_invocation":
            return None
        if not _PACKAGE.search(f"{text(child(call, 'object'))}.{text(child(call, 'name'))}"):
            return None
        packages = project.strings(within(child(call, "arguments"))[0], self.of)
        if packages is None or len(packages) != 1 or not packages[0].complete:
            return None
        starts = controller.unit.package.startswith(packages[0].value)
        return _inside(controller, packages[0].value) if "forBasePackage" in words else starts


def _inside(controller: Class, package: str) -> bool:
    return f"{controller.unit.package}.".startswith(f"{package}.")


def prefixes(project: Project) -> Iterator[Prefix]:
    for one in project.every():
        if one.outer is None and b"addPathPrefix" in one.tree.data:
            for node in nodes(one.node):
                if node.type == "method_invocation" and text(child(node, "name")) == "addPathPrefix":
                    arguments = within(child(node, "arguments"))
                    if len(arguments) == 2:
                        found = project.strings(arguments[0], one) or (Text("", complete=False),)
                        yield Prefix(found[0], arguments[1], one)
