"""Who somebody is here: the role of the token, and for staff the posts of the graph."""

from __future__ import annotations

from datetime import date

from graph.law.access import Principal
from graph.law.posts import SUPERVISING, HeldPost
from graph.law.scope import SEEN_BY, Reach
from graph.store.engine import Store
from graph.subjects.installation import administrators
from graph.subjects.people import memory
from graph.words.people import Role


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
        subject: As the token has it, of a holder the keyed hash of it; empty for the public.
        on: The day of the request.
        department: USCC of the department that the token names; of a role that reaches the whole installation it
            leaves the subtree.
        post: Id or kind of the one post that the token chooses; a post that is not held gives none.
        holder: Keyed hash of the person's own code, where that was proven.
    """
    if role is not Role.HOLDER:
        subject = store.subjects.kept(subject)
    if role is Role.ADMIN and not await administrators.accepted(store, subject):
        return Principal(Role.PUBLIC, subject)
    posts: tuple[HeldPost, ...] = ()
    if role is Role.STAFF:
        posts = tuple(
            HeldPost(
                held.kind,
                held.department,
                held.valid_from,
                held.valid_until,
                held.reached,
                held.below,
                held.partners,
                held.predecessors,
                held.leads,
            )
            for held in await memory.posts_of(store, subject, on, SUPERVISING)
            if post in (None, held.id, held.kind.name)
        )
    reaches_all = Reach.INSTALLATION in SEEN_BY[role].values()
    return Principal(
        role,
        subject,
        department,
        posts,
        holder=holder if role is Role.HOLDER else "",
        installation=await memory.installation(store, department) if reaches_all else frozenset(),
    )
