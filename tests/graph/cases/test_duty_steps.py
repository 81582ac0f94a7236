"""Who meets a duty, read off the texts: everybody is tried on every step of every duty, and all others fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.cases.machine import Case, move
from graph.errors import Conflict, Forbidden
from graph.law.access import Principal
from graph.law.duty_workflows import EVERY, YEARLY_REPORT
from graph.law.policies import POLICIES
from graph.law.posts import HeldPost
from graph.law.terms import Deadline
from graph.law.workflow import Actor, Facts, Side, Span, Step, Table, Told, Within
from graph.words.duties import DutyEvent, DutyState, Reporter
from graph.words.entries import SharingType
from graph.words.organisation import PostKind
from graph.words.people import Role

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
DUE, OVER = date(2026, 3, 2), date(2026, 3, 1)
HAPPENS: set[Actor] = {Role.SERVICE}
"""Nobody does it: the register knows it."""
CLERK: set[Actor] = {PostKind.CATALOGUER}
SUPPLIES: set[Actor] = {PostKind.CATALOGUER, PostKind.PROVIDER_OFFICER}
REPORTS: set[Actor] = {PostKind.HEAD, PostKind.CONTACT, PostKind.CATALOGUER}
AUTHORITY: set[Actor] = {PostKind.AUTHORITY_OFFICER}
MAY: dict[DutyEvent, set[Actor]] = {
    DutyEvent.LAW_AMENDED: HAPPENS, DutyEvent.DUTY_MOVED: HAPPENS, DutyEvent.BASIS_LAPSES: HAPPENS,
    DutyEvent.MONTH_BEGINS: HAPPENS, DutyEvent.PERIOD_OVER: HAPPENS, DutyEvent.DATA_CHANGED: SUPPLIES,
    DutyEvent.UPDATE: CLERK, DutyEvent.APPLY_FOR_UPDATE: CLERK, DutyEvent.CHANGE_AND_APPLY_FOR_DELETION: CLERK,
    DutyEvent.REST_ON_ANOTHER: CLERK,
    DutyEvent.REVIEW_AND_UPDATE: AUTHORITY, DutyEvent.SEND_BACK: AUTHORITY, DutyEvent.EXCUSE: AUTHORITY,
    DutyEvent.REPORT_DELIVERY: SUPPLIES,
    DutyEvent.REPORT: REPORTS, DutyEvent.REPORT_ZERO: REPORTS, DutyEvent.HAND_IN_PLAN: REPORTS,
}  # fmt: skip
OF_THE_AUTHORITY = {DutyEvent.REVIEW_AND_UPDATE, DutyEvent.SEND_BACK, DutyEvent.EXCUSE}
EVERYBODY: tuple[Actor, ...] = (*PostKind, *(role for role in Role if role is not Role.STAFF))
CITIES = ("CZ", "JZ", "JI", "WH", "CS")


def somebody(actor: Actor, side: Side) -> Principal:
    if isinstance(actor, Role):
        return Principal(actor, "zhang")
    return Principal(Role.STAFF, "zhang", side.name, (HeldPost(actor, side.name, date(2020, 1, 1)),))


TOLD: dict[tuple[str, DutyEvent], dict[Told, tuple[str, ...]]] = {
    ("CS", DutyEvent.DATA_CHANGED): {
        Told.AUTHORITY: ("CS-25",),
        Told.USERS: ("CS-25",),
    },  # 及时向…报告，并通知…使用单位
    ("CS", DutyEvent.CHANGE_AND_APPLY_FOR_DELETION): {Told.AUTHORITY: ("CS-30",)},  # 向…主管部门申报
}
SERVICE = {
    DutyEvent.APPLY_FOR_UPDATE: Told.AUTHORITY, DutyEvent.EXCUSE: Told.PROVIDER, DutyEvent.DATA_CHANGED: Told.USERS,
    DutyEvent.LAW_AMENDED: Told.PROVIDER, DutyEvent.DUTY_MOVED: Told.PROVIDER, DutyEvent.BASIS_LAPSES: Told.PROVIDER,
}  # fmt: skip


def steps_of(city: str) -> Iterator[tuple[Table, Step]]:
    """Every step of every duty, with its table."""
    for cell in filter(None, map(POLICIES[city].table, EVERY)):
        yield from ((cell.value, step) for step in cell.value)


@pytest.mark.parametrize("city", CITIES)
def test_every_step_of_a_duty_has_its_article_its_side_and_those_who_are_told(city: str) -> None:
    for _, step in steps_of(city):
        event = DutyEvent[step.event.name]
        whole = any(Reporter.LEAD in each.values for each in step.when)
        assert not step.product
        assert step.side is (Side.LEAD if whole or event in OF_THE_AUTHORITY else Side.PROVIDER)
        assert (step.lasts is Span.AT_REST) is not DutyState[step.then.name].open
        assert isinstance(step.lasts, Within) is False or step.lasts == Within(
            step.days or 0, handed_in=event is DutyEvent.APPLY_FOR_UPDATE
        )
        service = {SERVICE[event]: ()} if event in SERVICE else {}
        assert {tell.who: tell.rules for tell in step.tells} == TOLD.get((city, event), service)


def test_only_what_is_not_to_be_shared_loses_its_ground() -> None:
    table, lapses = next(each for each in steps_of("CS") if each[1].event is DutyEvent.BASIS_LAPSES)
    for sharing in SharingType:
        made = True
        facts: Facts = {"type": sharing, "other_bases": 0}
        try:
            move(table, Case(), lapses.event, Principal(Role.SERVICE, "x"), facts, AT)
        except Conflict:
            made = False
        assert made is (sharing is SharingType.REFUSED)


def test_a_ground_that_has_lapsed_is_made_good_by_another_that_carries_it() -> None:
    """CS-30: what is in force has to carry it; a version that rests on such meets the duty, by the same article."""
    table, step = next(each for each in steps_of("CS") if each[1].event is DutyEvent.REST_ON_ANOTHER)
    case = Case(step.state, Deadline(DUE), {side: {side.name} for side in Side})
    made = move(table, case, step.event, somebody(PostKind.CATALOGUER, Side.PROVIDER), {"another_basis": True}, AT)
    assert (made.state, made.due, made.rules) == (DutyState.MET, Span.AT_REST, ("CS-30",))


@pytest.mark.parametrize("city", CITIES)
def test_a_duty_is_met_by_those_whom_its_text_names_and_by_nobody_else(city: str) -> None:
    departments = {side: {side.name} for side in Side}
    for table, step in steps_of(city):
        event = DutyEvent[step.event.name]
        whole = any(Reporter.LEAD in each.values for each in step.when)
        may, lead = AUTHORITY if whole and step.state else MAY[event], whole or event in OF_THE_AUTHORITY
        for actor in EVERYBODY:
            for due in (DUE, OVER):
                facts: Facts = {
                    "type": SharingType.REFUSED, "good_reason": True, "period": date(2025, 1, 1),
                    "reporter": Reporter.LEAD if whole else Reporter.DEPARTMENT,
                    "other_bases": 0, "another_basis": event is DutyEvent.REST_ON_ANOTHER,
                }  # fmt: skip
                case, made = Case(step.state, Deadline(due), departments), True
                try:
                    by = somebody(actor, Side.LEAD if lead else Side.PROVIDER)
                    move(table, case, event, by, facts, AT)
                except Forbidden:
                    made = False
                assert made is (actor in may), (step, actor)


@pytest.mark.parametrize(
    ("reporter", "post", "side", "day"),
    [
        (Reporter.DEPARTMENT, PostKind.HEAD, Side.PROVIDER, 5),
        (Reporter.COUNTY_GOVERNMENT, PostKind.CONTACT, Side.PROVIDER, 5),
        (Reporter.LEAD, PostKind.AUTHORITY_OFFICER, Side.LEAD, 15),
    ],
)
def test_chenzhous_reports_of_last_year_are_met_until_their_day_of_january_and_late_afterwards(
    reporter: Reporter, post: PostKind, side: Side, day: int
) -> None:
    """CZ-17: 应于每年1月5日前向市发改委报告上一年度…情况, 市发改委汇总情况于每年1月15日前…提交…年度报告."""
    cell = POLICIES["CZ"].table(YEARLY_REPORT)
    assert cell is not None
    departments = {each: {each.name} for each in Side}
    facts: Facts = {"reporter": reporter, "period": date(2025, 1, 1)}
    new_year, last = datetime(2026, 1, 1, 2, tzinfo=UTC), datetime(2026, 1, day, 15, 59, tzinfo=UTC)
    owed = move(cell.value, Case(), DutyEvent.PERIOD_OVER, Principal(Role.SERVICE, "x"), facts, new_year)
    assert (owed.state, owed.due, owed.rules) == (DutyState.REPORT_OWED, Deadline(date(2026, 1, day)), ("CZ-17",))
    case = Case(owed.state, owed.due, departments)
    for at, then in ((last, DutyState.MET), (last + timedelta(minutes=1), DutyState.LATE)):
        made = move(cell.value, case, DutyEvent.REPORT, somebody(post, side), facts, at)
        assert (made.state, made.due, made.rules) == (then, Span.AT_REST, ("CZ-17",))
