"""What is done with notices: they are read, and their kinds muted."""

from collections.abc import Awaitable, Callable

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.values import attribute, shows
from api.graphql.notices.lens import MutedNotices, Notice
from graph.cases import inbox, muting
from graph.words.notices import NoticeKind


@strawberry.input(description="Which notices were read (已读).")
class MarkNoticesReadInput(Repeatable):
    """Which notices were read."""

    notices: list[strawberry.ID] = strawberry.field(
        description="Global ids, at most 100. If one is unknown, none is marked; `path` counts them from 1."
    )


@shows(inbox.NoticesRead, "Notices that are marked as read (已读通知).")
class NoticesRead:
    """Notices that are marked as read."""

    notices: list[Notice] = attribute(
        "The notices, each once, in the order in which they were named (通知).",
        through=lambda found: Notice.all_of(found.rows),
    )


@strawberry.input(description="Kinds of notice (通知类别).")
class MutedNoticesInput(Repeatable):
    """Kinds of notice."""

    kinds: list[NoticeKind] = strawberry.field(description="Which kinds; `path` counts them from 1.")


@strawberry.type
class NoticeMutation:
    """What is done with notices."""

    @act
    async def mark_notices_read(
        self,
        info: strawberry.Info,
        input: Input[MarkNoticesReadInput],  # noqa: A002 - Relay's word
    ) -> NoticesRead:
        """Mark notices as read, all of them or none (标记已读)."""
        context = info.context
        ids = [
            identity_of("Notice", str(named), "notices", str(position))
            for position, named in enumerate(input.notices, start=1)
        ]
        marked = await inbox.mark_read(
            context.backend.store, context.view, context.actor, ids, key=input.idempotency_key
        )
        context.forget()
        return marked  # type: ignore[return-value] # what a NoticesRead shows

    @act
    async def mute_notices(
        self,
        info: strawberry.Info,
        input: Input[MutedNoticesInput],  # noqa: A002 - Relay's word
    ) -> MutedNotices:
        """Show you no more notices of some kinds; others are shown what they were told. Never orders (免打扰)."""
        return await _muted(info, input, muting.mute)

    @act
    async def unmute_notices(
        self,
        info: strawberry.Info,
        input: Input[MutedNoticesInput],  # noqa: A002 - Relay's word
    ) -> MutedNotices:
        """Show you notices of some kinds again, those of meanwhile too (取消免打扰)."""
        return await _muted(info, input, muting.unmute)


async def _muted(
    info: strawberry.Info, given: MutedNoticesInput, done: Callable[..., Awaitable[muting.MutedNotices]]
) -> MutedNotices:
    context = info.context
    muted = await done(context.backend.store, context.view, context.actor, given.kinds, key=given.idempotency_key)
    context.forget()
    return muted  # type: ignore[return-value] # what a MutedNotices shows
