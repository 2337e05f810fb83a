"""Spring: mappings, what they inherit, filter chains, and method security."""

import pytest
from trees import read_all, told

HEAD = "package a;\nimport org.springframework.web.bind.annotation.*;\n"
CHAIN = (
    "@Configuration @EnableMethodSecurity class Security { @Bean SecurityFilterChain chain(HttpSecurity http) { http"
    ".csrf(c -> c.disable()).authorizeHttpRequests(a -> a%s).formLogin(f -> f.permitAll()); return http.build(); } }\n"
)


def controller(body: str, above: str = "", rules: str | None = None, **more: str) -> dict[str, str]:
    files = {"src/main/java/a/X.java": f"{HEAD}@RestController {above} class X {{ {body} }}\n"}
    if rules is not None:
        files["src/main/java/a/Security.java"] = "package a;\n" + CHAIN % rules
    files |= {
        f"src/main/java/a/{name}.java": HEAD + text for name, text in more.items() if name != "properties"
    }
    if "properties" in more:
        files["src/main/resources/application.properties"] = more["properties"]
    return told(files)


GET = '@GetMapping("/x") String x() { return ""; }'


@pytest.mark.parametrize(
    ("body", "above", "expected"),
    [
        (GET, "", ["GET /x"]),
        (GET, '@RequestMapping("/api")', ["GET /api/x"]),
        (GET, '@RequestMapping({"/a", "/b"})', ["GET /a/x", "GET /b/x"]),
        (GET, "@RequestMapping(path = Paths.API)", ["GET /v1/x"]),
        (GET, '@RequestMapping(Paths.API + "/y")', ["GET /v1/y/x"]),
        (GET, "@RequestMapping(Unseen.API)", ["GET …/x"]),
        (GET, '@RequestMapping("${no.such}/y")', ["GET …/y/x"]),
        (GET, '@RequestMapping("${no.such:/d}")', ["GET /d/x"]),
        (GET, '@RequestMapping("${no.such:${no.other:/e}}")', ["GET /e/x"]),
        (GET, "@Inner", ["GET /inner/x"]),
        ("@Reports String x() { return null; }", "@Inner", ["GET /inner/reports"]),
        ('@Save("/s") String x() { return null; }', "", ["POST /s"]),
        ('@RequestMapping("/x") String x() { return ""; }', "", ["* /x"]),
        ('@RequestMapping(value = "/x", method = {RequestMethod.GET, RequestMethod.PUT}) String x() { return ""; }', "", ["GET /x", "PUT /x"]),
        ('@DeleteMapping(value = {"/x/{id:[0-9]+}", "/y"}) void x() { }', "", ["DELETE /x/{id}", "DELETE /y"]),
        ("@PostMapping void x() { }", '@RequestMapping("/p")', ["POST /p"]),
    ],
)  # fmt: skip
def test_mappings(body: str, above: str, expected: list[str]) -> None:
    constants = (
        'class Paths { public static final String API = "/v1"; }\n@RequestMapping("/inner") @interface Inner {}\n'
        '@GetMapping("/reports") @interface Reports {}\n@RequestMapping(method = RequestMethod.POST) @interface Save { String value(); }'
    )
    assert list(controller(body, above, Paths=constants)) == expected


@pytest.mark.parametrize(
    ("rules", "state"),
    [
        (".anyRequest().authenticated()", "guarded"),
        (".anyRequest().permitAll()", "public"),
        ('.requestMatchers("/x").permitAll().anyRequest().authenticated()', "public"),
        ('.requestMatchers("/x/**").permitAll().anyRequest().authenticated()', "public"),
        ('.requestMatchers("/y").permitAll().anyRequest().authenticated()', "guarded"),
        ('.requestMatchers(HttpMethod.POST, "/x").permitAll().anyRequest().hasRole("A")', "guarded"),
        ('.requestMatchers(new AntPathRequestMatcher("/x")).permitAll().anyRequest().authenticated()', "public"),
        (".requestMatchers(OPEN).permitAll().anyRequest().authenticated()", "unknown"),
        (".requestMatchers(PathRequest.toStaticResources().atCommonLocations()).permitAll().anyRequest().authenticated()", "unknown"),
        ('.anyRequest().access("@x.check()")', "unknown"),
        ('.requestMatchers("/y").authenticated()', "unknown"),
        ('.requestMatchers(antMatcher(HttpMethod.GET, "/x")).permitAll().anyRequest().authenticated()', "public"),
        ('.requestMatchers(antMatcher(HttpMethod.POST, "/x")).permitAll().anyRequest().authenticated()', "guarded"),
        ('.requestMatchers(new AntPathRequestMatcher("/x", "GET")).permitAll().anyRequest().authenticated()', "public"),
        ('.requestMatchers(antMatcher(HttpMethod.GET, "/y"), antMatcher("/x")).permitAll().anyRequest().authenticated()', "unknown"),
        ('.anyRequest().access(allOf(fullyAuthenticated(), hasAuthority("A")))', "guarded"),
        ('.anyRequest().access(anyOf(hasRole("B"), hasAuthority("A")))', "guarded"),
        ('.anyRequest().access(anyOf(hasRole("B"), other()))', "unknown"),
        (".anyRequest().access(allOf())", "unknown"),
    ],
)  # fmt: skip
def test_filter_chains(rules: str, state: str) -> None:
    assert controller(GET, rules=rules) == {"GET /x": state}


@pytest.mark.parametrize(
    ("annotation", "state"),
    [
        ("@PreAuthorize(\"hasRole('ADMIN')\")", "guarded"),
        ('@PreAuthorize("permitAll()")', "public"),
        ("@PreAuthorize(\"hasRole('A') or permitAll()\")", "unknown"),
        ('@PreAuthorize("isAnonymous()")', "unknown"),
        ('@PreAuthorize("@x.check(#id)")', "unknown"),
        ('@Secured("ROLE_A")', "unknown"),  # securedEnabled is not set
    ],
)
def test_method_security(annotation: str, state: str) -> None:
    assert controller(annotation + GET, rules=".anyRequest().permitAll()") == {"GET /x": state}


def test_method_security_that_nobody_switches_on_is_doubt() -> None:
    assert controller("@PreAuthorize(\"hasRole('A')\")" + GET) == {"GET /x": "unknown"}


def test_a_chain_that_depends_on_settings_is_doubt() -> None:
    text = '@ConditionalOnProperty("secure") ' + (CHAIN % ".anyRequest().authenticated()")
    assert controller(GET, Security=text) == {"GET /x": "unknown"}


@pytest.mark.parametrize(
    "body",
    [
        'ShiroFilterFactoryBean shiro() { map.put("/**", "authc"); return bean; }',
        "FilterRegistrationBean<X> filter() { return new FilterRegistrationBean<>(x); }",
        "void addInterceptors(InterceptorRegistry r) { r.addInterceptor(new Unseen()); }",
    ],
)
def test_filters_that_are_not_seen_through_are_doubt_even_in_another_module(body: str) -> None:
    files = {
        "web/src/main/java/a/X.java": f"{HEAD}@RestController class X {{ {GET} }}",
        "base/src/main/java/a/F.java": f"class F {{ @Bean {body} }}",
    }
    assert told(files) == {"GET /x": "unknown"}


def test_no_security_at_all_is_public_and_unconfigured_security_is_not() -> None:
    assert controller(GET) == {"GET /x": "public"}
    files = {
        "src/main/java/X.java": f"{HEAD}@RestController class X {{ {GET} }}",
        "pom.xml": "<artifactId>spring-boot-starter-security</artifactId>",
    }
    assert told(files) == {"GET /x": "unknown"}


def test_the_context_path_is_part_of_the_path_and_not_of_what_security_sees() -> None:
    rules = '.requestMatchers("/x").permitAll().anyRequest().authenticated()'
    found = controller(GET, rules=rules, properties="server.servlet.context-path=/shop\n")
    assert found == {"GET /shop/x": "public"}


def test_mappings_of_interfaces_and_abstract_classes() -> None:
    api = '@RequestMapping("/api") interface XApi { @GetMapping("/x") String x(); }'
    base = 'abstract class Base { @GetMapping("/b") String b() { return ""; } }'
    files = {
        "src/main/java/XApi.java": HEAD + api,
        "src/main/java/Base.java": HEAD + base,
        "src/main/java/X.java": f'{HEAD}@RestController class X extends Base implements XApi {{ public String x() {{ return ""; }} }}',
    }
    assert list(told(files)) == ["GET /api/b", "GET /api/x"]


def test_interfaces_that_a_build_makes_are_read_from_the_definition() -> None:
    files = {
        "src/main/java/X.java": f'{HEAD}@RestController @RequestMapping("/v1") class X implements PetsApi {{ @Override public String listPets() {{ return ""; }} @Override public String other() {{ return ""; }} }}',
        "src/main/resources/api.yaml": "openapi: 3.0.0\npaths:\n  /pets:\n    get: {operationId: listPets}\n",
    }
    found = read_all(files)
    assert [(one.method, one.path) for one in found.routes] == [("GET", "/v1/pets")]
    assert [one.reason for one in found.unresolved] == ["its mapping stands in an interface that is not here"]


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("X.java", "import io.micronaut.http.annotation.Get;\nclass X {}", "routes of Micronaut are not read"),
        ("X.java", "@RepositoryRestResource interface X extends JpaRepository<A, B> {}", "routes of Spring Data REST are not read"),
        ("X.java", "import org.springframework.boot.actuate.endpoint.annotation.Endpoint;\nclass X {}", "endpoints of the actuator are not read"),
        ("X.java", "class X { void registerStompEndpoints(StompEndpointRegistry r) {} }", "WebSockets are not read"),
        ("X.kt", '@RestController class X { @GetMapping("/x") fun x() = "" }', "no grammar reads Kotlin here, so its routes are not read"),
        ("X.kt", "fun routes() = coRouter { }", "no grammar reads Kotlin here, so its routes are not read"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told(path: str, text: str, reason: str) -> None:
    found = read_all({f"src/main/java/{path}": text})
    assert [one.reason for one in found.unresolved] == [reason]
    assert read_all({f"src/test/java/{path}": text}).unresolved == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@HttpExchange("/api") interface A { @GetExchange("/x") String x(); @HttpExchange(method = "POST", url = "/y") String y(); }', ["GET /api/x", "POST /api/y"]),
        ('interface A extends B { } @RequestMapping("/b") interface B { @GetMapping("/x") String x(); }', ["GET /b/x"]),
        ('@RequestMapping(path = "/a", method = RequestMethod.PUT) interface A { @RequestMapping("/x") String x(); }', ["PUT /a/x"]),
        ('interface A extends P { String Y = P.ROOT + "/y"; @GetMapping(Y) String x(); }', ["GET /p/y"]),
    ],
)  # fmt: skip
def test_interfaces_that_controllers_implement(text: str, expected: list[str]) -> None:
    files = {
        "src/main/java/a/A.java": HEAD + text,
        "src/main/java/a/P.java": 'package a; interface P { String ROOT = "/p"; }',
        "src/main/java/a/X.java": f'{HEAD}@RestController class X implements A {{ public String x() {{ return ""; }} public String y() {{ return ""; }} }}',
    }
    assert list(told(files)) == expected


def test_constants_of_the_same_name_are_told_apart_by_imports() -> None:
    files = {
        f"src/main/java/{name}/Paths.java": f'package {name};\npublic interface Paths {{ String X = "/{name}"; }}'
        for name in ("b", "c")
    }
    uses = "{} @RestController class {} {{ @GetMapping({}) void x() {{ }} }}"
    files["src/main/java/a/B.java"] = uses.format(HEAD + "import b.Paths;\n", "B", "Paths.X")
    files["src/main/java/a/C.java"] = uses.format(HEAD + "import static c.Paths.X;\n", "C", "X")
    files["src/main/java/a/D.java"] = uses.format(HEAD + "import static b.Paths.*;\n", "D", "X")
    files["src/main/java/a/E.java"] = uses.format(HEAD, "E", "Paths.X")
    found = read_all(files)
    assert [f"{one.handler} {one.path}" for one in found.routes] == ["B.x /b", "D.x /b", "C.x /c"]
    assert [one.reason for one in found.unresolved] == ["the path of this route can't be told"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("HandlerTypePredicate.forAnnotation(RestController.class)", "GET /api/x"),
        ("c -> c.isAnnotationPresent(Other.class)", "GET /x"),
        ('HandlerTypePredicate.forBasePackage("a")', "GET /api/x"),
        ('HandlerTypePredicate.forBasePackage("a.b")', "GET /x"),
        ('c -> c.getPackageName().startsWith("b")', "GET /x"),
        ("HandlerTypePredicate.forBasePackageClass(W.class)", "GET /api/x"),
        ("HandlerTypePredicate.forAssignableType(X.class)", "GET /api/x"),
        ("c -> true", "GET /api/x"),
        ("c -> check(c)", "GET …/x"),
    ],
)
def test_prefixes_of_a_configurer(condition: str, expected: str) -> None:
    text = f'class W implements WebMvcConfigurer {{ public void configurePathMatch(PathMatchConfigurer p) {{ p.addPathPrefix("/api", {condition}); }} }}'
    assert list(controller(GET, W=text)) == [expected]


def test_values_without_a_name_beside_named_ones_are_read_and_told() -> None:
    files = {
        "src/main/java/a/X.java": f'{HEAD}@RestController class X {{ @RequestMapping("/x", method = RequestMethod.PUT) void x() {{ }} }}'
    }
    found = read_all(files)
    assert [f"{one.method} {one.path}" for one in found.routes] == ["PUT /x"]
    assert [one.reason for one in found.unresolved] == [
        "this part of the file is no program that can be read"
    ]


def test_overloads_are_routes_of_their_own_and_overridden_ones_are_not() -> None:
    base = """interface Base<T> { @GetMapping("/base") String one(T what); @GetMapping("/other") default String one(int a, int b) { return ""; } }"""
    body = '@GetMapping("/a") String one(String x) { return ""; } @GetMapping("/b") String one(long x) { return ""; }'
    files = {
        "src/main/java/a/Base.java": HEAD + base,
        "src/main/java/a/X.java": f"{HEAD}@RestController class X implements Base<String> {{ {body} }}",
    }
    assert list(told(files)) == ["GET /a", "GET /b", "GET /other"]


def test_a_component_is_a_controller_where_its_interface_is() -> None:
    api = '@RestController interface Api { @GetMapping("/x") String x(); }'
    uses = '@Service class X implements Api { public String x() { return ""; } }'
    assert list(told({"src/main/java/Api.java": HEAD + api, "src/main/java/X.java": HEAD + uses})) == [
        "GET /x"
    ]


def test_mappings_of_a_class_that_is_no_controller_are_told() -> None:
    found = read_all({"src/main/java/a/X.java": f'{HEAD}@RequestMapping("/a") class X {{ {GET} }}'})
    assert found.routes == ()
    assert [one.reason for one in found.unresolved] == [
        "maps paths, and nothing here makes this class a controller"
    ]


@pytest.mark.parametrize("pattern", ["/{id:[0-9]+}", "/{id:[^/]+}"])
def test_a_regular_expression_in_a_matcher_is_doubt(pattern: str) -> None:
    for first, last in (("authenticated", "permitAll"), ("permitAll", "authenticated")):
        rules = f'.requestMatchers("{pattern}").{first}().anyRequest().{last}()'
        assert controller(GET, rules=rules) == {"GET /x": "unknown"}


def test_clients_and_broken_files() -> None:
    files = {
        "src/main/java/C.java": f'{HEAD}@FeignClient("c") interface C {{ {GET[:-14]}; }}',
        "src/main/java/X.java": f"{HEAD}@RestController class X {{ {GET} }}\nclass {{ (((",
    }
    found = read_all(files)
    assert [one.path for one in found.routes] == ["/x"]
    assert "this part of the file is no program that can be read" in [one.reason for one in found.unresolved]


@pytest.mark.parametrize("pattern", ["/**" * 200, "*" * 5000, "/{a}" * 100])
def test_hostile_patterns_end(pattern: str) -> None:
    rules = f'.requestMatchers("{pattern}").permitAll().anyRequest().authenticated()'
    assert controller(GET, rules=rules) == {"GET /x": "unknown"}
