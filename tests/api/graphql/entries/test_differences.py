"""What differs between two versions of an entry, as somebody reads it who has to tell what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import catalogue as build
from builders import entry_cases
from builders.office import CIVIL, DRAFT, HEALTH, MARRIED, Office, who

from graph.errors import NotFound
from graph.subjects.entries.recording import content
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState, UpdateCycle

TOLD = "{ path before after label beforeText afterText }"
ASKED = (
    f"query ($by: By!, $before: Int!, $after: Int!) {{ entryChanges(by: $by, before: $before, after: $after) {TOLD} }}"
)
FIRST = build.entry(
    "307340209/000001", "孤儿信息", provider=CIVIL, bases=("LAW-1",), systems=("SYS-1",), exclusive=(HEALTH,)
)


async def three_versions(api: Office, number: int) -> str:
    """The code of an entry; a version of it changes what it names by codes, another changes one thing back."""
    law = build.basis("LAW-2", title="未成年人保护法", article="第九十一条")
    await api.store.write(lambda unit: sources_memory.write_legal_bases(unit, [law]))
    bound = (replace(FIRST.items[0], element="DE-1"), FIRST.items[1])
    named: dict[str, Any] = {"bases": ("LAW-1", "LAW-2"), "systems": (), "exclusive": (HEALTH, CIVIL)}
    second = replace(FIRST, **named, libraries=("LIB-1",), items=bound, cycle=UpdateCycle.DAILY)
    new = build.item("监护人", 3, element="DE-1")
    third = replace(second, provider=HEALTH, cycle=UpdateCycle.MONTHLY, items=(*bound, new))
    code = f"307340209/00000{number}"
    for draft in (FIRST, second, third):
        await build.add_entries(api.store, replace(draft, code=code))
    return code


async def compared(api: Office, code: str, before: int, after: int) -> dict[str, tuple[Any, ...]]:
    found = await api.ask(ASKED, by={"code": code}, before=before, after=after)
    return {each["path"]: (each["beforeText"], each["afterText"]) for each in found["entryChanges"]}


@pytest.mark.since("0.2.0")  # there were no elements before
async def test_what_a_version_names_by_code_is_told_with_what_it_stands_for(api: Office) -> None:
    code = await three_versions(api, 1)
    asked = f"query ($by: By!) {{ resource(by: $by) {{ versions {{ changes {TOLD} }} }} }}"
    last, second, first = (await api.ask(asked, by={"code": code}))["resource"]["versions"]
    told = {each["path"]: (each["label"], each["beforeText"], each["afterText"]) for each in second["changes"]}
    assert told == {
        "bases": ("依据", "《某法》（LAW-1）", "《某法》（LAW-1）；《未成年人保护法》第九十一条（LAW-2）"),
        "systems": ("来源系统", "SYS-1（SYS-1）", None),
        "exclusive": ("专用部门代码", f"卫生健康委员会（{HEALTH}）", f"卫生健康委员会（{HEALTH}）；民政局（{CIVIL}）"),
        "libraries": ("资源库", None, "LIB-1（LIB-1）"),
        "items.姓名.element": ("信息项 姓名 数据元代码", None, "监护人姓名（DE-1）"),
        "cycle": ("更新周期", "每月", "每日"),
    }
    plain = {each["path"]: (each["before"], each["after"]) for each in second["changes"]}
    assert plain["bases"] == ("LAW-1", "LAW-1；LAW-2"), "programs read codes"
    texts = {each["path"]: (each["beforeText"], each["afterText"]) for each in last["changes"]}
    assert texts["provider"] == (f"民政局（{CIVIL}）", f"卫生健康委员会（{HEALTH}）")
    assert "数据元代码：监护人姓名（DE-1）" in texts["items.监护人"][1]
    assert first["changes"] == []


async def test_what_a_case_is_to_change_is_told_in_the_same_words(api: Office) -> None:
    await entry_cases.appointed(api)
    code = await three_versions(api, 2)
    stands = content(FIRST, EntryState.PUBLISHED)
    await entry_cases.changing(api, replace(FIRST, code=code, bases=("LAW-2",), exclusive=()), stands)
    asked = f"{{ entryCases(first: 1) {{ edges {{ node {{ changes {TOLD} }} }} }} }}"
    (case,) = (await api.ask(asked, who(entry_cases.CATALOGUER)))["entryCases"]["edges"]
    told = {each["path"]: (each["beforeText"], each["afterText"]) for each in case["node"]["changes"]}
    assert told == {
        "bases": ("《某法》（LAW-1）", "《未成年人保护法》第九十一条（LAW-2）"),
        "exclusive": (f"卫生健康委员会（{HEALTH}）", None),
    }


async def test_any_two_versions_are_compared_whatever_lies_between_them(api: Office) -> None:
    code = await three_versions(api, 3)
    whole = await compared(api, code, 1, 3)
    assert "cycle" not in whole, "what was changed and changed back is the same"
    assert whole["provider"] == (f"民政局（{CIVIL}）", f"卫生健康委员会（{HEALTH}）")
    assert whole["libraries"] == (None, "LIB-1（LIB-1）")
    back = await compared(api, code, 3, 1)
    assert {path: (after, before) for path, (before, after) in back.items()} == whole
    assert await compared(api, code, 2, 2) == {}
    one = await compared(api, code, 1, 2)
    assert (one["cycle"], one["systems"]) == (("每月", "每日"), ("SYS-1（SYS-1）", None))


async def test_a_version_that_there_is_not_or_that_nobody_may_see_is_refused_by_its_number(api: Office) -> None:
    code = await three_versions(api, 4)
    for before, after, place in ((1, 4, ("after", "4")), (0, 3, ("before", "0")), (-1, 2, ("before", "-1"))):
        why = await api.refused(ASKED, by={"code": code}, before=before, after=after)
        assert isinstance(why, NotFound)
        assert (why.code, why.path[0], why.value) == ("NODE_NOT_FOUND", *place)
    for other in ("307340209/000077", DRAFT):
        why = await api.refused(ASKED, by={"code": other}, before=1, after=1)
        assert (why.code, why.path, why.value) == ("NODE_NOT_FOUND", ("by",), other)
    hidden = "MATCH (v:EntryVersion {id: $id}) SET v.state = 'DRAFT'"
    await api.store.write(lambda unit: unit.run(hidden, id=f"{code}@2"))
    why = await api.refused(ASKED, by={"code": code}, before=1, after=2)
    assert (why.path, why.value) == (("after",), "2"), "a draft is nobody else's"
    assert await compared(api, code, 1, 3)
    found = await api.ask(ASKED, who("provider"), by={"code": MARRIED}, before=1, after=1)
    assert found == {"entryChanges": []}


async def test_the_entries_that_a_version_is_related_to_are_told_as_far_as_they_are_seen(api: Office) -> None:
    code = "307340209/000005"
    for related in ((), (MARRIED, DRAFT), (DRAFT,), (MARRIED,)):
        await build.add_entries(api.store, replace(FIRST, code=code, related=related))
    named = f"婚姻登记信息（{MARRIED}）"
    for before, after, told in ((1, 2, (None, named)), (2, 3, (named, None)), (3, 4, (None, named)), (2, 4, None)):
        found = await api.ask(ASKED, who("provider"), by={"code": code}, before=before, after=after)
        seen = {each["path"]: (each["beforeText"], each["afterText"]) for each in found["entryChanges"]}
        assert seen == ({"related": told} if told else {}), "of a draft of others nobody reads"
    (both,) = (await api.ask(ASKED, who("applicant"), by={"code": code}, before=1, after=2))["entryChanges"]
    assert set(both["after"].split("；")) == {DRAFT, MARRIED}
