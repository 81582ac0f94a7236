"""How suspected forgeries are listed: filter and order."""

from enum import Enum

import strawberry

from api.graphql.lens.filters import Filter, filters
from graph.subjects.forgeries import memory as forgeries_memory


@filters(forgeries_memory.FORGERY_CASES, "Which suspected forgeries (疑似伪造案件筛选).")
class ForgeryCaseFilter(Filter):
    """Which suspected forgeries."""


@strawberry.enum(description="Order of suspected forgeries.")
class ForgeryCaseOrder(Enum):
    """Order of suspected forgeries."""

    SUSPECTED = strawberry.enum_value("suspected", description="Newest first (立案时间).")
