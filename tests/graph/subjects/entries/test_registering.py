"""Tables of entries: what a cataloguer registers together, what an administrator brings, with a paper or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders.approval import CITIES, NOW, PATHS, Cities, draft
from builders.city import ADMIN
from builders.papers import PAPER, REVIEWED
from builders.stores import watched

from graph.errors import Refusal
from graph.law.policies import policy
from graph.office.sheets.forms import Parsed
from graph.subjects.entries.rules.release import points_of
from graph.subjects.entries.sheet import ENTRIES
from graph.subjects.importing.batches import Bringing, Outcome
from graph.subjects.importing.desk import Imported, bring
from graph.words.entries import EntryDraft, SharingType
from graph.words.entry_cases import EntryEvent, Paper, Reviewed
from graph.words.imports import Kind
from graph.words.organisation import PostKind

HISTORY = (
    "MATCH (c:EntryCase) WITH c ORDER BY c.code "
    "RETURN collect([c.code, c.state, [line IN c.history | split(line, '|')[1]], c.cause])"
)
PAPERS = (
    "MATCH (v:EntryVersion) WITH v ORDER BY v.id "
    "RETURN collect([v.id, v.state, v.documentNumber, toString(v.documentOn)])"
)


def table(drafts: Sequence[EntryDraft]) -> Parsed[EntryDraft]:
    """A table of entries, of which each says everything."""
    return Parsed(ENTRIES, tuple(drafts), tuple((at,) for at in range(2, 2 + len(drafts))), (), (), ((),) * len(drafts))


def points_in(*cities: str) -> tuple[Reviewed, ...]:
    """Every point that the texts of some cities have reviewed before release."""
    points = dict.fromkeys(point for city in cities for point in points_of(policy(city)))
    return tuple(Reviewed(point, "已审查") for point in points)


async def by_cataloguer(cities: Cities, city: str, *drafts: EntryDraft, commit: bool = True) -> Imported:
    office = await cities.office(city, PostKind.CATALOGUER)
    cause = "行政管理职能变化：批量登记"
    bringing = Bringing(cities.store, cities.personal, office.actor, cause, reviewed=points_in(city))
    return await bring(bringing, Kind.ENTRIES, table(drafts), commit=commit)


async def by_administrator(
    cities: Cities, *drafts: EntryDraft, paper: Paper | None = None, reviewed: tuple[Reviewed, ...] = ()
) -> Imported:
    bringing = Bringing(cities.store, cities.personal, replace(ADMIN, now=NOW), "整理", paper=paper, reviewed=reviewed)
    return await bring(bringing, Kind.ENTRIES, table(drafts), commit=True)


async def refused(act: Any) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(Refusal) as found:
        await act
    return found.value.code, found.value.rules


@pytest.mark.parametrize("city", CITIES)
async def test_a_table_that_a_cataloguer_brings_skips_no_step_of_his_city(cities: Cities, city: str) -> None:
    new, published, left = (draft(city, number) for number in (1, 2, 3))
    await cities.published(city, published)
    await cities.published(city, left)
    changed = replace(published, summary="新的摘要")
    dry = await by_cataloguer(cities, city, new, changed, left, commit=False)
    assert (dry.clean, dry.written, await cities.entry(new.code)) == (True, False, None)
    done = await by_cataloguer(cities, city, new, changed, left)
    assert [line.outcome for line in done.lines] == [Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED]
    assert await cities.entry(new.code) is None
    assert await cities.entry(published.code) == ["PUBLISHED", 1, "UNCONDITIONAL"]
    cases = {code: rest for code, *rest in await cities.store.read(HISTORY) if rest[0] == "REGISTERED"}
    cause = "行政管理职能变化：批量登记"
    assert cases == {
        new.code: ["REGISTERED", ["REGISTER"], cause],
        published.code: ["REGISTERED", ["CHANGE", "REGISTER"], cause],
    }
    again = await by_cataloguer(cities, city, new, changed, left)
    assert {line.outcome for line in again.lines} == {Outcome.UNCHANGED}, "what waits already does not wait twice"
    assert (again.written, len(await cities.store.read(HISTORY))) == (True, 4)
    waiting = {each.name for each in await cities.waiting(city, PATHS[city][0][1])}
    assert waiting == {new.name, published.name}
    for code, version in ((new.code, 1), (published.code, 2)):
        case = await cities.store.read("MATCH (c:EntryCase {openKey: $code}) RETURN c.id", code=code)
        for event, post in PATHS[city]:
            await cities.move(city, case, event, post)
        assert await cities.entry(code) == ["PUBLISHED", version, "UNCONDITIONAL"]


async def test_everything_that_is_wrong_with_a_table_is_said_and_nothing_of_it_is_registered(cities: Cities) -> None:
    waits = draft("CS", 1)
    await cities.register("CS", waits)
    groundless = draft("CS", 2, sharing=SharingType.REFUSED)
    found = await by_cataloguer(
        cities, "CS", replace(waits, summary="另一摘要"), groundless, draft("CS", 3), draft("CS", 4, summary="")
    )
    assert not found.written
    told = [(fault.path[0], fault.code, fault.rules) for fault in found.review.faults]
    assert told[0][:2] == ("2", "NO_SUCH_MOVE")
    assert {code for row, code, _ in told if row == "3"} >= {"CONDITION_MISSING"}
    assert {row for row, *_ in told} == {"2", "3", "5"}
    assert len(await cities.store.read(HISTORY)) == 1


async def test_a_table_is_registered_by_its_departments_own_cataloguer_who_has_reviewed_it(cities: Cities) -> None:
    assert (await refused(by_cataloguer(cities, "WH", draft("CS"))))[0] == "POST_REQUIRED"
    office = await cities.office("WH", PostKind.PROVIDER_OFFICER)
    bringing = Bringing(cities.store, cities.personal, office.actor)
    assert (await refused(bring(bringing, Kind.ENTRIES, table([draft("WH")]), commit=True)))[0] == "POST_REQUIRED"
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    unreviewed = Bringing(cities.store, cities.personal, clerk.actor)
    for commit in (False, True):
        act = bring(unreviewed, Kind.ENTRIES, table([draft("WH")]), commit=commit)
        assert await refused(act) == ("RELEASE_REVIEW", ("WH-2", "WH-24"))
    taking_over = replace(unreviewed, paper=PAPER)
    assert (await refused(bring(taking_over, Kind.ENTRIES, table([draft("WH")]), commit=True)))[0] == "ROLE_REQUIRED"
    assert await cities.store.read(HISTORY) == []


async def test_many_are_registered_with_as_many_statements_as_one(cities: Cities) -> None:
    counts = []
    for numbers in (range(1, 2), range(2, 9)):
        store = watched(cities.store)
        await by_cataloguer(replace(cities, store=store), "JI", *(draft("JI", number) for number in numbers))
        counts.append(store.reads)
    assert counts[0] == counts[1]


async def test_without_a_paper_an_administrator_lays_drafts_on_the_desks_of_the_departments(cities: Cities) -> None:
    drafts = [draft(city) for city in CITIES]
    done = await by_administrator(cities, *drafts)
    assert (done.written, {line.outcome for line in done.lines}) == (True, {Outcome.NEW})
    hints = [hint for hint in done.review.hints if hint.code == "CONDITION_MISSING"]
    assert {hint.rules for hint in hints} >= {("WH-6",), ("JI-8", "JI-22", "JI-18", "JI-21")}
    assert [hint.value for hint in hints] == ["1"] * 5
    for city, each in zip(CITIES, drafts, strict=True):
        assert (await cities.entry(each.code))[0] == "DRAFT"
        (case,) = await cities.waiting(city, PostKind.CATALOGUER)
        assert [step.event for step in case.steps] >= [EntryEvent.REGISTER]
        await cities.published(city, replace(each, summary="编目员核对后的摘要"))
        assert (await cities.entry(each.code))[:2] == ["PUBLISHED", 2]
    again = await by_administrator(cities, *drafts)
    told = {(fault.code, fault.rules) for fault in again.review.faults}
    assert {code for code, _ in told} == {"ENTRY_PUBLISHED"}
    assert ("ENTRY_PUBLISHED", ("WH-6",)) in told
    same = [replace(each, summary="编目员核对后的摘要") for each in drafts]
    unchanged = await by_administrator(cities, *same)
    assert {line.outcome for line in unchanged.lines} == {Outcome.UNCHANGED}
    assert "CONDITION_MISSING" not in {hint.code for hint in unchanged.review.hints}


async def test_a_draft_that_is_brought_again_says_what_is_laid_there_last(cities: Cities) -> None:
    first = draft("WH")
    await by_administrator(cities, first)
    await by_administrator(cities, replace(first, name="婚姻登记信息（新）"))
    names = "MATCH (c:EntryCase) RETURN collect([c.state, c.name, c.base])"
    assert await cities.store.read(names) == [["DRAFT", "婚姻登记信息（新）", 2]]


async def test_what_a_paper_has_approved_is_published_and_names_it_but_never_what_has_to_be_confirmed(
    cities: Cities,
) -> None:
    one = draft("WH")
    done = await by_administrator(cities, one, paper=PAPER, reviewed=REVIEWED)
    assert (done.written, await cities.entry(one.code)) == (True, ["PUBLISHED", 1, "UNCONDITIONAL"])
    await by_administrator(cities, replace(one, summary="新的摘要"), paper=PAPER, reviewed=REVIEWED)
    kept = [PAPER.number, PAPER.on.isoformat()]
    assert await cities.store.read(PAPERS) == [[f"{one.code}@{n}", "PUBLISHED", *kept] for n in (1, 2)]
    secretive = draft("CS", sharing=SharingType.REFUSED, bases=("LAW-1",))
    withheld = await by_administrator(cities, secretive, paper=PAPER, reviewed=points_in("CS"))
    assert [(fault.code, fault.rules) for fault in withheld.review.faults] == [("CONDITION_MISSING", ("CS-14",))]


async def test_what_a_paper_has_approved_was_published_on_a_day_that_has_come(cities: Cities) -> None:
    late = replace(draft("WH"), published_on=date(2026, 3, 3))
    (fault,) = (await by_administrator(cities, late, paper=PAPER, reviewed=REVIEWED)).review.faults
    assert (fault.code, fault.value, fault.limit) == (
        "STILL_TO_COME", "2026-03-03", "2026-03-02",
    )  # fmt: skip
    assert await cities.entry(late.code) is None
    today = replace(late, published_on=NOW.date())
    assert (await by_administrator(cities, today, paper=PAPER, reviewed=REVIEWED)).written


async def test_what_was_reviewed_and_says_otherwise_than_an_entry_is_told_however_it_comes(cities: Cities) -> None:
    said = (*REVIEWED[:-1], replace(REVIEWED[-1], words="经审查不予共享"))
    brought = await by_administrator(cities, draft("WH"), paper=PAPER, reviewed=said)
    office = await cities.office("WH", PostKind.CATALOGUER)
    bringing = Bringing(cities.store, cities.personal, office.actor, "行政管理职能变化：登记", reviewed=said)
    by_case = await bring(bringing, Kind.ENTRIES, table([draft("WH", 2)]), commit=False)
    for each in (brought, by_case):
        found = [(hint.path, hint.rules) for hint in each.review.hints if hint.code == "RELEASE_REVIEW"]
        assert found == [(("releaseReview", str(len(said))), ("WH-2", "WH-24"))]


async def test_a_paper_does_not_say_what_was_reviewed_before_release(cities: Cities) -> None:
    for city in CITIES:
        one, points = draft(city), points_in(city)
        for said in ((), points[1:], (*points[:-1], replace(points[-1], words=" ")), (*points, Reviewed("其他", "好"))):
            (fault,) = (await by_administrator(cities, one, paper=PAPER, reviewed=said)).review.faults
            cell = policy(city).release_review
            assert cell is not None
            assert (fault.code, fault.rules, fault.path) == ("RELEASE_REVIEW", cell.rules, ("releaseReview",)), city
        assert await cities.entry(one.code) is None
    both = [draft("WH"), draft("JZ")]
    lacking = await by_administrator(cities, *both, paper=PAPER, reviewed=points_in("WH"))
    assert [fault.rules for fault in lacking.review.faults] == [("JZ-11", "JZ-21")]
    citizen = (*points_in("WH", "JZ")[1:], Reviewed("非涉密", "360426199101010071"))
    assert (await refused(by_administrator(cities, *both, paper=PAPER, reviewed=citizen)))[0] == "CITIZEN_ID_PUBLISHED"
    done = await by_administrator(cities, *both, paper=PAPER, reviewed=points_in("WH", "JZ"))
    assert done.written
    kept = "MATCH (v:EntryVersion) WITH v ORDER BY v.id RETURN collect([v.resourceId, v.releaseReview])"
    assert dict(await cities.store.read(kept)) == {
        each.code: [point.line for point in points_in(city)] for each, city in zip(both, ("WH", "JZ"), strict=True)
    }
    again = await by_administrator(cities, *both, paper=PAPER)
    assert {line.outcome for line in again.lines} == {Outcome.UNCHANGED}, "what says nothing new is not reviewed anew"


async def test_a_paper_is_no_ground_for_what_is_not_to_be_shared(cities: Cities) -> None:
    without = draft("JI", sharing=SharingType.REFUSED)
    item = replace(without.items[0], sharing=SharingType.REFUSED)
    partly = replace(draft("JI", 2), items=(item, *without.items[1:]))
    refusal = await by_administrator(cities, without, partly, paper=PAPER, reviewed=points_in("JI"))
    assert [fault.code for fault in refusal.review.faults] == ["CONDITION_MISSING"] * 2
    assert "政策依据" in refusal.review.faults[0].message.zh
    grounded = [replace(each, bases=("LAW-1",)) for each in (without, partly)]
    done = await by_administrator(cities, *grounded, paper=PAPER, reviewed=points_in("JI"))
    assert done.written
    loose = await by_administrator(cities, without, paper=PAPER, reviewed=points_in("JI"))
    assert [fault.code for fault in loose.review.faults] == ["CONDITION_MISSING"], "nor for a version that drops it"
