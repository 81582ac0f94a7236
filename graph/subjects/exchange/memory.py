"""What a use is answered by, in one statement for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import LiteralString, TypeAlias

from graph.office.lives import Life
from graph.schema.periods import EXISTENCE, SHARED
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.reading import day
from graph.subjects.objections.memory import OPEN
from graph.subjects.organisation.binding import answering_for, nearest_to, policy_of
from graph.words.china_time import china_day
from graph.words.entries import Affair, EntryState, ItemKind, SharingType
from graph.words.exchange import AskedItem, DataUse, HeldGrant, Surroundings, Use
from graph.words.grants import GrantEvent
from graph.words.periods import holds_on
from graph.words.sharing import Purpose
from graph.words.sources import ConsumerKind

_OF_GRANT: LiteralString = (
    "g.id, toString(g.validFrom), toString(g.validUntil), toString(g.endedOn), g.endedBy, "
    "coalesce(g.agreementAsked, false), "
    "toString(g.agreementOn), g.purpose, coalesce(g.itemIds, []), g.policyId, toString(g.keptOn), g.userId"
)
_DEPARTMENT: LiteralString = (
    f"coalesce(head(COLLECT {{ MATCH (c)-[:PART_OF]->(d:Department) RETURN [d.id, d.name, {EXISTENCE.days('d')}] }}), "
    "head(COLLECT { MATCH (c)-[:IS]->(:System)-[:RUN_BY]->(d:Department) "
    f"RETURN [d.id, d.name, {EXISTENCE.days('d')}] }}))"
)
"""The department of the consumer `c`, or that runs the system that it is, with its days; null of who is no unit's."""
_ONCE: LiteralString = "head([x IN coalesce(c.stoodFor, []) WHERE split(x, '|')[0] > a.on | split(x, '|')[1]])"
"""The department for which the consumer `c` stood on the day, where it has come to another one since."""
_DEPARTMENT_ON: LiteralString = (
    f"CASE WHEN {_ONCE} IS NULL THEN {_DEPARTMENT} ELSE "
    f"head(COLLECT {{ MATCH (d:Department {{id: {_ONCE}}}) RETURN [d.id, d.name, {EXISTENCE.days('d')}] }}) END"
)
"""The department for which the consumer `c` stands on the day that is asked for."""
_NAMED: LiteralString = (
    "RETURN COLLECT { UNWIND $grants AS k MATCH (g:Grant {id: k}) RETURN [g.pair, CASE WHEN g.policyId IS NULL "
    f"THEN {policy_of('(:Department {id: g.providerId})', '$on')} END, [{_OF_GRANT}], "
    "COLLECT { MATCH (g)-[:COVERS]->(:Resource)-[:HAS_ITEM]->(i:Item) RETURN i.name }, "
    f"COLLECT {{ MATCH (g)-[:GRANTED_TO]->(c:Consumer) RETURN [[{EXISTENCE.days('c')}], {_DEPARTMENT}, "
    "coalesce(c.stoodFor, []), COLLECT { UNWIND coalesce(c.stoodFor, []) AS x "
    f"MATCH (d:Department {{id: split(x, '|')[1]}}) RETURN [d.id, d.name, {EXISTENCE.days('d')}] }}] }}] }}"
)
_ITEMS: LiteralString = (
    "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) WHERE size(a.items) = 0 OR i.name IN a.items "
    "RETURN [i.name, i.kind, coalesce(i.sharing, r.sharing)] ORDER BY i.seq, i.name }"
)
_DROPPED: LiteralString = "COLLECT { MATCH (r)-[:HAD_ITEM]->(i:Item) WHERE i.name IN a.items RETURN DISTINCT i.name }"
"""Of what is asked for what the entry had in an earlier version."""
_OFFLINE: LiteralString = (
    "CASE WHEN r.state = 'WITHDRAWN' AND r.publishedOn IS NOT NULL THEN toString(r.recordedAt) END"
)
"""Moment at which an entry went offline that had been published: until that day it was used (JZ-18)."""
_DOUBTED: LiteralString = (
    f"coalesce(head(COLLECT {{ MATCH (r)<-[:ON]-(o:Objection) {OPEN} }}), "
    f"head(COLLECT {{ MATCH (r)-[:HAS_ITEM]->(:Item)<-[:ON]-(o:Objection) {OPEN} }}))"
)


def _named(among: LiteralString) -> LiteralString:
    """Whether a list of an entry names the department of the consumer, or that which runs the system that it is."""
    return (
        f"(size(coalesce({among}, [])) > 0 AND (coalesce(user[1][0] IN {among}, false) OR "
        f"EXISTS {{ MATCH (c:Consumer {{id: a.consumer}})-[:IS]->(s:System) WHERE s.operatorId IN {among} "
        "AND (c.departmentId IS NOT NULL OR s.operatorId = coalesce(user[1][0], s.operatorId)) }))"
    )


_PERMITTED: LiteralString = (
    f"coalesce({SHARED.holds('g', 'a.on')} AND g.purpose = a.purpose AND g.policyId IS NOT NULL "
    "AND (g.userId IS NULL OR g.userId = user[1][0]) AND (size(coalesce(g.itemIds, [])) = 0 "
    "OR (size(a.items) > 0 AND all(n IN a.items WHERE a.resource + '#' + n IN g.itemIds))), false)"
)
"""Whether a grant of the consumer's department permits it that keeps its policy: then nobody asks what the provider's
row goes by."""
_HELD: LiteralString = (
    f"COLLECT {{ MATCH (g:Grant {{pair: a.pair}}) RETURN [[{_OF_GRANT}], {_PERMITTED}] ORDER BY g.id }}"
)
_OWN: LiteralString = (
    f"coalesce({answering_for('(:Department {id: r.providerId})', 'a.on')} = "
    f"coalesce({answering_for('(:Department {id: user[1][0]})', 'a.on')}, "
    f"{answering_for('(:Consumer {id: a.consumer})-[:IS]->(:System)-[:RUN_BY]->(:Department)', 'a.on')}), false)"
)
"""Whether one department answers for the data and for the consumer, itself or the system that it is."""
_BY_ROW: LiteralString = (
    f"[{policy_of('(:Department {id: r.providerId})', 'a.on')}, "
    f"COLLECT {{ MATCH (r)-[:IN_LIBRARY]->(l:Library {{kind: 'BASE'}}) RETURN l.policyId }}, "
    f"{_named('r.exclusiveIds')}, r.affair, {_named('r.concernedIds')}, {_OWN}, "
    "coalesce(r.agreementAsked, false)]"
)
"""What the provider's row goes by: its policy, whose base libraries the entry is in, whether the consumer is listed,
what it is about, whether that concerns the consumer, whether it is the consumer's own, and whether a security
agreement is asked for."""
_NEAREST: LiteralString = (
    "RETURN COLLECT { UNWIND $resources AS k MATCH (r:Resource {id: k}) "
    f"RETURN [k, {nearest_to('(:Department {id: r.providerId})')}] }}"
)
"""Asked of what no policy binds, which is rare."""
_SURROUNDINGS: LiteralString = (
    f"UNWIND $asked AS a WITH a, head(COLLECT {{ MATCH (c:Consumer {{id: a.consumer}}) "
    f"WHERE {EXISTENCE.holds('c', 'a.on')} RETURN [c.kind, {_DEPARTMENT_ON}] }}) AS user "
    f"WITH a, user, {_HELD} AS held RETURN collect([user, "
    f"head(COLLECT {{ MATCH (r:Resource {{id: a.resource}}) RETURN [r.state, {_OFFLINE}, r.sharing, {_ITEMS}, "
    f"{_DOUBTED}, {_DROPPED}, CASE WHEN any(g IN held WHERE g[1]) THEN null ELSE {_BY_ROW} END] }}), held])"
)


_ONE_ANSWERS: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $pairs AS k MATCH (d:Department {{id: k[0]}}) RETURN [k, d.name, "
    f"coalesce({answering_for('(d)', 'k[2]')} = {answering_for('(:Department {id: k[1]})', 'k[2]')}, false)] }}"
)
"""Of departments that asked, and those for which their consumers stand: whether one answers for both. It is rare."""


async def surroundings(store: Store, uses: Sequence[tuple[Use, date]], *, by_grants: bool = True) -> list[Surroundings]:
    """Read what uses are answered by, in their order; the platform asks for everybody, so through no scope.

    Args:
        store: The graph.
        uses: The uses, each with its day.
        by_grants: Whether a grant may answer for them; else the provider's policy is always there.
    """
    asked = [
        {
            "pair": f"{use.consumer}|{use.resource}",
            "consumer": use.consumer,
            "resource": use.resource,
            "items": list(use.items),
            "purpose": use.purpose.name if by_grants else None,
            "on": on.isoformat(),
        }
        for use, on in uses
    ]
    found: list[Row] = await store.read(_SURROUNDINGS, asked=asked) or []
    unbound = {use.resource for row, (use, _) in zip(found, uses, strict=True) if _unbound(row)}
    nearest = dict(await store.read(_NEAREST, resources=sorted(unbound)) or ()) if unbound else {}
    told = zip(found, uses, strict=True)
    return await _with_left(
        store, [(_surroundings(row, on, nearest.get(use.resource)), row, on) for row, (use, on) in told]
    )


_Pair: TypeAlias = tuple[str, str, str]
"""USCC of who asked for a grant, of the department for which its consumer stands (empty: of none), and the day."""


async def _apart(store: Store, pairs: Iterable[_Pair]) -> Mapping[_Pair, str]:
    """Of departments that asked and others for which their consumers stand those of which none answers for both.

    Each is there with the name of the one that asked.
    """
    others = sorted({pair for pair in pairs if pair[0] != pair[1]})
    found: list[Row] = (await store.read(_ONE_ANSWERS, pairs=[list(pair) for pair in others]) or []) if others else []
    return {(asked, stands_for, on): name for (asked, stands_for, on), name, one in found if not one}


async def _with_left(store: Store, told: Sequence[tuple[Surroundings, Row, date]]) -> list[Surroundings]:
    """What uses are answered by, with the grants of other departments than those for which their consumers stand."""

    def pairs(about: Surroundings, row: Row, on: date) -> Mapping[str, _Pair]:
        ours = row[0][1][0] if row[0] and row[0][1] else ""
        return {each.id: (each.user, ours, on.isoformat()) for each in about.grants if each.user is not None}

    of = [pairs(*each) for each in told]
    names = await _apart(store, (pair for each in of for pair in each.values()))
    if not names:
        return [about for about, *_ in told]
    return [
        replace(about, left=tuple((key, names[pair]) for key, pair in each.items() if pair in names))
        for (about, *_), each in zip(told, of, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class NamedGrant:
    """A grant that a use names, with whose and of what it is."""

    grant: HeldGrant
    pair: str
    """Its consumer and its resource, joined."""
    whole: frozenset[str]
    """Names of all items that the resource has today."""
    life: Life | None
    """The days between which its consumer exists; None where there is none."""
    stands_for: str | None
    """USCC of the department for which the consumer stands today."""
    stood_for: tuple[tuple[date, str], ...]
    """Those for which it stood before, each with the day on which it left it."""
    departments: Mapping[str, Life]
    """The days between which each of them exists."""

    def of(self, use: DataUse) -> bool:
        """Whether it is a grant of who used it, for what he used."""
        return self.pair == f"{use.consumer}|{use.resource}"

    def user_there(self, on: date) -> bool:
        """Whether who has it, and the department that he stands for, exists on a day."""
        lives = (self.life, self.departments.get(self.department(on) or ""))
        return all(holds_on(on, each.since, each.until) for each in lives if each is not None)

    def department(self, on: date) -> str | None:
        """USCC of the department for which the consumer stood on a day; None = for none."""
        return next((code or None for left, code in self.stood_for if left > on), self.stands_for)


async def named_grants(store: Store, grants: Sequence[str], on: date) -> dict[str, NamedGrant]:
    """Grants by their ids; an older one goes by the policy of a day."""
    if not grants:
        return {}
    found: list[Row] = await store.read(_NAMED, grants=sorted(set(grants)), on=on.isoformat()) or []
    held = ((pair, policy, _grant(row), frozenset(whole), users) for pair, policy, row, whole, users in found)
    return {
        grant.id: _named_grant(replace(grant, policy=grant.policy or policy), pair, whole, users)
        for pair, policy, grant, whole, users in held
    }


def _named_grant(grant: HeldGrant, pair: str, whole: frozenset[str], users: Sequence[Row]) -> NamedGrant:
    if not users:
        return NamedGrant(grant, pair, whole, None, None, (), {})
    own, department, stood, former = users[0]
    left = tuple((date.fromisoformat(on), code) for on, _, code in (each.partition("|") for each in stood))
    lives = {each[0]: Life(day(each[-2]), day(each[-1])) for each in (*former, department) if each}
    life = Life(day(own[-2]), day(own[-1]))
    return NamedGrant(grant, pair, whole, life, department[0] if department else None, left, lives)


async def left_behind(store: Store, uses: Iterable[tuple[DataUse, NamedGrant]]) -> frozenset[str]:
    """Numbers of the uses on whose day the consumer stood for another department than had asked for their grant."""
    pairs = {
        use.number: (one.grant.user, one.department(china_day(use.used_at)) or "", china_day(use.used_at).isoformat())
        for use, one in uses
        if one.grant.user is not None
    }
    apart = await _apart(store, pairs.values())
    return frozenset(number for number, pair in pairs.items() if pair in apart)


def _unbound(row: Row) -> bool:
    """Whether the provider's row was asked for, and there is none."""
    _, entry, _ = row
    by_row = entry[-1] if entry else None
    return by_row is not None and by_row[0] is None


def _surroundings(row: Row, on: date, nearest: str | None) -> Surroundings:
    user, entry, grants = row
    consumer, department = user or (None, None)
    _, named, *days = department or (None, None, None, None)
    state, offline, sharing, items, doubted, dropped, by_row = entry or (None, None, None, (), None, (), None)
    policy, libraries, listed, affair, concerned, own, agreed = by_row or (None, (), False, None, False, False, False)
    until = china_day(datetime.fromisoformat(offline)) if offline else None
    return Surroundings(
        consumer=ConsumerKind[consumer] if consumer else None,
        gone=None if holds_on(on, *map(day, days)) else named,
        published=state == EntryState.PUBLISHED.name or (until is not None and on < until),
        policy=policy,
        nearest=None if policy else nearest,
        sharing=SharingType[sharing] if sharing else None,
        items=tuple(AskedItem(name, ItemKind[kind], SharingType[of]) for name, kind, of in items),
        base_of=frozenset(libraries),
        exclusive=listed,
        affair=Affair[affair] if affair else None,
        concerned=concerned,
        own=own,
        grants=tuple(_grant(grant) for grant, _ in grants),
        doubted=(doubted[0], doubted[1]) if doubted else None,
        agreement=agreed,
        dropped=frozenset(dropped),
    )


def _grant(row: Row) -> HeldGrant:
    key, since, until, ended, by, asked, agreed, purpose, items, policy, kept, user = row
    return HeldGrant(
        id=key,
        valid_from=date.fromisoformat(since),
        valid_until=day(until),
        ended_on=day(ended),
        ended_by=GrantEvent[by] if by else None,
        agreement_asked=asked,
        agreement_on=day(agreed),
        purpose=Purpose[purpose],
        items=frozenset(each.partition("#")[2] for each in items),
        policy=policy,
        kept_on=day(kept),
        user=user,
    )
