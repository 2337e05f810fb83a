"""Recall on the fixtures of OWASP Noir's own tests (MIT), by framework; its repository is given, not copied.

    git clone https://github.com/owasp-noir/noir && python benchmarks/noir.py noir/.git

What its testers expect counts where it is a route: paths that end like a file are what static folders hold,
which is not read here. Noir takes a router that nothing mounts to stand at the root. Here its routes are
listed, and their beginning is called unknown: they count as unplaced where method and path are those that are
expected, as loose where only the end is, and never as found. Expectations that are no routes
which the program serves are counted with all others, and told apart with the reason.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter, defaultdict

from ztlint.core import Routes
from ztlint.routes import extract, is_test
from ztlint.routes.javascript.patterns import as_path

FRAMEWORKS = {
    "express": r"javascript/express|typescript/express",
    "nestjs": r"(?:javascript|typescript)/nest",
    "spring": r"java/spring",
    "jax-rs": r"java/(?:jaxrs|dropwizard|quarkus)",
    "gin": r"go/gin",
    "echo": r"go/echo",
    "chi": r"go/chi",
    "gorilla/mux": r"go/mux",
    "net/http": r"go/http_|go/http_spec|go/http\b",
}
APART = {
    "spring": {
        "calls that a client makes": r"/api/v[23]/items",
        "folders of static files": r".*/\*\*",
    },
    "express": {
        "Hono": r"/hono-items",
        "routers that Express mounts elsewhere": r"/d\Z",
        "methods that Express does not have": r"/spaced-post",
    },
    "nestjs": {"versions that nothing switches on": r"/v1/(?:tasks|webhooks)|/v2/admin/versioned"},
    "jax-rs": {"folders of static files": r"/platform/(?:admin/)?\Z|/service/(?:assets|admin)/\*"},
}
"""Paths that testers expect of a framework, and that its program does not serve as routes."""
_SOCKET = re.compile(
    r'(\w+) = Endpoint\.new\(\s*"([^"]+)", "(\w+)".*?^\1\.protocol = "ws"', re.DOTALL | re.MULTILINE
)
_EXPECTED = re.compile(r'Endpoint\.new\(\s*"([^"]+)",\s*"([A-Z]+)"')
_FIXTURE = re.compile(r'FunctionalTester\.new\(\s*"(fixtures/[^"]+)"')
_FILE = re.compile(r"\.\w{2,5}\Z")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("repository", help="the git directory of owasp-noir/noir")
    parser.add_argument("--missed", action="store_true", help="list what was not found")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for framework, fixture, expected, sockets in _testers(options.repository):
        missed = _count(_read(options.repository, fixture), expected, counts[framework])
        for method, path in missed:
            reason = _apart(framework, method, path, sockets)
            counts[framework][reason] += 1
            if options.missed:
                print(f"  {framework}: {fixture}: {method} {path} {reason and f'({reason})'}")
    for framework, count in counts.items():
        found, every = count["found"], count["expected"]
        listed = found + count["unplaced"]
        print(
            f"{framework:12} found {found}/{every} = {found / every:.2f}, "
            f"with unplaced {listed}/{every} = {listed / every:.2f}, "
            f"loose {count['loose']}, missed {count['missed']}, beyond {count['more']}"
        )
        apart = {reason: count[reason] for reason in (_SOCKETS, *APART.get(framework, ())) if count[reason]}
        if apart:
            served = every - sum(apart.values())
            told = ", ".join(f"{number} {reason}" for reason, number in apart.items())
            print(f"{'':12} {found}/{served} = {found / served:.2f} without {told}")


_SOCKETS = "WebSockets"


def _apart(framework: str, method: str, path: str, sockets: set[tuple[str, str]]) -> str:
    """Why something that was not found is no route; empty where it is one."""
    if (method, path) in sockets:
        return _SOCKETS
    reasons = APART.get(framework, {}).items()
    return next((reason for reason, pattern in reasons if re.match(rf"(?:{pattern})(?:/|\Z)", path)), "")


_Endpoints = set[tuple[str, str]]


def _testers(repository: str) -> list[tuple[str, str, _Endpoints, _Endpoints]]:
    """Framework, fixture, what is expected, and what of that are WebSockets."""
    found = []
    for path in _git(
        repository, "ls-tree", "-r", "--name-only", "HEAD", "spec/functional_test/testers"
    ).split():
        for framework, pattern in FRAMEWORKS.items():
            if re.search(rf"/(?:{pattern})", path):
                code = _git(repository, "show", f"HEAD:{path}")
                code = re.sub(r"^\s*#.*$", "", code, flags=re.MULTILINE)
                fixtures = _FIXTURE.findall(code)
                expected = {(method, one) for one, method in _EXPECTED.findall(code) if not _FILE.search(one)}
                if len(set(fixtures)) == 1 and expected:
                    sockets = {(method, one) for _, one, method in _SOCKET.findall(code)}
                    found.append((framework, fixtures[0].rstrip("/"), expected, sockets))
    return sorted(found, key=lambda one: (list(FRAMEWORKS).index(one[0]), one[1]))


def _read(repository: str, fixture: str) -> Routes:
    base = f"spec/functional_test/{fixture}/"
    names = _git(repository, "ls-tree", "-r", "--name-only", "HEAD", base).splitlines()
    files = {name[len(base) :]: _bytes(repository, "show", f"HEAD:{name}") for name in names}
    return extract({name: data for name, data in files.items() if not is_test(name)})


def _count(routes: Routes, expected: set[tuple[str, str]], count: Counter[str]) -> list[tuple[str, str]]:
    whole = {(one.method, _shape(one.path)) for one in routes.routes if one.complete}
    ends = [(one.method, _shape(one.path)) for one in routes.routes if not one.complete]
    missed = []
    for method, path in sorted(expected):
        shape = _shape(path)
        count["expected"] += 1
        if (method, shape) in whole or ("*", shape) in whole:
            count["found"] += 1
        elif (method, shape) in ends or ("*", shape) in ends:
            count["unplaced"] += 1
        elif any(end and one in (method, "*") and shape[len(shape) - len(end) :] == end for one, end in ends):
            count["loose"] += 1
        else:
            count["missed"] += 1
            missed.append((method, path))
    wanted = {(method, _shape(path)) for method, path in expected}
    anyhow = {shape for _, shape in wanted}
    count["more"] += sum(
        (method, shape) not in wanted and not (method == "*" and shape in anyhow) for method, shape in whole
    )
    return missed


def _shape(path: str) -> tuple[str, ...]:
    """Without the names of parameters. An expression is compared by the path that it stands for."""
    if path.startswith("/^"):
        path = as_path(path.strip("/").replace("\\\\", "\\")) or path
    parts = [part for part in path.split("?", maxsplit=1)[0].split("/") if part]
    return tuple("{}" if re.search(r"[{}:<>*]", part) else part for part in parts)


def _git(repository: str, *arguments: str) -> str:
    return _bytes(repository, *arguments).decode("utf-8", "replace")


def _bytes(repository: str, *arguments: str) -> bytes:
    found = subprocess.run(["git", "--git-dir", repository, *arguments], capture_output=True, check=False)
    return found.stdout


if __name__ == "__main__":
    sys.exit(main())
