"""Whether a configuration is there at all: conditions that a property of the same program decides."""

from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Witness
from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Annotation, Class, annotations

_CONDITIONS = frozenset(
    """ConditionalOnProperty ConditionalOnBooleanProperty Profile Conditional ConditionalOnExpression
    ConditionalOnMissingBean ConditionalOnBean ConditionalOnClass ConditionalOnMissingClass
    ConditionalOnWebApplication ConditionalOnCloudPlatform""".split()
)


class Condition(Struct, frozen=True):
    """``holds`` is None where it can't be told; ``witnesses`` are what decides, or what can't be told."""

    holds: bool | None = True
    witnesses: tuple[Witness, ...] = ()


def condition(found: tuple[Annotation, ...], of: Class, project: Project) -> Condition:
    """Of all conditions on one declaration, and on the class around it."""
    parts = [_one(one, of, project) for one in found if one.name in _CONDITIONS]
    if of.outer is not None:
        parts += [_one(one, of, project) for one in of.outer.annotations if one.name in _CONDITIONS]
    for holds in (False, None):
        those = tuple(witness for one in parts if one.holds is holds for witness in one.witnesses)
        if those:
            return Condition(holds, those)
    return Condition(witnesses=tuple(witness for one in parts for witness in one.witnesses))


def _one(one: Annotation, of: Class, project: Project) -> Condition:
    told = list(_properties(one, of, project)) if one.name == "ConditionalOnProperty" else []
    settled = [project.settings.settled(name, of.tree.path) for name in told]
    wanted = project.strings(one.argument("havingValue"), of)
    known = [setting for setting in settled if setting is not None]
    if not told or len(known) != len(told) or wanted is None or not all(part.complete for part in wanted):
        return Condition(None, (of.tree.witness(one.node),))
    having = wanted[0].value.lower() if wanted else ""
    holds = [_holds(setting.value.strip("'\"").lower(), having) for setting in known]
    return Condition(all(holds), tuple(setting.witness for setting in known))


def _holds(value: str, having: str) -> bool:
    return value == having if having else value != "false"


def _properties(one: Annotation, of: Class, project: Project) -> Iterator[str]:
    """Nothing where a name can't be told."""
    prefixes = project.strings(one.argument("prefix"), of)
    names = project.strings(one.argument("name", "value"), of)
    if prefixes is None or names is None or not all(part.complete for part in (*prefixes, *names)):
        return
    prefix = f"{prefixes[0].value.rstrip('.')}." if prefixes and prefixes[0].value else ""
    yield from (prefix + part.value for part in names)


def of_method(method: object, of: Class, project: Project) -> Condition:
    """Of a method that makes a bean, with those of its class."""
    return condition((*annotations(method), *of.annotations), of, project)
