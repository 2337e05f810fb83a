import httpx
import requests
from fastapi import APIRouter, Request
from flask import Blueprint, request

from app.settings import SERVICES, settings

router = APIRouter()
views = Blueprint("views", __name__)


@views.get("/fetch")
def fetch():
    url = request.args["url"]
    # ruleid: authorization-forwarded
    return requests.get(url, headers={"Authorization": request.headers["Authorization"]}, timeout=5).text


@views.post("/relay")
def relay():
    target = request.json.get("target")
    # ruleid: authorization-forwarded
    return requests.post(target, json={}, headers=dict(request.headers)).text


@router.get("/proxy")
async def proxy(url: str, incoming: Request):
    token = incoming.headers.get("Authorization")
    async with httpx.AsyncClient() as client:
        # ruleid: authorization-forwarded
        return (await client.get(url, headers={"Authorization": token})).json()


@views.get("/orders")
def orders():
    # ok: authorization-forwarded
    return requests.get(settings.orders_url, headers={"Authorization": request.headers["Authorization"]}, timeout=5).text


@views.get("/anywhere")
def anywhere():
    # ok: authorization-forwarded
    return requests.get(request.args["url"], headers={"Accept": "text/html"}, timeout=5).text


@views.get("/service")
def service():
    url = SERVICES[request.args["service"]]
    # ok: authorization-forwarded
    return requests.get(url, headers={"Authorization": request.headers["Authorization"]}, timeout=5).text


@router.get("/allowed")
async def allowed(url: str, incoming: Request):
    if url not in settings.allowed_urls:
        raise ValueError(url)
    async with httpx.AsyncClient() as client:
        # ok: authorization-forwarded
        return (await client.get(url, headers={"Authorization": incoming.headers["Authorization"]})).json()


@router.get("/own")
async def own(url: str):
    async with httpx.AsyncClient() as client:
        # ok: authorization-forwarded
        return (await client.get(url, headers={"Authorization": settings.token})).json()
