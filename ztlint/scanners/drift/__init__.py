"""The scanner of drift: routes that the code serves against operations that the definitions describe."""

from ztlint.scanners.drift import guards, lock, models, presence
from ztlint.scanners.drift.hit import CHECKS
from ztlint.scanners.drift.match import Comparison, compare
from ztlint.scanners.drift.paths import HARMLESS
from ztlint.scanners.drift.scan import scan

__all__ = ["CHECKS", "HARMLESS", "Comparison", "compare", "guards", "lock", "models", "presence", "scan"]
