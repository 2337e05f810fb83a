"""Responses that said what happens to callers who may not, or who come too often."""

from collections.abc import Iterator

from ztlint.openapi import Operation
from ztlint.scanners.drift.hit import Hit, Options, at_node, at_operation
from ztlint.scanners.drift.revisions.change import Change, check


@check
def removed_response(change: Change, options: Options) -> Iterator[Hit]:
    """``statuses`` that an operation gives no more; ``guarded``: only of those that ask who calls."""
    for old, new in change.pairs:
        if options["guarded"] and new.authority.public:
            continue
        before, after = _statuses(old), _statuses(new)
        lost = [status for status in options["statuses"] if status in before and status not in after]
        if lost and "default" not in after and "4XX" not in after:
            place = new.node.get("responses")
            location = at_node(place, on_key=True) if place is not None else at_operation(new)
            values = {"operation": new.label, "statuses": " and ".join(lost)}
            yield Hit(location, f"{new.label} {' '.join(lost)}", values, operations=(new.label,))


def _statuses(operation: Operation) -> set[str]:
    return {one.status if one.status == "default" else one.status.upper() for one in operation.responses}


@check
def removed_limit_header(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Headers that told callers of a limit, in no response any more."""
    for old, new in change.pairs:
        lost = _limits(old) - _limits(new)
        if _limits(old) and not _limits(new):
            values = {"operation": new.label, "headers": ", ".join(sorted(lost))}
            yield Hit(at_operation(new), new.label, values, operations=(new.label,))


def _limits(operation: Operation) -> set[str]:
    names = {name.lower() for response in operation.responses for name, _ in response.headers}
    return {name for name in names if "ratelimit" in name.replace("-", "") or name == "retry-after"}
