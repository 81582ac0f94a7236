"""How duties are listed: filter and order."""

from enum import Enum

from api.graphql.lens.filters import Filter, filters
from graph.subjects.duties import memory


@filters(memory.DUTIES, "Which duties (义务筛选).")
class DutyFilter(Filter):
    """Which duties."""


class DutyOrder(Enum):
    """The one order of duties, which nobody chooses."""

    DUE = "due"
