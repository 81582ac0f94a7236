"""Reminders: before the end of a term and after it, whose turn it is and then its head, once, on working days."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import entry_cases, grants, objections
from builders.office import CITY, CIVIL, MARRIED, Office, who

from api.graphql.lens.ids import global_id
from graph.cases.notices import tell
from graph.subjects.waiting.reminding import remind
from graph.words.entry_cases import EntryCaseState
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.objections import Objection, ObjectionGround

INBOX = "{ notices(first: 100) { edges { node { kind state acts about { __typename id } } } } }"
MONDAY, TUESDAY, THURSDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5)
SUNDAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
async def standing(api: Office) -> AsyncIterator[None]:
    """Three objections wait for 民政局, and an entry for the platform officer of the city."""
    await entry_cases.entered(api, 41, EntryCaseState.REGISTERED)  # until 9 March
    for name, due in (("O-late", date(2026, 2, 28)), ("O-soon", date(2026, 3, 4)), ("O-far", date(2026, 3, 20))):
        raised = datetime(2026, 2, 10, 1, tzinfo=UTC)
        case = Objection(name, "Resource", MARRIED, ObjectionGround.ACCURACY, "不对", raised, name, CIVIL, due_on=due)
        await api.store.write(lambda unit, case=case: objections.enter(unit, case, [CIVIL], "JI"))  # type: ignore[misc]
    yield
    for text in (
        "MATCH (c:EntryCase) WHERE c.id IN ['C-41', 'C-42'] DETACH DELETE c",
        "MATCH (o:Objection) WHERE o.id STARTS WITH 'O-' DETACH DELETE o",
        "MATCH (n:Notice) DETACH DELETE n",
    ):
        await api.store.write(lambda unit, text=text: unit.run(text))  # type: ignore[misc]


async def inbox(api: Office, name: str) -> set[tuple[str, str]]:
    """What somebody is told, and of what."""
    found = (await api.ask(INBOX, who(name)))["notices"]["edges"]
    nodes: list[Any] = [each["node"] for each in found]
    assert all(each["acts"] for each in nodes) or name == "head", "he has others act"
    return {(each["kind"], each["about"]["__typename"]) for each in nodes}


async def kept(api: Office) -> dict[tuple[str, str, str], str]:
    """Every notice by kind, case and recipient."""
    rows = await api.store.read(
        "MATCH (n:Notice) RETURN collect([n.kind, n.aboutId, coalesce(n.departmentId, n.recipient), n.id])"
    )
    return {(kind, about, to): identity for kind, about, to, identity in rows or ()}


async def test_whose_turn_it_is_is_told_once_before_the_end_and_once_after_it(api: Office) -> None:
    assert await remind(api.store, SUNDAY) == 0
    assert await kept(api) == {}
    await remind(api.store, MONDAY)
    told = await kept(api)
    assert {key[:2] for key in told if key[1].startswith("O-")} == {
        ("CASE_OVERDUE", "O-late"), ("CASE_DUE_SOON", "O-soon"),
    }  # fmt: skip
    assert {key[2] for key in told if key[1].startswith("O-")} == {CIVIL}
    await remind(api.store, MONDAY)
    assert await kept(api) == told
    assert await inbox(api, "provider") >= {("CASE_OVERDUE", "Objection"), ("CASE_DUE_SOON", "Objection")}


async def test_a_reminder_says_until_when_and_by_which_article_and_for_a_report_of_which_nothing_is_kept_too(
    api: Office,
) -> None:
    await remind(api.store, MONDAY)
    asked = "{ notices(first: 100) { edges { node { kind text { zh } dueOn rules { id } about { id } } } } }"
    found = [each["node"] for each in (await api.ask(asked, who("provider")))["notices"]["edges"]]
    (soon,) = [each for each in found if each["about"] and each["about"]["id"] == global_id("Objection", "O-soon")]
    assert soon["dueOn"] == "2026-03-04"
    assert soon["text"]["zh"] == "即将到期：异议《婚姻登记信息》，已提出；待办：受理、更正、说明；期限：2026-03-04。"
    assert [each["id"] for each in soon["rules"]] == ["JI-14"]
    report = Notice(
        NoticeKind.CASE_DUE_SOON, "OwedDuty", "nothing kept", "REPORT_OWED", datetime(2026, 3, 5, 1, tzinfo=UTC),
        Recipient(RecipientKind.DEPARTMENT, CITY), ("JZP-5.3",), ("reportPeriod",), name="2月零报告",
        due_on=date(2026, 3, 6),
    )  # fmt: skip
    await api.store.write(lambda unit: tell(unit, [report]))
    found = [each["node"] for each in (await api.ask(asked, who("maker")))["notices"]["edges"]]
    (owed,) = [each for each in found if each["about"] is None]
    assert owed["text"]["zh"] == "即将到期：义务《2月零报告》，待报送；待办：报送；期限：2026-03-06。"


async def test_the_head_is_told_a_working_day_later_and_a_post_over_others_where_it_is_held(api: Office) -> None:
    await remind(api.store, MONDAY)
    assert ("CASE_OVERDUE_STILL", "Objection") not in await inbox(api, "head")
    await remind(api.store, TUESDAY)
    assert ("CASE_OVERDUE_STILL", "Objection") in await inbox(api, "head")
    await remind(api.store, THURSDAY)
    assert ("CASE_DUE_SOON", "EntryCase") in await inbox(api, "maker")
    assert ("CASE_DUE_SOON", "EntryCase") not in await inbox(api, "provider")


async def test_the_newest_is_what_was_told_last_however_long_its_case_stands_where_it_does(api: Office) -> None:
    mornings = [datetime(2026, 3, day, 1, tzinfo=UTC) for day in (2, 3, 4)]
    for at in mornings:
        await remind(api.store, at.date(), at=at)
    asked = "{ notices(first: 100) { edges { node { kind at since about { id } } } } }"
    found = [each["node"] for each in (await api.ask(asked, who("head")))["notices"]["edges"]]
    late = global_id("Objection", "O-late")
    ours = [each for each in found if each["about"] and each["about"]["id"] == late]
    assert [(each["kind"], each["at"]) for each in ours] == [
        ("CASE_OVERDUE_STILL", "2026-03-03T09:00:00+08:00"), ("CASE_OVERDUE", "2026-03-02T09:00:00+08:00"),
    ]  # fmt: skip
    assert {each["since"] for each in ours} == {"2026-02-10T09:00:00+08:00"}
    assert [each["at"] for each in found] == sorted((each["at"] for each in found), reverse=True)


async def test_who_uses_data_is_told_thirty_days_before_the_grant_ends(api: Office) -> None:
    for name, last in (("R-near", date(2026, 4, 1)), ("R-far", date(2026, 4, 2))):
        await grants.granted(api, name, valid_until=last)
    await remind(api.store, MONDAY)
    assert {about for kind, about, _ in await kept(api) if kind == "GRANT_ENDING"} == {"R-near/G"}
    assert ("GRANT_ENDING", "Grant") in await inbox(api, "applicant")

    async def said() -> tuple[str, str | None]:
        asked = "{ notices(first: 100) { edges { node { kind text { zh } dueOn } } } }"
        found = (await api.ask(asked, who("applicant")))["notices"]["edges"]
        (one,) = [each["node"] for each in found if each["node"]["kind"] == "GRANT_ENDING"]
        return one["text"]["zh"], one["dueOn"]

    words, due = await said()
    assert (words[-14:], due) == ("期限：2026-04-01。", "2026-04-01")
    over = "MATCH (g:Grant {id: 'R-near/G'}) SET g.validUntil = date('2020-01-01')"
    await api.store.write(lambda unit: unit.run(over))
    assert await said() == (words.split("；")[0] + "；现为“已终止”。", None)


async def test_when_the_time_of_an_ending_entry_is_over_who_takes_it_offline_is_told_and_nobody_is_late(
    api: Office,
) -> None:
    await entry_cases.entered(api, 42, EntryCaseState.PARALLEL)  # until 9 March
    for day in (date(2026, 3, 6), date(2026, 3, 9)):
        await remind(api.store, day)
        assert "C-42" not in {about for _, about, _ in await kept(api)}
    for day in (date(2026, 3, 10), date(2026, 3, 12)):
        await remind(api.store, day)
        (told,) = [key for key in await kept(api) if key[1] == "C-42"]
        assert told[0] == "ENTRY_TIME_OVER"
    (notice,) = [
        each["node"]
        for each in (await api.ask(INBOX, who("maker")))["notices"]["edges"]
        if each["node"]["kind"] == "ENTRY_TIME_OVER"
    ]
    assert "takeEntryOffline" in notice["acts"]
