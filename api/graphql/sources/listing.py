"""How libraries, systems and consumers are listed: their filters."""

from typing import Self

import strawberry

from api.graphql.lens.filters import Filter, any_of, condition, every_of, none_of
from graph.words.sources import ConsumerKind, Funding, LibraryKind


@strawberry.input(description="Which libraries (资源库筛选).")
class LibraryFilter(Filter):
    """Which libraries."""

    kind: list[LibraryKind] | None = condition("Kind is one of these (类别).")
    policy: list[str] | None = condition("Named by one of these policies, `WH` (所依办法).")
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


LibraryFilter.CONDITIONS = {"kind": "kind", "policy": "policyId", "name_contains": "nameContains"}


@strawberry.input(description="Which information systems (信息系统筛选).")
class SystemFilter(Filter):
    """Which systems."""

    funding: list[Funding] | None = condition("Funding is one of these (资金来源).")
    operator: list[str] | None = condition("USCC of the operator is one of these (运行部门代码).")
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


SystemFilter.CONDITIONS = {"funding": "funding", "operator": "operatorId", "name_contains": "nameContains"}


@strawberry.input(description="Which consumers (使用方筛选).")
class ConsumerFilter(Filter):
    """Which consumers."""

    kind: list[ConsumerKind] | None = condition("Kind is one of these (类别).")
    name_contains: str | None = condition("Name contains this (名称包含).")
    and_: list[Self] | None = every_of()
    or_: list[Self] | None = any_of()
    not_: Self | None = none_of()


ConsumerFilter.CONDITIONS = {"kind": "kind", "name_contains": "nameContains"}
