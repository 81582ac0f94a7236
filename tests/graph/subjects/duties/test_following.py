"""Entries follow the law in all five cities: a basis changes, who rests on it owes, and a version meets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import ADMIN, uscc

from graph.cases.desk import Office
from graph.errors import Refusal
from graph.law.access import Principal
from graph.law.duty_workflows import DATA_UPDATE
from graph.law.policies import policy, table_on
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.duties import desk, memory, periods, rules
from graph.subjects.duties.desk import Report
from graph.subjects.duties.lapsing import lapsed_among, lapsed_grounds
from graph.subjects.duties.owing import ChangedData, told_of_record
from graph.subjects.entries import recording
from graph.subjects.entries.approving import Said, begin, move_entry, register_entry
from graph.subjects.entries.desk import register
from graph.subjects.exchange.desk import record_deliveries
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.subjects.sources.changing import Given, change_basis
from graph.subjects.sources.desk import Sources, add_sources
from graph.subjects.waiting.desk import Sought, waiting
from graph.subjects.waiting.reminding import remind
from graph.words.china_time import china_day
from graph.words.duties import Alike, BasisEvent, DutyEvent, DutyKind, DutyState, Reporter
from graph.words.entries import EntryDraft, FormatCategory, Mode, OpeningType, SharingType
from graph.words.entry_cases import CauseKind, EntryEvent, Ground, Reviewed
from graph.words.exchange import Delivery
from graph.words.organisation import AuthorityLevel, DepartmentKind, Post, PostKind
from graph.words.people import Role
from graph.words.sources import BasisKind

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = date(2026, 3, 2)
CITIES = ("CZ", "JZ", "JI", "WH", "CS")
GOVERNMENT = {city: uscc(10 * at) for at, city in enumerate(CITIES, 1)}
BUREAU = {city: uscc(10 * at + 1) for at, city in enumerate(CITIES, 1)}
ABOVE = (PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER)
WITHIN = (PostKind.CATALOGUER, PostKind.REVIEWER, PostKind.PROVIDER_OFFICER, PostKind.CONTACT)
CODE = {city: f"3070013402{at}0/000001" for at, city in enumerate(CITIES, 1)}
PATHS: Mapping[str, tuple[tuple[EntryEvent, PostKind], ...]] = {
    "JI": (
        (EntryEvent.REVIEW, PostKind.AUTHORITY_OFFICER), (EntryEvent.FIX_TYPE, PostKind.AUTHORITY_OFFICER),
        (EntryEvent.PUBLISH, PostKind.AUTHORITY_OFFICER),
    ),
    "WH": ((EntryEvent.PUBLISH, PostKind.PLATFORM_OFFICER),),
    "CS": ((EntryEvent.REVIEW, PostKind.REVIEWER), (EntryEvent.PUBLISH, PostKind.REVIEWER)),
}  # fmt: skip


USED = (
    "MATCH (r:Resource {id: $code}) CREATE (g:Grant {id: $grant, state: 'ACTIVE', validFrom: date('2026-01-01')}) "
    "CREATE (u:Consumer {id: $user, departmentId: $user}) CREATE (g)-[:COVERS]->(r) CREATE (g)-[:GRANTED_TO]->(u)"
)
"""That a department has an entry by a grant."""


@dataclass
class Cities:
    store: Store
    personal: PersonalData

    async def office(self, city: str, post: PostKind, at: datetime = MONDAY) -> Office:
        on = china_day(at)
        who = await principal_of(self.store, Role.STAFF, f"{city}-{post.name}", on)
        who = replace(who, department=(GOVERNMENT if post in ABOVE else BUREAU)[city])
        return Office(self.store, self.personal, View(self.store, scope_of(who, on), on), Actor(who, at))

    async def delivered(self, told: Delivery, at: datetime) -> None:
        platform = Actor(Principal(Role.SERVICE, "exchange-platform"), at)
        await record_deliveries(self.store, self.personal, platform, [told], key=None)

    async def duties(self, city: str, post: PostKind, at: datetime = MONDAY) -> Office:
        office = await self.office(city, post, at)
        return Office(office.store, office.personal, office.view, office.actor)

    async def basis(self, code: str, event: BasisEvent, at: datetime = MONDAY, **given: Any) -> str:
        """Mark a basis, on the day of the act."""
        officer = await self.office("WH", PostKind.AUTHORITY_OFFICER, at)
        return await change_basis(
            self.store, officer.actor, Given(code, event, china_day(at), "令〔2026〕1号", **given)
        )

    async def change(
        self,
        city: str,
        kind: CauseKind,
        at: datetime,
        basis: str | None = None,
        cause: str = "随之变更",
        path: tuple[tuple[EntryEvent, PostKind], ...] = (),
        *,
        registered_only: bool = False,
        **changes: Any,
    ) -> None:
        """Change the entry of a city by its posts, up to its publication, or until it is registered."""
        clerk = await self.office(city, PostKind.CATALOGUER, at)
        ground = Ground(kind, cause, basis=basis)
        case = await begin(clerk, CODE[city], EntryEvent.CHANGE, Said(ground=ground))
        await register_entry(clerk, draft(city, **changes), replace(ground, reviewed=self.reviewed(city)))
        for event, post in () if registered_only else path or PATHS[city]:
            await move_entry(await self.office(city, post, at), case, event, Said())

    def reviewed(self, city: str) -> tuple[Reviewed, ...]:
        """What a department has reviewed of what it registers."""
        points = policy(city).release_review
        return tuple(Reviewed(point, "已审查") for point in (points.value if points else ()))

    async def move(self, city: str, event: EntryEvent, post: PostKind, at: datetime) -> None:
        """Take a step of the case of the entry of a city that is not over."""
        case = await self.store.read("MATCH (c:EntryCase {openKey: $code}) RETURN c.id", code=CODE[city])
        await move_entry(await self.office(city, post, at), case, event, Said("请核对"))

    async def owed(self, city: str) -> list[list[Any]]:
        found = await self.store.read(
            "MATCH (d:OwedDuty {departmentId: $id}) WITH d ORDER BY d.kind "
            "RETURN collect([d.kind, d.state, toString(d.dueOn), d.version])",
            id=BUREAU[city],
        )
        return list(found)


def draft(city: str, **changes: Any) -> EntryDraft:
    plain: dict[str, Any] = {
        "provider": BUREAU[city], "mode": Mode.FILE if city == "JZ" else Mode.INTERFACE, "bases": ("LAW-1",),
        "opening": OpeningType.REFUSED, "published_on": None,
    }  # fmt: skip
    if city == "JZ":
        plain |= {"format_category": FormatCategory.SPREADSHEET, "format_type": "xlsx"}
    if city == "CS":
        plain |= {"sharing": SharingType.REFUSED}
    return build.entry(CODE[city], f"婚姻登记{city}", **(plain | changes))


@pytest.fixture
async def cities(store: Store, personal: PersonalData) -> Cities:
    posts, departments = [], []
    for city in CITIES:
        government, bureau = GOVERNMENT[city], BUREAU[city]
        departments += [
            build.department(government, f"{city}市人民政府", kind=DepartmentKind.GOVERNMENT, policy=city),
            build.department(bureau, f"{city}民政局", parent=government),
        ]
        posts += [
            Post(f"{city}-{kind.name}", kind, f"{city}-{kind.name}", f"{kind.name}某", where, date(2020, 1, 1))
            for kinds, where in ((ABOVE, government), (WITHIN, bureau))
            for kind in kinds
        ]
    await establish(store, Organisation(departments=tuple(departments), posts=tuple(posts)), personal, ADMIN)
    bases = (build.basis("LAW-1"), build.basis("LAW-2"), build.basis("DUTY-1", kind=BasisKind.DUTY))
    await add_sources(store, Sources(legal_bases=bases), ADMIN)
    drafts = [draft(city) for city in CITIES]
    await build.add_entries(store, *drafts)
    await store.write(lambda unit: recording.relate_entries(unit, drafts))
    return Cities(store, personal)


async def refused(act: Any) -> str:
    with pytest.raises(Refusal) as found:
        await act
    return found.value.code


UPDATE = "CATALOGUE_UPDATE"


async def test_a_law_that_is_amended_opens_what_each_citys_text_says_once_and_tells_the_departments(
    cities: Cities,
) -> None:
    assert await cities.basis("LAW-1", BasisEvent.AMENDED) == "LAW-1"
    later = (await cities.office("CZ", PostKind.AUTHORITY_OFFICER, MONDAY + timedelta(hours=3))).actor
    again = Given("LAW-1", BasisEvent.AMENDED, china_day(MONDAY), "令〔2026〕1号")
    assert await change_basis(cities.store, later, again) == "LAW-1"
    assert {city: await cities.owed(city) for city in CITIES} == {
        "CZ": [[UPDATE, "UPDATE_OWED", "2026-03-23", None]],
        "JZ": [[UPDATE, "UPDATE_OWED", "2026-03-23", None]],
        "JI": [[UPDATE, "APPLICATION_OWED", "2026-03-16", None]],
        "WH": [[UPDATE, "UPDATE_OWED", "2026-03-23", None]],
        "CS": [[UPDATE, "UPDATE_OWED", None, None]],
    }
    told = await cities.store.read(
        "MATCH (n:Notice {kind: 'BASIS_CHANGED'}) "
        "RETURN collect([n.departmentId, n.aboutId, n.rules[0], coalesce(toString(n.dueOn), '')])"
    )
    until = ("2026-03-23", "2026-03-23", "2026-03-16", "2026-03-23", "")
    assert sorted(told) == sorted(
        [BUREAU[city], "LAW-1", article, day]
        for city, article, day in zip(CITIES, ("CZ-7", "JZ-8", "JI-10", "WH-6", "CS-16"), until, strict=True)
    )
    view = View(cities.store, (await cities.office("WH", PostKind.HEAD)).view.scope, DAY)
    assert await memory.counted(view, BUREAU.values()) == []
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    for today, owed, overdue, broken in ((date(2026, 3, 23), 1, 0, ()), (date(2026, 3, 24), 0, 1, ("WH-28.1",))):
        (one,) = rules.tally(await memory.counted(clerk.view, BUREAU.values()), today)
        assert (one.department, one.owed, one.overdue, one.broken) == (BUREAU["WH"], owed, overdue, broken)


async def test_a_version_that_names_the_cause_meets_it_in_time_or_late_and_another_one_does_not(
    cities: Cities,
) -> None:
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    on_time, later = datetime(2026, 3, 23, 15, tzinfo=UTC), datetime(2026, 3, 24, 1, tzinfo=UTC)
    await cities.change("WH", CauseKind.DUTY_MOVED, on_time, summary="另一职责变化")
    assert (await cities.owed("WH"))[0][1] == "UPDATE_OWED"
    await cities.change("WH", CauseKind.LAW_AMENDED, later, summary="随条例修订")
    assert await cities.owed("WH") == [[UPDATE, "LATE", "2026-03-23", 3]]
    await cities.change("JI", CauseKind.LAW_AMENDED, on_time, summary="随条例修订")
    assert await cities.owed("JI") == [[UPDATE, "MET", "2026-03-30", 2]], "applied for late, reviewed in time"
    clerk = await cities.office("WH", PostKind.CATALOGUER, later)
    (one,) = rules.tally(await memory.counted(clerk.view, [BUREAU["WH"]]), china_day(later))
    assert (one.overdue, one.late, one.broken) == (0, 1, ("WH-28.1",)), "what was done late stays broken"
    brought = replace(draft("CZ"), summary="随条例修订而导入")
    await register(cities.store, [brought], replace(ADMIN, now=on_time), "法律法规修订：条例", publish=True)
    assert await cities.owed("CZ") == [[UPDATE, "MET", "2026-03-23", 2]]


def test_what_waits_for_the_authority_or_was_excused_breaks_nothing_of_the_department() -> None:
    """JI-10: the department applies, and the authority reviews; WH-6: who has a good reason is excused."""
    owing, reviewed, late = DutyState.APPLICATION_OWED, DutyState.REVIEW_OWED, DutyState.LATE
    for policy_, state, done, found in (
        ("JI", owing, None, (0, 1, 0, 0, ("JI-35.7",))), ("JI", reviewed, None, (1, 0, 0, 0, ())),
        ("JI", late, DutyEvent.REVIEW_AND_UPDATE, (0, 0, 1, 0, ())),
        ("WH", DutyState.UPDATE_OWED, None, (0, 1, 0, 0, ("WH-28.1",))),
        ("WH", late, DutyEvent.UPDATE, (0, 0, 0, 1, ("WH-28.1",))),
        ("WH", DutyState.EXCUSED, DutyEvent.EXCUSE, (0, 0, 0, 0, ())),
    ):  # fmt: skip
        alike = Alike("D", DutyKind.CATALOGUE_UPDATE, state, policy_, DAY, DAY, 1, done)
        (one,) = rules.tally([alike], DAY + timedelta(days=1))
        assert (one.owed, one.overdue, one.met, one.late, one.broken) == found, (policy_, state)


async def test_of_several_changes_a_version_meets_the_one_that_it_names_and_no_other(cities: Cities) -> None:
    both = replace(draft("WH"), bases=("LAW-1", "LAW-2"), summary="两部法律")
    await register(cities.store, [both], ADMIN, "登记", publish=True)
    for basis in ("LAW-1", "LAW-2"):
        await cities.basis(basis, BasisEvent.AMENDED)
    at = datetime(2026, 3, 9, 1, tzinfo=UTC)

    async def met(summary: str, **named: Any) -> list[str]:
        await cities.change("WH", CauseKind.LAW_AMENDED, at, bases=("LAW-1", "LAW-2"), summary=summary, **named)
        found = await cities.store.read(
            "MATCH (d:OwedDuty {departmentId: $id}) WHERE d.state = 'MET' RETURN collect(d.basisId)", id=BUREAU["WH"]
        )
        return sorted(found)

    assert await met("一", cause="《某某无关法》修订") == []
    assert await met("二") == [], "which of the two is not said"
    assert await met("三", basis="DUTY-1") == []
    assert await met("四", basis="LAW-2") == ["LAW-2"]
    kept = await cities.store.read(
        "MATCH (v:EntryVersion {resourceId: $code}) WITH v ORDER BY v.number RETURN collect(v.causeBasisId)",
        code=CODE["WH"],
    )
    assert kept == ["DUTY-1", "LAW-2"]
    assert await met("五") == ["LAW-1", "LAW-2"], "only one is left that can be meant"
    unknown = Ground(CauseKind.LAW_AMENDED, "修订", basis="LAW-9")
    clerk = await cities.office("WH", PostKind.CATALOGUER, at)
    with pytest.raises(Refusal) as found:
        await begin(clerk, CODE["WH"], EntryEvent.CHANGE, Said(ground=unknown))
    assert (found.value.code, found.value.path) == ("UNKNOWN_CODE", ("cause_basis",))


async def test_what_is_not_shared_is_to_be_shared_where_its_only_basis_is_repealed(cities: Cities) -> None:
    await cities.basis("LAW-1", BasisEvent.REPEALED, successor="LAW-2")
    lapsed = ["LAPSED_GROUND", "CHANGE_AND_DELETION_OWED", None, None]
    assert await cities.owed("CS") == [[UPDATE, "UPDATE_OWED", None, None], lapsed]
    assert len(await cities.owed("WH")) == 1
    until = await cities.store.read("MATCH (b:LegalBasis {id: 'LAW-1'}) RETURN toString(b.validUntil)")
    assert until == "2026-03-02"
    at = datetime(2026, 9, 1, 1, tzinfo=UTC)
    await cities.change("CS", CauseKind.LAW_AMENDED, at, sharing=SharingType.UNCONDITIONAL, bases=("LAW-2",))
    assert await cities.owed("CS") == [[UPDATE, "MET", None, 2], ["LAPSED_GROUND", "MET", None, 2]]
    assert await refused(cities.basis("LAW-1", BasisEvent.AMENDED)) == "CONDITION_MISSING"


async def test_what_is_shared_on_conditions_is_off_the_list_of_what_is_not_shared(cities: Cities) -> None:
    """CS-30: 调整为共享类; CS-28 knows three types, and two of them are shared."""
    await cities.basis("LAW-1", BasisEvent.REPEALED)
    at = datetime(2026, 3, 9, 1, tzinfo=UTC)
    await cities.change(
        "CS", CauseKind.OTHER, at, sharing=SharingType.CONDITIONAL, sharing_condition="须提出申请", bases=()
    )
    assert ["LAPSED_GROUND", "MET", None, 2] in await cities.owed("CS")


async def test_a_lapsed_ground_is_met_by_a_version_that_rests_on_another_basis_in_force(cities: Cities) -> None:
    await cities.basis("LAW-1", BasisEvent.REPEALED, successor="LAW-2")
    lapsed = ["LAPSED_GROUND", "CHANGE_AND_DELETION_OWED", None, None]
    assert lapsed in await cities.owed("CS")
    path = (PATHS["CS"][0], (EntryEvent.CONFIRM_REFUSED, PostKind.AUTHORITY_OFFICER), PATHS["CS"][1])
    await cities.change("CS", CauseKind.LAW_AMENDED, MONDAY, path=path, sharing=SharingType.REFUSED, bases=("LAW-2",))
    assert await cities.owed("CS") == [[UPDATE, "MET", None, 2], ["LAPSED_GROUND", "MET", None, 2]]
    told = await cities.store.read("MATCH (n:Notice {kind: 'DELETION_APPLIED_FOR'}) RETURN count(n)")
    assert told == 0, "it stays on the list"


async def test_a_basis_that_ends_by_itself_is_told_without_a_job_until_the_entry_is_shared(cities: Cities) -> None:
    until = build.basis("LAW-1", valid_until=date(2026, 7, 1))
    await add_sources(cities.store, Sources(legal_bases=(until,)), ADMIN)

    async def told(city: str, on: date) -> list[tuple[str, date, tuple[str, ...]]] | None:
        office = await cities.office(city, PostKind.CATALOGUER)
        view = View(cities.store, office.view.scope, on)
        found = await lapsed_grounds(view, BUREAU[city])
        assert await lapsed_among(view, list(BUREAU.values())) == {BUREAU[city]: found}
        return None if found is None else [(each.code, each.lapsed_on, each.rules) for each in found]

    last, after = date(2026, 6, 30), date(2026, 7, 1)
    assert await told("CS", last) == []
    assert await told("CS", after) == [(CODE["CS"], after, ("CS-30",))]
    assert await told("WH", after) == []
    view = View(cities.store, (await cities.office("WH", PostKind.CATALOGUER)).view.scope, after)
    assert await lapsed_grounds(view, BUREAU["CS"]) is None
    at = datetime(2026, 7, 2, 1, tzinfo=UTC)
    await cities.change("CS", CauseKind.OTHER, at, sharing=SharingType.UNCONDITIONAL)
    assert await told("CS", date(2026, 7, 2)) == []


async def test_an_information_item_that_is_not_shared_loses_its_ground_as_an_entry_does(cities: Cities) -> None:
    item = replace(build.item("举报人", 3), sharing=SharingType.REFUSED)
    await cities.store.write(lambda unit: unit.run(
        "MATCH (r:Resource {id: $id}) SET r.sharing = 'UNCONDITIONAL' "
        "CREATE (r)-[:HAS_ITEM]->(:Item {id: $id + '#举报人', name: $name, sharing: 'REFUSED'})",
        id=CODE["CS"], name=item.name,
    ))  # fmt: skip
    await cities.basis("LAW-1", BasisEvent.REPEALED)
    lapsed = ["LAPSED_GROUND", "CHANGE_AND_DELETION_OWED", None, None]
    assert lapsed in await cities.owed("CS")
    clerk = await cities.office("CS", PostKind.CATALOGUER)
    named = await lapsed_grounds(clerk.view, BUREAU["CS"]) or []
    assert [each.code for each in named] == [CODE["CS"]]


async def test_a_basis_that_ends_by_itself_changes_the_law_in_every_city_once_and_is_told(cities: Cities) -> None:
    """WH-6: 有关法律法规作出修订…的; that its last day was known before makes no difference."""
    after = date(2026, 8, 1)
    await add_sources(cities.store, Sources(legal_bases=(build.basis("LAW-1", valid_until=after),)), ADMIN)
    await remind(cities.store, date(2026, 7, 31))
    assert [await cities.owed(city) for city in CITIES] == [[]] * 5
    for on in (after, date(2026, 8, 3)):
        await remind(cities.store, on)
    assert {city: await cities.owed(city) for city in ("CZ", "JZ", "JI", "WH")} == {
        "CZ": [[UPDATE, "UPDATE_OWED", "2026-08-21", None]],
        "JZ": [[UPDATE, "UPDATE_OWED", "2026-08-21", None]],
        "JI": [[UPDATE, "APPLICATION_OWED", "2026-08-14", None]],
        "WH": [[UPDATE, "UPDATE_OWED", "2026-08-21", None]],
    }
    told = await cities.store.read(
        "MATCH (n:Notice {kind: 'BASIS_CHANGED'}) RETURN collect([n.departmentId, n.aboutId, n.state, n.rules, "
        "toString(n.changedOn), n.concernedNames])"
    )
    assert sorted(told) == sorted(
        [BUREAU[city], "LAW-1", "EXPIRED", rules, "2026-08-01", [f"婚姻登记{city}"]]
        for city, *rules in (("CZ", "CZ-7"), ("JZ", "JZ-8"), ("JI", "JI-10"), ("WH", "WH-6"), ("CS", "CS-16", "CS-30"))
    )
    at = datetime(2026, 8, 4, 1, tzinfo=UTC)
    await cities.change("WH", CauseKind.LAW_AMENDED, at, basis="LAW-1", bases=("LAW-2",))
    await cities.change("CS", CauseKind.OTHER, at, sharing=SharingType.UNCONDITIONAL)
    await cities.change("CS", CauseKind.OTHER, at, sharing=SharingType.UNCONDITIONAL, summary="仍写原依据")
    await remind(cities.store, date(2026, 8, 5))
    assert await cities.owed("WH") == [[UPDATE, "MET", "2026-08-21", 2]]
    assert len(await cities.owed("CS")) == 2


async def test_who_has_written_a_version_since_a_basis_ended_has_followed(cities: Cities) -> None:
    after = date(2026, 2, 1)
    ended = "MATCH (b:LegalBasis {id: 'LAW-1'}) SET b.validUntil = date($on)"
    await cities.store.write(lambda unit: unit.run(ended, on=after.isoformat()))
    await cities.store.write(lambda unit: unit.run(
        "MATCH (r:Resource {id: $code}) SET r.recordedAt = datetime($at)",
        code=CODE["WH"], at="2026-01-31T15:59:00+00:00",
    ))  # fmt: skip
    await cities.store.write(lambda unit: unit.run(
        "MATCH (r:Resource {id: $code}) SET r.recordedAt = datetime($at)",
        code=CODE["CZ"], at="2026-01-31T16:00:00+00:00",
    ))  # fmt: skip
    await remind(cities.store, DAY)
    assert (len(await cities.owed("WH")), await cities.owed("CZ")) == (1, [])


async def test_a_ground_that_ends_by_itself_is_owed_from_its_day_on_and_its_deletion_reaches_the_authority(
    cities: Cities,
) -> None:
    last, after = date(2026, 7, 31), date(2026, 8, 1)
    await add_sources(cities.store, Sources(legal_bases=(build.basis("LAW-1", valid_until=after),)), ADMIN)
    await remind(cities.store, last)
    assert await cities.owed("CS") == []
    for on in (after, date(2026, 8, 3)):  # a Saturday, on which nobody is reminded, and the Monday
        await remind(cities.store, on)
    update = [UPDATE, "UPDATE_OWED", None, None]
    assert await cities.owed("CS") == [update, ["LAPSED_GROUND", "CHANGE_AND_DELETION_OWED", None, None]]
    at = datetime(2026, 8, 4, 1, tzinfo=UTC)
    clerk = await cities.office("CS", PostKind.CATALOGUER, at)
    named = await lapsed_grounds(clerk.view, BUREAU["CS"]) or []
    assert [(each.code, each.basis, each.lapsed_on) for each in named] == [(CODE["CS"], "LAW-1", after)]
    await cities.change("CS", CauseKind.OTHER, at, sharing=SharingType.UNCONDITIONAL)
    assert await cities.owed("CS") == [update, ["LAPSED_GROUND", "MET", None, 2]]
    told = await cities.store.read(
        "MATCH (n:Notice) WHERE n.kind IN ['DELETION_APPLIED_FOR', 'ENTRY_CHANGED'] "
        "RETURN collect([n.kind, n.departmentId, n.rules])"
    )
    assert sorted(told) == [
        ["DELETION_APPLIED_FOR", GOVERNMENT["CS"], ["CS-30"]],
        ["ENTRY_CHANGED", GOVERNMENT["CS"], []],
    ]


async def test_a_ground_of_which_it_is_said_later_that_it_has_ended_is_owed_at_once(cities: Cities) -> None:
    ended = Sources(legal_bases=(build.basis("LAW-1", valid_until=date(2026, 7, 1)),))
    await add_sources(cities.store, ended, replace(ADMIN, now=datetime(2026, 7, 5, 1, tzinfo=UTC)))
    assert ["LAPSED_GROUND", "CHANGE_AND_DELETION_OWED", None, None] in await cities.owed("CS")
    assert await cities.owed("WH") == [[UPDATE, "UPDATE_OWED", "2026-07-22", None]]


async def test_only_the_authority_marks_a_basis_and_only_what_can_be(cities: Cities) -> None:
    clerk = await cities.office("WH", PostKind.CATALOGUER)
    given = Given("LAW-1", BasisEvent.AMENDED, DAY, "令")
    assert await refused(change_basis(cities.store, clerk.actor, given)) == "POST_REQUIRED"
    actor = (await cities.office("WH", PostKind.AUTHORITY_OFFICER)).actor
    for wrong, code, path in (
        (replace(given, code="LAW-9"), "UNKNOWN_CODE", ("code",)),
        (replace(given, event=BasisEvent.REPEALED, successor="LAW-1"), "CIRCLE", ("successor",)),
        (replace(given, event=BasisEvent.REPEALED, successor="LAW-9"), "UNKNOWN_CODE", ("successor",)),
        (replace(given, event=BasisEvent.MOVED, department=uscc(99)), "UNKNOWN_CODE", ("department",)),
        (replace(given, event=BasisEvent.MOVED, department=BUREAU["CZ"]), "CONDITION_MISSING", ("code",)),
        (replace(given, on=date(2026, 3, 3)), "STILL_TO_COME", ("on",)),
        (replace(given, on=date(2019, 12, 31)), "CONDITION_MISSING", ("on",)),
        (replace(given, document=" "), "WORDS_REQUIRED", ("document",)),
    ):
        with pytest.raises(Refusal) as found:
            await change_basis(cities.store, actor, wrong)
        assert (found.value.code, found.value.path) == (code, path)
        if path in (("on",), ("document",)) and code != "WORDS_REQUIRED":
            assert found.value.rules == ("WH-6",)
        if code == "CONDITION_MISSING":
            assert found.value.message.zh.startswith("暂不能标记，须：依据")
    assert await cities.store.read("MATCH (n:BasisChange) RETURN count(n)") == 0
    moved = Given("DUTY-1", BasisEvent.MOVED, DAY, "编办〔2026〕2号", department=BUREAU["CZ"])
    assert await change_basis(cities.store, actor, moved) == "DUTY-1"
    told = await cities.store.read("MATCH (n:Notice) RETURN count(n)")
    elsewhere = (await cities.office("CZ", PostKind.AUTHORITY_OFFICER)).actor
    assert await change_basis(cities.store, elsewhere, moved) == "DUTY-1"
    with pytest.raises(Refusal) as again:
        await change_basis(cities.store, elsewhere, replace(moved, document="另一文件"))
    assert (again.value.code, again.value.path) == ("CONDITION_MISSING", ("document",))
    assert again.value.message.zh == "暂不能标记，须：与该日已有的标记一致（已按“编办〔2026〕2号”标记）"
    assert await cities.store.read("MATCH (n:Notice) RETURN count(n)") == told


@pytest.mark.parametrize("published", [True, False], ids=("published", "on its way"))
async def test_an_authority_marks_what_entries_of_its_own_departments_rest_on_and_nothing_of_others(
    cities: Cities, *, published: bool
) -> None:
    if published:
        await register(cities.store, [draft("CS", bases=("LAW-2",))], ADMIN, "另一依据", publish=True)
    else:
        entry = replace(draft("CS", bases=("LAW-2",)), code="307001340250/000009", name="收养登记")
        clerk = await cities.office("CS", PostKind.CATALOGUER)
        ground = Ground(CauseKind.DUTY_MOVED, "机构职能调整", (Reviewed("保密审查", "已审查"),))
        await register_entry(clerk, entry, ground)
    theirs = Given("LAW-2", BasisEvent.REPEALED, DAY, "令")
    actor = (await cities.office("WH", PostKind.AUTHORITY_OFFICER)).actor
    with pytest.raises(Refusal) as found:
        await change_basis(cities.store, actor, theirs)
    assert (found.value.code, found.value.path, found.value.limit) == ("POST_REQUIRED", ("code",), BUREAU["CS"])
    assert "CS民政局" in found.value.message.zh
    assert await cities.owed("CS") == []
    own = (await cities.office("CS", PostKind.AUTHORITY_OFFICER)).actor
    assert await change_basis(cities.store, own, theirs) == "LAW-2"
    assert len(await cities.owed("CS")) == (2 if published else 0)


async def test_a_good_reason_excuses_in_wuhu_by_the_authority_and_nowhere_else(cities: Cities) -> None:
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    ids = {
        city: await cities.store.read("MATCH (d:OwedDuty {departmentId: $id}) RETURN d.id", id=BUREAU[city])
        for city in ("WH", "CZ")
    }
    at = datetime(2026, 4, 1, 1, tzinfo=UTC)
    officer = await cities.duties("WH", PostKind.AUTHORITY_OFFICER, at)
    clerk = await cities.duties("WH", PostKind.CATALOGUER, at)
    excuse = DutyEvent.EXCUSE
    assert await refused(desk.move_duty(officer, ids["WH"], excuse, "")) == "WORDS_REQUIRED"
    assert await refused(desk.move_duty(clerk, ids["WH"], excuse, "系统改造")) == "ANOTHER_POST"
    assert await refused(desk.move_duty(clerk, ids["CZ"], excuse, "系统改造")) == "NOT_FOUND"
    theirs = await cities.duties("CZ", PostKind.AUTHORITY_OFFICER, at)
    assert await refused(desk.move_duty(theirs, ids["CZ"], excuse, "系统改造")) == "NO_SUCH_MOVE"
    assert await desk.move_duty(officer, ids["WH"], excuse, "系统改造") == ids["WH"]
    assert await cities.owed("WH") == [[UPDATE, "EXCUSED", "2026-03-23", None]]


async def test_changed_data_are_delivered_within_two_working_days_in_changsha(cities: Cities) -> None:
    friday = datetime(2026, 2, 13, 3, tzinfo=UTC)
    clerk = await cities.duties("CS", PostKind.PROVIDER_OFFICER, friday)
    duty = await desk.report_data_change(clerk, CODE["CS"], date(2026, 2, 13))
    assert await cities.owed("CS") == [["DATA_UPDATE", "UPDATE_OWED", "2026-02-24", None]]
    told = await cities.store.read("MATCH (n:Notice {kind: 'DATA_CHANGED'}) RETURN collect([n.departmentId, n.rules])")
    assert told == [[GOVERNMENT["CS"], ["CS-25"]]]
    assert await desk.report_data_change(clerk, CODE["CS"], date(2026, 2, 13)) == duty
    assert await cities.store.read("MATCH (n:Notice {kind: 'DATA_CHANGED'}) RETURN count(n)") == 1, (
        "nobody is told twice"
    )
    assert await refused(desk.report_data_change(clerk, CODE["CS"], date(2026, 2, 14))) == "STILL_TO_COME"
    assert await refused(desk.report_data_change(clerk, "307001340299/000009", DAY)) == "STILL_TO_COME"
    later = await cities.duties("CS", PostKind.CATALOGUER, datetime(2026, 2, 25, 1, tzinfo=UTC))
    for number, rows, newest, at in (
        ("EMPTY", 0, date(2026, 2, 24), later.actor.now), ("OLD", 9, date(2026, 2, 12), later.actor.now),
        ("BEFORE", 9, None, datetime(2026, 2, 13, 0, tzinfo=UTC)),
    ):  # fmt: skip
        await cities.delivered(Delivery(number, CODE["CS"], at, rows, newest), later.actor.now)
    assert await refused(desk.move_duty(later, duty, DutyEvent.REPORT_DELIVERY, "已更新")) == "CONDITION_MISSING"
    assert await cities.owed("CS") == [["DATA_UPDATE", "UPDATE_OWED", "2026-02-24", None]]
    await cities.delivered(Delivery("NEW", CODE["CS"], later.actor.now, 9, date(2026, 2, 13)), later.actor.now)
    assert await cities.owed("CS") == [["DATA_UPDATE", "LATE", "2026-02-24", None]]
    assert await refused(desk.move_duty(later, duty, DutyEvent.REPORT_DELIVERY, "")) == "NO_SUCH_MOVE"


async def test_what_was_delivered_before_the_change_was_told_meets_it_on_the_day_of_the_record(cities: Cities) -> None:
    friday, told = datetime(2026, 2, 13, 3, tzinfo=UTC), datetime(2026, 2, 25, 1, tzinfo=UTC)
    await cities.delivered(Delivery("SOON", CODE["CS"], friday, 9, date(2026, 2, 13)), friday)
    clerk = await cities.duties("CS", PostKind.CATALOGUER, told)
    duty = await desk.report_data_change(clerk, CODE["CS"], date(2026, 2, 13))
    assert await cities.owed("CS") == [["DATA_UPDATE", "UPDATE_OWED", "2026-02-24", None]]
    table = table_on("CS", DATA_UPDATE, DAY)
    step = next(each for each in table if each.event is DutyEvent.REPORT_DELIVERY)
    keys = [ChangedData(CODE[city], date(2026, 2, 13), told).key for city in ("WH", "CS", "CZ")]
    beside = [each.beside(step)[0] for each in await told_of_record(clerk.view, keys)]
    assert [len(each) for each in beside] == [1, 0, 1], "of the one it is on record"
    await desk.move_duty(clerk, duty, DutyEvent.REPORT_DELIVERY, "")
    assert await cities.owed("CS") == [["DATA_UPDATE", "MET", "2026-02-24", None]]


async def test_files_on_record_are_the_report_of_their_month_and_no_zero_report_denies_them(cities: Cities) -> None:
    at = datetime(2026, 2, 6, 1, tzinfo=UTC)
    contact = await cities.duties("JZ", PostKind.CONTACT, at)
    zero = Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2025, 11, 20), "零报告", new_rows=0)
    assert await refused(desk.report_period(contact, replace(zero, new_rows=-4))) == "NUMBER"
    for number, rows, newest, moment in (
        ("N", 9, None, datetime(2025, 11, 12, 1, tzinfo=UTC)), ("D", 9, date(2025, 12, 31), at),
        ("J", 0, date(2026, 1, 31), at),
    ):  # fmt: skip
        await cities.delivered(Delivery(number, CODE["JZ"], moment, rows, newest), at)
    assert await refused(desk.report_period(contact, zero)) == "RECORD_DIFFERS"
    assert await refused(desk.report_period(contact, replace(zero, new_rows=9))) == "NO_SUCH_MOVE", "the file is it"
    owed = await periods.standing(contact.view, BUREAU["JZ"], date(2025, 12, 1), date(2026, 3, 1))
    assert owed is not None
    assert [(one.period.month, one.state.name, one.overdue) for one in owed] == [
        (11, "MET", False), (12, "LATE", False), (1, "REPORT_OWED", True)
    ]  # fmt: skip
    await desk.report_period(contact, replace(zero, period=date(2026, 1, 31)))


async def test_a_report_that_was_written_before_the_platform_told_of_the_file_is_what_the_record_says(
    cities: Cities,
) -> None:
    at = datetime(2026, 3, 9, 1, tzinfo=UTC)
    contact = await cities.duties("JZ", PostKind.CONTACT, at)
    told = (
        "MATCH (d:OwedDuty {departmentId: $id}) WITH d ORDER BY d.period "
        "RETURN collect([toString(d.period), d.state, d.doneWith, toString(d.doneAt)])"
    )
    for month in (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)):
        await desk.report_period(contact, Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, month, "零报告", new_rows=0))
    for number, newest, moment in (
        ("IN TIME", date(2025, 12, 31), datetime(2026, 1, 4, 1, tzinfo=UTC)),
        ("LATE", date(2026, 1, 31), datetime(2026, 2, 9, 1, tzinfo=UTC)),
    ):
        await cities.delivered(Delivery(number, CODE["JZ"], moment, 9, newest), at)
    await cities.delivered(Delivery("EMPTY", CODE["JZ"], datetime(2026, 3, 4, 1, tzinfo=UTC), 0, date(2026, 2, 9)), at)
    kept = [[*each[:3], each[3][:10]] for each in await cities.store.read(told, id=BUREAU["JZ"])]
    assert kept == [
        ["2025-12-01", "MET", "REPORT", "2026-01-04"], ["2026-01-01", "LATE", "REPORT", "2026-02-09"],
        ["2026-02-01", "LATE", "REPORT_ZERO", "2026-03-09"],
    ]  # fmt: skip
    owed = await periods.standing(contact.view, BUREAU["JZ"], date(2026, 1, 1), date(2026, 3, 31))
    assert [each.state.name for each in owed or ()] == [each[1] for each in kept]


async def test_new_data_of_a_month_are_reported_by_their_file_and_by_no_word(cities: Cities) -> None:
    """JZP-5.3: 上月新增的数据填写《政务数据共享信息审核表》(附数据电子版)报市局信息中心."""
    at = datetime(2026, 2, 3, 1, tzinfo=UTC)
    contact = await cities.duties("JZ", PostKind.CONTACT, at)
    report = Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2026, 1, 1), "新增5行", new_rows=5)
    for rows in (5, None):
        with pytest.raises(Refusal) as found:
            await desk.report_period(contact, replace(report, new_rows=rows))
        assert (found.value.code, found.value.rules, found.value.path) == (
            "CONDITION_MISSING", ("JZP-5.3",), ("new_rows",),
        )  # fmt: skip
    waits = await waiting(contact.view, contact.actor.principal, Sought(("OwedDuty",)), 50, None, "")
    january = next(each for each in waits.cases if each.report and each.report.period == date(2026, 1, 1))
    assert {step.event.name: step.open for step in january.steps} == {"REPORT": False, "REPORT_ZERO": True}
    await cities.delivered(Delivery("FILE", CODE["JZ"], at, 5, date(2026, 1, 31)), at)
    owed = await periods.standing(contact.view, BUREAU["JZ"], date(2026, 2, 1), date(2026, 2, 28))
    assert [each.state.name for each in owed or ()] == ["MET"]


async def test_a_file_without_a_business_date_is_of_the_month_whose_term_ends_next(cities: Cities) -> None:
    at = datetime(2026, 3, 1, 1, tzinfo=UTC)
    for number, moment in (
        ("IN TERM", datetime(2026, 1, 5, 15, 59, tzinfo=UTC)), ("AFTER IT", datetime(2026, 1, 5, 16, tzinfo=UTC)),
    ):  # fmt: skip
        await cities.delivered(Delivery(number, CODE["JZ"], moment, 9, None), at)
    contact = await cities.duties("JZ", PostKind.CONTACT, at)
    owed = await periods.standing(contact.view, BUREAU["JZ"], date(2025, 12, 1), date(2026, 3, 1))
    assert owed is not None
    assert [(one.period.month, one.state.name) for one in owed] == [
        (11, "REPORT_OWED"), (12, "MET"), (1, "MET")
    ]  # fmt: skip
    zero = Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2025, 12, 20), "零报告", new_rows=0)
    assert await refused(desk.report_period(contact, zero)) == "RECORD_DIFFERS"


async def test_who_has_the_data_is_told_in_every_city_that_they_change_and_once(cities: Cities) -> None:
    for city in CITIES:
        await cities.store.write(
            lambda unit, city=city: unit.run(USED, code=CODE[city], grant=f"G-{city}", user=GOVERNMENT[city])  # type: ignore[misc]
        )
        clerk = await cities.duties(city, PostKind.PROVIDER_OFFICER, MONDAY)
        for _ in range(2):
            await desk.report_data_change(clerk, CODE[city], DAY)
    told = await cities.store.read(
        "MATCH (n:Notice {kind: 'DATA_CHANGED', about: 'Resource'}) "
        "RETURN collect([n.aboutId, n.departmentId, n.rules])"
    )
    assert sorted(told) == sorted(
        [CODE[city], GOVERNMENT[city], ["CS-25"] if city == "CS" else []] for city in CITIES
    )  # fmt: skip


async def test_of_two_who_tell_the_same_at_once_one_is_first_and_nobody_is_told_twice(
    cities: Cities, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = [
        await cities.duties("CS", kind, MONDAY + timedelta(seconds=at))
        for at, kind in enumerate((PostKind.PROVIDER_OFFICER, PostKind.CATALOGUER))
    ]
    months = [await cities.duties("JZ", PostKind.CONTACT, MONDAY + timedelta(seconds=at)) for at in (2, 3)]
    zero = Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2026, 1, 20), "一月零报告", new_rows=0)
    is_kept, rival = memory.is_kept, [lambda: desk.report_data_change(first, CODE["CS"], DAY)]

    async def between(store: Store, identity: str) -> bool:
        """Let the rival write after this was read."""
        kept = await is_kept(store, identity)
        if rival:
            await rival.pop()()
        return kept

    monkeypatch.setattr(memory, "is_kept", between)
    duty = await desk.report_data_change(second, CODE["CS"], DAY)
    assert await desk.report_data_change(first, CODE["CS"], DAY) == duty
    assert await cities.store.read("MATCH (n:Notice {kind: 'DATA_CHANGED'}) RETURN count(n)") == 1
    assert await cities.store.read("MATCH (j:Journal {act: 'REPORT_DATA_CHANGE'}) RETURN count(j)") == 1
    rival.append(lambda: desk.report_period(months[0], zero))
    assert await refused(desk.report_period(months[1], replace(zero, words="另一份"))) == "NO_SUCH_MOVE"
    assert await cities.store.read("MATCH (j:Journal {act: 'REPORT_ZERO_DUTY'}) RETURN count(j)") == 1


async def test_what_comes_back_is_owed_until_it_is_reported_and_by_whom_the_text_names(cities: Cities) -> None:
    contact = await cities.duties("JZ", PostKind.CONTACT, datetime(2026, 2, 6, 1, tzinfo=UTC))
    since, until = date(2026, 1, 1), date(2026, 3, 31)
    report = Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2026, 1, 20), "一月零报告", new_rows=0)
    assert await refused(desk.report_period(contact, replace(report, period=date(2026, 2, 1)))) == "CONDITION_MISSING"
    assert await refused(desk.report_period(contact, replace(report, kind=DutyKind.YEARLY_REPORT))) == "NO_POLICY"
    assert await refused(desk.report_period(contact, replace(report, period=date(9999, 1, 1)))) == "CONDITION_MISSING"
    assert await refused(desk.report_period(contact, replace(report, words=""))) == "WORDS_REQUIRED"
    await desk.report_period(contact, report)
    assert await refused(desk.report_period(contact, report)) == "NO_SUCH_MOVE"
    owed = await periods.standing(contact.view, BUREAU["JZ"], since, until)
    assert owed is not None
    assert [(str(one.period), str(one.due_on), one.state.name, one.overdue) for one in owed] == [
        ("2025-12-01", "2026-01-05", "REPORT_OWED", True), ("2026-01-01", "2026-02-05", "LATE", False),
        ("2026-02-01", "2026-03-05", "REPORT_OWED", False),
    ]  # fmt: skip
    assert await periods.standing(contact.view, BUREAU["WH"], since, until) is None
    theirs = await cities.duties("CZ", PostKind.AUTHORITY_OFFICER)
    for department, reporters in ((BUREAU["CZ"], ["DEPARTMENT"]), (GOVERNMENT["CZ"], ["LEAD"])):
        owed = await periods.standing(theirs.view, department, since, until)
        assert owed is not None
        assert [one.reporter.name for one in owed] == reporters
    await desk.report_period(
        theirs, Report(GOVERNMENT["CZ"], DutyKind.YEARLY_REPORT, date(2025, 6, 1), "年度报告", Reporter.LEAD)
    )
    asked = Report(GOVERNMENT["CZ"], DutyKind.YEARLY_REPORT, date(2024, 6, 1), "年度报告")
    for reporter in (Reporter.DEPARTMENT, Reporter.COUNTY_GOVERNMENT):
        assert await refused(desk.report_period(theirs, replace(asked, reporter=reporter))) == "RECORD_DIFFERS"
    plan = Report(BUREAU["JI"], DutyKind.YEARLY_PLAN, date(2027, 1, 1), "2027年度计划")
    after_next = replace(plan, period=date(2028, 1, 1))
    assert await refused(desk.report_period(await cities.duties("JI", PostKind.CONTACT), after_next)) == (
        "CONDITION_MISSING"
    )
    await desk.report_period(await cities.duties("JI", PostKind.CONTACT), plan)
    assert await cities.owed("JI") == [["YEARLY_PLAN", "MET", "2026-11-30", None]]


@pytest.mark.parametrize(
    ("kind", "level", "reporter"),
    [
        (DepartmentKind.DEPARTMENT, AuthorityLevel.CITY, Reporter.DEPARTMENT),
        (DepartmentKind.GOVERNMENT, AuthorityLevel.COUNTY, Reporter.COUNTY_GOVERNMENT),
        (DepartmentKind.GOVERNMENT, AuthorityLevel.CITY, None),
        (DepartmentKind.DEPARTMENT, AuthorityLevel.COUNTY, None),
        (DepartmentKind.DEPARTMENT, AuthorityLevel.PROVINCIAL, None),
    ],
)
async def test_who_owes_chenzhous_report_is_told_by_what_the_department_is(
    cities: Cities, kind: DepartmentKind, level: AuthorityLevel, reporter: Reporter | None
) -> None:
    """CZ-17: 市级各政务部门、各县市区人民政府应于每年1月5日前向市发改委报告; not the city's."""
    where = uscc(77)
    made = build.department(where, "郴州某单位", parent=GOVERNMENT["CZ"], kind=kind, level=level)
    await establish(cities.store, Organisation(departments=(made,)), cities.personal, ADMIN)
    theirs = await cities.duties("CZ", PostKind.AUTHORITY_OFFICER)
    owed = await periods.standing(theirs.view, where, date(2026, 1, 1), date(2026, 1, 31))
    assert owed is not None
    assert [one.reporter for one in owed] == ([reporter] if reporter else [])


ON_ITS_WAY = (
    "MATCH (d:OwedDuty {departmentId: $id}) "
    "RETURN [d.state, toString(d.dueOn), toString(d.handedInAt), d.waitKey IS NOT NULL, "
    "head(COLLECT { MATCH (c:EntryCase {openKey: d.code}) RETURN [c.state, toString(c.dueOn), c.termRules] })]"
)


async def test_an_update_handed_in_in_time_is_judged_by_that_day_and_waits_where_it_is_to_be_published(
    cities: Cities,
) -> None:
    """WH-6: 应当在15个工作日内完成…更新; the centre is waited for, and the department is in time."""
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    in_time, over = datetime(2026, 3, 9, 1, tzinfo=UTC), datetime(2026, 3, 24, 1, tzinfo=UTC)
    await cities.change("WH", CauseKind.LAW_AMENDED, in_time, summary="随条例修订", registered_only=True)
    state, due, handed, waits, case = await cities.store.read(ON_ITS_WAY, id=BUREAU["WH"])
    assert (state, due, handed[:10], waits) == ("UPDATE_OWED", "2026-03-23", "2026-03-09", False)
    assert case == ["REGISTERED", "2026-03-23", ["WH-6"]]
    clerk = await cities.office("WH", PostKind.CATALOGUER, over)
    (one,) = rules.tally(await memory.counted(clerk.view, [BUREAU["WH"]]), china_day(over))
    assert (one.owed, one.overdue, one.broken) == (1, 0, ())
    for on in (date(2026, 3, 20), date(2026, 3, 24), date(2026, 3, 25)):
        await remind(cities.store, on)
    told = await cities.store.read(
        "MATCH (n:Notice) WHERE n.kind STARTS WITH 'CASE_' RETURN collect([n.kind, n.about, n.departmentId, n.rules])"
    )
    assert sorted(each for each in told if each[2] in (BUREAU["WH"], GOVERNMENT["WH"])) == [
        [kind, "EntryCase", GOVERNMENT["WH"], ["WH-6"]] for kind in ("CASE_DUE_SOON", "CASE_OVERDUE")
    ]
    await cities.move("WH", EntryEvent.PUBLISH, PostKind.PLATFORM_OFFICER, over)
    assert await cities.owed("WH") == [[UPDATE, "MET", "2026-03-23", 2]]


async def test_an_update_that_comes_back_is_owed_by_its_department_again(cities: Cities) -> None:
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    at, over = datetime(2026, 3, 9, 1, tzinfo=UTC), datetime(2026, 3, 24, 1, tzinfo=UTC)
    await cities.change("JZ", CauseKind.LAW_AMENDED, at, summary="随条例修订", registered_only=True)
    await cities.move("JZ", EntryEvent.REVIEW, PostKind.PLATFORM_OFFICER, at + timedelta(days=2))
    state, due, handed, waits, case = await cities.store.read(ON_ITS_WAY, id=BUREAU["JZ"])
    assert (state, handed[:10], waits) == ("UPDATE_OWED", "2026-03-09", False)
    assert case == ["REVIEWED", "2026-03-23", ["JZ-8"]]
    await cities.move("JZ", EntryEvent.SEND_BACK, PostKind.AUTHORITY_OFFICER, at + timedelta(days=3))
    back = await cities.store.read(ON_ITS_WAY, id=BUREAU["JZ"])
    assert back == ["UPDATE_OWED", due, None, True, ["CHANGING", None, None]]
    clerk = await cities.office("JZ", PostKind.CATALOGUER, over)
    (one,) = rules.tally(await memory.counted(clerk.view, [BUREAU["JZ"]]), china_day(over))
    assert (one.overdue, bool(one.broken)) == (1, True)


async def test_an_application_that_is_sent_back_is_owed_anew_and_reviewed_anew(cities: Cities) -> None:
    """JI-10: 10个工作日内申请, 5个工作日内审核; each stage counts anew."""
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    at = datetime(2026, 3, 9, 1, tzinfo=UTC)
    await cities.change("JI", CauseKind.LAW_AMENDED, at, summary="随条例修订", registered_only=True)
    assert await cities.owed("JI") == [[UPDATE, "REVIEW_OWED", "2026-03-16", None]]
    officer = await cities.office("JI", PostKind.AUTHORITY_OFFICER, at)
    page = await waiting(officer.view, officer.actor.principal, Sought(("OwedDuty",), own=True), 10, None, "")
    (told,) = (case for case in page.cases if case.department == BUREAU["JI"] and case.report is None)
    assert {step.mutation for step in told.steps} == {"reviewEntry", "sendBackEntry"}, "not yet to be published"
    assert {step.mutation for step in told.your_steps} == {"reviewEntry", "sendBackEntry"}
    assert told.yours
    await cities.move("JI", EntryEvent.SEND_BACK, PostKind.AUTHORITY_OFFICER, at + timedelta(days=1))
    assert await cities.owed("JI") == [[UPDATE, "APPLICATION_OWED", "2026-03-24", None]]
    again = await cities.office("JI", PostKind.CATALOGUER, at + timedelta(days=2))
    ground = Ground(CauseKind.LAW_AMENDED, "随之变更", cities.reviewed("JI"))
    await register_entry(again, draft("JI", summary="随条例再次修订"), ground)
    assert await cities.owed("JI") == [[UPDATE, "REVIEW_OWED", "2026-03-18", None]]


OFFLINE = {
    "CZ": PostKind.PLATFORM_OFFICER, "JI": PostKind.AUTHORITY_OFFICER, "WH": PostKind.PLATFORM_OFFICER,
    "CS": PostKind.REVIEWER,
}  # fmt: skip
"""Who takes an entry out of the catalogue that its department has announced to end."""


@pytest.mark.parametrize("city", OFFLINE)
async def test_whatever_is_owed_of_an_entry_ends_as_that_leaves_the_catalogue(cities: Cities, city: str) -> None:
    """It is judged by the day on which its end was announced where somebody else takes it out."""
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    await desk.report_data_change(await cities.duties(city, PostKind.PROVIDER_OFFICER), CODE[city], DAY)
    at, over = datetime(2026, 3, 3, 1, tzinfo=UTC), datetime(2026, 4, 20, 1, tzinfo=UTC)
    open_ = [state for _, state, *_ in await cities.owed(city) if not DutyState[state].open]
    assert open_ == [], "all of it is owed"
    await begin(await cities.office(city, PostKind.CATALOGUER, at), CODE[city], EntryEvent.WITHDRAW, Said("业务停办"))
    await cities.move(city, EntryEvent.GO_OFFLINE, OFFLINE[city], over)
    ended = {kind: state for kind, state, *_ in await cities.owed(city)}
    assert ended[UPDATE] == "MET", "it was announced in time"
    assert ended["DATA_UPDATE"] == ("LATE" if city == "CS" else "MET"), "of two working days"
    clerk = await cities.office(city, PostKind.CATALOGUER, over)
    page = await waiting(clerk.view, clerk.actor.principal, Sought(("OwedDuty",)), 10, None, "")
    assert [case.name for case in page.cases if case.report is None] == []


async def test_an_application_is_owed_again_if_the_entry_is_to_stay(cities: Cities) -> None:
    """JI-10: what was announced to end and goes on follows the law."""
    await cities.basis("LAW-1", BasisEvent.AMENDED)
    at = datetime(2026, 3, 3, 1, tzinfo=UTC)
    clerk = await cities.office("JI", PostKind.CATALOGUER, at)
    await begin(clerk, CODE["JI"], EntryEvent.WITHDRAW, Said("业务停办"))
    state, _, handed, waits, _ = await cities.store.read(ON_ITS_WAY, id=BUREAU["JI"])
    assert (state, handed[:10], waits) == ("APPLICATION_OWED", "2026-03-03", False)
    await cities.move("JI", EntryEvent.SEND_BACK, PostKind.AUTHORITY_OFFICER, at + timedelta(days=1))
    back = await cities.store.read(ON_ITS_WAY, id=BUREAU["JI"])
    assert back[:4] == ["APPLICATION_OWED", "2026-03-16", None, True]


async def test_who_is_refused_because_a_policy_has_ended_is_told_the_article_that_ends_it(cities: Cities) -> None:
    """JZ-31: 自印发之日起施行。有效期5年."""
    after = datetime(2027, 6, 16, 1, tzinfo=UTC)
    clerk = await cities.duties("JZ", PostKind.CATALOGUER, after)
    for act in (
        desk.report_data_change(clerk, CODE["JZ"], china_day(after)),
        desk.report_period(clerk, Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2027, 6, 1), "零报告", new_rows=0)),
        begin(clerk, CODE["JZ"], EntryEvent.CHANGE, Said(ground=Ground(CauseKind.OTHER, "更正"))),
        register(cities.store, [draft("JZ", summary="更正")], replace(ADMIN, now=after), "登记", publish=True),
    ):
        with pytest.raises(Refusal) as found:
            await act
        assert (found.value.code, found.value.rules) == ("NO_POLICY", ("JZ-31",))


async def test_what_was_owed_while_a_policy_was_in_force_is_seen_and_reported_after_it_has_ended(
    cities: Cities,
) -> None:
    """JZ-31: 有效期5年; JZ-28.5 was broken while it ran, and a case keeps the row of its day."""
    after = datetime(2027, 6, 16, 1, tzinfo=UTC)
    contact = await cities.duties("JZ", PostKind.CONTACT, after)

    async def owed() -> list[tuple[str, str, bool]]:
        found = await periods.standing(contact.view, BUREAU["JZ"], date(2027, 5, 1), date(2027, 8, 1))
        return [(str(each.due_on), each.state.name, each.overdue) for each in found or ()]

    assert await owed() == [("2027-05-05", "REPORT_OWED", True), ("2027-06-05", "REPORT_OWED", True)]
    sought = Sought(("OwedDuty",))
    waits = await waiting(contact.view, contact.actor.principal, sought, 50, None, "")
    months = [each.due_on for each in waits.cases if each.report]
    assert (months[0], months[-1], len(months)) == (date(2026, 7, 5), date(2027, 6, 5), 12)
    assert all(each.yours and each.overdue for each in waits.cases)
    await remind(cities.store, china_day(after))
    told = "MATCH (n:Notice {kind: 'CASE_OVERDUE', departmentId: $id}) RETURN count(n)"
    assert await cities.store.read(told, id=BUREAU["JZ"]) == 12
    zero = Report(BUREAU["JZ"], DutyKind.ZERO_REPORT, date(2027, 5, 1), "五月零报告", new_rows=0)
    await desk.report_period(contact, zero)
    assert (await owed())[1] == ("2027-06-05", "LATE", False)


@pytest.mark.parametrize(
    ("city", "before", "first", "due"),
    [
        ("CZ", date(2026, 12, 31), date(2027, 1, 4), "2027-01-05"),
        ("JZ", date(2026, 4, 30), date(2026, 5, 1), "2026-05-05"),  # the month begins with rest days until the 5th
    ],
)
async def test_nobody_is_reminded_of_a_report_before_it_can_be_made_and_everybody_once_it_can(
    cities: Cities, city: str, before: date, first: date, due: str
) -> None:
    async def told() -> list[str]:
        found = await cities.store.read(
            "MATCH (n:Notice {kind: 'CASE_DUE_SOON', departmentId: $id}) RETURN collect(toString(n.dueOn))",
            id=BUREAU[city],
        )
        return list(found)

    await remind(cities.store, before)
    assert due not in await told()
    for on in (first, first + timedelta(days=1)):
        await remind(cities.store, on)
        assert (await told()).count(due) == 1
    asked = await cities.store.read(
        "MATCH (n:Notice {kind: 'CASE_DUE_SOON', departmentId: $id}) WHERE n.dueOn = date($due) "
        "RETURN [n.reportKind, toString(n.reportPeriod), n.reportDepartmentId, n.reporter]",
        id=BUREAU[city], due=due,
    )  # fmt: skip
    of_the_text = {"CZ": ["YEARLY_REPORT", "2026-01-01"], "JZ": ["ZERO_REPORT", "2026-04-01"]}
    assert asked == [*of_the_text[city], BUREAU[city], "DEPARTMENT"]


RECEIVER = {city: uscc(10 * at + 5) for at, city in enumerate(CITIES, 1)}
RECEIVED = (
    "MATCH (d:OwedDuty {departmentId: $id}) WITH d ORDER BY d.code "
    "RETURN collect([d.kind, d.state, d.trigger, toString(d.dueOn), d.code, d.version])"
)


async def _moved(cities: Cities, city: str, to: str | None = None) -> str:
    """Move the duty on which the entry of a city rests to another of its departments; say its entry to be."""
    where = RECEIVER[city]
    made = build.department(where, f"{city}住建局", parent=GOVERNMENT[city])
    clerk = Post(f"{city}-OTHER", PostKind.CATALOGUER, f"{city}-OTHER", "某", where, date(2020, 1, 1))
    await establish(cities.store, Organisation(departments=(made,), posts=(clerk,)), cities.personal, ADMIN)
    resting = replace(draft(city, sharing=SharingType.UNCONDITIONAL), bases=("DUTY-1",))
    await register(cities.store, [resting], ADMIN, "登记", publish=True)
    officer = await cities.office(city, PostKind.AUTHORITY_OFFICER)
    given = Given("DUTY-1", BasisEvent.MOVED, DAY, "编〔2026〕9号", department=to or where)
    await change_basis(cities.store, officer.actor, given)
    return CODE[city].replace("/", "1/")


async def _register(cities: Cities, city: str, code: str, at: datetime, *bases: str) -> str:
    """Have the department to which the duty was moved register an entry."""
    who = await principal_of(cities.store, Role.STAFF, f"{city}-OTHER", china_day(at))
    who = replace(who, department=RECEIVER[city])
    view = View(cities.store, scope_of(who, china_day(at)), china_day(at))
    office = Office(cities.store, cities.personal, view, Actor(who, at))
    entry = replace(
        draft(city, sharing=SharingType.UNCONDITIONAL), code=code, provider=RECEIVER[city], name=f"承接的信息{code}",
        bases=bases,
    )  # fmt: skip
    return await register_entry(office, entry, Ground(CauseKind.OTHER, "职责承接", cities.reviewed(city)))


async def test_a_duty_that_is_moved_is_followed_by_both_departments_and_both_are_told(cities: Cities) -> None:
    """WH-6: 行政管理职能发生变化的，各政务部门应当在15个工作日内完成本部门政务信息资源目录更新工作."""
    code = await _moved(cities, "WH")
    for whose in (BUREAU["WH"], RECEIVER["WH"]):
        said = await cities.store.read(
            "MATCH (n:Notice {kind: 'BASIS_CHANGED', departmentId: $id}) "
            "RETURN [toString(n.changedOn), n.document, n.concerned, n.concernedNames, n.movedTo]", id=whose,
        )  # fmt: skip
        assert said == ["2026-03-02", "编〔2026〕9号", 1, ["婚姻登记WH"], "WH住建局"]
    owing = [UPDATE, "UPDATE_OWED", "DUTY_MOVED", "2026-03-23"]
    assert await cities.store.read(RECEIVED, id=BUREAU["WH"]) == [[*owing, CODE["WH"], None]]
    assert await cities.store.read(RECEIVED, id=RECEIVER["WH"]) == [[*owing, None, None]]
    told = await cities.store.read(
        "MATCH (n:Notice {kind: 'BASIS_CHANGED'}) "
        "RETURN collect([n.departmentId, n.aboutId, n.state, n.rules, n.acts, toString(n.dueOn)])"
    )
    assert sorted(told) == sorted(
        [whose, "DUTY-1", "MOVED", ["WH-6"], [act], "2026-03-23"]
        for whose, act in ((BUREAU["WH"], "changeEntry"), (RECEIVER["WH"], "registerEntry"))
    )
    at = MONDAY + timedelta(days=2)
    case = await _register(cities, "WH", code.replace("000001", "000002"), at, "LAW-1")
    assert (await cities.store.read(RECEIVED, id=RECEIVER["WH"]))[0][:4] == owing, "it rests on something else"
    case = await _register(cities, "WH", code, at, "LAW-1", "DUTY-1")
    over = datetime(2026, 3, 24, 1, tzinfo=UTC)
    await move_entry(await cities.office("WH", PostKind.PLATFORM_OFFICER, over), case, EntryEvent.PUBLISH, Said())
    met = [UPDATE, "MET", "DUTY_MOVED", "2026-03-23", code, 1]
    assert await cities.store.read(RECEIVED, id=RECEIVER["WH"]) == [met], "handed in in time, published later"


async def test_who_takes_over_a_duty_applies_for_its_entry_where_the_authority_reviews(cities: Cities) -> None:
    """JI-10: 10个工作日内申请, 5个工作日内审核."""
    code = await _moved(cities, "JI")
    at = MONDAY + timedelta(days=2)
    case = await _register(cities, "JI", code, at, "DUTY-1")
    assert (await cities.store.read(RECEIVED, id=RECEIVER["JI"]))[0][1::2] == ["REVIEW_OWED", "2026-03-11", None]
    for event, post in PATHS["JI"]:
        await move_entry(await cities.office("JI", post, at), case, event, Said())
    assert (await cities.store.read(RECEIVED, id=RECEIVER["JI"]))[0][1] == "MET"


async def test_of_several_entries_that_are_imported_because_a_duty_was_moved_one_meets_it(cities: Cities) -> None:
    code = await _moved(cities, "WH")
    entries = [
        replace(draft("WH", sharing=SharingType.UNCONDITIONAL), code=each, provider=RECEIVER["WH"], name=each,
                bases=(basis,))
        for each, basis in ((code, "DUTY-1"), (code.replace("000001", "000003"), "DUTY-1"))
    ]  # fmt: skip
    await register(cities.store, entries, replace(ADMIN, now=MONDAY), "行政管理职能变化：承接", publish=True)
    assert [each[1] for each in await cities.store.read(RECEIVED, id=RECEIVER["WH"])] == ["MET"]


async def test_who_has_entries_of_a_duty_that_comes_back_to_him_owes_their_update_and_no_other(cities: Cities) -> None:
    await _moved(cities, "WH", BUREAU["WH"])
    found = await cities.store.read(RECEIVED, id=BUREAU["WH"])
    assert [each[4] for each in found] == [CODE["WH"]]
    assert await cities.store.read("MATCH (n:Notice {kind: 'BASIS_CHANGED'}) RETURN count(n)") == 1
