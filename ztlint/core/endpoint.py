"""One line of the inventory: an endpoint as the code and the definitions know it."""

from dataclasses import dataclass

from ztlint.core.location import Location
from ztlint.core.route import Guard


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``guard`` is None where no code was found, ``security`` where no definition describes it (``nothing``
    where one does and asks for nothing). ``data`` are the lexicon's classes of what goes in and out.
    ``drift`` says where code and definition differ.
    """

    method: str
    path: str
    guard: Guard | None
    witnesses: tuple[str, ...]
    security: str | None
    scopes: tuple[str, ...]
    data: tuple[str, ...]
    code: Location | None
    handler: str
    definition: Location | None
    deprecated: bool
    drift: tuple[str, ...]
    complete: bool = True
