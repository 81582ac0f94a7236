"""Sharing requests and the grants that settle them: how they are written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import LiteralString

from graph.schema.columns import Type
from graph.schema.nodes import REQUEST
from graph.store.engine import Store, Unit
from graph.store.hiding import hidden_row
from graph.store.personal import PersonalData
from graph.store.writing import stored
from graph.subjects.organisation.binding import policy_of
from graph.subjects.organisation.memory import write_shared_cases
from graph.subjects.sharing.grants.memory import write_grants
from graph.words.grants import NewGrant
from graph.words.sharing import RequestState, SharingRequest

SAID: tuple[LiteralString, ...] = tuple([each.name for each in REQUEST.columns if each.of is Type.CIPHER])
"""What is said in a request, encrypted."""
_PLAIN: LiteralString = REQUEST.assigned(
    "q",
    "row.plain",
    ("purpose", *SAID, "state", "consumerId", "resourceId"),
)
_PROVIDER_POLICIES: LiteralString = (
    "RETURN COLLECT { UNWIND $asked AS a MATCH (r:Resource {id: a[0]})-[:PROVIDED_BY]->(d:Department) "
    f"RETURN [a[0], a[1], {policy_of('(d)', 'a[1]')}] }}"
)


async def provider_policies(store: Store, asked: Collection[tuple[str, date]]) -> dict[tuple[str, date], str | None]:
    """Id of the policy that bound the provider of each resource on a day."""
    if not asked:
        return {}
    found = await store.read(_PROVIDER_POLICIES, asked=[[code, on.isoformat()] for code, on in sorted(asked)])
    return {(code, date.fromisoformat(on)): policy for code, on, policy in found}


async def write_requests(unit: Unit, personal: PersonalData, values: Collection[SharingRequest]) -> None:
    """Write sharing requests, and the grants of those that were granted; approved and granted are two facts."""
    rows = [
        {
            "id": v.id, "consumer": v.consumer, "resource": v.resource, "opened": stored(v.opened_on),
            "answered": stored(v.answered_on),
            "plain": {
                "purpose": v.purpose.name, "state": v.state.name, "consumerId": v.consumer, "resourceId": v.resource,
                **hidden_row(REQUEST, v, personal),
            },
        }
        for v in values
    ]  # fmt: skip
    parties = await unit.run(
        "UNWIND $rows AS row MATCH (c:Consumer {id: row.consumer}) MATCH (r:Resource {id: row.resource}) "
        f"MERGE (q:SharingRequest {{id: row.id}}) SET {_PLAIN}, q.openedOn = date(row.opened), "
        "q.answeredOn = date(row.answered), q.providerId = r.providerId, "
        "q.parties = [coalesce(c.departmentId, c.id), r.providerId] "
        "MERGE (q)-[:RAISED_BY]->(c) MERGE (q)-[:ASKS_FOR]->(r) RETURN collect(q.parties)",
        rows=rows,
    )
    await write_shared_cases(unit, parties or ())
    await write_grants(unit, personal, [_granted(each) for each in values if each.state is RequestState.GRANTED])


def _granted(request: SharingRequest) -> NewGrant:
    return NewGrant(
        request=request.id,
        consumer=request.consumer,
        resource=request.resource,
        purpose=request.purpose,
        purpose_words=request.purpose_words,
        items=request.grant_items,
        valid_from=request.answered_on or request.opened_on,
        valid_until=request.grant_until,
    )
