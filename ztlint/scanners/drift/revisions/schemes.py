"""Security schemes: another mechanism under the name that operations trust."""

from collections.abc import Iterator

from ztlint.openapi import Scheme, Strength
from ztlint.scanners.drift.hit import Hit, Options, at_node
from ztlint.scanners.drift.revisions.change import Change, check

_WEAK_FLOWS = {"implicit", "password"}


@check
def swapped_scheme(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Schemes that are weaker than what stood under their name before."""
    for name, new in change.head.schemes.items():
        old = change.base.schemes.get(name)
        if old is None:
            continue
        weaker = _strength(new) < _strength(old)
        flows = {flow.kind for flow in new.flows} & _WEAK_FLOWS - {flow.kind for flow in old.flows}
        if weaker or flows:
            before, after = _told(old), _told(new)
            yield Hit(
                at_node(new.node, on_key=True), name, {"scheme": name, "before": before, "after": after}
            )


def _strength(scheme: Scheme) -> Strength:
    if scheme.type == "mutualTLS":
        return Strength.SENDER_CONSTRAINED
    if scheme.type == "apiKey":
        return Strength.KEY_IN_QUERY if scheme.place == "query" else Strength.KEY_OR_BASIC
    if scheme.type == "http" and scheme.http_scheme in ("basic", "digest"):
        return Strength.KEY_OR_BASIC
    return Strength.SCOPED if scheme.oauth else Strength.BEARER


def _told(scheme: Scheme) -> str:
    if scheme.type == "apiKey":
        return f"API key in {scheme.place}"
    if scheme.flows:
        return f"{scheme.type} ({', '.join(sorted(flow.kind for flow in scheme.flows))})"
    return f"{scheme.type} {scheme.http_scheme}".strip()
