"""Objections (异议核查)."""

from datetime import datetime
from typing import Annotated

import strawberry

from api.graphql.entries.lens import Item, Resource
from api.graphql.lens.citations import Rule
from api.graphql.lens.mentions import MASKED_CODES, NOT_FOR_ALL, shown_words, withheld_column, words_column
from api.graphql.lens.nodes import Sought, found, sought
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.licensing.lens import License
from api.graphql.objections.remark import Remark, row_of_case
from api.graphql.organisation.lens import Department
from api.graphql.waiting.steps import NextStep, steps_of
from graph.cases import waiting
from graph.cases.prospects import Known
from graph.law import articles, terms
from graph.law.terms import NO_NUMBER, Due, Sentence
from graph.schema.nodes import OBJECTION
from graph.store.reading import day, moment
from graph.subjects.objections import memory as objections_memory
from graph.subjects.objections.rules import ObjectionTarget, sentence_without_due
from graph.subjects.objections.telling import MUTATIONS
from graph.words.objections import ObjectionGround, ObjectionState
from graph.words.withheld import withheld

Doubted = Annotated[Resource | Item | License, strawberry.union("Doubted", description="What an objection is on.")]


@lens(
    OBJECTION,
    "An objection to shared data or a licence (异议核查: WHL-19, WH-16). Seen by its parties; what is said of a "
    "licence is read by who said it, and by those of the answering department who see the holder.",
)
class Objection(Lens, Node):
    """An objection."""

    ground: ObjectionGround = column("What is doubted (异议事由).")
    raised_at: DateTime = column("Raised at (提出时间).")
    state: ObjectionState = column("State (状态).")
    due_on: Date | None = column("Statutory due date; null where the text has no number, see `noDueDate` (法定期限).")
    resolved_at: DateTime | None = column("Resolved at (办结时间).")
    result: str | None = words_column(
        "result_cipher",
        f"The answer to the objector, or the last note until there is one (核查结果); {MASKED_CODES}; {NOT_FOR_ALL}.",
        objections_memory.RESULT,
    )
    result_withheld: int | None = withheld_column("result_cipher", "核查结果")

    @told("words_cipher", "raised_by")
    async def words(info: strawberry.Info, words_cipher: str, raised_by: str) -> str | None:  # noqa: N805
        """In the objector's words (异议内容); masked for others as the result is, or null where that is."""
        if withheld(words_cipher) is not None:
            return None
        words = str(info.context.backend.personal.shown(words_cipher, objections_memory.WORDS))
        return words if raised_by == info.context.view.scope.subject else await shown_words(info, words)

    words_withheld: int | None = withheld_column("words_cipher", "异议内容")

    @computed("due_rule", published=Rule | None)
    def due_rule(due_rule: str | None) -> articles.Rule | None:  # noqa: N805 - a pure function of columns
        """The article that sets the due date (期限依据)."""
        return articles.rule(due_rule) if due_rule else None

    @computed("due_on", "provisional", "raised_at")
    def provisional(due_on: str | None, provisional: bool | None, raised_at: str) -> bool:  # noqa: N805
        """Whether the due date was counted through a year whose rest days were not published (期限待定)."""
        due = _due(due_on, provisional, raised_at)
        return due is not NO_NUMBER and due.provisional

    @computed("due_on", "on_kind", "policy_id", "raised_at", published=Remark | None)
    def no_due_date(due_on: str | None, on_kind: str, policy_id: str | None, raised_at: str) -> Sentence | None:  # noqa: N805
        """That the text sets no number, in words and with its rules; null where it sets one (未规定期限)."""
        if due_on is not None:
            return None
        row = row_of_case(policy_id, raised_at)
        return sentence_without_due(ObjectionTarget(on_kind), row, datetime.fromisoformat(raised_at))

    @told("due_on", "provisional", "raised_at", "resolved_at")
    def overdue(
        info: strawberry.Info,  # noqa: N805
        due_on: str | None,
        provisional: bool | None,
        raised_at: str,
        resolved_at: str | None,
    ) -> bool:
        """Whether it is open after its statutory due date; never where there is none (逾期)."""
        return terms.overdue(_due(due_on, provisional, raised_at), info.context.view.today, moment(resolved_at))

    @told("raised_at", "resolved_at")
    def age(info: strawberry.Info, raised_at: str, resolved_at: str | None) -> int:  # noqa: N805
        """Working days since it was raised, up to its closing; raised on a rest day, since the next (已用工作日)."""
        return terms.age(datetime.fromisoformat(raised_at), info.context.view.today, moment(resolved_at))

    @told("state", "on_kind", "policy_id", "raised_at", "due_on", published=list[NextStep])
    def next_steps(
        info: strawberry.Info,  # noqa: N805
        state: ObjectionState | str,
        on_kind: str,
        policy_id: str | None,
        raised_at: str,
        due_on: str | None,
    ) -> list[waiting.NextStep]:
        """What can be done next, by whom; the provider's posts are of the department in `answering` (可办事项)."""
        row, workflow = row_of_case(policy_id, raised_at), ObjectionTarget(on_kind).workflow
        stands = ObjectionState[state] if isinstance(state, str) else state
        return steps_of(row, workflow, stands, Known({}, info.context.view.today, day(due_on)), MUTATIONS)

    @edge(objections_memory.answering)
    def answering(self) -> Department | None:
        """The department that answers (核查部门)."""

    @found("on_kind", "on_id", published=Doubted | None)
    def on(on_kind: str, on_id: str) -> Sought | None:  # noqa: N805 - what is read
        """What it is on, if you may see it (异议对象)."""
        return sought(on_kind, on_id)


def _due(due_on: str | None, provisional: bool | None, raised_at: str) -> Due:
    return terms.kept_due(day(due_on), provisional=provisional, handed_in=datetime.fromisoformat(raised_at))
