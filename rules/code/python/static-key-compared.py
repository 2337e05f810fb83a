import hmac
import os
import secrets
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException
from flask import abort, current_app, request

from app.models import Client
from app.settings import API_KEY, settings

app = FastAPI()


def flask_guard() -> None:
    # ruleid: static-key-compared
    if request.headers.get("X-API-Key") != current_app.config["API_KEY"]:
        abort(401)


def environment_guard() -> None:
    given = request.headers["X-Api-Key"]
    # ruleid: static-key-compared
    if given != os.environ["API_KEY"]:
        abort(401)


async def fastapi_guard(x_api_key: str = Header()) -> None:
    # ruleid: static-key-compared
    if x_api_key != API_KEY:
        raise HTTPException(status_code=401)


async def in_constant_time(x_api_key: Annotated[str, Header()]) -> None:
    # ruleid: static-key-compared
    if not secrets.compare_digest(x_api_key, settings.api_key):
        raise HTTPException(status_code=401)


def django_guard(incoming) -> bool:
    # ruleid: static-key-compared
    return hmac.compare_digest(incoming.META["HTTP_X_API_KEY"], settings.INTERNAL_KEY)


async def one_for_each(x_api_key: str = Header(), x_client: str = Header()) -> Client:
    client = await Client.get(x_client)
    # ok: static-key-compared
    if not client or not secrets.compare_digest(client.key, x_api_key):
        raise HTTPException(status_code=401)
    return client


async def looked_up(x_api_key: str = Header()) -> Client:
    # ok: static-key-compared
    return await Client.by_key(x_api_key)


def version() -> bool:
    # ok: static-key-compared
    return request.headers.get("X-Version") == settings.version


def is_there() -> bool:
    # ok: static-key-compared
    return request.headers.get("X-API-Key") is not None
