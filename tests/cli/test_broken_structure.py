"""A definition whose structure is wrong in many places: no finding about security is lost or buried."""

import json
from pathlib import Path

import pytest
from running import Run, write

TWO = """\
swagger: "2.0"
info: {title: t%s}
host: api.example.com
schemes: [http]
paths:
  /accounts/{id}:
    get:
      parameters: [{name: id, in: %s, required: true, type: string}]
      responses: {"200": {%sschema: {type: object, properties: {password: {type: string}}}}}
"""
THREE = """\
openapi: %%s
info: {title: t%s}
servers: [{url: "http://api.example.com"}]
paths:
  /accounts/{id}:
    get:
      parameters: [{name: id, in: %s, required: true, schema: {type: string}}]
      responses: {"200": {%scontent: {application/json: {schema: {type: object, properties: {password: {type: string}}}}}}}
"""
CASES = [TWO, *(THREE.replace("%%s", version) for version in ("3.0.3", "3.1.0", "3.2.0"))]


@pytest.mark.parametrize("text", CASES)
def test_security_is_found_beside_errors_of_structure_and_told_before_them(
    ztlint: Run, tmp_path: Path, text: str
) -> None:
    write(tmp_path, "whole.yaml", text % (", version: '1'", "path", "description: d, "))
    write(tmp_path, "broken.yaml", text % ("", "pth", "descriptoin: d, "))
    told = {}
    for name in ("whole", "broken"):
        report = json.loads(ztlint(tmp_path, "check", f"{name}.yaml", "-o", "json").out)
        assert report["failures"] == []
        told[name] = {one["rule"] for one in report["findings"]}
    assert {"ZTA301", "ZTA401"} <= told["whole"] & told["broken"]
    assert "ZTA904" in told["broken"] - told["whole"]
    shown = ztlint(tmp_path, "check", "broken.yaml").out
    assert max(map(shown.index, ("ZTA301", "ZTA401"))) < shown.index("ZTA904")
    assert shown.count("ZTA904") >= 3
