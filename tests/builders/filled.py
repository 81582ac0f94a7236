"""A thing of each importable kind of which every cell is filled that can be, in the city of `builders.city`."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence

from builders import catalogue as build
from builders import office
from builders.city import CITY, CIVIL, HEALTH, OLD, City, uscc
from builders.papers import PAPER, REVIEWED

from graph.law.policies import policy
from graph.office.sheets.forms import Column
from graph.subjects.elements.desk import add_elements
from graph.subjects.entries.rules.release import points_of
from graph.subjects.importing.desk import Imported, import_file
from graph.subjects.importing.table import FORMS
from graph.subjects.licensing.defining import write_types
from graph.subjects.organisation.desk import Organisation, establish
from graph.words.elements import DataElement
from graph.words.entries import DataType
from graph.words.entry_cases import Reviewed
from graph.words.imports import Kind

BUREAU = uscc(60, "140700")
FIRST, SECOND = "307001340200/000011", "307001340200/000012"
GRANTED, TYPE = "1110000000001315XW001", f"{CIVIL}001"
FACE = {"字段键": "KZ_MC", "字段名称": "名称", "字段类型": "文本", "必填": "是", "个人信息": "是"}
REQUEST = {
    "申请编号": "Q-1", "使用部门": "卫生健康委员会", "资源名称": "低保信息", "提供部门": "民政局",
    "使用方代码": "USE-1", "资源代码": FIRST, "用途类别": "数据校核", "用途说明": "核对身份",
    "应用场景": "办理救助", "依据代码": "LAW-1", "依据": "《社会救助暂行办法》", "履职依据": "社会救助职责",
    "业务需求": "核对申请人", "申请信息项": "姓名;住址", "申请日期": "2026-02-01", "状态": "已授权",
    "答复日期": "2026-02-05", "拒绝理由": "住址一项不予提供", "共享范围": "限本部门", "决定文号": "芜政办〔2026〕1号",
    "决定日期": "2026-02-04",
}  # fmt: skip
FULL: Mapping[Kind, Sequence[Mapping[str, str]]] = {
    Kind.DIVISIONS: ({"代码": "340281", "名称": "无为市", "级别": "区县", "上级": "340200"},),
    Kind.DEPARTMENTS: (
        {
            "代码": uscc(55), "名称": "芜湖市新局", "简称": "新局", "级别": "地市", "类别": "部门", "上级代码": CITY,
            "区划代码": "340200", "负责人": "王某", "联系人": "李某", "联系电话": "0553-3831234", "起": "2024-01-01",
            "止": "2030-01-01", "政策": "JI", "不适用政策": "WH", "合成": "是",
        },
    ),
    Kind.POSTS: (
        {
            "岗位代码": "P-7", "岗位": "专员", "岗位类型": "电子证照专员", "人员标识": "wang", "姓名": "王某",
            "部门代码": CIVIL, "起": "2024-01-01", "止": "2030-01-01", "报备日期": "2026-01-05",
        },
    ),
    Kind.SUCCESSIONS: ({"前身代码": OLD, "后继代码": HEALTH, "日期": "2019-03-01", "方式": "合并"},),
    Kind.SYSTEMS: (
        {
            "代码": "SYS-2", "名称": "婚姻登记系统", "运行部门代码": CIVIL, "资金来源": "市级财政", "等保级别": "3",
            "建设年份": "2014", "说明": "全市通用",
        },
    ),
    Kind.BASES: (
        {
            "代码": "LAW-9", "类别": "法律", "标题": "婚姻法", "文号": "主席令第四十五号", "条款": "第七条",
            "施行日期": "2021-01-01", "废止日期": "2030-01-01",
        },
    ),
    Kind.LIBRARIES: (
        {
            "代码": "WH-T09", "政策": "WH", "类别": "主题", "名称": "婚姻主题库", "牵头部门代码": CIVIL,
            "说明": "婚姻登记",
        },
    ),
    Kind.CONSUMERS: (
        {
            "代码": "USE-9", "类别": "企业", "名称": "某银行", "统一社会信用代码": uscc(77), "所属部门代码": CIVIL,
            "系统代码": "SYS-1", "起": "2024-01-01", "止": "2030-01-01", "合成": "是",
        },
    ),
    Kind.ELEMENTS: (
        {
            "数据元代码": "DE-1", "数据元名称": "公民身份号码", "数据类型": "字符型C", "长度": "18", "出处": "GB 11643",
            "值域": "17位数字和1位校验码", "说明": "公民终身不变的号码",
        },
    ),
    Kind.ENTRIES: (
        {
            "资源代码": "307001340200/000001", "资源名称": "婚姻登记信息", "提供方代码": CIVIL,
            "内部部门": "社会事务科",
            "摘要": "结婚、离婚登记", "格式分类": "数据库", "格式类型": "mysql", "共享类型": "有条件",
            "共享条件": "仅用于核验", "共享方式分类": "共享平台", "共享方式类型": "接口", "开放类型": "有条件",
            "开放条件": "经申请", "开放方式": "文件下载", "其他格式": "分区表", "接口规范说明": "REST，见平台",
            "共享范围": "本市政务部门", "具体用途": "行政依据",
            "更新周期": "每日", "发布日期": "2024-01-01", "关联资源代码": FIRST,
            "使用要求": "不得转授", "依据": "LAW-1", "来源系统": "SYS-1", "资源库": "LIB-1", "涉密": "否",
            "涉及事项": "行政许可", "相关单位代码": CIVIL, "管控参数": "是",
            "要求安全协议": "是", "信息项": "公民身份号码", "数据类型": "C", "长度": "18", "项类别": "基础",
            "标识项": "是", "项说明": "18位", "项共享类型": "不予", "项开放类型": "不予", "数据元代码": "DE-9",
        },
        {"信息项": "登记日期", "数据类型": "D", "项类别": "业务", "项开放类型": "不予"},
        # In 晋中 only somebody answers in a provider's place, and something is for some departments alone.
        {
            "资源代码": "307001140700/000001", "资源名称": "处罚案件信息", "提供方代码": BUREAU, "摘要": "处罚决定书",
            "格式分类": "数据库", "格式类型": "mysql", "共享类型": "有条件", "共享条件": "仅用于核验",
            "共享方式分类": "共享平台", "共享方式类型": "接口", "开放类型": "不予", "更新周期": "每日",
            "授权代理方代码": CIVIL, "专用部门代码": CIVIL, "信息项": "决定书文号", "数据类型": "C", "长度": "60",
            "项类别": "业务",
        },
    ),
    Kind.MEMBERSHIPS: ({"资源代码": FIRST, "资源库": "LIB-1"},),
    Kind.LINEAGE: ({"下游": FIRST, "上游": SECOND, "规则": "按证件号码归集"},),
    Kind.ITEM_LINEAGE: (
        {"下游资源": FIRST, "下游信息项": "姓名", "上游资源": SECOND, "上游信息项": "姓名", "规则": "归集"},
    ),
    Kind.REQUESTS: (REQUEST,),
    Kind.GRANTS: (
        {
            "申请编号": "Q-1", "使用方代码": "USE-1", "资源代码": FIRST, "用途类别": "数据校核", "用途说明": "核对身份",
            "授权信息项": "姓名", "共享范围": "限本部门履职使用", "共享方式类型": "接口", "起": "2026-02-05",
            "止": "2026-12-31", "要求安全协议": "是", "协议提交日期": "2026-02-06", "协议摘要": "0f" * 32,
            "状态": "数据已销毁", "终止日期": "2026-02-15", "终止方式": "收回使用权", "终止原因": "超出用途使用",
            "销毁日期": "2026-02-18", "销毁情况": "已删除全部副本",
        },
    ),
    Kind.LICENSE_TYPES: (
        {
            "类型代码": TYPE, "名称": "社会团体法人登记证书", "定义机关名称": "民政局", "定义机关代码": CIVIL,
            "定义机关级别": "地市", "持证主体类别": "法人和其他组织", "有效期": "5年", "颁发机构级别": "地市",
            "证件类别": "证件", "关联事项名称": "社会团体成立登记", "关联事项代码": "SX-1", "版式": "登记证书",
            "主色": "#7B2D26", "有照片": "否", "横竖": "横", "编号格式": "{USCC}", "合成": "是", "说明": "社会组织",
            "持证人数": "1", "生效日期": "2020-01-01", "废止日期": "2040-01-01", "草案": "否", **FACE,
            "含义": "持证主体名称", "第几持证主体": "0",
        },
        FACE | {"字段键": "KZ_YXQX", "字段名称": "有效期限", "含义": "有效期限", "第几持证主体": "1"},
    ),
    Kind.ENTITLEMENTS: (
        {"类型代码": GRANTED, "颁发机构代码": CIVIL, "起": "2020-01-01", "止": "2021-01-01", "授权依据": "条例"},
    ),
    Kind.LICENSE_GRANTS: (
        {
            "授权编号": "G-1", "使用方代码": "USE-1", "证照类型代码": GRANTED, "使用场所": "市民中心",
            "使用场景": "办理提取", "事项名称": "公积金提取", "事项代码": "GJJ-01", "可见照面字段": "KZ_XM;KZ_DJRQ",
            "每日限额": "200", "起": "2026-01-01", "止": "2026-12-31", "依据": "授权书第1号",
        },
    ),
}  # fmt: skip
"""A thing of each kind of which every cell that can be filled is."""


def table(columns: Collection[Column], rows: Sequence[Mapping[str, str]]) -> bytes:
    made = io.StringIO()
    names = [column.name for column in columns]
    csv.writer(made).writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    return made.getvalue().encode()


BOTH = (*REVIEWED, *(Reviewed(point, "已审查") for point in points_of(policy("JZ"))))
"""The review before release of the entries, which are of two cities."""


async def brought(city: City, kind: Kind, content: bytes, *, commit: bool = False) -> Imported:
    return await import_file(
        city.store, city.personal, city.admin, kind, content, commit=commit, paper=PAPER, reviewed=BOTH
    )


async def filled(city: City, kind: Kind, rows: Sequence[Mapping[str, str]]) -> None:
    """Bring things of which every cell is filled, after what they point to."""
    await pointed_to(city, kind)
    found = await brought(city, kind, table(FORMS[kind].columns, rows), commit=True)
    assert [fault.message.zh for fault in found.review.faults] == []


async def pointed_to(city: City, kind: Kind) -> None:
    """Bring what things of a kind point to."""
    if kind in (Kind.ENTITLEMENTS, Kind.LICENSE_GRANTS):
        await city.store.write(lambda unit: write_types(unit, [office.kind(GRANTED, "结婚登记证明")]))
    if kind is Kind.ENTRIES:
        bureau = build.department(BUREAU, "晋中市市场监督管理局", policy="JZ")
        await establish(city.store, Organisation(departments=(bureau,)), city.personal, city.admin)
        await add_elements(city.store, [DataElement("DE-9", "公民身份号码", DataType.CHARACTER, 18)], city.admin)
    if kind in (Kind.ENTRIES, Kind.MEMBERSHIPS, Kind.LINEAGE, Kind.ITEM_LINEAGE, Kind.REQUESTS, Kind.GRANTS):
        await build.add_entries(city.store, build.entry(FIRST, "低保信息"), build.entry(SECOND, "救助信息"))
    if kind is Kind.GRANTS:
        form = FORMS[Kind.REQUESTS]
        assert (await brought(city, Kind.REQUESTS, table(form.columns, [REQUEST]), commit=True)).written
