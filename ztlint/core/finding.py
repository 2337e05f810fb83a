"""What a scanner yields: findings, and failures to look."""

from msgspec import Struct

from ztlint.core.fix import Fix
from ztlint.core.levels import Confidence, Severity
from ztlint.core.location import Location
from ztlint.core.rule import Rule


class Related(Struct, frozen=True):
    """Another place that belongs to a finding, with what it has to do with it."""

    location: Location
    message: str


class Evidence(Struct, frozen=True):
    """One fact that a finding stands on, such as ``checksum: valid``. Never holds a secret."""

    name: str
    value: str


class Finding(Struct, frozen=True):
    """A rule that matched at a location.

    ``cause`` identifies what is wrong without saying on which line: a JSON pointer with names, or for a
    secret a keyed digest. With the rule's id and the path it makes the ``fingerprint``, which the engine
    fills in. ``operations`` are the operations touched (``GET /pets``), ``count`` the places with the
    same cause, of which ``related`` lists some. ``fix`` is there where one is certain. ``subject`` is
    the place in the definition, where overlays put there what stands elsewhere. ``identity`` is what the
    baseline in force knows it by. ``rejected`` says why it is no finding, of what was a candidate only.
    """

    rule: Rule
    location: Location
    message: str
    severity: Severity
    confidence: Confidence
    cause: str
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Related, ...] = ()
    operations: tuple[str, ...] = ()
    count: int = 1
    fingerprint: str = ""
    author_date: str | None = None  # ISO 8601, of the commit in ``location``
    fix: Fix | None = None
    subject: Location | None = None
    identity: str = ""
    rejected: str = ""


class Waived(Struct, frozen=True):
    """A finding that somebody accepted, and the reason given. ``in_source`` tells what stands where the
    finding is from what stands in a configuration.
    """

    finding: Finding
    reason: str
    owner: str | None = None
    expires: str | None = None
    in_source: bool = False


class Failure(Struct, frozen=True):
    """Something that could not be looked at. Reported, and it makes the run incomplete (status 4)."""

    path: str
    reason: str
    advice: str
    line: int | None = None
    column: int | None = None
