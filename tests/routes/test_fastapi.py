"""FastAPI: full paths, and who may call."""

import pytest
from reading import guards, read, seen

AUTH = """
from fastapi import Depends, FastAPI, APIRouter, HTTPException, Security, Request, Header
from fastapi.security import OAuth2PasswordBearer, HTTPBearer, APIKeyHeader
import jwt
bearer = OAuth2PasswordBearer(tokenUrl="token")
app = FastAPI()
def user(token: str = Depends(bearer)):
    try:
        return jwt.decode(token, "k", algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401)
"""

CASES = {
    "a parameter": ("@app.get('/x')\ndef f(me=Depends(user)): ...", "guarded"),
    "the route's dependencies": ("@app.get('/x', dependencies=[Depends(user)])\ndef f(): ...", "guarded"),
    "nothing": ("@app.get('/x')\ndef f(): ...", "public"),
    "Annotated under a name": (
        "from typing import Annotated\nMe = Annotated[dict, Depends(user)]\n@app.get('/x')\ndef f(me: Me): ...",
        "guarded",
    ),
    "Security with scopes": ("@app.get('/x')\ndef f(me=Security(user, scopes=['read'])): ...", "guarded"),
    "a dependency of a dependency": (
        "def admin(me=Depends(user)): return me\n@app.get('/x')\ndef f(me=Depends(admin)): ...",
        "guarded",
    ),
    "a scheme alone, which verifies nothing": (
        "@app.get('/x', dependencies=[Depends(bearer)])\ndef f(): ...",
        "unknown",
    ),
    "a token that is optional": (
        "maybe = HTTPBearer(auto_error=False)\n"
        "def perhaps(t=Depends(maybe)):\n    if t is None:\n        return None\n"
        "    try:\n        return jwt.decode(t, 'k')\n    except jwt.InvalidTokenError:\n        raise HTTPException(401)\n"
        "@app.get('/x')\ndef f(me=Depends(perhaps)): ...",
        "public",
    ),
    "no error of the scheme, and a refusal of one's own": (
        "maybe = HTTPBearer(auto_error=False)\n"
        "def strict(t=Depends(maybe)):\n    if t is None:\n        raise HTTPException(401)\n    return t\n"
        "@app.get('/x')\ndef f(me=Depends(strict)): ...",
        "guarded",
    ),
    "a signature that is not verified": (
        "def lax(t=Depends(HTTPBearer(auto_error=False))):\n"
        "    return jwt.decode(t, options={'verify_signature': False})\n"
        "@app.get('/x')\ndef f(me=Depends(lax)): ...",
        "public",
    ),
    "a header that is compared": (
        "def key(x_api_key: str = Header()):\n    if x_api_key != 'k':\n        raise HTTPException(403)\n"
        "@app.get('/x')\ndef f(_=Depends(key)): ...",
        "guarded",
    ),
    "a switch in front of the check": (
        "from settings import DISABLED\n"
        "def key(x_api_key: str = Header()):\n    if DISABLED:\n        return\n"
        "    if x_api_key != 'k':\n        raise HTTPException(403)\n"
        "@app.get('/x')\ndef f(_=Depends(key)): ...",
        "unknown",
    ),
    "a class that is called": (
        "class Role:\n    def __init__(self, name): self.name = name\n"
        "    def __call__(self, me=Depends(user)):\n        return me\n"
        "@app.get('/x')\ndef f(me=Depends(Role('admin'))): ...",
        "guarded",
    ),
    "a function that makes the dependency": (
        "def needs(role):\n    def check(me=Depends(user)):\n        return me\n    return check\n"
        "@app.get('/x')\ndef f(me=Depends(needs('admin'))): ...",
        "guarded",
    ),
    "a guard from elsewhere": (
        "from company_auth import require_login\n@app.get('/x')\ndef f(me=Depends(require_login)): ...",
        "unknown",
    ),
    "a database session is no guard": (
        "def db():\n    yield Session()\n@app.get('/x')\ndef f(s=Depends(db)): ...",
        "public",
    ),
    "a limit of requests is no guard": (
        "def limit(request: Request):\n    if too_many(request.client):\n        raise HTTPException(429)\n"
        "@app.get('/x', dependencies=[Depends(limit)])\ndef f(): ...",
        "public",
    ),
    "a login refuses wrong passwords": (
        "@app.get('/x')\ndef f(form: Form):\n    if not check(form.password):\n        raise HTTPException(401)",
        "public",
    ),
    "the body asks": (
        "@app.get('/x')\ndef f(request: Request):\n    if request.headers.get('Authorization') != 'k':\n"
        "        raise HTTPException(401)\n    return 1",
        "guarded",
    ),
    "a middleware for all": (
        "@app.middleware('http')\nasync def m(request, call_next):\n"
        "    if request.headers.get('X-Api-Key') != 'k':\n        return JSONResponse({}, status_code=401)\n"
        "    return await call_next(request)\n@app.get('/x')\ndef f(): ...",
        "guarded",
    ),
    "a middleware with exceptions": (
        "@app.middleware('http')\nasync def m(request, call_next):\n"
        "    if request.url.path in OPEN:\n        return await call_next(request)\n"
        "    if request.headers.get('X-Api-Key') != 'k':\n        return JSONResponse({}, status_code=401)\n"
        "    return await call_next(request)\n@app.get('/x')\ndef f(): ...",
        "unknown",
    ),
    "a list of dependencies under a name": (
        "LOCKED = [Depends(user)]\n@app.get('/x', dependencies=LOCKED)\ndef f(): ...",
        "guarded",
    ),
    "what a router's class hands on": (
        "class Locked(APIRouter):\n    def __init__(self, **kw):\n        super().__init__(dependencies=[Depends(user)], **kw)\n"
        "r = Locked()\n@r.get('/x')\ndef f(): ...\napp.include_router(r)",
        "guarded",
    ),
    "what the class of a view asks for": (
        "class Base:\n    me: dict = Depends(user)\nclass V(Base):\n    @app.get('/x')\n    def f(self): ...",
        "guarded",
    ),
    "a list that is not told": ("@app.get('/x', dependencies=make())\ndef f(): ...", "unknown"),
}


@pytest.mark.parametrize("case", CASES)
def test_guards(case: str) -> None:
    code, guard = CASES[case]
    assert guards(AUTH + code) == {"GET /x": guard}


def test_prefixes_and_guards_come_from_all_that_includes() -> None:
    found = read(
        app__init="",
        app__deps="from fastapi import HTTPException, Header\n"
        "def key(x_token: str = Header()):\n    if x_token != 'k':\n        raise HTTPException(403)\n",
        app__settings="class Settings:\n    API: str = '/api'\nsettings = Settings()\n",
        app__routers__init="from .items import router as items_router\n",
        app__routers__items="from fastapi import APIRouter\nrouter = APIRouter(prefix='/items')\n"
        "@router.get('/{item_id:int}')\ndef one(): ...\n@router.get('', include_in_schema=False)\ndef all(): ...\n",
        app__main="from fastapi import FastAPI, Depends\nfrom app.routers import items_router\n"
        "from .settings import settings\nfrom .deps import key\napp = FastAPI()\n"
        "app.include_router(items_router, prefix=f'{settings.API}/v1', dependencies=[Depends(key)])\n"
        "app.include_router(items_router, prefix='/old')\n",
    )
    assert seen(found) == {
        "GET /api/v1/items": "guarded",
        "GET /api/v1/items/{item_id}": "guarded",
        "GET /old/items": "public",
        "GET /old/items/{item_id}": "public",
    }
    assert {one.path for one in found.routes if one.hidden} == {"/api/v1/items", "/old/items"}
    assert found.routes[0].witnesses[0].location.path == "app/main.py"


def test_a_router_that_is_not_included_has_an_unknown_beginning() -> None:
    code = "from fastapi import APIRouter\nr = APIRouter()\n@r.get('/x')\ndef f(): ..."
    assert guards(code) == {"GET …/x": "unknown"}


def test_a_prefix_that_is_not_told_is_not_guessed() -> None:
    found = read(
        main="import os\nfrom fastapi import APIRouter, FastAPI\napp = FastAPI()\nr = APIRouter(prefix='/r')\n"
        "@r.get('/x')\ndef f(): ...\napp.include_router(r, prefix=os.environ['P'])\n"
    )
    assert seen(found) == {"GET …/r/x": "unknown"}
    assert [one.reason for one in found.unresolved] == ["the prefix of a router can't be told"]


def test_factories_and_loops_are_followed() -> None:
    code = (
        "from fastapi import APIRouter, FastAPI\na = APIRouter()\nb = APIRouter()\n"
        "@a.get('/a')\ndef f(): ...\n@b.post('/b')\ndef g(): ...\n"
        "def routes(app: FastAPI):\n    for prefix, one in [('/1', a), ('/2', b)]:\n"
        "        app.include_router(one, prefix=prefix)\n"
        "def make():\n    app = FastAPI()\n    routes(app)\n    return app\napp = make()\n"
    )
    assert guards(code) == {"GET /1/a": "public", "POST /2/b": "public"}


def test_models_show_their_properties() -> None:
    found = read(
        main="from fastapi import FastAPI\nfrom pydantic import BaseModel, Field\napp = FastAPI()\n"
        "class In(BaseModel):\n    name: str\n    kind: str = Field(alias='type')\n"
        "class Out(In):\n    id: int\n    secret: str = Field(exclude=True)\n"
        "@app.post('/x', response_model=list[Out], operation_id='make', deprecated=True)\ndef f(body: In): ...\n"
    )
    (route,) = found.routes
    assert (route.inputs, route.outputs) == (("name", "type"), ("name", "type", "id"))
    assert (route.operation_id, route.deprecated) == ("make", True)
