"""Tables of lineage: between entries, systems, libraries and licence types, and between information items."""

from __future__ import annotations

from functools import partial

from graph.office.sheets.cells import Cells
from graph.office.sheets.forms import Column, Form, Parsed
from graph.office.sheets.rows import Table
from graph.office.sheets.typed import read_kind
from graph.schema.relations import DERIVES_FROM, ITEM_FROM
from graph.words.lineage import ItemLineageEdge, LineageEdge

# An item is named by two cells, the code of its entry and its own name, and has no code of its own.
_ENTRY = partial(Cells.code, needed=True)


def _published(cells: Cells, name: str, *, needed: bool) -> str:
    return cells.published(name, cells.line(name, needed=needed))


_ITEM = partial(_published, needed=True)
LINEAGE = Form(
    "lineage",
    (Column("下游", "downstream"), Column("上游", "upstream"), Column("规则", "rule")),
    kind=DERIVES_FROM,
)
ITEM_LINEAGE = Form(
    "item_lineage",
    (
        Column("下游资源", "downstream", by_hand=_ENTRY, blank=False, points=("Resource",)),
        Column("下游信息项", "downstream_item", by_hand=_ITEM, blank=False),
        Column("上游资源", "upstream", by_hand=_ENTRY, blank=False, points=("Resource",)),
        Column("上游信息项", "upstream_item", by_hand=_ITEM, blank=False),
        Column("规则", "rule"),
    ),
    kind=ITEM_FROM,
)


def read_lineage(table: Table) -> Parsed[LineageEdge]:
    """Read lineage between entries, systems, libraries and licence types."""
    return read_kind(table, LINEAGE, DERIVES_FROM, LineageEdge)


def read_item_lineage(table: Table) -> Parsed[ItemLineageEdge]:
    """Read lineage between information items."""
    return read_kind(table, ITEM_LINEAGE, ITEM_FROM, ItemLineageEdge)
