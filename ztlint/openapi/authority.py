"""Effective security as authority: who gets in, through which alternative, read from where."""

from ztlint.documents import Node
from ztlint.openapi.model import Alternative, Authority, Requirement, Strength
from ztlint.openapi.schemes import Schemes, strength_of

NOBODY = Authority((), None, inherited=True)
"""No ``security`` anywhere: nobody is asked."""


def root_authority(root: Node, schemes: Schemes) -> Authority:
    """What operations inherit."""
    security = root.get("security")
    if security is None or not isinstance(security.value, list):
        return NOBODY
    return Authority(_alternatives(security, schemes), security, inherited=True)


def authority_at(security: Node, schemes: Schemes) -> Authority:
    """What a list of alternatives asks for, wherever it stands."""
    return Authority(_alternatives(security, schemes), security, inherited=False)


def effective_authority(own: Node | None, inherited: Authority, schemes: Schemes) -> Authority:
    """The operation's own ``security`` replaces the root's whole (OpenAPI 3.1 section 4.8.10)."""
    if own is None or not isinstance(own.value, list):
        return inherited
    return Authority(_alternatives(own, schemes), own, inherited=False)


def _alternatives(security: Node, schemes: Schemes) -> tuple[Alternative, ...]:
    return tuple(_alternative(node, schemes) for node in security.elements() if isinstance(node.value, dict))


def _alternative(node: Node, schemes: Schemes) -> Alternative:
    requirements = tuple(_requirement(name, child, schemes) for name, child in node.items())
    return Alternative(requirements, node, _strength(requirements))


def _requirement(name: str, node: Node, schemes: Schemes) -> Requirement:
    scheme = schemes.wanted(name, node)
    return Requirement(scheme.name if scheme else name, _scopes(node), scheme, node)


def _scopes(node: Node) -> tuple[str, ...]:
    value = node.value if isinstance(node.value, list) else []
    return tuple(scope for scope in value if isinstance(scope, str))


def _strength(requirements: tuple[Requirement, ...]) -> Strength:
    """AND takes the stronger; two independent factors are one step stronger than either."""
    strengths = [strength_of(requirement) for requirement in requirements]
    if not strengths:
        return Strength.NONE
    types = {(r.scheme.type, r.scheme.place) for r in requirements if r.scheme}
    bonus = 1 if len(types) > 1 else 0
    return Strength(min(max(strengths) + bonus, Strength.SENDER_CONSTRAINED))


Way = frozenset[tuple[str, frozenset[str]]]
"""An alternative as a comparable set of (scheme, scopes)."""


def opens(held: Way, asked: Way) -> bool:
    """Whether a caller who satisfies ``held`` satisfies ``asked`` too: same schemes, and scopes enough."""
    owned = dict(held)
    return all(name in owned and scopes <= owned[name] for name, scopes in asked)


def asks_less(weak: Authority, strong: Authority) -> bool:
    """Less strength, or of equal strength less of the same: scopes of their own are another matter."""
    if weak.strength != strong.strength:
        return weak.strength < strong.strength
    opened = bool(strong.ways) and all(any(opens(way, need) for need in weak.ways) for way in strong.ways)
    return opened and not all(any(opens(way, need) for need in strong.ways) for way in weak.ways)
