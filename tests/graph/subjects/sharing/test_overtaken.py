"""Requests whose entry has changed since: of another type, without the items, or shared with everybody by now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import catalogue as build
from builders.city import ADMIN
from builders.moved_cities import (
    CITIES,
    DISPUTED,
    INSIDE,
    NO,
    NOW,
    PAPER,
    PROVIDER,
    SCOPE,
    USER,
    WANTED,
    Cities,
    E,
    P,
    code,
    refused,
    told,
)  # fmt: skip

from graph.cases.waiting import NextStep
from graph.errors import Refusal
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.subjects.entries import recording
from graph.subjects.entries.desk import register
from graph.subjects.entries.membership import add_memberships
from graph.subjects.exchange.desk import ask
from graph.subjects.sharing.asking import move_request
from graph.subjects.sharing.grants.memory import dropped_items
from graph.subjects.sharing.settling import Said
from graph.subjects.sources.desk import Sources, add_sources
from graph.subjects.waiting.desk import Sought, waiting
from graph.subjects.waiting.memory import matters
from graph.subjects.waiting.noticed import Noticed, noticed
from graph.words.entries import EntryDraft, EntryState, Item, ItemKind, Mode, SharingType
from graph.words.exchange import Use, UseAnswer
from graph.words.notices import NoticeKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent
from graph.words.sources import LibraryKind

LESS, MORE = SharingType.REFUSED, SharingType.UNCONDITIONAL


def entry(city: str, sharing: SharingType, *items: Item, **said: Any) -> EntryDraft:
    draft = build.entry(
        code(city), f"{city}有条件共享", provider=PROVIDER[city], sharing=sharing, sharing_condition="限履行职责使用",
        bases=("LAW-1",) if sharing is LESS else (), mode=Mode.DATABASE, **said,
    )  # fmt: skip
    return replace(draft, items=items or draft.items)


async def becomes(cities: Cities, city: str, sharing: SharingType, *items: Item, cause: str = "工作需要") -> None:
    """Have a version published that says something else."""
    draft = entry(city, sharing, *items, summary=f"{sharing.zh}，{len(items)}项")
    await cities.store.write(
        lambda unit: recording.write_entries(unit, [draft], {PROVIDER[city]: city}, EntryState.PUBLISHED, NOW, cause)
    )


async def publish(cities: Cities, city: str, draft: EntryDraft, cause: str = "工作需要") -> None:
    """Take a version over as it was approved elsewhere."""
    await register(cities.store, [replace(draft, summary=f"{draft.summary}（新）")], ADMIN, cause, publish=True)


async def steps(cities: Cities, city: str, request: str) -> dict[SharingEvent, NextStep]:
    """What a work list says can be done next of a request."""
    office = await cities.office(city, P.AUTHORITY_OFFICER)
    page = await waiting(office.view, office.actor.principal, Sought(("SharingRequest",), everybody=True), 50, None, "")
    return {SharingEvent(step.event): step for each in page.cases if each.id == request for step in each.steps}


async def test_nobody_consents_to_what_is_not_shared_any_longer_and_it_is_negotiated_after_a_refusal(
    cities: Cities,
) -> None:
    for city, rule in (("CZ", "CZ-11"), ("WH", "WH-13")):
        request = await cities.ask(city)
        await becomes(cities, city, LESS)
        provider = await cities.office(city, P.PROVIDER_OFFICER)
        assert await told(move_request(provider, request, E.CONSENT, SCOPE)) == (
            "CONDITION_MISSING", ("request",), ("type",), (rule,),
        ), city  # fmt: skip
        next_ = await steps(cities, city, request)
        assert (next_[E.CONSENT].open, next_[E.REFUSE].open, next_[E.WITHDRAW].open) == (False, True, True)
        (missing,) = next_[E.CONSENT].missing
        assert missing.rules == (rule,)
        assert "不予提供、撤回" in missing.condition.words.zh
        await cities.walk(city, request, (*DISPUTED, (E.AGREE, P.PROVIDER_OFFICER, SCOPE)))
        assert (await cities.request(request))[0] == "GRANTED", "by negotiation, as the text has it"


async def test_where_a_text_has_no_way_for_what_is_not_shared_a_request_ends_without_a_grant(cities: Cities) -> None:
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    await becomes(cities, "JZ", LESS)
    provider = await cities.office("JZ", P.PROVIDER_OFFICER)
    answer = await told(move_request(provider, request, E.CONSENT, Said()))
    assert answer[0] == "CONDITION_MISSING"
    assert "JZ-10.3" in answer[3]
    await cities.walk("JZ", request, DISPUTED[:1])
    applicant = await cities.office("JZ", P.APPLICANT)
    disputed = move_request(applicant, request, E.DISPUTE, DISPUTED[1][2])
    assert (await refused(disputed))[0] == "CONDITION_MISSING", "14.3 speaks of what is shared on conditions"
    await move_request(applicant, request, E.WITHDRAW, Said())
    request = await cities.ask("CS")
    await becomes(cities, "CS", LESS)
    opinion = (E.GIVE_OPINION, P.AUTHORITY_OFFICER, Said("不宜共享", heard=(USER["CS"], PROVIDER["CS"])))
    await cities.walk("CS", request, (opinion,))
    secretary = await cities.office("CS", P.COMMITTEE_SECRETARY)
    assert (await refused(move_request(secretary, request, E.RECORD_CONSENT, PAPER)))[1] == ("CS-29",)
    await move_request(secretary, request, E.RECORD_REFUSAL, replace(PAPER, words="不宜共享"))
    assert (await cities.request(request))[0] == "CLOSED"


async def test_an_authority_that_decides_on_both_decides_by_the_type_of_today(cities: Cities) -> None:
    """焦作市: what is shared on conditions is approved within them (22); what is not shared has none."""
    authority = await cities.office("JI", P.AUTHORITY_OFFICER)
    within = replace(SCOPE, confirmed=frozenset({"within_conditions"}))
    request = await cities.ask("JI", sharing=LESS)
    await becomes_of(cities, "JI", LESS, SharingType.CONDITIONAL)
    assert await told(move_request(authority, request, E.APPROVE, SCOPE)) == (
        "CONDITION_MISSING", ("request",), ("within_conditions",), ("JI-22",),
    )  # fmt: skip
    await move_request(authority, request, E.APPROVE, within)
    assert (await cities.request(request))[0] == "GRANTED"


async def becomes_of(cities: Cities, city: str, was: SharingType, now: SharingType) -> None:
    draft = replace(entry(city, now, summary="变更后"), code=code(city, was), name=f"{city}{was.zh}")
    await cities.store.write(
        lambda unit: recording.write_entries(unit, [draft], {PROVIDER[city]: city}, EntryState.PUBLISHED, NOW, "变更")
    )


async def test_of_some_items_those_are_granted_that_are_still_shared_on_conditions(cities: Cities) -> None:
    kept, gone = build.item("姓名"), build.item("住址", seq=2)
    await becomes(cities, "WH", SharingType.CONDITIONAL, kept, gone)
    request = await cities.ask("WH", stated=replace(WANTED, items=("姓名", "住址")))
    await becomes(cities, "WH", SharingType.CONDITIONAL, kept, replace(gone, sharing=LESS))
    provider = await cities.office("WH", P.PROVIDER_OFFICER)
    consent = (await steps(cities, "WH", request))[E.CONSENT]
    assert (consent.open, [each.condition.fact for each in consent.left]) == (True, ["scope_and_use_stated", "type"])
    assert (await refused(move_request(provider, request, E.CONSENT, SCOPE)))[0] == "CONDITION_MISSING"
    await move_request(provider, request, E.CONSENT, replace(SCOPE, items=("姓名",)))
    assert (await cities.request(request))[0] == "GRANTED"


async def test_nothing_is_granted_that_the_entry_does_not_have(cities: Cities) -> None:
    kept, gone = build.item("姓名"), build.item("住址", seq=2)
    await becomes(cities, "WH", SharingType.CONDITIONAL, kept, gone)
    requests = [
        await cities.ask("WH", stated=replace(WANTED, items=items)) for items in (("姓名", "住址"), ("住址",))
    ]  # fmt: skip
    await becomes(cities, "WH", SharingType.CONDITIONAL, kept)
    provider = await cities.office("WH", P.PROVIDER_OFFICER)
    await move_request(provider, requests[0], E.CONSENT, SCOPE)
    granted = await cities.store.read("MATCH (g:Grant) RETURN g.itemIds")
    assert granted == [f"{code('WH')}#姓名"]
    assert not (await steps(cities, "WH", requests[1]))[E.CONSENT].open
    assert (await told(move_request(provider, requests[1], E.CONSENT, SCOPE)))[2] == ("items_there",)
    assert (await steps(cities, "WH", requests[1]))[E.REFUSE].open


@pytest.mark.parametrize("city", [each for each in CITIES if each != "JZ"])
async def test_what_is_shared_with_everybody_by_now_is_asked_for_no_longer_and_both_sides_are_told(
    cities: Cities, city: str
) -> None:
    waits = await cities.ask(city)
    settled = await cities.ask(city, stated=replace(WANTED, scenario="另一场景"))
    await move_request(await cities.office(city, P.APPLICANT), settled, E.WITHDRAW, Said())
    await publish(cities, city, entry(city, MORE))
    state, due, _, articles = await cities.request(waits)
    assert (state, due, (await cities.request(settled))[0]) == ("CLOSED", None, "WITHDRAWN")
    assert articles == {"CZ": ["CZ-11"], "JI": ["JI-19.1"], "WH": ["WH-13"], "CS": ["CS-29"]}[city]
    assert await steps(cities, city, waits) == {}
    seen = await cities.store.read(
        "MATCH (n:Notice {aboutId: $id, kind: 'REQUEST_CLOSED'}) WITH n ORDER BY n.departmentId "
        "RETURN collect([n.departmentId, n.rules])",
        id=waits,
    )
    assert seen == [[each, articles] for each in sorted((USER[city], PROVIDER[city]))]


@pytest.mark.parametrize(("city", "article"), [("CZ", "CZ-9.1"), ("JI", "JI-19.2")])
async def test_nothing_is_made_direct_by_a_library_that_its_entry_does_not_list_so(
    cities: Cities, city: str, article: str
) -> None:
    """郴州市 9.1: base items of base libraries are shared without condition; that is the entry's to say."""
    await becomes(cities, city, SharingType.CONDITIONAL, build.item("姓名", kind=ItemKind.BASE))
    libraries = (
        build.library("LIB-BASE", policy=city, lead=None),
        build.library("LIB-OWN", policy=city, lead=None, kind=LibraryKind.THEMATIC),
    )
    await add_sources(cities.store, Sources(libraries=libraries), ADMIN)
    request = await cities.ask(city)
    with pytest.raises(Refusal) as found:
        await add_memberships(cities.store, [(code(city), "LIB-OWN"), (code(city), "LIB-BASE")], ADMIN)
    refusal = found.value
    assert (refusal.code, refusal.path, refusal.value, refusal.rules) == (
        "BASE_ITEM_NOT_UNCONDITIONAL", ("memberships", "2", "entry"), "姓名", (article,),
    )  # fmt: skip
    assert (await cities.request(request))[0] in ("ASKED", "DECIDING")
    await add_memberships(cities.store, [(code(city), "LIB-OWN")], ADMIN)


async def test_what_is_shared_with_everybody_but_has_to_be_asked_for_goes_on(cities: Cities) -> None:
    """晋中市: 无条件共享 is filed and checked as well; the provider is not waited for."""
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await publish(cities, "JZ", entry("JZ", MORE))
    await cities.walk("JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    assert (await cities.request(request))[0] == "GRANTED"


async def test_a_decision_that_the_version_names_is_carried_out_and_the_others_end(cities: Cities) -> None:
    decided, other = await cities.ask("CS"), await cities.ask("CS", stated=replace(WANTED, scenario="另一场景"))
    await cities.walk("CS", decided, (
        (E.GIVE_OPINION, P.AUTHORITY_OFFICER, Said("建议变更", heard=(USER["CS"], PROVIDER["CS"]))),
        (E.RECORD_CONSENT, P.COMMITTEE_SECRETARY, PAPER),
    ))  # fmt: skip
    await publish(cities, "CS", entry("CS", MORE), f"委员会审定（{PAPER.document_number}）")
    assert ((await cities.request(decided))[0], (await cities.request(other))[0]) == ("CHANGING", "CLOSED")
    assert (await steps(cities, "CS", decided))[E.CHANGE_THE_TYPE].open
    await cities.walk("CS", decided, ((E.CHANGE_THE_TYPE, P.PROVIDER_OFFICER, SCOPE),))
    await becomes(cities, "CS", SharingType.CONDITIONAL)
    authority = await cities.office("CS", P.AUTHORITY_OFFICER)
    assert (await told(move_request(authority, decided, E.LIST, NO)))[2] == ("new_type",)
    assert not (await steps(cities, "CS", decided))[E.LIST].open
    await becomes(cities, "CS", MORE)
    await move_request(authority, decided, E.LIST, Said())
    assert (await cities.request(decided))[0] == "GRANTED"


async def test_a_change_that_does_not_name_its_decision_is_told_as_what_it_is_refused_by(cities: Cities) -> None:
    request = await cities.ask("CS")
    await cities.walk("CS", request, (
        (E.GIVE_OPINION, P.AUTHORITY_OFFICER, Said("建议变更", heard=(USER["CS"], PROVIDER["CS"]))),
        (E.RECORD_CONSENT, P.COMMITTEE_SECRETARY, PAPER),
    ))  # fmt: skip
    await becomes(cities, "CS", MORE)
    change = (await steps(cities, "CS", request))[E.CHANGE_THE_TYPE]
    assert [each.condition.fact for each in change.missing] == ["decision_named"]
    assert change.missing[0].rules == ("CS-29",)


async def test_where_no_agent_is_named_neither_his_post_nor_his_article_is_told(cities: Cities) -> None:
    """晋中市: an agent answers only where the entry names one (15.1); this version names none any longer."""
    request = await cities.ask("JZ", E.ASK_INSIDE)
    await cities.walk("JZ", request, (*INSIDE, (E.PASS_CHECK, P.PLATFORM_OFFICER, Said())))
    consent = (await steps(cities, "JZ", request))[E.CONSENT]
    assert (P.AGENT in consent.actors, "JZ-15.1" in consent.rules) == (True, True)
    await becomes(cities, "JZ", SharingType.CONDITIONAL)
    for event in (E.CONSENT, E.REFUSE):
        told_of = (await steps(cities, "JZ", request))[event]
        assert told_of.actors == {P.PROVIDER_OFFICER}
        assert "JZ-15.1" not in told_of.rules
    deputy = await cities.office("JZ", P.DEPUTY_IN_CHARGE)
    assert await told(move_request(deputy, request, E.CONSENT, SCOPE)) == (
        "ANOTHER_POST", ("request",), "PROVIDER_OFFICER", ("JZ-14.2",),
    )  # fmt: skip
    await cities.walk("JZ", request, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),))
    assert (await cities.request(request))[3] == ["JZ-14.2"]


async def test_of_what_is_not_shared_nobody_is_asked_whether_it_is_within_conditions(cities: Cities) -> None:
    """焦作市 22 speaks of what is shared on conditions: what is said of it besides is of no weight."""
    request = await cities.ask("JI", sharing=LESS)
    assert (await steps(cities, "JI", request))[E.APPROVE].open
    within = replace(SCOPE, confirmed=frozenset({"within_conditions"}))
    await move_request(await cities.office("JI", P.AUTHORITY_OFFICER), request, E.APPROVE, within)
    assert (await cities.request(request))[0] == "GRANTED"


async def test_an_item_that_a_new_version_drops_is_named_by_its_grant_by_the_notice_and_by_the_platform(
    cities: Cities,
) -> None:
    request = await cities.ask("WH", stated=replace(WANTED, items=("姓名", "住址")))
    await cities.walk("WH", request, ((E.CONSENT, P.PROVIDER_OFFICER, SCOPE),))
    applicant, provider = await cities.office("WH", P.APPLICANT), await cities.office("WH", P.PROVIDER_OFFICER)
    assert await dropped_items.read(applicant.view, [f"{request}/G"]) == [[]]
    name = build.item("姓名", 1)
    changed = replace(entry("WH", SharingType.CONDITIONAL, name, summary="不再含住址"), items=(name,))
    await register(cities.store, [changed], replace(ADMIN, now=NOW), "工作需要", publish=True)
    assert await dropped_items.read(applicant.view, [f"{request}/G"]) == [["住址"]]
    kept = Noticed(NoticeKind.ENTRY_CHANGED, "Resource", "PUBLISHED", (), None, None, None, ())
    said = []
    for office in (applicant, provider):
        (matter,) = await matters(office.view, [("Resource", code("WH"))])
        said.append(noticed(office.view, office.actor.principal, kept, matter).text.zh)
    assert f"授权 {request}/G 所列信息项已不在目录中：住址" in said[0]
    assert "住址" not in said[1], "whose grants it names is told to their departments"
    withheld = replace(entry("WH", SharingType.CONDITIONAL, replace(name, sharing=LESS)), bases=("LAW-1",))
    await register(cities.store, [withheld], replace(ADMIN, now=NOW), "工作需要", publish=True)
    for office, told_him in ((applicant, True), (provider, False)):
        (matter,) = await matters(office.view, [("Resource", code("WH"))])
        text = noticed(office.view, office.actor.principal, kept, matter).text.zh
        assert (f"授权 {request}/G 所列信息项现为不予共享，授权在终止前继续有效：姓名" in text) is told_him
    use = Use("USE-WH", code("WH"), WANTED.purpose, ("住址",))
    platform = Actor(Principal(Role.SERVICE, "platform"), NOW)
    (answer,) = await ask(cities.store, platform, [use], platform.today)
    assert (answer.answer, answer.grant, answer.rules) == (UseAnswer.NO, f"{request}/G", ("WH-15", "WH-23", "WH-6"))
    assert answer.reason.zh == "信息项已不在目录中，条目已变更：住址；授权仍列有，已不能使用"


async def test_what_was_not_shared_when_it_was_granted_has_not_become_so(cities: Cities) -> None:
    request = await cities.ask("WH", sharing=LESS)
    await cities.walk("WH", request, ((E.AGREE, P.PROVIDER_OFFICER, SCOPE),))
    applicant = await cities.office("WH", P.APPLICANT)
    kept = Noticed(NoticeKind.ENTRY_CHANGED, "Resource", "PUBLISHED", (), None, None, None, ())
    (matter,) = await matters(applicant.view, [("Resource", code("WH", LESS))])
    assert matter.granted == ()
    assert "不予共享，授权" not in noticed(applicant.view, applicant.actor.principal, kept, matter).text.zh
