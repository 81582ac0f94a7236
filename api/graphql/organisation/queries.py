"""Questions about departments."""

import strawberry

from api.graphql.lens.arguments import Named
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.nodes import By, Sought, found, named
from api.graphql.lens.orders import NameOrder
from api.graphql.organisation.lens import Department
from api.graphql.organisation.listing import DepartmentFilter
from graph.subjects.organisation import memory as organisation_memory


@strawberry.type
class OrganisationQuery:
    """Questions about departments."""

    @found(published=Department | None)
    def department(by: Named[By]) -> Sought | None:  # noqa: N805 - a pure function of its argument
        """A department by id or USCC (部门)."""
        return named(by, "Department")

    @listed(organisation_memory.DEPARTMENTS, DepartmentFilter, NameOrder)
    def departments(self) -> Connection[Department]:
        """Departments (部门)."""
