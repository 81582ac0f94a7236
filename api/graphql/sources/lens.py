"""Libraries, systems, legal bases and consumers: what entries belong to, come out of, rest on and go to."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.entries import listing as entries_listing
from api.graphql.entries.listing import ResourceFilter, ResourceOrder
from api.graphql.granting import listing as granting_listing
from api.graphql.granting.lens import LicenseGrant
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.organisation.lens import Department
from graph.schema.nodes import CONSUMER, DEPARTMENT, LEGAL_BASIS, LIBRARY, SYSTEM
from graph.store.edges import by_id
from graph.subjects.sources import changes as changes_of_bases
from graph.subjects.sources import changing
from graph.subjects.sources import memory as sources_memory
from graph.words import duties as duty_words
from graph.words.duties import BasisEvent
from graph.words.sources import BasisKind, ConsumerKind, Funding, LibraryKind

if TYPE_CHECKING:
    from api.graphql.entries.lens import Resource


@lens(LIBRARY, "A base, thematic or department library of one city (信息资源库: WH-8, CZ-9).")
class Library(Lens, Node):
    """A library."""

    kind: LibraryKind = column("Base, thematic or department (类别).")
    name: str = column("Name (名称).")
    summary: str | None = column("What it holds (说明).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Code in this system (资源库代码)."""
        return key

    @computed("policy_id")
    def policy(policy_id: str) -> str:  # noqa: N805
        """Id of the policy that names it (所依办法), `WH`."""
        return policy_id

    @edge(sources_memory.lead_of)
    def lead(self) -> Department | None:
        """The department that leads it (牵头部门)."""

    @edge(sources_memory.resource_count_of_library)
    def resource_count(self) -> int:
        """How many entries it holds (资源数)."""

    @listed(entries_listing.IN_LIBRARY, ResourceFilter, ResourceOrder)
    def resources(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries in it (入库资源)."""


@lens(SYSTEM, "A government information system (政务信息系统).")
class System(Lens, Node):
    """An information system."""

    name: str = column("Name (名称).")
    funding: Funding | None = column("Who paid for it (资金来源: WH-5.1).")
    protection_level: int | None = column("Level of classified protection, 1 to 5 (等级保护).")
    built: int | None = column("Year in which it went into operation (建成年份).")
    summary: str | None = column("What it does (说明).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Code (系统代码)."""
        return key

    @edge(by_id(DEPARTMENT), key="operator_id")
    def operator(self) -> Department | None:
        """The department that runs it (运行部门)."""

    @edge(sources_memory.resource_count_of_system)
    def resource_count(self) -> int:
        """How many entries come out of it (产生的资源数)."""

    @listed(entries_listing.FROM_SYSTEM, ResourceFilter, ResourceOrder)
    def resources(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries that come out of it (产生的资源)."""


@shows(duty_words.BasisChange, "A change of a legal basis, with the document that made it (依据变化).")
class BasisChange:
    """A change of a legal basis."""

    event: BasisEvent = attribute("Amended, repealed, moved (变化).")
    on: Date = attribute("The day on which it takes effect (生效日期).", through=date.isoformat)
    document: str = attribute("Number of the document that did it (文号).")
    successor: str | None = attribute("Code of the basis that takes its place (替代依据代码).")
    department: str | None = attribute("USCC of the department to which a duty was moved (承接部门代码).")
    recorded_at: DateTime = attribute("When that was recorded (记录时间).", through=datetime.isoformat)


@lens(LEGAL_BASIS, "A law, regulation, policy or duty that entries and requests rest on (依据).")
class LegalBasis(Lens, Node):
    """A legal basis."""

    kind: BasisKind = column("Kind (类别).")
    title: str = column("Title (标题).")
    document: str | None = column("Document number (文号).")
    article: str | None = column("Article (条款).")
    valid_from: Date | None = column("In force from (施行日期).")
    valid_until: Date | None = column("First day on which it is no longer in force (废止日期).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Code, by which entries, requests and changes name it (依据代码)."""
        return key

    @edge(changes_of_bases.changes_of_basis, through=changing.changes_told)
    def changes(self) -> list[BasisChange]:
        """What became of it, in order (修订、废止、划转)."""

    @listed(entries_listing.RESTING_ON, ResourceFilter, ResourceOrder)
    def resources(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries that rest on it (以其为依据的资源)."""


@lens(CONSUMER, "A unit or one of its systems that uses resources or licences (使用方).")
class Consumer(Lens, Node):
    """A consumer."""

    kind: ConsumerKind = column("Kind (类别).")
    name: str = column("Name (名称).")
    uscc: str | None = column("Unified social credit code, where it has one (统一社会信用代码).")
    valid_from: Date | None = column("First day on which it uses anything (起).")
    valid_until: Date | None = column("First day on which it no longer does (止).")
    synthetic: bool | None = column("Made up for the demonstration (合成数据).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Code (使用方代码)."""
        return key

    @edge(by_id(DEPARTMENT), key="department_id")
    def department(self) -> Department | None:
        """The department that it is or belongs to (所属部门)."""

    @edge(by_id(SYSTEM), key="system_id")
    def system(self) -> System | None:
        """The system that it is (系统)."""

    @listed(entries_listing.OF_CONSUMER, orders=ResourceOrder)
    def resources(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries for which it has grants that you may see (已授权资源)."""

    @edge(granting_listing.OF_CONSUMER)
    def license_grants(self) -> list[LicenseGrant]:
        """Grants of licences to it that you may see, whatever the day (用证授权: WHL-16)."""
