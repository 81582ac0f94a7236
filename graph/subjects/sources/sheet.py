"""Legal bases, systems, libraries and consumers as tables."""

from __future__ import annotations

from graph.office.sheets.cells import Cells, Column, Form, Parsed, read_form
from graph.office.sheets.files import Table
from graph.words.sources import (
    BasisKind,
    Consumer,
    ConsumerKind,
    Funding,
    InformationSystem,
    LegalBasis,
    Library,
    LibraryKind,
)

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
    return read_form(table, LEGAL_BASES, _legal_basis)


def read_systems(table: Table) -> Parsed[InformationSystem]:
    """Read information systems."""
    return read_form(table, SYSTEMS, _system)


def read_libraries(table: Table) -> Parsed[Library]:
    """Read libraries."""
    return read_form(table, LIBRARIES, _library)


def read_consumers(table: Table) -> Parsed[Consumer]:
    """Read consumers."""
    return read_form(table, CONSUMERS, _consumer)


def _legal_basis(cells: Cells) -> LegalBasis:
    return LegalBasis(
        code=cells.code("代码", needed=True),
        kind=cells.term("类别", BasisKind),
        title=cells.text("标题", needed=True),
        document=cells.text("文号"),
        article=cells.text("条款"),
        valid_from=cells.day("施行日期"),
        valid_until=cells.day("废止日期"),
    )


def _system(cells: Cells) -> InformationSystem:
    return InformationSystem(
        code=cells.code("代码", needed=True),
        name=cells.text("名称", needed=True),
        operator=cells.code("运行部门代码", needed=True, upper=True),
        funding=cells.term("资金来源", Funding),
        protection_level=cells.number("等保级别", 1, 5),
        built=cells.number("建设年份", 1980, 2100),
        summary=cells.text("说明"),
    )


def _library(cells: Cells) -> Library:
    return Library(
        code=cells.code("代码", needed=True),
        policy=cells.code("政策", needed=True, upper=True),
        kind=cells.term("类别", LibraryKind),
        name=cells.text("名称", needed=True),
        lead=cells.code("牵头部门代码", upper=True) or None,
        summary=cells.text("说明"),
    )


def _consumer(cells: Cells) -> Consumer:
    return Consumer(
        code=cells.code("代码", needed=True),
        kind=cells.term("类别", ConsumerKind),
        name=cells.text("名称", needed=True),
        uscc=cells.code("统一社会信用代码", upper=True),
        department=cells.code("所属部门代码", upper=True) or None,
        system=cells.code("系统代码") or None,
        synthetic=cells.flag("合成"),
    )
