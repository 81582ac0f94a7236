"""What requests and grants of a table are judged by: what stands under their ids, whom and what they name.

This is the question of use cases, which decide for everybody; it is not asked through a scope. Each of the two tables
is judged by one statement's answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.reading import day
from graph.subjects.organisation.binding import nearest_to, policy_of
from graph.subjects.sharing.cases import BASIS, DUTY, NEED, PURPOSE, REFUSAL, SCENARIO, SCOPE
from graph.subjects.sharing.grants import memory as grants
from graph.subjects.sharing.tables.withheld import Decided, Withheld, decided, withheld_of
from graph.words.entries import Mode, SharingType
from graph.words.grants import GrantEvent, GrantState
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingState
from graph.words.sharing_tables import GrantOnFile, RequestOnFile
from graph.words.sources import ConsumerKind

_REQUEST: LiteralString = (
    "[q.id, q.consumerId, q.resourceId, q.purpose, q.purposeWordsCipher, q.scenarioCipher, toString(q.openedOn), "
    "q.state, q.legalBasisId, q.basisCipher, q.dutyBasisCipher, q.needCipher, coalesce(q.itemIds, []), "
    "toString(q.answeredOn), q.refusalCipher, q.scopeCipher, coalesce(q.documentNumber, ''), toString(q.documentOn)]"
)
_GRANT: LiteralString = (
    "[g.requestId, g.consumerId, g.resourceId, g.purpose, toString(g.validFrom), g.state, g.purposeWordsCipher, "
    "coalesce(g.itemIds, []), g.scopeCipher, g.mode, toString(g.validUntil), coalesce(g.agreementAsked, false), "
    "toString(g.agreementOn), g.agreementDigest, toString(g.endedOn), g.endedBy, g.endingCipher, "
    "toString(g.destroyedOn), g.destructionCipher]"
)
_ITEMS: LiteralString = (
    "COLLECT { UNWIND $resources AS k MATCH (r:Resource {id: k}) "
    "RETURN [k, COLLECT { MATCH (r)-[:HAS_ITEM]->(i:Item) RETURN i.name }] }"
)
_REQUESTS: LiteralString = (
    "RETURN ["
    f"COLLECT {{ UNWIND $requests AS k MATCH (q:SharingRequest {{id: k}}) RETURN [{_REQUEST}, "
    "size(coalesce(q.history, [])) > 0, EXISTS { MATCH (q)<-[:SETTLES]-(:Grant) }] }, "
    "COLLECT { UNWIND $consumers AS k MATCH (c:Consumer {id: k}) RETURN [k, c.kind] }, "
    "COLLECT { UNWIND $bases AS k MATCH (b:LegalBasis {id: k}) RETURN k }, "
    f"{_ITEMS}, "
    "COLLECT { UNWIND $asked AS a MATCH (c:Consumer {id: a[0]}) MATCH (r:Resource {id: a[1]}) RETURN [a[0], a[1], "
    f"a[2], {policy_of('(:Department {id: c.departmentId})', 'a[2]')}, "
    f"{policy_of('(:Department {id: r.providerId})', 'a[2]')}, r.sharing, "
    f"{nearest_to('(:Department {id: r.providerId})')}] }}, "
    + withheld_of("UNWIND $decided AS a MATCH (r:Resource {id: a[1]})", "a[0]", "a[2]")
    + "]"
)
_GRANTS: LiteralString = (
    "RETURN ["
    f"COLLECT {{ UNWIND $grants AS k MATCH (g:Grant {{id: k}}) RETURN [{_GRANT}, "
    "size(coalesce(g.history, [])) > 0] }, "
    f"COLLECT {{ UNWIND $requests AS k MATCH (q:SharingRequest {{id: k}}) RETURN [{_REQUEST}, q.policyId, "
    "size(coalesce(q.history, [])) > 0] }, "
    f"{_ITEMS}, COLLECT {{ UNWIND $resources AS k MATCH (r:Resource {{id: k}}) RETURN [k, r.mode] }}, "
    + withheld_of(
        "UNWIND $requests AS k MATCH (q:SharingRequest {id: k}) MATCH (r:Resource {id: q.resourceId})",
        "q.consumerId",
        "toString(coalesce(q.answeredOn, q.openedOn))",
    )
    + "]"
)


@dataclass(frozen=True, slots=True)
class Sides:
    """A request as the two sides of it meet on the day on which it was handed in."""

    applicant: str | None
    """Id of the policy that bound who asks on that day; None where none did; likewise the next."""
    provider: str | None
    sharing: SharingType
    """Of the entry, as it is today."""
    nearest: str | None
    """Id of the policy that bound the provider, or binds the one above it, whatever the day."""


@dataclass(frozen=True, slots=True)
class RequestSetting:
    """Everything that requests are judged by and compared with, as the graph has it."""

    registered: Mapping[str, RequestOnFile]
    moved: frozenset[str]
    """Ids of those with which something was done here."""
    granted: frozenset[str]
    """Ids of those of which there is a grant."""
    consumers: Mapping[str, ConsumerKind]
    """Of what kind each is."""
    bases: frozenset[str]
    items: Mapping[str, Sequence[str]]
    """Names of the items of each resource that is there."""
    sides: Mapping[tuple[str, str, date], Sides]
    """By consumer, resource and day."""
    withheld: Mapping[Decided, Withheld]
    """What was shared with nobody of what is granted."""


@dataclass(frozen=True, slots=True)
class GrantSetting:
    """Everything that grants are judged by and compared with, as the graph has it."""

    registered: Mapping[str, GrantOnFile]
    """By the ids of the grants."""
    moved: frozenset[str]
    """Ids of those with which something was done here."""
    requests: Mapping[str, RequestOnFile]
    policies: Mapping[str, str | None]
    """By the ids of the requests the policy that each keeps."""
    decided_here: frozenset[str]
    """Ids of the requests with which something was done here."""
    items: Mapping[str, Sequence[str]]
    """Names of the items of each resource that is there."""
    modes: Mapping[str, Mode]
    """How each entry has it that its data are shared."""
    withheld: Mapping[Decided, Withheld]
    """What was shared with nobody of what the requests ask for."""


async def request_setting(
    store: Store, personal: PersonalData, requests: Sequence[RequestOnFile] = (), ids: Iterable[str] = ()
) -> RequestSetting:
    """Read what requests are judged by, in one statement.

    Args:
        store: The graph.
        personal: Decrypts what was said.
        requests: The batch.
        ids: Of further requests that are only read.
    """
    standing, consumers, bases, items, sides, withheld = await store.read(
        _REQUESTS,
        requests=sorted({*ids, *(one.id for one in requests)}),
        consumers=sorted({one.consumer for one in requests}),
        bases=sorted({one.legal_basis for one in requests if one.legal_basis}),
        resources=sorted({one.resource for one in requests}),
        asked=[list(each) for each in sorted({(o.consumer, o.resource, o.opened_on.isoformat()) for o in requests})],
        decided=[
            [*named, on.isoformat()]
            for *named, on in sorted({decided(o) for o in requests if o.state is SharingState.GRANTED})
        ],
    )
    return RequestSetting(
        {kept[0]: _request(kept, personal) for kept, _, _ in standing},
        frozenset(kept[0] for kept, moved, _ in standing if moved),
        frozenset(kept[0] for kept, _, granted in standing if granted),
        {code: ConsumerKind[kind] for code, kind in consumers},
        frozenset(bases),
        {code: tuple(names) for code, names in items},
        {
            (consumer, resource, date.fromisoformat(on)): Sides(ours, theirs, SharingType[sharing], nearest)
            for consumer, resource, on, ours, theirs, sharing, nearest in sides
        },
        Withheld.read(withheld),
    )


async def grant_setting(
    store: Store, personal: PersonalData, batch: Sequence[GrantOnFile] = (), ids: Iterable[str] = ()
) -> GrantSetting:
    """Read what grants are judged by, in one statement; arguments as `request_setting`."""
    standing, requests, items, modes, withheld = await store.read(
        _GRANTS,
        grants=sorted({*ids, *(one.id for one in batch)}),
        requests=sorted({one.request for one in batch}),
        resources=sorted({one.resource for one in batch}),
    )
    kept = [(_grant(row, personal), moved) for row, moved in standing]
    return GrantSetting(
        {one.id: one for one, _ in kept},
        frozenset(one.id for one, moved in kept if moved),
        {row[0]: _request(row, personal) for row, _, _ in requests},
        {row[0]: policy for row, policy, _ in requests},
        frozenset(row[0] for row, _, here in requests if here),
        {code: tuple(names) for code, names in items},
        {code: Mode[mode] for code, mode in modes if mode},
        Withheld.read(withheld),
    )


def _names(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(each.partition("#")[2] for each in ids)


def _request(row: Row, personal: PersonalData) -> RequestOnFile:
    (
        key, consumer, resource, purpose, words, scenario, opened, state, law, basis, duty, need, items, answered,
        refusal, scope, number, on,
    ) = row  # fmt: skip
    return RequestOnFile(
        id=key,
        consumer=consumer,
        resource=resource,
        purpose=Purpose[purpose],
        purpose_words=personal.shown(words, PURPOSE),
        scenario=personal.shown(scenario, SCENARIO),
        opened_on=date.fromisoformat(opened),
        state=SharingState[state],
        legal_basis=law,
        basis=personal.shown(basis, BASIS),
        duty_basis=personal.shown(duty, DUTY),
        need=personal.shown(need, NEED),
        items=_names(items),
        answered_on=day(answered),
        refusal=personal.shown(refusal, REFUSAL),
        scope=personal.shown(scope, SCOPE),
        document_number=number,
        document_on=day(on),
    )


def _grant(row: Row, personal: PersonalData) -> GrantOnFile:
    (
        request, consumer, resource, purpose, since, state, words, items, scope, mode, until, asked, agreed, digest,
        ended, by, ending, destroyed, destruction,
    ) = row  # fmt: skip
    return GrantOnFile(
        request=request,
        consumer=consumer,
        resource=resource,
        purpose=Purpose[purpose],
        valid_from=date.fromisoformat(since),
        state=GrantState[state],
        purpose_words=personal.shown(words, grants.PURPOSE),
        items=_names(items),
        scope=personal.shown(scope, grants.SCOPE),
        mode=Mode[mode] if mode else None,
        valid_until=day(until),
        agreement_asked=asked,
        agreement_on=day(agreed),
        agreement_digest=digest,
        ended_on=day(ended),
        ended_by=GrantEvent[by] if by else None,
        ending=personal.shown(ending, grants.ENDING),
        destroyed_on=day(destroyed),
        destruction=personal.shown(destruction, grants.DESTRUCTION),
    )
