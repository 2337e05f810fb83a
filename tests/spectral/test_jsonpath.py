"""Paths choose what they choose in Spectral."""

import pytest
from judged import PETS, api_of

from ztlint.scanners.openapi.spectral.expression import ExpressionError
from ztlint.scanners.openapi.spectral.jsonpath import parse
from ztlint.scanners.openapi.spectral.query import find
from ztlint.scanners.openapi.spectral.tree import Tree

API = api_of(PETS)
PET = "/components/schemas/Pet"
LIST = "/paths/~1pets/get"


def places(path: str, *, resolved: bool = False) -> list[str]:
    tree = Tree(API.document, API.store, resolved=resolved)
    return sorted(
        match.spot.node.pointer + ("~" if match.on_key else "") for match in find(parse(path), tree.root)
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$", [""]),
        ("$.info.title", ["/info/title"]),
        ("$['info']['title']", ["/info/title"]),
        ("$.info[title,version]", ["/info/title", "/info/version"]),
        ("$.info['title','version']", ["/info/title", "/info/version"]),
        ("$.paths[/pets].get", [LIST]),
        ("$.paths.'/pets'.get", [LIST]),
        ("$.paths[*][get,post].operationId", [f"{LIST}/operationId", "/paths/~1pets/post/operationId"]),
        ("$.paths.*~", ["/paths/~1Pet_Owners~1{id}~", "/paths/~1pets~"]),
        ("$.paths[*].post^", ["/paths/~1pets"]),
        ("$.paths[*].post^~", ["/paths/~1pets~"]),
        ("$.paths[*].post^.get", [LIST]),
        ("$.tags[0]", ["/tags/0"]),
        ("$.tags[-1:]", ["/tags/1"]),
        ("$.tags[(@.length-1)]", ["/tags/1"]),
        ("$..operationId", [f"{LIST}/operationId", "/paths/~1pets/post/operationId"]),
        ("$..responses.404", [f"{LIST}/responses/404"]),
        ("$..responses[404]", [f"{LIST}/responses/404"]),
        ("$.paths.", ["/paths"]),
        ("$.nothing.at.all", []),
        ("$.info.title.more", []),
        (
            "$.paths[*].get.responses.200.content.application/json",
            [f"{LIST}/responses/200/content/application~1json"],
        ),
        ("$.info.contact.[name]", ["/info/contact/name"]),
        ("$.[contact]", ["/info/contact"]),  # one dot before a bracket goes down to any depth
        ("$..[?(@ && @.type=='boolean')]", ["/components/schemas/Unused"]),
        ("$..parameters[?(@.in === 'query')].name", [f"{LIST}/parameters/0/name"]),
        ("$.paths[?(@property.match(/^\\/[a-z]+$/))]", ["/paths/~1pets"]),
        ("$.paths[?(!@property.match(/PETS/i))]~", ["/paths/~1Pet_Owners~1{id}~"]),
        ("$.paths[?(/owners/i.test(@property))]", ["/paths/~1Pet_Owners~1{id}"]),
        ("$.paths.*[?( @property === 'get' && !@.operationId )]", ["/paths/~1Pet_Owners~1{id}/get"]),
        (
            "$.paths[*][*].responses[?(@property >= 200 && @property < 300)].description",
            [f"{LIST}/responses/200/description", "/paths/~1pets/post/responses/201/description"],
        ),
        ("$..responses[?(@property[0] == '4')]", [f"{LIST}/responses/404"]),
        ("$..[?(@property in ['post'])]", ["/paths/~1pets/post"]),
        ("$.paths[*][?(@parentProperty == '/pets' && @property == 'post')]", ["/paths/~1pets/post"]),
        ("$.paths[?(@path.match(/\\}'\\]$/))]", ["/paths/~1Pet_Owners~1{id}"]),
        ("$.paths[?(@['x-internal'])]", ["/paths/~1Pet_Owners~1{id}"]),
        ("$.paths[*].get[?(@boolean())]", [f"{LIST}/deprecated"]),
        ("$.paths[*][?(@.deprecated)]", []),  # false is false, unlike in RFC 9535
        ("$.components.schemas[?(@.properties && @.properties.id)]", [PET]),
        ("$.tags[?(['dogs','birds'].includes(@.name))]", ["/tags/0"]),
        ("$.tags[?(@.name.startsWith('c') || @.name.length > 9)]", ["/tags/1"]),
        ("$..enum[?(@ === 3)]", [f"{PET}/properties/kind/enum/2"]),
    ],
)
def test_a_path_chooses(path: str, expected: list[str]) -> None:
    assert places(path) == expected


def test_paths_go_through_references_unless_they_are_told_not_to() -> None:
    path = "$.paths[*][*].requestBody.content[*].schema.properties.id"
    assert places(path, resolved=True) == [f"{PET}/properties/id"]
    assert places(path) == []
    assert places("$.paths[*][*].requestBody.$ref") == ["/paths/~1pets/post/requestBody/$ref"]


def test_a_value_behind_many_references_is_found_once() -> None:
    assert places("$..properties.parent.properties.parent_id", resolved=True) == [
        f"{PET}/properties/parent_id"
    ]


def test_everything_below_is_every_mapping_and_sequence() -> None:
    pointers = places("$..")
    assert "" in pointers
    assert "/tags/0" in pointers
    assert "/info/title" not in pointers


@pytest.mark.parametrize(
    "path",
    ["paths", "$[", "$['a", "$.a[?(@.b", "$.a[?(@.b ==)]", "$.a[?(b.c)]", "$.a[?(@.x(()]", "$.a[?(import('fs'))]",
     "$.a[?(@.b = 1)]", "$.a[?(@.a; @.b)]", "$.a[]", "$.a[?(@.b.match(/(/))]", "$.a[?(process.exit())]"],
)  # fmt: skip
def test_what_is_not_understood_is_told(path: str) -> None:
    with pytest.raises(ExpressionError):
        parse(path)


@pytest.mark.parametrize(
    "condition",
    ["@.name.nothing.more", "@.nothing.match(/a/)", "@.name.explode()", "@.nothing[0]", "@ in 3"],
)
def test_a_value_for_which_javascript_would_throw_is_not_chosen(condition: str) -> None:
    assert places(f"$.tags[?({condition})]") == []
    assert places(f"$.tags[?(!({condition}))]") == []


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("'' || 0 || null", False), ("[]", True), ("'a' && 'b'", True), ("1 == '1'", True), ("1 === '1'", False),
        ("null == undefined", True), ("null === undefined", False), ("true == 1", True), ("'b' > 'a'", True),
        ("'10' > 9", True), ("'x' > 1", False), ("typeof @ === 'object'", True), ("typeof @.name == 'string'", True),
        ("1 + 1 == 2", True), ("'1' + 1 == '11'", True), ("5 % 2 == 1", True), ("-1 < 0", True), ("!0", True),
        ("@.name ? true : false", True), ("@.none ?? 'x'", True), ("@.none?.more === undefined", True),
        ("Object.keys(@).length == 1", True), ("Array.isArray(@)", False), ("@.name.indexOf('g') > 0", True),
        ("@.name.toUpperCase() == 'DOGS'", True), ("@.name.split('g').length == 2", True),
        ("@.name.slice(1, 3) == 'og'", True), ("@.name.substring(1) == 'ogs'", True), ("@.name[1] == 'o'", True),
        ("@.hasOwnProperty('name')", True), ("@.name && @.name.match", True), ("@['name'] == \"dogs\"", True),
        ("@root.info.title == 'Pets'", True), ("@parent.length == 2", True), ("@property == 0", True),
        ("/^d.gs$/.test(@.name)", True), ("@.name.match(/D(.)/i)[1] == 'o'", True), ("isNaN", None),
    ],
)  # fmt: skip
def test_conditions_are_javascript(condition: str, holds: bool | None) -> None:
    path = f"$.tags[?(({condition}) && @.name == 'dogs')]"
    if holds is None:
        with pytest.raises(ExpressionError):
            parse(path)
    else:
        assert bool(places(path)) is holds
