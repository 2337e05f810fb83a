import ipaddress

from django.core.cache import cache
from fastapi import Request
from flask import abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_ipaddr, get_remote_address

from app.settings import settings

# ruleid: identity-from-forwarded-for-key
limiter = Limiter(key_func=lambda: request.headers.get("X-Forwarded-For", request.remote_addr))
# ruleid: identity-from-forwarded-for-key
limiter = Limiter(key_func=get_ipaddr)
# ok: identity-from-forwarded-for-key
limiter = Limiter(key_func=get_remote_address)


def rate_limit_key(incoming: Request) -> str:
    # ruleid: identity-from-forwarded-for-key
    return incoming.headers.get("x-real-ip") or incoming.client.host


def offices_only():
    address = request.headers.get("X-Forwarded-For", "").split(",")[0]
    # ruleid: identity-from-forwarded-for
    if address not in settings.offices:
        abort(403)


def cron_only(incoming):
    # ruleid: identity-from-forwarded-for
    if incoming.META["HTTP_X_REAL_IP"] == settings.cron_host:
        return True
    return False


def throttle(incoming) -> bool:
    forwarded = incoming.META.get("HTTP_X_FORWARDED_FOR")
    # ruleid: identity-from-forwarded-for
    return cache.get(f"tries:{forwarded}", 0) < 5


def logged(incoming, logger) -> None:
    # ok: identity-from-forwarded-for
    logger.info("from %s", incoming.META.get("HTTP_X_FORWARDED_FOR"))


def direct() -> None:
    # ok: identity-from-forwarded-for
    if request.remote_addr not in settings.offices:
        abort(403)


def is_several(incoming) -> bool:
    forwarded = incoming.META.get("HTTP_X_FORWARDED_FOR", "")
    # ok: identity-from-forwarded-for
    return "," in forwarded


def with_port(incoming) -> bool:
    forwarded = incoming.META["HTTP_X_FORWARDED_FOR"].split(",")[0]
    # ok: identity-from-forwarded-for
    return forwarded.count(":") == 1


def is_there(incoming) -> bool:
    forwarded = incoming.META.get("HTTP_X_FORWARDED_FOR", "")
    # ok: identity-from-forwarded-for
    return forwarded != ""


def client_address(incoming: Request) -> str:
    # ok: identity-from-forwarded-for-key
    return incoming.headers.get("X-Forwarded-For", incoming.client.host)


def kept(incoming, user) -> None:
    # ok: identity-from-forwarded-for
    user.last_address = ipaddress.ip_address(incoming.META["HTTP_X_REAL_IP"])
