"""Spring's functional routes and gateways: builders, predicates, nesting, and what can't be told."""

import pytest
from trees import read_all, told

HEAD = (
    "package a;\nimport org.springframework.web.reactive.function.server.RouterFunction;\n"
    "import static org.springframework.web.reactive.function.server.RouterFunctions.route;\n"
)
ROUTER = (
    '@Configuration class R {{ static final String ROOT = "/root"; RequestPredicate json = accept(JSON);\n'
    "  @Bean RouterFunction<ServerResponse> routes(UserHandler users) {{ {} }}\n {} }}\n"
)


def files(body: str, more: str = "", **others: str) -> dict[str, str]:
    named = {f"src/main/java/a/{name}.java": HEAD + text for name, text in others.items()}
    return {"src/main/java/a/R.java": HEAD + ROUTER.format(body, more)} | named


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('return route().GET("/a", users::a).POST("/b", json, users::b).build();', ["GET /a", "POST /b"]),
        ("return route().PUT(ROOT, users::a).build();", ["PUT /root"]),
        ('return route().GET(path("/a").and(json), r -> ok()).build();', ["GET /a"]),
        ('return RouterFunctions.route(GET("/a").and(accept(X)), users::a).andRoute(DELETE("/b"), users::b);', ["GET /a", "DELETE /b"]),
        ('return route(GET("/a").or(POST("/a")), users::a);', ["GET /a", "POST /a"]),
        ('return route(path("/a").and(method(HttpMethod.PATCH)), users::a);', ["PATCH /a"]),
        ("return route(all(), users::a);", ["* /**"]),
        ('return nest(path("/n"), route(GET("/a"), users::a).andNest(path("/m"), route(GET(""), users::b)));', ["GET /n/a", "GET /n/m"]),
        ('return route().nest(path("/n"), b -> b.GET("/a", users::a).nest(path("/m"), c -> { c.GET("/b", users::b); })).build();', ["GET /n/a", "GET /n/m/b"]),
        ('return route().path("/p", () -> route().GET("/a", users::a).build()).build();', ["GET /p/a"]),
        ('return route().path("/p", this::inner).add(more()).build();', ["GET /more", "GET /p/i"]),
        ('var builder = route(); builder.GET("/a", users::a); if (x) { builder.POST("/b", users::b); } return builder.build();', ["GET /a", "POST /b"]),
        ('RouterFunction<?> one = route(GET("/a"), users::a); return one.and(fixed("/f"));', ["GET /a", "GET /f/x"]),
        ("return route().GET(unseen(), users::a).build();", []),
        ('return route().GET(Unseen.ROOT + "/a", users::a).build();', ["GET …/a"]),
        ("return users.routes();", ["GET /of/users"]),
    ],
)  # fmt: skip
def test_routers(body: str, expected: list[str]) -> None:
    more = """
        void inner(RouterFunctions.Builder b) { b.GET("/i", users::i); }
        RouterFunction<ServerResponse> more() { return route(GET("/more"), x); }
        RouterFunction<ServerResponse> fixed(String at) { return route(GET(at + "/x"), x); }
    """
    users = 'class UserHandler { RouterFunction<ServerResponse> routes() { return route(GET("/of/users"), this::one); } Mono<ServerResponse> one(ServerRequest r) { return null; } }'
    found = list(told(files(body, more, UserHandler=users)))
    assert [one for one in found if "…" not in one or one in expected] == expected


def test_routers_that_nothing_here_serves_are_known_by_how_they_end() -> None:
    text = 'class E implements CustomEndpoint { public RouterFunction<ServerResponse> endpoint() { return route().GET("/x", this::x).build(); } }'
    assert told({"src/main/java/a/E.java": HEAD + text}) == {"GET …/x": "unknown"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return route().GET(unseen(), users::a).build();", "the path of this route can't be told"),
        ("return route().nest(path(ROOT), unseen()).build();", "this part of a router can't be told"),
        ("return registry.all();", "this router can't be told"),
    ],
)
def test_what_can_not_be_told_is_counted(body: str, reason: str) -> None:
    found = read_all(files(body))
    assert found.routes == ()
    assert [one.reason for one in found.unresolved] == [reason]


def test_handlers_are_named_by_their_class() -> None:
    found = read_all(files('return route().GET("/a", users::a).GET("/b", r -> ok()).build();'))
    assert [one.handler for one in found.routes] == ["UserHandler.a", "R.routes"]


@pytest.mark.parametrize(
    ("body", "security", "state"),
    [
        ('return route().GET("/a", users::a).build();', "", "public"),
        ('return route().GET("/a", users::b).build();', "", "unknown"),
        ('return route().GET("/a", users::unseen).build();', "", "unknown"),
        ('return route().GET("/a", users::a).filter(this::check).build();', "", "unknown"),
        ('return route().GET("/a", users::a).build();', ".anyExchange().authenticated()", "guarded"),
        ('return route().GET("/a", users::a).build();', '.pathMatchers("/a").permitAll()', "public"),
        ('return route().GET("/a", users::admin).build();', '.pathMatchers("/a").permitAll()', "guarded"),
    ],
)
def test_guards_of_functional_routes(body: str, security: str, state: str) -> None:
    users = (
        "class UserHandler { Mono<ServerResponse> a(ServerRequest r) { return ok(); }\n"
        "Mono<ServerResponse> b(ServerRequest r) { return Unauthorized(r); }\n"
        "@PreAuthorize(\"hasRole('A')\") Mono<ServerResponse> admin(ServerRequest r) { return ok(); } }"
    )
    chain = f"@EnableReactiveMethodSecurity class S {{ @Bean SecurityWebFilterChain c(ServerHttpSecurity http) {{ return http.authorizeExchange(e -> e{security}).build(); }} }}"
    more = {"Security": chain} if security else {}
    assert told(files(body, UserHandler=users, **more)) == {"GET /a": state}


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ('r -> r.path("/a", "/b").and().method("GET").uri("lb://x")', ["GET /a", "GET /b"]),
        ('r -> helped(r).uri("lb://x")', ["POST /c"]),
        ('r -> r.host("x").uri("lb://x")', []),
        ('r -> r.path("/a").or().header("X").uri("lb://x")', []),
    ],
)
def test_gateways(route: str, expected: list[str]) -> None:
    text = (
        "package a;\n@Configuration class G {\n@Bean RouteLocator routes(RouteLocatorBuilder builder) {"
        f' return builder.routes().route("id", {route}).build(); }}\n'
        'BooleanSpec helped(PredicateSpec r) { return r.method(HttpMethod.POST).and().path("/c"); } }'
    )
    found = read_all({"src/main/java/a/G.java": text})
    assert [f"{one.method} {one.path}" for one in found.routes] == expected
    assert len(found.unresolved) == (not expected)


def test_hostile_routers_end() -> None:
    chain = "return route()" + '\n.GET("/x", users::a)' * 3000 + ".build();"
    assert list(told(files(chain))) == ["GET /x"]
    calls = "".join(
        f"RouterFunction<X> m{n}() {{ return {'.and('.join([f'm{n + 1}()'] * 9) + ')' * 8}; }}"
        for n in range(20)
    )
    found = read_all(files("return m0().and(m0());", calls))
    assert found.routes == ()
    loop = "RouterFunction<X> a() { return b().and(b()); } RouterFunction<X> b() { return a().and(a()); }"
    assert read_all(files("var x = x.and(x); return a();", loop)).routes == ()
