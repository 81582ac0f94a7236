"""A notice as its reader is told it today: with the case that it tells of, all of a page read in one statement."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import strawberry

from graph.subjects.waiting.noticed import MATTERS, Noticed, noticed, place, state_words
from graph.words.notices import BasisTold, NoticeKind

KEPT = (
    "kind", "about", "about_id", "state", "acts", "name", "due_on",
    "changed_on", "document", "concerned", "concerned_names", "moved_to",
)  # fmt: skip
"""What of a notice has to be known for it."""


def entered(kind: NoticeKind | str, about: str, state: str) -> str:
    """The state that a case has entered, in words."""
    return state_words(_kind(kind), about, state)


def _kind(kind: NoticeKind | str) -> NoticeKind:
    return kind if isinstance(kind, NoticeKind) else NoticeKind[kind]


async def told_now(info: strawberry.Info, *kept: Any) -> Noticed:
    """The notice of which `KEPT` is kept."""
    context, of = info.context, dict(zip(KEPT, kept, strict=True))
    matter = await context.load(MATTERS, place(of["about"], of["about_id"]))
    last_day = date.fromisoformat(of["due_on"]) if of["due_on"] else None
    told = Noticed(
        _kind(of["kind"]), of["about"], of["state"], tuple(of["acts"]), of["name"], last_day, None, (), _basis(of)
    )
    return noticed(context.view, context.principal, told, matter)


def _basis(of: Mapping[str, Any]) -> BasisTold | None:
    """What is kept of a legal basis that has changed."""
    if not of["changed_on"]:
        return None
    names = tuple(of["concerned_names"] or ())
    return BasisTold(date.fromisoformat(of["changed_on"]), of["document"], of["concerned"] or 0, names, of["moved_to"])
