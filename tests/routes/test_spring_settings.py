"""Conditions on properties of Spring: decided where the repository settles them, doubt where it does not."""

import pytest
from trees import read_all, told

HEAD = "package a;\nimport org.springframework.web.bind.annotation.*;\n"
CONTROLLER = f'{HEAD}@RestController class X {{ @PreAuthorize("hasRole(1)") @GetMapping("/x") String x() {{ return ""; }} @GetMapping("/y") String y() {{ return ""; }} }}'
CHAIN = (
    "package a;\n@Configuration {} class {} {{ @Bean SecurityFilterChain chain(HttpSecurity http) {{"
    " http.authorizeHttpRequests(a -> a.anyRequest().{}()); return http.build(); }} }}\n"
)
RESOURCES = "src/main/resources"


def program(on: str, off: str, **more: str) -> dict[str, str]:
    secure = CHAIN.format(f"@EnableMethodSecurity {on}", "On", "authenticated")
    files = {"src/main/java/a/X.java": CONTROLLER, "src/main/java/a/On.java": secure}
    if off:
        files["src/main/java/a/Off.java"] = CHAIN.format(off, "Off", "permitAll")
    named = {"properties": f"{RESOURCES}/application.properties", "yaml": f"{RESOURCES}/application.yaml"}
    return files | {named.get(name, name): text for name, text in more.items()}


ON = '@ConditionalOnProperty(name = "app.secure", havingValue = "true")'
OFF = '@ConditionalOnProperty(name = "app.secure", havingValue = "false")'
PUBLIC = {"GET /x": "public", "GET /y": "public"}
GUARDED = {"GET /x": "guarded", "GET /y": "guarded"}
UNKNOWN = {"GET /x": "unknown", "GET /y": "unknown"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"properties": "app.secure=false\n"}, PUBLIC),
        ({"properties": "app.secure = true\n"}, GUARDED),
        ({"yaml": "app:\n  secure: true\n"}, GUARDED),
        ({"yaml": "app:\n  secure: no\n"}, PUBLIC),
        ({"yaml": "app:\n  secure: perhaps\n"}, UNKNOWN),
        ({}, UNKNOWN),
        ({"properties": "app.secure=${SECURE:true}\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "k8s.yaml": "data:\n  application.yml: |\n    app:\n      secure: false\n"}, UNKNOWN),
        ({"properties": "app.secure=@secure@\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", f"{RESOURCES}/application-dev.properties": "app.secure=false\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", f"{RESOURCES}/application-dev.properties": "app.other=false\n"}, GUARDED),
        ({"properties": "app.secure=true\n", "yaml": "app: {secure: false}\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n#---\nspring.config.activate.on-profile=dev\napp.secure=false\n"}, UNKNOWN),
        ({"yaml": "app: {secure: true}\n---\nspring.config.activate.on-profile: dev\napp: {secure: false}\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "docker-compose.yml": "environment: [APP_SECURE=false]\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "pom.xml": "<arguments>--app.secure=false</arguments>"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "pom.xml": "<jvmArguments>-Dapp.secure=false</jvmArguments>"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "values.yaml": "env: {app.secure: false}\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "values.yaml": "env: {app.secure.more: false}\n"}, GUARDED),
        ({"properties": "app.secure=tr\\\nue\n"}, UNKNOWN),
        ({"properties": "app.secure=true\nspring.config.import=configserver:\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "deploy/application.properties": "app.secure=false\n"}, UNKNOWN),
        ({"properties": "app.secure=true\n", "src/test/resources/application.properties": "app.secure=false\n"}, GUARDED),
        ({"properties": "app.secure=true\n", "src/main/java/a/Main.java": 'class Main { void f() { System.setProperty("app.secure", "false"); } }'}, UNKNOWN),
    ],
)  # fmt: skip
def test_a_property_decides_where_nothing_changes_it(more: dict[str, str], expected: dict[str, str]) -> None:
    assert told(program(ON, OFF, **more)) == expected


@pytest.mark.parametrize(
    ("condition", "properties", "expected"),
    [
        ('@ConditionalOnProperty("app.secure")', "app.secure=yes\n", GUARDED),
        ('@ConditionalOnProperty(prefix = "app", name = "secure")', "app.secure=true\n", GUARDED),
        ('@ConditionalOnProperty(prefix = "app.", value = {"secure", "web"})', "app.secure=a\napp.web=b\n", GUARDED),
        ('@ConditionalOnProperty(prefix = "app", value = {"secure", "web"})', "app.secure=true\n", UNKNOWN),
        ('@ConditionalOnProperty(name = "app.secure", matchIfMissing = true)', "", UNKNOWN),
        ('@Profile("prod")', "spring.profiles.active=prod\n", UNKNOWN),
        ('@ConditionalOnExpression("${app.secure}")', "app.secure=true\n", UNKNOWN),
        ("@ConditionalOnProperty(Unseen.NAME)", "app.secure=true\n", UNKNOWN),
        ('@ConditionalOnProperty("app.secure") @Profile("prod")', "app.secure=true\n", UNKNOWN),
    ],
)  # fmt: skip
def test_conditions(condition: str, properties: str, expected: dict[str, str]) -> None:
    assert told(program(condition, "", properties=properties)) == expected


def test_without_a_chain_that_holds_security_is_what_spring_does_by_itself() -> None:
    files = program(ON, "", properties="app.secure=false\n")
    files["pom.xml"] = "<artifactId>spring-boot-starter-security</artifactId>"
    assert told(files)["GET /y"] == "unknown"


@pytest.mark.parametrize("value", ["true", "false"])
def test_the_line_of_the_property_is_evidence(value: str) -> None:
    found = read_all(program(ON, OFF, properties=f"# switches security\napp.secure={value}\n"))
    for route in found.routes:
        places = [one.location for one in route.witnesses if one.text == f"app.secure={value}"]
        assert [(one.path, one.span.start_line) for one in places if one.span] == [
            (f"{RESOURCES}/application.properties", 2)
        ]


def test_what_leaves_a_chain_in_doubt_is_evidence() -> None:
    found = read_all(program(ON, OFF))
    shown = {one.text for route in found.routes for one in route.witnesses}
    assert {ON, OFF} & shown


def test_hostile_settings_end() -> None:
    bomb = "a0: &a0 {}\n" + "".join(
        f"a{n}: &a{n} {{{', '.join(f'x{i}: *a{n - 1}' for i in range(9))}}}\n" for n in range(1, 12)
    )
    assert told(program(ON, "", yaml=bomb)) == UNKNOWN
    assert told(program(ON, "", yaml="a: [" * 2000)) == UNKNOWN
    assert told(program(ON, "", properties="=\n:\n\\\n#---\n" * 2000)) == UNKNOWN
