"""NestJS: controllers, what is put before them, and guards everywhere, on classes and on methods."""

import pytest
from trees import read_all, told

COMMON = (
    "import { Controller, Get, Post, All, Module, UseGuards, Version, SetMetadata } from '@nestjs/common';\n"
)
GUARDS = (
    "import { AuthGuard } from '@nestjs/passport';\n"
    "export class JwtAuthGuard extends AuthGuard('jwt') { constructor(private reflector: Reflector) { super(); }\n"
    "  canActivate(c) { if (this.reflector.get('isPublic', c.getHandler())) return true; return super.canActivate(c); } }\n"
    "export class OptionalJwtGuard extends AuthGuard('jwt') { handleRequest(e, user) { return user; } }\n"
    "export class RolesGuard { canActivate(c) { const roles = this.reflector.get('roles', c.getHandler()); if (!roles) return true; return has(roles); } }\n"
    "export const Public = () => SetMetadata('isPublic', true);\n"
)


def controller(body: str, above: str = "", more: str = "", path: str = "'x'") -> dict[str, str]:
    text = f"{COMMON}{GUARDS}{more}\n{above}\n@Controller({path})\nexport class X {{ {body} }}\n"
    main = "import { NestFactory } from '@nestjs/core';\nNestFactory.create(M);\n"
    return told({"src/x.controller.ts": text, "src/main.ts": main})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("@Get() a() {}", {"GET /x": "public"}),
        ("@Get(':id') a() {}", {"GET /x/{id}": "public"}),
        ("@Post(['a', 'b']) a() {}", {"POST /x/a": "public", "POST /x/b": "public"}),
        ("@All('*') a() {}", {"* /x/*": "public"}),
        ("@UseGuards(JwtAuthGuard) @Get() a() {}", {"GET /x": "guarded"}),
        ("@UseGuards(AuthGuard('jwt')) @Get() a() {}", {"GET /x": "guarded"}),
        ("@UseGuards(AuthGuard('google')) @Get() a() {}", {"GET /x": "unknown"}),
        ("@UseGuards(OptionalJwtGuard) @Get() a() {}", {"GET /x": "public"}),
        ("@UseGuards(RolesGuard) @Get() a() {}", {"GET /x": "public"}),
        ("@UseGuards(ThrottlerGuard) @Get() a() {}", {"GET /x": "public"}),
        ("@Get() a(@Headers('authorization') token: string) {}", {"GET /x": "unknown"}),
    ],
)
def test_methods_and_guards(body: str, expected: dict[str, str]) -> None:
    assert controller(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("@QueryMethod('q') a() {}", {"QUERY /x/q": "public"}),
        ("@Propfind() a() {}", {"PROPFIND /x": "public"}),
        ("@RequestMapping({ path: 'm', method: RequestMethod.PUT }) a() {}", {"PUT /x/m": "public"}),
        ("@RequestMapping({ method: RequestMethod.ALL }) a() {}", {"* /x": "public"}),
    ],
)
def test_methods_that_are_rare(body: str, expected: dict[str, str]) -> None:
    names = "import { QueryMethod, Propfind, RequestMapping, RequestMethod } from '@nestjs/common';"
    assert controller(body, more=names) == expected


@pytest.mark.parametrize(
    ("guard", "state"),
    [
        ("export class WriteGuard { canActivate(c) { if (!c.special) { return true; } throw new ForbiddenException(); } }", "unknown"),
        ("export class TokenGuard { canActivate(c) { if (!c.on) return true; throw new UnauthorizedException(); } }", "unknown"),
        ("export class TokenGuard { canActivate(c) { if (!c.token) throw new UnauthorizedException(); return true; } }", "guarded"),
        ("export function TokenGuard(name) { class Inner extends AuthGuard(name) {} return mixin(Inner); }", "unknown"),
        ("import { TokenGuard } from 'elsewhere';", "guarded"),
        ("import { WriteGuard } from 'elsewhere';", "unknown"),
    ],
)  # fmt: skip
def test_a_guard_is_none_because_it_is_called_so(guard: str, state: str) -> None:
    used = ("WriteGuard" if "WriteGuard" in guard else "TokenGuard") + (
        "('google')" if "mixin" in guard else ""
    )
    assert controller(f"@UseGuards({used}) @Get() a() {{}}", more=guard) == {"GET /x": state}


def test_what_a_global_prefix_leaves_out() -> None:
    files = {
        "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { RequestMethod } from '@nestjs/common';\nconst app = NestFactory.create(M);\n"
        "app.setGlobalPrefix('api', { exclude: ['health', 'docs/*rest', { path: 'x', method: RequestMethod.GET }] });\n",
        "src/x.controller.ts": f"{COMMON}@Controller() export class X {{ @Get('health') a() {{}} @Get('docs/a/b') b() {{}} @Get('x') c() {{}} @Post('x') d() {{}} }}\n",
    }
    assert set(told(files)) == {"GET /health", "GET /docs/a/b", "GET /x", "POST /api/x"}


def test_neutral_versions_have_none() -> None:
    files = {
        "src/main.ts": "import { NestFactory } from '@nestjs/core';\nconst app = NestFactory.create(M);\napp.enableVersioning({ defaultVersion: '1' });\n",
        "src/x.controller.ts": f"{COMMON}import {{ VERSION_NEUTRAL }} from '@nestjs/common';\n"
        "@Controller({ path: 'x', version: [VERSION_NEUTRAL, '2'] }) export class X { @Get() a() {} @Version(VERSION_NEUTRAL) @Get('b') b() {} }\n"
        "@Controller('y') export class Y { @Get() a() {} }\n",
    }
    assert set(told(files)) == {"GET /x", "GET /v2/x", "GET /x/b", "GET /v1/y"}


def test_decorators_of_parameters_in_javascript() -> None:
    files = {
        "src/main.js": "import { NestFactory } from '@nestjs/core';\nNestFactory.create(M);\n",
        "src/x.controller.js": f"{COMMON}@Controller('x') export class X {{ @Post() a(@Body() body) {{}} }}\n",
    }
    assert told(files) == {"POST /x": "public"}


def test_folders_of_public_things_hold_sources_as_well() -> None:
    text = f"{COMMON}@Controller('x') export class X {{ @Get() a() {{}} }}\n"
    assert told(
        {
            "src/public/x.controller.ts": text,
            "src/build/y.controller.ts": text.replace("'x'", "'y'"),
            "dist/z.controller.js": text,
        }
    ) == {
        "GET …/x": "public",
        "GET …/y": "public",
    }


def test_types_of_fastify_serve_nothing() -> None:
    more = "import { FastifyRequest } from 'fastify';"
    text = f"{COMMON}{more}\n@Controller('x') export class X {{ @Get() a() {{}} }}\n"
    assert read_all({"src/x.controller.ts": text}).unresolved == ()


def test_guards_of_classes_and_what_is_public() -> None:
    body = "@Get('a') a() {} @Public() @Get('b') b() {}"
    assert controller(body, "@UseGuards(JwtAuthGuard)") == {"GET /x/a": "guarded", "GET /x/b": "public"}


def test_guards_everywhere() -> None:
    module = "@Module({ providers: [{ provide: APP_GUARD, useClass: JwtAuthGuard }] }) export class M {}"
    body = "@Get('a') a() {} @Public() @Get('b') b() {}"
    assert controller(body, more=module) == {"GET /x/a": "guarded", "GET /x/b": "public"}


def test_a_public_mark_that_no_guard_reads_is_doubt() -> None:
    guard = "export class TokenAuthGuard { canActivate(c) { throw new UnauthorizedException(); } }\n"
    module = "@Module({ providers: [{ provide: APP_GUARD, useClass: TokenAuthGuard }] }) export class M {}"
    assert controller("@Public() @Get() a() {}", more=guard + module) == {"GET /x": "unknown"}


def test_decorators_that_stand_for_several() -> None:
    more = (
        "export function Auth(...roles) { return applyDecorators(Roles(...roles), UseGuards(JwtAuthGuard)); }"
    )
    assert controller("@Auth('admin') @Get() a() {}", more=more) == {"GET /x": "guarded"}


@pytest.mark.parametrize(
    ("main", "path", "expected"),
    [
        ("app.setGlobalPrefix('api');", "'x'", "GET /api/x"),
        ("app.setGlobalPrefix('api', { exclude: ['x'] });", "'x'", "GET /x"),
        ("app.setGlobalPrefix(config.get('prefix'));", "'x'", "GET …/x"),
        ("app.enableVersioning({ type: VersioningType.URI });", "{ path: 'x', version: '2' }", "GET /v2/x"),
        ("app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });", "'x'", "GET /v1/x"),
        ("app.enableVersioning({ type: VersioningType.HEADER });", "{ path: 'x', version: '2' }", "GET /x"),
        ("", "{ path: 'x', version: '2' }", "GET /x"),
    ],
)
def test_what_is_put_before_all_paths(main: str, path: str, expected: str) -> None:
    files = {
        "src/main.ts": f"import {{ NestFactory }} from '@nestjs/core';\nasync function run() {{ const app = await NestFactory.create(M); {main} }}\nrun();",
        "src/x.controller.ts": f"{COMMON}@Controller({path}) export class X {{ @Get() a() {{}} }}",
    }
    assert list(told(files)) == [expected]


def test_middleware_of_modules() -> None:
    more = (
        "export class AuthMiddleware { use(req, res, next) { if (!req.headers.authorization) { throw new HttpException('', 401); } next(); } }\n"
        "export class M { configure(consumer) { consumer.apply(AuthMiddleware).exclude({ path: 'x/open', method: RequestMethod.GET }).forRoutes({ path: 'x/*', method: RequestMethod.GET }); } }\n"
    )
    body = "@Get('a') a() {} @Get('open') b() {} @Post('a') c() {}"
    assert controller(body, more=more) == {
        "GET /x/a": "guarded",
        "GET /x/open": "public",
        "POST /x/a": "public",
    }


def test_controllers_without_the_program_that_serves_them_have_no_beginning() -> None:
    assert told({"x.controller.ts": COMMON + "@Controller('x') export class X { @Get() a() {} }"}) == {
        "GET …/x": "public"
    }


def test_half_a_controller_is_told() -> None:
    found = read_all(
        {"x.controller.ts": COMMON + "@Controller('x') export class X { @Get() a() {} }\nexport class { ((("}
    )
    assert [one.path for one in found.routes] == ["/x"]
    assert [one.reason for one in found.unresolved] == [
        "this part of the file is no program that can be read"
    ]
