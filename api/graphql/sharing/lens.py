"""Sharing requests (共享申请)."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graphql.entries.lens import Resource
from api.graphql.entries.withdrawn import OF_REQUEST, WithdrawnResource
from api.graphql.importing.lens import IntakeHint
from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.mentions import MASKED_CODES, words_column
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens, told
from api.graphql.lens.scalars import Date, DateTime
from api.graphql.objections.remark import Remark
from api.graphql.organisation.lens import Department
from api.graphql.sharing.steps import SharingStep, next_of, state_of
from api.graphql.sources.lens import Consumer, LegalBasis
from api.graphql.waiting.steps import NextStep
from graph.law import articles as law
from graph.law import terms
from graph.law.terms import Sentence
from graph.law.workflows import SHARING
from graph.schema.nodes import CONSUMER, DEPARTMENT, LEGAL_BASIS, REQUEST, RESOURCE
from graph.store.edges import by_id
from graph.store.reading import day
from graph.subjects.sharing import cases
from graph.subjects.sharing import hints as sharing_hints
from graph.subjects.sharing.grants import memory as grants_memory
from graph.subjects.sharing.prospects import silence_of
from graph.words import sharing_cases as cased
from graph.words.entries import SharingType
from graph.words.sharing import Purpose
from graph.words.sharing_cases import SharingState

if TYPE_CHECKING:
    from api.graphql.sharing.grants import Grant


@lens(
    REQUEST,
    "A sharing request (共享申请): where it stands, who did what, and what comes next. Seen by its two parties and by "
    "those who supervise them.",
)
class SharingRequest(Lens, Node):
    """A sharing request."""

    purpose: Purpose = column("What for (用途).")
    purpose_words: str | None = words_column(
        "purpose_words_cipher", f"What for, in words (用途说明); {MASKED_CODES}.", cases.PURPOSE
    )
    scenario: str | None = words_column("scenario_cipher", f"Scenario (应用场景); {MASKED_CODES}.", cases.SCENARIO)
    basis: str | None = words_column(
        "basis_cipher", f"Legal or policy basis, in words (申请依据); {MASKED_CODES}.", cases.BASIS
    )
    duty_basis: str | None = words_column(
        "duty_basis_cipher", f"The duty for which it is needed (部门职责依据); {MASKED_CODES}.", cases.DUTY
    )
    need: str | None = words_column("need_cipher", f"The business need (政务业务需求); {MASKED_CODES}.", cases.NEED)
    scope: str | None = words_column(
        "scope_cipher",
        f"Scope of sharing and use, in the words of who supplies (共享范围和使用用途); {MASKED_CODES}.",
        cases.SCOPE,
    )
    words: str | None = words_column(
        "words_cipher", f"What was said with the last step (办理意见); {MASKED_CODES}.", cases.WORDS
    )
    refusal: str | None = words_column(
        "refusal_cipher", f"Why it was refused (不予共享理由: WH-13); {MASKED_CODES}.", cases.REFUSAL
    )
    earlier: str | None = words_column(
        "earlier_cipher",
        f"What it stated before it was corrected, a line each time (更正前的申请内容); {MASKED_CODES}.",
        cases.EARLIER,
    )
    sharing: SharingType | None = column("The strictest type of what is asked for, as it was then (共享类型).")
    opened_on: Date = column("Handed in on (申请日期).")
    opened_at: DateTime = column("When it was handed in; the law of that day decides (申请时间).")
    entered_at: DateTime | None = column("When it came into its state (进入当前状态时间).")
    state: SharingState = column("Where it stands (状态).")
    due_on: Date | None = column(
        "Until when whoever is waited for has to act; null where the text has no number, see `noDueDate` (期限)."
    )
    provisional: bool | None = column("The due date was counted through a year without notice (暂定).")
    answered_on: Date | None = column("Answered on (答复日期).")
    document_number: str | None = column("Number of the document of a decision made outside, or of a paper (文号).")
    document_on: Date | None = column("Its date (文件日期).")
    controlled_interface: bool | None = column("The interface has parameters that are controlled (管控参数).")

    @edge(by_id(CONSUMER), key="consumer_id")
    def consumer(self) -> Consumer | None:
        """Who asks (申请方)."""

    @edge(by_id(DEPARTMENT), key="applicant_id")
    def applicant(self) -> Department | None:
        """The department that asks (使用部门)."""

    @edge(by_id(DEPARTMENT), key="provider_id")
    def provider(self) -> Department | None:
        """The department that is asked (提供部门)."""

    @edge(by_id(DEPARTMENT), key="agent_id")
    def agent(self) -> Department | None:
        """Who may answer it in the provider's place, as its entry names it (授权代理方); null where nobody may."""

    @edge(by_id(RESOURCE), key="resource_id")
    def resource(self) -> "Resource | None":
        """What is asked for (申请的资源)."""

    withdrawn: WithdrawnResource | None = OF_REQUEST

    @edge(by_id(LEGAL_BASIS), key="legal_basis_id")
    def legal_basis(self) -> LegalBasis | None:
        """Its legal basis, where the catalogue has it (法律政策依据)."""

    @edge(grants_memory.of_request)
    def grant(self) -> Annotated["Grant", strawberry.lazy("api.graphql.sharing.grants")] | None:
        """The grant by which it was settled (授权)."""

    @computed("heard_ids")
    def units_heard(heard_ids: list[str] | None) -> list[str]:  # noqa: N805 - a pure function
        """USCCs of the departments that were heard for the opinion on it (会同相关单位: CS-29)."""
        return list(heard_ids or ())

    @computed("item_ids")
    def items(item_ids: list[str] | None) -> list[str]:  # noqa: N805 - a pure function
        """Names of the items that are asked for; none where it is all of the resource (申请的信息项)."""
        return [each.partition("#")[2] for each in item_ids or ()]

    @computed("articles", published=list[Rule])
    def rules(articles: list[str] | None) -> list[law.Rule]:  # noqa: N805
        """Articles of the last step (依据条文)."""
        return cited(tuple(articles or ()))

    @computed("history", published=list[SharingStep])
    def history(history: list[str] | None) -> list[cased.SharingStep]:  # noqa: N805
        """Every step that it has taken here, in order, with who took it (办理记录)."""
        return [cased.SharingStep.parse(each) for each in history or ()]

    @edge(cases.standing_of_request, through=next_of)
    def next_steps(self) -> list[NextStep]:
        """What can be done next, by whom, and what stands against it; not what its type rules out (可办事项)."""

    @edge(sharing_hints.noted_of_request, through=sharing_hints.NotedRequest.hints_of)
    def hints(self) -> list[IntakeHint]:
        """What is worth knowing of it, and stops nothing: that the same is asked for, or granted, already (提示)."""

    @computed("due_on", "state", "policy_id", "applicant_policy_id", "opened_at", "entered_at", published=Remark | None)
    def no_due_date(
        due_on: str | None,  # noqa: N805
        state: SharingState | str,
        policy_id: str | None,
        applicant_policy_id: str | None,
        opened_at: str,
        entered_at: str | None,
    ) -> Sentence | None:
        """That the text sets no number, in words and with its rules; null where it does, or nobody is waited for."""
        if due_on is not None:
            return None
        return silence_of(policy_id, applicant_policy_id, opened_at, state_of(state), entered_at or opened_at)

    @told("due_on", "state")
    def overdue(info: strawberry.Info, due_on: str | None, state: SharingState | str) -> bool:  # noqa: N805
        """Whether it is open after its due date; never where the text has no number (逾期)."""
        return SHARING.overdue(state_of(state), day(due_on), info.context.view.today)

    @told("entered_at", "opened_at")
    def age(info: strawberry.Info, entered_at: str | None, opened_at: str) -> int:  # noqa: N805
        """Working days since it came into its state (已用工作日)."""
        return terms.age(datetime.fromisoformat(entered_at or opened_at), info.context.view.today, None)
