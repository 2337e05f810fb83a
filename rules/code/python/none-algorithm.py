import jwt
from authlib.jose import JsonWebToken
from jose import jwt as jose_jwt

from app.settings import settings

ALGORITHMS = ["RS256", "none"]
STRICT = ["RS256"]


def accepts_none(token: str, key: str) -> dict:
    # ruleid: none-algorithm
    return jwt.decode(token, key, algorithms=["HS256", "none"])


def accepts_none_by_position(token: str, key: str) -> dict:
    # ruleid: none-algorithm
    return jwt.decode(token, key, ["None", "HS256"])


def accepts_none_by_constant(token: str, key: str) -> dict:
    # ruleid: none-algorithm
    return jwt.decode(token, key, algorithms=ALGORITHMS)


def accepts_any(token: str, key: str) -> dict:
    # ruleid: none-algorithm
    return jose_jwt.decode(token, key, algorithms=None)


def accepts_none_by_authlib(token: str, key: str) -> dict:
    # ruleid: none-algorithm
    return JsonWebToken(["RS256", "none"]).decode(token, key)


def makes(claims: dict) -> str:
    # ruleid: none-algorithm
    return jwt.encode(claims, "", algorithm="none")


def makes_without(claims: dict) -> str:
    # ruleid: none-algorithm
    return jwt.encode(claims, None, algorithm=None)


def one_algorithm(token: str, key: str) -> dict:
    # ok: none-algorithm
    return jwt.decode(token, key, algorithms=["RS256"])


def one_algorithm_by_constant(token: str, key: str) -> dict:
    # ok: none-algorithm
    return jwt.decode(token, key, algorithms=STRICT)


def by_setting(token: str, key: str) -> dict:
    # ok: none-algorithm
    return jwt.decode(token, key, algorithms=[settings.algorithm])


def signs(claims: dict, key: str) -> str:
    # ok: none-algorithm
    return jwt.encode(claims, key, algorithm="ES256")


def is_refused(header: dict) -> bool:
    # ok: none-algorithm
    return header["alg"].lower() == "none"


def no_token_at_all(image, data: bytes) -> bytes:
    # ok: none-algorithm
    return image.encode(data, algorithm="none")
