"""Acts on entries, one an event of their table: each by the post whose step it is."""

from collections.abc import Awaitable
from datetime import date

import strawberry

from api.graphql.entries.cases import EntryCase
from api.graphql.importing.inputs import item_of
from api.graphql.importing.kinds import ENTRIES
from api.graphql.importing.rows import rows_of
from api.graphql.importing.versions import ReviewedPointInput
from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.scalars import Date
from api.graphql.lens.written import written
from graph.cases.desk import Office
from graph.codes.report import normalise
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.entries import approving
from graph.subjects.entries.approving import Said
from graph.words.entries import EntryDraft, SharingType
from graph.words.entry_cases import CauseKind, EntryEvent, Ground

EntryInput = item_of(ENTRIES)


@strawberry.input(description="An entry that is registered (登记目录条目).")
class RegisterEntryInput(Repeatable):
    """An entry that is registered."""

    entry: EntryInput = strawberry.field(description="The entry, whole (条目内容).")  # type: ignore[valid-type] # made
    cause_kind: CauseKind | None = strawberry.field(
        default=None, description="Why; null = as the change was begun, and other of a new entry (变更原因类别)."
    )
    cause: str = strawberry.field(description="Why, in words; kept and published with the version (变更原因).")
    cause_basis: str | None = strawberry.field(
        default=None,
        description="Code of the legal basis or duty whose change it follows; it meets what is owed of it. "
        "Null = the one that was named as the change was begun (变更依据).",
    )
    release_review: list[ReviewedPointInput] = strawberry.field(
        description="Your review before release, point by point, as your city's text asks (发布审查)."
    )


@strawberry.input(description="Which case of an entry goes on (目录条目案件).")
class EntryCaseInput(Repeatable):
    """Which case of an entry goes on."""

    case: strawberry.ID = strawberry.field(description="Global id of the case.")
    words: str = strawberry.field(default="", description="What is said with it; needed where it is sent back (意见).")


@strawberry.input(description="Which sharing type is fixed (确定共享类型: JI-18).")
class FixEntryTypeInput(EntryCaseInput):
    """Which sharing type is fixed."""

    sharing: SharingType | None = strawberry.field(
        default=None, description="The type; null = the one that was proposed (共享类型)."
    )


@strawberry.input(description="Which published entry is changed (变更目录条目).")
class ChangeEntryInput(Repeatable):
    """Which published entry is changed."""

    code: str = strawberry.field(description="Code of the entry (资源代码).")
    cause_kind: CauseKind = strawberry.field(description="Why (变更原因类别).")
    cause: str = strawberry.field(description="Why, in words (变更原因).")
    cause_basis: str | None = strawberry.field(
        default=None,
        description="Code of the legal basis or duty whose change it follows; it meets what is owed of it (变更依据).",
    )


@strawberry.input(description="Which entry is taken out of the catalogue (撤销目录条目: JZ-18).")
class WithdrawEntryInput(Repeatable):
    """Which entry is taken out of the catalogue."""

    code: str = strawberry.field(description="Code of the entry (资源代码).")
    words: str = strawberry.field(description="Why (原因).")
    successor: str = strawberry.field(
        default="", description="Code of the entry that replaces it, which is published (新资源代码: JZ-18)."
    )
    successor_usable_on: Date | None = strawberry.field(
        default=None,
        description="From when on that can be used, if that is later than its publication (新资源可用日).",
    )


@strawberry.type
class EntryMutation:
    """Acts on entries."""

    @act
    async def register_entry(
        self,
        info: strawberry.Info,
        input: Input[RegisterEntryInput],  # noqa: A002 - Relay's word
    ) -> EntryCase:
        """Register an entry, anew where it was sent back or is changed (登记)."""
        reviewed = tuple(each.said for each in input.release_review)
        ground = Ground(input.cause_kind or CauseKind.OTHER, input.cause, reviewed, input.cause_basis)
        as_begun = input.cause_kind is None
        registered = approving.register_entry(_office(info, input), _draft(input.entry), ground, as_begun=as_begun)
        return await _told(info, registered)

    @act
    async def review_entry(self, info: strawberry.Info, input: Input[EntryCaseInput]) -> EntryCase:  # noqa: A002
        """Review an entry that is registered (审核)."""
        return await _moved(info, input, EntryEvent.REVIEW)

    @act
    async def send_back_entry(self, info: strawberry.Info, input: Input[EntryCaseInput]) -> EntryCase:  # noqa: A002
        """Send an entry back to its department, or give up a change or a withdrawal of your own (退回)."""
        return await _moved(info, input, EntryEvent.SEND_BACK)

    @act
    async def fix_entry_type(self, info: strawberry.Info, input: Input[FixEntryTypeInput]) -> EntryCase:  # noqa: A002
        """Fix the sharing type of an entry (确定共享类型: JI-18)."""
        return await _moved(info, input, EntryEvent.FIX_TYPE, input.sharing)

    @act
    async def confirm_refused_entry(
        self,
        info: strawberry.Info,
        input: Input[EntryCaseInput],  # noqa: A002
    ) -> EntryCase:
        """Confirm that an entry is not to be shared (确认不予共享: CS-14)."""
        return await _moved(info, input, EntryEvent.CONFIRM_REFUSED)

    @act
    async def file_entry(self, info: strawberry.Info, input: Input[EntryCaseInput]) -> EntryCase:  # noqa: A002
        """File an entry (备案: JZ-7)."""
        return await _moved(info, input, EntryEvent.FILE)

    @act
    async def publish_entry(self, info: strawberry.Info, input: Input[EntryCaseInput]) -> EntryCase:  # noqa: A002
        """Publish an entry: its next version stands in the catalogue from now on (发布)."""
        return await _moved(info, input, EntryEvent.PUBLISH)

    @act
    async def change_entry(self, info: strawberry.Info, input: Input[ChangeEntryInput]) -> EntryCase:  # noqa: A002
        """Begin to change an entry that is published; it stands as it is until the change is published (变更)."""
        said = Said(ground=Ground(input.cause_kind, input.cause, basis=input.cause_basis))
        code = normalise(input.code, upper=False)
        return await _told(info, approving.begin(_office(info, input), code, EntryEvent.CHANGE, said))

    @act
    async def withdraw_entry(self, info: strawberry.Info, input: Input[WithdrawEntryInput]) -> EntryCase:  # noqa: A002
        """Announce that an entry is taken out of the catalogue, or withdraw a draft (申请撤销: JZ-18)."""
        usable = date.fromisoformat(input.successor_usable_on) if input.successor_usable_on else None
        successor = normalise(input.successor, upper=False)
        said = Said(input.words, successor=successor, successor_usable_on=usable)
        code = normalise(input.code, upper=False)
        return await _told(info, approving.begin(_office(info, input), code, EntryEvent.WITHDRAW, said))

    @act
    async def take_entry_offline(
        self,
        info: strawberry.Info,
        input: Input[EntryCaseInput],  # noqa: A002
    ) -> EntryCase:
        """Take an entry out of the catalogue, of which that was announced (下线: JZ-18)."""
        return await _moved(info, input, EntryEvent.GO_OFFLINE)


def _office(info: strawberry.Info, given: Repeatable) -> Office:
    context = info.context
    backend = context.backend
    return Office(backend.store, backend.personal, context.view, context.actor, given.idempotency_key)


def _draft(entry: object) -> EntryDraft:
    """The entry that an input says, read like a row of the table that departments hand in."""
    found: EntryDraft = rows_of(ENTRIES, [entry]).one()
    return found


async def _moved(
    info: strawberry.Info, given: EntryCaseInput, event: EntryEvent, sharing: SharingType | None = None
) -> EntryCase:
    identity = identity_of("EntryCase", str(given.case), "case")
    return await _told(info, approving.move_entry(_office(info, given), identity, event, Said(given.words, sharing)))


async def _told(info: strawberry.Info, done: Awaitable[str]) -> EntryCase:
    """The case as it is after an act."""
    identity = await done
    missing = Text("没有这一案件，或者无权知悉", "there is no such case, or none that you may know of")
    return await written(info, EntryCase, identity, NotFound(missing, code=Code.NOT_FOUND))
