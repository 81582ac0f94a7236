"""Objections (异议核查): raised by who uses or holds, taken up and resolved by who answers.

1. What is doubted is read through the asker's scope; what he may not see is not there.
2. The law decides: may he, until when, what follows (`rules`).
3. The case and its line in the journal are written together; a repeated request is answered with the first result.
4. A case that was moved on by somebody else meanwhile is a conflict, never overwritten.
"""

from __future__ import annotations

import secrets
from datetime import date

from graph.errors import Conflict, NotFound, Text
from graph.law.access import Principal
from graph.law.policies import bound_by
from graph.law.posts import held_on
from graph.law.terms import NO_NUMBER
from graph.office.actor import Actor
from graph.office.idempotency import keyed_request, write_under_key
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.objections import memory
from graph.subjects.objections.rules import Interest, ObjectionEvent, ObjectionTarget, admit, resolve
from graph.words.china_time import china_day
from graph.words.objections import Objection, ObjectionGround
from graph.words.people import Role


async def raise_objection(
    store: Store,
    view: View,
    actor: Actor,
    on_kind: str,
    on: str,
    ground: ObjectionGround,
    words: str,
    *,
    key: str | None = None,
) -> str:
    """Raise an objection, and say its id.

    Args:
        store: The graph.
        view: What the objector sees of it.
        actor: Who objects.
        on_kind: What kind of thing is doubted: `Resource`, `Item` or `License`.
        on: Its id.
        ground: What is doubted about it.
        words: What is wrong, in the objector's words.
        key: Idempotency key.

    Raises:
        NotFound: `NOT_FOUND`; there is no such thing, or none that the objector may know of.
        NoPolicy: `NO_POLICY`; nothing binds the department that would have to answer.
        Forbidden: `NOT_A_USER`.
        Malformed: `WORDS_REQUIRED` or `IDEMPOTENCY_KEY`.
        LimitExceeded: `WORDS_TOO_LONG`.
        Conflict: `NOBODY_ANSWERS` or `IDEMPOTENCY_KEY_REUSED`.
    """
    target = ObjectionTarget(on_kind)
    request = keyed_request(actor, key, "RAISE_OBJECTION", target.value, on, ground.name, words)
    first = await request.first_result(store) if request else None
    if first is not None:
        return first
    doubted = await memory.doubted(view, target.value, on)
    if doubted is None:
        raise _not_found(on, "on")
    row = bound_by(doubted.policy, actor.today)
    interest = Interest(doubted.users, doubted.tie)
    admission = admit(actor.principal, target, interest, words, row, actor.now)
    if doubted.answers is None:
        raise Conflict(
            Text(
                "应当答复的部门已不存在，也没有后继部门", "the department that would answer is gone without successor"
            ),
            code=Code.NOBODY_ANSWERS,
            rules=admission.rules,
            path=("on",),
            value=on,
        )
    due = admission.due
    objection = Objection(
        id=f"{actor.today:%Y%m%d}-{secrets.token_hex(6)}",
        on_kind=target.value,
        on_id=on,
        ground=ground,
        words=admission.words,
        raised_at=actor.now,
        raised_by=actor.principal.subject,
        answers=doubted.answers,
        due_on=None if due is NO_NUMBER else due.last_day,
        provisional=None if due is NO_NUMBER else due.provisional,
        due_rule=None if due is NO_NUMBER else admission.rules[0],
    )
    parties = sorted({doubted.answers, *_acting_for(actor.principal, doubted.users, actor.today)})

    async def work(unit: Unit) -> str:
        await memory.write(unit, objection, parties, doubted.policy)
        await journal.record(unit, actor.deed("RAISE_OBJECTION", objection.id, admission.rules, on))
        return objection.id

    return await write_under_key(store, request, work)


async def move_objection(
    store: Store,
    view: View,
    actor: Actor,
    objection_id: str,
    event: ObjectionEvent,
    words: str,
    *,
    key: str | None = None,
) -> str:
    """Take an objection up, or answer it: the data were corrected, or are explained; say its id.

    Args:
        store: The graph.
        view: What the actor sees of it.
        actor: Somebody in a post of the department that answers today.
        objection_id: The objection.
        event: `ACCEPT`, `CORRECT` or `EXPLAIN`.
        words: What was found and done; a note to the objector where it is taken up.
        key: Idempotency key.

    Raises:
        NotFound: `NOT_FOUND`.
        Forbidden: `POST_REQUIRED`.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
        Conflict: `OBJECTION_STATE`, `OBJECTION_CLOSED`, `OBJECTION_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
    """
    request = keyed_request(actor, key, event.name, objection_id, words)
    first = await request.first_result(store) if request else None
    if first is not None:
        return first
    case = await memory.case(view, objection_id)
    if case is None:
        raise _not_found(objection_id, "objection")
    row = bound_by(case.policy, china_day(case.objection.raised_at))
    resolution = resolve(actor.principal, case.objection, case.answering, event, words, row, actor.now)

    async def work(unit: Unit) -> str:
        moved = await memory.settle(
            unit,
            objection_id,
            case.objection.state.name,
            resolution.state.name,
            still_open=resolution.state.open,
            result=resolution.result,
            at=actor.now.isoformat(),
        )
        if moved is None:
            raise Conflict(
                Text("该异议已被他人办理，请刷新后再看", "somebody else has moved this objection on; read it again"),
                code=Code.OBJECTION_MOVED,
                rules=resolution.rules,
                path=("objection",),
                value=objection_id,
            )
        deed = actor.deed(f"{event.name}_OBJECTION", objection_id, resolution.rules, resolution.state.name)
        await journal.record(unit, deed)
        return objection_id

    return await write_under_key(store, request, work)


def _acting_for(principal: Principal, users: frozenset[str], on: date) -> frozenset[str]:
    """The departments in whose name staff objects: those that use the data, and of them the one the token names."""
    if principal.role is not Role.STAFF:
        return frozenset()
    departments = frozenset(post.department for post in held_on(principal.posts, on)) & users
    return frozenset({principal.department}) if principal.department in departments else departments


def _not_found(identity: str, field: str) -> NotFound:
    return NotFound(
        Text("没有这一对象，或者无权知悉", "there is no such thing, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=(field,),
        value=identity[:64],
    )
