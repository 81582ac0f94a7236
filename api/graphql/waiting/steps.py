"""What a case can do next, and by whom."""

from collections.abc import Iterable, Mapping

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.values import attribute, shows
from graph import errors
from graph.cases import prospects, waiting
from graph.law.policy import Policy
from graph.law.workflow import Side, Workflow
from graph.law.workflows import workflow_of
from graph.words.closed_list import ClosedList
from graph.words.organisation import PostKind


def steps_of(
    row: Policy | None,
    workflow: Workflow,
    state: ClosedList,
    known: prospects.Known,
    mutations: Mapping[ClosedList, str],
) -> list[waiting.NextStep]:
    """What can be done next of a case.

    Args:
        row: The row that it keeps; None where none bound it.
        workflow: What kind of case it is.
        state: Where it stands.
        known: What is known of it.
        mutations: By their events the mutations that take its steps.
    """
    cell = row.table(workflow) if row else None
    found = prospects.prospects(workflow, cell.value if cell else (), state, known)
    return list(waiting.next_steps(found, mutations))


def _said(event: ClosedList) -> errors.Text:
    return errors.Text(event.zh, event.name.lower().replace("_", " "))


def sides_called(event: ClosedList, sides: Iterable[Side]) -> str:
    """What the sides are called whose posts take a step."""
    workflow = workflow_of(event)
    return "、".join(workflow.called(each).zh for each in sides)


@shows(prospects.Asked, "Something that a step asks for (办理条件).")
class StepCondition:
    """Something that a step asks for."""

    words: Text = attribute("What has to be so.", "condition", through=lambda condition: condition.words)
    rules: list[Rule] = attribute("Where it is asked for; none where it is the product's own.", through=cited)


@shows(waiting.NextStep, "A step that a case can take next (可办事项).")
class NextStep:
    """A step that a case can take next."""

    event: str = attribute("Name of the event, `REVIEW` (办理).", through=lambda event: event.name)
    words: Text = attribute("The event in words (办理事项).", "event", through=_said)
    mutation: str | None = attribute("The mutation that takes it; null where only the command line does.")
    posts: list[PostKind] = attribute(
        "Posts that may, in the department or over it; none where it is a holder or a relying party (岗位).",
        "actors",
        through=lambda actors: sorted((each for each in actors if isinstance(each, PostKind)), key=lambda it: it.name),
    )
    of: str = attribute("Whose posts they are, in words (主体).", "event", "sides", through=sides_called)
    rules: list[Rule] = attribute("Articles; none where it is the product's own (依据条文).", through=cited)
    open: bool = attribute("Whether it can be taken now: nothing that is known stands against it (目前可办).")
    missing: list[StepCondition] = attribute("What is known not to be so: it is refused by this (尚缺条件).")
    conditions: list[StepCondition] = attribute(
        "What has to be so besides: it is stated with the step, or judged when it is taken (尚须满足的条件).", "left"
    )
