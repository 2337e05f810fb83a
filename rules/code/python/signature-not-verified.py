import jwt
import jwt as pyjwt
from jose import jws
from jose import jwt as jose_jwt
from jwt import decode

from app.keys import KEYS, key_for

LOOSE = {"verify_signature": False, "verify_exp": True}


def current_user(token: str) -> str:
    # ruleid: signature-not-verified
    claims = jwt.decode(token, options={"verify_signature": False})
    return claims["sub"]


def current_user_by_alias(token: str) -> str:
    # ruleid: signature-not-verified
    return pyjwt.decode(token, "", algorithms=["HS256"], options={"verify_exp": False, "verify_signature": False})["sub"]


def current_user_by_name(token: str) -> str:
    # ruleid: signature-not-verified
    return decode(token, key="", options=dict(verify_signature=False))["sub"]


def before_version_two(token: str, key: str) -> dict:
    # ruleid: signature-not-verified
    return jwt.decode(token, key, verify=False)


def options_in_a_constant(token: str) -> dict:
    # ruleid: signature-not-verified
    return jwt.decode(token, options=LOOSE)


def by_python_jose(token: str, key: str) -> dict:
    # ruleid: signature-not-verified
    return jose_jwt.decode(token, key, options={"verify_signature": False})


def raw_signature(token: str, key: str) -> bytes:
    # ruleid: signature-not-verified
    return jws.verify(token, key, "RS256", verify=False)


def subject(token: str) -> str:
    # ruleid: signature-not-verified-claims
    return jose_jwt.get_unverified_claims(token)["sub"]


def roles(token: str) -> list[str]:
    # ruleid: signature-not-verified-claims
    claims = jose_jwt.get_unverified_claims(token)
    return claims.get("roles", [])


def verified(token: str, key: str) -> dict:
    # ok: signature-not-verified
    return jwt.decode(token, key, algorithms=["RS256"], options={"require": ["exp"]})


def verified_explicitly(token: str, key: str) -> dict:
    # ok: signature-not-verified
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_signature": True, "verify_aud": False})


def issuer_chooses_the_key(token: str) -> dict:
    # ok: signature-not-verified
    unverified = jwt.decode(token, options={"verify_signature": False})
    key = KEYS[unverified["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"])


def tenant_chooses_the_key(token: str) -> dict:
    # ok: signature-not-verified-claims
    issuer = jose_jwt.get_unverified_claims(token)["iss"]
    return jose_jwt.decode(token, key_for(issuer), algorithms=["RS256"])


def subject_of_a_verified_token(token: str) -> str:
    # ok: signature-not-verified-claims
    hint = jose_jwt.get_unverified_claims(token)["sub"]
    claims = jose_jwt.decode(token, key_for(hint), algorithms=["RS256"])
    return claims["sub"]


def unverified_by_setting(token: str, key: str, check: bool) -> dict:
    # ok: signature-not-verified
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_signature": check})


def base64_of_a_file(data: bytes, codec) -> bytes:
    # ok: signature-not-verified
    return codec.decode(data, verify=False)


def show(token: str) -> None:
    # ok: signature-not-verified
    print(jwt.decode(token, options={"verify_signature": False}))


def is_ours(token: str) -> bool:
    # ok: signature-not-verified
    return jwt.decode(token, options={"verify_signature": False}).get("owner") == "shop"
