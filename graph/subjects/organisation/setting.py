"""What a batch of the organisation is judged by: what stands under its codes, what it points to, and the way upwards.

This is the question of use cases, which decide for everybody; it is not asked through a scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, LiteralString

from graph.office.lives import Life
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.subjects.organisation.binding import nearest_to, policy_of
from graph.subjects.organisation.outlasting import Given
from graph.subjects.organisation.seating import NO_SEATS, Place, Seat, Seats
from graph.words.organisation import (
    AuthorityLevel,
    Department,
    DepartmentKind,
    Division,
    Post,
    PostKind,
    Succession,
    SuccessionKind,
)
from graph.words.periods import within


@dataclass(frozen=True, slots=True)
class OrganisationSetting:
    """Everything that a batch is judged by and compared with, as the graph has it."""

    registered: Mapping[str, Department]
    """Departments of the batch that are there, each with the policy that is bound to itself or leaves it out."""
    lives: Mapping[str, Life]
    """Departments that are there, of those that the batch points to, each with the days between which it exists."""
    places: Mapping[str, str]
    """The division of each of these."""
    territories: Mapping[str, Division]
    """Divisions that the batch names or points to, by code."""
    held: Mapping[str, Post]
    """Posts of the batch that are there, by id."""
    followed: Mapping[tuple[str, str], Succession]
    """Successions of the batch that are there, by predecessor and successor."""
    steps: tuple[tuple[str, str], ...]
    """Every step upwards from the parents that the batch names, as (department, parent)."""
    division_steps: tuple[tuple[str, str], ...]
    """The same of divisions."""
    succession_steps: tuple[tuple[str, str], ...]
    """Every step from the successors that the batch names on, as (department, successor)."""
    given: Mapping[str, tuple[Given, ...]]
    """What was given for a period in the name of each department of the batch that is there."""
    bound: bool
    """Whether a policy binds any department."""
    above: Mapping[str, str] = field(default_factory=dict)
    """By departments that the batch points to: the policy that binds them on the day."""
    seats: Seats = NO_SEATS
    """Posts that act for a whole city, of the kinds that the batch has."""


_GRANTED: LiteralString = (
    "<-[:GRANTS_USE_TO]-(g:LicenseGrant) "
    "RETURN [k, 'LicenseGrant', g.id, toString(g.validFrom), toString(g.validUntil)] ORDER BY g.id }"
)
_SETTING: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $codes AS k MATCH (d:Department {id: k}) RETURN [k, d.name, d.shortName, d.level, d.kind, "
    "d.divisionId, head(COLLECT { MATCH (d)-[:CHILD_OF]->(a:Department) RETURN a.id }), toString(d.validFrom), "
    "toString(d.validUntil), coalesce(d.synthetic, false), d.phone, "
    "head(COLLECT { MATCH (d)<-[:BINDS]-(y:Policy) RETURN y.id ORDER BY y.id }), "
    "head(COLLECT { MATCH (d)<-[:EXEMPTS]-(y:Policy) RETURN y.id ORDER BY y.id })] }, "
    "COLLECT { UNWIND $departments AS k MATCH (d:Department {id: k}) "
    f"RETURN [k, toString(d.validFrom), toString(d.validUntil), d.divisionId, {policy_of('(d)', '$on')}] }}, "
    "COLLECT { UNWIND $divisions AS k MATCH (d:Division {id: k}) RETURN [k, d.name, d.level, "
    "head(COLLECT { MATCH (d)-[:PART_OF]->(a:Division) RETURN a.id })] }, "
    "COLLECT { UNWIND $posts AS k MATCH (p:Post {id: k}) RETURN [k, p.kind, p.subject, p.nameCipher, p.departmentId, "
    "toString(p.validFrom), toString(p.validUntil), toString(p.filedOn)] }, "
    "COLLECT { UNWIND $successions AS k MATCH (:Department {id: k[0]})-[s:SUCCEEDED_BY]->(:Department {id: k[1]}) "
    "RETURN [k[0], k[1], toString(s.on), s.kind] }, "
    "COLLECT { UNWIND $parents AS k MATCH (:Department {id: k})-[:CHILD_OF*0..8]->(a:Department)"
    "-[:CHILD_OF]->(b:Department) RETURN DISTINCT [a.id, b.id] }, "
    "COLLECT { UNWIND $parents AS k MATCH (:Division {id: k})-[:PART_OF*0..8]->(a:Division)-[:PART_OF]->(b:Division) "
    "RETURN DISTINCT [a.id, b.id] }, "
    "COLLECT { UNWIND $successors AS k MATCH (:Department {id: k})-[:SUCCEEDED_BY*0..12]->(a:Department)"
    "-[:SUCCEEDED_BY]->(b:Department) RETURN DISTINCT [a.id, b.id] }, "
    "COLLECT { UNWIND $codes AS k MATCH (:Department {id: k})<-[:AT]-(p:Post) "
    "RETURN [k, 'Post', p.id, toString(p.validFrom), toString(p.validUntil)] ORDER BY p.id }, "
    "COLLECT { UNWIND $codes AS k MATCH (:Department {id: k})<-[e:ISSUABLE_BY]-(t:LicenseType) "
    "RETURN [k, 'LicenseType', t.id, toString(e.validFrom), toString(e.validUntil)] ORDER BY t.id }, "
    f"COLLECT {{ UNWIND $codes AS k MATCH (:Department {{id: k}})<-[:PART_OF]-(:Consumer){_GRANTED}, "
    f"COLLECT {{ UNWIND $codes AS k MATCH (:Department {{id: k}})<-[:RUN_BY]-(:System)<-[:IS]-(:Consumer){_GRANTED}, "
    "EXISTS { MATCH (:Policy)-[:BINDS]->(:Department) }]"
)


async def organisation_setting(  # noqa: PLR0913 - what is read for, by kind, and where
    store: Store,
    personal: PersonalData,
    on: date,
    *,
    codes: Iterable[str],
    departments: Iterable[str],
    divisions: Iterable[str],
    posts: Iterable[str],
    successions: Iterable[tuple[str, str]],
    parents: Iterable[str],
) -> OrganisationSetting:
    """Read what a batch is judged by, in one statement.

    Args:
        store: The graph.
        personal: Decrypts the names of people in posts, to compare them.
        on: The day.
        codes: Codes of its departments.
        departments: Codes of departments that it points to.
        divisions: Codes of divisions that it names.
        posts: Ids of its posts.
        successions: Predecessor and successor of each of its successions.
        parents: Codes of departments and divisions above those of the batch, where the way upwards leaves it.
    """
    pairs = sorted(set(successions))
    found: list[Any] = await store.read(
        _SETTING,
        on=on.isoformat(),
        codes=sorted(set(codes)),
        departments=sorted(set(departments)),
        divisions=sorted(set(divisions)),
        posts=sorted(set(posts)),
        successions=[list(pair) for pair in pairs],
        successors=sorted({successor for _, successor in pairs}),
        parents=sorted(set(parents)),
    )
    rows, pointed_to, territories, held, followed, steps, division_steps, onwards, *given, bound = found
    registered = {
        code: Department(
            code=code,
            name=name,
            short_name=short_name,
            level=AuthorityLevel[level],
            kind=DepartmentKind[kind],
            division=division,
            parent=parent,
            valid_from=day(since),
            valid_until=day(until),
            synthetic=synthetic,
            phone=phone,
            policy=policy,
            exempt_from=left,
        )
        for code, name, short_name, level, kind, division, parent, since, until, synthetic, phone, policy, left in rows
    }
    upwards = tuple((low, high) for low, high in steps)
    return OrganisationSetting(
        registered,
        {code: Life(day(since), day(until)) for code, since, until, *_ in pointed_to},
        {code: division for code, _, _, division, _ in pointed_to},
        {code: Division(code, name, AuthorityLevel[level], parent) for code, name, level, parent in territories},
        {each[0]: _post(personal, each) for each in held},
        {
            (low, high): Succession(low, high, date.fromisoformat(on), SuccessionKind[way])
            for low, high, on, way in followed
        },
        upwards,
        tuple((low, high) for low, high in division_steps),
        tuple((low, high) for low, high in onwards),
        _given(row for rows in given for row in rows),
        bound,
        {code: policy for code, *_, policy in pointed_to if policy is not None},
    )


def _root(code: LiteralString) -> LiteralString:
    """Expression for the id of the nearest government above a department, or department that a policy has bound."""
    return (
        f"head(COLLECT {{ MATCH way = (:Department {{id: {code}}})-[:CHILD_OF*0..8]->(a:Department) "
        "WHERE a.kind = $government OR EXISTS { MATCH (a)<-[:BINDS]-(:Policy) } "
        "RETURN a.id ORDER BY length(way) LIMIT 1 })"
    )


_SEATS: LiteralString = (
    "RETURN ["
    "COLLECT { UNWIND $places AS k MATCH (:Department {id: k}) "
    f"RETURN [k, {_root('k')}, {nearest_to('(:Department {id: k})')}] }}, "
    "COLLECT { UNWIND $kinds AS k MATCH (p:Post {kind: k})-[:AT]->(d:Department) "
    "RETURN [p.id, k, d.id, d.name, toString(p.validFrom), toString(p.validUntil), toString(d.validFrom), "
    f"toString(d.validUntil), {_root('d.id')}] ORDER BY p.id }}]"
)


async def seats_of(store: Store, kinds: Iterable[PostKind], places: Iterable[str]) -> Seats:
    """Read in one statement who acts for a whole city already.

    Args:
        store: The graph.
        kinds: Of these posts.
        places: Departments of which it is asked below which government they stand.
    """
    standing, seats = await store.read(
        _SEATS,
        kinds=sorted(kind.name for kind in kinds),
        places=sorted(set(places)),
        government=DepartmentKind.GOVERNMENT.name,
    )
    return Seats(
        {code: Place(root, policy) for code, root, policy in standing if root},
        tuple(seat for each in seats if (seat := _seat(each)) is not None),
    )


def _seat(row: Row) -> Seat | None:
    """A post on the days on which its department exists too; None where they have none in common."""
    identity, kind, department, name, since, until, begun, ended, root = row
    held = within(date.fromisoformat(since), day(until), day(begun), day(ended))
    return None if held is None else Seat(identity, PostKind[kind], department, name, *held, root)


def _given(rows: Iterable[Row]) -> Mapping[str, tuple[Given, ...]]:
    """What was given in the name of each department; of a grant the last day still counts."""
    found: dict[str, dict[Given, None]] = {}
    for department, label, identity, since, until in rows:
        last = day(until)
        after = last + timedelta(days=1) if last is not None and label == "LicenseGrant" else last
        found.setdefault(department, {})[Given(label, identity, date.fromisoformat(since), after)] = None
    return {department: tuple(each) for department, each in found.items()}


def _post(personal: PersonalData, row: Row) -> Post:
    identity, kind, subject, name, department, since, until, filed = row
    named, kept = personal.decrypt(name, "Post.name"), personal.subjects.kept(subject)  # of an older store as well
    begun = date.fromisoformat(since)
    return Post(identity, PostKind[kind], kept, named, department, begun, day(until), day(filed))
