"""The inbox."""

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.registration import resolved_as
from api.graphql.notices.lens import MutedNotices, Notice
from api.graphql.notices.listing import NoticeFilter, NoticeOrder
from graph.cases import muting
from graph.cases.inbox import NOTICES


@strawberry.type
class NoticeQuery:
    """The inbox."""

    @listed(NOTICES, NoticeFilter, order=NoticeOrder.NEWEST)
    def notices(self) -> Connection[Notice]:
        """Notices to you and to the departments in which you hold a post, newest first, but of muted kinds (通知)."""

    @resolved_as(MutedNotices)
    async def muted_notices(self, info: strawberry.Info) -> muting.MutedNotices:
        """Which kinds of notice you have muted (免打扰)."""
        return await muting.muted(info.context.view)
