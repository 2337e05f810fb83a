from django.http import HttpResponse
from fastapi import Response
from flask import Flask, make_response

from app.settings import settings

app = Flask(__name__)
# ruleid: insecure-cookie-setting
app.config["SESSION_COOKIE_SECURE"] = False
# ruleid: insecure-cookie-setting
app.config.update(SESSION_COOKIE_HTTPONLY=False, SESSION_COOKIE_SAMESITE="Lax")
# ruleid: insecure-cookie-setting
SESSION_COOKIE_HTTPONLY = False
# ok: insecure-cookie-setting
SESSION_COOKIE_SECURE = not settings.debug
# ok: insecure-cookie-setting
CSRF_COOKIE_HTTPONLY = False
# ok: insecure-cookie-setting
app.config["SESSION_COOKIE_SECURE"] = True


class DefaultConfig:
    # ok: insecure-cookie-setting
    SESSION_COOKIE_SECURE = False


def log_in(response: Response, token: str) -> None:
    # ruleid: insecure-cookie
    response.set_cookie("access_token", token, httponly=True, secure=False)
    # ruleid: insecure-cookie
    response.set_cookie(key="session", value=token, httponly=False, secure=True)
    # ruleid: insecure-cookie
    response.set_cookie("session_id", token)
    # ruleid: insecure-cookie
    response.set_cookie(key="jwt", value=token, httponly=True, max_age=3600)


def log_in_by_header(token: str):
    response = make_response("")
    # ruleid: insecure-cookie-header
    response.headers["Set-Cookie"] = f"session={token}; Path=/; HttpOnly"
    return response


def log_in_well(response: Response, token: str) -> None:
    # ok: insecure-cookie
    response.set_cookie("session", token, httponly=True, secure=True, samesite="lax")
    # ok: insecure-cookie
    response.set_cookie("session", token, httponly=True, secure=settings.secure)
    # ok: insecure-cookie
    response.set_cookie("session", token, **settings.cookie)
    # ok: insecure-cookie
    response.set_cookie("theme", "dark")
    # ok: insecure-cookie
    response.set_cookie("csrf_token", token, secure=True)
    # ok: insecure-cookie
    response.set_cookie("session", "", max_age=0)
    # ok: insecure-cookie-header
    response.headers["Set-Cookie"] = f"session={token}; Path=/; HttpOnly; Secure"


def choose(theme: str) -> HttpResponse:
    response = HttpResponse()
    # ok: insecure-cookie
    response.set_cookie("theme", theme, secure=False)
    # ok: insecure-cookie-header
    response.headers["Set-Cookie"] = f"theme={theme}"
    return response
