"""A small city to test with: departments, entries and what hangs on them, each with as little said as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from graph.store.engine import Store, Unit
from graph.subjects.entries import recording as entries_recording
from graph.subjects.lineage import recording as lineage_recording
from graph.subjects.organisation import memory as organisation_memory
from graph.subjects.sources import memory as sources_memory
from graph.words.entries import (
    DataType,
    EntryDraft,
    EntryState,
    FormatCategory,
    Item,
    ItemKind,
    Mode,
    ModeCategory,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.words.license_grants import LicenseGrant
from graph.words.lineage import ItemLineageEdge, LineageEdge
from graph.words.organisation import AuthorityLevel, Department, DepartmentKind, Division, Succession, SuccessionKind
from graph.words.sharing import Purpose, RequestState, SharingRequest
from graph.words.sources import (
    BasisKind,
    Consumer,
    ConsumerKind,
    Funding,
    InformationSystem,
    LegalBasis,
    Library,
    LibraryKind,
)

CIVIL = "11340200003003083K"
"""Provider of most entries."""
HEALTH = "1134020000300312XB"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def division(code: str = "340200", **changes: Any) -> Division:
    plain: dict[str, Any] = {"code": code, "name": "芜湖市", "level": AuthorityLevel.CITY}
    return Division(**(plain | changes))


def department(code: str = CIVIL, name: str = "民政局", **changes: Any) -> Department:
    plain: dict[str, Any] = {
        "short_name": name,
        "level": AuthorityLevel.CITY,
        "kind": DepartmentKind.DEPARTMENT,
        "division": "340200",
    }
    return Department(code=code, name=name, **(plain | changes))


def item(name: str, seq: int = 1, **changes: Any) -> Item:
    plain: dict[str, Any] = {"data_type": DataType.CHARACTER, "length": 50, "kind": ItemKind.BUSINESS}
    return Item(seq, name, **(plain | changes))


def entry(code: str, name: str = "", items: Sequence[str] = ("姓名", "住址"), **changes: Any) -> EntryDraft:
    plain: dict[str, Any] = {
        "provider": CIVIL,
        "summary": "摘要",
        "format_category": FormatCategory.DATABASE,
        "format_type": "mysql",
        "sharing": SharingType.UNCONDITIONAL,
        "mode_category": ModeCategory.PLATFORM,
        "opening": OpeningType.REFUSED,
        "cycle": UpdateCycle.MONTHLY,
        "items": tuple(item(each, i) for i, each in enumerate(items, 1)),
        "published_on": date(2026, 1, 15),
    }
    return EntryDraft(code=code, name=name or f"目录{code}", **(plain | changes))


def marriages(**changes: Any) -> EntryDraft:
    """An entry that says all that it has to: shared on a condition, through an interface of the platform."""
    plain: dict[str, Any] = {
        "provider": "11410800MB18523953",
        "summary": "市、县两级婚姻登记机关办理的登记",
        "sharing": SharingType.CONDITIONAL,
        "sharing_condition": "办理落户时使用",
        "mode": Mode.INTERFACE,
        "cycle": UpdateCycle.DAILY,
        "items": (item("姓名", kind=ItemKind.BASE),),
        "published_on": None,
    }
    return replace(entry("307001340200/000001", "婚姻登记信息"), **(plain | changes))


def system(code: str = "SYS-1", **changes: Any) -> InformationSystem:
    plain: dict[str, Any] = {"code": code, "name": code, "operator": CIVIL, "funding": Funding.CITY}
    return InformationSystem(**(plain | changes))


def library(code: str = "LIB-1", **changes: Any) -> Library:
    plain: dict[str, Any] = {"code": code, "policy": "WH", "kind": LibraryKind.BASE, "name": code, "lead": CIVIL}
    return Library(**(plain | changes))


def basis(code: str = "LAW-1", **changes: Any) -> LegalBasis:
    plain: dict[str, Any] = {"code": code, "kind": BasisKind.LAW, "title": "某法", "valid_from": date(2020, 1, 1)}
    return LegalBasis(**(plain | changes))


def consumer(code: str = "USE-1", **changes: Any) -> Consumer:
    plain: dict[str, Any] = {"code": code, "kind": ConsumerKind.DEPARTMENT, "name": code, "department": HEALTH}
    return Consumer(**(plain | changes))


def license_grant(number: str = "G-1", user: str = "USE-1", **changes: Any) -> LicenseGrant:
    """A grant of the first type of `builders.office` to a consumer."""
    plain: dict[str, Any] = {
        "license_type": "11100000MB0000002X001",
        "place": "市民中心",
        "scenario": "办理提取",
        "item_name": "公积金提取",
        "item_code": "GJJ-01",
        "daily_quota": 200,
        "valid_from": date(2026, 1, 1),
        "face_fields": ("KZ_XM",),
        "basis": "授权书第1号",
    }
    return LicenseGrant(id=number, consumer=user, **(plain | changes))


def request(number: str, resource: str, user: str = "USE-1", **changes: Any) -> SharingRequest:
    plain: dict[str, Any] = {
        "purpose": Purpose.DATA_CHECK,
        "purpose_words": "核对",
        "scenario": "办理救助",
        "opened_on": date(2026, 2, 1),
        "state": RequestState.WAITING,
    }
    return SharingRequest(id=number, consumer=user, resource=resource, **(plain | changes))


def made_from(downstream: str, upstream: str, rule: str = "每日归集") -> LineageEdge:
    return LineageEdge(downstream, upstream, rule)


def item_made_from(downstream: tuple[str, str], upstream: tuple[str, str], rule: str = "照抄") -> ItemLineageEdge:
    return ItemLineageEdge(*downstream, *upstream, rule)


async def add_departments(store: Store, *values: Department) -> None:
    async def work(unit: Unit) -> None:
        await organisation_memory.write_divisions(unit, [division()])
        await organisation_memory.write_departments(
            unit, values or [department(), department(HEALTH, "卫生健康委员会")]
        )

    await store.write(work)


async def add_entries(
    store: Store,
    *drafts: EntryDraft,
    state: EntryState = EntryState.PUBLISHED,
    at: datetime = NOON,
    cause: str = "登记",
) -> None:
    policies: dict[str, str | None] = {draft.provider: "WH" for draft in drafts}
    await store.write(lambda unit: entries_recording.write_entries(unit, drafts, policies, state, at, cause))


async def add_lineage(store: Store, *edges: tuple[str, str]) -> None:
    """Write `(downstream, upstream)` pairs."""
    await store.write(lambda unit: lineage_recording.write_lineage(unit, [made_from(*edge) for edge in edges]))


async def a_city(unit: Unit) -> None:
    """Write a city with one of each kind but entries."""
    await organisation_memory.write_divisions(unit, [division(), division("340202", name="镜湖区", parent="340200")])
    await organisation_memory.write_departments(unit, [department(), department(HEALTH, "卫健委", parent=CIVIL)])
    await organisation_memory.write_bindings(unit, [("WH", CIVIL, date(2020, 1, 1), None)])
    await organisation_memory.write_successions(
        unit, [Succession(HEALTH, CIVIL, date(2025, 1, 1), SuccessionKind.MERGED)]
    )
    await sources_memory.write_legal_bases(unit, [basis()])
    await sources_memory.write_systems(unit, [system(built=2019, protection_level=3)])
    await sources_memory.write_libraries(unit, [library()])
    await sources_memory.write_consumers(unit, [consumer(), consumer("USE-2", department=None, system="SYS-1")])
