"""A definition with overlays applied, action by action; an action that can't be made stops no other."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from ztlint.core import Failure
from ztlint.documents import Document
from ztlint.documents.limits import MAX_DEPTH
from ztlint.jsonpath import Budget, Place, Query, TooMuchError, find
from ztlint.overlays.draft import Draft, Origin, Steps
from ztlint.overlays.limits import MAX_GROWTH, MAX_WORK
from ztlint.overlays.measure import measure
from ztlint.overlays.merge import MisfitError, check, update
from ztlint.overlays.overlaid import Overlaid
from ztlint.overlays.overlay import Action, Overlay, failure_at

_ADVICE = "Correct the overlay: what it was to change was checked without that change."


class Applied(Struct, frozen=True):
    """``document`` is what comes out. ``unmatched`` are actions whose target chose nothing: the path of the
    overlay, and the number of the action in it.
    """

    document: Document
    failures: tuple[Failure, ...] = ()
    unmatched: tuple[tuple[str, int], ...] = ()


def apply(base: Document, overlays: Sequence[Overlay]) -> Applied:
    run = _Run(Draft(base, Budget(MAX_WORK)))
    for overlay in overlays:
        for action in overlay.actions:
            if not run.spent:
                run.act(overlay, action)
    document = Overlaid(run.draft, tuple(overlay.document for overlay in overlays))
    return Applied(document, tuple(run.failures), tuple(run.unmatched))


class _Run:
    """What has come of the actions so far. ``spent`` says that the limits allow no more."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.failures: list[Failure] = []
        self.unmatched: list[tuple[str, int]] = []
        self.spent = False
        self._growth = 0

    def act(self, overlay: Overlay, action: Action) -> None:
        steps = ("actions", action.index)
        try:
            targets = self._found(action.target)
            if not targets:
                self.unmatched.append((overlay.document.path, action.index))
            elif action.kind == "remove":
                self._remove(targets, Origin(overlay.document, (*steps, "target")))
            else:
                self._update(overlay, action, targets)
        except MisfitError as error:
            self._fail(overlay, steps, f"an action is not applied: {error}")
        except TooMuchError:
            self.spent = True
            told = f"this and all later actions are not applied: more than {MAX_WORK} values to look at"
            self._fail(overlay, steps, told)

    def _fail(self, overlay: Overlay, steps: Steps, reason: str) -> None:
        told = f"{reason} (in {self.draft.base.path})"
        self.failures.append(failure_at(overlay.document, steps, told, _ADVICE))

    def _found(self, query: Query) -> list[Place]:
        return find(query, Place(self.draft.data), self.draft.budget)

    def _remove(self, targets: Iterable[Place], cause: Origin) -> None:
        """What is inside goes before what holds it, so that all ways still lead where they did."""
        groups: dict[int, list[Place]] = {}
        for place in targets:
            if place.parent is None:
                raise MisfitError("the root can't be removed")
            groups.setdefault(id(place.parent), []).append(place)
        holders = [(group[0].parent.steps, group) for group in groups.values() if group[0].parent]
        for steps, group in sorted(holders, key=lambda holder: -len(holder[0])):
            self.draft.remove(steps, [place.key for place in group], cause)

    def _update(self, overlay: Overlay, action: Action, targets: Sequence[Place]) -> None:
        cause = Origin(overlay.document, ("actions", action.index, action.kind))
        value, origin = action.update, cause
        if action.source is not None:
            source = self._source(action.source)
            value, origin = source.value, self.draft.origin(source.steps)
            self.draft.share()
        if len({_kind(place.value) for place in targets}) > 1:
            raise MisfitError("its targets are not all mappings, all lists or all single values")
        for place in targets:
            check(place.value, value, self.draft.budget)
        self._measure(value, targets)
        for place in targets:
            update(self.draft, place.steps, value, origin, cause)

    def _source(self, query: Query) -> Place:
        found = self._found(query)
        if len(found) != 1:
            raise MisfitError(f"'copy' finds {len(found) or 'nothing'}, and should find one value")
        return found[0]

    def _measure(self, value: Any, targets: Sequence[Place]) -> None:
        size, depth = measure(value, self.draft.budget)
        deepest = max(len(place.steps) for place in targets)
        self._growth += size * len(targets)
        if self._growth > MAX_GROWTH:
            self._growth -= size * len(targets)
            raise MisfitError(f"overlays would add more than {MAX_GROWTH} values")
        if deepest + depth > MAX_DEPTH:
            raise MisfitError(f"it would nest deeper than {MAX_DEPTH} levels")


def _kind(value: Any) -> str:
    return "mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else "single"
