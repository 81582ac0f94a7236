"""How notices are listed: filter and order."""

from enum import Enum

from api.graphql.lens.filters import Filter, filters
from graph.cases.inbox import NOTICES


@filters(NOTICES, "Which notices (通知筛选).")
class NoticeFilter(Filter):
    """Which notices."""


class NoticeOrder(Enum):
    """The one order of the inbox, which nobody chooses."""

    NEWEST = "newest"
