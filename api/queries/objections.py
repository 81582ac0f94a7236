"""Questions about objections."""

import strawberry

from api.cursors import DEFAULT_FIRST
from api.fields import resolved
from api.objects.arguments import After, First, Ordered, Where
from api.objects.connections import Connection, asked_for, connect
from api.objects.filters import ObjectionFilter
from api.objects.objection import Objection
from api.objects.orders import ObjectionOrder
from graph.store import objections as cases


@strawberry.type
class ObjectionQuery:
    """Questions about objections."""

    @resolved
    async def objections(
        self,
        info: strawberry.Info,
        filter: Where[ObjectionFilter] = None,  # noqa: A002 - the word of the API
        order_by: Ordered[ObjectionOrder] = ObjectionOrder.RAISED,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Connection[Objection]:
        """Objections that you raised, answer or supervise (异议)."""
        asked = asked_for(cases.OBJECTIONS, filter)
        return await connect(info, cases.OBJECTIONS, asked, order_by, first, after)
