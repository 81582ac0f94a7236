"""How libraries, systems and consumers are listed: their filters."""

from enum import Enum

import strawberry

from api.graphql.lens.filters import Filter, filters
from graph.subjects.sources import memory as sources_memory


@filters(sources_memory.LIBRARIES, "Which libraries (资源库筛选).")
class LibraryFilter(Filter):
    """Which libraries."""


@filters(sources_memory.SYSTEMS, "Which information systems (信息系统筛选).")
class SystemFilter(Filter):
    """Which systems."""


@filters(sources_memory.LEGAL_BASES, "Which legal bases (依据筛选).")
class LegalBasisFilter(Filter):
    """Which legal bases."""


@strawberry.enum(description="Order of legal bases.")
class LegalBasisOrder(Enum):
    """Order of legal bases."""

    CODE = strawberry.enum_value("code", description="By code (代码).")


@filters(sources_memory.CONSUMERS, "Which consumers (使用方筛选).")
class ConsumerFilter(Filter):
    """Which consumers."""
