"""Questions about sharing requests."""

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.sharing.lens import SharingRequest
from api.graphql.sharing.listing import SharingRequestFilter, SharingRequestOrder
from graph.subjects.sharing import cases


@strawberry.type
class SharingQuery:
    """Questions about sharing requests."""

    @listed(cases.REQUESTS, SharingRequestFilter, SharingRequestOrder)
    def sharing_requests(self) -> Connection[SharingRequest]:
        """Requests of your department and to it, and of those that you supervise (共享申请)."""
