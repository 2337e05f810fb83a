"""Bytes with provenance: the working tree, the index, and the objects of a repository's history."""

from ztlint.sources.completeness import is_shallow
from ztlint.sources.description import describe
from ztlint.sources.discovery import EXCLUDED, MAX_NAMED, Discovery, discover, is_excluded
from ztlint.sources.files import MAX_SIZE, read_file
from ztlint.sources.git import GitError, git, is_bare, is_stuck, repository_root
from ztlint.sources.index import Index, staged
from ztlint.sources.rewrite import rewrite
from ztlint.sources.source import Source

__all__ = [
    "EXCLUDED",
    "MAX_NAMED",
    "MAX_SIZE",
    "Discovery",
    "GitError",
    "Index",
    "Source",
    "describe",
    "discover",
    "git",
    "is_bare",
    "is_excluded",
    "is_shallow",
    "is_stuck",
    "read_file",
    "repository_root",
    "rewrite",
    "staged",
]
