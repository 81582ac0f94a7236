"""Filters of lists: conditions that combine with and, or, not."""

from enum import Enum
from typing import Any, Self

import strawberry

import api.objects.terms  # noqa: F401 - the enums below are registered there
from api.objects.scalars import Date
from graph.model.terms import (
    AuthorityLevel,
    ConsumerKind,
    DepartmentKind,
    EntryState,
    FormatCategory,
    Funding,
    HolderCategory,
    LibraryKind,
    LicenseCategory,
    LicenseState,
    Mode,
    ObjectionGround,
    ObjectionState,
    OpeningType,
    SharingType,
    UpdateCycle,
)
from graph.store.filters import All, Any_, Leaf, Not, Tree

WIDE = {"nameContains", "existsOn"}
"""Conditions of which several can hold at once: stored as a list."""
GROUPED = {"libraryId", "itemName"}
"""Conditions over something that a node has several of: stored as a list of groups."""


class Filter:
    """Turns the fields of an input into a tree."""

    CONDITIONS: dict[str, str] = {}  # noqa: RUF012 - read only

    def tree(self: Any) -> Tree:
        """Every given field must hold."""
        parts: list[Tree] = [
            Leaf(condition, _value(condition, getattr(self, name)))
            for name, condition in self.CONDITIONS.items()
            if getattr(self, name) is not None
        ]
        parts += [each.tree() for each in self.and_ or ()]
        if self.or_ is not None:
            parts.append(Any_(tuple(each.tree() for each in self.or_)))
        if self.not_ is not None:
            parts.append(Not(self.not_.tree()))
        return All(tuple(parts))


def _value(condition: str, given: Any) -> Any:
    values = [each.name if isinstance(each, Enum) else each for each in given] if isinstance(given, list) else given
    if condition in GROUPED:
        return [values]
    return [values] if condition in WIDE else values


def every_of() -> Any:
    """The field `and` of a filter."""
    return strawberry.field(default=None, name="and", description="All of these hold too.")


def any_of() -> Any:
    """The field `or` of a filter."""
    return strawberry.field(default=None, name="or", description="At least one of these holds too.")


def none_of() -> Any:
    """The field `not` of a filter."""
    return strawberry.field(default=None, name="not", description="This does not hold.")


def condition(description: str) -> Any:
    """A condition of a filter; null = not set."""
    return strawberry.field(default=None, description=description)


@strawberry.input(description="Which catalogue entries (目录条目筛选).")
class ResourceFilter(Filter):
    """Which entries."""

    sharing: list[SharingType] | None = condition("Sharing type is one of these (共享类型).")
    opening: list[OpeningType] | None = condition("Opening type is one of these (开放类型).")
    cycle: list[UpdateCycle] | None = condition("Update cycle is one of these (更新周期).")
    format_category: list[FormatCategory] | None = condition("Format category is one of these (格式分类).")
    mode: list[Mode] | None = condition("Way of supplying is one of these (共享方式类型).")
    state: list[EntryState] | None = condition("State is one of these (条目状态).")
    provider: list[str] | None = condition("USCC of the provider is one of these (提供方代码).")
    policy: list[str] | None = condition("Bound by one of these policies, `WH` (适用办法).")
    library: list[str] | None = condition("In one of these libraries, by code (资源库代码).")
    item_name: list[str] | None = condition("Has an item with one of these names (信息项名称).")
    name_contains: str | None = condition("The name contains this (名称包含).")
    published_from: Date | None = condition("Published on this day or later (发布日期起).")
    published_until: Date | None = condition("Published on this day or earlier (发布日期止).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


ResourceFilter.CONDITIONS = {
    "sharing": "sharing", "opening": "opening", "cycle": "cycle", "format_category": "formatCategory", "mode": "mode",
    "state": "state", "provider": "providerId", "policy": "policyId", "library": "libraryId", "item_name": "itemName",
    "name_contains": "nameContains", "published_from": "publishedFrom", "published_until": "publishedUntil",
}  # fmt: skip


@strawberry.input(description="Which departments (部门筛选).")
class DepartmentFilter(Filter):
    """Which departments."""

    name_contains: str | None = condition("Name or short name contains this (名称包含).")
    level: list[AuthorityLevel] | None = condition("Level is one of these (级别).")
    kind: list[DepartmentKind] | None = condition("Kind is one of these (类别).")
    division: list[str] | None = condition("Division code is one of these (行政区划代码).")
    exists_on: Date | None = condition("Existed on this day (在此日存在).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


DepartmentFilter.CONDITIONS = {
    "name_contains": "nameContains", "level": "level", "kind": "kind", "division": "divisionId",
    "exists_on": "existsOn",
}  # fmt: skip


@strawberry.input(description="Which libraries (资源库筛选).")
class LibraryFilter(Filter):
    """Which libraries."""

    kind: list[LibraryKind] | None = condition("Kind is one of these (类别).")
    policy: list[str] | None = condition("Named by one of these policies, `WH` (所依办法).")
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


LibraryFilter.CONDITIONS = {"kind": "kind", "policy": "policyId", "name_contains": "nameContains"}


@strawberry.input(description="Which information systems (信息系统筛选).")
class SystemFilter(Filter):
    """Which systems."""

    funding: list[Funding] | None = condition("Funding is one of these (资金来源).")
    operator: list[str] | None = condition("USCC of the operator is one of these (运行部门代码).")
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


SystemFilter.CONDITIONS = {"funding": "funding", "operator": "operatorId", "name_contains": "nameContains"}


@strawberry.input(description="Which consumers (使用方筛选).")
class ConsumerFilter(Filter):
    """Which consumers."""

    kind: list[ConsumerKind] | None = condition("Kind is one of these (类别).")
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


ConsumerFilter.CONDITIONS = {"kind": "kind", "name_contains": "nameContains"}


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


@strawberry.input(description="Which objections (异议筛选).")
class ObjectionFilter(Filter):
    """Which objections."""

    state: list[ObjectionState] | None = condition("State is one of these (状态).")
    ground: list[ObjectionGround] | None = condition("Ground is one of these (事由).")
    answering: list[str] | None = condition("USCC of the answering department is one of these (核查部门代码).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


ObjectionFilter.CONDITIONS = {"state": "state", "ground": "ground", "answering": "answersId"}
