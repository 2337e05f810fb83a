"""Java that is made to be slow or endless: it is read, or told, in the time of any other."""

import time

import pytest
from trees import read_all

SPRING = "package a;\nimport org.springframework.web.bind.annotation.*;\n"
ROUTER = "package a;\nimport org.springframework.web.reactive.function.server.RouterFunction;\n"
REST = "package a;\nimport jakarta.ws.rs.*;\n"


def _lines(text: str, number: int) -> str:
    return "\n".join(text.replace("#", str(at)) for at in range(number))


@pytest.mark.parametrize(
    "text",
    [
        SPRING + _lines('@RestController class C extends C { @GetMapping("/#") void x() {} }', 2000),
        SPRING + "@RestController class C { " + _lines('@GetMapping("/#") void m(T# x) {}', 2000) + "}",
        SPRING + _lines("@RestController class C# extends C0 implements C1, C2 { }", 500),
        SPRING + _lines("@A# @interface A# {} @A# @interface A# {}", 200) + "@A0 class X {}",
        ROUTER + "class R { @Bean RouterFunction<X> r() { return route()" + _lines('.nest(path("/a"), b# -> b#', 200) + ")" * 200 + ".build(); } }",
        ROUTER + "class R { @Bean RouterFunction<X> r() { return route(GET()" + _lines('.or(GET("/#"))', 2000) + ", h); } }",
        ROUTER + "class R { @Bean RouterFunction<X> r() { var b0 = route();" + _lines("var b1 = b1.and(b0).and(b1);", 200) + "return b1; } }",
        REST + '@Path("/") class R {' + _lines('@Path("#") public R m#() { return this; }', 100) + "}",
    ],
)  # fmt: skip
def test_hostile_programs_end(text: str) -> None:
    begun = time.monotonic()
    read_all({"src/main/java/a/X.java": text})
    assert time.monotonic() - begun < 10
