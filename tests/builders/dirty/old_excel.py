"""A workbook as programs wrote it until 2007 (.xls): BIFF8 records ([MS-XLS]) in a compound file ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_LEAST = 4096
"""Bytes of a stream that stands in sectors of its own."""


def old_book(
    rows: Sequence[Sequence[object]], name: str = "Sheet1", *, stream: str = "Workbook", locked: bool = False
) -> bytes:
    """A workbook of one sheet; in a stream of another name it is none, and locked it opens with a password only."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    called = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    lock = _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(50)) if locked else b""
    before = begin + lock + _record(0x0042, struct.pack("<H", 1200))
    place = len(before) + 4 + 6 + len(called) + 4
    globals_ = before + _record(0x0085, struct.pack("<IBB", place, 0, 0) + called) + _record(0x000A, b"")
    width = max(map(len, rows))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    cells = ((number, at, cell) for number, row in enumerate(rows) for at, cell in enumerate(row) if cell != "")
    sheet += b"".join(_cell(*each) for each in cells) + _record(0x000A, b"")
    return _compound(globals_ + sheet, stream)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, cell: object) -> bytes:
    if isinstance(cell, int | float):
        return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    said = str(cell)
    text = struct.pack("<HB", len(said), 1) + said.encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHH", row, column, 0) + text)


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
