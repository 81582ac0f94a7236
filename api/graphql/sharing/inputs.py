"""What acts on sharing requests are given; each input says what it states with the step."""

from dataclasses import replace

import strawberry

from api.graphql.lens.payloads import Repeatable
from api.graphql.lens.scalars import Date
from graph.store.reading import day
from graph.subjects.sharing.settling import Correction, Said
from graph.words.sharing import Purpose


@strawberry.input(description="What is asked for, and why (共享申请).")
class AskForResourceInput(Repeatable):
    """What is asked for, and why."""

    consumer: str = strawberry.field(description="Code of the consumer for which it is asked (使用方代码).")
    resource: str = strawberry.field(description="Code of the entry (资源代码).")
    items: list[str] = strawberry.field(
        default_factory=list, description="Names of the items; none = all of the resource (信息项)."
    )
    purpose: Purpose = strawberry.field(description="What for; `OTHER` is said in words (用途).")
    purpose_words: str = strawberry.field(default="", description="What for, in words (用途说明).")
    scenario: str = strawberry.field(default="", description="Scenario (应用场景: JZ-14).")
    legal_basis: str | None = strawberry.field(
        default=None, description="Code of the legal basis in the catalogue (法律政策依据: JI-19.1)."
    )
    basis: str = strawberry.field(default="", description="The legal or policy basis in words (法律政策依据).")
    duty_basis: str = strawberry.field(
        default="",
        description="The duty for which it is needed (部门职责依据: JI-19.1; 因履行职责确需使用: CZ-11, WH-13).",
    )
    need: str = strawberry.field(default="", description="The business need (政务业务需求、共享需求).")


@strawberry.input(description="Which request goes on (共享申请办理).")
class StepInput(Repeatable):
    """Which request goes on."""

    request: strawberry.ID = strawberry.field(description="Global id of the request.")
    words: str = strawberry.field(default="", description="What is said with it: reasons, faults, an opinion (意见).")

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words)


@strawberry.input(description="Which request goes on, and by which paper (文件).")
class DocumentedInput(StepInput):
    """Which request goes on, and by which paper."""

    document_number: str = strawberry.field(default="", description="Number of the document (文号).")
    document_date: Date | None = strawberry.field(default=None, description="Its date (文件日期).")

    def said(self) -> Said:
        """What is stated with the step."""
        on = day(self.document_date)
        return Said(self.words, document_number=self.document_number, document_on=on)


@strawberry.input(description="Which request is filed (报送).")
class FileInput(StepInput):
    """Which request is filed."""

    reviewed_by_centre: bool = strawberry.field(
        default=False,
        description="That the information centre has reviewed it; the record tells whether it has, and who says "
        "otherwise is refused (信息中心已审核: JZP-4.1).",
    )

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words, confirmed=_confirmed(reviewed_by_centre=self.reviewed_by_centre))


@strawberry.input(description="What a request that was given back states anew; null = as it was (更正申请).")
class CorrectInput(StepInput):
    """What a request that was given back states anew."""

    purpose: Purpose | None = strawberry.field(default=None, description="What for (用途).")
    purpose_words: str | None = strawberry.field(default=None, description="What for, in words (用途说明).")
    scenario: str | None = strawberry.field(default=None, description="Scenario (应用场景: JZ-14).")
    need: str | None = strawberry.field(default=None, description="The business need (政务业务需求).")
    items: list[str] | None = strawberry.field(
        default=None, description="Names of the items, of those asked for before (信息项)."
    )

    def said(self) -> Said:
        """What is stated with the step."""
        items = None if self.items is None else tuple(self.items)
        return Said(
            self.words, correction=Correction(self.purpose, self.purpose_words, self.scenario, self.need, items)
        )


@strawberry.input(description="Which request complies (符合性审查).")
class CheckInput(StepInput):
    """Which request complies."""

    controlled_interface: bool | None = strawberry.field(
        default=None,
        description="Whether the interface has parameters that are controlled; the entry tells it, and who says "
        "otherwise is refused (管控参数: JZP-4.1).",
    )

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words, controlled=self.controlled_interface)


@strawberry.input(description="Which request is refused, and on which basis (不予提供).")
class RefuseInput(StepInput):
    """Which request is refused, and on which basis."""

    basis: str = strawberry.field(default="", description="Code of the legal basis of the refusal (依据: JZ-15.2).")

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words, basis=self.basis)


@strawberry.input(description="Which refusal is disputed (要求协商).")
class DisputeInput(StepInput):
    """Which refusal is disputed."""

    duty_basis: str = strawberry.field(
        default="", description="The duty for which the data are needed (因履行职责确需使用)."
    )

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words, duty_basis=self.duty_basis)


@strawberry.input(description="With which scope data are shared (共享范围和使用用途).")
class ScopeInput(StepInput):
    """With which scope data are shared."""

    scope: str = strawberry.field(default="", description="Scope of sharing and use (共享范围和使用用途).")

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words, self.scope)


@strawberry.input(description="What is granted (同意提供).")
class ConsentInput(ScopeInput):
    """What is granted."""

    items: list[str] = strawberry.field(
        default_factory=list,
        description="Names of the items that are granted, of those asked for; none = all of these (信息项).",
    )
    valid_until: Date | None = strawberry.field(
        default=None, description="Last day on which it may be used; null = no end (授权期限)."
    )
    agreement_asked: bool = strawberry.field(
        default=False, description="A security agreement is asked for before the grant is active (安全协议: JZ-11)."
    )

    def said(self) -> Said:
        """What is stated with the step."""
        until = day(self.valid_until)
        return Said(self.words, self.scope, tuple(self.items), until, self.agreement_asked)


@strawberry.input(description="What the authority approves (审核批准: JI-19.1).")
class ApproveInput(ConsentInput):
    """What the authority approves."""

    within_conditions: bool = strawberry.field(
        default=False,
        description="It is within the conditions, scope and use agreed for the entry, which has to state conditions "
        "(JI-22). Where you state no scope, the grant has that of the entry.",
    )

    def said(self) -> Said:
        """What is stated with the step."""
        said = ConsentInput.said(self)
        return replace(said, confirmed=_confirmed(within_conditions=self.within_conditions))


@strawberry.input(description="The opinion on a request (提出意见: CS-29).")
class OpinionInput(StepInput):
    """The opinion on a request."""

    units_heard: list[str] = strawberry.field(
        default_factory=list,
        description="USCCs of the units concerned that were heard, of the city or above it (会同相关单位: CS-29).",
    )

    def said(self) -> Said:
        """What is stated with the step."""
        return Said(self.words, heard=tuple(dict.fromkeys(each.strip() for each in self.units_heard)))


@strawberry.input(description="A decision made outside the system for who asks (系统外决定).")
class DecisionInput(ConsentInput):
    """A decision made outside the system for who asks."""

    document_number: str = strawberry.field(default="", description="Number of the document (文号).")
    document_date: Date | None = strawberry.field(default=None, description="Its date (文件日期).")

    def said(self) -> Said:
        """What is stated with the step."""
        on = day(self.document_date)
        return replace(ConsentInput.said(self), document_number=self.document_number, document_on=on)


def _confirmed(**facts: bool) -> frozenset[str]:
    return frozenset(name for name, so in facts.items() if so)
