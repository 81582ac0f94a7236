"""How departments are listed: their filter, and the lists below a department or a licence type."""

from api.graphql.lens.connections import Children
from api.graphql.lens.filters import Filter, filters
from graph.subjects.organisation import memory as organisation_memory


@filters(organisation_memory.DEPARTMENTS, "Which departments (部门筛选).")
class DepartmentFilter(Filter):
    """Which departments."""


BELOW = Children(organisation_memory.DEPARTMENTS, "department")
ISSUERS_OF = Children(organisation_memory.DEPARTMENTS, "license_type")
