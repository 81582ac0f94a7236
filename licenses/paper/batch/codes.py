"""QR codes by the hundred: of texts that are equally long and differ in some places.

With one mask and one version a code is linear in the bits of its text (ISO/IEC 18004: Reed-Solomon codes over GF(2^8),
and a mask that is added). So the code of a text is that of another one, with the difference that each changed letter
makes: it is learnt from the library letter by letter, and adding it takes no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from licenses.paper.batch.objects import NotOursError
from licenses.paper.face import code_of

_DARK: Final = re.compile("1+")
_CODE_LETTERS: Final = re.compile(r"[!-~]+")


@dataclass(slots=True)
class Codes:
    """Codes of texts like a first one."""

    like: str
    _side: int = 0
    _code: int = 0
    """The modules of each row, filled up to whole bytes."""
    _changes: dict[tuple[int, str], int] = field(default_factory=dict)
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
        if len(text) != len(self.like) or not _CODE_LETTERS.fullmatch(text):
            raise NotOursError("another text")
        code = self._code
        for place, (letter, before) in enumerate(zip(text, self.like, strict=True)):
            if letter != before:
                code ^= self._changes.get((place, letter)) or self._learn(place, letter)
        return code

    def _learn(self, place: int, letter: str) -> int:
        side, code = _made(self.like[:place] + letter + self.like[place + 1 :])
        if side != self._side:
            raise NotOursError("another version")
        self._changes[place, letter] = code ^ self._code
        return self._changes[place, letter]


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
