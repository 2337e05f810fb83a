"""What secrets hide in: encodings of text, archives, packed data; unfolded in memory, within limits."""

from ztlint.scanners.secrets.unfold.budget import MAX_DEPTH, Budget
from ztlint.scanners.secrets.unfold.containers import contents, is_container
from ztlint.scanners.secrets.unfold.gap import Gap, Weight
from ztlint.scanners.secrets.unfold.layer import Layer
from ztlint.scanners.secrets.unfold.text import text_layers

__all__ = [
    "MAX_DEPTH",
    "Budget",
    "Gap",
    "Layer",
    "Weight",
    "contents",
    "is_container",
    "text_layers",
]
