import os
import secrets
from os import environ, getenv
from pathlib import Path

import environ as django_environ
import jwt
from fastapi import FastAPI
from flask import Flask
from jose import jwt as jose_jwt
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings
from starlette.middleware.sessions import SessionMiddleware

from app.settings import settings

env = django_environ.Env()
app = Flask(__name__)
api = FastAPI()
MINE = "correct horse"
PUBLIC = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----"


def issue(user) -> str:
    # ruleid: hard-coded-signing-key
    return jwt.encode({"sub": user.id, "exp": user.until}, "battery staple", algorithm="HS256")


def issue_by_constant(user) -> str:
    # ruleid: hard-coded-signing-key
    return jose_jwt.encode({"sub": user.id, "exp": user.until}, key=MINE, algorithm="HS256")


def read(token: str) -> dict:
    # ruleid: hard-coded-signing-key
    return jwt.decode(token, MINE, algorithms=["HS256"])


# ruleid: hard-coded-signing-key
api.add_middleware(SessionMiddleware, secret_key="correct-horse")
# ruleid: hard-coded-signing-key-flask
app.secret_key = "correct-horse"
# ruleid: hard-coded-signing-key-flask
app.config["JWT_SECRET_KEY"] = "correct-horse"
# ruleid: hard-coded-signing-key-update
app.config.update(DEBUG=False, SECRET_KEY="correct-horse")
# ruleid: hard-coded-signing-key-setting
SECRET_KEY = "correct-horse"


class Production:
    # ruleid: hard-coded-signing-key-setting
    SECRET_KEY = "correct-horse"


# ruleid: hard-coded-signing-key-default
SECRET = os.getenv("SECRET_KEY", "changeme")
# ruleid: hard-coded-signing-key-default
SECRET = environ.get("JWT_SECRET", "changeme")
# ruleid: hard-coded-signing-key-default
SECRET = getenv("MY_APP_SECRET_KEY") or "changeme"
# ruleid: hard-coded-signing-key-default
SECRET = env("DJANGO_SECRET_KEY", default="changeme")


class Settings(BaseSettings):
    # ruleid: hard-coded-signing-key-model
    SECRET_KEY: str = "changeme"
    # ruleid: hard-coded-signing-key-model
    jwt_secret: str = Field(default="changeme")
    # ruleid: hard-coded-signing-key-model
    session_secret: SecretStr = SecretStr("changeme")
    # ok: hard-coded-signing-key-model
    signing_key: str = Field(min_length=32)
    # ok: hard-coded-signing-key-model
    secret_key: str = secrets.token_urlsafe(32)
    # ok: hard-coded-signing-key-model
    algorithm: str = "HS256"
    # ok: hard-coded-signing-key-model
    jwt_key: str = ""


class DevelopmentConfig:
    # ok: hard-coded-signing-key-setting
    SECRET_KEY = "dev"


def issue_with_setting(user) -> str:
    # ok: hard-coded-signing-key
    return jwt.encode({"sub": user.id, "exp": user.until}, settings.key, algorithm="RS256")


def read_with_public_key(token: str) -> dict:
    # ok: hard-coded-signing-key
    return jwt.decode(token, PUBLIC, algorithms=["ES256"])


# ok: hard-coded-signing-key-flask
app.secret_key = os.environ["SECRET_KEY"]
# ok: hard-coded-signing-key-flask
app.config["SECRET_KEY"] = Path("/run/secrets/key").read_text()
# ok: hard-coded-signing-key-default
SECRET = os.getenv("SECRET_KEY", "")
# ok: hard-coded-signing-key-default
SECRET = os.environ.get("SECRET_KEY", secrets.token_hex())
# ok: hard-coded-signing-key-default
BUCKET_KEY = os.getenv("AWS_SECRET_KEY", "minio123")
# ok: hard-coded-signing-key-setting
JWT_SECRET_KEY = "JWT_SECRET_KEY"
# ok: hard-coded-signing-key-setting
SECRET_KEY = "/run/secrets/key"
# ok: hard-coded-signing-key-setting
PUBLIC_KEY = "correct-horse"

if settings.testing:
    # ok: hard-coded-signing-key-setting
    SECRET_KEY = "for tests"
