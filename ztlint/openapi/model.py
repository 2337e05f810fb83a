"""What the rules see of an API definition: one model for OpenAPI 2.0, 3.0, 3.1 and 3.2."""

from enum import IntEnum, StrEnum

from msgspec import Struct

from ztlint.documents import Node

SAFE_METHODS = frozenset({"get", "head", "options", "trace", "query", "search", "propfind", "report"})
"""Methods that only read (RFC 9110 section 9.2.1, RFC 4918, RFC 5323, and HTTP QUERY)."""


class Version(Struct, frozen=True, order=True):
    """The OpenAPI Specification version a definition claims."""

    major: int
    minor: int

    @property
    def label(self) -> str:
        return f"{self.major}.{self.minor}"


class Strength(IntEnum):
    """How hard a way in is to steal or to forge. AND takes the stronger, OR takes the weaker."""

    NONE = 0
    KEY_IN_QUERY = 1
    KEY_OR_BASIC = 2
    BEARER = 3
    SCOPED = 4
    SENDER_CONSTRAINED = 5


class Flow(Struct, frozen=True):
    """One OAuth 2 flow under its OpenAPI 3 name. ``urls`` maps ``tokenUrl`` and the like to nodes."""

    kind: str
    node: Node
    urls: tuple[tuple[str, Node], ...]
    scopes: tuple[tuple[str, Node], ...]


class Scheme(Struct, frozen=True):
    """A security scheme. ``type`` is OpenAPI 3's; 2.0's ``basic`` reads as ``http``.

    ``http_scheme`` is in lower case (RFC 9110 section 11.1: case-insensitive). ``place`` is an API key's
    ``in``, ``parameter`` its name.
    """

    name: str
    node: Node
    type: str
    http_scheme: str = ""
    place: str = ""
    parameter: str = ""
    flows: tuple[Flow, ...] = ()

    @property
    def scopes(self) -> dict[str, Node]:
        return {name: node for flow in self.flows for name, node in flow.scopes}

    @property
    def oauth(self) -> bool:
        return self.type in ("oauth2", "openIdConnect")


class Requirement(Struct, frozen=True):
    """One scheme that an alternative asks for. ``scheme`` is None where the name is not defined; ``name`` is
    the scheme's where the requirement names it by URI.
    """

    name: str
    scopes: tuple[str, ...]
    scheme: Scheme | None
    node: Node


class Alternative(Struct, frozen=True):
    """An AND-set: all of its requirements let a caller in. An empty one lets everybody in."""

    requirements: tuple[Requirement, ...]
    node: Node
    strength: Strength

    @property
    def label(self) -> str:
        """The names of its schemes."""
        return " with ".join(requirement.name for requirement in self.requirements)

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(scope for requirement in self.requirements for scope in requirement.scopes)


class Authority(Struct, frozen=True):
    """The OR-list of AND-sets that lets a caller in, and the ``security`` that it was read from."""

    alternatives: tuple[Alternative, ...]
    node: Node | None
    inherited: bool

    @property
    def public(self) -> bool:
        """Whether every caller gets in and no way of identifying oneself is offered."""
        return not any(alternative.requirements for alternative in self.alternatives)

    @property
    def optional(self) -> bool:
        """Whether callers may identify themselves and need not."""
        return not self.public and any(not alternative.requirements for alternative in self.alternatives)

    @property
    def strength(self) -> Strength:
        return min((alternative.strength for alternative in self.alternatives), default=Strength.NONE)

    @property
    def ways(self) -> frozenset[frozenset[tuple[str, frozenset[str]]]]:
        """The alternatives as comparable sets of (scheme, scopes)."""
        return frozenset(
            frozenset((r.name, frozenset(r.scopes)) for r in alternative.requirements)
            for alternative in self.alternatives
        )


class Server(Struct, frozen=True):
    """One address under which an operation is served, variables expanded."""

    url: str
    node: Node


class Parameter(Struct, frozen=True):
    """A parameter with its location: ``path``, ``query``, ``header``, ``cookie``, 2.0's ``formData`` or 3.2's
    ``querystring``. What that one's schema lists are parameters in the ``query`` beside it, each with its
    property for a ``node``.
    """

    name: str
    place: str
    node: Node
    schema: Node
    required: bool

    @property
    def prose(self) -> str:
        """What the descriptions of the parameter and of its schema say."""
        return self.node.text("description") + self.schema.text("description")


class Media(Struct, frozen=True):
    """A request or response body in one media type. ``item`` is the schema of each item of a sequence where
    another one (``schema``) describes all of it; where that is the only one, it is ``schema``.
    """

    type: str
    node: Node
    schema: Node | None
    item: Node | None = None

    @property
    def schemas(self) -> tuple[Node, ...]:
        return tuple(schema for schema in (self.schema, self.item) if schema is not None)


class Response(Struct, frozen=True):
    """A response by status (``200``, ``4XX``, ``default``). ``headers`` are names in lower case."""

    status: str
    node: Node
    media: tuple[Media, ...]
    headers: tuple[tuple[str, Node], ...]
    header_schemas: tuple[Node, ...] = ()

    @property
    def succeeds(self) -> bool:
        return self.status.startswith("2")

    @property
    def fails(self) -> bool:
        return self.status == "default" or self.status[:1] in ("4", "5")


class Origin(StrEnum):
    """Who calls: clients call ``paths``; the API itself calls what stands in the other two."""

    PATH = "path"
    WEBHOOK = "webhook"
    CALLBACK = "callback"


class Operation(Struct, frozen=True, eq=False):
    """One callable operation with everything inherited. ``index`` is its bit in reachability masks."""

    index: int
    method: str
    path: str
    origin: Origin
    node: Node
    path_item: Node
    id: str
    tags: tuple[str, ...]
    deprecated: bool
    parameters: tuple[Parameter, ...]
    bodies: tuple[Media, ...]
    responses: tuple[Response, ...]
    servers: tuple[Server, ...]
    authority: Authority
    intended_public: bool

    @property
    def label(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def unsafe(self) -> bool:
        return self.method not in SAFE_METHODS
