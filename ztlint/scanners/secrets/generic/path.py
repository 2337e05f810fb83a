"""Where what has no mark of its own is not looked for, or counts only if it looks random."""

from functools import lru_cache

from ztlint.scanners.secrets.generic.later import Later

_PASSED_OVER = Later(
    r"(?i)(?:^|/)(?:node_modules|bower_components|vendor|vendored|_vendor|third[_-]?party|site-packages|dist-packages|"
    r"\.yarn|Pods|Godeps)/|(?:^|[._-])min\.(?:js|css|mjs)$|\.(?:map|lock|sum|svg|bundle\.js|chunk\.js|ipynb_checkpoints)$|"
    r"(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.ya?ml|go\.sum|composer\.lock|[\w.-]*lock\.json|"
    r"packages\.lock\.json|gradle-wrapper\.properties|jquery[\w.-]*\.js|bootstrap[\w.-]*\.js)$"
)
_TESTS = Later(
    r"(?i)(?:^|/)(?:[\w.-]*[_.-])?(?:tests?|testing|testdata|test-data|testutils?|fixtures?|__tests__|specs?|e2e|mocks?|__mocks__|"
    r"stubs?|cypress|playwright|features|factories|seeds?|seeders|storybook|stories|sandbox|benchmarks?|testcontainers?)(?:[_.-][\w.-]*)?/|"
    r"(?:^|/)(?:test_|tests?\.|conftest|mock|phpunit)[^/]*$|(?-i:Dummy|Fake|Mock)[A-Z][^/]*$|[._-](?:tests?|specs?|e2e|mock|stories|fixtures?|cy)\.[a-z]+$|"
    r"(?-i:(?<=[a-z0-9])(?:Tests?|Spec|IT|TestCase|Mock|Fixtures?|TestUtils?)\.[a-z]+$)|(?:^|/)(?:factories|seeds?)\.\w+$|"
    r"[._-]tests?(?:[._-]|$)"
)
IN_TEST = "in a test"

_DOCUMENTATION = Later(
    r"(?i)(?:^|/)(?:docs?|documentation|docs_src|examples?|samples?|demos?|tutorials?|guides?|website|blog|book|quickstart|templates?)/|"
    r"\.(?:md|mdx|rst|adoc|asciidoc|txt|tex|pod|rdoc|1|html?)$|(?:^|/)(?:README|CHANGE|CHANGELOG|HISTORY|NEWS)[^/]*$|"
    r"[._-](?:example|sample|template|dist|tmpl|tpl|default|defaults)(?:\.\w+)?$|(?:^|/)(?:example|sample)[._-]"
)
_TRANSLATIONS = Later(
    r"(?i)(?:^|/)(?:locales?|i18n|l10n|lang|langs|languages?|translations?|intl|_locales|messages)/|"
    r"(?:^|/)messages[_.][^/]*$|\.(?:po|pot|strings|xlf|xliff|arb|resx)$|(?:^|/)[a-z]{2}(?:[-_][A-Z]{2})?\.(?:json|ya?ml|js|ts|php)$"
)


@lru_cache(maxsize=65536)
def is_passed_over(path: str) -> bool:
    """Lock files, code of others, and code that a program put together: searched for marked formats only."""
    return _PASSED_OVER.search(path)


@lru_cache(maxsize=65536)
def refused_at(path: str) -> str:
    """Why a value that does not look random does not count there, or empty."""
    if _TRANSLATIONS.search(path):
        return "in a translation"
    if _TESTS.search(path):
        return IN_TEST
    if _DOCUMENTATION.search(path):
        return "in documentation or an example"
    return ""
