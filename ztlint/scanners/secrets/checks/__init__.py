"""Offline checks, by the name that rules give them."""

from collections.abc import Mapping

from ztlint.scanners.secrets.checks import armour, checksum, encoded, jwt, mnemonic, password
from ztlint.scanners.secrets.outcome import Check

CHECKS: Mapping[str, Check] = {
    "aws-account": encoded.aws_account,
    "base58check": checksum.base58check,
    "base64-json": encoded.base64_json,
    "bech32": checksum.bech32,
    "crc32-base36": checksum.crc32_base36,
    "crc32-base62": checksum.crc32_base62,
    "crc32-hex": checksum.crc32_hex,
    "discord-id": encoded.discord_id,
    "jwt": jwt.jwt,
    "macaroon": encoded.macaroon,
    "mnemonic": mnemonic.mnemonic,
    "nkey": checksum.nkey,
    "numbered": encoded.numbered,
    "pem": armour.pem,
    "putty": armour.putty,
    "storage-key": encoded.storage_key,
    "url-password": password.url_password,
}

__all__ = ["CHECKS"]
