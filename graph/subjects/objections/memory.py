"""Objections: how they are listed and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from graph.schema.nodes import DEPARTMENT, LICENSE, OBJECTION, RESOURCE
from graph.schema.periods import GRANTED
from graph.schema.relations import ON
from graph.store.conditions import conditions_of
from graph.store.edges import to_one
from graph.store.engine import Unit
from graph.store.listing import Listing, Order
from graph.store.reading import day
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.subjects.organisation.memory import write_shared_cases
from graph.words.license_uses import pair_of
from graph.words.objections import Objection, ObjectionGround, ObjectionState, Tie

OBJECTIONS = Listing(
    OBJECTION,
    conditions=conditions_of(OBJECTION),
    orders={"RAISED": Order("toString(c.raisedAt)", descending=True)},
)
answering = to_one("Objection", DEPARTMENT, "(p)-[:ANSWERED_BY]->(c:Department)")

OPEN: LiteralString = "WHERE o.open RETURN [coalesce(o.policyId, ''), toString(o.raisedAt)] ORDER BY o.id LIMIT 1"
"""Of an open objection: the policy of the case, and when it was raised."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """What an objection is raised on, with what decides who may raise and who answers."""

    kind: str
    id: str
    name: str
    answers: str | None
    """Department that answers: provider of the entry, issuer of the licence; its successor when it is gone."""
    policy: str | None
    """Policy that binds the department that answers, on the day."""
    users: frozenset[str]
    """Departments that were granted it."""
    tie: Tie | None
    """What ties the asker to the licence."""


_ANSWERS: LiteralString = answering_for("(:Department {id: owner})")
_POLICY: LiteralString = policy_of("(:Department {id: answers})")
_USERS: LiteralString = (
    "COLLECT { MATCH (r)<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(u:Consumer) "
    f"WHERE u.departmentId IS NOT NULL AND {GRANTED.holds('g')} RETURN DISTINCT u.departmentId }}"
)
_ITEM_USERS: LiteralString = (
    "COLLECT { MATCH (r)<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(u:Consumer) "
    f"WHERE u.departmentId IS NOT NULL AND {GRANTED.holds('g')} "
    "AND (size(coalesce(g.itemIds, [])) = 0 OR i.id IN g.itemIds) RETURN DISTINCT u.departmentId }"
)
_TIE: LiteralString = (
    "CASE WHEN $scope.holder IN l.holderHashes THEN 'HOLDS' "
    "WHEN EXISTS { MATCH (:LicenseUse {pair: $pair}) } THEN 'RECORDED' "
    "WHEN EXISTS { MATCH (f:FileDigest)-[:OF]->(l) WHERE f.user = $scope.subject AND f.user <> '' } THEN 'SHOWN' END"
)
_RESOURCE: LiteralString = (
    f"MATCH (r:Resource {{id: $id}}) WHERE {RESOURCE.sees('r')} WITH r, r.name AS name, r.providerId AS owner "
    f"WITH r, name, {_ANSWERS} AS answers RETURN [name, answers, {_POLICY}, {_USERS}, null]"
)
_ITEM: LiteralString = (
    f"MATCH (i:Item {{id: $id}})<-[:HAS_ITEM]-(r:Resource) WHERE {RESOURCE.sees('r')} "
    "WITH i, r, r.name + '·' + i.name AS name, r.providerId AS owner "
    f"WITH i, r, name, {_ANSWERS} AS answers RETURN [name, answers, {_POLICY}, {_ITEM_USERS}, null]"
)
_LICENSE: LiteralString = (
    f"MATCH (l:License {{id: $id}}) WITH l, {_TIE} AS tie WHERE tie IS NOT NULL OR {LICENSE.sees('l')} "
    f"WITH tie, l.identifier AS name, l.issuerId AS owner WITH tie, name, {_ANSWERS} AS answers "
    f"RETURN [name, answers, {_POLICY}, [], tie]"
)
_DOUBTED: dict[str, LiteralString] = {"Resource": _RESOURCE, "Item": _ITEM, "License": _LICENSE}


async def doubted(view: View, kind: str, identity: str) -> Doubted | None:
    """Read what an objection would be raised on, as far as the asker may see it.

    Args:
        view: What the asker sees.
        kind: `Resource`, `Item` or `License`.
        identity: Its id.
    """
    found = await view.read(_DOUBTED[kind], id=identity, pair=pair_of(identity, view.scope.subject))
    if found is None:
        return None
    name, answers, policy, users, tie = found
    return Doubted(kind, identity, name, answers, policy, frozenset(users), Tie[tie] if tie else None)


@dataclass(frozen=True, slots=True)
class Case:
    """An objection with what it is decided by."""

    objection: Objection
    policy: str | None
    """The row of the day on which it was opened; a case keeps it."""
    answering: str | None
    """Department that answers today: the one that it was put to, its successor where that is gone, or nobody."""


_CASE: LiteralString = (
    f"MATCH (c:Objection {{id: $id}}) WHERE {OBJECTION.sees('c')} RETURN [c.onKind, c.onId, c.ground, c.words, "
    "toString(c.raisedAt), c.raisedBy, c.answersId, c.state, toString(c.dueOn), c.provisional, c.dueRule, c.result, "
    f"c.policyId, {answering_for('(:Department {id: c.answersId})')}]"
)


async def case(view: View, identity: str) -> Case | None:
    """Read an objection that the asker may see."""
    found = await view.read(_CASE, id=identity)
    if found is None:
        return None
    kind, on, ground, words, raised_at, raised_by, answers, state, due_on, provisional, due_rule, result, *now = found
    policy, answering_now = now
    return Case(
        Objection(
            id=identity,
            on_kind=kind,
            on_id=on,
            ground=ObjectionGround[ground],
            words=words,
            raised_at=datetime.fromisoformat(raised_at),
            raised_by=raised_by,
            answers=answers,
            state=ObjectionState[state],
            due_on=day(due_on),
            provisional=provisional,
            due_rule=due_rule,
            result=result or "",
        ),
        policy,
        answering_now,
    )


_RAISED: dict[str, LiteralString] = {
    label: (
        f"MATCH (x:{label} {{id: $onId}}) MATCH (d:Department {{id: $answers}}) "
        "CREATE (o:Objection {id: $id, onKind: $onKind, onId: $onId, ground: $ground, words: $words, "
        "raisedBy: $raisedBy, answersId: $answers, state: $state, open: $open, dueRule: $dueRule, policyId: $policy, "
        "parties: $parties, raisedAt: datetime($raisedAt), dueOn: date($dueOn), "
        "provisional: $provisional}) "
        "CREATE (o)-[:ON]->(x) CREATE (o)-[:ANSWERED_BY]->(d)"
    )
    for _, label in ON.ends
}


async def write(unit: Unit, objection: Objection, parties: Sequence[str], policy: str | None) -> None:
    """Write a new objection.

    Args:
        unit: The open transaction.
        objection: The objection.
        parties: Departments that see the case.
        policy: Row of the day, which the case keeps.
    """
    await unit.run(
        _RAISED[objection.on_kind],
        id=objection.id,
        onKind=objection.on_kind,
        onId=objection.on_id,
        ground=objection.ground.name,
        words=objection.words,
        raisedBy=objection.raised_by,
        raisedAt=stored(objection.raised_at),
        answers=objection.answers,
        state=objection.state.name,
        open=objection.state.open,
        dueOn=stored(objection.due_on),
        provisional=objection.provisional,
        dueRule=objection.due_rule,
        parties=list(parties),
        policy=policy,
    )
    await write_shared_cases(unit, [parties])


async def settle(
    unit: Unit, identity: str, before: str, after: str, *, still_open: bool, result: str, at: str
) -> str | None:
    """Move an objection on; None when it is no longer in the state it was read in.

    The node is written to before its state is asked: a rival that came first is waited for, not overwritten.
    """
    moved: Any = await unit.run(
        "MATCH (o:Objection {id: $id}) SET o.moving = true WITH o WHERE o.state = $before "
        "REMOVE o.moving SET o.state = $after, o.open = $open, "
        "o.result = $result, o.resolvedAt = CASE WHEN $open THEN null ELSE datetime($at) END RETURN o.id",
        id=identity,
        before=before,
        after=after,
        open=still_open,
        result=result,
        at=at,
    )
    return None if moved is None else str(moved)
