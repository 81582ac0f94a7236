"""Who asks, as far as the token and the graph say."""

from datetime import date

import strawberry

from api.graphql.lens.arguments import After, First, Ordered, Where
from api.graphql.lens.connections import Connection
from api.graphql.lens.cursors import DEFAULT_FIRST
from api.graphql.lens.registration import resolved
from api.graphql.licensing import listing as licensing_listing
from api.graphql.licensing.lens import License
from api.graphql.licensing.listing import LicenseFilter, LicenseOrder
from api.graphql.organisation.lens import Department
from graph.law.access import Principal
from graph.law.posts import held_on
from graph.schema.nodes import DEPARTMENT
from graph.store.edges import by_id
from graph.words.organisation import PostKind
from graph.words.people import Role


@strawberry.type(description="A post that you hold (岗位).")
class ViewerPost:
    """A post that the asker holds."""

    kind: PostKind = strawberry.field(description="Which post (岗位).")
    department_code: str = strawberry.field(description="USCC of the department in which it is held (部门代码).")

    @resolved
    async def department(self, info: strawberry.Info) -> Department | None:
        """The department in which it is held (部门)."""
        found: Department | None = Department.of(await info.context.load(by_id(DEPARTMENT), self.department_code))
        return found


@strawberry.type(description="You, as far as the token says (当前用户).")
class Viewer:
    """Who asks."""

    role: Role = strawberry.field(description="Role of the token (角色).")
    subject: str | None = strawberry.field(description="Identifier of the person or program in tokens.")
    posts: list[ViewerPost] = strawberry.field(description="Posts held today (岗位).")

    @resolved
    async def licenses(
        self,
        info: strawberry.Info,
        filter: Where[LicenseFilter] = None,  # noqa: A002 - the word of the API
        order_by: Ordered[LicenseOrder] = LicenseOrder.ISSUED,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Connection[License]:
        """Licences that you hold (持证列表: WHL-17); empty for everybody but holders."""
        return await licensing_listing.OF_ASKER.connect(
            info, info.context.principal.holder, filter, order_by, first, after
        )

    @classmethod
    def of(cls, principal: Principal, today: date) -> "Viewer":
        """The published form of a principal."""
        held = held_on(principal.posts, today)
        return cls(
            role=principal.role,
            subject=principal.subject or None,
            posts=[ViewerPost(kind=post.kind, department_code=post.department) for post in held],
        )
