"""Questions about duties: a list, and what a department owes for which period."""

from datetime import date
from typing import Annotated

import strawberry

from api.graphql.duties.lens import DutyTally, LapsedGround, OwedDuty, PeriodicDuty
from api.graphql.duties.listing import DutyFilter, DutyOrder
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.registration import resolved_as
from api.graphql.lens.scalars import Date
from graph.subjects.duties import lapsing, memory, periods, rules


@strawberry.type
class DutyQuery:
    """Questions about duties."""

    @listed(memory.DUTIES, DutyFilter, order=DutyOrder.DUE)
    def duties(self) -> Connection[OwedDuty]:
        """What departments owe and have owed that you may see, the most urgent first; without a number last (义务)."""

    @resolved_as(list[DutyTally])
    async def duty_tallies(
        self,
        info: strawberry.Info,
        departments: Annotated[
            list[str], strawberry.argument(description="USCCs of departments, at most 100 (部门代码).")
        ],
    ) -> list[rules.Tally]:
        """How many duties of some departments stand where today, as far as you may see them (义务统计)."""
        view = info.context.view
        return list(rules.tally(await memory.counted(view, departments[:100]), view.today))

    @resolved_as(list[PeriodicDuty] | None)
    async def recurring_duties_of(
        self,
        info: strawberry.Info,
        department: Annotated[str, strawberry.argument(description="USCC of the department (部门代码).")],
        since: Annotated[Date, strawberry.argument(name="from", description="First day (起).")],
        until: Annotated[Date, strawberry.argument(description="Last day, at most ten years later (止).")],
    ) -> list[periods.Standing] | None:
        """What a department owes for periods due in some days; null if you may not see it (定期义务)."""
        first, last = date.fromisoformat(str(since)), date.fromisoformat(str(until))
        return await periods.standing(info.context.view, department, first, last)

    @resolved_as(list[LapsedGround] | None)
    async def lapsed_grounds(
        self,
        info: strawberry.Info,
        department: Annotated[str, strawberry.argument(description="USCC of the department (部门代码).")],
    ) -> list[lapsing.LapsedGround] | None:
        """Entries of a department that are withheld on a basis which has ended (依据失效: CS-30), at most 1,000."""
        return await lapsing.lapsed_grounds(info.context.view, department)
