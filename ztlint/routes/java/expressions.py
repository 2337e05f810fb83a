"""What the annotations of method security ask, and the roles that they name."""

import re

from ztlint.routes.java.chains import WORDS
from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Annotation, Class
from ztlint.routes.naming import Says
from ztlint.routes.trees import text


def said(one: Annotation, of: Class, project: Project) -> Says:
    """What an annotation asks where it is heeded."""
    if one.name != "PreAuthorize":
        anybody = re.search(r"IS_AUTHENTICATED_ANONYMOUSLY|ROLE_ANONYMOUS", text(one.node))
        return Says.UNSURE if anybody else Says.REFUSES
    strings = project.strings(one.argument("value"), of)
    return _expression(strings[0].value if strings else "")


def _expression(words: str) -> Says:
    if re.search(r"permitAll|isAnonymous|!|\bnot\b", words):
        return Says.NOTHING if re.match(r"\s*permitAll(?:\(\))?\s*\Z", words) else Says.UNSURE
    asks = re.search(
        r"has(?:Any)?(?:Role|Authority|Scope)|is(?:Fully)?Authenticated|hasPermission|denyAll", words
    )
    alternatives = re.split(r"\bor\b|\|\|", words)
    whole = all(re.search(r"has\w+\(|is\w+\(|authentication|principal", part) for part in alternatives)
    return Says.REFUSES if asks and whole else Says.UNSURE


def roles(one: Annotation) -> tuple[str, ...]:
    words = text(one.node)
    if one.name == "PreAuthorize":
        words = " ".join(WORDS.findall(words)) + " " + words
    return tuple(role for role in WORDS.findall(words) if re.match(r"[\w:.-]+\Z", role))
