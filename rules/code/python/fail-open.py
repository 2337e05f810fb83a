import logging

import jwt
from fastapi import Request
from starlette.middleware.base import BaseHTTPMiddleware

from app.permissions import policy
from app.settings import settings

log = logging.getLogger(__name__)


def verify_token(token: str) -> bool:
    # ruleid: fail-open
    try:
        jwt.decode(token, settings.key, algorithms=["HS256"])
        return True
    except Exception:
        log.exception("could not verify")
        return True


class Policy:
    def has_permission(self, request, view) -> bool:
        # ruleid: fail-open
        try:
            return policy.allows(request.user, view)
        except ConnectionError as error:
            log.warning("no answer: %s", error)
            return True

    def is_allowed(self, user) -> bool:
        # ok: fail-open
        try:
            return policy.allows(user)
        except ConnectionError:
            return False


class Tokens(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        # ruleid: fail-open-middleware
        try:
            request.state.user = jwt.decode(request.headers["Authorization"], settings.key, algorithms=["HS256"])
        except Exception:
            pass
        return await call_next(request)


class Strict(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        # ok: fail-open-middleware
        try:
            request.state.user = jwt.decode(request.headers["Authorization"], settings.key, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return self.refuse(request)
        return await call_next(request)


def is_token_expired(token: str) -> bool:
    # ok: fail-open
    try:
        jwt.decode(token, settings.key, algorithms=["HS256"])
        return False
    except jwt.ExpiredSignatureError:
        return True


def is_username_unique(name: str) -> bool:
    # ok: fail-open
    try:
        policy.user(name)
        return False
    except KeyError:
        return True


def is_json(text: str) -> bool:
    # ok: fail-open
    try:
        return policy.parse(text)
    except ValueError:
        return True


def optional_user(token: str):
    # ok: fail-open-middleware
    try:
        return jwt.decode(token, settings.key, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        pass
    return None
