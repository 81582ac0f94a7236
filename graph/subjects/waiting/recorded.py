"""What each kind of case tells of itself before anybody takes a step, as its subject knows it at writing.

A kind that is not here tells nothing but its term: what its steps ask for is stated with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, LiteralString

from graph.cases.prospects import Beforehand, Elsewhere
from graph.law.workflows import ENTRY, OFFICER_FILED
from graph.schema.nodes import ENTRY_CASE, LICENSE_DRAFT, OWED_DUTY, REQUEST
from graph.subjects.duties.handing import OF_ENTRIES
from graph.subjects.duties.owing import ChangedData
from graph.subjects.duties.telling import mutations_of
from graph.subjects.entries.inspecting import proposed
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.rules import facts as entry_facts
from graph.subjects.entries.telling import MUTATIONS as ENTRY_MUTATIONS
from graph.subjects.licensing.drafts import officer_filed
from graph.subjects.sharing.cases import recorded
from graph.subjects.sharing.prospects import told_of
from graph.words.closed_list import ClosedList
from graph.words.duties import DutyKind
from graph.words.entry_cases import EntryCaseState, EntryEvent, EntryStep


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is read of the cases of a kind, and what it tells."""

    row: LiteralString
    """Over `c`."""
    known: Callable[[ClosedList, Any], Beforehand]
    """What is known of a case that stands somewhere; what is not there may be stated with the step."""


def _of_entry(state: ClosedList, row: Any) -> Beforehand:
    base, content, history = row
    stands = EntryCaseState[state.name]
    facts = entry_facts.known_of(stands, entry_of(content), list(map(EntryStep.parse, history)))
    return Beforehand(facts, proposed="" if entry_facts.anew(stands) else proposed(base, content))


def _of_duty(_: ClosedList, row: Any) -> Beforehand:
    kind, code, on, told_at, begun = row
    data = kind == DutyKind.DATA_UPDATE.name
    changed = ChangedData(code, date.fromisoformat(on), datetime.fromisoformat(told_at)).key if data else ""
    out = _OUT if code and DutyKind[kind] in OF_ENTRIES else None
    entry = code if begun and out else ""
    return Beforehand({}, mutations=mutations_of(code), proposed=changed, elsewhere=out, entry=entry)


_OUT: Final = Elsewhere(
    ENTRY,
    EntryCaseState.PUBLISHED,
    frozenset({EntryEvent.WITHDRAW}),
    MappingProxyType({EntryEvent.WITHDRAW: ENTRY_MUTATIONS[EntryEvent.WITHDRAW]}),
)
"""What is owed of an entry that stands in the catalogue is met by taking it out, too."""


_NOTHING: Final = Recorded("null", lambda _state, _row: Beforehand({}))
_BY_KIND: Final[Mapping[str, Recorded]] = MappingProxyType(
    {
        ENTRY_CASE.label: Recorded("[c.base, c.content, c.history]", _of_entry),
        REQUEST.label: Recorded(recorded("c"), lambda _, row: told_of(row)),
        OWED_DUTY.label: Recorded(
            "[c.kind, c.code, toString(c.eventOn), toString(c.openedAt), "
            "EXISTS { MATCH (e:EntryCase {openKey: c.code}) }]",
            _of_duty,
        ),
        LICENSE_DRAFT.label: Recorded(
            officer_filed("c.issuerId"), lambda _, row: Beforehand({OFFICER_FILED.fact: bool(row)})
        ),
    }
)


def recorded_of(label: str) -> Recorded:
    """What is read of the cases of a kind."""
    return _BY_KIND.get(label, _NOTHING)
