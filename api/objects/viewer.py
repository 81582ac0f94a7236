"""Who asks, as far as the token and the graph say."""

from datetime import date

import strawberry

import api.objects.terms  # noqa: F401 - the enums below are registered there
from api.cursors import DEFAULT_FIRST
from api.fields import resolved
from api.objects import license_lists
from api.objects.arguments import After, First, Ordered, Where
from api.objects.connections import Connection
from api.objects.filters import LicenseFilter
from api.objects.license import License
from api.objects.orders import LicenseOrder
from api.objects.organisation import Department
from graph.law.access import Principal
from graph.law.posts import held_on
from graph.model.terms import PostKind, Role
from graph.store.edges import by_id
from graph.store.shapes import DEPARTMENT


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
        return await license_lists.OF_ASKER.connect(info, info.context.principal.holder, filter, order_by, first, after)

    @classmethod
    def of(cls, principal: Principal, today: date) -> "Viewer":
        """The published form of a principal."""
        held = held_on(principal.posts, today)
        return cls(
            role=principal.role,
            subject=principal.subject or None,
            posts=[ViewerPost(kind=post.kind, department_code=post.department) for post in held],
        )
