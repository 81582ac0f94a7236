"""A scenario is run through the case machine as it is; what comes out is said in the words of scenarios.

1. The row of the day on which the case was opened; where the policy binds nobody on that day there is no table.
2. The due date that stands before: of the row that leads into the state, counted from `since`.
3. The person: in the post that is named, in the department of the row, on that day.
4. The move, or the look, which changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from scenarios.binding import binds
from scenarios.built import BUILT, FACTS, LOOK, MAY_USE, Built, first_day
from scenarios.lines import NO_CASE, Line, Run
from scenarios.telling import told
from scenarios.vocabulary import ANYBODY, SYSTEM

from graph.cases.machine import Case, Lasting, Move, move
from graph.cases.refusing import ConditionMissing
from graph.errors import NoPolicy, Refusal, Text
from graph.law.access import Principal
from graph.law.citations import rules_broken
from graph.law.direct import OPENING, asked_for, direct, leading_to_it
from graph.law.findings import Circumstance
from graph.law.policies import policy, policy_on, table_on
from graph.law.policy import Policy
from graph.law.posts import HeldPost
from graph.law.provisions import PeriodicDuty
from graph.law.terms import (
    NO_NUMBER,
    Deadline,
    NoNumber,
    age,
    due_after_calendar_days,
    due_after_event,
    due_after_handing_in,
    overdue,
    prolonged,
)
from graph.law.workdays import NATIONAL
from graph.law.workflow import DAYS, PERIOD, Actor, Articles, CalendarDays, Facts, Side, Span, Step, Table, steps_from
from graph.law.workflows import GRANT
from graph.refusal_codes import Code
from graph.words.china_time import CHINA, china_day
from graph.words.closed_list import ClosedList
from graph.words.duties import DutyState
from graph.words.grants import GrantEvent
from graph.words.organisation import PostKind
from graph.words.people import Role

LETTERS = {
    Side.APPLICANT: "A",
    Side.PROVIDER: "P",
    Side.AGENT: "G",
    Side.LEAD: "M",
    Side.CARRIER: "C",
    Side.COMMITTEE: "K",
    Side.OUTSIDE: "O",
    Side.APPLICANT_LEAD: "M",
    Side.APPLICANT_CARRIER: "C",
}
_SUBJECT = "zhang"
_BY_ITSELF = frozenset({Role.ADMIN, Role.SERVICE})
"""What happens by itself is done by whoever runs the system, or by the register."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a scenario."""

    state: str
    due: str = "-"
    provisional: str = "no"
    rules: frozenset[str] = frozenset()
    age: int = 0
    """Working days since `since`; of a case that is opened, none."""
    overdue: int = 0
    """Working days after the due date; 0 where there is none."""
    missing: frozenset[str] = frozenset()
    next_posts: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


_LONG_AGO = date(2010, 1, 4)
"""The last day of a term whose beginning is not named: it has ended, and its working days are counted quickly."""


def moments(line: Line) -> tuple[datetime, ...]:
    """When it happens: the moment that is named, or the first and the last of the day."""
    named = line["on"]
    if "T" in named:
        return (datetime.fromisoformat(named).astimezone(UTC),)
    day = date.fromisoformat(named)
    return tuple(datetime.combine(day, at, CHINA).astimezone(UTC) for at in (time.min, time.max))


def outcome(line: Line, run: Run, at: datetime) -> Outcome:
    """Run a line once."""
    built, on = BUILT[line.workflow].of(line), china_day(at)
    since = date.fromisoformat(run.facts["since"]) if "since" in run.facts else None
    try:
        table = _table(line, built, run, since if since and line["from_state"] != NO_CASE else on)
    except NoPolicy as refused:
        return Outcome(f"refused:{Code.NO_SUCH_MOVE}", rules=frozenset(refused.rules))
    state = None if line["from_state"] == NO_CASE else built.states[line["from_state"]]
    facts = {key: read(run.facts[key]) for key, read in FACTS.items() if key in run.facts}
    if line["move"] == "month_begins":
        facts.setdefault(PERIOD, on.replace(day=1))
    before = _standing(table, built, state, run, facts)
    case = Case(state, before)
    looked = line["move"] == LOOK
    found = _looked(line, built, table, case, since or on, on) if looked else _moved(line, run, table, case, facts, at)
    after = built.states.get(found.state, state)
    return replace(
        found,
        age=age(datetime.combine(since or on, time.min, CHINA), on, None),
        overdue=NATIONAL.workdays_after(before.last_day, on) if isinstance(before, Deadline) else 0,
        next_posts=frozenset(actor.name for step in steps_from(table, after) for actor in step.actors),
    )


def _table(line: Line, built: Built, run: Run, opened: date) -> Table:
    """The rows that the case keeps.

    Raises:
        NoPolicy: The policy does not bind the unit, or is not in force.
    """
    unit, row = run.facts.get("unit"), policy(line["policy"])
    if unit and line["post"] not in Role.__members__ and not binds(row.id, built.workflow, unit):
        raise NoPolicy(Text(f"不适用于{unit}", f"does not bind a {unit}"), rules=row.binding.rules)
    return table_on(row.id, built.workflow, opened)


def _standing(table: Table, built: Built, state: ClosedList | None, run: Run, facts: Facts) -> Lasting:
    """The due date of a state; a term whose beginning is not named has ended, for nothing is assumed."""
    named, days = run.facts.get("since"), int(run.facts.get(DAYS, "0"))
    since = date.fromisoformat(named) if named else None
    if state not in built.workflow.open:
        return _kept(table, built, run, facts) if isinstance(state, DutyState) else Span.AT_REST
    leading = [each for each in table if each.then is state and each.state is not state]
    meant = (each for each in leading if all(one.holds(facts) for one in each.when if one.fact in facts))
    step = next(meant, next(iter(leading), None))
    match step.lasts if step else NO_NUMBER:
        case NoNumber.NO_NUMBER:
            return NO_NUMBER
        case Span.AT_REST:
            return Span.AT_REST
        case (Span.RUNS_ON | Span.LONGER) as span if step:
            running = _standing(table, built, step.state, run, facts)
            longer = span is Span.LONGER and isinstance(running, Deadline) and since is not None
            return prolonged(running, days) if longer and isinstance(running, Deadline) else running
        case Span():
            return NO_NUMBER
        case CalendarDays(length, fact):
            begun = run.facts.get(fact)
            return due_after_calendar_days(date.fromisoformat(begun), length) if begun else Deadline(_LONG_AGO)
        case PeriodicDuty() as duty:
            period = first_day(run.facts[PERIOD]) if PERIOD in run.facts else since
            return Deadline(duty.due_on(period) if period else _LONG_AGO)
        case within:
            counted = due_after_handing_in if within.handed_in else due_after_event
            return counted(since, within.days) if since else Deadline(_LONG_AGO)


def _kept(table: Table, built: Built, run: Run, facts: Facts) -> Lasting:
    """The due date that a duty keeps when it is done: that of what was owed last."""
    owed = [step.state for step in table if isinstance(step.state, DutyState) and step.state.open]
    return _standing(table, built, owed[-1], run, facts) if owed else Span.AT_REST


def _looked(line: Line, built: Built, table: Table, case: Case, opened: date, on: date) -> Outcome:
    rules = {rule for step in table if step.then is case.state for rule in step.rules}
    if case.due is Span.AT_REST or case.state not in built.workflow.open:
        return _said("answer:ended", case.due, rules)
    if case.due is NO_NUMBER:
        return _said("answer:no_number", case.due, rules)
    if not overdue(case.due, on, None):
        return _said("answer:in_time", case.due, rules)
    row, kind = policy_on(line["policy"], opened), built.finding
    broken = rules_broken(row, kind, frozenset({Circumstance.LATE})) if kind else ()
    return _said("answer:overdue", case.due, {*rules, *broken})


def _moved(line: Line, run: Run, table: Table, case: Case, facts: Facts, at: datetime) -> Outcome:
    built = BUILT[line.workflow].of(line)
    if line["move"] == MAY_USE:
        granted = built.workflow is GRANT
        return _used(table, case) if granted else _asked(policy_on(line["policy"], china_day(at)), facts)
    event = built.moves[line["move"]]
    rows = tuple(steps_from(table, case.state, event))
    row = next((each for each in rows if all(one.holds(facts) for one in each.when)), rows[0] if rows else None)
    side = row.side if row else Side.APPLICANT
    if row and line["post"] in PostKind.__members__:
        side = row.side_of(PostKind[line["post"]])
    letter = LETTERS[side] if line["post"] == SYSTEM else run.facts.get("of", LETTERS[side])
    principal = _principal(line["post"], row, letter, china_day(at))
    earlier = run.facts.get("same_person_as", "")
    case = replace(
        case,
        departments={each: frozenset({code}) for each, code in LETTERS.items()},
        persons={each: _SUBJECT if code == letter else "another" for each, code in LETTERS.items()},
        done={built.moves[earlier]: _SUBJECT} if earlier in built.moves else {},
    )
    use_it = direct(policy_on(line["policy"], china_day(at)), facts) if event in OPENING else ()
    if use_it:
        return _said("answer:use_it", Span.AT_REST, use_it)
    try:
        decided = move(table, case, event, principal, facts, at)
    except Refusal as refused:
        missing = refused.facts if isinstance(refused, ConditionMissing) else ()
        return replace(_said(f"refused:{refused.code}", case.due, refused.rules), missing=frozenset(missing))
    return _decided(line, run, built, case.due, decided)


def _used(table: Table, case: Case) -> Outcome:
    """What the platform is told of a grant that stands here."""
    uses = tuple(steps_from(table, case.state, GrantEvent.USE))
    steps = uses or tuple(step for step in table if step.then is case.state)
    return _said(f"answer:{'yes' if uses else 'no'}", Span.AT_REST, [rule for step in steps for rule in step.cited])


def _asked(row: Policy, facts: Facts) -> Outcome:
    """What the platform is told of who has no grant."""
    use_it, asked = direct(row, facts), asked_for(row, facts)
    answer = "yes" if use_it else "application" if leading_to_it(row, facts) else "no"
    others = [rule for cell in (row.also_unconditional, row.exclusive) if cell for rule in cell.rules]
    rules = use_it or [*others, *(rule for step in asked for rule in step.cited)]
    return _said(f"answer:{answer}", Span.AT_REST, rules)


def _decided(line: Line, run: Run, built: Built, before: Lasting, decided: Move) -> Outcome:
    """A duty that is done keeps its due date."""
    names: Mapping[ClosedList, str] = {state: name for name, state in built.states.items()}
    due = before if isinstance(decided.state, DutyState) and decided.due is Span.AT_REST else decided.due
    return replace(
        _said(names[decided.state], due, decided.rules),
        told=told(decided.step.tells, run.facts, licenses="licence" in line.workflow),
    )


def _said(state: str, due: Lasting, rules: Collection[str] | Articles) -> Outcome:
    match due:
        case Span.AT_REST:
            return Outcome(state, rules=frozenset(rules))
        case NoNumber.NO_NUMBER:
            return Outcome(state, "NO_NUMBER", rules=frozenset(rules))
        case Deadline():
            provisional = "yes" if due.provisional else "no"
            return Outcome(state, due.last_day.isoformat(), provisional, frozenset(rules))


def _principal(post: str, row: Step | None, letter: str, on: date) -> Principal:
    actor: Actor | None = PostKind.__members__.get(post) or Role.__members__.get(post)
    if post == SYSTEM:
        actor = next(iter(_BY_ITSELF & row.actors), None) if row else Role.ADMIN
    if post == ANYBODY and row:
        actor = min(row.actors, key=lambda each: (not isinstance(each, PostKind), each.name))
    if isinstance(actor, PostKind):
        held = HeldPost(actor, letter, on, on + timedelta(days=1))
        return Principal(Role.STAFF, _SUBJECT, letter, (held,))
    return Principal(actor or Role.PUBLIC, _SUBJECT)
