"""How departments are listed: their filter."""

from typing import Self

import strawberry

from api.graphql.lens.filters import Filter, any_of, condition, every_of, none_of
from api.graphql.lens.scalars import Date
from graph.words.organisation import AuthorityLevel, DepartmentKind


@strawberry.input(description="Which departments (部门筛选).")
class DepartmentFilter(Filter):
    """Which departments."""

    name_contains: str | None = condition("Name or short name contains this (名称包含).")
    level: list[AuthorityLevel] | None = condition("Level is one of these (级别).")
    kind: list[DepartmentKind] | None = condition("Kind is one of these (类别).")
    division: list[str] | None = condition("Division code is one of these (行政区划代码).")
    exists_on: Date | None = condition("Existed on this day (在此日存在).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


DepartmentFilter.CONDITIONS = {
    "name_contains": "nameContains", "level": "level", "kind": "kind", "division": "divisionId",
    "exists_on": "existsOn",
}  # fmt: skip
