"""Credentials without a mark of their own: a name, a value, and what stands around them decide."""

from ztlint.scanners.secrets.generic.opinion import KINDS, STORED, Opinion, opinion_at
from ztlint.scanners.secrets.generic.path import IN_TEST, is_passed_over, refused_at
from ztlint.scanners.secrets.generic.value import MIXED, RANDOM, VALUE

__all__ = [
    "IN_TEST",
    "KINDS",
    "MIXED",
    "RANDOM",
    "STORED",
    "VALUE",
    "Opinion",
    "is_passed_over",
    "opinion_at",
    "refused_at",
]
