"""The properties of request and response models, where classes show them plainly."""

import ast

from ztlint.routes.python.project import External, Project, Value, keyword
from ztlint.routes.python.source import FUNCTIONS, Scope, arguments_of

_MODELS = (
    "pydantic.BaseModel",
    "pydantic.main.BaseModel",
    "sqlmodel.SQLModel",
    "pydantic.generics.GenericModel",
)
_WRAPPERS = frozenset("list List Sequence Optional Iterable tuple Tuple set Set Page Annotated".split())


def fields_of(
    project: Project, node: ast.expr | None, scope: Scope, depth: int = 0
) -> tuple[str, ...] | None:
    """Names of the properties of a model, of a list of it, or of one that may be missing."""
    if node is None or depth > 5:
        return None
    if isinstance(node, ast.Subscript):
        head = getattr(node.value, "attr", getattr(node.value, "id", ""))
        if head not in _WRAPPERS:
            return None
        inner = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
        return fields_of(project, inner, scope, depth + 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        sides = [fields_of(project, side, scope, depth + 1) for side in (node.left, node.right)]
        found = [side for side in sides if side is not None]
        return found[0] if len(found) == 1 else None
    referent = project.deref(node, scope)
    if isinstance(referent, Value) and isinstance(referent.node, ast.ClassDef):
        return _of_class(project, referent)
    if isinstance(referent, Value) and referent.node is not node and isinstance(referent.node, ast.expr):
        return fields_of(project, referent.node, referent.scope, depth + 1)
    return None


def _of_class(project: Project, model: Value) -> tuple[str, ...] | None:
    """None where a base is not seen through, or where names on the wire are not those in the code."""
    bases = project.bases(model)
    if not bases or any(base not in _MODELS for base in bases if base not in ("typing.Generic", "enum.Enum")):
        return None
    names: dict[str, None] = {}
    for owner in reversed(project.lineage(model)):
        for statement in getattr(owner.node, "body", ()):
            if (
                isinstance(statement, ast.Assign)
                and any(getattr(one, "id", "") == "model_config" for one in statement.targets)
                and "alias_generator" in ast.dump(statement.value)
            ):
                return None
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                name = _on_the_wire(project, statement, owner)
                if name is not None:
                    names[name] = None
    return tuple(names)


def _on_the_wire(project: Project, statement: ast.AnnAssign, scope: Scope) -> str | None:
    """The alias, where a field has one; nothing for what is no field or is left out."""
    name = statement.target.id if isinstance(statement.target, ast.Name) else ""
    if name.startswith("_") or "ClassVar" in ast.dump(statement.annotation) or name == "model_config":
        return None
    value = statement.value
    if isinstance(value, ast.Call):
        head = getattr(value.func, "attr", getattr(value.func, "id", ""))
        if head == "Relationship":
            return None
        excluded = keyword(value, "exclude")
        if isinstance(excluded, ast.Constant) and excluded.value is True:
            return None
        for alias in ("serialization_alias", "alias"):
            found = project.text(keyword(value, alias), scope)
            if found is not None:
                return found
    return name


def inputs_of(project: Project, handler: Value | None) -> tuple[str, ...] | None:
    """The properties of the body, where one parameter is a model."""
    if handler is None or not isinstance(handler.node, FUNCTIONS):
        return None
    found = []
    for one in arguments_of(handler.node):
        annotation = one.annotation
        if annotation is None or _is_injected(project, annotation, handler.scope):
            continue
        fields = fields_of(project, annotation, handler.scope)
        if fields is not None:
            found.append(fields)
    return found[0] if len(found) == 1 else None


def _is_injected(project: Project, annotation: ast.expr, scope: Scope) -> bool:
    """What ``Depends`` brings comes from no body."""
    referent = project.deref(annotation, scope)
    if isinstance(referent, External):
        return True
    node = referent.node if isinstance(referent, Value) else annotation
    return isinstance(node, ast.Subscript) and "Depends" in ast.dump(node)
