import os
import re
from pathlib import Path

import jwt
from sqlalchemy import select, text

from app.models import Key
from app.settings import keys


def from_file(token: str) -> dict:
    kid = jwt.get_unverified_header(token)["kid"]
    # ruleid: kid-in-path-or-query
    with open(f"/etc/keys/{kid}.pem") as file:
        return jwt.decode(token, file.read(), algorithms=["RS256"])


def from_path(token: str) -> dict:
    header = jwt.get_unverified_header(token)
    # ruleid: kid-in-path-or-query
    key = Path("/etc/keys", header["kid"]).read_text()
    return jwt.decode(token, key, algorithms=["RS256"])


def from_joined_path(token: str) -> str:
    header = jwt.get_unverified_header(token)
    kid = header.get("kid")
    # ruleid: kid-in-path-or-query
    return os.path.join("/etc/keys", kid)


def from_table(token: str, cursor) -> dict:
    kid = jwt.get_unverified_header(token).get("kid")
    # ruleid: kid-in-path-or-query
    cursor.execute("SELECT key FROM keys WHERE kid = '%s'" % kid)
    return jwt.decode(token, cursor.fetchone()[0], algorithms=["HS256"])


def from_session(token: str, session) -> str:
    header = jwt.get_unverified_header(token)
    # ruleid: kid-in-path-or-query
    return session.scalar(text(f"SELECT key FROM keys WHERE kid = '{header['kid']}'"))


def from_mapping(token: str) -> dict:
    kid = jwt.get_unverified_header(token)["kid"]
    # ok: kid-in-path-or-query
    return jwt.decode(token, keys[kid], algorithms=["RS256"])


def from_table_by_parameter(token: str, cursor) -> dict:
    kid = jwt.get_unverified_header(token)["kid"]
    # ok: kid-in-path-or-query
    cursor.execute("SELECT key FROM keys WHERE kid = %s", (kid,))
    return jwt.decode(token, cursor.fetchone()[0], algorithms=["HS256"])


def from_model(token: str, session) -> Key:
    kid = jwt.get_unverified_header(token)["kid"]
    # ok: kid-in-path-or-query
    return session.scalar(select(Key).where(Key.kid == kid))


def from_file_checked(token: str) -> dict:
    kid = jwt.get_unverified_header(token)["kid"]
    if not re.fullmatch(r"[a-z0-9]{8,64}", kid):
        raise jwt.InvalidTokenError
    # ok: kid-in-path-or-query
    with open(f"/etc/keys/{kid}.pem") as file:
        return jwt.decode(token, file.read(), algorithms=["RS256"])


def from_known_file(token: str) -> dict:
    kid = jwt.get_unverified_header(token)["kid"]
    if kid not in keys:
        raise jwt.InvalidTokenError
    # ok: kid-in-path-or-query
    return jwt.decode(token, Path("/etc/keys", kid).read_text(), algorithms=["RS256"])
