"""Parsed files that still know where each value stands."""

from ztlint.documents.document import Document, Duplicate, Merge
from ztlint.documents.node import Node, pointer_of, split_pointer, walk
from ztlint.documents.parse import parse
from ztlint.documents.references import file_references
from ztlint.documents.store import DocumentStore, Files, Unresolved
from ztlint.documents.text import LineIndex, Undecodable, code_points, decode, encoding_of, is_wide
from ztlint.documents.written import written

__all__ = [
    "Document",
    "DocumentStore",
    "Duplicate",
    "Files",
    "LineIndex",
    "Merge",
    "Node",
    "Undecodable",
    "Unresolved",
    "code_points",
    "decode",
    "encoding_of",
    "file_references",
    "is_wide",
    "parse",
    "pointer_of",
    "split_pointer",
    "walk",
    "written",
]
