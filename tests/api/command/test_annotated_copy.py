"""The annotated copy: the file with what came of it, where it is about; never over the file, and nothing evaluated."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from builders.city import CIVIL, City, established
from builders.dirty.case import Page, book, text
from builders.dirty.tables import SYSTEMS
from openpyxl.worksheet.worksheet import Worksheet

from api.command.ending import Exit, run
from api.command.imported_copy import copy_of
from api.command.zhengtu import app
from graph.office.sheets import looks
from graph.office.sheets.heading import RESULT
from graph.office.sheets.looks import keeps_looks
from graph.office.sheets.marked import Copy
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import Imported, import_file
from graph.words.imports import Kind

ROW = ["S-1", "婚姻登记系统", CIVIL, "市级财政", 3, 2014, ""]
WRONG = ["S-2", "收养登记系统", "民政局", "无", 9, 2014, ""]
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    return await established(store, personal)


async def copied(city: City, content: bytes) -> tuple[Imported, Copy]:
    outcome = await import_file(city.store, city.personal, city.admin, Kind.SYSTEMS, content, commit=False)
    return outcome, copy_of(content, outcome, chinese=True)


def sheets(copy: Copy) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(copy.content))


def colour(sheet: Worksheet, cell: str) -> str | None:
    fill = sheet[cell].fill
    return fill.fgColor.rgb if fill.fill_type == "solid" else None


def looking() -> bytes:
    """A workbook with looks of its own: a title, colours, widths, a second sheet, a formula, text like one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as opened:
        sheet, other = opened.add_worksheet("系统"), opened.add_worksheet("参数")
        title = opened.add_format({"bold": True, "bg_color": "#00FF00", "font_size": 20})
        sheet.merge_range("A1:G1", "信息系统登记表", title)
        sheet.set_column("B:B", 33)
        sheet.freeze_panes(2, 0)
        rows: list[list[Any]] = [list(SYSTEMS), ROW, WRONG]
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, place, cell)
        sheet.write_formula("F3", "=2010+4", None, 2014)
        sheet.write_string("G3", "=HYPERLINK(1)")
        sheet.write_comment("B3", "请核对", {"author": "李某"})
        other.write(0, 0, "@SUM(A1)")
    return content.getvalue()


async def test_a_workbook_keeps_its_looks_and_says_at_each_cell_what_is_wrong(city: City) -> None:
    outcome, copy = await copied(city, looking())
    found = sheets(copy)
    sheet = found["系统"]
    assert copy.looks
    assert found.sheetnames == ["系统", "参数", "导入结果"], "of a comment it is told there that it is not read"
    assert (sheet["A1"].font.size, colour(sheet, "A1"), int(sheet.column_dimensions["B"].width)) == (20, "FF00FF00", 33)
    assert [str(reach) for reach in sheet.merged_cells.ranges] == ["A1:G1"]
    assert (sheet.freeze_panes, sheet["B3"].comment.text) == ("A3", "请核对")
    assert {cell: colour(sheet, cell) for cell in ("A4", "C4", "D4", "E4")} == {
        "A4": None, "C4": YELLOW, "D4": RED, "E4": RED}  # fmt: skip
    faults = {each.path[1]: each.message.zh for each in outcome.review.faults}
    assert sheet["D4"].comment.text == faults["资金来源"]
    assert "请改填其中之一" in sheet["D4"].comment.text
    assert f"认作 {CIVIL}" in sheet["C4"].comment.text
    assert [sheet[f"H{row}"].value for row in (2, 3)] == [RESULT, "新增"]
    assert sheet["H4"].value.startswith("有误：工作表“系统”的单元格 D4")
    assert sheet["H2"].comment.text.startswith("未写入（有误）")


async def test_a_copy_holds_no_formula_and_text_stays_text(city: City) -> None:
    for content in (
        looking(),
        text(",".join(SYSTEMS), f"S-1,=1+1,{CIVIL},市级财政,3,2014,@SUM(A1)", f"S-2,+1,{CIVIL},无,,,"),
    ):
        _, copy = await copied(city, content)
        cells = [cell for sheet in sheets(copy) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert all("<f>" not in part and "<f " not in part for part in parts(copy, "xl/worksheets/"))
        assert "=" in {str(cell.value)[0] for cell in cells if cell.value is not None}


def parts(copy: Copy, folder: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith(folder)]


@pytest.mark.parametrize("delimiter", [",", "\t"])
async def test_a_text_file_becomes_a_workbook_of_the_same_rows(city: City, delimiter: str) -> None:
    rows = [SYSTEMS, [*map(str, ROW)], [], [*map(str, WRONG)]]
    _, copy = await copied(city, text(*(delimiter.join(row) for row in rows), encoding="gb18030"))
    sheet = sheets(copy).worksheets[0]
    read = [[cell.value or "" for cell in row[:7]] for row in sheet.iter_rows()]
    assert (copy.looks, read) == (False, [SYSTEMS, rows[1], [""] * 7, rows[3]])
    assert (sheet["E2"].data_type, sheet["E2"].number_format, sheet.freeze_panes) == ("s", "@", "A2")
    assert [colour(sheet, cell) for cell in ("D4", "E4", "C4")] == [RED, RED, YELLOW]
    assert sheet["H2"].value == "新增"


async def test_what_has_no_cell_stands_on_a_sheet_of_its_own(city: City) -> None:
    for content in (
        book([SYSTEMS[:3], ROW[:3]]),
        book(Page([SYSTEMS, ROW], "甲"), Page([SYSTEMS, ROW], "乙")),
        b"\xff\xff\xff",
    ):
        outcome, copy = await copied(city, content)
        told = [row[0].value for row in sheets(copy)[RESULT].iter_rows()]
        assert [each.message.zh for each in outcome.review.faults] == told[1:]


async def test_a_column_that_nobody_knows_is_marked_at_its_name(city: City) -> None:
    _, copy = await copied(city, book([["标题"], [*SYSTEMS, "颜色"], [*ROW, "红"]]))
    sheet = sheets(copy).worksheets[0]
    assert colour(sheet, "H2") == RED
    assert "没有名为“颜色”的列" in sheet["H2"].comment.text


async def test_a_copy_that_is_mended_is_imported_as_it_is_and_its_next_copy_forgets_the_marks(city: City) -> None:
    _, copy = await copied(city, looking())
    mended = sheets(copy)
    sheet = mended["系统"]
    sheet["D4"].value, sheet["E4"].value = "市级财政", 3
    content = io.BytesIO()
    mended.save(content)
    outcome, again = await copied(city, content.getvalue())
    assert (outcome.clean, outcome.values) == (True, 2)
    sheet = sheets(again)["系统"]
    assert [colour(sheet, cell) for cell in ("D4", "E4", "C4", "A1")] == [None, None, YELLOW, "FF00FF00"]
    assert sheet["D4"].comment is None
    assert [sheet[f"H{row}"].value for row in (2, 3, 4)] == [RESULT, "新增", "新增"]
    assert sheet["I2"].value is None


async def test_what_a_copy_says_of_rows_is_no_part_of_them(city: City) -> None:
    rows: list[list[object]] = [
        list(SYSTEMS),
        list(SYSTEMS),
        list(ROW),
        ["合计", "", "", "", 3, "", ""],
        ["注：以上均为试点"],
        ["填表人：王某"],
    ]
    outcome, copy = await copied(city, book(rows))
    assert (outcome.clean, outcome.values) == (True, 1)
    again, _ = await copied(city, copy.content)
    assert (again.clean, again.values) == (True, 1)
    assert [hint.message for hint in again.review.hints] == [hint.message for hint in outcome.review.hints]


async def test_a_faulty_row_makes_no_other_one_wrong(city: City) -> None:
    outcome, copy = await copied(city, book([SYSTEMS, ROW, ["合计", "别的", "", "", 3, "", "说明"]]))
    assert [(line.row, line.outcome) for line in outcome.lines] == [(2, Outcome.NEW)]
    assert not outcome.clean
    assert sheets(copy).worksheets[0]["H2"].value == "新增"


async def test_rows_that_were_passed_over_say_so(city: City) -> None:
    _, copy = await copied(city, book([SYSTEMS, ROW, ["合计", "", "", "", 3, "", ""]]))
    assert "合计或小计" in sheets(copy).worksheets[0]["H3"].value


async def test_control_characters_and_long_sentences_break_no_copy(city: City) -> None:
    _, copy = await copied(city, text(",".join(SYSTEMS), f"S-1,有\0空\x1b[31m,{CIVIL},市级财政,3,2014,{'长' * 9000}"))
    sheet = sheets(copy).worksheets[0]
    assert sheet["B2"].value == "有�空�[31m"
    assert len(sheet["G2"].value) == 9000


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return changed.getvalue()


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
HOSTILE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "merged over the whole sheet": (
        SHEET,
        lambda part: part.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'
        ),
    ),
    "a document type in the styles": (
        STYLES,
        lambda part: part.replace(b"<styleSheet", b'<!DOCTYPE x [<!ENTITY a "b">]><styleSheet', 1),
    ),
    "styles without end": (STYLES, lambda part: part.replace(b"</cellXfs>", b"<xf/>" * 60_000 + b"</cellXfs>")),
    "deeper than any": (
        STYLES,
        lambda part: part.replace(b"</styleSheet>", b"<a>" * 200 + b"</a>" * 200 + b"</styleSheet>"),
    ),
    "a part that is called as if it were none": (
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"styles.xml", b"media/styles.png"),
    ),
    "no XML at all": (STYLES, lambda _: b"<styleSheet"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_workbook_that_costs_too_much_to_lay_out_has_a_plain_copy(city: City, name: str) -> None:
    content = with_part(book([SYSTEMS, ROW, WRONG]), *HOSTILE[name])
    assert not keeps_looks(content)
    outcome, copy = await copied(city, content)
    if outcome.source:
        assert (copy.looks, sheets(copy).worksheets[0]["B2"].value) == (False, ROW[1])
    else:
        assert sheets(copy).sheetnames == [RESULT]


def test_a_workbook_that_unpacks_to_too_much_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    content = book([SYSTEMS, ROW])
    assert keeps_looks(content)
    monkeypatch.setattr(looks, "MAX_UNPACKED", 1000)
    assert not keeps_looks(content)


async def test_many_cells_have_a_plain_copy(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks.MOST_CELLS == 1_000_000
    monkeypatch.setattr(looks, "MOST_CELLS", 10)
    _, copy = await copied(city, book([SYSTEMS, ROW, WRONG]))
    assert (copy.looks, sheets(copy).worksheets[0]["B3"].value) == (False, WRONG[1])


@pytest.mark.parametrize("target", ["systems.csv", "there.xlsx"])
def test_neither_the_file_nor_an_earlier_copy_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("systems.csv", "there.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    words = ["import", "systems", "systems.csv", "--copy", target]
    assert run(lambda: app(words, prog_name="zhengtu")) == Exit.NO
    assert target in capsys.readouterr().err
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"x", b"x"]


@pytest.mark.parametrize("target", ["x.txt", "x", "x.csv"])
def test_a_copy_is_not_named_as_another_kind_of_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "systems.csv").write_bytes(b"x")
    assert run(lambda: app(["import", "systems", "systems.csv", "--copy", target], prog_name="zhengtu")) == Exit.USAGE
    assert ".xlsx" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["systems.csv"]
