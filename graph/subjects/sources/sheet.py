"""Legal bases, systems, libraries and consumers as tables."""

from __future__ import annotations

from graph.law.policies import POLICIES
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.nodes import CONSUMER, LEGAL_BASIS, LIBRARY, SYSTEM
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library

LEGAL_BASES = Form(
    "legal_bases",
    (
        Column("代码", "code", also=("依据代码", "编号")),
        Column("类别", "kind"),
        Column("标题", "title", also=("依据名称", "法规名称", "文件名称", "名称")),
        Column("文号", "document", also=("发文字号", "文件编号")),
        Column("条款", "article", also=("条文",)),
        Column("施行日期", "valid_from", also=("生效日期", "实施日期")),
        Column("废止日期", "valid_until", also=("失效日期",)),
    ),
    kind=LEGAL_BASIS,
)
SYSTEMS = Form(
    "systems",
    (
        Column("代码", "code", also=("系统代码", "系统编号", "系统编码")),
        Column("名称", "name", also=("系统名称", "信息系统名称")),
        Column("运行部门代码", "operator", beside=("运行部门", "运行单位", "主管部门", "建设单位")),
        Column("资金来源", "funding"),
        Column("等保级别", "protection_level", also=("等级保护级别", "安全保护等级")),
        Column("建设年份", "built", also=("建成年份", "上线年份")),
        Column("说明", "summary", also=("备注", "系统说明")),
    ),
    kind=SYSTEM,
)
LIBRARIES = Form(
    "libraries",
    (
        Column("代码", "code", also=("资源库代码", "库代码")),
        Column("政策", "policy", choices=tuple(POLICIES)),
        Column("类别", "kind"),
        Column("名称", "name", also=("资源库名称", "库名称")),
        Column("牵头部门代码", "lead", beside=("牵头部门", "牵头单位")),
        Column("说明", "summary", also=("备注",)),
    ),
    kind=LIBRARY,
)
CONSUMERS = Form(
    "consumers",
    (
        Column("代码", "code"),
        Column("类别", "kind"),
        Column("名称", "name", also=("使用方名称", "用证单位名称")),
        Column("统一社会信用代码", "uscc"),
        Column("所属部门代码", "department", beside=("所属部门",)),
        Column("系统代码", "system", beside=("系统名称",)),
        Column("起", "valid_from", needed=False, also=("启用日期", "起始日期")),
        Column("止", "valid_until", needed=False, also=("停用日期", "终止日期")),
        Column("合成", "synthetic", needed=False),
    ),
    kind=CONSUMER,
)


def read_legal_bases(table: Table) -> Parsed[LegalBasis]:
    """Read legal bases."""
    return read_kind(table, LEGAL_BASES, LEGAL_BASIS, LegalBasis)


def read_systems(table: Table) -> Parsed[InformationSystem]:
    """Read information systems."""
    return read_kind(table, SYSTEMS, SYSTEM, InformationSystem)


def read_libraries(table: Table) -> Parsed[Library]:
    """Read libraries."""
    return read_kind(table, LIBRARIES, LIBRARY, Library)


def read_consumers(table: Table) -> Parsed[Consumer]:
    """Read consumers."""
    return read_kind(table, CONSUMERS, CONSUMER, Consumer)
