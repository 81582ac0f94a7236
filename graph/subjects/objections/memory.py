"""Objections: how they are listed and written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph.cases.machine import Move
from graph.cases.memory import Kept, Moved, move_on
from graph.cases.waiting import waiting_keys
from graph.law.workflow import Span
from graph.schema.nodes import DEPARTMENT, LICENSE, OBJECTION, RESOURCE
from graph.schema.periods import EXISTENCE, SHARED
from graph.schema.relations import ON
from graph.store.conditions import conditions_of
from graph.store.edges import to_one
from graph.store.engine import Store, Unit
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.reading import day
from graph.store.view import View
from graph.store.writing import stored
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.subjects.organisation.memory import write_shared_cases
from graph.words.license_uses import pair_of
from graph.words.objections import Objection, ObjectionGround, ObjectionState, Tie

WORDS, RESULT = "Objection.words", "Objection.result"
"""As what the objector's words are encrypted, and what is answered."""
OBJECTIONS = Listing(
    OBJECTION,
    conditions=conditions_of(OBJECTION),
    orders={"RAISED": Order("c.raisedKey", descending=True)},
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
    recorded: frozenset[str]
    """Departments of which a use of the data is recorded."""
    tie: Tie | None
    """What ties the asker to the licence."""


_ANSWERS: LiteralString = answering_for("(:Department {id: owner})")
_POLICY: LiteralString = policy_of("(:Department {id: answers})")


def _users(way: LiteralString) -> LiteralString:
    """Expression for the departments that were granted what is doubted, `x`: the entry `r`, or an item of it."""
    return (
        f"COLLECT {{ MATCH {way}<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(u:Consumer) "
        f"WHERE u.departmentId IS NOT NULL AND {SHARED.holds('g')} "
        "AND (size(coalesce(g.itemIds, [])) = 0 OR x:Resource OR x.id IN g.itemIds) RETURN DISTINCT u.departmentId }"
    )


_RECORDED: LiteralString = "COLLECT { MATCH (r)<-[:HAS_USED]-(d:Department) RETURN d.id }"
_TIE: LiteralString = (
    "CASE WHEN $scope.holder IN l.holderHashes THEN 'HOLDS' "
    "WHEN EXISTS { MATCH (:LicenseUse {pair: $pair}) } THEN 'RECORDED' "
    "WHEN EXISTS { MATCH (f:FileDigest)-[:OF]->(l) WHERE f.user = $scope.subject AND f.user <> '' } THEN 'SHOWN' END"
)
_RESOURCE: LiteralString = (
    f"MATCH (r:Resource {{id: $id}}) WHERE {RESOURCE.sees('r')} WITH r, r AS x, r.name AS name, "
    f"r.providerId AS owner WITH r, x, name, {_ANSWERS} AS answers "
    f"RETURN [name, answers, {_POLICY}, {_users('(r)')}, {_RECORDED}, null]"
)
_ITEM: LiteralString = (
    f"MATCH (i:Item {{id: $id}})<-[:HAS_ITEM]-(r:Resource) WHERE {RESOURCE.sees('r')} "
    "WITH i AS x, r, r.name + '·' + i.name AS name, r.providerId AS owner "
    f"WITH x, r, name, {_ANSWERS} AS answers RETURN [name, answers, {_POLICY}, {_users('(r)')}, {_RECORDED}, null]"
)
_LICENSE: LiteralString = (
    f"MATCH (l:License {{id: $id}}) WITH l, {_TIE} AS tie WHERE tie IS NOT NULL OR {LICENSE.sees('l')} "
    f"WITH tie, l.identifier AS name, l.issuerId AS owner WITH tie, name, {_ANSWERS} AS answers "
    f"RETURN [name, answers, {_POLICY}, [], [], tie]"
)
_DOUBTED: dict[str, LiteralString] = {"Resource": _RESOURCE, "Item": _ITEM, "License": _LICENSE}


async def license_named(store: Store, identifier: str) -> str | None:
    """The id of the licence of an identifier; whether it may be doubted is asked of `doubted`."""
    found: str | None = await store.read(
        "MATCH (l:License {identifier: $identifier}) RETURN l.id", identifier=identifier
    )
    return found


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
    name, answers, policy, users, recorded, tie = found
    return Doubted(
        kind, identity, name, answers, policy, frozenset(users), frozenset(recorded), Tie[tie] if tie else None
    )


_USERS_OF: dict[str, LiteralString] = {
    "Resource": f"MATCH (r:Resource {{id: $id}}) WITH r, r AS x RETURN {_users('(r)')}",
    "Item": f"MATCH (x:Item {{id: $id}})<-[:HAS_ITEM]-(r:Resource) WITH r, x RETURN {_users('(r)')}",
}


async def users_of(view: View, objection: Objection) -> frozenset[str]:
    """The departments that use the data that an objection is to; of a licence none."""
    if objection.on_kind not in _USERS_OF:
        return frozenset()
    return frozenset(await view.read(_USERS_OF[objection.on_kind], id=objection.on_id) or ())


@dataclass(frozen=True, slots=True)
class ObjectionCase:
    """An objection with what it is decided by."""

    objection: Objection
    policy: str | None
    """The row of the day on which it was opened; a case keeps it."""
    answering: str | None
    """Department that answers today: the one that it was put to, its successor where that is gone, or nobody."""
    raised_for: frozenset[str]
    """Departments in whose name it was raised: those that live today."""


_RAISED_FOR: LiteralString = (
    "COLLECT { UNWIND coalesce(c.raisedForIds, [p IN c.parties WHERE p <> c.answersId]) AS former "
    "MATCH (:Department {id: former})-[:SUCCEEDED_BY*0..4]->(objector:Department) "
    f"WHERE {EXISTENCE.holds('objector')} RETURN DISTINCT objector.id }}"
)
"""Older objections keep the parties alone: those of them that it was not put to."""
_CASE: LiteralString = (
    f"MATCH (c:Objection {{id: $id}}) WHERE {OBJECTION.sees('c')} RETURN [c.onKind, c.onId, c.ground, "
    "c.wordsCipher, toString(c.raisedAt), c.raisedBy, c.answersId, c.state, toString(c.dueOn), c.provisional, "
    f"c.dueRule, c.resultCipher, c.policyId, {answering_for('(:Department {id: c.answersId})')}, {_RAISED_FOR}]"
)


async def case(view: View, identity: str) -> ObjectionCase | None:
    """Read an objection that the asker may see."""
    if view.sees_none(OBJECTION):
        return None
    found = await view.read(_CASE, id=identity)
    if found is None:
        return None
    kind, on, ground, words, raised_at, raised_by, answers, state, due_on, provisional, due_rule, result, *now = found
    policy, answering_now, raised_for = now
    return ObjectionCase(
        Objection(
            id=identity,
            on_kind=kind,
            on_id=on,
            ground=ObjectionGround[ground],
            words=words or "",
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
        frozenset(raised_for),
    )


_TAKE: LiteralString = "MERGE (o:Objection {openKey: $openKey}) ON CREATE SET o.id = $id RETURN o.id"
_RAISED: dict[str, LiteralString] = {
    label: (
        f"MATCH (o:Objection {{id: $id}}) MATCH (x:{label} {{id: $onId}}) MATCH (d:Department {{id: $answers}}) "
        "SET o.onKind = $onKind, o.onId = $onId, o.ground = $ground, o.wordsCipher = $words, o.raisedBy = $raisedBy, "
        "o.answersId = $answers, o.state = $state, o.open = true, o.dueRule = $dueRule, o.policyId = $policy, "
        "o.parties = $parties, o.raisedForIds = $raisedFor, o.dueOn = date($dueOn), o.provisional = $provisional, "
        "o.waitKey = $waitKey, o.waitsAtKey = $waitsAtKey, "
        f"{OBJECTION.named('raisedAt').written_from('o', '$raisedAt')} "
        "CREATE (o)-[:ON]->(x) CREATE (o)-[:ANSWERED_BY]->(d)"
    )
    for _, label in ON.ends
}


async def enter(unit: Unit, objection: Objection, raised_for: Collection[str], policy: str | None) -> str:
    """Write a new objection; say which one is open then of this person, thing and ground: itself, or one of before.

    Args:
        unit: The open transaction.
        objection: The objection.
        raised_for: Departments in whose name it is raised; they and the one that answers see the case.
        policy: Row of the day, which the case keeps.
    """
    standing: str = await unit.run(_TAKE, id=objection.id, openKey=_open_key(objection))
    if standing == objection.id:
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
            dueOn=stored(objection.due_on),
            provisional=objection.provisional,
            dueRule=objection.due_rule,
            parties=sorted({objection.answers, *raised_for}),
            raisedFor=sorted(raised_for),
            policy=policy,
            **waiting_keys(objection.due_on, objection.raised_at, objection.answers, waits=objection.state.open),
        )
        await write_shared_cases(unit, [sorted({objection.answers, *raised_for})])
    return standing


def _open_key(objection: Objection) -> str:
    """What an open objection is unique by: person, thing and ground."""
    return f"{objection.raised_by}|{objection.on_kind}|{objection.on_id}|{objection.ground.name}"


_KEPT = Kept(
    OBJECTION,
    "c.open = row.open, c.dueOn = date(row.dueOn), c.provisional = row.provisional, c.resultCipher = row.result, "
    "c.resolvedAt = CASE WHEN row.open THEN null ELSE datetime(row.at) END, "
    "c.openKey = CASE WHEN row.open THEN c.openKey ELSE null END",
)


async def settle(unit: Unit, objection: Objection, move: Move, result: str, at: datetime) -> None:
    """Move an objection on from the state in which it was read; the last term that ran stays on record.

    A step without words leaves the words of the step before it. Words come here encrypted.

    Raises:
        Conflict: `CASE_MOVED`.
    """
    runs = move.deadline is not None
    beside = {
        "open": move.due is not Span.AT_REST,
        "dueOn": stored(move.deadline if runs else objection.due_on),
        "provisional": move.provisional if runs else objection.provisional,
        "result": result or objection.result,
    }
    await move_on(
        unit, _KEPT, [Moved(objection.id, objection.state, move, at, objection.answers, beside)], path=("objection",)
    )
