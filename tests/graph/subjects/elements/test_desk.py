"""Data elements: registered as a batch, bound to by items, and what of an item differs from its own is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import catalogue as build
from builders.city import City

from graph.errors import Forbidden, Malformed
from graph.subjects.elements.desk import add_elements
from graph.subjects.elements.desk import judge as judge_elements
from graph.subjects.elements.memory import elements_there
from graph.subjects.elements.telling import NAMED
from graph.subjects.entries.desk import register
from graph.subjects.entries.judging import judge
from graph.words.elements import DataElement
from graph.words.entries import DataType, EntryDraft, Item, Mode

CODE = "307001340200/000001"
NAME = DataElement("DE-1", "姓名", DataType.CHARACTER, 50, "GB/T 2261.1", "汉字", "人的姓名")
BORN = DataElement("DE-2", "出生日期", DataType.DATE)


def with_items(*items: Item) -> EntryDraft:
    return replace(build.entry(CODE, mode=Mode.INTERFACE), items=items)


async def test_elements_are_written_as_a_batch_and_take_new_values(city: City) -> None:
    await add_elements(city.store, [NAME, BORN], city.admin)
    await add_elements(city.store, [replace(NAME, length=60)], city.admin)
    there = await elements_there(city.store, ["DE-1", "DE-2", "DE-3"])
    assert there == {"DE-1": replace(NAME, length=60), "DE-2": BORN}
    with pytest.raises(Malformed) as refused:
        await add_elements(city.store, [NAME, NAME], city.admin)
    assert (refused.value.code, refused.value.path) == ("CODE_TWICE", ("elements", "2", "code"))
    with pytest.raises(Forbidden):
        await add_elements(city.store, [NAME], await city.actor("cataloguer"))


async def test_an_item_is_told_that_differs_from_its_element_and_refused_where_there_is_none(city: City) -> None:
    await add_elements(city.store, [NAME, BORN], city.admin)
    draft = with_items(
        build.item("姓名", 1, element="DE-1"),
        build.item("户主姓名", 2, length=100, element="DE-1"),
        build.item("出生日期", 3, element="DE-2"),
        build.item("登记日期", 4, data_type=DataType.DATE, length=None, element="DE-2"),
    )
    found = (await judge(city.store, [draft], city.admin)).review
    assert found.clean
    assert [(hint.code, hint.path[2:], hint.value) for hint in found.hints if hint.code.startswith("ELEMENT")] == [
        ("ELEMENT_LENGTH", ("items", "2", "length"), "户主姓名"),
        ("ELEMENT_TYPE", ("items", "3", "data_type"), "出生日期"),
        ("ELEMENT_NAME", ("items", "4", "name"), "登记日期"),
    ]
    unknown = with_items(build.item("姓名", 1, element="DE-9"))
    (fault,) = (await judge(city.store, [unknown], city.admin)).review.faults
    assert (fault.code, fault.path, fault.value) == (
        "UNKNOWN_CODE",
        ("entries", "1", "items", "1", "element"),
        "DE-9",
    )


async def test_which_published_items_differ_from_an_element_that_changes_is_told_at_once(city: City) -> None:
    before = DataElement("DE-3", "住所", DataType.CHARACTER, 50)
    await add_elements(city.store, [before], city.admin)
    several = [build.item(f"{number}住所", number, element="DE-3") for number in range(1, NAMED + 2)]
    bound = with_items(*several, build.item("住所二", NAMED + 2, length=60, element="DE-3"))
    await register(city.store, [bound], city.admin, "登记", publish=True)
    told = "MATCH (n:Notice {about: 'DataElement'}) RETURN collect([n.kind, n.aboutId, n.departmentId, n.acts])"
    after = replace(before, length=60)
    judged = await judge_elements(city.store, [after], city.admin.today)
    (hint,) = judged.review.hints
    assert (hint.code, hint.path, hint.value) == ("ELEMENT_LENGTH", ("elements", "1"), "DE-3")
    assert f"{NAMED + 1}个已发布信息项的长度" in hint.message.zh
    assert hint.message.zh.count(CODE) == NAMED, "it names so many, and counts all"
    assert await city.store.read(told) == [], "nothing is written before it is"
    assert (await add_elements(city.store, [after], city.admin)).hints == (hint,)
    provider = bound.provider
    assert await city.store.read(told) == [["ELEMENT_CHANGED", "DE-3", provider, ["changeEntry"]]]
    assert (await add_elements(city.store, [replace(after, summary="住址")], city.admin)).hints == ()
    assert len(await city.store.read(told)) == 1
    (back,) = (await judge_elements(city.store, [before], city.admin.today)).review.hints
    assert "1个已发布信息项的长度" in back.message.zh, "only what differs from then on"


async def test_an_entry_keeps_what_its_items_bind_to(city: City) -> None:
    await add_elements(city.store, [NAME], city.admin)
    bound = with_items(build.item("姓名", 1, element="DE-1"), build.item("住址", 2))
    await register(city.store, [bound], city.admin, "登记", publish=True)
    assert (await judge(city.store, [bound], city.admin, publish=True)).outcome.unchanged == (CODE,)
    loose = with_items(build.item("姓名", 1), build.item("住址", 2))
    await register(city.store, [loose], city.admin, "解除绑定", publish=True)
    items = "MATCH (i:Item) WITH i ORDER BY i.seq RETURN collect([i.name, i.elementId])"
    assert await city.store.read(items) == [["姓名", None], ["住址", None]]
