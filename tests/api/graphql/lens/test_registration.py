"""One model, not two: lens, dataclass and stored form of each kind of node say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from builders import catalogue as build
from builders import drafted, grants, objections, office, requests, suspects
from builders.city import uscc
from builders.entry_cases import REVIEWED, case_of
from builders.office import CIVIL, HEALTH, HOLDER_A, MARRIED, Office, gid, who
from builders.owed import changed as basis_changed
from builders.owed import owed

import api.graphql.schema  # noqa: F401 - registers every lens
from api.graphql.lens.naming import snake
from api.graphql.lens.registration import LENSES
from graph.cases.notices import tell
from graph.schema.nodes import ALL, BY_LABEL
from graph.store.engine import Unit
from graph.subjects.duties import memory as duties_memory
from graph.subjects.duties.memory import Done
from graph.subjects.elements.memory import write_elements
from graph.subjects.entries import cases as entry_cases
from graph.subjects.entries import entering
from graph.subjects.entries import recording as entries_recording
from graph.subjects.entries.entering import Begun
from graph.subjects.forgeries import recording as forgeries_recording
from graph.subjects.granting import memory as granting_memory
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.licensing import drafting
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sources import changes as changes_of_bases
from graph.subjects.sources import memory as sources_memory
from graph.words.duties import DutyEvent, DutyKind, Reporter
from graph.words.elements import DataElement
from graph.words.entries import (
    Affair,
    DataType,
    EntryDraft,
    EntryState,
    FormatCategory,
    Item,
    Mode,
    OpeningMode,
    OpeningType,
    SharingType,
)
from graph.words.entry_cases import Paper
from graph.words.forgeries import ForgeryCase, Judged
from graph.words.license_drafts import LicenseDraft
from graph.words.license_grants import LicenseGrant
from graph.words.licensing import Holder, IssueOrder, LicenseRecord, LicenseType, StoredHolder
from graph.words.notices import BasisTold, Notice, NoticeKind, Recipient, RecipientKind, ReportAsked
from graph.words.objections import Objection, ObjectionGround
from graph.words.organisation import Department, Division, Post, PostKind, Succession, SuccessionKind
from graph.words.people import Role
from graph.words.sharing import RequestState, SharingRequest
from graph.words.sharing_cases import SharingState
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library

EDGES: Mapping[str, str] = {
    "Division.parent": "PART_OF",
    "Department.parent": "CHILD_OF",
    "Department.policy": "BINDS",
    "Library.lead": "LED_BY",
    "EntryDraft.items": "HAS_ITEM",
    "EntryDraft.bases": "RESTS_ON",
    "EntryDraft.systems": "FROM_SYSTEM",
    "IssueOrder.holders": "HELD_BY",
    "SharingRequest.grant_until": "SETTLES",
    "SharingRequest.grant_items": "SETTLES",
}
"""Fields that are stored as an edge."""

PROPERTIES: Mapping[str, str] = {
    "code": "id",
    "Holder.code": "codeCipher",
    "Notice.report": "reportKind",
    "Notice.basis": "changedOn",
    "Post.department": "departmentId",
    "Post.name": "nameCipher",
    "Holder.name": "nameCipher",
    "Department.division": "divisionId",
    "InformationSystem.operator": "operatorId",
    "Library.policy": "policyId",
    "Consumer.department": "departmentId",
    "Consumer.system": "systemId",
    "EntryDraft.provider": "providerId",
    "Item.element": "elementId",
    "EntryDraft.libraries": "libraryIds",
    "EntryDraft.related": "relatedIds",
    "EntryDraft.exclusive": "exclusiveIds",
    "EntryDraft.concerned": "concernedIds",
    "EntryDraft.agent": "agentId",
    "SharingRequest.consumer": "consumerId",
    "LicenseGrant.consumer": "consumerId",
    "LicenseGrant.license_type": "licenseTypeId",
    "SharingRequest.resource": "resourceId",
    "LicenseType.definer": "definerName",
    "IssueOrder.type_code": "typeId",
    "IssueOrder.issuer": "issuerId",
    "IssueOrder.replaces": "replacesId",
    "IssueOrder.face": "faceCipher",
    "LicenseDraft.type_code": "typeId",
    "LicenseDraft.issuer": "issuerId",
    "LicenseDraft.place": "batchId",
    "LicenseRecord.type_code": "typeId",
    "LicenseRecord.history": "stateHistory",
    "LicenseRecord.number": "numberCipher",
    "LicenseRecord.change_reason": "changeReasonCipher",
    "IssueOrder.number": "numberCipher",
    "IssueOrder.change_reason": "changeReasonCipher",
    "Objection.words": "wordsCipher",
    "Objection.result": "resultCipher",
    "ForgeryCase.verdict": "verdictCipher",
    "SharingRequest.purpose_words": "purposeWordsCipher",
    "SharingRequest.scenario": "scenarioCipher",
    "SharingRequest.basis": "basisCipher",
    "SharingRequest.refusal": "refusalCipher",
    "LicenseRecord.issuer": "issuerId",
    "Objection.answers": "answersId",
    "ForgeryCase.imitates": "answersId",
    "Notice.recipient": "departmentId",
}
"""Fields that are stored under another name."""

ELSEWHERE: Mapping[str, str] = {
    "Department.exempt_from": "a relation EXEMPTS; tests of the organisation's desk write one",
    "EntryDraft.secret": "an entry that is marked is refused",
    "IssueOrder.photo": "in the sealed file only",
    "IssueOrder.type_name": "it is compared with the name of the type, and no other passes",
    "IssueOrder.repeated": "an order that has any is refused",
    "Holder.code_type_name": "follows from the code type",
    "Holder.former_name": "compared with the name that is there, which then stands among the former ones",
    "Holder.former_type": "compared with the kind of document that is there",
    "StoredHolder.former_type": "likewise",
    "StoredHolder.former_cipher": "likewise",
}

MODELS: tuple[tuple[type, str], ...] = (
    (Division, "Division"),
    (Department, "Department"),
    (Post, "Post"),
    (LegalBasis, "LegalBasis"),
    (InformationSystem, "System"),
    (DataElement, "DataElement"),
    (Library, "Library"),
    (EntryDraft, "Resource"),
    (Item, "Item"),
    (Consumer, "Consumer"),
    (SharingRequest, "SharingRequest"),
    (LicenseType, "LicenseType"),
    (IssueOrder, "License"),
    (LicenseRecord, "License"),
    (LicenseDraft, "LicenseDraft"),
    (Holder, "Holder"),
    (StoredHolder, "Holder"),
    (Objection, "Objection"),
    (ForgeryCase, "ForgeryCase"),
    (Notice, "Notice"),
    (LicenseGrant, "LicenseGrant"),
)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@pytest.fixture(scope="module")
async def stored(api: Office) -> dict[str, set[str]]:
    """Property names and edge types of every label, in a store where every field of the model is filled once."""

    async def work(unit: Unit) -> None:
        since, until = date(2020, 1, 1), date(2030, 1, 1)
        await organisation_memory.write_divisions(unit, [build.division("340202", name="镜湖区", parent="340200")])
        await organisation_memory.write_departments(
            unit,
            [
                build.department(
                    CIVIL, "民政局", parent=office.CITY, valid_from=since, valid_until=until, phone="0553-1"
                )
            ],
        )
        await organisation_memory.write_successions(unit, [Succession(HEALTH, CIVIL, until, SuccessionKind.MERGED)])
        await organisation_memory.write_posts(
            unit,
            [Post("P-9", *_issuer(), valid_from=since, valid_until=until)],
            office_personal(api),
        )
        await sources_memory.write_legal_bases(
            unit, [build.basis(document="主席令", article="第一条", valid_until=until)]
        )
        await sources_memory.write_systems(
            unit, [build.system(operator=CIVIL, protection_level=3, built=2019, summary="说明")]
        )
        await sources_memory.write_libraries(unit, [build.library(lead=CIVIL, summary="说明")])
        await sources_memory.write_consumers(
            unit, [build.consumer(department=HEALTH, system="SYS-1", uscc=uscc(7), synthetic=True)]
        )
        full = build.entry(
            MARRIED,
            "婚姻登记信息",
            provider=CIVIL,
            inner_department="婚姻登记处",
            sharing=SharingType.CONDITIONAL,
            sharing_condition="按职责",
            format_category=FormatCategory.DATABASE,
            mode=Mode.INTERFACE,
            opening=OpeningType.CONDITIONAL,
            opening_condition="脱敏",
            opening_mode=OpeningMode.DOWNLOAD,
            format_other="分区表",
            sharing_scope="本市政务部门",
            sharing_use="行政依据",
            interface_specification="见平台",
            usage="不得外传",
            exclusive=(HEALTH,),
            affair=Affair.LICENSING,
            concerned=(HEALTH,),
            controlled_interface=True,
            agent=HEALTH,
            related=(office.NEEDY,),
            bases=("LAW-1",),
            systems=("SYS-1",),
            libraries=("LIB-1",),
        )
        items = (build.item("姓名", note="说明", sharing=SharingType.CONDITIONAL, opening=OpeningType.REFUSED),)
        filled = EntryDraft(**{each.name: getattr(full, each.name) for each in fields(full)} | {"items": items})
        await entries_recording.write_entries(unit, [filled], {CIVIL: "WH"}, EntryState.PUBLISHED, office.NOW, "变更")
        answered: dict[str, Any] = {
            "answered_on": date(2026, 2, 5),
            "grant_until": until,
            "grant_items": ("姓名",),
            "refusal": "无",
            "basis": "条例",
            "state": RequestState.GRANTED,
        }
        await sharing_memory.write_requests(
            unit, api.service.backend.personal, [build.request("R-9", MARRIED, **answered)]
        )
        lives: dict[str, Any] = {"since": since, "until": until, "begun": since}
        married = office.kind(office.MARRIAGE, "结婚登记证明", validity="长期、5年")
        shop = office.kind(office.SHOP, "托育机构备案回执", **lives)
        await licensing_defining.write_types(unit, [married, shop])

    await api.store.write(work)
    personal = api.service.backend.workshop
    placed = office.order(
        office.ALICE,
        "J340200-2026-000001",
        replaces=await _identifier(api),
        change_reason="更正",
        valid_until=date(2031, 3, 1),
    )
    await office.issue_sealed(personal, placed, "A0001-2", str(api.service.settings.home))
    raised = await api.ask(
        "mutation ($i: RaiseObjectionInput!) { raiseObjection(input: $i) { objection { id } } }",
        who("applicant"),
        i={"on": {"resource": gid("Resource", MARRIED)}, "ground": "ACCURACY", "words": "不对"},
    )
    await api.ask(
        "mutation ($i: ResolveObjectionInput!) { resolveObjection(input: $i) { objection { id } } }",
        who("provider"),
        i={"objection": raised["raiseObjection"]["objection"]["id"], "outcome": "CORRECTED", "words": "已更正"},
    )
    due = Objection(
        "O-9", "Resource", MARRIED, ObjectionGround.ACCURACY, "不对", office.NOW, "applicant", CIVIL,
        due_on=date(2026, 3, 9), provisional=False, due_rule="JI-14",
    )  # fmt: skip
    await api.store.write(lambda unit: objections.enter(unit, due, [CIVIL], "JI"))
    forgery = await suspects.report(api, await suspects.forged(api))
    await suspects.decide(api, forgery["id"], "CONFIRMED")
    await suspects.send(api, forgery["id"])
    suspected = ForgeryCase(
        id="20260302-000000000009", digest="09", size=1, judged=Judged.UNDECIDED, verdict="{}",
        suspected_at=office.NOW, imitates=CIVIL, reporters=("bank",), sightings=(), history=(),
        due_on=date(2026, 3, 9), provisional=False, due_rule="WHL-22", entered_at=office.NOW,
    )  # fmt: skip
    await api.store.write(lambda unit: forgeries_recording.enter(unit, suspected, "WH"))
    back = await drafted.going(api, drafted.data("N-draft"))
    await api.ask(
        drafted.HANDLE, who("issuer"), input={"draft": back["id"], "handling": "SEND_BACK", "reason": "照片不清"}
    )
    before = await drafted.issued(api, drafted.data("N-issued"))
    await drafted.going(api, drafted.data("N-issued", replaces=before["identifier"]))
    await _enter_what_is_younger(api)
    notice = Notice(
        NoticeKind.OBJECTION_RAISED, "Objection", "O-9", "RAISED", office.NOW,
        Recipient(RecipientKind.DEPARTMENT, CIVIL), ("JI-14",), ("takeUpObjection",), name="婚姻登记信息",
        due_on=date(2026, 3, 9),
        report=ReportAsked(DutyKind.YEARLY_REPORT, office.TODAY, CIVIL, Reporter.DEPARTMENT),
        basis=BasisTold(office.TODAY, "令〔2026〕1号", 1, ("婚姻登记",), "民政局"),
    )  # fmt: skip
    await api.store.write(lambda unit: tell(unit, [notice]))
    used = build.license_grant(valid_until=date(2030, 1, 1))
    await api.store.write(lambda unit: granting_memory.write_license_grants(unit, [used]))
    inbox = "{ notices { edges { node { id } } } }"
    told, *_ = (await api.ask(inbox, who("issuer")))["notices"]["edges"]
    marked = await api.ask(
        "mutation ($i: MarkNoticesReadInput!) { markNoticesRead(input: $i) { errors { code } } }",
        who("issuer"),
        i={"notices": [told["node"]["id"]]},
    )
    assert marked["markNoticesRead"] == {"errors": []}
    await api.store.write(
        lambda unit: unit.run(
            "MATCH (l:License {id: $id})-[:HELD_BY]->(h:Holder) "
            "SET l.erasedAt = datetime($at), h.erasedAt = datetime($at)",
            id=api.licenses[office.BOB],
            at=office.NOW.isoformat(),
        )
    )
    found: dict[str, set[str]] = {}
    for label, keys, edges in await api.store.read(
        "MATCH (n) WITH n, [(n)-[e]-() | type(e)] AS edges RETURN collect([labels(n)[0], keys(n), edges])"
    ):
        found.setdefault(label, set()).update(keys, edges)
    return found


def _issuer() -> tuple[PostKind, str, str, str]:
    return PostKind.CATALOGUER, "full", "某人", CIVIL


async def _enter_what_is_younger(api: Office) -> None:
    await grants.gone_its_whole_way(api, "G-stored")
    personal = api.service.backend.personal
    draft, opening = drafted.waiting(personal, CIVIL, office.NOW)
    used = build.consumer("USE-days", valid_from=date(2020, 1, 1), valid_until=date(2030, 1, 1))

    async def work(unit: Unit) -> None:
        await drafting.enter_drafts(unit, personal, [(draft, None, opening)])
        said = personal.hidden("请补充", entry_cases.WORDS)
        changed = case_of(build.entry(MARRIED, "婚姻登记信息", provider=CIVIL), office.NOW)
        await entering.enter(unit, [Begun(changed, "WH", said)])
        await entering.release(unit, MARRIED, 1, REVIEWED)
        await entries_recording.approved(unit, {MARRIED: 1}, Paper("芜数资〔2026〕3号", date(2026, 2, 27)))
        await requests.write(unit, personal, "20260302-R", SharingState.ASKED, "JZ", MARRIED)
        await requests.moved(unit, personal, "20260302-R")
        await sources_memory.write_consumers(unit, [used])
        await write_elements(unit, [DataElement("DE-1", "监护人姓名", DataType.CHARACTER, 50)])
        await unit.run("MATCH (i:Item {resourceId: $code}) SET i.elementId = 'DE-1'", code=MARRIED)
        done = Done(office.NOW, DutyEvent.UPDATE, said, 2)
        await duties_memory.open_duties(unit, [owed(CIVIL, MARRIED, office.NOW)], done)
        await changes_of_bases.write_change(unit, basis_changed("LAW-1", office.NOW))

    await api.store.write(work)
    await drafted.issued(api, drafted.renamed("N-renamed"))
    handed = "MATCH (d:OwedDuty) SET d.handedInAt = datetime($at)"
    await api.store.write(lambda unit: unit.run(handed, at=office.NOW.isoformat()))


def office_personal(api: Office) -> Any:
    return api.service.backend.personal


async def _identifier(api: Office) -> str:
    found: str = await api.store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=api.licenses[office.ALICE])
    return found


def test_every_shape_has_a_lens_and_every_lens_a_shape() -> None:
    assert set(LENSES) == {shape.label for shape in ALL}
    for label, lens in LENSES.items():
        assert lens.SHAPE is BY_LABEL[label]  # type: ignore[attr-defined]


@pytest.mark.parametrize("label", sorted(LENSES))
def test_what_a_lens_publishes_is_a_column_of_its_shape(label: str) -> None:
    known = {"key" if name == "id" else snake(name) for name in BY_LABEL[label].names}
    definition = LENSES[label].__strawberry_definition__  # type: ignore[attr-defined]
    for field in definition.fields:
        if field.metadata.get("column"):
            assert field.python_name in known
        assert set(field.metadata.get("reads", ())) <= known


@pytest.mark.parametrize("label", sorted(LENSES))
def test_every_field_of_a_lens_is_registered_by_what_it_reads(label: str) -> None:
    definition = LENSES[label].__strawberry_definition__  # type: ignore[attr-defined]
    plain = {
        field.python_name
        for field in definition.fields
        if not field.metadata.keys() & {"column", "computed", "told", "edge", "listed", "found"}
    }
    assert plain == {"id"}


@pytest.mark.parametrize("label", sorted(shape.label for shape in ALL))
async def test_every_column_of_a_shape_is_a_stored_property(label: str, stored: dict[str, set[str]]) -> None:
    assert set(BY_LABEL[label].names) - stored[label] == set()


@pytest.mark.parametrize(("model", "label"), MODELS, ids=[model.__name__ for model, _ in MODELS])
async def test_every_field_of_the_model_is_stored(model: type, label: str, stored: dict[str, set[str]]) -> None:
    missing = []
    for field in fields(model):
        full = f"{model.__name__}.{field.name}"
        if full in ELSEWHERE:
            continue
        name = EDGES.get(full) or PROPERTIES.get(full) or PROPERTIES.get(field.name) or camel(field.name)
        if name not in stored[label]:
            missing.append((full, name))
    assert missing == []


async def test_every_kind_of_node_is_fetched_again_by_its_id(api: Office, stored: dict[str, set[str]]) -> None:
    shown = set()
    for label, identity in await api.store.read("MATCH (n) RETURN collect([labels(n)[0], n.id])"):
        if label not in LENSES:
            continue
        for identity_of in (who("admin", Role.ADMIN), who("issuer"), HOLDER_A):
            data = await api.ask(
                "query ($id: ID!) { node(id: $id) { __typename id } }", identity_of, id=gid(label, identity)
            )
            if data["node"] is not None:
                assert data["node"] == {"__typename": label, "id": gid(label, identity)}
                shown.add(label)
                break
    assert shown == set(LENSES)
