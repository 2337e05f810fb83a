import hmac
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request
from flask import g, request

from app.models import User
from app.settings import settings

app = FastAPI()


def load_user():
    # ruleid: identity-from-gateway-header
    g.user = User.query.get(request.headers.get("X-User-Id"))


def load_user_by_key():
    # ruleid: identity-from-gateway-header
    g.user = User.query.filter_by(email=request.headers["X-Forwarded-Email"]).one()


def middleware(incoming):
    # ruleid: identity-from-gateway-header
    incoming.user = User.objects.get(username=incoming.META["HTTP_X_REMOTE_USER"])


async def roles(incoming: Request) -> list[str]:
    # ruleid: identity-from-gateway-header
    return incoming.headers.get("x-user-roles", "").split(",")


# ruleid: identity-from-gateway-header-parameter
async def current_user(x_user_id: str = Header()) -> User:
    return await User.get(x_user_id)


# ruleid: identity-from-gateway-header-parameter
async def current_email(x_forwarded_email: Annotated[str, Header()]) -> str:
    return x_forwarded_email


@app.get("/me")
async def me(user: Annotated[User, Depends(current_user)]) -> dict:
    return {"name": user.name}


def signed_by_the_gateway():
    expected = hmac.new(settings.gateway_key, request.headers["X-User-Id"].encode(), "sha256").hexdigest()
    if not hmac.compare_digest(expected, request.headers["X-User-Mac"]):
        raise PermissionError
    # ok: identity-from-gateway-header
    g.user = User.query.get(request.headers["X-User-Id"])


def request_id() -> str:
    # ok: identity-from-gateway-header
    return request.headers.get("X-Request-Id", "")


def by_the_server() -> str:
    # ok: identity-from-gateway-header
    return request.environ.get("REMOTE_USER", "")


def agent() -> str:
    # ok: identity-from-gateway-header
    return request.headers.get("User-Agent", "")


# ok: identity-from-gateway-header-parameter
async def trace(x_request_id: str = Header()) -> str:
    return x_request_id
