"""What an entry owes is handed in by a step of its case, and comes back by one, in the same transaction.

* It is out of its department's hands while the case that is to meet it waits for nobody there: it is in no work list of
  the department, nobody there is reminded of it, and it is judged by the day on which it was handed in.
* What comes back is owed as if it had never been handed in.
* Where the authority reviews an update, the department's duty is to apply: it does by registering the version that
  names the cause. An application that is sent back is owed anew, for its whole term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, LiteralString

from graph.cases.machine import Case, Move, move
from graph.cases.waiting import waiting_keys
from graph.errors import NoPolicy, Refusal
from graph.law.access import Principal
from graph.law.policies import table_on
from graph.law.terms import passed
from graph.law.workflow import Side, steps_from
from graph.store.engine import Unit
from graph.store.writing import stored
from graph.subjects.duties import memory
from graph.subjects.duties.causes import Owed, followed
from graph.subjects.duties.rules import due_of, judged_on, term_of, workflow_of
from graph.words.china_time import china_day
from graph.words.duties import DutyEvent, DutyKind, DutyState, OwedDuty
from graph.words.entry_cases import EntryEvent, Ground

OF_ENTRIES: Final = frozenset({DutyKind.CATALOGUE_UPDATE, DutyKind.LAPSED_GROUND})
"""What is owed of what stands in the catalogue, and met by what becomes of that."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a step has brought the case of an entry."""

    event: EntryEvent
    ground: Ground
    answering: str | None
    """USCC of the department that answers for the provider."""
    away: bool
    """It waits for somebody, and for nobody of the department."""
    ending: bool
    """The entry is to be taken out: nothing is left then that could be owed of it."""


@dataclass(frozen=True, slots=True)
class Term:
    """Until when what was handed in in time is to be in the catalogue."""

    due_on: date
    provisional: bool
    rules: tuple[str, ...]


async def pass_on(unit: Unit, stages: Mapping[str, Stage], principal: Principal, at: datetime) -> Mapping[str, Term]:
    """Cases of entries were moved: what they are to meet is handed in by it, applied for, or comes back.

    Args:
        unit: The open transaction.
        stages: By code of the entry.
        principal: Who has taken the steps.
        at: When.

    Returns:
        Until when each is waited for, by what is owed that was handed in in time.
    """
    moved, handed, back = list[tuple[OwedDuty, Move]](), list[OwedDuty](), list[OwedDuty]()
    terms: dict[str, Term] = {}
    for code, owed in by_entry(await memory.owed_of_entries(unit, stages)).items():
        stage = stages[code]
        answered = _answered(stage, owed)
        for duty in (each.duty for each in owed if each.duty.kind in OF_ENTRIES):
            if duty.state in _REVIEWED and not stage.ending and duty.handed_in_at is None:
                step = _applied(duty, stage, principal, at) if duty.id in answered else None
                if step := step or _sent_back(duty, stage, at):
                    moved.append((duty, step))
            elif stage.away and duty.id in answered:
                handed.extend(() if duty.handed_in_at else (duty,))
                terms |= {} if stage.ending else _sooner(terms.get(code), code, duty, at)
            elif duty.handed_in_at is not None:
                back.append(duty)
    await memory.settle(unit, moved, at)
    await _write(unit, handed, at)
    await give_back(unit, back)
    return terms


async def give_back(unit: Unit, duties: Sequence[OwedDuty]) -> None:
    """Write that what was handed in is owed by its department again."""
    await _write(unit, duties, None)


_REVIEWED: Final = frozenset({DutyState.APPLICATION_OWED, DutyState.REVIEW_OWED})
"""Where a duty stands that goes from the department to the authority, and back, by steps of its own."""
_HANDED: LiteralString = (
    "UNWIND $rows AS row MATCH (d:OwedDuty {id: row.id}) WHERE d.openKey IS NOT NULL "
    "SET d.handedInAt = datetime(row.handedInAt), d.waitKey = row.waitKey, d.waitsAtKey = row.waitsAtKey"
)


async def _write(unit: Unit, duties: Iterable[OwedDuty], at: datetime | None) -> None:
    rows = [
        {
            "id": each.id, "handedInAt": stored(at),
            **waiting_keys(each.due_on, each.opened_at, each.department, waits=at is None),
        }
        for each in duties
    ]  # fmt: skip
    if rows:
        await unit.run(_HANDED, rows=rows)


def _answered(stage: Stage, owed: Sequence[Owed]) -> frozenset[str]:
    """The ids of what is met if the case comes to its end."""
    if stage.ending:
        return frozenset(each.duty.id for each in owed if not each.received)
    lapsed = (each.duty.id for each in owed if each.duty.kind is DutyKind.LAPSED_GROUND)
    return frozenset((*followed(stage.ground, owed), *lapsed))


def _applied(duty: OwedDuty, stage: Stage, principal: Principal, at: datetime) -> Move | None:
    """What becomes of a duty to apply by a registration; None where somebody else registered, whose it is not."""
    if duty.state is not DutyState.APPLICATION_OWED or stage.event is not EntryEvent.REGISTER or not stage.answering:
        return None
    case = Case(duty.state, due_of(duty), {Side.PROVIDER: frozenset({stage.answering})})
    try:
        table = table_on(duty.policy, workflow_of(duty.kind), duty.event_on)
        return move(table, case, DutyEvent.APPLY_FOR_UPDATE, principal, {}, at)
    except Refusal:
        return None


def _sent_back(duty: OwedDuty, stage: Stage, at: datetime) -> Move | None:
    """What becomes of an application that has come back; None where it has not."""
    if duty.state is not DutyState.REVIEW_OWED or stage.away:
        return None
    try:
        table = table_on(duty.policy, workflow_of(duty.kind), duty.event_on)
    except NoPolicy:
        return None
    step = next(iter(steps_from(table, duty.state, DutyEvent.SEND_BACK)), None)
    return Move(step, term_of(step, china_day(at))) if step else None


def _sooner(known: Term | None, code: str, duty: OwedDuty, at: datetime) -> Mapping[str, Term]:
    """The term of an entry by what is owed of it, where that ends first and was handed in before its end."""
    due = duty.due_on
    if due is None or passed(due, judged_on(duty.handed_in_at, china_day(at))) or (known and known.due_on <= due):
        return {}
    return {code: Term(due, bool(duty.provisional), duty.rules)}


def by_entry(owed: Iterable[Owed]) -> Mapping[str, list[Owed]]:
    """What is owed, by code of the entry of which it is."""
    found: dict[str, list[Owed]] = {}
    for each in owed:
        found.setdefault(each.duty.code or "", []).append(each)
    return found
