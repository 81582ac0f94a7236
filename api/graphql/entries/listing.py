"""How entries are listed: filter, order, and the lists below a department, library, system or consumer."""

from enum import Enum
from typing import Self

import strawberry

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, any_of, condition, every_of, none_of
from api.graphql.lens.scalars import Date
from graph.subjects.entries import memory as entries_memory
from graph.words.entries import EntryState, FormatCategory, Mode, OpeningType, SharingType, UpdateCycle


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


@strawberry.enum(description="Order of entries.")
class ResourceOrder(Enum):
    """Order of entries."""

    CODE = strawberry.enum_value("code", description="By code (资源代码).")
    NAME = strawberry.enum_value("name", description="By name (资源名称).")
    PUBLISHED = strawberry.enum_value("published", description="Newest publication first (发布日期).")
    RECORDED = strawberry.enum_value("recorded", description="Newest change first (更新时间).")
    RELEVANCE = strawberry.enum_value("relevance", description="Best match first; only with `search` (相关度).")


OF_DEPARTMENT = Children(entries_memory.RESOURCES, "department")
IN_LIBRARY = Children(entries_memory.RESOURCES, "library")
FROM_SYSTEM = Children(entries_memory.RESOURCES, "system")
OF_CONSUMER = Children(entries_memory.RESOURCES, "consumer")
