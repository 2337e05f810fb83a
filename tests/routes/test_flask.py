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
