"""One Report with everything that a reporter has to show, and one with nothing."""

from ztlint.core import (
    Action,
    Confidence,
    Coverage,
    Edit,
    Evidence,
    Example,
    Excerpt,
    Failure,
    Finding,
    Fix,
    Kind,
    Location,
    References,
    Related,
    Replacement,
    Report,
    Repository,
    Rule,
    Severity,
    Skipped,
    Waived,
)
from ztlint.documents import LineIndex
from ztlint.documents.line_hash import line_hashes

WEIRD_PATH = "api/pet store #1 100% é 😀 [v2].yaml"
TOKEN = "ztk_" + "4f9c0b" * 4  # stands in the history, and in no report

FILES = {
    WEIRD_PATH: """\
openapi: 3.1.0
info: {title: Pets 😀, version: '1'}
paths:
  /pets/{petId}:
    delete:
      summary: "é😀宠物"\t# tab and wide
      x-owner: 😀 {security: []}
components:
  schemas:
    Pet: {properties: {password: {type: string}}}
""",
    "deploy/prod.env": f"# production\nAPI_KEY='{TOKEN}' # 😀\nREGION=eu\n",
    "min.json": '{"paths":{' + '"/a":{"get":{}},' * 40 + '"/b":{"get":{}},"/c":{"get":{}}}}',
}


def place(path: str, needle: str, pointer: str | None = None, commit: str | None = None) -> Location:
    """Where ``needle`` stands, as the engine fills it in: span, redacted excerpt, line hash."""
    text = FILES[path]
    lines = LineIndex(text)
    start = text.index(needle)
    span = lines.span(start, start + len(needle))
    shown = LineIndex(text.replace(TOKEN, "*" * len(TOKEN)))
    first = max(1, span.start_line - 1)
    skipped = max(0, span.start_column - 60)
    excerpt = tuple(shown.line(n)[skipped : skipped + 120] for n in range(first, span.start_line + 1))
    line_hash = line_hashes(text, [span.start_line])[span.start_line]
    return Location(
        path,
        pointer,
        span,
        commit,
        Excerpt(first, excerpt, skipped),
        line_hash,
        columns=lines.columns(start, start + len(needle)),
    )


def rule(number: str, name: str, title: str, severity: Severity, **fields: object) -> Rule:
    kind = Kind.SECRETS if number.startswith("ZTS") else Kind.OPENAPI
    return Rule(
        **{
            "id": number,
            "name": name,
            "title": title,
            "kind": kind,
            "topic": "authentication",
            "severity": severity,
            "confidence": Confidence.HIGH,
            "message": f"{title}: {{place}}",
            "why": f"{title} lets a stranger in. Whoever knows the address\nneeds nothing else.",
            "fix": "Require a scheme.\nDeclare it once.",
            "references": References(
                cwe=(306,), owasp=("API2",), nist=(3,), links=("https://example.org/a",)
            ),
            "tags": (kind.value, "authentication"),
            "body": {"given": "operations"},
            "examples": (
                Example("open", "paths:\n  /a:  # finding\n", "openapi.yaml", (2,)),
                Example("closed", "paths: {}\n", "openapi.yaml", ()),
            ),
            **fields,
        }
    )


OPEN = rule("ZTA101", "open-operation", "An operation without authentication", Severity.HIGH)
FIELD = rule(
    "ZTA401",
    "password-in-output",
    "A password in a response",
    Severity.MEDIUM,
    confidence=Confidence.LOW,
    references=References(cwe=(200, 79), owasp=("API3", "API10")),
)
SERVER = rule("ZTA301", "plain-http", "A server without TLS", Severity.LOW, references=References())
NOTE = rule("ZTA701", "no-contact", "Nobody to call", Severity.INFO, references=References(owasp=("API9",)))
SECRET = rule("ZTS001", "ztlint-test-key", "A key of the test service", Severity.CRITICAL)

COMMIT = "1f" * 20


def finding(of: Rule, location: Location, message: str, **fields: object) -> Finding:
    return Finding(
        **{
            "rule": of,
            "location": location,
            "message": message,
            "severity": of.severity,
            "confidence": of.confidence,
            "cause": location.pointer or "key",
            "fingerprint": f"{of.id.lower()}-{len(message):04x}",
            **fields,
        }
    )


def replaced(path: str, needle: str, text: str) -> Replacement:
    where = place(path, needle)
    assert where.span is not None
    assert where.columns is not None
    return Replacement(path, where.span, text, where.columns)


FIX = Fix(
    (
        Edit(
            WEIRD_PATH, "/components/schemas/Pet/properties/password", Action.INSERT, "writeOnly", value=True
        ),
        Edit(WEIRD_PATH, "/info/version", Action.RENAME, "x-version"),
    ),
    (
        replaced(WEIRD_PATH, "type: string", "type: string, writeOnly: true"),
        replaced(WEIRD_PATH, "version", "x-version"),  # a character beyond the BMP stands before it
    ),
)


FINDINGS = (
    finding(
        OPEN,
        place(WEIRD_PATH, "delete", "/paths/~1pets~1{petId}/delete"),
        "'DELETE /pets/{petId}' can be called without authentication",
        operations=("DELETE /pets/{petId}",),
        related=(Related(place(WEIRD_PATH, "Pet:", "/components/schemas/Pet"), "the [schema](x) of a pet"),),
    ),
    finding(
        FIELD,
        place(WEIRD_PATH, "{security: []}", "/paths/~1pets~1{petId}/delete/x-owner"),
        "'x-owner' comes back [see](this) \x1b[31mred\x1b[0m\u202e",
        operations=tuple(f"GET /pets/{n}" for n in range(6)),
        related=tuple(Related(place(WEIRD_PATH, "Pet:"), f"place {n}") for n in range(7)),
        count=12,
        evidence=(Evidence("name", "password"), Evidence("class", "credential")),
        fix=FIX,
    ),
    finding(
        NOTE,
        Location(WEIRD_PATH, "", None, part=1),
        "The definition names nobody to call",
    ),
    finding(
        SECRET,
        place("deploy/prod.env", TOKEN, commit=COMMIT),
        "A key of the test service stands in 'API_KEY'",
        author_date="2024-05-06T07:08:09+02:00",
        evidence=(Evidence("checksum", "valid"),),
        related=(Related(place("deploy/prod.env", "REGION"), "the same key, later"),),
        count=2,
    ),
    finding(
        OPEN, place("min.json", '"/b"', "/paths/~1b/get"), "'GET /b' can be called without authentication"
    ),
    finding(
        OPEN, place("min.json", '"/c"', "/paths/~1c/get"), "'GET /c' can be called without authentication"
    ),
    finding(
        SERVER,
        Location("a:b\udcff\n.yaml", "/servers/0", place("deploy/prod.env", "REGION").span),
        "'http://example.org' is plain",
        severity=Severity.MEDIUM,
    ),
)

RICH = Report(
    findings=FINDINGS,
    failures=(
        Failure("broken.yaml", "not YAML: found \x00", "Correct the file, or exclude it.", 3, 7),
        Failure("old/\udce9.json", "more than 200 levels", "Exclude the file."),
        Failure("", "the history is shallow", "Fetch it whole: git fetch --unshallow."),
    ),
    coverage=Coverage(
        files=318,
        definitions=14,
        operations=212,
        commits=1482,
        blobs=9239,
        size=52_428_800,
        rules=5,
        skipped=(
            Skipped("larger than 128 MiB", 2, ("big one.json", "huge#2.json")),
            Skipped("not a file", 1),
        ),
    ),
    rules=(SERVER, OPEN, FIELD, NOTE, SECRET),
    rejected=(
        finding(
            SECRET,
            Location("tests/settings.py", span=place("deploy/prod.env", "REGION").span),
            "A key of the test service stands in 'KEY'",
            rejected="in a test",
        ),
    ),
    waived=(Waived(FINDINGS[0], "Public by intent, see RFC 7"),),
    baselined=FINDINGS[2:3],
    repository=Repository("https://github.com/acme/pets.git", "ab" * 20, "main", "2026-11-25T12:00:00+00:00"),
    status=1,
)

CLEAN = Report((), (), Coverage(files=1, definitions=1, operations=2, size=10, rules=5), RICH.rules)
