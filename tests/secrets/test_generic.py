"""Credentials without a mark of their own: where they count, where not, and why."""

import base64

import pytest
from planted import letters
from running import Checkout

from ztlint.core import Finding, Kind
from ztlint.rulebook import load_rulebook
from ztlint.scanners.secrets import Gap, Matcher, load_matcher, scan_source
from ztlint.scanners.secrets.filenames import FileNames
from ztlint.scanners.secrets.generic import is_passed_over, refused_at
from ztlint.scanners.secrets.generic.value import looks_random, refused_value
from ztlint.scanners.secrets.generic.words import is_stand_in, refused_name
from ztlint.scanners.secrets.history import scan_history
from ztlint.scanners.secrets.matcher import slow_matcher
from ztlint.sources import Source

RULEBOOK = load_rulebook()
RULES = RULEBOOK.of_kind(Kind.SECRETS)
OURS = [rule for rule in RULES if rule.id.startswith("ZTS4")]
ALL = load_matcher(RULES, RULEBOOK.digest).showing_rejected()
SLOW = slow_matcher(RULES).showing_rejected()
PASSWORD = "Xk29!mq" + "T7vRw4"
KEY = "q7Rz2Lw9Xk4Tn8Vb" + "3Hs6Jd5Mf1Pc0Gy"


def found(matcher: Matcher, path: str, text: str) -> list[Finding]:
    return [one for one in scan_source(matcher, Source(path, text.encode())) if not isinstance(one, Gap)]


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
def test_both_searches_agree_on_what_is_rejected_too(rule) -> None:  # noqa: ANN001
    for example in rule.examples:
        assert found(ALL, example.path, example.text) == found(SLOW, example.path, example.text)


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
def test_each_rule_says_how_to_end_what_it_found(rule) -> None:  # noqa: ANN001
    assert len(rule.body["revoke"]) > 60


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("${DB_PASSWORD}", "a reference to a value elsewhere"),
        ("{{ password1 }}", "a reference to a value elsewhere"),
        ("%(password1)s", "a reference to a value elsewhere"),
        ("vault:secret/data/a1", "a reference to a value elsewhere"),
        ("os.environ['PW1']", "a reference to a value elsewhere"),
        ("changeme1", "a stand-in"),
        ("P@ssw0rd1", "a stand-in"),
        ("your-api-key-2", "a stand-in"),
        ("1234567890", "a stand-in"),
        ("$2b$12$KIXQ0p1Wq8Jm9cHn1v2b3u", "a digest of a password"),
        ("$argon2id$v=19$m=65536", "a digest of a password"),
        ("https://shop.net/login2", "an address or a path"),
        ("/run/secrets/pw1", "an address or a path"),
        ("org.shop.PasswordEncoder2", "an expression of a program"),
        ("SHOP_PASSWORD_2", "the name of a variable"),
        ("jo@shop.net", "a pattern, a date, a version or an address"),
        ("^[a-z0-9]{8,}$", "a pattern, a date, a version or an address"),
        ("swordfish", "a word"),
        (PASSWORD, ""),
        (KEY, ""),
    ],
)
def test_a_value_says_what_it_is(value: str, reason: str) -> None:
    assert refused_value(value.encode()) == reason


@pytest.mark.parametrize("value", [KEY, "9f86d081884c7d659a2feaa0" + "c55ad015", PASSWORD, letters(20)])
def test_what_was_made_at_random_looks_so(value: str) -> None:
    assert looks_random(value.encode())


@pytest.mark.parametrize(
    "value",
    [
        "access-token-for-shop-2",
        "PersonalAccessTokenV1alpha1Api",
        "reset_password_v2_email",
        "aaaaaaaaaaaa1",
        "short1",
    ],
)
def test_words_do_not_look_random(value: str) -> None:
    assert not looks_random(value.encode())


@pytest.mark.parametrize(
    "name", ["DB_PASSWORD", "smtpPassword", "passwd", "client_secret", "apiKey", "dbpassword"]
)
def test_names_of_credentials(name: str) -> None:
    assert refused_name(name.encode()) == ""


@pytest.mark.parametrize(
    "name",
    ["password_field", "tokenizer", "secret_name", "publicKey", "csrf_token", "passwordUrl", "fake_password"],
)
def test_names_of_what_is_none(name: str) -> None:
    assert refused_name(name.encode()) != ""


def test_stand_ins_are_known_however_they_are_written() -> None:
    for value in ("Password1!", "S3cret", "my-secret-key-1", "admin", "test1234"):
        assert is_stand_in(value.encode()), value
    assert not is_stand_in(PASSWORD.encode())


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("src/app.py", ""),
        ("config/init.sql", ""),
        ("tests/test_app.py", "in a test"),
        ("src/app.test.ts", "in a test"),
        ("src/test/java/AppIT.java", "in a test"),
        ("src/LoginTest.java", "in a test"),
        ("docs/setup.md", "in documentation or an example"),
        (".env.example", "in documentation or an example"),
        ("locales/de.json", "in a translation"),
        ("src/i18n/messages.ts", "in a translation"),
    ],
)
def test_where_a_value_does_not_count(path: str, reason: str) -> None:
    assert refused_at(path) == reason


def test_what_is_rejected_is_shown_only_if_asked_for(matcher: Matcher) -> None:
    text = f'password = "{PASSWORD}"\n'
    assert found(matcher, "tests/test_a.py", text) == []
    (one,) = found(ALL, "tests/test_a.py", text)
    assert (one.rule.id, one.rejected) == ("ZTS400", "in a test")


@pytest.mark.parametrize(
    "path",
    [
        "package-lock.json",
        "a/node_modules/b/c.js",
        "vendor/x/y.php",
        "static/app.min.js",
        "go.sum",
        "app.js.map",
    ],
)
def test_lock_files_and_code_of_others_are_left_to_marked_formats(matcher: Matcher, path: str) -> None:
    token = "npm_" + letters(36)
    assert is_passed_over(path)
    assert found(matcher, path, f'password = "{PASSWORD}"\n') == []
    assert [one.rule.id for one in found(matcher, path, f'x = "{token}"\n')] == ["ZTS019"]


def test_a_rule_for_a_file_name_says_nothing_of_other_files(matcher: Matcher) -> None:
    text = f"machine git.shop.net login ci password {PASSWORD}\n"
    assert [one.rule.id for one in found(matcher, ".netrc", text)] == ["ZTS418"]
    assert found(matcher, "notes.c", text) == []


def test_of_two_rules_the_one_that_says_more_stays(matcher: Matcher) -> None:
    assert [one.rule.id for one in found(matcher, "a/settings.py", f"SECRET_KEY = '{KEY}'\n")] == ["ZTS412"]
    assert [one.rule.id for one in found(matcher, "gradle.properties", f"mavenPassword={PASSWORD}\n")] == [
        "ZTS438"
    ]


def test_data_of_a_kubernetes_secret_is_decoded(matcher: Matcher) -> None:
    value = base64.b64encode(PASSWORD.encode()).decode()
    (one,) = found(
        matcher, "k8s/secret.yaml", f"apiVersion: v1\nkind: Secret\ndata:\n  db-password: {value}\n"
    )
    assert one.rule.id == "ZTS402"


def test_a_stand_in_is_one_in_base64_too(matcher: Matcher) -> None:
    value = base64.b64encode(b"password1234").decode()
    assert (
        found(matcher, "k8s/secret.yaml", f"apiVersion: v1\nkind: Secret\ndata:\n  password: {value}\n") == []
    )


def test_userinfo_is_read_percent_encoded(matcher: Matcher) -> None:
    address = "postgres%3A%2F%2Fshop%3A" + letters(12) + "%40db.shop.net%2Fshop"
    assert [one.rule.id for one in found(matcher, "a.txt", f"u={address}\n")] == ["ZTS062"]


def test_names_of_files_are_looked_up_as_globs_are() -> None:
    names = FileNames(
        [(".netrc", 0), ("*.cnf", 1), (".env*", 2), (".aws/credentials", 3), ("*kubeconfig*.y*ml", 4)]
    )
    cases = {".netrc": {0}, "a/.netrc": {0}, "x.cnf": {1}, ".env.local": {2}, "home/.aws/credentials": {3}}
    cases |= {"aws/credentials": set(), "my-kubeconfig-1.yaml": {4}, "netrc": set(), "cnf": set()}
    assert {path: set(names.of(path)) for path in cases} == cases


def test_a_history_knows_the_names_of_its_files(checkout: Checkout, matcher: Matcher) -> None:
    checkout.write(".netrc", f"machine a login b password {PASSWORD}\n")
    checkout.commit("first")
    (checkout.root / ".netrc").unlink()
    checkout.write("vendor/x.js", f'password = "{PASSWORD}"\n')
    checkout.commit("second")
    scan = scan_history(checkout.root, matcher)
    assert [(one.rule.id, one.location.path) for one in scan.findings] == [("ZTS418", ".netrc")]
    assert scan.passed_over == ("vendor/x.js",)
