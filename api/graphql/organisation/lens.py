"""Departments, their territory and their people."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.entries import listing as entries_listing
from api.graphql.entries.listing import ResourceFilter, ResourceOrder
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.orders import NameOrder
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date
from api.graphql.licensing import listing as licensing_listing
from api.graphql.licensing.listing import LicenseTypeFilter
from api.graphql.organisation import listing
from api.graphql.organisation.listing import DepartmentFilter
from api.graphql.sharing.listing import DEMANDED_BY, SharingRequestFilter, SharingRequestOrder
from graph.schema.nodes import DEPARTMENT, DIVISION, POST
from graph.store.edges import by_id
from graph.subjects.organisation import memory as organisation_memory
from graph.words.organisation import AuthorityLevel, DepartmentKind, PostKind

if TYPE_CHECKING:
    from api.graphql.entries.lens import Resource
    from api.graphql.licensing.lens import LicenseType
    from api.graphql.sharing.lens import SharingRequest
    from api.graphql.sources.lens import Library, System


@lens(DIVISION, "An administrative division (行政区划) of GB/T 2260.")
class Division(Lens, Node):
    """An administrative division."""

    name: str = column("Name (名称).")
    level: AuthorityLevel = column("Level (级别).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Division code (行政区划代码)."""
        return key


@lens(
    POST,
    "That a person holds a post in a department for a period (岗位). Heads are public; others are named to their own "
    "department, to those above it and to those that share a case with it.",
)
class Post(Lens, Node):
    """That a person holds a post."""

    kind: PostKind = column("Which post (岗位).")
    valid_from: Date | None = column("Holds it from (任职起).")
    valid_until: Date | None = column("First day on which he no longer holds it (任职止).")
    filed_on: Date | None = column("When an e-licence officer was filed with the centre (报备日期: WHL-21).")

    @told("name_cipher")
    def name(info: strawberry.Info, name_cipher: str) -> str:  # noqa: N805 - what is read
        """The person's name (姓名)."""
        return str(info.context.backend.personal.decrypt(name_cipher, "Post.name"))


@lens(DEPARTMENT, "A department, government, unit or utility (政务部门) for the period in which it exists.")
class Department(Lens, Node):
    """A department."""

    name: str = column("Name (机构名称).")
    short_name: str | None = column("Short name (简称).")
    level: AuthorityLevel = column("Level (级别).")
    kind: DepartmentKind = column("Kind (类别).")
    phone: str | None = column("Telephone of the contact (联系电话: JZ-4, WH-27); null where you may not see him.")
    synthetic: bool | None = column("Its USCC is made up, because the real one is not published (合成数据).")
    valid_from: Date | None = column("Exists from (设立日期).")
    valid_until: Date | None = column("First day on which it no longer exists (撤销日期).")

    @computed("key")
    def code(key: str) -> str:  # noqa: N805 - a pure function of columns
        """Unified social credit code, USCC (统一社会信用代码)."""
        return key

    @edge(by_id(DIVISION), key="division_id")
    def division(self) -> Division | None:
        """Its territory (行政区划)."""

    @edge(organisation_memory.parent_of)
    def parent(self) -> "Department | None":
        """The department above it (上级机构)."""

    @listed(listing.BELOW, DepartmentFilter, NameOrder)
    def children(self) -> "Connection[Department]":
        """Departments below it (下级机构)."""

    @edge(organisation_memory.successors_of)
    def successors(self) -> "list[Department]":
        """Departments that took over its duties (后继机构)."""

    @edge(organisation_memory.predecessors_of)
    def predecessors(self) -> "list[Department]":
        """Departments whose duties it took over (前身机构)."""

    @edge(organisation_memory.policies_of)
    def policy(self) -> str | None:
        """Id of the policy that binds it (适用办法), `WH`; null where no policy is in force."""

    @edge(organisation_memory.head_of)
    def head(self) -> Post | None:
        """Its head, the first person responsible (主要负责人: WH-27)."""

    @edge(organisation_memory.contact_of)
    def contact(self) -> Post | None:
        """The person to turn to (联系人: JZ-4, WH-27); null where you may not see him."""

    @edge(organisation_memory.posts_of)
    def posts(self) -> list[Post]:
        """Its posts, as far as you may see them (岗位)."""

    @edge(organisation_memory.systems_run_by)
    def systems(self) -> list[Annotated["System", strawberry.lazy("api.graphql.sources.lens")]]:
        """Information systems that it runs (信息系统)."""

    @edge(organisation_memory.libraries_led_by)
    def libraries(self) -> list[Annotated["Library", strawberry.lazy("api.graphql.sources.lens")]]:
        """Libraries that it leads (牵头资源库)."""

    @listed(licensing_listing.ISSUED_BY, LicenseTypeFilter, NameOrder)
    def license_types(self) -> Connection[Annotated["LicenseType", strawberry.lazy("api.graphql.licensing.lens")]]:
        """Licence types that it may or might issue (可颁发证照类型)."""

    @edge(organisation_memory.resource_count_of_department)
    def resource_count(self) -> int:
        """How many entries it provides (提供的资源数)."""

    @listed(entries_listing.OF_DEPARTMENT, ResourceFilter, ResourceOrder)
    def resources(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries that it provides (提供的资源)."""

    @listed(DEMANDED_BY, SharingRequestFilter, SharingRequestOrder)
    def demands(self) -> Connection[Annotated["SharingRequest", strawberry.lazy("api.graphql.sharing.lens")]]:
        """What it and departments below it asked for and do not have, of what you may see (需求清单: JI-8, JZP-5.3)."""

    @listed(entries_listing.IN_SUBTREE, ResourceFilter, ResourceOrder)
    def catalogue(self) -> Connection[Annotated["Resource", strawberry.lazy("api.graphql.entries.lens")]]:
        """Entries of it and of departments below it, the list of its level (本级目录清单: WH-6, CZ-7, JI-8)."""
