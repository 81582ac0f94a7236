"""Questions about sharing requests."""

from enum import Enum

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.filters import Filter, filters
from api.graphql.sharing.lens import SharingRequest
from graph.subjects.sharing import cases


@filters(cases.REQUESTS, "Which sharing requests (共享申请筛选).")
class SharingRequestFilter(Filter):
    """Which sharing requests."""


@strawberry.enum(description="Order of sharing requests.")
class SharingRequestOrder(Enum):
    """Order of sharing requests."""

    OPENED = strawberry.enum_value("opened", description="Newest first (申请时间).")
    DUE = strawberry.enum_value("due", description="By due date, those without one last (期限).")


@strawberry.type
class SharingQuery:
    """Questions about sharing requests."""

    @listed(cases.REQUESTS, SharingRequestFilter, SharingRequestOrder)
    def sharing_requests(self) -> Connection[SharingRequest]:
        """Requests of your department and to it, and of those that you supervise (共享申请)."""
