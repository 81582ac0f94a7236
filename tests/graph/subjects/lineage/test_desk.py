"""Lineage, memberships and sharing requests: both ends are there, and nothing runs in a circle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import City
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import Conflict, Forbidden, Malformed
from graph.law.item_lineage import converts
from graph.office.references import circle
from graph.office.review import SeveralReasons
from graph.subjects.entries.membership import add_memberships
from graph.subjects.lineage.desk import add_lineage, judge
from graph.subjects.sharing.desk import add_requests, review_requests
from graph.words.entries import DataType
from graph.words.sharing import RequestState

A, B, C = "101001340200/000001", "201001340200/000001", "307001340200/000001"
D, LICENSE = "307001340200/000002", "11100000MB697501X9101"


@pytest.fixture
async def entries(city: City) -> City:
    await build.add_entries(city.store, *(build.entry(code, code[-10:]) for code in (A, B, C)))
    return city


async def edges(city: City) -> int:
    found: int = await city.store.read("MATCH ()-[e:DERIVES_FROM|ITEM_FROM]->() RETURN count(e)")
    return found


async def test_lineage_is_written_between_all_kinds(entries: City) -> None:
    flows = [build.made_from(B, A), build.made_from(A, C), build.made_from(C, "SYS-1"), build.made_from("LIB-1", B)]
    items = [build.item_made_from((B, "姓名"), (A, "姓名"))]
    await add_lineage(entries.store, flows, items, entries.admin)
    assert await edges(entries) == 5


async def test_an_end_that_is_not_there_is_named(entries: City) -> None:
    flows = [build.made_from(B, A), build.made_from(B, "X-1")]
    with pytest.raises(Malformed) as refused:
        await add_lineage(entries.store, flows, [], entries.admin)
    assert (refused.value.code, refused.value.path, refused.value.value) == (
        "UNKNOWN_CODE",
        ("lineage", "2", "upstream"),
        "X-1",
    )
    items = [build.item_made_from((B, "姓名"), (A, "无此项"))]
    (fault,) = (await judge(entries.store, [], items)).review.faults
    assert (fault.path, fault.value) == (("item_lineage", "1", "upstream_item"), f"{A}#无此项")
    assert await edges(entries) == 0


async def test_a_system_is_not_made_from_an_entry(entries: City) -> None:
    (fault,) = (await judge(entries.store, [build.made_from("SYS-1", A)])).review.faults
    assert (fault.code, fault.rules) == ("LINEAGE_KINDS", ())


async def test_a_circle_through_what_is_there_already_is_refused(entries: City) -> None:
    await add_lineage(entries.store, [build.made_from(C, B), build.made_from(B, A)], [], entries.admin)
    with pytest.raises(Conflict) as refused:
        await add_lineage(entries.store, [build.made_from(A, C)], [], entries.admin)
    assert refused.value.code == "CIRCLE"
    assert refused.value.path == ("lineage", "1")
    assert set((refused.value.value or "").split(" → ")) == {A, B, C}
    assert await edges(entries) == 2


async def test_a_circle_is_found_however_far_it_goes_through_what_is_there(entries: City) -> None:
    codes = [f"307001340200/{number:06d}" for number in range(100, 112)]
    await build.add_entries(entries.store, *(build.entry(code, code[-10:]) for code in codes))
    chain = [build.made_from(low, high) for low, high in pairwise(codes)]
    await add_lineage(entries.store, chain, [], entries.admin)
    (fault,) = (await judge(entries.store, [build.made_from(codes[-1], codes[0])])).review.faults
    assert (fault.code, len((fault.value or "").split(" → "))) == ("CIRCLE", 10)


async def test_an_edge_that_stands_twice_in_a_batch_is_refused(entries: City) -> None:
    (fault,) = (await judge(entries.store, [build.made_from(B, A), build.made_from(B, A)])).review.faults
    assert (fault.code, fault.path, fault.value) == ("CODE_TWICE", ("lineage", "2", "upstream"), f"{B} ← {A}")
    twice = [build.item_made_from((B, "姓名"), (A, "姓名"))] * 2
    (fault,) = (await judge(entries.store, [], twice)).review.faults
    assert (fault.code, fault.path) == ("CODE_TWICE", ("item_lineage", "2", "upstream_item"))


async def test_a_circle_of_items_is_refused_too(entries: City) -> None:
    items = [build.item_made_from((B, "姓名"), (A, "姓名")), build.item_made_from((A, "姓名"), (B, "姓名"))]
    with pytest.raises(Conflict) as refused:
        await add_lineage(entries.store, [], items, entries.admin)
    assert refused.value.path == ("item_lineage", "1")


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("按标识项匹配", False),
        ("取同名信息项", False),
        ("由“累计缴费月数”转换填充", False),
        ("", False),
        ("截取前6位为行政区划代码", True),
        ("取年份，如2024", True),
        ("代码按GB/T 2261.1转换为汉字", True),
        ("只取证件类型为居民身份证的号码", True),
        ("按YYYY-MM-DD格式写入", True),
        ("格式为8位字符", True),
        ("年月日八位数字", True),
        ("不足18位的左侧补零", True),
        ("超过200字的部分另存备注", True),
        ("不超过200字", True),
        ("按行业分类代码表取值", True),
        ("不得截取前6位以外的部分，截取前6位", True),
        ("不得截取，原样写入", False),
        ("不得截取前6位", False),
        ("无需进行折算", False),
        ("未转换为汉字，原样写入", False),
        ("原格式写入", False),
        ("格式不变", False),
        ("以来源登记的网格编码填入", False),
        ("按网格编码关联，原样写入", False),
        ("取“8位格式码”", False),
    ],
)
def test_a_rule_says_what_happens_to_a_value_or_what_it_looks_like_then(rule: str, says: bool) -> None:
    assert converts(rule) is says


async def test_what_is_cut_or_changed_on_the_way_is_told_with_both_items(entries: City) -> None:
    items = [build.item("姓名", 1, length=100), build.item("人数", 2, data_type=DataType.INTEGER, length=None)]
    await build.add_entries(entries.store, replace(build.entry(D, "长项"), items=tuple(items)))
    edges = [
        build.item_made_from((A, "姓名"), (D, "姓名"), "按标识项匹配"),
        build.item_made_from((A, "住址"), (D, "人数"), "取同名信息项"),
        build.item_made_from((B, "姓名"), (D, "姓名"), "截取前50个字符"),
        build.item_made_from((B, "住址"), (D, "人数"), "转换为文字，如“三人”"),
    ]
    found = (await judge(entries.store, [], edges)).review
    assert found.clean
    assert [(hint.code, hint.path[1]) for hint in found.hints] == [("ITEM_CUT", "1"), ("ITEM_CONVERSION", "2")]
    assert all(f"{A}#" in hint.message.zh and f"{D}#" in hint.message.en for hint in found.hints)


async def test_a_licence_is_not_made_from_what_follows_from_it(entries: City) -> None:
    await entries.store.write(lambda unit: unit.run("CREATE (:LicenseType {id: $id, name: '结婚证'})", id=LICENSE))
    await add_lineage(entries.store, [build.made_from(LICENSE, C), build.made_from(C, B)], [], entries.admin)
    (fault,) = (await judge(entries.store, [build.made_from(B, LICENSE)])).review.faults
    assert (fault.code, fault.path, fault.value) == (
        "LICENSE_FROM_ITSELF",
        ("lineage", "1"),
        f"{LICENSE} → {C} → {B} → {LICENSE}",
    )


async def test_memberships_need_entry_and_library(entries: City) -> None:
    with pytest.raises(SeveralReasons) as refused:
        await add_memberships(entries.store, [(A, "LIB-1"), (A, "LIB-9"), ("X", "LIB-1")], entries.admin)
    assert [reason.path for reason in refused.value.reasons] == [
        ("memberships", "2", "library"),
        ("memberships", "3", "entry"),
    ]
    await add_memberships(entries.store, [(A, "LIB-1")], entries.admin)
    assert await entries.store.read("MATCH (r:Resource {id: $id}) RETURN r.libraryIds", id=A) == ["LIB-1"]


async def test_only_an_administrator_imports(entries: City) -> None:
    actor = await entries.actor("cataloguer")
    with pytest.raises(Forbidden):
        await add_lineage(entries.store, [], [], actor)
    with pytest.raises(Forbidden):
        await add_memberships(entries.store, [], actor)
    with pytest.raises(Forbidden):
        await add_requests(entries.store, entries.personal, [], actor)


async def test_a_granted_request_makes_a_grant(entries: City) -> None:
    granted = build.request(
        "Q1", A, state=RequestState.GRANTED, answered_on=date(2026, 2, 5), grant_until=date(2027, 2, 4),
        grant_items=("姓名",),
    )  # fmt: skip
    await add_requests(entries.store, entries.personal, [granted, build.request("Q2", B)], entries.admin)
    assert await entries.store.read("MATCH (g:Grant) RETURN collect(g.itemIds)") == [[f"{A}#姓名"]]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"state": RequestState.GRANTED}, "ANSWER_DATE", "answered_on"),
        ({"answered_on": date(2026, 2, 5)}, "ANSWER_DATE", "answered_on"),
        ({"state": RequestState.GRANTED, "answered_on": date(2026, 1, 5)}, "PERIOD", "answered_on"),
        ({"state": RequestState.REFUSED, "answered_on": date(2026, 2, 5)}, "REASON_REQUIRED", "refusal"),
        ({"grant_items": ("姓名",)}, "GRANT_WITHOUT_CONSENT", "grant_items"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_refused(
    entries: City, changes: dict[str, Any], code: str, field: str
) -> None:
    (fault,) = (await review_requests(entries.store, [build.request("Q1", A, **changes)])).faults
    assert (fault.code, fault.path) == (code, ("requests", "1", field))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_a_circle_is_found_exactly_when_there_is_one(pairs: list[tuple[int, int]]) -> None:
    graph = [(str(low), str(high)) for low, high in pairs]
    way = circle(graph)
    if way is None:
        assert not any(_reaches(graph, low) for low, _ in graph)
    else:
        assert way[0] == way[-1]
        assert all(step in graph for step in pairwise(way))


def _reaches(graph: list[tuple[str, str]], node: str) -> bool:
    seen: set[str] = set()
    level = {high for low, high in graph if low == node}
    while level:
        seen |= level
        level = {high for low, high in graph if low in level} - seen
    return node in seen
