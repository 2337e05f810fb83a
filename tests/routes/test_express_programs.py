"""Express programs whose routes are made of tables, folders, classes and aliases."""

import time

import pytest
from trees import read_all, told

APP = "const express = require('express'); const app = express();\n"
GUARD = "function requireUser(req, res, next) { if (!req.user) return res.status(401).end(); next(); }\n"
ROUTER = "const r = require('express').Router(); r.get('/x', (q, s) => s.end()); module.exports = r;\n"
GIVEN = "module.exports = (app) => { app.get('/x', (q, s) => s.end()); };\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("['get', 'post'].forEach((m) => app[m]('/x', f));", {"GET /x": "unknown", "POST /x": "unknown"}),
        ("const m = 'GET'; app[m.toLowerCase()]('/x', (q, s) => s.end());", {"GET /x": "public"}),
        ("app['get'].call(app, '/x', (q, s) => s.end());", {"GET /x": "public"}),
        ("[{method: 'get', path: '/x', does: (q, s) => s.end()}].forEach(({method, path, does}) => app[method](path, does));", {"GET /x": "public"}),
        ("for (const [path, does] of Object.entries({'/x': (q, s) => s.end()})) app.get(path, does);", {"GET /x": "public"}),
        ("for (const path in {'/x': 1}) app.get(path, (q, s) => s.end());", {"GET /x": "public"}),
        ("const all = []; all.push({p: '/x'}); all.concat([{p: '/y'}]).forEach(({p}) => app.get(p, (q, s) => s.end()));", {"GET /x": "public", "GET /y": "public"}),
        ("const all = [['/x'], ['/y']].reduce((sum, one) => sum.concat(one), []); all.forEach((p) => app.get(p, (q, s) => s.end()));", {"GET /x": "public", "GET /y": "public"}),
        ("const { a: { p = '/x' } } = { a: {} }; app.get(p, (q, s) => s.end());", {"GET /x": "public"}),
        ("app.get(['', 'api', 'x'].join('/'), (q, s) => s.end());", {"GET /api/x": "public"}),
        ("app.get(/^\\/x\\/(\\d+)$/, (q, s) => s.end());", {"GET /x/{0}": "public"}),
        ("app.get(/^\\/(?!x)/, (q, s) => s.end());", {}),
        ("function add(...does) { app.get('/x', ...does); } add(requireUser, (q, s) => s.end());", {"GET /x": "guarded"}),
        ("const r = big ? express.Router() : express.Router(); r; app.use('/r', a ? one : two);", {}),
        ("const one = express.Router(), two = express.Router(); one.get('/a', (q, s) => s.end()); two.get('/b', (q, s) => s.end()); app.use('/r', a ? one : two);", {"GET /r/a": "public", "GET /r/b": "public"}),
        ("const r = given || express.Router(); r.get('/x', (q, s) => s.end()); app.use('/r', r);", {"GET /r/x": "public"}),
        ("const Router = require('express-promise-router'); const r = Router(); r.get('/x', (q, s) => s.end()); app.use('/r', r);", {"GET /r/x": "public"}),
        ("const { addAsync } = require('@awaitjs/express'); const a = addAsync(express()); a.getAsync('/x', (q, s) => s.end());", {"GET /x": "public"}),
        ("class Other extends Unseen { mount() { this.route('GET', '/x', (q, s) => s.end()); } }", {"GET …/x": "unknown"}),
        ("class Base { constructor() { this.list = []; this.mount(); } route(m, p, f) { this.list.push({m, p, f}); } on(r) { this.list.forEach((o) => r[o.m](o.p, o.f)); return r; } }\nclass Users extends Base { mount() { this.route('get', '/users', (q, s) => s.end()); } }\napp.use('/v1', new Users().on(express.Router()));", {"GET /v1/users": "public"}),
        ("class Base { on() { const r = express.Router(); r.get('/a', (q, s) => s.end()); return r; } }\nclass Users extends Base { on() { const r = express.Router(); r.use('/in', super.on()); return r; } }\napp.use('/v1', new Users().on());", {"GET /v1/in/a": "public"}),
        ("class Server { start() { this.app = express(); this.more = new More(); } serve() { this.more.add(this.app); } }\nclass More { add(app) { app.get('/x', (q, s) => s.end()); } }\nfunction run() { const one = new Server(); one.start(); one.serve(); }", {"GET /x": "public"}),
        ("const make = () => { const r = express.Router(); r.get('/x', (q, s) => s.end()); return r; };", {"GET …/x": "unknown"}),
    ],
)  # fmt: skip
def test_routes_that_a_program_puts_together(text: str, expected: dict[str, str]) -> None:
    assert told({"app.js": APP + GUARD + text}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "process.env.X && app.use(requireUser);",
        "process.env.X ? app.use(requireUser) : app.use(cors());",
        "const all = []; if (process.env.X) all.push(requireUser); app.use(all);",
        "app.use([requireUser].filter((one) => wanted(one)));",
        "app.use(process.env.X ? requireUser : open);",
        "app.use(given || requireUser);",
        "let auth = (q, s, next) => next(); if (process.env.X) auth = requireUser; app.use(auth);",
        "let auth = requireUser; if (process.env.X) auth = (q, s, next) => next(); app.use(auth);",
        "const all = { auth: open }; if (process.env.X) all.auth = requireUser; else all.auth = (q, s, next) => next(); app.use(all.auth);",
    ],
)
def test_a_guard_that_may_not_be_there_guards_nothing(text: str) -> None:
    assert told({"app.js": f"{APP}{GUARD}{text}\napp.get('/x', (q, s) => s.end());"}) == {"GET /x": "unknown"}


SINGLETON = """const express = require('express');
class Server {
  static one = null;
  static get() { if (Server.one == null) { Server.one = new Server(); } return Server.one; }
  constructor() { this.app = express(); }
}
module.exports = { Server };
"""


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"app.js": APP + "const fs = require('fs'), path = require('path'); fs.readdirSync(path.join(__dirname, 'routes')).forEach((f) => require('./routes/' + f)(app));", "routes/a.js": GIVEN}, {"GET /x": "public"}),
        ({"app.js": APP + "require('fs').readdirSync(__dirname + '/routes').forEach((f) => { if (f.endsWith('.js')) app.use('/' + f.replace(/\\.js$/, ''), require(`./routes/${f}`)); });", "routes/users.js": ROUTER}, {"GET /users/x": "public"}),
        ({"app.js": APP + "const glob = require('glob'); glob.sync('./routes/**/*.js').forEach((f) => require(f)(app));", "routes/deep/a.js": GIVEN}, {"GET /x": "public"}),
        ({"app.js": APP + "const all = require('require-dir')('./routes'); app.use('/u', all.users);", "routes/users.js": ROUTER}, {"GET /u/x": "public"}),
        ({"app.js": APP + "app.use(require('./config.json').prefix, require('./r'));", "config.json": '{"prefix": "/api"}', "r.js": ROUTER}, {"GET /api/x": "public"}),
        ({"a/app.js": APP + "app.use('/a', require('@/r'));", "a/r.js": ROUTER, "b/app.js": APP + "app.use('/b', require('@/r'));", "b/r.js": ROUTER}, {"GET /a/x": "public", "GET /b/x": "public"}),
        ({"a/app.js": APP + "app.use('/a', require('~r/r'));", "a/tsconfig.json": '{"compilerOptions": {"paths": {"~r/*": ["in/*"]}}}', "a/in/r.js": ROUTER, "b/tsconfig.json": '{"compilerOptions": {"paths": {"~r/*": ["out/*"]}}}', "b/out/r.js": ""}, {"GET /a/x": "public"}),
        ({"app.js": APP + "app.use('/a', require('@routes/r'));", "package.json": '{"_moduleAliases": {"@routes": "in"}}', "in/r.js": ROUTER}, {"GET /a/x": "public"}),
        ({"app.js": APP + "app.use('/a', require('#in/r.js'));", "package.json": '{"imports": {"#in/*": "./in/*"}}', "in/r.js": ROUTER}, {"GET /a/x": "public"}),
        ({"apps/api/app.js": APP + "app.use('/a', require('@all/r'));", "libs/r/package.json": '{"name": "@all/r", "main": "dist/index.js"}', "libs/r/src/index.js": ROUTER}, {"GET /a/x": "public"}),
        ({"server.js": "const { Server } = require('./one'); const app = Server.get().app; app.use('/r', require('./r')); app.get('/y', (q, s) => s.end());", "one.js": SINGLETON, "r.js": "const { Server } = require('./one'); Server.get();\n" + ROUTER}, {"GET /r/x": "public", "GET /y": "public"}),
        ({"app.js": "import express from 'express';\nimport { Users } from './users';\nexport const version = '/v1';\nconst app = express();\nexport const run = () => new Users().on(app);", "server.js": "import { run } from './app';\nrun();", "users.js": "import Base from './base';\nexport class Users extends Base { on(app) { this.add(app); } }", "base.js": "import { version } from './app';\nimport './users';\nexport default class Base { add(app) { app.get(version + '/x', (q, s) => s.end()); } }"}, {"GET /v1/x": "public"}),
        ({"app.js": "// @flow\n" + APP + "type Given = { a: string };\napp.get('/x', (q: Given, s) => s.end());"}, {"GET /x": "public"}),
    ],
)  # fmt: skip
def test_routes_of_several_files(files: dict[str, str], expected: dict[str, str]) -> None:
    assert told(files) == expected


def test_a_route_that_is_reached_twice_is_told_once_and_by_its_whole_path() -> None:
    code = "module.exports = (r) => { r.get('/x', (q, s) => s.end()); };\n"
    files = {"app.js": APP + "require('./in')(app); require('./in')(express.Router());", "in.js": code}
    assert told(files) == {"GET /x": "public"}


def test_a_table_of_routes_is_told_by_its_lines() -> None:
    table = "module.exports = [\n  ['/x', (q, s) => s.end()],\n  ['/y', (q, s) => s.end()],\n];\n"
    serves = APP + "for (const [path, does] of require('./table')) app.get(path, does);"
    found = read_all({"app.js": serves, "table.js": table}).routes
    assert [
        (one.path, one.location.path, one.location.span and one.location.span.start_line) for one in found
    ] == [
        ("/x", "table.js", 2),
        ("/y", "table.js", 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "let s = 'x'; for (const a of [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32]) { s = s + s; s = `${s}${s}`; s = s.concat(s); }",
        "let a = [1, 2]; for (const b of a) a.push(b); for (const b of a) for (const c of a) a = a.concat(a);",
        "const a = []; a.push(a); app.use(a);",
        "require('fs').readdirSync('/etc').forEach((f) => require('/etc/' + f));",
        "require(__dirname + '/../../../etc/passwd'); app.get(__dirname, f);",
    ],
)
def test_programs_that_grow_end(text: str) -> None:
    start = time.process_time()
    read_all({"app.js": APP + text})
    assert time.process_time() - start < 20


def test_what_was_read_before_the_limit_is_told_beside_the_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.routes.javascript.base.MAX_STEPS", 200)
    more = "".join(f"const v{number} = f({number});\n" for number in range(200))
    found = read_all({"app.js": f"{APP}app.get('/x', (q, s) => s.end());\n{more}app.get('/y', f);\n"})
    assert [one.path for one in found.routes] == ["/x"]
    assert len(found.failures) == 1
