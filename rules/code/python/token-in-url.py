import httpx
import requests
from django.http import HttpResponseRedirect
from fastapi.responses import RedirectResponse
from flask import redirect

from app.settings import settings


def orders(access_token: str) -> dict:
    # ruleid: token-in-url
    return requests.get(f"https://orders.example.com/orders?access_token={access_token}", timeout=5).json()


async def orders_by_client(client: httpx.AsyncClient, token: str) -> dict:
    # ruleid: token-in-url
    return (await client.get(f"{settings.url}/orders?page=1&jwt={token}")).json()


def exchange(code: str) -> dict:
    # ruleid: token-in-url-params
    return requests.post(settings.token_url, params={"code": code, "client_secret": settings.secret}, timeout=5).json()


def back(token: str):
    # ruleid: token-in-url-redirect
    return redirect(f"{settings.site}/welcome?access_token={token}")


def back_with_fragment(token: str):
    # ruleid: token-in-url-redirect
    return RedirectResponse(url=f"{settings.site}/#id_token={token}", status_code=303)


def django_back(token: str):
    # ruleid: token-in-url-redirect
    return HttpResponseRedirect(f"/welcome?jwt={token}")


def well(access_token: str) -> dict:
    # ok: token-in-url
    return requests.get("https://orders.example.com/orders", headers={"Authorization": f"Bearer {access_token}"}).json()


def page(page_token: str) -> dict:
    # ok: token-in-url
    return requests.get(f"https://orders.example.com/orders?page_token={page_token}", timeout=5).json()


def exchange_well(code: str) -> dict:
    # ok: token-in-url-params
    return requests.post(settings.token_url, data={"code": code, "client_secret": settings.secret}, timeout=5).json()


def back_well(code: str):
    # ok: token-in-url-redirect
    return redirect(f"{settings.site}/welcome?code={code}")
