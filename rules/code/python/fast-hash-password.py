import hashlib
from hashlib import md5

import bcrypt
from passlib.context import CryptContext
from werkzeug.security import generate_password_hash

from app.models import User

# ruleid: fast-hash-password-scheme
context = CryptContext(schemes=["hex_sha256"])
# ok: fast-hash-password-scheme
context = CryptContext(schemes=["argon2", "md5_crypt"], deprecated="auto")
# ok: fast-hash-password-scheme
context = CryptContext(schemes=["bcrypt"], deprecated="auto")
# ruleid: fast-hash-password-scheme
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# ok: fast-hash-password-scheme
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"]


def sign_up(user: User, password: str, salt: str) -> None:
    # ruleid: fast-hash-password
    user.password = hashlib.sha256(password.encode()).hexdigest()
    # ruleid: fast-hash-password
    user.old = md5(password.encode("utf-8")).hexdigest()
    # ruleid: fast-hash-password
    user.salted = hashlib.sha512((salt + password).encode()).hexdigest()
    # ruleid: fast-hash-password-scheme
    user.other = generate_password_hash(password, method="sha256")


def log_in(name: str, password: str) -> bool:
    user = User.by_name(name)
    # ruleid: fast-hash-password-plain
    return user.password == password


def log_in_by_body(body) -> bool:
    user = User.by_name(body.name)
    # ruleid: fast-hash-password-plain
    if user.password != body.password:
        return False
    return True


def log_in_by_dictionary(request_data: dict) -> bool:
    user = User.by_name(request_data["name"])
    # ruleid: fast-hash-password-plain
    return bool(user and request_data.get("password") == user.password)


def sign_up_well(user: User, password: str) -> None:
    # ok: fast-hash-password
    user.password = bcrypt.hashpw(hashlib.sha256(password.encode()).digest(), bcrypt.gensalt())
    # ok: fast-hash-password-scheme
    user.other = generate_password_hash(password, method="scrypt")


def is_pwned(password: str) -> bool:
    # ok: fast-hash-password
    digest = hashlib.sha1(password.encode()).hexdigest()
    return User.leaked(digest[:5])


def repeated(form) -> bool:
    # ok: fast-hash-password-plain
    return form.password == form.repeated


def checksum(data: bytes) -> str:
    # ok: fast-hash-password
    return hashlib.sha256(data).hexdigest()


def log_in_well(user: User, password: str) -> bool:
    # ok: fast-hash-password-plain
    return user.check_password(password)
