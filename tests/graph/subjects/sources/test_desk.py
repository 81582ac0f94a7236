"""Libraries are judged by their policy as it is worded on the day on which they are entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders.city import City

from graph.errors import Malformed
from graph.law import policies
from graph.law.policies import POLICIES, policy
from graph.law.policy import Cell
from graph.law.provisions import Libraries
from graph.subjects.importing.desk import import_file
from graph.subjects.sources.desk import Sources, add_sources, judge
from graph.words.imports import Kind
from graph.words.sources import Library, LibraryKind

DAY, EVE = date(2026, 9, 1), date(2026, 8, 31)
SOCIAL = Sources(libraries=(Library("WH-SOCIAL", "WH", LibraryKind.BASE, "社会保障信息资源库"),))
POPULATION = Sources(libraries=(Library("WH-PEOPLE", "WH", LibraryKind.BASE, "人口信息资源库"),))
FILE = "代码,政策,类别,名称,牵头部门代码,说明\nWH-SOCIAL,WH,基础,社会保障信息资源库,,\n"


@pytest.fixture(autouse=True)
def amended(monkeypatch: pytest.MonkeyPatch) -> None:
    """芜湖, whose base libraries are counted up anew from a day on: 社会保障 is among them, 人口 no longer."""
    row = policy("WH")
    closed = Cell(Libraries(("社会保障", "法人"), closed=True), ("WH-8",), since=DAY, before=row.base_libraries)
    monkeypatch.setattr(policies, "POLICIES", {**POLICIES, "WH": replace(row, base_libraries=closed)})


async def test_a_library_is_judged_by_the_wording_of_the_day(city: City) -> None:
    for batch, day, rules in ((SOCIAL, EVE, ("WH-8.1",)), (POPULATION, DAY, ("WH-8",))):
        (fault,) = (await judge(city.store, batch, day)).review.faults
        assert (fault.code, fault.rules) == ("LIBRARY_NOT_OF_POLICY", rules)
        assert fault.path == ("libraries", "1", "kind")
    for batch, day in ((SOCIAL, DAY), (POPULATION, EVE)):
        assert (await judge(city.store, batch, day)).review.clean


async def test_an_administrator_enters_it_from_its_day_on_in_china(city: City) -> None:
    eve = replace(city.admin, now=datetime(2026, 8, 31, 15, 59, tzinfo=UTC))
    with pytest.raises(Malformed) as refused:
        await add_sources(city.store, SOCIAL, eve)
    assert refused.value.code == "LIBRARY_NOT_OF_POLICY"
    begun = replace(city.admin, now=datetime(2026, 8, 31, 16, tzinfo=UTC))
    assert (await add_sources(city.store, SOCIAL, begun)).clean


async def test_a_file_is_judged_by_the_same_day(city: City) -> None:
    for now, clean in ((datetime(2026, 8, 31, 1, tzinfo=UTC), False), (datetime(2026, 9, 1, 1, tzinfo=UTC), True)):
        actor = replace(city.admin, now=now)
        found = await import_file(city.store, city.personal, actor, Kind.LIBRARIES, FILE.encode(), commit=False)
        assert [fault.code for fault in found.review.faults] == ([] if clean else ["LIBRARY_NOT_OF_POLICY"])
