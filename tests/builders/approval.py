"""Five cities in which entries are registered and published by their posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from builders import catalogue as build
from builders.city import ADMIN, uscc
from builders.founding import founded

from graph.cases.desk import Office
from graph.law.policies import policy
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries.approving import Said, move_entry, register_entry
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.subjects.sources.desk import Sources, add_sources
from graph.subjects.waiting.desk import Sought, WaitingCase, waiting
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft, FormatCategory, Mode, OpeningType, SharingType
from graph.words.entry_cases import CauseKind, EntryEvent, Ground, Reviewed
from graph.words.organisation import DepartmentKind, Post, PostKind
from graph.words.people import Role

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CITIES = ("CZ", "JZ", "JI", "WH", "CS")
GOVERNMENT = {city: uscc(10 * at) for at, city in enumerate(CITIES, 1)}
BUREAU = {city: uscc(10 * at + 1) for at, city in enumerate(CITIES, 1)}
OTHER = {city: uscc(10 * at + 2) for at, city in enumerate(CITIES, 1)}
ABOVE = (PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER)
WITHIN = (PostKind.CATALOGUER, PostKind.REVIEWER, PostKind.PROVIDER_OFFICER)
E = EntryEvent
PATHS: Mapping[str, tuple[tuple[EntryEvent, PostKind], ...]] = {
    "CZ": ((E.PUBLISH, PostKind.PLATFORM_OFFICER),),
    "JZ": (
        (E.REVIEW, PostKind.PLATFORM_OFFICER), (E.FILE, PostKind.AUTHORITY_OFFICER),
        (E.PUBLISH, PostKind.PLATFORM_OFFICER),
    ),
    "JI": (
        (E.REVIEW, PostKind.AUTHORITY_OFFICER), (E.FIX_TYPE, PostKind.AUTHORITY_OFFICER),
        (E.PUBLISH, PostKind.AUTHORITY_OFFICER),
    ),
    "WH": ((E.PUBLISH, PostKind.PLATFORM_OFFICER),),
    "CS": ((E.REVIEW, PostKind.REVIEWER), (E.PUBLISH, PostKind.REVIEWER)),
}  # fmt: skip
REFUSED = (
    (E.REVIEW, PostKind.REVIEWER),
    (E.CONFIRM_REFUSED, PostKind.AUTHORITY_OFFICER),
    (E.PUBLISH, PostKind.REVIEWER),
)


@dataclass
class Cities:
    store: Store
    personal: PersonalData

    async def office(self, city: str, post: PostKind, at: datetime = NOW, key: str | None = None) -> Office:
        on = china_day(at)
        who = await principal_of(self.store, Role.STAFF, f"{city}-{post.name}", on)
        return Office(self.store, self.personal, View(self.store, scope_of(who, on), on), Actor(who, at), key)

    async def register(self, city: str, draft: EntryDraft, at: datetime = NOW, key: str | None = None) -> str:
        points = policy(city).release_review
        reviewed = tuple(Reviewed(point, "已审查") for point in (points.value if points else ()))
        ground = Ground(CauseKind.DUTY_MOVED, "机构职能调整", reviewed)
        return await register_entry(await self.office(city, PostKind.CATALOGUER, at, key), draft, ground)

    async def move(self, city: str, case: str, event: EntryEvent, post: PostKind, **said: Any) -> str:
        return await move_entry(await self.office(city, post, said.pop("at", NOW)), case, event, Said(**said))

    async def published(self, city: str, draft: EntryDraft) -> str:
        case = await self.register(city, draft)
        for event, post in REFUSED if city == "CS" and draft.sharing is SharingType.REFUSED else PATHS[city]:
            assert await self.move(city, case, event, post) == case
        return case

    async def entry(self, code: str) -> Any:
        return await self.store.read("MATCH (r:Resource {id: $id}) RETURN [r.state, r.version, r.sharing]", id=code)

    async def waiting(self, city: str, post: PostKind) -> tuple[WaitingCase, ...]:
        office = await self.office(city, post)
        return (await waiting(office.view, office.actor.principal, Sought(("EntryCase",), own=True), 9, None, "")).cases

    async def state(self, case: str) -> Any:
        return await self.store.read("MATCH (c:EntryCase {id: $id}) RETURN [c.state, toString(c.dueOn)]", id=case)


async def five_that_register(store: Store, personal: PersonalData) -> Cities:
    """A government and two departments in each city, with the posts of each text."""
    await founded(_found, store, personal)
    return Cities(store, personal)


async def _found(store: Store, personal: PersonalData) -> None:
    posts, departments = [], []
    for city in CITIES:
        government, bureau = GOVERNMENT[city], BUREAU[city]
        departments += [
            build.department(government, f"{city}市人民政府", kind=DepartmentKind.GOVERNMENT, policy=city),
            build.department(bureau, f"{city}民政局", parent=government),
            build.department(OTHER[city], f"{city}卫生健康委员会", parent=government),
        ]
        posts += [
            Post(f"{city}-{kind.name}", kind, f"{city}-{kind.name}", f"{kind.name}某", where, date(2020, 1, 1))
            for kinds, where in ((ABOVE, government), (WITHIN, bureau))
            for kind in kinds
        ]
    await establish(store, Organisation(departments=tuple(departments), posts=tuple(posts)), personal, ADMIN)
    await add_sources(store, Sources(legal_bases=(build.basis("LAW-1"),)), ADMIN)


def draft(city: str, number: int = 1, **changes: Any) -> EntryDraft:
    plain: dict[str, Any] = {
        "provider": BUREAU[city], "mode": Mode.FILE if city == "JZ" else Mode.INTERFACE, "opening": OpeningType.REFUSED,
        "published_on": None,
    }  # fmt: skip
    if city == "JZ":
        plain |= {"format_category": FormatCategory.SPREADSHEET, "format_type": "xlsx"}
    at = CITIES.index(city) + 1
    return build.entry(f"3070013402{at}0/00000{number}", f"婚姻登记{city}{number}", **(plain | changes))
