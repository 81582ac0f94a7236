"""The lists of what administrators bring, as far as the asker may know it: departments, systems, lineage.

* Their form is that of an import, which reads them again and finds them unchanged.
* The telephone of a department's contact is for those who see its people, and stands in no list.
* A relation is listed where the asker sees every entry that it joins.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.office.sheets.forms import Form
from graph.store.edges import Row
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.store.whole.reading import Page, pages_of
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.importing.batches import Asking
from graph.subjects.importing.table import KINDS
from graph.words.imports import Kind

_OF_PEOPLE: Final = frozenset({"phone"})
"""Fields that are for those who see the people of a department."""
_OF_ENTRIES: Final = frozenset({"Resource", "Item"})
"""Kinds that not everybody sees: an entry, and an item by the code of its entry."""


@dataclass(frozen=True, slots=True)
class TableListed:
    """Which of them is asked for."""

    list: Kind

    @property
    def about(self) -> str:
        """What the journal calls it."""
        return self.list.value


@dataclass(frozen=True, slots=True)
class Held:
    """What a list holds."""

    columns: Form
    pages: AsyncIterator[Sequence[object]]
    left_out: frozenset[str] = frozenset()
    """Fields whose columns it does not have."""


def table_held(view: View, personal: PersonalData, asked: TableListed) -> Held:
    """The columns of a list, and its pages in the order of ids."""
    listed = KINDS[asked.list]
    return Held(listed.form, _pages(view, personal, asked.list), listed.standing.left_out | _OF_PEOPLE)


async def _pages(view: View, personal: PersonalData, kind: Kind) -> AsyncIterator[Sequence[object]]:
    standing, asking = KINDS[kind].standing, Asking(view.store, personal, view.today)
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
