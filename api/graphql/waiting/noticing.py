"""A notice as its reader is told it today: with the case that it tells of, all of a page read in one statement."""

from typing import Final

import strawberry

from api.graphql.lens.naming import snake
from graph.subjects.waiting import noticed as waiting_noticed
from graph.subjects.waiting.noticed import MATTERS, Noticed, noticed, place, state_words
from graph.words.notices import NoticeKind

KEPT: Final = tuple(map(snake, waiting_noticed.KEPT))
"""What of a notice has to be known for it."""


def entered(kind: NoticeKind | str, about: str, state: str) -> str:
    """The state that a case has entered, in words."""
    return state_words(kind if isinstance(kind, NoticeKind) else NoticeKind[kind], about, state)


async def told_now(info: strawberry.Info, *kept: object) -> Noticed:
    """The notice of which `KEPT` is kept."""
    context, of = info.context, dict(zip(waiting_noticed.KEPT, kept, strict=True))
    matter = await context.load(MATTERS, place(str(of["about"]), str(of["aboutId"])))
    return noticed(context.view, context.principal, waiting_noticed.kept(of), matter)
