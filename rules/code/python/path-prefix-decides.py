from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from flask import Flask, abort, request
from starlette.middleware.base import BaseHTTPMiddleware

from app.tokens import verify

app = FastAPI()
flask_app = Flask(__name__)


class Authentication(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        # ruleid: path-prefix-decides
        if request.url.path.startswith("/public"):
            return await call_next(request)
        if not verify(request.headers.get("Authorization")):
            return JSONResponse({}, status_code=401)
        return await call_next(request)


@app.middleware("http")
async def authenticate(request: Request, call_next):
    # ruleid: path-prefix-decides
    if request.method == "OPTIONS" or "/health" in request.url.path:
        return await call_next(request)
    if not verify(request.headers.get("Authorization")):
        return JSONResponse({}, status_code=401)
    return await call_next(request)


@flask_app.before_request
def log_in():
    # ruleid: path-prefix-decides
    if request.path.endswith(".js"):
        return None
    if not verify(request.headers.get("Authorization")):
        abort(401)
    return None


class Exact(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        # ok: path-prefix-decides
        if request.url.path in {"/health", "/login"}:
            return await call_next(request)
        # ok: path-prefix-decides
        if request.url.path.startswith("/public/"):
            return await call_next(request)
        if not verify(request.headers.get("Authorization")):
            return JSONResponse({}, status_code=401)
        return await call_next(request)


class Timing(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        # ok: path-prefix-decides
        if request.url.path.startswith("/metrics"):
            return await call_next(request)
        response = await call_next(request)
        response.headers["X-Time"] = "1"
        return response


class Welcome:
    def __call__(self, request):
        # ok: path-prefix-decides
        if request.path.startswith("/api"):
            return self.next(request)
        if request.user.is_authenticated and not request.user.seen:
            return self.redirect("/welcome")
        return self.next(request)


def is_script(request: Request) -> bool:
    # ok: path-prefix-decides
    if request.url.path.endswith(".js"):
        return True
    return False
