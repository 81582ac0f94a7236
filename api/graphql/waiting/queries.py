"""Work lists."""

from typing import Annotated

import strawberry

from api.graphql.lens import cursors
from api.graphql.lens.arguments import After, First
from api.graphql.lens.registration import resolved_as
from api.graphql.lens.terms import publish
from api.graphql.waiting.lens import (
    BY_DEPARTMENT,
    KINDS,
    ORDER,
    SupervisedPage,
    WaitingCount,
    WaitingKind,
    WaitingPage,
)
from graph.subjects.waiting import desk as waiting_desk
from graph.subjects.waiting import supervised as waiting_supervised
from graph.subjects.waiting.desk import Place, Sought, Whose

_LABELS: dict[WaitingKind, str] = {kind: label for label, kind in KINDS.items()}


publish(
    Whose,
    "Whose turn it is: a post that you hold; as the head of a department also anybody in it; anybody at all, of what "
    "you see. Nothing waits for a post of its own for which the rows of its city have no step; a head sees what waits "
    "in the department (待办归属).",
)
Chosen = Annotated[
    list[WaitingKind] | None, strawberry.argument(description="Which kinds of cases; null is all (类别).")
]
Turn = Annotated[Whose, strawberry.argument(description="Whose turn it is (归属).")]


@strawberry.type
class WaitingQuery:
    """Work lists."""

    @resolved_as(WaitingPage)
    async def waiting(
        self,
        info: strawberry.Info,
        whose: Turn = Whose.MY_DEPARTMENT,
        kinds: Chosen = None,
        overdue: Annotated[bool, strawberry.argument(description="Only what is overdue (仅逾期).")] = False,
        first: First = None,
        after: After = None,
    ) -> waiting_desk.WaitingPage:
        """What waits for you, and as a head for your department, the most urgent first (待办)."""
        context, sought, size = info.context, _sought(whose, kinds, overdue=overdue), cursors.page_size(first)
        mark = cursors.fingerprint(ORDER, "waiting", whose.name, overdue, *sought.kinds)
        start = cursors.read(after, ORDER, mark)
        place = None if start is None else _place(after or "", *start)
        return await waiting_desk.waiting(context.view, context.principal, sought, size, place, mark)

    @resolved_as(list[WaitingCount])
    async def waiting_counts(
        self, info: strawberry.Info, whose: Turn = Whose.MY_DEPARTMENT, kinds: Chosen = None
    ) -> list[waiting_desk.WaitingCount]:
        """How many cases of each kind wait, and how many are overdue; nothing of kinds of which none does (待办数)."""
        sought = _sought(whose, kinds, overdue=False)
        return await waiting_desk.waiting_counts(info.context.view, info.context.principal, sought)

    @resolved_as(SupervisedPage)
    async def supervised_departments(
        self, info: strawberry.Info, first: First = None, after: After = None
    ) -> waiting_supervised.SupervisedPage:
        """The departments whose duties you see, with what is overdue and what is not reported in each (督办)."""
        mark, size = cursors.fingerprint(BY_DEPARTMENT, "supervised"), cursors.page_size(first)
        start = cursors.read(after, BY_DEPARTMENT, mark)
        return await waiting_supervised.supervised(info.context.view, size, start[1] if start else None, mark)


def _sought(whose: Whose, kinds: list[WaitingKind] | None, *, overdue: bool) -> Sought:
    return Sought.of(whose, None if kinds is None else [_LABELS[kind] for kind in kinds], overdue=overdue)


def _place(after: str, key: float | str, known: str) -> Place:
    label, _, identity = known.partition(":")
    if not isinstance(key, str) or label not in KINDS:
        raise cursors.foreign(after)
    return key, label, identity
