from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask, request
from flask_cors import CORS, cross_origin
from starlette.middleware import Middleware

from app.settings import settings

app = FastAPI()
flask_app = Flask(__name__)
ANY = ["*"]

# ruleid: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"])
# ruleid: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_credentials=True, allow_origins=["*"])
# ruleid: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=ANY, allow_credentials=True)
# ruleid: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origin_regex="https?://.*", allow_credentials=True)
# ruleid: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origin_regex=".*", allow_credentials=True)
# ruleid: cors-any-origin-with-credentials
wanted = [Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], allow_credentials=True)]
# ruleid: cors-any-origin-with-credentials
CORS(flask_app, supports_credentials=True)
# ruleid: cors-any-origin-with-credentials
CORS(flask_app, origins="*", supports_credentials=True)
# ruleid: cors-any-origin-with-credentials
CORS(flask_app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)
# ruleid: cors-any-origin-with-credentials
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = True


@flask_app.get("/me")
# ruleid: cors-any-origin-with-credentials
@cross_origin(supports_credentials=True)
def me():
    return {}


@flask_app.after_request
def reflect(response):
    # ruleid: cors-any-origin-with-credentials-reflected
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


# ok: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
# ok: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example.com"], allow_credentials=True)
# ok: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True)
# ok: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)
# ok: cors-any-origin-with-credentials
app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*\.example\.com", allow_credentials=True)
# ok: cors-any-origin-with-credentials
CORS(flask_app)
# ok: cors-any-origin-with-credentials
CORS(flask_app, origins=settings.origins, supports_credentials=True)


def allow(response):
    origin = request.headers.get("Origin")
    if origin in settings.origins:
        # ok: cors-any-origin-with-credentials-reflected
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


def allow_without_cookies(response):
    # ok: cors-any-origin-with-credentials-reflected
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    return response
