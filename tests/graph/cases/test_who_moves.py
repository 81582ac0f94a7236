"""Who may move a case, read off the texts: everybody is tried on every move from every state, and all others fail."""

from datetime import UTC, date, datetime

import pytest

from graph.cases.machine import Case, move
from graph.errors import Forbidden
from graph.law.access import Principal
from graph.law.checking import check_rows
from graph.law.policies import table_on
from graph.law.posts import HeldPost
from graph.law.terms import Deadline
from graph.law.workflow import Actor, Facts, Side, Table, Told
from graph.law.workflows import WORKFLOWS
from graph.words.forgeries import ForgeryEvent, Judged
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.objections import ObjectionEvent, Tie
from graph.words.organisation import PostKind
from graph.words.people import Role

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
OFFICER, CLERK = {PostKind.PROVIDER_OFFICER}, {PostKind.APPLICANT}
"""提供部门 checks and answers; 使用部门 has raised it."""
DATA: dict[str, set[Actor]] = {
    "RAISE": {*CLERK}, "TAKE_UP": {*OFFICER}, "CORRECT": {*OFFICER}, "EXPLAIN": {*OFFICER}, "WITHDRAW": {*CLERK},
    "EXTEND": {PostKind.HEAD},  # JI-14: 应当经提供部门主要负责人同意
}  # fmt: skip
ISSUER: set[Actor] = {PostKind.ISSUER, PostKind.LICENSE_OFFICER}
OBJECTORS: set[Actor] = {Role.HOLDER, Role.RELYING_PARTY, PostKind.APPLICANT}
"""WHL-19: 用证单位、持证主体及其他社会用证主体."""
LICENSES: dict[str, set[Actor]] = {
    "RAISE": OBJECTORS, "TAKE_UP": ISSUER, "CORRECT": ISSUER, "EXPLAIN": ISSUER, "WITHDRAW": OBJECTORS,
}  # fmt: skip
LIFE: dict[str, set[Actor]] = {name: {PostKind.ISSUER} for name in ("SUSPEND", "RESUME", "REPLACE", "CANCEL")}
FINDERS: set[Actor] = {
    Role.RELYING_PARTY, PostKind.APPLICANT, PostKind.LICENSE_OFFICER, PostKind.PLATFORM_OFFICER, PostKind.INSPECTOR,
}  # fmt: skip
DECIDING: set[Actor] = {PostKind.LICENSE_OFFICER, PostKind.LICENSE_REVIEWER}
FORGERIES: dict[str, set[Actor]] = {
    "SUSPECT": FINDERS, "JOIN": FINDERS, "CONFIRM": DECIDING, "DISMISS": DECIDING, "REPORT": {PostKind.ISSUER},
}  # fmt: skip
"""WHL-22 names nobody who does it: who meets the file says so, the department decides, its seal reports."""
MAY = {
    **{(city, "objection"): DATA for city in ("CZ", "JZ", "JI", "WH", "CS")},
    ("WH", "license_objection"): LICENSES,
    ("WH", "license"): LIFE,
    ("WH", "forgery"): FORGERIES,
}
OBJECTORS_MOVES = {"RAISE", "WITHDRAW", "SUSPECT", "JOIN"}
EVERYBODY: tuple[Actor, ...] = (*PostKind, *(role for role in Role if role is not Role.STAFF))


def table_of(city: str, workflow: str) -> Table:
    return table_on(city, WORKFLOWS[workflow], DAY)


def somebody(actor: Actor, side: Side) -> Principal:
    if isinstance(actor, Role):
        return Principal(actor, "zhang")
    return Principal(Role.STAFF, "zhang", side.name, (HeldPost(actor, side.name, date(2020, 1, 1)),))


@pytest.mark.parametrize(("city", "workflow"), MAY)
def test_a_move_is_made_by_those_whom_the_text_names_and_by_nobody_else(city: str, workflow: str) -> None:
    departments = {side: {side.name} for side in Side}
    facts: Facts = {"use": Tie.RECORDED, "days": 1, "judged": Judged.NOT_GENUINE}
    for step in table_of(city, workflow):
        case = Case(step.state, Deadline(DAY), departments, dict.fromkeys(Side, "zhang"))
        side = Side.APPLICANT if step.event.name in OBJECTORS_MOVES else Side.PROVIDER
        for actor in EVERYBODY:
            made = True
            try:
                move(table_of(city, workflow), case, step.event, somebody(actor, side), facts, AT)
            except Forbidden:
                made = False
            assert made is (actor in MAY[city, workflow][step.event.name]), (step, actor)


GIVES, MAKES, ERASES = {PostKind.LICENSE_OFFICER}, {PostKind.PLATFORM_OFFICER}, {Role.ADMIN}
REVIEWS, ISSUES = {PostKind.LICENSE_REVIEWER}, {PostKind.ISSUER}
MAKING: dict[tuple[DraftState | None, DraftEvent], set[Actor]] = {
    **{(state, DraftEvent.RECEIVE): {*GIVES} for state in (None, DraftState.RECEIVED, DraftState.SENT_BACK)},
    **{(state, DraftEvent.CANCEL): {*GIVES} for state in DraftState if state.open},
    **{(state, DraftEvent.ERASE): {*ERASES} for state in DraftState if state.open},
    **{(state, DraftEvent.RESTORE): {*ERASES} for state in DraftState if state.made},
    (DraftState.RECEIVED, DraftEvent.MAKE): {*MAKES},
    (DraftState.RECEIVED, DraftEvent.SEND_BACK): {*MAKES},
    (DraftState.MADE, DraftEvent.REVIEW): {*REVIEWS},
    (DraftState.MADE, DraftEvent.SEND_BACK): {*REVIEWS},
    (DraftState.REVIEWED, DraftEvent.ISSUE): {*ISSUES},
    (DraftState.REVIEWED, DraftEvent.SEND_BACK): {*ISSUES},
}
"""WHL-6, WHL-9: the department shares data, the centre makes, the department reviews and issues."""


def test_a_licence_is_made_by_those_whom_the_text_names_in_each_state_and_by_nobody_else() -> None:
    table = table_of("WH", "license_draft")
    assert {(step.state, step.event) for step in table} == set(MAKING)
    departments = {side: {side.name} for side in Side}
    for step in table:
        for actor in EVERYBODY:
            side = Side.CARRIER if actor is PostKind.PLATFORM_OFFICER else Side.PROVIDER
            made, case = True, Case(step.state, departments=departments)
            try:
                move(table, case, step.event, somebody(actor, side), {"license_officer_filed": True}, AT)
            except Forbidden:
                made = False
            assert made is (
                actor in MAKING[DraftState[step.state.name] if step.state else None, DraftEvent[step.event.name]]
            )


TOLD_BY_LAW = {
    "CZ": {Told.USERS: ("CZ-14",)},  # 应将校核结果反馈该共享信息相关使用部门
    "CS": {Told.USERS: ("CS-32",)},
}
SERVICE = {Told.USERS: ()}
NEXT = {
    ObjectionEvent.RAISE: {Told.PROVIDER: ()},
    ObjectionEvent.TAKE_UP: {Told.APPLICANT: ()},
    ObjectionEvent.EXTEND: {Told.APPLICANT: ()},
    ObjectionEvent.WITHDRAW: {Told.PROVIDER: ()},
}


@pytest.mark.parametrize("city", ["CZ", "JZ", "JI", "WH", "CS"])
def test_the_result_goes_to_the_objector_and_to_every_user_by_the_article_that_says_so(city: str) -> None:
    result = {Told.APPLICANT: (), **TOLD_BY_LAW.get(city, SERVICE)}
    for step in table_of(city, "objection"):
        assert {tell.who: tell.rules for tell in step.tells} == NEXT.get(ObjectionEvent[step.event.name], result)


def test_the_result_about_a_licence_goes_to_whoever_objected_by_its_article() -> None:
    for step in table_of("WH", "license_objection"):
        wanted = NEXT.get(ObjectionEvent[step.event.name], {Told.APPLICANT: ("WHL-19",)})  # 及时告知异议申请人
        assert {tell.who: tell.rules for tell in step.tells} == wanted


def test_of_a_forgery_those_who_met_it_are_told_what_came_of_it_and_the_department_what_it_has_to_do() -> None:
    """No text has anybody told: that is a service."""
    both = {Told.APPLICANT: (), Told.PROVIDER: ()}
    wanted = {
        ForgeryEvent.SUSPECT: {Told.PROVIDER: ()}, ForgeryEvent.JOIN: {Told.PROVIDER: ()}, ForgeryEvent.CONFIRM: both,
        ForgeryEvent.DISMISS: both, ForgeryEvent.REPORT: {Told.PROVIDER: ()},
    }  # fmt: skip
    for step in table_of("WH", "forgery"):
        assert {tell.who: tell.rules for tell in step.tells} == wanted[ForgeryEvent[step.event.name]]


def test_the_program_starts_on_the_tables() -> None:
    check_rows()
