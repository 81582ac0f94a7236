"""Access: what no row names is not allowed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from graph.errors import Forbidden
from graph.law.access import PUBLIC, Principal, may, require
from graph.law.acts import PERMISSIONS, Act
from graph.law.policies import policy
from graph.law.posts import SUPERVISING, HeldPost
from graph.words.organisation import PostKind
from graph.words.people import Role

TODAY = date(2025, 6, 2)
CIVIL, POLICE = "11340200MB0000001A", "11340200MB0000002B"


def staff(*kinds: PostKind, department: str = CIVIL, supervises: Iterable[str] = ()) -> Principal:
    posts = tuple(HeldPost(kind, department, date(2020, 1, 1), None, frozenset(supervises)) for kind in kinds)
    return Principal(Role.STAFF, "zhang", department, posts)


def test_a_department_in_the_token_without_a_post_in_the_graph_carries_no_act() -> None:
    claimed = Principal(Role.STAFF, "zhang", CIVIL)
    assert not any(may(claimed, act, CIVIL, TODAY) for act in Act)


def test_a_post_carries_acts_only_in_its_period() -> None:
    ended = replace(staff(), posts=(HeldPost(PostKind.LICENSE_OFFICER, CIVIL, date(2020, 1, 1), TODAY),))
    future = replace(staff(), posts=(HeldPost(PostKind.LICENSE_OFFICER, CIVIL, date(2025, 6, 3)),))
    for nobody in (ended, future):
        assert not may(nobody, Act.DEFINE_LICENSE_TYPES, CIVIL, TODAY)
    assert may(ended, Act.DEFINE_LICENSE_TYPES, CIVIL, date(2025, 6, 1))


def test_a_post_that_does_not_supervise_reaches_no_other_department() -> None:
    officer = staff(PostKind.LICENSE_OFFICER, supervises=(POLICE,))
    assert not may(officer, Act.DEFINE_LICENSE_TYPES, POLICE, TODAY)


def test_only_the_e_licence_officer_of_the_department_defines_its_types() -> None:
    assert may(staff(PostKind.LICENSE_OFFICER), Act.DEFINE_LICENSE_TYPES, CIVIL, TODAY)
    others = [kind for kind in PostKind if kind is not PostKind.LICENSE_OFFICER]
    assert not may(staff(*others, supervises=(POLICE,)), Act.DEFINE_LICENSE_TYPES, CIVIL, TODAY)
    with pytest.raises(Forbidden) as refused:
        require(staff(PostKind.LICENSE_OFFICER), Act.DEFINE_LICENSE_TYPES, POLICE, TODAY, policy("WH"))
    assert refused.value.code == "POST_REQUIRED"
    assert refused.value.rules == ("WHL-8",)
    assert "电子证照专员" in refused.value.message.zh
    assert "LICENSE_OFFICER" in refused.value.message.en


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
    admin = Principal(Role.ADMIN, "x")
    assert {act for act in Act if may(admin, act, CIVIL, TODAY)} == {
        Act.REGISTER_ENTRY,
        Act.PUBLISH_ENTRY,
        Act.MANAGE_ORGANISATION,
        Act.IMPORT,
        Act.EXPORT,
        Act.APPOINT_ADMINISTRATORS,
    }
    for role in set(Role) - {Role.ADMIN}:
        assert {act for act in Act if may(Principal(role, "x"), act, None, TODAY)} == (
            {Act.EXCHANGE} if role is Role.SERVICE else set()
        )


def test_every_act_has_a_row() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(permission.posts or permission.roles for permission in PERMISSIONS.values())


def test_only_supervising_posts_are_supervising() -> None:
    assert PostKind.LICENSE_OFFICER not in SUPERVISING
    assert PostKind.PLATFORM_OFFICER in SUPERVISING
