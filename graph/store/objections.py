"""Objections: how they are listed and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.model.objection import Objection
from graph.store.catalogue import one_of
from graph.store.edges import by_id, to_many, to_one
from graph.store.engine import Unit
from graph.store.listing import Listing, Order
from graph.store.recording import stored
from graph.store.shapes import DEPARTMENT, OBJECTION
from graph.store.view import View

OBJECTIONS = Listing(
    OBJECTION,
    conditions=(one_of("state"), one_of("onKind"), one_of("answersId"), one_of("ground")),
    orders={"RAISED": Order("toString(c.raisedAt)", descending=True)},
    parents={
        "resource": "(p:Resource {id: k})<-[:ON]-(c:Objection)",
        "item": "(p:Item {id: k})<-[:ON]-(c:Objection)",
        "license": "(p:License {id: k})<-[:ON]-(c:Objection)",
    },
)
objections = by_id(OBJECTION)
answering = to_one("Objection", DEPARTMENT, "(p)-[:ANSWERED_BY]->(c:Department)")
objections_on_license = to_many("License", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")
objections_on_resource = to_many("Resource", OBJECTION, "(p)<-[:ON]-(c:Objection)", "c.raisedAt")


@dataclass(frozen=True, slots=True)
class Doubted:
    """What an objection is raised on, with what decides who may raise and who answers."""

    kind: str
    id: str
    name: str
    answers: str
    """Department that answers: provider of the entry, issuer of the licence; its successor when it is gone."""
    policy: str | None
    uses: bool
    """Whether the asker's department holds a grant on it."""
    holds: bool
    """Whether the asker holds the licence."""


_DEPARTMENT_NOW: LiteralString = (
    "head(COLLECT { MATCH way = (:Department {id: owner})-[:SUCCEEDED_BY*0..4]->(d:Department) "
    "WHERE d.validUntil IS NULL OR d.validUntil > date($today) RETURN d.id ORDER BY length(way) LIMIT 1 })"
)
_POLICY: LiteralString = (
    "head(COLLECT { MATCH way = (:Department {id: owner})-[:CHILD_OF*0..8]->(:Department)<-[b:BINDS]-(y:Policy) "
    "WHERE b.validFrom <= date($today) AND (b.validUntil IS NULL OR b.validUntil > date($today)) "
    "RETURN y.id ORDER BY length(way) LIMIT 1 })"
)
_USES: LiteralString = (
    "EXISTS { MATCH (r)<-[:COVERS]-(g:Grant)-[:GRANTED_TO]->(u:Consumer) WHERE u.departmentId IN $scope.departments }"
)


async def doubted(view: View, kind: str, identity: str) -> Doubted | None:
    """Read what an objection would be raised on, as far as the asker may see it."""
    match kind:
        case "Resource":
            text = _RESOURCE
        case "Item":
            text = _ITEM
        case "License":
            text = _LICENSE
        case _:
            return None
    found = await view.read(text, id=identity)
    return None if found is None else Doubted(kind, identity, *found)


_SEEN_RESOURCE: LiteralString = (
    "(r.state = 'PUBLISHED' OR $scope.all OR r.providerId IN $scope.departments)"
)
_RESOURCE: LiteralString = (
    f"MATCH (r:Resource {{id: $id}}) WHERE {_SEEN_RESOURCE} WITH r, r.name AS name, r.providerId AS owner "
    f"RETURN [name, {_DEPARTMENT_NOW}, {_POLICY}, {_USES}, false]"
)
_ITEM: LiteralString = (
    f"MATCH (i:Item {{id: $id}})<-[:HAS_ITEM]-(r:Resource) WHERE {_SEEN_RESOURCE} "
    "WITH r, r.name + '·' + i.name AS name, r.providerId AS owner "
    f"RETURN [name, {_DEPARTMENT_NOW}, {_POLICY}, {_USES}, false]"
)
_LICENSE: LiteralString = (
    "MATCH (l:License {id: $id}) WHERE ($scope.licenses OR l.issuerId IN $scope.issuers OR $scope.holder IN l.holderHashes) "
    "WITH l, l.number AS name, l.issuerId AS owner "
    f"RETURN [name, {_DEPARTMENT_NOW}, {_POLICY}, false, $scope.holder IN l.holderHashes]"
)


async def write(unit: Unit, objection: Objection, parties: Sequence[str]) -> None:
    """Write a new objection."""
    labels: dict[str, LiteralString] = {"Resource": "Resource", "Item": "Item", "License": "License"}
    label = labels[objection.on_kind]
    await unit.run(
        f"MATCH (x:{label} {{id: $onId}}) MATCH (d:Department {{id: $answers}}) "
        "CREATE (o:Objection {id: $id, onKind: $onKind, onId: $onId, ground: $ground, words: $words, raisedBy: $raisedBy, "
        "answersId: $answers, state: $state, open: $open, dueRule: $dueRule, parties: $parties, "
        "raisedAt: datetime($raisedAt), dueOn: date($dueOn)}) CREATE (o)-[:ON]->(x) CREATE (o)-[:ANSWERED_BY]->(d)",
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
        dueRule=objection.due_rule,
        parties=list(parties),
    )


async def settle(unit: Unit, identity: str, before: str, after: str, *, still_open: bool, result: str, at: str) -> str | None:
    """Move an objection on; None when it is no longer in the state it was read in."""
    moved: Any = await unit.run(
        "MATCH (o:Objection {id: $id}) WHERE o.state = $before SET o.state = $after, o.open = $open, o.result = $result, "
        "o.resolvedAt = CASE WHEN $open THEN null ELSE datetime($at) END RETURN o.id",
        id=identity,
        before=before,
        after=after,
        open=still_open,
        result=result,
        at=at,
    )
    return None if moved is None else str(moved)
