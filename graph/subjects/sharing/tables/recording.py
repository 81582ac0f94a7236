"""How grants of a table are written, by the row that their request keeps, and how providers are told of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time
from itertools import groupby
from typing import Any, Final, LiteralString

from graph.cases.notices import tell
from graph.cases.waiting import waiting_keys
from graph.office.actor import Actor
from graph.schema.nodes import GRANT
from graph.store.engine import Unit
from graph.store.hiding import hidden_row
from graph.store.personal import PersonalData
from graph.store.writing import row_of
from graph.subjects.organisation.binding import answering_for
from graph.subjects.sharing.telling import KINDS
from graph.words.china_time import CHINA
from graph.words.grants import GrantState
from graph.words.notices import Notice, Recipient, RecipientKind
from graph.words.sharing_cases import SharingState
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
_PROVIDERS: LiteralString = (
    "UNWIND $ids AS k MATCH (q:SharingRequest {id: k}) MATCH (r:Resource {id: q.resourceId}) "
    f"RETURN collect([coalesce({answering_for('(:Department {id: r.providerId})', '$on')}, r.providerId), q.state, "
    "q.id, r.name])"
)
_NAMED: Final = 3
"""As many entries are named; of more it is said how many requests there are."""


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


async def tell_providers(unit: Unit, requests: Collection[str], actor: Actor) -> None:
    """Tell who provides the data what a table has decided of requests, once for all that came out alike.

    Args:
        unit: The open transaction.
        requests: Ids; of those that are granted each gives a right.
        actor: Who brings the table, and when.
    """
    if not requests:
        return
    found = await unit.run(_PROVIDERS, ids=sorted(requests), on=actor.today.isoformat()) or ()
    await tell(unit, list(_notices(sorted(found), actor.now)))


def _notices(found: list[list[Any]], at: datetime) -> Iterator[Notice]:
    for (department, state), each in groupby(found, key=lambda row: row[:2]):
        rows = list(each)
        names = list(dict.fromkeys(name for *_, name in rows))
        more = f"{'等' if len(names) > _NAMED else ''}（共{len(rows)}项申请）" if len(rows) > 1 else ""
        yield Notice(
            KINDS[SharingState[state]], "SharingRequest", rows[0][2], state, at,
            Recipient(RecipientKind.DEPARTMENT, department), name="、".join(names[:_NAMED]) + more,
        )  # fmt: skip
