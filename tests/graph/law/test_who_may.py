"""Who takes which step of an entry, and who may do what outside a case: everybody is tried, inside and above."""

from datetime import date

import pytest

from graph.errors import Forbidden
from graph.law.access import Principal, may, require, require_other_person, require_step
from graph.law.acts import Act
from graph.law.policies import policy
from graph.law.posts import SUPERVISING, HeldPost
from graph.law.provisions import EntryStep
from graph.words.organisation import PostKind
from graph.words.people import Role

DAY = date(2026, 3, 2)
PROVIDER, CENTRE = "11340200MB0000001A", "11340200MB0000002B"
OWN, ABOVE = "in the providing department", "over it"

STEPS = {
    "CZ": ("REGISTER CATALOGUER own CZ-7 CZ-8", "PUBLISH PLATFORM_OFFICER above CZ-7"),
    "JZ": (
        "REGISTER CATALOGUER own JZ-7 JZP-4.1",
        "REVIEW PLATFORM_OFFICER above JZP-4.1 JZP-5.3",
        "FILE AUTHORITY_OFFICER above JZ-7",
        "PUBLISH PLATFORM_OFFICER above JZ-7 JZP-4.1",
    ),
    "JI": (
        "REGISTER CATALOGUER own JI-8",
        "REVIEW AUTHORITY_OFFICER above JI-8 JI-22",
        "FIX_TYPE AUTHORITY_OFFICER above JI-18",
        "PUBLISH AUTHORITY_OFFICER above JI-21",
    ),
    "WH": ("REGISTER CATALOGUER own WH-6", "PUBLISH PLATFORM_OFFICER above WH-6"),
    "CS": (
        "REGISTER CATALOGUER own CS-15 CS-17",
        "REVIEW REVIEWER own CS-15 CS-17",
        "CONFIRM_REFUSED AUTHORITY_OFFICER above CS-14",
        "PUBLISH REVIEWER own CS-15",
    ),
}
"""The step, the one post that takes it, whether that is the provider's own, and the articles that refuse the others."""

ACTS: dict[Act, set[PostKind]] = {
    Act.REGISTER_ENTRY: {PostKind.CATALOGUER},
    Act.REVIEW_ENTRY: {PostKind.REVIEWER, PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER},
    Act.PUBLISH_ENTRY: {PostKind.REVIEWER, PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER},
    Act.DEFINE_LICENSE_TYPES: {PostKind.LICENSE_OFFICER},
    Act.MANAGE_ORGANISATION: set(),
    Act.IMPORT: set(),
    Act.EXPORT: set(),
    Act.APPOINT_ADMINISTRATORS: set(),
}
CITED: dict[Act, dict[str, tuple[str, ...]]] = {
    Act.REGISTER_ENTRY: {"CZ": ("CZ-7",), "JZ": ("JZ-7",), "JI": ("JI-8",), "WH": ("WH-6",), "CS": ("CS-15", "CS-17")},
    Act.REVIEW_ENTRY: {"JZ": ("JZP-4.1",), "JI": ("JI-8",), "CS": ("CS-15", "CS-17")},
    Act.PUBLISH_ENTRY: {"CZ": ("CZ-7",), "JZ": ("JZ-7",), "JI": ("JI-21",), "WH": ("WH-6",), "CS": ("CS-15",)},
    Act.DEFINE_LICENSE_TYPES: {"WH": ("WHL-8",)},
}


def staff(kind: PostKind, place: str) -> Principal:
    above = frozenset({PROVIDER}) if place == ABOVE else frozenset[str]()
    department = CENTRE if place == ABOVE else PROVIDER
    return Principal(Role.STAFF, "zhang", department, (HeldPost(kind, department, date(2020, 1, 1), None, above),))


def refused_by(step: EntryStep, principal: Principal) -> tuple[str, ...] | None:
    try:
        require_step(principal, step, PROVIDER, DAY)
    except Forbidden as refused:
        return refused.rules
    return None


@pytest.mark.parametrize("city", STEPS)
def test_a_step_of_an_entry_is_taken_by_the_post_of_the_text_and_by_no_other(city: str) -> None:
    approval = policy(city).entry_approval
    assert approval is not None
    for step, words in zip(approval.value, STEPS[city], strict=True):
        act, post, whose, *rules = words.split()
        assert step.act.name == act
        for kind in PostKind:
            for place in (OWN, ABOVE):
                reaches = place == OWN or (whose == "above" and kind in SUPERVISING)
                wanted = None if kind.name == post and reaches else tuple(rules)
                assert refused_by(step, staff(kind, place)) == wanted, (words, kind, place)


@pytest.mark.parametrize("act", Act)
def test_an_act_is_done_by_its_posts_or_by_an_administrator(act: Act) -> None:
    for kind in PostKind:
        assert may(staff(kind, OWN), act, PROVIDER, DAY) is (kind in ACTS[act])
    for role in Role:
        assert may(Principal(role, "x"), act, PROVIDER, DAY) is (role is Role.ADMIN and not ACTS[act])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("city", STEPS)
def test_an_act_is_refused_by_the_article_that_gives_it_to_others(city: str, act: Act) -> None:
    with pytest.raises(Forbidden) as refused:
        require(Principal(Role.PUBLIC), act, PROVIDER, DAY, policy(city))
    assert refused.value.rules == CITED.get(act, {}).get(city, ())


@pytest.mark.parametrize("city", STEPS)
def test_registrar_and_reviewer_are_two_people_in_changsha(city: str) -> None:
    for now in Act:
        for before in set(Act) - {now}:
            apart = city == "CS" and {now, before} == {Act.REGISTER_ENTRY, Act.REVIEW_ENTRY}
            try:
                require_other_person(now, "zhang", {before: "zhang"}, policy(city))
                refused: tuple[str, ...] = ()
            except Forbidden as refusal:
                refused = refusal.rules
            assert refused == (("CS-15", "CS-17") if apart else ())
