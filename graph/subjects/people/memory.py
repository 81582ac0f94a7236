"""People in posts: what a person may do and see follows from what is read here, for a day, in one statement.

A post lasts no longer than its department: who held one in a department that is gone holds none there any more.

A supervising post reaches the subtree of the nearest government above it, or of the nearest department that a policy
binds on that day, whichever comes first: an officer of a county does not reach the city, one of a bound bureau not the
city around it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from graph.law.posts import Supervisor
from graph.schema.periods import EXISTENCE, TENURE
from graph.store.edges import Row
from graph.store.engine import Store, Unit
from graph.store.reading import day
from graph.subjects.organisation.binding import answering_for
from graph.words.organisation import DepartmentKind, PostKind
from graph.words.periods import within


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
    leads: frozenset[PostKind]
    """Of a head the supervising posts that are held in the department on the day; then it reaches what they reach."""
    below: frozenset[str]
    """USCCs of the departments below its own."""
    partners: frozenset[str]
    """USCCs of the departments that share a case with its own, open or closed."""
    predecessors: frozenset[str]
    """USCCs of the departments that have ended, for which its own answers on the day."""


_DEPTH: LiteralString = "8"
_NEAREST: LiteralString = (
    "head(COLLECT { "
    "MATCH way = (:Department {id: p.departmentId})-[:CHILD_OF*0.." + _DEPTH + "]->(a:Department) "
    "WHERE a.kind = $government OR EXISTS { MATCH (a)<-[b:BINDS]-(:Policy) "
    f"WHERE {TENURE.holds('b', '$on')} }} "
    "RETURN a.id ORDER BY length(way) LIMIT 1 })"
)
_ROOT: LiteralString = f"CASE WHEN p.kind IN $supervising THEN {_NEAREST} END"
_LED: LiteralString = (
    "CASE WHEN p.kind = $head THEN COLLECT { MATCH (:Department {id: p.departmentId})<-[:AT]-(o:Post) "
    f"WHERE o.kind IN $supervising AND {TENURE.holds('o', '$on')} RETURN DISTINCT o.kind }} ELSE [] END"
)
_POSTS: LiteralString = (
    f"MATCH (p:Post {{subject: $subject}}) WITH p, {_LED} AS leads "
    f"WITH p, leads, CASE WHEN p.kind IN $supervising OR size(leads) > 0 THEN {_NEAREST} END AS root "
    "WITH p, leads, CASE WHEN root IS NULL THEN [] ELSE COLLECT { "
    "MATCH (:Department {id: root})<-[:CHILD_OF*0.." + _DEPTH + "]-(d:Department) RETURN d.id } END AS reached "
    "WITH collect([p.id, p.kind, p.departmentId, toString(p.validFrom), toString(p.validUntil), reached, leads]) "
    "AS posts, "
    "collect(DISTINCT p.departmentId) AS places "
    "RETURN [posts, COLLECT { UNWIND places AS k MATCH (d:Department {id: k}) RETURN [k, "
    "toString(d.validFrom), toString(d.validUntil), "
    "COLLECT { MATCH (d)<-[:CHILD_OF*1.." + _DEPTH + "]-(c:Department) RETURN c.id }, "
    "COLLECT { MATCH (d)-[:SHARES_CASE]-(c:Department) RETURN DISTINCT c.id }, "
    "COLLECT { MATCH (d)<-[:SUCCEEDED_BY*1..4]-(c:Department) "
    f"WHERE c.validUntil <= date($on) AND {answering_for('(c)', '$on')} = k RETURN DISTINCT c.id }}] }}]"
)


async def posts_of(store: Store, subject: str, on: date, supervising: Iterable[PostKind]) -> tuple[StoredPost, ...]:
    """The posts of a person, past and future ones too, with the departments that each reaches on a day.

    Args:
        store: The graph.
        subject: The person's name in tokens; nobody has the empty one.
        on: The day for which supervision and succession are asked; whether a post is held on it is the law's question.
        supervising: Kinds of post that supervise.
    """
    if not subject:
        return ()
    posts, places = await store.read(
        _POSTS,
        subject=subject,
        on=on.isoformat(),
        supervising=sorted(kind.name for kind in supervising),
        government=DepartmentKind.GOVERNMENT.name,
        head=PostKind.HEAD.name,
    )
    lives = {department: (day(begun), day(ended)) for department, begun, ended, *_ in places}
    around = {department: tuple(map(frozenset[str], lists)) for department, _, _, *lists in places}
    found = []
    for identity, kind, department, since, until, reached, leads in sorted(posts):
        held = within(date.fromisoformat(since), day(until), *lives[department])
        if held is not None:
            led = frozenset(PostKind[each] for each in leads)
            place = (PostKind[kind], department, *held, frozenset(reached), led)
            found.append(StoredPost(identity, *place, *around[department]))
    return tuple(found)


_ALL: LiteralString = "MATCH (d:Department) RETURN collect(d.id)"
_SUBTREE: LiteralString = (
    "MATCH (:Department {id: $root})<-[:CHILD_OF*0.." + _DEPTH + "]-(d:Department) RETURN collect(d.id)"
)


async def installation(store: Store, root: str | None) -> frozenset[str]:
    """Every department that the store has; with a root its subtree, which is empty where the root is unknown."""
    found = await (store.read(_ALL) if root is None else store.read(_SUBTREE, root=root))
    return frozenset(found)


_PLACES_OVER: LiteralString = (
    "MATCH (:Department {id: $department})-[:CHILD_OF*0.." + _DEPTH + "]->(a:Department) "
    "WITH collect(DISTINCT a.id) AS above UNWIND above AS k "
    "MATCH (:Department {id: k})<-[:CHILD_OF*0.." + _DEPTH + "]-(d:Department)<-[:AT]-(p:Post {kind: $kind}) "
    f"WHERE {TENURE.holds('p', '$on')} AND {EXISTENCE.holds('d', '$on')} WITH DISTINCT p, above "
    f"WITH p, above, {_ROOT} AS root WHERE root IN above RETURN collect(DISTINCT p.departmentId)"
)


async def places_over(store: Store, department: str, kind: PostKind, on: date) -> tuple[str, ...]:
    """The departments in which a supervising post is held on a day that reaches a department.

    Args:
        store: The graph.
        department: USCC of the department that is reached.
        kind: The post.
        on: The day.
    """
    found: list[str] = await store.read(
        _PLACES_OVER,
        department=department,
        kind=kind.name,
        on=on.isoformat(),
        supervising=[kind.name],
        government=DepartmentKind.GOVERNMENT.name,
    )
    return tuple(sorted(found))


_NAMES: LiteralString = "RETURN COLLECT { UNWIND $codes AS k MATCH (d:Department {id: k}) RETURN [k, d.name] }"


async def names_of(store: Store, departments: Collection[str]) -> dict[str, str]:
    """Departments by their USCCs, each with its name; those that there are not are left out."""
    return dict(await store.read(_NAMES, codes=sorted(departments)) or ()) if departments else {}


_SUPERVISORS: LiteralString = (
    f"UNWIND $supervising AS kind MATCH (p:Post {{kind: kind}})-[:AT]->(d:Department) "
    f"WHERE {TENURE.holds('p', '$on')} AND {EXISTENCE.holds('d', '$on')} WITH DISTINCT p, {_ROOT} AS root "
    "WHERE root IS NOT NULL "
    "RETURN collect([p.kind, p.departmentId, COLLECT { "
    "MATCH (:Department {id: root})<-[:CHILD_OF*0.." + _DEPTH + "]-(below:Department) RETURN below.id }])"
)
_HEADS: LiteralString = (
    "RETURN COLLECT { UNWIND $departments AS k MATCH (p:Post {kind: $kind})-[:AT]->(:Department {id: k}) "
    f"WHERE p.subject IS NOT NULL AND {TENURE.holds('p', '$on')} RETURN [k, p.subject] }}"
)


async def supervisors(store: Store, on: date, supervising: Iterable[PostKind]) -> tuple[Supervisor, ...]:
    """Where supervising posts are held on a day, and what each reaches, in one statement.

    Args:
        store: The graph.
        on: The day.
        supervising: Kinds of post that supervise.
    """
    return _supervisors(await store.read(_SUPERVISORS, **_supervising(on, supervising)))


async def supervisors_in(unit: Unit, on: date, supervising: Iterable[PostKind]) -> tuple[Supervisor, ...]:
    """The same, read in a transaction."""
    return _supervisors(await unit.run(_SUPERVISORS, **_supervising(on, supervising)))


def _supervising(on: date, kinds: Iterable[PostKind]) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "supervising": sorted(kind.name for kind in kinds),
        "government": DepartmentKind.GOVERNMENT.name,
    }


def _supervisors(rows: Sequence[Row] | None) -> tuple[Supervisor, ...]:
    return tuple(Supervisor(PostKind[kind], department, frozenset(reached)) for kind, department, reached in rows or ())


async def heads_of(store: Store, departments: Iterable[str], on: date) -> dict[str, list[str]]:
    """Who is the head of each department on a day, by the names under which the store keeps people."""
    found: dict[str, list[str]] = {}
    asked = sorted(set(departments))
    rows = await store.read(_HEADS, departments=asked, kind=PostKind.HEAD.name, on=on.isoformat()) if asked else ()
    for department, subject in rows or ():
        found.setdefault(department, []).append(subject)
    return found
