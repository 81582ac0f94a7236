"""What entries are judged by: their providers, what they point to, and what stands under their codes already.

This is the question of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, LiteralString

from graph.codes.division import COUNTRY
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.entries.rows import ITEM_EDGE, edge_of
from graph.subjects.organisation.binding import answering_for, nearest_to, policy_of
from graph.words.alike import TELLING, AlikeEntry, alike, telling
from graph.words.elements import DataElement
from graph.words.entries import DataType, EntryDraft, EntryState
from graph.words.lineage import StandingItemEdge
from graph.words.sources import BasisKind, Funding, InformationSystem, LegalBasis, Library, LibraryKind


@dataclass(frozen=True, slots=True)
class Provider:
    """A department that hands in entries."""

    name: str
    policy: str | None
    """Id of the nearest policy that binds it on the day; None where none does."""
    valid_until: date | None
    """First day on which it no longer exists."""
    division: str = COUNTRY
    nearest: str | None = None
    """Id of the nearest policy that binds it, or those above it, on some day."""


@dataclass(frozen=True, slots=True)
class RegisteredEntry:
    """An entry that is registered already."""

    provider: str
    state: EntryState
    content: str
    """Its newest version as canonical JSON."""
    version: int
    """Number of that version."""
    libraries: tuple[str, ...]
    """Those that it is in: a table of its own puts entries into libraries, without a version."""


@dataclass(frozen=True, slots=True)
class EntrySetting:
    """Everything that entries are judged by, as the graph has it."""

    providers: Mapping[str, Provider] = field(default_factory=dict)
    bases: Mapping[str, LegalBasis] = field(default_factory=dict)
    systems: Mapping[str, InformationSystem] = field(default_factory=dict)
    libraries: Mapping[str, Library] = field(default_factory=dict)
    registered: Mapping[str, RegisteredEntry] = field(default_factory=dict)
    elements: Mapping[str, DataElement] = field(default_factory=dict)
    related: frozenset[str] = frozenset()
    namesakes: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Codes of entries by (provider, name)."""
    edges: tuple[StandingItemEdge, ...] = ()
    """Lineage of the items of entries that are there already."""
    alike: Mapping[str, tuple[AlikeEntry, ...]] = field(default_factory=dict)
    """By codes: published entries of the same division that may be the same."""
    proposed: Mapping[str, str] = field(default_factory=dict)
    """By codes: the provider whose case of an entry is not over."""
    heirs: Mapping[str, str] = field(default_factory=dict)
    """By codes: the department that answers today for the provider of an entry, or of its case."""

    def elsewhere(self, draft: EntryDraft) -> str | None:
        """The entry by which another department shares already, item by item, what is not published; None = none."""
        if not draft.items or self.published(draft.code) is not None:
            return None
        items, others = {item.name for item in draft.items}, self.alike.get(draft.code, ())
        return next((each.code for each in others if each.same_name and items <= each.shared), None)

    def published(self, code: str) -> RegisteredEntry | None:
        """What is published under a code; None = nothing."""
        registered = self.registered.get(code)
        return registered if registered and registered.state is EntryState.PUBLISHED else None

    def is_of_another(self, draft: EntryDraft) -> bool:
        """Whether its code belongs to another provider, published or not, whom its own does not succeed."""
        registered = self.registered.get(draft.code)
        owner = registered.provider if registered else self.proposed.get(draft.code)
        return owner is not None and draft.provider not in (owner, self.heirs.get(draft.code))

    def version_of(self, code: str) -> int:
        """Number of the newest version under a code; 0 where there is none."""
        registered = self.registered.get(code)
        return registered.version if registered else 0


BOUND_BY: LiteralString = policy_of("(d)", "$on")
"""Id of the policy that binds department `d` on day `$on`: the nearest binding above it, never a neighbour's."""
_NEAR: LiteralString = (
    "r.state = 'PUBLISHED' AND r.id <> k[0] AND EXISTS { MATCH (a:Department {id: r.providerId}) "
    "MATCH (b:Department {id: k[1]}) WHERE a.divisionId = b.divisionId }"
)
"""Entry `r` is published, is not `k`, and its provider is of the same division as that of `k`."""
_SHARED: LiteralString = (
    "[x IN k[3] WHERE r.providerId <> k[1] AND NOT EXISTS { MATCH (gone:Department {id: r.providerId})"
    "-[:SUCCEEDED_BY*1..4]->(:Department {id: k[1]}) WHERE gone.validUntil <= date($on) } "
    "AND EXISTS { MATCH (r)-[:HAS_ITEM]->(i:Item) "
    "WHERE (i.name = x[0] OR i.elementId = x[1]) AND coalesce(i.sharing, r.sharing) <> 'REFUSED' } | x[0]]"
)
"""Items of `k` that another department shares with `r`; who answers for a provider that is gone is not another."""

_SETTING: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $providers AS k MATCH (d:Department {id: k}) "
    "RETURN [k, d.name, " + BOUND_BY + ", toString(d.validUntil), d.divisionId, " + nearest_to("(d)") + "] }, "
    "COLLECT { UNWIND $bases AS k MATCH (b:LegalBasis {id: k}) "
    "RETURN [k, b.kind, b.title, toString(b.validFrom), toString(b.validUntil)] }, "
    "COLLECT { UNWIND $systems AS k MATCH (s:System {id: k}) RETURN [k, s.name, s.operatorId, s.funding] }, "
    "COLLECT { UNWIND $libraries AS k MATCH (l:Library {id: k}) RETURN [k, l.policyId, l.kind, l.name] }, "
    "COLLECT { UNWIND $elements AS k MATCH (e:DataElement {id: k}) RETURN [k, e.name, e.dataType, e.length] }, "
    "COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) RETURN [k, r.providerId, r.state, "
    "head(COLLECT { MATCH (v:EntryVersion {id: k + '@' + toString(r.version)}) RETURN v.content }), "
    "r.version, r.libraryIds] }, "
    "COLLECT { UNWIND $related AS k MATCH (r:Resource {id: k}) RETURN k }, "
    "COLLECT { UNWIND $names AS n MATCH (r:Resource {name: n[1]}) WHERE r.providerId = n[0] "
    "RETURN [n[0], n[1], r.id] }, "
    "COLLECT { UNWIND $poured AS k MATCH (:Resource {id: k})-[:HAS_ITEM]->(a:Item)-[e:ITEM_FROM]->(b:Item) "
    f"RETURN {ITEM_EDGE} }} + "
    "COLLECT { UNWIND $poured AS k MATCH (:Resource {id: k})-[:HAS_ITEM]->(b:Item)<-[e:ITEM_FROM]-(a:Item) "
    f"WHERE NOT a.resourceId IN $poured RETURN {ITEM_EDGE} }}, "
    f"COLLECT {{ UNWIND $alike AS k MATCH (r:Resource {{alikeKey: k[2]}}) WHERE {_NEAR} "
    f"RETURN [k[0], r.id, r.name, true, {_SHARED}] }}, "
    "COLLECT { UNWIND $collected AS k "
    "WITH k, [x IN k[4] WHERE NOT EXISTS { MATCH (own:Resource {id: k[0], state: 'PUBLISHED'})-[:HAS_ITEM]->(o:Item) "
    "WHERE o.name = x }] AS fresh UNWIND fresh[0..((size(fresh) + 1) / 2)] AS n MATCH (own:Item {name: n}) "
    f"MATCH (r:Resource {{id: own.resourceId}}) WHERE r.alikeKey <> k[2] AND {_NEAR} "
    f"WITH DISTINCT k, r RETURN [k[0], r.id, r.name, false, {_SHARED}] }}, "
    "COLLECT { UNWIND $codes AS k MATCH (c:EntryCase {openKey: k}) RETURN [k, c.providerId] }, "
    "COLLECT { UNWIND $codes AS k MATCH (c:EntryCase {openKey: k}) "
    f"RETURN [k, {answering_for('(:Department {id: c.providerId})', '$on')}] }} + "
    "COLLECT { UNWIND $codes AS k MATCH (r:Resource {id: k}) "
    f"RETURN [k, {answering_for('(:Department {id: r.providerId})', '$on')}] }}]"
)


@dataclass(frozen=True, slots=True)
class PointsTo:
    """Codes of what entries point to."""

    bases: Iterable[str] = ()
    systems: Iterable[str] = ()
    libraries: Iterable[str] = ()
    related: Iterable[str] = ()
    """Other entries."""
    units: Iterable[str] = ()
    """Departments that need no application."""
    elements: Iterable[str] = ()
    """Data elements that their items bind to."""
    poured: Iterable[str] = ()
    """Entries whose items may fill others, and be filled: their own codes."""
    alike: Iterable[EntryDraft] = ()
    """Entries of which it is asked whether there is one of the same division that is called alike."""
    collected: Iterable[EntryDraft] = ()
    """Those of them of which it is asked whether another department shares most of their items, each by its data
    element or its name, whatever the entry is called (一数一源)."""


async def entry_setting(
    store: Store | View,
    on: date,
    *,
    codes: Iterable[str],
    names: Iterable[tuple[str, str]] = (),
    points: PointsTo = PointsTo(),
) -> EntrySetting:
    """Read what entries point to, what binds their providers on a day, and which of them are there already.

    Args:
        store: The graph.
        on: The day.
        codes: Codes of the entries.
        names: Provider and name of each.
        points: What they point to.
    """
    pairs = sorted(set(names))
    found: list[list[Any]] = await store.read(
        _SETTING,
        on=on.isoformat(),
        providers=sorted({provider for provider, _ in pairs} | set(points.units)),
        names=[list(pair) for pair in pairs],
        codes=sorted(set(codes)),
        bases=sorted(set(points.bases)),
        systems=sorted(set(points.systems)),
        libraries=sorted(set(points.libraries)),
        related=sorted(set(points.related)),
        elements=sorted(set(points.elements)),
        poured=sorted(set(points.poured)),
        alike=[_sought(each) for each in points.alike],
        collected=[
            [*_sought(each), sorted(tell, key=len, reverse=True)]
            for each in points.collected
            if len(tell := telling(each.items)) >= TELLING
        ],
    )
    providers, cited, sources, shelves, bound, registered, others, same, edges, named, filled, proposed, heirs = found
    namesakes: dict[tuple[str, str], frozenset[str]] = {}
    for provider, name, code in same:
        namesakes[provider, name] = namesakes.get((provider, name), frozenset()) | {code}
    return EntrySetting(
        {code: Provider(name, policy, day(until), *where) for code, name, policy, until, *where in providers},
        {
            code: LegalBasis(code, BasisKind[kind], title, valid_from=day(since), valid_until=day(until))
            for code, kind, title, since, until in cited
        },
        {code: InformationSystem(code, name, operator, Funding[funding]) for code, name, operator, funding in sources},
        {code: Library(code, policy, LibraryKind[kind], name) for code, policy, kind, name in shelves},
        {
            code: RegisteredEntry(owner, EntryState[state], content or "", version or 0, tuple(libraries or ()))
            for code, owner, state, content, version, libraries in registered
        },
        {code: DataElement(code, name, DataType[kind], length) for code, name, kind, length in bound},
        frozenset(others),
        namesakes,
        tuple(map(edge_of, edges)),
        _by_code([*named, *filled]),
        dict(proposed),
        {code: heir for code, heir in heirs if heir},
    )


def _sought(draft: EntryDraft) -> list[object]:
    """What is compared of an entry, as the statement takes it."""
    items = [[item.name, item.element or ""] for item in draft.items]
    return [draft.code, draft.provider, alike(draft.name), items]


def _by_code(rows: Iterable[Row]) -> dict[str, tuple[AlikeEntry, ...]]:
    found: dict[str, list[AlikeEntry]] = {}
    for code, other, name, same_name, shared in sorted(rows):
        found.setdefault(code, []).append(AlikeEntry(other, name, same_name, frozenset(shared)))
    return {code: tuple(entries) for code, entries in found.items()}


async def setting_of(
    store: Store | View, drafts: Sequence[EntryDraft], on: date, *, by_case: bool = False
) -> EntrySetting:
    """Read what some entries are judged by, in one statement.

    Args:
        store: The graph.
        drafts: The entries.
        on: The day.
        by_case: Whether they go the way of their city's table, which asks whether another department shares them.
    """
    return await entry_setting(
        store,
        on,
        codes=(draft.code for draft in drafts),
        names=((draft.provider, draft.name.strip()) for draft in drafts),
        points=PointsTo(
            bases=(code for draft in drafts for code in draft.bases),
            systems=(code for draft in drafts for code in draft.systems),
            libraries=(code for draft in drafts for code in draft.libraries),
            related=(code for draft in drafts for code in draft.related),
            units=(
                code for draft in drafts for code in (*draft.exclusive, *draft.concerned, *filter(None, (draft.agent,)))
            ),
            elements=(item.element for draft in drafts for item in draft.items if item.element),
            poured=(draft.code for draft in drafts),
            alike=drafts,
            collected=drafts if by_case else (),
        ),
    )
