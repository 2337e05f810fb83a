"""Rulesets in Spectral's format: read, told where they can't be run, and run over definitions."""

from ztlint.scanners.openapi.spectral import references, schema
from ztlint.scanners.openapi.spectral.judgement import judge
from ztlint.scanners.openapi.spectral.rules import TOPIC, rules_of
from ztlint.scanners.openapi.spectral.ruleset import load_ruleset

__all__ = ["TOPIC", "judge", "load_ruleset", "references", "rules_of", "schema"]
