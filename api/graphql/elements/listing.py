"""How data elements are listed: their filter."""

from api.graphql.lens.filters import Filter, filters
from graph.subjects.elements import memory as elements_memory


@filters(elements_memory.ELEMENTS, "Which data elements (数据元筛选).")
class DataElementFilter(Filter):
    """Which data elements."""
