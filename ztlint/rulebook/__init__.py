"""Rules from files: found, checked against the schema, cached."""

from ztlint.rulebook.cache import cache_folder, read_cache, write_cache
from ztlint.rulebook.load import Rulebook, load_rulebook, rules_folder
from ztlint.rulebook.message import fill

__all__ = [
    "Rulebook",
    "cache_folder",
    "fill",
    "load_rulebook",
    "read_cache",
    "rules_folder",
    "write_cache",
]
