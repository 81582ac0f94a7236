"""The workflows that are built, and how the words of scenarios are those of their tables; the others wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from scenarios.lines import NO_CASE, Line
from scenarios.vocabulary import workflows

from graph.law.duty_workflows import (
    CATALOGUE_REVIEW,
    CATALOGUE_UPDATE,
    DATA_UPDATE,
    LAPSED_GROUND,
    YEARLY_PLAN,
    YEARLY_REPORT,
    ZERO_REPORT,
)
from graph.law.findings import FindingKind
from graph.law.workflow import DAYS, PERIOD, FactValue, Workflow
from graph.law.workflows import (
    ENTRY,
    FORGERY,
    GRANT,
    LICENSE,
    LICENSE_DRAFT,
    LICENSE_OBJECTION,
    OBJECTION,
    OFFICER_FILED,
    SHARING,
    SUCCESSOR_USABLE,
)
from graph.words.closed_list import ClosedList
from graph.words.duties import DutyEvent, DutyState, Reporter
from graph.words.entries import ItemKind, OpeningType, SharingType
from graph.words.entry_cases import EntryCaseState, EntryEvent
from graph.words.forgeries import ForgeryEvent, ForgeryState, Judged
from graph.words.grants import GrantEvent, GrantState
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import LicenseMove, LicenseState
from graph.words.objections import ObjectionEvent, ObjectionState, Tie
from graph.words.sharing_cases import SharingEvent, SharingState
from graph.words.sources import BasisKind, LibraryKind

LOOK = "look"
MAY_USE = "may_use"


@dataclass(frozen=True, slots=True)
class Built:
    """A workflow that runs."""

    workflow: Workflow
    states: Mapping[str, ClosedList]
    moves: Mapping[str, ClosedList]
    finding: FindingKind | None
    """What is found where a case is overdue."""
    before: Built | None = None
    """The workflow that comes before it under the same name: of a licence, its making."""

    def of(self, line: Line) -> Built:
        """The one of the two that a line is about."""
        before = self.before
        if before is None or line["from_state"] in self.states:
            return self
        begins = line["from_state"] == NO_CASE and line["move"] in before.moves
        return before if begins or line["from_state"] in before.states else self

    def runs(self, line: Line) -> bool:
        """Whether everything that a line names is built."""
        about = self.of(line)
        named = (about._state(line["from_state"]), *(about._state(run.state) for run in line.runs()))
        asked = (LOOK, *((MAY_USE,) if about.workflow in (GRANT, SHARING) else ()))
        return all(named) and line["move"] in (*asked, *about.moves)

    def _state(self, word: str) -> bool:
        return word == NO_CASE or ":" in word or word in self.states


def _by_name(members: type[ClosedList]) -> dict[str, ClosedList]:
    return {member.name.lower(): member for member in members}


_STATES, _MOVES = _by_name(ObjectionState), _by_name(ObjectionEvent)
_LIFE = {"issued": LicenseState.IN_FORCE, **_by_name(LicenseState)}
_LIFE.pop("in_force")
OWN = frozenset({DraftEvent.ERASE, DraftEvent.RESTORE})
"""Moves of the product's own, which no scenario knows."""
_STEPS = {name: event for name, event in _by_name(DraftEvent).items() if event not in OWN}
_MAKING = Built(LICENSE_DRAFT, _by_name(DraftState), _STEPS, None)
_CORRECTION = FindingKind.NOT_CORRECTED
_SHARING = Built(SHARING, _by_name(SharingState), _by_name(SharingEvent), FindingKind.NOT_ANSWERED)


def _duty(workflow: Workflow) -> Built:
    """A duty: of the words of all duties those that its scenarios have."""
    words = next(words for name, words in workflows().items() if name.replace(" ", "_") == workflow.id)
    states = {name: state for name, state in _by_name(DutyState).items() if name in words.states}
    moves = {name: event for name, event in _by_name(DutyEvent).items() if name in words.moves}
    return Built(workflow, states, moves, workflow.finding)


_ENTRY = Built(ENTRY, _by_name(EntryCaseState), _by_name(EntryEvent), FindingKind.CATALOGUE)
BUILT: Mapping[str, Built] = MappingProxyType(
    {
        "entry": _ENTRY,
        "withdrawal": _ENTRY,
        "grant terms": Built(GRANT, _by_name(GrantState), _by_name(GrantEvent), None),
        "sharing": _SHARING,
        "direct use": Built(SHARING, {}, {}, None),
        "objection": Built(OBJECTION, _STATES, _MOVES, _CORRECTION),
        "licence objection": Built(LICENSE_OBJECTION, _STATES, _MOVES, _CORRECTION),
        "licence forgery": Built(FORGERY, _by_name(ForgeryState), _by_name(ForgeryEvent), None),
        "catalogue update": _duty(CATALOGUE_UPDATE),
        "catalogue review": _duty(CATALOGUE_REVIEW),
        "lapsed ground": _duty(LAPSED_GROUND),
        "data update": _duty(DATA_UPDATE),
        "yearly report": _duty(YEARLY_REPORT),
        "zero report": _duty(ZERO_REPORT),
        "yearly plan": _duty(YEARLY_PLAN),
        "licence": Built(LICENSE, _LIFE, _by_name(LicenseMove), None, _MAKING),
    }
)


def first_day(period: str) -> date:
    """The first day of a year or a month."""
    return date.fromisoformat(f"{period}-01-01"[:10] if len(period) == len("2026") else f"{period}-01")


_TIES: Mapping[str, Tie | None] = MappingProxyType({**{tie.name.lower(): tie for tie in Tie}, "none": None})
FACTS: Mapping[str, Callable[[str], FactValue]] = MappingProxyType(
    {
        "use": _TIES.__getitem__,
        DAYS: int,
        "judged": Judged.__getitem__,
        "type": SharingType.__getitem__,
        "basis_kind": BasisKind.__getitem__,
        "opening": OpeningType.__getitem__,
        "item_opening": OpeningType.__getitem__,
        "opening_condition": "none".__ne__,
        SUCCESSOR_USABLE: date.fromisoformat,
        PERIOD: first_day,
        "new_rows": int,
        "other_bases": int,
        "reporter": lambda word: Reporter[word.upper()],
        "new_type": SharingType.__getitem__,
        "item_kind": ItemKind.__getitem__,
        "library_kind": LibraryKind.__getitem__,
        "about": {"permit": "行政许可", "penalty": "行政处罚", "joint_approval": "跨单位并联审批"}.get,
        "document_number": bool,
        "document_date": bool,
        **dict.fromkeys(
            (
                OFFICER_FILED.fact,
                "basis_in_force",
                "reviewed_by_another",
                "authority_confirmed",
                "secret",
                "collected_twice",
                "legal_exception",
                "good_reason",
                "security_agreement_asked",
                "security_agreement_filed",
                "used_against_the_rules",
                "provider_consents",
                "subject_concerned",
                "on_exclusive_list",
                "controlled_interface",
                "agent_named",
                "need_and_use",
                "purpose_and_scenario",
                "needed_for_duties",
                "legal_basis",
                "duty_basis",
                "business_need",
                "provider_is_provincial",
                "both_in_the_bureau",
                "approved_in_writing",
                "reviewed_by_centre",
                "units_heard",
                "faults_named",
                "within_conditions",
                "reasons",
                "sufficient_basis",
                "scope_and_use_stated",
                "given_back",
                "faults_stand",
                "restated",
                "another_use",
            ),
            "yes".__eq__,
        ),
    }
)
"""Facts that conditions of built workflows ask for; the others are of no weight in them."""


def waits_for(line: Line) -> str:
    """The workflow for which a line waits; empty where it runs."""
    found = BUILT.get(line.workflow)
    if found is None:
        return line.workflow
    return "" if found.runs(line) else f"{line.workflow}: batches"
