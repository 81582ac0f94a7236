"""Filters: conditions that combine with and, or, not."""

from __future__ import annotations

from typing import Any

import pytest
from builders.office import BEHIND, BORN, CIVIL, HEALTH, MARRIED, NEEDY, Office

from graph.errors import LimitExceeded

ALL = {BORN, MARRIED, NEEDY, BEHIND}


async def found(api: Office, condition: Any) -> set[str]:
    data = await api.ask(
        "query ($f: ResourceFilter) { resources(filter: $f) { totalCount edges { node { code } } } }", f=condition
    )
    codes = {edge["node"]["code"] for edge in data["resources"]["edges"]}
    assert data["resources"]["totalCount"] == len(codes)
    return codes


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        (None, ALL),
        ({}, ALL),
        ({"provider": [HEALTH]}, {BORN}),
        ({"provider": []}, set()),
        ({"provider": ["nobody"]}, set()),
        ({"not": {"provider": [HEALTH]}}, ALL - {BORN}),
        ({"not": {"not": {"provider": [HEALTH]}}}, {BORN}),
        ({"not": {}}, set()),
        ({"or": []}, set()),
        ({"and": []}, ALL),
        ({"or": [{"provider": [HEALTH]}, {"nameContains": "低保"}]}, {BORN, NEEDY}),
        ({"and": [{"provider": [CIVIL]}, {"nameContains": "信息"}, {"nameContains": "婚姻"}]}, {MARRIED}),
        ({"nameContains": "婚姻", "provider": [HEALTH]}, set()),
        ({"library": ["LIB-1"]}, {MARRIED}),
        ({"not": {"library": ["LIB-1"]}}, ALL - {MARRIED}),
        ({"itemName": ["监护人", "保障金额"]}, {NEEDY, BEHIND}),
        ({"and": [{"itemName": ["姓名"]}, {"itemName": ["监护人"]}]}, {BEHIND}),
        ({"not": {"or": [{"itemName": ["监护人"]}, {"itemName": ["保障金额"]}]}}, {BORN, MARRIED}),
        ({"cycle": ["MONTHLY", "DAILY"], "sharing": ["UNCONDITIONAL"], "state": ["PUBLISHED"]}, ALL),
        ({"cycle": ["DAILY"]}, set()),
        ({"not": {"mode": ["INTERFACE"]}}, ALL),
        ({"publishedFrom": "2026-01-15", "publishedUntil": "2026-01-15"}, ALL),
        ({"publishedFrom": "2026-01-16"}, set()),
        ({"not": {"publishedFrom": "2026-01-16"}}, ALL),
        ({"policy": ["WH"]}, ALL),
        ({"nameContains": "' OR true //"}, set()),
    ],
)
async def test_a_filter_finds(api: Office, condition: Any, codes: set[str]) -> None:
    assert await found(api, condition) == codes


@pytest.mark.parametrize(
    ("field", "condition", "count"),
    [
        ("departments", {"nameContains": "民政局", "level": ["CITY"]}, 1),
        ("departments", {"kind": ["GOVERNMENT"]}, 1),
        ("departments", {"division": ["100000"]}, 2),
        ("departments", {"existsOn": "2026-01-01"}, 5),
        ("libraries", {"kind": ["THEMATIC"]}, 0),
        ("libraries", {"policy": ["WH"], "nameContains": "LIB"}, 1),
        ("systems", {"funding": ["CITY"], "operator": [CIVIL]}, 1),
        ("consumers", {"kind": ["DEPARTMENT"], "not": {"nameContains": "2"}}, 1),
        ("licenseTypes", {"category": ["APPROVAL"]}, 1),
        ("licenseTypes", {"holderCategory": ["PERSON"]}, 2),
    ],
)
async def test_every_list_has_its_filter(api: Office, field: str, condition: Any, count: int) -> None:
    kind = field[0].upper() + {"libraries": "library"}.get(field, field[:-1])[1:]
    kind = kind[0].upper() + kind[1:]
    data = await api.ask(f"query ($f: {kind}Filter) {{ {field}(filter: $f) {{ totalCount }} }}", f=condition)
    assert data[field]["totalCount"] == count


async def test_a_filter_that_spreads_without_end_is_refused(api: Office) -> None:
    two = {"or": [{"nameContains": "民"}, {"nameContains": "政"}]}
    refusal = await api.refused(
        "query ($f: ResourceFilter) { resources(filter: $f) { totalCount } }", f={"and": [two] * 7}
    )
    assert isinstance(refusal, LimitExceeded)
    assert (refusal.code, refusal.path, refusal.value, refusal.limit) == ("FILTER_TOO_WIDE", ("filter",), "128", "64")


async def test_a_day_that_is_none_is_refused(api: Office) -> None:
    answer = await api.execute(
        "query ($f: ResourceFilter) { resources(filter: $f) { totalCount } }", f={"publishedFrom": "2026-02-30"}
    )
    assert answer.data is None
    assert answer.errors
    assert "2026-01-31" in answer.errors[0].message
