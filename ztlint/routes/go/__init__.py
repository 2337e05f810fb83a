"""Routes of Go programs, through their syntax trees; nothing is built or run."""

import re
from collections.abc import Iterator, Mapping

from ztlint.core import Failure, Route, Routes
from ztlint.routes.go.program import Program, SpentError
from ztlint.routes.go.values import Entry, Function, Router
from ztlint.routes.joining import Evidence, Text, braces, colons, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import Notes, broken, child, code_of, text, told_packed

_DECLARES = re.compile(
    rb"gin-gonic/gin|labstack/echo|go-chi/chi|pressly/chi|gorilla/mux|HandleFunc\(|NewServeMux|http\.Handle\("
)
_OTHERS = re.compile(
    rb'"(?:github\.com/(gofiber/fiber|kataras/iris|beego/beego|astaxie/beego|julienschmidt/httprouter|go-ozzo/ozzo-routing'
    rb"|emicklei/go-restful|zeromicro/go-zero|cloudwego/hertz|uptrace/bunrouter|danielgtaylor/huma|valyala/fasthttp))"
)
MAX_PLACES = 64
"""Places at which one router is mounted."""


def extract(files: Mapping[str, bytes]) -> Routes:
    """All routes of the repository that ``files`` are."""
    if not any(_DECLARES.search(d) or _OTHERS.search(d) for p, d in files.items() if p.endswith(".go")):
        return Routes()
    notes = Notes()
    program = Program(files, notes)
    routes: list[Route] = []
    try:
        program.read()
        _unread(program)
        _walk(program)
        _loosen(program)
        for router in program.routers:
            routes += _routes(program, router)
    except (SpentError, RecursionError):
        notes.failures.append(_too_much())
    unique = {(one.location, one.method, one.path): one for one in reversed(routes)}
    for file in program.parsed.values():
        if _DECLARES.search(file.tree.data):
            broken(file.tree, notes)
    told_packed(program.files, notes, _DECLARES)
    ordered = sorted(unique.values(), key=lambda one: (one.path, one.method, one.location.path, one.handler))
    return Routes(tuple(ordered), notes.told(), tuple(notes.failures), len(program.parsed))


def _too_much() -> Failure:
    return Failure(
        ".",
        "routes were not all read: more Go than is walked, or nested too deeply",
        "Exclude what is generated.",
    )


def _unread(program: Program) -> None:
    """Frameworks whose routes nobody looks for are told, once for each file that uses them."""
    for file in program.parsed.values():
        if found := _OTHERS.search(file.tree.data):
            name = found[1].decode().rsplit("/", 1)[-1]
            program.notes.note(file.tree, file.tree.root, f"routes of {name} are not read")


def _walk(program: Program) -> None:
    """Programs first, then what nobody calls by name, then what was not come by."""
    methods = [one for found in program.methods.values() for _, one in found]
    every = [*program.functions.values(), *methods]
    called = {
        name
        for file in program.parsed.values()
        for name in re.findall(r"(\w+)\s*\(", file.tree.data.decode("utf-8", "replace"))
    }
    counts = _calls(program)
    mains = [one for one in every if one.name in ("main", "init")]
    tops = [one for one in every if counts.get(one.name, 0) < 2 and one.name in called]
    for function in (*mains, *tops, *every):
        if function.node.id not in program.entered and _serves(function):
            given = program.routers_of(function)
            if (given is None and function in mains + tops) or function.node.id not in program.entered:
                result = program.call(function, given or [])
                _returned(result)


def _loosen(program: Program) -> None:
    """A router that nobody was seen to mount may be the one that is mounted where it can't be told."""
    for router in program.routers:
        if router.returned and program.loose and not router.mounts and router.kind in ("chi", "mux", "http"):
            router.complete = False
            router.asked.append(Evidence(Says.UNSURE))


def _returned(result: object) -> None:
    for one in result if isinstance(result, list) else [result]:
        if isinstance(one, Router):
            one.returned = True


def _calls(program: Program) -> dict[str, int]:
    """How often each name stands before a parenthesis; once is its declaration."""
    found: dict[str, int] = {}
    for file in program.parsed.values():
        for name in re.findall(r"(\w+)\(", file.tree.data.decode("utf-8", "replace")):
            found[name] = found.get(name, 0) + 1
    return found


_SERVES = re.compile(
    r"\b(?:gin|echo|chi|mux|http)\.|\.(?:GET|POST|PUT|DELETE|PATCH|Get|Post|Put|Delete|Patch|Handle|HandleFunc|Group|Route|Mount)\("
)


def _serves(function: Function) -> bool:
    return function.name in ("main", "init") or bool(_SERVES.search(code_of(function.node)))


def _routes(program: Program, router: Router) -> Iterator[Route]:
    if not router.entries:
        return
    places = list(_places(router, (), 0))[:MAX_PLACES]
    for entry in router.entries:
        if not entry.served:
            continue
        if entry.path is None:
            program.notes.note(entry.file.tree, entry.node, "the path of this route can't be told")
            continue
        for prefix, complete, asked in places:
            yield from _made(router, entry, prefix, complete, (*asked, *entry.asked))


def _made(
    router: Router,
    entry: Entry,
    prefix: str,
    complete: bool,  # noqa: FBT001 - one part of a place
    asked: tuple[Evidence, ...],
) -> Iterator[Route]:
    own = entry.path or Text("")
    path = _written(router.kind, own.value if not own.complete else _under(router.kind, prefix, own.value))
    complete = complete and own.complete
    guard, witnesses, roles = state(asked if complete else (*asked, Evidence(Says.UNSURE)))
    base = re.sub(r"\.go\Z", "", entry.file.tree.path).replace("/", ".")
    for method in entry.methods:
        yield Route(
            method,
            path,
            {"http": "net/http", "mux": "gorilla/mux"}.get(router.kind, router.kind),
            entry.file.tree.locate(entry.node),
            f"{base}.{entry.handler}",
            guard,
            witnesses,
            roles,
            parameters(path),
            complete=complete,
        )


def _under(kind: str, prefix: str, own: str) -> str:
    if not own or (own == "/" and prefix and kind == "chi"):
        return prefix or "/"
    return joined(prefix, own)


def _written(kind: str, path: str) -> str:
    made = colons(path) if kind in ("gin", "echo") else braces(path)
    return made if made.startswith("/") else f"/{made}"


_Place = tuple[str, bool, tuple[Evidence, ...]]


def _places(router: Router, above: tuple[int, ...], depth: int) -> Iterator[_Place]:
    """Prefix, whether all of it is known, and what is asked there."""
    own = (*router.inherited, *router.asked) if router.late else ()
    if not router.mounts:
        yield "", router.complete, (*own, *(router.inherited if not router.late else ()))
        return
    if id(router) in above or depth > 16:
        return
    count = 0
    for parent, path, evidence in router.mounts:
        for prefix, complete, asked in _places(parent, (*above, id(router)), depth + 1):
            count += 1
            if count > MAX_PLACES:
                return
            whole = joined(prefix, path.value) if path is not None and path.value else prefix
            if path is not None and not path.complete:
                whole = joined(path.value)
            known = complete and path is not None and path.complete
            yield ("" if path is None else whole.rstrip("/")), known, (*asked, *evidence, *own)


__all__ = ["child", "extract", "text"]
