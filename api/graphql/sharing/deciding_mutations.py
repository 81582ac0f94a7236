"""Acts by which sharing requests are settled where two disagree, or decided by an authority or a committee."""

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import act
from api.graphql.sharing.acting import moved
from api.graphql.sharing.inputs import (
    ApproveInput,
    ConsentInput,
    DecisionInput,
    DocumentedInput,
    OpinionInput,
    ScopeInput,
    StepInput,
)
from api.graphql.sharing.lens import SharingRequest
from graph.words.sharing_cases import SharingEvent


@strawberry.type
class DecidedRequestMutation:
    """Acts by which sharing requests are settled or decided."""

    @act
    async def agree_on_request(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Agree with who asks: a grant is written (协商一致)."""
        return await moved(info, input, SharingEvent.AGREE)

    @act
    async def fail_negotiation(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Say that negotiation failed (协商未果)."""
        return await moved(info, input, SharingEvent.FAIL)

    @act
    async def settle_for_request(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Coordinate for who asks: a grant is written (协调同意: CZ-11, JZ-14.3)."""
        return await moved(info, input, SharingEvent.SETTLE_FOR)

    @act
    async def settle_against_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Coordinate against who asks, with the reasons (协调不同意: CZ-11, JZ-14.3)."""
        return await moved(info, input, SharingEvent.SETTLE_AGAINST)

    @act
    async def record_decision_for_request(
        self,
        info: strawberry.Info,
        input: Input[DecisionInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that a body outside decided for who asks (记录同意的决定)."""
        return await moved(info, input, SharingEvent.RECORD_FOR)

    @act
    async def record_decision_against_request(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that a body outside decided against who asks (记录不同意的决定)."""
        return await moved(info, input, SharingEvent.RECORD_AGAINST)

    @act
    async def approve_request(
        self,
        info: strawberry.Info,
        input: Input[ApproveInput],  # noqa: A002
    ) -> SharingRequest:
        """Approve a request as the authority: a grant is written (审核批准: JI-19.1)."""
        return await moved(info, input, SharingEvent.APPROVE)

    @act
    async def reject_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Not approve a request as the authority (审核不批准: JI-19.1)."""
        return await moved(info, input, SharingEvent.REJECT)

    @act
    async def give_opinion_on_request(
        self,
        info: strawberry.Info,
        input: Input[OpinionInput],  # noqa: A002
    ) -> SharingRequest:
        """Give the opinion on a request with the units concerned (提出意见: CS-29)."""
        return await moved(info, input, SharingEvent.GIVE_OPINION)

    @act
    async def record_consent_to_request(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that the committee consents, by its minutes (记录审定同意: CS-29)."""
        return await moved(info, input, SharingEvent.RECORD_CONSENT)

    @act
    async def record_refusal_of_request(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that the committee does not consent, by its minutes (记录审定不同意: CS-29)."""
        return await moved(info, input, SharingEvent.RECORD_REFUSAL)

    @act
    async def change_type_for_request(
        self,
        info: strawberry.Info,
        input: Input[ScopeInput],  # noqa: A002
    ) -> SharingRequest:
        """Say that the entry is shared with all now, by its published version (变更共享类型: CS-29)."""
        return await moved(info, input, SharingEvent.CHANGE_THE_TYPE)

    @act
    async def list_requested_resource(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Put the entry on the shared list; other requests for it end, as direct (列入共享目录: CS-29)."""
        return await moved(info, input, SharingEvent.LIST)
