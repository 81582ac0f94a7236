"""An edge between information items as statements tell it: both ends with what they hold, and how."""

from __future__ import annotations

from typing import LiteralString

from graph.store.edges import Row
from graph.words.entries import DataType
from graph.words.lineage import ItemForm, ItemLineageEdge, StandingItemEdge

ITEM_EDGE: LiteralString = (
    "[a.resourceId, a.name, a.dataType, a.length, b.resourceId, b.name, b.dataType, b.length, coalesce(e.rule, '')]"
)
"""Of `(a:Item)-[e:ITEM_FROM]->(b:Item)`."""


def edge_of(row: Row) -> StandingItemEdge:
    """The edge that a row tells."""
    low, low_item, low_type, low_length, high, high_item, high_type, high_length, rule = row
    return StandingItemEdge(
        ItemLineageEdge(low, low_item, high, high_item, rule),
        ItemForm(DataType[low_type], low_length),
        ItemForm(DataType[high_type], high_length),
    )
