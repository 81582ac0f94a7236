"""How requests are written: opened, moved on, and ended with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import waiting_keys
from graph.law.workflow import Span
from graph.schema.kinds.sharing import NEVER_DUE
from graph.schema.nodes import REQUEST
from graph.store.engine import Unit
from graph.store.personal import PersonalData
from graph.store.writing import stored
from graph.subjects.organisation.memory import write_shared_cases
from graph.subjects.sharing.cases import (
    BASIS,
    DUTY,
    EARLIER,
    NEED,
    PURPOSE,
    REFUSAL,
    SCENARIO,
    SCOPE,
    WORDS,
    Parties,
)
from graph.words.china_time import china_day
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingCase, SharingState, SharingStep


@dataclass(frozen=True, slots=True)
class Correction:
    """What a request states anew; None = as it was."""

    purpose: Purpose | None = None
    purpose_words: str | None = None
    scenario: str | None = None
    need: str | None = None
    items: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is stated with a step."""

    words: str = ""
    scope: str = ""
    """Scope of sharing and use."""
    items: tuple[str, ...] = ()
    """Names of the items that are granted; empty = those asked for."""
    valid_until: date | None = None
    agreement_asked: bool = False
    document_number: str = ""
    document_on: date | None = None
    basis: str = ""
    """Code of the legal basis of a refusal."""
    duty_basis: str = ""
    """The duty for which the data are needed, where a refusal is disputed."""
    confirmed: frozenset[str] = frozenset()
    """Facts that whoever acts confirms; what the record tells is held against it (`claims`)."""
    heard: tuple[str, ...] = ()
    """USCCs of the departments that were heard for an opinion."""
    controlled: bool | None = None
    """That the interface has parameters that are controlled; None = it is not stated."""
    correction: Correction = Correction()


_ENTERED: LiteralString = REQUEST.assigned(
    "q",
    "row",
    (
        "purpose", "purposeWordsCipher", "scenarioCipher", "legalBasisId", "basisCipher", "dutyBasisCipher",
        "needCipher", "itemIds", "consumerId", "resourceId", "sharing", "openedOn", "openedAt", "enteredAt", "dueOn",
        "provisional", "state", "articles", "history", "policyId", "applicantPolicyId", "answeredOn", "wordsCipher",
    ),
)  # fmt: skip
_ENTER: LiteralString = (
    "UNWIND $rows AS row MATCH (u:Consumer {id: row.consumerId}) MATCH (r:Resource {id: row.resourceId}) "
    "OPTIONAL MATCH (u)-[:IS]->(s:System) WITH row, u, r, coalesce(u.departmentId, s.operatorId) AS ours "
    f"MERGE (q:SharingRequest {{id: row.id}}) SET {_ENTERED}, q.waitKey = row.waitKey, "
    "q.waitsAtKey = row.waitsAtKey, q.dueKey = row.dueKey, q.providerId = r.providerId, q.agentId = r.agentId, "
    "q.applicantId = ours, q.parties = [ours, r.providerId] "
    "MERGE (q)-[:RAISED_BY]->(u) MERGE (q)-[:ASKS_FOR]->(r) RETURN collect(q.parties)"
)


async def enter(
    unit: Unit,
    personal: PersonalData,
    case: SharingCase,
    parties: Parties,
    decided: Move,
    step: SharingStep,
    words: str = "",
) -> None:
    """Write a new request, with what it is answered at once, and that its two sides share a case."""
    stated, opened = case.stated, stored(case.opened_at)
    ended = decided.state in (SharingState.GRANTED, SharingState.CLOSED)
    row = {
        "id": case.id, "purpose": stated.purpose.name, "consumerId": case.consumer, "resourceId": case.resource,
        "purposeWordsCipher": personal.hidden(stated.purpose_words, PURPOSE),
        "scenarioCipher": personal.hidden(stated.scenario, SCENARIO),
        "legalBasisId": stated.legal_basis, "basisCipher": personal.hidden(stated.basis, BASIS),
        "dutyBasisCipher": personal.hidden(stated.duty_basis, DUTY), "needCipher": personal.hidden(stated.need, NEED),
        "itemIds": [f"{case.resource}#{each}" for each in stated.items], "sharing": case.sharing.name,
        "openedOn": stored(china_day(case.opened_at)), "openedAt": opened, "enteredAt": opened,
        "answeredOn": stored(china_day(case.opened_at)) if ended else None,
        "wordsCipher": personal.hidden(words, WORDS),
        "dueOn": stored(decided.deadline), "dueKey": stored(decided.deadline) or NEVER_DUE,
        "provisional": decided.provisional, "state": decided.state.name, "articles": list(decided.rules),
        "history": [step.line], "policyId": parties.provider_policy,
        "applicantPolicyId": parties.applicant_policy,
        **waiting_keys(decided.deadline, case.opened_at, parties.owner, waits=decided.waits),
    }  # fmt: skip
    await write_shared_cases(unit, await unit.run(_ENTER, rows=[row]) or ())


_MOVED = Kept(
    REQUEST,
    "c.enteredAt = CASE WHEN row.stays THEN c.enteredAt ELSE datetime(row.at) END, "
    "c.history = coalesce(c.history, []) + row.line, c.dueOn = date(row.dueOn), "
    "c.dueKey = row.dueKey, c.provisional = row.provisional, c.wordsCipher = row.words, c.articles = row.articles, "
    "c.scopeCipher = coalesce(row.scope, c.scopeCipher), c.refusalCipher = coalesce(row.refusal, c.refusalCipher), "
    "c.dutyBasisCipher = coalesce(row.duty, c.dutyBasisCipher), "
    "c.documentNumber = coalesce(row.number, c.documentNumber), c.documentOn = coalesce(date(row.on), c.documentOn), "
    "c.controlledInterface = coalesce(row.controlled, c.controlledInterface), "
    "c.heardIds = coalesce(row.heard, c.heardIds), "
    "c.purpose = coalesce(row.purpose, c.purpose), c.sharing = coalesce(row.sharing, c.sharing), "
    "c.purposeWordsCipher = coalesce(row.purposeWords, c.purposeWordsCipher), "
    "c.scenarioCipher = coalesce(row.scenario, c.scenarioCipher), c.needCipher = coalesce(row.need, c.needCipher), "
    "c.itemIds = coalesce(row.items, c.itemIds), c.earlierCipher = coalesce(row.earlier, c.earlierCipher), "
    "c.answeredOn = CASE WHEN row.answered THEN date(row.day) ELSE c.answeredOn END",
    # It comes back into a state in which it was.
    waits="NOT row.stays",
    also="size(coalesce(c.history, [])) = row.seen",
)
_ANSWERS = frozenset({SharingState.GRANTED, SharingState.REFUSED, SharingState.CLOSED})


async def settle(
    unit: Unit, personal: PersonalData, read: SharingCase, answers: str, move: Move, step: SharingStep, said: Said
) -> None:
    """Move a request on from where it was read.

    Args:
        unit: The open transaction.
        personal: The key by which words are encrypted.
        read: As it was read.
        answers: USCC of the department of which the data are.
        move: What is done.
        step: By whom, and when.
        said: What is stated with it.

    Raises:
        Conflict: `CASE_MOVED`.
    """
    refused = move.state in (SharingState.REFUSED, SharingState.CLOSED) and said.words
    row = {
        "seen": len(read.history),
        "stays": move.step.lasts is Span.RUNS_ON,
        "day": stored(china_day(step.at)),
        "line": step.line,
        "dueOn": stored(move.deadline),
        "dueKey": stored(move.deadline) or NEVER_DUE,
        "provisional": move.provisional,
        "words": personal.hidden(said.words, WORDS),
        "refusal": personal.hidden(said.words, REFUSAL) if refused else None,
        "scope": personal.hidden(said.scope, SCOPE) or None,
        "duty": personal.hidden(said.duty_basis, DUTY) or None,
        "number": said.document_number or None,
        "on": stored(said.document_on),
        "controlled": said.controlled,
        "heard": list(said.heard) or None,
        **_restated(personal, read),
        "articles": list(move.rules),
        "answered": move.state in _ANSWERS,
    }
    moved = Moved(read.id, read.state, move, step.at, answers, row)
    await move_on(unit, _MOVED, [moved], path=("request",))


def _restated(personal: PersonalData, case: SharingCase) -> dict[str, object]:
    """What a request states since it was corrected; nothing of one that never was."""
    stated, anew = case.stated, bool(case.earlier)
    row = {
        "purpose": stated.purpose.name,
        "sharing": case.sharing.name,
        "purposeWords": personal.hidden(stated.purpose_words, PURPOSE),
        "scenario": personal.hidden(stated.scenario, SCENARIO),
        "need": personal.hidden(stated.need, NEED),
        "items": [f"{case.resource}#{each}" for each in stated.items],
        "earlier": personal.hidden(case.earlier, EARLIER),
    }
    return {name: value if anew else None for name, value in row.items()}


_OTHERS: LiteralString = (
    "MATCH (r:Resource {id: $code})<-[:ASKS_FOR]-(c:SharingRequest) WHERE c.id <> $id AND c.state IN $open "
    "SET c.state = 'CLOSED', c.enteredAt = datetime($at), c.answeredOn = date($day), c.dueOn = null, "
    "c.dueKey = $never, c.waitKey = null, c.waitsAtKey = null, "
    "c.provisional = null, c.articles = $rules, c.history = coalesce(c.history, []) + $line "
    "RETURN collect([c.id, c.applicantId])"
)


async def close_as_direct(unit: Unit, case: SharingCase, move: Move, step: SharingStep) -> Sequence[tuple[str, str]]:
    """End the other requests that wait for what is now shared with all; say each with the department that asked."""
    found: Sequence[Sequence[str]] = (
        await unit.run(
            _OTHERS,
            code=case.resource,
            id=case.id,
            open=[each.name for each in SharingState if each.open],
            at=stored(step.at),
            day=stored(china_day(step.at)),
            never=NEVER_DUE,
            rules=list(move.rules),
            line=step.line,
        )
        or ()
    )
    return [(str(identity), str(department)) for identity, department in found]
