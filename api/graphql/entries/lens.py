"""Catalogue entries and their information items: the heart of what front-end teams ask."""

from typing import TYPE_CHECKING, Annotated

import orjson
import strawberry

from api.graphql.entries.changes import EntryChange
from api.graphql.lens.mentions import MASKED_CODES, seen_entries, words_column
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import Remark, remark_while_open
from api.graphql.organisation.lens import Department
from api.graphql.sharing.procedure import SharingProcedure, sharing_in_effect, way_to
from api.graphql.sources.lens import Consumer, LegalBasis, Library, System
from graph.schema.nodes import DATA_ELEMENT, DEPARTMENT, ENTRY_VERSION, ITEM, LEGAL_BASIS, RESOURCE
from graph.store.edges import by_id
from graph.subjects.entries import differences
from graph.subjects.entries import memory as entries_memory
from graph.words.entries import (
    Affair,
    DataType,
    EntryState,
    FormatCategory,
    ItemKind,
    Mode,
    ModeCategory,
    OpeningMode,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.words.entry_cases import CauseKind, Reviewed

if TYPE_CHECKING:
    from api.graphql.elements.lens import DataElement
    from api.graphql.licensing.lens import LicenseType
    from api.graphql.objections.lens import Objection


@lens(ITEM, "An information item of an entry (信息项).")
class Item(Lens, Node):
    """An information item."""

    seq: int = column("Position in the entry, from 1 (序号).")
    name: str = column("Name (信息项名称).")
    data_type: DataType = column("Data type (数据类型).")
    length: int | None = column("Length in characters or digits (数据长度).")
    kind: ItemKind = column("Base or business item (基础信息项、业务信息项).")
    identifier: bool | None = column("Identifies the person, organisation or thing (标识码: WH-11).")
    sharing: SharingType | None = column("Its own sharing type; null = that of its entry (共享类型).")
    opening: OpeningType | None = column("Its own opening type; null = that of its entry (开放类型).")
    note: str | None = column("Unit, code list or remark (说明).")

    @edge(by_id(DATA_ELEMENT), key="element_id")
    def element(self) -> Annotated["DataElement", strawberry.lazy("api.graphql.elements.lens")] | None:
        """The data element that it binds to (数据元); null where it binds to none."""

    @edge(entries_memory.sharing_of_item, through=sharing_in_effect)
    def sharing_in_effect(self) -> SharingType | None:
        """How it is shared after what the policy shares without condition in any case (实际共享类型)."""

    @edge(by_id(RESOURCE), key="resource_id")
    def resource(self) -> "Resource | None":
        """The entry that it belongs to (所属资源)."""

    @edge(entries_memory.policy_of_check_of_item, through=remark_while_open)
    def under_check(self) -> Remark | None:
        """What holds while an objection to it is open (校核期间提示); null where none is."""

    @edge(entries_memory.objections_on_item)
    def objections(self) -> list[Annotated["Objection", strawberry.lazy("api.graphql.objections.lens")]]:
        """Objections to it that you may see (异议)."""

    @edge(entries_memory.sources_of_item)
    def sources(self) -> "list[Item]":
        """Items that it is filled from (来源信息项)."""

    @edge(entries_memory.uses_of_item)
    def uses(self) -> "list[Item]":
        """Items that are filled from it (去向信息项)."""


@shows(Reviewed, "What a department has reviewed before release, of one point (发布审查).")
class ReviewedPoint:
    """What a department has reviewed before release, of one point."""

    point: str = attribute("The point, in the words of the text (审查事项).")
    words: str = attribute("What was found (审查意见).")


@lens(ENTRY_VERSION, "One version of an entry, kept whole (目录条目版本).")
class EntryVersion(Lens, Node):
    """One version of an entry."""

    number: int = column("Version, from 1 (版本号).")
    state: EntryState = column("State that the entry had (条目状态).")
    recorded_at: DateTime = column("When it was recorded (登记时间).")
    cause: str | None = words_column(
        "cause", f"Which change of law or duty, or what else, was the cause (变更原因); {MASKED_CODES}."
    )

    cause_kind: CauseKind | None = column("Why, of one that was published by a case (变更原因类别).")
    document_number: str | None = column(
        "Number of the document by which it was approved outside the system, of one that was taken over (批准文件文号)."
    )
    document_on: Date | None = column("Its date (批准文件日期).")

    @edge(by_id(LEGAL_BASIS), key="cause_basis_id")
    def cause_basis(self) -> LegalBasis | None:
        """The legal basis or duty whose change it follows, where one is named (变更依据)."""

    @computed("release_review", published=list[ReviewedPoint])
    def release_review(release_review: list[str] | None) -> list[Reviewed]:  # noqa: N805 - a pure function of a column
        """What the department had reviewed before release (发布审查: JZ-11); none where it came by no case."""
        return [Reviewed.parse(each) for each in release_review or ()]

    @edge(differences.changes_of_version)
    def changes(self) -> list[EntryChange]:
        """What it says otherwise than the version before, item by item; none of the first (变更内容)."""

    @told("content")
    async def content(info: strawberry.Info, content: str) -> str:  # noqa: N805 - what is read
        """The whole entry as JSON, as it was, but for related entries that you may not see (条目全文)."""
        whole = orjson.loads(content)
        whole["related"] = await seen_entries(info, whole.get("related", []))
        return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode()


@lens(RESOURCE, "A government information resource: an entry of the catalogue (政务信息资源目录条目: WH-6).")
class Resource(Lens, Node):
    """A catalogue entry."""

    name: str = column("Name (资源名称).")
    summary: str | None = column("Summary (资源摘要).")
    inner_department: str | None = column("Division of the provider that keeps the data (内部部门).")
    format_category: FormatCategory = column("Format category (格式分类).")
    format_type: str | None = column("Format type (格式类型).")
    format_other: str | None = column("A format that the guide does not list, in words (其他格式).")
    sharing: SharingType = column("Sharing type (共享类型: WH-7).")
    sharing_condition: str | None = column("Sharing condition, or basis of a refusal (共享条件).")
    sharing_scope: str | None = column("With whom it is shared on that condition (共享范围: JI-22).")
    sharing_use: str | None = column("For what it is shared (具体用途: JI-22).")
    mode_category: ModeCategory = column("Way of supplying, category (共享方式分类).")
    mode: Mode | None = column("Way of supplying on the platform (共享方式类型: WH-13).")
    interface_specification: str | None = column(
        "How its interface is called, or where that is written (接口规范说明: JI-20)."
    )
    opening: OpeningType = column("Opening to society (开放类型: WH-19).")
    opening_condition: str | None = column("Opening condition (开放条件).")
    opening_mode: OpeningMode | None = column("How society gets what is open (开放方式: WH-6).")
    cycle: UpdateCycle = column("Update cycle (更新周期).")
    published_on: Date | None = column("Published on (发布日期).")
    usage: str | None = column("Usage requirements (使用要求: WH-6).")
    agreement_asked: bool | None = column(
        "Who uses it signs a security agreement first; no grant of it is active before (安全协议: JZ-11)."
    )
    controlled_interface: bool | None = column("Its interface has parameters that are controlled (管控参数: JZP-4.1).")
    affair: Affair | None = column(
        "What it is about, where that is shared among the units concerned (涉及事项: CS-28)."
    )
    state: EntryState = column("State of the entry (条目状态).")
    version: int = column("Newest version (版本号).")
    recorded_at: DateTime = column("When the newest version was recorded (更新时间).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Code (资源代码)."""
        return key

    @computed("exclusive_ids")
    def exclusive(exclusive_ids: list[str] | None) -> list[str]:  # noqa: N805
        """USCCs of the departments that need no application (专用部门: JZ-15.4); none where it is for nobody alone."""
        return list(exclusive_ids or ())

    @computed("concerned_ids")
    def concerned(concerned_ids: list[str] | None) -> list[str]:  # noqa: N805
        """USCCs of the departments that it concerns, which need no application (相关单位: CS-28)."""
        return list(concerned_ids or ())

    @edge(entries_memory.policy_of_check_of_resource, through=remark_while_open)
    def under_check(self) -> Remark | None:
        """What holds while an objection to it or to one of its items is open (校核期间提示); null where none is."""

    @edge(by_id(DEPARTMENT), key="provider_id")
    def provider(self) -> Department | None:
        """The providing department (提供方)."""

    @edge(by_id(DEPARTMENT), key="agent_id")
    def agent(self) -> Department | None:
        """Who may answer requests for it in the provider's place (授权代理方: JZ-15.1); null where it names nobody."""

    @edge(entries_memory.way_to_resource, through=way_to)
    def procedure(self) -> SharingProcedure | None:
        """How it is had today: at once, by application or not at all (获取方式); null where no policy binds."""

    @edge(entries_memory.items_of)
    def items(self) -> list[Item]:
        """Its information items in order (信息项)."""

    @edge(entries_memory.libraries_of)
    def libraries(self) -> list[Library]:
        """Libraries that it is in (所属资源库)."""

    @edge(entries_memory.systems_of)
    def systems(self) -> list[System]:
        """Systems that it comes out of (来源系统)."""

    @edge(entries_memory.bases_of)
    def bases(self) -> list[LegalBasis]:
        """Legal bases that it rests on (依据)."""

    @edge(entries_memory.related_of)
    def related(self) -> "list[Resource]":
        """Related resources (关联资源)."""

    @edge(entries_memory.consumers_of)
    def consumers(self) -> list[Consumer]:
        """Consumers with a grant for it that you may see (使用方)."""

    @edge(entries_memory.license_types_of)
    def license_types(self) -> list[Annotated["LicenseType", strawberry.lazy("api.graphql.licensing.lens")]]:
        """Licence types that are made from it (据此制证的证照类型: WHL-9)."""

    @edge(entries_memory.versions_of)
    def versions(self) -> list[EntryVersion]:
        """All its versions, newest first (历史版本)."""

    @edge(entries_memory.objections_on_resource)
    def objections(self) -> list[Annotated["Objection", strawberry.lazy("api.graphql.objections.lens")]]:
        """Objections on it that you may see (异议)."""
