"""From settings to a Report: the only part that schedules."""

from ztlint.engine.baselining import create_baseline, prune_baseline
from ztlint.engine.examples import run_example, run_samples
from ztlint.engine.fixing import fix
from ztlint.engine.gitleaks import with_gitleaks
from ztlint.engine.hush import hushed_words
from ztlint.engine.inventory import take_inventory
from ztlint.engine.packs import load_rules
from ztlint.engine.progress import SILENT, Progress
from ztlint.engine.pushed import pushed_range, pushed_refs
from ztlint.engine.revisions import compare_revisions
from ztlint.engine.root import absolute, root_of
from ztlint.engine.rulesets import with_rulesets
from ztlint.engine.run import run
from ztlint.engine.selection import rule_named
from ztlint.engine.settings import Mode, Scope, Settings
from ztlint.engine.settings_from import read_baseline, scope_of, settings_from, under_policy
from ztlint.engine.status import status

__all__ = [
    "SILENT",
    "Mode",
    "Progress",
    "Scope",
    "Settings",
    "absolute",
    "compare_revisions",
    "create_baseline",
    "fix",
    "hushed_words",
    "load_rules",
    "prune_baseline",
    "pushed_range",
    "pushed_refs",
    "read_baseline",
    "root_of",
    "rule_named",
    "run",
    "run_example",
    "run_samples",
    "scope_of",
    "settings_from",
    "status",
    "take_inventory",
    "under_policy",
    "with_gitleaks",
    "with_rulesets",
]
