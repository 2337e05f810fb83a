"""One line of the inventory: an endpoint as the code and the definitions know it."""

from msgspec import Struct

from ztlint.core.location import Location
from ztlint.core.route import Guard


class Endpoint(Struct, frozen=True):
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
