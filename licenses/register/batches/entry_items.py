"""The items of a catalogue entry as the graph has them, with those that the lineage of items joins to them (WHL-9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.office.references import NAMES
from graph.office.review import unknown_code
from graph.schema.nodes import ITEM, RESOURCE
from graph.store.edges import Row, by_id
from graph.store.view import View
from graph.subjects.entries import memory
from graph.words.entries import DataType, Item, ItemKind
from licenses.register.batches.entry_data import EntryItems


async def items_of_entry(view: View, code: str, fills: Mapping[str, str]) -> EntryItems:
    """Read the items of an entry.

    Args:
        view: What whoever asks sees, and the day.
        code: Of the entry.
        fills: What the department says that its items fill.

    Raises:
        Malformed: `UNKNOWN_CODE`; there is no such entry, or none that he sees.
    """
    (entry,) = await by_id(RESOURCE)(view, [code])
    if entry is None:
        raise unknown_code(NAMES["Resource"], code, ("entry",))
    (rows,) = await memory.items_of(view, [code])
    items = [_values(row) for row in rows]
    ids = [each["id"] for each in items]
    sources, uses = await memory.sources_of_item(view, ids), await memory.uses_of_item(view, ids)
    joined = {
        each["name"]: tuple(dict.fromkeys(_values(row)["name"] for row in (*above, *below)))
        for each, above, below in zip(items, sources, uses, strict=True)
    }
    return EntryItems(tuple(map(_item, items)), code, fills, joined)


def _values(row: Row) -> dict[str, Any]:
    return dict(zip(ITEM.names, row, strict=True))


def _item(values: Mapping[str, Any]) -> Item:
    return Item(
        seq=values["seq"],
        name=values["name"],
        data_type=DataType[values["dataType"]],
        length=values["length"],
        kind=ItemKind[values["kind"]],
        identifier=values["identifier"],
    )
