"""Batches of licences: a step is begun and answered at once, and goes on; what concerns all of it is refused before."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

import strawberry
from strawberry.file_uploads import Upload

from api.graphql.lens.arguments import Input
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.uploads import received
from api.graphql.licensing import inputs as _inputs  # noqa: F401 - closed lists are published before a type names one
from api.graphql.licensing.batches import LicenseBatch
from graph.office.idempotency import keyed_request, once, write_under_key
from graph.office.review import Review
from graph.office.sheets.files import MAX_BYTES
from graph.store.engine import Unit
from graph.words import license_batches as words
from graph.words.license_drafts import DraftEvent
from licenses.register.batches import receiving, stopping, taking
from licenses.register.batches.bringing import Named, read_file
from licenses.register.batches.photos import NO_PHOTOS, photos_of_zip
from licenses.register.batches.running import Acting, Tell, known_batch
from licenses.register.drafting import Handling


@strawberry.input(description="A sheet of licences that are to be made (批量证照数据: WHL-9).")
class LicenseBatchDataInput(Repeatable):
    """A sheet of licences."""

    type: str = strawberry.field(description="Type code (证照类型代码).")
    issuer: str = strawberry.field(description="USCC of the issuing department (颁发机构代码).")
    file: Upload = strawberry.field(description="CSV or Excel, by multipart request; one licence a row (数据表).")
    photos: Upload | None = strawberry.field(
        default=None, description="ZIP of the photos that the rows name, by multipart request (照片压缩包)."
    )
    entry: str | None = strawberry.field(
        default=None,
        description="Code of the catalogue entry whose data it holds; columns are the entry's items (目录条目代码).",
    )
    source: str = strawberry.field(
        default="", description="Where the data come from; at most 500 characters (数据来源)."
    )


@strawberry.input(description="Which batch is dealt with (制证批次).")
class LicenseBatchInput(Repeatable):
    """Which batch is dealt with."""

    batch: str = strawberry.field(description="Its number (批次编号).")


@strawberry.input(description="What else is done to a batch (批量审核、退回、撤回: WHL-9).")
class HandleLicenseBatchInput(LicenseBatchInput):
    """What else is done to a batch."""

    handling: Handling = strawberry.field(description="What is done (办理).")
    reason: str = strawberry.field(default="", description="Why, where it does not go on (原因).")


@strawberry.type
class LicenseBatchMutation:
    """Acts on batches of licences."""

    @act
    async def receive_license_batch(
        self,
        info: strawberry.Info,
        input: Input[LicenseBatchDataInput],  # noqa: A002 - Relay's word
    ) -> LicenseBatch:
        """Hand in a sheet of licences: its rows are judged one by one, and what is right is received (WHL-6, WHL-9).

        It is answered when the sheet is read. Handed in again, it goes on where it was left.
        """
        context, backend = info.context, info.context.backend
        content = await received(input.file, min(MAX_BYTES, backend.max_upload_bytes), "file")
        photos = b"" if input.photos is None else await received(input.photos, backend.max_upload_bytes, "photos")
        asked = (
            "RECEIVE_LICENSE_BATCH", input.type, input.issuer, sha256(content).hexdigest(),
            sha256(photos).hexdigest(), input.entry, input.source,
        )  # fmt: skip

        async def begin() -> str:
            acting = Acting(context.view, context.actor)
            named = Named(input.type, input.issuer, input.entry or None, input.source)
            read = await read_file(
                backend.workshop, acting, named, content, photos_of_zip(photos) if photos else NO_PHOTOS
            )
            for fault in read.sheet.faults:
                fault.path = ("file", *fault.path)
            Review(read.sheet.faults).refuse()
            batch = await receiving.batch_of_sheet(backend.workshop, acting, read.brought)

            async def work(tell: Tell) -> object:
                return await receiving.receive(backend.workshop, context.present, read.brought, tell)

            await backend.background.begun(batch.id, work)
            return batch.id

        return await _begun(context, asked, input.idempotency_key, begin)

    @act
    async def make_license_batch(
        self,
        info: strawberry.Info,
        input: Input[LicenseBatchInput],  # noqa: A002
    ) -> LicenseBatch:
        """Make the licences of a batch: the centre's step (批量制证: WHL-9)."""
        return await _step(info.context, input, DraftEvent.MAKE)

    @act
    async def handle_license_batch(
        self,
        info: strawberry.Info,
        input: Input[HandleLicenseBatchInput],  # noqa: A002
    ) -> LicenseBatch:
        """Review the licences of a batch, send them back, or take them back (批量审核、退回、撤回: WHL-9)."""
        return await _step(info.context, input, DraftEvent[input.handling.name], input.reason)

    @act
    async def issue_license_batch(
        self,
        info: strawberry.Info,
        input: Input[LicenseBatchInput],  # noqa: A002
    ) -> LicenseBatch:
        """Issue the licences of a batch that were reviewed: sealed, archived, registered (批量签发: WHL-9)."""
        return await _step(info.context, input, DraftEvent.ISSUE)

    @act
    async def stop_license_batch(
        self,
        info: strawberry.Info,
        input: Input[LicenseBatchInput],  # noqa: A002
    ) -> LicenseBatch:
        """Have the step that is under way stop behind the licences in hand; taken again, it goes on (停止批量办理)."""
        context, batch = info.context, input.batch

        async def ask() -> str:
            await stopping.stop(context.backend.workshop, Acting(context.view, context.actor), batch)
            return batch

        return await _begun(context, ("STOP_LICENSE_BATCH", batch), input.idempotency_key, ask)


async def _step(context: Any, given: LicenseBatchInput, event: DraftEvent, reason: str = "") -> LicenseBatch:
    """Begin a step of all licences of a batch that wait for it."""
    workshop, batch = context.backend.workshop, given.batch

    async def begin() -> str:
        await taking.refuse_beforehand(Acting(context.view, context.actor), batch, event)

        async def work(tell: Tell) -> object:
            return await taking.take(workshop, context.present, batch, event, reason, tell)

        await context.backend.background.begun(batch, work)
        return batch

    return await _begun(context, (f"{event.name}_LICENSE_BATCH", batch, reason), given.idempotency_key, begin)


async def _begun(
    context: Any, asked: tuple[object, ...], key: str | None, begin: Callable[[], Awaitable[str]]
) -> LicenseBatch:
    """Begin something once under a key, and show the batch as it is then."""
    act_name, *inputs = asked
    store, request = context.backend.store, keyed_request(context.actor, key, str(act_name), *inputs)

    async def attempt() -> str:
        batch = await begin()

        async def keep(_: Unit) -> str:
            return batch

        return batch if request is None else await write_under_key(store, request, keep)

    background = context.backend.background
    async with background.alone(request.id if request else None):  # a rival under the same key waits for the answer
        identity = await once(store, request, attempt)
    context.forget()
    found: words.LicenseBatch = await known_batch(context.view, identity)
    return found  # type: ignore[return-value] # what a LicenseBatch shows
