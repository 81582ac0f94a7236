"""Templates to fill in: what each cell may say stands beside it, and a sample is never taken for data."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from builders.city import CITY, CIVIL, HEALTH, OLD, City, established, uscc
from builders.dirty.tables import ENTRY
from builders.more import left_out
from builders.processes import COMMAND, SECONDS, environment
from builders.releases import kept
from openpyxl.worksheet.worksheet import Worksheet

from api.command.ending import Exit, run
from api.command.zhengtu import app
from graph.office.sheets.asked import asked
from graph.office.sheets.crossed import LISTS
from graph.office.sheets.doubted import SAMPLE
from graph.office.sheets.files import read_table
from graph.office.sheets.finding import find_table
from graph.office.sheets.template import template
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.importing.desk import import_file
from graph.subjects.importing.table import FORMS
from graph.words.imports import BROUGHT, Kind

LICENSE = "11100000MB0143028R001"
FREE = frozenset({
    "代码", "名称", "上级", "简称", "上级代码", "区划代码", "负责人", "联系人", "联系电话", "起", "止", "岗位代码",
    "岗位", "人员标识", "姓名", "部门代码", "报备日期", "前身代码", "后继代码", "日期", "运行部门代码", "建设年份",
    "说明", "标题", "文号", "条款", "施行日期", "废止日期", "牵头部门代码", "统一社会信用代码", "所属部门代码",
    "系统代码", "资源代码", "资源名称", "提供方代码", "内部部门", "摘要", "共享条件", "开放条件", "发布日期",
    "关联资源代码", "使用要求", "依据", "来源系统", "资源库", "信息项", "长度", "项说明", "下游", "上游", "规则",
    "下游资源", "下游信息项", "上游资源", "上游信息项", "类型代码", "定义机关名称", "定义机关代码", "关联事项名称",
    "关联事项代码", "主色", "横竖", "编号格式", "生效日期", "字段键", "字段名称", "颁发机构代码", "授权依据",
    "授权编号", "使用方代码", "证照类型代码", "使用场所", "使用场景", "事项名称", "事项代码", "可见照面字段",
    "每日限额", "申请编号", "用途说明", "应用场景", "依据代码", "履职依据", "业务需求", "申请信息项", "申请日期",
    "答复日期", "拒绝理由", "共享范围", "决定文号", "决定日期", "授权信息项", "协议提交日期", "协议摘要", "终止日期",
    "终止原因", "销毁日期", "销毁情况", "专用部门代码", "相关单位代码", "数据元代码", "数据元名称", "出处", "值域",
    "授权代理方代码", "使用部门", "提供部门", "其他格式", "接口规范说明", "具体用途",
})  # fmt: skip
"""Columns of which nobody can say beforehand what stands in them: codes, names, days, words, numbers."""
HOME = kept("home")["0.1.0"]
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
    Kind.ELEMENTS: {"数据元代码": "DE-1", "数据元名称": "姓名", "数据类型": "字符型C", "长度": 50},
    Kind.ENTRIES: {**ENTRY, "来源系统": "", "依据": "", "数据类型": "字符型C"},
    Kind.DIVISIONS: {"代码": "341800", "名称": "宣城市", "级别": "地市", "上级": "340000"},
    Kind.POSTS: {
        "岗位代码": "P-1", "岗位类型": "签发人", "人员标识": "issuer-1", "姓名": "王签发",
        "部门代码": "民政局", "起": "2024-1-1",
    },
    Kind.SUCCESSIONS: {"前身代码": OLD, "后继代码": HEALTH, "日期": "2019-3-1", "方式": "合并"},
    Kind.CONSUMERS: {"代码": "USE-2", "类别": "部门", "名称": "民政局婚姻登记处", "所属部门代码": CIVIL},
    Kind.MEMBERSHIPS: {"资源代码": "307001340200/000001", "资源库": "LIB-1"},
    Kind.LINEAGE: {"下游": "LIB-1", "上游": "307001340200/000001", "规则": "汇聚"},
    Kind.ITEM_LINEAGE: {
        "下游资源": "307001340200/000002", "下游信息项": "姓名", "上游资源": "307001340200/000001",
        "上游信息项": "姓名", "规则": "取值",
    },
    Kind.REQUESTS: {
        "申请编号": "Q-1", "使用方代码": "USE-1", "资源代码": "307001340200/000001", "用途类别": "数据校核",
        "用途说明": "核对身份", "应用场景": "办理救助", "申请日期": "2026-2-1", "状态": "已授权",
        "答复日期": "2026-2-5", "决定文号": "〔2026〕3号", "决定日期": "2026-2-5",
    },
    Kind.GRANTS: {
        "申请编号": "Q-1", "使用方代码": "USE-1", "资源代码": "307001340200/000001", "用途类别": "数据校核",
        "共享范围": "限本部门", "起": "2026-2-5", "状态": "有效",
    },
    Kind.LICENSE_TYPES: {
        "类型代码": LICENSE, "名称": "营业执照", "定义机关名称": "国家市场监督管理总局", "定义机关代码": LICENSE[:18],
        "定义机关级别": "国家", "持证主体类别": "法人和其他组织", "有效期": "长期", "颁发机构级别": "区县",
        "证件类别": "证件", "版式": "证书横版", "主色": "#1f4e79", "有照片": "否", "字段键": "KZ_MC",
        "字段名称": "名称", "字段类型": "文本", "必填": "是", "含义": "持证主体名称",
    },
    Kind.ENTITLEMENTS: {"类型代码": LICENSE, "颁发机构代码": "民政局", "起": "2024-1-1", "授权依据": "三定方案"},
    Kind.LICENSE_GRANTS: {
        "授权编号": "G-1", "使用方代码": "USE-1", "证照类型代码": LICENSE, "使用场所": "窗口", "使用场景": "开户",
        "事项名称": "开户", "事项代码": "K-1", "可见照面字段": "KZ_MC", "每日限额": 100, "起": "2024-1-1",
    },
}  # fmt: skip
OF_TYPES = (Kind.ENTITLEMENTS, Kind.LICENSE_GRANTS)
"""What says something of a licence type, which has to be there."""
POINTING = (Kind.MEMBERSHIPS, Kind.LINEAGE, Kind.ITEM_LINEAGE, Kind.REQUESTS, Kind.GRANTS)
"""What says something of entries, which have to be there."""
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


@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
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


@pytest.mark.parametrize(
    ("kind", "says"),
    [*((kind, "写最后一天，当天仍有效") for kind in (Kind.GRANTS, Kind.LICENSE_GRANTS)),
     *((kind, "写不再有效的第一天") for kind in (
        Kind.DEPARTMENTS, Kind.POSTS, Kind.ENTITLEMENTS, Kind.BASES,
    ))],
)  # fmt: skip
def test_of_an_end_it_is_said_whether_that_day_still_counts(kind: Kind, says: str) -> None:
    (note,) = (each.note for each in asked(FORMS[kind]) if each.column.field == "valid_until")
    assert says in note


@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
def test_every_closed_list_is_chosen_from(kind: Kind) -> None:
    sheet = opened(kind).sheet
    rules = sheet.data_validations.dataValidation
    chosen = {str(rule.sqref).split(":", 1)[0][:-1]: rule.formula1 for rule in rules}
    for cell, each in zip(sheet[1], asked(FORMS[kind]), strict=True):
        if listed := each.choices or each.suggests:
            assert chosen.pop(cell.column_letter).strip('"').split(",") == list(listed)
        else:
            assert each.column.name in FREE, "a column is chosen from, or it is written down here that it is free"
    assert chosen == {}


def test_a_list_that_is_too_long_for_a_cell_stands_on_a_hidden_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    form = FORMS[Kind.SYSTEMS]
    words = tuple(f"很长的一项资金来源之第{number}种" for number in range(40))
    columns = (replace(each, choices=words) if each.name == "资金来源" else each for each in form.columns)
    long = replace(form, columns=tuple(columns))
    book = openpyxl.load_workbook(io.BytesIO(template(long)))
    rules = book.worksheets[0].data_validations.dataValidation
    (rule,) = (each for each in rules if str(each.sqref).startswith("D"))
    assert rule.formula1 == f"'{LISTS}'!$D$1:$D$40"
    assert book[LISTS].sheet_state == "hidden"
    assert [book[LISTS].cell(row, 4).value for row in range(1, 41)] == list(words)


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.value)
async def test_a_template_with_one_row_filled_in_is_imported_and_its_sample_is_passed_over_by_name(
    city: City, kind: Kind
) -> None:
    filled = opened(kind)
    filled.write(3, ROWS[kind])
    if kind in POINTING:
        await _entries(city)
    if kind in OF_TYPES:
        await _type(city)
    if kind is Kind.GRANTS:
        asked = opened(Kind.REQUESTS)
        asked.write(3, ROWS[Kind.REQUESTS])
        await import_file(city.store, city.personal, city.admin, Kind.REQUESTS, asked.content(), commit=True)
    done = await import_file(city.store, city.personal, city.admin, kind, filled.content(), commit=True)
    assert (done.review.faults, done.written, done.values) == ((), True, 1)
    assert [line.row for line in done.lines] == [3]
    (passed,) = (hint for hint in done.review.hints if hint.code == "ROW_PASSED")
    assert "A2" in passed.message.zh
    assert "示例" in passed.message.zh


async def _entries(city: City) -> None:
    """Two entries with one item each."""
    rows = [
        ROWS[Kind.ENTRIES],
        ROWS[Kind.ENTRIES] | {"资源代码": "307001340200/000002", "资源名称": "婚姻状况信息"},
    ]
    filled = opened(Kind.ENTRIES)
    for number, row in enumerate(rows, start=3):
        filled.write(number, row)
    done = await import_file(city.store, city.personal, city.admin, Kind.ENTRIES, filled.content(), commit=True)
    assert done.written, done.review.faults


async def _type(city: City) -> None:
    """A licence type with one field."""
    filled = opened(Kind.LICENSE_TYPES)
    filled.write(3, ROWS[Kind.LICENSE_TYPES])
    kind, content = Kind.LICENSE_TYPES, filled.content()
    done = await import_file(city.store, city.personal, city.admin, kind, content, commit=True)
    assert done.written, done.review.faults


@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
async def test_a_sample_of_which_only_the_code_is_replaced_is_refused(city: City, kind: Kind) -> None:
    filled = opened(kind)
    identity = FORMS[kind].identity
    filled.write(2, {identity: ROWS.get(kind, {}).get(identity, "X-1")})
    done = await import_file(city.store, city.personal, city.admin, kind, filled.content(), commit=True)
    assert not done.written
    assert "SAMPLE_LEFT" in {fault.code for fault in done.review.faults}


@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
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


@pytest.mark.parametrize(
    "words",
    [("template", "license-data"), ("template", "systems", "--type", LICENSE), ("template", "nothing")],
    ids=["licences of no type", "a type of no licences", "nothing"],
)
def test_a_template_that_cannot_be_meant_is_refused(zhengtu: Zhengtu, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert zhengtu(*words) == Exit.USAGE
    assert list(tmp_path.iterdir()) == []


@left_out
def test_the_command_writes_a_template_for_licences_of_a_type(store_folder: Path) -> None:
    home = store_folder.parent
    HOME.unpack(home)
    subprocess.run(["tar", "-xf", HOME.folder / "store.tar.xz", "-C", home], check=True)
    said = [*COMMAND, "template", "license-data", "--type", LICENSE]
    ended = subprocess.run(
        said, cwd=home, env=environment(home), capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert (ended.returncode, ended.stdout) == (Exit.DONE, f"license-data-{LICENSE}.xlsx\n"), ended.stderr
    table = read_table((home / f"license-data-{LICENSE}.xlsx").read_bytes())
    assert {"证照编号", "经营范围"} <= set(table.columns)
