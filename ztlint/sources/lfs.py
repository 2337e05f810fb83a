"""Files that git LFS keeps outside of the object database: a pointer stands for each."""

import re

_POINTER = re.compile(
    rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/v1\r?\n(?:[a-z0-9.-]+ [^\n]*\n)*?"
    rb"oid sha256:([0-9a-f]{64})\r?\n"
)
_MAX_POINTER = 1024
"""Bytes. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: pointers are smaller."""


def stored_elsewhere(data: bytes) -> str | None:
    """The id of the file that a pointer stands for."""
    if len(data) >= _MAX_POINTER or not data.startswith(b"version https://"):
        return None
    pointer = _POINTER.match(data)
    return pointer[1].decode() if pointer else None


def kept_at(id_: str) -> str:
    """Where below the git folder the file is, if it is here."""
    return f"lfs/objects/{id_[:2]}/{id_[2:4]}/{id_}"
