"""How grants of a table are written, by the row that their request keeps, and who is told of what it has decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time
from itertools import groupby
from typing import Final, LiteralString

from graph.cases.notices import tell
from graph.cases.waiting import waiting_keys
from graph.office.actor import Actor
from graph.schema.nodes import GRANT
from graph.store.edges import Row
from graph.store.engine import Unit
from graph.store.hiding import hidden_row
from graph.store.personal import PersonalData
from graph.store.writing import row_of
from graph.subjects.organisation.binding import answering_for
from graph.subjects.sharing.telling import KINDS
from graph.words.china_time import CHINA
from graph.words.grants import GrantState
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
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
_SIDES: LiteralString = (
    "UNWIND $ids AS k MATCH (q:SharingRequest {id: k}) MATCH (r:Resource {id: q.resourceId}) "
    f"RETURN collect([coalesce({answering_for('(:Department {id: r.providerId})', '$on')}, r.providerId), "
    f"coalesce({answering_for('(:Department {id: q.applicantId})', '$on')}, "
    f"{answering_for('(:Consumer {id: q.consumerId})-[:IS]->(:System)-[:RUN_BY]->(:Department)', '$on')}), "
    "q.answerToldOn IS NOT NULL, q.state, q.id, r.name])"
)
"""Who provides and who has asked, whether they were told of an answer, where it stands, its id, and of what it is."""
_TOLD: LiteralString = (
    "UNWIND $ids AS k MATCH (q:SharingRequest {id: k}) SET q.answerToldOn = date($on) RETURN count(q)"
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


async def tell_sides(unit: Unit, requests: Collection[str], actor: Actor) -> None:
    """Tell who provides and who asked what a table has decided of requests, once for all that came out alike.

    Args:
        unit: The open transaction.
        requests: Ids.
        actor: Who brings the table, and when.
    """
    found = await _sides(unit, requests, actor)
    sides = ((department, row) for row in found for department in {row[0], row[1]} if department is not None)
    await _tell(unit, [(department, *row[3:]) for department, row in sides], actor)


async def tell_providers(unit: Unit, requests: Collection[str], anew: Collection[str], actor: Actor) -> None:
    """Tell who provides the data which rights a table gives, likewise; who was told of the answer is told once.

    Args:
        unit: The open transaction.
        requests: Ids of the requests of what may be used.
        anew: Those of them of which a right was here, and is another one by now.
        actor: Who brings the table, and when.
    """
    found = await _sides(unit, requests, actor)
    await _tell(unit, [(row[0], *row[3:]) for row in found if not row[2] or row[4] in anew], actor)


async def _sides(unit: Unit, requests: Collection[str], actor: Actor) -> Sequence[Row]:
    return await unit.run(_SIDES, ids=sorted(requests), on=actor.today.isoformat()) or () if requests else ()


async def _tell(unit: Unit, found: list[tuple[str, str, str, str]], actor: Actor) -> None:
    if not found:
        return
    await tell(unit, list(_notices(sorted(found), actor.now)))
    await unit.run(_TOLD, ids=sorted({key for *_, key, _ in found}), on=actor.today.isoformat())


def _notices(found: list[tuple[str, str, str, str]], at: datetime) -> Iterator[Notice]:
    for (department, state), each in groupby(found, key=lambda row: row[:2]):
        rows = list(each)
        names = list(dict.fromkeys(name for *_, name in rows))
        more = f"{'等' if len(names) > _NAMED else ''}（共{len(rows)}项申请）" if len(rows) > 1 else ""
        yield Notice(
            KINDS.get(SharingState[state], NoticeKind.REQUEST_MOVED), "SharingRequest", rows[0][2], state, at,
            Recipient(RecipientKind.DEPARTMENT, department), name="、".join(names[:_NAMED]) + more,
        )  # fmt: skip
