"""Suspected forgeries: report one with its file, decide, report a confirmed one to the credit authority."""

import enum

import strawberry
from strawberry.file_uploads import Upload

from api.graphql.forgeries.lens import ForgeryCase
from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.terms import publish
from api.graphql.lens.written import written
from api.graphql.licensing.verification import judged_file
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.forgeries.rules import presenter
from graph.words.forgeries import ForgeryEvent
from licenses.register.forgery import reporting, suspecting
from licenses.register.forgery.suspecting import Suspected


class ForgeryOutcome(enum.Enum):
    """What the imitated department decides."""

    CONFIRMED = "认定伪造"
    DISMISSED = "排除"


publish(ForgeryOutcome, "What the imitated department decides of a suspected forgery (认定结论: WHL-22).")


@strawberry.input(description="Who presented a file (出示人).")
class PresenterInput:
    """Who presented a file."""

    name: str = strawberry.field(description="Name (姓名或名称).")
    code: str = strawberry.field(default="", description="Citizen ID number, USCC …, where it is known (代码).")
    code_type: str = strawberry.field(
        default="111", description="Kind of the code, GB/T 36903 annex A: 111, 001 … (代码类型代码)."
    )


@strawberry.input(description="A file that you take for a forgery (举报疑似伪造: WHL-22).")
class ReportForgeryInput(Repeatable):
    """A file that somebody takes for a forgery."""

    file: Upload = strawberry.field(description="The file, by multipart request; it is verified first (证照文件).")
    circumstances: str = strawberry.field(
        description="Where and how it was presented, at most 2,000 characters (情形说明)."
    )
    presented_by: PresenterInput | None = strawberry.field(
        default=None, description="Who presented it, where that is known; it is kept encrypted (出示人)."
    )
    department: str | None = strawberry.field(
        default=None, description="USCC of the imitated department, where the file does not say it (被伪造部门代码)."
    )


@strawberry.input(description="A decision on a suspected forgery (认定或者排除: WHL-22).")
class DecideForgeryInput(Repeatable):
    """A decision on a suspected forgery."""

    case: strawberry.ID = strawberry.field(description="Global id of the case.")
    outcome: ForgeryOutcome = strawberry.field(description="Confirmed, or a false alarm (结论).")
    words: str = strawberry.field(description="What was found; who met the file is told it (认定说明).")


@strawberry.input(description="Which confirmed forgery is reported (报送征信部门: WHL-22).")
class ReportForgeryToCreditAuthorityInput(Repeatable):
    """Which confirmed forgery is reported."""

    case: strawberry.ID = strawberry.field(description="Global id of the case.")
    words: str = strawberry.field(default="", description="Note that is printed in the report (报送说明).")


@strawberry.type
class ForgeryMutation:
    """Acts on suspected forgeries."""

    @act
    async def report_forgery(
        self,
        info: strawberry.Info,
        input: Input[ReportForgeryInput],  # noqa: A002 - Relay's word
    ) -> ForgeryCase:
        """Report a file that you take for a forgery; one that is genuine is refused with its verdict (举报)."""
        context, shown = info.context, input.presented_by
        named = None if shown is None else presenter(shown.name, shown.code, shown.code_type)
        content, verdict = await judged_file(context, input.file, path=("file",))
        suspected = Suspected(content, verdict, input.circumstances, named, input.department)
        found = await suspecting.suspect(context.backend.forgeries, context.actor, suspected, key=input.idempotency_key)
        return await _read(info, found)

    @act
    async def decide_forgery(
        self,
        info: strawberry.Info,
        input: Input[DecideForgeryInput],  # noqa: A002
    ) -> ForgeryCase:
        """Confirm a forgery, or dismiss a false alarm: then its file is destroyed (认定或者排除)."""
        context = info.context
        event = ForgeryEvent.CONFIRM if input.outcome is ForgeryOutcome.CONFIRMED else ForgeryEvent.DISMISS
        decided = await suspecting.decide(
            context.backend.forgeries, context.view, context.actor, _case(input.case), event, input.words,
            key=input.idempotency_key,
        )  # fmt: skip
        return await _read(info, decided)

    @act
    async def report_forgery_to_credit_authority(
        self,
        info: strawberry.Info,
        input: Input[ReportForgeryToCreditAuthorityInput],  # noqa: A002
    ) -> ForgeryCase:
        """Report a confirmed forgery to the credit authority, in a sealed report (报送征信部门)."""
        context = info.context
        reported = await reporting.report(
            context.backend.forgeries, context.backend.workshop, context.view, context.actor, _case(input.case),
            input.words, key=input.idempotency_key,
        )  # fmt: skip
        return await _read(info, reported)


def _case(named: strawberry.ID) -> str:
    return identity_of("ForgeryCase", str(named), "case")


async def _read(info: strawberry.Info, identity: str) -> ForgeryCase:
    missing = Text("没有这一案件，或者无权知悉", "there is no such case, or none that you may know of")
    return await written(info, ForgeryCase, identity, NotFound(missing, code=Code.NOT_FOUND))
