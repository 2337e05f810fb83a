"""All encodings of text, by the hints that call for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ztlint.scanners.secrets.unfold import hints as kinds
from ztlint.scanners.secrets.unfold import runs, windows
from ztlint.scanners.secrets.unfold.kubernetes import kubernetes_layers
from ztlint.scanners.secrets.unfold.layer import Layer

_DECODERS: Mapping[str, Callable[[bytes, Iterable[int]], Iterator[Layer]]] = {
    kinds.BASE64: runs.base64_layers,
    kinds.HEX: runs.hex_layers,
    kinds.BYTES: runs.byte_list_layers,
    kinds.PERCENT: windows.percent_layers,
    kinds.BACKSLASH: windows.backslash_layers,
    kinds.ENTITY: windows.entity_layers,
    kinds.PRINTABLE: windows.printable_layers,
    kinds.WIDE: runs.wide_layers,
    kinds.KUBERNETES: kubernetes_layers,
    kinds.JOINED: windows.joined_layers,
}

_SEARCH_THEMSELVES = {kinds.BYTES, kinds.WIDE, kinds.KUBERNETES}

_BEFORE, _AFTER = kinds.WIDEST, 64  # bytes around the end of a hint in which it, and what it is part of, lie


def text_layers(data: bytes, found: Iterable[str], above: Layer | None = None) -> Iterator[Layer]:
    """One or two layers for each kind of encoding, in a settled order. ``above`` is the layer that ``data``
    is: what stands in it as it stands below was looked at there.
    """
    in_place = above if above is not None and above.in_place else None
    for kind in sorted(found, key=kinds.KINDS.index):
        if kind not in _SEARCH_THEMSELVES:
            ends = kinds.hints().ends(kind, data)
            if in_place is not None:
                ends = [end for end in ends if in_place.unfolds(max(0, end - _BEFORE), end + _AFTER)]
            yield from _DECODERS[kind](data, ends)
        elif in_place is None:
            yield from _DECODERS[kind](data, ())
