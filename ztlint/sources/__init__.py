"""Bytes with provenance: the working tree, the index, and the objects of a repository's history."""

from ztlint.sources.completeness import is_shallow
from ztlint.sources.description import describe
from ztlint.sources.discovery import EXCLUDED, MAX_NAMED, Discovery, discover, is_excluded
from ztlint.sources.files import LARGE, MAX_SIZE, NotReadError, opened, read_file, too_large
from ztlint.sources.git import GitError, git, is_bare, is_stuck, repository_root
from ztlint.sources.index import Index, staged, tracked
from ztlint.sources.large import PIECE, Large, bundle_failure, is_archive, open_later
from ztlint.sources.revision import Revision, at_revision
from ztlint.sources.rewrite import rewrite
from ztlint.sources.source import Source

__all__ = [
    "EXCLUDED",
    "LARGE",
    "MAX_NAMED",
    "MAX_SIZE",
    "PIECE",
    "Discovery",
    "GitError",
    "Index",
    "Large",
    "NotReadError",
    "Revision",
    "Source",
    "at_revision",
    "bundle_failure",
    "describe",
    "discover",
    "git",
    "is_archive",
    "is_bare",
    "is_excluded",
    "is_shallow",
    "is_stuck",
    "open_later",
    "opened",
    "read_file",
    "repository_root",
    "rewrite",
    "staged",
    "too_large",
    "tracked",
]
