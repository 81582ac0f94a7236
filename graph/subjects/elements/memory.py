"""Data elements: listed, joined and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.schema.nodes import DATA_ELEMENT
from graph.store.conditions import conditions_of
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.ranking import says
from graph.store.revisions import stamp
from graph.store.writing import row_of
from graph.subjects.organisation.binding import answering_for
from graph.words.elements import BoundItem, DataElement
from graph.words.entries import DataType

ELEMENTS = Listing(
    DATA_ELEMENT,
    conditions=conditions_of(DATA_ELEMENT),
    orders={"CODE": Order("c.id"), "NAME": Order("c.nameKey")},
    sayings=says("c.name", "c.nameKey", words="coalesce(c.standard, '') + ' ' + coalesce(c.summary, '')"),
)
_ENTERED: tuple[LiteralString, ...] = tuple([each.name for each in DATA_ELEMENT.entered])
_WRITE: LiteralString = (
    "UNWIND $rows AS row MERGE (e:DataElement {id: row.id}) "
    f"SET {DATA_ELEMENT.assigned('e', 'row', _ENTERED)}, e.touched = $touched"
)
_ELEMENT: LiteralString = "e.id, e.name, e.dataType, e.length, e.standard, e.valueDomain, e.summary"
_THERE: LiteralString = f"UNWIND $codes AS k MATCH (e:DataElement {{id: k}}) RETURN collect([{_ELEMENT}])"
_COMPARED: LiteralString = (
    "UNWIND $rows AS row MATCH (e:DataElement {id: row.id}) "
    "WITH e, e.name <> row.name OR e.dataType <> row.dataType OR coalesce(e.length, 0) <> coalesce(row.length, 0) "
    f"AS changes RETURN collect([[{_ELEMENT}], CASE WHEN changes THEN COLLECT {{ "
    "MATCH (i:Item {elementId: e.id})<-[:HAS_ITEM]-(r:Resource) WHERE r.state = 'PUBLISHED' "
    f"RETURN [r.id, i.name, i.dataType, i.length, {answering_for('(:Department {id: r.providerId})', '$on')}] "
    "ORDER BY r.id, i.seq } ELSE [] END])"
)
"""What stands under some codes, and of what will be another the items that bind to it."""


async def write_elements(unit: Unit, values: Iterable[DataElement]) -> None:
    """Write data elements."""
    rows = [row_of(DATA_ELEMENT, each) | {"id": each.code} for each in values]
    await unit.run(_WRITE, rows=rows, touched=stamp(unit, "DataElement"))


async def elements_there(store: Store, codes: Iterable[str]) -> Mapping[str, DataElement]:
    """The data elements that stand under some codes."""
    found = await store.read(_THERE, codes=sorted(set(codes)))
    return {row[0]: _element(row) for row in found}


@dataclass(frozen=True, slots=True)
class Compared:
    """What a batch of elements is compared with."""

    there: Mapping[str, DataElement]
    """What stands under its codes."""
    bound: Mapping[str, tuple[BoundItem, ...]]
    """Of those that it changes in what items are compared with: the published items that bind to them."""


async def compared(store: Store, values: Iterable[DataElement], on: date) -> Compared:
    """Read what a batch is compared with, in one statement.

    Args:
        store: The graph.
        values: The batch.
        on: The day on which a department answers for its entries.
    """
    rows = [row_of(DATA_ELEMENT, each) | {"id": each.code} for each in values]
    found = await store.read(_COMPARED, rows=rows, on=on.isoformat())
    there = {row[0]: _element(row) for row, _ in found}
    return Compared(there, {row[0]: tuple(map(_bound, items)) for row, items in found})


def _element(row: Row) -> DataElement:
    code, name, kind, length, standard, domain, summary = row
    return DataElement(code, name, DataType[kind], length, standard or "", domain or "", summary or "")


def _bound(row: Row) -> BoundItem:
    entry, name, kind, length, department = row
    return BoundItem(entry, name, DataType[kind], length, department)
