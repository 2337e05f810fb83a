"""A repository that hides one token in each place where git and files can keep one. The same for each seed."""

import base64
import gzip
import io
import json
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planted import github, letters
from running import Checkout, make_checkout

ROWS = "".join(f"({number}, 'a row of many'),\n" for number in range(60))
"""What compresses well: a few letters alone would be stored as they are."""

PLAIN, STAGED, HISTORY, IGNORED = (), ("--staged",), ("--history",), ("--ignored",)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token is. ``modes`` are the command lines that must find it, with where it must be shown: a
    part of the path. ``needs`` names what must be able to unfold it. ``label`` is evidence that must be there.
    """

    name: str
    token: str
    path: str
    modes: tuple[tuple[str, ...], ...] = (HISTORY,)
    needs: str = ""
    label: str = ""


@dataclass(slots=True)
class Builder:
    """A repository that grows. Tokens come from the seed and the number of the place."""

    checkout: Checkout
    seed: int
    places: list[Place] = field(default_factory=list)
    clock: int = 1_600_000_000

    def token(self, *, valid: bool = True) -> str:
        return github(self.seed * 1000 + len(self.places), valid=valid)

    def noise(self, count: int) -> str:
        return letters(count, self.seed * 1000 + 500 + len(self.places))

    def hidden(
        self, name: str, token: str, path: str, *modes: tuple[str, ...], needs: str = "", label: str = ""
    ) -> None:
        self.places.append(Place(name, token, path, modes or (HISTORY,), needs, label))

    def git(self, *arguments: str) -> str:
        """With the same dates in every run."""
        self.clock += 60
        date = f"{self.clock} +0000"
        command = ["git", "-C", str(self.checkout.root), *arguments]
        own = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **own})
        return done.stdout.strip()

    def write(self, path: str, content: str | bytes) -> None:
        self.checkout.write(path, content)

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def file(  # noqa: PLR0913 - a table of cases
        self,
        name: str,
        path: str,
        content: Callable[[str], str | bytes],
        needs: str = "",
        label: str = "",
        *,
        valid: bool = True,
    ) -> None:
        """A place that is a file of HEAD: found in the working tree, and in the history."""
        token = self.token(valid=valid)
        self.write(path, content(token))
        self.hidden(name, token, path, PLAIN, HISTORY, needs=needs, label=label)


def build(root: Path, seed: int) -> Builder:
    """All 44 places."""
    builder = Builder(make_checkout(root), seed)
    builder.git("config", "gc.auto", "0")
    builder.git("config", "protocol.file.allow", "always")
    builder.write("README.md", f"# Service {builder.noise(4)}\n")
    builder.write(".gitignore", "*.ignored\n")
    builder.write(".gitattributes", "*.undiffed -diff\n")
    builder.commit("start")
    for plant in PLANTS:
        plant(builder)
    return builder


def _changed_later(builder: Builder) -> None:
    for name, path in (("deleted", "gone/settings.py"), ("overwritten", "app/settings.py")):
        token = builder.token()
        builder.write(path, f"TOKEN = '{token}'\n")
        builder.commit("settings")
        if name == "deleted":
            builder.git("rm", "--quiet", path)
        else:
            builder.write(path, "TOKEN = os.environ['TOKEN']\n")
        builder.commit("no token in the code")
        builder.hidden(name, token, path, label="no longer in HEAD")


def _messages(builder: Builder) -> None:
    token = builder.token()
    builder.commit(f"use the key\n\nit is {token}\n")
    builder.hidden("commit message", token, ".git/COMMIT_EDITMSG")
    token = builder.token()
    builder.git("tag", "--annotate", "--message", f"release, key {token}", "v1.0")
    builder.hidden("tag message", token, ".git/TAG_EDITMSG")
    token = builder.token()
    builder.git("notes", "add", "--message", f"deployed with {token}")
    builder.hidden("note", token, "")


def _references(builder: Builder) -> None:
    for name, keep in (
        ("tag only", "refs/tags/old"),
        ("other branch", "refs/heads/other"),
        ("pull", "refs/pull/7/head"),
    ):
        token = builder.token()
        path = f"{name.replace(' ', '-')}.env"
        builder.git("checkout", "--quiet", "-b", "aside")
        builder.write(path, f"KEY={token}\n")
        made = builder.commit("aside")
        builder.git("update-ref", keep, made)
        builder.git("checkout", "--quiet", "main")
        builder.git("branch", "--quiet", "-D", "aside")
        builder.git("reflog", "expire", "--expire=now", "--all")
        builder.hidden(name, token, path)


def _merged(builder: Builder) -> None:
    builder.git("checkout", "--quiet", "-b", "side")
    builder.write("side.txt", "side\n")
    builder.commit("side")
    builder.git("checkout", "--quiet", "main")
    builder.write("main.txt", "main\n")
    builder.commit("main")
    builder.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    token = builder.token()
    builder.write("only-in-merge.cfg", f"token={token}\n")
    builder.commit("merge side")
    builder.git("rm", "--quiet", "only-in-merge.cfg")
    builder.commit("tidy")
    builder.hidden("merge only", token, "only-in-merge.cfg")


def _encoded(builder: Builder) -> None:
    def escaped(token: str) -> str:
        return "".join(f"\\u{ord(letter):04x}" for letter in token)

    def base64_of(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    ways: tuple[tuple[str, Callable[[str], str | bytes]], ...] = (
        ("base64", lambda token: f"data: {base64_of(f'token={token}')}\n"),
        ("double base64", lambda token: f"data: {base64_of(base64_of(f'token={token}'))}\n"),
        ("hex", lambda token: f"blob = {token.encode().hex()}\n"),
        ("percent", lambda token: "url=" + "".join(f"%{ord(letter):02X}" for letter in token) + "\n"),
        ("unicode escapes", lambda token: f'{{"value": "{escaped(token)}"}}\n'),
        ("utf-16", lambda token: f"TOKEN={token}\r\n".encode("utf-16")),
        ("split literals", lambda token: f'key = "{token[:11]}" + "{token[11:25]}" + "{token[25:]}"\n'),
    )
    for name, write in ways:
        builder.file(
            name, f"encoded/{name.replace(' ', '-')}.txt", write, needs="" if name == "utf-16" else "decoding"
        )


def zipped(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return gzip.compress(target.getvalue(), mtime=0)


def _packed(builder: Builder) -> None:
    def notebook(token: str) -> str:
        source = ["import os\n", f"client = connect(token='{token}')\n"]
        cell = {"cell_type": "code", "source": source, "outputs": [], "metadata": {}, "execution_count": 1}
        return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)

    builder.file(
        "gzip",
        "packed/dump.sql.gz",
        lambda t: gzip.compress(f"{ROWS}-- {t}\n{ROWS}".encode(), mtime=0),
        "archives",
    )
    builder.file(
        "zip member",
        "packed/a.zip",
        lambda t: zipped("conf.ini", f"{ROWS}key={t}\n{ROWS}".encode()),
        "archives",
    )
    builder.file(
        "zip in tar.gz",
        "packed/b.tar.gz",
        lambda t: tarred("in.zip", zipped("k", f"{ROWS}{t}\n".encode())),
        "archives",
    )
    builder.file(
        "binary", "packed/program.bin", lambda t: b"\x7fELF\0\0\x01\0" * 50 + t.encode() + b"\0" * 99
    )
    builder.file("notebook", "packed/analysis.ipynb", notebook)


def _passed_over(builder: Builder) -> None:
    lock = '{{"packages": {{"a": {{"resolved": "https://x:{0}@npm.example.com/a.tgz"}}}}}}\n'
    builder.file("lock file", "package-lock.json", lock.format)
    builder.file("node_modules", "node_modules/left/index.js", lambda t: f"module.exports = '{t}'\n")
    builder.file("vendor", "vendor/lib/client.go", lambda t: f'const key = "{t}"\n')
    builder.file("svg", "img/logo.svg", lambda t: f"<svg><!-- {t} --></svg>\n")


def _awkward(builder: Builder) -> None:
    builder.file(
        "minified", "dist/app.min.js", lambda t: f"!function(){{{'a=b,' * 5000}k='{t}',{'c=d,' * 5000}}}()"
    )
    builder.file("end of 7 MB", "data/large.csv", lambda t: "1,2,3,a line of it\n" * 380_000 + f"{t}\n")
    builder.file("path", "a folder/\u00fcber schl\u00fcssel.txt", lambda t: f"{t}\n")
    token = builder.token()
    (builder.checkout.root / "link").symlink_to(f"/run/{token}/socket")
    builder.hidden("symlink target", token, "link", PLAIN, HISTORY)
    token = builder.token()
    builder.write(f"backup/{token}.txt", "nothing in here\n")
    builder.hidden("file name", token, "backup/", PLAIN, HISTORY)


def _judged(builder: Builder) -> None:
    builder.file("invalid checksum", "src/broken.py", lambda t: f"k = '{t}'\n", label="invalid", valid=False)
    builder.file(
        "ignored by another tool", "src/quiet.py", lambda t: f"k = '{t}'  # {'gitleaks'}:allow nosec\n"
    )
    builder.file("undiffed", "conf/prod.undiffed", lambda t: f"k={t}\n")
    builder.file(
        "head", "conf/prod.ini", lambda t: f"[api]\nkey = {t}\n", label="still in HEAD at conf/prod.ini:2"
    )


def _submodule(builder: Builder) -> None:
    place = builder.checkout.root.parent / f"library-{builder.seed}"
    library = Builder(make_checkout(place), builder.seed)
    token = builder.token()
    library.write("lib/key.py", f"KEY = '{token}'\n")
    library.commit("key")
    library.write("lib/key.py", "KEY = None\n")
    library.commit("no key")
    builder.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(place), "libs/one")
    builder.commit("library")
    builder.hidden("submodule history", token, "libs/one/lib/key.py")


def _forgotten(builder: Builder) -> None:
    token = builder.token()
    builder.write("tried.env", f"KEY={token}\n")
    builder.commit("try")
    builder.git("reset", "--quiet", "--hard", "HEAD~1")
    builder.hidden("reflog only", token, "tried.env")
    token = builder.token()
    builder.write("amended.env", f"KEY={token}\n")
    builder.git("add", "amended.env")
    builder.git("rm", "--quiet", "--force", "amended.env")
    builder.hidden("dangling blob", token, ".git/objects/")
    token = builder.token()
    builder.write("README.md", f"{token}\n")
    builder.git("stash", "--quiet")
    builder.hidden("stash", token, "README.md")
    token = builder.token()
    builder.write("untracked-once.env", f"{token}\n")
    builder.git("stash", "--quiet", "--include-untracked")
    builder.hidden("stash of untracked", token, "untracked-once.env")


def _uncommitted(builder: Builder) -> None:
    """The last: what is here must stay uncommitted."""
    token = builder.token()
    builder.write("staged.env", f"KEY={token}\n")
    builder.git("add", "staged.env")
    builder.hidden("staged", token, "staged.env", STAGED, PLAIN, HISTORY)
    token = builder.token()
    builder.write("staged-then.env", f"KEY={token}\n")
    builder.git("add", "staged-then.env")
    builder.write("staged-then.env", "KEY=\n")
    builder.hidden("staged, overwritten", token, "staged-then.env", STAGED, HISTORY)
    token = builder.token()
    builder.write("main.txt", f"main {token}\n")
    builder.hidden("unstaged", token, "main.txt", PLAIN, HISTORY)
    token = builder.token()
    builder.write("untracked.env", f"KEY={token}\n")
    builder.hidden("untracked", token, "untracked.env", PLAIN, HISTORY)
    token = builder.token()
    builder.write("local.ignored", f"KEY={token}\n")
    builder.hidden("ignored", token, "local.ignored", IGNORED, (*HISTORY, *IGNORED))


def _commit(builder: Builder) -> None:
    builder.commit("more of everything")


PLANTS: tuple[Callable[[Builder], None], ...] = (
    _changed_later,
    _messages,
    _references,
    _merged,
    _encoded,
    _packed,
    _passed_over,
    _awkward,
    _judged,
    _commit,
    _submodule,
    _forgotten,
    _uncommitted,
)


def all_written_forms(token: str) -> Iterator[str]:
    """How a value must not appear in any output."""
    yield token
    yield "".join(f"%{ord(letter):02X}" for letter in token)
    yield token.encode().hex()
    for skip in range(3):  # wherever it stands in what was encoded
        encoded = base64.b64encode(b"\0" * skip + token.encode()).decode()
        yield encoded[4:-4]
