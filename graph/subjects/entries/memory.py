"""Catalogue entries as they are read: their lists, and the edges that lead away from them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, LiteralString

from graph.schema.nodes import (
    CONSUMER,
    ENTRY_VERSION,
    ITEM,
    LEGAL_BASIS,
    LIBRARY,
    LICENSE_TYPE,
    OBJECTION,
    RESOURCE,
    SYSTEM,
    use_seen,
)
from graph.store import trying
from graph.store.conditions import Condition, Given, conditions_of, facets_of
from graph.store.edges import Row, to_many, value_of
from graph.store.engine import Store, Unit
from graph.store.list_texts import MOST_COUNTED
from graph.store.listing import Listing
from graph.store.ordering import BY_RELEVANCE, Order
from graph.store.pages import Asked, Wanted
from graph.store.ranking import says
from graph.store.view import View
from graph.subjects.objections.memory import OPEN
from graph.subjects.organisation.binding import policy_of
from graph.words.entries import ItemKind, SharingType
from graph.words.marking import Highlight, Place, Suggestion, SuggestionKind, meant, met
from graph.words.sharing_cases import SharingState
from graph.words.sources import Funding

ITEM_NAMES: LiteralString = "COLLECT { MATCH (c)-[:HAS_ITEM]->(i:Item) RETURN i.name }"
ITEM_SHARING: LiteralString = (
    "COLLECT { MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE i.sharing IS NOT NULL RETURN DISTINCT i.sharing }"
)
PAID_BY: LiteralString = "COLLECT { MATCH (c)-[:FROM_SYSTEM]->(s:System) RETURN s.funding }"
BASE_LIBRARY_ITEMS: LiteralString = (
    "COLLECT { MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE EXISTS { MATCH (c)-[:IN_LIBRARY]->(l:Library {kind: 'BASE'}) "
    "WHERE l.policyId = c.policyId } RETURN DISTINCT i.kind }"
)
RESOURCES = Listing(
    RESOURCE,
    conditions=conditions_of(
        RESOURCE,
        Condition(
            "itemName",
            "every",
            "all(g IN f.itemName WHERE EXISTS { MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE i.name IN g })",
            "all(g IN f.not_itemName WHERE NOT EXISTS { MATCH (c)-[:HAS_ITEM]->(i:Item) WHERE i.name IN g })",
            "every",
            field="item_name",
            said="Has an item with one of these names (信息项名称).",
            given=Given.GROUP,
            behind="libraryIds",
            trial=trying.any_of(ITEM_NAMES, many=True),
        ),
        Condition(
            "itemSharing",
            "every",
            f"all(g IN f.itemSharing WHERE any(x IN {ITEM_SHARING} WHERE x IN g))",
            f"all(g IN f.not_itemSharing WHERE none(x IN {ITEM_SHARING} WHERE x IN g))",
            "every",
            field="item_sharing",
            said="Has an item with one of these sharing types of its own (信息项共享类型).",
            of=SharingType,
            given=Given.GROUP,
            behind="libraryIds",
            trial=trying.any_of(ITEM_SHARING),
        ),
        Condition(
            "systemFunding",
            "every",
            f"all(g IN f.systemFunding WHERE any(x IN {PAID_BY} WHERE x IN g))",
            f"all(g IN f.not_systemFunding WHERE none(x IN {PAID_BY} WHERE x IN g))",
            "every",
            field="system_funding",
            said="Comes out of a system that was paid for by one of these (来源系统资金来源: WH-5, JZP-3.1).",
            of=Funding,
            given=Given.GROUP,
            behind="libraryIds",
            trial=trying.any_of(PAID_BY),
        ),
        Condition(
            "baseLibraryItems",
            "every",
            f"all(g IN f.baseLibraryItems WHERE any(x IN {BASE_LIBRARY_ITEMS} WHERE x IN g))",
            f"all(g IN f.not_baseLibraryItems WHERE none(x IN {BASE_LIBRARY_ITEMS} WHERE x IN g))",
            "every",
            field="base_library_items",
            said="Lies in a base library and has items of these kinds (基础信息项、业务信息项: CZ-9.1, JI-19.2).",
            of=ItemKind,
            given=Given.GROUP,
            behind="libraryIds",
            trial=trying.any_of(BASE_LIBRARY_ITEMS),
        ),
    ),
    orders={
        "CODE": Order("c.id"),
        "NAME": Order("c.nameKey"),
        "PUBLISHED": Order("c.publishedKey", descending=True),
        "RECORDED": Order("c.recordedKey", descending=True),
        "RELEVANCE": BY_RELEVANCE,
    },
    sayings=says(
        "c.name",
        "c.nameKey",
        words="c.summary",
        around="COLLECT { MATCH (c)-[:PROVIDED_BY]->(d:Department) UNWIND [d.name, d.shortName] AS n RETURN n } "
        "+ COLLECT { MATCH (c)-[:IN_LIBRARY]->(l:Library) RETURN l.name } "
        "+ COLLECT { MATCH (c)<-[:DERIVES_FROM]-(t:LicenseType) RETURN t.name }",
        parts=ITEM_NAMES,
    ),
    parents={
        "department": "(p:Department {id: k})<-[:PROVIDED_BY]-(c:Resource)",
        "subtree": "(p:Department {id: k})<-[:CHILD_OF*0..8]-(:Department)<-[:PROVIDED_BY]-(c:Resource)",
        "library": "(p:Library {id: k})<-[:IN_LIBRARY]-(c:Resource)",
        "basis": "(p:LegalBasis {id: k})<-[:RESTS_ON]-(c:Resource)",
        "system": "(p:System {id: k})<-[:FROM_SYSTEM]-(c:Resource)",
        "element": "(p:DataElement {id: k}) MATCH (:Item {elementId: k})<-[:HAS_ITEM]-(c:Resource)",
        "consumer": "(p:Consumer {id: k})<-[:GRANTED_TO]-(g:Grant)-[:COVERS]->(c:Resource)",
    },
    holding={"consumer": use_seen("g")},
    repeating=("consumer", "element"),
    facets=facets_of(RESOURCE),
)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many entries have one value of a column."""

    column: str
    value: str
    count: int
    called: str | None
    """Name of what the value refers to; None where it refers to nothing, or to what is not there."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What is found, counted by one column."""

    column: str
    """`sharing`, `providerId`: as the graph names it."""
    counts: tuple[FacetCount, ...]
    """Largest first."""
    partial: bool
    """Whether there are more values."""


_PLACES = tuple(Place)
_ALIKE = 3
"""Of information items and the like at most so many of an entry are shown."""
_ASKED = 10
"""Entries that suggestions are made from."""
_SHOWN = 5
"""Suggestions at most."""
_SAID: LiteralString = (
    f"UNWIND $codes AS k MATCH (c:Resource {{id: k}}) WHERE {RESOURCE.sees('c')} RETURN collect([c.id, c.name, "
    "COLLECT { MATCH (c)-[:HAS_ITEM]->(i:Item) RETURN i.name ORDER BY i.seq }, "
    "[COLLECT { MATCH (c)-[:PROVIDED_BY]->(d:Department) RETURN d.name }, "
    "COLLECT { MATCH (c)-[:IN_LIBRARY]->(l:Library) RETURN l.name ORDER BY l.id }, "
    "COLLECT { MATCH (c)<-[:DERIVES_FROM]-(t:LicenseType) RETURN t.name ORDER BY t.id }], coalesce(c.summary, '')])"
)


async def facets(view: View, asked: Asked) -> list[Facet]:
    """Count the entries that are asked for by each column that has facets, each without what was chosen of it."""
    counted = await RESOURCES.facet_counts(view, asked)
    return [
        Facet(column, tuple(FacetCount(column, *each) for each in counts[:MOST_COUNTED]), len(counts) > MOST_COUNTED)
        for column, counts in counted.items()
    ]


async def highlights(view: View, asked: Asked, codes: Sequence[str]) -> list[Highlight]:
    """Where some of the entries that a search has found meet it: of each what weighs most first."""
    if (met_by := await RESOURCES.met(view, asked)) is None or not codes:
        return []
    said = {row[0]: row for row in await view.read(_SAID, codes=list(codes))}
    return [each for code in codes if code in said for each in _highlights(met_by.words, *said[code])]


async def suggestions(view: View, asked: Asked) -> list[Suggestion]:
    """What might be asked for instead: what was meant, where it is met loosely only; else names that hold it.

    They are made from the first entries that the asker sees, and from nothing else.
    """
    if (met_by := await RESOURCES.met(view, asked)) is None or asked.search is None:
        return []
    rows = (await RESOURCES.page(view, Asked(search=asked.search), Wanted("RELEVANCE", _ASKED), "[c.id, c.name]")).rows
    names = list(dict.fromkeys(name for _, (_, name) in rows))
    if met_by.exact:
        return [Suggestion(name, SuggestionKind.COMPLETION) for name in names if met(name, [met_by.words[0]])][:_SHOWN]
    corrected = meant(asked.search, names)
    return [Suggestion(corrected, SuggestionKind.CORRECTION)] if corrected else []


def _highlights(
    words: Sequence[str], code: str, name: str, items: list[str], around: list[list[str]], summary: str
) -> Iterator[Highlight]:
    said = zip(_PLACES, [[name], items, *around, [summary], [code]], strict=True)
    for place, texts in said:
        found = [each for text in texts if (each := met(text, words))]
        yield from (Highlight(code, place, each.text, each.marks) for each in found[:_ALIKE])


items_of = to_many("Resource", ITEM, "(p)-[:HAS_ITEM]->(c:Item)", "c.seq", guarded=False)
libraries_of = to_many("Resource", LIBRARY, "(p)-[:IN_LIBRARY]->(c:Library)")
systems_of = to_many("Resource", SYSTEM, "(p)-[:FROM_SYSTEM]->(c:System)")
bases_of = to_many("Resource", LEGAL_BASIS, "(p)-[:RESTS_ON]->(c:LegalBasis)")
related_of = to_many("Resource", RESOURCE, "(p)-[:RELATED_TO]->(c:Resource)")
consumers_of = to_many(
    "Resource",
    CONSUMER,
    "(p)<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(c:Consumer)",
    also=use_seen("g"),
    distinct=True,
)
license_types_of = to_many("Resource", LICENSE_TYPE, "(p)<-[:DERIVES_FROM]-(c:LicenseType)")
versions_of = to_many("Resource", ENTRY_VERSION, "(p)-[:HAS_VERSION]->(c:EntryVersion)", "c.number DESC")

contents_of_version = value_of(
    "EntryVersion",
    "[p.content, head(COLLECT { MATCH (b:EntryVersion {id: p.resourceId + '@' + toString(p.number - 1)}) "
    f"WHERE {ENTRY_VERSION.sees('b')} RETURN b.content }}), p.stoodIn]",
)
"""What a version says, and what the one before said, where the asker sees that, and in which libraries it was then."""

sources_of_item = to_many("Item", ITEM, "(p)-[:ITEM_FROM]->(c:Item)")
uses_of_item = to_many("Item", ITEM, "(p)<-[:ITEM_FROM]-(c:Item)")

objections_on_resource = to_many("Resource", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")
objections_on_item = to_many("Item", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")

policy_of_check_of_item = value_of("Item", f"head(COLLECT {{ MATCH (p)<-[:ON]-(o:Objection) {OPEN} }})")
policy_of_check_of_resource = value_of(
    "Resource",
    f"coalesce(head(COLLECT {{ MATCH (p)<-[:ON]-(o:Objection) {OPEN} }}), "
    f"head(COLLECT {{ MATCH (p)-[:HAS_ITEM]->(:Item)<-[:ON]-(o:Objection) {OPEN} }}))",
)
"""An open objection to an item is one to its entry."""

way_to_resource = value_of("Resource", f"[p.sharing, {policy_of('(:Department {id: p.providerId})')}, $today]")
"""Sharing type, the policy that binds the provider, and the day: what decides how a resource is had."""
sharing_of_item = value_of(
    "Item",
    "head(COLLECT { MATCH (p)<-[:HAS_ITEM]-(r:Resource) RETURN [coalesce(p.sharing, r.sharing), p.kind, "
    "COLLECT { MATCH (r)-[:IN_LIBRARY]->(l:Library {kind: 'BASE'}) RETURN l.policyId }, "
    f"{policy_of('(:Department {id: r.providerId})')}, $today] }})",
)
"""Sharing type, kind, policies of the base libraries of its entry, the policy that binds the provider, and the day."""


_CONCERNED: LiteralString = (
    "RETURN COLLECT { UNWIND $codes AS k MATCH (q:SharingRequest {resourceId: k}) WHERE q.state IN $open "
    "RETURN DISTINCT [k, q.applicantId] } + "
    "COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k})<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(u:Consumer) "
    "WHERE u.departmentId IS NOT NULL AND g.state IN ['WAITING', 'ACTIVE'] "
    "AND coalesce(g.validUntil >= date($on), true) RETURN DISTINCT [k, u.departmentId] }"
)
_UNSETTLED: Final = [each.name for each in SharingState if each.open]


async def users_to_be(store: Store, code: str, on: date) -> tuple[str, ...]:
    """The departments that ask for an entry, or are granted it and may not use it yet, with those that may.

    Their requests are not settled, or their grants wait for an agreement or for their first day.
    """
    found = await store.read(_CONCERNED, codes=[code], open=_UNSETTLED, on=on.isoformat())
    return _of_each(found).get(code, ())


async def users_to_be_in(unit: Unit, codes: Collection[str], on: date) -> Mapping[str, tuple[str, ...]]:
    """The same of several entries, read in the transaction that writes them, in one statement."""
    return _of_each(await unit.run(_CONCERNED, codes=list(codes), open=_UNSETTLED, on=on.isoformat()))


def _of_each(rows: Sequence[Row] | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for code, department in rows or ():
        found.setdefault(code, {})[department] = None
    return {code: tuple(departments) for code, departments in found.items()}
