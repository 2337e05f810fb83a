"""Files that a file refers to, without parsing it."""

from ztlint.documents import file_references


def test_addresses_below_the_documents_own_folder_are_files_beside_it() -> None:
    text = b"""
      $self: https://apis.example/shop/openapi.yaml
      a: {$ref: "https://apis.example/shop/parts/a.yaml#/A"}
      b: {$ref: "https://elsewhere.example/b.yaml"}
      c: {$ref: parts/c.yaml}
    """
    assert file_references("api/openapi.yaml", text) == {"api/parts/a.yaml", "api/parts/c.yaml"}
    assert file_references("api/openapi.yaml", text.replace(b"$self", b"self")) == {"api/parts/c.yaml"}
