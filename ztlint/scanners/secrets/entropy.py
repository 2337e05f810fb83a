"""How evenly a secret uses its characters."""

from collections import Counter
from math import log2


def entropy(data: bytes) -> float:
    """Shannon's, in bits per byte, 0 to 8. 40 random characters of base64 have about 4.9, of hex 3.7."""
    counts = Counter(data).values()
    return -sum(count / len(data) * log2(count / len(data)) for count in counts)
