"""Passwords in addresses: which ones are real?"""

import re

from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate

# What documentation writes where a password goes.
_STAND_INS = re.compile(
    rb"(?:my|your|the|some|db|user|test|super|top|auth|api|access|client|bot|account)?[-_]?"
    rb"(?:pass|passwd|password|passw0rd|pwd|pw|secret|token|key|hunter2|letmein|change[-_]?(?:me|this|it)|replace[-_]?(?:me|this)|admin|root|user|username|guest|test|"
    rb"tiger|scott|postgres|mysql|redis|rabbit(?:mq)?|mongo(?:db)?|foo|bar|baz|abc|xyz|x+|\*+|\.+|-+|1?23456?7?8?9?0?)"
    rb"[-_]?(?:here|word|123|1234)?",
    re.IGNORECASE,
)
_ASCII = re.compile(rb"[0-9A-Za-z]")
_EXAMPLE_HOSTS = re.compile(
    rb"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid|host|hostname)", re.IGNORECASE
)
_LOCAL_HOSTS = re.compile(
    rb"localhost|127\.0\.0\.\d+|\[?::1\]?|0\.0\.0\.0|(?:.*\.)?local(?:host)?", re.IGNORECASE
)


def url_password(candidate: Candidate) -> Outcome:
    """RFC 2606 hosts and stand-ins are examples; a password for this machine is of little use to others."""
    host = candidate.groups["host"]
    # A word in another script is what translated documentation writes there.
    stands_in = _STAND_INS.fullmatch(candidate.secret) or not _ASCII.search(candidate.secret)
    if stands_in or candidate.secret == candidate.groups["user"]:
        return outcome(Trust.EXAMPLE, password="a stand-in")  # noqa: S106 (it says that it is none)
    if _EXAMPLE_HOSTS.fullmatch(host):
        return outcome(Trust.EXAMPLE, host="reserved for examples")
    if _LOCAL_HOSTS.fullmatch(host):
        return outcome(Trust.LESSENED, host="this machine")
    return outcome(Trust.UNCHECKED)
