"""Every limit on what a document may be. Exceeding one is a Failure, never a crash or a silent cut."""

MAX_BYTES = 128 * 1024 * 1024
"""Size of one document. The largest definition met in public is 78 MB (GitHub's, dereferenced)."""

MAX_DEPTH = 200
"""Nesting of mappings and sequences. Real definitions stay under 60."""

MAX_NODES = 8_000_000
"""Values in one document, aliases counted as often as they are used (the alias bomb's limit)."""

MAX_DOCUMENTS = 200
"""Documents in one YAML stream."""

MAX_KEPT = 32_000_000
"""Code points of referenced files that stay parsed for the next definition that refers to them."""

MAX_EXPANDED = 50_000
"""Values that aliases may add where a library writes them out (the structure's validator does)."""

MAX_REFERENCED_FILES = 20_000
"""Files that one run may load through ``$ref``. DigitalOcean's definition has 2 900."""

MAX_REFERENCE_CHAIN = 64
"""``$ref`` leading to ``$ref`` in a row."""
