"""The machine: three kinds of no, terms that run and are prolonged, two acts of two persons; and who objects when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph.cases.machine import Case, Move, move
from graph.cases.refusing import ConditionMissing
from graph.errors import Conflict, Forbidden, NoPolicy, Refusal, Text
from graph.law.access import PUBLIC, Principal
from graph.law.policies import table_on
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER, Deadline, Due
from graph.law.workdays import NATIONAL, Calendar
from graph.law.workflow import DAYS, Condition, Side, Span, Step, Table, Within, Workflow
from graph.law.workflows import LICENSE, LICENSE_OBJECTION, OBJECTION
from graph.words.china_time import CHINA
from graph.words.licensing import LicenseMove, LicenseState
from graph.words.objections import ObjectionEvent, ObjectionState, Tie
from graph.words.organisation import PostKind
from graph.words.people import Role

USER, PROVIDER = "11340200MB0000001A", "11340200MB0000002B"
AT = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
DAY = AT.date()
EVENT, STATE = ObjectionEvent, ObjectionState


def staff(kind: PostKind, department: str, subject: str = "zhang") -> Principal:
    return Principal(Role.STAFF, subject, department, (HeldPost(kind, department, date(2020, 1, 1)),))


CLERK = staff(PostKind.APPLICANT, USER)
OFFICER = staff(PostKind.PROVIDER_OFFICER, PROVIDER)
HEAD = staff(PostKind.HEAD, PROVIDER)
ISSUER = staff(PostKind.ISSUER, PROVIDER)
SIDES = {Side.APPLICANT: {USER}, Side.PROVIDER: {PROVIDER}}


def raised(city: str, by: Principal = CLERK, tie: Tie | None = Tie.GRANT, at: datetime = AT, **more: Any) -> Move:
    workflow: Workflow = more.get("workflow", OBJECTION)
    case = Case(departments={Side.APPLICANT: {USER}})
    return move(table_on(city, workflow, at.astimezone(CHINA).date()), case, EVENT.RAISE, by, {"use": tie}, at)


def case_of(state: ObjectionState, due: Due = NO_NUMBER) -> Case:
    return Case(state, due, SIDES, {Side.APPLICANT: "zhang"})


def next_of(city: str, state: ObjectionState, event: ObjectionEvent, by: Principal, **more: Any) -> Move:
    days, at, due = more.get("days", 0), more.get("at", AT), more.get("due", NO_NUMBER)
    return move(table_on(city, OBJECTION, DAY), case_of(state, due), event, by, {DAYS: days}, at)


@pytest.mark.parametrize(
    ("city", "due", "article"),
    [
        ("CZ", NO_NUMBER, "CZ-14"),
        ("JZ", Deadline(date(2025, 3, 10)), "JZ-16"),
        ("JI", Deadline(date(2025, 3, 17)), "JI-14"),
        ("WH", NO_NUMBER, "WH-16"),
        ("CS", NO_NUMBER, "CS-32"),
    ],
)
def test_an_objection_to_data_is_due_where_the_text_has_a_number(city: str, due: Due, article: str) -> None:
    found = raised(city)
    assert (found.state, found.due, found.rules) == (STATE.RAISED, due, (article,))


@pytest.mark.parametrize(
    ("city", "at", "due"),
    [
        ("JZ", datetime(2025, 10, 3, 9, tzinfo=CHINA), date(2025, 10, 15)),  # a holiday; 10, 11 (worked), 13, 14, 15
        ("JZ", datetime(2025, 3, 9, 23, 59, tzinfo=CHINA), date(2025, 3, 17)),  # a Sunday
        ("JI", datetime(2026, 2, 13, 0, 30, tzinfo=CHINA), date(2026, 3, 5)),  # 14, 24 to 28 Feb., 2 to 5 March
    ],
)
def test_what_is_raised_on_a_rest_day_is_due_as_if_raised_on_the_next_working_day(
    city: str, at: datetime, due: date
) -> None:
    assert raised(city, at=at.astimezone(UTC)).due == Deadline(due)


def test_what_is_due_in_a_year_without_notice_is_provisional_until_the_notice_is_out() -> None:
    at = datetime(2034, 12, 27, tzinfo=UTC)
    assert raised("JI", at=at).due == Deadline(date(2035, 1, 11), provisional=True)
    out = Calendar(NATIONAL.rest, NATIONAL.worked, NATIONAL.years | {2034, 2035})
    table, case = table_on("JI", OBJECTION, date(2034, 12, 27)), Case(departments=SIDES)
    found = move(table, case, EVENT.RAISE, CLERK, {"use": Tie.GRANT}, at, out)
    assert found.due == Deadline(date(2035, 1, 11))


@pytest.mark.parametrize(
    ("by", "tie", "code"),
    [
        (CLERK, None, "CONDITION_MISSING"),
        (CLERK, Tie.HOLDS, "CONDITION_MISSING"),
        (PUBLIC, Tie.GRANT, "ANOTHER_POST"),
        (staff(PostKind.APPLICANT, PROVIDER), Tie.GRANT, "ANOTHER_POST"),
        (staff(PostKind.CATALOGUER, USER), Tie.GRANT, "ANOTHER_POST"),
        (Principal(Role.HOLDER, "li", holder="h"), Tie.GRANT, "ANOTHER_POST"),
    ],
)
def test_data_are_doubted_by_the_applicant_of_a_department_that_uses_them(
    by: Principal, tie: Tie | None, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        raised("WH", by, tie)
    assert (refused.value.code, refused.value.rules) == (code, ("WH-16",))


@pytest.mark.parametrize(
    ("by", "tie"),
    [
        (Principal(Role.HOLDER, "li", holder="h"), Tie.HOLDS),
        (Principal(Role.RELYING_PARTY, "bank"), Tie.RECORDED),
        (Principal(Role.RELYING_PARTY, "bank"), Tie.SHOWN),
        (Principal(Role.HOLDER, "other", holder="o"), Tie.SHOWN),
        (CLERK, Tie.RECORDED),
    ],
)
def test_a_licence_is_doubted_by_its_holder_or_who_has_used_it(by: Principal, tie: Tie) -> None:
    found = raised("WH", by, tie, workflow=LICENSE_OBJECTION)
    assert (found.rules, found.due) == (("WHL-19",), NO_NUMBER)


@pytest.mark.parametrize(
    ("by", "tie", "code"),
    [
        (PUBLIC, Tie.HOLDS, "ANOTHER_POST"),
        (Principal(Role.ADMIN, "root"), Tie.HOLDS, "ANOTHER_POST"),
        (Principal(Role.HOLDER, "li", holder="h"), None, "CONDITION_MISSING"),
        (Principal(Role.RELYING_PARTY, "bank"), Tie.GRANT, "CONDITION_MISSING"),
    ],
)
def test_nobody_else_doubts_a_licence(by: Principal, tie: Tie | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        raised("WH", by, tie, workflow=LICENSE_OBJECTION)
    assert (refused.value.code, refused.value.rules) == (code, ("WHL-19",))


def test_where_no_policy_binds_there_is_no_table_and_none_is_borrowed() -> None:
    with pytest.raises(NoPolicy) as refused:
        table_on(None, OBJECTION, DAY)
    assert refused.value.rules == ()
    with pytest.raises(NoPolicy) as refused:
        table_on("CZ", LICENSE_OBJECTION, DAY)
    assert refused.value.rules == ("CZ-2",)
    with pytest.raises(NoPolicy) as refused:
        table_on("JZ", OBJECTION, date(2027, 6, 16))
    assert refused.value.rules == ("JZ-31",)


def test_an_objection_is_taken_up_and_answered_and_its_term_runs_on() -> None:
    due = Deadline(date(2025, 3, 10))
    taken = next_of("JZ", STATE.RAISED, EVENT.TAKE_UP, OFFICER, due=due, at=AT + timedelta(days=2))
    assert (taken.state, taken.due, taken.rules) == (STATE.IN_CHECK, due, ("JZ-16",))
    answered = next_of("JZ", STATE.IN_CHECK, EVENT.CORRECT, OFFICER, due=due)
    assert (answered.state, answered.due, answered.deadline) == (STATE.CORRECTED, Span.AT_REST, None)


TERM = Deadline(date(2025, 3, 17))


def test_the_head_consents_to_a_longer_term_once_by_at_most_ten_days_and_before_it_ends() -> None:
    longer = next_of("JI", STATE.IN_CHECK, EVENT.EXTEND, HEAD, days=4, due=TERM)
    assert (longer.state, longer.due) == (STATE.EXTENDED, Deadline(date(2025, 3, 21)))
    on_the_last_day = datetime(2025, 3, 17, 15, 59, tzinfo=UTC)
    assert next_of("JI", STATE.RAISED, EVENT.EXTEND, HEAD, days=10, due=TERM, at=on_the_last_day).due == Deadline(
        date(2025, 3, 31)
    )
    for days, at in ((0, AT), (11, AT), (-1, AT), (4, on_the_last_day + timedelta(minutes=1))):
        with pytest.raises(ConditionMissing) as refused:
            next_of("JI", STATE.IN_CHECK, EVENT.EXTEND, HEAD, days=days, due=TERM, at=at)
        assert refused.value.code == "CONDITION_MISSING"
        given = (("days",), str(days)) if at is AT else (("in_time",), None)
        assert (refused.value.facts, refused.value.value) == given
    with pytest.raises(Forbidden) as forbidden:
        next_of("JI", STATE.IN_CHECK, EVENT.EXTEND, OFFICER, days=4, due=TERM)
    assert (forbidden.value.code, forbidden.value.value, forbidden.value.limit) == ("ANOTHER_POST", "HEAD", PROVIDER)
    for city, state in (("JI", STATE.EXTENDED), ("JZ", STATE.IN_CHECK), ("WH", STATE.RAISED)):
        with pytest.raises(Conflict) as other:
            next_of(city, state, EVENT.EXTEND, HEAD, days=4, due=TERM)
        assert other.value.code == "NO_SUCH_MOVE"


@pytest.mark.parametrize("state", [STATE.CORRECTED, STATE.EXPLAINED, STATE.WITHDRAWN])
@pytest.mark.parametrize("event", [each for each in EVENT if each is not EVENT.RAISE])
def test_a_closed_objection_stays_closed(state: ObjectionState, event: ObjectionEvent) -> None:
    for by in (OFFICER, CLERK, HEAD):
        with pytest.raises(Conflict) as refused:
            next_of("JI", state, event, by, days=4)
        assert (refused.value.code, refused.value.value, refused.value.limit) == ("NO_SUCH_MOVE", state.name, None)


def test_no_such_move_says_which_there_are_and_for_whom() -> None:
    with pytest.raises(Conflict) as refused:
        next_of("JI", STATE.IN_CHECK, EVENT.TAKE_UP, OFFICER)
    assert refused.value.limit == "CORRECT, EXPLAIN, WITHDRAW, EXTEND"
    assert refused.value.rules == ("JI-14",)
    assert "延期（主要负责人）" in refused.value.message.zh
    assert "correct (PROVIDER_OFFICER)" in refused.value.message.en


def test_only_the_answering_department_answers_and_only_the_objectors_side_withdraws() -> None:
    for stranger in (staff(PostKind.PROVIDER_OFFICER, USER), HEAD, PUBLIC, CLERK):
        with pytest.raises(Forbidden) as refused:
            next_of("WH", STATE.RAISED, EVENT.CORRECT, stranger)
        assert (refused.value.code, refused.value.rules) == ("ANOTHER_POST", ("WH-16",))
    with pytest.raises(Forbidden):
        next_of("WH", STATE.RAISED, EVENT.WITHDRAW, OFFICER)
    withdrawn = next_of("WH", STATE.RAISED, EVENT.WITHDRAW, CLERK)
    assert (withdrawn.state, withdrawn.rules, withdrawn.step.product) == (STATE.WITHDRAWN, (), True)


def test_who_objected_for_himself_withdraws_and_nobody_else_of_his_kind() -> None:
    table = table_on("WH", LICENSE_OBJECTION, DAY)
    case = Case(STATE.RAISED, NO_NUMBER, {Side.PROVIDER: {PROVIDER}}, {Side.APPLICANT: "li"})
    assert move(table, case, EVENT.WITHDRAW, Principal(Role.HOLDER, "li"), {}, AT).state is STATE.WITHDRAWN
    with pytest.raises(Forbidden):
        move(table, case, EVENT.WITHDRAW, Principal(Role.HOLDER, "wang"), {}, AT)
    for kind in (PostKind.LICENSE_OFFICER, PostKind.ISSUER):
        assert move(table, case, EVENT.CORRECT, staff(kind, PROVIDER), {}, AT).rules == ("WHL-19",)
    with pytest.raises(Forbidden):
        move(table, case, EVENT.CORRECT, OFFICER, {}, AT)


MOVES = {
    (LicenseState.IN_FORCE, LicenseMove.SUSPEND): LicenseState.SUSPENDED,
    (LicenseState.SUSPENDED, LicenseMove.RESUME): LicenseState.IN_FORCE,
    (LicenseState.IN_FORCE, LicenseMove.REPLACE): LicenseState.REPLACED,
    (LicenseState.SUSPENDED, LicenseMove.REPLACE): LicenseState.REPLACED,
    (LicenseState.IN_FORCE, LicenseMove.CANCEL): LicenseState.CANCELLED,
    (LicenseState.SUSPENDED, LicenseMove.CANCEL): LicenseState.CANCELLED,
}


@pytest.mark.parametrize("state", LicenseState)
@pytest.mark.parametrize("event", LicenseMove)
def test_a_licence_lives_as_its_issuer_says(state: LicenseState, event: LicenseMove) -> None:
    table, case = table_on("WH", LICENSE, DAY), Case(state, departments={Side.PROVIDER: {PROVIDER}})
    if (state, event) not in MOVES:
        with pytest.raises(Conflict) as refused:
            move(table, case, event, ISSUER, {}, AT)
        assert refused.value.code == "NO_SUCH_MOVE"
        return
    found = move(table, case, event, ISSUER, {}, AT)
    assert (found.state, found.due, found.rules) == (MOVES[state, event], Span.AT_REST, ("WHL-9",))
    for other in (
        staff(PostKind.ISSUER, USER),
        staff(PostKind.LICENSE_OFFICER, PROVIDER),
        Principal(Role.HOLDER, "li"),
    ):
        with pytest.raises(Forbidden):
            move(table, case, event, other, {}, AT)


URGENT = Condition("urgent", frozenset({True}), Text("情况紧急", "it is urgent"))
CALM = Condition("urgent", frozenset({False}), Text("情况不紧急", "it is not urgent"))


def tiny(*when: Condition, apart: Collection[ObjectionEvent] = (), within: Any = NO_NUMBER) -> Table:
    officers = frozenset({PostKind.PROVIDER_OFFICER})
    plain = Step(STATE.RAISED, EVENT.TAKE_UP, officers, Side.PROVIDER, when, within, STATE.IN_CHECK, ("WH-16",))
    return (replace(plain, apart=frozenset(apart)),)


def test_of_the_rows_of_a_state_and_event_the_one_whose_conditions_hold_decides() -> None:
    quick, slow = tiny(URGENT, within=Within(1))[0], tiny(CALM, within=Within(5))[0]
    case = case_of(STATE.RAISED)
    assert move((quick, slow), case, EVENT.TAKE_UP, OFFICER, {}, AT).due == Deadline(date(2025, 3, 10))
    assert move((quick, slow), case, EVENT.TAKE_UP, OFFICER, {"urgent": True}, AT).due == Deadline(date(2025, 3, 4))
    with pytest.raises(ConditionMissing) as refused:
        move((quick,), case, EVENT.TAKE_UP, OFFICER, {}, AT)
    assert (refused.value.facts, "情况紧急" in refused.value.message.zh) == (("urgent",), True)


def test_an_event_on_a_rest_day_stays_on_its_day_and_what_is_handed_in_does_not() -> None:
    sunday = datetime(2025, 3, 9, 2, tzinfo=UTC)
    for handed_in, due in ((False, date(2025, 3, 10)), (True, date(2025, 3, 11))):
        table = tiny(within=Within(1, handed_in=handed_in))
        found = move(table, case_of(STATE.RAISED), EVENT.TAKE_UP, OFFICER, {}, sunday)
        assert found.due == Deadline(due)


def test_two_acts_that_a_row_keeps_apart_are_two_persons() -> None:
    table = tiny(apart=(EVENT.RAISE,))
    case = replace(case_of(STATE.RAISED), done={EVENT.RAISE: "zhang"})
    with pytest.raises(Forbidden) as refused:
        move(table, case, EVENT.TAKE_UP, OFFICER, {}, AT)
    assert (refused.value.code, "提出" in refused.value.message.zh) == ("ANOTHER_POST", True)
    other = staff(PostKind.PROVIDER_OFFICER, PROVIDER, "li")
    assert move(table, case, EVENT.TAKE_UP, other, {}, AT).state is STATE.IN_CHECK


def test_a_post_that_is_over_or_has_not_begun_carries_no_move() -> None:
    for begun, ended in ((date(2020, 1, 1), DAY), (date(2025, 3, 4), None)):
        held = HeldPost(PostKind.PROVIDER_OFFICER, PROVIDER, begun, ended)
        with pytest.raises(Forbidden):
            next_of("WH", STATE.RAISED, EVENT.TAKE_UP, Principal(Role.STAFF, "zhang", PROVIDER, (held,)))
