"""QR codes by the hundred: of texts that are equally long.

With one mask and one version a code is linear in the bits of its text (ISO/IEC 18004: Reed-Solomon codes over GF(2^8),
and a mask that is added). So the code of a text is that of another one, with the difference that each changed bit
makes: it is learnt from the library bit by bit, once, and adding it takes no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from licenses.paper.batch.objects import NotOursError
from licenses.paper.face import code_of

_DARK: Final = re.compile("1+")
_LETTERS: Final = re.compile(r"[!-~]+")
_LETTER_BITS: Final = 7


@dataclass(slots=True)
class Codes:
    """Codes of texts that are as long as a first one."""

    like: str
    _side: int = 0
    _code: int = 0
    """The modules of each row, filled up to whole bytes."""
    _bits: dict[tuple[int, int], int] = field(default_factory=dict)
    _changes: dict[tuple[int, int], int] = field(default_factory=dict)
    _drawn: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Learn the first one."""
        self._side, self._code = _made(self.like)

    def drawn(self, text: str) -> bytes:
        """Draw the code of a text in a square of one by one: what a page's content says.

        Raises:
            NotOursError: It is not like the first one.
        """
        side, across = self._side, _eighths(self._side)
        modules = self._of(text).to_bytes(side * across, "big")
        drawn = self._drawn
        parts = [
            drawn.get(key) or self._draw(key, *divmod(place, across), eight)
            for place, eight in enumerate(modules)
            if (key := place << 8 | eight) and eight
        ]
        square = f"/c0 cs 0 scn {1 / side:.9f} 0 0 {-1 / side:.9f} 0 1 cm\n".encode()
        return b"".join((square, *parts, b"f"))

    def _draw(self, key: int, down: int, start: int, eight: int) -> bytes:
        """Draw eight modules of a row, of which the dark ones are set."""
        runs = (dark.span() for dark in _DARK.finditer(f"{eight:08b}"))
        self._drawn[key] = b"".join(b"%d %d %d 1 re\n" % (8 * start + first, down, end - first) for first, end in runs)
        return self._drawn[key]

    def _of(self, text: str) -> int:
        if len(text) != len(self.like) or not _LETTERS.fullmatch(text):
            raise NotOursError("another text")
        code = self._code
        for place, (letter, before) in enumerate(zip(text, self.like, strict=True)):
            if letter != before:
                change = place, ord(letter) ^ ord(before)
                code ^= self._changes.get(change) or self._change(*change)
        return code

    def _change(self, place: int, bits: int) -> int:
        """What it makes of a code that these bits of a letter are others."""
        change = 0
        for bit in range(_LETTER_BITS):
            if bits >> bit & 1:
                change ^= self._bits.get((place, bit)) or self._learn(place, bit)
        self._changes[place, bits] = change
        return change

    def _learn(self, place: int, bit: int) -> int:
        letter = chr(ord(self.like[place]) ^ 1 << bit)
        side, code = _made(self.like[:place] + letter + self.like[place + 1 :])
        if side != self._side:
            raise NotOursError("another version")
        self._bits[place, bit] = code ^ self._code
        return self._bits[place, bit]


_KNOWN: Final[dict[int, Codes]] = {}
"""What this process has learnt, by the length of the texts."""


def codes_like(text: str) -> Codes:
    """Codes of texts that are as long as this one.

    Raises:
        NotOursError: Its code is of another kind.
    """
    if len(text) not in _KNOWN:
        _KNOWN[len(text)] = Codes(text)
    return _KNOWN[len(text)]


def _made(text: str) -> tuple[int, int]:
    code = code_of(text)
    if code.mode != "byte":
        raise NotOursError("another mode")
    width = 8 * _eighths(len(code.matrix))
    rows = ("".join("1" if dark else "0" for dark in row).ljust(width, "0") for row in code.matrix)
    return len(code.matrix), int("".join(rows), 2)


def _eighths(side: int) -> int:
    """Bytes of a row."""
    return (side + 7) // 8
