"""Acts on legal bases: amended, repealed, a duty moved; every entry that rests on it then owes an update."""

from datetime import date

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.scalars import Date
from api.graphql.lens.written import written
from api.graphql.sources.lens import LegalBasis
from graph.codes.report import normalise
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.sources.changing import Given, change_basis
from graph.words.duties import BasisEvent


@strawberry.input(description="That a legal basis was amended (依据修订).")
class AmendBasisInput(Repeatable):
    """That a legal basis was amended."""

    code: str = strawberry.field(description="Code of the basis (依据代码).")
    on: Date = strawberry.field(description="The day on which that takes effect; today or earlier (生效日期).")
    document: str = strawberry.field(description="Number of the document that did it (文号).")


@strawberry.input(description="That a legal basis was repealed (依据废止).")
class RepealBasisInput(AmendBasisInput):
    """That a legal basis was repealed."""

    successor: str | None = strawberry.field(
        default=None, description="Code of the basis that takes its place (替代依据代码)."
    )


@strawberry.input(description="That a duty was moved to another department (职责划转).")
class MoveDutyInput(AmendBasisInput):
    """That a duty was moved to another department."""

    department: str = strawberry.field(description="USCC of the department that has it now (承接部门代码).")


@strawberry.type
class SourceMutation:
    """Acts on legal bases."""

    @act
    async def amend_basis(self, info: strawberry.Info, input: Input[AmendBasisInput]) -> LegalBasis:  # noqa: A002
        """Mark a legal basis amended: entries that rest on it are to follow (标记依据修订)."""
        return await _changed(info, input, BasisEvent.AMENDED)

    @act
    async def repeal_basis(self, info: strawberry.Info, input: Input[RepealBasisInput]) -> LegalBasis:  # noqa: A002
        """Mark a legal basis repealed: it ends, and entries that rest on it are to follow (标记依据废止)."""
        return await _changed(info, input, BasisEvent.REPEALED, successor=input.successor)

    @act
    async def move_duty(self, info: strawberry.Info, input: Input[MoveDutyInput]) -> LegalBasis:  # noqa: A002
        """Mark a duty moved to another department: entries that rest on it are to follow (标记职责划转)."""
        return await _changed(info, input, BasisEvent.MOVED, department=input.department)


async def _changed(
    info: strawberry.Info,
    given: AmendBasisInput,
    event: BasisEvent,
    *,
    successor: str | None = None,
    department: str | None = None,
) -> LegalBasis:
    context = info.context
    change = Given(
        normalise(given.code, upper=False), event, date.fromisoformat(str(given.on)), given.document,
        normalise(successor, upper=False) if successor else None, normalise(department) if department else None,
    )  # fmt: skip
    code = await change_basis(context.backend.store, context.actor, change, key=given.idempotency_key)
    missing = Text("没有这一依据", "there is no such basis")
    return await written(info, LegalBasis, code, NotFound(missing, code=Code.NOT_FOUND))
