"""Sharing requests and the grants that settle them: how they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import LiteralString

from graph.cases.machine import moved_elsewhere
from graph.cases.waiting import waiting_keys
from graph.law.workflow import Step
from graph.schema.columns import WAITS, Type
from graph.schema.kinds.sharing import NEVER_DUE
from graph.schema.nodes import REQUEST
from graph.store.engine import Store, Unit
from graph.store.hiding import hidden_row
from graph.store.personal import PersonalData
from graph.store.writing import stored
from graph.subjects.organisation.binding import nearest_to, policy_of
from graph.subjects.organisation.memory import write_shared_cases
from graph.subjects.sharing.grants.memory import write_grants
from graph.words.china_time import CHINA
from graph.words.entries import SharingType
from graph.words.grants import NewGrant
from graph.words.sharing import RequestState, SharingRequest
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import RequestOnFile

SAID: tuple[LiteralString, ...] = tuple([each.name for each in REQUEST.entered if each.of is Type.CIPHER])
"""What a table says of a request, encrypted."""
_PLAIN: LiteralString = REQUEST.assigned(
    "q",
    "row.plain",
    (
        *("purpose", *SAID, "state", "consumerId", "resourceId", "openedOn", "answeredOn", "openedAt", "enteredAt"),
        *("legalBasisId", "itemIds", "documentNumber", "documentOn"),
    ),
)
_STATES: Mapping[RequestState, SharingState] = MappingProxyType(
    {
        RequestState.WAITING: SharingState.ASKED,
        RequestState.GRANTED: SharingState.GRANTED,
        RequestState.REFUSED: SharingState.REFUSED,
    }
)
"""Where a request stands that was decided, or waits for its provider, elsewhere."""
_WRITE: LiteralString = (
    "UNWIND $rows AS row MATCH (c:Consumer {id: row.plain.consumerId}) "
    "MATCH (r:Resource {id: row.plain.resourceId}) MERGE (q:SharingRequest {id: row.id}) "
    # Whoever has acted on one since is not overruled by a table.
    "WITH q, r, c, row WHERE size(coalesce(q.history, [])) = 0 "
    f"SET {_PLAIN}, q.providerId = r.providerId, q.agentId = r.agentId, "
    "q.applicantId = coalesce(c.departmentId, c.id), "
    "q.dueOn = date(row.dueOn), q.dueKey = row.dueKey, q.provisional = row.provisional, q.history = [], "
    "q.articles = row.articles, q.waitKey = row.waits, "
    f"q.policyId = {policy_of('(:Department {id: r.providerId})', 'row.plain.openedOn')}, "
    f"q.applicantPolicyId = {policy_of('(:Department {id: c.departmentId})', 'row.plain.openedOn')}, "
    "q.parties = [coalesce(c.departmentId, c.id), r.providerId] "
    "SET q.waitsAtKey = r.providerId + '|' + q.waitKey "
    "MERGE (q)-[:RAISED_BY]->(c) MERGE (q)-[:ASKS_FOR]->(r) RETURN collect(q.parties)"
)
_PROVIDED: LiteralString = (
    "RETURN COLLECT { UNWIND $asked AS a MATCH (r:Resource {id: a[0]})-[:PROVIDED_BY]->(d:Department) "
    f"RETURN [a[0], a[1], {policy_of('(d)', 'a[1]')}, r.sharing, {nearest_to('(d)')}] }}"
)


@dataclass(frozen=True, slots=True)
class Provided:
    """A resource, as a request on a day meets it."""

    policy: str | None
    """Id of the policy that bound its provider on that day."""
    sharing: SharingType
    nearest: str | None
    """Id of the policy that bound its provider, or binds the one above it, whatever the day."""


async def provided(store: Store, asked: Collection[tuple[str, date]]) -> dict[tuple[str, date], Provided]:
    """How each resource is provided on a day; those that there are not are not in the answer."""
    if not asked:
        return {}
    found = await store.read(_PROVIDED, asked=[[code, on.isoformat()] for code, on in sorted(asked)])
    return {
        (code, date.fromisoformat(on)): Provided(policy, SharingType[sharing], nearest)
        for code, on, policy, sharing, nearest in found
    }


async def write_requests(
    unit: Unit,
    personal: PersonalData,
    values: Collection[SharingRequest],
    waiting: Mapping[str, SharingState] = MappingProxyType({}),
    came: Mapping[str, Step] = MappingProxyType({}),
) -> None:
    """Write sharing requests, and the grants of those that were granted; approved and granted are two facts.

    Args:
        unit: The open transaction.
        personal: The key by which words are encrypted.
        values: The requests, with their answers.
        waiting: By the ids of those that wait, where; those that are not here wait for their provider.
        came: By the same ids the row by which they came there.
    """
    on_file = [_on_file(v, waiting.get(v.id, _STATES[v.state])) for v in values]
    await write_on_file(unit, personal, on_file, came)
    await write_grants(unit, personal, [_granted(each) for each in values if each.state is RequestState.GRANTED])


async def write_on_file(
    unit: Unit,
    personal: PersonalData,
    values: Collection[RequestOnFile],
    came: Mapping[str, Step] = MappingProxyType({}),
) -> int:
    """Write requests as tables say them, and that their two sides share a case; what was moved on here stays.

    Args:
        unit: The open transaction.
        personal: The key by which words are encrypted.
        values: The requests.
        came: By the ids of those that wait the row by which they came where they stand, which sets their term.

    Returns:
        How many were written.
    """
    rows = [
        {
            "id": v.id,
            **_term(v, came.get(v.id)),
            "plain": {
                "purpose": v.purpose.name, "state": v.state.name, "consumerId": v.consumer,
                "resourceId": v.resource, "openedOn": stored(v.opened_on), "answeredOn": stored(v.answered_on),
                "openedAt": stored(_begins(v.opened_on)),
                "enteredAt": stored(_begins(v.answered_on or v.opened_on)),
                "legalBasisId": v.legal_basis, "itemIds": [f"{v.resource}#{each}" for each in v.items],
                "documentNumber": v.document_number or None, "documentOn": stored(v.document_on),
                **hidden_row(REQUEST, v, personal),
            },
        }
        for v in values
    ]  # fmt: skip
    parties = await unit.run(_WRITE, rows=rows) or ()
    await write_shared_cases(unit, parties)
    return len(parties)


def _term(value: RequestOnFile, came: Step | None) -> dict[str, object]:
    """Until when who is waited for has to act, and by which articles, counted from when it came where it stands."""
    since = value.answered_on or value.opened_on
    move = moved_elsewhere(came, since) if came else None
    last = move.deadline if move else None
    return {
        "dueOn": stored(last), "dueKey": stored(last) or NEVER_DUE,
        "provisional": move.provisional if move else None, "articles": list(move.rules) if move else [],
        "waits": waiting_keys(last, _begins(value.opened_on), "", waits=waits(value.state))[WAITS.name],
    }  # fmt: skip


def waits(state: SharingState) -> bool:
    """Whether somebody is waited for in a state; a refusal waits for nobody, until it is disputed."""
    return state.open and state is not SharingState.REFUSED


def _on_file(value: SharingRequest, state: SharingState) -> RequestOnFile:
    return RequestOnFile(
        id=value.id,
        consumer=value.consumer,
        resource=value.resource,
        purpose=value.purpose,
        purpose_words=value.purpose_words,
        scenario=value.scenario,
        opened_on=value.opened_on,
        state=state,
        basis=value.basis,
        answered_on=value.answered_on,
        refusal=value.refusal,
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA).astimezone(UTC)


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
