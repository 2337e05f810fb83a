import logging
import os

from flask import request

from app.masks import mask

log = logging.getLogger(__name__)
logger = log


def log_in(user, password: str, access_token: str) -> None:
    # ruleid: secret-in-log
    log.info("login of %s with %s", user.name, password)
    # ruleid: secret-in-log
    logger.debug(f"token {access_token}")
    # ruleid: secret-in-log
    logging.warning("key " + user.api_key)
    # ruleid: secret-in-log
    log.error("no answer with {}".format(user.client_secret))
    # ruleid: secret-in-log
    log.info("mailed %s" % user.reset_token)
    # ruleid: secret-in-log-header
    log.info("called with %s", request.headers)
    # ruleid: secret-in-log-header
    logger.debug(f"called with {dict(request.headers)}")
    # ruleid: secret-in-log-environment
    log.debug("started with %s", os.environ)


def log_in_quietly(user, password: str, access_token: str, password_expires_at: int) -> None:
    # ok: secret-in-log
    log.info("login of %s", user.name)
    # ok: secret-in-log
    log.info("password of %s changed", user.name)
    # ok: secret-in-log
    log.info("a password of %d characters", len(password))
    # ok: secret-in-log
    logger.debug(f"token {mask(access_token)}")
    # ok: secret-in-log
    log.info("until %s", password_expires_at)
    # ok: secret-in-log
    log.info("key %s", user.api_key_id)
    # ok: secret-in-log-header
    log.info("called by %s", request.headers.get("User-Agent"))
    # ok: secret-in-log
    user.write("password", password)
