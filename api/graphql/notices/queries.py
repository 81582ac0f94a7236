"""The inbox."""

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.notices.lens import Notice
from api.graphql.notices.listing import NoticeFilter, NoticeOrder
from graph.cases.inbox import NOTICES


@strawberry.type
class NoticeQuery:
    """The inbox."""

    @listed(NOTICES, NoticeFilter, order=NoticeOrder.NEWEST)
    def notices(self) -> Connection[Notice]:
        """Notices to you and to the departments in which you hold a post, newest first (通知)."""
