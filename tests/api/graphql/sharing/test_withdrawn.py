"""What was withdrawn is named to the department that used it or had asked for it, and to nobody who saw less before."""

from __future__ import annotations

from typing import Any

from builders import catalogue as build
from builders import entry_cases, grants
from builders.grants import APPLICANT, AUTHORITY, PROVIDER
from builders.office import CIVIL, NOW, Office, answered, gid, who

from api.identity.authenticator import Identity
from graph.store.engine import Unit
from graph.subjects.entries import recording
from graph.subjects.sharing import memory as sharing_memory
from graph.words.entries import EntryState
from graph.words.people import Role
from graph.words.sharing import RequestState

OLD, NEW = "307001340200/000071", "307001340200/000072"
WITHDRAWN = "resource { code } withdrawn { code name cause on successor { code } }"
SHOWN = (
    f"query ($id: ID!) {{ node(id: $id) {{ ... on SharingRequest {{ {WITHDRAWN} }} ... on Grant {{ {WITHDRAWN} }} }} }}"
)
NOTICES = """{ notices(first: 50) { edges { node {
  kind about { id } rules { id } withdrawn { code name cause on successor { code } } } } } }"""
BEGIN = """mutation ($input: WithdrawEntryInput!) {
  withdrawEntry(input: $input) { entryCase { id } errors { code path } } }"""
END = """mutation ($input: EntryCaseInput!) {
  takeEntryOffline(input: $input) { entryCase { state } errors { code path } } }"""


async def withdrawn(api: Office) -> tuple[str, str]:
    """Have an entry be asked for, used and withdrawn; say the ids of the request that was open and of the grant."""
    await entry_cases.appointed(api)
    personal = api.service.backend.personal

    async def work(unit: Unit) -> None:
        for code, name in ((OLD, "旧登记信息"), (NEW, "新登记信息")):
            draft = build.entry(code, name, provider=CIVIL)
            await recording.write_entries(unit, [draft], {CIVIL: "WH"}, EntryState.PUBLISHED, NOW, "登记")
        await sharing_memory.write_requests(unit, personal, [build.request("Q-open", OLD, state=RequestState.WAITING)])

    await api.store.write(work)
    grant = await grants.granted(api, "Q-used", resource=OLD)
    said = {"code": OLD, "words": "业务归并", "successor": NEW}
    case = answered(await api.ask(BEGIN, who(entry_cases.CATALOGUER), input=said))["id"]
    assert answered(await api.ask(END, who("maker"), input={"case": case}))["state"] == "WITHDRAWN"
    return gid("SharingRequest", "Q-open"), grant


async def told(api: Office, by: Identity, identity: str) -> Any:
    return (await api.ask(SHOWN, by, id=identity))["node"]


async def test_whoever_used_what_was_withdrawn_reads_what_it_was_and_what_has_taken_its_place(api: Office) -> None:
    request, grant = await withdrawn(api)
    what = {
        "code": OLD, "name": "旧登记信息", "cause": f"业务归并（新资源：{NEW}）", "on": "2026-03-02",
        "successor": {"code": NEW},
    }  # fmt: skip
    for each in (request, grant):
        assert await told(api, APPLICANT, each) == {"resource": None, "withdrawn": what}
        assert await told(api, PROVIDER, each) == {"resource": {"code": OLD}, "withdrawn": None}
        assert (await told(api, AUTHORITY, each))["withdrawn"] is None
        for other in (who("platform", Role.SERVICE), who("auditor", Role.AUDITOR)):
            found = await told(api, other, each)
            assert found is None or found["withdrawn"] is None, other
    notices = [each["node"] for each in (await api.ask(NOTICES, APPLICANT))["notices"]["edges"]]
    ours = [each for each in notices if each["kind"] in ("ENTRY_ENDING", "ENTRY_WITHDRAWN")]
    assert {each["kind"] for each in ours} == {"ENTRY_ENDING", "ENTRY_WITHDRAWN"}
    assert [(each["about"], each["withdrawn"]) for each in ours] == [(None, what)] * len(ours)
    found = await api.ask("query ($by: By!) { resource(by: $by) { name } }", APPLICANT, by={"code": OLD})
    assert found["resource"] is None


async def test_of_what_stands_nothing_is_told_as_withdrawn(api: Office) -> None:
    grant = await grants.granted(api, "Q-stands")
    assert (await told(api, APPLICANT, grant))["withdrawn"] is None
