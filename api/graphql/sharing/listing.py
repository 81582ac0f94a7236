"""How sharing requests are listed: filter, order, and the list of what a department has asked for and does not have."""

from enum import Enum

import strawberry

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, filters
from graph.subjects.sharing import cases


@filters(cases.REQUESTS, "Which sharing requests (共享申请筛选).")
class SharingRequestFilter(Filter):
    """Which sharing requests."""


@strawberry.enum(description="Order of sharing requests.")
class SharingRequestOrder(Enum):
    """Order of sharing requests."""

    OPENED = strawberry.enum_value("opened", description="Newest first (申请时间).")
    DUE = strawberry.enum_value("due", description="By due date, those without one last (期限).")


DEMANDED_BY = Children(cases.REQUESTS, cases.DEMANDED_BY)
