"""Who asks."""

import strawberry

from api.graphql.lens.registration import resolved
from api.graphql.people.lens import Viewer


@strawberry.type
class ViewerQuery:
    """Who asks."""

    @resolved
    def viewer(self, info: strawberry.Info) -> Viewer:
        """You, as far as the token says (当前用户)."""
        return Viewer.of(info.context.principal, info.context.view.today)
