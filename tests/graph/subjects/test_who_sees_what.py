"""Who sees what: every role and post, in every city, of every kind of node that is not for everybody.

What the store answers is compared with the table of the law and with what the cities were built like.
"""

from __future__ import annotations

from typing import LiteralString

import pytest
from builders import five_cities
from builders.five_cities import CITIES, TODAY, Asker, FiveCities, askers
from builders.more import LEFT_OUT
from builders.seeing import may_see, people_seen

from graph.cases.inbox import NOTICES
from graph.law.access import Principal
from graph.law.scope import Guarded, scope_of
from graph.schema.nodes import BY_LABEL, DEPARTMENT, GUARDED
from graph.store.engine import Store
from graph.store.listing import Listing
from graph.store.pages import Asked, Wanted
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing.memory import LICENSES
from graph.words.organisation import PostKind
from graph.words.people import Role

ASKERS = tuple(askers())
_WHO = list(dict.fromkeys((each.role, each.place, each.post) for each in ASKERS))
IN_TURN = tuple(
    pytest.param(
        each,
        id=str(each),
        marks=()
        if each.city in (None, CITIES[_WHO.index((each.role, each.place, each.post)) % len(CITIES)])
        else LEFT_OUT,
    )
    for each in ASKERS
)
"""The askers of whom `make test` asks each in one city, the next in the next."""
LABELS = tuple(label for what in Guarded for label in what.value)
_SEEN: LiteralString = ", ".join(
    [f"COLLECT {{ MATCH (c:{label}) WHERE {BY_LABEL[label].sees('c')} RETURN c.id }}" for label in LABELS]
)
EVERYTHING_SEEN: LiteralString = (
    f"RETURN [{_SEEN}, COLLECT {{ MATCH (c:Department) WITH {DEPARTMENT.column('c', 'phone')} AS x "
    "WHERE x IS NOT NULL RETURN x }, "
    "COLLECT { MATCH (r:Resource {state: 'PUBLISHED'}) RETURN r.id }]"
)
TELEPHONE = "telephone"
SEEN: dict[Asker, dict[str, set[str]]] = {}
"""What each has seen of them, who asked before."""


@pytest.fixture(scope="module")
async def cities(kept_store: Store) -> FiveCities:
    """The five cities, for all tests of this module, which only read them."""
    SEEN.clear()
    return await five_cities.furnished(kept_store, PersonalData(b"\x17" * 32))


async def seen(cities: FiveCities, asker: Asker) -> dict[str, set[str]]:
    """Ids of what an asker sees, by kind, in one statement; of entries without what is published."""
    if asker in SEEN:
        return SEEN[asker]
    principal: Principal = await cities.principal(asker)
    found = await View(cities.store, scope_of(principal, TODAY), TODAY).read(EVERYTHING_SEEN)
    *by_label, telephones, published = found
    every = dict(zip(LABELS, map(set, by_label), strict=True)) | {TELEPHONE: set(telephones)}
    every["Resource"] -= set(published)
    every["Item"] = {each for each in every["Item"] if each.partition("#")[0] not in published}
    every["EntryVersion"] = {each for each in every["EntryVersion"] if each.removesuffix("@2") not in published}
    every["Post"] = {each for each in every["Post"] if not each.endswith("-HEAD-1")}
    SEEN[asker] = every
    return every


def expected(cities: FiveCities, asker: Asker) -> dict[str, set[str]]:
    """What an asker should see."""
    every: dict[str, set[str]] = {label: set() for label in LABELS}
    for node in cities.planted:
        if may_see(asker, node):
            every[node.label].add(node.id)
    return every | {TELEPHONE: people_seen(asker)}


@pytest.mark.parametrize("asker", ASKERS, ids=str)
async def test_an_asker_sees_what_the_table_says(cities: FiveCities, asker: Asker) -> None:
    assert await seen(cities, asker) == expected(cities, asker)


def test_the_askers_are_every_role_and_every_post_in_every_city() -> None:
    assert {asker.role for asker in ASKERS} == set(Role)
    for city in CITIES:
        for place in ("bureau", "county_bureau"):
            assert {each.post for each in ASKERS if each.city == city and each.place == place} == set(PostKind)
    assert len(set(map(str, ASKERS))) == len(ASKERS)


def test_of_every_kind_something_is_seen_by_somebody_and_everything_hidden_from_somebody(cities: FiveCities) -> None:
    shown = {node.label for node in cities.planted for asker in ASKERS if may_see(asker, node)}
    assert shown == set(LABELS)
    assert [node for node in cities.planted if all(may_see(asker, node) for asker in ASKERS)] == []


async def test_an_officer_sees_nothing_of_another_citys_register(cities: FiveCities) -> None:
    register = {PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER, PostKind.INSPECTOR}
    officers = [asker for asker in ASKERS if asker.post in register]
    assert len(officers) == 2 * 5 * len(register)
    for officer in officers:
        assert officer.city is not None
        found = (await seen(cities, officer))["License"]
        assert found
        assert all(each.startswith(f"license-{officer.city.policy}-") for each in found)


async def test_an_inspector_of_a_county_sees_his_county_only(cities: FiveCities) -> None:
    for asker in ASKERS:
        if asker.post is PostKind.INSPECTOR and asker.place == "county_bureau":
            assert asker.city is not None
            found = await seen(cities, asker)
            assert found["License"] == {f"license-{asker.city.policy}-county_bureau"}
            assert found["Holder"] == set()


@pytest.mark.parametrize("asker", ASKERS, ids=str)
async def test_who_has_nothing_of_what_shows_a_kind_would_be_shown_none_by_its_predicate(
    cities: FiveCities, asker: Asker
) -> None:
    """What is answered without a statement is what the statement would have answered."""
    view = View(cities.store, scope_of(await cities.principal(asker), TODAY), TODAY)
    found = await seen(cities, asker)
    assert not [shape.label for shape in GUARDED if view.sees_none(shape) and found[shape.label]]


@pytest.mark.parametrize("listing", [LICENSES, NOTICES], ids=lambda listing: listing.shape.label)
@pytest.mark.parametrize("asker", IN_TURN)
async def test_a_list_that_begins_with_the_scope_is_the_list_that_goes_through_the_kind(
    cities: FiveCities, asker: Asker, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(cities.store, scope_of(await cities.principal(asker), TODAY), TODAY)
    chosen, pages = {"state": ["IN_FORCE"]} if listing is LICENSES else {"kind": ["OBJECTION_RAISED"]}, []
    for widest in (0, 1_000):
        monkeypatch.setattr("graph.store.listing.WIDE", widest)
        pages += [
            [await listing.page(view, asked, Wanted(order, 50, backward=backward)) for order in listing.orders]
            for asked in (Asked(), Asked((chosen,)))
            for backward in (False, True)
        ]
    assert pages[: len(pages) // 2] == pages[len(pages) // 2 :]
    shown = {row[0] for _, row in pages[0][0].rows}
    assert shown == (await seen(cities, asker))[listing.shape.label]
    assert await listing.count(view, Asked()) == len(shown)
