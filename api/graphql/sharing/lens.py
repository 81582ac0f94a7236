"""Sharing requests and grants."""

from api.graphql.entries.lens import Resource
from api.graphql.lens.mentions import MASKED_CODES, words_column
from api.graphql.lens.registration import Lens, Node, column, edge, lens
from api.graphql.lens.scalars import Date
from api.graphql.sources.lens import Consumer
from graph.schema.nodes import CONSUMER, REQUEST, RESOURCE
from graph.store.edges import by_id
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
