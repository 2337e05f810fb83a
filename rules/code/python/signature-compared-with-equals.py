import base64
import hashlib
import hmac

from flask import request

from app.settings import settings


def verify(body: bytes, given: str) -> bool:
    # ruleid: signature-compared-with-equals
    return hmac.new(settings.key, body, hashlib.sha256).hexdigest() == given


def verify_by_variable() -> bool:
    expected = hmac.new(settings.key, request.data, hashlib.sha256).hexdigest()
    # ruleid: signature-compared-with-equals
    if expected != request.headers["X-Signature"]:
        return False
    return True


def verify_with_prefix(body: bytes, given: str) -> bool:
    mac = hmac.new(settings.key, msg=body, digestmod=hashlib.sha256)
    expected = "sha256=" + mac.hexdigest()
    # ruleid: signature-compared-with-equals
    return given == expected


def verify_base64(body: bytes, given: str) -> bool:
    expected = base64.b64encode(hmac.new(settings.key, body, hashlib.sha256).digest()).decode()
    # ruleid: signature-compared-with-equals
    return given == expected


def verify_well(body: bytes, given: str) -> bool:
    expected = hmac.new(settings.key, body, hashlib.sha256).hexdigest()
    # ok: signature-compared-with-equals
    return hmac.compare_digest(expected, given)


def same_file(one: bytes, two: bytes) -> bool:
    # ok: signature-compared-with-equals
    return hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def long_enough(body: bytes, given: str) -> bool:
    expected = hmac.new(settings.key, body, hashlib.sha256).hexdigest()
    # ok: signature-compared-with-equals
    return len(given) == len(expected) and hmac.compare_digest(expected, given)
