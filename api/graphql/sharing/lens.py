"""Sharing requests and grants."""

from api.graphql.entries.lens import Resource
from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.mentions import MASKED_CODES, words_column
from api.graphql.lens.registration import Lens, Node, column, computed, edge, lens
from api.graphql.lens.scalars import Date
from api.graphql.sources.lens import Consumer
from graph.law import articles as law
from graph.schema.nodes import CONSUMER, GRANT, REQUEST, RESOURCE
from graph.store.edges import by_id
from graph.subjects.sharing.grants.memory import SCOPE
from graph.words.entries import Mode
from graph.words.grants import GrantState
from graph.words.sharing import Purpose, RequestState


@lens(REQUEST, "A sharing request (共享申请: WH-13). Seen by its two parties and the authority.")
class SharingRequest(Lens, Node):
    """A sharing request."""

    purpose: Purpose = column("What for (用途).")
    purpose_words: str | None = words_column(
        "purpose_words_cipher",
        f"What for, in words (用途说明); {MASKED_CODES}.",
        "SharingRequest.purposeWords",
    )
    scenario: str | None = words_column(
        "scenario_cipher",
        f"Scenario (应用场景); {MASKED_CODES}.",
        "SharingRequest.scenario",
    )
    basis: str | None = words_column(
        "basis_cipher",
        f"Legal or duty basis (申请依据); {MASKED_CODES}.",
        "SharingRequest.basis",
    )
    opened_on: Date = column("Handed in on (申请日期).")
    state: RequestState = column("State (状态).")
    answered_on: Date | None = column("Answered on (答复日期).")
    refusal: str | None = words_column(
        "refusal_cipher",
        f"Why it was refused (不予共享理由: WH-13); {MASKED_CODES}.",
        "SharingRequest.refusal",
    )

    @edge(by_id(CONSUMER), key="consumer_id")
    def consumer(self) -> Consumer | None:
        """Who asks (申请方)."""

    @edge(by_id(RESOURCE), key="resource_id")
    def resource(self) -> "Resource | None":
        """What is asked for (申请的资源)."""


@lens(GRANT, "A grant (授权). Seen by its two parties and the authority.")
class Grant(Lens, Node):
    """A grant."""

    purpose: Purpose = column("What for (用途).")
    purpose_words: str | None = words_column(
        "purpose_words_cipher",
        f"What for, in words (用途说明); {MASKED_CODES}.",
        "Grant.purposeWords",
    )
    scope: str | None = words_column(
        "scope_cipher",
        f"What may be used and how, in the words of who granted it (共享范围和使用要求); {MASKED_CODES}.",
        SCOPE,
    )
    state: GrantState = column("Where it stands (状态).")
    mode: Mode | None = column("Way of supplying (共享方式).")
    valid_from: Date | None = column("From (授权起).")
    valid_until: Date | None = column("Last day on which it may be used (授权止).")
    agreement_asked: bool = column("A security agreement is asked for (是否需要签订安全协议).")

    @edge(by_id(REQUEST), key="request_id")
    def request(self) -> SharingRequest | None:
        """The request that it settles (所办结的申请)."""

    @edge(by_id(CONSUMER), key="consumer_id")
    def consumer(self) -> Consumer | None:
        """Who may use (使用方)."""

    @edge(by_id(RESOURCE), key="resource_id")
    def resource(self) -> "Resource | None":
        """What may be used (授权的资源)."""

    @computed("item_ids")
    def items(item_ids: list[str] | None) -> list[str]:  # noqa: N805 - a pure function
        """Names of the items that may be used; none where it is all of the resource (授权的信息项)."""
        return [each.partition("#")[2] for each in item_ids or ()]

    @computed("articles", published=list[Rule])
    def rules(articles: list[str] | None) -> list[law.Rule]:  # noqa: N805 - a pure function
        """Articles of the step that granted it (依据条文)."""
        return cited(tuple(articles or ()))
