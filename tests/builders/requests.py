"""Sharing requests that stand where a test wants them, and who acts on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from builders import catalogue as build
from builders.city import uscc
from builders.office import CITY, CIVIL, HEALTH, NOW, Office, gid

from graph.cases.machine import Move
from graph.law.policies import policy as row
from graph.law.terms import Deadline
from graph.law.workflow import steps_from
from graph.law.workflows import SHARING
from graph.store.engine import Unit
from graph.store.personal import PersonalData
from graph.subjects.entries import recording
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sharing import settling
from graph.subjects.sharing.cases import Parties
from graph.subjects.sharing.settling import Said
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import EntryState, SharingType
from graph.words.organisation import AuthorityLevel, Post, PostKind
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingCase, SharingEvent, SharingState, SharingStep, Stated

ASKED = "307340206/000001"
"""An entry of 民政局 that is shared on conditions."""
DEPUTY, SECRETARY = "deputy", "secretary"
APPLICATION: Mapping[str, Any] = {
    "consumer": "USE-1", "resource": ASKED, "items": ["姓名"], "purpose": "DATA_CHECK", "purposeWords": "核对",
    "scenario": "办理救助", "basis": "社会救助办法", "dutyBasis": "三定方案", "need": "核对家庭",
}  # fmt: skip
STATED = Stated(
    purpose=Purpose.DATA_CHECK, purpose_words="核对", scenario="办理救助", legal_basis="LAW-1", basis="社会救助办法",
    duty_basis="三定方案", need="核对家庭", items=("姓名",),
)  # fmt: skip
_PARTIES: Mapping[str, Parties] = {
    policy: Parties(
        HEALTH, CIVIL, CIVIL, None, policy, policy, AuthorityLevel.CITY, SharingType.CONDITIONAL,
        exclusive=False, affair=None, concerned=False, controlled=False, agreement=False, conditions=True, scope="",
        cause="", based=False, items=(),
    )
    for policy in ("CZ", "JZ", "JI", "WH", "CS")
}  # fmt: skip


async def offered(api: Office) -> None:
    """Have 民政局 publish what is asked for, and somebody be the deputy in charge and the committee's secretary."""
    personal = api.service.backend.personal
    posts = [
        Post(f"{who}-8", kind, who, "某人", where, date(2020, 1, 1))
        for who, kind, where in (
            (DEPUTY, PostKind.DEPUTY_IN_CHARGE, HEALTH), (SECRETARY, PostKind.COMMITTEE_SECRETARY, CITY),
        )
    ]  # fmt: skip
    drafts = [
        build.entry(
            ASKED,
            "临时救助信息",
            ("姓名", "金额"),
            provider=CIVIL,
            sharing=SharingType.CONDITIONAL,
            sharing_condition="限救助使用",
        ),
    ]

    async def work(unit: Unit) -> None:
        await organisation_memory.write_posts(unit, posts, personal)
        await recording.write_entries(unit, drafts, {CIVIL: "WH"}, EntryState.PUBLISHED, NOW, "登记")

    await api.store.write(work)


async def elsewhere(api: Office, policy: str, sharing: SharingType) -> tuple[str, Mapping[str, Any]]:
    """Have two departments stand under another city's text, and say who applies in one, and for what of the other."""
    theirs, place, subject, code = (
        uscc(80 + list(_PARTIES).index(policy)),
        uscc(70 + list(_PARTIES).index(policy)),
        f"applicant-{policy}",
        f"30734020{policy}/000001",
    )
    post = Post(f"{subject}-1", PostKind.APPLICANT, subject, "某人", place, date(2020, 1, 1))
    draft = build.entry(code, f"{policy}档案信息", provider=theirs, sharing=sharing)

    async def work(unit: Unit) -> None:
        for each in (place, theirs):
            await organisation_memory.write_departments(unit, [build.department(each, f"{policy}局")])
            await organisation_memory.write_bindings(unit, [(policy, each, date(2018, 7, 22), None)])
        await organisation_memory.write_posts(unit, [post], api.service.backend.personal)
        await sources_memory.write_consumers(unit, [build.consumer(f"USE-{policy}", department=place)])
        await recording.write_entries(unit, [draft], {theirs: policy}, EntryState.PUBLISHED, NOW, "登记")

    await api.store.write(work)
    return subject, {**APPLICATION, "consumer": f"USE-{policy}", "resource": code}


async def entered(
    api: Office, number: int, state: SharingState, policy: str = "WH", resource: str = ASKED,
    event: SharingEvent = SharingEvent.APPLY,
) -> str:  # fmt: skip
    """Have a request stand in a state under a policy, by what was done last with it, and say its global id."""
    await offered(api)
    identity = f"20260302-{number:012}"
    personal = api.service.backend.personal
    await api.store.write(lambda unit: write(unit, personal, identity, state, policy, resource, event))
    return gid("SharingRequest", identity)


async def write(
    unit: Unit, personal: PersonalData, identity: str, state: SharingState, policy: str, resource: str,
    event: SharingEvent = SharingEvent.APPLY,
) -> None:  # fmt: skip
    """Write a request that says everything that one can say, in a state to which a row of its policy leads."""
    cell = row(policy).table(SHARING)
    assert cell is not None
    leading = next(step for step in cell.value if step.then is state)
    case = SharingCase(
        id=identity, consumer="USE-1", resource=resource, sharing=SharingType.CONDITIONAL, stated=STATED,
        state=SharingState.DRAFT, opened_at=NOW,
    )  # fmt: skip
    step = SharingStep(NOW, event, "applicant")
    due = Deadline(date(2026, 3, 9))
    await settling.enter(unit, personal, case, _PARTIES[policy], Move(leading, due), step)


async def moved(unit: Unit, personal: PersonalData, identity: str) -> None:
    """Have a request of 晋中 that waits for its provider be refused with everything that is stated with a step."""
    cell = row("JZ").table(SHARING)
    assert cell is not None
    refusal = next(steps_from(cell.value, SharingState.ASKED, SharingEvent.REFUSE))
    read = SharingCase(
        id=identity, consumer="USE-1", resource=ASKED, sharing=SharingType.CONDITIONAL, stated=STATED,
        state=SharingState.ASKED, opened_at=NOW, history=(SharingStep(NOW, SharingEvent.APPLY, "applicant"),),
    )  # fmt: skip
    said = Said(
        "无关", scope="限核对", document_number="〔2026〕1号", document_on=date(2026, 3, 2), duty_basis="三定方案",
        controlled=True, heard=(HEALTH,),
    )  # fmt: skip
    read = replace(read, earlier="2026-03-02更正前：用途：数据校核")
    step, due = SharingStep(NOW, SharingEvent.REFUSE, "provider"), Deadline(date(2026, 3, 9))
    await settling.settle(unit, personal, read, CIVIL, Move(refusal, due), step, said)
