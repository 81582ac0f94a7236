"""Suspected forgeries (疑似伪造): met, decided by the imitated department, and reported where it has confirmed one.

1. A file that is suspected already joins its open case; what is new is who met it, and who presented it to him.
2. The table of the policy that binds the imitated department decides (`cases.machine`).
3. What is kept as a file is kept before the case knows of it: a crash between the two leaves a file that nobody refers
   to, never a case without its evidence.
4. `cases.desk` writes: state, journal and notices together, and under one key once. Neither journal nor notices name
   who presented the file.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import orjson

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import NO_CASE, Case, Move, move
from graph.cases.wording import noted, stated
from graph.errors import Conflict, NotFound, Text
from graph.law.policies import table_on
from graph.law.posts import held_on
from graph.law.scope import EVERYTHING
from graph.law.terms import kept_due
from graph.law.workflow import Side, Table
from graph.law.workflows import FORGERY
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries import memory, recording
from graph.subjects.forgeries.memory import FoundCase
from graph.subjects.forgeries.recording import SealedReport
from graph.subjects.forgeries.rules import imitated
from graph.subjects.forgeries.telling import notices_of
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.forgeries import ForgeryCase, ForgeryEvent, ForgeryMove, Suspicion


def new_case(on: date) -> str:
    """An id for a case that is opened on a day."""
    return f"{on:%Y%m%d}-{secrets.token_hex(6)}"


async def suspect(
    store: Store,
    personal: PersonalData,
    actor: Actor,
    suspicion: Suspicion,
    identity: str,
    keep: Callable[[], Awaitable[None]],
    *,
    key: str | None = None,
) -> str:
    """Open a case, or join the open one of the same file; say its id.

    Args:
        store: The graph.
        personal: The key by which it is encrypted who presented the file.
        actor: Who met it.
        suspicion: The file.
        identity: The id of the case, where one is opened (`new_case`).
        keep: Keeps the file as its evidence.
        key: Idempotency key.

    Raises:
        Malformed: `WORDS_REQUIRED`, `DEPARTMENT_REQUIRED` or `UNKNOWN_DEPARTMENT`.
        NoPolicy: `NO_POLICY`; nothing that knows forgeries of licences binds the imitated department.
        Conflict: `CONDITION_MISSING` (the file was found genuine), `FORGERY_OPEN`, `DEPARTMENT_DIFFERS`,
            `NOBODY_ANSWERS`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    stated(suspicion.sighting.circumstances, "circumstances")
    view = View(store, EVERYTHING, actor.today)

    async def decide() -> Decided:
        open_case = await memory.standing(view, suspicion.digest)
        if open_case is not None:
            return _joined(personal, actor, suspicion, open_case)
        decided = await _opened(view, personal, actor, suspicion, identity)
        await keep()
        return decided

    said = orjson.dumps({**suspicion.sighting.to_json(), "at": None}).decode()
    asked = ("SUSPECT_FORGERY", suspicion.digest, suspicion.department, personal.lookup(said))
    try:
        return await carry_out(store, actor, asked, decide, key)
    except Conflict as beaten:
        if beaten.code is not Code.CASE_MOVED:
            raise
        return await carry_out(store, actor, asked, decide, key)  # what was opened or decided meanwhile is there now


async def _opened(view: View, personal: PersonalData, actor: Actor, suspicion: Suspicion, identity: str) -> Decided:
    named = (suspicion.department,) if suspicion.department is not None else ()
    known = await memory.answering(view, (*suspicion.claims, *named))
    department = imitated(suspicion.claims, known, suspicion.department)
    answering = known[department]
    if answering.department is None:
        raise Conflict(
            Text("被伪造的部门已不存在，也没有后继部门", "the department that is imitated is gone without successor"),
            code=Code.NOBODY_ANSWERS,
            path=("department",),
            value=department,
        )
    table = table_on(answering.policy, FORGERY, actor.today)
    decided = _move(table, NO_CASE, ForgeryEvent.SUSPECT, actor, suspicion)
    case = ForgeryCase(
        id=identity,
        digest=suspicion.digest,
        size=suspicion.size,
        judged=suspicion.judged,
        verdict=suspicion.verdict,
        suspected_at=actor.now,
        imitates=answering.department,
        reporters=(actor.principal.subject,),
        sightings=(memory.hidden(personal, suspicion.sighting),),
        history=(ForgeryMove(actor.now, ForgeryEvent.SUSPECT, ""),),
        due_on=decided.deadline,
        provisional=decided.provisional,
        due_rule=decided.rules[0] if decided.deadline else None,
        entered_at=actor.now,
    )

    async def write(unit: Unit) -> None:
        await recording.enter(unit, case, answering.policy)

    deed = actor.deed("SUSPECT_FORGERY", case.id, decided.rules, case.digest)
    told = notices_of(case, decided, table, actor.now, answering=case.imitates)
    return Decided(case.id, write, [deed], told)


def _joined(personal: PersonalData, actor: Actor, suspicion: Suspicion, found: FoundCase) -> Decided:
    case, subject = found.case, actor.principal.subject
    if subject in case.reporters:
        raise Conflict(
            Text("您已就同一文件举报，案件尚未办结", "you have reported this file, and its case is open"),
            code=Code.FORGERY_OPEN,
            path=("file",),
            value=case.id,
        )
    decided = _move(_table(found), _standing(found, actor), ForgeryEvent.JOIN, actor, suspicion)
    sighting = memory.hidden(personal, suspicion.sighting)

    async def write(unit: Unit) -> None:
        await recording.join(unit, case, decided, subject, sighting, actor.now)

    return _told(found, actor, decided, write, case.digest)


def _move(table: Table, case: Case, event: ForgeryEvent, actor: Actor, suspicion: Suspicion) -> Move:
    """Let somebody say that a file is forged; who says it of a genuine one is told what was found."""
    own = frozenset(post.department for post in held_on(actor.principal.posts, actor.today))
    acting = replace(case, departments={**case.departments, Side.APPLICANT: own})
    try:
        return move(table, acting, event, actor.principal, {"judged": suspicion.judged}, actor.now, path=("file",))
    except Conflict as refused:
        if refused.code is Code.CONDITION_MISSING:
            said, reason = refused.message, suspicion.reason
            refused.message = Text(f"{said.zh}。核验意见：{reason.zh}", f"{said.en}. Its verdict: {reason.en}")
            refused.value = suspicion.judged.name
        raise


async def decide_forgery(
    store: Store,
    view: View,
    actor: Actor,
    case_id: str,
    event: ForgeryEvent,
    words: str,
    *,
    key: str | None = None,
) -> str:
    """Confirm a forgery, or dismiss the suspicion as a false alarm; say the id of the case.

    Args:
        store: The graph.
        view: What the actor sees of it.
        actor: Somebody in a post of the department that answers today, who has not met the file himself.
        case_id: The case.
        event: `CONFIRM` or `DISMISS`.
        words: What was found; whoever met the file is told it.
        key: Idempotency key.

    Raises:
        NotFound: `NOT_FOUND`.
        NoPolicy: `NO_POLICY`; the row that it was opened under is none any more.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """

    async def decide() -> Decided:
        found = await _seen(view, case_id)
        result = stated(words)
        decided = _decided(found, event, actor)

        async def write(unit: Unit) -> None:
            await recording.settle(unit, found.case, decided, result, actor.now, decided_by=actor.principal.subject)

        return _told(found, actor, decided, write, decided.state.name)

    return await carry_out(store, actor, (f"{event.name}_FORGERY", case_id, words), decide, key)


async def report_forgery(
    store: Store,
    view: View,
    actor: Actor,
    case_id: str,
    words: str,
    seal: Callable[[FoundCase, Move], Awaitable[SealedReport]],
    *,
    key: str | None = None,
) -> str:
    """Report a confirmed forgery to the credit authority (征信部门); say the id of the case.

    Args:
        store: The graph.
        view: What the actor sees of it.
        actor: Somebody who releases the seal of the department that answers today, and has not confirmed it himself.
        case_id: The case.
        words: A note that goes with it; it may be empty.
        seal: Makes the report, once everything that can be refused was.
        key: Idempotency key.

    Raises:
        NotFound: `NOT_FOUND`.
        NoPolicy: `NO_POLICY`; the row that it was opened under is none any more.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`; or the department cannot seal.
        Forbidden: `ANOTHER_POST`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """

    async def decide() -> Decided:
        found = await _seen(view, case_id)
        note = noted(words)
        decided = _decided(found, ForgeryEvent.REPORT, actor)
        report = await seal(found, decided)

        async def write(unit: Unit) -> None:
            await recording.settle(unit, found.case, decided, note, actor.now, report=report)

        return _told(found, actor, decided, write, report.digest)

    return await carry_out(store, actor, ("REPORT_FORGERY", case_id, words), decide, key)


def _decided(found: FoundCase, event: ForgeryEvent, actor: Actor) -> Move:
    return move(_table(found), _standing(found, actor), event, actor.principal, {}, actor.now, path=("case",))


def _told(
    found: FoundCase, actor: Actor, decided: Move, write: Callable[[Unit], Awaitable[None]], detail: str
) -> Decided:
    case = found.case
    deed = actor.deed(f"{decided.step.event.name}_FORGERY", case.id, decided.rules, detail)
    told = notices_of(case, decided, _table(found), actor.now, answering=found.answering)
    return Decided(case.id, write, [deed], told)


async def _seen(view: View, case_id: str) -> FoundCase:
    found = await memory.case(view, case_id)
    if found is None:
        raise NotFound(
            Text("没有这一案件，或者无权知悉", "there is no such case, or none that you may know of"),
            code=Code.NOT_FOUND,
            path=("case",),
            value=case_id[:64],
        )
    return found


def _table(found: FoundCase) -> Table:
    return table_on(found.policy, FORGERY, china_day(found.case.suspected_at))


def _standing(found: FoundCase, actor: Actor) -> Case:
    """The case as the machine knows it, with what the actor himself has done in it."""
    case, subject = found.case, actor.principal.subject
    done: dict[ClosedList, str] = {}
    if subject in case.reporters:
        done[ForgeryEvent.SUSPECT if subject == case.reporters[0] else ForgeryEvent.JOIN] = subject
    if case.decided_by is not None:
        done[ForgeryEvent.CONFIRM] = case.decided_by
    return Case(
        state=case.state,
        due=kept_due(case.due_on, provisional=case.provisional, handed_in=case.entered_at or case.suspected_at),
        departments={Side.PROVIDER: frozenset({found.answering} if found.answering else ())},
        done=done,
    )
