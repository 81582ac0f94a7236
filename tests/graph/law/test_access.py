"""Access: what no row names is not allowed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from graph.errors import Forbidden
from graph.law.access import (
    PUBLIC,
    Principal,
    may,
    require,
    require_other_person,
    require_stage,
    require_step,
)
from graph.law.acts import PERMISSIONS, SEPARATED, Act
from graph.law.articles import rules
from graph.law.policies import POLICIES, policy
from graph.law.policy import EntryAct, StageAct
from graph.law.posts import POST_RULES, SUPERVISING, HeldPost
from graph.words.organisation import PostKind
from graph.words.people import Role

TODAY = date(2025, 6, 2)
CIVIL, POLICE, CENTRE = "11340200MB0000001A", "11340200MB0000002B", "11340200MB0000003C"


def staff(*kinds: PostKind, department: str = CIVIL, supervises: Iterable[str] = ()) -> Principal:
    posts = tuple(HeldPost(kind, department, date(2020, 1, 1), None, frozenset(supervises)) for kind in kinds)
    return Principal(Role.STAFF, "zhang", department, posts)


def test_a_department_in_the_token_without_a_post_in_the_graph_carries_no_act() -> None:
    claimed = Principal(Role.STAFF, "zhang", CIVIL)
    assert not any(may(claimed, act, CIVIL, TODAY) for act in Act)


def test_a_post_carries_acts_only_in_its_period() -> None:
    ended = replace(staff(), posts=(HeldPost(PostKind.ISSUER, CIVIL, date(2020, 1, 1), TODAY),))
    future = replace(staff(), posts=(HeldPost(PostKind.ISSUER, CIVIL, date(2025, 6, 3)),))
    for nobody in (ended, future):
        assert not may(nobody, Act.ISSUE_LICENSE, CIVIL, TODAY)
    assert may(ended, Act.ISSUE_LICENSE, CIVIL, date(2025, 6, 1))


def test_a_post_that_does_not_supervise_reaches_no_other_department() -> None:
    clerk = staff(PostKind.PROVIDER_OFFICER, supervises=(POLICE,))
    assert not may(clerk, Act.RESOLVE_OBJECTION, POLICE, TODAY)


def test_only_the_issuer_of_the_issuing_department_issues() -> None:
    assert may(staff(PostKind.ISSUER), Act.ISSUE_LICENSE, CIVIL, TODAY)
    others = [kind for kind in PostKind if kind is not PostKind.ISSUER]
    assert not may(staff(*others, supervises=(POLICE,)), Act.ISSUE_LICENSE, CIVIL, TODAY)
    with pytest.raises(Forbidden) as refused:
        require(staff(PostKind.ISSUER), Act.ISSUE_LICENSE, POLICE, TODAY)
    assert refused.value.code == "POST_REQUIRED"
    assert refused.value.rules == ("WHL-9",)
    assert "签发人" in refused.value.message.zh
    assert "ISSUER" in refused.value.message.en


def test_the_centre_makes_licenses_of_the_departments_it_supervises_and_issues_none() -> None:
    centre = staff(PostKind.PLATFORM_OFFICER, department=CENTRE, supervises=(CIVIL,))
    assert may(centre, Act.MAKE_LICENSES, CIVIL, TODAY)
    assert not may(centre, Act.MAKE_LICENSES, POLICE, TODAY)
    assert not may(centre, Act.ISSUE_LICENSE, CIVIL, TODAY)


@pytest.mark.parametrize("act", Act)
def test_the_public_and_an_act_without_department_are_refused_with_a_reason(act: Act) -> None:
    with pytest.raises(Forbidden) as refused:
        require(PUBLIC, act, CIVIL, TODAY)
    assert refused.value.code in ("POST_REQUIRED", "ROLE_REQUIRED")
    if PERMISSIONS[act].posts:
        assert not may(staff(*PostKind), act, None, TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STAFF])
def test_posts_in_another_role_carry_no_act(role: Role) -> None:
    dressed = Principal(role, "zhang", CIVIL, staff(*PostKind).posts)
    assert not any(may(dressed, act, CIVIL, TODAY) for act in Act if PERMISSIONS[act].posts)


def test_roles_carry_only_what_no_post_can() -> None:
    admin, service, auditor = (Principal(role, "x") for role in (Role.ADMIN, Role.SERVICE, Role.AUDITOR))
    assert {act for act in Act if may(admin, act, CIVIL, TODAY)} == {Act.MANAGE_ORGANISATION, Act.IMPORT}
    assert {act for act in Act if may(service, act, None, TODAY)} == {Act.REPORT_DELIVERIES_AND_USES}
    assert {act for act in Act if may(auditor, act, None, TODAY)} == {Act.READ_JOURNAL}


def test_every_act_has_a_row_and_every_row_cites_articles() -> None:
    assert set(PERMISSIONS) == set(Act)
    for permission in PERMISSIONS.values():
        assert permission.posts or permission.roles
        assert all(rule_id in rules() for rule_id in permission.rules)
        assert permission.rules or permission.roles == {Role.ADMIN}
    assert set(POST_RULES) == set(PostKind)
    assert all(rule_id in rules() for found in POST_RULES.values() for rule_id in found)
    assert all(rule_id in rules() for _, found in SEPARATED for rule_id in found)


def test_a_step_of_an_entry_needs_the_post_that_the_row_names() -> None:
    publish = {row.id: step for row in POLICIES.values() if row.entry_approval
               for step in row.entry_approval.value if step.act is EntryAct.PUBLISH}  # fmt: skip
    centre = staff(PostKind.PLATFORM_OFFICER, department=CENTRE, supervises=(CIVIL,))
    reviewer = staff(PostKind.REVIEWER)
    require_step(centre, publish["WH"], CIVIL, TODAY)
    require_step(reviewer, publish["CS"], CIVIL, TODAY)
    with pytest.raises(Forbidden) as refused:
        require_step(reviewer, publish["WH"], CIVIL, TODAY)
    assert refused.value.rules == ("WH-6",)
    with pytest.raises(Forbidden):
        require_step(reviewer, publish["CS"], POLICE, TODAY)


def test_a_stage_of_a_request_needs_the_post_that_the_row_names() -> None:
    answer = policy("WH").conditional.value[0]
    assert answer.act is StageAct.ANSWER
    require_stage(staff(PostKind.PROVIDER_OFFICER), answer, CIVIL, TODAY)
    with pytest.raises(Forbidden) as refused:
        require_stage(staff(PostKind.APPLICANT), answer, CIVIL, TODAY)
    assert refused.value.rules == ("WH-13",)


def test_reviewer_and_issuer_of_one_license_are_two_people() -> None:
    require_other_person(Act.ISSUE_LICENSE, "zhang", {Act.REVIEW_LICENSE: "wang"})
    with pytest.raises(Forbidden) as refused:
        require_other_person(Act.ISSUE_LICENSE, "zhang", {Act.REVIEW_LICENSE: "zhang"})
    assert (refused.value.code, refused.value.rules) == ("SAME_PERSON", ("WHL-9",))
    require_other_person(Act.ANSWER_REQUEST, "zhang", {Act.REVIEW_LICENSE: "zhang"})


def test_only_supervising_posts_are_supervising() -> None:
    assert PostKind.ISSUER not in SUPERVISING
    assert PostKind.PLATFORM_OFFICER in SUPERVISING
