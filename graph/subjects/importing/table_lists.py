"""The lists of what administrators bring, as far as the asker may know it: departments, systems, lineage.

* Their form is that of an import, which reads them again and finds them unchanged.
* The telephone of a department's contact is for those who see its people, and stands in no list.
* Of what is queried as a list that list is narrowed by the conditions of its query; relations by nothing.
* A relation is listed where the asker sees every entry that it joins.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.office.sheets.forms import Form
from graph.store.edges import Row
from graph.store.listing import Listing
from graph.store.pages import Asked
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.store.whole.reading import Page, pages_of
from graph.subjects.elements import memory as elements_memory
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.importing.batches import Asking, Standing
from graph.subjects.importing.narrowing import as_said, conditions_named, narrowed
from graph.subjects.importing.table import KINDS
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.imports import Kind

PAGE: Final = 100
"""Things that are read at a time, where a list is narrowed."""
_OF_PEOPLE: Final = frozenset({"phone"})
"""Fields that are for those who see the people of a department."""
_OF_ENTRIES: Final = frozenset({"Resource", "Item"})
"""Kinds that not everybody sees: an entry, and an item by the code of its entry."""


@dataclass(frozen=True, slots=True)
class TableListed:
    """Which of them is asked for."""

    list: Kind
    by: Mapping[str, str] = field(default_factory=dict)
    """By what it is narrowed."""

    @property
    def about(self) -> str:
        """What the journal calls it."""
        return ":".join((self.list.value, *as_said(self.by)))


@dataclass(frozen=True, slots=True)
class Held:
    """What a list holds."""

    columns: Form
    pages: AsyncIterator[Sequence[object]]
    left_out: frozenset[str] = frozenset()
    """Fields whose columns it does not have."""


_LISTINGS: Final[Mapping[Kind, Listing]] = {
    Kind.DEPARTMENTS: organisation_memory.DEPARTMENTS,
    Kind.SYSTEMS: sources_memory.SYSTEMS,
    Kind.BASES: sources_memory.LEGAL_BASES,
    Kind.LIBRARIES: sources_memory.LIBRARIES,
    Kind.CONSUMERS: sources_memory.CONSUMERS,
    Kind.ELEMENTS: elements_memory.ELEMENTS,
    Kind.LICENSE_TYPES: licensing_memory.LICENSE_TYPES,
}
"""The lists of queries, all by code."""


def conditions_of(kind: Kind) -> tuple[str, ...]:
    """By what a list is narrowed."""
    return conditions_named(_LISTINGS[kind]) if kind in _LISTINGS else ()


def table_held(view: View, personal: PersonalData, asked: TableListed) -> Held:
    """The columns of a list, and its pages in the order of ids.

    Raises:
        Malformed: `UNKNOWN_TERM` or `DATE`, of what it is narrowed by.
    """
    listed, kind = KINDS[asked.list], asked.list
    found = narrowed(_LISTINGS[kind], asked.by) if any(asked.by.values()) else None
    asking = Asking(view.store, personal, view.today)
    pages = _pages(view, asking, listed.standing) if found is None else _found(view, asking, kind, found)
    return Held(listed.form, pages, listed.standing.left_out | _OF_PEOPLE)


async def _found(view: View, asking: Asking, kind: Kind, asked: Asked) -> AsyncIterator[Sequence[object]]:
    """What a filter finds, page by page."""
    under = KINDS[kind].standing.under
    assert under is not None  # noqa: S101 - what has a list are nodes
    async for ids in _LISTINGS[kind].ids(view, asked, "CODE", PAGE):
        there = await under(asking, ids)
        yield [there[each] for each in ids if each in there]


async def _pages(view: View, asking: Asking, standing: Standing) -> AsyncIterator[Sequence[object]]:
    async for page in pages_of(view.store, standing.parts):
        yield list(await standing.values(asking, await _seen(view, page)))


async def _seen(view: View, page: Page) -> Sequence[Row]:
    """The rows of a page of which the asker sees all entries that they join."""
    _, *ends = page.part.name.split(".")
    places = [place for place, kind in enumerate(ends) if kind in _OF_ENTRIES]
    if not places:
        return page.rows
    named = [[str(row[place]).partition("#")[0] for place in places] for row in page.rows]
    seen = await RESOURCES.these(view, sorted({code for codes in named for code in codes}), "[c.id]")
    return [row for row, codes in zip(page.rows, named, strict=True) if seen.keys() >= set(codes)]
