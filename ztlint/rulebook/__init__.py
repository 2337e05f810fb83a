"""Rules from files: found, checked against the schema, cached."""

from ztlint.rulebook.cache import cache_folder, read_cache, write_cache
from ztlint.rulebook.languages import LANGUAGES, Language, language_of
from ztlint.rulebook.load import Rulebook, load_rulebook, rules_folder
from ztlint.rulebook.message import fields, fill
from ztlint.rulebook.read import fault, meant

__all__ = [
    "LANGUAGES",
    "Language",
    "Rulebook",
    "cache_folder",
    "fault",
    "fields",
    "fill",
    "language_of",
    "load_rulebook",
    "meant",
    "read_cache",
    "rules_folder",
    "write_cache",
]
