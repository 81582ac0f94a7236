"""Objections (异议核查): raised by who uses or holds, taken up and resolved by who answers.

1. What is doubted is read through the asker's scope; what he may not see is not there.
2. The table of the policy that binds who answers decides (`cases.machine`).
3. `cases.desk` writes: state, journal and notices together, and under one key once.
"""

from __future__ import annotations

import secrets

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, Move, move
from graph.cases.refusing import ConditionMissing
from graph.cases.wording import noted, stated
from graph.errors import Conflict, NotFound, Text
from graph.law.policies import table_on
from graph.law.posts import held_on
from graph.law.terms import kept_due
from graph.law.workflow import DAYS, Side, Told
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.objections import memory
from graph.subjects.objections.memory import Doubted, ObjectionCase
from graph.subjects.objections.rules import ObjectionTarget
from graph.subjects.objections.telling import notices_of
from graph.subjects.organisation.unbound import told_why_unbound
from graph.subjects.people.whose import told_whose
from graph.words.china_time import china_day
from graph.words.objections import Objection, ObjectionEvent, ObjectionGround, Tie
from graph.words.people import Role


async def raise_objection(  # noqa: PLR0913 - what is asked, with who and where
    store: Store,
    personal: PersonalData,
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
        personal: The key by which the words are encrypted.
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
        Conflict: `CONDITION_MISSING` (nothing ties him to the thing), `NOBODY_ANSWERS`, `OBJECTION_OPEN` or
            `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        Malformed: `WORDS_REQUIRED` or `IDEMPOTENCY_KEY`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    target = ObjectionTarget(on_kind)

    async def decide() -> Decided:
        doubted = await memory.doubted(view, target.value, on)
        if doubted is None:
            raise _not_found("on")
        async with told_why_unbound(store, doubted.answers, actor.today):
            return _raised(personal, actor, target, doubted, ground, words)

    return await carry_out(store, actor, ("RAISE_OBJECTION", target.value, on, ground.name, words), decide, key)


def _raised(
    personal: PersonalData,
    actor: Actor,
    target: ObjectionTarget,
    doubted: Doubted,
    ground: ObjectionGround,
    words: str,
) -> Decided:
    if doubted.answers is None:
        raise _nobody_answers(doubted.id)
    table = table_on(doubted.policy, target.workflow, actor.today)
    acting_for = _acting_for(actor, doubted)
    tie = Tie.GRANT if doubted.users & acting_for else Tie.RECORDED if doubted.recorded & acting_for else doubted.tie
    case = Case(departments={Side.APPLICANT: acting_for})
    decided = move(table, case, ObjectionEvent.RAISE, actor.principal, {"use": tie}, actor.now, path=("on",))
    objection = Objection(
        id=f"{actor.today:%Y%m%d}-{secrets.token_hex(6)}",
        on_kind=target.value,
        on_id=doubted.id,
        ground=ground,
        words=personal.hidden(stated(words), memory.WORDS),
        raised_at=actor.now,
        raised_by=actor.principal.subject,
        answers=doubted.answers,
        due_on=decided.deadline,
        provisional=decided.provisional,
        due_rule=decided.rules[0] if decided.deadline else None,
    )
    raised_for = _in_post_for(actor, decided) & acting_for

    async def write(unit: Unit) -> None:
        standing = await memory.enter(unit, objection, raised_for, doubted.policy)
        if standing != objection.id:
            raise _still_open(standing, decided.rules)

    deed = actor.deed("RAISE_OBJECTION", objection.id, decided.rules, doubted.id)
    told = notices_of(objection, decided, table, actor.now, answering=doubted.answers, users=doubted.users)
    return Decided(objection.id, write, [deed], told)


async def move_objection(  # noqa: PLR0913 - what is asked, with who and where
    store: Store,
    personal: PersonalData,
    view: View,
    actor: Actor,
    objection_id: str,
    event: ObjectionEvent,
    words: str = "",
    *,
    days: int = 0,
    key: str | None = None,
) -> str:
    """Move an objection on: it is taken up, prolonged, answered, or withdrawn; say its id.

    Args:
        store: The graph.
        personal: The key by which the words are encrypted.
        view: What the actor sees of it.
        actor: Somebody in a post of the department that answers today, or who raised it.
        objection_id: The objection.
        event: `TAKE_UP`, `EXTEND`, `CORRECT`, `EXPLAIN` or `WITHDRAW`.
        words: What was found and done; a note to the objector where it is taken up or prolonged, or a reason.
        days: By how many working days its term is prolonged.
        key: Idempotency key.

    Raises:
        NotFound: `NOT_FOUND`.
        NoPolicy: `NO_POLICY`; the row that it was opened under is none any more.
        Conflict: `NO_SUCH_MOVE`, `CONDITION_MISSING`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """

    async def decide() -> Decided:
        case = await memory.case(view, objection_id)
        if case is None:
            raise _not_found("objection", objection_id[:64])
        return await _moved(store, personal, view, actor, case, event, words, days)

    return await carry_out(store, actor, (f"{event.name}_OBJECTION", objection_id, words, days), decide, key)


async def _moved(
    store: Store,
    personal: PersonalData,
    view: View,
    actor: Actor,
    read: ObjectionCase,
    event: ObjectionEvent,
    words: str,
    days: int,
) -> Decided:
    objection = read.objection
    table = table_on(read.policy, ObjectionTarget(objection.on_kind).workflow, china_day(objection.raised_at))
    case = Case(
        state=objection.state,
        due=kept_due(objection.due_on, provisional=objection.provisional, handed_in=objection.raised_at),
        departments={
            Side.APPLICANT: read.raised_for,
            Side.PROVIDER: frozenset({read.answering} if read.answering else ()),
        },
        persons={Side.APPLICANT: objection.raised_by},
    )
    async with told_whose(store, actor.today):
        try:
            decided = move(table, case, event, actor.principal, {DAYS: days}, actor.now, path=("objection",))
        except ConditionMissing as refusal:
            if refusal.facts == (DAYS,):
                refusal.path, refusal.value = (DAYS,), str(days)
            raise
    answered = event in (ObjectionEvent.CORRECT, ObjectionEvent.EXPLAIN)
    result = personal.hidden(stated(words) if answered else noted(words), memory.RESULT)

    async def write(unit: Unit) -> None:
        await memory.settle(unit, objection, decided, result, actor.now)

    deed = actor.deed(f"{event.name}_OBJECTION", objection.id, decided.rules, decided.state.name)
    tells_users = any(each.who is Told.USERS for each in decided.step.tells)
    users = await memory.users_of(view, objection) if tells_users else frozenset[str]()
    told = notices_of(objection, decided, table, actor.now, answering=read.answering, users=users)
    return Decided(objection.id, write, [deed], told)


def _acting_for(actor: Actor, doubted: Doubted) -> frozenset[str]:
    """The departments in whose name staff object: those of their posts, and of them the one that the token names.

    To data these are the departments that use them.
    """
    principal = actor.principal
    if principal.role is not Role.STAFF:
        return frozenset()
    own = frozenset(post.department for post in held_on(principal.posts, actor.today))
    using = own & (doubted.users | doubted.recorded) if doubted.kind != ObjectionTarget.LICENSE.value else own
    return frozenset({principal.department}) if principal.department in using else using


def _in_post_for(actor: Actor, move: Move) -> frozenset[str]:
    """The departments in which the actor holds a post that may take the step; his other posts have no part in it."""
    held = held_on(actor.principal.posts, actor.today)
    return frozenset(post.department for post in held if post.kind in move.step.actors)


def _not_found(field: str, value: str | None = None) -> NotFound:
    """That there is no such thing, or none that the asker may know of; the two read alike.

    Args:
        field: Where in the input it is named.
        value: As the asker knows it; what was looked up for him would tell that it is there.
    """
    return NotFound(
        Text("没有这一对象，或者无权知悉", "there is no such thing, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=(field,),
        value=value,
    )


def _nobody_answers(identity: str) -> Conflict:
    """That nobody is there to answer; no policy binds nobody, so no article says it."""
    return Conflict(
        Text("应当答复的部门已不存在，也没有后继部门", "the department that would answer is gone without successor"),
        code=Code.NOBODY_ANSWERS,
        path=("on",),
        value=identity,
    )


def _still_open(standing: str, rules: tuple[str, ...]) -> Conflict:
    return Conflict(
        Text("您以同一事由对此提出的异议尚未办结", "your objection to this on the same ground is still open"),
        code=Code.OBJECTION_OPEN,
        rules=rules,
        path=("on",),
        value=standing,
    )
