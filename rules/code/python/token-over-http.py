import httpx
import requests

from app.settings import settings

ORDERS = "http://orders.internal:8080/orders"
STOCK = "https://stock.internal/stock"


def orders(token: str) -> dict:
    # ruleid: token-over-http
    return requests.get("http://orders.internal/orders", headers={"Authorization": f"Bearer {token}"}, timeout=5).json()


def orders_by_constant(token: str) -> dict:
    # ruleid: token-over-http
    return requests.post(ORDERS, json={}, headers={"authorization": token}).json()


def orders_by_headers(order: int) -> dict:
    headers = {"X-API-Key": settings.key}
    # ruleid: token-over-http
    return requests.get(f"http://orders.shop.svc/{order}", headers=headers).json()


async def by_host(client: httpx.AsyncClient, host: str, token: str) -> dict:
    # ruleid: token-over-http
    return (await client.get(f"http://{host}/orders", headers={"Authorization": token})).json()


def by_password() -> dict:
    # ruleid: token-over-http-basic
    return requests.get("http://orders.internal/orders", auth=(settings.user, settings.password)).json()


def encrypted(token: str) -> dict:
    # ok: token-over-http
    return requests.get(STOCK, headers={"Authorization": token}, timeout=5).json()


def on_this_machine(token: str) -> dict:
    # ok: token-over-http
    return requests.get("http://localhost:8080/orders", headers={"Authorization": token}).json()


def on_this_machine_by_port(token: str, port: int) -> dict:
    # ok: token-over-http
    return requests.get(f"http://127.0.0.1:{port}/orders", headers={"Authorization": token}).json()


def nothing_secret() -> dict:
    # ok: token-over-http
    return requests.get("http://feeds.internal/orders.rss", headers={"Accept": "text/xml"}).json()


def as_configured(token: str) -> dict:
    # ok: token-over-http
    return requests.get(f"{settings.url}/orders", headers={"Authorization": token}).json()


def encrypted_password() -> dict:
    # ok: token-over-http-basic
    return requests.get("https://orders.internal/orders", auth=(settings.user, settings.password)).json()
