"""Users' tables: what is read, and how each fault is told."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from builders.tables import csv_of, excel_of

from graph.errors import LimitExceeded, Malformed
from graph.office.review import SeveralReasons
from graph.office.sheets import files, rows
from graph.office.sheets.files import read_table
from graph.office.sheets.finding import find_table
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.organisation import sheet as organisation_sheet
from graph.subjects.sources import sheet as sources_sheet
from graph.words.sources import Funding

SYSTEMS = "代码,名称,运行部门代码,资金来源,等保级别,建设年份,说明"


ENTRY_COLUMNS = [column.name for column in entries_sheet.ENTRIES.columns if column.needed]


ENTRY = dict.fromkeys(ENTRY_COLUMNS, "") | {
    "资源代码": "307001340200/000001",
    "资源名称": "婚姻登记信息",
    "提供方代码": "11340200003003083K",
    "摘要": "结婚、离婚登记",
    "格式分类": "数据库",
    "格式类型": "mysql",
    "共享类型": "无条件",
    "共享方式分类": "共享平台",
    "共享方式类型": "接口",
    "开放类型": "不予",
    "更新周期": "每日",
    "信息项": "姓名",
    "数据类型": "C",
    "长度": "50",
    "项类别": "基础",
}


ITEM = {"信息项": "登记日期", "数据类型": "日期型", "项类别": "业务"}


def systems(text: str) -> Any:
    return sources_sheet.read_systems(read_table(f"{SYSTEMS}\n{text}".encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    table = read_table(f"{SYSTEMS}\nS1,婚姻登记系统㐀,D,市级财政,3,2014,\n".encode(encoding))
    assert sources_sheet.read_systems(table).values[0].name == "婚姻登记系统㐀"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_headers(delimiter: str) -> None:
    table = read_table(f"{SYSTEMS}\nS1,名,D,市级财政,3,2014,".replace(",", delimiter).encode())
    assert sources_sheet.read_systems(table).values[0].code == "S1"


def test_excel_cells_become_what_a_person_would_write() -> None:
    rows: list[list[object]] = [
        ["代码", "标题", "类别", "文号", "条款", "施行日期", "废止日期"],
        ["L1", "某法", "法律", 12, 7, date(2021, 11, 1), None],
        [],
        ["L2", "某条例", "行政法规", 1.5, "", "2020年7月22日", "2030/1/1"],
    ]
    found = sources_sheet.read_legal_bases(read_table(excel_of(*rows)))
    assert not found.faults
    assert found.rows == ((2,), (4,))
    first, second = found.values
    assert (first.document, first.article, first.valid_from) == ("12", "7", date(2021, 11, 1))
    assert (second.document, second.valid_from, second.valid_until) == ("1.5", date(2020, 7, 22), date(2030, 1, 1))


def test_of_a_workbook_the_first_visible_sheet_is_read() -> None:
    content = excel_of(SYSTEMS.split(","), ["S1", "名", "D", "市级财政", 3, 2014, ""], hidden_first=True)
    assert sources_sheet.read_systems(read_table(content)).values[0].funding is Funding.CITY


def test_every_fault_of_a_file_is_told_at_once() -> None:
    found = systems("S1,,D,某财政,9,2014,\nS2,名,D,市级财政,3,2014,\nS3,名,D,市级财政,3,1066,")
    assert [(fault.path, fault.code) for fault in found.faults] == [
        (("2", "名称"), "CELL_EMPTY"),
        (("2", "资金来源"), "UNKNOWN_TERM"),
        (("2", "等保级别"), "NUMBER"),
        (("4", "建设年份"), "NUMBER"),
    ]
    assert [value.code for value in found.values] == ["S2"]


def test_formulas_stay_text() -> None:
    assert systems('S1,"=HYPERLINK(""http://x"",""点"")",D,市级财政,3,2014,@SUM(1)').values[0].name.startswith("=HYPER")
    rows: list[list[object]] = [list(SYSTEMS.split(",")), ["S1", "=1+1", "D", "市级财政", 3, 2014, "-2+3"]]
    assert sources_sheet.read_systems(read_table(excel_of(*rows))).values[0].name == "=1+1"


def department_of(**cells: Any) -> Any:
    """The department table of one row in an Excel file."""
    names = [column.name for column in organisation_sheet.DEPARTMENTS.columns]
    row = {"代码": "11340200003003083K", "名称": "民政局", "级别": "地市", "类别": "部门", "区划代码": "340200"} | cells
    return organisation_sheet.read_departments(read_table(excel_of(names, [row.get(name, "") for name in names])))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (113402001442725099, "113402001442725"),
        (-113402001442725099, "-113402001442725"),
        (10**15, "1000000000000000"),
        (1234567890123456, "1234567890123456"),
        (1.5e300, "15000000"),
        (12345678901.123456, "12345678901.12346"),
    ],
)
@pytest.mark.parametrize("column", ["代码", "名称", "联系电话", "上级代码", "起", "级别", "合成"])
def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_refused_in_every_kind_of_column(
    column: str, number: float, shown: str
) -> None:
    found = department_of(**{column: number})
    (fault,) = found.faults
    letter = chr(ord("A") + [one.name for one in organisation_sheet.DEPARTMENTS.columns].index(column))
    assert (fault.code, fault.path, fault.limit) == ("NUMBER_INEXACT", ("2", column), "15 digits")
    assert fault.value.startswith(shown)
    assert f"工作表“目录”的单元格 {letter}2" in fault.message.zh
    assert f"sheet 目录, cell {letter}2" in fault.message.en
    assert "文本格式" in fault.message.zh
    assert not found.values


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (123456789012345, "123456789012345"),
        (-999999999999999, "-999999999999999"),
        (1.1, "1.1"),
        (0.0000001, "0.0000001"),
        (12345678901.1234, "12345678901.1234"),
        (0, "0"),
    ],
)
def test_what_a_spreadsheet_keeps_in_full_is_read_as_it_was_typed(number: Any, text: str) -> None:
    assert department_of(名称=number).values[0].department.name == text


@pytest.mark.parametrize(
    "written",
    [
        *("1.13402E+17", "1E+15", "-1.13402E+17", "1.13402e+17", "１.１３４０２Ｅ＋１７", "1,13402E+17", "113.402E+15"),
        *("1.13402E17", "1.13402E+017", "1.13402 E+17"),
    ],
)
@pytest.mark.parametrize("column", ["代码", "区划代码", "上级代码", "联系电话"])
def test_a_code_that_a_spreadsheet_wrote_as_a_power_of_ten_is_refused(column: str, written: str) -> None:
    row = {"代码": "11340200003003083K", "名称": "民政局", "级别": "地市", "类别": "部门", "区划代码": "340200"}
    names = [one.name for one in organisation_sheet.DEPARTMENTS.columns]
    table = read_table(csv_of(row, row | {column: written}, columns=names))
    (fault,) = organisation_sheet.read_departments(table).faults
    assert (fault.code, fault.path) == ("NUMBER_INEXACT", ("3", column))
    assert "文本格式" in fault.message.zh
    assert f"单元格 {chr(ord('A') + names.index(column))}3" in fault.message.zh


def test_of_several_codes_in_one_cell_each_is_looked_at() -> None:
    (fault,) = entries_sheet.read_entries(read_table(csv_of(ENTRY | {"依据": "L1;1.13402E+17"}))).faults
    assert (fault.code, fault.path, fault.value) == ("NUMBER_INEXACT", ("2", "依据"), "1.13402E+17")


def test_a_code_that_only_resembles_a_power_of_ten_is_read() -> None:
    assert systems("1E5,名,D,市级财政,3,2014,\nS1.5E+17,名,D,市级财政,3,2014,").values[0].code == "1E5"


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_a_formula_without_a_value_is_no_text(shown: str) -> None:
    (fault,) = systems(f"S1,{shown},D,市级财政,3,2014,").faults
    assert (fault.code, fault.path, fault.value) == ("CELL_ERROR", ("2", "名称"), shown)


@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!", "#REF!", "#NAME?"])
@pytest.mark.parametrize("column", ["代码", "说明"])
def test_a_formula_of_a_workbook_that_shows_an_error_is_not_an_empty_cell(column: str, shown: str) -> None:
    row = {"代码": "S1", "名称": "名", "运行部门代码": "D", "资金来源": "市级财政", "等保级别": "3", "建设年份": "2014"}
    content = excel_of(SYSTEMS.split(","), [(row | {column: f"={shown}"}).get(name, "") for name in SYSTEMS.split(",")])
    (fault,) = sources_sheet.read_systems(read_table(_calculated(content, shown))).faults
    assert (fault.code, fault.path, fault.value) == ("CELL_ERROR", ("2", column), shown)


def _calculated(content: bytes, shown: str) -> bytes:
    """The workbook with the text of its formula made one that shows an error."""
    cell = f't="e"><f>A1</f><v>{shown}</v></c>'
    return _with_sheet(content, rf't="s"><v>{_shared(content, f"={shown}")}</v></c>', cell)


def test_an_entry_whose_code_shows_an_error_does_not_go_on_with_the_one_before() -> None:
    rows = [[{**ENTRY, **more}.get(name, "") for name in ENTRY_COLUMNS] for more in ({}, ITEM | {"资源代码": "=#N/A"})]
    read = entries_sheet.read_entries(read_table(_calculated(excel_of(ENTRY_COLUMNS, *rows), "#N/A")))
    assert [len(entry.items) for entry in read.values] == [1]
    assert ("CELL_ERROR", ("3", "资源代码")) in [(fault.code, fault.path) for fault in read.faults]


CELLS = {
    "an error without a value": ('<c r="B2" t="e"/>', "#N/A"),
    "a formula without a value": ('<c r="B2"><f>1+1</f></c>', "=…"),
    "a formula with an empty value": ('<c r="B2"><f>1+1</f><v></v></c>', "=…"),
    "a formula of a number without a value": ('<c r="B2" t="n"><f>1+1</f><v/></c>', "=…"),
    "a shared formula": ('<c r="B2"><f t="shared" si="0"/></c>', "=…"),
    "a cell without a place": ('<c t="e"><v>#N/A</v></c>', "#N/A"),
    "single quotes": ("<c t='e' r='B2'><v>#N/A</v></c>", "#N/A"),
    "a formula with a value": ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
    "a formula of an empty text": ('<c r="B2" t="str"><f>""</f><v></v></c>', ""),
    "nothing": ('<c r="B2"/>', ""),
}


@pytest.mark.parametrize(("cell", "text"), CELLS.values(), ids=CELLS)
def test_what_a_formula_shows_is_what_its_cell_holds(cell: str, text: str) -> None:
    content = _with_sheet(
        excel_of(["a", "b"], ["x", "y"]), r'<c r="A2".*</c>(?=</row>)', f'<c r="A2"><v>1</v></c>{cell}'
    )
    extension = '<extLst><ext><xm:f xmlns:xm="urn:other">A1</xm:f></ext></extLst></worksheet>'
    for read in (read_table(content), read_table(_with_sheet(content, "</worksheet>", extension))):
        assert [row.cells for row in read.rows] == [("1", text)]


def test_errors_of_other_sheets_are_not_this_sheets() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name in ("隐藏", "目录", "计算"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["a", "b"])
            sheet.write_row(1, 0, [name, "y"])
            if name != "目录":
                sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        book.worksheets()[0].hide()
        book.worksheets()[1].activate()
        book.worksheets()[1].set_first_sheet()
    assert [row.cells for row in read_table(content.getvalue()).rows] == [("目录", "y")]


@pytest.mark.parametrize("place", ["r='XFD1048576'", "r='A200000'", 'r = "XFD2"'])
def test_a_cell_far_out_is_refused_however_its_place_is_written(place: str) -> None:
    with pytest.raises(LimitExceeded):
        read_table(_with_sheet(excel_of(["a"]), 'r="A1"', place))


def test_a_document_type_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(Malformed) as refused:
        read_table(_with_sheet(excel_of(["a"]), r"<\?xml[^>]*>", bomb))
    assert refused.value.code == "FILE_FORMAT"


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (199, "GR")]
)
def test_a_cell_is_named_as_a_spreadsheet_names_it(position: int, letters: str) -> None:
    assert rows.Row(7, ()).place(position).en == f"cell {letters}7"


def test_pasted_codes_are_made_half_width_and_upper_case() -> None:
    (found,) = systems("S1,名, １１３４０２００００３００３０８３ｋ ,市级财政,3,2014,").values
    assert found.operator == "11340200003003083K"


def test_unknown_and_missing_columns_are_named_together() -> None:
    with pytest.raises(SeveralReasons) as refused:
        sources_sheet.read_systems(read_table(b"\xe4\xbb\xa3\xe7\xa0\x81,\xe5\x90\x8d\xe5\xad\x97\nS1,x"))
    codes = [(reason.code, reason.value) for reason in refused.value.reasons]
    assert ("UNKNOWN_COLUMN", "名字") in codes
    assert ("MISSING_COLUMN", "名称") in codes
    assert "名称" in refused.value.reasons[0].message.zh


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\n\n , ,\n", "FILE_EMPTY"),
        (b"\xff\xff\xff\xff", "FILE_ENCODING"),
        (b'a,b\n"x', "FILE_FORMAT"),
        (b"a,b\n1,2,3", "FILE_FORMAT"),
        (b"a,a\n1,2", "COLUMN_TWICE"),
        (b"PK\x03\x04 not a zip", "FILE_FORMAT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not excel", "FILE_FORMAT"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_table(content)
    assert refused.value.code == code


def test_limits_are_asked_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LimitExceeded, match="过大"):
        read_table(b"x" * (files.MAX_BYTES + 1))
    with pytest.raises(LimitExceeded) as far:
        read_table(_with_cell(excel_of(["a"]), b"XFD1048576"))
    assert far.value.code == "TOO_MANY_ROWS"
    with pytest.raises(LimitExceeded) as wide:
        read_table(_with_cell(excel_of(["a"]), b"XFD2"))
    assert wide.value.code == "TOO_MANY_COLUMNS"
    monkeypatch.setattr(files, "MAX_UNPACKED", 1000)
    with pytest.raises(LimitExceeded) as bomb:
        read_table(excel_of(["a"]))
    assert bomb.value.code == "FILE_TOO_LARGE"


def test_a_hundred_thousand_rows_are_read_and_one_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.MAX_ROWS == 100_000
    monkeypatch.setattr(files, "MAX_ROWS", 100)
    assert len(read_table(b"a\n" + b"x\n" * 100).rows) == 100
    with pytest.raises(LimitExceeded) as refused:
        read_table(b"a\n" + b"x\n" * 101)
    assert refused.value.limit == "100 rows"


def _shared(workbook: bytes, text: str) -> int:
    """The number of a text among those that the sheets of a workbook share."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", book.read("xl/sharedStrings.xml").decode())
    return texts.index(text)


def _with_sheet(workbook: bytes, pattern: str, text: str) -> bytes:
    """The workbook with what matches in its sheet replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if "worksheets/sheet" in name:
                content = re.sub(pattern, lambda _: text, content.decode(), count=1).encode()
            new.writestr(name, content)
    return changed.getvalue()


def _with_cell(workbook: bytes, place: bytes) -> bytes:
    """The workbook with its first cell moved far out."""
    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'r="A1"', b'r="' + place + b'"') if "worksheets" in name else content)
    return moved.getvalue()


def merged(*reaches: str) -> bytes:
    """A small workbook with these ranges merged."""
    cells = "".join(f'<mergeCell ref="{reach}"/>' for reach in reaches)
    content = excel_of(SYSTEMS.split(","), ["S1", "名", "D", "市级财政", 3, 2014, ""])
    return _with_sheet(content, "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


def test_ranges_that_are_merged_far_out_cost_no_more_than_the_rows_that_there_are() -> None:
    table = find_table(merged("C2:C1048576"), sources_sheet.SYSTEMS)
    assert [row.cells[2] for row in table.rows] == ["D"]


def test_merged_ranges_that_lie_over_each_other_are_refused() -> None:
    with pytest.raises(Malformed) as refused:
        find_table(merged(*["A1:XFD1048576"] * 50), sources_sheet.SYSTEMS)
    assert refused.value.code == "FILE_FORMAT"


def test_more_merged_ranges_than_a_sheet_can_need_are_refused() -> None:
    with pytest.raises(Malformed) as refused:
        find_table(merged(*["A1:A2"] * 100_001), sources_sheet.SYSTEMS)
    assert refused.value.code == "FILE_FORMAT"


def test_sheets_that_are_too_large_together_are_refused_before_they_are_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "MAX_ROWS", 100)
    monkeypatch.setattr(files, "TITLE_ROWS", 0)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for _ in range(3):
            book.add_worksheet().write(80, files.MAX_COLUMNS - 1, "x")
    with pytest.raises(Malformed, match="太大"):
        list(files.sheets_of(content.getvalue()))


def test_more_sheets_than_one_can_be_looked_for_among_are_refused() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for _ in range(files.MAX_SHEETS + 1):
            book.add_worksheet().write(0, 0, "代码")
    with pytest.raises(Malformed, match="只保留要导入的一张"):
        find_table(content.getvalue(), sources_sheet.SYSTEMS)
