import os

import requests
from authlib.oauth2.rfc6749 import grants
from oauthlib.oauth2 import BackendApplicationClient, LegacyApplicationClient, MobileApplicationClient, WebApplicationClient
from requests_oauthlib import OAuth2Session

from app.oauth import server
from app.settings import settings

# ruleid: weak-oauth-flow
session = OAuth2Session(client=MobileApplicationClient(client_id="shop"))
# ruleid: weak-oauth-flow
session = OAuth2Session(client=LegacyApplicationClient(client_id="shop"))
# ruleid: weak-oauth-flow
server.register_grant(grants.ImplicitGrant)
# ruleid: weak-oauth-flow-setting
OAUTH2_PROVIDER = {"SCOPES": {"read": "read"}, "PKCE_REQUIRED": False}
# ruleid: weak-oauth-flow-setting
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"


def log_in(user: str, password: str) -> dict:
    # ruleid: weak-oauth-flow
    return requests.post(
        settings.token_url,
        data={"grant_type": "password", "username": user, "password": password},
        timeout=5,
    ).json()


# ok: weak-oauth-flow
session = OAuth2Session(client=BackendApplicationClient(client_id="shop"))
# ok: weak-oauth-flow
session = OAuth2Session(client=WebApplicationClient(client_id="shop"), pkce="S256")
# ok: weak-oauth-flow
server.register_grant(grants.AuthorizationCodeGrant)
# ok: weak-oauth-flow-setting
OAUTH2_PROVIDER = {"SCOPES": {"read": "read"}, "PKCE_REQUIRED": True}

if settings.debug:
    # ok: weak-oauth-flow-setting
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"


def own_token() -> dict:
    # ok: weak-oauth-flow
    return requests.post(settings.token_url, data={"grant_type": "client_credentials"}, timeout=5).json()
