"""Express: routers, mounts, chains, and what is asked before a route in the order of the calls."""

import time

import pytest
from trees import read_all, told

APP = "const express = require('express'); const app = express();\n"
GUARD = "function requireUser(req, res, next) { if (!req.user) return res.status(401).end(); next(); }\n"


def routes(text: str, **files: str) -> dict[str, str]:
    return told(
        {"app.js": APP + text, **{f"{name.replace('__', '/')}.js": code for name, code in files.items()}}
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("app.get('/x', (req, res) => res.json(1));", {"GET /x": "public"}),
        ("app.get('/users/:id(\\\\d+)', f);", {"GET /users/{id}": "unknown"}),
        ("app.all('/x', (req, res) => res.end());", {"* /x": "public"}),
        ("app.route('/x').get((q, s) => s.end()).post(requireUser, (q, s) => s.end());", {"GET /x": "public", "POST /x": "guarded"}),
        ("app.get(['/a', '/b'], (q, s) => s.end());", {"GET /a": "public", "GET /b": "public"}),
        ("const p = '/api'; app.get(p + '/x', (q, s) => s.end()); app.get(`${p}/y`, (q, s) => s.end());", {"GET /api/x": "public", "GET /api/y": "public"}),
        ("app.get(`${process.env.P}/y`, (q, s) => s.end());", {"GET …/y": "public"}),
        ("app.get('port');", {}),
        ("app.options('*', cors());", {}),
    ],
)  # fmt: skip
def test_paths(text: str, expected: dict[str, str]) -> None:
    assert routes(GUARD + text) == expected


@pytest.mark.parametrize(
    ("middleware", "state"),
    [
        ("requireUser", "guarded"),
        ("[express.json(), requireUser]", "guarded"),
        ("passport.authenticate('jwt', { session: false })", "guarded"),
        ("passport.authenticate(['jwt', 'anonymous'])", "public"),
        ("passport.authenticate('google')", "unknown"),
        ("verifyToken", "guarded"),
        ("optionalAuth", "public"),
        ("authLimiter", "unknown"),
        ("validateBody(schema)", "public"),
        ("jwt({ secret, credentialsRequired: false })", "public"),
        ("jwt({ secret, algorithms: ['HS256'] })", "guarded"),
        ("jwt({ secret }).unless({ path: ['/x'] })", "unknown"),
        ("lenient", "public"),
        ("empty", "public"),
        ("isAdmin", "unknown"),
        ("isAuthenticated", "guarded"),
        ("skipping", "unknown"),
        ("requireLogin", "unknown"),
    ],
)
def test_middlewares(middleware: str, state: str) -> None:
    text = (
        "const passport = require('passport'); const { expressjwt: jwt } = require('express-jwt');\n"
        "function lenient(req, res, next) { if (!req.headers.authorization) return next(); jwt.verify(x); res.status(401).end(); }\n"
        "function empty(req, res, next) { console.log(req.url2); next(); }\n"
        "function isAuthenticated(req, res, next) { if (req.isAuthenticated()) return next(); res.redirect('/login'); }\n"
        "function isAdmin(req, res, next) { next(); }\n"
        "function authorize(req, res, next) { if (req.path === '/x') return next(); if (!req.user) return res.status(401).end(); next(); }\n"
        "const skipping = authorize;\n"
        "function requireLogin(req, res, next) { try { jwt.verify(req.headers.authorization); next(); } catch (e) { if (strict) res.status(401); next(); } }\n"
    )
    assert routes(GUARD + text + f"app.get('/x', {middleware}, (q, s) => s.end());") == {"GET /x": state}


def test_use_guards_what_comes_after_it_and_below() -> None:
    text = (
        "const r = express.Router(); r.get('/a', (q, s) => s.end()); r.use(requireUser); r.get('/b', (q, s) => s.end());\n"
        "const inner = express.Router(); inner.get('/c', (q, s) => s.end()); r.use('/in', inner);\n"
        "app.use('/r', r); app.get('/z', (q, s) => s.end());"
    )
    assert routes(GUARD + text) == {
        "GET /r/a": "public",
        "GET /r/b": "guarded",
        "GET /r/in/c": "guarded",
        "GET /z": "public",
    }


def test_use_with_a_path_guards_that_path_only() -> None:
    text = "app.use('/api', requireUser); app.get('/api/x', (q, s) => s.end()); app.get('/apix', (q, s) => s.end());"
    assert routes(GUARD + text) == {"GET /api/x": "guarded", "GET /apix": "public"}


def test_what_is_called_like_its_path_may_be_a_router() -> None:
    text = "const auth = require('./unseen'); app.use('/auth', auth); app.get('/auth/x', (q, s) => s.end());"
    assert routes(text) == {"GET /auth/x": "unknown"}


def test_a_guard_that_is_used_under_a_condition_is_doubt() -> None:
    text = "if (config.secure) { app.use(requireUser); } app.get('/x', (q, s) => s.end());"
    assert routes(GUARD + text) == {"GET /x": "unknown"}


def test_a_prefixless_guard_in_a_router_is_doubt_for_what_comes_later() -> None:
    text = "const r = express.Router(); r.use(requireUser); app.use(r); app.get('/later', (q, s) => s.end());"
    assert routes(GUARD + text) == {"GET /later": "unknown"}


@pytest.mark.parametrize(
    ("main", "module"),
    [
        ("app.use('/v1', require('./r'));", "const r = require('express').Router(); r.get('/x', (q, s) => s.end()); module.exports = r;"),
        ("app.use('/v1', require('./r').router);", "const { Router } = require('express'); const router = Router(); router.get('/x', (q, s) => s.end()); module.exports = { router };"),
        ("require('./r')(app);", "module.exports = (app) => { app.get('/v1/x', (q, s) => s.end()); };"),
        ("[{ path: '/v1', route: require('./r') }].forEach((one) => { app.use(one.path, one.route); });", "const r = require('express').Router(); r.get('/x', (q, s) => s.end()); module.exports = r;"),
    ],
)  # fmt: skip
def test_mounts_across_files(main: str, module: str) -> None:
    assert routes(main, r=module) == {"GET /v1/x": "public"}


def test_modules_and_classes_of_typescript() -> None:
    files = {
        "src/app.ts": "import express from 'express'; import { Users } from '@/users';\n"
        "class App { public app: express.Application; constructor(all: Users[]) { this.app = express(); all.forEach((one) => { this.app.use('/api', one.router); }); } }\n"
        "new App([new Users()]);",
        "src/users.ts": "import { Router } from 'express';\nexport class Users { public path = '/users'; public router = Router(); constructor() { this.start(); }\n"
        "  private start() { this.router.get(`${this.path}/:id`, this.one); } private one = (req, res) => { res.json(1); } }",
        "tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }',
    }
    assert told(files) == {"GET /api/users/{id}": "public"}


def test_what_nobody_mounts_has_no_beginning() -> None:
    module = "const r = require('express').Router(); r.get('/x', (q, s) => s.end()); module.exports = r;"
    assert told({"r.js": module}) == {"GET …/x": "unknown"}


def test_what_is_made_while_the_program_runs_is_told() -> None:
    found = read_all({"a.js": APP + "app.use('/x', require('./routes/' + name)); app[method]('/y', f);"})
    assert {one.reason for one in found.unresolved} == {
        "a module whose name is made while the program runs",
        "the method of this route can't be told",
    }


def test_a_witness_stands_where_the_guard_is_applied() -> None:
    found = read_all(
        {"a.js": APP + GUARD + "app.use('/ä', requireUser);\napp.get('/ä/x', (q, s) => s.end());"}
    )
    (witness,) = found.routes[0].witnesses
    assert (witness.text, witness.location.span and witness.location.span.start_line) == ("requireUser", 3)


@pytest.mark.parametrize(
    "text",
    [
        APP + "app.get('/x', (q, s) => s.end());\nfunction broken( {",
        APP + "app.get('/x', (q, s) => s.end());\n\x00\ufffd",
        APP + "app.get('/x', (q, s) => s.end());\nx = " + "[" * 3000 + "]" * 3000,
        APP + "app.get('/x', (q, s) => s.end());\nx = 0" + " + 1" * 10_000,
        APP
        + "const r = express.Router(); r.use(r); app.use(r); function f(a) { f(a); } f(app); app.get('/x', (q, s) => s.end());",
    ],
    ids=["syntax", "bytes", "brackets", "sums", "loops"],
)
def test_hostile_sources(text: str) -> None:
    found = read_all({"a.js": text, "b.js": "const a = require('./a'); require('./b');"})
    assert [one.path for one in found.routes] == ["/x"] or found.failures


def test_routers_that_mount_one_another_many_times_end() -> None:
    lines = [f"const r{n} = express.Router(); r{n}.get('/x', f);" for n in range(16)]
    lines += [
        f"r{n}.use('/a', r{n + 1}); r{n}.use('/b', r{n + 1}); r{n}.use('/c', r{n + 1});" for n in range(15)
    ]
    start = time.process_time()
    found = read_all({"a.js": APP + "\n".join(lines) + "app.use(r0);"})
    assert found.failures
    assert time.process_time() - start < 20
