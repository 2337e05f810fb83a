import httpx
import requests
from requests.auth import HTTPBasicAuth

from app.settings import settings


def orders(token: str) -> dict:
    # ruleid: credential-over-unverified-connection
    return requests.get(settings.url, headers={"Authorization": f"Bearer {token}"}, verify=False, timeout=5).json()


def orders_by_key() -> dict:
    headers = {"Accept": "application/json", "X-API-Key": settings.key}
    # ruleid: credential-over-unverified-connection
    return requests.post(settings.url, verify=False, json={}, headers=headers).json()


def client(token: str) -> httpx.Client:
    # ruleid: credential-over-unverified-connection
    return httpx.Client(verify=False, headers={"authorization": token})


def by_password() -> dict:
    # ruleid: credential-over-unverified-connection-basic
    return requests.get(settings.url, auth=(settings.user, settings.password), verify=False).json()


def by_password_object(session: requests.Session) -> dict:
    # ruleid: credential-over-unverified-connection-basic
    return session.get(settings.url, verify=False, auth=HTTPBasicAuth("reader", settings.password)).json()


def verified(token: str) -> dict:
    # ok: credential-over-unverified-connection
    return requests.get(settings.url, headers={"Authorization": f"Bearer {token}"}, timeout=5).json()


def own_authority(token: str) -> dict:
    # ok: credential-over-unverified-connection
    return requests.get(settings.url, headers={"Authorization": token}, verify=settings.authority).json()


def nothing_secret() -> dict:
    # ok: credential-over-unverified-connection
    return requests.get(settings.url, headers={"Accept": "application/json"}, verify=False).json()


def no_password() -> dict:
    # ok: credential-over-unverified-connection-basic
    return requests.get(settings.url, auth=None, verify=False).json()


def verified_by_password() -> dict:
    # ok: credential-over-unverified-connection-basic
    return requests.get(settings.url, auth=(settings.user, settings.password), verify=True).json()
