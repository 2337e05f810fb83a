import jwt
from jose import jws
from jose import jwt as jose_jwt

from app.keys import public_key, settings

ALGORITHMS = {"RS256", "ES256"}
BOTH = ["RS256", "HS256"]


def direct(token: str) -> dict:
    # ruleid: algorithm-from-token
    return jwt.decode(token, public_key, algorithms=[jwt.get_unverified_header(token)["alg"]])


def by_variable(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    # ruleid: algorithm-from-token
    return jwt.decode(token, public_key, algorithms=[header["alg"]])


def by_get(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    alg = header.get("alg", "HS256")
    # ruleid: algorithm-from-token
    return jwt.decode(token, public_key, [alg], audience="orders")


def by_jose(token: str) -> dict:
    header = jose_jwt.get_unverified_header(token)
    # ruleid: algorithm-from-token
    return jose_jwt.decode(token, public_key, algorithms=header["alg"])


def by_jws(token: str) -> bytes:
    header = jws.get_unverified_header(token)
    # ruleid: algorithm-from-token
    return jws.verify(token, public_key, header["alg"])


def mixed(token: str) -> dict:
    # ruleid: algorithm-from-token-mixed
    return jwt.decode(token, public_key, algorithms=["HS256", "RS256"])


def mixed_by_constant(token: str) -> dict:
    # ruleid: algorithm-from-token-mixed
    return jwt.decode(token, public_key, algorithms=BOTH)


def pinned(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    key = settings.keys[header["kid"]]
    # ok: algorithm-from-token
    return jwt.decode(token, key, algorithms=["RS256"])


def checked(token: str) -> dict:
    alg = jwt.get_unverified_header(token)["alg"]
    if alg not in ALGORITHMS:
        raise jwt.InvalidAlgorithmError
    # ok: algorithm-from-token
    return jwt.decode(token, public_key, algorithms=[alg])


def algorithm_of_the_key(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    key = settings.keys[header["kid"]]
    # ok: algorithm-from-token
    return jwt.decode(token, key.public, algorithms=[key.algorithm])


def one_family(token: str) -> dict:
    # ok: algorithm-from-token-mixed
    return jwt.decode(token, public_key, algorithms=["RS256", "RS512", "ES256"])


def one_secret(token: str) -> dict:
    # ok: algorithm-from-token-mixed
    return jwt.decode(token, settings.secret, algorithms=["HS256", "HS512"])
