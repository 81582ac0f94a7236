"""All five cities in one store, with the posts that move requests on, and the ways by which these go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import ADMIN, uscc
from builders.founding import founded

from graph.cases.desk import Office
from graph.cases.refusing import ConditionMissing
from graph.errors import Refusal
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.entries import recording
from graph.subjects.organisation.desk import Organisation, establish
from graph.subjects.people.desk import principal_of
from graph.subjects.sharing.asking import ask, move_request
from graph.subjects.sharing.settling import Correction, Said
from graph.subjects.sources.desk import Sources, add_sources
from graph.words.china_time import china_day
from graph.words.entries import EntryState, SharingType
from graph.words.organisation import DepartmentKind, Post, PostKind
from graph.words.people import Role
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingEvent, Stated
from graph.words.sources import BasisKind

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CITIES = ("CZ", "JZ", "JI", "WH", "CS")
GOVERNMENT = {city: uscc(10 * at) for at, city in enumerate(CITIES, 1)}
PROVIDER = {city: uscc(10 * at + 1) for at, city in enumerate(CITIES, 1)}
AGENT = uscc(99)
"""A department of 晋中 beside its provider, which the entry on conditions names as the agent."""
USER = {city: uscc(10 * at + 2) for at, city in enumerate(CITIES, 1)}
NUMBER = {SharingType.UNCONDITIONAL: 1, SharingType.CONDITIONAL: 2, SharingType.REFUSED: 3}
ABOVE = (PostKind.PLATFORM_OFFICER, PostKind.AUTHORITY_OFFICER, PostKind.COMMITTEE_SECRETARY)
E, P = SharingEvent, PostKind
Walk = tuple[tuple[SharingEvent, PostKind, Said], ...]
SCOPE = Said(scope="限核对低保申请使用")
PAPER = Said(document_number="〔2026〕3号", document_on=date(2026, 3, 2))
RECORDED = Said(scope="限核对", document_number="市府〔2026〕5号", document_on=date(2026, 3, 2))
INTERNAL = build.basis("RULE-1", kind=BasisKind.INTERNAL_RULE, title="部门内部管理办法")
NO = Said("与申请用途无关")
WANTED = Stated(
    purpose=Purpose.DATA_CHECK, scenario="低保核对", basis="社会救助条例", duty_basis="三定方案第二条", need="核对家庭",
    items=("姓名",),
)  # fmt: skip
INSIDE: Walk = (
    (E.APPROVE_IN_WRITING, P.DEPUTY_IN_CHARGE, PAPER),
    (E.REVIEW_APPLICATION, P.PLATFORM_OFFICER, Said()),
    (E.FILE_OVER_THE_PLATFORM, P.AUTHORITY_OFFICER, Said(confirmed=frozenset({"reviewed_by_centre"}))),
)
CORRECTED = (E.CORRECT_APPLICATION, P.APPLICANT, Said(correction=Correction(need="核对收入")))
DISPUTED: Walk = (
    (E.REFUSE, P.PROVIDER_OFFICER, Said("涉及隐私", basis="LAW-1")),
    (E.DISPUTE, P.APPLICANT, Said(duty_basis="三定方案第二条")),
)


@dataclass
class Cities:
    store: Store
    personal: PersonalData

    async def office(self, city: str, post: PostKind, at: datetime = NOW, key: str | None = None) -> Office:
        return await self.of(f"{city}-{post.name}", at, key)

    async def of(self, subject: str, at: datetime = NOW, key: str | None = None) -> Office:
        on = china_day(at)
        who = await principal_of(self.store, Role.STAFF, subject, on)
        return Office(self.store, self.personal, View(self.store, scope_of(who, on), on), Actor(who, at), key)

    async def ask(
        self, city: str, event: SharingEvent = E.APPLY, sharing: SharingType = SharingType.CONDITIONAL,
        stated: Stated = WANTED, of: str = "", **how: Any,
    ) -> str:  # fmt: skip
        office = await self.office(city, P.APPLICANT, **how)
        return await ask(office, f"USE-{city}", code(of or city, sharing), event, stated)

    async def walk(self, city: str, request: str, walk: Walk, of: str = "") -> None:
        applicants = (P.APPLICANT, P.DEPUTY_IN_CHARGE)
        for event, post, said in walk:
            inner = (
                event in (E.APPROVE_IN_WRITING, E.REVIEW_APPLICATION, E.FILE_OVER_THE_PLATFORM) or post in applicants
            )
            await move_request(await self.office(city if inner else of or city, post), request, event, said)

    async def request(self, identity: str) -> Any:
        return await self.store.read(
            "MATCH (q:SharingRequest {id: $id}) RETURN [q.state, toString(q.dueOn), q.policyId, q.articles]",
            id=identity,
        )


def code(city: str, sharing: SharingType = SharingType.CONDITIONAL) -> str:
    return f"30700134{10 + CITIES.index(city)}00/00000{NUMBER[sharing]}"


async def five_with_posts(store: Store, personal: PersonalData) -> Cities:
    """All five, each with a provider, a user and a government above them, in one store."""
    await founded(_found, store, personal)
    return Cities(store, personal)


async def _found(store: Store, personal: PersonalData) -> None:
    posts, departments = [], []
    for city in CITIES:
        government = GOVERNMENT[city]
        departments += [
            build.department(government, f"{city}市人民政府", kind=DepartmentKind.GOVERNMENT, policy=city),
            build.department(PROVIDER[city], f"{city}民政局", parent=government),
            build.department(USER[city], f"{city}教育局", parent=government),
        ]
        if city == "JZ":
            departments.append(build.department(AGENT, "晋中信息中心", parent=government))
            posts.append(Post("JZ-AGENT", P.AGENT, "JZ-AGENT", "代理某", AGENT, date(2020, 1, 1)))
        posts += [
            Post(f"{city}-{kind.name}", kind, f"{city}-{kind.name}", f"{kind.name}某", where, date(2020, 1, 1))
            for kinds, where in (
                (ABOVE, government), ((P.PROVIDER_OFFICER,), PROVIDER[city]),
                ((P.APPLICANT, P.DEPUTY_IN_CHARGE), USER[city]),
            )
            for kind in kinds
        ]  # fmt: skip
    await establish(store, Organisation(departments=tuple(departments), posts=tuple(posts)), personal, ADMIN)
    consumers = tuple(build.consumer(f"USE-{city}", department=USER[city]) for city in CITIES)
    await add_sources(store, Sources(legal_bases=(build.basis("LAW-1"), INTERNAL), consumers=consumers), ADMIN)

    async def entered(unit: Unit) -> None:
        for city in CITIES:
            drafts = [
                build.entry(
                    code(city, each),
                    f"{city}{each.zh}",
                    provider=PROVIDER[city],
                    sharing=each,
                    sharing_condition="限履行职责使用",
                    agent=AGENT if city == "JZ" and each is SharingType.CONDITIONAL else None,
                )
                for each in SharingType
            ]
            await recording.write_entries(unit, drafts, {PROVIDER[city]: city}, EntryState.PUBLISHED, NOW, "登记")

    await store.write(entered)


async def told(act: Any) -> tuple[str, tuple[str, ...], tuple[str, ...] | str | None, tuple[str, ...]]:
    """Code, place, value and articles of a refusal; of missing conditions what they ask for, in place of the value."""
    with pytest.raises(Refusal) as found:
        await act
    refusal = found.value
    value = refusal.facts if isinstance(refusal, ConditionMissing) else refusal.value
    return refusal.code, refusal.path, value, refusal.rules


async def refused(act: Any) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(Refusal) as found:
        await act
    return found.value.code, found.value.rules
