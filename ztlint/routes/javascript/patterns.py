"""Regular expressions that are paths: those of words, and of groups that stand for one part."""

import re

_PIECE = re.compile(
    r"(?P<slash>\\?/)|(?P<word>[\w-]+)|\\(?P<escaped>[.\-_~])"
    r"|\((?!\?)(?P<group>\\d[+*]?|\\w[+*]?|\[[^\]()]*\][+*]?|\.[+*]\??|[\w|-]+)\)"
    r"|\(\?<(?P<name>\w+)>(?:\\d[+*]?|\\w[+*]?|\[[^\]()]*\][+*]?|\.[+*]\??)\)"
)
_END = re.compile(r"(?:\\?/\?)?\$?\Z")


def as_path(pattern: str) -> str | None:
    r"""``^\/users\/(\d+)$`` as ``/users/{0}``; None where it says more than a path does."""
    if not pattern.startswith(("^/", "^\\/")) or len(pattern) > 500 or not pattern.endswith("$"):
        return None
    rest, made, count = _END.sub("", pattern[1:]), "", 0
    while rest:
        found = _PIECE.match(rest)
        if found is None:
            return None
        if found["group"] is not None or found["name"] is not None:
            made += "{" + (found["name"] or str(count)) + "}"
            count += 1
        else:
            made += "/" if found["slash"] else found["word"] or found["escaped"]
        rest = rest[found.end() :]
        if rest[:1] in ("?", "*", "+", "{", "|"):
            return None
    return made or "/"
