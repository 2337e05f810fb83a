"""Where an operation is told whose things it is about."""

from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Parameter, Property, segments, tokens
from ztlint.scanners.openapi.bodies import for_administrators, top_of_bodies

_OWNERS = frozenset(
    """user users account accounts customer customers member members owner owners profile profiles person
    people employee employees patient patients tenant tenants subscriber subscribers client clients""".split()
)
_BODY_OWNERS = frozenset(
    """user account customer member owner profile patient tenant subscriber client organization organisation
    org workspace author creator""".split()
)
_IDS = frozenset({"id", "uuid", "guid"})
_OWNED_BY = frozenset({"owner", "owning", "x", "for"})
_SELF = ("me", "self", "my", "mine", "current")
_SELF_OF_PEOPLE = ("user", "account", "profile")
"""Words for oneself only where a person has to consent: a platform's key has an account, too."""
_CONSENTED = frozenset({"authorizationCode", "implicit", "password", "deviceAuthorization"})


class Told(StrEnum):
    """How an operation learns the owner."""

    PATH = "path"
    PERSON = "person"  # the path ends with a person, and the operation reads
    QUERY = "query"
    BODY = "body"


class Owner(NamedTuple):
    """Where an operation is told whose things it is about, and how the paths to one's own may read."""

    name: str
    node: Node
    own: tuple[tuple[str, ...], ...]
    told: Told


def named_owner(api: Api, operation: Operation) -> Owner | None:
    parts = segments(operation.path)
    index = owner_segment(parts)
    if index is None:
        return _queried_owner(operation, parts) or _owner_in_body(api, operation, parts)
    before, people, after = parts[:index], parts[index], parts[index + 2 :]
    parameter = _id_parameter(operation, index)
    node = (parameter.node.get("name") or parameter.node) if parameter else operation.node
    told = Told.PERSON if not operation.unsafe and index + 2 == len(parts) else Told.PATH
    own = tuple(
        path
        for word in _words_for_oneself(operation, people, told)
        if word != people
        for path in ((*before, people, word, *after), (*before, word, *after), (*before, *after, word))
    )
    return Owner(parameter.name if parameter else people, node, own, told)


def _words_for_oneself(operation: Operation, people: str, told: Told) -> tuple[str, ...]:
    """``/user/orders`` is one's own; ``/user`` itself is not what ``/accounts/{id}`` is."""
    if not consented(operation):
        return _SELF
    like = (word for word in _SELF_OF_PEOPLE if told is not Told.PERSON or people.lower().startswith(word))
    return (*_SELF, *like)


def consented(operation: Operation) -> bool:
    schemes = [r.scheme for way in operation.authority.alternatives for r in way.requirements if r.scheme]
    flows = {flow.kind for scheme in schemes for flow in scheme.flows}
    return bool(flows & _CONSENTED) or any(scheme.type == "openIdConnect" for scheme in schemes)


def _queried_owner(operation: Operation, parts: tuple[str, ...]) -> Owner | None:
    for parameter in operation.parameters:
        if parameter.place == "path" and _a_member(operation, parameter, parts):
            return None
        if parameter.place in ("query", "path", "formData") and _names_owner(parameter.name):
            told = Told.BODY if parameter.place == "formData" else Told.QUERY
            if told is Told.BODY and _about_others(parts):
                return None
            node = parameter.node.get("name") or parameter.node
            return Owner(parameter.name, node, _own_paths(parts), told)
    return None


def _a_member(operation: Operation, parameter: Parameter, parts: tuple[str, ...]) -> bool:
    """``/channels/{id}/moderators/{user_id}``: one of those in it, and not whose channel it is."""
    last = operation.path.rstrip("/").endswith(f"/{{{parameter.name}}}")
    return last and parts[:-1].count("*") > 0 and _about_others(parts)


def _own_paths(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    kept = parts[:-1] if parts[-1:] == ("*",) else parts
    own = tuple(path for word in _SELF for path in ((word, *kept), (*kept, word)))
    return own + tuple((people, "me", *kept) for people in ("users", "user", "customers", "accounts"))


def _names_owner(name: str) -> bool:
    """``userId``, ``owner_user_id``, ``accountid``; not ``targetUserId``, who is somebody else on purpose."""
    words = tokens(name)
    if len(words) == 1:
        return words[0].removesuffix("id") in _BODY_OWNERS and words[0].endswith("id")
    return words[-1] in _IDS and words[-2] in _OWNERS | _BODY_OWNERS and _OWNED_BY.issuperset(words[:-2])


def _owner_in_body(api: Api, operation: Operation, parts: tuple[str, ...]) -> Owner | None:
    """A property at the top of a body. Where somebody else has to be named, as for a member or an
    invitation, it is none.
    """
    if not operation.unsafe or for_administrators(operation) or _about_others(parts):
        return None
    prop = api.remember("owners in bodies", lambda: _owners_in_bodies(api)).get(operation.index)
    if prop is None:
        return None
    return Owner(prop.name, prop.node, _own_paths(parts), Told.BODY)


def _owners_in_bodies(api: Api) -> dict[int, Property]:
    """By operation, the first one."""
    found: dict[int, Property] = {}
    for prop in api.properties:
        if not prop.reach.input or not _names_owner(prop.name) or "const" in prop.schema.value:
            continue
        if id(prop.owner.node.value) in top_of_bodies(api):
            for operation in api.operations_in(prop.reach.input):
                found.setdefault(operation.index, prop)
    return found


_OTHERS = frozenset(
    """member members membership memberships user users invite invites invitation invitations follower
    followers following follow participant participants assignee assignees assign assignment assignments
    collaborator collaborators attendee attendees share shares sharing permission permissions role roles
    friend friends friendship friendships contact contacts watcher watchers block blocks transfer transfers
    recipient recipients message messages reviewer reviewers grant grants access acl team teams account
    accounts customer customers tenant tenants client clients report reports gift gifts mention mentions
    admin admins owner owners moderator moderators switch impersonate login token tokens""".split()
)


def _about_others(parts: tuple[str, ...]) -> bool:
    last = next((part for part in reversed(parts) if part != "*"), "")
    return bool(_OTHERS & set(tokens(last)))


def owner_segment(parts: tuple[str, ...]) -> int | None:
    """The index of a segment that names people and is followed by an id."""
    found = (i for i, (a, b) in enumerate(pairwise(parts)) if b == "*" and a.lower() in _OWNERS)
    return next(found, None)


def _id_parameter(operation: Operation, owner: int) -> Parameter | None:
    """The parameter of the first id after ``owner``."""
    named = [part for part in operation.path.split("/") if part.startswith("{") and part.endswith("}")]
    rank = segments(operation.path)[: owner + 1].count("*")
    name = named[rank].strip("{}") if rank < len(named) else ""
    return next((p for p in operation.parameters if p.place == "path" and p.name == name), None)
