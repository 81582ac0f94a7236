"""Grants: how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from graph.schema.nodes import GRANT
from graph.store.engine import Unit
from graph.store.hiding import encrypted_as
from graph.store.personal import PersonalData
from graph.store.writing import stored
from graph.subjects.organisation.binding import policy_of
from graph.words.grants import GrantState, NewGrant

PURPOSE, SCOPE = (encrypted_as(GRANT, GRANT.named(name)) for name in ("purposeWordsCipher", "scopeCipher"))
"""As what the words of a grant are encrypted."""
_PLAIN: LiteralString = GRANT.assigned(
    "g",
    "row.plain",
    (
        "requestId", "purpose", "purposeWordsCipher", "scopeCipher", "validFrom", "validUntil", "agreementAsked",
        "consumerId", "resourceId", "articles", "keptOn",
    ),
)  # fmt: skip
_WRITE: LiteralString = (
    "UNWIND $rows AS row MATCH (c:Consumer {id: row.plain.consumerId}) MATCH (r:Resource {id: row.plain.resourceId}) "
    "MATCH (q:SharingRequest {id: row.plain.requestId}) MERGE (g:Grant {id: row.id}) "
    f"SET {_PLAIN}, g.state = coalesce(g.state, row.state), g.mode = coalesce(row.mode, r.mode), "
    "g.parties = q.parties, g.itemIds = [x IN row.items | r.id + '#' + x], g.pair = c.id + '|' + r.id, "
    "g.providerId = r.providerId, "
    f"g.policyId = coalesce(row.policy, {policy_of('(:Department {id: r.providerId})', 'row.plain.keptOn')}) "
    "MERGE (g)-[:SETTLES]->(q) MERGE (g)-[:GRANTED_TO]->(c) MERGE (g)-[:COVERS]->(r)"
)


async def write_grants(unit: Unit, personal: PersonalData, values: Sequence[NewGrant]) -> None:
    """Write what was granted; a grant that is there keeps its state, for it has a life of its own.

    The requests that they settle are there, with their parties.
    """
    if not values:
        return
    rows = [
        {
            "id": each.id,
            "state": GrantState.at_first(agreement_asked=each.agreement_asked).name,
            "mode": stored(each.mode),
            "items": list(each.items),
            "policy": each.policy,
            "plain": {
                "requestId": each.request,
                "purpose": each.purpose.name,
                "purposeWordsCipher": personal.hidden(each.purpose_words, PURPOSE),
                "scopeCipher": personal.hidden(each.scope, SCOPE),
                "validFrom": stored(each.valid_from),
                "validUntil": stored(each.valid_until),
                "agreementAsked": each.agreement_asked,
                "consumerId": each.consumer,
                "resourceId": each.resource,
                "articles": list(each.articles),
                "keptOn": stored(each.kept_on),
            },
        }
        for each in values
    ]
    await unit.run(_WRITE, rows=rows)
