import random
import secrets
import string

import pyotp
from django.utils.crypto import get_random_string


def send(user) -> None:
    # ruleid: short-one-time-code
    otp = random.randint(1000, 9999)
    # ruleid: short-one-time-code
    user.verification_code = secrets.SystemRandom().randint(0, 9999)
    # ruleid: short-one-time-code-digits
    pin = get_random_string(4, "0123456789")
    # ruleid: short-one-time-code-digits
    login_code = "".join(random.choices(string.digits, k=4))
    # ruleid: short-one-time-code-digits
    sms_code = "".join(secrets.choice(string.digits) for _ in range(5))
    # ruleid: short-one-time-code-below
    reset_code = f"{secrets.randbelow(10000):04d}"
    # ruleid: short-one-time-code-totp
    totp = pyotp.TOTP(user.secret, digits=4)
    user.send(otp, pin, login_code, sms_code, reset_code, totp)


def generate_otp() -> int:
    # ruleid: short-one-time-code
    return random.randint(1000, 9999)


def send_well(user) -> None:
    # ok: short-one-time-code
    otp = secrets.SystemRandom().randint(100000, 999999)
    # ok: short-one-time-code-digits
    pin = get_random_string(6, "0123456789")
    # ok: short-one-time-code-digits
    login_code = f"{secrets.randbelow(1_000_000):06d}"
    # ok: short-one-time-code-totp
    totp = pyotp.TOTP(user.secret, digits=6)
    # ok: short-one-time-code
    delay = random.randint(1000, 9999)
    # ok: short-one-time-code-digits
    suffix = "".join(random.choices(string.digits, k=4))
    user.send(otp, pin, login_code, totp, delay, suffix)
