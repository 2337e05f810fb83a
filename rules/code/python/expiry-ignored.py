import datetime
from datetime import UTC, timedelta

import jwt
from jose import jwt as jose_jwt

from app.settings import settings

LIFETIME = 3650


def current_user(token: str) -> str:
    # ruleid: expiry-ignored
    return jwt.decode(token, settings.key, algorithms=["HS256"], options={"verify_exp": False})["sub"]


def current_user_by_jose(token: str) -> str:
    # ruleid: expiry-ignored
    claims = jose_jwt.decode(token, settings.key, algorithms=["RS256"], options={"verify_aud": True, "verify_exp": False})
    return claims["sub"]


def endless(user) -> str:
    # ruleid: expiry-ignored-endless
    return jwt.encode({"sub": str(user.id), "role": user.role}, settings.key, algorithm="HS256")


def endless_by_variable(user) -> str:
    payload = {"user_id": user.id}
    # ruleid: expiry-ignored-endless
    return jwt.encode(payload, settings.key, algorithm="HS256")


def ten_years(user) -> str:
    # ruleid: expiry-ignored-years
    return jwt.encode({"sub": user.id, "exp": datetime.datetime.now(UTC) + timedelta(days=LIFETIME)}, settings.key)


def a_year(user) -> str:
    claims = {"sub": user.id}
    # ruleid: expiry-ignored-years
    claims["exp"] = datetime.datetime.now(UTC) + datetime.timedelta(days=365)
    return jwt.encode(claims, settings.key, algorithm="HS256")


def verified(token: str) -> dict:
    # ok: expiry-ignored
    return jwt.decode(token, settings.key, algorithms=["HS256"], options={"verify_exp": True})


def refresh(token: str) -> str:
    # ok: expiry-ignored
    return jwt.decode(token, settings.key, algorithms=["HS256"], options={"verify_exp": False})["sub"]


def checked_here(token: str, now: int) -> dict:
    # ok: expiry-ignored
    claims = jwt.decode(token, settings.key, algorithms=["HS256"], options={"verify_exp": False})
    if claims["exp"] + settings.leeway < now:
        raise jwt.ExpiredSignatureError
    return claims


def fifteen_minutes(user, now) -> str:
    # ok: expiry-ignored-endless
    return jwt.encode({"sub": user.id, "exp": now + timedelta(minutes=15)}, settings.key)


def two_weeks(user, now) -> str:
    # ok: expiry-ignored-years
    return jwt.encode({"sub": user.id, "exp": now + timedelta(days=14)}, settings.key)


def added_later(user, now) -> str:
    payload = {"sub": user.id}
    payload["exp"] = now + timedelta(minutes=15)
    # ok: expiry-ignored-endless
    return jwt.encode(payload, settings.key, algorithm="HS256")


def others(user, claims: dict) -> str:
    # ok: expiry-ignored-endless
    return jwt.encode({"sub": user.id, **claims}, settings.key)


def no_session(image) -> str:
    # ok: expiry-ignored-endless
    return jwt.encode({"image": image.id, "width": 200}, settings.key)
