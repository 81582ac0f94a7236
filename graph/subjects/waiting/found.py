"""A case that waits, as the graph has it, and what it is judged by beside itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from graph.cases.prospects import Beside, nothing
from graph.law.workflow import Facts
from graph.store.view import View
from graph.subjects.duties.periods import Standing
from graph.subjects.entries.inspecting import told_of_proposed
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
    report: Standing | None = None
    """What is owed, where nothing is kept of it before it is done."""

    @property
    def queue(self) -> Queue:
        """How it is told what stands in it."""
        return REPORTS if self.report else QUEUES[self.kind]

    @property
    def mutations(self) -> Mapping[ClosedList, str]:
        """The mutations that take its steps, by their events."""
        return self.queue.mutations if self.own is None else self.own

    @property
    def parties(self) -> Mapping[Party, str | None]:
        """Its departments."""
        return {Party.ANSWERS: self.answers, Party.ASKS: self.asks, Party.AGENT: self.agent}


async def judged(view: View, found: Sequence[Found]) -> list[Found]:
    """Cases with what they are judged by beside themselves: entries by their bases, and by the lints of today."""
    contents = sorted({each.proposed for each in found if each.proposed})
    told = dict(zip(contents, await told_of_proposed(view, contents), strict=True)) if contents else {}
    return [
        replace(each, facts={**told[each.proposed].facts, **each.facts}, beside=told[each.proposed].beside)
        if each.proposed
        else each
        for each in found
    ]
