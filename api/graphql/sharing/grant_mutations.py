"""Acts on grants, one an event of their table: each by the post whose step it is."""

from dataclasses import replace

import strawberry
from strawberry.file_uploads import Upload

from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.scalars import Date
from api.graphql.lens.written import written
from api.graphql.licensing.verification import judged_file
from api.graphql.sharing.acting import office
from api.graphql.sharing.grants import Grant
from graph.errors import Malformed, NotFound, Text
from graph.refusal_codes import Code
from graph.store.reading import day
from graph.subjects.sharing.grants.agreement import file_agreement
from graph.subjects.sharing.grants.desk import Said, move_grant
from graph.words.grants import GrantEvent
from licenses.proof.handed_in import FORMS, paper_form
from licenses.proof.verdict import Question

_EMPTY = Text("文件是空的（0 字节）；请提交双方签署的协议", "the file is empty (0 bytes): hand in the signed agreement")
_MISSING = NotFound(
    Text("没有这一授权，或者无权知悉", "there is no such grant, or none that you may know of"), code=Code.NOT_FOUND
)


@strawberry.input(description="A signed security agreement (提交安全协议: JZ-11).")
class FileSecurityAgreementInput(Repeatable):
    """A signed security agreement."""

    grant: strawberry.ID = strawberry.field(description="Global id of the grant.")
    file: Upload = strawberry.field(
        description="The signed agreement, by multipart request: PDF, OFD or a scan that opens; it is kept encrypted, "
        "and both sides and the authority can fetch it (安全协议文件)."
    )


@strawberry.input(description="Which right of use is withdrawn (收回使用权: JZ-22).")
class WithdrawGrantInput(Repeatable):
    """Which right of use is withdrawn."""

    grant: strawberry.ID = strawberry.field(description="Global id of the grant.")
    words: str = strawberry.field(description="How the data were used against the rules (未按规定使用的情形).")


@strawberry.input(description="Which grant is needed no longer (不再使用).")
class EndGrantInput(Repeatable):
    """Which grant is needed no longer."""

    grant: strawberry.ID = strawberry.field(description="Global id of the grant.")
    words: str = strawberry.field(default="", description="Why (说明).")


@strawberry.input(description="Of which grant the data were destroyed (销毁数据并登记: JZ-22).")
class RecordDestructionInput(Repeatable):
    """Of which grant the data were destroyed."""

    grant: strawberry.ID = strawberry.field(description="Global id of the grant.")
    words: str = strawberry.field(description="What was destroyed, how, and by whom (销毁说明).")


@strawberry.input(description="Which data are published, and by which paper of the provider (向社会公开发布: WH-15).")
class PublishGrantedDataInput(Repeatable):
    """Which data are published, and by which paper of the provider."""

    grant: strawberry.ID = strawberry.field(description="Global id of the grant.")
    words: str = strawberry.field(description="What is published, where, and what for (发布内容和用途).")
    document_number: str = strawberry.field(
        default="", description="Number of the document in which the provider consents (提供部门同意文件的文号)."
    )
    document_date: Date | None = strawberry.field(default=None, description="Its date (文件日期).")

    def said(self) -> Said:
        """What is stated with the step."""
        on = day(self.document_date)
        return Said(self.words, document_number=self.document_number, document_on=on)


@strawberry.input(
    description="Which data are given to somebody else, and by which paper of the provider (提供给第三方: JZ-22)."
)
class PassGrantedDataOnInput(PublishGrantedDataInput):
    """Which data are given to somebody else, and by which paper of the provider."""

    words: str = strawberry.field(description="What is given, and what for (提供内容和用途).")
    recipient: str = strawberry.field(description="Who gets them (接收方).")

    def said(self) -> Said:
        """What is stated with the step."""
        return replace(PublishGrantedDataInput.said(self), recipient=self.recipient)


@strawberry.type
class GrantMutation:
    """Acts on grants."""

    @act
    async def file_security_agreement(
        self,
        info: strawberry.Info,
        input: Input[FileSecurityAgreementInput],  # noqa: A002 - Relay's word
    ) -> Grant:
        """Hand in the signed security agreement for which a grant waits (提交安全协议)."""
        content, verdict = await judged_file(info.context, input.file, path=("file",), empty=_EMPTY)
        if paper_form(content, verdict[Question.READABLE]) is None:
            raise Malformed(
                Text(
                    f"须提交双方签署的协议，且能够打开：{FORMS}；该文件无法打开",
                    f"hand in the signed agreement as a file that opens: {FORMS}; this one does not",
                ),
                code=Code.FILE_FORMAT,
                path=("file",),
                value=content[:8].hex(),
                limit=FORMS,
            )
        context, grant = info.context, identity_of("Grant", str(input.grant), "grant")
        filed = await file_agreement(office(context, input), context.backend.case_files, grant, content)
        return await written(info, Grant, filed, _MISSING)

    @act
    async def withdraw_grant(self, info: strawberry.Info, input: Input[WithdrawGrantInput]) -> Grant:  # noqa: A002
        """Withdraw a right that was used against the rules; it is cut at once (收回使用权)."""
        return await _moved(info, input, input.grant, GrantEvent.WITHDRAW, Said(input.words))

    @act
    async def end_grant(self, info: strawberry.Info, input: Input[EndGrantInput]) -> Grant:  # noqa: A002
        """Say that your department needs the data no longer (不再使用)."""
        return await _moved(info, input, input.grant, GrantEvent.NO_LONGER_NEEDED, Said(input.words))

    @act
    async def publish_granted_data(
        self,
        info: strawberry.Info,
        input: Input[PublishGrantedDataInput],  # noqa: A002
    ) -> Grant:
        """Record that your department publishes data of a grant, with the provider's consent (向社会公开发布)."""
        return await _moved(info, input, input.grant, GrantEvent.ASK_TO_PUBLISH, input.said())

    @act
    async def pass_granted_data_on(
        self,
        info: strawberry.Info,
        input: Input[PassGrantedDataOnInput],  # noqa: A002
    ) -> Grant:
        """Record that data of a grant are given to somebody else, with the provider's consent (提供给第三方).

        Where the text keeps them for its own duties alone it is refused, whoever consents.
        """
        return await _moved(info, input, input.grant, GrantEvent.PASS_ON, input.said())

    @act
    async def record_destruction(
        self,
        info: strawberry.Info,
        input: Input[RecordDestructionInput],  # noqa: A002
    ) -> Grant:
        """Record that your department has destroyed the data of a grant that has ended (销毁数据并登记)."""
        return await _moved(info, input, input.grant, GrantEvent.DESTROY_AND_RECORD, Said(input.words))


async def _moved(
    info: strawberry.Info, given: Repeatable, named: strawberry.ID, event: GrantEvent, said: Said
) -> Grant:
    identity = identity_of("Grant", str(named), "grant")
    moved = await move_grant(office(info.context, given), identity, event, said)
    return await written(info, Grant, moved, _MISSING)
