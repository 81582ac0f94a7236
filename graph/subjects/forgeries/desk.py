"""Suspected forgeries (疑似伪造): decided by the imitated department, and reported where it has confirmed one.

How a case begins stands in `suspecting`. The table of the policy that binds the department decides (`cases.machine`);
state, journal and notices are written together, and under one key once (`cases.desk`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Move, move
from graph.cases.wording import noted, stated
from graph.errors import NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.forgeries import memory, recording
from graph.subjects.forgeries.memory import FoundCase
from graph.subjects.forgeries.recording import SealedReport
from graph.subjects.forgeries.standing import moved, standing, table_of
from graph.words.forgeries import ForgeryEvent


async def decide_forgery(
    store: Store,
    personal: PersonalData,
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
        personal: The key by which the words are encrypted.
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
        result = personal.hidden(stated(words), memory.WORDS)
        decided = _decided(found, event, actor)

        async def write(unit: Unit) -> None:
            await recording.settle(unit, found.case, decided, result, actor.now, decided_by=actor.principal.subject)

        return moved(found, actor, decided, write, decided.state.name)

    return await carry_out(store, actor, (f"{event.name}_FORGERY", case_id, words), decide, key)


async def report_forgery(
    store: Store,
    personal: PersonalData,
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
        personal: The key by which the words are encrypted.
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
        note = personal.hidden(noted(words), memory.WORDS)
        decided = _decided(found, ForgeryEvent.REPORT, actor)
        report = await seal(found, decided)

        async def write(unit: Unit) -> None:
            await recording.settle(unit, found.case, decided, note, actor.now, report=report)

        return moved(found, actor, decided, write, report.digest)

    return await carry_out(store, actor, ("REPORT_FORGERY", case_id, words), decide, key)


def _decided(found: FoundCase, event: ForgeryEvent, actor: Actor) -> Move:
    return move(table_of(found), standing(found, actor), event, actor.principal, {}, actor.now, path=("case",))


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
