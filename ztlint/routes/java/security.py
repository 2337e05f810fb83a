"""What Spring Security asks before a path, and before a method."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Witness
from ztlint.routes.java.source import Annotation, Class, Project, annotations
from ztlint.routes.joining import Evidence
from ztlint.routes.naming import Says, guardlike
from ztlint.routes.trees import Node, child, code_of, nodes, text, within

_MATCHERS = frozenset(
    "requestMatchers antMatchers mvcMatchers regexMatchers pathMatchers requestMatcher".split()
)
_ANY = frozenset({"anyRequest", "anyExchange"})
_ASKS = frozenset(
    """authenticated fullyAuthenticated hasRole hasAnyRole hasAuthority hasAnyAuthority denyAll
    hasScope hasAnyScope hasAllRoles hasAllAuthorities""".split()
)
_DECISIONS = _ASKS | {"permitAll", "anonymous", "access", "rememberMe", "hasIpAddress", "not"}
_SCOPES = frozenset("securityMatcher securityMatchers antMatcher mvcMatcher".split())
_CONDITIONS = frozenset(
    """ConditionalOnProperty Profile Conditional ConditionalOnExpression ConditionalOnMissingBean
    ConditionalOnBean ConditionalOnClass""".split()
)
_ENABLES = {
    "PreAuthorize": ("EnableMethodSecurity", "EnableReactiveMethodSecurity", "prePostEnabled"),
    "Secured": ("", "", "securedEnabled"),
    "RolesAllowed": ("", "", "jsr250Enabled"),
}
_WORDS = re.compile(r"['\"]([^'\"]*)['\"]")


class Rule(Struct, frozen=True):
    """``patterns`` are None where they can't be told, empty for all paths."""

    methods: tuple[str, ...]
    patterns: tuple[str, ...] | None
    says: Says
    witness: Witness
    roles: tuple[str, ...] = ()


class Chain(Struct, eq=False):
    module: str
    doubtful: bool
    rules: list[Rule] = field(default_factory=list)
    scope: tuple[str, ...] | None = ()


class Security(Struct, eq=False, dict=True):
    """All filter chains of a repository, what switches method security on, and other filters."""

    project: Project
    chains: list[Chain] = field(default_factory=list)
    enabled: dict[str, Says] = field(default_factory=dict)
    filters: dict[str, Witness] = field(default_factory=dict)
    depends: bool = False

    def read(self) -> None:
        for one in self.project.every():
            doubtful = _conditional(one.annotations) or bool(
                one.outer and _conditional(one.outer.annotations)
            )
            self._enables(one, doubtful=doubtful)
            if {
                "HandlerInterceptor",
                "OncePerRequestFilter",
                "Filter",
                "WebFilter",
                "GenericFilterBean",
            } & set(one.supers):
                self.filters.setdefault(one.module, one.tree.witness(child(one.node, "name")))
            for method in one.methods():
                parameters = text(child(method, "parameters"))
                if (
                    "HttpSecurity" in parameters
                    or "WebSecurity" in parameters
                    or "ignoring()" in text(child(method, "body"))
                ):
                    self._chain(method, one, doubtful=doubtful or _conditional(annotations(method)))

    def _enables(self, of: Class, *, doubtful: bool) -> None:
        says = Says.UNSURE if doubtful else Says.REFUSES
        for one in of.annotations:
            if not re.match(r"Enable(?:Global|Reactive)?MethodSecurity\Z", one.name):
                continue
            for name, (first, second, option) in _ENABLES.items():
                value = text(one.argument(option))
                if value == "true" or (value != "false" and one.name in (first, second)):
                    self.enabled[name] = max(says, self.enabled.get(name, Says.NOTHING))

    # chains -----------------------------------------------------------------------------------------------

    def _chain(self, method: Node, of: Class, *, doubtful: bool) -> None:
        chain = Chain(of.module, doubtful)
        calls = [one for one in nodes(child(method, "body") or method) if one.type == "method_invocation"]
        calls.sort(key=lambda one: child(one, "name").start_byte)
        pending: tuple[tuple[str, ...], tuple[str, ...] | None] | None = None
        ignoring = False
        for call in calls:
            name = text(child(call, "name"))
            if name == "ignoring":
                ignoring = True
            elif name in _SCOPES and _begins(call):
                chain.scope = self._patterns(call, of)[1]
            elif name in _MATCHERS and not _in_matcher(call):
                pending = self._patterns(call, of)
                if ignoring:
                    chain.rules.append(
                        Rule(*pending, Says.NOTHING, of.tree.witness(child(call, "arguments")))
                    )
                    pending = None
            elif name in _ANY:
                pending = ((), ())
            elif name in _DECISIONS and pending is not None:
                chain.rules.append(_rule(call, name, pending, of))
                pending = None
        if ignoring or chain.rules:
            self.chains.append(chain)
        elif "HttpSecurity" in text(child(method, "parameters")) and not _helping(method):
            chain.scope = None
            self.chains.append(chain)

    def _patterns(self, call: Node, of: Class) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        methods: list[str] = []
        patterns: list[str] = []
        known = text(child(call, "name")) not in ("regexMatchers", "requestMatcher", "securityMatchers")
        for one in within(child(call, "arguments")):
            if found := re.match(
                r"(?:HttpMethod\.)?(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\Z", text(one)
            ):
                methods.append(found[1])
                continue
            inner = one
            if one.type == "object_creation_expression" or (
                one.type == "method_invocation"
                and text(child(one, "name")) in ("antMatcher", "pattern", "matcher")
            ):
                inner_arguments = within(child(one, "arguments"))
                words = [part for part in inner_arguments if part.type == "string_literal"]
                if not words or len(inner_arguments) > 1 or "Regex" in text(one):
                    known = False
                    continue
                inner = words[0]
            strings = self.project.strings(inner, of)
            if strings is None or not all(part.complete for part in strings):
                known = False
            else:
                patterns += [part.value for part in strings]
        if not within(child(call, "arguments")):
            known = False
        return tuple(methods), tuple(patterns) if known else None

    # questions --------------------------------------------------------------------------------------------

    def path(self, module: str, method: str, path: str, place: Witness) -> Evidence:
        """What is asked before a path without its context."""
        chains = [one for one in self.chains if one.module == module]
        if not chains:
            if self.chains or self.depends:
                return Evidence(Says.UNSURE, place)
            return (
                Evidence(Says.UNSURE, self.filters[module])
                if module in self.filters
                else Evidence(Says.NOTHING)
            )
        said = [found for one in chains if (found := _ask(one, method, path)) is not None]
        if not said:
            return Evidence(Says.UNSURE, place)
        if len({one.says for one in said}) == 1:
            return said[0]
        return Evidence(Says.UNSURE, next(one.witness for one in said if one.says is not Says.NOTHING))

    def method(self, found: tuple[Annotation, ...], of: Class) -> Iterator[Evidence]:
        """What annotations of a method, or of its class where the method has none, ask."""
        for one in found:
            witness = of.tree.witness(one.node)
            if one.name in _ENABLES:
                says = self._said(one, of)
                if says is Says.REFUSES:
                    says = Says.REFUSES if self.enabled.get(one.name) is Says.REFUSES else Says.UNSURE
                roles = tuple(_WORDS.findall(" ".join(_WORDS.findall(text(one.node))) + " " + text(one.node)))
                if one.name != "PreAuthorize":
                    roles = tuple(_WORDS.findall(text(one.node)))
                yield Evidence(says, witness, tuple(role for role in roles if re.match(r"[\w:.-]+\Z", role)))
            elif re.match(
                r"Requires(?:Permissions|Roles|Authentication|User)\Z|SaCheck(?:Login|Role|Permission)\Z",
                one.name,
            ):
                yield Evidence(Says.REFUSES, witness, tuple(_WORDS.findall(text(one.node))))
            elif one.name == "PermitAll":
                yield Evidence(Says.NOTHING, witness)
            elif one.name == "DenyAll" or (
                guardlike(one.name) and "Swagger" not in one.name and "Requirement" not in one.name
            ):
                yield Evidence(Says.UNSURE, witness)

    def _said(self, one: Annotation, of: Class) -> Says:
        if one.name != "PreAuthorize":
            return (
                Says.UNSURE
                if re.search(r"IS_AUTHENTICATED_ANONYMOUSLY|ROLE_ANONYMOUS", text(one.node))
                else Says.REFUSES
            )
        strings = self.project.strings(one.argument("value"), of)
        words = strings[0].value if strings else ""
        if re.search(r"permitAll|isAnonymous|!|\bnot\b", words):
            return Says.NOTHING if re.match(r"\s*permitAll(?:\(\))?\s*\Z", words) else Says.UNSURE
        asks = re.search(
            r"has(?:Any)?(?:Role|Authority|Scope)|is(?:Fully)?Authenticated|hasPermission|denyAll", words
        )
        alternatives = re.split(r"\bor\b|\|\|", words)
        whole = all(re.search(r"has\w+\(|is\w+\(|authentication|principal", part) for part in alternatives)
        return Says.REFUSES if asks and whole else Says.UNSURE


def _rule(call: Node, name: str, pending: tuple[tuple[str, ...], tuple[str, ...] | None], of: Class) -> Rule:
    says = (
        Says.NOTHING if name in ("permitAll", "anonymous") else Says.REFUSES if name in _ASKS else Says.UNSURE
    )
    arguments = child(call, "arguments")
    name_node = child(call, "name")
    place = Witness(f"{name}{' '.join(text(arguments).split())}"[:80], of.tree.locate(name_node))
    return Rule(*pending, says, place, tuple(_WORDS.findall(text(arguments))) if says is Says.REFUSES else ())


def _ask(chain: Chain, method: str, path: str) -> Evidence | None:
    """None where the chain is not for this path."""
    if chain.scope is None or (chain.scope and not any(covers(one, path) for one in chain.scope)):
        return None if chain.scope else Evidence(Says.UNSURE)
    for rule in chain.rules:
        if rule.methods and method not in rule.methods and method != "*":
            continue
        if rule.patterns is None or (method == "*" and rule.methods):
            if rule.patterns is None or any(covers(one, path) for one in rule.patterns):
                return Evidence(Says.UNSURE, rule.witness)
            continue
        if not rule.patterns or any(covers(one, path) for one in rule.patterns):
            says = Says.UNSURE if chain.doubtful else rule.says
            return Evidence(says, rule.witness, rule.roles)
    ignores = chain.rules and all(one.says is Says.NOTHING and one.patterns for one in chain.rules)
    return None if ignores else Evidence(Says.UNSURE)


def covers(pattern: str, path: str) -> bool:
    """Whether an Ant pattern stands for all of a path's values. Hostile patterns cover nothing."""
    if len(pattern) > 300 or pattern.count("*") > 12:
        return False
    parts = [one for one in pattern.split("/") if one]
    wanted = [one for one in path.split("/") if one]
    reach = {0}
    for one in parts:
        if one in ("**", "{*path}"):
            reach = set(range(min(reach, default=len(wanted) + 1), len(wanted) + 1))
        else:
            reach = {at + 1 for at in reach if at < len(wanted) and _part(one, wanted[at])}
    return len(wanted) in reach


def _part(pattern: str, part: str) -> bool:
    if pattern == "*" or pattern.startswith("{"):
        return True
    if "*" in pattern or "?" in pattern:
        written = re.escape(pattern).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
        return pattern.count("*") < 3 and re.fullmatch(written, part) is not None
    return pattern == part


def _begins(call: Node) -> bool:
    """``http.securityMatcher(…)``, not ``requestMatchers(antMatcher(…))``."""
    return child(call, "object") is not None and not _in_matcher(call)


def _in_matcher(call: Node) -> bool:
    parent = call.parent
    return (
        parent is not None
        and parent.type == "argument_list"
        and parent.parent.type == "method_invocation"
        and text(child(parent.parent, "name")) in _MATCHERS | _SCOPES
    )


def _conditional(found: tuple[Annotation, ...]) -> bool:
    return any(one.name in _CONDITIONS for one in found)


def _helping(method: Node) -> bool:
    """A method that does not say what is asked: it sets up something else."""
    return not re.search(r"authorize|SecurityFilterChain", code_of(method))
