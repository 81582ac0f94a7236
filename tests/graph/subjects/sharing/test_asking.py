"""Requests as cases in all five cities: from the application to the grant, or to its end, by the posts of the texts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import LiteralString

import pytest
from builders import catalogue as build
from builders.city import ADMIN, uscc
from builders.moved_cities import (
    AGENT,
    CITIES,
    CORRECTED,
    DISPUTED,
    GOVERNMENT,
    INSIDE,
    NO,
    NOW,
    PAPER,
    PROVIDER,
    RECORDED,
    SCOPE,
    USER,
    WANTED,
    Cities,
    E,
    P,
    Walk,
    code,
    refused,
    told,
)

from graph.cases.desk import Office
from graph.errors import Conflict, Refusal
from graph.subjects.entries import recording
from graph.subjects.exchange.memory import surroundings
from graph.subjects.exchange.rules import may_use
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sharing import cases
from graph.subjects.sharing.asking import ask, move_request
from graph.subjects.sharing.desk import add_requests
from graph.subjects.sharing.settling import Correction, Said
from graph.subjects.sources.desk import Sources, add_sources
from graph.subjects.waiting.desk import Sought, waiting
from graph.subjects.waiting.memory import matters
from graph.subjects.waiting.noticed import Noticed, noticed
from graph.words.china_time import china_day
from graph.words.entries import Affair, EntryState, SharingType
from graph.words.exchange import Use, UseAnswer
from graph.words.notices import NoticeKind
from graph.words.organisation import Post
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingEvent
from graph.words.sources import USING_DEPARTMENTS, ConsumerKind

PATHS: Mapping[str, tuple[str, SharingEvent, Walk, str]] = {
    "CZ": ("CZ", E.APPLY, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),), "GRANTED"),
    "CZ coordinated": (
        "CZ", E.APPLY,
        (*DISPUTED, (E.FAIL, P.PROVIDER_OFFICER, NO), (E.SETTLE_FOR, P.AUTHORITY_OFFICER, SCOPE)), "GRANTED",
    ),
    "WH": ("WH", E.APPLY, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),), "GRANTED"),
    "WH outside": (
        "WH", E.APPLY,
        (*DISPUTED, (E.FAIL, P.APPLICANT, NO), (E.RECORD_AGAINST, P.AUTHORITY_OFFICER, RECORDED)), "CLOSED",
    ),
    "JZ": (
        "JZ", E.ASK_INSIDE,
        (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said()), (E.CONSENT, P.AGENT, Said())), "GRANTED",
    ),
    "JZ failed, agreed": (
        "JZ", E.ASK_INSIDE,
        (
            *INSIDE, (E.FAIL_CHECK, P.PLATFORM_OFFICER, NO), CORRECTED, *INSIDE[1:],
            (E.PASS_CHECK, P.PLATFORM_OFFICER, Said()),
            *DISPUTED, (E.AGREE, P.PROVIDER_OFFICER, Said()),
        ), "GRANTED",
    ),
    "JI": ("JI", E.APPLY, ((E.APPROVE, P.AUTHORITY_OFFICER, Said(confirmed=frozenset({"within_conditions"}))),),
           "GRANTED"),
    "JI rejected": ("JI", E.APPLY, ((E.REJECT, P.AUTHORITY_OFFICER, NO),), "CLOSED"),
    "CS refused": (
        "CS", E.APPLY,
        (
            (E.GIVE_OPINION, P.AUTHORITY_OFFICER, Said("建议不变更", heard=(USER["CS"], PROVIDER["CS"]))),
            (E.RECORD_REFUSAL, P.COMMITTEE_SECRETARY, replace(PAPER, words="涉及商业秘密")),
        ), "CLOSED",
    ),
}  # fmt: skip


async def test_a_request_goes_the_way_of_each_city_by_its_posts_and_ends_with_a_grant_or_without(
    cities: Cities,
) -> None:
    for name, (city, event, walk, end) in PATHS.items():
        request = await cities.ask(city, event, stated=replace(WANTED, scenario=name))
        await cities.walk(city, request, walk)
        state, due, kept, articles = await cities.request(request)
        assert (state, due, kept) == (end, None, city), name
        assert articles
        assert all(each.startswith(city) for each in articles)
        granted = await cities.store.read(
            "MATCH (g:Grant)-[:SETTLES]->(q:SharingRequest {id: $id}) "
            "RETURN [g.state, g.itemIds, g.policyId, toString(g.validFrom), g.articles]",
            id=request,
        )
        wanted = ["ACTIVE", [f"{code(city)}#姓名"], city, "2026-03-02", articles]
        assert granted == (wanted if end == "GRANTED" else None), name
        told = await cities.store.read(
            "MATCH (n:Notice {aboutId: $id}) RETURN [collect(DISTINCT n.departmentId), collect(DISTINCT n.kind)]",
            id=request,
        )
        assert {USER[city], PROVIDER[city]} & set(told[0]), name
        assert f"REQUEST_{end}" in told[1], name


async def test_what_the_providers_text_would_refuse_is_refused_before_anybody_approves_it_inside(
    cities: Cities,
) -> None:
    for provider, missing in (
        ("JI", {"JI-19.1": replace(WANTED, basis="", duty_basis="")}),
        ("WH", {"WH-5.2": replace(WANTED, need="")}),
        ("CZ", {"CZ-5.2": replace(WANTED, need="")}),
        ("CS", {"CS-4.2": replace(WANTED, need="")}),
    ):
        for article, stated in missing.items():
            asked = cities.ask("JZ", E.ASK_INSIDE, stated=stated, of=provider)
            assert await refused(asked) == ("CONDITION_MISSING", (article,)), provider
        both = cities.ask("JZ", E.ASK_INSIDE, stated=replace(*missing.values(), scenario=""), of=provider)
        assert await refused(both) == ("CONDITION_MISSING", ("JZ-14.1", "JZ-14.2", *missing)), provider
        request = await cities.ask("JZ", E.ASK_INSIDE, of=provider)
        await cities.walk("JZ", request, INSIDE, of=provider)
        assert (await cities.request(request))[0] not in ("INSIDE", "INSIDE_APPROVED"), "nothing else is asked later"


async def entered_as(cities: Cities, agent: str | None) -> None:
    """Have the entry on conditions name another agent, or nobody."""
    draft = build.entry(
        code("JZ"), "JZ有条件", provider=PROVIDER["JZ"], sharing=SharingType.CONDITIONAL,
        sharing_condition="限履行职责使用", agent=agent,
    )  # fmt: skip
    await cities.store.write(
        lambda unit: recording.write_entries(unit, [draft], {PROVIDER["JZ"]: "JZ"}, EntryState.PUBLISHED, NOW, "变更")
    )


async def waits_for_agent(cities: Cities) -> list[tuple[str, bool]]:
    """What stands in the work list of the agent's officer, each with whether he can consent to it."""
    office = await cities.office("JZ", P.AGENT)
    page = await waiting(office.view, office.actor.principal, Sought(("SharingRequest",)), 10, None, "")
    return [(each.id, any(step.event is E.CONSENT and step.open for step in each.your_steps)) for each in page.cases]


async def test_a_request_waits_for_the_agent_whom_its_entry_names_and_his_answer_is_the_providers(
    cities: Cities,
) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, INSIDE)
    assert await waits_for_agent(cities) == []
    await cities.walk("JZ", request, ((E.PASS_CHECK, P.PLATFORM_OFFICER, Said()),))
    assert await waits_for_agent(cities) == [(request, True)]
    told = "MATCH (n:Notice {aboutId: $id, departmentId: $at}) RETURN [n.kind, n.state, n.rules, n.acts]"
    assert await cities.store.read(told, id=request, at=AGENT) == [
        "REQUEST_WAITING", "ASKED", ["JZ-15.1"], ["consentToRequest", "refuseRequest"],
    ]  # fmt: skip
    await cities.walk("JZ", request, ((E.CONSENT, P.AGENT, SCOPE),))
    assert (await cities.request(request))[0] == "GRANTED"
    assert await waits_for_agent(cities) == []


async def test_where_an_entry_asks_for_an_agreement_no_grant_of_it_is_active_whoever_gives_it(cities: Cities) -> None:
    drafts = {
        city: build.entry(
            code(city), f"{city}有条件", provider=PROVIDER[city], sharing=SharingType.CONDITIONAL,
            sharing_condition="限履行职责使用", agreement_asked=True,
        )
        for city in ("JZ", "WH")
    } | {
        "JZ free": build.entry(
            code("JZ", SharingType.UNCONDITIONAL), "JZ无条件", provider=PROVIDER["JZ"], agreement_asked=True,
        )
    }  # fmt: skip
    for name, draft in drafts.items():
        await cities.store.write(
            partial(
                recording.write_entries, drafts=[draft], policies={draft.provider: name[:2]},
                state=EntryState.PUBLISHED, at=NOW, cause="变更",
            )
        )  # fmt: skip
    ways: Mapping[str, tuple[SharingType, SharingEvent, Walk]] = {
        "WH": (SharingType.CONDITIONAL, E.APPLY, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),)),
        "JZ": (
            SharingType.CONDITIONAL, E.ASK_INSIDE,
            (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said()), (E.CONSENT, P.PROVIDER_OFFICER, SCOPE)),
        ),
        "JZ free": (
            SharingType.UNCONDITIONAL, E.ASK_INSIDE, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())),
        ),
    }  # fmt: skip
    for name, (sharing, event, walk) in ways.items():
        request = await cities.ask(name[:2], event, sharing)
        await cities.walk(name[:2], request, walk)
        granted = "MATCH (g:Grant)-[:SETTLES]->(:SharingRequest {id: $id}) RETURN [g.state, g.agreementAsked]"
        assert await cities.store.read(granted, id=request) == ["WAITING", True], name


async def test_who_names_no_item_asks_for_all_and_for_the_strictest_of_them(cities: Cities) -> None:
    secret = replace(build.item("举报人姓名", seq=2), sharing=SharingType.REFUSED)
    guarded = replace(build.item("联系电话", seq=2), sharing=SharingType.CONDITIONAL)
    for city, each, item in (
        ("JZ", SharingType.CONDITIONAL, secret), ("CZ", SharingType.CONDITIONAL, secret),
        ("WH", SharingType.UNCONDITIONAL, guarded),
    ):  # fmt: skip
        draft = build.entry(
            code(city, each), f"{city}{each.zh}", provider=PROVIDER[city], sharing=each, sharing_condition="限履行职责"
        )
        both = replace(draft, items=(build.item("姓名"), item))
        await cities.store.write(
            partial(
                recording.write_entries, drafts=[both], policies={both.provider: city}, state=EntryState.PUBLISHED,
                at=NOW, cause="变更",
            )
        )  # fmt: skip
    whole, one = replace(WANTED, items=()), replace(WANTED, items=("姓名",))
    assert (await refused(cities.ask("JZ", E.ASK_INSIDE, stated=whole)))[0] == "CONDITION_MISSING"
    assert (await cities.request(await cities.ask("JZ", E.ASK_INSIDE, stated=one)))[0] == "INSIDE"
    assert (await cities.request(await cities.ask("CZ", E.APPLY, stated=whole)))[0] == "NEGOTIATING"
    assert (await cities.request(await cities.ask("CZ", E.APPLY, stated=one)))[0] == "ASKED"
    request = await cities.ask("WH", E.APPLY, stated=whole)
    await cities.walk("WH", request, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),))
    given = "MATCH (g:Grant)-[:SETTLES]->(:SharingRequest {id: $id}) RETURN g.itemIds"
    named = [f"{code('WH')}#{name}" for name in ("住址", "姓名")]
    assert sorted(await cities.store.read(given, id=request)) == named, "what comes into the entry later is not granted"
    free = SharingType.UNCONDITIONAL
    assert (await cities.request(await cities.ask("WH", E.APPLY, free, stated=whole)))[0] == "ASKED"
    assert (await refused(cities.ask("WH", E.APPLY, free, stated=one)))[0] == "USED_DIRECTLY"


async def test_who_asks_for_an_item_that_is_not_shared_is_told_which_and_what_is_had_without_it(
    cities: Cities,
) -> None:
    secret = replace(build.item("投诉人", seq=2), sharing=SharingType.REFUSED)
    for city, each in (("JZ", SharingType.CONDITIONAL), ("CS", SharingType.UNCONDITIONAL)):
        draft = build.entry(
            code(city, each), f"{city}{each.zh}", provider=PROVIDER[city], sharing=each, sharing_condition="限履行职责"
        )
        both = replace(draft, items=(build.item("姓名"), secret))
        await cities.store.write(
            partial(
                recording.write_entries, drafts=[both], policies={both.provider: city}, state=EntryState.PUBLISHED,
                at=NOW, cause="变更",
            )
        )  # fmt: skip

    async def said(act: Awaitable[str]) -> tuple[tuple[str, ...], str]:
        with pytest.raises(Refusal) as found:
            await act
        assert found.value.code == "CONDITION_MISSING"
        return found.value.path, found.value.message.zh

    whole, named = replace(WANTED, items=()), replace(WANTED, items=("姓名", "投诉人"))
    path, words = await said(cities.ask("JZ", E.ASK_INSIDE, stated=whole))
    assert path == ("items",)
    assert words.startswith("信息项“投诉人”为不予共享：暂不能办理")
    assert words.endswith("；其余可另行申请：“姓名”")
    assert (await said(cities.ask("JZ", E.ASK_INSIDE, stated=named)))[0] == ("items", "2")
    path, words = await said(cities.ask("CS", E.APPLY, SharingType.UNCONDITIONAL, stated=whole))
    assert path == ("items",)
    assert words.endswith("；其余可直接获取：“姓名”")
    path, words = await said(cities.ask("JZ", E.ASK_INSIDE, stated=replace(WANTED, items=("投诉人",))))
    assert path == ("resource",)
    assert "其余" not in words, "nothing else was asked for"
    assert (await said(cities.ask("JZ", E.ASK_INSIDE, stated=replace(whole, scenario=""))))[0] == ("items",)
    await cities.ask("JZ", E.ASK_INSIDE, stated=replace(WANTED, items=("姓名",)))


async def test_who_is_not_or_no_longer_named_answers_for_no_provider(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    await entered_as(cities, USER["JZ"])
    agent = await cities.office("JZ", P.AGENT)
    assert await waits_for_agent(cities) == []
    assert (await told(move_request(agent, request, E.CONSENT, SCOPE)))[0] == "NOT_FOUND"
    await entered_as(cities, None)
    held = Post("P-AGENT", P.AGENT, "provider's", "某人", PROVIDER["JZ"], date(2020, 1, 1))
    await cities.store.write(lambda unit: organisation_memory.write_posts(unit, [held], cities.personal))
    ours = await cities.of("provider's")
    assert await told(move_request(ours, request, E.CONSENT, SCOPE)) == (
        "CONDITION_MISSING", ("request",), ("agent_named",), ("JZ-15.1",),
    )  # fmt: skip
    await entered_as(cities, AGENT)
    assert (await told(move_request(ours, request, E.CONSENT, SCOPE)))[0] == "ANOTHER_POST"
    assert await waits_for_agent(cities) == [(request, True)]


async def test_terms_run_from_the_handing_in_and_from_the_transfer(cities: Cities) -> None:
    saturday = datetime(2026, 3, 7, 1, tzinfo=UTC)
    for city, due in (("CZ", "2026-03-16"), ("WH", "2026-03-23"), ("JI", None), ("CS", None)):
        assert (await cities.request(await cities.ask(city, at=saturday)))[1] == due
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, INSIDE)
    assert (await cities.request(request))[:2] == ["FILED", "2026-03-04"]
    await cities.walk("JZ", request, ((E.PASS_CHECK, P.PLATFORM_OFFICER, Said()),))
    assert (await cities.request(request))[:2] == ["ASKED", "2026-03-09"]


async def test_what_is_direct_opens_no_request_and_the_articles_say_so(cities: Cities) -> None:
    free = SharingType.UNCONDITIONAL
    for city, rule in (("CZ", "CZ-11"), ("JI", "JI-19.1"), ("WH", "WH-13"), ("CS", "CS-29")):
        assert await refused(cities.ask(city, sharing=free)) == ("USED_DIRECTLY", (rule,))
    assert (await cities.request(await cities.ask("JZ", E.ASK_INSIDE, free)))[0] == "INSIDE"
    told = await refused(cities.ask("JZ", E.ASK_INSIDE, SharingType.REFUSED))
    assert told == ("CONDITION_MISSING", ("JZ-10.3",))
    assert await cities.store.read("MATCH (q:SharingRequest) RETURN count(q)") == 1


async def test_nobody_asks_for_what_he_provides_himself(cities: Cities) -> None:
    """In 长沙 a provider would have its type changed for all units by asking for its own entry."""
    for city, rules in (
        ("CZ", ("CZ-2", "CZ-3")), ("JZ", ("JZ-2", "JZ-3")), ("JI", ("JI-2", "JI-17.2")), ("WH", ("WH-2",)),
        ("CS", ("CS-2", "CS-4.2")),
    ):  # fmt: skip
        own = build.entry(
            code(city), "本部门信息", provider=USER[city], sharing=SharingType.CONDITIONAL, sharing_condition="限履职"
        )
        await cities.store.write(
            lambda unit, own=own, city=city: recording.write_entries(  # type: ignore[misc]
                unit, [own], {USER[city]: city}, EntryState.PUBLISHED, NOW, "变更"
            )
        )
        event = E.ASK_INSIDE if city == "JZ" else E.APPLY
        assert await refused(cities.ask(city, event)) == ("USED_DIRECTLY", rules)


async def test_departments_ask_for_themselves_and_their_systems_and_nobody_else_does(cities: Cities) -> None:
    """A system is its department's: what that provides it uses, and for the rest its department asks."""
    others = [each for each in ConsumerKind if each not in USING_DEPARTMENTS]
    systems = (build.system("SYS-OURS", operator=USER["WH"]), build.system("SYS-THEIRS", operator=PROVIDER["WH"]))
    consumers = (
        *(build.consumer(f"USE-{kind.name}", kind=kind, department=None, uscc=uscc(90)) for kind in others),
        *(build.consumer(f"USE-{one.code}", kind=ConsumerKind.SYSTEM, department=None, system=one.code)
          for one in systems),
    )  # fmt: skip
    await add_sources(cities.store, Sources(systems=systems, consumers=consumers), ADMIN)
    office = await cities.office("WH", P.APPLICANT)

    def asks(user: str, sharing: SharingType) -> Awaitable[str]:
        return ask(office, f"USE-{user}", code("WH", sharing), E.APPLY, WANTED)

    for sharing in SharingType:
        for kind in others:
            assert await refused(asks(kind.name, sharing)) == ("NOT_A_DEPARTMENT", ("WH-2", "WH-19", "WHL-18"))
        assert await refused(asks("SYS-THEIRS", sharing)) == ("USED_DIRECTLY", ("WH-2",))
    request = await asks("SYS-OURS", SharingType.CONDITIONAL)
    assert (await cities.request(request))[0] == "ASKED"
    users = (*(kind.name for kind in others), "SYS-THEIRS", "SYS-OURS", "WH")
    wanted = [(Use(f"USE-{user}", code("WH"), Purpose.DATA_CHECK), china_day(NOW)) for user in users]
    found = await surroundings(cities.store, wanted)
    answers = [may_use(use, each, on).answer for (use, on), each in zip(wanted, found, strict=True)]
    assert answers == [*(UseAnswer.NO for _ in others), UseAnswer.YES, UseAnswer.APPLICATION, UseAnswer.APPLICATION]
    assert [[item.name for item in each.items] for each in found] == [["姓名", "住址"] for _ in users], "in their order"


async def test_a_service_account_is_held_in_no_department(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, INSIDE)
    with pytest.raises(Refusal) as found:
        await move_request(await cities.office("JZ", P.AUTHORITY_OFFICER), request, E.PASS_CHECK, Said())
    assert (found.value.code, found.value.value) == ("ANOTHER_POST", "PLATFORM_OFFICER, SERVICE")
    assert found.value.limit == GOVERNMENT["JZ"]
    assert "民政局" not in found.value.message.zh
    assert f"{P.PLATFORM_OFFICER.zh}（JZ市人民政府）" in found.value.message.zh


async def test_what_an_entry_says_of_its_users_and_its_interface_decides_in_jinzhong(cities: Cities) -> None:
    free, city = SharingType.UNCONDITIONAL, "JZ"
    drafts = [
        build.entry(code(city), "专用信息", provider=PROVIDER[city], sharing=SharingType.CONDITIONAL,
                    exclusive=(USER[city],)),
        build.entry(code(city, free), "接口信息", provider=PROVIDER[city], sharing=free, controlled_interface=True),
    ]  # fmt: skip
    await cities.store.write(
        lambda unit: recording.write_entries(unit, drafts, {PROVIDER[city]: city}, EntryState.PUBLISHED, NOW, "变更")
    )
    assert await refused(cities.ask(city, E.ASK_INSIDE)) == ("USED_DIRECTLY", ("JZ-15.4",))
    request = await cities.ask(city, E.ASK_INSIDE, free)
    await cities.walk(city, request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    assert (await cities.request(request))[:2] == ["ASKED", None]
    await cities.walk(city, request, ((E.CONSENT, P.PROVIDER_OFFICER, Said()),))
    assert (await cities.request(request))[0] == "GRANTED"


async def test_what_an_affair_concerns_is_asked_for_by_others_than_the_units_concerned_in_changsha(
    cities: Cities,
) -> None:
    city = "CS"
    for units, said in (((USER[city],), ("USED_DIRECTLY", ("CS-28",))), ((PROVIDER[city],), None)):
        draft = build.entry(
            code(city), "行政处罚信息", provider=PROVIDER[city], sharing=SharingType.CONDITIONAL,
            affair=Affair.PENALTY, concerned=units,
        )  # fmt: skip
        await cities.store.write(
            lambda unit, draft=draft: recording.write_entries(  # type: ignore[misc]
                unit, [draft], {PROVIDER[city]: city}, EntryState.PUBLISHED, NOW, "变更"
            )
        )
        if said:
            assert await refused(cities.ask(city)) == said
        else:
            assert (await cities.request(await cities.ask(city)))[0] == "OPINION"


async def test_a_refusal_is_of_one_of_three_kinds_and_leaves_everything_as_it_was(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    deputy, provider = await cities.office("JZ", P.DEPUTY_IN_CHARGE), await cities.office("JZ", P.PROVIDER_OFFICER)
    assert (await refused(move_request(provider, request, E.CONSENT, SCOPE)))[0] == "NO_SUCH_MOVE"
    assert (await refused(move_request(deputy, request, E.APPROVE_IN_WRITING, Said())))[0] == "CONDITION_MISSING"
    assert (await refused(move_request(provider, request, E.APPROVE_IN_WRITING, PAPER)))[0] == "ANOTHER_POST"
    assert (await cities.request(request))[0] == "INSIDE"
    await cities.walk("JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    own = Said("另有用途", basis="RULE-1")
    assert await refused(move_request(provider, request, E.REFUSE, own)) == (
        "CONDITION_MISSING", ("JZ-6.1", "JZ-15.2"),
    )  # fmt: skip
    for said, path in (
        (Said("x", basis="LAW-9"), ("basis",)),
        (Said(items=("住所",)), ("items", "1")),
        (Said(document_on=date(2026, 3, 3)), ("documentDate",)),
        (Said(document_on=date(2026, 3, 1)), ("documentDate",)),
        (Said(valid_until=date(2026, 3, 1)), ("validUntil",)),
        (Said(valid_until=date(9999, 12, 31)), ("validUntil",)),
    ):
        with pytest.raises(Refusal) as found:
            await move_request(provider, request, E.CONSENT, said)
        assert found.value.path == path
    missing = replace(WANTED, duty_basis="")
    assert await refused(cities.ask("JI", stated=missing)) == ("CONDITION_MISSING", ("JI-19.1",))
    assert (await refused(cities.ask("WH", stated=replace(WANTED, items=("住所",)))))[0] == "NOT_FOUND"
    with pytest.raises(Refusal) as found:
        await cities.ask("WH", stated=replace(WANTED, purpose=Purpose.OTHER))
    assert (found.value.code, found.value.path) == ("WORDS_REQUIRED", ("purposeWords",))


async def test_what_is_said_against_the_record_is_refused_by_field_value_and_article(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, INSIDE[:1])
    authority, centre = await cities.office("JZ", P.AUTHORITY_OFFICER), await cities.office("JZ", P.PLATFORM_OFFICER)
    assert await told(move_request(authority, request, E.FILE_OVER_THE_PLATFORM, INSIDE[2][2])) == (
        "RECORD_DIFFERS", ("reviewedByCentre",), "true", ("JZP-4.1",),
    )  # fmt: skip
    assert (await refused(move_request(authority, request, E.FILE_OVER_THE_PLATFORM, Said()))) == (
        "CONDITION_MISSING", ("JZP-4.1",),
    )  # fmt: skip
    assert (await refused(move_request(authority, request, E.REVIEW_APPLICATION, Said())))[0] == "ANOTHER_POST"
    await cities.walk("JZ", request, INSIDE[1:2])
    assert (await refused(move_request(centre, request, E.REVIEW_APPLICATION, Said())))[0] == "CONDITION_MISSING"
    await cities.walk("JZ", request, (INSIDE[2], (E.FAIL_CHECK, P.PLATFORM_OFFICER, NO)))
    assert await move_refused(authority, request, Said()) == "CONDITION_MISSING", "it is another one than was reviewed"
    free = await cities.ask("JZ", E.ASK_INSIDE, SharingType.UNCONDITIONAL)
    await cities.walk("JZ", free, INSIDE)
    assert await told(move_request(centre, free, E.PASS_CHECK, Said(controlled=True))) == (
        "RECORD_DIFFERS", ("controlledInterface",), "true", ("JZ-14.1", "JZP-4.1"),
    )  # fmt: skip
    deciding, yes = await cities.office("JI", P.AUTHORITY_OFFICER), Said(confirmed=frozenset({"within_conditions"}))
    request = await cities.ask("JI")
    await cities.store.write(lambda unit: unit.run(
        "MATCH (r:Resource {id: $id}) SET r.sharingCondition = ''", id=code("JI")
    ))  # fmt: skip
    assert await told(move_request(deciding, request, E.APPROVE, yes)) == (
        "RECORD_DIFFERS", ("withinConditions",), "true", ("JI-22",),
    )  # fmt: skip


async def test_a_rule_of_ones_own_is_no_basis_in_law_or_policy(cities: Cities) -> None:
    asked = cities.ask("JI", stated=replace(WANTED, basis="", legal_basis="RULE-1"))
    assert await refused(asked) == ("CONDITION_MISSING", ("JI-19.1",))


async def test_an_opinion_names_the_departments_that_were_heard_for_it(cities: Cities) -> None:
    request, authority = await cities.ask("CS"), await cities.office("CS", P.AUTHORITY_OFFICER)
    assert await refused(move_request(authority, request, E.GIVE_OPINION, Said("已会同"))) == (
        "CONDITION_MISSING", ("CS-29",),
    )  # fmt: skip
    assert await refused(move_request(authority, request, E.GIVE_OPINION, Said(heard=(PROVIDER["CS"],)))) == (
        "WORDS_REQUIRED", (),
    )  # fmt: skip
    stranger = Said("已会同", heard=(PROVIDER["CS"], "11430100MB0000000X"))
    assert await told(move_request(authority, request, E.GIVE_OPINION, stranger)) == (
        "NOT_FOUND", ("unitsHeard", "2"), "11430100MB0000000X", (),
    )  # fmt: skip
    moved = "MATCH (d:Department {id: $id}) SET d.divisionId = $division"
    await cities.store.write(lambda unit: unit.run(moved, id=USER["WH"], division="340200"))
    await cities.store.write(lambda unit: unit.run(moved, id=PROVIDER["CS"], division="430100"))
    elsewhere = Said("已会同", heard=(PROVIDER["CS"], USER["WH"]))
    assert await told(move_request(authority, request, E.GIVE_OPINION, elsewhere)) == (
        "ANOTHER_CITY", ("unitsHeard", "2"), USER["WH"], ("CS-29",),
    )  # fmt: skip
    await cities.walk(
        "CS", request, ((E.GIVE_OPINION, P.AUTHORITY_OFFICER, Said("建议变更", heard=(PROVIDER["CS"],))),)
    )
    kept = await cities.store.read("MATCH (q:SharingRequest {id: $id}) RETURN [q.state, q.heardIds]", id=request)
    assert kept == ["COMMITTEE", [PROVIDER["CS"]]]


async def test_no_more_is_granted_than_was_asked_for(cities: Cities) -> None:
    request = await cities.ask("WH")
    provider = await cities.office("WH", P.PROVIDER_OFFICER)
    more = replace(SCOPE, items=("姓名", "住址"))
    assert await told(move_request(provider, request, E.CONSENT, more)) == (
        "NOT_ASKED_FOR", ("items", "2"), "住址", ("WH-13",),
    )  # fmt: skip
    await move_request(provider, request, E.CONSENT, replace(SCOPE, items=("姓名",)))
    whole = await cities.ask("WH", stated=replace(WANTED, items=()))
    await move_request(provider, whole, E.CONSENT, more)
    assert (await cities.request(whole))[0] == "GRANTED"


async def test_a_basis_that_is_not_in_force_on_the_day_is_none(cities: Cities) -> None:
    bases = (build.basis("OLD", valid_until=date(2026, 3, 2)), build.basis("NEW", valid_from=date(2026, 3, 3)))
    await add_sources(cities.store, Sources(legal_bases=bases), ADMIN)
    for basis in ("OLD", "NEW"):
        assert await told(cities.ask("JI", stated=replace(WANTED, basis="", legal_basis=basis))) == (
            "BASIS_NOT_IN_FORCE", ("legalBasis",), basis, ("JI-19.1",),
        )  # fmt: skip
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    provider = await cities.office("JZ", P.PROVIDER_OFFICER)
    assert await told(move_request(provider, request, E.REFUSE, Said("无关", basis="OLD"))) == (
        "BASIS_NOT_IN_FORCE", ("basis",), "OLD", ("JZ-15.2", "JZ-6.1"),
    )  # fmt: skip


async def test_in_changsha_who_asks_for_the_basis_of_what_is_not_shared_is_shown_it(cities: Cities) -> None:
    entry, words = code("CS", SharingType.REFUSED), "MATCH (q:SharingRequest {id: $id}) RETURN q.wordsCipher"

    async def shown() -> str:
        request = await cities.ask("CS", E.ASK_FOR_THE_BASIS, SharingType.REFUSED)
        assert (await cities.request(request))[0] == "CLOSED"
        return cities.personal.shown(await cities.store.read(words, id=request), cases.WORDS)

    assert await shown() == "该条目未列明不予共享的依据"
    bases = (build.basis("OLD", title="旧法", valid_until=date(2026, 3, 2)), build.basis("NEW", title="新法"))
    await add_sources(cities.store, Sources(legal_bases=bases), ADMIN)
    rests: LiteralString = "MATCH (r:Resource {id: $id}) MATCH (b:LegalBasis {id: $on}) MERGE (r)-[:RESTS_ON]->(b)"
    await cities.store.write(lambda unit: unit.run(rests, id=entry, on="OLD"))
    assert await shown() == "所列依据均不在有效期内。依据：《旧法》（OLD）自2026-03-02起失效"
    await cities.store.write(lambda unit: unit.run(rests, id=entry, on="NEW"))
    assert await shown() == "依据：《新法》（NEW）现行有效；《旧法》（OLD）自2026-03-02起失效"


async def test_a_review_lets_the_age_of_the_state_run_on(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, INSIDE[:1])
    later = await cities.office("JZ", P.PLATFORM_OFFICER, datetime(2026, 3, 5, 1, tzinfo=UTC))
    await move_request(later, request, E.REVIEW_APPLICATION, Said())
    assert await cities.store.read(
        "MATCH (q:SharingRequest {id: $id}) RETURN [q.state, toString(date(q.enteredAt)), q.waitKey]", id=request
    ) == ["INSIDE_APPROVED", "2026-03-02", "9999-12-31|2026-03-02T01:00:00"]


async def test_who_takes_a_step_that_is_anothers_is_told_in_which_department_its_post_is_held(cities: Cities) -> None:
    request = await cities.ask("JI")
    provider = await cities.office("JI", P.PROVIDER_OFFICER)
    with pytest.raises(Refusal) as above:
        await move_request(provider, request, E.REJECT, NO)
    lead = "MATCH (:Post {subject: 'JI-AUTHORITY_OFFICER'})-[:AT]->(d:Department) RETURN d.id"
    assert (above.value.code, above.value.limit) == ("ANOTHER_POST", await cities.store.read(lead))
    assert above.value.limit != PROVIDER["JI"]
    theirs = await cities.ask("CZ")
    with pytest.raises(Refusal) as beside:
        await move_request(await cities.office("CZ", P.APPLICANT), theirs, E.CONSENT, SCOPE)
    assert (beside.value.code, beside.value.limit) == ("ANOTHER_POST", PROVIDER["CZ"])
    with pytest.raises(Refusal) as silent:
        await move_request(await cities.office("JI", P.AUTHORITY_OFFICER), request, E.REJECT, Said())
    assert (silent.value.code, silent.value.path) == ("WORDS_REQUIRED", ("words",))


async def test_between_two_cities_the_applicants_approvals_come_first_and_the_providers_text_decides(
    cities: Cities,
) -> None:
    with pytest.raises(Conflict) as found:
        await cities.ask("JZ", of="WH")
    assert (found.value.code, found.value.rules, found.value.limit) == (
        "NO_SUCH_MOVE", ("JZ-14.1", "JZ-14.2"), "ASK_INSIDE",
    )  # fmt: skip
    assert "部门内提出" in found.value.message.zh
    request = await cities.ask("JZ", E.ASK_INSIDE, of="WH")
    await cities.walk("JZ", request, INSIDE[:1], of="WH")
    centre = await cities.office("WH", P.PLATFORM_OFFICER)
    assert await move_refused(centre, request, Said(), E.REVIEW_APPLICATION) == "ANOTHER_POST", "its own centre reviews"
    await cities.walk("JZ", request, INSIDE[1:2], of="WH")
    theirs = await cities.office("WH", P.AUTHORITY_OFFICER)
    filed = INSIDE[2][2]
    assert await move_refused(theirs, request, filed) == "ANOTHER_POST", "the applicant's own authority files"
    await cities.walk("JZ", request, INSIDE[2:], of="WH")
    state, due, kept, articles = await cities.request(request)
    assert (state, due, kept) == ("ASKED", "2026-03-16", "WH")
    assert {"JZ-14.2", "WH-13"} <= set(articles)
    await cities.walk("JZ", request, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),), of="WH")
    assert (await cities.request(request))[0] == "GRANTED"
    not_shared = await cities.ask("JZ", sharing=SharingType.REFUSED, of="WH")
    assert (await cities.request(not_shared))[:2] == ["NEGOTIATING", None]


async def test_what_the_check_gave_back_is_corrected_by_who_asked_and_not_filed_again_as_it_was(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE, stated=replace(WANTED, items=()))
    await cities.walk("JZ", request, INSIDE[:2])
    applicant, centre = await cities.office("JZ", P.APPLICANT), await cities.office("JZ", P.PLATFORM_OFFICER)
    authority, (event, _, anew) = await cities.office("JZ", P.AUTHORITY_OFFICER), CORRECTED
    early = await told(move_request(applicant, request, event, anew))
    assert (early[0], early[2]) == ("CONDITION_MISSING", ("given_back",))
    await cities.walk("JZ", request, (INSIDE[2], (E.FAIL_CHECK, P.PLATFORM_OFFICER, NO)))
    notice = "MATCH (n:Notice {aboutId: $id, departmentId: $at, state: 'INSIDE_APPROVED'}) RETURN [n.kind, n.acts]"
    assert await cities.store.read(notice, id=request, at=USER["JZ"]) == [
        "REQUEST_WAITING", ["correctRequest", "withdrawRequest"],
    ]  # fmt: skip
    filed = INSIDE[2][2]
    for office, step, said in ((centre, E.REVIEW_APPLICATION, Said()), (authority, E.FILE_OVER_THE_PLATFORM, Said())):
        code_, _, facts, _ = await told(move_request(office, request, step, said))
        assert code_ == "CONDITION_MISSING"
        assert "faults_stand" in (facts or ())
    unchanged = Said(correction=Correction(scenario=WANTED.scenario))
    assert (await told(move_request(applicant, request, event, unchanged)))[::2] == ("CONDITION_MISSING", ("restated",))
    assert await move_refused(centre, request, anew, event) == "ANOTHER_POST"
    narrowed = Said(correction=Correction(need="核对收入", items=("住址",)))
    await move_request(applicant, request, event, narrowed)
    wider = Said(correction=Correction(items=("姓名",)))
    assert (await told(move_request(applicant, request, event, wider)))[:2] == ("NOT_ASKED_FOR", ("items", "1"))
    assert await move_refused(authority, request, filed) == "RECORD_DIFFERS", "it is another one than was reviewed"
    await cities.walk("JZ", request, INSIDE[1:])
    found = await cases.request_of(centre.view, cities.personal, request, NOW.date())
    assert found is not None
    kept = found.case.stated
    assert (kept.scenario, kept.need, kept.items, kept.purpose) == (
        WANTED.scenario, "核对收入", ("住址",), WANTED.purpose,
    )  # fmt: skip
    assert found.case.earlier == (
        "2026-03-02更正前：用途：数据校核；应用场景：低保核对；政务业务需求：核对家庭；信息项：全部"
    )


@pytest.mark.parametrize(
    "anew", [Correction(scenario="专项核查"), Correction(purpose=Purpose.OTHER, purpose_words="统计分析")]
)
async def test_another_purpose_or_scenario_is_approved_anew_by_the_deputy_in_charge(
    cities: Cities, anew: Correction
) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, (*INSIDE, (E.FAIL_CHECK, P.PLATFORM_OFFICER, NO)))
    await move_request(await cities.office("JZ", P.APPLICANT), request, E.CORRECT_APPLICATION, Said(correction=anew))
    assert (await cities.request(request))[:2] == ["INSIDE", None]
    centre = await cities.office("JZ", P.PLATFORM_OFFICER)
    assert await move_refused(centre, request, Said(), E.REVIEW_APPLICATION) == "NO_SUCH_MOVE"
    await cities.walk("JZ", request, INSIDE)
    assert (await cities.request(request))[0] == "FILED"


@pytest.mark.parametrize("asks", [city for city in CITIES if city != "JZ"])
async def test_who_is_not_bound_by_a_text_with_inner_approvals_applies_behind_them(cities: Cities, asks: str) -> None:
    assert (await refused(cities.ask(asks, E.ASK_INSIDE, of="JZ"))) == ("NO_SUCH_MOVE", ("JZ-14.1", "JZ-14.2"))
    assert (await refused(cities.ask(asks, of="JZ", stated=replace(WANTED, scenario=""))))[0] == "CONDITION_MISSING"
    request = await cities.ask(asks, of="JZ")
    assert await cities.request(request) == ["FILED", "2026-03-04", "JZ", ["JZ-14.1", "JZ-14.2", "JZ-10.3"]]
    deputy = await cities.office(asks, P.DEPUTY_IN_CHARGE)
    assert await move_refused(deputy, request, PAPER, E.APPROVE_IN_WRITING) == "NO_SUCH_MOVE"
    await cities.walk("JZ", request, ((E.FAIL_CHECK, P.PLATFORM_OFFICER, NO),))
    assert (await cities.request(request))[:2] == ["INSIDE_APPROVED", None]
    await cities.walk(asks, request, (CORRECTED,))
    assert (await cities.request(request))[:2] == ["FILED", "2026-03-04"]
    await cities.walk(
        "JZ", request, ((E.PASS_CHECK, P.PLATFORM_OFFICER, Said()), (E.CONSENT, P.PROVIDER_OFFICER, SCOPE))
    )
    assert (await cities.request(request))[0] == "GRANTED"


async def test_what_is_listed_for_all_ends_the_other_requests_as_direct(cities: Cities) -> None:
    request, other = await cities.ask("CS"), await cities.ask("CS", stated=replace(WANTED, scenario="复核"))
    await cities.walk("CS", request, (
        (E.GIVE_OPINION, P.AUTHORITY_OFFICER, Said("建议不变更", heard=(USER["CS"], PROVIDER["CS"]))),
        (E.RECORD_CONSENT, P.COMMITTEE_SECRETARY, PAPER),
    ))  # fmt: skip
    provider = await cities.office("CS", P.PROVIDER_OFFICER)
    assert (await refused(move_request(provider, request, E.CHANGE_THE_TYPE, SCOPE)))[0] == "CONDITION_MISSING"
    for cause in ("工作需要", f"市数据资源管理委员会审定（{PAPER.document_number}）"):
        free = build.entry(
            code("CS"), "审定信息", provider=PROVIDER["CS"], sharing=SharingType.UNCONDITIONAL, summary=cause
        )
        publish = partial(
            recording.write_entries, drafts=[free], policies={PROVIDER["CS"]: "CS"}, state=EntryState.PUBLISHED,
            at=NOW, cause=cause,
        )  # fmt: skip
        await cities.store.write(publish)
        if PAPER.document_number not in cause:
            assert await told(move_request(provider, request, E.CHANGE_THE_TYPE, SCOPE)) == (
                "RECORD_DIFFERS", ("request",), cause, ("CS-29",),
            )  # fmt: skip
    await cities.walk("CS", request, (
        (E.CHANGE_THE_TYPE, P.PROVIDER_OFFICER, SCOPE), (E.LIST, P.AUTHORITY_OFFICER, Said()),
    ))  # fmt: skip
    assert (await cities.request(request))[0] == "GRANTED"
    assert (await cities.request(other))[0] == "CLOSED"
    assert await cities.store.read("MATCH (g:Grant) RETURN count(g)") == 1
    assert await cities.store.read("MATCH (n:Notice {aboutId: $id, state: 'CLOSED'}) RETURN n.departmentId", id=other)


async def test_a_request_that_is_loaded_as_waiting_goes_on_by_the_table_of_its_city(cities: Cities) -> None:
    waiting = [build.request(f"Q-{city}", code(city), user=f"USE-{city}") for city in CITIES]
    await add_requests(cities.store, cities.personal, waiting, ADMIN)
    found = await cities.store.read(
        "MATCH (q:SharingRequest) WITH q ORDER BY q.id RETURN collect([q.id, q.state, q.waitsAtKey IS NOT NULL])"
    )
    assert found == [
        ["Q-CS", "OPINION", True], ["Q-CZ", "ASKED", True], ["Q-JI", "DECIDING", True], ["Q-JZ", "ASKED", True],
        ["Q-WH", "ASKED", True],
    ]  # fmt: skip
    for city, (_, _, walk, end) in (("JI", PATHS["JI"]), ("CS", PATHS["CS refused"]), ("WH", PATHS["WH"])):
        await cities.walk(city, f"Q-{city}", walk)
        assert (await cities.request(f"Q-{city}"))[0] == end


@pytest.mark.parametrize(
    ("city", "sharing", "opened_on", "refusal", "rules"),
    [
        ("JI", SharingType.UNCONDITIONAL, date(2026, 2, 2), "USED_DIRECTLY", ("JI-19.1",)),
        ("JZ", SharingType.REFUSED, date(2026, 2, 2), "NO_SUCH_MOVE", ("JZ-10.3",)),
        ("CS", SharingType.REFUSED, date(2026, 2, 2), "NO_SUCH_MOVE", ("CS-29",)),
        ("WH", SharingType.CONDITIONAL, date(2019, 2, 2), "NO_POLICY", ("WH-30", "WHL-26")),
    ],
)
async def test_one_that_can_go_on_nowhere_is_not_loaded_and_the_reason_is_said(
    cities: Cities, city: str, sharing: SharingType, opened_on: date, refusal: str, rules: tuple[str, ...]
) -> None:
    waiting = build.request("Q", code(city, sharing), user=f"USE-{city}", opened_on=opened_on)
    assert await told(add_requests(cities.store, cities.personal, [waiting], ADMIN)) == (
        refusal, ("requests", "1", "state"), "待答复", rules,
    )  # fmt: skip
    assert await cities.store.read("MATCH (q:SharingRequest) RETURN count(q)") == 0


async def test_a_post_held_for_a_period_by_another_person_acts_in_that_period(cities: Cities) -> None:
    away = Post("S-1", P.PROVIDER_OFFICER, "substitute", "代某", PROVIDER["WH"], date(2026, 3, 3), date(2026, 3, 5))
    await cities.store.write(lambda unit: organisation_memory.write_posts(unit, [away], cities.personal))
    request = await cities.ask("WH")
    for day, said in ((2, "NOT_FOUND"), (5, "NOT_FOUND"), (4, "")):
        office = await cities.of("substitute", datetime(2026, 3, day, 1, tzinfo=UTC))
        if said:
            assert await move_refused(office, request, SCOPE, E.CONSENT) == said, day
        else:
            await move_request(office, request, E.CONSENT, SCOPE)
    assert (await cities.request(request))[0] == "GRANTED"


async def test_of_two_answers_at_the_same_moment_one_counts_and_a_key_repeats_nothing(cities: Cities) -> None:
    request = await cities.ask("WH", key="K-1")
    assert await cities.ask("WH", key="K-1") == request
    provider = await cities.office("WH", P.PROVIDER_OFFICER)
    answers = await asyncio.gather(
        move_request(provider, request, E.CONSENT, SCOPE), move_request(provider, request, E.REFUSE, NO),
        return_exceptions=True,
    )  # fmt: skip
    (lost,) = (each for each in answers if isinstance(each, Refusal))
    assert lost.code in ("CASE_MOVED", "NO_SUCH_MOVE")
    assert (await cities.request(request))[0] in ("GRANTED", "REFUSED")


async def move_refused(office: Office, request: str, said: Said, event: SharingEvent = E.FILE_OVER_THE_PLATFORM) -> str:
    return (await refused(move_request(office, request, event, said)))[0]


async def test_what_is_told_of_a_request_says_who_asks_and_of_a_refusal_where_its_reason_is_read(
    cities: Cities,
) -> None:
    request = await cities.ask("WH")
    provider, applicant = await cities.office("WH", P.PROVIDER_OFFICER), await cities.office("WH", P.APPLICANT)

    async def said(office: Office, kind: NoticeKind, state: str) -> str:
        (matter,) = await matters(office.view, [("SharingRequest", request)])
        kept = Noticed(kind, "SharingRequest", state, (), None, None, None, ())
        return noticed(office.view, office.actor.principal, kept, matter).text.zh

    waits = await said(provider, NoticeKind.REQUEST_WAITING, "ASKED")
    assert waits.startswith("共享申请待办理：共享申请《WH有条件》（申请部门：WH教育局），待答复")
    assert "理由" not in waits
    await cities.walk("WH", request, ((E.REFUSE, P.PROVIDER_OFFICER, Said("涉及张三的隐私")),))
    refused = await said(applicant, NoticeKind.REQUEST_REFUSED, "REFUSED")
    assert "；理由见该申请的“不予共享理由”（refusal）" in refused
    assert "张三" not in refused
    assert "理由" not in await said(applicant, NoticeKind.REQUEST_MOVED, "ASKED")
