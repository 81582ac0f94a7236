"""Questions about objections."""

import strawberry

from api.graphql.lens.connections import Connection, listed
from api.graphql.objections.lens import Objection
from api.graphql.objections.listing import ObjectionFilter, ObjectionOrder
from graph.subjects.objections import memory as objections_memory


@strawberry.type
class ObjectionQuery:
    """Questions about objections."""

    @listed(objections_memory.OBJECTIONS, ObjectionFilter, ObjectionOrder)
    def objections(self) -> Connection[Objection]:
        """Objections that you raised, answer or supervise (异议)."""
