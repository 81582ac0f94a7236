"""How objections are listed: filter and order."""

from enum import Enum

import strawberry

from api.graphql.lens.filters import Filter, filters
from graph.subjects.objections import memory as objections_memory


@filters(objections_memory.OBJECTIONS, "Which objections (异议筛选).")
class ObjectionFilter(Filter):
    """Which objections."""


@strawberry.enum(description="Order of objections.")
class ObjectionOrder(Enum):
    """Order of objections."""

    RAISED = strawberry.enum_value("raised", description="Newest first (提出时间).")
