"""Every mutation under an idempotency key: done once, and answered with the first result."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, LiteralString

import pytest
from builders import brought, drafted, entry_cases, exchange, grants, office, requests, sheets, suspects
from builders import catalogue as build
from builders.city import uscc
from builders.more import LEFT_OUT
from builders.office import ALICE, BOB, CIVIL, HOLDER_A, MARRIED, Office, answered, gid, who
from builders.owed import owed
from builders.scans import scan
from graphql import GraphQLInputObjectType, get_named_type

from api.graphql.schema import schema
from api.identity.authenticator import Identity
from graph.store.engine import Unit
from graph.subjects.duties import memory as duties_memory
from graph.subjects.installation import administrators
from graph.subjects.licensing import batching
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.duties import DutyKind, DutyState
from graph.words.entries import SharingType
from graph.words.entry_cases import EntryCaseState
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftEvent
from graph.words.organisation import Post, PostKind
from graph.words.people import Role
from graph.words.sharing_cases import SharingEvent, SharingState
from graph.words.sources import BasisKind

MUTATIONS = schema._schema.mutation_type.fields  # type: ignore[union-attr] # it has some
CODE = "00000-11111-22222-33333-44444"
COUNTY = uscc(79)
"""A department that reports once a year."""


@dataclass(frozen=True)
class Case:
    """Who asks for what, and what another request of his would be."""

    identity: Identity
    given: dict[str, Any]
    other: dict[str, Any]


async def receive(_: Office) -> Case:
    return Case(who("officer"), drafted.data("K-1"), {"number": "K-2"})


async def a_draft(api: Office, number: str) -> str:
    found: str = (await drafted.received(api, drafted.data(number)))["id"]
    return found


async def make(api: Office) -> Case:
    return Case(who(drafted.MAKER), {"draft": await a_draft(api, "K-3")}, {"draft": await a_draft(api, "K-4")})


async def handle(api: Office) -> Case:
    given = {"draft": await a_draft(api, "K-5"), "handling": "CANCEL", "reason": "重复报送"}
    return Case(who("officer"), given, {"reason": "另有原因"})


async def issue(api: Office) -> Case:
    one, other = [(await drafted.going(api, drafted.data(number)))["id"] for number in ("K-6", "K-7")]
    return Case(who("issuer"), {"draft": one}, {"draft": other})


async def change(api: Office) -> Case:
    given = {"license": api.license(BOB), "change": "SUSPEND", "reason": "信息待核"}
    return Case(who("issuer"), given, {"change": "CANCEL"})


OBJECTING = {"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": "登记日期不对"}


async def object_to(api: Office) -> Case:
    await none_is_open(api)
    return Case(who("applicant"), OBJECTING, {"words": "别的内容"})


async def take_up(api: Office) -> Case:
    return Case(who("provider"), {"objection": await an_objection(api), "words": "已受理"}, {"words": "另行答复"})


async def resolve(api: Office) -> Case:
    given = {"objection": await an_objection(api), "outcome": "CORRECTED", "words": "已更正"}
    return Case(who("provider"), given, {"outcome": "EXPLAINED"})


async def an_objection(api: Office) -> str:
    case = await object_to(api)
    given = case.given | {"ground": "TIMELINESS"}
    found: str = answered(await api.ask(document("raiseObjection"), case.identity, input=given))["id"]
    return found


async def none_is_open(api: Office) -> None:
    """Of one person, thing and ground one objection is open: close those of the tests before."""
    await api.store.write(
        lambda unit: unit.run("MATCH (o:Objection) WHERE o.open SET o.open = false, o.openKey = null")
    )


async def withdraw(api: Office) -> Case:
    return Case(who("applicant"), {"objection": await an_objection(api)}, {"words": "已核对无误"})


async def extend(api: Office) -> Case:
    """In 焦作, where a head may consent to a longer term."""
    case = await an_objection(api)
    await api.store.write(
        lambda unit: unit.run("MATCH (o:Objection) WHERE o.open SET o.policyId = 'JI', o.dueOn = date('2026-03-16')")
    )
    return Case(who("head"), {"objection": case, "days": 3}, {"days": 4})


async def mark_read(api: Office) -> Case:
    """Two notices to the department that answers."""
    for _ in range(2):
        await an_objection(api)
    found = await api.ask("{ notices(first: 2) { edges { node { id } } } }", who("provider"))
    ids = [each["node"]["id"] for each in found["notices"]["edges"]]
    return Case(who("provider"), {"notices": ids[:1]}, {"notices": ids})


async def mute(_: Office) -> Case:
    return Case(who("provider"), {"kinds": ["ENTRY_PUBLISHED"]}, {"kinds": ["REQUEST_MOVED"]})


async def claim(api: Office) -> Case:
    """Who claims is the public before, and an administrator afterwards."""
    hashed = api.service.backend.personal.lookup(f"administration code {CODE.replace('-', '')}")
    until = office.NOW + timedelta(days=1)
    await api.store.write(lambda unit: administrators.set_code(unit, hashed, until))
    return Case(Identity(Role.ADMIN, "boss"), {"code": CODE}, {"code": "another"})


async def name(_: Office) -> Case:
    return Case(Identity(Role.ADMIN, "boss"), {"subject": "deputy"}, {"subject": "another"})


async def dismiss(api: Office) -> Case:
    await api.store.write(lambda unit: administrators.register(unit, "boss", office.NOW))
    await api.store.write(lambda unit: administrators.register(unit, "former", office.NOW))
    return Case(Identity(Role.ADMIN, "boss"), {"subject": "former"}, {"subject": "boss"})


async def bring(mutation: str, api: Office) -> Case:
    if mutation == "recordGrants":
        asked, request, _ = brought.BROUGHT["recordRequests"]
        await api.ask(brought.document("recordRequests"), Identity(Role.ADMIN, "boss"), input={asked: [request]})
    field, value, other = brought.BROUGHT[mutation]
    return Case(Identity(Role.ADMIN, "boss"), {field: [value]}, {field: [{**value, **other}]})


async def import_table(_: Office) -> Case:
    content = "代码,类别,标题,文号,条款,施行日期,废止日期\nLAW-77,法律,婚姻法,,,,\n".encode()
    given = {"kind": "BASES", "file": suspects.upload(content)}
    return Case(Identity(Role.ADMIN, "boss"), given, {"file": suspects.upload(content + b"\n")})


async def suspect(api: Office) -> Case:
    content = await suspects.forged(api)
    given = {"file": suspects.upload(content), "circumstances": "在柜台出示", "presentedBy": suspects.PRESENTER}
    return Case(suspects.BANK, given, {"circumstances": "在别处出示"})


async def a_forgery(api: Office) -> str:
    found: str = (await suspects.report(api, await suspects.forged(api)))["id"]
    return found


async def decide(api: Office) -> Case:
    given = {"case": await a_forgery(api), "outcome": "CONFIRMED", "words": "从未签发"}
    return Case(suspects.OFFICER, given, {"outcome": "DISMISSED"})


async def send(api: Office) -> Case:
    case = await a_forgery(api)
    await suspects.decide(api, case, "CONFIRMED")
    return Case(suspects.ISSUER, {"case": case}, {"words": "另行说明"})


async def receive_batch(_: Office) -> Case:
    return Case(who("officer"), sheets.data(sheets.sheet("K-20")), {"source": "别处"})


async def a_batch(api: Office, number: str, *steps: DraftEvent) -> str:
    return await sheets.gone(api, sheets.sheet(number), *steps)


async def make_batch(api: Office) -> Case:
    given, other = {"batch": await a_batch(api, "K-21")}, {"batch": await a_batch(api, "K-22")}
    return Case(who(drafted.MAKER), given, other)


async def handle_batch(api: Office) -> Case:
    given = {"batch": await a_batch(api, "K-23"), "handling": "CANCEL", "reason": "重复报送"}
    return Case(who("officer"), given, {"reason": "另有原因"})


async def issue_batch(api: Office) -> Case:
    one, other = [await a_batch(api, number, DraftEvent.MAKE, DraftEvent.REVIEW) for number in ("K-24", "K-25")]
    return Case(who("issuer"), {"batch": one}, {"batch": other})


async def stop_batch(api: Office) -> Case:
    """A step that another process takes."""
    batch = await a_batch(api, "K-26")
    run = BatchRun(DraftEvent.MAKE, drafted.MAKER, office.NOW, office.NOW, 1, 0, 0, going=True, stopping=False)
    await api.store.write(lambda unit: batching.begin_run(unit, batch, "", run, "elsewhere 1 1 one"))
    return Case(who(drafted.MAKER), {"batch": batch}, {"batch": "another"})


REGISTERED: dict[str, Any] = {
    "entry": {
        **brought.BROUGHT["registerEntries"][1], "code": "307001340290/000001", "name": "收养登记信息",
        "provider": office.CIVIL,
    },
    "cause": "新增业务",
    "releaseReview": [{"point": point, "words": "已审查"} for point in ("非涉密", "共享开放前的保密审查")],
}  # fmt: skip


async def register_entry(api: Office) -> Case:
    await entry_cases.appointed(api)
    return Case(who(entry_cases.CATALOGUER), REGISTERED, {"cause": "另有原因"})


async def move_entry(number: int, state: EntryCaseState, policy: str, by: str, api: Office) -> Case:
    case = await entry_cases.entered(api, number, state, policy)
    return Case(who(by), {"case": case, "words": "已核对"}, {"words": "另有意见"})


async def change_entry(api: Office) -> Case:
    await entry_cases.appointed(api)
    given = {"code": MARRIED, "causeKind": "LAW_AMENDED", "cause": "条例修订"}
    return Case(who(entry_cases.CATALOGUER), given, {"cause": "另有原因"})


async def withdraw_entry(api: Office) -> Case:
    await entry_cases.appointed(api)
    return Case(who(entry_cases.CATALOGUER), {"code": office.NEEDY, "words": "业务取消"}, {"words": "另有原因"})


async def take_offline(api: Office) -> Case:
    return Case(who("maker"), {"case": await entry_cases.ending(api, office.BEHIND)}, {"words": "另有意见"})


async def agree(api: Office) -> Case:
    grant = await grants.granted(api, "K-agree", agreement_asked=True)
    return Case(
        who("applicant"),
        {"grant": grant, "file": suspects.upload(scan(1))},
        {"file": suspects.upload(scan(2))},
    )


async def cut(by: str, api: Office) -> Case:
    grant = await grants.granted(api, f"K-cut-{by}")
    return Case(who(by), {"grant": grant, "words": "未按规定使用"}, {"words": "另有情形"})


async def disclose(to: str | None, api: Office) -> Case:
    grant = await grants.granted(api, f"K-disclosed-{to}", policy="JZ")
    given = {"grant": grant, "words": "统计结果", **_DOCUMENT, **({"recipient": to} if to else {})}
    return Case(who("applicant"), given, {"words": "另有内容"})


async def destroy(api: Office) -> Case:
    grant = await grants.granted(api, "K-gone", valid_until=date(2026, 3, 1))
    return Case(who("applicant"), {"grant": grant, "words": "已删除"}, {"words": "另有说明"})


async def apply(api: Office) -> Case:
    await requests.offered(api)
    return Case(who("applicant"), dict(requests.APPLICATION), {"need": "另有需求"})


async def ask(policy: str, sharing: SharingType, api: Office) -> Case:
    subject, given = await requests.elsewhere(api, policy, sharing)
    return Case(who(subject), dict(given), {"need": "另有需求"})


async def move_request(number: int, standing: str, policy: str, by: str, given: dict[str, Any], api: Office) -> Case:
    resource = office.NEEDY if given.get("free") else requests.ASKED
    before = given.get("after", SharingEvent.REVIEW_APPLICATION if given.get("reviewed") else SharingEvent.APPLY)
    case = await requests.entered(api, number, SharingState[standing], policy, resource, before)
    if given.get("free"):
        await api.store.write(lambda unit: unit.run(NAMED))
    said = {key: value for key, value in given.items() if key not in ("after", "free", "reviewed")}
    return Case(who(by), {"request": case, "words": "理由", **said}, {"words": "另有理由"})


NAMED: LiteralString = (
    "MATCH (q:SharingRequest {state: 'CHANGING'})-[:ASKS_FOR]->(r:Resource) "
    "MATCH (r)-[:HAS_VERSION]->(v:EntryVersion {number: r.version}) SET q.documentNumber = v.cause"
)
"""The version that stands names the decision by which the type was changed."""
_SCOPE = {"scope": "限核对"}
_DOCUMENT = {"documentNumber": "〔2026〕1号", "documentDate": "2026-03-02"}
REQUESTS: Mapping[str, tuple[str, str, str, dict[str, Any]]] = {
    "declineRequest": ("INSIDE", "JZ", requests.DEPUTY, {}),
    "approveRequestInWriting": ("INSIDE", "JZ", requests.DEPUTY, _DOCUMENT),
    "reviewRequest": ("INSIDE_APPROVED", "JZ", "maker", {}),
    "fileRequestOverThePlatform": ("INSIDE_APPROVED", "JZ", "authority", {"reviewed": True}),
    "passRequestCheck": ("FILED", "JZ", "maker", {"controlledInterface": False}),
    "failRequestCheck": ("FILED", "JZ", "maker", {}),
    "correctRequest": (
        "INSIDE_APPROVED",
        "JZ",
        "applicant",
        {"after": SharingEvent.FAIL_CHECK, "scenario": "低保复核"},
    ),
    "consentToRequest": ("ASKED", "WH", "provider", _SCOPE),
    "refuseRequest": ("ASKED", "WH", "provider", {"basis": "LAW-1"}),
    "disputeRefusal": ("REFUSED", "WH", "applicant", {"dutyBasis": "三定方案"}),
    "agreeOnRequest": ("NEGOTIATING", "WH", "provider", _SCOPE),
    "failNegotiation": ("NEGOTIATING", "CZ", "applicant", {}),
    "settleForRequest": ("COORDINATING", "CZ", "authority", _SCOPE),
    "settleAgainstRequest": ("COORDINATING", "CZ", "authority", {}),
    "recordDecisionForRequest": ("COORDINATING_OUTSIDE", "WH", "authority", {**_SCOPE, **_DOCUMENT}),
    "recordDecisionAgainstRequest": ("COORDINATING_OUTSIDE", "WH", "authority", _DOCUMENT),
    "approveRequest": ("DECIDING", "JI", "authority", {"withinConditions": True}),
    "rejectRequest": ("DECIDING", "JI", "authority", {}),
    "giveOpinionOnRequest": ("OPINION", "CS", "authority", {"unitsHeard": [CIVIL]}),
    "recordConsentToRequest": ("COMMITTEE", "CS", requests.SECRETARY, _DOCUMENT),
    "recordRefusalOfRequest": ("COMMITTEE", "CS", requests.SECRETARY, _DOCUMENT),
    "changeTypeForRequest": ("CHANGING", "CS", "provider", {**_SCOPE, "free": True}),
    "listRequestedResource": ("LISTING", "CS", "authority", {**_SCOPE, "free": True}),
    "withdrawRequest": ("ASKED", "WH", "applicant", {}),
}
"""State, policy, who acts, and what he states."""


async def tell(records: list[dict[str, Any]], other: list[dict[str, Any]], _: Office) -> Case:
    return Case(exchange.PLATFORM, {"records": records}, {"records": other})


async def change_basis(number: int, kind: BasisKind, more: Mapping[str, str], api: Office) -> Case:
    basis = build.basis(f"LAW-{number}", kind=kind)
    await api.store.write(lambda unit: sources_memory.write_legal_bases(unit, [basis]))
    given = {"code": f"LAW-{number}", "on": "2026-03-02", "document": "令〔2026〕1号", **more}
    return Case(who("authority"), given, {"document": "令〔2026〕2号"})


async def data_change(api: Office) -> Case:
    return Case(who("provider"), {"code": MARRIED, "on": "2026-03-02"}, {"on": "2026-03-01"})


async def move_duty(kind: DutyKind, state: DutyState, by: str, api: Office) -> Case:
    duty = owed(office.CIVIL, MARRIED, office.NOW, id=f"D-{kind.name}", kind=kind, state=state)
    await api.store.write(lambda unit: duties_memory.open_duties(unit, [duty]))
    given = {"duty": office.gid("OwedDuty", duty.id), "words": "系统改造"}
    return Case(who(by), given, {"words": "另有原因"})


async def delivered(api: Office) -> Case:
    told = exchange.delivered("K-delivered", deliveredAt="2026-03-02T10:00:00+08:00", newestOn="2026-03-02")
    await exchange.record(api, [told])
    return await move_duty(DutyKind.DATA_UPDATE, DutyState.UPDATE_OWED, "provider", api)


async def report_period(api: Office) -> Case:
    began, personal = date(2020, 1, 1), api.service.backend.personal
    post = Post("HEAD-9", PostKind.HEAD, "head-9", "某人", COUNTY, began)

    async def work(unit: Unit) -> None:
        await organisation_memory.write_departments(unit, [build.department(COUNTY, "县民政局")])
        await organisation_memory.write_bindings(unit, [("CZ", COUNTY, began, None)])
        await organisation_memory.write_posts(unit, [post], personal)

    await api.store.write(work)
    given = {"department": COUNTY, "kind": "YEARLY_REPORT", "period": "2025-01-01", "words": "年度报告"}
    return Case(who("head-9"), given, {"words": "另一报告"})


CASES: Mapping[str, Callable[[Office], Awaitable[Case]]] = {
    "receiveLicenseData": receive,
    "makeLicense": make,
    "handleLicense": handle,
    "issueLicense": issue,
    "receiveLicenseBatch": receive_batch,
    "makeLicenseBatch": make_batch,
    "handleLicenseBatch": handle_batch,
    "issueLicenseBatch": issue_batch,
    "stopLicenseBatch": stop_batch,
    "changeLicense": change,
    "raiseObjection": object_to,
    "takeUpObjection": take_up,
    "resolveObjection": resolve,
    "extendObjection": extend,
    "withdrawObjection": withdraw,
    "registerEntry": register_entry,
    "reviewEntry": partial(move_entry, 61, EntryCaseState.REGISTERED, "JI", "authority"),
    "sendBackEntry": partial(move_entry, 62, EntryCaseState.REGISTERED, "WH", "maker"),
    "fixEntryType": partial(move_entry, 63, EntryCaseState.REVIEWED, "JI", "authority"),
    "confirmRefusedEntry": partial(move_entry, 64, EntryCaseState.REVIEWED, "CS", "authority"),
    "fileEntry": partial(move_entry, 65, EntryCaseState.REVIEWED, "JZ", "authority"),
    "publishEntry": partial(move_entry, 66, EntryCaseState.REGISTERED, "WH", "maker"),
    "changeEntry": change_entry,
    "withdrawEntry": withdraw_entry,
    "takeEntryOffline": take_offline,
    "applyForResource": apply,
    "askInsideForResource": partial(ask, "JZ", SharingType.CONDITIONAL),
    "askForTheBasis": partial(ask, "CS", SharingType.REFUSED),
    **{name: partial(move_request, number, *asked) for number, (name, asked) in enumerate(REQUESTS.items(), 1)},
    "recordUses": partial(tell, [exchange.used("K-1")], [exchange.used("K-2")]),
    "recordDeliveries": partial(tell, [exchange.delivered("K-1")], [exchange.delivered("K-2")]),
    "fileSecurityAgreement": agree,
    "withdrawGrant": partial(cut, "provider"),
    "endGrant": partial(cut, "applicant"),
    "recordDestruction": destroy,
    "publishGrantedData": partial(disclose, None),
    "passGrantedDataOn": partial(disclose, "某研究院"),
    "amendBasis": partial(change_basis, 91, BasisKind.LAW, {}),
    "repealBasis": partial(change_basis, 92, BasisKind.LAW, {"successor": "LAW-1"}),
    "moveDuty": partial(change_basis, 93, BasisKind.DUTY, {"department": office.HEALTH}),
    "reportDataChange": data_change,
    "reportDelivery": delivered,
    "excuseDuty": partial(move_duty, DutyKind.CATALOGUE_UPDATE, DutyState.UPDATE_OWED, "authority"),
    "reportPeriod": report_period,
    "reportForgery": suspect,
    "decideForgery": decide,
    "reportForgeryToCreditAuthority": send,
    "markNoticesRead": mark_read,
    **dict.fromkeys(("muteNotices", "unmuteNotices"), mute),
    "claimAdministration": claim,
    "nameAdministrator": name,
    "dismissAdministrator": dismiss,
    "importTable": import_table,
    **{name: partial(bring, name) for name in brought.BROUGHT},
}


SHOWN = {
    "claimAdministration": "subject",
    "nameAdministrator": "subject",
    "dismissAdministrator": "administrators { subject }",
    "markNoticesRead": "notices { id }",
    **dict.fromkeys(("muteNotices", "unmuteNotices"), "kinds"),
    **dict.fromkeys(("recordUses", "recordDeliveries"), "written known"),
    **{f"{step}LicenseBatch": "batch rows" for step in ("receive", "make", "handle", "issue", "stop")},
    **dict.fromkeys((*brought.BROUGHT, "importTable"), "written new lines { code outcome }"),
}
"""What is asked of things that have no id."""


def document(name: str) -> str:
    payload: Any = get_named_type(MUTATIONS[name].type)
    (thing,) = set(payload.fields) - {"errors"}
    shown = SHOWN.get(name, "id")
    asked = MUTATIONS[name].args["input"].type
    return f"mutation ($input: {asked}) {{ {name}(input: $input) {{ {thing} {{ {shown} }} errors {{ code path }} }} }}"


def test_every_mutation_takes_a_key_in_the_same_words() -> None:
    said = set[tuple[str, str | None]]()
    for name, mutation in MUTATIONS.items():
        asked = get_named_type(mutation.args["input"].type)
        assert isinstance(asked, GraphQLInputObjectType), name
        said.add((str(asked.fields["idempotencyKey"].type), asked.fields["idempotencyKey"].description))
    ((kind, description),) = said
    assert kind == "String"
    assert description


def test_every_mutation_is_asked_here() -> None:
    assert set(CASES) == set(MUTATIONS)


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=LEFT_OUT if each in REQUESTS and each != "consentToRequest" else ()) for each in CASES],
)
async def test_the_same_request_under_the_same_key_is_done_once(api: Office, name: str) -> None:
    case, query = await CASES[name](api), document(name)

    async def ask(**changes: Any) -> Any:
        given = case.given | {"idempotencyKey": f"key of {name}"} | changes
        told = await api.ask(query, case.identity, input=given)
        await api.service.backend.background.ended()
        return told

    (before,) = await api.count("Journal")
    first, rival = await asyncio.gather(ask(), ask())
    assert list(answered(first)) != ["code", "path"], first
    assert await ask() == rival == first
    assert await api.count("Journal") == (before + 1,)
    reused = {"code": "IDEMPOTENCY_KEY_REUSED", "path": ["idempotencyKey"]}
    assert answered(await ask(**case.other)) == reused
    assert await api.count("Journal") == (before + 1,)


async def test_a_key_that_another_act_has_used_is_refused(api: Office) -> None:
    objection = await an_objection(api)
    case = Case(who("applicant"), OBJECTING, {})
    keyed = {"idempotencyKey": "one key for all"}
    assert "id" in answered(await api.ask(document("raiseObjection"), case.identity, input=case.given | keyed))
    given = {"objection": objection, "words": "已受理"} | keyed
    refused = answered(await api.ask(document("takeUpObjection"), case.identity, input=given))
    assert refused["code"] == "IDEMPOTENCY_KEY_REUSED"


async def test_keys_of_different_people_never_meet(api: Office) -> None:
    keyed = {"idempotencyKey": "a key of two"}
    case = await object_to(api)
    first = answered(await api.ask(document("raiseObjection"), case.identity, input=case.given | keyed))
    own = case.given | {"on": {"license": api.license(ALICE)}} | keyed
    second = answered(await api.ask(document("raiseObjection"), HOLDER_A, input=own))
    assert first["id"] != second["id"]
