"""Values that stand where a secret would: words, fillers, sequences, and examples that vendors publish."""

import hashlib
import re
from itertools import pairwise

SHORTEST_RUN = 6
"""The same character this often in a row: one random hex value of 40 digits in 30 000 has it."""

SHORTEST_SEQUENCE = 7
"""Neighbouring characters in a row, up or down: ``abcdefg``, ``7654321``."""

_WORDS = re.compile(
    rb"example|sample|placeholder|change[-_]?me|redacted|dummy|foobar|qwerty|deadbeef|notreal|xxxx"
    rb"|your[-_]?[\w-]{0,12}(?:key|token|secret|password)"
    rb"|(?:my|some|fake|test|the)[-_](?:api[-_])?(?:key|token|secret|password)",
    re.IGNORECASE,
)
_RUN = re.compile(rb"(.)\1{%d}" % (SHORTEST_RUN - 1), re.DOTALL)
_PERIOD = re.compile(rb"(.{2,16}?)\1{3}", re.DOTALL)

# Published by their vendors for everybody, so digests of them give nothing away. First 32 hex digits.
_DOCUMENTED = {
    "051d093c4bdedbf23f905ad01d9c6111": "the signature of the token that jwt.io shows",
    "eaa5581c2e8d2f4418f12e51a5d352ef": "the signature of the token that jwt.io shows",
    "13d31e961a1ad8ec2f16b10c4c982e08": "the signature of the token in RFC 7519",
    "0011cc25eb4320717494d2703e8cba85": "the key of the Azure storage emulator",
    "aa6547439583c3a275d4542a0df6c1ad": "the key of the Azure Cosmos DB emulator",
    "2cafc0970149a84f3b9e62eaf169f36f": "the test key of Stripe's documentation",
    "f2d6ca16515033e5dce14eba840b979d": "the test key of Stripe's documentation",
    "7e8de44ea9ecf6d53415c90f5b249a85": "the test key of Stripe's documentation",
    "2d1f7723aabc5c7a51fcdc2463c99b5f": "the test key of Stripe's documentation",
    "9c5d0a6656e5d3f36601d0bf98762be0": "the phrase that Ganache shows",
    "b83e96417f61cb148d0dc8a89b839ee4": "the phrase of Truffle's documentation",
    "ecb0e7ba498c5920991f0b3483e91f7a": "a test vector of BIP 39",
    "3a64bcd9cea43c0aba67ba0bf2ddff81": "a test vector of BIP 39",
    "28981d08ecff66aa0dade4ac706c43cf": "the private key 1",
    "9d6a2b9d1f01d4577cbdce4de6f0834a": "the private key of Bitcoin's wiki",
    "dcb7cb6c361867f200ec1d5eb9caf883": "the token that Airbyte's definition of its Apify source shows",
    "97c9ad3be0cb7410ee08d45a75b779ef": "the token of Okta's API definition",
}


def documented(value: bytes) -> str | None:
    """Which published example the value is, or None."""
    return _DOCUMENTED.get(hashlib.sha256(value).hexdigest()[:32])


def placeholder(value: bytes) -> str | None:
    """Why the value is a stand-in, or None. The reason repeats nothing of the value."""
    if _WORDS.search(value):
        return "holds a word that stands for a secret"
    if _RUN.search(value) or _PERIOD.search(value):
        return "repeats itself"
    if _longest_sequence(value) >= SHORTEST_SEQUENCE:
        return "runs through the alphabet or the digits"
    return None


def _longest_sequence(value: bytes) -> int:
    longest = length = 1
    step = 0
    for before, after in pairwise(value):
        if after - before == step and step in {1, -1}:
            length += 1
        else:
            step, length = after - before, 2 if after - before in {1, -1} else 1
        longest = max(longest, length)
    return longest
