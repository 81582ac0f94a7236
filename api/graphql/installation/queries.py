"""Who administers this store."""

import strawberry

from api.graphql.installation.lens import Administrator
from api.graphql.lens.registration import resolved_as
from graph.law.access import may
from graph.law.acts import Act
from graph.subjects.installation import administrators


@strawberry.type
class AdministrationQuery:
    """Questions about the store itself."""

    @resolved_as(list[Administrator] | None)
    async def administrators(self, info: strawberry.Info) -> tuple[administrators.Administrator, ...] | None:
        """Who administers this store, by when he was registered; null where you do not (管理员)."""
        context = info.context
        if not may(context.principal, Act.APPOINT_ADMINISTRATORS, None, context.actor.today):
            return None
        return await administrators.registered(context.backend.store)
