"""Questions about sharing requests and grants."""

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.sharing.grants import Grant
from api.graphql.sharing.lens import SharingRequest
from api.graphql.sharing.listing import GrantFilter, GrantOrder, SharingRequestFilter, SharingRequestOrder
from graph.subjects.sharing import cases
from graph.subjects.sharing.grants import memory as grants_memory


@strawberry.type
class SharingQuery:
    """Questions about sharing requests and grants."""

    @listed(cases.REQUESTS, SharingRequestFilter, SharingRequestOrder)
    def sharing_requests(self) -> Connection[SharingRequest]:
        """Requests of your department and to it, and of those that you supervise (共享申请)."""

    @listed(grants_memory.GRANTS, GrantFilter, GrantOrder)
    def grants(self) -> Connection[Grant]:
        """Grants to your department and of its data, and those that you supervise (授权)."""
