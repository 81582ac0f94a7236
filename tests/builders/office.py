"""A small city that provides resources and issues licences, and a service through which it can be asked.

民政局 (CIVIL) provides and issues, 卫生健康委员会 (HEALTH) uses, the city government above them is bound by WH; a
ministry's bureau (UNBOUND) by nothing. Among HEALTH's entries one is a draft. Two people hold a licence each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from builders import catalogue as build
from builders.city import uscc
from strawberry.types import ExecutionResult

from api.graphql.lens.ids import global_id
from api.graphql.schema import schema
from api.identity.authenticator import PUBLIC, Identity
from api.identity.request import Language, RequestFacts
from api.service.opening import Service
from graph.office.actor import Actor
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.subjects.elements.memory import write_elements
from graph.subjects.entries import recording as entries_recording
from graph.subjects.installation import memory as installation_memory
from graph.subjects.licensing import defining as licensing_defining
from graph.subjects.lineage import recording as lineage_recording
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.people.desk import principal_of
from graph.subjects.sharing import memory as sharing_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.elements import DataElement
from graph.words.entries import DataType, EntryDraft, EntryState
from graph.words.face_fields import FaceField, FieldRole
from graph.words.licensing import Entitlement, Holder, HolderCategory, IssueOrder, LicenseCategory, LicenseType
from graph.words.organisation import AuthorityLevel, DepartmentKind, Post, PostKind
from graph.words.people import Role
from graph.words.sharing import RequestState
from licenses.register import issuing
from licenses.register.making import make
from licenses.register.workshop import Workshop

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
FOUNDED = datetime(2025, 12, 1, tzinfo=UTC)
PUBLIC_URL = "https://licenses.example"

CITY, MINISTRY, UNBOUND = uscc(1), uscc(2, "100000"), uscc(3, "100000")
CIVIL, HEALTH = uscc(4), uscc(5)
MARRIAGE, DISABILITY, SHOP = (f"{MINISTRY}{number}" for number in ("001", "002", "003"))
"""Types: for a person without photo; for a person with photo; for an organisation, entitled until 2025."""

PEOPLE: dict[str, tuple[PostKind, str]] = {
    "issuer": (PostKind.ISSUER, CIVIL),
    "issuer-health": (PostKind.ISSUER, HEALTH),
    "issuer-unbound": (PostKind.ISSUER, UNBOUND),
    "officer": (PostKind.LICENSE_OFFICER, CIVIL),
    "officer-health": (PostKind.LICENSE_OFFICER, HEALTH),
    "officer-unbound": (PostKind.LICENSE_OFFICER, UNBOUND),
    "maker": (PostKind.PLATFORM_OFFICER, CITY),
    "reviewer": (PostKind.LICENSE_REVIEWER, CIVIL),
    "reviewer-health": (PostKind.LICENSE_REVIEWER, HEALTH),
    "provider": (PostKind.PROVIDER_OFFICER, CIVIL),
    "applicant": (PostKind.APPLICANT, HEALTH),
    "applicant-civil": (PostKind.APPLICANT, CIVIL),
    "authority": (PostKind.AUTHORITY_OFFICER, CITY),
    "head": (PostKind.HEAD, CIVIL),
}


def citizen(number: int) -> str:
    """A citizen identity number of 芜湖 with its check character (ISO 7064 MOD 11-2)."""
    body = f"34020019900101{number:03}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


ALICE, BOB = citizen(11), citizen(23)
NAMES = {ALICE: "陈一凡", BOB: "李二宁"}

BORN, MARRIED, NEEDY, DRAFT, BEHIND = (f"30734020{number}/000001" for number in range(1, 6))
"""NEEDY is made from MARRIED, BEHIND from DRAFT, DRAFT from BORN."""


def entries() -> list[tuple[EntryDraft, EntryState]]:
    published, draft = EntryState.PUBLISHED, EntryState.DRAFT
    guarded = (build.item("姓名"), build.item("监护人", 2, element="DE-1"))
    married: dict[str, Any] = {"libraries": ("LIB-1",), "systems": ("SYS-1",)}
    return [
        (build.entry(BORN, "出生医学证明信息", provider=HEALTH), published),
        (build.entry(MARRIED, "婚姻登记信息", ("姓名", "登记日期"), provider=CIVIL, **married), published),
        (build.entry(NEEDY, "低保对象信息", ("姓名", "保障金额"), provider=CIVIL, bases=("LAW-1",)), published),
        (build.entry(DRAFT, "新生儿访视信息", provider=HEALTH), draft),
        (replace(build.entry(BEHIND, "困境儿童信息", provider=CIVIL), items=guarded), published),
    ]


def kind(code: str, name: str, **changes: Any) -> LicenseType:
    plain: dict[str, Any] = {
        "definer": "民政部",
        "definer_code": MINISTRY,
        "definer_level": AuthorityLevel.NATIONAL,
        "holder_category": HolderCategory.PERSON,
        "validity": "长期",
        "issuer_level": AuthorityLevel.CITY,
        "category": LicenseCategory.CERTIFICATE,
        "layout": "证明书",
        "colour": "#1f4e79",
        "photo": False,
        "number_format": "",
        "fields": (
            FaceField("KZ_XM", "姓名", "文本", personal=True, role=FieldRole.HOLDER_NAME),
            FaceField("KZ_DJRQ", "登记日期", "日期", role=FieldRole.OTHER_DAY),
        ),
    }
    return LicenseType(code=code, name=name, **(plain | changes))


def order(holder: str = ALICE, number: str = "J340200-2026-000001", **changes: Any) -> IssueOrder:
    """An order for a marriage certificate that nothing is wrong with."""
    plain: dict[str, Any] = {
        "type_code": MARRIAGE,
        "issuer": CIVIL,
        "holders": (Holder.known_by(NAMES[holder], holder, "111"),),
        "number": number,
        "issued_on": TODAY,
        "valid_from": TODAY,
        "valid_until": None,
        "face": {"KZ_XM": NAMES[holder], "KZ_DJRQ": registered(changes.get("issued_on", TODAY))},
    }
    return IssueOrder(**(plain | changes))


def registered(issued_on: date) -> str:
    """The day of registration on a certificate of a day: no later than that."""
    return min(issued_on, date(2026, 3, 1)).isoformat()


def posts() -> list[Post]:
    """Who holds which post; the e-licence officers are filed."""
    began = date(2020, 1, 1)
    return [
        Post(
            f"{who}-1", kind, who, f"{who}某", where, began,
            filed_on=began if kind is PostKind.LICENSE_OFFICER else None,
        )
        for who, (kind, where) in PEOPLE.items()
    ]  # fmt: skip


async def furnish(store: Store, personal: PersonalData) -> None:
    """Fill an empty store with the city."""
    await installation_memory.become_demonstration(store)

    async def work(unit: Unit) -> None:
        government = DepartmentKind.GOVERNMENT
        await organisation_memory.write_divisions(unit, [build.division(), build.division("100000", name="中国")])
        await organisation_memory.write_departments(
            unit,
            [
                build.department(CITY, "芜湖市人民政府", kind=government),
                build.department(CIVIL, "民政局", parent=CITY),
                build.department(HEALTH, "卫生健康委员会", parent=CITY),
                build.department(MINISTRY, "民政部", division="100000", level=AuthorityLevel.NATIONAL),
                build.department(UNBOUND, "部属单位", division="100000", parent=MINISTRY),
            ],
        )
        await organisation_memory.write_bindings(unit, [("WH", CITY, date(2020, 7, 22), None)])
        await organisation_memory.write_posts(unit, posts(), personal)
        await sources_memory.write_legal_bases(unit, [build.basis()])
        await sources_memory.write_systems(unit, [build.system(operator=CIVIL)])
        await sources_memory.write_libraries(unit, [build.library(lead=CIVIL)])
        await write_elements(unit, [DataElement("DE-1", "监护人姓名", DataType.CHARACTER, 50)])
        days: dict[str, Any] = {"valid_from": date(2020, 1, 1), "valid_until": date(2040, 1, 1)}
        await sources_memory.write_consumers(
            unit, [build.consumer(department=HEALTH), build.consumer("USE-2", department=None, uscc=uscc(9), **days)]
        )
        for draft, state in entries():
            policies: dict[str, str | None] = {draft.provider: "WH"}
            await entries_recording.write_entries(unit, [draft], policies, state, NOW - timedelta(days=30), "登记")
        await _types(unit)
        edges = [(NEEDY, MARRIED), (DRAFT, BORN), (BEHIND, DRAFT), (MARRIAGE, MARRIED), (MARRIED, "SYS-1")]
        await lineage_recording.write_lineage(unit, [build.made_from(*edge) for edge in edges])
        await lineage_recording.write_item_lineage(unit, [build.item_made_from((NEEDY, "姓名"), (MARRIED, "姓名"))])
        granted: dict[str, Any] = {"state": RequestState.GRANTED, "answered_on": date(2026, 2, 5)}
        await sharing_memory.write_requests(
            unit,
            personal,
            [
                build.request("R-1", MARRIED, **granted),
                build.request("R-2", MARRIED, **granted),
                build.request("R-3", NEEDY),
            ],
        )

    await store.write(work)


async def _types(unit: Unit) -> None:
    organisation = HolderCategory.ORGANISATION
    await licensing_defining.write_types(
        unit,
        [
            kind(MARRIAGE, "结婚登记证明", validity="长期、5年"),
            kind(DISABILITY, "残疾人证", layout="证件卡", photo=True, category=LicenseCategory.APPROVAL),
            kind(SHOP, "托育机构备案回执", holder_category=organisation),
        ],
    )
    began = date(2020, 1, 1)
    await licensing_defining.write_entitlements(
        unit,
        [
            Entitlement(MARRIAGE, CIVIL, began, basis="婚姻登记条例"),
            Entitlement(DISABILITY, CIVIL, began),
            Entitlement(MARRIAGE, UNBOUND, began),
            Entitlement(SHOP, HEALTH, began, date(2025, 1, 1)),
        ],
    )


_SEALED: dict[tuple[str, str], bytes] = {}
"""Files by folder of the authority and serial number: a run seals each of them once, whatever stores it goes into."""


async def issue_sealed(workshop: Workshop, placed: IssueOrder, serial: str, authority: str, by: str = "") -> str:
    """Issue a licence with a serial number of one's own, by the department's issuer or another; give its id."""
    issuer = by or next(who for who, post in PEOPLE.items() if post == (PostKind.ISSUER, placed.issuer))
    actor = Actor(await principal_of(workshop.store, Role.STAFF, issuer, TODAY), NOW)
    job = await issuing.prepare(workshop, placed, actor, serial)
    made = _SEALED.get((authority, serial)) or make(job)
    _SEALED[authority, serial] = made
    (identity,) = await issuing.enter(workshop, [(job, made)], [actor])
    return identity


def who(name: str, role: Role = Role.STAFF, department: str | None = None) -> Identity:
    """Somebody with a token."""
    return Identity(role, name, department)


HOLDER_A, HOLDER_B = who(ALICE, Role.HOLDER), who(BOB, Role.HOLDER)


@dataclass(frozen=True)
class Office:
    """The service, and a way to ask them."""

    service: Service
    licenses: Mapping[str, str]
    """Id of the licence of each holder."""

    @property
    def store(self) -> Store:
        return self.service.store

    async def execute(self, query: str, identity: Identity = PUBLIC, **variables: Any) -> ExecutionResult:
        """Run an operation as the server would."""
        facts = RequestFacts(identity, NOW, "request-1", Language.ZH, timedelta(seconds=10))
        return await schema.execute(query, variable_values=variables, context_value=await self.service.context(facts))

    async def ask(self, query: str, identity: Identity = PUBLIC, **variables: Any) -> Any:
        """The data of an operation without errors."""
        answer = await self.execute(query, identity, **variables)
        assert not answer.errors, [(error.message, error.original_error) for error in answer.errors]
        return answer.data

    async def refused(self, query: str, identity: Identity = PUBLIC, **variables: Any) -> Any:
        """The refusal by which an operation failed as a whole."""
        answer = await self.execute(query, identity, **variables)
        assert answer.errors
        return answer.errors[0].original_error

    def license(self, holder: str) -> str:
        """Global id of a holder's licence."""
        return global_id("License", self.licenses[holder])

    async def identifier(self, holder: str = ALICE) -> str:
        """Identifier of a holder's licence."""
        found: str = await self.store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=self.licenses[holder])
        return found

    async def sealed(self, holder: str = ALICE) -> bytes:
        """The file of a holder's licence."""
        digest = await self.store.read("MATCH (l:License {id: $id}) RETURN l.digest", id=self.licenses[holder])
        return await self.service.backend.workshop.file(digest)

    async def count(self, *labels: str) -> tuple[int, ...]:
        """How many nodes of each label there are."""
        counted: list[int] = await self.store.read(
            "UNWIND $labels AS label CALL (label) { MATCH (n) WHERE label IN labels(n) RETURN count(n) AS n } "
            "RETURN collect(n)",
            labels=list(labels),
        )
        return tuple(counted)


def answered(data: Mapping[str, Any]) -> Any:
    """What the one mutation of an operation answers: the thing, or the one reason why not; never both, nor neither."""
    (payload,) = data.values()
    (thing,) = (value for name, value in payload.items() if name != "errors")
    (refused,) = payload["errors"] or [None]
    assert (thing is None) is (refused is not None), payload
    return thing or refused


def gid(label: str, identity: str) -> str:
    """Global id of a node."""
    return global_id(label, identity)
