"""Lints of lineage are asked of what stands: forms that were changed since, and licences made from themselves."""

from __future__ import annotations

import pytest
from builders import catalogue as build
from builders.city import City

from graph.store.whole import reading
from graph.subjects.lineage.desk import add_lineage
from graph.subjects.lineage.inspecting import flaws_of_lineage

A, B, C = "101001340200/000001", "201001340200/000001", "307001340200/000001"
LICENSE, OTHER = "11100000MB697501X9101", "11100000MB697501X9102"


async def found(city: City) -> list[tuple[str, str, str]]:
    return sorted(
        [(str(each.code), each.about, each.item) async for flaws in flaws_of_lineage(city.store) for each in flaws]
    )


async def test_an_item_that_was_changed_after_its_lineage_is_told(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    await build.add_entries(city.store, *(build.entry(code, code[-10:]) for code in (A, B, C)))
    edges = [
        build.item_made_from((A, "姓名"), (B, "姓名"), "按标识项匹配"),
        build.item_made_from((A, "住址"), (C, "住址"), "按标识项匹配"),
        build.item_made_from((B, "住址"), (C, "住址"), "截取前50个字符"),
    ]
    await add_lineage(city.store, [], edges, city.admin)
    assert await found(city) == []
    await city.store.write(
        lambda unit: unit.run("UNWIND $ids AS k MATCH (i:Item {id: k}) SET i.length = 200", ids=[f"{C}#住址"])
    )
    await city.store.write(lambda unit: unit.run("MATCH (i:Item {id: $id}) SET i.dataType = 'MEMO'", id=f"{B}#姓名"))
    assert await found(city) == [("ITEM_CONVERSION", A, "姓名"), ("ITEM_CUT", A, "住址")]


async def test_every_licence_that_is_made_from_itself_is_told_once(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 1)
    await build.add_entries(city.store, *(build.entry(code, code[-10:]) for code in (A, B, C)))
    await city.store.write(
        lambda unit: unit.run("UNWIND $ids AS id CREATE (:LicenseType {id: id, name: '结婚证'})", ids=[LICENSE, OTHER])
    )
    await build.add_lineage(city.store, (LICENSE, A), (A, B), (B, LICENSE), (OTHER, A), (C, OTHER))
    assert await found(city) == [("LICENSE_FROM_ITSELF", LICENSE, "")]
    await build.add_lineage(city.store, (B, OTHER))
    assert await found(city) == [("LICENSE_FROM_ITSELF", LICENSE, ""), ("LICENSE_FROM_ITSELF", OTHER, "")]
