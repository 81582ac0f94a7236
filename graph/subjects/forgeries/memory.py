"""Suspected forgeries: how they are listed and read.

Of what is personal only ciphertexts come here; who may read them, the statement asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

import orjson

from graph.cases.files import KeptFile
from graph.schema.nodes import FORGERY_CASE
from graph.store.conditions import conditions_of
from graph.store.engine import Store
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.personal import PersonalData
from graph.store.reading import day, moment
from graph.store.view import View
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.forgeries import ForgeryCase, ForgeryMove, ForgeryState, Judged, Sighting

FORGERY_CASES = Listing(
    FORGERY_CASE,
    conditions=conditions_of(FORGERY_CASE),
    orders={"SUSPECTED": Order("c.suspectedKey", descending=True)},
)


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a department on a day, and the policy that binds him."""

    department: str | None
    """Itself, or its successor; None where there is none."""
    policy: str | None


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case with what it is decided by."""

    case: ForgeryCase
    policy: str | None
    """Row of the day on which it was opened."""
    answering: str | None
    """The department that answers for it today."""
    name: str
    """Name of that department."""
    division: str
    """GB/T 2260 code of its territory."""


_ANSWERING: LiteralString = (
    "UNWIND $codes AS k MATCH (d:Department {id: k}) "
    f"WITH k, {answering_for('(d)')} AS answers "
    f"RETURN collect([k, answers, {policy_of('(:Department {id: answers})')}])"
)


async def answering(view: View, codes: Sequence[str]) -> dict[str, Answering]:
    """Of some departments those that are on record, each with who answers for it today."""
    found = await view.read(_ANSWERING, codes=list(dict.fromkeys(codes)))
    return {code: Answering(*rest) for code, *rest in found or []}


_READ: LiteralString = (
    "RETURN [c.id, c.digest, c.size, c.judged, c.verdictCipher, toString(c.suspectedAt), c.answersId, c.reporters, "
    "c.sightings, c.history, c.state, c.decidedBy, toString(c.decidedAt), toString(c.dueOn), c.provisional, c.dueRule, "
    "toString(c.enteredAt), c.policyId, d.id, d.name, d.divisionId]"
)
_ANSWERS: LiteralString = f"OPTIONAL MATCH (d:Department {{id: {answering_for('(:Department {id: c.answersId})')}}})"
_CASE: LiteralString = f"MATCH (c:ForgeryCase {{id: $id}}) WHERE {FORGERY_CASE.sees('c')} {_ANSWERS} {_READ}"
_STANDING: LiteralString = f"MATCH (c:ForgeryCase {{openKey: $digest}}) WHERE c.closedAt IS NULL {_ANSWERS} {_READ}"
"""An index may show for a moment what its nodes no longer say."""


async def case(view: View, identity: str) -> FoundCase | None:
    """Read a case that the asker may see."""
    return None if view.sees_none(FORGERY_CASE) else _found(await view.read(_CASE, id=identity))


async def standing(view: View, digest: str) -> FoundCase | None:
    """The open case of a file, whoever asks: who has the file may join it."""
    return _found(await view.read(_STANDING, digest=digest))


async def waiting(view: View, subject: str) -> int:
    """How many files that somebody has met wait for a decision."""
    count: int = await view.read(
        "MATCH (:ForgerySighting {subject: $subject})-[:SIGHTED]->(c:ForgeryCase) WHERE c.state = 'SUSPECTED' "
        "RETURN count(c)",
        subject=subject,
    )
    return count


def _found(row: Sequence[Any] | None) -> FoundCase | None:
    if row is None:
        return None
    identity, digest, size, judged, verdict, suspected, imitates, reporters, sightings, history, state, *rest = row
    decided_by, decided_at, due_on, provisional, due_rule, entered_at, policy, answers, name, division = rest
    found = ForgeryCase(
        id=identity,
        digest=digest,
        size=size,
        judged=Judged[judged],
        verdict=verdict,
        suspected_at=datetime.fromisoformat(suspected),
        imitates=imitates,
        reporters=tuple(reporters),
        sightings=tuple(sightings),
        history=tuple(map(ForgeryMove.parse, history)),
        state=ForgeryState[state],
        decided_by=decided_by,
        decided_at=moment(decided_at),
        due_on=day(due_on),
        provisional=provisional,
        due_rule=due_rule,
        entered_at=moment(entered_at),
    )
    return FoundCase(found, policy, answers, name or "", division or "")


_EVIDENCE: LiteralString = (
    "MATCH (c:ForgeryCase {id: $id}) WHERE ($scope.system OR c.answersId IN $scope.issuers) "
    "AND c.state <> 'DISMISSED' RETURN c.digest"
)
_REPORT: LiteralString = (
    "MATCH (c:ForgeryCase {id: $id}) WHERE ($scope.system OR c.answersId IN $scope.issuers) RETURN c.reportDigest"
)


async def evidence_of(view: View, identity: str) -> KeptFile | None:
    """The suspected file of a case, for those who see the holders of the department that decides."""
    return _kept(identity, await view.read(_EVIDENCE, id=identity))


async def report_of(view: View, identity: str) -> KeptFile | None:
    """The sealed report of a case, for the same."""
    return _kept(identity, await view.read(_REPORT, id=identity))


def _kept(identity: str, digest: str | None) -> KeptFile | None:
    return None if digest is None else KeptFile(identity, digest)


async def kept_files(store: Store, cases: Sequence[str]) -> frozenset[KeptFile]:
    """Every file that is kept with one of some cases."""
    found = await store.read(
        "UNWIND $cases AS k MATCH (c:ForgeryCase {id: k}) "
        "RETURN collect([c.id, CASE WHEN c.state <> 'DISMISSED' THEN c.digest END, c.reportDigest])",
        cases=list(cases),
    )
    return frozenset(KeptFile(case, digest) for case, *digests in found or [] for digest in digests if digest)


async def files_of_cases(store: Store) -> list[KeptFile]:
    """Every file that is kept with any case."""
    found = await store.read(
        "MATCH (c:ForgeryCase) WHERE c.id >= '' "
        "RETURN collect([c.id, CASE WHEN c.state <> 'DISMISSED' THEN c.digest END, c.reportDigest])"
    )
    return [KeptFile(case, digest) for case, *digests in found for digest in digests if digest]


_COLUMN = "ForgeryCase.sightings"
VERDICT, WORDS = "ForgeryCase.verdict", "ForgeryCase.words"
"""As what the verdict is encrypted, and what is said with a step."""


def hidden(personal: PersonalData, sighting: Sighting) -> str:
    """What somebody said of a file, as the store keeps it."""
    return personal.encrypt(orjson.dumps(sighting.to_json()).decode(), _COLUMN)


def shown(personal: PersonalData, sightings: Sequence[str]) -> tuple[Sighting, ...]:
    """What was said of a file, in the order in which it was."""
    return tuple(Sighting.from_json(orjson.loads(personal.decrypt(each, _COLUMN))) for each in sightings)
