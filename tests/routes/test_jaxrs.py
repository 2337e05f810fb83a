"""JAX-RS: resources, what they inherit, resources below them, applications and where they are mapped."""

import pytest
from trees import read_all, told

HEAD = "package a;\nimport jakarta.ws.rs.*;\n"
GET = '@GET @Path("{id}") public String one() { return ""; }'


def resource(body: str, above: str = '@Path("/r")', **more: str) -> dict[str, str]:
    files = {"src/main/java/a/X.java": f"{HEAD}{above} class X implements Api {{ {body} }}\n"}
    for name, text in more.items():
        files |= {name: text} if "." in name else {f"src/main/java/a/{name}.java": HEAD + text}
    return files


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (GET, ["GET /r/{id}"]),
        ("@GET public String all() { return null; }", ["GET /r"]),
        ('@DELETE @Path("{ id : [0-9]+ }") public void no() {}', ["DELETE /r/{id}"]),
        ("@POST @PUT @Path(Paths.A) public void save() {}", ["POST /r/a", "PUT /r/a"]),
        ('@Query @Path("/q") public void query() {}', ["QUERY /r/q"]),
        ("public String declared() { return null; }", ["GET /r/declared"]),
        ('@Path("/below") public Below below() { return new Below(); }', ["GET /r/below/inner", "POST /r/below/last"]),
        ("@GET @Path(Unseen.A) public void a() {}", []),
        ('@GET @Path("/a") public void a(int x) {} @GET @Path("/b") public void a(String x) {}', ["GET /r/a", "GET /r/b"]),
    ],
)  # fmt: skip
def test_resources(body: str, expected: list[str]) -> None:
    more = {
        "Paths": 'interface Paths { String A = "/a"; }',
        "Query": '@HttpMethod("QUERY") @interface Query {}',
        "Api": 'interface Api { @GET @Path("/declared") String declared(); }',
        "Below": 'class Below { @GET @Path("inner") public String inner() { return ""; } @Path("last") public Last last() { return null; } }',
        "Last": "class Last { @POST public void post() {} }",
    }
    found = read_all(resource(body, **more))
    assert sorted({f"{one.method} {one.path}" for one in found.routes}) == sorted(
        {*expected, "GET /r/declared"}
    )
    assert {one.framework for one in found.routes} == {"jaxrs"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "GET /r/{id}"),
        ({"App": '@ApplicationPath("/api") class App extends Application {}'}, "GET /api/r/{id}"),
        ({"App": "@ApplicationPath(Unseen.X) class App extends Application {}"}, "GET …/r/{id}"),
        ({"src/main/java/b/App.java": 'package b;\nimport jakarta.ws.rs.*;\n@ApplicationPath("/a") class App {}', "src/main/java/c/Other.java": 'package c;\nimport jakarta.ws.rs.*;\n@ApplicationPath("/b") class Other {}'}, "GET …/r/{id}"),
        ({"src/main/resources/application.properties": "quarkus.http.root-path=/q\nquarkus.rest.path=/rest\n"}, "GET /q/rest/r/{id}"),
        ({"src/main/webapp/WEB-INF/web.xml": "<servlet-mapping><url-pattern>/x/*</url-pattern></servlet-mapping>"}, "GET …/r/{id}"),
        (
            {
                "App": "class App extends Application {}",
                "src/main/webapp/WEB-INF/web.xml": "<servlet><servlet-name>s</servlet-name><servlet-class>a.App</servlet-class></servlet><servlet-mapping><servlet-name>s</servlet-name><url-pattern>/web/*</url-pattern></servlet-mapping>",
            },
            "GET /web/r/{id}",
        ),
        ({"config.yml": "server:\n  applicationContextPath: /app\n  rootPath: /api/*\n"}, "GET /app/api/r/{id}"),
        ({"config.yml": "server:\n  rootPath: ${ROOT:-/api/*}\n"}, "GET …/r/{id}"),
        ({"a.yml": "server: {rootPath: /a/*}\n", "b.yml": "server: {rootPath: /b/*}\n"}, "GET …/r/{id}"),
    ],
)  # fmt: skip
def test_applications(more: dict[str, str], expected: str) -> None:
    assert list(told(resource(GET, **more))) == [expected]


def test_one_application_serves_the_modules_of_its_program() -> None:
    chain = 'class S { @Bean SecurityFilterChain c(HttpSecurity http) { http.authorizeHttpRequests(a -> a.requestMatchers("/api/**").authenticated()); return http.build(); } }'
    files = {
        "core/src/main/java/a/X.java": f'{HEAD}@Path("/r") class X {{ {GET} }}',
        "app/src/main/java/b/App.java": 'import jakarta.ws.rs.*;\n@ApplicationPath("/api") class App {}',
        "app/src/main/resources/application.properties": "server.servlet.context-path=/shop\n",
        "app/src/main/java/b/S.java": chain,
    }
    assert told(files) == {"GET /shop/api/r/{id}": "guarded"}


@pytest.mark.parametrize(
    ("annotation", "more", "state"),
    [
        ("", {}, "public"),
        ("@PermitAll", {}, "public"),
        ('@RolesAllowed("a")', {}, "unknown"),
        ("@Authenticated", {}, "unknown"),
        ("", {"F": "class F implements ContainerRequestFilter {}"}, "unknown"),
        ('@RolesAllowed("a")', {"pom.xml": "<artifactId>quarkus-oidc</artifactId>"}, "guarded"),
        ('@RolesAllowed("a")', {"other/pom.xml": "<artifactId>quarkus-oidc</artifactId>"}, "unknown"),
        ("@Authenticated", {"pom.xml": "<artifactId>quarkus-smallrye-jwt</artifactId>"}, "guarded"),
        ("", {"pom.xml": "<artifactId>quarkus-oidc</artifactId>"}, "public"),
        (
            "",
            {"src/main/resources/application.properties": "quarkus.http.auth.permission.a.paths=/*\n"},
            "unknown",
        ),
        ("", {"src/main/webapp/WEB-INF/web.xml": "<security-constraint>"}, "unknown"),
    ],
)
def test_guards_of_resources(annotation: str, more: dict[str, str], state: str) -> None:
    assert told(resource(f"{annotation} {GET}", **more)) == {"GET /r/{id}": state}


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ('@Route(path = "/a/:id", methods = Route.HttpMethod.GET)', ["GET /base/a/{id}"]),
        ('@Route(path = "/a", methods = {HttpMethod.PUT, POST})', ["POST /base/a", "PUT /base/a"]),
        ("@Route", ["* /base/find-all"]),
        ('@Route(path = "/*", type = Route.HandlerType.FAILURE)', []),
        ('@Route(regex = "/a.*")', []),
    ],
)
def test_reactive_routes_of_quarkus(annotation: str, expected: list[str]) -> None:
    text = f'import io.quarkus.vertx.web.*;\n@RouteBase(path = "base") class R {{ {annotation} String findAll() {{ return ""; }} }}'
    found = read_all({"src/main/java/a/R.java": text})
    assert sorted(f"{one.method} {one.path}" for one in found.routes) == expected
    assert len(found.unresolved) == ("regex" in annotation)


def test_clients_and_annotations_of_other_libraries_are_no_routes() -> None:
    files = {
        "src/main/java/a/C.java": f'{HEAD}@RegisterRestClient @Path("/r") interface C {{ @GET String x(); }}',
        "src/main/java/a/D.java": f"{HEAD}class D implements C {{ public String x() {{ return null; }} }}",
        "src/main/java/a/R.java": 'import retrofit2.http.GET;\n@Path("/x") class R { @GET("/y") String x() { return null; } }',
    }
    assert read_all(files).routes == ()


def test_resources_that_are_not_seen_are_told() -> None:
    found = read_all(resource('@Path("/below") public Object below() { return null; }'))
    assert found.routes == ()
    assert [one.reason for one in found.unresolved] == ["resources below this one are not seen"]


def test_resources_that_return_themselves_end() -> None:
    methods = "".join(f'@Path("{n}") public X m{n}() {{ return this; }}' for n in range(4))
    found = read_all(resource(GET + methods))
    assert len(found.routes) == sum(4**deep for deep in range(5))
    assert {one.reason for one in found.unresolved} == {"resources below this one are not seen"}
