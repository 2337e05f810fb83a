"""The API model: operations, authority, reachability, and the words for data."""

from ztlint.openapi.authority import NOBODY, Way, asks_less, authority_at, opens
from ztlint.openapi.build import Api, build
from ztlint.openapi.lexicon import Term, terms
from ztlint.openapi.model import (
    Alternative,
    Authority,
    Flow,
    Media,
    Operation,
    Origin,
    Parameter,
    Requirement,
    Response,
    Scheme,
    Server,
    Strength,
    Version,
)
from ztlint.openapi.reach import Edge, Property, Reach, Schema
from ztlint.openapi.resources import collection, is_item, path_tokens, path_version, segments
from ztlint.openapi.root import unfollowed
from ztlint.openapi.schema import closed_set, types_of
from ztlint.openapi.tokens import tokens
from ztlint.openapi.version import claims, recognise, sniff, supported, unrecognised

__all__ = [
    "NOBODY",
    "Alternative",
    "Api",
    "Authority",
    "Edge",
    "Flow",
    "Media",
    "Operation",
    "Origin",
    "Parameter",
    "Property",
    "Reach",
    "Requirement",
    "Response",
    "Schema",
    "Scheme",
    "Server",
    "Strength",
    "Term",
    "Version",
    "Way",
    "asks_less",
    "authority_at",
    "build",
    "claims",
    "closed_set",
    "collection",
    "is_item",
    "opens",
    "path_tokens",
    "path_version",
    "recognise",
    "segments",
    "sniff",
    "supported",
    "terms",
    "tokens",
    "types_of",
    "unfollowed",
    "unrecognised",
]
