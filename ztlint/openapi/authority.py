"""Effective security as authority: who gets in, through which alternative, read from where."""

from ztlint.documents import Node
from ztlint.openapi.model import Alternative, Authority, Requirement, Scheme, Strength
from ztlint.openapi.schemes import strength_of


def effective_authority(operation: Node, root: Node, schemes: dict[str, Scheme]) -> Authority:
    """The operation's own ``security`` replaces the root's whole (OpenAPI 3.1 section 4.8.10)."""
    own = operation.get("security")
    if own is not None and isinstance(own.value, list):
        return Authority(_alternatives(own, schemes), own, inherited=False)
    inherited = root.get("security")
    if inherited is not None and isinstance(inherited.value, list):
        return Authority(_alternatives(inherited, schemes), inherited, inherited=True)
    return Authority((), None, inherited=True)


def _alternatives(security: Node, schemes: dict[str, Scheme]) -> tuple[Alternative, ...]:
    return tuple(_alternative(node, schemes) for node in security.elements() if isinstance(node.value, dict))


def _alternative(node: Node, schemes: dict[str, Scheme]) -> Alternative:
    requirements = tuple(
        Requirement(name, _scopes(child), schemes.get(name), child) for name, child in node.items()
    )
    return Alternative(requirements, node, _strength(requirements))


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
