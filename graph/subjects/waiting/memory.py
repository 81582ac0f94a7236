"""Cases that wait, as the graph has them: one statement a kind, found by an index in the order of their urgency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, LiteralString

from graph.schema import nodes
from graph.schema.columns import WAITS, WAITS_AT
from graph.store.edges import Row
from graph.store.engine import Store
from graph.store.landmarks import windows
from graph.store.ordering import MARKED, STEP
from graph.store.owned import FEW
from graph.store.reading import day
from graph.store.view import View
from graph.subjects.organisation.binding import answering_for
from graph.subjects.waiting.found import Found, judged
from graph.subjects.waiting.granted import OF_ENTRY, GrantedItems
from graph.subjects.waiting.queues import QUEUES, Party, Queue, Turn
from graph.subjects.waiting.recorded import recorded_of


@dataclass(frozen=True, slots=True)
class Meant:
    """Which cases of a kind are meant."""

    turns: tuple[Turn, ...]
    """Whose turn it has to be."""
    high: str
    """The text before which they stand."""
    everybody: bool = False
    """Whosever turn it is."""
    without: tuple[str, ...] = ()
    """States that are left out."""
    asker: str = ""
    """Who asks, by the name under which the store keeps him."""

    @property
    def departments(self) -> tuple[str, ...] | None:
        """The few that answer, and are looked through one by one; None where they are many, or others."""
        every = sorted(frozenset[str]().union(*(each.departments for each in self.turns)))
        narrow = not self.everybody and len(every) <= FEW and all(each.party is Party.ANSWERS for each in self.turns)
        return tuple(every) if narrow else None

    def means(self, found: Found) -> bool:
        """Whether a case is meant that no index has found."""
        stands = (found.runs, found.kept, found.state)
        turn = any(found.parties[each.party] in each.departments and stands in each.states for each in self.turns)
        return found.key < self.high and (self.everybody or turn)

    def given(self) -> dict[str, Any]:
        """The parameters of a statement."""
        turns = [
            {
                "party": each.party.name,
                "departments": sorted(each.departments),
                "states": sorted("|".join(state) for state in each.states),
                "types": sorted(each.types),
                "apart": sorted(each.apart),
            }
            for each in self.turns
        ]
        given = {"turns": turns, "high": self.high, "everybody": self.everybody, "without": list(self.without)}
        return given | {"asker": self.asker}


def _turn(queue: Queue) -> LiteralString:
    key: LiteralString = f"{queue.workflow} + '|' + {queue.kept} + '|' + c.state"
    whose: LiteralString = (
        f"CASE t.party WHEN 'ASKS' THEN {queue.asks} WHEN 'AGENT' THEN {queue.agent} ELSE {queue.answers} END"
    )
    apart: LiteralString = f" AND none(e IN t.apart WHERE {queue.did})" if queue.apart else ""
    typed: LiteralString = (
        f" AND (size(t.types) = 0 OR any(y IN {queue.types} WHERE y IN t.types))" if queue.types else ""
    )
    return f"any(t IN $turns WHERE {key} IN t.states AND {whose} IN t.departments{apart}{typed})"


def _meant(queue: Queue) -> LiteralString:
    also: LiteralString = f" AND {queue.also}" if queue.also else ""
    return f"NOT c.state IN $without AND {queue.shape.sees('c')}{also} AND ($everybody OR {_turn(queue)})"


def _row(queue: Queue) -> LiteralString:
    did: LiteralString = f"[e IN $apart WHERE {queue.did}]" if queue.apart else "[]"
    return (
        f"[c.waitKey, c.id, {queue.called}, {queue.state}, {queue.answers}, {queue.asks}, {queue.agent}, {queue.due}, "
        f"{queue.since}, {queue.opened}, {queue.kept}, {queue.workflow}, {did}, {recorded_of(queue.label).row}, "
        f"{queue.term}]"
    )


def _cut(queue: Queue, by: LiteralString) -> LiteralString:
    return (
        "AND CASE WHEN c.waitKey = $at THEN c.id > $behind ELSE true END "
        f"WITH c ORDER BY {by}, c.id LIMIT $limit RETURN collect({_row(queue)})"
    )


_KEY: LiteralString = f"c.{WAITS.name}"
_KEY_AT: LiteralString = f"c.{WAITS_AT.name}"
_BETWEEN: LiteralString = "c.waitKey >= $at AND c.waitKey < $high"
_PAGES: Mapping[str, LiteralString] = {
    label: f"MATCH (c:{queue.shape.label}) WHERE {_BETWEEN} AND {_meant(queue)} {_cut(queue, _KEY)}"
    for label, queue in QUEUES.items()
}
_OF_ONE: Mapping[str, LiteralString] = {
    label: f"MATCH (c:{queue.shape.label}) WHERE c.waitsAtKey >= $from AND c.waitsAtKey < $to AND {_meant(queue)} "
    f"{_cut(queue, _KEY_AT)}"
    for label, queue in QUEUES.items()
}
"""The same of one department."""
_COUNTS: Mapping[str, LiteralString] = {
    label: f"MATCH (c:{queue.shape.label}) WHERE {_BETWEEN} AND {_meant(queue)} RETURN [count(c), "
    "sum(CASE WHEN c.waitKey < $today AND NOT c.state IN $patient THEN 1 ELSE 0 END)]"
    for label, queue in QUEUES.items()
}
_SIZES: Mapping[str, LiteralString] = {
    label: f"MATCH (c:{queue.shape.label}) WHERE c.waitKey >= '' RETURN count(c)" for label, queue in QUEUES.items()
}
_MARKS: Mapping[str, LiteralString] = {
    label: f"MATCH (c:{queue.shape.label}) WHERE c.waitKey >= '' WITH c.waitKey AS key {MARKED}"
    for label, queue in QUEUES.items()
}


async def page(view: View, label: str, meant: Meant, *, low: str, behind: str, limit: int) -> list[Found]:
    """The first cases of a kind from a text on.

    Of a few departments each is asked by itself; a server that sorts all that a range matches is asked for narrow ones.

    Args:
        view: What the asker sees.
        label: The kind.
        meant: Which are meant.
        low: The text from which on is looked.
        behind: Of those that have this text, the id behind which.
        limit: How many at most.
    """
    given = meant.given() | {"at": low, "behind": behind, "limit": limit, "apart": list(QUEUES[label].apart)}
    if (few := meant.departments) is not None:
        of_each = [
            await view.read(_OF_ONE[label], **given | {"from": f"{each}|{low}", "to": f"{each}|{meant.high}"})
            for each in few
        ]
        return [_read(label, row) for rows in of_each for row in rows]
    if view.store.dialect.sorts_ranges:
        known = view.store.landmarks.of((label, WAITS.name))
        await known.renew(lambda: view.read(_SIZES[label]), lambda: view.read(_MARKS[label], step=STEP))
        for until in windows(known.marks, low, falling=False):
            high = meant.high if until is None else min(until, meant.high)
            rows = await view.read(_PAGES[label], **given | {"high": high})
            if len(rows) >= limit or high == meant.high:
                return [_read(label, row) for row in rows]
    return [_read(label, row) for row in await view.read(_PAGES[label], **given)]


def _read(label: str, row: Row) -> Found:
    key, identity, name, state, answers, asks, agent, due, since, opened, kept, runs, did, recorded, term = row
    moments = datetime.fromisoformat(since), datetime.fromisoformat(opened)
    told = recorded_of(label).known(QUEUES[label].by_id[runs].states[state], recorded)
    return Found(
        key or "", label, identity, name, state, answers, asks, agent, day(due), *moments, kept, runs, tuple(did),
        told.facts, told.beside, told.proposed, tuple(term or ()), told.mutations, elsewhere=told.elsewhere,
        entry=told.entry,
    )  # fmt: skip


async def counts(view: View, label: str, meant: Meant, patient: Sequence[str]) -> tuple[int, int]:
    """How many cases of a kind wait, and how many of these are overdue.

    Args:
        view: What the asker sees.
        label: The kind.
        meant: Which are meant.
        patient: States in which nothing is overdue.
    """
    waits, late = await view.read(_COUNTS[label], **meant.given(), at="", patient=list(patient))
    return waits, late


_NAMES: Mapping[LiteralString, LiteralString] = {
    # What was published was named to everybody, and who is told that it is withdrawn has to know what.
    "Resource": f"MATCH (c:Resource {{id: k}}) WHERE {nodes.RESOURCE.sees('c')} OR c.state = 'WITHDRAWN' "
    f"RETURN [k, c.name, {OF_ENTRY}]",
    "LegalBasis": f"MATCH (c:LegalBasis {{id: k}}) WHERE {nodes.LEGAL_BASIS.sees('c')} RETURN [k, c.title]",
    "DataElement": f"MATCH (c:DataElement {{id: k}}) WHERE {nodes.DATA_ELEMENT.sees('c')} RETURN [k, c.name]",
    "License": f"MATCH (c:License {{id: k}}) WHERE {nodes.LICENSE.sees('c')} RETURN [k, c.typeName]",
}
"""What is told of besides cases, and what that is called."""


def _of_case(queue: Queue) -> LiteralString:
    label, seen = queue.shape.label, queue.shape.sees("c")
    return f"COLLECT {{ UNWIND $keys.{label} AS k MATCH (c:{label} {{id: k}}) WHERE {seen} RETURN {_row(queue)} }}"


_CASES: LiteralString = ", ".join([_of_case(queue) for queue in QUEUES.values()])
_OTHERS: LiteralString = ", ".join([f"COLLECT {{ UNWIND $keys.{label} AS k {_NAMES[label]} }}" for label in _NAMES])
_REQUESTS: LiteralString = (
    f"COLLECT {{ UNWIND $keys.SharingRequest AS k MATCH (c:SharingRequest {{id: k}}) WHERE {nodes.REQUEST.sees('c')} "
    "RETURN [k, head(COLLECT { MATCH (d:Department {id: c.applicantId}) RETURN d.name }), "
    "CASE WHEN c.refusalCipher IS NOT NULL THEN 'refusal' WHEN c.wordsCipher IS NOT NULL THEN 'words' END] }"
)
_MATTERS: LiteralString = f"RETURN [[{_CASES}], [{_OTHERS}], {_REQUESTS}]"
_APART = sorted({event for queue in QUEUES.values() for event in queue.apart})


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody was told of, as he sees it today."""

    name: str | None = None
    case: Found | None = None
    """The case, at rest or waiting; None where it is none, or nothing is kept of it."""
    granted: tuple[GrantedItems, ...] = ()
    """Of an entry the items that departments of his were granted and of which it says something else by now."""
    asked_by: str | None = None
    """Of a request the name of the department that asks."""
    reasons: str | None = None
    """Of a request the field in which it says why it was not granted; None where nothing was said."""


async def matters(view: View, asked: Sequence[tuple[str, str]]) -> list[Matter]:
    """What stands under some labels and ids, in one statement; nothing of what the asker may not see."""
    keys: dict[str, list[str]] = {label: [] for label in (*QUEUES, *_NAMES)}
    for label, identity in asked:
        keys.setdefault(label, []).append(identity)
    cases, others, requests = await view.read(_MATTERS, keys=keys, apart=_APART, asker=view.scope.subject)
    known: dict[tuple[str, str], Matter] = {}
    for label, rows in zip(QUEUES, cases, strict=True):
        read = await judged(view, [_read(label, row) for row in rows])
        known |= {(label, case.id): Matter(case.name, case) for case in read}
    for identity, asks, reasons in requests:
        place = (nodes.REQUEST.label, identity)
        known[place] = replace(known.get(place, Matter()), asked_by=asks, reasons=reasons)
    for label, rows in zip(_NAMES, others, strict=True):
        known |= {
            (label, identity): Matter(name, granted=GrantedItems.read(granted[0]) if granted else ())
            for identity, name, *granted in rows
        }
    return [known.get(place, Matter()) for place in asked]


_ANSWERING: LiteralString = (
    f"RETURN COLLECT {{ UNWIND $departments AS k RETURN [k, {answering_for('(:Department {id: k})', '$on')}] }}"
)
_ENDING: LiteralString = (
    "MATCH (c:Grant) WHERE c.state = 'ACTIVE' AND c.validUntil >= date($on) AND c.validUntil <= date($until) "
    "RETURN collect([c.id, head(c.parties), toString(c.validUntil)])"
)


async def answering(store: Store, departments: Sequence[str], on: date) -> dict[str, str]:
    """Of some departments who answers for each on a day; nobody does for one that is gone without a successor."""
    found = await store.read(_ANSWERING, departments=list(departments), on=on.isoformat()) or ()
    return {department: heir for department, heir in found if heir is not None}


@dataclass(frozen=True, slots=True)
class EndingGrant:
    """A grant whose last day is near."""

    id: str
    user: str
    """USCC of the department that may use the data."""
    last_day: date


async def ending_grants(store: Store, on: date, until: date) -> list[EndingGrant]:
    """Grants whose last day lies in a period."""
    rows = await store.read(_ENDING, on=on.isoformat(), until=until.isoformat()) or ()
    return [EndingGrant(key, user, date.fromisoformat(last)) for key, user, last in rows if user is not None]
