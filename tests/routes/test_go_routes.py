"""Go: net/http, gin, echo, chi and gorilla/mux, with their groups, mounts, and order."""

import pytest
from trees import read_all, told

GUARD = (
    'func RequireAuth(next http.Handler) http.Handler { return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {\n'
    ' if r.Header.Get("Authorization") == "" { w.WriteHeader(http.StatusUnauthorized); return }; next.ServeHTTP(w, r) }) }\n'
    "func h(w http.ResponseWriter, r *http.Request) {}\n"
)  # fmt: skip
IMPORTS = {
    "gin": "github.com/gin-gonic/gin",
    "echo": "github.com/labstack/echo/v4",
    "chi": "github.com/go-chi/chi/v5",
    "mux": "github.com/gorilla/mux",
    "http": "net/http",
}


def program(text: str, kind: str, more: str = "", **files: str) -> dict[str, str]:
    names = dict.fromkeys([IMPORTS[kind], IMPORTS["http"]])
    head = "package main\nimport (\n" + "".join(f'"{one}"\n' for one in names) + '"example.com/a/api"\n)\n'
    sources = {
        "main.go": f"{head}{GUARD}{more}func main() {{\n{text}\n}}\n",
        "go.mod": "module example.com/a\n",
    }
    sources |= {
        f"{name.replace('__', '/')}.go": f'package api\nimport "{IMPORTS[kind]}"\n{code}'
        for name, code in files.items()
    }
    return told(sources)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('http.HandleFunc("GET /x/{id}", h)', {"GET /x/{id}": "public"}),
        ('http.HandleFunc("/x", h)', {"* /x": "public"}),
        ('m := http.NewServeMux(); m.HandleFunc("POST /a/{rest...}", h); m.Handle("GET /b/{$}", RequireAuth(http.HandlerFunc(h)))', {"POST /a/{rest}": "public", "GET /b/": "guarded"}),
        ('m := http.NewServeMux(); s := http.NewServeMux(); s.HandleFunc("GET /x", h); m.Handle("/api/", http.StripPrefix("/api", s))', {"GET /api/x": "public"}),
        ('m := http.NewServeMux(); s := http.NewServeMux(); s.HandleFunc("GET /x", h); m.Handle("/api/", RequireAuth(s))', {"GET /api/x": "guarded"}),
    ],
)  # fmt: skip
def test_net_http(text: str, expected: dict[str, str]) -> None:
    assert program(text, "http") == expected


GIN = (
    'func AuthRequired() gin.HandlerFunc { return func(c *gin.Context) { if c.GetHeader("Authorization") == "" { c.AbortWithStatus(401); return } } }\n'
    "func g(c *gin.Context) {}\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('r := gin.Default(); r.GET("/x/:id", g); r.Any("/any/*rest", g)', {"GET /x/{id}": "public", "* /any/{rest}": "public"}),
        ('r := gin.New(); r.GET("/a", g); r.Use(AuthRequired()); r.GET("/b", g)', {"GET /a": "public", "GET /b": "guarded"}),
        ('r := gin.New(); v := r.Group("/v1", AuthRequired()); { v.POST("/b", g) }; r.POST("/c", g)', {"POST /v1/b": "guarded", "POST /c": "public"}),
        ('r := gin.New(); v := r.Group("/v1"); w := v.Group("/w"); v.Use(AuthRequired()); w.GET("/b", g)', {"GET /v1/w/b": "public"}),
        ('r := gin.New(); r.GET("/x", AuthRequired(), g)', {"GET /x": "guarded"}),
        ('r := gin.New(); if secure { r.Use(AuthRequired()) }; r.GET("/x", g)', {"GET /x": "unknown"}),
        ('r := gin.New(); r.Use(gin.Logger()); r.Handle(http.MethodPut, "/x", g)', {"PUT /x": "public"}),
    ],
)  # fmt: skip
def test_gin(text: str, expected: dict[str, str]) -> None:
    assert program(text, "gin", GIN) == expected


@pytest.mark.parametrize(
    ("call", "state"),
    [
        ("Auth(true)", "guarded"),
        ("Auth(false)", "public"),
        ("Auth(strict)", "unknown"),
        ("GoesOn()", "unknown"),
    ],
)
def test_guards_that_can_be_switched_off(call: str, state: str) -> None:
    more = GIN + (
        "func Auth(strict bool) gin.HandlerFunc { return func(c *gin.Context) { if strict { c.AbortWithStatus(401) } } }\n"
        'func GoesOn() gin.HandlerFunc { return func(c *gin.Context) { if c.GetHeader("Authorization") == "" { c.JSON(401, nil) } } }\n'
    )
    assert program(f'r := gin.New(); r.Use({call}); r.GET("/x", g)', "gin", more) == {"GET /x": state}


def test_groups_are_followed_into_other_packages() -> None:
    code = 'func Register(r *gin.RouterGroup, auth gin.HandlerFunc) { r.GET("/x", X); r.Use(auth); r.GET("/y", X) }\nfunc X(c *gin.Context) {}\n'
    text = 'r := gin.New(); api.Register(r.Group("/v1"), AuthRequired())'
    assert program(text, "gin", GIN, api__routes=code) == {"GET /v1/x": "public", "GET /v1/y": "guarded"}


def test_a_group_that_nobody_gives_has_no_beginning() -> None:
    code = 'func Register(r *gin.RouterGroup) { r.GET("/x", X) }\nfunc X(c *gin.Context) {}\n'
    assert program("", "gin", GIN, api__routes=code) == {"GET …/x": "unknown"}


ECHO = "func e1(c echo.Context) error { return nil }\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('e := echo.New(); e.GET("/x/:id", e1)', {"GET /x/{id}": "public"}),
        ('e := echo.New(); e.GET("/x", e1); e.Use(middleware.JWT(key))', {"GET /x": "guarded"}),
        ('e := echo.New(); e.GET("/x", e1, echojwt.JWT(key))', {"GET /x": "guarded"}),
        ('e := echo.New(); g := e.Group("/g"); g.GET("/a", e1); g.Use(middleware.JWT(key)); g.GET("/b", e1)', {"GET /g/a": "public", "GET /g/b": "guarded"}),
        ('e := echo.New(); e.Use(middleware.JWTWithConfig(middleware.JWTConfig{Skipper: skip})); e.GET("/x", e1)', {"GET /x": "unknown"}),
    ],
)  # fmt: skip
def test_echo(text: str, expected: dict[str, str]) -> None:
    assert program(text, "echo", ECHO) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('r := chi.NewRouter(); r.Get("/x/{id:[0-9]+}", h)', {"GET /x/{id}": "public"}),
        ('r := chi.NewRouter(); r.Route("/a", func(r chi.Router) { r.Use(RequireAuth); r.Get("/", h); r.Route("/{id}", func(r chi.Router) { r.Put("/", h) }) }); r.Get("/z", h)', {"GET /a": "guarded", "PUT /a/{id}": "guarded", "GET /z": "public"}),
        ('r := chi.NewRouter(); r.Group(func(r chi.Router) { r.Use(RequireAuth); r.Get("/a", h) }); r.Get("/b", h)', {"GET /a": "guarded", "GET /b": "public"}),
        ('r := chi.NewRouter(); r.With(RequireAuth).Get("/a", h); r.Get("/b", h)', {"GET /a": "guarded", "GET /b": "public"}),
        ('r := chi.NewRouter(); r.Mount("/sub", sub())', {"GET /sub/x": "public"}),
        ('r := chi.NewRouter(); r.With(RequireAuth).Mount("/sub", sub())', {"GET /sub/x": "guarded"}),
    ],
)  # fmt: skip
def test_chi(text: str, expected: dict[str, str]) -> None:
    more = (
        'func sub() http.Handler { r := chi.NewRouter(); r.Get("/x", h); return r }\n'
        if "sub()" in text
        else ""
    )
    assert program(text, "chi", more) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('r := mux.NewRouter(); r.HandleFunc("/x/{id:[0-9]+}", h).Methods("GET", "POST")', {"GET /x/{id}": "public", "POST /x/{id}": "public"}),
        ('r := mux.NewRouter(); s := r.PathPrefix("/api").Subrouter(); s.HandleFunc("/x", h).Methods(http.MethodPut); s.Use(RequireAuth); r.HandleFunc("/y", h)', {"PUT /api/x": "guarded", "* /y": "public"}),
        ('r := mux.NewRouter(); r.Methods("GET").Path("/x").HandlerFunc(h)', {"GET /x": "public"}),
        ('r := mux.NewRouter(); r.PathPrefix("/static").Handler(http.FileServer(http.Dir(".")))', {}),
        ('r := mux.NewRouter(); for _, one := range []Row{{"/a", "GET"}, {"/b", "POST"}} { r.HandleFunc(one.Path, h).Methods(one.Method) }', {"GET /a": "public", "POST /b": "public"}),
        ('r := mux.NewRouter(); r.HandleFunc(prefix()+"/x", h)', {"* …/x": "unknown"}),
    ],
)  # fmt: skip
def test_mux(text: str, expected: dict[str, str]) -> None:
    assert program(text, "mux", "type Row struct { Path string; Method string }\n") == expected


@pytest.mark.parametrize(
    ("middleware", "state"),
    [
        ("RequireAuth", "guarded"),
        ("jwtauth.Authenticator", "guarded"),
        ("AuthMiddleware(false)", "public"),
        ("OptionalAuth", "public"),
        ("RequestLogger", "public"),
        ("Something", "unknown"),
        ("AuthLimiter", "unknown"),
        ("IsAdmin", "unknown"),
    ],
)
def test_middlewares(middleware: str, state: str) -> None:
    more = "func IsAdmin(next http.Handler) http.Handler { return next }\n"
    assert program(f'r := chi.NewRouter(); r.Use({middleware}); r.Get("/x", h)', "chi", more) == {
        "GET /x": state
    }


def test_half_broken_and_endless_programs() -> None:
    text = 'package main\nimport "net/http"\nfunc f() { f(); http.HandleFunc("/x", nil) }\nfunc main() { f() }\nfunc (((\n'
    found = read_all({"main.go": text})
    assert [one.path for one in found.routes] == ["/x"]
    assert [one.reason for one in found.unresolved] == [
        "this part of the file is no program that can be read"
    ]


def test_frameworks_that_are_not_read_are_told() -> None:
    found = read_all({"main.go": 'package main\nimport "github.com/gofiber/fiber/v2"\n'})
    assert [one.reason for one in found.unresolved] == ["routes of fiber are not read"]
