"""Anything, by its identity."""

import strawberry

from api.graphql.lens.arguments import Id
from api.graphql.lens.ids import parsed
from api.graphql.lens.nodes import Sought, found, sought
from api.graphql.lens.registration import Node


@strawberry.type
class NodeQuery:
    """Anything, by its identity."""

    @found(published=Node | None)
    def node(id: Id) -> Sought | None:  # noqa: A002, N805 - the word of the API
        """Anything by its global id; null when there is none that you may see."""
        return sought(*parsed(id, "id"))
