"""Checks of what the text of an operation says about its callers."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ztlint.documents import Node
from ztlint.openapi import Api, Operation
from ztlint.scanners.openapi.authentication import by_accident
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.undeclared import names_credential, proves, refusal_of
from ztlint.scanners.openapi.words import carries_token, minting, public_by_nature

_CREDENTIAL = (
    r"(?:auth\b|authenticat\w+|authori[sz](?:ed|ation)|logged[- ]in|signed[- ]in|log(?:ging)?[- ]?in"
    r"|sign(?:ing)?[- ]in|api[- _]?keys?|(?:\w+ )?tokens?|credentials?|admin(?:istrator|s|istrators)?\b"
    r"|superusers?|jwt|oauth2?|basic auth\w*|bearer|scopes?|session cookie|valid session|staff|privileges?"
    r"|roles?|permissions?)"
)
_DEMAND = (
    r"(?:requir(?:es?|ing)|needs?|must (?:be|have|provide|send|include|supply|pass|present|carry|use)"
    r"|has to be|have to be|should be|only (?:available|accessible|allowed|open|usable|callable"
    r"|for|by|to|with)"
    r"|(?:available|accessible|allowed|callable|restricted|limited) (?:only )?(?:to|for|with)"
    r"|reserved for|you need)"
)
_SAYS = re.compile(
    rf"\b{_DEMAND}(?: \S+){{0,6}}? [`'\"*(]*{_CREDENTIAL}"
    rf"|\b{_CREDENTIAL}(?: \S+)?(?: (?:is|are|must be|has to be))? (?:required|needed|mandatory|necessary)\b"
    r"|\b(?:authenticated|logged[- ]in|signed[- ]in|authorized|admin\w*|staff) (?:users? |callers? )?only\b"
    r"|\bonly (?:authenticated|logged[- ]in|signed[- ]in|authorized|admin\w*|staff)\b"
    r"|\b(?:pass|send|provide|include|supply|attach|present|use)(?: \S+){0,5}? (?:api[- _]?key"
    r"|(?:\w+ )?token|jwt|credentials)\b(?: \S+){0,6}? (?:in|as|via|through|using|with)\b(?: \S+){0,4}?"
    r" [`'\"*]*(?:\S*header|authori[sz]ation|cookie|x-\S+)"
    r"|\b(?:protected|secured|authenticated|private) (?:endpoint|resource|route|operation|method|api|call)\b"
    r"|\A\W*(?:admin|internal staff|staff)s?[- ]only\b"
    r"|\b(?:must|(?:have|has|needs?) to)(?: first)? (?:authenticate|sign[- ]in|log[- ]?in)\b"
    r"|\b(?:authentication|authori[sz]ation|auth|login)\W{1,3}(?:required|mandatory)\b"
    r"|\b(?:endpoint|resource|route|operation|method|api|call) is (?:protected|secured)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|never|without|optional\w*|unauthenticated|unauthori[sz]ed|anonymous\w*|public\w*|neither|if"
    r"|unless|when|whether|n[o']t)\b|n't\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|<br ?/?>|</p>")
_LONGEST_PROSE = 4000
"""Characters of a description that are read."""
_LONGEST_PROSE_OF_ALL = 20000
"""Characters that are read of the description of a whole API."""
_ENOUGH = 300
"""Operations whose text is read where one finding stands for all."""


def says_so(text: str, longest: int = _LONGEST_PROSE) -> bool:
    """Whether a sentence says that callers have to identify themselves."""
    lowered = text[:longest].lower()
    if not (_mentions(lowered, _DEMANDS) and _mentions(lowered, _CREDENTIALS)):
        return False
    return any(_demands(sentence) for sentence in _SENTENCE.split(lowered))


@lru_cache(maxsize=4096)  # sentences are copied from operation to operation
def _demands(sentence: str) -> bool:
    hopeful = _mentions(sentence, _DEMANDS) and _mentions(sentence, _CREDENTIALS)
    return hopeful and bool(_SAYS.search(sentence)) and not _DENIES.search(sentence)


def _mentions(text: str, stems: tuple[str, ...]) -> bool:
    """Cheap, before a pattern that is not."""
    return any(stem in text for stem in stems)


_DEMANDS = (
    *("requir", "need", "must", "only", "restrict", "limited to", "reserved", "manda", "necess", "has to be"),
    *("header", "cookie", "protected", "secured", "authenticated", "private"),
    *("have to", "has to", "should be", "available", "accessible", "allowed", "callable"),
)
_CREDENTIALS = (
    *("auth", "token", "key", "admin", "logged", "sign", "login", "log in", "log-in", "logging in", "jwt"),
    *("endpoint", "resource", "route", "operation"),
    *("credential", "bearer", "scope", "session", "staff", "superuser", "role", "privilege", "permission"),
)


@check(given="api")
def authentication_in_prose(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """The text says that callers have to identify themselves, and ``security`` asks for nothing. In an API
    that asks nowhere all such texts are one finding, and the text about the whole API counts as well. Where
    401 says the same, that has a finding.
    """
    looked_at = api.siblings.all if api.authenticates else api.siblings.all[:_ENOUGH]
    found = False
    for operation in looked_at:
        if _is_asked(api, operation):
            continue
        text = next((node for node in _texts(operation) if says_so(node.value)), None)
        if text is not None:
            found = True
            yield Hit(text, {}, (operation,), cause="" if api.authenticates else "api")
    about = api.root.get("info", "description")
    if found or api.authenticates or about is None or not isinstance(about.value, str):
        return
    operations = tuple(op for op in api.siblings.all if not op.intended_public)
    if operations and says_so(about.value, _LONGEST_PROSE_OF_ALL):
        yield Hit(about, {}, operations)


def _is_asked(api: Api, operation: Operation) -> bool:
    """Whether the operation asks for something after all, or need not, or another finding says it."""
    if not operation.authority.public or operation.intended_public or operation.method == "options":
        return True
    if (operation.unsafe and public_by_nature(operation)) or carries_token(operation) or minting(operation):
        return True
    if api.authenticates and (by_accident(api, operation, 0.66) or refusal_of(operation) is not None):
        return True
    return any(proves(p.name) or names_credential(p.name, p.place) for p in operation.parameters)


def _texts(operation: Operation) -> Iterator[Node]:
    for holder in (operation.node, operation.path_item):
        for key in ("description", "summary"):
            node = holder.get(key)
            if node is not None and isinstance(node.value, str):
                yield node
