"""How licence types and licences are listed: filters, order, and the lists below a type or a holder."""

from enum import Enum
from typing import Self

import strawberry

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, any_of, condition, every_of, none_of
from graph.subjects.licensing import memory as licensing_memory
from graph.words.licensing import HolderCategory, LicenseCategory, LicenseState
from graph.words.organisation import AuthorityLevel


@strawberry.input(description="Which licence types (证照类型筛选).")
class LicenseTypeFilter(Filter):
    """Which licence types."""

    category: list[LicenseCategory] | None = condition("Category is one of these (证照类别).")
    holder_category: list[HolderCategory] | None = condition("Holder category is one of these (持证主体类别).")
    definer_level: list[AuthorityLevel] | None = condition(
        "Level of the defining authority is one of these (定义机构级别)."
    )
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


LicenseTypeFilter.CONDITIONS = {
    "category": "category", "holder_category": "holderCategory", "definer_level": "definerLevel",
    "name_contains": "nameContains",
}  # fmt: skip


@strawberry.input(description="Which licences (证照筛选).")
class LicenseFilter(Filter):
    """Which licences."""

    state: list[LicenseState] | None = condition("Stored state is one of these (证照状态).")
    type: list[str] | None = condition("Type code is one of these (证照类型代码).")
    issuer: list[str] | None = condition("USCC of the issuer is one of these (颁发机构代码).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


LicenseFilter.CONDITIONS = {"state": "state", "type": "typeId", "issuer": "issuerId"}


@strawberry.enum(description="Order of licences.")
class LicenseOrder(Enum):
    """Order of licences."""

    ISSUED = strawberry.enum_value("issued", description="Newest issue first (颁发日期).")
    NUMBER = strawberry.enum_value(
        "number", description="By certificate number; those that you may not see first (证照编号)."
    )


OF_TYPE = Children(licensing_memory.LICENSES, "type")
OF_HOLDER = Children(licensing_memory.LICENSES, "holder")
OF_ASKER = Children(licensing_memory.LICENSES, "holder_code")
