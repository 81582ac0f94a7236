"""The steps of a sharing request: those that it has taken, those on the way to a resource, what comes next."""

from datetime import datetime

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.waiting.steps import sides_called
from graph.cases.waiting import NextStep, next_steps
from graph.law.workflow import Step
from graph.store.edges import Row
from graph.subjects.sharing import prospects
from graph.subjects.sharing.telling import MUTATIONS
from graph.words import sharing_cases as cased
from graph.words.organisation import PostKind
from graph.words.sharing_cases import SharingEvent, SharingState


def state_of(state: SharingState | str) -> SharingState:
    """A state as a lens has it, or as it is stored."""
    return SharingState[state] if isinstance(state, str) else state


@shows(cased.SharingStep, "A step that a sharing request has taken (办理记录).")
class SharingStep:
    """A step that a sharing request has taken."""

    at: DateTime = attribute("When (时间).", through=datetime.isoformat)
    event: SharingEvent = attribute("What was done (办理).")
    subject: str = attribute(
        "Who did it, as his token names him; sealed, where that tells his identity number (经办人)."
    )


@shows(Step, "A step that a request for a resource can take on its way (办理步骤).")
class ProcedureStep:
    """A step that a request for a resource can take on its way."""

    state: SharingState = attribute("From where (办理前状态).", "state", through=state_of)
    event: SharingEvent = attribute("What is done (办理).")
    mutation: str = attribute("The mutation that does it.", "event", through=MUTATIONS.__getitem__)
    posts: list[PostKind] = attribute(
        "Posts that may, in the department or over it (岗位).",
        "actors",
        through=lambda actors: sorted((each for each in actors if isinstance(each, PostKind)), key=lambda it: it.name),
    )
    of: str = attribute("Whose posts they are, in words (主体).", "event", "sides", through=sides_called)
    conditions: list[Text] = attribute(
        "What has to be so, of all this (条件).", "when", through=lambda when: [each.words for each in when]
    )
    then: SharingState = attribute("Where it leads (办理后状态).")
    working_days: int | None = attribute(
        "How long whoever is waited for then has; null = the text has no number (工作日).", "days"
    )
    rules: list[Rule] = attribute("Articles; none where it is the product's own (依据条文).", through=cited)


def next_of(standing: Row | None) -> list[NextStep]:
    """The steps that a request can take next.

    Args:
        standing: As `cases.standing_of_request` reads it; None where there is none.
    """
    return list(next_steps(prospects.next_of(standing), MUTATIONS))
