"""What a use is answered by, in one statement for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import LiteralString

from graph.schema.periods import EXISTENCE, SHARED
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.subjects.objections.memory import OPEN
from graph.subjects.organisation.binding import policy_of
from graph.words.entries import EntryState, ItemKind, SharingType
from graph.words.exchange import AskedItem, HeldGrant, Surroundings, Use
from graph.words.sharing import Purpose

_GRANTS: LiteralString = (
    "COLLECT { MATCH (g:Grant {pair: a[0]}) RETURN [g.id, toString(g.validFrom), toString(g.validUntil), "
    "toString(g.endedOn), coalesce(g.agreementAsked, false), toString(g.agreementOn), g.purpose, "
    "coalesce(g.itemIds, []), g.policyId, "
    "toString(g.keptOn)] ORDER BY g.id }"
)
_ITEMS: LiteralString = (
    "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) WHERE size(a[3]) = 0 OR i.name IN a[3] "
    "RETURN [i.name, i.kind, coalesce(i.sharing, r.sharing)] }"
)
_DOUBTED: LiteralString = (
    f"coalesce(head(COLLECT {{ MATCH (r)<-[:ON]-(o:Objection) {OPEN} }}), "
    f"head(COLLECT {{ MATCH (r)-[:HAS_ITEM]->(:Item)<-[:ON]-(o:Objection) {OPEN} }}))"
)
_LISTED: LiteralString = "EXISTS { MATCH (c:Consumer {id: a[1]}) WHERE c.departmentId IN coalesce(r.exclusiveIds, []) }"
_PERMITTED: LiteralString = (
    f"EXISTS {{ MATCH (g:Grant {{pair: a[0]}}) WHERE {SHARED.holds('g', '$on')} AND g.purpose = a[4] "
    "AND g.policyId IS NOT NULL "
    "AND (size(coalesce(g.itemIds, [])) = 0 OR (size(a[3]) > 0 AND all(n IN a[3] WHERE a[2] + '#' + n IN g.itemIds))) }"
)
"""Whether a grant permits it that keeps its policy: then nobody asks for the provider's, whose way is the longest."""
_SURROUNDINGS: LiteralString = (
    "UNWIND $asked AS a RETURN collect(["
    f"EXISTS {{ MATCH (c:Consumer {{id: a[1]}}) WHERE {EXISTENCE.holds('c', '$on')} }}, "
    "head(COLLECT { MATCH (r:Resource {id: a[2]}) RETURN [r.state, r.sharing, "
    f"CASE WHEN {_PERMITTED} THEN null ELSE {policy_of('(:Department {id: r.providerId})', '$on')} END, {_ITEMS}, "
    "COLLECT { MATCH (r)-[:IN_LIBRARY]->(l:Library {kind: 'BASE'}) RETURN l.policyId }, "
    f"{_DOUBTED}, {_LISTED}] }}), {_GRANTS}])"
)


async def surroundings(store: Store, uses: Sequence[Use], on: date) -> list[Surroundings]:
    """Read what uses are answered by, in their order; the platform asks for everybody, so through no scope."""
    asked = [
        [f"{use.consumer}|{use.resource}", use.consumer, use.resource, list(use.items), use.purpose.name]
        for use in uses
    ]
    found: list[Row] = await store.read(_SURROUNDINGS, asked=asked, on=on.isoformat()) or []
    return [_surroundings(row) for row in found]


def _surroundings(row: Row) -> Surroundings:
    consumer, entry, grants = row
    state, sharing, policy, items, libraries, doubted, listed = entry or (None, None, None, (), (), None, False)
    return Surroundings(
        consumer=consumer,
        published=state == EntryState.PUBLISHED.name,
        policy=policy,
        sharing=SharingType[sharing] if sharing else None,
        items=tuple(AskedItem(name, ItemKind[kind], SharingType[of]) for name, kind, of in items),
        base_of=frozenset(libraries),
        exclusive=listed,
        grants=tuple(map(_grant, grants)),
        doubted=(doubted[0], doubted[1]) if doubted else None,
    )


def _grant(row: Row) -> HeldGrant:
    key, since, until, ended, asked, agreed, purpose, items, policy, kept = row
    return HeldGrant(
        id=key,
        valid_from=date.fromisoformat(since),
        valid_until=day(until),
        ended_on=day(ended),
        agreement_asked=asked,
        agreement_on=day(agreed),
        purpose=Purpose[purpose],
        items=frozenset(each.partition("#")[2] for each in items),
        policy=policy,
        kept_on=day(kept),
    )
