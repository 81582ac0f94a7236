"""The inbox."""

import strawberry

from api.graphql.lens.arguments import After, Before, First, Last, Where
from api.graphql.lens.connections import Connection, listed
from api.graphql.notices.lens import Notice
from api.graphql.notices.listing import NoticeFilter, NoticeOrder
from graph.cases.inbox import NOTICES


@strawberry.type
class NoticeQuery:
    """The inbox."""

    @listed(NOTICES, order=NoticeOrder.NEWEST)
    def notices(
        self,
        filter: Where[NoticeFilter] = None,  # noqa: A002 - the word of the API
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Notice]:
        """Notices to you and to the departments in which you hold a post, newest first (通知)."""
