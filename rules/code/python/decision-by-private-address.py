import ipaddress

from fastapi import HTTPException, Request
from flask import abort, request

from app.settings import settings


def internal_only():
    # ruleid: decision-by-private-address
    if request.remote_addr != "127.0.0.1":
        abort(403)


def internal_network() -> bool:
    # ruleid: decision-by-private-address
    return request.remote_addr.startswith("10.")


async def local(incoming: Request) -> None:
    # ruleid: decision-by-private-address
    if incoming.client.host not in ("127.0.0.1", "::1"):
        raise HTTPException(status_code=403)


def is_staff(incoming) -> bool:
    # ruleid: decision-by-private-address
    return incoming.user.is_staff or incoming.META["REMOTE_ADDR"] in ["192.168.1.10"]


def is_private(incoming: Request) -> bool:
    # ruleid: decision-by-private-address-private
    return ipaddress.ip_address(incoming.client.host).is_private


def is_loopback(incoming) -> bool:
    address = ipaddress.ip_address(incoming.META["REMOTE_ADDR"])
    # ruleid: decision-by-private-address-private
    return address.is_loopback


def by_variable(incoming) -> bool:
    address = incoming.META.get("HTTP_X_FORWARDED_FOR") or incoming.META["REMOTE_ADDR"]
    # ruleid: decision-by-private-address
    if address.startswith("192.168."):
        return True
    return False


def own_address(server) -> bool:
    # ok: decision-by-private-address
    return server.bind == "127.0.0.1"


def target_of_a_webhook(host: str) -> bool:
    # ok: decision-by-private-address-private
    return ipaddress.ip_address(host).is_private


def public_address(incoming: Request) -> bool:
    # ok: decision-by-private-address
    return incoming.client.host == "203.0.113.7"


def kept(incoming, user) -> None:
    # ok: decision-by-private-address
    user.address = incoming.META["REMOTE_ADDR"]
    # ok: decision-by-private-address
    if user.host == "127.0.0.1":
        user.address = ""
