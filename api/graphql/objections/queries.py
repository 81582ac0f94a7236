"""Questions about objections."""

import strawberry

from api.graphql.lens.arguments import After, Before, First, Last, Ordered, Where
from api.graphql.lens.connections import Connection, listed
from api.graphql.objections.lens import Objection
from api.graphql.objections.listing import ObjectionFilter, ObjectionOrder
from graph.subjects.objections import memory as objections_memory


@strawberry.type
class ObjectionQuery:
    """Questions about objections."""

    @listed(objections_memory.OBJECTIONS)
    def objections(
        self,
        filter: Where[ObjectionFilter] = None,  # noqa: A002 - the word of the API
        order_by: Ordered[ObjectionOrder] = ObjectionOrder.RAISED,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Objection]:
        """Objections that you raised, answer or supervise (异议)."""
