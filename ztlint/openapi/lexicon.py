"""The lexicon: what names of properties and parameters say about the data behind them.

Whole tokens are compared, never substrings: ``compass`` holds no password.
"""

from enum import Flag, auto
from functools import lru_cache

from ztlint.openapi.tokens import tokens


class Term(Flag):
    """Classes of data. A name may fall into several."""

    NONE = 0
    CREDENTIAL = auto()
    PASSWORD = auto()  # a credential that a person chose, and that no server has a reason to return
    PII = auto()  # says who somebody is, alone
    QUASI_PII = auto()  # says who somebody is, with others of its kind
    FINANCIAL = auto()
    HEALTH = auto()
    PRIVILEGE = auto()
    OWNERSHIP = auto()
    TENANT = auto()
    INTERNAL = auto()
    DEBUG = auto()

    def __and__(self, other: "Term") -> "Term":
        """As in ``Flag``, with fewer calls: rules ask it of each property, and hardly ever is it so."""
        both = self._value_ & other._value_
        return Term(both) if both else _NOTHING


_NOTHING = Term.NONE

_PHRASES: dict[Term, str] = {
    Term.CREDENTIAL | Term.PASSWORD: """
        password|passwd|passphrase|pwd|user password|current password|new password|old password
        |password hash|hashed password|password digest|password salt|passwordhash|security answer|user pin
        |pairing pin|lock pin|device pin|login pin|pwd hash|card pin|pin number|security pin|mpin|passcode
        |pass code|secret answer|passwort|kennwort|senha|contrasena|wachtwoord|mot de passe
        |entry pin|door pin|access pin|unlock pin|gate pin|alarm pin|disarm pin|keypad pin|guest pin|safe pin
        |new pin|old pin|current pin|sim pin|puk code|voicemail pin|parental pin
        |wallet pin|account pin|duress pin|atm pin|debit pin
        |door code|gate code|unlock code|lock code|keypad code|disarm code|duress code""",
    Term.CREDENTIAL: """
        secret|client secret|app secret|shared secret|secret key|secret token|api key|apikey|api secret
        |api token|access token|refresh token|auth token|bearer token|session token|oauth token
        |private key|privatekey|signing key|signing secret|encryption key|access key secret
        |secret access key|webhook secret|recovery code|recovery codes|backup codes|mfa secret|totp secret
        |otp secret|credential|credentials|service account key|master key|pem key|ssh private key
        |authorization token|totp seed|otp seed|connection string|db password|accesstoken
        |refreshtoken|clientsecret|secretkey|jwt|authentication token|id token|sas token|hmac secret
        |personal access token
        |bot token
        |reset token|password reset token|reset password token|invitation token|invite token|impersonation
        token
        |verification code|otp|otp code|one time password|one time code|one time pin|mfa code|totp|totp
        code|seed phrase|mnemonic
        |mnemonic phrase|recovery phrase|recovery key|private key pem|magic link|login token|account key
        |storage account key|jsessionid|phpsessid|session cookie|session key
        |psk|pre shared key|preshared key|presharedkey|wifi key|wpa key|wep key|wireless key
        |kubeconfig|enrollment token|enrolment token|provisioning token|join token|otpauth url|otpauth uri
        |totp uri|pairing key|snmp community|snmp community string|community string""",
    Term.PII: """
        email|email address|e mail|phone|phone number|mobile|mobile number|mobile phone|telephone|ssn
        |social security number|national id|national insurance number|passport number|tax id
        |tax id number|nhs number|cpf
        |driver license number|drivers license|date of birth|birth date|dob|birthday|birthdate
        |home address|street address|residential address|personal email|maiden name|msisdn|cell phone
        |cell|cell number|telephone number|phone no|mobile no|emergency contact
        |delivery address|shipping address|mailing address|permanent address|driver license|driving license
        |driving licence|driver licence|drivers licence|drivers license number|driver licence number
        |drivers licence number|driving licence number|driving license number|licence number of driver
        |personal number|personal identity number|personal identification number|personnummer|aadhaar
        |aadhaar number|aadhar|aadhar number|social insurance number|nino|curp|bsn|dni|citizen id
        |citizen service number|national id number|national identity number|national identification number
        |national identifier|identity number|identity card number|id card number|identity document number
        |fiscal code|codice fiscale|passport|passport no|passport id|tax number|tax identification number
        |taxpayer id|taxpayer identification number|tin|itin|license plate|licence plate|number plate
        |biometric|biometrics|biometric data|biometric template|face image|face template|face encoding
        |faceprint|fingerprint template|fingerprint image|iris scan|voice print|voiceprint""",
    Term.QUASI_PII: """
        first name|firstname|last name|lastname|surname|given name|family name|full name|middle name
        |postal code|postcode|zip code|zipcode|address line|address line1|address line2|gender|ethnicity
        |religion|nationality|marital status|latitude|longitude|age|sexual orientation|citizenship|race
        |place of birth|birth place|birthplace|country of birth|political affiliation|political opinion
        |trade union membership|year of birth|birth year""",
    Term.FINANCIAL: """
        iban|account number|bank account number|routing number|sort code|card number|credit card number
        |pan|cvv|cvc|cvv2|cvc2|card cvc|security code|credit card|swift code|salary|annual income
        |net worth|credit score|bank account|bank accounts|bank details
        |payout accounts|card numbers|account balance|income|monthly income|household income|yearly income
        |credit rating|tax return|tax returns|tax record|bank account no|account no|card no|debit card number
        |credit card no|iban number|routing no|bsb number|bank account details|payment card|pay grade""",
    Term.HEALTH: """
        diagnosis|medical record|medical history|medical record number|prescription|prescriptions
        |medical records|health record|health records|medical leave|sick leave
        |blood type|allergies|medication|medications|patient id|icd10|lab results|disability|diagnoses
        |mrn|icd code|icd10 code|diagnosis code|symptoms|allergy|blood group|hiv status|pregnancy status
        |immunizations|immunisations|vaccinations|treatment plan|lab result|medical condition
        |medical conditions|chronic conditions|health conditions|health condition|mental health
        |disability status|clinical notes|clinical note|medical notes|blood pressure|heart rate|health status
        |health insurance number|health insurance id|insurance member id|health card number|medicare number
        |medicare id|medicaid id|nhs no|sexual health|genetic data|dna""",
    Term.PRIVILEGE: """
        is admin|admin|is administrator|is superuser|superuser|is staff|is root|role|roles|user role
        |permissions|privileges|access level|is verified|verified|email verified
        |phone verified|payment verified
        |identity verified|kyc verified|is approved|approved|is owner|balance|account balance|credit balance
        |credits|is premium|user roles|group ids|groups|entitlements|is moderator|can admin
        |is super admin|is super user|superadmin|super admin|super user|is sysadmin|role id|role ids
        |role name|authorities|privilege level|user level|clearance level|is email verified|is phone verified
        |email confirmed|is kyc verified|is trusted|is vip|credit limit|privilege|trusted|privileged
        |is privileged|can approve|account role|is banned|banned
        |is suspended|is active admin|is admin user|admin flag|is sysop
        |is moderator|moderator|is employee|is internal|kyc status|kyc level|kyc tier|verification status
        |verification level|wallet balance|available balance|current balance|available credit|credit line
        |overdraft limit|spending limit|daily limit|transfer limit|withdrawal limit|transaction limit
        |loyalty points|reward points|bonus points|points balance|bonus balance|store credit|points
        |storage quota|quota|discount rate|interest rate|commission rate|subscription tier
        |subscription plan|subscription level|membership level|membership tier|account tier|plan|tier
        |paid|is paid|api quota|rate limit tier|credit amount|account credit|available funds|funds
        |user permissions|access rights|security level|is global admin|is tenant admin|is org admin
        |global admin|tenant admin|org admin|is support|is operator|is root user|system role|app role""",
    Term.OWNERSHIP: "owner id|creator id|owner user id",
    Term.TENANT: "tenant id|organization id|organisation id|org id|company id|workspace id",
    Term.INTERNAL: "internal notes|internal note|risk score|fraud score|internal id|internal status|internal",
    Term.DEBUG: """
        stack|stacktrace|stack trace|backtrace|traceback|trace|exception|exception class|exception type
        |exception message|exception name|inner exception|sql|sql query|sql statement|query string|debug
        |debug info|debug message|file path|source file|hostname|host name|server name|class name
        |call stack|sql state|sqlstate|server hostname|server host|stack frames|error stack|exception stack
        |exception trace|debug trace|failed query|executed query|raw query|db error|database error
        |db query|database query|raw error|raw exception|internal message|internal error
        |internal error message|debug detail|debug details|error trace|environment variables|env vars
        |request dump|stack dump|sql text|sql error|error sql|root cause exception|thread dump|file trace
        |internal path|server path|server ip|internal host""",
}

# A name with one of these is about the thing, and is not the thing: `has_password`, `token_type`.
_NEGATIVE = frozenset(
    """has is type types count counts expires expiry expiration expire hint masked mask last4 policy url uri
    href link links status updated created at on date length strength required enabled disabled enable reset
    page next previous prev continuation cursor hide show num number public fingerprint thumbprint prefix
    suffix limit limits usage used max min total change changed ttl lifetime format algorithm alg method mode
    endpoint scope scopes rotation rotated version lookup exists valid validity verification verify template
    label labels title description placeholder support sender reply from domain preference preferences
    notification notifications settings setting opt allowed allow ref reference arn path name names id ids
    verifier challenge provider source location issuer present set manager managers vault size
    index missing css requires require required needs supports uses using""".split()
)


def _compile() -> dict[tuple[str, ...], Term]:
    phrases: dict[tuple[str, ...], Term] = {}
    for term, listing in _PHRASES.items():
        for phrase in listing.split("|"):
            key = tuple(phrase.split())
            phrases[key] = phrases.get(key, Term.NONE) | term
    return phrases


_TABLE = _compile()
_CHOSEN = "password passwd pwd passphrase passcode pin passwort".split()
_DIGESTED = (
    "hash digest salt hashed bcrypt argon2 argon2id scrypt pbkdf2 sha1 sha256 sha512 md5 crypt".split()
)
for _what in _CHOSEN:
    for _how in _DIGESTED:
        _TABLE[_what, _how] = Term.CREDENTIAL | Term.PASSWORD
    _TABLE["hashed", _what] = _TABLE["encrypted", _what] = Term.CREDENTIAL | Term.PASSWORD
for _how in ("bcrypt", "argon2", "argon2id", "scrypt", "pbkdf2"):
    _TABLE[_how, "hash"] = Term.CREDENTIAL | Term.PASSWORD  # of nothing else but passwords
for _name in ("cvv", "cvc", "cvv2", "cvc2", "card cvc"):
    _TABLE[tuple(_name.split())] |= Term.CREDENTIAL
_ALONE: dict[tuple[str, ...], Term] = {("pin",): Term.CREDENTIAL | Term.PASSWORD}
"""Names that mean something only when nothing stands before them: ``map_pin`` opens no account."""
_LONGEST = max(len(phrase) for phrase in _TABLE)


@lru_cache(maxsize=65536)
def terms(name: str) -> Term:
    """The classes of a name. The last words decide: ``token_secret`` is a secret, ``secret_id`` is not."""
    words = tuple(word if word == "last4" else word.rstrip("0123456789") or word for word in tokens(name))
    exact = _TABLE.get(tokens(name)) or _TABLE.get(words) or _ALONE.get(words)
    if exact is not None:
        return exact
    for size in range(min(_LONGEST, len(words)), 0, -1):
        found = _TABLE.get(words[-size:])
        if found is not None:
            rest = words[:-size]
            return Term.NONE if _denied(rest, found) else found
    return Term.NONE


_WHOLE_ONLY = Term.PRIVILEGE | Term.OWNERSHIP | Term.TENANT | Term.INTERNAL | Term.DEBUG
"""Classes whose words are too common to count at the end of a longer name (``aria_role``, ``last_owner``)."""


def _denied(rest: tuple[str, ...], found: Term) -> bool:
    return bool(_NEGATIVE.intersection(rest)) or (bool(rest) and bool(found & _WHOLE_ONLY))
