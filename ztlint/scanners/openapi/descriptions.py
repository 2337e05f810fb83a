"""Checks of texts that documentation renders: what browsers run or fetch from elsewhere."""

import html
import re
from collections.abc import Iterator

from ztlint.openapi import Api
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.texts import addresses, places, prose

_CODE = re.compile(r"```.*?```|~~~.*?~~~|``[^\n]*?``|`[^`\n]*`", re.DOTALL)
_RUNS = r"(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|v\s*b\s*s\s*c\s*r\s*i\s*p\s*t)\s*:"
_AS_DATA = r"data:\s*(?:text/html|application/xhtml|text/xml|image/svg)"
_IN_LINK = (
    r"(?:\]\(\s*<?|<(?=[jv])|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s*<?"
    r"|\b(?:href|src|action|data|formaction|srcdoc|poster)\s*=\s*[\"']?\s*)"
)
_ACTIVE = (
    ("a script", ("<script",), re.compile(r"(?<!\w)<script[\s>/]", re.IGNORECASE)),
    (
        "an event handler",
        ("=",),
        re.compile(r"<[a-z][^<>]{0,500}?[\s\"'/]on[a-z]{3,20}\s*=\s*[\"'\w(]", re.IGNORECASE),
    ),
    (
        "a frame, form or embedded document",
        ("<iframe", "<object", "<embed", "<form", "<base", "<meta", "<frame", "<applet"),
        re.compile(
            r"(?<!\w)<(?:iframe|object|embed|form|base|meta|frame|applet)\s[^<>]{0,500}?"
            r"\b(?:src|srcdoc|data|href|action|http-equiv)\s*=",
            re.IGNORECASE,
        ),
    ),
    ("a link that runs code", ("script",), re.compile(_IN_LINK + _RUNS, re.IGNORECASE | re.MULTILINE)),
    (
        "a document or drawing as data",
        ("data:",),
        re.compile(_IN_LINK + _AS_DATA, re.IGNORECASE | re.MULTILINE),
    ),
)
"""What it is, words without which it can't be there, and how it is written."""
_ACTIVE_ADDRESS = re.compile(rf"\s*(?:{_RUNS}|{_AS_DATA})", re.IGNORECASE)


def _rendered(text: str) -> str:
    """Without what Markdown shows as code, and with entities as browsers read them."""
    shown = _CODE.sub(" ", text) if "`" in text or "~~~" in text else text
    return html.unescape(shown).replace("\0", "") if "&#" in shown or "&colon" in shown.lower() else shown


@check(given="api")
def active_content(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """What a browser runs or fetches as a document, in rendered text; not what Markdown shows as code."""
    texts = prose(api)
    links = (text for text in addresses(api) if _ACTIVE_ADDRESS.match(_rendered(text)))
    told = dict.fromkeys(links, "a link that runs code")
    for what, stems, pattern in _ACTIVE:
        for index in texts.holding(stems):
            text = texts.texts[index]
            if text not in told and any(mark in text for mark in _MARKUP) and pattern.search(_rendered(text)):
                told[text] = what
    for node, what in places(api, told):
        yield Hit(node, {"what": what}, cause=f"{node.document.path} {what}")


_MARKUP = ("<", "](", "]:")


_REMOTE_IMAGE = re.compile(
    r"!\[[^\]]{0,500}\]\(\s*<?(?:https?:)?//|<img\b[^<>]{0,500}?\bsrc\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)


@check(given="api")
def remote_image(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """An image from another host, which learns who reads the documentation. One finding for an API."""
    texts = prose(api)
    shown = (texts.texts[index] for index in texts.holding(("![", "<img")))
    told = {text: "an image" for text in shown if _REMOTE_IMAGE.search(_rendered(text))}
    for node, _what in places(api, told):
        yield Hit(node, {}, cause="remote images")
