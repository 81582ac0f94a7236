"""How departments are listed: their filter."""

from api.graphql.lens.filters import Filter, filters
from graph.subjects.organisation import memory as organisation_memory


@filters(organisation_memory.DEPARTMENTS, "Which departments (部门筛选).")
class DepartmentFilter(Filter):
    """Which departments."""
