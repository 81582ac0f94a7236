"""The steps of a sharing request: those that it has taken, and those that it can take next."""

from datetime import datetime

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.waiting.steps import StepCondition, sides_called
from graph.cases.prospects import Asked, Prospect
from graph.store.edges import Row
from graph.subjects.sharing import prospects
from graph.subjects.sharing.telling import MUTATIONS
from graph.words import sharing_cases as cased
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingEvent, SharingState


@shows(cased.SharingStep, "A step that a sharing request has taken (办理记录).")
class SharingStep:
    """A step that a sharing request has taken."""

    at: DateTime = attribute("When (时间).", through=datetime.isoformat)
    event: SharingEvent = attribute("What was done (办理).")
    subject: str = attribute(
        "Who did it, as his token names him; sealed, where that tells his identity number (经办人)."
    )


@shows(Prospect, "A step that a sharing request can take (可办事项).")
class SharingNextStep:
    """A step that a sharing request can take next."""

    state: SharingState = attribute("From where (办理前状态).", "step", through=lambda step: step.state)
    event: SharingEvent = attribute("What can be done (办理).", "step", through=lambda step: step.event)
    mutation: str = attribute("The mutation that does it.", "step", through=lambda step: MUTATIONS[step.event])
    posts: list[PostKind] = attribute(
        "Posts that may, in the department or over it (岗位).",
        "step",
        through=lambda step: sorted(
            (each for each in step.actors if isinstance(each, PostKind)), key=lambda it: it.name
        ),
    )
    of: str = attribute(
        "Whose posts they are, in words (主体).",
        "step",
        through=lambda step: sides_called(step.event, step.sides),
    )
    open: bool = attribute("Whether it can be taken now: nothing that is known stands against it (目前可办).")
    missing: list[StepCondition] = attribute(
        "What is known not to be so: it is refused by this (尚缺条件).",
        "missing",
        "step",
        through=lambda missing, step: [Asked.of(each, step) for each in missing],
    )
    conditions: list[Text] = attribute(
        "What has to be so, of all this (条件).", "step", through=lambda step: [each.words for each in step.when]
    )
    then: SharingState = attribute("Where it leads (办理后状态).", "step", through=lambda step: step.then)
    working_days: int | None = attribute(
        "How long whoever is waited for then has; null = the text has no number (工作日).",
        "step",
        through=lambda step: step.days,
    )
    rules: list[Rule] = attribute(
        "Articles; none where it is the product's own (依据条文).", "step", through=lambda step: cited(step.rules)
    )


def state_of(state: SharingState | str) -> SharingState:
    """A state as a lens has it, or as it is stored."""
    return SharingState[state] if isinstance(state, str) else state


def next_of(standing: Row | None) -> list[Prospect]:
    """The steps that a request can take by a mutation, and what is known to stand against each.

    Args:
        standing: As `cases.standing_of_request` reads it; None where there is none.
    """
    return [each for each in prospects.next_of(standing) if each.step.event in MUTATIONS]
