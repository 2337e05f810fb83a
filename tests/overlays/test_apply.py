"""What overlays make of a definition, and where each value of it stands then."""

import time
from typing import Any

import pytest

from ztlint.core import Failure
from ztlint.documents import Document, parse
from ztlint.overlays import Overlaid, Overlay, read_overlay
from ztlint.overlays.apply import Applied, apply

BASE = """\
openapi: 3.1.0
info: {title: t}
servers: [{url: a}, {url: b}, {url: c}]
paths:
  /a: &a
    get: {tags: [x], summary: s}
  /b: *a
  /c:
    get: {tags: [y, z], deprecated: true}
"""


def document(text: str, path: str = "openapi.yaml") -> Document:
    documents = parse(path, text.encode())
    assert isinstance(documents, list)
    return documents[0]


def overlay(actions: str, version: str = "1.1.0") -> Overlay:
    text = f"overlay: {version}\ninfo: {{title: o, version: '1'}}\nactions:\n" + actions
    read = read_overlay("o.yaml", text.encode())
    assert isinstance(read, Overlay), read
    return read


def applied(*actions: str, base: str = BASE) -> Applied:
    return apply(document(base), [overlay(some) for some in actions])


def data(*actions: str, base: str = BASE) -> Any:
    done = applied(*actions, base=base)
    assert done.failures == ()
    return done.document.data


def test_an_update_merges_mappings_joins_lists_and_replaces_single_values() -> None:
    got = data("- {target: '$.paths./c.get', update: {tags: [n], deprecated: false, x: {y: 1}}}")
    assert got["paths"]["/c"]["get"] == {"tags": ["y", "z", "n"], "deprecated": False, "x": {"y": 1}}


@pytest.mark.parametrize(
    ("update", "tags"),
    [("n", ["y", "z", "n"]), ("[n, m]", ["y", "z", "n", "m"]), ("{n: 1}", ["y", "z", {"n": 1}])],
)
def test_a_list_takes_lists_item_by_item_and_all_else_as_one(update: str, tags: list[Any]) -> None:
    assert (
        data(f"- {{target: '$.paths./c.get.tags', update: {update}}}")["paths"]["/c"]["get"]["tags"] == tags
    )


def test_actions_run_one_after_the_other_over_all_overlays() -> None:
    got = data(
        "- {target: $.servers, remove: true}\n- {target: $, update: {servers: [{url: n}]}}",
        "- {target: '$.servers[0].url', update: m}",
    )
    assert got["servers"] == [{"url": "m"}]


def test_removal_takes_what_is_inside_and_what_holds_it() -> None:
    got = data("- {target: '$..[?@ == ''x'' || @.get || @.url == ''b'']', remove: true}")
    assert got == {
        "openapi": "3.1.0",
        "info": {"title": "t"},
        "servers": [{"url": "a"}, {"url": "c"}],
        "paths": {},
    }


def test_removal_comes_before_an_update_beside_it() -> None:
    got = data("- {target: '$.paths./c', remove: true, update: {x: 1}}")
    assert sorted(got["paths"]) == ["/a", "/b"]


def test_what_an_alias_shares_is_changed_at_one_place_only_and_the_definition_nowhere() -> None:
    base = document(BASE)
    done = apply(base, [overlay("- {target: '$.paths./b.get', update: {tags: [n]}}")])
    assert done.document.data["paths"]["/b"]["get"]["tags"] == ["x", "n"]
    assert done.document.data["paths"]["/a"]["get"]["tags"] == ["x"]
    assert base.data == document(BASE).data


def test_a_copy_is_one_of_its_own_and_may_be_put_into_itself() -> None:
    got = data(
        "- {target: '$.paths', update: {/n: {}}}\n"
        "- {target: '$.paths./n', copy: '$.paths./c'}\n"
        "- {target: '$.paths./c.get.tags', update: later}\n"
        "- {target: '$.info', copy: '$'}"
    )
    assert got["paths"]["/n"] == {"get": {"tags": ["y", "z"], "deprecated": True}}
    assert got["paths"]["/c"]["get"]["tags"] == ["y", "z", "later"]
    assert got["info"]["info"] == {"title": "t"}


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ("- {target: $, remove: true}", "the root can't be removed"),
        ("- {target: $.info, update: text}", "a single value can't be merged with the mapping of the target"),
        (
            "- {target: $, update: {info: {title: [x]}}}",
            "a list can't replace the single value at 'info.title'",
        ),
        (
            "- {target: $, update: {servers: {url: x}}}",
            "a mapping can't be merged with the list at 'servers'",
        ),
        ("- {target: $, update: {info: null}}", "a single value can't be merged with the mapping at 'info'"),
        ("- {target: '$.*', update: {x: 1}}", "its targets are not all mappings"),
        ("- {target: $.info, copy: '$.paths.*'}", "'copy' finds 3, and should find one"),
        ("- {target: $.info, copy: $.nowhere}", "'copy' finds nothing"),
    ],
)
def test_an_action_that_fits_nowhere_is_told_with_its_line_and_stops_no_other(
    actions: str, reason: str
) -> None:
    done = applied(actions + "\n- {target: $.info, update: {version: '2'}}")
    assert [(failure.path, failure.line) for failure in done.failures] == [("o.yaml", 4)]
    assert reason in done.failures[0].reason
    assert done.document.data == document(BASE).data | {"info": {"title": "t", "version": "2"}}


def test_an_action_whose_target_chooses_nothing_is_noted() -> None:
    done = applied("- {target: $.info, update: {}}\n- {target: $.nowhere, remove: true}")
    assert done.unmatched == (("o.yaml", 1),)
    assert done.failures == ()


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("overlay: 1.2.0\nactions: [{target: $, update: {}}]", "version that is not known", 1),
        ("openapi: 3.1.0\n", "is no overlay", 1),
        ("overlay: 1.0.0\nactions: []", "without a list of actions", 2),
        ("overlay: 1.0.0\nactions: [{target: $, update: {a: 1, a: 2}}]", "stands twice", 1),
        ("overlay: 1.0.0\nactions: [", "cannot be parsed", 3),
        ("[]", "is no overlay", 1),
    ],
)
def test_a_broken_overlay_is_a_failure(text: str, reason: str, line: int) -> None:
    found = read_overlay("o.yaml", (text + "\n").encode())
    assert isinstance(found, Failure)
    assert reason in found.reason
    assert found.line in (line, line - 1)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("{update: {}}", "it has no target"),
        ("{target: $}", "neither update, remove: true nor copy"),
        ("{target: $, remove: false}", "neither update, remove: true nor copy"),
        ("{target: $, remove: 'yes'}", "neither true nor false"),
        ("{target: $, update: {}, copy: $}", "both update and copy"),
        ("{target: $, copy: 3}", "'copy' is no query"),
        ("{target: '$.a^', update: {}}", "a target is not understood"),
        ("{target: $, copy: paths}", "what to copy is not understood"),
        ("7", "it has no target"),
    ],
)
def test_a_broken_action_is_a_failure_and_the_others_are_read(action: str, reason: str) -> None:
    read = overlay(f"- {action}\n- {{target: $, update: {{}}}}\n")
    assert [action.index for action in read.actions] == [1]
    assert [reason in failure.reason for failure in read.failures] == [True]
    assert read.failures[0].line == 4


def test_copy_is_not_known_before_1_1() -> None:
    assert "needs overlay: 1.1.0" in overlay("- {target: $, copy: $}", "1.0.0").failures[0].reason


def placed(done: Applied, *steps: str | int) -> tuple[str, tuple[str | int, ...], int]:
    home, way = done.document.origin(steps)
    return home.path, way, home.span(way).start_line


def test_each_value_stands_where_it_was_written() -> None:
    done = applied(
        "- {target: '$.servers[?@.url==''a'']', remove: true}\n"
        "- {target: '$.servers', update: {url: n}}\n"
        "- target: '$.paths./c'\n"
        "  update:\n"
        "    get: {deprecated: false, tags: [n]}\n"
        "- {target: $.info, copy: '$.paths./c'}\n"
    )
    assert placed(done, "servers", 0, "url") == ("openapi.yaml", ("servers", 1, "url"), 3)
    assert placed(done, "servers", 2, "url") == ("o.yaml", ("actions", 1, "update", "url"), 5)
    assert placed(done, "paths", "/c", "get") == ("openapi.yaml", ("paths", "/c", "get"), 9)
    changed = ("o.yaml", ("actions", 2, "update", "get", "deprecated"), 8)
    assert placed(done, "paths", "/c", "get", "deprecated") == changed
    assert placed(done, "info", "get", "deprecated") == changed
    assert placed(done, "paths", "/c", "get", "tags", 0) == (
        "openapi.yaml",
        ("paths", "/c", "get", "tags", 0),
        9,
    )
    assert placed(done, "paths", "/c", "get", "tags", 2) == (
        "o.yaml",
        ("actions", 2, "update", "get", "tags", 0),
        8,
    )
    assert placed(done, "info", "get") == ("openapi.yaml", ("paths", "/c", "get"), 9)
    assert placed(done, "info", "nowhere", "x")[:2] == ("openapi.yaml", ("info", "nowhere", "x"))


def test_the_same_holds_for_json() -> None:
    base = '{"openapi": "3.1.0",\n"servers": [{"url": "a"},\n{"url": "b"}]}'
    done = applied("- {target: '$.servers[0]', remove: true}", base=base)
    assert placed(done, "servers", 0, "url") == ("openapi.yaml", ("servers", 1, "url"), 3)
    assert isinstance(done.document, Overlaid)
    assert not done.document.is_unchanged(("servers",))
    assert done.document.is_unchanged(()) is False


DOUBLING = "".join(
    f"- {{target: $.info, update: {{k{n}: {{}}}}}}\n- {{target: $.info.k{n}, copy: $.info}}\n"
    for n in range(200)
)


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        (DOUBLING, "would add more than"),
        ("- {target: '$..*', update: {a: 1}}\n" * 40, "not all mappings"),
        ("- {target: '$..[?@..*]', remove: true}\n", ""),
        ("- {target: $.info, update: {n: {}}}\n- {target: '$..[?@.title]', copy: $}\n" * 12, "would add more than"),
        ("- {target: $, copy: $.info}\n- {target: $.info, update: {info: {}}}\n" * 5, ""),
        ("- {target: '$.big[?count($..*) > 0]', remove: true}\n", "more than 6000000 values to look at"),
        ("- {target: '$.big[0]', remove: true}\n" * 3000, "more than 6000000 values to look at"),
        ("- {target: '$.big[?search(@.n, ''^(a|aa)+$'')]', remove: true}\n" * 100, "to look at"),
    ],
)  # fmt: skip
def test_hostile_actions_end_and_are_told(actions: str, reason: str) -> None:
    big = "[" + ", ".join(f"{{n: {'a' * 60}!, m: [1, 2]}}" for _ in range(4000)) + "]"
    base = document(f"openapi: 3.1.0\ninfo: {{title: t}}\nbig: {big}\n")
    started = time.perf_counter()
    done = apply(base, [overlay(actions)])
    assert time.perf_counter() - started < 60
    assert any(reason in failure.reason for failure in done.failures) or not reason


def test_too_many_actions_are_a_failure() -> None:
    text = "overlay: 1.1.0\nactions:\n" + "- {target: $, update: {}}\n" * 5001
    found = read_overlay("o.yaml", text.encode())
    assert isinstance(found, Failure)
    assert "more than 5000 actions" in found.reason


def test_a_definition_is_not_nested_deeper_than_documents_may_be() -> None:
    deep = "{k: " * 150 + "1" + "}" * 150
    done = applied(
        f"- {{target: $.info, update: {{a: {deep}}}}}\n- {{target: '$.info{'.a' + '.k' * 140}', copy: $.info}}\n"
    )
    assert [failure.reason[:60] for failure in done.failures] == [
        "an action is not applied: it would nest deeper than 200 level"[:60]
    ]
