"""Users' files from bytes to the graph: dry run, commit, and every fault with its row and column."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from types import FrameType

import openpyxl
import pytest
import xlsxwriter
from builders import catalogue as build
from builders import office
from builders.city import CITY, CIVIL, HEALTH, OLD, City, uscc
from builders.papers import PAPER, REVIEWED
from builders.stores import watched

from graph.errors import Forbidden
from graph.office.sheets import filled
from graph.office.sheets.files import read_table
from graph.office.sheets.filled import Format
from graph.office.sheets.forms import Form
from graph.refusal_codes import Code
from graph.subjects.entries import sheet as entries_sheet
from graph.subjects.entries.desk import EntriesMoved, register
from graph.subjects.entries.rules.batch import lint_entries
from graph.subjects.entries.rules.entry import lint_entry
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import Imported, import_file
from graph.subjects.importing.handing_out import HandedOut, hand_out
from graph.subjects.importing.table import FORMS
from graph.subjects.licensing.defining import write_types
from graph.subjects.organisation import sheet as organisation_sheet
from graph.subjects.sources import sheet as sources_sheet
from graph.words.imports import BROUGHT, Kind

NEW = uscc(55)
SYSTEM = {"代码": "SYS-2", "名称": "婚姻登记系统", "运行部门代码": CIVIL, "资金来源": "市级财政", "等保级别": "3"}
DEPARTMENT = {
    "代码": NEW,
    "名称": "芜湖市新局",
    "级别": "地市",
    "类别": "部门",
    "上级代码": CITY,
    "区划代码": "340200",
    "负责人": "王某",
    "起": "2024/1/1",
}
ENTRY = {
    "资源代码": "307001340200/000001", "资源名称": "婚姻登记信息", "提供方代码": CIVIL, "摘要": "结婚、离婚登记",
    "格式分类": "数据库", "格式类型": "mysql", "共享类型": "无条件", "共享方式分类": "共享平台", "共享方式类型": "接口",
    "开放类型": "不予", "更新周期": "每日", "依据": "LAW-1", "来源系统": "SYS-1",
    "信息项": "公民身份号码", "数据类型": "C", "长度": "18", "项类别": "基础", "标识项": "是",
}  # fmt: skip
ITEM = {"信息项": "登记日期", "数据类型": "D", "项类别": "业务"}
FIRST, SECOND = "307001340200/000011", "307001340200/000012"
DIVISION = {"代码": "340281", "名称": "无为市", "级别": "区县", "上级": "340200"}
POST = {
    "岗位代码": "P-1", "岗位类型": "登记员", "人员标识": "wang", "姓名": "王某", "部门代码": CIVIL, "起": "2024-01-01",
}  # fmt: skip
CONSUMER = {"代码": "USE-9", "类别": "企业", "名称": "某银行", "统一社会信用代码": uscc(77)}
FLOW = {"下游": FIRST, "上游": SECOND, "规则": "按证件号码归集"}
LICENSE_TYPE = "1110000000001315XW001"
GRANT = {
    "授权编号": "G-1", "使用方代码": "USE-1", "证照类型代码": LICENSE_TYPE, "使用场所": "市民中心",
    "使用场景": "办理提取", "事项名称": "公积金提取", "事项代码": "GJJ-01", "可见照面字段": "KZ_XM;KZ_DJRQ",
    "每日限额": "200", "起": "2026-01-01",
}  # fmt: skip
ITEM_FLOW = {"下游资源": FIRST, "下游信息项": "姓名", "上游资源": SECOND, "上游信息项": "姓名", "规则": ""}


TYPE = f"{CIVIL}001"
KIND = {
    "类型代码": TYPE, "名称": "社会团体法人登记证书", "定义机关名称": "民政局", "定义机关代码": CIVIL,
    "定义机关级别": "地市", "持证主体类别": "法人和其他组织", "有效期": "5年", "颁发机构级别": "地市",
    "证件类别": "证件", "版式": "登记证书", "主色": "#7B2D26", "有照片": "否", "编号格式": "{USCC}", "持证人数": "1",
    "字段键": "KZ_MC", "字段名称": "名称", "字段类型": "文本", "必填": "是", "个人信息": "否", "含义": "持证主体名称",
    "第几持证主体": "1",
}  # fmt: skip
FACE = {"字段键": "KZ_YXQX", "字段名称": "有效期限", "字段类型": "文本", "必填": "是", "含义": "有效期限"}
ADDRESS = {"字段键": "KZ_DZ", "字段名称": "地址", "字段类型": "文本", "含义": "自由", "第几持证主体": ""}
RIGHT = {"类型代码": TYPE, "颁发机构代码": CIVIL, "起": "2020-01-01", "止": "2021-01-01", "授权依据": "条例"}


REQUEST = {
    "申请编号": "Q-1", "使用方代码": "USE-1", "资源代码": FIRST, "用途类别": "数据校核", "用途说明": "核对身份",
    "应用场景": "办理救助", "申请信息项": "姓名", "申请日期": "2026-02-01", "状态": "已授权", "答复日期": "2026-02-05",
    "拒绝理由": "数据正在核查", "决定文号": "〔2026〕3号", "决定日期": "2026-02-05",
}  # fmt: skip
DATA_GRANT = {
    "申请编号": "Q-1", "使用方代码": "USE-1", "资源代码": FIRST, "用途类别": "数据校核", "共享范围": "限本部门履职使用",
    "起": "2026-02-05", "要求安全协议": "是", "状态": "待交安全协议",
}  # fmt: skip


def as_csv(form: Form, *rows: dict[str, str]) -> bytes:
    content = io.StringIO()
    writer = csv.DictWriter(content, [column.name for column in form.columns])
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue().encode("gb18030")


def as_excel(form: Form, *rows: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(form.columns):
            sheet.write(0, place, column.name)
            for number, row in enumerate(rows, start=1):
                sheet.write(number, place, row.get(column.name, ""))
    return content.getvalue()


ROWS: dict[Kind, tuple[dict[str, str], ...]] = {
    Kind.DEPARTMENTS: (DEPARTMENT,),
    Kind.SYSTEMS: (SYSTEM,),
    Kind.LIBRARIES: ({"代码": "WH-T09", "政策": "WH", "类别": "主题", "名称": "婚姻主题库", "牵头部门代码": CIVIL},),
    Kind.BASES: ({"代码": "LAW-9", "类别": "法律", "标题": "婚姻法", "施行日期": "2021-01-01"},),
    Kind.ELEMENTS: ({"数据元代码": "DE-1", "数据元名称": "姓名", "数据类型": "C", "长度": "50"},),
    Kind.ENTRIES: (ENTRY, ITEM, ENTRY | {"资源代码": "307001340200/000002", "资源名称": "收养登记信息"}),
    Kind.DIVISIONS: (DIVISION,),
    Kind.POSTS: (POST, POST | {"岗位代码": "P-2", "岗位类型": "审核员", "止": "2030-01-01"}),
    Kind.SUCCESSIONS: ({"前身代码": OLD, "后继代码": HEALTH, "日期": "2019-03-01", "方式": "合并"},),
    Kind.CONSUMERS: (CONSUMER,),
    Kind.MEMBERSHIPS: ({"资源代码": FIRST, "资源库": "LIB-1"},),
    Kind.LINEAGE: (FLOW, FLOW | {"上游": "SYS-1"}),
    Kind.ITEM_LINEAGE: (ITEM_FLOW,),
    Kind.REQUESTS: (REQUEST, REQUEST | {"申请编号": "Q-2", "状态": "已拒绝", "申请信息项": ""}),
    Kind.GRANTS: (DATA_GRANT,),
    Kind.LICENSE_TYPES: (KIND, FACE, KIND | ADDRESS),
    Kind.ENTITLEMENTS: (RIGHT, RIGHT | {"起": "2022-01-01", "止": ""}),
    Kind.LICENSE_GRANTS: (GRANT, GRANT | {"授权编号": "G-2", "可见照面字段": "", "止": "2026-01-01"}),
}
FIRST_TYPES = {Kind.ENTITLEMENTS}
"""What points to licence types."""
FIRST_ENTRIES = {Kind.MEMBERSHIPS, Kind.LINEAGE, Kind.ITEM_LINEAGE, Kind.REQUESTS, Kind.GRANTS}
"""What points to entries, which have to be there."""


async def add_two(city: City) -> None:
    await build.add_entries(city.store, build.entry(FIRST, "低保信息"), build.entry(SECOND, "救助信息"))


async def run(city: City, kind: Kind, content: bytes, *, commit: bool = True) -> Imported:
    return await import_file(
        city.store, city.personal, city.admin, kind, content, commit=commit, paper=PAPER, reviewed=REVIEWED
    )


@pytest.mark.parametrize("written_as", [as_csv, as_excel])
async def test_entries_are_imported_from_either_kind_of_file(city: City, written_as: Callable[..., bytes]) -> None:
    content = written_as(entries_sheet.ENTRIES, ENTRY, ITEM)
    dry = await run(city, Kind.ENTRIES, content, commit=False)
    assert (dry.clean, dry.written, dry.values) == (True, False, 1)
    assert await city.count("Resource") == 0
    assert (await run(city, Kind.ENTRIES, content)).written
    items = "MATCH (:Resource)-[:HAS_ITEM]->(i) WITH i ORDER BY i.seq RETURN collect(i.name)"
    assert await city.store.read(items) == ["公民身份号码", "登记日期"]


async def test_departments_come_with_policy_and_head(city: City) -> None:
    done = await run(city, Kind.DEPARTMENTS, as_csv(organisation_sheet.DEPARTMENTS, DEPARTMENT | {"政策": "JI"}))
    assert done.written
    row = (
        "MATCH (d:Department {id: $id})<-[:AT]-(p:Post) MATCH (d)<-[:BINDS]-(y:Policy) "
        "RETURN [p.kind, p.subject, p.nameCipher CONTAINS '王', toString(d.validFrom), y.id]"
    )
    assert await city.store.read(row, id=NEW) == ["HEAD", "", False, "2024-01-01", "JI"]
    again = await run(city, Kind.DEPARTMENTS, as_csv(organisation_sheet.DEPARTMENTS, DEPARTMENT | {"负责人": "李某"}))
    assert again.written
    assert await city.store.read("MATCH (p:Post {departmentId: $id}) RETURN count(p)", id=NEW) == 1


async def test_a_head_without_a_name_in_tokens_is_nobody(city: City) -> None:
    await run(city, Kind.DEPARTMENTS, as_csv(organisation_sheet.DEPARTMENTS, DEPARTMENT))
    assert (await city.actor("")).principal.posts == ()


async def test_faults_of_cells_and_of_the_graph_are_told_together_in_the_order_of_rows(city: City) -> None:
    rows = (
        ENTRY,
        ITEM | {"长度": "-1"},
        ENTRY | {"资源代码": "307001340200/000002", "资源名称": "收养登记信息", "来源系统": "SYS-9"},
        ITEM,
        ITEM,
        ENTRY | {"资源代码": "307001340200/000003", "资源名称": "低保信息", "摘要": "", "格式类型": "xlsx"},
    )
    outcome = await run(city, Kind.ENTRIES, as_excel(entries_sheet.ENTRIES, *rows))
    assert not outcome.written
    assert [(fault.path, fault.code) for fault in outcome.review.faults] == [
        (("3", "长度"), "NUMBER"),
        (("4", "来源系统"), "UNKNOWN_CODE"),
        (("6", "信息项"), "ITEM_TWICE"),
        (("7", "摘要"), "SUMMARY_EMPTY"),
        (("7", "格式类型"), "FORMAT_MISMATCH"),
    ]
    assert await city.count("Resource") == 0


async def test_systems_need_their_department(city: City) -> None:
    wrong = SYSTEM | {"代码": "SYS-3", "运行部门代码": NEW}
    outcome = await run(city, Kind.SYSTEMS, as_csv(sources_sheet.SYSTEMS, SYSTEM, wrong))
    (fault,) = outcome.review.faults
    assert (fault.path, fault.value, fault.code) == (("3", "运行部门代码"), NEW, "UNKNOWN_CODE")
    assert await city.count("System") == 1
    assert (await run(city, Kind.SYSTEMS, as_csv(sources_sheet.SYSTEMS, SYSTEM))).written
    assert await city.count("System") == 2


async def test_a_wrong_check_character_is_told_with_its_row_and_the_right_one(city: City) -> None:
    wrong = NEW[:-1] + ("A" if NEW[-1] != "A" else "B")
    outcome = await run(
        city, Kind.DEPARTMENTS, as_csv(organisation_sheet.DEPARTMENTS, DEPARTMENT | {"代码": wrong}), commit=False
    )
    (hint,) = outcome.review.hints
    assert (hint.path, hint.value) == (("2", "代码"), wrong)
    assert f"应为 {NEW[-1]}" in hint.message.zh
    short = await run(city, Kind.DEPARTMENTS, as_csv(organisation_sheet.DEPARTMENTS, DEPARTMENT | {"代码": "1134"}))
    assert [(fault.path, fault.rules) for fault in short.review.faults] == [(("2", "代码"), ("GB-32100",))]


async def test_a_file_of_another_kind_is_an_answer_not_a_failure(city: City) -> None:
    outcome = await run(city, Kind.ENTRIES, as_csv(sources_sheet.SYSTEMS, SYSTEM))
    assert not outcome.written
    assert [(fault.code, fault.value) for fault in outcome.review.faults] == [("ANOTHER_KIND", "systems")]
    assert [fault.code for fault in (await run(city, Kind.ENTRIES, b"%PDF-1.7\n\xff")).review.faults] == ["FILE_FORMAT"]


async def test_only_an_administrator_imports_files(city: City) -> None:
    actor = await city.actor("cataloguer")
    with pytest.raises(Forbidden):
        await import_file(city.store, city.personal, actor, Kind.SYSTEMS, b"", commit=False)


@pytest.mark.parametrize("commit", [False, True], ids=["dry run", "commit"])
@pytest.mark.parametrize("kind", BROUGHT, ids=lambda kind: kind.value)
async def test_an_import_reads_the_graph_once(city: City, kind: Kind, commit: bool) -> None:
    if kind in FIRST_ENTRIES:
        await add_two(city)
    if kind in FIRST_TYPES:
        await run(city, Kind.LICENSE_TYPES, as_csv(FORMS[Kind.LICENSE_TYPES], *ROWS[Kind.LICENSE_TYPES]))
    if kind is Kind.LICENSE_GRANTS:
        await city.store.write(lambda unit: write_types(unit, [office.kind(LICENSE_TYPE, "结婚登记证明")]))
    if kind is Kind.GRANTS:
        await run(city, Kind.REQUESTS, as_csv(FORMS[Kind.REQUESTS], *ROWS[Kind.REQUESTS]))
    content, store = as_csv(FORMS[kind], *ROWS[kind]), watched(city.store)
    for outcome in (Outcome.NEW, Outcome.UNCHANGED if commit else Outcome.NEW):
        store.reads = 0
        done = await run(replace(city, store=store), kind, content, commit=commit)
        assert (done.clean, done.written, {line.outcome for line in done.lines}) == (True, commit, {outcome})
        assert store.reads == 1


@contextmanager
def lints() -> Iterator[Counter[str]]:
    """How often each entry is linted by itself, by its code, and all of them together, under the empty code."""
    seen: Counter[str] = Counter()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is lint_entry.__code__:
            seen[frame.f_locals["draft"].code] += 1
        elif event == "call" and frame.f_code is lint_entries.__code__:
            seen[""] += 1

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("commit", [False, True], ids=["dry run", "commit"])
async def test_an_import_lints_each_entry_once(city: City, commit: bool) -> None:
    content = as_csv(entries_sheet.ENTRIES, *ROWS[Kind.ENTRIES])
    with lints() as seen:
        assert (await run(city, Kind.ENTRIES, content, commit=commit)).written == commit
    assert seen == {"307001340200/000001": 1, "307001340200/000002": 1, "": 1}


async def written_meanwhile(city: City, summary: str) -> None:
    table = read_table(as_csv(entries_sheet.ENTRIES, ENTRY | {"摘要": summary}))
    await register(city.store, entries_sheet.read_entries(table).values, city.admin, summary, publish=True)


CAUSES = "MATCH (:Resource)-[:HAS_VERSION]->(v) WITH v ORDER BY v.number RETURN collect([v.number, v.cause])"


async def test_an_entry_that_somebody_writes_during_its_import_is_not_written_over_unseen(city: City) -> None:
    async def once(answers: int) -> None:
        if answers == 1:
            await written_meanwhile(city, "他人")

    store = watched(city.store)
    store.rival = once
    done = await run(replace(city, store=store), Kind.ENTRIES, as_csv(entries_sheet.ENTRIES, ENTRY))
    assert done.written
    assert [line.outcome for line in done.lines] == [Outcome.CHANGED]
    assert store.reads == 2
    assert await city.store.read(CAUSES) == [[1, "他人"], [2, "批量导入"]]


async def test_an_import_that_is_overtaken_twice_leaves_nothing_and_may_be_repeated(city: City) -> None:
    async def always(answers: int) -> None:
        await written_meanwhile(city, f"他人{answers}")

    store = watched(city.store)
    store.rival = always
    content = as_csv(entries_sheet.ENTRIES, *ROWS[Kind.ENTRIES])
    with pytest.raises(EntriesMoved, match="307001340200/000001") as overtaken:
        await run(replace(city, store=store), Kind.ENTRIES, content)
    assert overtaken.value.retryable
    assert await city.store.read(CAUSES) == [[1, "他人1"], [2, "他人2"]]
    assert (await run(city, Kind.ENTRIES, content)).written


async def test_names_in_place_of_codes_cost_one_more_read_however_many_there_are(city: City) -> None:
    rows = [SYSTEM | {"代码": f"SYS-{number}", "运行部门代码": "民政局"} for number in range(10, 60)]
    store = watched(city.store)
    done = await run(replace(city, store=store), Kind.SYSTEMS, as_csv(sources_sheet.SYSTEMS, *rows))
    assert (done.written, store.reads) == (True, 2)
    assert [hint.code for hint in done.review.hints] == ["NAME_TAKEN"] * 50


async def test_a_thousand_names_that_nobody_has_are_refused_in_a_moment_each_with_its_cell(city: City) -> None:
    rows = [SYSTEM | {"代码": f"SYS-{number}", "运行部门代码": f"无名局{number}"} for number in range(1000)]
    store = watched(city.store)
    done = await run(replace(city, store=store), Kind.SYSTEMS, as_csv(sources_sheet.SYSTEMS, *rows))
    assert (done.written, done.faulty_rows, store.reads) == (False, 1000, 2)
    assert {fault.code for fault in done.review.faults} == {"NAME_UNKNOWN"}
    assert done.review.faults[-1].message.zh.startswith("单元格 C1001：没有名为“无名局999”的政务部门")


async def test_of_a_file_that_is_refused_the_sheet_and_the_row_of_its_names_are_told(city: City) -> None:
    outcome = await run(city, Kind.SYSTEMS, as_excel(sources_sheet.LIBRARIES, {"代码": "X"}))
    assert outcome.source is not None
    assert (outcome.source.sheet, outcome.source.header, outcome.faulty_rows) == ("Sheet1", 1, 0)
    assert (await run(city, Kind.SYSTEMS, b"\xff\xff\xff")).source is None


@pytest.mark.parametrize(
    ("kind", "row", "column", "other"),
    [
        (Kind.DIVISIONS, DIVISION, "名称", "无为县"),
        (Kind.DEPARTMENTS, DEPARTMENT, "名称", "芜湖市旧局"),
        (Kind.POSTS, POST, "姓名", "李某"),
        (Kind.SYSTEMS, SYSTEM, "名称", "人口系统"),
        (Kind.CONSUMERS, CONSUMER, "名称", "另一银行"),
        (Kind.CONSUMERS, CONSUMER, "统一社会信用代码", uscc(78)),
    ],
)
async def test_by_what_a_thing_is_known_is_not_written_over_without_a_word(
    city: City, kind: Kind, row: dict[str, str], column: str, other: str
) -> None:
    first, content = as_csv(FORMS[kind], row), as_csv(FORMS[kind], row | {column: other})
    assert (await import_file(city.store, city.personal, city.admin, kind, first, commit=True)).written
    outcome = await import_file(city.store, city.personal, city.admin, kind, content, commit=True)
    assert outcome.written
    (hint,) = [each for each in outcome.review.hints if each.code == "NAME_OVERWRITTEN"]
    assert (hint.path, hint.value) == (("2", column), other)
    assert row[column] in hint.message.zh
    again = await import_file(city.store, city.personal, city.admin, kind, content, commit=False)
    assert "NAME_OVERWRITTEN" not in {each.code for each in again.review.hints}


async def test_a_division_that_the_standard_calls_otherwise_is_told(city: City) -> None:
    content = as_csv(FORMS[Kind.DIVISIONS], DIVISION, DIVISION | {"代码": "340202", "名称": "鸠江区"})
    outcome = await import_file(city.store, city.personal, city.admin, Kind.DIVISIONS, content, commit=False)
    (hint,) = [each for each in outcome.review.hints if each.code == "DIVISION_NAME"]
    assert (hint.path, hint.rules) == (("3", "名称"), ("GB-2260",))
    assert "镜湖区" in hint.message.zh


async def test_two_rows_that_clash_name_each_other(city: City) -> None:
    content = as_csv(FORMS[Kind.SYSTEMS], SYSTEM, SYSTEM | {"代码": "SYS-3"}, SYSTEM)
    outcome = await import_file(city.store, city.personal, city.admin, Kind.SYSTEMS, content, commit=False)
    (fault,) = outcome.review.faults
    assert (fault.path, fault.beside) == (("4", "代码"), ("2", "代码"))
    assert "第2行" in fault.message.zh
    assert "row 2" in fault.message.en


async def test_no_right_to_issue_is_older_than_its_department_or_outlives_it(city: City) -> None:
    types = as_csv(FORMS[Kind.LICENSE_TYPES], KIND)
    assert (await import_file(city.store, city.personal, city.admin, Kind.LICENSE_TYPES, types, commit=True)).written
    gone = RIGHT | {"颁发机构代码": OLD}
    for right, column in (
        (gone | {"起": "2018-01-01", "止": "2019-03-02"}, "止"),
        (gone | {"起": "2019-03-01", "止": ""}, "起"),
    ):
        content = as_csv(FORMS[Kind.ENTITLEMENTS], gone | {"起": "2018-01-01", "止": "2019-03-01"}, right)
        found = await import_file(city.store, city.personal, city.admin, Kind.ENTITLEMENTS, content, commit=False)
        fault = next(each for each in found.review.faults if each.code == "OUTSIDE_LIFE")
        assert (fault.path, fault.rules) == (("3", column), ("GB-36902",))
        assert "2019-03-01" in fault.message.zh


async def test_rights_that_overlap_name_the_other_row_and_an_open_end(city: City) -> None:
    types = as_csv(FORMS[Kind.LICENSE_TYPES], KIND)
    await import_file(city.store, city.personal, city.admin, Kind.LICENSE_TYPES, types, commit=True)
    rows = (RIGHT | {"止": ""}, RIGHT | {"起": "2021-01-01", "止": ""})
    content = as_csv(FORMS[Kind.ENTITLEMENTS], *rows)
    found = await import_file(city.store, city.personal, city.admin, Kind.ENTITLEMENTS, content, commit=False)
    (fault,) = found.review.faults
    assert (fault.code, fault.path) == ("ENTITLEMENT_OVERLAPS", ("3", "起"))
    assert "2020-01-01起，无止日" in fault.message.zh
    assert "第2行" in fault.message.zh
    assert "without an end" in fault.message.en


async def test_a_file_of_another_kind_is_told_as_one_in_a_single_sentence(city: City) -> None:
    for held, form in FORMS.items():
        content = as_csv(form, {form.columns[0].name: "X-1"})
        for asked in FORMS:
            if asked is not held:
                found = await import_file(city.store, city.personal, city.admin, asked, content, commit=True)
                (fault,) = found.review.faults
                assert (fault.code, fault.value, fault.path) == ("ANOTHER_KIND", held.value, ("file",)), (held, asked)
                assert f"“{held.words.zh}”表" in fault.message.zh


async def test_a_file_of_the_kind_that_lacks_columns_is_told_which(city: City) -> None:
    content = as_csv(FORMS[Kind.DEPARTMENTS], DEPARTMENT).replace("级别".encode("gb18030"), "颜色".encode("gb18030"))
    found = await import_file(city.store, city.personal, city.admin, Kind.DEPARTMENTS, content, commit=True)
    assert {str(fault.code) for fault in found.review.faults} == {"MISSING_COLUMN", "UNKNOWN_COLUMN"}


@pytest.mark.parametrize(("column", "cure"), [("起", False), ("止", True)])
async def test_a_day_that_has_to_be_there_is_not_to_be_left_blank(city: City, column: str, cure: bool) -> None:
    content = as_csv(FORMS[Kind.POSTS], POST | {column: "成立之日"})
    found = await import_file(city.store, city.personal, city.admin, Kind.POSTS, content, commit=True)
    (fault,) = found.review.faults
    assert (fault.code, fault.path) == ("DATE", ("2", column))
    assert ("留空" in fault.message.zh) is ("leave it blank" in fault.message.en) is cure


async def test_an_officer_stays_filed_where_a_file_says_nothing_of_it(city: City) -> None:
    officer = POST | {"岗位代码": "P-7", "岗位类型": "电子证照专员"}
    names = [column.name for column in FORMS[Kind.POSTS].columns if column.name != "报备日期"]
    silent = "\n".join((",".join(names), ",".join(officer.get(name, "") for name in names))).encode()
    told = []
    for content in (as_csv(FORMS[Kind.POSTS], officer | {"报备日期": "2026-01-05"}), silent):
        for _ in range(2):
            found = await import_file(city.store, city.personal, city.admin, Kind.POSTS, content, commit=True)
            assert found.written, found.review.faults
            told.append([line.outcome for line in found.lines])
            filed = "MATCH (p:Post {id: 'P-7'}) RETURN toString(p.filedOn)"
            assert await city.store.read(filed) == "2026-01-05"
    assert told == [[Outcome.NEW], [Outcome.UNCHANGED], [Outcome.UNCHANGED], [Outcome.UNCHANGED]]


async def test_characters_that_nobody_sees_are_told_in_codes_subjects_and_names(city: City) -> None:
    spoilt = POST | {
        "人员标识": "wa\u200bng",
        "姓名": "王\u200d某",
        "岗位代码": "P\u00ad-1",
        "部门代码": f"\u202a{CIVIL}\u202c",
    }
    names = list(spoilt)
    content = "\n".join((",".join(names), ",".join(spoilt.values()))).encode()
    content = content if "止" in names else content.replace(b"\n", ",止\n".encode(), 1) + b","
    found = await import_file(city.store, city.personal, city.admin, Kind.POSTS, content, commit=True)
    assert found.written
    told = {hint.path[1]: hint.value for hint in found.review.hints if hint.code == "CHARACTERS_LEFT_OUT"}
    assert told == {"人员标识": "U+200B", "姓名": "U+200D", "岗位代码": "U+00AD", "部门代码": "U+202A、U+202C"}
    turned = (
        as_csv(FORMS[Kind.POSTS], POST | {"岗位代码": "P-9"})
        .decode("gb18030")
        .replace("王某", "\u202e某王\u202c")
        .encode()
    )
    refused = await import_file(city.store, city.personal, city.admin, Kind.POSTS, turned, commit=True)
    assert [(fault.code, fault.path) for fault in refused.review.faults] == [("CONTROL_CHARACTER", ("2", "姓名"))]


async def test_how_many_hold_a_licence_is_not_read_out_of_a_date(city: City) -> None:
    names = [column.name for column in FORMS[Kind.LICENSE_TYPES].columns]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": 'm"月"d"日"'}) as opened:
        sheet = opened.add_worksheet()
        sheet.write_row(0, 0, names)
        sheet.write_row(1, 0, [date(2026, 1, 9) if name == "持证人数" else KIND.get(name, "") for name in names])
    found = await import_file(
        city.store, city.personal, city.admin, Kind.LICENSE_TYPES, content.getvalue(), commit=True
    )
    assert [(fault.code, fault.path) for fault in found.review.faults] == [("CODE_DATED", ("2", "持证人数"))]
    text = as_csv(FORMS[Kind.LICENSE_TYPES], KIND | {"持证人数": "1月9日"})
    found = await import_file(city.store, city.personal, city.admin, Kind.LICENSE_TYPES, text, commit=True)
    (fault,) = found.review.faults
    assert (fault.code, fault.path) == ("LICENSE_TYPE_FORM", ("2", "持证人数"))
    assert "改成日期" in fault.message.zh


async def test_the_authority_that_defines_a_type_is_called_as_its_department_is(city: City) -> None:
    content = as_csv(FORMS[Kind.LICENSE_TYPES], KIND | {"定义机关名称": "卫生健康委员会"})
    found = await import_file(city.store, city.personal, city.admin, Kind.LICENSE_TYPES, content, commit=True)
    (fault,) = found.review.faults
    assert (fault.code, fault.path, fault.limit) == ("LICENSE_TYPE_FORM", ("2", "定义机关名称"), "民政局")
    assert fault.rules == ("GB-36902",)


_RIGHTS = "MATCH (:LicenseType {id: $code})-[e:ISSUABLE_BY]->() RETURN collect(toString(e.validFrom))"
DAYS = {
    Kind.ENTITLEMENTS: (RIGHT, _RIGHTS, TYPE),
    Kind.POSTS: (POST, "MATCH (n:Post {id: $code}) RETURN collect(toString(n.validFrom))", "P-1"),
    Kind.LICENSE_GRANTS: (GRANT, "MATCH (n:LicenseGrant {id: $code}) RETURN collect(toString(n.validFrom))", "G-1"),
}
"""What has a first day, where it is kept, and by what it is known."""


@pytest.mark.parametrize("kind", DAYS, ids=lambda kind: kind.value)
async def test_a_first_day_that_was_entered_wrong_is_corrected_by_importing_the_row_again(
    city: City, kind: Kind
) -> None:
    if kind is Kind.ENTITLEMENTS:
        types = as_csv(FORMS[Kind.LICENSE_TYPES], KIND)
        await import_file(city.store, city.personal, city.admin, Kind.LICENSE_TYPES, types, commit=True)
    if kind is Kind.LICENSE_GRANTS:
        await city.store.write(lambda unit: write_types(unit, [office.kind(LICENSE_TYPE, "结婚登记证明")]))
    (row, stored, code), content = DAYS[kind], b""
    for first, outcome in ((row["起"], Outcome.NEW), ("2020-06-01", Outcome.CHANGED), ("2019-05-01", Outcome.CHANGED)):
        content = as_csv(FORMS[kind], row | {"起": first})
        found = await import_file(city.store, city.personal, city.admin, kind, content, commit=True)
        assert [each.message.zh for each in found.review.faults] == []
        assert [line.outcome for line in found.lines] == [outcome]
        assert await city.store.read(stored, code=code) == [first]
    again = await import_file(city.store, city.personal, city.admin, kind, content, commit=True)
    assert [line.outcome for line in again.lines] == [Outcome.UNCHANGED]


async def handed_out(city: City, kind: Kind, form: Format) -> list[HandedOut]:
    return [each async for each in hand_out(city.store, city.personal, city.admin, kind, form)]


async def everything(city: City) -> None:
    """Bring something of every kind."""
    named = ENTRY | {"信息项": "姓名", "标识项": "是"}
    two = [named | {"资源代码": code, "资源名称": name} for code, name in ((FIRST, "低保信息"), (SECOND, "救助信息"))]
    assert (await run(city, Kind.ENTRIES, as_csv(FORMS[Kind.ENTRIES], *two))).written
    grant = GRANT | {"证照类型代码": TYPE, "可见照面字段": "名称;有效期限"}
    for kind, rows in {**ROWS, Kind.LICENSE_GRANTS: (grant,)}.items():
        done = await run(city, kind, as_csv(FORMS[kind], *rows))
        assert done.written, (kind, done.review.faults)


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
async def test_what_is_handed_out_is_imported_again_and_nothing_is_changed(city: City, form: Format) -> None:
    await everything(city)
    for kind in BROUGHT:
        (file,) = await handed_out(city, kind, form)
        again = await run(city, kind, file.content, commit=False)
        assert again.clean, (kind, again.review.faults)
        assert {each.outcome for each in again.lines} == {Outcome.UNCHANGED}, kind
        assert len(again.lines) == file.values >= len({tuple(row.items()) for row in ROWS[kind][:1]}), kind


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
async def test_what_an_earlier_release_kept_with_letters_that_act_is_handed_out_and_taken_again(
    city: City, form: Format
) -> None:
    await everything(city)
    acting = "甲\u202e乙\ufffe丙\u200b丁\a"
    scenario, scope = (city.personal.hidden(acting, of) for of in ("SharingRequest.scenario", "Grant.scope"))
    for text in (
        "MATCH (n:SharingRequest) SET n.scenarioCipher = $scenario",
        "MATCH (n:Grant) SET n.scopeCipher = $scope",
        "MATCH (n:System) SET n.summary = $acting",
        "MATCH (n:Library) SET n.summary = $acting",
    ):
        given = {"scenario": scenario, "scope": scope, "acting": acting}
        await city.store.write(lambda unit, text=text, given=given: unit.run(text, **given))  # type: ignore[misc]
    mended = {Kind.SYSTEMS, Kind.LIBRARIES}
    for kind in BROUGHT:
        (file,) = await handed_out(city, kind, form)
        again = await run(city, kind, file.content, commit=False)
        assert again.clean, (kind, again.review.faults)
        outcomes = {each.outcome for each in again.lines}
        assert outcomes - ({Outcome.CHANGED} if kind in mended else set()) <= {Outcome.UNCHANGED}, kind


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
async def test_a_list_on_which_nothing_stands_is_imported_again_and_one_without_a_name_of_its_columns_is_not(
    city: City, form: Format
) -> None:
    for kind in BROUGHT:
        names = FORMS[kind]
        again = await run(city, kind, filled.Filling(names, form).last().content())
        assert (again.clean, again.written, again.lines, again.values) == (True, True, (), 0), kind
        assert [hint.code for hint in again.review.hints] == [Code.FILE_EMPTY], kind
        fewer = replace(names, columns=tuple(each for each in names.columns if each.name != min(names.must)))
        wrong = await run(city, kind, filled.Filling(fewer, form).last().content())
        assert (wrong.clean, wrong.written) == (False, False), kind


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value)
async def test_a_list_that_no_file_holds_goes_on_in_another_with_a_value_of_its_own(
    city: City, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled, "ROWS", 3)
    others = [
        ENTRY | {"资源代码": f"307001340200/00002{number}", "资源名称": f"第{number}类登记信息"} for number in range(3)
    ]
    await run(city, Kind.ENTRIES, as_csv(FORMS[Kind.ENTRIES], *(row for other in others for row in (other, ITEM))))
    files = await handed_out(city, Kind.ENTRIES, form)
    assert [(each.values, each.rows) for each in files] == [(1, 2), (2, 4), (3, 6)]
    for file, other in zip(files, others, strict=True):
        again = await run(city, Kind.ENTRIES, file.content, commit=False)
        assert [(each.code, each.outcome) for each in again.lines] == [(other["资源代码"], Outcome.UNCHANGED)]


async def test_text_that_a_spreadsheet_takes_for_a_formula_stays_text(city: City) -> None:
    name = '=HYPERLINK("a")+救助'
    await run(city, Kind.SYSTEMS, as_csv(sources_sheet.SYSTEMS, SYSTEM | {"名称": name, "说明": "-1\n'@"}))
    (plain,) = await handed_out(city, Kind.SYSTEMS, Format.CSV)
    assert f"'{name}" in next(csv.reader(io.StringIO(plain.content.decode().splitlines()[2])))
    (book,) = await handed_out(city, Kind.SYSTEMS, Format.XLSX)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0] for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    for file in (plain, book):
        outcomes = [each.outcome for each in (await run(city, Kind.SYSTEMS, file.content, commit=False)).lines]
        assert outcomes == [Outcome.UNCHANGED, Outcome.UNCHANGED]


async def test_a_list_without_a_value_is_handed_out_as_the_names_of_its_columns(city: City) -> None:
    (file,) = await handed_out(city, Kind.LICENSE_GRANTS, Format.CSV)
    assert (file.values, file.rows) == (0, 0)
    assert file.content.decode("utf-8-sig").strip().split(",") == [
        each.name for each in FORMS[Kind.LICENSE_GRANTS].columns
    ]


async def test_only_an_administrator_is_given_a_list_and_the_journal_says_so(city: City) -> None:
    cataloguer = await city.actor("cataloguer")
    with pytest.raises(Forbidden):
        await anext(hand_out(city.store, city.personal, cataloguer, Kind.POSTS, Format.CSV))
    said = "MATCH (j:Journal {act: 'EXPORT'}) RETURN collect([j.about, j.subject])"
    assert await city.store.read(said) == []
    await handed_out(city, Kind.POSTS, Format.CSV)
    assert await city.store.read(said) == [["posts", city.admin.principal.subject]]


async def test_heads_and_contacts_are_on_file_by_name_and_others_say_how_they_sign_in(city: City) -> None:
    head = POST | {"岗位代码": "P-7", "岗位类型": "主要负责人", "人员标识": ""}
    assert (await run(city, Kind.POSTS, as_csv(organisation_sheet.POSTS, head))).written
    wrong = await run(city, Kind.POSTS, as_csv(organisation_sheet.POSTS, POST | {"人员标识": ""}))
    assert [(fault.code, fault.path) for fault in wrong.review.faults] == [("CELL_EMPTY", ("2", "人员标识"))]


async def test_a_table_with_the_columns_of_the_guide_and_no_others_is_read(city: City) -> None:
    """发改高技〔2017〕1272号 has no column for systems, libraries, bases, requirements, base items and identifiers."""
    row = {
        "信息资源代码": "307001340200/000009",
        "信息资源名称": "婚姻登记信息",
        "信息资源提供方": "芜湖市民政局",
        "提供方内部部门": "婚姻登记处",
        "信息资源提供方代码": CIVIL,
        "信息资源摘要": "结婚、离婚登记",
        "信息资源格式分类": "数据库",
        "信息资源格式类型": "mysql",
        "信息项名称": "公民身份号码",
        "数据类型": "字符型C",
        "数据长度": "18",
        "共享类型": "无条件共享",
        "共享条件": "",
        "共享方式分类": "共享平台",
        "共享方式类型": "接口",
        "是否向社会开放": "否",
        "开放条件": "",
        "更新周期": "每日",
        "发布日期": "2024-01-01",
        "关联资源代码": "",
    }
    content = io.StringIO()
    csv.writer(content).writerows([list(row), list(row.values())])
    done = await run(city, Kind.ENTRIES, content.getvalue().encode())
    assert (done.written, [each.message.zh for each in done.review.faults]) == (True, [])
    kinds = "MATCH (i:Item {resourceId: '307001340200/000009'}) RETURN collect([i.name, i.kind, i.length])"
    assert await city.store.read(kinds) == [["公民身份号码", "BUSINESS", 18]]


async def test_without_a_column_that_says_what_a_thing_has_to_have_a_table_is_refused(city: City) -> None:
    for kind, form in FORMS.items():
        for lacked in form.must:
            names = [column.name for column in form.columns if column.name != lacked]
            content = io.StringIO()
            csv.writer(content).writerows([names, ["1"] * len(names)])
            refused = await run(city, kind, content.getvalue().encode(), commit=False)
            assert any(each.code == "MISSING_COLUMN" and each.value == lacked for each in refused.review.faults), lacked
