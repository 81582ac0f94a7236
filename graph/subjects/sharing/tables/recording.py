"""How grants of a table are written: each with its agreement and its end, by the row that its request keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import LiteralString

from graph.cases.waiting import waiting_keys
from graph.schema.nodes import GRANT
from graph.store.engine import Unit
from graph.store.hiding import hidden_row
from graph.store.personal import PersonalData
from graph.store.writing import row_of
from graph.words.china_time import CHINA
from graph.words.grants import GrantState
from graph.words.sharing_tables import GrantOnFile

_PLAIN: LiteralString = GRANT.assigned("g", "row.plain", tuple([each.name for each in GRANT.entered]))
_WRITE: LiteralString = (
    "UNWIND $rows AS row MATCH (q:SharingRequest {id: row.plain.requestId}) "
    "MATCH (c:Consumer {id: q.consumerId}) MATCH (r:Resource {id: q.resourceId}) MERGE (g:Grant {id: row.id}) "
    # With what was done here no table interferes.
    "WITH g, q, c, r, row WHERE size(coalesce(g.history, [])) = 0 "
    f"SET {_PLAIN}, g.parties = q.parties, g.userId = head(q.parties), "
    "g.itemIds = [x IN row.items | r.id + '#' + x], g.pair = c.id + '|' + r.id, g.providerId = q.providerId, "
    "g.policyId = q.policyId, g.keptOn = q.openedOn, g.waitKey = row.waitKey, "
    "g.waitsAtKey = CASE WHEN row.waitKey IS NULL THEN null ELSE q.providerId + row.waitsAtKey END "
    "MERGE (g)-[:SETTLES]->(q) MERGE (g)-[:GRANTED_TO]->(c) MERGE (g)-[:COVERS]->(r) RETURN count(g)"
)


async def write_grants_on_file(unit: Unit, personal: PersonalData, values: Collection[GrantOnFile]) -> int:
    """Write grants of requests that are there; what was moved on here stays.

    Args:
        unit: The open transaction.
        personal: The key by which words are encrypted.
        values: The grants.

    Returns:
        How many were written.
    """
    rows = [
        {
            "id": one.id,
            "items": list(one.items),
            "plain": row_of(GRANT, one) | hidden_row(GRANT, one, personal),
            **waiting_keys(
                None,
                datetime.combine(one.valid_from, time.min, CHINA),
                "",
                waits=one.state is GrantState.WAITING,
            ),
        }
        for one in values
    ]
    return int(await unit.run(_WRITE, rows=rows) or 0)
