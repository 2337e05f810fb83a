import json

import httpx
import jwt
import requests
from jose import jwk
from jose import jwt as jose_jwt
from jwt.algorithms import RSAAlgorithm

from app.keys import keys, settings


def fetched(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    # ruleid: key-from-header
    jwks = requests.get(header["jku"], timeout=5).json()
    key = RSAAlgorithm.from_jwk(json.dumps(jwks["keys"][0]))
    return jwt.decode(token, key, algorithms=["RS256"])


def fetched_by_client(token: str) -> dict:
    url = jwt.get_unverified_header(token)["jku"]
    # ruleid: key-from-header
    client = jwt.PyJWKClient(url)
    return jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["RS256"])


def certificate(token: str) -> dict:
    header = jose_jwt.get_unverified_header(token)
    # ruleid: key-from-header
    pem = httpx.get(header.get("x5u")).text
    return jose_jwt.decode(token, pem, algorithms=["RS256"])


def embedded(token: str) -> dict:
    header = jose_jwt.get_unverified_header(token)
    # ruleid: key-from-header-embedded
    return jose_jwt.decode(token, header["jwk"], algorithms=["ES256"])


def embedded_and_built(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    key = jwk.construct(header["jwk"])
    # ruleid: key-from-header-embedded
    return jose_jwt.decode(token, key, algorithms=["ES256"])


def known_key(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    # ok: key-from-header
    return jwt.decode(token, keys[header["kid"]], algorithms=["RS256"])


def known_place(token: str) -> dict:
    # ok: key-from-header
    client = jwt.PyJWKClient(settings.jwks_url)
    return jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["RS256"])


def allowed_place(token: str) -> dict:
    url = jwt.get_unverified_header(token)["jku"]
    if url not in settings.trusted_key_urls:
        raise jwt.InvalidTokenError
    # ok: key-from-header
    client = jwt.PyJWKClient(url)
    return jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["RS256"])


def verify_dpop_proof(proof: str, bound_to: str) -> dict:
    header = jwt.get_unverified_header(proof)
    if thumbprint(header["jwk"]) != bound_to:
        raise jwt.InvalidTokenError
    key = jwt.PyJWK.from_dict(header["jwk"])
    # ok: key-from-header-embedded
    return jwt.decode(proof, key, algorithms=["ES256"])


def thumbprint(key: dict) -> str:
    return key["kid"]
