"""What Spring Security asks before a path, and before a method."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Location, Witness
from ztlint.routes.java.chains import WORDS, chain_of
from ztlint.routes.java.conditions import Condition, condition, of_method
from ztlint.routes.java.expressions import roles, said
from ztlint.routes.java.project import Project
from ztlint.routes.java.rules import Chain, ask
from ztlint.routes.java.source import Annotation, Class, module_of
from ztlint.routes.joining import Evidence
from ztlint.routes.naming import Says, guardlike
from ztlint.routes.trees import child, text

_ENABLES = {
    "PreAuthorize": ("EnableMethodSecurity", "EnableReactiveMethodSecurity", "prePostEnabled"),
    "Secured": ("", "", "securedEnabled"),
    "RolesAllowed": ("", "", "jsr250Enabled"),
}
_FILTERS = frozenset(
    """HandlerInterceptor OncePerRequestFilter Filter WebFilter GenericFilterBean ContainerRequestFilter
    HttpFilter""".split()
)
_REGISTERS = re.compile(
    r"\b(?:ShiroFilterFactoryBean|ShiroFilterChainDefinition|SaInterceptor|SaServletFilter|SaReactorFilter"
    r"|FilterRegistrationBean|addInterceptor)\b"
)
_HEEDED = ("RolesAllowed", "Authenticated")
_POLICY = re.compile(r"(?:%\w+\.)?quarkus\.http\.auth\.")
_QUARKUS = re.compile(rb"\bquarkus-(?:oidc|smallrye-jwt|security|elytron-security[\w-]*)\b")
_FOREIGN = re.compile(
    r"Requires(?:Permissions|Roles|Authentication|User)\Z|SaCheck(?:Login|Role|Permission)\Z"
)


class Security(Struct, eq=False):
    """All filter chains of a repository, what switches method security on, and other filters.

    ``enabled`` says of annotations whether they are heeded, with the properties that decide it; ``heeding``
    are folders of programs that heed those of Jakarta by themselves.
    """

    project: Project
    chains: list[Chain] = field(default_factory=list)
    enabled: dict[str, Evidence] = field(default_factory=dict)
    filters: dict[str, Witness] = field(default_factory=dict)
    heeding: list[str] = field(default_factory=list)
    depends: bool = False

    def read(self) -> None:
        self._settings()
        for one in self.project.every():
            self._enables(one, condition(one.annotations, one, self.project))
            if _FILTERS & set(one.supers):
                self.filters.setdefault(one.module, one.tree.witness(child(one.node, "name")))
            for method in one.methods():
                if _REGISTERS.search(text(method)):
                    self.filters.setdefault(one.module, one.tree.witness(child(method, "name")))
                given = text(child(method, "parameters"))
                if (
                    "HttpSecurity" in given
                    or "WebSecurity" in given
                    or "ignoring()" in text(child(method, "body"))
                ):
                    self._chain(chain_of(method, one, self.project, of_method(method, one, self.project)))

    def _settings(self) -> None:
        """Policies that stand in settings, and extensions that heed annotations by themselves."""
        for folder, known in self.project.settings.main.items():
            policy = next((one.witness for name, one in known.items() if _POLICY.match(name)), None)
            if policy is not None:
                self.filters.setdefault(folder, policy)
        for path, data in self.project.settings.texts.items():
            if path.endswith("web.xml") and b"<security-constraint" in data:
                self.filters.setdefault(module_of(path), Witness("<security-constraint>", Location(path)))
            if path.endswith(("pom.xml", ".gradle", ".kts")) and _QUARKUS.search(data):
                self.heeding.append(path.removesuffix(path.rsplit("/", 1)[-1]))

    def _heeds(self, of: Class) -> bool:
        """Whether a program of Quarkus heeds annotations: Spring's do not by themselves."""
        spring = b"org.springframework" in of.tree.data
        return not spring and any(of.module.startswith(folder) for folder in self.heeding)

    def _chain(self, chain: Chain | None) -> None:
        if chain is not None and chain.condition.holds is not False:
            self.chains.append(chain)
        elif chain is not None:  # Spring's own chain takes the place of one that is left out
            self.depends = True

    def _enables(self, of: Class, when: Condition) -> None:
        says = {True: Says.REFUSES, None: Says.UNSURE, False: Says.OPTIONAL}[when.holds]
        for one in of.annotations:
            if not re.match(r"Enable(?:Global|Reactive)?MethodSecurity\Z", one.name):
                continue
            for name, (first, second, option) in _ENABLES.items():
                value = text(one.argument(option))
                on = value == "true" or (value != "false" and one.name in (first, second))
                if on and says > self.enabled.get(name, Evidence(Says.NOTHING)).says:
                    self.enabled[name] = Evidence(says, when.witnesses[0] if when.witnesses else None)

    # questions --------------------------------------------------------------------------------------------

    def path(self, module: str, method: str, path: str, place: Witness) -> Iterator[Evidence]:
        """What is asked before a path without its context."""
        chains = [one for one in self.chains if one.module == module]
        if not chains:
            if self.chains or self.depends:
                yield Evidence(Says.UNSURE, place)
            elif self.filters:
                yield Evidence(Says.UNSURE, self.filters.get(module, next(iter(self.filters.values()))))
            return
        answers = [(one, found) for one in chains if (found := ask(one, method, path)) is not None]
        if not answers:
            yield Evidence(Says.UNSURE, place)
        elif len({found.says for _, found in answers}) == 1:
            yield from _with_conditions(*answers[0])
        else:
            for chain, found in answers:
                if found.says is not Says.NOTHING:
                    yield from _with_conditions(chain, Evidence(Says.UNSURE, found.witness))

    def method(self, found: tuple[Annotation, ...], of: Class) -> Iterator[Evidence]:
        """What annotations of a method, or of its class where the method has none, ask."""
        for one in found:
            witness = of.tree.witness(one.node)
            if one.name in _HEEDED and self._heeds(of):
                yield Evidence(Says.REFUSES, witness, roles(one))
            elif one.name in _ENABLES:
                yield from self._enabled(one, Evidence(said(one, of, self.project), witness, roles(one)))
            elif _FOREIGN.match(one.name):
                yield Evidence(Says.REFUSES, witness, tuple(WORDS.findall(text(one.node))))
            elif one.name == "PermitAll":
                yield Evidence(Says.NOTHING, witness)
            elif one.name == "DenyAll" or (
                guardlike(one.name) and "Swagger" not in one.name and "Requirement" not in one.name
            ):
                yield Evidence(Says.UNSURE, witness)

    def _enabled(self, one: Annotation, asks: Evidence) -> Iterator[Evidence]:
        """An annotation is worth what switches it on: nothing, where a property leaves that out."""
        switch = self.enabled.get(one.name, Evidence(Says.UNSURE))
        if asks.says is Says.REFUSES or switch.says is Says.OPTIONAL:
            yield Evidence(switch.says, asks.witness, asks.roles)
            if switch.witness is not None:
                yield Evidence(switch.says, switch.witness)
        else:
            yield asks


def _with_conditions(chain: Chain, found: Evidence) -> Iterator[Evidence]:
    """With the property that puts the chain in place; where that asks nothing, it is the open door."""
    yield found
    says = Says.OPTIONAL if found.says is Says.NOTHING else found.says
    for witness in chain.condition.witnesses:
        yield Evidence(says, witness)
