"""Questions about departments."""

import strawberry

from api.graphql.lens.arguments import After, Before, First, Last, Named, Ordered, Where
from api.graphql.lens.connections import Connection, asked_for, connect
from api.graphql.lens.cursors import Span
from api.graphql.lens.nodes import By, one
from api.graphql.lens.orders import NameOrder
from api.graphql.lens.registration import resolved
from api.graphql.organisation.lens import Department
from api.graphql.organisation.listing import DepartmentFilter
from graph.subjects.organisation import memory as organisation_memory


@strawberry.type
class OrganisationQuery:
    """Questions about departments."""

    @resolved
    async def department(self, info: strawberry.Info, by: Named[By]) -> Department | None:
        """A department by id or USCC (部门)."""
        found: Department | None = await one(info, by, "Department")
        return found

    @resolved
    async def departments(
        self,
        info: strawberry.Info,
        filter: Where[DepartmentFilter] = None,  # noqa: A002
        order_by: Ordered[NameOrder] = NameOrder.CODE,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Department]:
        """Departments (部门)."""
        asked = asked_for(organisation_memory.DEPARTMENTS, filter)
        span = Span(first, after, last, before)
        return await connect(info, organisation_memory.DEPARTMENTS, asked, order_by, span)
