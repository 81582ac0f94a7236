"""Search as people type: what is found first, whatever was typed, and that it rests on nothing hidden."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import catalogue as build
from builders.catalogue import CIVIL, HEALTH
from builders.licenses import KIND
from builders.more import left_out
from builders.queries import answers, queries

from graph.law.scope import NOTHING, Scope
from graph.store.engine import Store, Unit
from graph.store.filters import Leaf, alternatives
from graph.store.pages import Asked, Wanted
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries import memory, recording
from graph.subjects.entries.memory import RESOURCES
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState
from seed.loader import load_catalogue

RIGHT = 0.9
"""Of the searches, those of which one of the first three entries is right: at least as many."""
NOTHING_FOUND = 0.03
"""Those that find nothing: at most as many."""


@pytest.fixture
async def entries(store: Store) -> None:
    await build.add_departments(
        store,
        build.department(name="芜湖市民政局", short_name="市民政局"),
        build.department(HEALTH, "芜湖市卫生健康委员会", short_name="市卫健委"),
    )
    await build.add_entries(
        store,
        build.entry("307/000001", "婚姻登记信息", ["当事人姓名", "公民身份号码"]),
        build.entry("307/000002", "婚姻登记预约网点信息", ["网点名称"]),
        build.entry("307/000003", "社区服务信息", ["婚姻登记次数"]),
        build.entry("307/000004", "企业登记注册基本信息", ["统一社会信用代码"]),
        build.entry("317/000001", "出生医学证明签发信息", ["新生儿姓名"], provider=HEALTH),
    )


def seen(store: Store, view: View, scope: Scope = NOTHING) -> View:
    """What one request of somebody sees."""
    return View(store, scope, view.today)


async def found(view: View, words: str) -> list[str]:
    """Codes in order, which page, count and facets agree about."""
    asked = Asked(search=words)
    page = await RESOURCES.page(view, asked, Wanted("RELEVANCE", 100))
    assert await RESOURCES.count(view, asked) == len(page.rows)
    counts = await RESOURCES.facet_counts(view, asked)
    assert sum(count for _, count, _ in counts["state"]) == len(page.rows)
    return [row[0] for _, row in page.rows]


@left_out
async def test_nine_of_ten_searches_have_a_right_entry_among_the_first_three(
    store: Store, view: View, personal: PersonalData, capsys: pytest.CaptureFixture[str]
) -> None:
    await load_catalogue(store, personal, datetime(2026, 3, 2, 1, tzinfo=UTC))
    told = await answers(seen(store, view))
    wrong = {answer.query.typed: answer.found for answer in told if not answer.right}
    silent = [answer.query.typed for answer in told if not answer.found]
    with capsys.disabled():
        sys.stdout.write(f"{len(told)} searches: {len(wrong)} without a right entry, {len(silent)} find nothing\n")
    assert len(wrong) <= (1 - RIGHT) * len(told), wrong
    assert len(silent) <= NOTHING_FOUND * len(told), silent


def test_the_table_holds_two_hundred_searches_of_every_difficulty() -> None:
    asked = list(queries())
    assert len({query.typed for query in asked}) == len(asked) >= 200
    assert {query.difficulty for query in asked} >= {
        "title", "item", "everyday", "provider", "library", "code", "licence", "traditional", "width", "pinyin",
        "initials", "character", "typo", "words", "order", "letters", "sentence",
    }  # fmt: skip


FIRST = {
    "婚姻登记": ["307/000001", "307/000002", "307/000003"],
    "婚姻登記": ["307/000001", "307/000002", "307/000003"],
    "登记 婚姻": ["307/000001", "307/000002", "307/000003"],
    "婚因登记": ["307/000001", "307/000002", "307/000003"],
    "hunyin": ["307/000001", "307/000002", "307/000003"],
    "hydj": ["307/000001", "307/000002", "307/000003"],
    "婚": ["307/000001", "307/000002", "307/000003"],
    "公司登记": ["307/000004"],
    "企业登记信息": ["307/000004"],
    "身份证号": ["307/000001"],
    "卫健委": ["317/000001"],
    "卫生局 出生证": ["317/000001"],
    "317/000001": ["317/000001"],
    "317000001": ["317/000001"],
    "317": ["317/000001"],
    "完全没有": [],
    "，": [],
}


@pytest.mark.usefixtures("entries")
async def test_what_was_typed_finds_what_was_meant_best_first(store: Store, view: View) -> None:
    assert {words: await found(seen(store, view), words) for words in FIRST} == FIRST


@pytest.mark.usefixtures("entries")
async def test_who_provides_it_finds_all_that_it_provides(store: Store, view: View) -> None:
    for words in ("民政局", "市民政局", "芜湖市民政局", "minzhengju", "mzj"):
        assert len(await found(seen(store, view), words)) == 4, words


@pytest.mark.usefixtures("entries")
async def test_a_changed_name_finds_the_entries_and_the_old_one_no_longer(store: Store, view: View) -> None:
    async def work(unit: Unit) -> None:
        await sources_memory.write_libraries(unit, [build.library("LIB-1")])
        await recording.write_memberships(unit, [("317/000001", "LIB-1")])
        await sources_memory.write_libraries(unit, [replace(build.library("LIB-1"), name="民众保障主题库")])
        await licensing_defining.write_types(unit, [KIND])
        await organisation_memory.write_departments(unit, [build.department(HEALTH, "疾控局", short_name="疾控局")])

    await store.write(work)
    await build.add_lineage(store, (KIND.code, "317/000001"))
    for words in ("民众保障主题库", "minzhongbaozhang", "疾控局", KIND.name):
        assert await found(seen(store, view), words) == ["317/000001"], words
    for words in ("LIB-1", "卫生健康委员会"):
        assert await found(seen(store, view), words) == [], words


@pytest.mark.usefixtures("entries")
async def test_drafts_of_others_change_neither_what_is_found_nor_its_order_nor_what_is_suggested(
    store: Store, view: View
) -> None:
    typed = ("婚姻登记", "婚因登记", "机密名册", "jimi", "登记", "民政局")

    async def public() -> list[object]:
        told: list[object] = []
        for words in typed:
            request, asked = seen(store, view), Asked(search=words)
            rows = (await RESOURCES.page(request, asked, Wanted("RELEVANCE", 9))).rows
            told.append([(key, row[0]) for key, row in rows])
            told.append(await memory.highlights(request, asked, ["309/000000", *(row[0] for _, row in rows)]))
            told += [await memory.suggestions(request, asked), await memory.facets(request, asked)]
        return told

    before = await public()
    drafts = [build.entry(f"309/{number:06}", "婚因登记机密名册", ["登记"]) for number in range(20)]
    await build.add_entries(store, *drafts, state=EntryState.DRAFT)
    assert await public() == before
    own = Scope(entries=frozenset({CIVIL}))
    assert (await found(seen(store, view, own), "婚因登记"))[:1] == ["309/000000"], "whose drafts they are finds them"


@pytest.mark.usefixtures("entries")
async def test_in_which_form_a_search_is_asked_does_not_depend_on_the_filter(store: Store, view: View) -> None:
    asked = Asked(alternatives(Leaf("providerId", [HEALTH]), RESOURCES.merges), search="婚姻登记")
    assert await RESOURCES.count(seen(store, view), asked) == 0, "and not what is only like it"


@pytest.mark.usefixtures("entries")
async def test_pages_of_a_search_follow_one_another_forward_and_back(store: Store, view: View) -> None:
    whole = await found(seen(store, view), "婚因登记")
    start, codes = None, []
    for _ in whole:
        page = await RESOURCES.page(seen(store, view), Asked(search="婚因登记"), Wanted("RELEVANCE", 1, start))
        start = (page.rows[0][0], page.rows[0][1][0])
        codes.append(start[1])
    assert codes == whole
    back = await RESOURCES.page(
        seen(store, view), Asked(search="婚因登记"), Wanted("RELEVANCE", 9, start, backward=True)
    )
    assert [row[0] for _, row in back.rows] == whole[:-1]
