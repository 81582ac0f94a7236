"""Writing the licence catalogue: as a whole or not at all, and never over a version that somebody put in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import office

from graph.errors import Conflict
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.subjects.licensing.desk import add_judged, add_types, judge
from graph.words.people import Role

ACTOR = Actor(Principal(Role.ADMIN, "boss"), office.NOW)
KIND = office.kind(office.MARRIAGE, "结婚证", since=date(2020, 1, 1))


async def versions(store: Store) -> list[list[object]]:
    found: list[list[object]] = await store.read(
        "MATCH (v:LicenseTypeVersion) WITH v ORDER BY v.id RETURN collect([v.number, v.validity, v.draft])"
    )
    return found


async def test_who_is_slower_by_a_moment_writes_nothing_over(store: Store) -> None:
    await add_types(store, [KIND], (), ACTOR)
    first, second = replace(KIND, validity="5年", since=None), replace(KIND, validity="3年", since=None)
    slower = await judge(store, [second], (), ACTOR.today)
    await add_types(store, [first], (), ACTOR)
    with pytest.raises(Conflict) as refused:
        await add_judged(store, slower, ACTOR)
    assert refused.value.code is Code.CASE_MOVED
    assert await versions(store) == [[1, "长期", False], [2, "5年", False]]
    await add_types(store, [second], (), ACTOR)
    assert await versions(store) == [[1, "长期", False], [2, "5年", False], [3, "3年", False]]


async def test_two_who_define_the_same_type_first_leave_one_of_them(store: Store) -> None:
    both = [await judge(store, [replace(KIND, validity=validity)], (), ACTOR.today) for validity in ("5年", "3年")]
    await add_judged(store, both[0], ACTOR)
    with pytest.raises(Conflict):
        await add_judged(store, both[1], ACTOR)
    assert await versions(store) == [[1, "5年", False]]


async def test_a_draft_leaves_the_type_as_it_is(store: Store) -> None:
    await add_types(store, [KIND], (), ACTOR)
    await add_types(store, [replace(KIND, validity="5年", since=None, draft=True)], (), ACTOR)
    assert await versions(store) == [[1, "长期", False], [2, "5年", True]]
    assert await store.read("MATCH (t:LicenseType) RETURN [t.version, t.validity, t.draft]") == [1, "长期", False]
