"""Grants: how they are written, read and moved on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import LiteralString

from graph.cases.files import KeptFile
from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import waiting_keys
from graph.schema.columns import Type
from graph.schema.nodes import GRANT
from graph.store.conditions import Condition, Given, conditions_of
from graph.store.edges import to_one, value_of
from graph.store.engine import Store, Unit
from graph.store.hiding import encrypted_as
from graph.store.listing import Listing
from graph.store.ordering import Order
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
_STANDS: LiteralString = (
    "CASE WHEN c.validUntil < date($today) AND c.state <> 'DESTROYED' THEN 'ENDED' ELSE c.state END"
)
"""Where one stands on the day (`words.grants.standing`)."""
GRANTS = Listing(
    GRANT,
    conditions=conditions_of(
        GRANT,
        Condition(
            "state", "in", f"{_STANDS} IN f.state", f"NOT {_STANDS} IN f.not_state", behind="state", field="state",
            said="State today is one of these (状态).", of=GrantState,
        ),
        Condition(
            "endsFrom", "from", "c.validUntil >= date(f.endsFrom)",
            "(c.validUntil IS NULL OR c.validUntil < date(f.not_endsFrom))", "until", behind="validUntil",
            field="ends_from", said="Its last day is this day or later (授权止不早于).", of=Type.DATE,
            given=Given.PLAIN,
        ),
        Condition(
            "endsUntil", "until", "c.validUntil <= date(f.endsUntil)",
            "(c.validUntil IS NULL OR c.validUntil > date(f.not_endsUntil))", "from", behind="validUntil",
            field="ends_until", said="Its last day is this day or earlier (授权止不晚于).", of=Type.DATE,
            given=Given.PLAIN,
        ),
    ),
    orders={"BEGUN": Order("c.validFromKey", descending=True)},
)  # fmt: skip
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
    "g.parties = q.parties, g.userId = head(q.parties), "
    "g.itemIds = [x IN row.items | r.id + '#' + x], g.pair = c.id + '|' + r.id, "
    "g.providerId = r.providerId "
    "SET g.waitKey = CASE WHEN g.state = 'WAITING' THEN row.waitKey END, "
    "g.waitsAtKey = CASE WHEN g.state = 'WAITING' THEN r.providerId + row.waitsAtKey END, "
    f"g.policyId = coalesce(row.policy, {policy_of('(:Department {id: r.providerId})', 'row.plain.keptOn')}) "
    "MERGE (g)-[:SETTLES]->(q) MERGE (g)-[:GRANTED_TO]->(c) MERGE (g)-[:COVERS]->(r)"
)

refused_items = value_of(
    "Grant",
    "COLLECT { MATCH (p)-[:COVERS]->(r:Resource)-[:HAS_ITEM]->(i:Item) WHERE (size(coalesce(p.itemIds, [])) = 0 "
    "OR i.id IN p.itemIds) AND coalesce(i.sharing, r.sharing) = 'REFUSED' RETURN i.name ORDER BY i.seq }",
)
"""Of the items of a grant those that their entry does not share any longer, or never did."""
dropped_items = value_of(
    "Grant",
    "COLLECT { MATCH (p)-[:COVERS]->(:Resource)-[:HAD_ITEM]->(i:Item) WHERE i.id IN coalesce(p.itemIds, []) "
    "RETURN i.name ORDER BY i.seq, i.name }",
)
"""Of the items that a grant names those that their entry has no longer."""


def of_all_of(asked: LiteralString, other: LiteralString) -> LiteralString:
    """Whether a request or a grant is of everything that a request asks for.

    A request that names no items asks for all that its entry has today; a grant keeps them by name.

    Args:
        asked: What the request is called in the statement.
        other: What the other one is called.
    """
    return (
        f"(size(coalesce({other}.itemIds, [])) = 0 OR all(x IN CASE WHEN size(coalesce({asked}.itemIds, [])) > 0 "
        f"THEN {asked}.itemIds ELSE COLLECT {{ MATCH (w:Resource {{id: {asked}.resourceId}})-[:HAS_ITEM]->(i:Item) "
        f"RETURN i.id }} END WHERE x IN {other}.itemIds))"
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


_AGREEMENT: LiteralString = (
    f"MATCH (c:Grant {{agreementFile: $file}}) WHERE {GRANT.sees('c')} "
    "RETURN [c.agreementFile, c.agreementDigest, coalesce(c.parties, [])]"
)


async def agreement_of(view: View, file: str) -> tuple[KeptFile, tuple[str, ...]] | None:
    """The signed agreement that is kept under a name, with its two sides, for those who may see its grant."""
    found = None if view.sees_none(GRANT) else await view.read(_AGREEMENT, file=file)
    return None if found is None else (KeptFile(*found[:2]), tuple(found[2]))


async def kept_agreements(store: Store, files: Sequence[str]) -> frozenset[KeptFile]:
    """Of some names those under which the agreement of a grant is kept."""
    found = await store.read(
        "UNWIND $files AS k MATCH (c:Grant {agreementFile: k}) RETURN collect([c.agreementFile, c.agreementDigest])",
        files=list(files),
    )
    return frozenset(KeptFile(*each) for each in found or ())


async def all_agreements(store: Store) -> list[KeptFile]:
    """Every agreement that is kept here; those that were handed in elsewhere have a digest alone."""
    found = await store.read(
        "MATCH (c:Grant) WHERE c.agreementFile >= '' RETURN collect([c.agreementFile, c.agreementDigest])"
    )
    return [KeptFile(*each) for each in found or ()]


_KEPT = Kept(
    GRANT,
    "c.history = coalesce(c.history, []) + row.line, "
    "c.agreementOn = coalesce(date(row.agreementOn), c.agreementOn), "
    "c.agreementDigest = coalesce(row.digest, c.agreementDigest), "
    "c.agreementFile = coalesce(row.file, c.agreementFile), "
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
    agreement: KeptFile | None = None,
    words: str | None = None,
    disclosure: Disclosure | None = None,
) -> None:
    """Move a grant on from where it was read.

    Args:
        unit: The open transaction.
        grant: As it was read.
        move: What is done.
        step: By whom, and when.
        agreement: The agreement that is handed in.
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
        "digest": agreement.digest if agreement else None,
        "file": agreement.case if agreement else None,
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
