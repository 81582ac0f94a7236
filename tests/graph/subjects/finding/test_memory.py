"""One search over all kinds: the best first whatever its kind, page after page, and nothing that is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH
from builders.licenses import KIND

from graph.law.scope import NOTHING, Scope
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.finding.memory import SEARCHED, Hits, Place, search
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState
from graph.words.sources import BasisKind, LegalBasis


@pytest.fixture
async def city(store: Store) -> None:
    await build.add_departments(
        store,
        build.department(name="芜湖市民政局", short_name="市民政局"),
        build.department(HEALTH, "芜湖市卫生健康委员会", short_name="市卫健委"),
    )

    async def work(unit: Unit) -> None:
        await sources_memory.write_libraries(unit, [replace(build.library("LIB-1"), name="婚姻主题库")])
        await sources_memory.write_legal_bases(
            unit, [LegalBasis("B1", BasisKind.LAW, "中华人民共和国民法典", document="婚姻家庭编")]
        )
        await licensing_defining.write_types(unit, [replace(KIND, name="结婚证")])

    await store.write(work)
    await build.add_entries(
        store,
        build.entry("307/000001", "婚姻登记信息", ["当事人姓名"]),
        build.entry("307/000002", "社区服务信息", ["婚姻状况"]),
        build.entry("317/000001", "出生医学证明签发信息", ["新生儿姓名"], provider=HEALTH),
    )
    await build.add_entries(store, build.entry("307/000009", "婚姻机密名册"), state=EntryState.DRAFT)


async def asked(
    store: Store,
    view: View,
    typed: str,
    *kinds: str,
    first: int = 50,
    after: Place | None = None,
    scope: Scope = NOTHING,
) -> Hits:
    return await search(View(store, scope, view.today), typed, kinds or tuple(SEARCHED), first, after)


FOUND = {
    "婚姻": [("Library", "LIB-1"), ("Resource", "307/000001"), ("Resource", "307/000002"), ("LegalBasis", "B1")],
    "市民政局": [("Department", CIVIL), ("Resource", "307/000001"), ("Resource", "307/000002")],
    "minfadian": [("LegalBasis", "B1")],
    "jiehunzheng": [("LicenseType", KIND.code)],
    CIVIL.lower(): [("Department", CIVIL)],
    "完全没有": [],
    "，": [],
}


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("typed", FOUND)
async def test_what_is_found_of_all_kinds_stands_the_best_first(store: Store, view: View, typed: str) -> None:
    found = await asked(store, view, typed)
    assert [(hit.kind, hit.id) for hit in found.hits] == FOUND[typed]
    assert sum(found.counts.values()) == len(found.hits)
    assert not found.more


@pytest.mark.usefixtures("city")
async def test_pages_follow_one_another_across_kinds(store: Store, view: View) -> None:
    whole = (await asked(store, view, "婚姻")).hits
    told, more, place = list(whole[:0]), list[bool](), None
    for _ in whole:
        page = await asked(store, view, "婚姻", first=1, after=place)
        told, more, place = told + page.hits, [*more, page.more], page.hits[-1].place
    assert told == whole
    assert more == [True] * (len(whole) - 1) + [False]
    assert (await asked(store, view, "婚姻", after=place)).hits == []


@pytest.mark.usefixtures("city")
async def test_chosen_kinds_are_told_and_all_are_counted(store: Store, view: View) -> None:
    found = await asked(store, view, "婚姻", "Library")
    assert [hit.id for hit in found.hits] == ["LIB-1"]
    assert found.counts == {"Resource": 2, "Library": 1, "LegalBasis": 1}


@pytest.mark.usefixtures("city")
async def test_no_kind_is_met_more_loosely_than_another(store: Store, view: View) -> None:
    assert {hit.kind for hit in (await asked(store, view, "婚姻登记")).hits} == {"Resource"}


@pytest.mark.usefixtures("city")
async def test_drafts_of_others_are_neither_told_nor_counted(store: Store, view: View) -> None:
    assert (await asked(store, view, "机密名册")).counts == {}
    own = await asked(store, view, "机密名册", scope=Scope(entries=frozenset({CIVIL})))
    assert [hit.id for hit in own.hits] == ["307/000009"]


@pytest.mark.usefixtures("city")
async def test_names_are_marked_and_what_was_meant_is_suggested(store: Store, view: View) -> None:
    (hit,) = (await asked(store, view, "登记")).hits
    assert [hit.name[each.start : each.end] for each in hit.marks] == ["登记"]
    found = await asked(store, view, "婚因登记")
    assert [each.text for each in found.suggestions] == ["婚姻登记"]
    assert (await asked(store, view, "婚姻登记")).suggestions == []


@pytest.mark.usefixtures("city")
async def test_a_new_name_is_found_and_the_old_one_no_longer(store: Store, view: View) -> None:
    assert (await asked(store, view, "民法典")).counts == {"LegalBasis": 1}
    basis = LegalBasis("B1", BasisKind.LAW, "社会救助暂行办法")
    await store.write(lambda unit: sources_memory.write_legal_bases(unit, [basis]))
    assert (await asked(store, view, "民法典")).counts == {}
    assert (await asked(store, view, "社会救助")).counts == {"LegalBasis": 1}
