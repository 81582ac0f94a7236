"""What goes back: pages to the centre, data to the department; whose step comes next is told."""

from __future__ import annotations

from datetime import date
from typing import Any, LiteralString

from builders import catalogue as build
from builders import drafted
from builders.city import uscc
from builders.office import ALICE, CITY, CIVIL, HEALTH, NAMES, Office, answered, citizen, gid, who

from api.identity.authenticator import Identity
from graph.store.engine import Unit
from graph.subjects.organisation import memory as organisation_memory
from graph.words.organisation import DepartmentKind, Post, PostKind
from graph.words.people import Role

OFFICER, MAKER, REVIEWER, ISSUER = (who(name) for name in ("officer", "maker", "reviewer", "issuer"))
INBOX = """{ notices { edges { node { kind state acts rules { id }
  about { ... on LicenseDraft { id sentBack data { number } } } } } } }"""
TOLD: LiteralString = (
    "MATCH (n:Notice {about: 'LicenseDraft'}) WHERE n.aboutId = $id WITH n ORDER BY n.at, n.departmentId "
    "RETURN collect([n.kind, n.departmentId, n.state, n.acts])"
)
TO_MAKE, TO_HAND_IN = ["makeLicense", "handleLicense"], ["receiveLicenseData", "handleLicense"]


async def step(api: Office, query: str, draft: str, identity: Identity, **more: Any) -> Any:
    return answered(await api.ask(query, identity, input={"draft": draft} | more))


async def handle(api: Office, draft: str, handling: str, identity: Identity, reason: str = "照片不清") -> Any:
    return await step(api, drafted.HANDLE, draft, identity, handling=handling, reason=reason)


async def received(api: Office, number: str, **changes: Any) -> str:
    found: str = (await drafted.received(api, drafted.data(number, **changes)))["id"]
    return found


async def told(api: Office, draft: str, identity: Identity) -> list[Any]:
    """What somebody finds of a draft in his inbox, the newest first."""
    found = (await api.ask(INBOX, identity))["notices"]["edges"]
    nodes = [edge["node"] for edge in found if (edge["node"]["about"] or {}).get("id") == draft]
    return [(each["kind"], each["state"], sorted(each["acts"]), each["rules"]) for each in nodes]


async def test_the_centre_sends_data_back_to_the_department_that_corrects_them(api: Office) -> None:
    draft = await received(api, "B-1")
    assert (await handle(api, draft, "SEND_BACK", MAKER, ""))["code"] == "WORDS_REQUIRED"
    for wrong in (OFFICER, REVIEWER, ISSUER):
        assert (await handle(api, draft, "SEND_BACK", wrong))["code"] == "ANOTHER_POST"
    assert (await handle(api, draft, "SEND_BACK", MAKER, "登记日期与档案不符"))["state"] == "SENT_BACK"
    assert await told(api, draft, OFFICER) == [("LICENSE_SENT_BACK", "SENT_BACK", sorted(TO_HAND_IN), [])]
    assert await told(api, draft, MAKER) == []
    about = (await api.ask(INBOX, OFFICER))["notices"]["edges"][0]["node"]["about"]
    assert about == {"id": draft, "sentBack": "登记日期与档案不符", "data": {"number": "B-1"}}

    refused = await step(api, drafted.MAKE, draft, MAKER)
    assert (refused["code"], refused["value"], refused["limit"]) == ("NO_SUCH_MOVE", "SENT_BACK", "RECEIVE, CANCEL")
    face = [{"key": "KZ_XM", "value": "陈一凡"}, {"key": "KZ_DJRQ", "value": "2026-02-27"}]
    again = await drafted.received(api, drafted.data("B-1", face=face, again=draft))
    assert (again["id"], again["state"]) == (draft, "RECEIVED")
    await step(api, drafted.MAKE, draft, MAKER)
    await handle(api, draft, "REVIEW", REVIEWER)
    licence = await step(api, drafted.ISSUE, draft, ISSUER)
    assert {"key": "KZ_DJRQ", "value": "2026-02-27"} in licence["face"]


async def test_a_page_that_is_sent_back_is_the_centre_s_again_and_both_are_told(api: Office) -> None:
    draft = await received(api, "B-2")
    await step(api, drafted.MAKE, draft, MAKER)
    await handle(api, draft, "SEND_BACK", REVIEWER)
    assert await told(api, draft, MAKER) == [("LICENSE_SENT_BACK", "RECEIVED", sorted(TO_MAKE), [])]
    assert await told(api, draft, OFFICER) == [("LICENSE_SENT_BACK", "RECEIVED", sorted(TO_HAND_IN), [])]
    assert await told(api, draft, who("officer-health")) == []
    await step(api, drafted.MAKE, draft, MAKER)
    await handle(api, draft, "REVIEW", REVIEWER)
    await handle(api, draft, "SEND_BACK", ISSUER, "再核")
    assert len(await told(api, draft, MAKER)) == 1, "told in one moment of the same state, it is one notice"


async def test_the_centre_reads_why_a_page_went_back_and_nothing_of_whom_it_is_about(api: Office) -> None:
    stranger = citizen(31)
    draft = await received(api, "B-25")
    await step(api, drafted.MAKE, draft, MAKER)
    assert (await why(api, draft, MAKER), await why(api, draft, REVIEWER)) == (None, None)
    said = f"{NAMES[ALICE]}（{ALICE}）的登记日期2026-03-01与档案不符，B-25应为B-26，另见{stranger}；照片不清"
    await handle(api, draft, "SEND_BACK", REVIEWER, said)
    masked = "***（***）的登记日期***与档案不符，***应为B-26，另见***；照片不清"
    assert await why(api, draft, MAKER) == masked
    (about,) = [
        edge["node"]["about"] for edge in (await api.ask(INBOX, MAKER))["notices"]["edges"]
        if (edge["node"]["about"] or {}).get("id") == draft
    ]  # fmt: skip
    assert about == {"id": draft, "sentBack": masked, "data": None}
    listed = (await api.ask("{ licenseDrafts(first: 100) { edges { node { id sentBack } } } }", MAKER))["licenseDrafts"]
    assert {"id": draft, "sentBack": masked} in [edge["node"] for edge in listed["edges"]]
    assert await why(api, draft, OFFICER) == said
    for other in (who("authority"), who("auditor", Role.AUDITOR), who("boss", Role.ADMIN)):
        assert await why(api, draft, other) is None, "who only supervises reads no reason"
    await handle(api, draft, "CANCEL", OFFICER, said)
    assert await why(api, draft, MAKER) is None, "what it would hide is gone with the data"


async def why(api: Office, draft: str, identity: Identity) -> Any:
    """Why a draft was sent back, as somebody reads it who sees that there is one."""
    found = await api.ask("query ($id: ID!) { node(id: $id) { ... on LicenseDraft { sentBack } } }", identity, id=draft)
    return found["node"]["sentBack"]


async def test_of_what_is_taken_back_those_are_told_whose_step_it_was(api: Office) -> None:
    waiting, made, back = [await received(api, f"B-3{n}") for n in range(3)]
    await step(api, drafted.MAKE, made, MAKER)
    await handle(api, back, "SEND_BACK", MAKER)
    for draft in (waiting, made, back):
        assert (await handle(api, draft, "CANCEL", OFFICER, "申请人撤回"))["state"] == "CANCELLED"
    gone: Any = ("LICENSE_WITHDRAWN", "CANCELLED", [], [])
    assert [await told(api, draft, MAKER) for draft in (waiting, made, back)] == [[gone], [], []]
    assert [gone in await told(api, draft, REVIEWER) for draft in (waiting, made, back)] == [False, True, False]


OTHER_CITY, OTHER_CENTRE, COUNTY = (uscc(number) for number in (71, 72, 73))


async def test_only_the_centre_that_makes_for_the_department_is_told(api: Office) -> None:
    """Another city's makes nothing for it, nor does the one of a county, nor one whose officer's time is over."""

    async def work(unit: Unit) -> None:
        government = DepartmentKind.GOVERNMENT
        departments = [
            build.department(OTHER_CITY, "郴州市人民政府", kind=government),
            build.department(OTHER_CENTRE, "郴州市电子政务信息中心", parent=OTHER_CITY),
            build.department(COUNTY, "无为市人民政府", kind=government, parent=CITY),
        ]
        await organisation_memory.write_departments(unit, departments)
        began, ended, kind = date(2020, 1, 1), date(2025, 1, 1), PostKind.PLATFORM_OFFICER
        posts = [
            Post("centre-other", kind, "other", "某", OTHER_CENTRE, began),
            Post("centre-county", kind, "county", "某", COUNTY, began),
            Post("centre-past", kind, "past", "某", HEALTH, began, ended),
        ]
        await organisation_memory.write_posts(unit, posts, api.service.backend.personal)

    await api.store.write(work)
    draft = await received(api, "B-4")
    await step(api, drafted.MAKE, draft, MAKER)
    await handle(api, draft, "SEND_BACK", REVIEWER)
    keys = await api.store.read("MATCH (c:LicenseDraft) RETURN collect(c.id)")
    (key,) = [each for each in keys if gid("LicenseDraft", each) == draft]
    recipients = {each[1] for each in await api.store.read(TOLD, id=key)}
    assert recipients == {CITY, CIVIL}
