"""Sheets that reach far out: by their style alone, or by what stands there; and cells that stand twice."""

from __future__ import annotations

import io
import zipfile

import pytest
from builders.dirty.case import book
from builders.dirty.mangled import ROW
from builders.dirty.tables import SYSTEMS

from graph.errors import Refusal
from graph.office.sheets import files, worksheet
from graph.office.sheets.files import read_table
from graph.refusal_codes import Code

CLEAN = book([SYSTEMS, ROW])
_BOTTOM = '<row r="1048576"><c r="A1048576" s="0"/><c r="B1048576" s="0"/></row>'


def with_rows(rows: str) -> bytes:
    """A workbook with further rows in its sheet."""
    return with_part("xl/worksheets/sheet1.xml", "</sheetData>", rows + "</sheetData>")


def with_part(part: str, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(CLEAN)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            said = before.read(name).decode()
            after.writestr(name, said.replace(old, new, 1) if name == part else said)
    return made.getvalue()


@pytest.mark.parametrize("rows", [_BOTTOM, '<row r="3"><c r="XFD3" s="0"/></row>', '<row r="1048576" s="0"/>'])
def test_cells_with_a_style_and_nothing_in_them_reach_nowhere(rows: str) -> None:
    assert [row.cells[0] for row in read_table(with_rows(rows)).rows] == ["S-1"]


def test_what_stands_far_down_is_told_with_its_row() -> None:
    with pytest.raises(Refusal) as refused:
        read_table(with_rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
    assert refused.value.code is Code.TOO_MANY_ROWS
    assert "第1048576行还有内容" in refused.value.message.zh
    assert "删除" in refused.value.message.zh


def test_more_blank_cells_than_are_looked_at_are_refused_as_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worksheet, "_BEYOND", 1)
    with pytest.raises(Refusal) as refused:
        read_table(with_rows(_BOTTOM))
    assert refused.value.code is Code.TOO_MANY_ROWS
    assert "空单元格" in refused.value.message.zh
    assert "blank cells" in refused.value.message.en


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="B2"><v>9</v></c></row>',
        '<row r="3"><c r="B3"><v>9</v></c><c r="B3"><v>8</v></c></row>',
        '<row r="3"><c r="B3"><v>9</v></c><c r="A3"><v>8</v></c></row>',
        '<row r="1"><c r="A1"><v>9</v></c></row>',
    ],
)
def test_of_two_cells_in_one_place_neither_is_read(rows: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_table(with_rows(rows))
    assert refused.value.code is Code.FILE_FORMAT


def test_more_shared_texts_than_cells_can_need_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_TEXTS", 20)
    assert read_table(CLEAN).rows
    with pytest.raises(Refusal) as refused:
        read_table(with_part("xl/sharedStrings.xml", "</sst>", "<si><t/></si>" * 20 + "</sst>"))
    assert refused.value.code is Code.FILE_TOO_LARGE
