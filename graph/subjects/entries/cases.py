"""Cases of entries: how they are listed, read and written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, LiteralString

from graph.schema.nodes import ENTRY_CASE, RESOURCE
from graph.store.conditions import conditions_of
from graph.store.edges import Row, value_of
from graph.store.listing import Listing
from graph.store.ordering import Order
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.entries.rows import ITEM_EDGE
from graph.subjects.organisation.binding import answering_for, policy_of
from graph.words.entries import EntryState
from graph.words.entry_cases import CauseKind, EntryCase, EntryCaseState, EntryStep, Ground, Reviewed

WORDS = "EntryCase.words"
"""As what the words that were said with a step are encrypted."""
ENTRY_CASES = Listing(
    ENTRY_CASE,
    conditions=conditions_of(ENTRY_CASE),
    orders={"OPENED": Order("c.openedKey", descending=True)},
)
_OWN: LiteralString = "MATCH (:Resource {id: p.code})-[:HAS_ITEM]->"
lineage_of_case = value_of(
    "EntryCase",
    "[CASE WHEN p.openKey IS NULL THEN '' ELSE p.content END, "
    f"COLLECT {{ {_OWN}(a:Item)-[e:ITEM_FROM]->(b:Item)<-[:HAS_ITEM]-(o:Resource) "
    f"WHERE {RESOURCE.sees('o')} RETURN {ITEM_EDGE} }} + "
    f"COLLECT {{ {_OWN}(b:Item)<-[e:ITEM_FROM]-(a:Item)<-[:HAS_ITEM]-(o:Resource) "
    f"WHERE o.id <> p.code AND {RESOURCE.sees('o')} RETURN {ITEM_EDGE} }}]",
)
"""What an open case proposes, and what stands of the lineage of its items, as far as the asker sees the other ends."""


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """An entry that is in the graph."""

    provider: str
    name: str
    state: EntryState
    version: int
    content: str
    """Its newest version."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is under the code of an entry, as far as somebody may see it."""

    case: EntryCase | None
    """The case that is not over; None where there is none."""
    policy: str | None
    """Row that the case keeps; of an entry without one, the row that binds its provider today."""
    answering: str | None
    """Department that answers for the provider today."""
    entry: StandingEntry | None


NOTHING: Final = Standing(None, None, None, None)
_KEPT_OF: LiteralString = (
    "[c.id, c.code, c.name, c.providerId, c.state, c.causeKind, c.cause, coalesce(c.releaseReview, []), "
    "c.causeBasisId, c.content, c.follows, c.base, toString(c.openedAt), c.history, toString(c.dueOn), c.provisional, "
    "toString(c.successorUsableOn)]"
)
_ENTRY_OF: LiteralString = (
    "[r.providerId, r.name, r.state, r.version, "
    "head(COLLECT { MATCH (v:EntryVersion {id: r.id + '@' + toString(r.version)}) RETURN v.content })]"
)


def _answers(provider: LiteralString) -> LiteralString:
    return answering_for(f"(:Department {{id: {provider}}})", "$on")


_CASE: LiteralString = (
    f"MATCH (c:EntryCase {{id: $id}}) WHERE {ENTRY_CASE.sees('c')} RETURN [{_KEPT_OF}, c.policyId, "
    f"{_answers('c.providerId')}, head(COLLECT {{ MATCH (r:Resource {{id: c.code}}) RETURN {_ENTRY_OF} }})]"
)
_UNDER_CODES: LiteralString = (
    "RETURN [COLLECT { UNWIND $codes AS k MATCH (c:EntryCase {openKey: k}) "
    f"WHERE {ENTRY_CASE.sees('c')} RETURN [k, {_KEPT_OF}, c.policyId, {_answers('c.providerId')}] }}, "
    f"COLLECT {{ UNWIND $codes AS k MATCH (r:Resource {{id: k}}) WHERE {RESOURCE.sees('r')} "
    f"RETURN [k, {_ENTRY_OF}, {policy_of('(:Department {id: r.providerId})', '$on')}, {_answers('r.providerId')}] }}]"
)


async def case_of(view: View, identity: str, on: date) -> Standing | None:
    """Read a case that the asker may see, with what is in the graph of its entry."""
    if view.sees_none(ENTRY_CASE):
        return None
    found = await view.read(_CASE, id=identity, on=on.isoformat())
    if found is None:
        return None
    kept, policy, answering, entry = found
    return Standing(_case(kept), policy, answering, _entry(entry))


async def under_codes(view: View, codes: Collection[str], on: date) -> Mapping[str, Standing]:
    """Read what there is under some codes, as far as the asker may see it."""
    open_cases, entries = await view.read(_UNDER_CODES, codes=sorted(set(codes)), on=on.isoformat())
    cases = {code: rest for code, *rest in open_cases}
    there = {code: rest for code, *rest in entries}
    return {code: _standing(cases.get(code), there.get(code)) for code in codes}


async def under_code(view: View, code: str, on: date) -> Standing:
    """Read what there is under one code, as far as the asker may see it."""
    return (await under_codes(view, (code,), on))[code]


def _standing(case: Row | None, entry: Row | None) -> Standing:
    standing, policy, answering = entry or (None, None, None)
    if case is None:
        return Standing(None, policy, answering, _entry(standing))
    kept, policy, answering = case
    return Standing(_case(kept), policy, answering, _entry(standing))


def _entry(row: Row | None) -> StandingEntry | None:
    if row is None:
        return None
    provider, name, state, version, content = row
    return StandingEntry(provider, name, EntryState[state], version or 0, content or "")


def _case(row: Row) -> EntryCase:
    (
        key, code, name, provider, state, kind, cause, reviewed, basis, content, before, base, opened, history, due,
        provisional, usable,
    ) = row  # fmt: skip
    return EntryCase(
        id=key,
        code=code,
        name=name,
        provider=provider,
        state=EntryCaseState[state],
        ground=Ground(CauseKind[kind], cause, tuple(map(Reviewed.parse, reviewed)), basis),
        content=content,
        before=before or "",
        base=base or 0,
        opened_at=datetime.fromisoformat(opened),
        history=tuple(map(EntryStep.parse, history)),
        due_on=day(due),
        provisional=provisional,
        successor_usable_on=day(usable),
    )
