import jwt
import requests
from jose import jwt as jose_jwt
from jwt import PyJWKClient

from app.settings import settings

client = PyJWKClient(settings.jwks_url)


def no_audience(token: str) -> dict:
    signing_key = client.get_signing_key_from_jwt(token)
    # ruleid: no-audience
    return jwt.decode(token, signing_key.key, algorithms=["RS256"])


def audience_switched_off(token: str) -> dict:
    signing_key = client.get_signing_key_from_jwt(token)
    # ruleid: no-audience
    return jwt.decode(token, signing_key.key, algorithms=["RS256"], issuer=settings.issuer, options={"verify_aud": False})


def key_in_a_variable(token: str) -> dict:
    kid = jwt.get_unverified_header(token)["kid"]
    signing_key = client.get_signing_key(kid)
    key = signing_key.key
    # ruleid: no-audience
    return jwt.decode(token, key=key, algorithms=["RS256"])


def key_set_fetched(token: str) -> dict:
    jwks = requests.get(settings.jwks_url, timeout=5).json()
    # ruleid: no-audience-off
    return jose_jwt.decode(token, jwks, algorithms=["RS256"], options={"verify_aud": False})


def audience(token: str) -> dict:
    signing_key = client.get_signing_key_from_jwt(token)
    # ok: no-audience
    return jwt.decode(token, signing_key.key, algorithms=["RS256"], audience=settings.audience)


def cognito(token: str) -> dict:
    signing_key = client.get_signing_key_from_jwt(token)
    # ok: no-audience
    claims = jwt.decode(token, signing_key.key, algorithms=["RS256"], options={"verify_aud": False})
    if claims["client_id"] != settings.client_id:
        raise jwt.InvalidAudienceError
    return claims


def own_token(token: str) -> dict:
    # ok: no-audience
    return jwt.decode(token, settings.secret, algorithms=["HS256"])


def options_elsewhere(token: str, **options) -> dict:
    signing_key = client.get_signing_key_from_jwt(token)
    # ok: no-audience
    return jwt.decode(token, signing_key.key, algorithms=["RS256"], **options)


def own_token_without_audience(token: str) -> dict:
    # ok: no-audience-off
    return jwt.decode(token, settings.secret, algorithms=["HS256"], options={"verify_aud": False})
