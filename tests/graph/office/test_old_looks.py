"""How an old workbook looks is read from its bytes, and bytes that are none of one are never a failure."""

from __future__ import annotations

import struct

import pytest
from builders.dirty.old_excel import OldLooks, Wrong, old_book

from graph.office.sheets.compound import stream_of
from graph.office.sheets.old_looks import old_looks

ROWS: list[list[object]] = [["代码", "名称"], ["S-1", 7], ["S-2", Wrong(7)]]
BOOK = old_book(
    ROWS, "表", looks=OldLooks({(1, 1): "000"}, frozenset({(2, 0)}), frozenset({2}), (1, 1), {(1, 0): "核"})
)


def test_what_a_sheet_has_beside_its_values_is_found() -> None:
    book = old_looks(BOOK)
    assert book is not None
    sheet = book.sheets["表"]
    assert [book.formats[sheet.styled.of(row, 1)] for row in (1, 2)] == ["General", "000"]
    assert sheet.styled.of(3, 0) in book.struck
    assert (sheet.unseen_rows, sheet.unseen_columns) == ({3}, [(1, 1)])
    assert (sheet.comments, sheet.errors) == ({"A2": "核"}, {3: {1: "#DIV/0!"}})
    assert book.serials


def test_a_book_without_styles_and_what_is_no_book_look_like_nothing() -> None:
    assert old_looks(old_book(ROWS)) is None
    assert old_looks(old_book(ROWS, stream="WordDocument", looks=OldLooks())) is None
    assert old_looks(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") is None


def test_a_book_that_is_cut_or_spoilt_anywhere_is_no_failure() -> None:
    for at in range(0, len(BOOK), 7):
        old_looks(BOOK[:at])
        old_looks(BOOK[:at] + b"\xff\xff\x00\x01" + BOOK[at + 4 :])


def test_a_chain_of_sectors_that_runs_in_a_circle_is_refused() -> None:
    circle = bytearray(BOOK)
    struct.pack_into("<I", circle, 512 + 4 * 2, 2)  # the second sector of the stream is itself
    with pytest.raises(ValueError, match="without an end"):
        stream_of(bytes(circle), "Workbook")
