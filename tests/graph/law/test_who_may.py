"""Who may do what outside a case: everybody is tried."""

from datetime import date

import pytest

from graph.errors import Forbidden
from graph.law.access import Principal, may, require
from graph.law.acts import Act
from graph.law.policies import policy
from graph.law.posts import HeldPost
from graph.words.organisation import PostKind
from graph.words.people import Role

DAY = date(2026, 3, 2)
PROVIDER = "11340200MB0000001A"

CITIES = ("CZ", "JZ", "JI", "WH", "CS")
ACTS: dict[Act, set[PostKind]] = {
    Act.REGISTER_ENTRY: set(),
    Act.PUBLISH_ENTRY: set(),
    Act.DEFINE_LICENSE_TYPES: {PostKind.LICENSE_OFFICER},
    Act.MANAGE_ORGANISATION: set(),
    Act.IMPORT: set(),
    Act.HAND_IN_ENTRIES: {PostKind.CATALOGUER},
    Act.EXCHANGE: set(),
    Act.EXPORT: set(),
    Act.APPOINT_ADMINISTRATORS: set(),
    Act.AMEND_BASES: {PostKind.AUTHORITY_OFFICER},
}
CITED: dict[Act, dict[str, tuple[str, ...]]] = {
    Act.REGISTER_ENTRY: {"CZ": ("CZ-7",), "JZ": ("JZ-7",), "JI": ("JI-8",), "WH": ("WH-6",), "CS": ("CS-15", "CS-17")},
    Act.HAND_IN_ENTRIES: {"CZ": ("CZ-7",), "JZ": ("JZ-7",), "JI": ("JI-8",), "WH": ("WH-6",), "CS": ("CS-15", "CS-17")},
    Act.PUBLISH_ENTRY: {"CZ": ("CZ-7",), "JZ": ("JZ-7",), "JI": ("JI-21",), "WH": ("WH-6",), "CS": ("CS-15",)},
    Act.DEFINE_LICENSE_TYPES: {"WH": ("WHL-8",)},
    Act.AMEND_BASES: {"CZ": ("CZ-7",), "JZ": ("JZ-8",), "JI": ("JI-10",), "WH": ("WH-6",), "CS": ("CS-16",)},
}


def staff(kind: PostKind) -> Principal:
    return Principal(Role.STAFF, "zhang", PROVIDER, (HeldPost(kind, PROVIDER, date(2020, 1, 1)),))


@pytest.mark.parametrize("act", Act)
def test_an_act_is_done_by_its_posts_or_by_an_administrator_or_the_platform(act: Act) -> None:
    for kind in PostKind:
        assert may(staff(kind), act, PROVIDER, DAY) is (kind in ACTS[act])
    for role in Role:
        alone = Role.SERVICE if act is Act.EXCHANGE else Role.ADMIN
        assert may(Principal(role, "x"), act, PROVIDER, DAY) is (role is alone and not ACTS[act])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("city", CITIES)
def test_an_act_is_refused_by_the_article_that_gives_it_to_others(city: str, act: Act) -> None:
    with pytest.raises(Forbidden) as refused:
        require(Principal(Role.PUBLIC), act, PROVIDER, DAY, policy(city))
    assert refused.value.rules == CITED.get(act, {}).get(city, ())
