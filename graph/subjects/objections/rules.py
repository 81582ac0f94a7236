"""Objections to shared data and to licences (异议核查): who may raise them, when they are due, what follows.

* On data: a department that uses them, by a grant or a recorded use.
* On a licence: its holder, or a 用证单位 or another user who has verified it or was shown it; where a licence
  regulation binds the issuer.
* Due by the provider's row; where its text has no number there is no due date, and the case is never overdue.
* raised → in check → corrected | explained.
* While it is open, every answer about the data carries `WHILE_IN_CHECK`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, unique
from types import MappingProxyType

from graph.errors import Conflict, Forbidden, LimitExceeded, Malformed, NoPolicy, Text
from graph.law.access import Principal, require
from graph.law.acts import Act
from graph.law.policy import Policy
from graph.law.posts import held_on
from graph.law.terms import NO_NUMBER, Due, Sentence, due_after_handing_in, no_number
from graph.refusal_codes import Code
from graph.words.china_time import china_day
from graph.words.objections import Objection, ObjectionState, Tie
from graph.words.people import Role

MAX_WORDS = 2000
"""Characters of an objection or its result."""

WHILE_IN_CHECK = Text(
    "校核期间，已提供合法有效证明材料的，照常办理，不得拒绝、推诿，不得要求办事人办理信息更正手续。",
    "While this is being checked, whoever has handed in lawful and valid proof is served as usual: no refusal, no"
    " delay, and no demand that the person have the information corrected first.",
)


@unique
class ObjectionTarget(Enum):
    """What an objection is about; the value is the label that the graph stores."""

    RESOURCE = "Resource"
    ITEM = "Item"
    LICENSE = "License"


@dataclass(frozen=True, slots=True)
class Interest:
    """What ties the objector to the thing, as the graph knows it."""

    using_departments: frozenset[str] = frozenset()
    """Departments with a grant, or a recorded use, of the data."""
    tie: Tie | None = None
    """What ties the objector to the licence."""


@unique
class ObjectionEvent(Enum):
    """What happens to an objection."""

    ACCEPT = "受理"
    CORRECT = "更正"
    EXPLAIN = "说明"


_NEXT: Mapping[tuple[ObjectionState, ObjectionEvent], ObjectionState] = MappingProxyType(
    {
        (ObjectionState.RAISED, ObjectionEvent.ACCEPT): ObjectionState.IN_CHECK,
        (ObjectionState.RAISED, ObjectionEvent.CORRECT): ObjectionState.CORRECTED,
        (ObjectionState.RAISED, ObjectionEvent.EXPLAIN): ObjectionState.EXPLAINED,
        (ObjectionState.IN_CHECK, ObjectionEvent.CORRECT): ObjectionState.CORRECTED,
        (ObjectionState.IN_CHECK, ObjectionEvent.EXPLAIN): ObjectionState.EXPLAINED,
    }
)


@dataclass(frozen=True, slots=True)
class Admission:
    """An objection that may be entered."""

    words: str
    due: Due
    rules: tuple[str, ...]
    """The article it is raised under, and due by."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a transition makes of an objection."""

    state: ObjectionState
    result: str
    resolved_at: datetime | None
    rules: tuple[str, ...]


def admit(
    principal: Principal,
    target: ObjectionTarget,
    connection: Interest,
    words: str,
    policy: Policy | None,
    at: datetime,
) -> Admission:
    """Decide whether an objection may be raised, and when it is due.

    Args:
        principal: Who objects.
        target: What about.
        connection: What ties the objector to it.
        words: What is wrong, in the objector's words.
        policy: The row that binds the department that has to answer, on this day; None where there is none.
        at: When it is raised.

    Raises:
        NoPolicy: `NO_POLICY`; nothing binds the department that would have to answer.
        Forbidden: `NOT_A_USER`; the objector is none of those whom the article names.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    on = china_day(at)
    rules = _rules(target, policy)
    if policy is None or not rules:
        raise NoPolicy(
            Text("答复部门当日没有适用的政策", "no policy binds the department that would have to answer")
            if policy is None
            else Text("答复部门适用的政策没有电子证照的规定", "the policy that binds it knows no licences"),
            code=Code.NO_POLICY,
        )
    if not _may_raise(principal, target, connection, on):
        raise _not_a_user(target, rules)
    text = _words(words)
    days = _days(target, policy)
    return Admission(text, NO_NUMBER if days is None else due_after_handing_in(on, days), rules)


def resolve(
    principal: Principal,
    objection: Objection,
    answering: str | None,
    event: ObjectionEvent,
    words: str,
    policy: Policy | None,
    at: datetime,
) -> Resolution:
    """Decide a transition of an objection by the department that answers.

    Args:
        principal: Who answers.
        objection: As it is.
        answering: The department that answers today, which need not be the one that the objection was put to.
        event: What is done.
        words: What was found and done.
        policy: The row that the case keeps.
        at: When.

    Raises:
        Forbidden: `POST_REQUIRED`; the principal holds no post of that department that may do it.
        Conflict: `OBJECTION_CLOSED` or `OBJECTION_STATE`; the state does not allow the event.
        Malformed: `WORDS_REQUIRED`; a result needs words.
        LimitExceeded: `WORDS_TOO_LONG`.
    """
    target = ObjectionTarget(objection.on_kind)
    act = Act.RESOLVE_LICENSE_OBJECTION if target is ObjectionTarget.LICENSE else Act.RESOLVE_OBJECTION
    require(principal, act, answering, china_day(at), policy)
    rules = _rules(target, policy)
    state = _NEXT.get((objection.state, event))
    if state is None:
        raise _wrong_state(objection.state, event, rules)
    if state.open:
        return Resolution(state, words.strip()[:MAX_WORDS], None, rules)
    return Resolution(state, _words(words), at, rules)


def sentence_while_open(policy: Policy | None) -> Sentence:
    """What every answer about the data carries while an objection to them is open."""
    return Sentence(WHILE_IN_CHECK, policy.correction.rules if policy else ())


def sentence_without_due(target: ObjectionTarget, policy: Policy | None, raised_at: datetime) -> Sentence:
    """What is said of an objection whose text has no number.

    Args:
        target: What it is about.
        policy: The row that the case keeps; None where that is none any more.
        raised_at: When it was raised.
    """
    return no_number(_rules(target, policy), china_day(raised_at))


def _rules(target: ObjectionTarget, policy: Policy | None) -> tuple[str, ...]:
    if policy is None:
        return ()
    if target is ObjectionTarget.LICENSE:
        return policy.licenses.rules if policy.licenses else ()
    return policy.correction.rules


def _days(target: ObjectionTarget, policy: Policy) -> int | None:
    if target is ObjectionTarget.LICENSE:
        return policy.licenses.value.objection_days if policy.licenses else None
    return policy.correction.value.days


def _may_raise(principal: Principal, target: ObjectionTarget, connection: Interest, on: date) -> bool:
    if target is ObjectionTarget.LICENSE:
        return _may_raise_on_license(principal, connection, on)
    if principal.role is not Role.STAFF:
        return False
    return any(post.department in connection.using_departments for post in held_on(principal.posts, on))


def _may_raise_on_license(principal: Principal, connection: Interest, on: date) -> bool:
    match principal.role:
        case Role.HOLDER | Role.RELYING_PARTY:
            return bool(principal.subject) and connection.tie is not None
        case Role.STAFF:
            return connection.tie in (Tie.RECORDED, Tie.SHOWN) and bool(held_on(principal.posts, on))
        case Role.PUBLIC | Role.SERVICE | Role.AUDITOR | Role.ADMIN:
            return False


def _not_a_user(target: ObjectionTarget, rules: tuple[str, ...]) -> Forbidden:
    if target is ObjectionTarget.LICENSE:
        message = Text(
            "对电子证照提出异议的，应为持证主体、用证单位或者其他用证主体",
            "an objection to a licence is raised by its holder, a relying unit or another user of it",
        )
    else:
        message = Text(
            "对共享数据提出异议的，应为使用该数据的部门（已获授权或有使用记录）",
            "an objection to shared data is raised by a department that uses them, by a grant or a recorded use",
        )
    return Forbidden(message, code=Code.NOT_A_USER, rules=rules, path=("on",))


def _words(words: str) -> str:
    text = words.strip()
    if not text:
        raise Malformed(Text("请说明内容", "say it in words"), code=Code.WORDS_REQUIRED, path=("words",), value="")
    if len(text) > MAX_WORDS:
        raise LimitExceeded(
            Text(f"内容不超过{MAX_WORDS}个字符，现为{len(text)}个", f"at most {MAX_WORDS} characters, not {len(text)}"),
            code=Code.WORDS_TOO_LONG,
            path=("words",),
            limit=f"{MAX_WORDS} characters",
        )
    return text


def _wrong_state(state: ObjectionState, event: ObjectionEvent, rules: tuple[str, ...]) -> Conflict:
    return Conflict(
        Text(f"异议{state.zh}，不能{event.value}", f"an objection in state {state.name} cannot {event.name.lower()}"),
        code=Code.OBJECTION_STATE if state.open else Code.OBJECTION_CLOSED,
        rules=rules,
        path=("objection",),
        value=state.name,
    )
