"""Mutants: genuine files with bytes changed, lost, repeated or exchanged anywhere, by nobody's design."""

from __future__ import annotations

import random
from collections.abc import Iterator

_LONGEST = 400


def mutants(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Return so many mutants of a file; the same seed has the same mutants."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _mutant(data, chance)


def _mutant(data: bytes, chance: random.Random) -> bytes:
    # Half of them near the end: what follows the seal is the smaller part of a file, and the more delicate one.
    first = chance.choice((0, max(0, len(data) - 6_000)))
    start = chance.randrange(first, len(data))
    end = min(len(data), start + chance.randint(1, _LONGEST))
    piece = data[start:end]
    match chance.randrange(7):
        case 0:
            return data[:start] + bytes([data[start] ^ 1 << chance.randrange(8)]) + data[start + 1 :]
        case 1:
            return data[:start] + chance.randbytes(len(piece)) + data[end:]
        case 2:
            return data[:start] + data[end:]
        case 3:
            return data[:end] + piece + data[end:]
        case 4:
            return data[:start] + chance.choice((b" ", b"\n", b"\r", b"%", b"\x00", b"0", b"<<", b">>")) + data[start:]
        case 5:
            other = chance.randrange(len(data))
            return data[:start] + data[other : other + len(piece)] + data[end:]
        case _:
            return data[:start]
