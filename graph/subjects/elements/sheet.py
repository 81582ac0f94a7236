"""Data elements as a table."""

from __future__ import annotations

from graph.office.sheets.data_types import DATA_TYPES, data_type, written
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.nodes import DATA_ELEMENT
from graph.words.elements import DataElement

ELEMENTS = Form(
    "elements",
    (
        Column("数据元代码", "code", also=("数据元标识符", "标识符", "内部标识符")),
        Column("数据元名称", "name", also=("中文名称",)),
        Column(
            "数据类型",
            "data_type",
            by_hand=data_type,
            also=("表示类型",),
            choices=DATA_TYPES,
            blank=False,
            said=written,
        ),
        Column("长度", "length", also=("数据长度",)),
        Column("出处", "standard", also=("依据标准", "标准号")),
        Column("值域", "value_domain", also=("允许值",)),
        Column("说明", "summary", also=("定义", "备注")),
    ),
    kind=DATA_ELEMENT,
)


def read_elements(table: Table) -> Parsed[DataElement]:
    """Read data elements."""
    return read_kind(table, ELEMENTS, DATA_ELEMENT, DataElement)
