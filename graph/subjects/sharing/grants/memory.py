"""Grants: how they are written, read and moved on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import waiting_keys
from graph.schema.nodes import GRANT
from graph.store.edges import to_one
from graph.store.engine import Unit
from graph.store.hiding import encrypted_as
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.china_time import CHINA, china_day
from graph.words.grants import Disclosure, GrantState, GrantStep, NewGrant, StandingGrant

PURPOSE, SCOPE, ENDING, DESTRUCTION = (
    encrypted_as(GRANT, GRANT.named(name))
    for name in ("purposeWordsCipher", "scopeCipher", "endingCipher", "destructionCipher")
)
"""As what the words of a grant are encrypted."""
RECIPIENT, DISCLOSED = "Grant.recipient", "Grant.disclosed"
"""As what is encrypted to whom data were given, and what for."""
of_request = to_one("SharingRequest", GRANT, "(p)<-[:SETTLES]-(c:Grant)")
"""The grant that settles a request."""
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
    "g.providerId = r.providerId "
    "SET g.waitKey = CASE WHEN g.state = 'WAITING' THEN row.waitKey END, "
    "g.waitsAtKey = CASE WHEN g.state = 'WAITING' THEN r.providerId + row.waitsAtKey END, "
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
            **waiting_keys(None, datetime.combine(each.kept_on, time.min, CHINA), "", waits=True),
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


_USERS: LiteralString = (
    "COLLECT { MATCH (c)-[:GRANTED_TO]->(u:Consumer) OPTIONAL MATCH (u)-[:IS]->(s:System) "
    "WITH coalesce(u.departmentId, s.operatorId) AS user WHERE user IS NOT NULL "
    f"RETURN DISTINCT {answering_for('(:Department {id: user})', '$on')} }}"
)
_GRANT: LiteralString = (
    f"MATCH (c:Grant {{id: $id}}) WHERE {GRANT.sees('c')} RETURN [c.state, toString(c.validUntil), "
    f"toString(c.validFrom), c.policyId, toString(c.keptOn), c.agreementAsked, "
    f"{policy_of('(:Department {id: c.providerId})', '$on')}, "
    f"{answering_for('(:Department {id: c.providerId})', '$on')}, {_USERS}]"
)


async def grant_of(view: View, identity: str, on: date) -> StandingGrant | None:
    """Read a grant that the asker may see."""
    if view.sees_none(GRANT):
        return None
    found = await view.read(_GRANT, id=identity, on=on.isoformat())
    if found is None:
        return None
    state, until, since, policy, kept, asked, today, answering, users = found
    return StandingGrant(
        id=identity,
        stored=GrantState[state],
        valid_from=date.fromisoformat(since),
        valid_until=day(until),
        policy=policy or today,
        kept_on=day(kept) if policy else None,
        agreement_asked=bool(asked),
        users=frozenset(each for each in users if each is not None),
        answering=answering,
    )


_KEPT = Kept(
    GRANT,
    "c.history = coalesce(c.history, []) + row.line, "
    "c.agreementOn = coalesce(date(row.agreementOn), c.agreementOn), "
    "c.agreementDigest = coalesce(row.digest, c.agreementDigest), "
    "c.endedOn = coalesce(date(row.endedOn), c.endedOn), c.endedBy = coalesce(row.endedBy, c.endedBy), "
    "c.endingCipher = coalesce(row.ending, c.endingCipher), "
    "c.disclosures = CASE WHEN row.disclosure IS NULL THEN c.disclosures "
    "ELSE coalesce(c.disclosures, []) + row.disclosure END, "
    "c.destroyedOn = coalesce(date(row.destroyedOn), c.destroyedOn), "
    "c.destructionCipher = coalesce(row.destruction, c.destructionCipher)",
)


async def settle(
    unit: Unit,
    grant: StandingGrant,
    move: Move,
    step: GrantStep,
    *,
    digest: str | None = None,
    words: str | None = None,
    disclosure: Disclosure | None = None,
) -> None:
    """Move a grant on from where it was read.

    Args:
        unit: The open transaction.
        grant: As it was read.
        move: What is done.
        step: By whom, and when.
        digest: SHA-256 of the agreement that is handed in.
        words: What is said with it, encrypted as the words of this step are.
        disclosure: What is published or passed on by it, its words encrypted.

    Raises:
        Conflict: `CASE_MOVED`.
    """
    on, then = china_day(step.at).isoformat(), move.state
    filed, ended, destroyed = (
        then is each and grant.stored is not each
        for each in (GrantState.ACTIVE, GrantState.ENDED, GrantState.DESTROYED)
    )
    row = {
        "line": step.line,
        "agreementOn": on if filed else None,
        "digest": digest,
        "endedOn": on if ended else None,
        "endedBy": step.event.name if ended else None,
        "ending": words if ended else None,
        "destroyedOn": on if destroyed else None,
        "destruction": words if destroyed else None,
        "disclosure": disclosure.line if disclosure else None,
    }
    await move_on(
        unit, _KEPT, [Moved(grant.id, grant.stored, move, step.at, grant.answering or "", row)], path=("grant",)
    )
