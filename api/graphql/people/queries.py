"""Who asks."""

import strawberry

from api.graphql.lens.registration import resolved_as
from api.graphql.people.lens import Viewer
from graph.law.access import Principal


@strawberry.type
class ViewerQuery:
    """Who asks."""

    @resolved_as(Viewer)
    def viewer(self, info: strawberry.Info) -> Principal:
        """You, as far as the token says (当前用户)."""
        principal: Principal = info.context.principal
        return principal
