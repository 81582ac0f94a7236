"""How entries are listed: filter, order, and the lists below a department, library, legal basis, system, consumer."""

from enum import Enum

import strawberry

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, filters
from graph.subjects.entries import cases
from graph.subjects.entries import memory as entries_memory


@filters(entries_memory.RESOURCES, "Which catalogue entries (目录条目筛选).")
class ResourceFilter(Filter):
    """Which entries."""


@strawberry.enum(description="Order of entries.")
class ResourceOrder(Enum):
    """Order of entries."""

    CODE = strawberry.enum_value("code", description="By code (资源代码).")
    NAME = strawberry.enum_value("name", description="By name (资源名称).")
    PUBLISHED = strawberry.enum_value("published", description="Newest publication first (发布日期).")
    RECORDED = strawberry.enum_value("recorded", description="Newest change first (更新时间).")
    RELEVANCE = strawberry.enum_value("relevance", description="Best match first; only with `search` (相关度).")


@filters(cases.ENTRY_CASES, "Which cases of entries (目录条目案件筛选).")
class EntryCaseFilter(Filter):
    """Which cases of entries."""


@strawberry.enum(description="Order of cases of entries.")
class EntryCaseOrder(Enum):
    """Order of cases of entries."""

    OPENED = strawberry.enum_value("opened", description="Newest first (立案时间).")


OF_DEPARTMENT = Children(entries_memory.RESOURCES, "department")
IN_SUBTREE = Children(entries_memory.RESOURCES, "subtree")
IN_LIBRARY = Children(entries_memory.RESOURCES, "library")
RESTING_ON = Children(entries_memory.RESOURCES, "basis")
FROM_SYSTEM = Children(entries_memory.RESOURCES, "system")
BINDING = Children(entries_memory.RESOURCES, "element")
OF_CONSUMER = Children(entries_memory.RESOURCES, "consumer")
