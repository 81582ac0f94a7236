"""A workbook as programs wrote it until 2007 (.xls): BIFF8 records ([MS-XLS]) in a compound file ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_LEAST = 4096
"""Bytes of a stream that stands in sectors of its own."""


@dataclass(frozen=True)
class Wrong:
    """A cell that shows an error, by its number."""

    code: int


@dataclass(frozen=True)
class OldLooks:
    """How the cells of an old workbook look, by row and column from 0."""

    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()
    unseen_rows: frozenset[int] = frozenset()
    unseen_columns: tuple[int, int] | None = None
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def styles(self) -> list[tuple[int, str]]:
        """Each as font and format; the first is that of most cells."""
        of_cells = ((int(at in self.struck), self.formats.get(at, "")) for at in {*self.formats, *self.struck})
        return [(0, ""), *sorted(of_cells)]

    def style(self, at: tuple[int, int]) -> int:
        return self.styles.index((int(at in self.struck), self.formats.get(at, "")))

    @property
    def records(self) -> bytes:
        """Fonts, formats and styles."""
        named = sorted({form for _, form in self.styles if form})
        fonts = [
            _record(0x31, struct.pack("<HHHHHBBBBBB", 200, 8 * at, 0, 400, 0, 0, 0, 0, 0, 1, 1) + b"A\0")
            for at in (0, 1)
        ]
        formats = [_record(0x41E, struct.pack("<HHB", 164 + at, len(form), 1) + form.encode("utf-16-le"))
                   for at, form in enumerate(named)]  # fmt: skip
        styles = [_record(0xE0, struct.pack("<HH", font, 164 + named.index(form) if form else 0) + bytes(16))
                  for font, form in self.styles]  # fmt: skip
        return b"".join((*fonts, *formats, *styles))


def old_book(
    rows: Sequence[Sequence[object]],
    name: str = "Sheet1",
    *,
    stream: str = "Workbook",
    locked: bool = False,
    looks: OldLooks | None = None,
) -> bytes:
    """A workbook of one sheet; in a stream of another name it is none, and locked it opens with a password only.

    Without looks it has no styles either, as no program writes it.
    """
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    called = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    lock = _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(50)) if locked else b""
    before = begin + lock + _record(0x0042, struct.pack("<H", 1200)) + (looks.records if looks else b"")
    place = len(before) + 4 + 6 + len(called) + 4
    globals_ = before + _record(0x0085, struct.pack("<IBB", place, 0, 0) + called) + _record(0x000A, b"")
    width = max(map(len, rows))
    looks = looks or OldLooks()
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    if looks.unseen_columns:
        sheet += _record(0x7D, struct.pack("<HHHHHH", *looks.unseen_columns, 2560, 0, 1, 0))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number in sorted(looks.unseen_rows):
        sheet += _record(0x208, struct.pack("<HHHHHHI", number, 0, width, 255, 0, 0, 0x20))
    cells = ((number, at, cell) for number, row in enumerate(rows) for at, cell in enumerate(row) if cell != "")
    sheet += b"".join(_cell(*each, looks.style(each[:2])) for each in cells)
    for number, ((row, column), words) in enumerate(looks.comments.items(), start=1):
        sheet += _record(0x5D, struct.pack("<HHHHH", 0x15, 18, 0x19, number, 0) + bytes(16))
        sheet += _record(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(words), 16, 0))
        sheet += _record(0x3C, b"\1" + words.encode("utf-16-le")) + _record(0x3C, bytes(16))
        sheet += _record(0x1C, struct.pack("<HHHHHBB", row, column, 0, number, 1, 0, 65))
    return _compound(globals_ + sheet + _record(0x000A, b""), stream)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, cell: object, style: int) -> bytes:
    if isinstance(cell, Wrong):
        return _record(0x0205, struct.pack("<HHHBB", row, column, style, cell.code, 1))
    if isinstance(cell, int | float):
        return _record(0x0203, struct.pack("<HHHd", row, column, style, cell))
    said = str(cell)
    text = struct.pack("<HB", len(said), 1) + said.encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHH", row, column, style) + text)


def _compound(stream: bytes, name: str) -> bytes:
    """One stream behind a table of sectors and a directory."""
    size = max(_LEAST, -(-len(stream) // _SECTOR) * _SECTOR)
    count = size // _SECTOR
    table = [_FAT, _END, *range(3, 2 + count), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    book = _entry(name, 2, child=_NONE, start=2, size=size)
    directory = (root + book).ljust(_SECTOR, b"\0")
    return head + struct.pack(f"<{len(table)}I", *table) + directory + stream.ljust(size, b"\0")


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    called = (name + "\0").encode("utf-16-le")
    fixed = struct.pack("<HBBIII", len(called), kind, 1, _NONE, _NONE, child)
    return called.ljust(64, b"\0") + fixed + bytes(36) + struct.pack("<IQ", start, size)
