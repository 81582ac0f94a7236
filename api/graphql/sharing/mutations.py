"""Acts on sharing requests, one an event of their table: each by the post whose step it is."""

from collections.abc import Awaitable

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.written import written
from api.graphql.sharing.inputs import (
    ApproveInput,
    AskForResourceInput,
    CheckInput,
    ConsentInput,
    DecisionInput,
    DisputeInput,
    DocumentedInput,
    FileInput,
    OpinionInput,
    RefuseInput,
    ScopeInput,
    StepInput,
)
from api.graphql.sharing.lens import SharingRequest
from graph.codes.report import normalise
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.sharing import asking
from graph.subjects.sharing.stepping import Office
from graph.words.sharing_cases import SharingEvent, Stated


@strawberry.type
class SharingMutation:
    """Acts on sharing requests."""

    @act
    async def apply_for_resource(
        self,
        info: strawberry.Info,
        input: Input[AskForResourceInput],  # noqa: A002 - Relay's word
    ) -> SharingRequest:
        """Apply for data (申请: CZ-11, WH-13, JI-19.1, CS-29). What is direct needs no request: the refusal says so."""
        return await _asked(info, input, SharingEvent.APPLY)

    @act
    async def ask_inside_for_resource(
        self,
        info: strawberry.Info,
        input: Input[AskForResourceInput],  # noqa: A002
    ) -> SharingRequest:
        """Ask for data inside your department first (部门内提出: JZ-14)."""
        return await _asked(info, input, SharingEvent.ASK_INSIDE)

    @act
    async def ask_for_the_basis(
        self,
        info: strawberry.Info,
        input: Input[AskForResourceInput],  # noqa: A002
    ) -> SharingRequest:
        """Ask for the basis on which data are not shared (索取不予共享的依据: CS-29)."""
        return await _asked(info, input, SharingEvent.ASK_FOR_THE_BASIS)

    @act
    async def decline_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Decline a request inside the department that would ask (不予批准: JZ-14)."""
        return await _moved(info, input, SharingEvent.DECLINE)

    @act
    async def approve_request_in_writing(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Approve a request in writing, as the deputy in charge; name the paper (书面批准: JZ-14)."""
        return await _moved(info, input, SharingEvent.APPROVE_IN_WRITING)

    @act
    async def file_request_over_the_platform(
        self,
        info: strawberry.Info,
        input: Input[FileInput],  # noqa: A002
    ) -> SharingRequest:
        """File a request that is approved inside, over the platform (通过共享平台提出: JZ-14)."""
        return await _moved(info, input, SharingEvent.FILE_OVER_THE_PLATFORM)

    @act
    async def pass_request_check(
        self,
        info: strawberry.Info,
        input: Input[CheckInput],  # noqa: A002
    ) -> SharingRequest:
        """Pass a request that complies on to its provider (通过符合性审查: JZ-14)."""
        return await _moved(info, input, SharingEvent.PASS_CHECK)

    @act
    async def fail_request_check(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Give a request back, naming what does not comply (未通过符合性审查: JZ-14)."""
        return await _moved(info, input, SharingEvent.FAIL_CHECK)

    @act
    async def consent_to_request(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Consent to a request: a grant is written (同意提供: CZ-11, WH-13, JZ-14.2)."""
        return await _moved(info, input, SharingEvent.CONSENT)

    @act
    async def refuse_request(
        self,
        info: strawberry.Info,
        input: Input[RefuseInput],  # noqa: A002
    ) -> SharingRequest:
        """Refuse a request, with the reasons (不予提供: CZ-11, WH-13, JZ-14.2)."""
        return await _moved(info, input, SharingEvent.REFUSE)

    @act
    async def dispute_refusal(
        self,
        info: strawberry.Info,
        input: Input[DisputeInput],  # noqa: A002
    ) -> SharingRequest:
        """Ask for negotiation where a request was refused and the data are needed (要求协商: CZ-11, WH-13, JZ-14.3)."""
        return await _moved(info, input, SharingEvent.DISPUTE)

    @act
    async def agree_on_request(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Agree with who asks: a grant is written (协商一致)."""
        return await _moved(info, input, SharingEvent.AGREE)

    @act
    async def fail_negotiation(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Say that negotiation failed (协商未果)."""
        return await _moved(info, input, SharingEvent.FAIL)

    @act
    async def settle_for_request(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Coordinate for who asks: a grant is written (协调同意: CZ-11, JZ-14.3)."""
        return await _moved(info, input, SharingEvent.SETTLE_FOR)

    @act
    async def settle_against_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Coordinate against who asks, with the reasons (协调不同意: CZ-11, JZ-14.3)."""
        return await _moved(info, input, SharingEvent.SETTLE_AGAINST)

    @act
    async def record_decision_for_request(
        self,
        info: strawberry.Info,
        input: Input[DecisionInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that a body outside decided for who asks (记录同意的决定)."""
        return await _moved(info, input, SharingEvent.RECORD_FOR)

    @act
    async def record_decision_against_request(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that a body outside decided against who asks (记录不同意的决定)."""
        return await _moved(info, input, SharingEvent.RECORD_AGAINST)

    @act
    async def approve_request(
        self,
        info: strawberry.Info,
        input: Input[ApproveInput],  # noqa: A002
    ) -> SharingRequest:
        """Approve a request as the authority: a grant is written (审核批准: JI-19.1)."""
        return await _moved(info, input, SharingEvent.APPROVE)

    @act
    async def reject_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Not approve a request as the authority (审核不批准: JI-19.1)."""
        return await _moved(info, input, SharingEvent.REJECT)

    @act
    async def give_opinion_on_request(
        self,
        info: strawberry.Info,
        input: Input[OpinionInput],  # noqa: A002
    ) -> SharingRequest:
        """Give the opinion on a request with the units concerned (提出意见: CS-29)."""
        return await _moved(info, input, SharingEvent.GIVE_OPINION)

    @act
    async def record_consent_to_request(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that the committee consents, by its minutes (记录审定同意: CS-29)."""
        return await _moved(info, input, SharingEvent.RECORD_CONSENT)

    @act
    async def record_refusal_of_request(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Record that the committee does not consent, by its minutes (记录审定不同意: CS-29)."""
        return await _moved(info, input, SharingEvent.RECORD_REFUSAL)

    @act
    async def change_type_for_request(
        self,
        info: strawberry.Info,
        input: Input[ScopeInput],  # noqa: A002
    ) -> SharingRequest:
        """Say that the entry is shared with all now, by its published version (变更共享类型: CS-29)."""
        return await _moved(info, input, SharingEvent.CHANGE_THE_TYPE)

    @act
    async def list_requested_resource(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Put the entry on the shared list; other requests for it end, as direct (列入共享目录: CS-29)."""
        return await _moved(info, input, SharingEvent.LIST)

    @act
    async def withdraw_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Withdraw a request (撤回)."""
        return await _moved(info, input, SharingEvent.WITHDRAW)


async def _asked(info: strawberry.Info, given: AskForResourceInput, event: SharingEvent) -> SharingRequest:
    stated = Stated(
        purpose=given.purpose,
        purpose_words=given.purpose_words,
        scenario=given.scenario,
        legal_basis=normalise(given.legal_basis, upper=False) if given.legal_basis else None,
        basis=given.basis,
        duty_basis=given.duty_basis,
        need=given.need,
        items=tuple(given.items),
    )
    consumer, resource = normalise(given.consumer, upper=False), normalise(given.resource, upper=False)
    return await _told(info, asking.ask(_office(info, given), consumer, resource, event, stated))


async def _moved(info: strawberry.Info, given: StepInput, event: SharingEvent) -> SharingRequest:
    identity = identity_of("SharingRequest", str(given.request), "request")
    return await _told(info, asking.move_request(_office(info, given), identity, event, given.said()))


def _office(info: strawberry.Info, given: Repeatable) -> Office:
    context = info.context
    backend = context.backend
    return Office(backend.store, backend.personal, context.view, context.actor, given.idempotency_key)


async def _told(info: strawberry.Info, done: Awaitable[str]) -> SharingRequest:
    missing = Text("没有这一申请，或者无权知悉", "there is no such request, or none that you may know of")
    return await written(info, SharingRequest, await done, NotFound(missing, code=Code.NOT_FOUND))
