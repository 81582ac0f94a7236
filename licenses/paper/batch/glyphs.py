"""Which glyphs of which font a page shows: what its content says, read strictly (ISO 32000-1, 7.3.4 and 9.4.3).

Glyphs are named by two bytes. The composer writes them in parentheses, in which what is balanced is not escaped, or in
hexadecimal digits, alone or in arrays with the distances between them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from licenses.paper.batch.objects import NotOursError

MOST_GLYPHS: Final = 0x2800
"""Of a font: up to here no name of a glyph begins with a parenthesis, and strings can be told apart."""

_FIRST: Final = rb"(?:\\[0-7]{3}|\\[nrtbf]|[^()\\])"
_SECOND: Final = rb"(?:\\[0-7]{3}|\\.|[^\\])"
_LITERAL: Final = rb"\((?:%b%b)*\)" % (_FIRST, _SECOND)
_DIGITS: Final = rb"<(?:[0-9A-F]{4})*>"
_SHOWN: Final = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\[((?:-?[\d.]+|%b|%b)*)\]TJ|(%b|%b)Tj" % (_LITERAL, _DIGITS, _LITERAL, _DIGITS), re.DOTALL
)
_SHOWS: Final = (b"]TJ", b")Tj", b">Tj")
_STRING: Final = re.compile(rb"(%b)|<((?:[0-9A-F]{4})*)>" % _LITERAL, re.DOTALL)
_GLYPH: Final = re.compile(_FIRST + _SECOND, re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{3})|(.))", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX_DIGITS: Final = 4


def used(content: bytes, fonts: list[bytes]) -> dict[bytes, set[int]]:
    """The glyphs of each font that a page shows.

    Raises:
        NotOursError: Something is shown that is written otherwise.
    """
    found: dict[bytes, set[int]] = {name: set() for name in fonts}
    shown, current = list[tuple[bytes, bytes]](), b""
    for name, array, alone in _SHOWN.findall(content):
        if name:
            current = name
        else:
            shown.append((current, array or alone))
    if len(shown) != sum(map(content.count, _SHOWS)) or not {name for name, _ in shown} <= found.keys():
        raise NotOursError("text")
    for name in fonts:
        strings = _STRING.findall(b" ".join(strings for font, strings in shown if font == name))
        literal = b"".join([one[1:-1] for one, _ in strings])
        digits = b"".join([one for _, one in strings])
        found[name] |= {_glyph(pair) for pair in set(_GLYPH.findall(literal))}
        found[name] |= {int(digits[at : at + _HEX_DIGITS], 16) for at in range(0, len(digits), _HEX_DIGITS)}
    return found


@lru_cache(maxsize=65_536)
def _glyph(written: bytes) -> int:
    plain = _ESCAPE.sub(
        lambda escape: bytes((int(escape[1], 8),)) if escape[1] else _ESCAPED.get(escape[2], escape[2]), written
    )
    return int.from_bytes(plain, "big")
