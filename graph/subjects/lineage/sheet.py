"""Tables of lineage: between entries, systems, libraries and licence types, and between information items."""

from __future__ import annotations

from graph.office.sheets.cells import Cells, Column, Form, Parsed, read_form
from graph.office.sheets.files import Table
from graph.words.lineage import ItemLineageEdge, LineageEdge

LINEAGE = Form("lineage", (Column("下游", "downstream"), Column("上游", "upstream"), Column("规则", "rule")))
ITEM_LINEAGE = Form(
    "item_lineage",
    (
        Column("下游资源", "downstream"),
        Column("下游信息项", "downstream_item"),
        Column("上游资源", "upstream"),
        Column("上游信息项", "upstream_item"),
        Column("规则", "rule"),
    ),
)


def read_lineage(table: Table) -> Parsed[LineageEdge]:
    """Read lineage between entries, systems, libraries and licence types."""
    return read_form(table, LINEAGE, _edge)


def read_item_lineage(table: Table) -> Parsed[ItemLineageEdge]:
    """Read lineage between information items."""
    return read_form(table, ITEM_LINEAGE, _item_edge)


def _edge(cells: Cells) -> LineageEdge:
    return LineageEdge(cells.code("下游", needed=True), cells.code("上游", needed=True), cells.text("规则"))


def _item_edge(cells: Cells) -> ItemLineageEdge:
    return ItemLineageEdge(
        cells.code("下游资源", needed=True),
        cells.text("下游信息项", needed=True),
        cells.code("上游资源", needed=True),
        cells.text("上游信息项", needed=True),
        cells.text("规则"),
    )
