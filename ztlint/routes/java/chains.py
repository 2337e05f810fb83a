"""Filter chains of Spring Security: their matchers, and what is asked where one matches."""

import re

from ztlint.core import Witness
from ztlint.routes.java.conditions import Condition
from ztlint.routes.java.project import Project
from ztlint.routes.java.rules import Chain, Rule
from ztlint.routes.java.source import Class
from ztlint.routes.naming import Says
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
_VERB = re.compile(r"(?:HttpMethod\.)?(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\Z")
WORDS = re.compile(r"['\"]([^'\"]*)['\"]")

_Matcher = tuple[tuple[str, ...], tuple[str, ...] | None]


def chain_of(method: Node, of: Class, project: Project, condition: Condition) -> Chain | None:
    """What a method configures; None where it is about something else."""
    chain = Chain(of.module, condition)
    calls = [one for one in nodes(child(method, "body") or method) if one.type == "method_invocation"]
    calls.sort(key=lambda one: child(one, "name").start_byte)
    ignoring = _read(calls, chain, of, project)
    if ignoring or chain.rules:
        return chain
    if "HttpSecurity" in text(child(method, "parameters")) and not _helping(method):
        chain.scope = None
        return chain
    return None


def _read(calls: list[Node], chain: Chain, of: Class, project: Project) -> bool:
    """Whether paths are left out of security altogether."""
    pending: _Matcher | None = None
    ignoring = False
    for call in calls:
        name = text(child(call, "name"))
        if name == "ignoring":
            ignoring = True
        elif name in _SCOPES and _begins(call):
            chain.scope = _patterns(call, of, project)[1]
        elif name in _MATCHERS and not _in_matcher(call):
            pending = _patterns(call, of, project)
            if ignoring:
                place = of.tree.witness(child(call, "arguments"))
                chain.rules.append(Rule(*pending, Says.NOTHING, place))
                pending = None
        elif name in _ANY:
            pending = ((), ())
        elif name in _DECISIONS and pending is not None:
            chain.rules.append(_rule(call, name, pending, of))
            pending = None
    return ignoring


def _patterns(call: Node, of: Class, project: Project) -> _Matcher:
    methods: list[str] = []
    patterns: list[str] = []
    arguments = within(child(call, "arguments"))
    known = bool(arguments) and text(child(call, "name")) not in (
        "regexMatchers",
        "requestMatcher",
        "securityMatchers",
    )
    for one in arguments:
        if found := _VERB.match(text(one)):
            methods.append(found[1])
            continue
        verbs, inner = _written(one)
        methods += verbs
        known = known and (not verbs or len(arguments) == 1)
        strings = project.strings(inner, of) if inner is not None else None
        if strings is None or not all(part.complete for part in strings):
            known = False
        else:
            patterns += [part.value for part in strings]
    return tuple(methods), tuple(patterns) if known else None


def _written(node: Node) -> tuple[list[str], Node | None]:
    """Methods and pattern of a matcher that is made in its place; None where it says more than that."""
    made = node.type == "method_invocation" and text(child(node, "name")) in (
        "antMatcher",
        "pattern",
        "matcher",
    )
    if not made and node.type != "object_creation_expression":
        return [], node
    arguments = within(child(node, "arguments"))
    verbs = [found[1] for one in arguments if (found := _VERB.match(text(one).strip('"')))]
    words = [one for one in arguments if not _VERB.match(text(one).strip('"'))]
    return verbs, words[0] if len(words) == 1 and "Regex" not in text(node) else None


def _rule(call: Node, name: str, pending: _Matcher, of: Class) -> Rule:
    arguments = child(call, "arguments")
    asks = name in _ASKS or (name == "access" and _all_ask(within(arguments)))
    says = Says.NOTHING if name in ("permitAll", "anonymous") else Says.REFUSES if asks else Says.UNSURE
    place = Witness(f"{name}{' '.join(text(arguments).split())}"[:80], of.tree.locate(child(call, "name")))
    return Rule(*pending, says, place, tuple(WORDS.findall(text(arguments))) if says is Says.REFUSES else ())


def _all_ask(arguments: list[Node]) -> bool:
    """``allOf(authenticated(), …)``: one that asks is enough; of ``anyOf`` all have to."""
    call = arguments[0] if len(arguments) == 1 else None
    if call is None or call.type != "method_invocation":
        return False
    asks = [_asks(one) for one in within(child(call, "arguments"))]
    name = text(child(call, "name"))
    return bool(asks) and ((name == "allOf" and any(asks)) or (name == "anyOf" and all(asks)))


def _asks(node: Node) -> bool:
    return node.type == "method_invocation" and text(child(node, "name")) in _ASKS


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


def _helping(method: Node) -> bool:
    """A method that does not say what is asked: it sets up something else."""
    return not re.search(r"authorize|SecurityFilterChain", code_of(method))
