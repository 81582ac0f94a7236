"""The lists of a catalogue: what each holds, and its entries as an import would bring them.

* A list holds what is published and seen; a county's and a city's also what the departments below it provide.
* By sharing type there are three (WH-4): an entry whose items are shared otherwise than itself stands in those of both.
* By opening there is one; what is opened on a condition stands in it with its condition.
* What a department has asked for and does not have is a list of requests, and stands elsewhere (`sharing.lists`).
* What has to be shared comes out of systems that the public purse pays, where the city's row says so (WH-5, JZP 三.一);
  in 晋中 also what is made in the exercise of its powers and lies in no system.
* Base and business items are those of base libraries, where the row parts them (CZ-9, JI-19).
* An entry is listed whole, whichever of its items it is listed for; each says its own type.
* What a department has to collect is its part of the city's catalogue, where the row divides that (责任清单: JI-9).
* It is read page by page in the order of codes. Of related entries it names those that the asker sees.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.errors import Malformed, Text
from graph.law.policies import POLICIES, bound_by
from graph.law.policy import Policy
from graph.office.review import unknown_code
from graph.refusal_codes import Code
from graph.store.filters import together
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.entries.setting import entry_setting
from graph.subjects.organisation import memory as organisation_memory
from graph.words.catalogue_lists import CatalogueList
from graph.words.entries import EntryDraft, EntryState, ItemKind, OpeningType, SharingType
from graph.words.sources import Funding

PAGE = 100
"""Entries that are read at a time."""
_SHARED: Mapping[CatalogueList, SharingType] = {
    CatalogueList.UNCONDITIONAL: SharingType.UNCONDITIONAL,
    CatalogueList.CONDITIONAL: SharingType.CONDITIONAL,
    CatalogueList.REFUSED: SharingType.REFUSED,
}
_KINDS: Mapping[CatalogueList, ItemKind] = {
    CatalogueList.BASE_ITEMS: ItemKind.BASE,
    CatalogueList.BUSINESS_ITEMS: ItemKind.BUSINESS,
}
_ANYBODY = [each.name for each in Funding]
"""Whoever paid for a system: what comes out of none of these comes out of no system."""
_OPENED = (OpeningType.UNCONDITIONAL.name, OpeningType.CONDITIONAL.name)


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list is asked for."""

    list: CatalogueList
    below: str | None = None
    """USCC of the department whose list it is, with those below it; None = of all."""
    filtered: Asked | None = None
    """What has to hold of its entries besides."""
    said: str = ""
    """That in words."""

    @property
    def about(self) -> str:
        """What the journal calls it."""
        return ":".join(filter(None, (self.list.value, self.below, self.said)))

    def asked(self, on: date) -> Asked:
        """What stands on it, as the filter of entries says it."""
        held, more = asked_of(self.list, on), self.filtered.alternatives if self.filtered else None
        if more is None or held.alternatives is None:
            return held
        return Asked(together(held.alternatives, more, RESOURCES.merges))


def asked_of(which: CatalogueList, on: date) -> Asked:
    """What a list holds, as the filter of entries says it."""
    published = {"state": [EntryState.PUBLISHED.name]}
    match which:
        case CatalogueList.WHOLE | CatalogueList.DEMAND:  # what is asked for is published, whatever else it is
            return Asked((published,))
        case CatalogueList.UNCONDITIONAL | CatalogueList.CONDITIONAL | CatalogueList.REFUSED:
            shared = [_SHARED[which].name]
            return Asked((published | {"sharing": shared}, published | {"itemSharing": [shared]}))
        case CatalogueList.OPEN:
            return Asked((published | {"opening": list(_OPENED)},))
        case CatalogueList.MUST_SHARE:
            return Asked(tuple(published | each for each in _must_share(on)))
        case CatalogueList.BASE_ITEMS | CatalogueList.BUSINESS_ITEMS:
            parting = [
                row.id for row in _bound(on) if row.also_unconditional and row.also_unconditional.value.base_items
            ]
            return Asked((published | {"policyId": parting, "baseLibraryItems": [[_KINDS[which].name]]},))
        case CatalogueList.RESPONSIBILITY:
            return Asked((published | {"policyId": [row.id for row in _bound(on) if row.responsibility_list]},))


def _must_share(on: date) -> Iterator[dict[str, Any]]:
    """Of each policy what comes out of systems by who paid for them, and by their names files that no system has."""
    for row in _bound(on):
        if row.must_share is not None:
            own, said = {"policyId": [row.id]}, row.must_share.value
            yield own | {"systemFunding": [sorted(each.name for each in said.funding)]}
            yield from (own | {"nameContains": [power], "not_systemFunding": [_ANYBODY]} for power in said.powers)


def _bound(on: date) -> Iterator[Policy]:
    """The rows that bind on a day."""
    yield from (row for identity in POLICIES if (row := bound_by(identity, on)) is not None)


async def entries_listed(view: View, listed: Listed) -> AsyncIterator[Sequence[EntryDraft]]:
    """The entries of a list, page by page, as far as the asker sees them."""
    asked, start = listed.asked(view.today), None
    while True:
        wanted = Wanted("CODE", PAGE, start)
        if listed.below is None:
            page = await RESOURCES.page(view, asked, wanted, "[c.id]")
        else:
            (page,) = await RESOURCES.pages(view, "subtree", [listed.below], asked, wanted, "[c.id]")
        codes = [row[0] for _, row in page.rows]
        if codes:
            yield await _entries(view, codes)
        if not page.more:
            return
        start = (page.rows[-1][0], codes[-1])


async def _entries(view: View, codes: Sequence[str]) -> list[EntryDraft]:
    there = await entry_setting(view.store, view.today, codes=codes)
    drafts = []
    for code in codes:
        found = there.registered.get(code)
        if found is not None and found.state is EntryState.PUBLISHED:
            drafts.append(replace(entry_of(found.content), libraries=found.libraries))
    related = {code for draft in drafts for code in draft.related}
    seen = await RESOURCES.these(view, sorted(related), "[c.id]")
    return [replace(draft, related=tuple(code for code in draft.related if code in seen)) for draft in drafts]


async def begun(view: View, listed: Listed) -> None:
    """Let a list pass whose department is there; what is asked for, and has to be collected, is so by one.

    Raises:
        Malformed: `UNKNOWN_CODE`.
    """
    if listed.list.of_one and listed.below is None:
        raise Malformed(
            Text(f"{listed.list.zh}须以 of 注明部门", f"the list `{listed.list.value}` names its department by `of`"),
            code=Code.UNKNOWN_CODE,
            path=("of",),
        )
    if listed.below and not await organisation_memory.DEPARTMENTS.these(view, [listed.below], "[c.id]"):
        raise unknown_code(Text("部门", "department"), listed.below, ("of",))
