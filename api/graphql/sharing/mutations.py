"""Acts on sharing requests, one an event of their table: each by the post whose step it is."""

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import act
from api.graphql.sharing.acting import asked, moved
from api.graphql.sharing.inputs import (
    AskForResourceInput,
    CheckInput,
    ConsentInput,
    CorrectInput,
    DisputeInput,
    DocumentedInput,
    FileInput,
    RefuseInput,
    StepInput,
)
from api.graphql.sharing.lens import SharingRequest
from graph.words.sharing_cases import SharingEvent


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
        return await asked(info, input, SharingEvent.APPLY)

    @act
    async def ask_inside_for_resource(
        self,
        info: strawberry.Info,
        input: Input[AskForResourceInput],  # noqa: A002
    ) -> SharingRequest:
        """Ask for data inside your department first (部门内提出: JZ-14)."""
        return await asked(info, input, SharingEvent.ASK_INSIDE)

    @act
    async def ask_for_the_basis(
        self,
        info: strawberry.Info,
        input: Input[AskForResourceInput],  # noqa: A002
    ) -> SharingRequest:
        """Ask for the basis on which data are not shared (索取不予共享的依据: CS-29)."""
        return await asked(info, input, SharingEvent.ASK_FOR_THE_BASIS)

    @act
    async def decline_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Decline a request inside the department that would ask (不予批准: JZ-14)."""
        return await moved(info, input, SharingEvent.DECLINE)

    @act
    async def approve_request_in_writing(
        self,
        info: strawberry.Info,
        input: Input[DocumentedInput],  # noqa: A002
    ) -> SharingRequest:
        """Approve a request in writing, as the deputy in charge; name the paper (书面批准: JZ-14)."""
        return await moved(info, input, SharingEvent.APPROVE_IN_WRITING)

    @act
    async def review_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Review an application that was approved inside, as the information centre (审核资源申请: JZP-4.1)."""
        return await moved(info, input, SharingEvent.REVIEW_APPLICATION)

    @act
    async def file_request_over_the_platform(
        self,
        info: strawberry.Info,
        input: Input[FileInput],  # noqa: A002
    ) -> SharingRequest:
        """File a request that is approved inside, over the platform (通过共享平台提出: JZ-14)."""
        return await moved(info, input, SharingEvent.FILE_OVER_THE_PLATFORM)

    @act
    async def pass_request_check(
        self,
        info: strawberry.Info,
        input: Input[CheckInput],  # noqa: A002
    ) -> SharingRequest:
        """Pass a request that complies on to its provider (通过符合性审查: JZ-14)."""
        return await moved(info, input, SharingEvent.PASS_CHECK)

    @act
    async def fail_request_check(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Give a request back, naming what does not comply (未通过符合性审查: JZ-14)."""
        return await moved(info, input, SharingEvent.FAIL_CHECK)

    @act
    async def correct_request(
        self,
        info: strawberry.Info,
        input: Input[CorrectInput],  # noqa: A002
    ) -> SharingRequest:
        """Correct a request that was given back: it is filed again as it says then (更正申请: JZ-14)."""
        return await moved(info, input, SharingEvent.CORRECT_APPLICATION)

    @act
    async def consent_to_request(
        self,
        info: strawberry.Info,
        input: Input[ConsentInput],  # noqa: A002
    ) -> SharingRequest:
        """Consent to a request: a grant is written (同意提供: CZ-11, WH-13, JZ-14.2)."""
        return await moved(info, input, SharingEvent.CONSENT)

    @act
    async def refuse_request(
        self,
        info: strawberry.Info,
        input: Input[RefuseInput],  # noqa: A002
    ) -> SharingRequest:
        """Refuse a request, with the reasons (不予提供: CZ-11, WH-13, JZ-14.2)."""
        return await moved(info, input, SharingEvent.REFUSE)

    @act
    async def dispute_refusal(
        self,
        info: strawberry.Info,
        input: Input[DisputeInput],  # noqa: A002
    ) -> SharingRequest:
        """Ask for negotiation where a request was refused and the data are needed (要求协商: CZ-11, WH-13, JZ-14.3)."""
        return await moved(info, input, SharingEvent.DISPUTE)

    @act
    async def withdraw_request(
        self,
        info: strawberry.Info,
        input: Input[StepInput],  # noqa: A002
    ) -> SharingRequest:
        """Withdraw a request (撤回)."""
        return await moved(info, input, SharingEvent.WITHDRAW)
