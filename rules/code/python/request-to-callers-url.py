from urllib.parse import urlparse
from urllib.request import urlopen

import httpx
import requests
from fastapi import APIRouter
from flask import Blueprint, request
from pydantic import HttpUrl

from app.safety import check_url
from app.settings import HOSTS, settings

router = APIRouter()
views = Blueprint("views", __name__)


@views.get("/preview")
def preview():
    # ruleid: request-to-callers-url
    return requests.get(request.args["url"], timeout=5).text


@views.post("/import")
def load():
    target = request.get_json()["target"]
    # ruleid: request-to-callers-url
    return urlopen(target).read()


@router.post("/hooks/test")
async def hook(url: HttpUrl) -> int:
    async with httpx.AsyncClient() as client:
        # ruleid: request-to-callers-url
        return (await client.post(url, json={})).status_code


@router.get("/status")
async def status(host: str) -> int:
    # ruleid: request-to-callers-url
    return httpx.get(f"https://{host}/status").status_code


def picture(request):
    address = request.GET.get("picture")
    # ruleid: request-to-callers-url
    return requests.get(address, timeout=5).content


@router.get("/orders/{order}")
async def order(order: str) -> dict:
    # ok: request-to-callers-url
    return httpx.get(f"https://orders.example.com/{order}").json()


@router.get("/returns/{order}")
async def give_back(order: str) -> dict:
    # ok: request-to-callers-url
    return httpx.get(settings.url + "/" + order).json()


@views.get("/checked")
def checked():
    url = request.args["url"]
    check_url(url)
    # ok: request-to-callers-url
    return requests.get(url, timeout=5).text


@views.get("/allowed")
def allowed():
    url = request.args["url"]
    if urlparse(url).hostname not in settings.hosts:
        return "", 400
    # ok: request-to-callers-url
    return requests.get(url, timeout=5).text


@views.get("/named")
def named():
    # ok: request-to-callers-url
    return requests.get(HOSTS[request.args["host"]], timeout=5).text


@views.get("/search")
def search():
    # ok: request-to-callers-url
    return requests.get(settings.search, params={"q": request.args["q"]}, timeout=5).text
