"""Data elements: listed, joined and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import LiteralString

from graph.schema.nodes import DATA_ELEMENT
from graph.store.conditions import conditions_of
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.ranking import says
from graph.store.revisions import stamp
from graph.store.writing import row_of
from graph.words.elements import DataElement
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
_THERE: LiteralString = (
    "UNWIND $codes AS k MATCH (e:DataElement {id: k}) "
    "RETURN collect([k, e.name, e.dataType, e.length, e.standard, e.valueDomain, e.summary])"
)


async def write_elements(unit: Unit, values: Iterable[DataElement]) -> None:
    """Write data elements."""
    rows = [row_of(DATA_ELEMENT, each) | {"id": each.code} for each in values]
    await unit.run(_WRITE, rows=rows, touched=stamp(unit, "DataElement"))


async def elements_there(store: Store, codes: Iterable[str]) -> Mapping[str, DataElement]:
    """The data elements that stand under some codes."""
    found = await store.read(_THERE, codes=sorted(set(codes)))
    return {
        code: DataElement(code, name, DataType[kind], length, standard or "", domain or "", summary or "")
        for code, name, kind, length, standard, domain, summary in found
    }
