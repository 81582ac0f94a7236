"""Questions about licences: the licence catalogue, the holder's own list, verification."""

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from api.graphql.lens.arguments import Input, Named, On
from api.graphql.lens.connections import Connection, listed
from api.graphql.lens.nodes import By, Sought, found, named
from api.graphql.lens.orders import NameOrder
from api.graphql.lens.registration import resolved_as
from api.graphql.lens.scalars import Date
from api.graphql.licensing.batches import MOST, LicenseBatch, LicenseBatchPage
from api.graphql.licensing.drafts import LicenseDraft
from api.graphql.licensing.inputs import FaceInput
from api.graphql.licensing.lens import License, LicenseType
from api.graphql.licensing.listing import (
    LicenseDraftFilter,
    LicenseDraftOrder,
    LicenseFilter,
    LicenseOrder,
    LicenseTypeFilter,
)
from api.graphql.licensing.verdict import Verdict
from api.graphql.licensing.verification import face_verdict, file_verdict, identifier_verdict, qr_verdict
from graph.codes.typed_identifier import parse_typed_identifier
from graph.subjects.licensing import batching, drafts
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.licensing.batch_pages import batches_of
from graph.words.license_batches import BatchPage
from graph.words.license_batches import LicenseBatch as LicenseBatchValue
from licenses.proof import verdict


@strawberry.input(description="Face data without a file (照面核验).")
class FaceCheckInput:
    """Face data without a file."""

    identifier: str = strawberry.field(
        description="Licence identifier, as typed: case, blanks and the root don't matter (电子证照标识)."
    )
    face: list[FaceInput] = strawberry.field(
        description="All that the type requires, as printed: code or label, and value (照面信息)."
    )


@strawberry.input(one_of=True, description="What is to be verified: exactly one.")
class VerifyInput:
    """What is to be verified."""

    identifier: strawberry.Maybe[str] = strawberry.field(
        description="Licence identifier, as typed: case, blanks and the root don't matter (电子证照标识)."
    )
    file: strawberry.Maybe[Upload] = strawberry.field(description="The sealed file, by multipart request (证照文件).")
    qr: strawberry.Maybe[str] = strawberry.field(
        description="Content of a licence's QR code, whatever host it names; no address is followed (二维码)."
    )
    face: strawberry.Maybe[FaceCheckInput] = strawberry.field(description="Face data without a file (照面信息).")


@strawberry.type
class LicenseQuery:
    """Questions about licences."""

    @found(published=LicenseType | None)
    def license_type(by: Named[By]) -> Sought | None:  # noqa: N805 - a pure function of its argument
        """A licence type by id or code (证照类型)."""
        return named(by, "LicenseType")

    @listed(licensing_memory.LICENSE_TYPES, LicenseTypeFilter, NameOrder)
    def license_types(self) -> Connection[LicenseType]:
        """The licence catalogue (证照目录: WHL-8)."""

    @found(published=License | None)
    def license(
        identifier: Annotated[str, strawberry.argument(description="电子证照标识.")],  # noqa: N805 - its argument
    ) -> Sought | None:
        """A licence by its identifier (电子证照); null when there is none that you may see.

        Raises:
            Malformed: It is no identifier of GB/T 36904.
        """
        return Sought(licensing_memory.by_identifier, parse_typed_identifier(identifier, ("identifier",)).text)

    @listed(licensing_memory.LICENSES, LicenseFilter, LicenseOrder)
    def licenses(self) -> Connection[License]:
        """Licences that you may see (电子证照)."""

    @listed(drafts.LICENSE_DRAFTS, LicenseDraftFilter, LicenseDraftOrder)
    def license_drafts(self) -> Connection[LicenseDraft]:
        """Licences that are received, made or reviewed, and those that were (待签发证照: WHL-9)."""

    @resolved_as(LicenseBatch | None)
    async def license_batch(
        self,
        info: strawberry.Info,
        batch: Annotated[str, strawberry.argument(description="Its number (批次编号).")],
    ) -> LicenseBatchValue | None:
        """A batch of licences, and how far it is; null when there is none that you may see (制证批次: WHL-9)."""
        return await batching.batch_of(info.context.view, batch)

    @resolved_as(LicenseBatchPage)
    async def license_batches(
        self,
        info: strawberry.Info,
        issuer: Annotated[str, strawberry.argument(description="USCC of the department (颁发机构代码).")],
        first: Annotated[int, strawberry.argument(description="How many at most, up to 100.")] = 20,
        after: Annotated[str | None, strawberry.argument(description="`endCursor` of the page before.")] = None,
    ) -> BatchPage:
        """Batches of a department that you may see, newest first (制证批次)."""
        return await batches_of(info.context.view, [issuer], after, min(max(first, 1), MOST))

    @resolved_as(Verdict, repeatable=False)  # it is noted as a use
    async def verify_license(
        self,
        info: strawberry.Info,
        input: Input[VerifyInput],  # noqa: A002
        at: On[Date] = None,
    ) -> verdict.Verdict:
        """Verify a licence by identifier, file, QR code or face data (核验: WHL-13). A forgery is an answer."""
        context = info.context
        if input.file is not None:
            return await file_verdict(context, input.file.value, at)
        if input.qr is not None:
            return await qr_verdict(context, input.qr.value or "", at)
        if input.face is not None and input.face.value is not None:
            given = tuple((each.key, each.value) for each in input.face.value.face)
            return await face_verdict(context, input.face.value.identifier, given, at)
        return await identifier_verdict(context, (input.identifier.value if input.identifier else None) or "", at)
