"""The inbox through the schema: what was told, by which article, of what, and that it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, LiteralString
from urllib.parse import unquote_plus

import pytest
from builders.office import ALICE, CIVIL, HOLDER_A, HOLDER_B, MARRIED, NOW, Office, answered, gid, who

from api.graphql.lens.ids import parsed
from api.identity.authenticator import PUBLIC, Identity
from graph.cases.notices import tell
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind
from graph.words.people import Role

SHOWN = "id kind at state acts read rules { id words } about { __typename id ... on Objection { words } }"
INBOX = f"""query ($filter: NoticeFilter, $first: Int, $after: String) {{
  notices(filter: $filter, first: $first, after: $after) {{
    totalCount edges {{ node {{ {SHOWN} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
MARK = """mutation ($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) {
  noticesRead { __typename notices { id read } } errors { __typename code path value limit } } }"""
RAISE = """mutation ($input: RaiseObjectionInput!) { raiseObjection(input: $input) { objection { id } } }"""
MUTE, UNMUTE = (
    f"""mutation ($input: MutedNoticesInput!) {{ {name}(input: $input) {{
  mutedNotices {{ kinds }} errors {{ __typename code path value limit message {{ zh }} }} }} }}"""
    for name in ("muteNotices", "unmuteNotices")
)
MUTED = "{ mutedNotices { kinds } }"
BANK = who("bank", Role.RELYING_PARTY)
RAISED = Notice(
    NoticeKind.OBJECTION_RAISED, "Objection", "", "RAISED", NOW, Recipient(RecipientKind.DEPARTMENT, CIVIL),
    ("WH-16",), ("takeUpObjection", "resolveObjection"),
)  # fmt: skip


@pytest.fixture
async def case(api: Office) -> str:
    """Global id of an objection of 卫生健康委员会, of which three are told."""
    await api.store.write(lambda unit: unit.run("MATCH (o:Objection) SET o.openKey = null"))
    given = {"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": "登记日期不对"}
    raised: str = (await api.ask(RAISE, who("applicant"), input=given))["raiseObjection"]["objection"]["id"]
    _, about = parsed(raised)
    for text in ("MATCH (n:Notice) DETACH DELETE n", "MATCH (m:MutedKinds) DETACH DELETE m"):
        await api.store.write(lambda unit, text=text: unit.run(text))  # type: ignore[misc]
    notice = replace(RAISED, about_id=about)
    hashed = api.service.backend.personal.lookup(ALICE)
    settled = replace(
        notice, kind=NoticeKind.OBJECTION_SETTLED, about="Resource", about_id=MARRIED, state="CORRECTED",
        at=NOW + timedelta(hours=2), rules=(), acts=(),
    )  # fmt: skip
    told = [
        notice,
        replace(settled, recipient=Recipient(RecipientKind.SUBJECT, "bank")),
        replace(settled, recipient=Recipient(RecipientKind.HOLDER, hashed)),
        replace(settled, recipient=Recipient(RecipientKind.SUBJECT, "provider")),
    ]
    await api.store.write(lambda unit: tell(unit, told))
    return raised


async def inbox(api: Office, identity: Identity, **given: Any) -> list[Any]:
    page = (await api.ask(INBOX, identity, **given))["notices"]
    assert page["totalCount"] == len(page["edges"])
    return [edge["node"] for edge in page["edges"]]


async def test_who_objected_is_told_of_his_own_case_and_nobody_is_told_of_one_that_he_may_not_open(
    api: Office, case: str
) -> None:
    _, about = parsed(case)
    ended = replace(RAISED, kind=NoticeKind.OBJECTION_SETTLED, about_id=about, state="CORRECTED", acts=())
    told = [replace(ended, recipient=Recipient(RecipientKind.SUBJECT, each)) for each in ("applicant", "bank")]
    await api.store.write(lambda unit: tell(unit, told))
    mine: LiteralString = "MATCH (o:Objection {id: $id}) SET o.parties = [], o.raisedBy = $by"
    await api.store.write(lambda unit: unit.run(mine, id=about, by="applicant"))
    shown = [each["kind"] for each in await inbox(api, who("applicant"))]
    assert "OBJECTION_SETTLED" in shown
    bank = [each["about"] for each in await inbox(api, BANK)]
    assert [each for each in bank if each and each["__typename"] == "Objection"] == []
    assert None not in bank


async def mark(api: Office, identity: Identity, *ids: str) -> Any:
    return answered(await api.ask(MARK, identity, input={"notices": list(ids)}))


async def test_an_officer_is_shown_what_his_department_was_told_with_article_and_what_he_can_do(
    api: Office, case: str
) -> None:
    _, notice = await inbox(api, who("provider"))
    words = notice["rules"][0].pop("words")
    assert words
    assert notice | {"id": ""} == {
        "id": "", "kind": "OBJECTION_RAISED", "at": "2026-03-02T10:00:00+08:00", "state": "RAISED",
        "acts": ["takeUpObjection", "resolveObjection"], "read": False, "rules": [{"id": "WH-16"}],
        "about": {"__typename": "Objection", "id": case, "words": "登记日期不对"},
    }  # fmt: skip


async def test_the_newest_of_ones_own_and_of_the_department_stands_first(api: Office, case: str) -> None:
    notices = await inbox(api, who("provider"))
    assert [each["kind"] for each in notices] == ["OBJECTION_SETTLED", "OBJECTION_RAISED"]
    assert notices[0]["rules"] == notices[0]["acts"] == [], "a service of the product"
    page = (await api.ask(INBOX, who("provider"), first=1))["notices"]
    assert page["pageInfo"]["hasNextPage"]
    rest = (await api.ask(INBOX, who("provider"), first=1, after=page["pageInfo"]["endCursor"]))["notices"]
    assert [each["node"]["id"] for each in (*page["edges"], *rest["edges"])] == [each["id"] for each in notices]


async def test_it_says_in_words_what_has_happened_to_what_what_is_to_be_done_until_when_and_where(
    api: Office, case: str
) -> None:
    asked = f"""{{ notices {{ edges {{ node {{ id text {{ zh en }} stateWords dueOn url
      nextSteps {{ event mutation open }} {SHOWN} }} }} }} }}"""
    told = (await api.ask(asked, who("provider")))["notices"]["edges"]
    settled, raised = (each["node"] for each in told)
    assert raised["text"] == {
        "zh": "异议待核查：异议《婚姻登记信息》，已提出；待办：受理、更正、说明。",
        "en": "Objection raised: objection 婚姻登记信息, raised; to be done: take up, correct, explain.",
    }  # fmt: skip
    assert (raised["stateWords"], raised["dueOn"]) == ("已提出", None), "its text sets no number"
    assert {each["mutation"] for each in raised["nextSteps"]} >= set(raised["acts"])
    assert settled["text"]["zh"] == "异议已办结：信息资源《婚姻登记信息》，已更正。"
    assert (settled["dueOn"], settled["nextSteps"]) == (None, [])
    for each in (raised, settled):
        path, _, query = each["url"].partition("/graphql?query=")
        followed = await api.ask(unquote_plus(query), who("provider"))
        assert path == api.service.backend.public_url
        assert (followed["node"]["text"], followed["node"]["acts"]) == (each["text"], each["acts"])


async def test_who_may_not_open_a_case_or_has_to_do_with_licences_alone_is_not_told_of_it(
    api: Office, case: str
) -> None:
    _, about = parsed(case)
    stranger = replace(RAISED, about_id=about, recipient=Recipient(RecipientKind.SUBJECT, "bank"))
    await api.store.write(lambda unit: tell(unit, [stranger]))
    assert [each["kind"] for each in await inbox(api, BANK)] == ["OBJECTION_SETTLED"]
    for name in ("issuer", "officer"):
        assert await inbox(api, who(name)) == []
    licences = replace(RAISED, kind=NoticeKind.LICENSE_SENT_BACK, about="LicenseDraft", about_id="no such draft")
    await api.store.write(lambda unit: tell(unit, [licences]))
    assert [each["kind"] for each in await inbox(api, who("issuer"))] == ["LICENSE_SENT_BACK"]


@pytest.mark.parametrize(
    "identity",
    [PUBLIC, HOLDER_B, who("applicant"), who("nobody"), who("shop", Role.RELYING_PARTY), who("authority"),
     who("bank", Role.SERVICE), who("auditor", Role.AUDITOR), who("admin", Role.ADMIN)],
)  # fmt: skip
async def test_nobody_else_is_shown_one_or_marks_it(api: Office, case: str, identity: Identity) -> None:
    assert await inbox(api, identity) == []
    for owner in (who("applicant-civil"), BANK, HOLDER_A):
        (notice,) = await inbox(api, owner)
        found = await api.ask("query ($id: ID!) { node(id: $id) { id } }", identity, id=notice["id"])
        assert found["node"] is None
        refused = await mark(api, identity, notice["id"])
        assert (refused["__typename"], refused["code"], refused["path"]) == ("NotFound", "NOT_FOUND", ["notices", "0"])
        assert await inbox(api, owner, filter={"unread": True}) == [notice]


async def test_marked_they_are_read_and_no_longer_among_the_unread(api: Office, case: str) -> None:
    own, departments = [each["id"] for each in await inbox(api, who("provider"))]
    assert await mark(api, who("provider"), own, departments, own) == {
        "__typename": "NoticesRead", "notices": [{"id": own, "read": True}, {"id": departments, "read": True}],
    }  # fmt: skip
    assert await inbox(api, who("provider"), filter={"unread": True}) == []
    assert [each["id"] for each in await inbox(api, who("applicant-civil"), filter={"unread": False})] == [departments]


async def test_they_are_filtered_by_kind(api: Office, case: str) -> None:
    (notice,) = await inbox(api, who("provider"), filter={"kind": ["OBJECTION_SETTLED"], "unread": True})
    assert notice["state"] == "CORRECTED"
    assert await inbox(api, who("provider"), filter={"not": {"unread": True}}) == []


async def test_one_that_is_unknown_or_too_many_and_none_is_marked(api: Office, case: str) -> None:
    ids = [each["id"] for each in await inbox(api, who("provider"))]
    unknown = await mark(api, who("provider"), *ids, gid("Notice", "no such"))
    assert (unknown["code"], unknown["path"], unknown["value"]) == ("NOT_FOUND", ["notices", "2"], "no such")
    for wrong, code in ((case, "WRONG_KIND"), ("x", "MALFORMED_ID")):
        refused = await mark(api, who("provider"), *ids, wrong)
        assert (refused["code"], refused["path"]) == (code, ["notices", "2"])
    many = await mark(api, who("provider"), *ids * 51)
    assert (many["__typename"], many["code"], many["limit"]) == ("LimitExceeded", "TOO_MANY_NOTICES", "100 notices")
    assert len(await inbox(api, who("provider"), filter={"unread": True})) == 2


async def test_a_muted_kind_is_not_in_his_inbox_nor_counted_and_is_in_that_of_his_department(
    api: Office, case: str
) -> None:
    done = await api.ask(MUTE, who("provider"), input={"kinds": ["OBJECTION_SETTLED", "ENTRY_PUBLISHED"]})
    assert done["muteNotices"] == {
        "mutedNotices": {"kinds": ["ENTRY_PUBLISHED", "OBJECTION_SETTLED"]}, "errors": [],
    }  # fmt: skip
    assert await api.ask(MUTED, who("provider")) == {"mutedNotices": done["muteNotices"]["mutedNotices"]}
    assert [each["kind"] for each in await inbox(api, who("provider"))] == ["OBJECTION_RAISED"]
    assert await inbox(api, who("provider"), filter={"kind": ["OBJECTION_SETTLED"]}) == []
    assert await api.ask(MUTED, who("applicant-civil")) == {"mutedNotices": {"kinds": []}}
    assert len(await inbox(api, BANK)) == 1
    await api.ask(UNMUTE, who("provider"), input={"kinds": ["OBJECTION_SETTLED"]})
    assert [each["kind"] for each in await inbox(api, who("provider"))] == ["OBJECTION_SETTLED", "OBJECTION_RAISED"]


async def test_an_order_is_refused_in_words_and_nothing_is_muted(api: Office, case: str) -> None:
    given = {"kinds": ["ENTRY_PUBLISHED", "OBJECTION_RAISED"]}
    (error,) = (await api.ask(MUTE, who("provider"), input=given))["muteNotices"]["errors"]
    assert error == {
        "__typename": "Forbidden", "code": "NEVER_MUTED", "path": ["kinds", "1"], "value": "OBJECTION_RAISED",
        "limit": "orders are never muted",
        "message": {"zh": "“异议待核查”要求收件人办理，不得设为免打扰"},
    }  # fmt: skip
    assert await api.ask(MUTED, who("provider")) == {"mutedNotices": {"kinds": []}}


@pytest.mark.parametrize("identity", [PUBLIC, who("auditor", Role.AUDITOR), who("admin", Role.ADMIN)])
async def test_who_is_told_nothing_has_nothing_to_mute(api: Office, identity: Identity) -> None:
    for name, query in (("muteNotices", MUTE), ("unmuteNotices", UNMUTE)):
        (error,) = (await api.ask(query, identity, input={"kinds": ["ENTRY_PUBLISHED"]}))[name]["errors"]
        assert (error["__typename"], error["code"]) == ("Forbidden", "ROLE_REQUIRED")
    assert await api.ask(MUTED, identity) == {"mutedNotices": {"kinds": []}}


async def test_a_holder_mutes_for_himself(api: Office, case: str) -> None:
    await api.ask(MUTE, HOLDER_A, input={"kinds": ["OBJECTION_SETTLED"]})
    assert await inbox(api, HOLDER_A) == []
    assert len(await inbox(api, BANK)) == 1
