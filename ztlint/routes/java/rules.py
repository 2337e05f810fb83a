"""Rules of a filter chain, and which of them decides about a path."""

from msgspec import Struct, field

from ztlint.core import Witness
from ztlint.routes.java.conditions import Condition
from ztlint.routes.java.patterns import covers, may_cover
from ztlint.routes.joining import Evidence
from ztlint.routes.naming import Says


class Rule(Struct, frozen=True):
    """``patterns`` are None where they can't be told, empty for all paths."""

    methods: tuple[str, ...]
    patterns: tuple[str, ...] | None
    says: Says
    witness: Witness
    roles: tuple[str, ...] = ()


class Chain(Struct, eq=False):
    module: str
    condition: Condition
    rules: list[Rule] = field(default_factory=list)
    scope: tuple[str, ...] | None = ()


def ask(chain: Chain, method: str, path: str) -> Evidence | None:
    """None where the chain is not for this path."""
    if chain.scope is None:
        return Evidence(Says.UNSURE)
    if chain.scope and not any(covers(one, path) for one in chain.scope):
        return Evidence(Says.UNSURE) if any(may_cover(one, path) for one in chain.scope) else None
    for rule in chain.rules:
        if (found := _decides(rule, method, path)) is not None:
            doubtful = chain.condition.holds is not True
            return Evidence(Says.UNSURE, found.witness) if doubtful else found
    ignores = chain.rules and all(one.says is Says.NOTHING and one.patterns for one in chain.rules)
    return None if ignores else Evidence(Says.UNSURE)


def _decides(rule: Rule, method: str, path: str) -> Evidence | None:
    """None where the next rule is asked."""
    if rule.methods and method not in rule.methods and method != "*":
        return None
    if rule.patterns is None:
        return Evidence(Says.UNSURE, rule.witness)
    if not rule.patterns or any(covers(one, path) for one in rule.patterns):
        some = method == "*" and rule.methods
        return Evidence(Says.UNSURE if some else rule.says, rule.witness, () if some else rule.roles)
    may = any(may_cover(one, path) for one in rule.patterns)
    return Evidence(Says.UNSURE, rule.witness) if may else None
