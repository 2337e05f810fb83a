"""Edits that a check may give with a hit, where there is one way only to mend what it found.

An edit changes what the definition says, and never lets anybody in more easily. In the definition it is all
that there is to do; that the implementation has to follow is true of every fix.
"""

import re

from ztlint.core import Action, Edit
from ztlint.documents import Node
from ztlint.openapi import Api, Property


def renamed(node: Node, key: str) -> Edit:
    """The member at ``node`` under another key."""
    return Edit(node.document.path, node.pointer, Action.RENAME, key, part=node.document.part)


def replaced(node: Node, value: str) -> Edit:
    """Another value for the scalar at ``node``."""
    return Edit(node.document.path, node.pointer, Action.SET, value=value, part=node.document.part)


def inserted(node: Node, key: str, *, value: str | bool) -> Edit:
    """A member added to the mapping at ``node``."""
    return Edit(node.document.path, node.pointer, Action.INSERT, key, value, node.document.part)


def removed(node: Node, name: str) -> Edit:
    """The item at ``node`` taken out of its list; ``name`` is what a reader knows it by."""
    return Edit(node.document.path, node.pointer, Action.REMOVE, value=name, part=node.document.part)


def marked(api: Api, prop: Property, keyword: str) -> tuple[Edit, ...]:
    """``readOnly`` or ``writeOnly`` at a property that says neither, where the version lets it stand: 2.0 has
    no ``writeOnly`` and no required property that is ``readOnly``; before 3.1 nothing counts beside ``$ref``.
    """
    value = prop.node.value
    if not isinstance(value, dict) or value.keys() & {"readOnly", "writeOnly"}:
        return ()
    if "$ref" in value and api.version.label in ("2.0", "3.0"):
        return ()
    if api.version.major == 2 and (keyword == "writeOnly" or prop.required):
        return ()
    return (inserted(prop.node, keyword, value=True),)


# "Read-only access" and the like are values, not what is said of the property.
_READ_ONLY = re.compile(
    r"\A\W*read[- ]?only\b(?! \w)|[(\[]read[- ]?only[)\]]"
    r"|\bthis (?:field|property|value|attribute|flag) is read[- ]?only\b"
    r"|\b(?:set|managed|assigned|maintained|generated|computed|controlled|decided) (?:only )?by the"
    r" (?:server|system|service|api|backend)\b"
    r"|\bignored (?:on|in|for|when|if) (?:input|requests?|writes?|creat\w+|updat\w+|sent|set|given)\b"
    r"|\b(?:can ?not|can't|must not|may not) be (?:set|changed|modified|updated|written) by (?:the )?"
    r"(?:clients?|callers?|users?)\b",
    re.IGNORECASE,
)


def said_to_be_read_only(prop: Property) -> bool:
    """Whether its own words say that the server decides, and only the keyword is missing."""
    return bool(_READ_ONLY.search(prop.node.text("description") or prop.schema.text("description")))
