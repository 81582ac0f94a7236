"""In which departments the posts are held whose step it is, when somebody else tries to take it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from graph.cases.refusing import AnotherPost
from graph.law.posts import SUPERVISING
from graph.store.engine import Store
from graph.subjects.people.memory import names_of, places_over
from graph.words.organisation import PostKind


@asynccontextmanager
async def told_whose(store: Store, on: date) -> AsyncIterator[None]:
    """Decide inside: who is refused for another's step is told where its post is held.

    A post of a side is held in a department of that side, which the case names. One that supervises is held elsewhere,
    in a department above; that is looked up here, and only for a refusal.

    Args:
        store: The graph.
        on: The day.
    """
    try:
        yield
    except AnotherPost as refusal:
        kinds = [each for each in refusal.posts if isinstance(each, PostKind)]
        over = [kind for kind in kinds if kind in SUPERVISING]
        held = set(refusal.departments if len(over) < len(kinds) else ())
        for kind in over:
            for department in refusal.departments:
                held |= set(await places_over(store, department, kind, on))
        refusal.held_in(await names_of(store, held))
        raise
