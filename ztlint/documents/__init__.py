"""Parsed files that still know where each value stands."""

from ztlint.documents.document import Document, Duplicate, Merge
from ztlint.documents.node import Node, pointer_of, split_pointer, walk
from ztlint.documents.parse import parse
from ztlint.documents.store import DocumentStore, Unresolved
from ztlint.documents.text import LineIndex, Undecodable, decode, is_wide

__all__ = [
    "Document",
    "DocumentStore",
    "Duplicate",
    "LineIndex",
    "Merge",
    "Node",
    "Undecodable",
    "Unresolved",
    "decode",
    "is_wide",
    "parse",
    "pointer_of",
    "split_pointer",
    "walk",
]
