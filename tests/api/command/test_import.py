"""What an import says, to a person and to a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.city import CITY, CIVIL, City, established, uscc
from builders.papers import PAPER, REVIEWED
from builders.processes import excel

from api.command import imported_lines
from api.command.ending import Exit, run
from api.command.zhengtu import app
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.importing.desk import Imported, import_file
from graph.subjects.importing.table import FORMS
from graph.subjects.organisation import sheet as organisation_sheet
from graph.subjects.sources import sheet as sources_sheet
from graph.words.imports import BROUGHT, Kind

SYSTEM = {"代码": "SYS-9", "名称": "婚姻登记系统", "运行部门代码": CIVIL, "资金来源": "市级财政", "等保级别": "3"}
BASIS = {"代码": "LAW-9", "类别": "法律", "标题": "婚姻法", "施行日期": "2021-01-01"}
LIBRARY = {"代码": "WH-T09", "政策": "WH", "类别": "主题", "名称": "婚姻主题库", "牵头部门代码": CIVIL}
DEPARTMENT = {
    "代码": uscc(55), "名称": "芜湖市新局", "级别": "地市", "类别": "部门", "上级代码": CITY, "区划代码": "340200",
    "负责人": "王某", "联系电话": "0000-1", "起": "2024/1/1",
}  # fmt: skip
Zhengtu = Callable[..., int]


@pytest.fixture
async def city(store: Store, personal: PersonalData) -> City:
    return await established(store, personal)


@pytest.fixture
def zhengtu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Zhengtu:
    monkeypatch.chdir(tmp_path)
    return lambda *words: run(lambda: app(list(words), prog_name="zhengtu"))


async def taken(city: City, kind: Kind, *rows: dict[str, str], commit: bool = False) -> Imported:
    content = excel(FORMS[kind], *rows)
    return await import_file(
        city.store, city.personal, city.admin, kind, content, commit=commit, paper=PAPER, reviewed=REVIEWED
    )


@pytest.mark.parametrize(
    ("kind", "row", "column", "value"),
    [
        (Kind.DEPARTMENTS, DEPARTMENT, "联系电话", "0000-2"),
        (Kind.SYSTEMS, SYSTEM, "名称", "婚姻与收养登记系统"),
        (Kind.LIBRARIES, LIBRARY, "名称", "婚姻家庭主题库"),
        (Kind.BASES, BASIS, "条款", "第七条"),
    ],
)
async def test_a_row_is_new_then_unchanged_then_changed(
    city: City, kind: Kind, row: dict[str, str], column: str, value: str
) -> None:
    for given, commit, outcome in (
        (row, False, "new"),
        (row, True, "new"),
        (row, True, "unchanged"),
        (row | {column: value}, True, "changed"),
        (row | {column: value}, False, "unchanged"),
    ):
        imported = await taken(city, kind, given, commit=commit)
        (line,) = imported_lines.as_json(Path("x"), imported)["rows"]
        assert (line["row"], line["code"], line["outcome"]) == (2, row["代码"], outcome)


async def test_a_policy_that_a_file_does_not_name_stays_bound(city: City) -> None:
    await taken(city, Kind.DEPARTMENTS, DEPARTMENT | {"政策": "JI"}, commit=True)
    assert [line.outcome.name for line in (await taken(city, Kind.DEPARTMENTS, DEPARTMENT)).lines] == ["UNCHANGED"]
    changed = await taken(city, Kind.DEPARTMENTS, DEPARTMENT | {"政策": "WH"})
    assert [line.outcome.name for line in changed.lines] == ["CHANGED"]


async def test_departments_without_any_policy_are_told_how_to_be_bound(store: Store, personal: PersonalData) -> None:
    empty = City(store, personal)
    row = DEPARTMENT | {"上级代码": ""}
    (hint,) = (await taken(empty, Kind.DEPARTMENTS, row)).review.hints
    assert hint.code == "NOTHING_BOUND"
    assert (await taken(empty, Kind.DEPARTMENTS, row | {"政策": "WH"}, commit=True)).review.hints == ()
    (hint,) = (await taken(empty, Kind.DEPARTMENTS, row)).review.hints
    assert (hint.code, hint.path, hint.value) == ("VALUE_KEPT", ("2", "政策"), "WH")


async def test_what_is_wrong_is_told_with_row_column_value_and_rule(city: City) -> None:
    wrong = DEPARTMENT | {"代码": "1134", "止": "never"}
    outcome = await taken(
        city,
        Kind.DEPARTMENTS,
        DEPARTMENT,
        wrong,
        DEPARTMENT | {"代码": uscc(56), "上级代码": uscc(99)},
        commit=True,
    )
    report = imported_lines.as_json(Path("d.xlsx"), outcome)
    assert (report["clean"], report["written"]) == (False, False)
    assert report["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 1, "faults": 2, "faulty_rows": 2}
    assert [(fault["row"], fault["column"], fault["code"], fault["value"]) for fault in report["faults"]] == [
        (3, "止", "DATE", "never"),
        (4, "上级代码", "UNKNOWN_CODE", uscc(99)),
    ]
    assert json.loads(json.dumps(report)) == report
    assert await city.store.read("MATCH (d:Department {id: $id}) RETURN count(d)", id=uscc(55)) == 0
    chinese, english = (list(imported_lines.told(outcome, chinese=chosen)) for chosen in (True, False))
    assert chinese[0] == "读取工作表“Sheet1”，列名在第1行"
    assert chinese[1] == f"第2行\t新增\t{uscc(55)}\t芜湖市新局"
    assert english[-1] == "refused, nothing written: 1 new, 0 changed, 0 unchanged, 1 wrong; faulty rows: 2"
    assert "第3行 止\t有误\t工作表“Sheet1”的单元格 L3：“never”不是日期" in chinese[3]
    short = await taken(city, Kind.DEPARTMENTS, wrong | {"止": ""})
    assert any("[GB-32100]" in line for line in imported_lines.told(short, chinese=False))


async def test_a_wrong_column_is_named_with_the_one_that_was_meant(city: City) -> None:
    content = "代码,名字,运行部门代码,资金来源,等保级别,建设年份,说明\n".encode()
    outcome = await import_file(city.store, city.personal, city.admin, Kind.SYSTEMS, content, commit=True)
    told = "\n".join(imported_lines.told(outcome, chinese=True))
    assert "没有名为“名字”的列，是否指“名称”" in told
    assert "缺少列“名称”" in told


def test_the_command_knows_every_kind_of_file() -> None:
    assert list(FORMS) == list(BROUGHT)


def test_the_columns_are_a_header_to_fill_in(zhengtu: Zhengtu, capsys: pytest.CaptureFixture[str]) -> None:
    assert zhengtu("import", "systems", "--columns") == Exit.DONE
    assert capsys.readouterr().out == ",".join(column.name for column in sources_sheet.SYSTEMS.columns) + "\n"
    assert zhengtu("import", "departments", "--columns", "--json") == Exit.DONE
    said = json.loads(capsys.readouterr().out)
    assert said["optional"] == [
        column.name
        for column in organisation_sheet.DEPARTMENTS.columns
        if column.name not in organisation_sheet.DEPARTMENTS.must
    ]


@pytest.mark.parametrize("words", [("entries",), ("entries", "missing.csv"), ("people", "x.csv")])
def test_wrong_usage_opens_no_store(
    zhengtu: Zhengtu, tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert zhengtu("import", *words) == Exit.USAGE
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
