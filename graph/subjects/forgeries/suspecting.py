"""Suspecting a forgery: a file is met, and opens a case or joins the open one of the same file.

1. A file that is suspected already joins its case; what is new is who met it, and who presented it to him.
2. The table of the policy that binds the imitated department decides (`cases.machine`).
3. The file is kept before its case knows of it: a crash between the two leaves a file that nobody refers to, never a
   case without its evidence.
4. Neither journal nor notices name who presented the file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import orjson

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import NO_CASE, Case, Move, move
from graph.cases.refusing import ConditionMissing
from graph.cases.wording import stated
from graph.errors import Conflict, Text
from graph.law.policies import table_on
from graph.law.posts import held_on
from graph.law.scope import EVERYTHING
from graph.law.workflow import Side, Table
from graph.law.workflows import FORGERY
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries import memory, recording
from graph.subjects.forgeries.memory import FoundCase
from graph.subjects.forgeries.rules import imitated, refuse_too_many
from graph.subjects.forgeries.standing import moved, standing, table_of
from graph.subjects.forgeries.telling import notices_of
from graph.subjects.organisation.unbound import told_why_unbound
from graph.words.forgeries import ForgeryCase, ForgeryEvent, ForgeryMove, Suspicion

_PAUSES = (0.0, 0.01, 0.05)
"""Seconds until what a rival has written shows everywhere."""


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
        identity: The id of the case, where one is opened (`cases.files.new_case`).
        keep: Keeps the file as its evidence.
        key: Idempotency key.

    Raises:
        Malformed: `WORDS_REQUIRED`, `DEPARTMENT_REQUIRED` or `UNKNOWN_DEPARTMENT`.
        NoPolicy: `NO_POLICY`; nothing that knows forgeries of licences binds the imitated department.
        Conflict: `CONDITION_MISSING` (the file was found genuine), `FORGERY_OPEN`, `DEPARTMENT_DIFFERS`,
            `NOBODY_ANSWERS`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        LimitExceeded: `WORDS_TOO_LONG` or `TOO_MANY_FORGERIES`.
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
    for pause in _PAUSES:
        try:
            return await carry_out(store, actor, asked, decide, key)
        except Conflict as beaten:
            if beaten.code is not Code.CASE_MOVED:
                raise
            await asyncio.sleep(pause)
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
    async with told_why_unbound(view.store, answering.department, actor.today):
        table = table_on(answering.policy, FORGERY, actor.today)
    decided = _move(table, NO_CASE, ForgeryEvent.SUSPECT, actor, suspicion)
    refuse_too_many(await memory.waiting(view, actor.principal.subject))
    case = ForgeryCase(
        id=identity,
        digest=suspicion.digest,
        size=suspicion.size,
        judged=suspicion.judged,
        verdict=personal.hidden(suspicion.verdict, memory.VERDICT),
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
    decided = _move(table_of(found), standing(found, actor), ForgeryEvent.JOIN, actor, suspicion)
    sighting = memory.hidden(personal, suspicion.sighting)

    async def write(unit: Unit) -> None:
        await recording.join(unit, case, decided, subject, sighting, actor.now)

    return moved(found, actor, decided, write, case.digest)


def _move(table: Table, case: Case, event: ForgeryEvent, actor: Actor, suspicion: Suspicion) -> Move:
    """Let somebody say that a file is forged; who says it of a genuine one is told what was found."""
    own = frozenset(post.department for post in held_on(actor.principal.posts, actor.today))
    acting = replace(case, departments={**case.departments, Side.APPLICANT: own})
    try:
        return move(table, acting, event, actor.principal, {"judged": suspicion.judged}, actor.now, path=("file",))
    except ConditionMissing as refused:
        said, reason = refused.message, suspicion.reason
        refused.message = Text(f"{said.zh}。核验意见：{reason.zh}", f"{said.en}. Its verdict: {reason.en}")
        raise
