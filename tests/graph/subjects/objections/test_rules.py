"""Objections: who may raise one, when it is due in which city, and who hears the result."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.errors import Conflict, Forbidden, LimitExceeded, Malformed, NoPolicy
from graph.law.access import PUBLIC, Principal
from graph.law.articles import rule, rules
from graph.law.policies import policy
from graph.law.posts import HeldPost
from graph.subjects.objections.rules import (
    MAX_WORDS,
    WHILE_IN_CHECK,
    Interest,
    ObjectionEvent,
    ObjectionTarget,
    admit,
    age,
    overdue,
    resolve,
    sentence_while_open,
)
from graph.words.objections import Objection, ObjectionGround, ObjectionState
from graph.words.organisation import PostKind
from graph.words.people import Role

USER, PROVIDER = "11340200MB0000001A", "11340200MB0000002B"
AT = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)
USES = Interest(using_departments=frozenset({USER}))
WORDS = "登记日期早于成立日期"


def staff(kind: PostKind, department: str) -> Principal:
    return Principal(Role.STAFF, "zhang", department, (HeldPost(kind, department, date(2020, 1, 1)),))


def objection(**changes: object) -> Objection:
    base = Objection("O1", "Resource", "307001340200/000001", ObjectionGround.ACCURACY, WORDS, AT, "zhang", PROVIDER)
    return replace(base, **changes)  # type: ignore[arg-type]


CLERK = staff(PostKind.APPLICANT, USER)
OFFICER = staff(PostKind.PROVIDER_OFFICER, PROVIDER)


@pytest.mark.parametrize(
    ("city", "due", "rule_id"),
    [
        ("CZ", None, "CZ-14"),
        ("JZ", date(2025, 3, 10), "JZ-16"),
        ("JI", date(2025, 3, 17), "JI-14"),
        ("WH", None, "WH-16"),
        ("CS", None, "CS-32"),
    ],
)
def test_an_objection_to_data_is_due_where_the_text_has_a_number(city: str, due: date | None, rule_id: str) -> None:
    admitted = admit(CLERK, ObjectionTarget.RESOURCE, USES, f" {WORDS} ", policy(city), AT)
    assert (admitted.due.last_day if admitted.due else None) == due
    assert (admitted.rules, admitted.words) == ((rule_id,), WORDS)


def test_a_department_that_does_not_use_the_data_may_not_object_to_them() -> None:
    for stranger in (staff(PostKind.APPLICANT, PROVIDER), PUBLIC, Principal(Role.HOLDER, "li", holder="h")):
        with pytest.raises(Forbidden) as refused:
            admit(stranger, ObjectionTarget.ITEM, USES, WORDS, policy("WH"), AT)
        assert (refused.value.code, refused.value.rules) == ("NOT_A_USER", ("WH-16",))


@pytest.mark.parametrize(
    ("principal", "connection"),
    [
        (Principal(Role.HOLDER, "li", holder="h"), Interest(holds=True)),
        (Principal(Role.RELYING_PARTY, "bank"), Interest(relies=True)),
        (Principal(Role.HOLDER, "other"), Interest(relies=True)),
        (CLERK, Interest(relies=True)),
    ],
)
def test_a_license_is_objected_to_by_its_holder_or_a_user(principal: Principal, connection: Interest) -> None:
    admitted = admit(principal, ObjectionTarget.LICENSE, connection, WORDS, policy("WH"), AT)
    assert (admitted.rules, admitted.due) == (("WHL-19",), None)


@pytest.mark.parametrize(
    ("principal", "connection"),
    [
        (PUBLIC, Interest(holds=True, relies=True)),
        (Principal(Role.HOLDER, "li", holder="h"), Interest()),
        (Principal(Role.ADMIN, "root"), Interest(holds=True, relies=True)),
        (CLERK, USES),
    ],
)
def test_nobody_else_objects_to_a_license(principal: Principal, connection: Interest) -> None:
    with pytest.raises(Forbidden) as refused:
        admit(principal, ObjectionTarget.LICENSE, connection, WORDS, policy("WH"), AT)
    assert refused.value.rules == ("WHL-19",)


def test_where_no_policy_binds_there_is_no_objection_under_a_neighbours() -> None:
    with pytest.raises(NoPolicy):
        admit(CLERK, ObjectionTarget.RESOURCE, USES, WORDS, None, AT)
    with pytest.raises(NoPolicy) as refused:
        admit(CLERK, ObjectionTarget.LICENSE, Interest(relies=True), WORDS, policy("CZ"), AT)
    assert refused.value.rules == ()


def test_an_objection_needs_words_and_not_too_many() -> None:
    with pytest.raises(Malformed):
        admit(CLERK, ObjectionTarget.RESOURCE, USES, " \n", policy("WH"), AT)
    with pytest.raises(LimitExceeded):
        admit(CLERK, ObjectionTarget.RESOURCE, USES, "字" * (MAX_WORDS + 1), policy("WH"), AT)


def test_an_objection_is_accepted_then_corrected() -> None:
    accepted = resolve(OFFICER, objection(), ObjectionEvent.ACCEPT, "", policy("WH"), AT)
    assert (accepted.state, accepted.resolved_at) == (ObjectionState.IN_CHECK, None)
    corrected = resolve(OFFICER, objection(state=accepted.state), ObjectionEvent.CORRECT, " 已更正 ", policy("WH"), AT)
    assert (corrected.state, corrected.result, corrected.resolved_at) == (ObjectionState.CORRECTED, "已更正", AT)
    assert corrected.rules == ("WH-16",)


def test_an_explanation_needs_words() -> None:
    with pytest.raises(Malformed):
        resolve(OFFICER, objection(), ObjectionEvent.EXPLAIN, " ", policy("WH"), AT)


@pytest.mark.parametrize("state", [ObjectionState.CORRECTED, ObjectionState.EXPLAINED])
@pytest.mark.parametrize("event", ObjectionEvent)
def test_a_closed_objection_stays_closed(state: ObjectionState, event: ObjectionEvent) -> None:
    with pytest.raises(Conflict) as refused:
        resolve(OFFICER, objection(state=state), event, WORDS, policy("WH"), AT)
    assert (refused.value.code, refused.value.value) == ("OBJECTION_CLOSED", state.name)


def test_an_objection_in_check_is_not_accepted_again() -> None:
    with pytest.raises(Conflict) as refused:
        resolve(OFFICER, objection(state=ObjectionState.IN_CHECK), ObjectionEvent.ACCEPT, "", policy("WH"), AT)
    assert refused.value.code == "OBJECTION_STATE"


def test_only_the_answering_department_resolves() -> None:
    for stranger in (staff(PostKind.PROVIDER_OFFICER, USER), staff(PostKind.HEAD, PROVIDER), PUBLIC):
        with pytest.raises(Forbidden) as refused:
            resolve(stranger, objection(), ObjectionEvent.CORRECT, WORDS, policy("WH"), AT)
        assert "WH-16" in refused.value.rules


def test_an_objection_to_a_license_is_resolved_by_its_issuers_officers() -> None:
    case = objection(on_kind="License")
    for kind in (PostKind.LICENSE_OFFICER, PostKind.ISSUER):
        done = resolve(staff(kind, PROVIDER), case, ObjectionEvent.CORRECT, "已更正", policy("WH"), AT)
        assert done.rules == ("WHL-19",)
    with pytest.raises(Forbidden):
        resolve(OFFICER, case, ObjectionEvent.CORRECT, "已更正", policy("WH"), AT)


CHECK_RULES = {"CZ": ("CZ-14",), "JZ": ("JZ-16",), "JI": ("JI-14",), "WH": ("WH-16",), "CS": ("CS-32",)}


def test_the_sentence_while_in_check_stands_in_every_text() -> None:
    for city, found in CHECK_RULES.items():
        assert sentence_while_open(policy(city)).rules == found
        words = rule(found[0]).words
        assert all(part in words for part in ("校核期间", "照常办理", "不得拒绝、推诿")), city
    assert sentence_while_open(None).rules == ()
    assert "照常办理" in WHILE_IN_CHECK.zh
    assert all(rule_id in rules() for found in CHECK_RULES.values() for rule_id in found)


def test_without_a_number_a_case_ages_and_is_never_overdue() -> None:
    assert not overdue(objection(), date(2030, 1, 1))
    assert age(objection(), date(2025, 3, 10)) == 5
    due = objection(due_on=date(2025, 3, 10))
    assert not overdue(due, date(2025, 3, 10))
    assert overdue(due, date(2025, 3, 11))
    assert not overdue(replace(due, state=ObjectionState.EXPLAINED), date(2025, 3, 11))
