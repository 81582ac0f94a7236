"""A notice as its reader is told it today: with the case that it tells of, all of a page read in one statement."""

from collections.abc import Sequence
from datetime import date

import strawberry

from graph.subjects.waiting.noticed import MATTERS, Noticed, noticed, place, state_words
from graph.words.notices import NoticeKind

KEPT = ("kind", "about", "about_id", "state", "acts", "name", "due_on")
"""What of a notice has to be known for it."""


def entered(kind: NoticeKind | str, about: str, state: str) -> str:
    """The state that a case has entered, in words."""
    return state_words(_kind(kind), about, state)


def _kind(kind: NoticeKind | str) -> NoticeKind:
    return kind if isinstance(kind, NoticeKind) else NoticeKind[kind]


async def told_now(info: strawberry.Info, *kept: object) -> Noticed:
    """The notice of which `KEPT` is kept."""
    return await _noticed(info, *kept)  # type: ignore[arg-type] # the columns, in their order


async def _noticed(
    info: strawberry.Info,
    kind: NoticeKind | str,
    about: str,
    about_id: str,
    state: str,
    acts: Sequence[str],
    name: str | None,
    due_on: str | None,
) -> Noticed:
    context = info.context
    matter = await context.load(MATTERS, place(about, about_id))
    last_day = date.fromisoformat(due_on) if due_on else None
    told = Noticed(_kind(kind), about, state, tuple(acts), name, last_day, None, ())
    return noticed(context.view, context.principal, told, matter)
