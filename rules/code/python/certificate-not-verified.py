import ssl
import urllib.request

import aiohttp
import httpx
import requests
import urllib3
from requests import Session, get

from app.settings import settings

# ruleid: certificate-not-verified
ssl._create_default_https_context = ssl._create_unverified_context


def orders() -> dict:
    # ruleid: certificate-not-verified
    return requests.get("https://orders.example.com", verify=False, timeout=5).json()


def orders_by_name(url: str) -> dict:
    # ruleid: certificate-not-verified
    return get(url, timeout=5, verify=False).json()


def by_session(url: str) -> dict:
    session = Session()
    # ruleid: certificate-not-verified
    session.verify = False
    return session.get(url).json()


def by_session_and_call(url: str) -> dict:
    with requests.Session() as session:
        # ruleid: certificate-not-verified
        return session.post(url, json={}, verify=False).json()


async def by_httpx(url: str) -> dict:
    # ruleid: certificate-not-verified
    async with httpx.AsyncClient(base_url=url, verify=False) as client:
        return (await client.get("/orders")).json()


async def by_aiohttp(url: str) -> dict:
    # ruleid: certificate-not-verified
    connector = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession(connector=connector) as session:
        # ruleid: certificate-not-verified
        async with session.get(url, ssl=False) as response:
            return await response.json()


def by_urllib3(url: str) -> bytes:
    # ruleid: certificate-not-verified
    pool = urllib3.PoolManager(cert_reqs="CERT_NONE")
    return pool.request("GET", url).data


def by_context(url: str) -> bytes:
    context = ssl.create_default_context()
    context.check_hostname = False
    # ruleid: certificate-not-verified
    context.verify_mode = ssl.CERT_NONE
    return urllib.request.urlopen(url, context=context).read()


def by_private_context(url: str) -> bytes:
    # ruleid: certificate-not-verified
    return urllib.request.urlopen(url, context=ssl._create_unverified_context()).read()


def own_authority(url: str) -> dict:
    # ok: certificate-not-verified
    return requests.get(url, verify="/etc/ssl/internal.pem", timeout=5).json()


def as_configured(url: str) -> dict:
    # ok: certificate-not-verified
    return requests.get(url, verify=settings.verify, timeout=5).json()


def as_asked(url: str, insecure: bool) -> bytes:
    context = ssl.create_default_context()
    if insecure:
        # ok: certificate-not-verified
        context.verify_mode = ssl.CERT_NONE
    return urllib.request.urlopen(url, context=context).read()


def by_mode(mode: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    # ok: certificate-not-verified
    context.verify_mode = ssl.CERT_NONE
    if mode == "verify-ca":
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def verified(url: str) -> bytes:
    context = ssl.create_default_context()
    # ok: certificate-not-verified
    context.verify_mode = ssl.CERT_REQUIRED
    return urllib.request.urlopen(url, context=context).read()


def of_another_kind(user) -> None:
    # ok: certificate-not-verified
    user.get("address", verify=False)
    # ok: certificate-not-verified
    user.verify = False
