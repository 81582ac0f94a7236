"""Objections: raise, take up, prolong, answer, withdraw."""

import strawberry

from api.graphql.lens.arguments import Input
from api.graphql.lens.ids import identity_of
from api.graphql.lens.payloads import Repeatable, act
from api.graphql.lens.written import written
from api.graphql.objections.lens import Objection
from api.graphql.objections.terms import Outcome
from graph.codes.typed_identifier import parse_typed_identifier
from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.subjects.objections import desk as objections_desk
from graph.subjects.objections import memory as objections_memory
from graph.words.objections import ObjectionEvent, ObjectionGround


@strawberry.input(one_of=True, description="What an objection is on: exactly one, by global id.")
class OnInput:
    """What an objection is on."""

    resource: strawberry.Maybe[strawberry.ID] = strawberry.field(description="An entry (资源).")
    item: strawberry.Maybe[strawberry.ID] = strawberry.field(description="An information item (信息项).")
    license: strawberry.Maybe[strawberry.ID] = strawberry.field(description="A licence (证照).")
    identifier: strawberry.Maybe[str] = strawberry.field(
        description="A licence by its identifier, for those to whom it is shown in no list (电子证照标识)."
    )


@strawberry.input(description="An objection (异议).")
class RaiseObjectionInput(Repeatable):
    """An objection."""

    on: OnInput = strawberry.field(description="What it is on (异议对象).")
    ground: ObjectionGround = strawberry.field(description="What is doubted (异议事由).")
    words: str = strawberry.field(description="What is wrong, in your words (异议内容), at most 2,000 characters.")


@strawberry.input(description="The answer to an objection (核查结果).")
class ResolveObjectionInput(Repeatable):
    """The answer to an objection."""

    objection: strawberry.ID = strawberry.field(description="Global id of the objection.")
    outcome: Outcome = strawberry.field(description="Corrected, or explained (结论).")
    words: str = strawberry.field(description="The answer in words (核查结果).")


@strawberry.input(description="Which objection is taken up (受理).")
class TakeUpObjectionInput(Repeatable):
    """Which objection is taken up."""

    objection: strawberry.ID = strawberry.field(description="Global id of the objection.")
    words: str = strawberry.field(default="", description="Note to the objector.")


@strawberry.input(description="By how much the term of an objection is prolonged (延期: JI-14).")
class ExtendObjectionInput(Repeatable):
    """By how much the term of an objection is prolonged."""

    objection: strawberry.ID = strawberry.field(description="Global id of the objection.")
    days: int = strawberry.field(description="Working days that are added to the term (延长的工作日).")
    words: str = strawberry.field(default="", description="Note to the objector.")


@strawberry.input(description="Which objection is withdrawn (撤回).")
class WithdrawObjectionInput(Repeatable):
    """Which objection is withdrawn."""

    objection: strawberry.ID = strawberry.field(description="Global id of the objection.")
    words: str = strawberry.field(default="", description="Note to the department that answers.")


@strawberry.type
class ObjectionMutation:
    """Acts on objections."""

    @act
    async def raise_objection(
        self,
        info: strawberry.Info,
        input: Input[RaiseObjectionInput],  # noqa: A002 - Relay's word
    ) -> Objection:
        """Raise an objection (提出异议: WHL-19, WH-16)."""
        context = info.context
        kind, identity = await _target(info, input.on)
        raised = await objections_desk.raise_objection(
            context.backend.store, context.backend.personal, context.view, context.actor, kind, identity, input.ground,
            input.words, key=input.idempotency_key,
        )  # fmt: skip
        return await _read(info, raised)

    @act
    async def take_up_objection(
        self,
        info: strawberry.Info,
        input: Input[TakeUpObjectionInput],  # noqa: A002
    ) -> Objection:
        """Take an objection up for checking (受理)."""
        return await _moved(info, input, ObjectionEvent.TAKE_UP)

    @act
    async def extend_objection(
        self,
        info: strawberry.Info,
        input: Input[ExtendObjectionInput],  # noqa: A002
    ) -> Objection:
        """Prolong the term of an objection before it ends, once, with the consent that the text asks for (延期)."""
        return await _moved(info, input, ObjectionEvent.EXTEND, days=input.days)

    @act
    async def withdraw_objection(
        self,
        info: strawberry.Info,
        input: Input[WithdrawObjectionInput],  # noqa: A002
    ) -> Objection:
        """Withdraw an objection that you raised (撤回)."""
        return await _moved(info, input, ObjectionEvent.WITHDRAW)

    @act
    async def resolve_objection(
        self,
        info: strawberry.Info,
        input: Input[ResolveObjectionInput],  # noqa: A002
    ) -> Objection:
        """Answer an objection (核查反馈: WHL-19, WH-16)."""
        event = ObjectionEvent.CORRECT if input.outcome is Outcome.CORRECTED else ObjectionEvent.EXPLAIN
        return await _moved(info, input, event)


async def _target(info: strawberry.Info, on: OnInput) -> tuple[str, str]:
    if on.identifier is not None:
        identifier = parse_typed_identifier(on.identifier.value, ("on", "identifier")).text
        found = await objections_memory.license_named(info.context.backend.store, identifier)
        return "License", found or identifier
    given = (("Resource", "resource", on.resource), ("Item", "item", on.item), ("License", "license", on.license))
    ((label, name, named),) = ((label, name, each) for label, name, each in given if each is not None)
    return label, identity_of(label, str(named.value), "on", name)


_Moving = TakeUpObjectionInput | ExtendObjectionInput | ResolveObjectionInput | WithdrawObjectionInput


async def _moved(info: strawberry.Info, given: _Moving, event: ObjectionEvent, days: int = 0) -> Objection:
    context = info.context
    identity = identity_of("Objection", str(given.objection), "objection")
    moved = await objections_desk.move_objection(
        context.backend.store, context.backend.personal, context.view, context.actor, identity, event, given.words,
        days=days, key=given.idempotency_key,
    )  # fmt: skip
    return await _read(info, moved)


async def _read(info: strawberry.Info, identity: str) -> Objection:
    missing = Text("没有这一对象，或者无权知悉", "there is no such thing, or none that you may know of")
    return await written(info, Objection, identity, NotFound(missing, code=Code.NOT_FOUND))
