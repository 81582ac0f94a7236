"""Anything, by its identity."""

import strawberry

from api.graphql.lens.arguments import Id
from api.graphql.lens.ids import parsed
from api.graphql.lens.nodes import loaded
from api.graphql.lens.registration import Node, resolved


@strawberry.type
class NodeQuery:
    """Anything, by its identity."""

    @resolved
    async def node(self, info: strawberry.Info, id: Id) -> Node | None:  # noqa: A002 - the word of the API
        """Anything by its global id; null when there is none that you may see."""
        label, identity = parsed(id, "id")
        return await loaded(info, label, identity)
