"""Words of operations that do to others, to money or to everything what only few people may do."""

from ztlint.openapi import Operation, segments, tokens

# Verbs that are nobody's but an administrator's or a moderator's.
_ALWAYS = frozenset(
    """impersonate impersonation sudo ban unban shadowban masquerade deplatform unimpersonate
    banuser unbanuser loginas actas""".split()
)
_AS_SOMEBODY = frozenset(
    {
        ("login", "as"),
        ("log", "in", "as"),
        ("sign", "in", "as"),
        ("act", "as"),
        ("switch", "user"),
        ("become", "user"),
    }
)
_PEOPLE = frozenset(
    """user users account accounts member members customer customers merchant merchants tenant tenants
    employee employees staff seller sellers driver drivers moderator moderators client clients
    player players participant participants subscriber subscribers student students guest guests author
    authors agent agents person people patient patients vendor vendors partner partners courier couriers
    organization organizations organisation organisations workspace workspaces""".split()
)
_RANKS = frozenset(
    """role roles admin admins administrator administrators privilege privileges superuser superadmin
    moderator entitlements""".split()
)
_SECRETS = frozenset(
    """key keys secret secrets certificate certificates credentials master signing cert certs
    keypair kek""".split()
)
_STOCK = frozenset(
    """all everything data database db tenant tenants log logs audit users customers accounts records
    members people patients employees history""".split()
)
_PURGE = frozenset("purge wipe truncate erase flush nuke obliterate drop".split())
_WHOLE = frozenset("all everything database db tenant tenants audit".split())
_MONEY = frozenset(
    """payout payouts withdrawal withdrawals loan loans transfer transfers refund refunds kyc expense expenses
    limit limits balance balances credit credits price prices ledger claim claims payment payments
    chargeback chargebacks fee fees wallet wallets charge charges debt debts""".split()
)
_WRITINGS = frozenset(
    """post posts comment comments review reviews content listing listings message messages video videos photo
    photos""".split()
)
_WITH_OBJECT: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset("grant give make revoke promote demote appoint".split()), _RANKS),
    (
        frozenset("assign set change elevate".split()),
        _RANKS - frozenset({"admin", "admins", "administrators"}),
    ),
    (
        frozenset("grant elevate escalate".split()),
        frozenset("access permission permissions rights privileges".split()),
    ),
    (
        frozenset(
            """promote demote suspend unsuspend deactivate reactivate disable enable lock unlock elevate
            blacklist blocklist verify freeze unfreeze terminate kick expel quarantine anonymize anonymise
            offboard reinstate""".split()
        ),
        _PEOPLE,
    ),
    (_PURGE, _STOCK),
    (frozenset("export dump exportall".split()), _STOCK),
    (frozenset("rotate rollover".split()), _SECRETS),
    (frozenset("approve override adjust waive writeoff reverse reimburse disburse forgive".split()), _MONEY),
    (frozenset({"takedown", "moderate"}), _WRITINGS),
)
_REFUND = frozenset({"refund", "refunds", "chargeback", "chargebacks", "reimburse"})
_VERBS = _ALWAYS.union(_REFUND, *(doing for doing, _ in _WITH_OBJECT))
DEEDS = frozenset(word.rstrip("s") for word in _VERBS | _RANKS)
"""The same as scopes may be called after them, in the singular."""
_OF_THINGS = frozenset({"cache", "caches", "cdn", "queue", "queues"})
_OUT = frozenset({"export", "dump", "exportall"})


def privilege(operation: Operation) -> int:
    """2 for what is always an administrator's, 1 for what mostly is, 0 for the rest."""
    parts = segments(operation.path)
    literal = tokens(next((part for part in reversed(parts) if part != "*"), ""))
    verbs = verbs_of(operation)
    if not verbs & _VERBS and not _RANKS.intersection(literal):
        return int(operation.unsafe and _as_somebody(operation, literal)) * 2
    if operation.unsafe and (verbs & _ALWAYS or _as_somebody(operation, literal)):
        return 2
    named = _named(operation, parts)
    if operation.unsafe and (_ranks(literal, parts) or _destroys_all(verbs, named)):
        return 2
    if not operation.unsafe and not verbs & _OUT:
        return 0
    found = any(verbs & doing and named & done_to for doing, done_to in _WITH_OBJECT)
    return int(found or (operation.unsafe and bool(verbs & _REFUND)))


def _named(operation: Operation, parts: tuple[str, ...]) -> set[str]:
    """What it is done to: the words of the operationId and of the last two literal segments."""
    literals = [part for part in parts if part != "*"]
    around = {word for part in literals[:-2] for word in tokens(part)}
    if parts[-2:-1] == ("*",) and parts[-1] != "*" and around:
        # `/tenants/{id}/webhooks/{id}/disable`: nothing is done to the tenant, whatever the operationId says
        thing = set(tokens(literals[-2]))
        return thing | ({*tokens(operation.id)} - around - {word.removesuffix("s") for word in around})
    named = {*tokens(operation.id), *(word for part in literals[-2:] for word in tokens(part))}
    return named - _PEOPLE if "bank" in named else named


def verbs_of(operation: Operation) -> set[str]:
    """The words that open operationId and summary, adverbs left out, and those of the path's last segment.
    Before an id a segment is a thing, unless it is a verb: ``/users/ban/{id}``.
    """
    parts = segments(operation.path)
    literal = tokens(next((part for part in reversed(parts) if part != "*"), ""))
    spoken = [word for word in tokens(operation.node.text("summary")[:80])[:3] if not word.endswith("ly")]
    first = {*tokens(operation.id)[:2], *spoken[:1]}
    if parts[-1:] != ("*",):
        return first | {*literal}
    return first | (_BEFORE_IDS & {*literal[:1]})


_BEFORE_IDS = _ALWAYS | frozenset("promote demote suspend unsuspend deactivate purge wipe refund".split())


def _as_somebody(operation: Operation, literal: tuple[str, ...]) -> bool:
    """``loginAs``, ``/users/{id}/act-as``."""
    return any(
        words[: len(phrase)] == phrase for words in (literal, tokens(operation.id)) for phrase in _AS_SOMEBODY
    )


def _destroys_all(verbs: set[str], named: set[str]) -> bool:
    return bool(verbs & _PURGE and named & _WHOLE) and not named & _OF_THINGS


def _ranks(literal: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """``PUT /users/{id}/role``: somebody else's rank."""
    people = {word for part in parts[:-1] for word in tokens(part)} & _PEOPLE
    return bool(people and literal) and "*" in parts and literal[-1] in _RANKS
