"""A ruleset file with everything that it extends. What can't be run is a Failure, and the rest runs.

Only files below one folder are read, and nothing is fetched. A ruleset holds no code: one that needs
JavaScript is told to.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Failure
from ztlint.documents import Node, parse
from ztlint.documents.store import Read
from ztlint.scanners.openapi.spectral.aliases import Aliases
from ztlint.scanners.openapi.spectral.definition import (
    Definition,
    Origin,
    WrongRuleError,
    changed,
    read_definition,
    severity_of,
)
from ztlint.scanners.openapi.spectral.globs import matches
from ztlint.scanners.openapi.spectral.unsupported import (
    NO_SUCH_RULE,
    WRONG_RULE,
    failure_at,
    other_keys,
    unsupported_ruleset,
)

MAX_FILES = 200
"""Files that one ruleset may extend, directly or not."""

MAX_NESTING = 20

MAX_RULES = 5000
"""Rules of one ruleset."""

_MODES = ("all", "recommended", "off")

Rules = dict[str, Definition]


class Override(Struct, frozen=True):
    """What is otherwise for some files, or below a pointer in them."""

    globs: tuple[str, ...]
    rules: Mapping[str, Any]
    node: Node
    aliases: Aliases
    extended: Rules
    pointers: tuple[tuple[str, str], ...] = ()


class Ruleset(Struct, frozen=True):
    """``folder`` is the one that globs are relative to, itself relative to the root of the run."""

    path: str
    folder: str
    rules: Rules
    overrides: tuple[Override, ...] = ()

    def rules_for(self, path: str) -> Rules:
        """The rules as they are for one definition."""
        rules = self.rules
        relative = posixpath.relpath(path, self.folder or ".")
        for override in self.overrides:
            if any(matches(relative, glob) for glob in override.globs):
                rules = {**rules, **override.extended}
                rules = _Merge(override.aliases, [], {}).onto(rules, override.node)
        return rules

    def severity_at(self, name: str, path: str, pointer: str) -> int | None:
        """What an override says about a rule at a pointer; None where none does. The longest pointer wins."""
        relative = posixpath.relpath(path, self.folder or ".")
        found = [
            (len(place), severity_of(override.rules[name]))
            for override in self.overrides
            if name in override.rules
            for glob, place in override.pointers
            if (pointer == place or pointer.startswith(f"{place}/")) and matches(relative, glob)
        ]
        return max(found, key=lambda one: one[0])[1] if found else None

    @property
    def every_rule(self) -> Rules:
        """Also those that only overrides turn on."""
        rules = dict(self.rules)
        for override in self.overrides:
            merged = _Merge(override.aliases, [], {}).onto({**self.rules, **override.extended}, override.node)
            for name, rule in merged.items():
                if name not in rules or (rule.runs and not rules[name].runs):
                    rules[name] = rule
        return rules


def load_ruleset(path: str, read: Read) -> tuple[Ruleset, list[Failure]]:
    """``path`` is relative to the folder that ``read`` reads from."""
    loader = _Loader(read)
    layer = loader.load(path, ())
    folder = posixpath.dirname(path)
    overrides = tuple(loader.overrides(layer)) if layer is not None else ()
    ruleset = Ruleset(path, folder, layer.rules if layer is not None else {}, overrides)
    return ruleset, loader.failures


class _Layer(Struct):
    """One file, merged with what it extends. ``missing`` are the rules of rulesets that can't be run."""

    node: Node
    aliases: Aliases
    formats: tuple[str, ...] | None
    rules: Rules = field(default_factory=dict)
    closed: bool = True  # all that it extends is known, so a rule that it changes has to exist


class _Merge(Struct):
    """Rules of one file onto those that it extends."""

    aliases: Aliases
    failures: list[Failure]
    wanted: dict[str, Node]  # rules that are changed or turned on, and are not known
    formats: tuple[str, ...] | None = None

    def onto(self, known: Rules, node: Node) -> Rules:
        rules = dict(known)
        written = node.get("rules")
        for name, data in written.items() if written is not None else ():
            try:
                found = self._merged(rules.get(name), name, data)
            except WrongRuleError as error:
                told = f"the rule '{name}' {error}"
                self.failures.append(failure_at(data, told, WRONG_RULE))
                continue
            if found is not None:
                rules[name] = found
        return rules

    def _merged(self, base: Definition | None, name: str, node: Node) -> Definition | None:
        value = node.value
        if isinstance(value, dict) and (base is not None or "given" in value or "then" in value):
            if base is not None:
                return changed(base, value, self.aliases)
            origin = Origin(node.document.path, _line(node))
            return read_definition(name, value, origin, self.aliases, self.formats)
        if base is None:
            if value is not False and severity_of(value) != -1:
                self.wanted[name] = node
            return None
        if isinstance(value, bool):
            return replace(base, enabled=value)
        severity = severity_of(value)
        if severity is None:
            raise WrongRuleError("is neither a rule nor a severity")
        return replace(base, severity=base.severity if severity < 0 else severity, enabled=severity >= 0)


class _Loader:
    """Reads files, each once, and keeps what can't be run."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._count = 0
        self.failures: list[Failure] = []

    def load(self, path: str, above: tuple[str, ...]) -> _Layer | None:
        node = self._open(path)
        if node is None:
            return None
        aliases, formats = node.value.get("aliases"), node.value.get("formats")
        layer = _Layer(
            node,
            Aliases(aliases if isinstance(aliases, dict) else {}),
            tuple(map(str, formats)) if isinstance(formats, list) else None,
        )
        self.failures += other_keys(node)
        layer.rules, layer.aliases = self._extended(node, layer, (*above, path))
        self._merge(layer)
        if len(layer.rules) > MAX_RULES:
            self.failures.append(Failure(path, f"more than {MAX_RULES} rules", "Split the ruleset."))
            layer.rules = {}
        return layer

    def _merge(self, layer: _Layer) -> None:
        merge = _Merge(layer.aliases, self.failures, {}, layer.formats)
        layer.rules = _with_url(merge.onto(layer.rules, layer.node), layer.node)
        if layer.closed:
            for name, node in merge.wanted.items():
                told = f"the rule '{name}' is changed, and nothing that the ruleset extends has it"
                self.failures.append(failure_at(node, told, NO_SUCH_RULE))

    def _open(self, path: str) -> Node | None:
        self._count += 1
        if self._count > MAX_FILES:
            self.failures.append(Failure(path, f"more than {MAX_FILES} files", "Extend fewer rulesets."))
            return None
        data = self._read(path)
        documents = data if isinstance(data, Failure) else parse(path, data)
        if isinstance(documents, Failure):
            self.failures.append(replace(documents, reason=f"the ruleset {documents.reason}"))
            return None
        if len(documents) != 1 or not isinstance(documents[0].data, dict):
            told = "is no ruleset: it holds no mapping"
            self.failures.append(Failure(path, told, "See docs/spectral.md.", 1, 1))
            return None
        return Node(documents[0], documents[0].data)

    def _extended(self, node: Node, layer: _Layer, above: tuple[str, ...]) -> tuple[Rules, Aliases]:
        """Rules of all that the file extends, the later ones over the earlier ones, and the aliases."""
        rules: Rules = {}
        aliases: dict[str, Any] = {}
        for place, name, mode in extensions(node):
            found = unsupported_ruleset(place, name)
            if found is None:
                other = self._local(place, name, above)
                if other is not None:
                    rules |= _in_mode(other.rules, mode)
                    aliases |= other.aliases.written
                    layer.closed = layer.closed and other.closed
                else:
                    layer.closed = False
            else:
                layer.closed = False
                if mode != "off" or _turns_on(node, rules):
                    self.failures.append(found)
        return rules, Aliases({**aliases, **layer.aliases.written})

    def _local(self, place: Node, name: str, above: tuple[str, ...]) -> _Layer | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place.document.path), name))
        if path in above:
            return None  # what leads back adds nothing
        if len(above) >= MAX_NESTING:
            self.failures.append(failure_at(place, "rulesets extend one another too deeply", "Extend fewer."))
            return None
        return self.load(path, above)

    def overrides(self, layer: _Layer) -> Iterator[Override]:
        """Those of the file itself: as in Spectral, those of what it extends do not count."""
        written = layer.node.get("overrides")
        for node in written.elements() if written is not None else ():
            globs = _texts(node.value.get("files")) if isinstance(node.value, dict) else None
            if globs is None:
                self.failures.append(failure_at(node, "an override names no files", WRONG_RULE))
                continue
            yield self._override(layer, node, globs)
        yield from self._exceptions(layer.node)

    def _override(self, layer: _Layer, node: Node, globs: list[str]) -> Override:
        own = node.value.get("aliases")
        written = {**layer.aliases.written, **own} if isinstance(own, dict) else layer.aliases.written
        inner = _Layer(node, Aliases(written), None)
        extended, aliases = self._extended(node, inner, (layer.node.document.path,))
        inner.rules, inner.aliases = {**layer.rules, **extended}, aliases
        inner.closed = inner.closed and layer.closed
        self._merge(inner)
        plain = tuple(glob for glob in globs if "#" not in glob)
        pointers = tuple((glob.partition("#")[0], glob.partition("#")[2]) for glob in globs if "#" in glob)
        rules = node.value.get("rules")
        return Override(plain, rules if isinstance(rules, dict) else {}, node, aliases, extended, pointers)

    def _exceptions(self, node: Node) -> Iterator[Override]:
        """``except`` of old rulesets: rules that are off at a pointer in a file."""
        written = node.get("except")
        for place, names in written.items() if written is not None else ():
            listed = _texts(names.value)
            if listed is None:
                self.failures.append(failure_at(names, "an exception names no rules", WRONG_RULE))
                continue
            glob, _, pointer = place.partition("#")
            yield Override((), dict.fromkeys(listed, "off"), names, Aliases({}), {}, ((glob, pointer),))


def extensions(node: Node) -> Iterator[tuple[Node, str, str]]:
    """Each ruleset that is extended: where that stands, its name, and which of its rules are meant."""
    written = node.get("extends")
    if written is None:
        return
    one = written.value
    alone = isinstance(one, list) and len(one) == 2 and isinstance(one[0], str) and one[1] in _MODES
    for item in written.elements() if isinstance(one, list) and not alone else (written,):
        pair = item.value if isinstance(item.value, list) else [item.value]
        mode = pair[1] if len(pair) > 1 and pair[1] in _MODES else ""
        yield item, str(pair[0]) if pair else "", mode


def _turns_on(node: Node, known: Rules) -> bool:
    """Whether the file turns on rules of what it extends with all rules off."""
    written = node.get("rules")
    return any(
        name not in known and not isinstance(rule.value, dict) and rule.value is not False
        for name, rule in (written.items() if written is not None else ())
        if severity_of(rule.value) != -1
    )


def _in_mode(rules: Rules, mode: str) -> Rules:
    if not mode:
        return rules
    return {
        name: replace(rule, enabled=mode == "all" or (mode == "recommended" and rule.recommended))
        for name, rule in rules.items()
    }


def _with_url(rules: Rules, node: Node) -> Rules:
    """The address of the whole ruleset leads to those of its rules."""
    url = node.value.get("documentationUrl")
    written = node.value.get("rules")
    if not isinstance(url, str) or not isinstance(written, dict):
        return rules
    return {
        name: replace(rule, url=f"{url}#{name}") if rule.url is None and name in written else rule
        for name, rule in rules.items()
    }


def _texts(value: Any) -> list[str] | None:
    return value if isinstance(value, list) and value and all(isinstance(one, str) for one in value) else None


def _line(node: Node) -> int:
    return node.document.span(node.steps).start_line
