"""Requests as cases: how they are listed, read and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from graph.schema.nodes import REQUEST, RESOURCE
from graph.schema.periods import EXISTENCE, SHARED
from graph.store.conditions import conditions_of
from graph.store.edges import Row, value_of
from graph.store.engine import Store
from graph.store.hiding import encrypted_as
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.subjects.sharing.grants.memory import of_all_of
from graph.words.entries import Affair, ItemKind, SharingType
from graph.words.organisation import AuthorityLevel
from graph.words.sharing import Purpose, scope_in_words
from graph.words.sharing_cases import SharingCase, SharingState, SharingStep, Stated
from graph.words.sources import USING_DEPARTMENTS, BasisKind

DEMANDED_BY = "demand"
"""What a department, or one below it, has asked for and does not have."""
_NOT_HELD: LiteralString = (
    "size(COLLECT { MATCH (g:Grant {pair: c.consumerId + '|' + c.resourceId}) WHERE g.purpose = c.purpose AND "
    f"{SHARED.holds('g', '$today')} AND {of_all_of('c', 'g')} RETURN g.id }}) = 0"
)
REQUESTS = Listing(
    REQUEST,
    conditions=conditions_of(REQUEST),
    orders={"OPENED": Order("c.openedKey", descending=True), "DUE": Order("c.dueKey")},
    parents={
        DEMANDED_BY: (
            "(p:Department {id: k})<-[:CHILD_OF*0..8]-(:Department)<-[:PART_OF]-(:Consumer)"
            "<-[:RAISED_BY]-(c:SharingRequest)"
        )
    },
    holding={
        DEMANDED_BY: (
            "NOT c.state IN ['DRAFT', 'GRANTED', 'WITHDRAWN'] AND NOT (c.state = 'CLOSED' "
            "AND split(coalesce(last(c.history), '||'), '|')[1] IN ['LIST', 'HAD_DIRECTLY', 'DECLINE']) "
            f"AND {_NOT_HELD}"
        )
    },
)
NAMED: LiteralString = (
    "[c.id, head(COLLECT { MATCH (d:Department {id: c.applicantId}) RETURN d.name }), "
    "head(COLLECT { MATCH (r:Resource {id: c.resourceId}) RETURN r.name }), "
    "head(COLLECT { MATCH (d:Department {id: c.providerId}) RETURN d.name })]"
)
"""Of a listed request its id, and the names of who asks, of what, and of whom."""
PURPOSE, SCENARIO, BASIS, DUTY, NEED, SCOPE, WORDS, REFUSAL, EARLIER = (
    encrypted_as(REQUEST, REQUEST.named(name))
    for name in (
        "purposeWordsCipher", "scenarioCipher", "basisCipher", "dutyBasisCipher", "needCipher", "scopeCipher",
        "wordsCipher", "refusalCipher", "earlierCipher",
    )
)  # fmt: skip
"""As what each of its words is encrypted."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item that can be asked for."""

    name: str
    kind: ItemKind
    sharing: SharingType | None


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of a request today, and what is asked for."""

    applicant: str | None
    """Department that answers for who asks; None where he is no department, nor a system of one."""
    provider: str | None
    owner: str
    """Department of which the data are, as the entry names it."""
    agent: str | None
    """Department that answers for whom the entry names to answer in the provider's place; None: it names none."""
    applicant_policy: str | None
    """Of a request the row that it keeps, of one that is opened the row of today; likewise the next."""
    provider_policy: str | None
    level: AuthorityLevel | None
    """Of the provider."""
    sharing: SharingType
    """Of the entry, as it is today."""
    exclusive: bool
    """The applicant stands on the entry's list of departments that need no application (专用)."""
    affair: Affair | None
    """What it is about, where the entry says so."""
    concerned: bool
    """The entry names the applicant as one whom that concerns."""
    controlled: bool
    """Its interface has parameters that are controlled."""
    agreement: bool
    """The entry asks for a security agreement, which whoever uses it signs first."""
    conditions: bool
    """The entry states on which conditions it is shared."""
    scope: str
    """With whom and for what, where the entry states it; else on which conditions."""
    cause: str
    """What the version of the entry that stands was made for."""
    based: bool
    """It stands in a base library of the provider's policy."""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A request, and the two sides of it."""

    case: SharingCase
    parties: Parties


_CAUSE: LiteralString = (
    "coalesce(head(COLLECT { MATCH (r)-[:HAS_VERSION]->(v:EntryVersion {number: r.version}) RETURN v.cause }), '')"
)


def _parties(applicant: LiteralString, ours: LiteralString, theirs: LiteralString) -> LiteralString:
    provider: LiteralString = "(:Department {id: r.providerId})"
    answering = answering_for(f"(:Department {{id: {applicant}}})", "$on")
    return (
        f"[{answering}, {answering_for(provider, '$on')}, r.providerId, "
        f"{answering_for('(:Department {id: r.agentId})', '$on')}, {ours}, {theirs}, "
        "head(COLLECT { MATCH (p:Department {id: r.providerId}) RETURN p.level }), r.sharing, "
        f"{applicant} IN coalesce(r.exclusiveIds, []), r.affair, "
        f"{applicant} IN coalesce(r.concernedIds, []), coalesce(r.controlledInterface, false), "
        "coalesce(r.agreementAsked, false), trim(coalesce(r.sharingCondition, '')), "
        f"[coalesce(r.sharingScope, ''), coalesce(r.sharingUse, '')], {_CAUSE}, "
        "COLLECT { MATCH (r)-[:IN_LIBRARY]->(l:Library {kind: 'BASE'}) RETURN l.policyId }, "
        "COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) RETURN [i.name, i.kind, i.sharing] ORDER BY i.seq, i.name }]"
    )


_USING: LiteralString = (
    "CASE WHEN u.kind IN $using THEN coalesce(u.departmentId, "
    "head(COLLECT { MATCH (u)-[:IS]->(s:System) RETURN s.operatorId })) END"
)
"""The department that uses what a consumer does: itself, or whose system it is; of who is none there is none."""
_ASKED_FOR: LiteralString = (
    "MATCH (u:Consumer {id: $consumer}) MATCH (r:Resource {id: $resource}) "
    f"WHERE r.state = 'PUBLISHED' AND {RESOURCE.sees('r')} WITH r, {_USING} AS ours RETURN "
    + _parties(
        "ours",
        policy_of("(:Department {id: ours})", "$on"),
        policy_of("(:Department {id: r.providerId})", "$on"),
    )
)
_KEPT: LiteralString = (
    "[c.id, c.consumerId, c.resourceId, c.sharing, c.purpose, c.purposeWordsCipher, c.scenarioCipher, "
    "c.legalBasisId, c.basisCipher, c.dutyBasisCipher, c.needCipher, coalesce(c.itemIds, []), c.state, "
    "toString(c.openedAt), coalesce(c.history, []), toString(c.dueOn), c.provisional, c.scopeCipher, "
    "coalesce(c.controlledInterface, false), coalesce(c.documentNumber, ''), c.earlierCipher]"
)
_CASE: LiteralString = (
    f"MATCH (c:SharingRequest {{id: $id}})-[:ASKS_FOR]->(r:Resource) WHERE {REQUEST.sees('c')} RETURN [{_KEPT}, "
    + _parties("c.applicantId", "c.applicantPolicyId", "c.policyId")
    + "]"
)
_BASIS: LiteralString = f"MATCH (b:LegalBasis {{id: $code}}) RETURN [b.kind, {EXISTENCE.holds('b', '$on')}]"
_THERE: LiteralString = EXISTENCE.holds("d", "$on")
_DEPARTMENTS: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $codes AS k MATCH (d:Department {{id: k}}) WHERE {_THERE} RETURN [k, d.divisionId] }}"
)


def recorded(v: LiteralString) -> LiteralString:
    """What is kept of a request that decides what can be done, as `prospects.told_of` reads it.

    Args:
        v: Its variable.
    """
    return (
        f"[{v}.sharing, {v}.applicantPolicyId, {v}.policyId, coalesce({v}.history, []), "
        f"coalesce({v}.scopeCipher, '') <> '', coalesce({v}.needCipher, '') <> '', "
        f"coalesce({v}.scenarioCipher, '') <> '', "
        f"coalesce({v}.basisCipher, '') <> '' OR {v}.legalBasisId IS NOT NULL, "
        f"coalesce({v}.dutyBasisCipher, '') <> '', toString({v}.openedAt), {v}.state, "
        f"coalesce({v}.documentNumber, ''), size(coalesce({v}.itemIds, [])) > 0, "
        f"head(COLLECT {{ MATCH (r:Resource {{id: {v}.resourceId}}) RETURN [r.sharing, "
        "head(COLLECT { MATCH (d:Department {id: r.providerId}) RETURN d.level }), "
        f"coalesce({v}.controlledInterface, false) OR coalesce(r.controlledInterface, false), "
        "trim(coalesce(r.sharingCondition, '')) <> '', r.agentId IS NOT NULL, "
        f"COLLECT {{ MATCH (r)-[:HAS_ITEM]->(i:Item) WHERE size(coalesce({v}.itemIds, [])) = 0 OR i.id IN {v}.itemIds "
        f"RETURN DISTINCT coalesce(i.sharing, r.sharing) }}, {_CAUSE}] }})]"
    )


standing_of_request = value_of(
    "SharingRequest",
    "[p.policyId, p.applicantPolicyId, toString(p.openedAt), p.state, toString(p.dueOn), toString($today), "
    f"{recorded('p')}]",
)
"""Its two rows, where it stands and until when, the day, and what it tells of itself before a step is taken."""


async def asked_for(view: View, consumer: str, resource: str, on: date) -> Parties | None:
    """Read the two sides of a request that is to be opened; None where the asker knows of no such thing."""
    using = [each.name for each in USING_DEPARTMENTS]
    found = await view.read(_ASKED_FOR, consumer=consumer, resource=resource, on=on.isoformat(), using=using)
    return None if found is None else _sides(found)


async def request_of(view: View, personal: PersonalData, identity: str, on: date) -> Standing | None:
    """Read a request that the asker may see."""
    if view.sees_none(REQUEST):
        return None
    found = await view.read(_CASE, id=identity, on=on.isoformat())
    if found is None:
        return None
    kept, sides = found
    parties = _sides(sides)
    return Standing(_case(kept, parties, personal), parties)


async def basis_of(store: Store, code: str, on: date) -> tuple[BasisKind, bool] | None:
    """Of what kind a legal basis of the catalogue is, and whether it is in force on a day; None where there is none."""
    found = await store.read(_BASIS, code=code, on=on.isoformat())
    return None if found is None else (BasisKind[found[0]], bool(found[1]))


async def divisions_of(store: Store, codes: Sequence[str], on: date) -> dict[str, str]:
    """The divisions of those among some codes that are departments which there are on a day."""
    return dict(await store.read(_DEPARTMENTS, codes=list(codes), on=on.isoformat()) or ()) if codes else {}


def _sides(row: Row) -> Parties:
    (
        applicant, provider, owner, agent, ours, theirs, level, sharing, exclusive, affair, concerned, controlled,
        agreement, condition, scope_and_use, cause, libraries, items,
    ) = row  # fmt: skip
    return Parties(
        applicant,
        provider,
        owner,
        agent,
        ours,
        theirs,
        AuthorityLevel[level] if level else None,
        SharingType[sharing],
        bool(exclusive),
        Affair[affair] if affair else None,
        bool(concerned),
        controlled,
        agreement,
        bool(condition),
        scope_in_words(*scope_and_use) or condition,
        cause,
        theirs in libraries,
        tuple(Item(name, ItemKind[kind], SharingType[own] if own else None) for name, kind, own in items),
    )


def _case(row: Row, parties: Parties, personal: PersonalData) -> SharingCase:
    (
        key, consumer, resource, sharing, purpose, words, scenario, law, basis, duty, need, items, state, opened,
        history, due, provisional, scope, controlled, document, earlier,
    ) = row  # fmt: skip
    stated = Stated(
        purpose=Purpose[purpose],
        purpose_words=personal.shown(words, PURPOSE),
        scenario=personal.shown(scenario, SCENARIO),
        legal_basis=law,
        basis=personal.shown(basis, BASIS),
        duty_basis=personal.shown(duty, DUTY),
        need=personal.shown(need, NEED),
        items=tuple(each.partition("#")[2] for each in items),
    )
    return SharingCase(
        id=key,
        consumer=consumer,
        resource=resource,
        sharing=SharingType[sharing] if sharing else parties.sharing,
        stated=stated,
        state=SharingState[state],
        opened_at=datetime.fromisoformat(opened),
        history=tuple(map(SharingStep.parse, history)),
        due_on=day(due),
        provisional=provisional,
        scope=personal.shown(scope, SCOPE),
        controlled=controlled,
        document=document,
        earlier=personal.shown(earlier, EARLIER),
    )
