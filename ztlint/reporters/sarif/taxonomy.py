"""CWE and the OWASP API Security Top 10 2023 as taxonomies (section 3.19.3), and rules' relations to them."""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from ztlint.core import References, Rule

_OWASP = "https://owasp.org/API-Security/editions/2023/en/"
_OWASP_RISKS = {
    "API1": ("Broken Object Level Authorization", "0xa1-broken-object-level-authorization"),
    "API2": ("Broken Authentication", "0xa2-broken-authentication"),
    "API3": (
        "Broken Object Property Level Authorization",
        "0xa3-broken-object-property-level-authorization",
    ),
    "API4": ("Unrestricted Resource Consumption", "0xa4-unrestricted-resource-consumption"),
    "API5": ("Broken Function Level Authorization", "0xa5-broken-function-level-authorization"),
    "API6": (
        "Unrestricted Access to Sensitive Business Flows",
        "0xa6-unrestricted-access-to-sensitive-business-flows",
    ),
    "API7": ("Server Side Request Forgery", "0xa7-server-side-request-forgery"),
    "API8": ("Security Misconfiguration", "0xa8-security-misconfiguration"),
    "API9": ("Improper Inventory Management", "0xa9-improper-inventory-management"),
    "API10": ("Unsafe Consumption of APIs", "0xaa-unsafe-consumption-of-apis"),
}


class _Taxonomy(Struct, frozen=True):
    name: str
    full_name: str
    organization: str
    version: str
    uri: str
    ids: Callable[[References], list[str]]
    taxon: Callable[[str], dict[str, Any]]

    @property
    def guid(self) -> str:
        return str(uuid5(NAMESPACE_URL, self.uri))


def _cwe_ids(references: References) -> list[str]:
    return [f"CWE-{number}" for number in references.cwe]


def _weakness(name: str) -> dict[str, Any]:
    number = name.removeprefix("CWE-")
    return {"id": name, "helpUri": f"https://cwe.mitre.org/data/definitions/{number}.html"}


def _owasp_ids(references: References) -> list[str]:
    return [f"{name}:2023" for name in references.owasp]


def _risk(name: str) -> dict[str, Any]:
    title, page = _OWASP_RISKS.get(name.removesuffix(":2023"), ("", ""))
    return {"id": name, "name": title or name, "helpUri": f"{_OWASP}{page}"}


_TAXONOMIES = (
    _Taxonomy(
        "CWE",
        "Common Weakness Enumeration",
        "MITRE",
        "4",
        "https://cwe.mitre.org/",
        _cwe_ids,
        _weakness,
    ),
    _Taxonomy(
        "OWASP-API-2023",
        "OWASP API Security Top 10 2023",
        "OWASP",
        "2023",
        "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
        _owasp_ids,
        _risk,
    ),
)


def taxonomies(rules: tuple[Rule, ...]) -> list[dict[str, Any]]:
    """Each with those taxa only that some rule names, which is what ``isComprehensive`` denies."""
    return [
        {
            "name": taxonomy.name,
            "fullName": taxonomy.full_name,
            "organization": taxonomy.organization,
            "version": taxonomy.version,
            "guid": taxonomy.guid,
            "informationUri": taxonomy.uri,
            "isComprehensive": False,
            "shortDescription": {"text": f"{taxonomy.full_name}."},
            "taxa": [taxonomy.taxon(name) for name in _taxa(taxonomy, rules)],
        }
        for taxonomy in _TAXONOMIES
    ]


def supported() -> list[dict[str, Any]]:
    return [_reference(index) for index in range(len(_TAXONOMIES))]


def relationships(rule: Rule) -> list[dict[str, Any]]:
    return [
        {"target": {"id": name, "toolComponent": _reference(index)}, "kinds": ["relevant"]}
        for index, taxonomy in enumerate(_TAXONOMIES)
        for name in dict.fromkeys(taxonomy.ids(rule.references))
    ]


def _reference(index: int) -> dict[str, Any]:
    taxonomy = _TAXONOMIES[index]
    return {"name": taxonomy.name, "index": index, "guid": taxonomy.guid}


def _taxa(taxonomy: _Taxonomy, rules: tuple[Rule, ...]) -> list[str]:
    names = {name for rule in rules for name in taxonomy.ids(rule.references)}
    return sorted(names, key=lambda name: (len(name), name))
