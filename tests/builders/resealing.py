"""Files that a trusted department has sealed, and that are built otherwise than ours: changed, then sealed again."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Sequence

from builders import mutants
from builders.licenses import SEALED_AT, Authority, MemorySealer

from licenses.seal import cms
from licenses.seal.timestamping import token_for

_RANGE = re.compile(rb"/ByteRange \[0 \d+ \d+ \d+\] *")
_VALUE = re.compile(rb"<[0-9A-F]{2000,}>")
_ENDS = re.compile(rb"endobj|>>|stream\n")
CHANGES: Sequence[Callable[[random.Random, bytes], bytes]] = (
    mutants._bits, mutants._token, mutants._token, mutants._chunk, mutants._entry, mutants._end,
)  # fmt: skip


def resealed(sealed: bytes, authority: Authority, sealer: MemorySealer) -> bytes | None:
    """Seal a changed file in the place of its seal; None where it has none any more."""
    stated, value = _RANGE.search(sealed), _VALUE.search(sealed)
    if stated is None or value is None or stated.start() < value.end():
        return None
    numbers = b"/ByteRange [0 %d %d %d]" % (value.start(), value.end(), len(sealed) - value.end())
    if len(numbers) > len(stated[0]):
        return None
    ready = sealed[: stated.start()] + numbers.ljust(len(stated[0])) + sealed[stated.end() :]
    digest = hashlib.sha256(ready[: value.start()] + ready[value.end() :]).digest()
    made = cms.sign(
        digest,
        sealer.certificate,
        sealer.sign,
        certificates=(sealer.certificate, *sealer.chain[:-1]),
        timestamp=lambda imprint: token_for(authority, imprint, SEALED_AT),
    )
    room = value.end() - value.start() - 2
    return ready[: value.start() + 1] + made.hex().upper().encode().ljust(room, b"0") + ready[value.end() - 1 :]


def changed(dice: random.Random, sealed: bytes) -> bytes:
    """Change something where it matters: outside the streams of page and pictures."""
    value = _VALUE.search(sealed)
    assert value is not None
    places = [found.start() for found in _ENDS.finditer(sealed)]
    middle = dice.choice([*places, value.end() + 100, len(sealed) - 100])
    start, end = max(0, middle - 250), min(len(sealed), middle + 250)
    if start < value.end() and end > value.start():
        start, end = value.end(), min(len(sealed), value.end() + 400)
    try:
        return sealed[:start] + dice.choice(CHANGES)(dice, sealed[start:end]) + sealed[end:]
    except (IndexError, ValueError):  # there is nothing of that kind here
        return sealed[:start] + mutants._bits(dice, sealed[start:end]) + sealed[end:]
