"""Every kind of case that waits for somebody, and how it is told what stands in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, unique
from types import MappingProxyType
from typing import Final, LiteralString

from graph.law.duty_workflows import COMING_BACK
from graph.law.duty_workflows import EVERY as DUTIES
from graph.law.joining import joined
from graph.law.policies import POLICIES, bound_by
from graph.law.workflow import Side, Table, Workflow
from graph.law.workflows import ENTRY, FORGERY, GRANT, LICENSE_DRAFT, LICENSE_OBJECTION, OBJECTION, SHARING
from graph.schema import nodes
from graph.schema.shapes import Shape
from graph.subjects.duties.rules import concerns
from graph.subjects.duties.telling import MUTATIONS as OF_DUTIES
from graph.subjects.entries.telling import MUTATIONS as OF_ENTRIES
from graph.subjects.forgeries.telling import MUTATIONS as OF_FORGERIES
from graph.subjects.licensing.telling import MUTATIONS as OF_DRAFTS
from graph.subjects.objections.telling import MUTATIONS as OF_OBJECTIONS
from graph.subjects.sharing.grants.telling import MUTATIONS as OF_GRANTS
from graph.subjects.sharing.telling import MUTATIONS as OF_REQUESTS
from graph.words.closed_list import ClosedList
from graph.words.duties import Reporter

_ASKING: Final = frozenset({Side.APPLICANT, Side.APPLICANT_LEAD, Side.APPLICANT_CARRIER})


@unique
class Party(Enum):
    """In which department of a case, or over which, a post acts."""

    ANSWERS = "answers"
    ASKS = "asks"
    AGENT = "agent"
    """Who answers in the place of the one that does."""


def party_of(side: Side) -> Party:
    """In or over which department the posts of a side act."""
    if side is Side.AGENT:
        return Party.AGENT
    return Party.ASKS if side in _ASKING else Party.ANSWERS


def _of_one(workflow: Workflow) -> Iterator[tuple[str, Table]]:
    for row in POLICIES.values():
        cell = row.table(workflow)
        yield from ((row.id, wording.value) for wording in cell.wordings()) if cell else ()


def _table_of_one(workflow: Workflow, kept: str, on: date) -> Table:
    row = bound_by(kept, on)
    cell = row.table(workflow) if row else None
    return cell.value if cell else ()


def _of_two(_: Workflow) -> Iterator[tuple[str, Table]]:
    for provider in POLICIES.values():
        for applicant in (None, *POLICIES.values()):
            yield f"{provider.id}/{applicant.id if applicant else ''}", joined(applicant, provider)


def _table_of_two(_: Workflow, kept: str, on: date) -> Table:
    provider, applicant = kept.split("/")
    row = bound_by(provider, on)
    return joined(bound_by(applicant, on), row) if row else ()


def _of_reporters(workflow: Workflow) -> Iterator[tuple[str, Table]]:
    for kept, table in _of_one(workflow):
        yield from ((f"{kept}/{each.name}", _concerning(each, table)) for each in Reporter)


def _table_of_reporter(workflow: Workflow, kept: str, on: date) -> Table:
    row, reporter = kept.split("/")
    return _concerning(Reporter[reporter], _table_of_one(workflow, row, on))


def _concerning(reporter: Reporter, table: Table) -> Table:
    """The steps that who reports can take."""
    return tuple(step for step in table if concerns(step, reporter))


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
    agent: LiteralString = "null"
    """Over `c`, the department that answers in the other's place."""
    state: LiteralString = "c.state"
    """Over `c`, where it stands on the day."""
    due: LiteralString = "toString(c.dueOn)"
    """Over `c`, the last day of its term."""
    term: LiteralString = "null"
    """Over `c`, the articles of its term where no step of its own sets that."""
    also: LiteralString = ""
    """Over `c`, what has to hold besides on the day that it waits."""
    kept: LiteralString = "coalesce(c.policyId, '')"
    """Over `c`, the row or the two rows that it keeps."""
    tables: Callable[[Workflow], Iterator[tuple[str, Table]]] = _of_one
    """Every table that a case can run, with the rows of which it is, as `kept` says them."""
    table: Callable[[Workflow, str, date], Table] = _table_of_one
    """The table of a case that was opened on a day."""
    runs: LiteralString = ""
    """Over `c`, the id of the workflow that it runs, where there are several."""
    types: LiteralString = ""
    """Over `c`, the sharing types that it may have, where its steps go by that; empty where they do not."""
    did: LiteralString = "false"
    """Over `c` and the name `e` of an event, whether `$asker` did it last; asked where two acts are kept apart."""
    workflow: LiteralString = field(init=False)
    by_id: Mapping[str, Workflow] = field(init=False)
    apart: tuple[str, ...] = field(init=False)
    """Events that a row keeps apart from another, by their names."""

    def __post_init__(self) -> None:
        """Say which workflow a case runs, and of which events it matters who did them."""
        found: Mapping[str, Workflow] = MappingProxyType({each.id: each for each in self.workflows})
        object.__setattr__(self, "by_id", found)
        tables = (table for each in self.workflows for _, table in self.tables(each))
        kept_apart = {event.name for table in tables for step in table for event in step.apart}
        object.__setattr__(self, "apart", tuple(sorted(kept_apart)))
        object.__setattr__(self, "workflow", self.runs or f"'{self.workflows[0].id}'")

    @property
    def label(self) -> str:
        """The kind of its nodes."""
        return self.shape.label

    @property
    def name(self) -> str:
        """As what it is published: `ENTRY_CASE`."""
        return "".join(f"_{each}" if each.isupper() else each.upper() for each in self.label).removeprefix("_")


@dataclass(frozen=True, slots=True)
class Turn:
    """That it is somebody's turn in some states, of cases of some departments."""

    party: Party
    """Which department of a case is meant."""
    departments: frozenset[str]
    states: frozenset[tuple[str, str, str]]
    """Workflow, policy and state, by their names."""
    types: frozenset[str] = frozenset()
    """Sharing types of which a case has to be; none: of whichever."""
    apart: frozenset[str] = frozenset()
    """Events that he must not have done in the case himself, by their names."""


_IN_HISTORY: LiteralString = (
    "coalesce(last([h IN c.history WHERE split(h, '|')[1] = e]) ENDS WITH '|' + e + '|' + $asker, false)"
)
"""In lines of when, which event, who."""
_TYPES_OF_CONTENT: LiteralString = (
    "CASE WHEN c.content CONTAINS '\"sharing\":\"REFUSED\"' THEN ['REFUSED'] ELSE ['CONDITIONAL', 'UNCONDITIONAL'] END"
)
"""What is not shared in any of its items is not shared, in the form in which versions are kept."""
_TYPES_OF_REQUEST: LiteralString = (
    "CASE WHEN c.sharing IS NULL THEN ['CONDITIONAL', 'REFUSED', 'UNCONDITIONAL'] ELSE [c.sharing] END"
)
_AT_FORGERY: LiteralString = (
    "((e IN ['SUSPECT', 'JOIN'] AND $asker IN c.reporters) OR (e = 'CONFIRM' AND coalesce(c.decidedBy, '') = $asker))"
)
"""Who met the file are its reporters, and who confirmed it has decided."""
_OWED_SINCE: LiteralString = "toString(c.eventOn) + 'T00:00:00+08:00'"
"""A duty runs from the day of what made that it is owed, whenever that was recorded."""
QUEUES: Final[Mapping[str, Queue]] = MappingProxyType(
    {
        queue.label: queue
        for queue in (
            Queue(
                nodes.ENTRY_CASE, (ENTRY,), OF_ENTRIES, "c.providerId", "c.name",
                "toString(c.openedAt)", "toString(c.enteredAt)", types=_TYPES_OF_CONTENT, did=_IN_HISTORY,
                term="c.termRules",
            ),
            Queue(
                nodes.REQUEST, (SHARING,), OF_REQUESTS, "c.providerId",
                "head(COLLECT { MATCH (r:Resource {id: c.resourceId}) RETURN r.name })",
                "toString(c.openedAt)", "toString(coalesce(c.enteredAt, c.openedAt))", "c.applicantId", "c.agentId",
                kept="coalesce(c.policyId, '') + '/' + coalesce(c.applicantPolicyId, '')",
                tables=_of_two, table=_table_of_two, types=_TYPES_OF_REQUEST,
            ),
            Queue(
                nodes.GRANT, (GRANT,), OF_GRANTS, "c.providerId",
                "head(COLLECT { MATCH (r:Resource {id: c.resourceId}) RETURN r.name })",
                "toString(c.keptOn) + 'T00:00:00+08:00'", "toString(c.keptOn) + 'T00:00:00+08:00'", "head(c.parties)",
                state="CASE WHEN c.state IN ['WAITING', 'ACTIVE'] AND c.validUntil < date($today) "
                "THEN 'ENDED' ELSE c.state END",
                due="null", also="(c.validUntil IS NULL OR c.validUntil >= date($today))",
            ),
            Queue(
                nodes.OWED_DUTY, DUTIES, OF_DUTIES, "c.departmentId",
                "coalesce(head(COLLECT { MATCH (r:Resource {id: c.code}) RETURN r.name }), "
                "head(COLLECT { MATCH (b:LegalBasis {id: c.basisId}) RETURN b.title }))",
                _OWED_SINCE, _OWED_SINCE, runs="toLower(c.kind)",
            ),
            Queue(
                nodes.OBJECTION, (OBJECTION, LICENSE_OBJECTION), OF_OBJECTIONS, "c.answersId",
                "coalesce(head(COLLECT { MATCH (r:Resource {id: c.onId}) RETURN r.name }), "
                "head(COLLECT { MATCH (l:License {id: c.onId}) RETURN l.typeName }))",
                "toString(c.raisedAt)", "toString(c.raisedAt)", "head(c.raisedForIds)",
                runs="CASE WHEN c.onKind = 'License' THEN 'license_objection' ELSE 'objection' END",
            ),
            Queue(
                nodes.LICENSE_DRAFT, (LICENSE_DRAFT,), OF_DRAFTS, "c.issuerId",
                "head(COLLECT { MATCH (t:LicenseType {id: c.typeId}) RETURN t.name })",
                "toString(c.receivedAt)", "toString(c.enteredAt)", due="null", did=_IN_HISTORY,
            ),
            Queue(
                nodes.FORGERY_CASE, (FORGERY,), OF_FORGERIES, "c.answersId", "null",
                "toString(c.suspectedAt)", "toString(c.enteredAt)", did=_AT_FORGERY,
            ),
        )
    }
)  # fmt: skip
"""By their labels, in the order in which what is equally urgent stands."""
REPORTS: Final = Queue(
    nodes.OWED_DUTY, COMING_BACK, OF_DUTIES, "c.departmentId", "null", _OWED_SINCE, _OWED_SINCE,
    runs="toLower(c.kind)", tables=_of_reporters, table=_table_of_reporter,
)  # fmt: skip
"""Reports and plans that are owed and not done: nothing is kept of them, and `kept` says the row and who reports."""
