"""What is cited where no policy binds a department: the articles that end the one that did, or say whom it binds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import LiteralString

from graph.errors import NoPolicy
from graph.law.policies import unbinding
from graph.store.engine import Store
from graph.subjects.organisation.binding import nearest_to

_NEAREST: LiteralString = f"RETURN {nearest_to('(:Department {id: $id})')}"


@asynccontextmanager
async def told_why_unbound(store: Store, department: str | None, on: date) -> AsyncIterator[None]:
    """Decide inside: who is refused because no policy binds a department is told by which article it does not.

    Args:
        store: The graph.
        department: USCC of who would have to answer; None where nobody does.
        on: The day.
    """
    try:
        yield
    except NoPolicy as refusal:
        if not refusal.rules and department is not None:
            refusal.rules = unbinding(await store.read(_NEAREST, id=department), on)
        raise
