"""Checks of credentials and personal data where they don't belong: in URLs, defaults and examples."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ztlint.openapi import Api, Parameter, Property, Scheme, Term, path_tokens, terms, tokens
from ztlint.scanners.openapi.exposure import holds, named, texty
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.shape import copies
from ztlint.scanners.openapi.webhooks import of_vendor

_TOKEN_PROSE = re.compile(r"\b(?:auth\w*|access|api (?:key|token)|bearer|session)\b", re.IGNORECASE)
_NOT_A_CREDENTIAL = re.compile(
    r"\b(?:page|pagination|cursor|continuation|sync|idempoten\w+|confirmation|public)\b", re.IGNORECASE
)


_ID_OF_IT = re.compile(r"\A\W*(?:the |a |an )?(?:unique )?(?:[\w-]+ ){1,3}id\b", re.IGNORECASE)
_TOKENS = frozenset({"token", "auth", "session", "sid", "sessionid", "session_id", "session-id"})


@check(given="parameters")
def credential_in_url(api: Api, used: UsedParameter, _: Options) -> Iterator[Hit]:
    """A credential in path or query. What a security scheme declares has a finding there."""
    parameter = used.parameter
    if parameter.place not in ("path", "query") or not texty(parameter.schema.value):
        return
    prose = parameter.prose
    if _NOT_A_CREDENTIAL.search(prose) or _declared(parameter, api.schemes.values()):
        return
    if parameter.place == "path" and _ID_OF_IT.search(prose):
        return
    bare_token = parameter.name.lower() == "token" and bool(_TOKEN_PROSE.search(prose))
    if parameter.place == "query" and not prose:
        bare_token = parameter.name.lower() in _TOKENS
    if bare_token or terms(parameter.name) & Term.CREDENTIAL or of_vendor(parameter.name):
        yield _hit(used)


def _declared(parameter: Parameter, schemes: Iterable[Scheme]) -> bool:
    return any(s.parameter == parameter.name and s.place == parameter.place for s in schemes)


def _hit(used: UsedParameter) -> Hit:
    parameter = used.parameter
    values = {"name": parameter.name, "place": parameter.place}
    cause = f"{parameter.place} {parameter.name}"
    return Hit(parameter.node.get("name") or parameter.node, values, used.operations, cause=cause)


@check(given="parameters")
def personal_data_in_url(api: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """A name that says who somebody is, in path or query: URLs end up in logs, histories and referrers. Where
    the name says nothing, what its description begins with or its example does.
    """
    parameter = used.parameter
    if parameter.place == "query" and _hides_personal_data(api, parameter):
        yield _hit(used)
    elif parameter.place in ("path", "query") and _may_hold(parameter):
        strong = named(parameter.name, parameter.schema.value) & (Term.PII | Term.FINANCIAL | Term.HEALTH)
        form = parameter.schema.text("format")
        if (strong and form != "uuid") or form == "email" or (form != "uuid" and _described(parameter)):
            yield _hit(used)


def _may_hold(parameter: Parameter) -> bool:
    value = parameter.schema.value
    return holds(value, named(parameter.name, value))


def _hides_personal_data(api: Api, parameter: Parameter) -> bool:
    """Whether an object that is spread over the query has a property that says who somebody is."""
    value = parameter.schema.value
    if not isinstance(value, dict) or not value.keys() & {"properties", "allOf"}:
        return False
    wanted = Term.PII | Term.FINANCIAL | Term.HEALTH
    return any(
        terms(name) & wanted and holds(node.value, terms(name))
        for name, node in members(api, parameter.schema)
    )


_PERSONAL_PROSE = re.compile(
    r"\A\W*(?:(?:the|an?|your|valid|full|primary|registered|contact|new|user|customer|member|recipient|account"
    r"|person|patient|employee|login|owner|unique|exact)(?:['\u2019]s)? ){0,4}(?:e-?mail address|ssn"
    r"|social security number|(?:mobile |cell |tele)?phone number|mobile number|date of birth|birth ?date"
    r"|passport number|iban|national (?:id|identity|insurance) number|(?:credit |debit )?card number"
    r"|bank account number|tax id)\b"
    r"(?! (?:id|template|type|format|domain|status|provider|settings|campaign|list|message|log|or)\b)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SEARCHES = frozenset("q query search filter filters term keyword keywords text sort order where".split())


def _described(parameter: Parameter) -> bool:
    """Whether a description or an example says what a name like ``id`` or ``username`` hides."""
    if _SEARCHES & set(tokens(parameter.name)):
        return False
    holders = (parameter.node, parameter.schema)
    if any(_PERSONAL_PROSE.match(holder.text("description")) for holder in holders):
        return True
    shown = (holder.text(key) for holder in holders for key in ("example", "x-example", "default"))
    return any(_MAIL.fullmatch(text) for text in shown)


@check(given="properties")
def credential_default(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """A default for a credential: whoever leaves it out uses one that everybody knows."""
    default = prop.schema.get("default")
    if default is None or not isinstance(default.value, str) or not default.value.strip():
        return
    if (
        terms(prop.name) & Term.CREDENTIAL
        and texty(prop.schema.value)
        and not _TEMPLATE.search(default.value)
    ):
        operations = api.operations_in(prop.reach.input | prop.reach.output)
        tried_out = all("sandbox" in path_tokens(operation) for operation in operations)
        if tried_out or _STATUS_PROSE.match(prop.schema.text("description")):
            return  # opens what is there to be tried out, or is about the credential
        written = copies(api, prop.owner.node, prop.name)
        yield Hit(default, {"name": prop.name}, operations, copies=written, on_key=True)


_STATUS_PROSE = re.compile(r"\W*(?:the |a )?(?:status|state|kind|type) of\b", re.IGNORECASE)


@check(given="parameters")
def credential_default_in_parameter(api: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """The same for a parameter."""
    default = used.parameter.schema.get("default")
    if default is None or not isinstance(default.value, str) or not default.value.strip():
        return
    if terms(used.parameter.name) & Term.CREDENTIAL and not _TEMPLATE.search(default.value):
        name = used.parameter.name
        written = copies(api, used.parameter.node, name)
        yield Hit(default, {"name": name}, used.operations, copies=written, on_key=True)


_TEMPLATE = re.compile(r"[<{$*]|\A(?:null|none|string)\Z", re.IGNORECASE)


@check(given="properties")
def credential_example(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """An example of a credential that looks like a real one: long, random, no placeholder. Those of one name
    are one finding.
    """
    if not terms(prop.name) & Term.CREDENTIAL or not texty(prop.schema.value):
        return
    example = prop.schema.get("example") or prop.schema.get("examples", 0)
    if example is None or not isinstance(example.value, str):
        return
    text = example.value
    if len(text) >= options["length"] and entropy(text) >= options["entropy"] and not placeholder(text):
        operations = api.operations_in(prop.reach.input | prop.reach.output)
        yield Hit(example, {"name": prop.name}, operations, cause=f"example of {prop.name}")


_PLACEHOLDER = re.compile(
    r"example|sample|dummy|test|fake|placeholder|changeme|change_me|your[-_ ]|my[-_ ]|xxx|\*\*\*|\.\.\.|…|<|>"
    r"|\{|\}|\A(?:string|secret|password|token|null|none|redacted|masked|hidden)\Z|1234|abcd|qwerty|deadbeef"
    r"|foobar|lorem",
    re.IGNORECASE,
)


def placeholder(text: str) -> bool:
    """Whether a value says by itself that it is no real credential."""
    return bool(_PLACEHOLDER.search(text)) or len(set(text)) <= 4


def entropy(text: str) -> float:
    """Shannon entropy in bits for each character."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
