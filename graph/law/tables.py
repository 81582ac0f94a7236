"""Every table of a workflow is held against its words when the program starts; one that does not hold is not run.

1. It names states, events, facts and posts that there are, and only what its workflow has; it tells only whom its
   workflow reaches.
2. A step cites an article, or says that it is the product's own.
3. No two steps of one state and event match the same facts; a step has no conditions that exclude one another.
4. A step can fire: its state is reached. A state in which somebody is waited for is left by somebody.
5. Into a state in which somebody is waited for leads a term, a term that runs on, or that there is no number; into one
   at rest leads none. A term runs on only where one runs; what is prolonged says by how many days.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from graph.law.provisions import PeriodicDuty
from graph.law.terms import NoNumber
from graph.law.workflow import DAYS, PERIOD, CalendarDays, Condition, Span, Step, Table, Told, Within, Workflow
from graph.words.closed_list import ClosedList
from graph.words.organisation import PostKind
from graph.words.people import Role

LONGEST = 366
"""Working days that no term exceeds."""


def faults_of(table: Table, workflow: Workflow) -> Iterator[str]:
    """What is wrong with a table, each with the step in which it is."""
    for step in table:
        yield from (f"{said(step)} {fault}" for fault in _of_step(step, workflow))
    for one, other in combinations(table, 2):
        if (one.state, one.event) == (other.state, other.event) and not _apart(one.when, other.when):
            yield f"{said(one)} stands twice for the same facts"
    yield from _reach(table, workflow)


def said(step: Step) -> str:
    """A step as a refusal names it: `raised·take_up`."""
    state = "–" if step.state is None else _name(step.state)
    return f"{state}·{_name(step.event)}"


def _of_step(step: Step, workflow: Workflow) -> Iterator[str]:
    for value, members in ((step.state, workflow.states), (step.then, workflow.states), (step.event, workflow.events)):
        if value is not None and not isinstance(value, members):
            yield f"names {value!r}, which is no {members.__name__}"
    actors: Collection[object] = step.actors
    yield from (f"names {each!r}, which is no post" for each in actors if not isinstance(each, PostKind | Role))
    if not step.actors:
        yield "names nobody who may"
    if bool(step.rules) is step.product:
        yield "cites no article, and does not say that it is the product's" if not step.rules else "is no product's own"
    told: Collection[object] = [each.who for each in step.tells]
    for each in told:
        if not isinstance(each, Told):
            yield f"tells {each!r}, which is nobody"
        elif each not in workflow.told:
            yield f"tells {_name(each)}, whom {workflow.id} does not reach"
    yield from (
        f"keeps apart {each!r}, which is no event" for each in step.apart if not isinstance(each, workflow.events)
    )
    if step.apart and not workflow.remembers:
        yield f"keeps two acts apart, and {workflow.id} does not know who did the other"
    yield from _of_conditions(step, workflow)
    yield from _of_term(step, workflow)


def _of_conditions(step: Step, workflow: Workflow) -> Iterator[str]:
    for condition in step.when:
        for fact in filter(None, (condition.fact, condition.unless)):
            if fact not in workflow.facts:
                yield f"asks for {fact}, which is no fact of {workflow.id}"
        if not condition.values:
            yield f"asks that {condition.fact} be nothing that there is"
    if any(one.excludes(other) for one, other in combinations(step.when, 2)):
        yield "has conditions that exclude one another, and never fires"


def _of_term(step: Step, workflow: Workflow) -> Iterator[str]:
    lasts: object = step.lasts
    waited = step.then in workflow.open
    if not isinstance(lasts, Within | CalendarDays | PeriodicDuty | Span | NoNumber):
        yield f"lasts {lasts!r}, which is no term"
        return
    if waited is (lasts is Span.AT_REST):
        yield (
            "leads into a state in which somebody is waited for, and says nothing of a term"
            if waited
            else ("sets a term in a state in which nobody is waited for")
        )
    if isinstance(lasts, Within | CalendarDays) and not (type(lasts.days) is int and 0 < lasts.days <= LONGEST):
        yield f"lasts {lasts.days!r} {'working' if isinstance(lasts, Within) else 'calendar'} days"
    if isinstance(lasts, CalendarDays) and lasts.since not in workflow.facts:
        yield f"lasts from {lasts.since}, which is no fact of {workflow.id}"
    if isinstance(lasts, PeriodicDuty):
        yield from _of_the_calendar(lasts, workflow)
    if lasts in (Span.RUNS_ON, Span.LONGER) and step.state not in workflow.open:
        yield "lets a term run on where none runs"
    if lasts is Span.LONGER and all(condition.fact != DAYS for condition in step.when):
        yield "prolongs a term and does not say by how many days at most"


def _of_the_calendar(duty: PeriodicDuty, workflow: Workflow) -> Iterator[str]:
    if duty.month not in (None, *range(1, 13)):
        yield f"has {duty.month!r} for month"
    if duty.day not in range(1, 32):
        yield f"has {duty.day!r} for day"
    if PERIOD not in workflow.facts:
        yield f"comes back, and {workflow.id} does not know for which period"


def _apart(some: Sequence[Condition], others: Sequence[Condition]) -> bool:
    return any(one.excludes(other) for one in some for other in others)


def _reach(table: Table, workflow: Workflow) -> Iterator[str]:
    reached: set[ClosedList | None] = {None, *workflow.entered}
    while more := {step.then for step in table if step.state in reached} - reached:
        reached |= more
    yield from (
        f"{said(step)} never fires: nothing leads into its state" for step in table if step.state not in reached
    )
    left = {step.state for step in table}
    yield from (
        f"in {_name(state)} somebody is waited for, and nothing leads out of it"
        for state in sorted(workflow.open & reached, key=_name)
        if state not in left
    )


def _name(member: object) -> str:
    return str(getattr(member, "name", member)).lower()
