"""Legal bases, systems, libraries and consumers as tables."""

from __future__ import annotations

from graph.office.sheets.files import Table
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.typed import read_kind
from graph.schema.nodes import CONSUMER, LEGAL_BASIS, LIBRARY, SYSTEM
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library

LEGAL_BASES = Form(
    "legal_bases",
    (
        Column("代码", "code"),
        Column("类别", "kind"),
        Column("标题", "title"),
        Column("文号", "document"),
        Column("条款", "article"),
        Column("施行日期", "valid_from"),
        Column("废止日期", "valid_until"),
    ),
)
SYSTEMS = Form(
    "systems",
    (
        Column("代码", "code"),
        Column("名称", "name"),
        Column("运行部门代码", "operator"),
        Column("资金来源", "funding"),
        Column("等保级别", "protection_level"),
        Column("建设年份", "built"),
        Column("说明", "summary"),
    ),
)
LIBRARIES = Form(
    "libraries",
    (
        Column("代码", "code"),
        Column("政策", "policy"),
        Column("类别", "kind"),
        Column("名称", "name"),
        Column("牵头部门代码", "lead"),
        Column("说明", "summary"),
    ),
)
CONSUMERS = Form(
    "consumers",
    (
        Column("代码", "code"),
        Column("类别", "kind"),
        Column("名称", "name"),
        Column("统一社会信用代码", "uscc"),
        Column("所属部门代码", "department"),
        Column("系统代码", "system"),
        Column("合成", "synthetic", needed=False),
    ),
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
