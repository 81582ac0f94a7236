"""Objections: who may raise one, when it is due in which city, and who hears the result."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.errors import Conflict, Forbidden, LimitExceeded, Malformed, NoPolicy
from graph.law.access import PUBLIC, Principal
from graph.law.articles import rule, rules
from graph.law.policies import policy
from graph.law.posts import HeldPost
from graph.law.terms import NO_NUMBER, Deadline, Due
from graph.subjects.objections.rules import (
    MAX_WORDS,
    WHILE_IN_CHECK,
    Interest,
    ObjectionEvent,
    ObjectionTarget,
    admit,
    resolve,
    sentence_while_open,
    sentence_without_due,
)
from graph.words.china_time import CHINA
from graph.words.objections import Objection, ObjectionGround, ObjectionState, Tie
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
        ("CZ", NO_NUMBER, "CZ-14"),
        ("JZ", Deadline(date(2025, 3, 10)), "JZ-16"),
        ("JI", Deadline(date(2025, 3, 17)), "JI-14"),
        ("WH", NO_NUMBER, "WH-16"),
        ("CS", NO_NUMBER, "CS-32"),
    ],
)
def test_an_objection_to_data_is_due_where_the_text_has_a_number(city: str, due: Due, rule_id: str) -> None:
    admitted = admit(CLERK, ObjectionTarget.RESOURCE, USES, f" {WORDS} ", policy(city), AT)
    assert admitted.due == due
    assert (admitted.rules, admitted.words) == ((rule_id,), WORDS)


def test_a_department_that_does_not_use_the_data_may_not_object_to_them() -> None:
    for stranger in (staff(PostKind.APPLICANT, PROVIDER), PUBLIC, Principal(Role.HOLDER, "li", holder="h")):
        with pytest.raises(Forbidden) as refused:
            admit(stranger, ObjectionTarget.ITEM, USES, WORDS, policy("WH"), AT)
        assert (refused.value.code, refused.value.rules) == ("NOT_A_USER", ("WH-16",))


@pytest.mark.parametrize(
    ("principal", "connection"),
    [
        (Principal(Role.HOLDER, "li", holder="h"), Interest(tie=Tie.HOLDS)),
        (Principal(Role.RELYING_PARTY, "bank"), Interest(tie=Tie.RECORDED)),
        (Principal(Role.RELYING_PARTY, "bank"), Interest(tie=Tie.SHOWN)),
        (Principal(Role.HOLDER, "other"), Interest(tie=Tie.SHOWN)),
        (CLERK, Interest(tie=Tie.SHOWN)),
        (CLERK, Interest(tie=Tie.RECORDED)),
    ],
)
def test_a_license_is_objected_to_by_its_holder_or_a_user(principal: Principal, connection: Interest) -> None:
    admitted = admit(principal, ObjectionTarget.LICENSE, connection, WORDS, policy("WH"), AT)
    assert admitted.rules == ("WHL-19",)
    assert admitted.due is NO_NUMBER


@pytest.mark.parametrize(
    ("principal", "connection"),
    [
        (PUBLIC, Interest(tie=Tie.HOLDS)),
        (Principal(Role.HOLDER, "li", holder="h"), Interest()),
        (Principal(Role.ADMIN, "root"), Interest(tie=Tie.HOLDS)),
        (CLERK, USES),
        (CLERK, Interest(tie=Tie.HOLDS)),
        (Principal(Role.STAFF, "without post"), Interest(tie=Tie.RECORDED)),
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
        admit(CLERK, ObjectionTarget.LICENSE, Interest(tie=Tie.SHOWN), WORDS, policy("CZ"), AT)
    assert refused.value.rules == ()


def test_an_objection_needs_words_and_not_too_many() -> None:
    with pytest.raises(Malformed):
        admit(CLERK, ObjectionTarget.RESOURCE, USES, " \n", policy("WH"), AT)
    with pytest.raises(LimitExceeded):
        admit(CLERK, ObjectionTarget.RESOURCE, USES, "字" * (MAX_WORDS + 1), policy("WH"), AT)


def test_an_objection_is_accepted_then_corrected() -> None:
    accepted = resolve(OFFICER, objection(), PROVIDER, ObjectionEvent.ACCEPT, "", policy("WH"), AT)
    assert (accepted.state, accepted.resolved_at) == (ObjectionState.IN_CHECK, None)
    corrected = resolve(
        OFFICER, objection(state=accepted.state), PROVIDER, ObjectionEvent.CORRECT, " 已更正 ", policy("WH"), AT
    )
    assert (corrected.state, corrected.result, corrected.resolved_at) == (ObjectionState.CORRECTED, "已更正", AT)
    assert corrected.rules == ("WH-16",)


def test_an_explanation_needs_words() -> None:
    with pytest.raises(Malformed):
        resolve(OFFICER, objection(), PROVIDER, ObjectionEvent.EXPLAIN, " ", policy("WH"), AT)


@pytest.mark.parametrize("state", [ObjectionState.CORRECTED, ObjectionState.EXPLAINED])
@pytest.mark.parametrize("event", ObjectionEvent)
def test_a_closed_objection_stays_closed(state: ObjectionState, event: ObjectionEvent) -> None:
    with pytest.raises(Conflict) as refused:
        resolve(OFFICER, objection(state=state), PROVIDER, event, WORDS, policy("WH"), AT)
    assert (refused.value.code, refused.value.value) == ("OBJECTION_CLOSED", state.name)


def test_an_objection_in_check_is_not_accepted_again() -> None:
    with pytest.raises(Conflict) as refused:
        resolve(
            OFFICER, objection(state=ObjectionState.IN_CHECK), PROVIDER, ObjectionEvent.ACCEPT, "", policy("WH"), AT
        )
    assert refused.value.code == "OBJECTION_STATE"


def test_only_the_answering_department_resolves() -> None:
    for stranger in (staff(PostKind.PROVIDER_OFFICER, USER), staff(PostKind.HEAD, PROVIDER), PUBLIC):
        with pytest.raises(Forbidden) as refused:
            resolve(stranger, objection(), PROVIDER, ObjectionEvent.CORRECT, WORDS, policy("WH"), AT)
        assert "WH-16" in refused.value.rules


def test_of_a_department_that_is_gone_the_successor_resolves_and_the_former_officers_do_not() -> None:
    successor = staff(PostKind.PROVIDER_OFFICER, USER)
    assert resolve(successor, objection(), USER, ObjectionEvent.CORRECT, WORDS, policy("WH"), AT).state.open is False
    for answering in (USER, None):
        with pytest.raises(Forbidden):
            resolve(OFFICER, objection(), answering, ObjectionEvent.CORRECT, WORDS, policy("WH"), AT)


def test_an_objection_to_a_license_is_resolved_by_its_issuers_officers() -> None:
    case = objection(on_kind="License")
    for kind in (PostKind.LICENSE_OFFICER, PostKind.ISSUER):
        done = resolve(staff(kind, PROVIDER), case, PROVIDER, ObjectionEvent.CORRECT, "已更正", policy("WH"), AT)
        assert done.rules == ("WHL-19",)
    with pytest.raises(Forbidden):
        resolve(OFFICER, case, PROVIDER, ObjectionEvent.CORRECT, "已更正", policy("WH"), AT)


CHECK_RULES = {"CZ": ("CZ-14",), "JZ": ("JZ-16",), "JI": ("JI-14",), "WH": ("WH-16",), "CS": ("CS-32",)}


def test_the_sentence_while_in_check_stands_in_every_text() -> None:
    for city, found in CHECK_RULES.items():
        assert sentence_while_open(policy(city)).rules == found
        words = rule(found[0]).words
        assert all(part in words for part in ("校核期间", "照常办理", "不得拒绝、推诿")), city
    assert sentence_while_open(None).rules == ()
    assert "照常办理" in WHILE_IN_CHECK.zh
    assert all(rule_id in rules() for found in CHECK_RULES.values() for rule_id in found)


@pytest.mark.parametrize(
    ("target", "city", "rules"),
    [(ObjectionTarget.ITEM, "CZ", ("CZ-14", "SC-809")), (ObjectionTarget.LICENSE, "WH", ("WHL-19", "SC-809"))],
)
def test_without_a_number_the_article_and_the_decree_are_named(
    target: ObjectionTarget, city: str, rules: tuple[str, ...]
) -> None:
    said = sentence_without_due(target, policy(city), datetime(2025, 7, 31, 16, 30, tzinfo=UTC))
    assert said.rules == rules, "in China it is 1 August"
    assert sentence_without_due(target, policy(city), AT).rules == rules[:1]


@pytest.mark.parametrize(
    ("city", "raised", "due"),
    [
        ("JZ", datetime(2025, 10, 3, 9, tzinfo=CHINA), date(2025, 10, 15)),  # a holiday; 10, 11 (worked), 13, 14, 15
        ("JZ", datetime(2025, 3, 9, 23, 59, tzinfo=CHINA), date(2025, 3, 17)),  # a Sunday
        ("JI", datetime(2026, 2, 13, 0, 30, tzinfo=CHINA), date(2026, 3, 5)),  # 14, 24 to 28 Feb., 2 to 5 March
    ],
)
def test_what_is_raised_on_a_rest_day_is_due_as_if_raised_on_the_next_working_day(
    city: str, raised: datetime, due: date
) -> None:
    admitted = admit(CLERK, ObjectionTarget.RESOURCE, USES, WORDS, policy(city), raised.astimezone(UTC))
    assert admitted.due == Deadline(due)


def test_what_is_due_in_a_year_without_notice_is_provisional() -> None:
    admitted = admit(CLERK, ObjectionTarget.RESOURCE, USES, WORDS, policy("JI"), datetime(2034, 12, 27, tzinfo=UTC))
    assert admitted.due == Deadline(date(2035, 1, 11), provisional=True)
