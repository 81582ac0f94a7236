"""Templates to fill in: what each cell may say stands beside it, and a sample is never taken for data."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from builders.city import CITY, CIVIL, City, established, uscc
from builders.dirty.tables import ENTRY
from openpyxl.worksheet.worksheet import Worksheet

from api.command.ending import Exit, run
from api.command.zhengtu import app
from graph.office.sheets.asked import asked
from graph.office.sheets.cells import SAMPLE
from graph.office.sheets.finding import find_table
from graph.office.sheets.template import LISTS, template
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.importing.desk import FORMS, Kind, import_file

ROWS: dict[Kind, dict[str, object]] = {
    Kind.DEPARTMENTS: {
        "代码": uscc(61),
        "名称": "芜湖市新局",
        "级别": "地市",
        "类别": "部门",
        "上级代码": CITY,
        "区划代码": "340200",
        "起": "2024-1-1",
    },
    Kind.SYSTEMS: {
        "代码": "S-1",
        "名称": "婚姻登记系统",
        "运行部门代码": "民政局",
        "资金来源": "市级财政",
        "等保级别": 3,
    },
    Kind.LIBRARIES: {"代码": "WH-T09", "政策": "WH", "类别": "主题", "名称": "婚姻主题库", "牵头部门代码": CIVIL},
    Kind.BASES: {"代码": "L-1", "类别": "法律", "标题": "婚姻法", "施行日期": "2021年1月"},
    Kind.ENTRIES: {**ENTRY, "来源系统": "", "依据": "", "数据类型": "字符型C"},
}
Zhengtu = Callable[..., int]


@dataclass
class Filled:
    """A template in which somebody writes."""

    book: openpyxl.Workbook
    sheet: Worksheet

    def write(self, row: int, cells: dict[str, object]) -> None:
        names = [cell.value for cell in self.sheet[1]]
        for name, value in cells.items():
            self.sheet.cell(row, names.index(name) + 1).value = value

    def content(self) -> bytes:
        content = io.BytesIO()
        self.book.save(content)
        return content.getvalue()


def opened(kind: Kind) -> Filled:
    book = openpyxl.load_workbook(io.BytesIO(template(FORMS[kind])))
    return Filled(book, book.worksheets[0])


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    return await established(store, personal)


@pytest.fixture
def zhengtu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Zhengtu:
    monkeypatch.chdir(tmp_path)
    return lambda *words: run(lambda: app(list(words), prog_name="zhengtu"))


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_each_column_says_what_belongs_into_it_and_whether_it_may_be_empty(kind: Kind) -> None:
    sheet = opened(kind).sheet
    assert [cell.value for cell in sheet[1]] == [column.name for column in FORMS[kind].columns]
    for cell, each in zip(sheet[1], asked(FORMS[kind]), strict=True):
        assert cell.comment is not None
        assert cell.comment.text == each.note
        assert "必填" in each.note or "可以为空" in each.note, each.column.name
        assert sheet.column_dimensions[cell.column_letter].number_format == "@"
        assert 10 <= sheet.column_dimensions[cell.column_letter].width <= 40
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_every_closed_list_is_chosen_from(kind: Kind) -> None:
    sheet = opened(kind).sheet
    rules = sheet.data_validations.dataValidation
    chosen = {str(rule.sqref).split(":", 1)[0][:-1]: rule.formula1 for rule in rules}
    for cell, each in zip(sheet[1], asked(FORMS[kind]), strict=True):
        if each.choices:
            assert chosen.pop(cell.column_letter).strip('"').split(",") == list(each.choices)
    assert chosen == {}


def test_a_list_that_is_too_long_for_a_cell_stands_on_a_hidden_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    form = FORMS[Kind.SYSTEMS]
    words = tuple(f"很长的一项资金来源之第{number}种" for number in range(40))
    columns = (replace(each, choices=words) if each.name == "资金来源" else each for each in form.columns)
    long = replace(form, columns=tuple(columns))
    book = openpyxl.load_workbook(io.BytesIO(template(long)))
    (rule,) = book.worksheets[0].data_validations.dataValidation
    assert rule.formula1 == f"'{LISTS}'!$D$1:$D$40"
    assert book[LISTS].sheet_state == "hidden"
    assert [book[LISTS].cell(row, 4).value for row in range(1, 41)] == list(words)


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.value)
async def test_a_template_with_one_row_filled_in_is_imported_and_its_sample_is_passed_over_by_name(
    city: City, kind: Kind
) -> None:
    filled = opened(kind)
    filled.write(3, ROWS[kind])
    done = await import_file(city.store, city.personal, city.admin, kind, filled.content(), commit=True)
    assert (done.review.faults, done.written, done.values) == ((), True, 1)
    assert [line.row for line in done.lines] == [3]
    (passed,) = (hint for hint in done.review.hints if hint.code == "ROW_PASSED")
    assert "A2" in passed.message.zh
    assert "示例" in passed.message.zh


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
async def test_a_sample_of_which_only_the_code_is_replaced_is_refused(city: City, kind: Kind) -> None:
    filled = opened(kind)
    identity = FORMS[kind].identity
    filled.write(2, {identity: ROWS.get(kind, {}).get(identity, "X-1")})
    done = await import_file(city.store, city.personal, city.admin, kind, filled.content(), commit=True)
    assert not done.written
    assert "SAMPLE_LEFT" in {fault.code for fault in done.review.faults}


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_an_untouched_template_holds_no_row(kind: Kind) -> None:
    table = find_table(template(FORMS[kind]), FORMS[kind])
    assert (table.rows, table.faults) == ((), ())
    assert opened(kind).sheet["A2"].value.startswith(SAMPLE)


def test_the_command_writes_a_template_and_writes_nothing_over(
    zhengtu: Zhengtu, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zhengtu("template", "systems") == Exit.DONE
    assert capsys.readouterr().out == "systems.xlsx\n"
    before = (tmp_path / "systems.xlsx").read_bytes()
    assert zhengtu("template", "systems") == Exit.NO
    assert "systems.xlsx" in capsys.readouterr().err
    assert (tmp_path / "systems.xlsx").read_bytes() == before
    assert zhengtu("template", "entries", "--out", str(tmp_path / "目录.xlsx")) == Exit.DONE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["systems.xlsx", "目录.xlsx"]
