"""Sharing requests and the grants that settle them: how they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import LiteralString

from graph.schema.columns import Type
from graph.schema.nodes import GRANT, REQUEST
from graph.store.engine import Store, Unit
from graph.store.hiding import encrypted_as, hidden_row
from graph.store.personal import PersonalData
from graph.store.writing import stored
from graph.subjects.organisation.binding import policy_of
from graph.subjects.organisation.memory import write_shared_cases
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


async def write_requests(unit: Unit, personal: PersonalData, values: Iterable[SharingRequest]) -> None:
    """Write sharing requests, and the grants of those that were granted; approved and granted are two facts."""
    rows = [
        {
            "id": v.id, "consumer": v.consumer, "resource": v.resource, "opened": stored(v.opened_on),
            "answered": stored(v.answered_on), "until": stored(v.grant_until), "items": list(v.grant_items),
            "plain": {
                "purpose": v.purpose.name, "state": v.state.name, "consumerId": v.consumer, "resourceId": v.resource,
                **hidden_row(REQUEST, v, personal),
            },
            "granted": personal.hidden(v.purpose_words, encrypted_as(GRANT, GRANT.named("purposeWordsCipher"))),
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
    await unit.run(
        "UNWIND $rows AS row MATCH (c:Consumer {id: row.consumer}) MATCH (r:Resource {id: row.resource}) "
        "MATCH (q:SharingRequest {id: row.id}) MERGE (g:Grant {id: row.id + '/G'}) SET g.purpose = row.plain.purpose, "
        "g.purposeWordsCipher = row.granted, g.mode = r.mode, g.validFrom = date(row.answered), "
        "g.validUntil = date(row.until), g.consumerId = c.id, g.resourceId = r.id, g.parties = q.parties, "
        "g.itemIds = [x IN row.items | r.id + '#' + x] "
        "MERGE (g)-[:SETTLES]->(q) MERGE (g)-[:GRANTED_TO]->(c) MERGE (g)-[:COVERS]->(r)",
        rows=[row for row in rows if row["plain"]["state"] == RequestState.GRANTED.name],
    )
