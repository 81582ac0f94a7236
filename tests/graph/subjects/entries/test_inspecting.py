"""Lints are asked of the entries that stand, on any day: windows, the item by its name, and what only a set shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import CIVIL, City

from graph.store.whole import reading
from graph.subjects.elements.desk import add_elements
from graph.subjects.entries.desk import register
from graph.subjects.entries.inspecting import flaws_of_entries
from graph.words.elements import DataElement
from graph.words.entries import DataType, EntryDraft, Mode, SharingType, UpdateCycle

ONE, TWO = "307001340200/000001", "307001340200/000002"
NAME = DataElement("DE-1", "姓名", DataType.CHARACTER, 50)


def draft(code: str, name: str, *items: str, **changes: Any) -> EntryDraft:
    return replace(build.entry(code, name, items or ("姓名", "住址")), mode=Mode.INTERFACE, **changes)


async def found(city: City) -> set[tuple[str, str, str]]:
    return {
        (str(each.code), each.about, each.item)
        async for flaws in flaws_of_entries(city.store, city.admin.today)
        for each in flaws
    }


async def test_an_item_differs_from_its_element_since_the_element_was_changed(city: City) -> None:
    await add_elements(city.store, [NAME], city.admin)
    items = (build.item("姓名", 1, element="DE-1"), build.item("户主姓名", 2, element="DE-1"))
    bound = replace(draft(ONE, "婚姻登记信息"), items=items)
    await register(city.store, [bound], city.admin, "登记", publish=True)
    assert {each for each in await found(city) if each[0].startswith("ELEMENT")} == set()
    await add_elements(city.store, [replace(NAME, length=60)], city.admin)
    assert {each for each in await found(city) if each[0].startswith("ELEMENT")} == {
        ("ELEMENT_LENGTH", ONE, "姓名"),
        ("ELEMENT_LENGTH", ONE, "户主姓名"),
    }
    await add_elements(city.store, [replace(NAME, name="自然人姓名", data_type=DataType.MEMO)], city.admin)
    assert {each for each in await found(city) if each[0].startswith("ELEMENT")} == {
        (code, ONE, item) for code in ("ELEMENT_NAME", "ELEMENT_TYPE") for item in ("姓名", "户主姓名")
    }


async def test_a_basis_that_lapsed_after_the_entry_was_registered_is_told_with_the_citys_article(city: City) -> None:
    await register(
        city.store, [draft(ONE, "婚姻登记信息", sharing=SharingType.REFUSED, bases=("LAW-1",))], city.admin, "登记"
    )
    assert "GROUND_INSUFFICIENT" not in {code for code, *_ in await found(city)}
    lapsed = "MATCH (b:LegalBasis {id: 'LAW-1'}) SET b.validUntil = date($on)"
    await city.store.write(lambda unit: unit.run(lapsed, on=str(city.admin.today)))
    (flaw,) = [
        each
        async for flaws in flaws_of_entries(city.store, city.admin.today)
        for each in flaws
        if each.code == "GROUND_INSUFFICIENT"
    ]
    assert (flaw.about, flaw.item, flaw.rules) == (ONE, "bases", ("WH-7",))


async def test_what_only_a_departments_entries_show_together_is_found_across_windows(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 7)
    drafts = [
        draft(f"307001340200/{at:06d}", f"登记{chr(0x4E00 + at)}信息", "住址", f"甲{at}金额", cycle=UpdateCycle.DAILY)
        for at in range(1, 24)
    ]
    drafts.append(draft(f"{ONE[:-6]}000099", f"{drafts[0].name}2", "住址", cycle=UpdateCycle.DAILY))
    await register(city.store, drafts, city.admin, "登记")
    said = await found(city)
    assert {("ITEM_EVERYWHERE", CIVIL, "住址"), ("CYCLE_UNIFORM", CIVIL, "cycle")} <= said
    assert ("NAME_NEAR_DUPLICATE", f"{ONE[:-6]}000099", "name") in said
    assert {about for code, about, _ in said if code == "UNIT_IN_NUMBER"} == {each.code for each in drafts[:-1]}


async def test_an_entry_that_is_withdrawn_and_one_whose_department_has_no_policy(city: City) -> None:
    await register(city.store, [draft(ONE, "人口信息系统"), draft(TWO, "婚姻信息系统")], city.admin, "登记")
    await city.store.write(lambda unit: unit.run("MATCH (r:Resource {id: $id}) SET r.state = 'WITHDRAWN'", id=TWO))
    assert {about for code, about, _ in await found(city) if code == "NAME_IS_SYSTEM"} == {ONE}
    await city.store.write(lambda unit: unit.run("MATCH ()-[b:BINDS]->() DELETE b"))
    assert await found(city) == {("NO_POLICY", ONE, "")}
