"""The list of entries: filters, full-text search, facets, counts and pages agree with one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH

from graph.law.scope import NOTHING
from graph.store.engine import Store, Unit
from graph.store.filters import All, Any_, Leaf, Not, Tree, alternatives
from graph.store.pages import Asked, Wanted
from graph.store.view import View
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState, Mode, OpeningMode, OpeningType, SharingType, UpdateCycle

ENTRIES = (
    build.entry(
        "E1", "最低生活保障对象信息", ["姓名", "身份证号", "保障金额"], libraries=("LIB-1",), cycle=UpdateCycle.DAILY
    ),
    build.entry(
        "E2", "企业登记基本信息", ["名称", "统一社会信用代码"], sharing=SharingType.CONDITIONAL, mode=Mode.INTERFACE
    ),
    replace(
        build.entry("E3", "出生医学证明信息", ["姓名", "出生日期"], provider=HEALTH, opening=OpeningType.CONDITIONAL),
        opening_mode=OpeningMode.DOWNLOAD,
    ),
    build.entry(
        "E4", "医疗机构登记信息", ["名称"], provider=HEALTH, sharing=SharingType.REFUSED,
        published_on=date(2026, 2, 20), libraries=("LIB-1", "LIB-2"),
    ),
    replace(build.entry("E5", "婚姻登记信息", ["姓名"]), published_on=None),
)  # fmt: skip
DRAFT = build.entry("E6", "企业年报登记信息", ["名称"])


@pytest.fixture
async def entries(store: Store) -> None:
    async def libraries(unit: Unit) -> None:
        await sources_memory.write_libraries(unit, [build.library("LIB-1"), build.library("LIB-2")])

    await build.add_departments(store)
    await store.write(libraries)
    await build.add_entries(store, *ENTRIES)
    await build.add_entries(store, DRAFT, state=EntryState.DRAFT)


@pytest.fixture
def public(view: View) -> View:
    return View(view.store, NOTHING, view.today)


async def found(view: View, asked: Asked, order: str = "CODE") -> list[str]:
    page = await RESOURCES.page(view, asked, Wanted(order, 100))
    assert await RESOURCES.count(view, asked) == len(page.rows)
    return [row[0] for _, row in page.rows]


def filtered(tree: Tree) -> Asked:
    return Asked(alternatives(tree, RESOURCES.merges))


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("tree", "ids"),
    [
        (Leaf("sharing", ["CONDITIONAL"]), "E2"),
        (Leaf("sharing", ["CONDITIONAL", "REFUSED"]), "E2 E4"),
        (Not(Leaf("sharing", ["UNCONDITIONAL"])), "E2 E4"),
        (Leaf("providerId", [HEALTH]), "E3 E4"),
        (Leaf("state", ["DRAFT"]), "E6"),
        (Leaf("mode", ["INTERFACE"]), "E2"),
        (Not(Leaf("mode", ["INTERFACE"])), "E1 E3 E4 E5 E6"),
        (Leaf("cycle", ["DAILY", "WEEKLY"]), "E1"),
        (Leaf("opening", ["CONDITIONAL"]), "E3"),
        (Leaf("openingMode", ["DOWNLOAD", "QUERY"]), "E3"),
        (Not(Leaf("openingMode", ["DOWNLOAD"])), "E1 E2 E4 E5 E6"),
        (Leaf("nameContains", ["登记"]), "E2 E4 E5 E6"),
        (All((Leaf("nameContains", ["登记"]), Leaf("nameContains", ["企业"]))), "E2 E6"),
        (Not(Leaf("nameContains", ["登记"])), "E1 E3"),
        (Leaf("libraryId", [["LIB-1"]]), "E1 E4"),
        (All((Leaf("libraryId", [["LIB-1"]]), Leaf("libraryId", [["LIB-2"]]))), "E4"),
        (Not(Leaf("libraryId", [["LIB-1"]])), "E2 E3 E5 E6"),
        (Leaf("itemName", [["姓名"]]), "E1 E3 E5"),
        (All((Leaf("itemName", [["姓名"]]), Leaf("itemName", [["出生日期", "保障金额"]]))), "E1 E3"),
        (Not(Leaf("itemName", [["姓名", "名称"]])), ""),
        (Leaf("publishedFrom", "2026-02-01"), "E4"),
        (Leaf("publishedUntil", "2026-02-01"), "E1 E2 E3 E6"),
        (Not(Leaf("publishedFrom", "2026-02-01")), "E1 E2 E3 E5 E6"),
        (Leaf("policyId", ["WH"]), "E1 E2 E3 E4 E5 E6"),
        (Any_((Leaf("sharing", ["REFUSED"]), All((Leaf("providerId", [CIVIL]), Leaf("state", ["DRAFT"]))))), "E4 E6"),
        (Not(Any_((Leaf("providerId", [CIVIL]), Leaf("sharing", ["REFUSED"])))), "E3"),
        (Leaf("sharing", []), ""),
    ],
)
async def test_filters_find_what_they_say(view: View, tree: Tree, ids: str) -> None:
    assert await found(view, filtered(tree)) == ids.split()


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("企业登记", {"E2"}),
        ("登记信息", {"E2", "E4", "E5", "E6"}),
        ("企业 登记", {"E2", "E6"}),
        ("身份证号", {"E1"}),
        ("完全没有", set()),
        ('" OR *:* (', set()),
        ('登记 \\ "', {"E2", "E4", "E5", "E6"}),
    ],
)
async def test_search_finds_words_in_names_and_items(view: View, words: str, ids: set[str]) -> None:
    assert set(await found(view, Asked(search=words), "RELEVANCE")) == ids


@pytest.mark.usefixtures("entries")
async def test_a_search_can_be_filtered_and_paged(view: View) -> None:
    asked = Asked(alternatives(Leaf("providerId", [CIVIL]), RESOURCES.merges), search="登记信息")
    assert set(await found(view, asked, "RELEVANCE")) == {"E2", "E5", "E6"}
    after, seen = None, []
    for _ in range(5):
        page = await RESOURCES.page(view, Asked(search="登记"), Wanted("RELEVANCE", 1, after))
        seen += [row[0] for _, row in page.rows]
        if not page.more:
            break
        after = (page.rows[-1][0], page.rows[-1][1][0])
    assert sorted(seen) == ["E2", "E4", "E5", "E6"]


@pytest.mark.usefixtures("entries")
async def test_a_changed_entry_is_found_by_its_new_words_only(store: Store, view: View) -> None:
    await build.add_entries(store, build.entry("E5", "收养登记信息", ["姓名"]))
    assert await found(view, Asked(search="收养登记")) == ["E5"]
    assert "E5" not in await found(view, Asked(search="婚姻"))


@pytest.mark.usefixtures("entries")
async def test_facets_count_what_the_filter_finds(view: View) -> None:
    facets = await RESOURCES.facet_counts(view, Asked())
    assert facets["sharing"] == [("UNCONDITIONAL", 4, None), ("CONDITIONAL", 1, None), ("REFUSED", 1, None)]
    assert [each[:2] for each in facets["providerId"]] == [(CIVIL, 4), (HEALTH, 2)]
    assert [each[:2] for each in facets["libraryId"]] == [("LIB-1", 2), ("LIB-2", 1)]
    assert facets["state"] == [("PUBLISHED", 5, None), ("DRAFT", 1, None)]
    assert facets["mode"] == [("INTERFACE", 1, None)]
    assert facets["openingMode"] == [("DOWNLOAD", 1, None)]
    few = await RESOURCES.facet_counts(view, filtered(Leaf("providerId", [HEALTH])))
    assert few["sharing"] == [("REFUSED", 1, None), ("UNCONDITIONAL", 1, None)]
    assert [each[:2] for each in few["providerId"]] == [(CIVIL, 4), (HEALTH, 2)], "its own choice is left out"


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("words", [None, "登记"])
async def test_of_several_facets_each_is_counted_without_its_own_choice(view: View, words: str | None) -> None:
    chosen = alternatives(
        All((Leaf("sharing", ["REFUSED", "CONDITIONAL"]), Leaf("providerId", [HEALTH]))), RESOURCES.merges
    )
    facets = await RESOURCES.facet_counts(view, Asked(chosen, search=words))
    alone = {
        "sharing": Leaf("providerId", [HEALTH]), "providerId": Leaf("sharing", ["REFUSED", "CONDITIONAL"]),
    }  # fmt: skip
    for name, other in alone.items():
        assert (
            facets[name]
            == (await RESOURCES.facet_counts(view, Asked(alternatives(other, RESOURCES.merges), search=words)))[name]
        )
    assert facets["state"] == [("PUBLISHED", 1, None)], "both are chosen"
    assert await RESOURCES.count(view, Asked(chosen, search=words)) == 1


@pytest.mark.usefixtures("entries")
async def test_facets_name_what_a_value_refers_to(store: Store, view: View) -> None:
    facets = await RESOURCES.facet_counts(view, Asked())
    for column, label in (("providerId", "Department"), ("libraryId", "Library")):
        for key, _, called in facets[column]:
            assert called == await store.read(
                "MATCH (n {id: $id}) WHERE $l IN labels(n) RETURN n.name", id=key, l=label
            )


@pytest.mark.usefixtures("entries")
async def test_facets_of_nothing_are_empty_lists(view: View) -> None:
    facets = await RESOURCES.facet_counts(view, filtered(Leaf("sharing", [])))
    assert set(facets) == {name for name, _ in RESOURCES.facets}
    assert {name for name, counts in facets.items() if counts} == {"sharing"}, "which could be chosen"


@pytest.mark.usefixtures("entries")
async def test_drafts_are_hidden_from_the_public_in_lists_search_counts_and_facets(public: View) -> None:
    assert await found(public, Asked()) == ["E1", "E2", "E3", "E4", "E5"]
    assert await found(public, Asked(search="企业年报"), "RELEVANCE") == ["E2"], "which has a part of it"
    assert await found(public, Asked(search="年报"), "RELEVANCE") == []
    assert (await RESOURCES.facet_counts(public, Asked()))["state"] == [("PUBLISHED", 5, None)]


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("via", "parent", "ids"),
    [("department", HEALTH, ["E3", "E4"]), ("library", "LIB-1", ["E1", "E4"]), ("library", "none", [])],
)
async def test_entries_are_listed_from_a_department_or_library(
    view: View, via: str, parent: str, ids: list[str]
) -> None:
    [page] = await RESOURCES.pages(view, via, [parent], Asked(), Wanted("CODE", 10))
    assert [row[0] for _, row in page.rows] == ids
    assert await RESOURCES.counts(view, via, [parent], Asked()) == [len(ids)]


@pytest.mark.usefixtures("entries")
async def test_a_page_of_an_order_starts_where_the_last_one_ended(view: View) -> None:
    for order in ("CODE", "NAME", "PUBLISHED", "RECORDED"):
        whole = await RESOURCES.page(view, Asked(), Wanted(order, 100))
        after, seen = None, []
        while True:
            page = await RESOURCES.page(view, Asked(), Wanted(order, 2, after))
            seen += page.rows
            if not page.more:
                break
            after = (page.rows[-1][0], page.rows[-1][1][0])
        assert seen == whole.rows, order
        assert len(seen) == 6
