"""Lists of the catalogue: each holds what it says, of whom it is asked, as the asker sees it, and is imported again."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import CITY, CIVIL, COUNTY, COUNTY_BUREAU, HEALTH, City, uscc

from graph.errors import Forbidden, Malformed
from graph.law.access import PUBLIC
from graph.law.scope import EVERYTHING, scope_of
from graph.office.actor import Actor
from graph.office.sheets.filled import Format
from graph.store.view import View
from graph.subjects.entries.desk import register
from graph.subjects.entries.lists import Listed
from graph.subjects.importing.batches import Outcome
from graph.subjects.importing.desk import import_file
from graph.subjects.importing.lists import TAKEN, taken
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.sharing.desk import add_requests
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.catalogue_lists import CatalogueList
from graph.words.entries import ItemKind, Mode, OpeningType, SharingType
from graph.words.imports import Kind
from graph.words.organisation import DepartmentKind
from graph.words.sharing import Purpose, RequestState
from graph.words.sources import Funding

FREE, BOUND, KEPT, FAR, DRAFT = (f"30700134020{number}/000001" for number in range(5))
HELD: Mapping[tuple[CatalogueList, str | None], list[str]] = {
    (CatalogueList.WHOLE, None): [FREE, BOUND, KEPT, FAR],
    (CatalogueList.WHOLE, COUNTY): [FAR],
    (CatalogueList.WHOLE, CIVIL): [FREE, KEPT],
    (CatalogueList.UNCONDITIONAL, None): [FREE, FAR],
    (CatalogueList.CONDITIONAL, None): [BOUND],
    (CatalogueList.REFUSED, None): [KEPT],
    (CatalogueList.OPEN, None): [FAR],
    (CatalogueList.MUST_SHARE, None): [BOUND],
}


@pytest.fixture
async def entries(city: City) -> City:
    plain: dict[str, Any] = {"mode": Mode.INTERFACE}
    published = (
        build.entry(FREE, "婚姻登记信息", related=(DRAFT,), **plain),
        build.entry(
            BOUND, "出生医学证明", provider=HEALTH, systems=("SYS-1",), sharing=SharingType.CONDITIONAL,
            sharing_condition="仅用于核验", **plain,
        ),
        build.entry(KEPT, "收养信息", sharing=SharingType.REFUSED, bases=("LAW-1",), **plain),
        build.entry(FAR, "社区信息", provider=COUNTY_BUREAU, opening=OpeningType.UNCONDITIONAL, **plain),
    )  # fmt: skip
    nobody = tuple(replace(build.item("事项", number), name=f"事项{number}") for number in range(1, 3))
    await register(city.store, [replace(build.entry(DRAFT, "草稿", **plain), items=nobody)], city.admin, "登记")
    shown = [replace(each, items=nobody) for each in published]
    await register(city.store, shown, city.admin, "登记", publish=True)
    return city


async def file_of(city: City, actor: Actor, listed: Listed, form: Format) -> bytes:
    view = View(city.store, scope_of(actor.principal, actor.today), actor.today)
    return b"".join([piece async for piece in await taken(view, city.personal, actor, listed, form)])


async def test_an_item_of_a_type_of_its_own_stands_in_the_list_of_that_type_with_its_entry(entries: City) -> None:
    mixed, alike = "30700134020/000007", "30700134020/000008"
    items = tuple(
        build.item(name, number, sharing=sharing)
        for number, (name, sharing) in enumerate(
            (("事由", None), ("裁决", SharingType.REFUSED), ("结果", SharingType.UNCONDITIONAL)), start=1
        )
    )
    drafts = [
        build.entry(
            mixed, "仲裁", sharing=SharingType.CONDITIONAL, sharing_condition="仅用于核验", bases=("LAW-1",),
            mode=Mode.INTERFACE,
        ),
        build.entry(alike, "调解", sharing=SharingType.REFUSED, bases=("LAW-1",), mode=Mode.INTERFACE),
    ]  # fmt: skip
    drafts = [replace(drafts[0], items=items), replace(drafts[1], items=(replace(items[1], seq=1),))]
    await register(entries.store, drafts, entries.admin, "登记", publish=True)
    user = await entries.actor("user")
    for which, held in (
        (CatalogueList.UNCONDITIONAL, [FREE, FAR, mixed]),
        (CatalogueList.CONDITIONAL, [BOUND, mixed]),
        (CatalogueList.REFUSED, [KEPT, mixed, alike]),
    ):
        content = await file_of(entries, user, Listed(which), Format.CSV)
        again = await import_file(entries.store, entries.personal, entries.admin, Kind.ENTRIES, content, commit=False)
        assert sorted(line.code for line in again.lines) == sorted(held), which
        assert {line.outcome for line in again.lines if line.code == mixed} <= {Outcome.UNCHANGED}


async def test_a_list_holds_what_it_says_and_is_imported_again_unchanged(entries: City) -> None:
    user = await entries.actor("user")
    for (which, below), held in HELD.items():
        content = await file_of(entries, user, Listed(which, below), Format.CSV)
        again = await import_file(entries.store, entries.personal, entries.admin, Kind.ENTRIES, content, commit=False)
        assert [line.code for line in again.lines] == held, (which, below)
        changed = {line.code for line in again.lines if line.outcome is not Outcome.UNCHANGED}
        assert changed <= {FREE}, "what it is related to is a draft, which the user does not see"
        assert DRAFT.encode() not in content
    everything = View(entries.store, EVERYTHING, entries.admin.today)
    whole = await taken(everything, entries.personal, entries.admin, Listed(CatalogueList.WHOLE), Format.XLSX)
    book = b"".join([piece async for piece in whole])
    again = await import_file(entries.store, entries.personal, entries.admin, Kind.ENTRIES, book, commit=False)
    assert {line.outcome for line in again.lines} == {Outcome.UNCHANGED}
    said = "MATCH (j:Journal {act: $act}) WITH j.about AS about ORDER BY about RETURN collect(DISTINCT about)"
    assert await entries.store.read(said, act=TAKEN) == sorted({Listed(*each).about for each in HELD})


async def test_base_and_business_items_and_who_has_to_collect_are_listed_where_the_row_says_so(city: City) -> None:
    other, bureau = uscc(50, "410800"), uscc(51, "410800")
    departments = (
        build.department(other, "焦作市人民政府", kind=DepartmentKind.GOVERNMENT, policy="JI"),
        build.department(bureau, "公安局", parent=other),
    )
    await establish(city.store, Organisation(departments=departments), city.personal, city.admin)
    people = build.library("LIB-JI", policy="JI", name="人口基础信息库", lead=bureau)
    await add_sources(city.store, Sources(libraries=(people,)), city.admin)
    base, business, both, outside, here = (f"30700134020{number}/000001" for number in range(5))
    named, called = build.item("姓名", kind=ItemKind.BASE), build.item("住址", 2)
    number = build.item("公民身份号码", kind=ItemKind.BASE, identifier=True)
    items = {
        base: (replace(named, seq=1), replace(number, seq=2)),
        business: (replace(called, seq=1, name="事项"),),
        both: (replace(named, seq=1), replace(number, seq=2), replace(called, seq=3)),
    }
    drafts = [
        build.entry(code, f"目录{code}", provider=bureau, mode=Mode.INTERFACE, libraries=("LIB-JI",))
        for code in (base, business, both)
    ]
    drafts = [replace(draft, items=items[draft.code]) for draft in drafts]
    drafts += [replace(drafts[2], code=outside, name="不在库", libraries=())]
    ours = replace(drafts[2], code=here, name="芜湖的", provider=CIVIL, libraries=("LIB-1",))
    await register(city.store, [*drafts, ours], city.admin, "登记", publish=True)
    user = await city.actor("user")
    for which, of, held in (
        (CatalogueList.BASE_ITEMS, None, [base, both]),
        (CatalogueList.BUSINESS_ITEMS, None, [business, both]),
        (CatalogueList.RESPONSIBILITY, bureau, [base, business, both, outside]),
        (CatalogueList.RESPONSIBILITY, CIVIL, []),
    ):
        content = await file_of(city, user, Listed(which, of), Format.CSV)
        again = await import_file(city.store, city.personal, city.admin, Kind.ENTRIES, content, commit=False)
        assert [(line.code, line.outcome) for line in again.lines] == [(code, Outcome.UNCHANGED) for code in held]
    with pytest.raises(Malformed) as refused:
        await file_of(city, user, Listed(CatalogueList.RESPONSIBILITY), Format.XLSX)
    assert (refused.value.code, refused.value.path) == ("UNKNOWN_CODE", ("of",))


async def test_files_of_powers_that_no_system_has_have_to_be_shared_in_jinzhong(city: City) -> None:
    bureau, systems = (
        uscc(79),
        (build.system("BOUGHT", funding=Funding.SERVICE), build.system("ABOVE", funding=Funding.STATE)),
    )
    there = Organisation(departments=(build.department(bureau, "市场监督管理局", parent=CITY, policy="JZ"),))
    await establish(city.store, there, city.personal, city.admin)
    await add_sources(city.store, Sources(systems=systems), city.admin)
    plain: dict[str, Any] = {"provider": bureau, "mode": Mode.INTERFACE}
    penalty, bought, above, other = (f"30700114070{number}/000001" for number in range(4))
    drafts = [
        build.entry(penalty, "行政处罚案卷归档", **plain),
        build.entry(bought, "登记备案", systems=("BOUGHT",), **plain),
        build.entry(above, "特种设备检查", systems=("ABOVE",), **plain),
        build.entry(other, "培训安排", **plain),
        build.entry("307001340209/000001", "行政处罚案卷", mode=Mode.INTERFACE),
    ]
    named = [replace(each, items=(replace(build.item("事项"), name=f"{each.name}事项"),)) for each in drafts]
    await register(city.store, named, city.admin, "登记", publish=True)
    content = await file_of(city, await city.actor("user"), Listed(CatalogueList.MUST_SHARE, bureau), Format.CSV)
    again = await import_file(city.store, city.personal, city.admin, Kind.ENTRIES, content, commit=False)
    assert [(line.code, line.outcome) for line in again.lines] == [
        (code, Outcome.UNCHANGED) for code in (penalty, bought)
    ]


async def test_what_a_department_has_asked_for_and_does_not_have_is_its_list_of_demands(entries: City) -> None:
    refused = build.request(
        "R-7", BOUND, state=RequestState.REFUSED, answered_on=date(2026, 2, 6), refusal="涉及个人隐私", scenario="核对"
    )
    every = await entries.store.read(
        "MATCH (:Resource {id: $id})-[:HAS_ITEM]->(i:Item) RETURN collect(i.name)", id=KEPT
    )
    had = build.request(
        "R-8", KEPT, state=RequestState.GRANTED, answered_on=date(2026, 2, 6), grant_items=tuple(sorted(every))
    )
    before = replace(refused, id="R-5", resource=KEPT)
    else_for = replace(before, id="R-6", purpose=Purpose.REFERENCE)
    waits = build.request("R-9", FAR)
    await add_requests(entries.store, entries.personal, [refused, had, before, else_for, waits], entries.admin)
    asked = Listed(CatalogueList.DEMAND, HEALTH)
    mine = await file_of(entries, await entries.actor("user"), asked, Format.CSV)
    assert mine.startswith(b"\xef\xbb\xbf")
    rows = {row["申请编号"]: row for row in csv.DictReader(mine.decode("utf-8-sig").splitlines())}
    assert sorted(rows) == ["R-6", "R-7", "R-9"], "R-5 asks for all items, and R-8 was granted them by name"
    said = [rows["R-7"][name] for name in ("使用部门", "资源名称", "提供部门", "应用场景", "状态", "拒绝理由")]
    assert said == ["卫生健康委员会", "出生医学证明", "卫生健康委员会", "核对", "已拒绝", "涉及个人隐私"]
    assert (rows["R-9"]["提供部门"], rows["R-9"]["状态"]) == ("镜湖区数据局", "待答复")
    book = await file_of(entries, await entries.actor("user"), asked, Format.XLSX)
    for content in (mine, book):
        again = await import_file(entries.store, entries.personal, entries.admin, Kind.REQUESTS, content, commit=False)
        assert {(line.code, line.outcome) for line in again.lines} == {(key, Outcome.UNCHANGED) for key in rows}
    theirs = await file_of(entries, await entries.actor("county"), asked, Format.CSV)
    assert [key for key in ("R-7", "R-9") if key.encode() in theirs] == ["R-9"], "who provides it sees what is asked"
    with pytest.raises(Malformed) as fault:
        await file_of(entries, entries.admin, Listed(CatalogueList.DEMAND), Format.CSV)
    assert (fault.value.code, fault.value.path) == ("UNKNOWN_CODE", ("of",))


async def test_nobody_unknown_takes_a_list_and_none_of_a_department_that_is_not_there(entries: City) -> None:
    with pytest.raises(Forbidden) as refused:
        await file_of(entries, replace(entries.admin, principal=PUBLIC), Listed(CatalogueList.OPEN), Format.CSV)
    assert refused.value.code == "ROLE_REQUIRED"
    with pytest.raises(Malformed) as unknown:
        await file_of(entries, entries.admin, Listed(CatalogueList.OPEN, uscc(99)), Format.CSV)
    assert (unknown.value.code, unknown.value.path, unknown.value.value) == ("UNKNOWN_CODE", ("of",), uscc(99))
    assert await entries.store.read("MATCH (j:Journal {act: $act}) RETURN count(j)", act=TAKEN) == 0
