"""A small city that was established through the use cases, and the people who act in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from builders import catalogue as build
from builders.founding import founded

from graph.codes.uscc import uscc_check_character
from graph.law.access import Principal
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.organisation import AuthorityLevel, DepartmentKind, Post, PostKind
from graph.words.people import Role

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def uscc(number: int, division: str = "340200") -> str:
    body = f"11{division}MB{number:07d}"
    return body + uscc_check_character(body + "0")


CITY, CENTRE, COUNTY, COUNTY_BUREAU, MINISTRY, OLD = (uscc(number) for number in range(1, 7))
CIVIL, HEALTH = build.CIVIL, build.HEALTH
ADMIN = Actor(Principal(Role.ADMIN, "admin"), NOW)

PEOPLE = {
    "cataloguer": (PostKind.CATALOGUER, CIVIL),
    "platform": (PostKind.PLATFORM_OFFICER, CENTRE),
    "provider": (PostKind.PROVIDER_OFFICER, CIVIL),
    "user": (PostKind.APPLICANT, HEALTH),
    "county": (PostKind.INSPECTOR, COUNTY_BUREAU),
    "ministry": (PostKind.INSPECTOR, MINISTRY),
}


def organisation() -> Organisation:
    government = DepartmentKind.GOVERNMENT
    return Organisation(
        departments=(
            build.department(CIVIL, "民政局", parent=CITY),
            build.department(HEALTH, "卫生健康委员会", parent=CITY),
            build.department(CITY, "芜湖市人民政府", kind=government, policy="WH"),
            build.department(CENTRE, "大数据中心", parent=CITY),
            build.department(
                COUNTY, "镜湖区人民政府", kind=government, parent=CITY, division="340202", level=AuthorityLevel.COUNTY
            ),
            build.department(COUNTY_BUREAU, "镜湖区数据局", parent=COUNTY, division="340202"),
            build.department(MINISTRY, "某部", division="100000", level=AuthorityLevel.NATIONAL),
            build.department(OLD, "食药监局", parent=CITY, valid_until=date(2019, 3, 1)),
        ),
        posts=tuple(
            Post(f"{name}-1", kind, name, f"{name}某", department, date(2020, 1, 1))
            for name, (kind, department) in PEOPLE.items()
        ),
    )


@dataclass
class City:
    """The city, and a way to act in it."""

    store: Store
    personal: PersonalData
    admin: Actor = field(default=ADMIN)

    async def actor(self, subject: str, role: Role = Role.STAFF, holder: str = "") -> Actor:
        return Actor(await principal_of(self.store, role, subject, TODAY, holder=holder), NOW)

    def view(self, actor: Actor) -> View:
        return View(self.store, scope_of(actor.principal, TODAY), TODAY)

    async def count(self, label: str) -> int:
        texts = {
            "Resource": "MATCH (n:Resource) RETURN count(n)",
            "EntryVersion": "MATCH (n:EntryVersion) RETURN count(n)",
            "Journal": "MATCH (n:Journal) RETURN count(n)",
            "Department": "MATCH (n:Department) RETURN count(n)",
            "Objection": "MATCH (n:Objection) RETURN count(n)",
            "System": "MATCH (n:System) RETURN count(n)",
        }
        found: int = await self.store.read(texts[label])
        return found


async def established(store: Store, personal: PersonalData) -> City:
    """Establish the city in an empty store."""
    await founded(_establish, store, personal)
    return City(store, personal)


async def _establish(store: Store, personal: PersonalData) -> None:
    await establish(store, organisation(), personal, ADMIN)
    batch = Sources(
        legal_bases=(build.basis("LAW-1"), build.basis("OLD-LAW", valid_until=date(2021, 1, 1))),
        systems=(build.system("SYS-1"),),
        libraries=(build.library("LIB-1"),),
        consumers=(build.consumer("USE-1"),),
    )
    await add_sources(store, batch, ADMIN)
