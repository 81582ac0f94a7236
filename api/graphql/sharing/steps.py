"""The steps of a sharing request: those that it has taken, and those that it can take next."""

from collections.abc import Iterator
from datetime import datetime

from api.graphql.lens.citations import Rule, Text, cited
from api.graphql.lens.scalars import DateTime
from api.graphql.lens.values import attribute, shows
from api.graphql.objections.remark import row_of_case
from graph.law.joining import joined
from graph.law.workflow import Step, steps_from
from graph.subjects.sharing.telling import MUTATIONS
from graph.words import sharing_cases as cased
from graph.words.entries import SharingType
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


@shows(Step, "A step that a sharing request can take (可办事项).")
class SharingNextStep:
    """A step that a sharing request can take next."""

    state: SharingState = attribute("From where (办理前状态).", "state")
    event: SharingEvent = attribute("What can be done (办理).")
    mutation: str = attribute("The mutation that does it.", "event", through=lambda event: MUTATIONS[event])
    posts: list[PostKind] = attribute(
        "Posts that may, in the department or over it (岗位).",
        "actors",
        through=lambda actors: sorted((each for each in actors if isinstance(each, PostKind)), key=lambda it: it.name),
    )
    of: str = attribute("Whose post it is, in words (主体).", "side", through=lambda side: side.value)
    conditions: list[Text] = attribute(
        "What has to be so (条件).", "when", through=lambda when: [each.words for each in when]
    )
    then: SharingState = attribute("Where it leads (办理后状态).")
    working_days: int | None = attribute(
        "How long whoever is waited for then has; null = the text has no number (工作日).", "days"
    )
    rules: list[Rule] = attribute("Articles; none where it is the product's own (依据条文).", through=cited)


def state_of(state: SharingState | str) -> SharingState:
    """A state as a lens has it, or as it is stored."""
    return SharingState[state] if isinstance(state, str) else state


def next_of(
    policy: str | None,
    applicant: str | None,
    opened_at: str,
    state: SharingState | str,
    sharing: SharingType | str | None,
) -> Iterator[Step]:
    """The steps that a request of a sharing type can take from where it stands."""
    row = row_of_case(policy, opened_at)
    table = joined(row_of_case(applicant, opened_at), row) if row else ()
    of = SharingType[sharing] if isinstance(sharing, str) else sharing
    for step in steps_from(table, state_of(state)):
        typed = (each for each in step.when if each.fact == "type")
        if step.event in MUTATIONS and (of is None or all(of in each.values for each in typed)):
            yield step
