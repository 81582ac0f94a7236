"""In which departments the posts are held whose step it is, when somebody else tries to take it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from graph.cases.refusing import AnotherPost
from graph.law.posts import SUPERVISING
from graph.law.workflow import Actor
from graph.store.engine import Store
from graph.subjects.people.memory import names_of, places_over
from graph.words.organisation import PostKind


@asynccontextmanager
async def told_whose(store: Store, on: date) -> AsyncIterator[None]:
    """Decide inside: who is refused for another's step is told where its post is held.

    A post of a side is held in a department of that side, which the case names. One that supervises is held elsewhere,
    in a department above; that is looked up here, and only for a refusal. A role is no
    post, and held in no department.

    Args:
        store: The graph.
        on: The day.
    """
    try:
        yield
    except AnotherPost as refusal:
        places: dict[Actor, set[str]] = {}
        for post, departments in refusal.reached.items():
            if not isinstance(post, PostKind):
                places[post] = set()
                continue
            places[post] = set() if post in SUPERVISING else set(departments)
            if post in SUPERVISING:
                for department in departments:
                    places[post] |= set(await places_over(store, department, post, on))
        refusal.held_in(places, await names_of(store, set[str]().union(*places.values())))
        raise
