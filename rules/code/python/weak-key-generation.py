import random
import secrets
import string
import uuid
from random import choice, randint

import numpy as np


class Account:
    def __init__(self) -> None:
        # ruleid: weak-key-generation
        self.api_key = "".join(random.choice(string.ascii_letters) for _ in range(32))
        # ok: weak-key-generation
        self.color = random.choice(["red", "green"])


def generate_token() -> str:
    # ruleid: weak-key-generation
    return "".join(random.choices(string.ascii_letters + string.digits, k=40))


def generate_otp() -> str:
    # ruleid: weak-key-generation
    return str(randint(100000, 999999))


def sign_up(user) -> None:
    # ruleid: weak-key-generation
    password = "".join(choice(string.printable) for _ in range(12))
    user.set_password(password)
    # ruleid: weak-key-generation
    reset_token = "%030x" % random.randrange(16**30)
    # ruleid: weak-key-generation
    session_id = str(uuid.uuid1())
    # ruleid: weak-key-generation
    secret_key = random.getrandbits(128)
    user.notify(reset_token, session_id, secret_key)


def well_made(user) -> None:
    # ok: weak-key-generation
    password = "".join(secrets.choice(string.printable) for _ in range(12))
    # ok: weak-key-generation
    session_id = str(uuid.uuid4())
    # ok: weak-key-generation
    api_key = secrets.token_urlsafe(32)
    # ok: weak-key-generation
    reset_token = "".join(random.SystemRandom().choice(string.hexdigits) for _ in range(32))
    user.keep(password, session_id, api_key, reset_token)


def noise() -> None:
    # ok: weak-key-generation
    token = random.choice(["<pad>", "<eos>"])
    # ok: weak-key-generation
    key = random.randint(0, 10)
    # ok: weak-key-generation
    seed = np.random.randint(0, 2**31)
    print(token, key, seed)


def get_random_row(rows: list):
    # ok: weak-key-generation
    return random.choice(rows)
