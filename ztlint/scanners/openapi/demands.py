"""What a text says about who may call: that they have to identify themselves."""

import re
from functools import lru_cache

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
    r"|\b(?:pass|send|provide|include|supply|attach|present|use)(?: \S+){0,3}? [`'\"*]*authori[sz]ation: "
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
_ALWAYS = re.compile(r"\bwhen (?:making|sending|issuing) (?:an? |the |any )?(?:requests?|calls?)\b")
"""No condition: there is no other way to call."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|<br ?/?>|</p>")
_LONGEST = 4000
"""Characters of a description that are read."""
LONGEST_OF_ALL = 20000
"""Characters that are read of the description of a whole API."""


def says_so(text: str, longest: int = _LONGEST) -> bool:
    """Whether a sentence says that callers have to identify themselves."""
    lowered = text[:longest].lower()
    if not (_mentions(lowered, _DEMANDS) and _mentions(lowered, _CREDENTIALS)):
        return False
    return any(_demands(sentence) for sentence in _SENTENCE.split(lowered))


@lru_cache(maxsize=4096)  # sentences are copied from operation to operation
def _demands(sentence: str) -> bool:
    sentence = _ALWAYS.sub(" ", sentence)
    hopeful = _mentions(sentence, _DEMANDS) and _mentions(sentence, _CREDENTIALS)
    return hopeful and bool(_SAYS.search(sentence)) and not _DENIES.search(sentence)


def _mentions(text: str, stems: tuple[str, ...]) -> bool:
    """Cheap, before a pattern that is not."""
    return any(stem in text for stem in stems)


_DEMANDS = (
    *("requir", "need", "must", "only", "restrict", "limited to", "reserved", "manda", "necess", "has to be"),
    *("header", "cookie", "protected", "secured", "authenticated", "private"),
    *("authorization: ", "have to", "has to", "should be", "available", "accessible", "allowed", "callable"),
)
_CREDENTIALS = (
    *("auth", "token", "key", "admin", "logged", "sign", "login", "log in", "log-in", "logging in", "jwt"),
    *("endpoint", "resource", "route", "operation"),
    *("credential", "bearer", "scope", "session", "staff", "superuser", "role", "privilege", "permission"),
)
