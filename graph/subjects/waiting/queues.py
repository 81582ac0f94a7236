"""Every kind of case that waits for somebody, and how it is told what stands in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, LiteralString

from graph.law.workflow import Side, Workflow
from graph.law.workflows import ENTRY, FORGERY, LICENSE_DRAFT, LICENSE_OBJECTION, OBJECTION, SHARING
from graph.schema import nodes
from graph.schema.shapes import Shape
from graph.subjects.entries.telling import MUTATIONS as OF_ENTRIES
from graph.subjects.forgeries.telling import MUTATIONS as OF_FORGERIES
from graph.subjects.licensing.telling import MUTATIONS as OF_DRAFTS
from graph.subjects.objections.telling import MUTATIONS as OF_OBJECTIONS
from graph.subjects.sharing.telling import MUTATIONS as OF_REQUESTS
from graph.words.closed_list import ClosedList


@dataclass(frozen=True, slots=True, eq=False)
class Queue:
    """One kind of case."""

    shape: Shape
    workflows: tuple[Workflow, ...]
    """Those that its cases can run."""
    mutations: Mapping[ClosedList, str]
    """The mutation of each of their events."""
    answers: LiteralString
    """Over `c`, the department that answers, and over which the others' posts act."""
    called: LiteralString
    """Over `c`, what it is called in a list; null where it has no name that everybody may read who sees it."""
    opened: LiteralString
    since: LiteralString
    """Over `c`, when it was opened, and when it came into its state."""
    asks: LiteralString = "null"
    """Over `c`, the department that asks."""
    due: LiteralString = "toString(c.dueOn)"
    """Over `c`, the last day of its term."""
    runs: LiteralString = ""
    """Over `c`, the id of the workflow that it runs, where there are several."""
    workflow: LiteralString = field(init=False)
    by_id: Mapping[str, Workflow] = field(init=False)

    def __post_init__(self) -> None:
        """Say which workflow a case runs."""
        found: Mapping[str, Workflow] = MappingProxyType({each.id: each for each in self.workflows})
        object.__setattr__(self, "by_id", found)
        object.__setattr__(self, "workflow", self.runs or f"'{self.workflows[0].id}'")

    @property
    def label(self) -> str:
        """The kind of its nodes."""
        return self.shape.label

    def department(self, side: Side) -> LiteralString:
        """Over `c`, the department whose posts act on a side, or over which they do."""
        return self.asks if side is Side.APPLICANT else self.answers


@dataclass(frozen=True, slots=True)
class Turn:
    """That it is somebody's turn in some states, of cases of some departments."""

    asking: bool
    """Whether the department that asks is meant, and not the one that answers."""
    departments: frozenset[str]
    states: frozenset[tuple[str, str, str]]
    """Workflow, policy and state, by their names."""


QUEUES: Final[Mapping[str, Queue]] = MappingProxyType(
    {
        queue.label: queue
        for queue in (
            Queue(
                nodes.ENTRY_CASE, (ENTRY,), OF_ENTRIES, "c.providerId", "c.name",
                "toString(c.openedAt)", "toString(c.enteredAt)",
            ),
            Queue(
                nodes.REQUEST, (SHARING,), OF_REQUESTS, "c.providerId",
                "head(COLLECT { MATCH (c)-[:ASKS_FOR]->(r:Resource) RETURN r.name })",
                "toString(c.openedAt)", "toString(coalesce(c.enteredAt, c.openedAt))", "c.applicantId",
            ),
            Queue(
                nodes.OBJECTION, (OBJECTION, LICENSE_OBJECTION), OF_OBJECTIONS, "c.answersId", "null",
                "toString(c.raisedAt)", "toString(c.raisedAt)", "head(c.raisedForIds)",
                runs="CASE WHEN c.onKind = 'License' THEN 'license_objection' ELSE 'objection' END",
            ),
            Queue(
                nodes.LICENSE_DRAFT, (LICENSE_DRAFT,), OF_DRAFTS, "c.issuerId",
                "head(COLLECT { MATCH (t:LicenseType {id: c.typeId}) RETURN t.name })",
                "toString(c.receivedAt)", "toString(c.enteredAt)", due="null",
            ),
            Queue(
                nodes.FORGERY_CASE, (FORGERY,), OF_FORGERIES, "c.answersId", "null",
                "toString(c.suspectedAt)", "toString(c.enteredAt)",
            ),
        )
    }
)  # fmt: skip
"""By their labels, in the order in which what is equally urgent stands."""
