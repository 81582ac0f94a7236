"""How objections are listed: filter and order."""

from enum import Enum
from typing import Self

import strawberry

from api.graphql.lens.filters import Filter, any_of, condition, every_of, none_of
from graph.words.objections import ObjectionGround, ObjectionState


@strawberry.input(description="Which objections (异议筛选).")
class ObjectionFilter(Filter):
    """Which objections."""

    state: list[ObjectionState] | None = condition("State is one of these (状态).")
    ground: list[ObjectionGround] | None = condition("Ground is one of these (事由).")
    answering: list[str] | None = condition("USCC of the answering department is one of these (核查部门代码).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


ObjectionFilter.CONDITIONS = {"state": "state", "ground": "ground", "answering": "answersId"}


@strawberry.enum(description="Order of objections.")
class ObjectionOrder(Enum):
    """Order of objections."""

    RAISED = strawberry.enum_value("raised", description="Newest first (提出时间).")
