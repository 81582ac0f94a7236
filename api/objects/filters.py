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


def _and() -> Any:
    return strawberry.field(default=None, name="and", description="All of these hold too.")


def _or() -> Any:
    return strawberry.field(default=None, name="or", description="At least one of these holds too.")


def _not() -> Any:
    return strawberry.field(default=None, name="not", description="This does not hold.")


def _is(description: str) -> Any:
    return strawberry.field(default=None, description=description)


@strawberry.input(description="Which catalogue entries (目录条目筛选).")
class ResourceFilter(Filter):
    """Which entries."""

    sharing: list[SharingType] | None = _is("Sharing type is one of these (共享类型).")
    opening: list[OpeningType] | None = _is("Opening type is one of these (开放类型).")
    cycle: list[UpdateCycle] | None = _is("Update cycle is one of these (更新周期).")
    format_category: list[FormatCategory] | None = _is("Format category is one of these (格式分类).")
    mode: list[Mode] | None = _is("Way of supplying is one of these (共享方式类型).")
    state: list[EntryState] | None = _is("State is one of these (条目状态).")
    provider: list[str] | None = _is("USCC of the provider is one of these (提供方代码).")
    policy: list[str] | None = _is("Bound by one of these policies, `WH` (适用办法).")
    library: list[str] | None = _is("In one of these libraries, by code (资源库代码).")
    item_name: list[str] | None = _is("Has an item with one of these names (信息项名称).")
    name_contains: str | None = _is("The name contains this (名称包含).")
    published_from: Date | None = _is("Published on this day or later (发布日期起).")
    published_until: Date | None = _is("Published on this day or earlier (发布日期止).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


ResourceFilter.CONDITIONS = {
    "sharing": "sharing", "opening": "opening", "cycle": "cycle", "format_category": "formatCategory", "mode": "mode",
    "state": "state", "provider": "providerId", "policy": "policyId", "library": "libraryId", "item_name": "itemName",
    "name_contains": "nameContains", "published_from": "publishedFrom", "published_until": "publishedUntil",
}  # fmt: skip


@strawberry.input(description="Which departments (部门筛选).")
class DepartmentFilter(Filter):
    """Which departments."""

    name_contains: str | None = _is("Name or short name contains this (名称包含).")
    level: list[AuthorityLevel] | None = _is("Level is one of these (级别).")
    kind: list[DepartmentKind] | None = _is("Kind is one of these (类别).")
    division: list[str] | None = _is("Division code is one of these (行政区划代码).")
    exists_on: Date | None = _is("Existed on this day (在此日存在).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


DepartmentFilter.CONDITIONS = {
    "name_contains": "nameContains", "level": "level", "kind": "kind", "division": "divisionId",
    "exists_on": "existsOn",
}  # fmt: skip


@strawberry.input(description="Which libraries (资源库筛选).")
class LibraryFilter(Filter):
    """Which libraries."""

    kind: list[LibraryKind] | None = _is("Kind is one of these (类别).")
    policy: list[str] | None = _is("Named by one of these policies, `WH` (所依办法).")
    name_contains: str | None = _is("Name contains this (名称包含).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


LibraryFilter.CONDITIONS = {"kind": "kind", "policy": "policyId", "name_contains": "nameContains"}


@strawberry.input(description="Which information systems (信息系统筛选).")
class SystemFilter(Filter):
    """Which systems."""

    funding: list[Funding] | None = _is("Funding is one of these (资金来源).")
    operator: list[str] | None = _is("USCC of the operator is one of these (运行部门代码).")
    name_contains: str | None = _is("Name contains this (名称包含).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


SystemFilter.CONDITIONS = {"funding": "funding", "operator": "operatorId", "name_contains": "nameContains"}


@strawberry.input(description="Which consumers (使用方筛选).")
class ConsumerFilter(Filter):
    """Which consumers."""

    kind: list[ConsumerKind] | None = _is("Kind is one of these (类别).")
    name_contains: str | None = _is("Name contains this (名称包含).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


ConsumerFilter.CONDITIONS = {"kind": "kind", "name_contains": "nameContains"}


@strawberry.input(description="Which licence types (证照类型筛选).")
class LicenseTypeFilter(Filter):
    """Which licence types."""

    category: list[LicenseCategory] | None = _is("Category is one of these (证照类别).")
    holder_category: list[HolderCategory] | None = _is("Holder category is one of these (持证主体类别).")
    definer_level: list[AuthorityLevel] | None = _is("Level of the defining authority is one of these (定义机构级别).")
    name_contains: str | None = _is("Name contains this (名称包含).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


LicenseTypeFilter.CONDITIONS = {
    "category": "category", "holder_category": "holderCategory", "definer_level": "definerLevel",
    "name_contains": "nameContains",
}  # fmt: skip


@strawberry.input(description="Which licences (证照筛选).")
class LicenseFilter(Filter):
    """Which licences."""

    state: list[LicenseState] | None = _is("Stored state is one of these (证照状态).")
    type: list[str] | None = _is("Type code is one of these (证照类型代码).")
    issuer: list[str] | None = _is("USCC of the issuer is one of these (颁发机构代码).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


LicenseFilter.CONDITIONS = {"state": "state", "type": "typeId", "issuer": "issuerId"}


@strawberry.input(description="Which objections (异议筛选).")
class ObjectionFilter(Filter):
    """Which objections."""

    state: list[ObjectionState] | None = _is("State is one of these (状态).")
    ground: list[ObjectionGround] | None = _is("Ground is one of these (事由).")
    answering: list[str] | None = _is("USCC of the answering department is one of these (核查部门代码).")
    and_: list[Self] | None = _and()
    or_: list[Self] | None = _or()
    not_: Self | None = _not()


ObjectionFilter.CONDITIONS = {"state": "state", "ground": "ground", "answering": "answersId"}
