"""A font of one page cut out of the font of a batch, so that no file has letters of another one.

The composer embeds one subset per font and document. Noto comes as CFF (Adobe Technical Note 5176) with one glyph after
another, without subroutines, and its glyphs are named by their place: a cut keeps these names (CIDs), so that no page
has to be written anew, and takes the programs of the glyphs as they are. Rare letters come as TrueType and are cut by
the font library, which takes longer and is seldom wanted.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from licenses.paper.batch.objects import Document, NotOursError, found, packed_stream, stream

_SUBSET: Final = re.compile(rb"/BaseFont/([A-Z]{6})\+")
_WIDTHS: Final = re.compile(rb"/W\[([\d ]*)\]")
_LETTER: Final = re.compile(rb"<([0-9A-F]{4})> (<[0-9A-F]+>)")
_FIRST_LETTERS: Final = re.compile(rb"\d+ beginbfchar\n")
_MOST_LETTERS: Final = 100
"""That one list of a CMap takes."""
_CID_SET: Final = re.compile(rb"/CIDSet \d+ 0 R")
_TAG_LETTERS: Final = 26
_LONG_OFFSET: Final = 0x1D
_CHARSET, _STRINGS, _FONTS, _SELECT = b"\x0f", b"\x11", b"\x0c\x24", b"\x0c\x25"
"""Operators of a font's top dictionary."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The five objects of a font in a file."""

    font: bytes
    descendant: bytes
    descriptor: bytes
    letters: bytes
    program: bytes

    @property
    def objects(self) -> tuple[bytes, ...]:
        """They, in order."""
        return (self.font, self.descendant, self.descriptor, self.letters, self.program)


class Typeface:
    """A font of a document, from which fonts of pages are cut."""

    def __init__(self, document: Document, number: int) -> None:
        """Read the font of this object number.

        Raises:
            NotOursError: It is written otherwise than is known here.
        """
        self._font = document.body(number)
        descendant = int(found(rb"/DescendantFonts\[(\d+) 0 R\]", self._font)[1])
        self._descendant = document.body(descendant)
        self._descriptor = _CID_SET.sub(b"", document.body(document.named(descendant, b"FontDescriptor")))
        self._tag = found(rb"/BaseFont/([A-Z]{6})\+", self._font)[1]
        self._widths = _widths(self._descendant)
        letters = document.unpacked(document.named(number, b"ToUnicode"))
        self._letters = {int(cid, 16): b"<%b> %b\n" % (cid, text) for cid, text in _LETTER.findall(letters)}
        self._texts = {
            int(cid, 16): bytes.fromhex(text[1:-1].decode()).decode("utf-16-be")
            for cid, text in _LETTER.findall(letters)
        }
        head, tail = _FIRST_LETTERS.search(letters), letters.rfind(b"endbfchar\n")
        if head is None or tail < 0:
            raise NotOursError("ToUnicode")
        self._cmap = letters[: head.start()], letters[tail + len(b"endbfchar\n") :]
        program = found(rb"/FontFile([23]) (\d+) 0 R", self._descriptor)
        content = document.unpacked(int(program[2]))
        self._cut: _Outlines | _TrueType = _Outlines(content) if program[1] == b"3" else _TrueType(content)

    @property
    def count(self) -> int:
        """How many glyphs it has."""
        return self._cut.count

    def said(self, cids: Iterable[int]) -> set[str]:
        """The letters that these glyphs stand for."""
        return set("".join([self._texts.get(cid, "") for cid in cids]))

    def cut(self, cids: Iterable[int], descendant: int) -> Cut:
        """The font of a page that has these glyphs.

        Args:
            cids: The glyphs.
            descendant: Object number of the second of its objects; the others follow.
        """
        used = sorted({0, *cids})
        program = self._cut.program(used)
        tag = _tag(program)
        rest = (descendant + 1, descendant + 2, descendant + 3)
        widths = b" ".join([self._widths[cid] for cid in used if cid in self._widths])
        entries = _WIDTHS.sub(b"/W[%b]" % widths, self._descendant.replace(self._tag, tag))
        descriptor = re.sub(rb"/FontFile([23]) \d+ 0 R", rb"/FontFile\1 %d 0 R" % rest[2], self._descriptor)
        font = re.sub(rb"/DescendantFonts\[\d+ 0 R\]", b"/DescendantFonts[%d 0 R]" % descendant, self._font)
        return Cut(
            font=re.sub(rb"/ToUnicode \d+ 0 R", b"/ToUnicode %d 0 R" % rest[1], font).replace(self._tag, tag),
            descendant=re.sub(rb"/FontDescriptor \d+ 0 R", b"/FontDescriptor %d 0 R" % rest[0], entries),
            descriptor=descriptor.replace(self._tag, tag),
            letters=packed_stream(b"/Type/CMap/WMode 0", self._letters_of(used)),
            program=stream(self._cut.entries, program),
        )

    def _letters_of(self, cids: Iterable[int]) -> bytes:
        """What the glyphs say, as a CMap."""
        lines = [self._letters[cid] for cid in cids if cid in self._letters]
        parts = [self._cmap[0]]
        for at in range(0, len(lines), _MOST_LETTERS):
            some = lines[at : at + _MOST_LETTERS]
            parts += [b"%d beginbfchar\n" % len(some), *some, b"endbfchar\n"]
        return b"".join((*parts, self._cmap[1]))


def _widths(descendant: bytes) -> dict[int, bytes]:
    """The width of each glyph as it is written by itself, of runs of equal ones (`first last width`)."""
    numbers = found(_WIDTHS.pattern, descendant)[1].split()
    return {
        cid: b"%d[%b]" % (cid, width)
        for first, last, width in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        for cid in range(int(first), int(last) + 1)
    }


def _tag(program: bytes) -> bytes:
    """Six letters that tell one subset from another."""
    return bytes(ord("A") + byte % _TAG_LETTERS for byte in hashlib.sha256(program).digest()[:6])


class _Outlines:
    """A font of CFF outlines, named by CID."""

    entries = b"/Subtype/CIDFontType0C"

    def __init__(self, content: bytes) -> None:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(content), None)
        font: Any = fonts[fonts.fontNames[0]]
        outlines = font.CharStrings
        self.count = len(font.charset)
        plain = not len(font.GlobalSubrs) and not any(hasattr(each.Private, "Subrs") for each in font.FDArray)
        if not plain or font.charset[1:] != [f"cid{number:05}" for number in range(1, self.count)]:
            raise NotOursError("CFF")
        self._glyphs = [bytes(outlines[name].bytecode) for name in font.charset]
        self._of_dictionary = bytes(font.FDSelect.gidArray)
        self._head, self._places = _head(content, font.rawDict)

    def program(self, cids: list[int]) -> bytes:
        """The font with these glyphs alone."""
        glyphs = [self._glyphs[cid] for cid in cids]
        charset = b"\x00" + _numbers(cids[1:], 2)
        select = b"\x00" + bytes(map(self._of_dictionary.__getitem__, cids))
        head = bytearray(self._head)
        at = len(head)
        for operator, size in ((_CHARSET, len(charset)), (_SELECT, len(select)), (_STRINGS, 0)):
            place = self._places[operator]
            head[place : place + 4] = at.to_bytes(4, "big")
            at += size
        return b"".join((head, charset, select, _index(glyphs)))


def _head(content: bytes, said: dict[str, Any]) -> tuple[bytes, dict[bytes, int]]:
    """All that stands before the glyphs and does not depend on them, and where it says where those stand."""
    charset, select, fonts, strings = (said[key] for key in ("charset", "FDSelect", "FDArray", "CharStrings"))
    if not charset < select < fonts < strings:
        raise NotOursError("CFF")
    places = {}
    for operator, offset in ((_CHARSET, charset), (_SELECT, select), (_FONTS, fonts), (_STRINGS, strings)):
        written = bytes((_LONG_OFFSET,)) + offset.to_bytes(4, "big") + operator
        if content.count(written, 0, charset) != 1:
            raise NotOursError("CFF")
        places[operator] = content.index(written, 0, charset) + 1
    head = bytearray(content[:select] + content[fonts:strings])
    head[places[_FONTS] : places[_FONTS] + 4] = select.to_bytes(4, "big")
    return bytes(head), places


def _index(items: list[bytes]) -> bytes:
    """An INDEX: count, size of an offset, offsets, items."""
    offsets = list(accumulate(map(len, items), initial=1))
    size = (offsets[-1].bit_length() + 7) // 8
    return len(items).to_bytes(2, "big") + bytes((size,)) + _numbers(offsets, size) + b"".join(items)


def _numbers(numbers: list[int], size: int) -> bytes:
    """Numbers of so many bytes each, at most four: the last bytes of four."""
    wide = struct.pack(f">{len(numbers)}I", *numbers)
    written = bytearray(size * len(numbers))
    for place in range(size):
        written[place::size] = wide[4 - size + place :: 4]
    return bytes(written)


class _TrueType:
    """A font of TrueType outlines, in which a glyph's name is its place."""

    entries = b""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with TTFont(io.BytesIO(content), lazy=True) as font:
            self.count = int(font["maxp"].numGlyphs)

    def program(self, cids: list[int]) -> bytes:
        """The font in which all other glyphs are empty."""
        font = TTFont(io.BytesIO(self._content), recalcTimestamp=False)
        glyphs: Any = font["glyf"]
        for place, name in enumerate(font.getGlyphOrder()):
            if glyphs[name].isComposite():
                raise NotOursError("composite glyph")
            if place not in cids:
                glyphs[name] = Glyph()
        written = io.BytesIO()
        font.save(written)
        return written.getvalue()
