import httpx
import requests

ORDERS = "http://orders:8080/orders"


def orders() -> dict:
    # ruleid: call-without-credential
    return requests.get(ORDERS, timeout=5).json()


def order(number: int) -> dict:
    # ruleid: call-without-credential
    return requests.post(f"http://orders.shop.svc.cluster.local/orders/{number}", json={}, timeout=5).json()


def stock() -> dict:
    # ruleid: call-without-credential
    return httpx.get("https://stock.shop.svc:8443/stock").json()


def with_token(token: str) -> dict:
    # ok: call-without-credential
    return requests.get(ORDERS, headers={"Authorization": token}, timeout=5).json()


def with_certificate() -> dict:
    # ok: call-without-credential
    return requests.get("https://stock.shop.svc/stock", cert=("a.pem", "a.key"), timeout=5).json()


def outside() -> dict:
    # ok: call-without-credential
    return requests.get("https://rates.example.com/rates", timeout=5).json()


def on_this_machine() -> dict:
    # ok: call-without-credential
    return requests.get("http://localhost:8080/orders", timeout=5).json()


def is_up() -> bool:
    # ok: call-without-credential
    return requests.get("http://orders:8080/health", timeout=5).ok
