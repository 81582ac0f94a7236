"""How shared data are had under the provider's row, and what a refusal of them has to say.

* What a row shares without condition whatever its entry says is looked at first: base items of base libraries.
* The provider's row gives path and deadlines.
* A provider that refuses says why. Where the text asks for it, its article is cited; elsewhere the product asks.
"""

from dataclasses import dataclass

from graph.errors import Malformed, Text
from graph.law.citations import Matter, of_matter
from graph.law.direct import asked_for, direct
from graph.law.policy import Cell, Policy
from graph.law.provisions import Stage
from graph.refusal_codes import Code
from graph.words.entries import ItemKind, SharingType


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a resource is had."""

    stages: tuple[Stage, ...]
    rules: tuple[str, ...]
    direct: bool
    """The data are used without an application, and the use is recorded."""
    closed: bool
    """There is no path at all; who asks is refused with the rules."""
    dispute: tuple[Stage, ...]
    """What may follow where the provider refuses."""
    exclusive: Cell[str] | None
    """Departments that the entry names need no application (专用)."""
    agent: Cell[str] | None
    """An agent whom the provider has named may answer for it (授权代理方)."""


def effective_sharing(policy: Policy, declared: SharingType, item: ItemKind, *, in_base_library: bool) -> SharingType:
    """The sharing type of an item after what the policy shares unconditionally in any case."""
    also = policy.also_unconditional
    if also and also.value.base_items and in_base_library and item is ItemKind.BASE:
        return SharingType.UNCONDITIONAL
    return declared


def procedure_of(provider: Policy, sharing: SharingType) -> Procedure:
    """How a resource of a sharing type is had under its provider's row."""
    cell = _stages(provider, sharing)
    conditional = sharing is SharingType.CONDITIONAL
    dispute = provider.dispute if conditional else None
    return Procedure(
        cell.value,
        cell.rules,
        direct=bool(direct(provider, {"type": sharing})),
        closed=sharing is SharingType.REFUSED and not asked_for(provider, {"type": sharing}),
        dispute=dispute.value if dispute else (),
        exclusive=provider.exclusive,
        agent=provider.agent if conditional else None,
    )


def reason_of_refusal(policy: Policy | None, reason: str, path: tuple[str, ...]) -> str:
    """The provider's reason for a refusal, trimmed.

    Args:
        policy: The row that binds the provider on the day of the answer; None where there is none.
        reason: In the provider's words.
        path: The field that says it.

    Raises:
        Malformed: `REASON_REQUIRED`; the provider has to say why.
    """
    if reason.strip():
        return reason.strip()
    raise Malformed(
        Text("不予共享的，提供部门应说明理由", "a provider that refuses has to give its reasons"),
        code=Code.REASON_REQUIRED,
        rules=of_matter(policy, Matter.REASONS_OF_REFUSAL),
        path=path,
        value="",
    )


def _stages(policy: Policy, sharing: SharingType) -> Cell[tuple[Stage, ...]]:
    match sharing:
        case SharingType.UNCONDITIONAL:
            return policy.unconditional
        case SharingType.CONDITIONAL:
            return policy.conditional
        case SharingType.REFUSED:
            return policy.refused
