"""What a user settled in files, the environment and on the command line."""

from ztlint.config.beginnings import Beginning, beginnings
from ztlint.config.configuration import Configuration, OverlayEntry, PublicEntry, WaiverEntry, configure
from ztlint.config.find import find_configuration
from ztlint.config.places import entry_places
from ztlint.config.policy import Policy, policy_schema, read_policy
from ztlint.config.validate import configuration_schema
from ztlint.core import nearest

__all__ = [
    "Beginning",
    "Configuration",
    "OverlayEntry",
    "Policy",
    "PublicEntry",
    "WaiverEntry",
    "beginnings",
    "configuration_schema",
    "configure",
    "entry_places",
    "find_configuration",
    "nearest",
    "policy_schema",
    "read_policy",
]
