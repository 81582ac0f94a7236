"""Who acts, and when: the small value that every use case takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.law.access import Principal
from graph.law.acts import Act
from graph.law.posts import SUPERVISING, HeldPost
from graph.law.workdays import china_day
from graph.model.terms import Role
from graph.store import administration, people
from graph.store.engine import Store
from graph.store.journal import Deed


@dataclass(frozen=True, slots=True)
class Actor:
    """A principal at a moment."""

    principal: Principal
    now: datetime
    """When the request came in, with its zone."""

    @property
    def today(self) -> date:
        """The day in China on which it is done."""
        return china_day(self.now)

    def deed(self, act: Act | str, about: str, rules: tuple[str, ...] = (), detail: str = "") -> Deed:
        """A line for the journal about something that this actor does."""
        name = act if isinstance(act, str) else act.name
        return Deed(name, about, self.principal.subject, self.principal.role.name, self.now, rules, detail)


async def principal_of(
    store: Store,
    role: Role,
    subject: str,
    on: date,
    *,
    department: str | None = None,
    post: str | None = None,
    holder: str = "",
) -> Principal:
    """Who somebody is here: the role of the token, and for staff the posts of the graph.

    An administrator by token whose subject is not registered in a bureau's store is the public there.

    Args:
        store: The graph.
        role: As the token has it.
        subject: As the token has it; empty for the public.
        on: The day of the request.
        department: USCC of the department that the token names.
        post: Id or kind of the one post that the token chooses; a post that is not held gives none.
        holder: Keyed hash of the person's own code, where that was proven.
    """
    if role is Role.ADMIN and not await administration.accepted(store, subject):
        return Principal(Role.PUBLIC, subject)
    posts: tuple[HeldPost, ...] = ()
    if role is Role.STAFF:
        posts = tuple(
            HeldPost(held.kind, held.department, held.valid_from, held.valid_until, held.reached)
            for held in await people.posts_of(store, subject, on, SUPERVISING)
            if post in (None, held.id, held.kind.name)
        )
    return Principal(role, subject, department, posts, holder if role is Role.HOLDER else "")
