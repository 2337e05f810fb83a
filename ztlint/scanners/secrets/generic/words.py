"""Names of credentials, names of what is none, and words that stand where a value would."""

import re
from functools import lru_cache

_PART = re.compile(rb"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

_ENDS = (
    b"password", b"passwd", b"passphrase", b"passcode", b"passwort", b"kennwort", b"senha", b"contrasena",
    b"pass", b"pwd", b"passwordhash", b"secret", b"secrets", b"token", b"apikey", b"secretkey", b"accesskey",
    b"authkey", b"privatekey", b"credential", b"credentials", b"requirepass", b"masterauth", b"auth", b"key",
)  # fmt: skip

# The last word of a name that says something about a credential, and does not hold one.
_ABOUT = frozenset(
    b"""hash hashes hashed digest type types field fields name names label labels id ids path paths file files
    filename dir folder url uri urls endpoint host regex pattern re policy length len size min max
    expiry expires expiration ttl timeout at date time hint placeholder error errors message messages
    msg text title help desc description prompt reset column attr attribute param params parameter
    header headers input class selector count version algorithm alg algo encoder validator provider
    manager service env var ref reference arn store prefix suffix format mode enabled required visible
    strength score rule rules changed change updated created regexp mask masked hidden confirmation
    toggle button icon link page form view screen template status state location source scope scopes
    issuer audience subject kind group role usage limit index offset pos position test tests example
    sample mapping map list set alias aliases object model schema property props options option flag
    owner salt method style color theme event action handler callback function func fn key_id contract
    address symbol decimals standard amount price supply balance chain""".split()
)

# Anywhere in a name: what it holds is no secret, or is meant to be wrong.
_DENYING = frozenset(
    b"""public pub pubkey csrf xsrf hash hashed sha sha1 sha256 md5 checksum digest fingerprint commit
    revision
    continuation next page cursor sync resume lexer parser syntax sort cache etag nonce idempotency
    session fake dummy mock mocked example sample invalid wrong bad incorrect nonexistent expected
    placeholder site sitekey tracking analytics measurement css style color design locale translation
    i18n integrity cancellation device push fcm stub unknown expired malformed""".split()
)

# Words of which a stand-in is made, whatever digits stand between and behind them.
STAND_INS = frozenset(
    b"""password passwd pass passw passphrase pwd pw secret secrets token tokens key keys api apikey access
    auth
    user username usr login admin administrator root test tests testing tester db database my your our
    the a an new old current confirm confirmation reset forgot change changed update client server app
    application private public id value values string str text field input label name type hidden
    required invalid wrong correct valid bad good default none null nil true false undefined empty
    example sample dummy fake foo bar baz qux quux foobar changeme changethis changeit replaceme replace
    hello world placeholder here me this it enter set insert some random strong very super long safe
    secure insecure unsafe mysql postgres postgresql pg redis mongo mongodb rabbit rabbitmq guest demo
    dev develop development local localhost stage staging prod production basic bearer jwt oauth hash
    encrypted encryption sign signing master service account credential credentials data config
    configuration env environment variable not is no do use please must only for in of to and or with
    from as on at abc abcd abcdef abcdefg xyz xxx xxxx xxxxx aaa asdf qwerty qwertyuiop letmein welcome
    hunter iloveyou monkey dragon todo tbd fixme unknown redacted masked removed deleted system temp tmp
    project google github gitlab aws azure stripe django flask rails laravel symfony spring sa oracle
    tiger scott elastic minio minioadmin keycloak jenkins grafana first second third one two three four
    five six bot web site team company org example e2e it ci unit integration mock mocked stub fixture
    session cookie csrf id v version super fernet otp mfa header request response code state verifier
    challenge nonce salt iv more less than characters character chars char letters minimum maximum
    length min max least between required put unique phrase there keep fill value""".split()
)

_AROUND = b"0123456789!?._-#$*@+=~"
_LEET = bytes.maketrans(b"01345@$!7", b"oleasasit")


@lru_cache(maxsize=4096)
def words(text: bytes) -> tuple[bytes, ...]:
    """The runs of letters in a name or value, split where case changes, in small letters."""
    return tuple(part.lower() for part in _PART.findall(text))


@lru_cache(maxsize=4096)
def refused_name(name: bytes) -> str:
    """Why a name is none of a credential; empty for one that is."""
    parts = words(name)
    if not any(part.endswith(_ENDS) for part in parts):
        return "its name is none of a credential"
    if parts[-1] in _ABOUT:
        return "its name is about a credential"
    if any(part in _DENYING for part in parts):
        return "its name says that it is no secret"
    return ""


@lru_cache(maxsize=4096)
def is_stand_in(value: bytes) -> bool:
    """Whether nothing but stand-ins is in it, as they are written or with digits for letters."""
    bare = value.strip(_AROUND)
    return any(_all_known(form) for form in (value, bare.translate(_LEET), value.translate(_LEET)))


def _all_known(value: bytes) -> bool:
    whole = value.lower().strip(_AROUND)
    parts = words(value)
    return whole in STAND_INS or (bool(parts) and all(part in STAND_INS for part in parts))
