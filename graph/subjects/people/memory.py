"""People in posts: what a person may do follows from what is read here, for a day, in one statement.

A supervising post reaches the subtree of the nearest government above it, or of the nearest department that a policy
binds on that day, whichever comes first: an officer of a county does not reach the city, one of a bound bureau not the
city around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.store.conditions import holds_on
from graph.store.engine import Store
from graph.store.reading import day
from graph.words.organisation import DepartmentKind, PostKind


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as the graph keeps it."""

    id: str
    kind: PostKind
    department: str
    valid_from: date
    valid_until: date | None
    reached: frozenset[str]
    """USCCs of the departments that it supervises; empty for a post that supervises nobody."""


_DEPTH: LiteralString = "8"
_POSTS: LiteralString = (
    "MATCH (p:Post {subject: $subject}) "
    "WITH p, CASE WHEN p.kind IN $supervising THEN head(COLLECT { "
    "MATCH way = (:Department {id: p.departmentId})-[:CHILD_OF*0.." + _DEPTH + "]->(a:Department) "
    "WHERE a.kind = $government OR EXISTS { MATCH (a)<-[b:BINDS]-(:Policy) "
    f"WHERE {holds_on('b', 'date($on)')} }} "
    "RETURN a.id ORDER BY length(way) LIMIT 1 }) END AS root "
    "WITH p, CASE WHEN root IS NULL THEN [] ELSE COLLECT { "
    "MATCH (:Department {id: root})<-[:CHILD_OF*0.." + _DEPTH + "]-(d:Department) RETURN d.id } END AS reached "
    "RETURN collect([p.id, p.kind, p.departmentId, toString(p.validFrom), toString(p.validUntil), reached])"
)


async def posts_of(store: Store, subject: str, on: date, supervising: Iterable[PostKind]) -> tuple[StoredPost, ...]:
    """The posts of a person, past and future ones too, with the departments that each supervises on a day.

    Args:
        store: The graph.
        subject: The person's name in tokens; nobody has the empty one.
        on: The day for which supervision is asked; whether a post is held on it is the law's question.
        supervising: Kinds of post that supervise.
    """
    if not subject:
        return ()
    rows = await store.read(
        _POSTS,
        subject=subject,
        on=on.isoformat(),
        supervising=sorted(kind.name for kind in supervising),
        government=DepartmentKind.GOVERNMENT.name,
    )
    return tuple(
        StoredPost(
            identity,
            PostKind[kind],
            department,
            date.fromisoformat(since),
            day(until),
            frozenset(reached),
        )
        for identity, kind, department, since, until, reached in sorted(rows or [])
    )
