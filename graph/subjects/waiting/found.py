"""A case that waits, as the graph has it, and what it is judged by beside itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from graph.cases.prospects import Beforehand, Beside, Elsewhere, nothing
from graph.law.workflow import Facts
from graph.schema.nodes import ENTRY_CASE, OWED_DUTY
from graph.store.view import View
from graph.subjects.duties.owing import told_of_record
from graph.subjects.duties.periods import Standing
from graph.subjects.entries.inspecting import OpenCase, open_cases, told_of_proposed
from graph.subjects.entries.telling import MUTATIONS as OF_ENTRIES
from graph.subjects.waiting.queues import QUEUES, REPORTS, Party, Queue
from graph.words.closed_list import ClosedList


@dataclass(frozen=True, slots=True)
class Found:
    """A case that waits, as the graph has it."""

    key: str
    """By what it is sorted."""
    kind: str
    """Label."""
    id: str
    name: str | None
    state: str
    answers: str
    asks: str | None
    agent: str | None
    due_on: date | None
    since: datetime
    opened: datetime
    kept: str
    """The row that it keeps, or the two rows."""
    runs: str
    """Id of the workflow."""
    did: tuple[str, ...] = ()
    """Of the events that a rule keeps apart from others those that the asker was the last to do, by their names."""
    facts: Facts = field(default_factory=dict)
    """What it tells of itself before a step is taken."""
    beside: Beside = nothing
    """What its subject asks for besides its rows."""
    proposed: str = ""
    """What is judged by what stands beside the case (`judged`)."""
    term: tuple[str, ...] = ()
    """Articles of its term, where no step of its own sets that."""
    own: Mapping[ClosedList, str] | None = None
    """The mutations that take its steps, where they are not those of its kind."""
    elsewhere: Elsewhere | None = None
    """Steps of another kind of case that end it too."""
    entry: str = ""
    """Code of the entry whose case, which is not over, is to be told of (`judged`)."""
    open_case: OpenCase | None = None
    """The case by which its own steps are taken."""
    report: Standing | None = None
    """What is owed, where nothing is kept of it before it is done."""

    @property
    def queue(self) -> Queue:
        """How it is told what stands in it."""
        return REPORTS if self.report else QUEUES[self.kind]

    @property
    def mutations(self) -> Mapping[ClosedList, str]:
        """The mutations that take its steps, by their events."""
        own = self.queue.mutations if self.own is None else self.own
        if self.open_case:
            return {**own, **OF_ENTRIES}
        return {**own, **self.elsewhere.mutations} if self.elsewhere else own

    @property
    def parties(self) -> Mapping[Party, str | None]:
        """Its departments."""
        return {Party.ANSWERS: self.answers, Party.ASKS: self.asks, Party.AGENT: self.agent}


_JUDGES: Final[Mapping[str, Callable[[View, Sequence[str]], Awaitable[list[Beforehand]]]]] = MappingProxyType(
    {ENTRY_CASE.label: told_of_proposed, OWED_DUTY.label: told_of_record}
)


async def judged(view: View, found: Sequence[Found]) -> list[Found]:
    """Cases with what they are judged by beside themselves: entries by bases and lints of today, data by the record."""
    told: dict[tuple[str, str], Beforehand] = {}
    for label, judge in _JUDGES.items():
        asked = sorted({each.proposed for each in found if each.proposed and each.kind == label})
        found_out = await judge(view, asked) if asked else ()
        told |= {(label, key): each for key, each in zip(asked, found_out, strict=True)}
    codes = sorted({each.entry for each in found if each.entry})
    opened = dict(zip(codes, await open_cases(view, codes), strict=True)) if codes else {}
    return [
        replace(
            each,
            facts={**known.facts, **each.facts} if (known := told.get((each.kind, each.proposed))) else each.facts,
            beside=known.beside if known else each.beside,
            open_case=opened.get(each.entry),
        )
        for each in found
    ]
