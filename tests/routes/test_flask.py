"""Flask and its extensions: full paths, methods, and who may call."""

import pytest
from reading import guards, read, seen

HEAD = """
from functools import wraps
from flask import Flask, Blueprint, request, abort, g, jsonify
from flask.views import MethodView
from flask_login import login_required
from flask_jwt_extended import jwt_required
app = Flask(__name__)
def token_required(f):
    @wraps(f)
    def inner(*args, **kwargs):
        token = request.headers.get("Authorization")
        if not token:
            return jsonify({}), 401
        return f(*args, **kwargs)
    return inner
"""

CASES = {
    "nothing": ("@app.route('/x')\ndef f(): ...", "public"),
    "login_required": ("@app.route('/x')\n@login_required\ndef f(): ...", "guarded"),
    "above the route it is not applied": ("@login_required\n@app.route('/x')\ndef f(): ...", "public"),
    "jwt_required": ("@app.get('/x')\n@jwt_required()\ndef f(): ...", "guarded"),
    "jwt_required, optional": ("@app.get('/x')\n@jwt_required(optional=True)\ndef f(): ...", "public"),
    "a decorator of the project": ("@app.route('/x')\n@token_required\ndef f(): ...", "guarded"),
    "a decorator that asks those who have a token": (
        "def soft(f):\n    @wraps(f)\n    def inner(*a):\n        token = request.headers.get('Authorization')\n"
        "        if token and not good(token):\n            abort(401)\n        return f(*a)\n    return inner\n"
        "@app.route('/x')\n@soft\ndef f(): ...",
        "public",
    ),
    "a decorator with arguments": (
        "def role(name):\n    def outer(f):\n        @wraps(f)\n        def inner(*a):\n"
        "            if g.user.role != name:\n                abort(403)\n            return f(*a)\n"
        "        return inner\n    return outer\n@app.route('/x')\n@role('admin')\ndef f(): ...",
        "guarded",
    ),
    "a decorator that only counts": (
        "def counted(f):\n    @wraps(f)\n    def inner(*a):\n        count()\n        return f(*a)\n    return inner\n"
        "@app.route('/x')\n@counted\ndef f(): ...",
        "public",
    ),
    "before each request": (
        "@app.before_request\ndef check():\n    if not g.user:\n        abort(401)\n@app.route('/x')\ndef f(): ...",
        "guarded",
    ),
    "before each request, with exceptions": (
        "@app.before_request\ndef check():\n    if request.endpoint in OPEN:\n        return\n    if not g.user:\n"
        "        abort(401)\n@app.route('/x')\ndef f(): ...",
        "unknown",
    ),
    "before each request it loads the user": (
        "@app.before_request\ndef load():\n    g.user = find(session.get('id'))\n@app.route('/x')\ndef f(): ...",
        "public",
    ),
    "a guard from elsewhere": (
        "from company import auth_required\n@app.route('/x')\n@auth_required\ndef f(): ...",
        "unknown",
    ),
    "httpauth": (
        "from flask_httpauth import HTTPTokenAuth\nauth = HTTPTokenAuth()\n@app.route('/x')\n@auth.login_required\ndef f(): ...",
        "guarded",
    ),
    "httpauth, optional": (
        "from flask_httpauth import HTTPTokenAuth\nauth = HTTPTokenAuth()\n"
        "@app.route('/x')\n@auth.login_required(optional=True)\ndef f(): ...",
        "public",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_guards(case: str) -> None:
    code, guard = CASES[case]
    assert guards(HEAD + code) == {"GET /x": guard}


def test_blueprints_nest_and_registration_decides_the_prefix() -> None:
    found = read(
        shop__init="from flask import Flask\nfrom .api import api\nfrom .web import web\n"
        "def create_app():\n    app = Flask(__name__)\n    app.register_blueprint(api, url_prefix='/v2')\n"
        "    app.register_blueprint(web)\n    return app\n",
        shop__api="from flask import Blueprint\nfrom .items import items\n"
        "api = Blueprint('api', __name__, url_prefix='/never')\napi.register_blueprint(items)\n",
        shop__items="from flask import Blueprint\nitems = Blueprint('items', __name__, url_prefix='/items')\n"
        "@items.route('/<int:id>', methods=['GET', 'DELETE'])\ndef one(id): ...\n",
        shop__web="from flask import Blueprint\nweb = Blueprint('web', __name__, url_prefix='/web')\n"
        "@web.route('/')\ndef home(): ...\n",
    )
    assert set(seen(found)) == {"GET /v2/items/{id}", "DELETE /v2/items/{id}", "GET /web/"}


def test_class_views_and_resources() -> None:
    code = HEAD + (
        "class V(MethodView):\n    decorators = [login_required]\n    def get(self): ...\n    def post(self): ...\n"
        "app.add_url_rule('/v', view_func=V.as_view('v'))\n"
        "from flask_restful import Api, Resource\napi = Api(app, prefix='/r')\n"
        "class R(Resource):\n    method_decorators = {'delete': [jwt_required()]}\n"
        "    def get(self): ...\n    def delete(self): ...\napi.add_resource(R, '/one', '/two')\n"
        "from flask_restx import Namespace, Api as X, Resource as XR\nns = Namespace('pets')\nx = X(app)\n"
        "x.add_namespace(ns, path='/zoo')\n@ns.route('/<id>')\nclass P(XR):\n    @jwt_required()\n    def put(self, id): ...\n"
    )
    assert guards(code) == {
        "GET /v": "guarded",
        "POST /v": "guarded",
        "GET /r/one": "public",
        "GET /r/two": "public",
        "DELETE /r/one": "guarded",
        "DELETE /r/two": "guarded",
        "PUT /zoo/{id}": "guarded",
    }


def test_connexion_serves_what_its_definition_names() -> None:
    spec = (
        "openapi: 3.0.0\nservers: [{url: /api}]\npaths:\n  /pets:\n    get: {operationId: views.pets}\n"
        "    post: {operationId: views.make, security: [{t: []}]}\n"
        "components: {securitySchemes: {t: {type: http, scheme: bearer, x-bearerInfoFunc: views.check}}}\n"
    )
    found = read(
        app="import connexion\napp = connexion.FlaskApp(__name__, specification_dir='.')\napp.add_api('spec.yaml')\n",
        views="def pets(): ...\ndef make(): ...\ndef check(token): ...\n",
        spec_yaml=spec,
    )
    assert seen(found) == {"GET /api/pets": "public", "POST /api/pets": "guarded"}


TRAPS = {
    "decorator never calls deny (logs)": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        token = request.headers.get('Authorization')\n        if not token:\n            log('no token')\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "checks after calling": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        r = f(*a)\n        if not request.headers.get('Authorization'):\n            abort(401)\n        return r\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "try: verify except: pass": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        try:\n            if not verify(request.headers['Authorization']):\n                abort(401)\n        except Exception:\n            pass\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "debug bypass": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        if current_app.debug:\n            return f(*a)\n        if not request.headers.get('Authorization'):\n            abort(401)\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "only for POST": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        if request.method == 'POST':\n            if not request.headers.get('Authorization'):\n                abort(401)\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "content type 403": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        if request.headers.get('Content-Type') != 'application/json':\n            abort(403)\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "and-conjunction": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        if not g.user and current_app.config['STRICT']:\n            abort(401)\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "ip check": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        if request.remote_addr != '10.0.0.1':\n            abort(403)\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "!guarded",
    ),
    "session ok": (
        "def auth(f):\n    @wraps(f)\n    def w(*a):\n        if 'user_id' not in session:\n            return redirect(url_for('login'))\n        return f(*a)\n    return w\n@app.route('/x')\n@auth\ndef f(): ...",
        "guarded",
    ),
    "get user in body ok": (
        "@app.route('/x')\ndef f():\n    if not current_user.is_authenticated:\n        abort(401)\n    return 1",
        "guarded",
    ),
    "ownership check only": (
        "@app.route('/x')\ndef f():\n    o = get(1)\n    if o.owner_id != current_user.id:\n        abort(403)\n    return o",
        "guarded",
    ),
    "403 on optional user": (
        "@app.route('/x')\ndef f():\n    if current_user.is_authenticated and current_user.banned:\n        abort(403)\n    return 1",
        "!guarded",
    ),
    "banned check": (
        "@app.route('/x')\ndef f():\n    if getattr(g.user, 'banned', False):\n        abort(403)\n    return 1",
        "!guarded",
    ),
    "except only on invalid token": (
        "@app.route('/x')\ndef f():\n    auth = request.headers.get('Authorization')\n    user = None\n    if auth:\n        try:\n            user = decode(auth)\n        except ValueError:\n            abort(401)\n    return list_for(user)",
        "!guarded",
    ),
    "login via basic": (
        "@app.route('/x')\ndef f():\n    auth = request.authorization\n    if not auth or not check(auth.username, auth.password):\n        return jsonify({}), 401\n    return token()",
        "guarded",
    ),
    "negated role": (
        "@app.route('/x')\ndef f():\n    if session.get('role') == 'guest':\n        abort(403)\n    return 1",
        "!guarded",
    ),
    "logout session": (
        "@app.route('/x')\ndef f():\n    session.pop('user', None)\n    return redirect(url_for('login'))",
        "!guarded",
    ),
    "already logged in": (
        "@app.route('/x')\ndef f():\n    if current_user.is_authenticated:\n        return redirect(url_for('login'))\n    return 1",
        "!guarded",
    ),
    "csrf token": (
        "def csrf(f):\n    @wraps(f)\n    def w(*a):\n        if request.headers.get('X-CSRF-Token') != session.get('csrf'):\n            abort(403)\n        return f(*a)\n    return w\n@app.route('/x')\n@csrf\ndef f(): ...",
        "!guarded",
    ),
}


@pytest.mark.parametrize("case", TRAPS)
def test_a_guard_that_some_get_around_is_none(case: str) -> None:
    code, guard = TRAPS[case]
    head = (
        HEAD
        + "from flask import current_app, redirect, session, url_for\nfrom flask_login import current_user\n"
    )
    (found,) = guards(head + code).values()
    assert (found == "guarded") == (guard == "guarded")
