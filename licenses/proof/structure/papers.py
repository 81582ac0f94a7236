"""What validation data hold: certificates, revocation lists and responses, each one value in DER and nothing else."""

from __future__ import annotations

import zlib

LARGEST_PAPER = 8 << 20
"""Bytes; a revocation list of a large authority has half of it."""

_SEQUENCE = 0x30
_LONG_FORM = 0x80
_HEAD = 2


def unpacked(content: bytes) -> bytes:
    """A deflated stream's content; empty where it is none, has more behind it, or is larger than any paper."""
    stream = zlib.decompressobj()
    try:
        whole = stream.decompress(content, LARGEST_PAPER)
    except zlib.error:
        return b""
    return whole if stream.eof and not stream.unused_data else b""


def is_one_value(der: bytes) -> bool:
    """Whether the bytes are one sequence in DER, which ends where they end (X.690, 8.1.3)."""
    if len(der) < _HEAD or der[0] != _SEQUENCE:
        return False
    length, start = der[1], _HEAD
    if length >= _LONG_FORM:
        start += length & 0x7F
        length = int.from_bytes(der[_HEAD:start])
    return start + length == len(der)
