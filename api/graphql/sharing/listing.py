"""How sharing requests and grants are listed, and what a department has asked for and does not have."""

from enum import Enum

import strawberry

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, filters
from graph.subjects.sharing import cases
from graph.subjects.sharing.grants import memory as grants_memory


@filters(cases.REQUESTS, "Which sharing requests (共享申请筛选).")
class SharingRequestFilter(Filter):
    """Which sharing requests."""


@strawberry.enum(description="Order of sharing requests.")
class SharingRequestOrder(Enum):
    """Order of sharing requests."""

    OPENED = strawberry.enum_value("opened", description="Newest first (申请时间).")
    DUE = strawberry.enum_value("due", description="By due date, those without one last (期限).")


@filters(grants_memory.GRANTS, "Which grants (授权筛选).")
class GrantFilter(Filter):
    """Which grants."""


@strawberry.enum(description="Order of grants.")
class GrantOrder(Enum):
    """Order of grants."""

    BEGUN = strawberry.enum_value("begun", description="By the first day, the newest first (授权起).")


DEMANDED_BY = Children(cases.REQUESTS, cases.DEMANDED_BY)
