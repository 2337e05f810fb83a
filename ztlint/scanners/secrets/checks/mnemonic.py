"""Recovery phrases of wallets: whether the words are such words, and their checksum is right."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate

_LENGTHS = (12, 15, 18, 21, 24)
_BITS = 11  # the list has 2048 words


def mnemonic(candidate: Candidate) -> Outcome:
    """BIP 39: 11 bits a word; of 33 bits, the last one is a checksum (SHA-256) over the entropy."""
    words, known = candidate.secret.split(), _words()
    if len(words) not in _LENGTHS or not all(word in known for word in words):
        return outcome(Trust.BROKEN, structure="invalid: not the words of a wallet")
    if len(set(words)) <= len(words) // 2:
        return outcome(Trust.EXAMPLE, structure="the same words again and again")
    if not _adds_up([known[word] for word in words]):
        return outcome(Trust.BROKEN, checksum="invalid: an example, a typo, or cut off")
    return outcome(Trust.PROVEN, checksum="valid")


def _adds_up(numbers: list[int]) -> bool:
    value = 0
    for number in numbers:
        value = value << _BITS | number
    width = len(numbers) * _BITS // 33
    entropy = (value >> width).to_bytes(width * 4, "big")
    return value & (1 << width) - 1 == sha256(entropy).digest()[0] >> 8 - width


@cache
def _words() -> dict[bytes, int]:
    """English; the numbers are the places in the list."""
    text = files(__package__).joinpath("bip39.txt").read_bytes()
    return {word: number for number, word in enumerate(text.split())}
