"""Text of any bytes, for showing them."""

from ztlint.documents import Undecodable, decode


def text_of_bytes(data: bytes) -> str:
    """Bytes that are no text in their encoding are shown as far as they go."""
    text = decode(data)
    if isinstance(text, Undecodable):
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return text
