"""Licences before they are issued: data received, made, reviewed, issued, each by the person whose step it is."""

import base64
import binascii
from collections import Counter
from datetime import date

import strawberry
from strawberry.file_uploads import Upload

from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.places import FROM_ZERO
from api.graphql.lens.scalars import Date
from api.graphql.lens.uploads import received
from api.graphql.lens.written import written
from api.graphql.licensing.drafts import LicenseDraft
from api.graphql.licensing.inputs import FaceInput
from api.graphql.licensing.lens import License
from api.graphql.licensing.mutations import license_read
from graph.codes.report import normalise
from graph.codes.typed_identifier import parse_typed_identifier
from graph.errors import Malformed, NotFound, Text
from graph.refusal_codes import Code
from graph.words.licensing import Holder, IssueOrder
from licenses.paper.photos import MAX_PHOTO_BYTES
from licenses.register import drafting, receiving
from licenses.register.drafting import Handling


@strawberry.input(description="A holder (持证主体).")
class HolderInput:
    """A holder."""

    name: str = strawberry.field(description="Name (名称).")
    code: str = strawberry.field(description="Code: citizen ID number, USCC … (代码).")
    code_type: str = strawberry.field(description="Kind of the code, GB/T 36903 annex A: 111, 001 … (代码类型代码).")
    former_name: str = strawberry.field(
        default="",
        description="What the register calls him, where he has changed his name since; another name for a code that it "
        "knows is refused without it; so is one for a code that it does not know (曾用名).",
    )
    former_code_type: str = strawberry.field(
        default="",
        description="As which kind the register has the code, where that was wrong; another kind for a code that it "
        "knows is refused without it (原代码类型).",
    )


@strawberry.input(description="The data of a licence that is to be made (证照数据: WHL-6).")
class LicenseDataInput(Repeatable):
    """The data of a licence."""

    type: str = strawberry.field(description="Type code (证照类型代码).")
    issuer: str = strawberry.field(description="USCC of the issuing department (颁发机构代码).")
    holders: list[HolderInput] = strawberry.field(description="Holders in order (持证主体).", metadata=FROM_ZERO)
    number: str = strawberry.field(description="Certificate number (证照编号).")
    issued_on: Date = strawberry.field(description="Date of issue (颁发日期).")
    valid_from: Date = strawberry.field(description="First day of validity (有效期起).")
    valid_until: Date | None = strawberry.field(
        default=None, description="Last day of validity; null = 长期 (有效期止)."
    )
    face: list[FaceInput] = strawberry.field(
        description="Fields of the face; what the register says itself may be left out (照面信息)."
    )
    photo: Upload | None = strawberry.field(
        default=None, description="Portrait, or picture of a couple, JPEG or PNG, ≤ 50 KB (照片)."
    )
    photo_base64: str | None = strawberry.field(default=None, description="The same as base64 text, for small clients.")
    replaces: str | None = strawberry.field(
        default=None, description="Identifier of the licence that it re-issues (变更前证照标识)."
    )
    change_reason: str = strawberry.field(default="", description="Why it is re-issued (变更原因).")
    type_name: str | None = strawberry.field(
        default=None, description="Name of the type as you know it; given, it has to be the official one (证照名称)."
    )
    source: str = strawberry.field(
        default="",
        description="Where the data come from: a resource, a business number; at most 500 characters (数据来源).",
    )
    again: strawberry.ID | None = strawberry.field(
        default=None, description="Global id of one that is received or was sent back, whose data these replace (重报)."
    )
    steps: int | None = strawberry.field(
        default=None,
        description="Of one whose data these replace: how many steps its history had when you looked; where it has "
        "taken others since, it is refused (已见的办理步数).",
    )


@strawberry.input(description="Which licence to be issued goes on (待签发证照: WHL-9).")
class LicenseDraftInput(Repeatable):
    """Which licence to be issued goes on."""

    draft: strawberry.ID = strawberry.field(description="Global id of the licence to be issued.")
    steps: int | None = strawberry.field(
        default=None,
        description="How many steps its history had when you looked; where it has taken others since, it is refused "
        "(已见的办理步数).",
    )


@strawberry.input(description="What else is done to a licence to be issued (审核、退回、撤回: WHL-9).")
class HandleLicenseInput(LicenseDraftInput):
    """What else is done to a licence to be issued."""

    handling: Handling = strawberry.field(description="What is done (办理).")
    reason: str = strawberry.field(default="", description="Why, where it does not go on (原因).")


@strawberry.type
class LicenseDraftMutation:
    """Acts on licences that are not issued yet."""

    @act
    async def receive_license_data(
        self,
        info: strawberry.Info,
        input: Input[LicenseDataInput],  # noqa: A002 - Relay's word
    ) -> LicenseDraft:
        """Hand in the data of a licence for the department that issues it; they are judged at once (WHL-6)."""
        context = info.context
        again = None if input.again is None else identity_of("LicenseDraft", str(input.again), "again")
        entered = await receiving.receive(
            context.backend.workshop, context.view, context.actor, await _order(input), input.source,
            again=again, seen=input.steps, key=input.idempotency_key,
        )  # fmt: skip
        return await _read(info, entered)

    @act
    async def make_license(
        self,
        info: strawberry.Info,
        input: Input[LicenseDraftInput],  # noqa: A002
    ) -> LicenseDraft:
        """Make a licence of the data: the centre's step; its page can be looked at from then on (制证: WHL-9)."""
        context = info.context
        made = await drafting.make(
            context.backend.workshop, context.view, context.actor, _draft(input.draft), input.steps,
            key=input.idempotency_key,
        )  # fmt: skip
        return await _read(info, made)

    @act
    async def handle_license(
        self,
        info: strawberry.Info,
        input: Input[HandleLicenseInput],  # noqa: A002
    ) -> LicenseDraft:
        """Review a licence that is made, send back its page or its data, or take it back (审核、退回、撤回: WHL-9)."""
        context = info.context
        handled = await drafting.handle(
            context.backend.workshop, context.view, context.actor, _draft(input.draft), input.handling, input.reason,
            input.steps, key=input.idempotency_key,
        )  # fmt: skip
        return await _read(info, handled)

    @act
    async def issue_license(
        self,
        info: strawberry.Info,
        input: Input[LicenseDraftInput],  # noqa: A002
    ) -> License:
        """Issue a licence that was reviewed: sealed, archived, registered (签发: WHL-9)."""
        context = info.context
        issued = await drafting.issue(
            context.backend.workshop, context.view, context.actor, _draft(input.draft), input.steps,
            key=input.idempotency_key,
        )  # fmt: skip
        return await license_read(info, issued)


def _draft(named: strawberry.ID) -> str:
    return identity_of("LicenseDraft", str(named), "draft")


async def _order(given: LicenseDataInput) -> IssueOrder:
    face = {each.key: each.value for each in given.face}
    return IssueOrder(
        type_code=given.type,
        issuer=given.issuer,
        holders=tuple(
            Holder.known_by(each.name, normalise(each.code), each.code_type, each.former_name, each.former_code_type)
            for each in given.holders
        ),
        number=given.number,
        issued_on=date.fromisoformat(given.issued_on),
        valid_from=date.fromisoformat(given.valid_from),
        valid_until=date.fromisoformat(given.valid_until) if given.valid_until else None,
        face=face,
        photo=await _photo(given),
        replaces=parse_typed_identifier(given.replaces, ("replaces",)).text if given.replaces else None,
        change_reason=given.change_reason,
        type_name=given.type_name,
        repeated=_repeated([each.key for each in given.face]),
    )


def _repeated(keys: list[str]) -> tuple[str, ...]:
    return tuple(key for key, count in Counter(keys).items() if count > 1)


async def _photo(given: LicenseDataInput) -> bytes | None:
    if given.photo is not None:
        return await received(given.photo, MAX_PHOTO_BYTES, "photo")
    if given.photo_base64 is None:
        return None
    try:
        return base64.b64decode(given.photo_base64, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(
            Text("photoBase64 不是 base64 文本", "photoBase64 is not base64 text"),
            code=Code.PHOTO_UNREADABLE,
            path=("photoBase64",),
        ) from error


async def _read(info: strawberry.Info, identity: str) -> LicenseDraft:
    missing = Text("没有这份待签发证照", "there is no such licence to be issued")
    return await written(info, LicenseDraft, identity, NotFound(missing, code=Code.NOT_FOUND))
