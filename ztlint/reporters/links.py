"""Addresses: of rules, of files, of repositories."""

import re
from urllib.parse import quote

from ztlint import HOME
from ztlint.core import Location, Repository, Rule

_NOT_A_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_SCP = re.compile(r"(?:[^@/:]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>[^:]+)\Z")  # git@host:owner/name.git
_REMOTE = re.compile(r"(?P<scheme>https?|ssh|git)://(?:[^/]*@)?(?P<rest>[A-Za-z0-9.:/_~%+\[\]-]+)\Z")
_OURS = re.compile(r"ZT[A-Z][0-9]+\Z")
_GUIDES = {"spectral": "spectral.md", "gitleaks": "gitleaks.md"}
_HOSTED = re.compile(
    r"(?:https?|ssh|git)://(?P<host>[A-Za-z0-9.-]+)(?::[0-9]+)?/(?P<path>[^?#]+?)(?:\.git)?/?\Z"
)
_REVISION = re.compile(r"[0-9a-f]{40,64}\Z")
_FORMS = {"github": "blob/{revision}/{path}#L{line}", "gitlab": "-/blob/{revision}/{path}#L{line}"}
_WEB = re.compile(r"https?://[^\s]+\Z")


def rule_page(rule: Rule) -> str:
    """Of rules from Spectral's rulesets the page that they name, or what ztlint makes of such rulesets; of
    other rules that are not ours the same, or what a pack is.
    """
    if rule.topic in _GUIDES or not _OURS.match(rule.id):
        guide = _GUIDES.get(rule.topic, "writing-rules.md#your-own-pack")
        return next(filter(_WEB.match, rule.references.links), f"{HOME}/blob/main/docs/{guide}")
    return f"{HOME}/blob/main/docs/rules/{quote(rule.id, safe='', errors='replace')}.md"


def path_uri(path: str) -> str:
    """A relative URI reference. Bytes that are not UTF-8 are percent-encoded as they are on disk."""
    return quote(_NOT_A_BYTE.sub("\ufffd", path).encode("utf-8", "surrogateescape"), safe="/") or "."


def repository_uri(uri: str | None) -> str | None:
    """An absolute URI without user or password. A local path is nobody's business, and gives None."""
    if uri and "://" not in uri and (match := _SCP.match(uri)):
        uri = f"ssh://{match['host']}/{match['path']}"
    remote = _REMOTE.match(uri or "")
    return f"{remote['scheme']}://{remote['rest']}" if remote else None


def permalink(repository: Repository | None, location: Location) -> str | None:
    """The line at the host of the repository. None where its address does not tell what host it is."""
    hosted = _HOSTED.match((repository and repository_uri(repository.uri)) or "")
    revision = location.commit or (repository and repository.revision) or ""
    if hosted is None or not _REVISION.match(revision):
        return None
    form = next((form for name, form in _FORMS.items() if name in hosted["host"].lower()), None)
    if form is None:
        return None
    line = location.span.start_line if location.span else 1
    filled = form.format(revision=revision, path=path_uri(location.path), line=line)
    return f"https://{hosted['host']}/{quote(hosted['path'], safe='/~%')}/{filled}"
