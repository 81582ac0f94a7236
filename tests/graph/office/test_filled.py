"""Lists are written whatever an earlier release may have kept, and hold nothing that an import refuses."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from openpyxl import load_workbook

from graph.office.sheets.filled import Filling, Format
from graph.office.sheets.forms import Column, Form


@dataclass(frozen=True)
class Kept:
    """What is kept."""

    words: str


@pytest.mark.parametrize("char", ["\0", "\a", "\x1b", "\u200b", "\u202e", "\ufffe", "\uffff", "\ud800"], ids=ascii)
def test_a_list_is_written_of_what_no_file_can_hold(char: str) -> None:
    form = Form("内容", (Column("内容", "words"),))
    read = {}
    for each in Format:
        filling = Filling(form, each)
        filling.add(Kept(f"甲{char}\n乙"))
        read[each] = filling.last().content()
    sheet = load_workbook(BytesIO(read[Format.XLSX])).worksheets[0]
    assert "甲\n乙" in [row[0] for row in sheet.values]
    assert read[Format.CSV].decode("utf-8-sig").splitlines()[1:] == ['"甲', '乙"']
