"""The path of a request for shared data, as the provider's row has it (the workflow itself comes later).

* The provider's row gives path and deadlines; the applicant's row adds its own inner approvals (JZ-14).
* What a row shares without condition whatever its entry says (base items: CZ-9.1, JI-19.2) is looked at first.
* A refusal without reasons is refused (WH-13, CZ-11, JZ-14.2, JZ-15.2).
"""

from dataclasses import dataclass

from graph.errors import Malformed, Text
from graph.law.policy import Cell, Policy
from graph.law.provisions import Stage, StageAct
from graph.refusal_codes import Code
from graph.words.entries import ItemKind, SharingType

_REASON_RULES = {"CZ": ("CZ-11",), "JZ": ("JZ-14.2", "JZ-15.2"), "WH": ("WH-13",)}


@dataclass(frozen=True, slots=True)
class Procedure:
    """The stages that a request goes through."""

    stages: tuple[Stage, ...]
    rules: tuple[str, ...]
    closed: bool = False
    """There is no path at all; the request is refused with the rules."""

    @property
    def direct(self) -> bool:
        """The data are used without an application, and the use is recorded."""
        return not self.stages and not self.closed


def effective_sharing(policy: Policy, declared: SharingType, item: ItemKind, *, in_base_library: bool) -> SharingType:
    """The sharing type of an item after what the policy shares unconditionally in any case."""
    also = policy.also_unconditional
    if also and also.value.base_items and in_base_library and item is ItemKind.BASE:
        return SharingType.UNCONDITIONAL
    return declared


def procedure_of(provider: Policy, sharing: SharingType, applicant: Policy | None = None) -> Procedure:
    """The path of a request under the provider's row, the applicant's inner approvals before it."""
    cell = _stages(provider, sharing)
    if sharing is SharingType.REFUSED:
        return Procedure(cell.value, cell.rules, closed=not cell.value)
    before = () if applicant is None or applicant.id == provider.id else _inner_approvals(applicant, sharing)
    return Procedure((*before, *cell.value), (*cell.rules, *(rule for stage in before for rule in stage.rules)))


def require_reason(policy: Policy, reason: str) -> str:
    """The provider's reason for a refusal, trimmed.

    Raises:
        Malformed: `REASON_REQUIRED`; the provider has to say why.
    """
    if reason.strip():
        return reason.strip()
    raise Malformed(
        Text("不予共享的，提供部门应说明理由", "a provider that refuses has to give its reasons"),
        code=Code.REASON_REQUIRED,
        rules=_REASON_RULES.get(policy.id, policy.conditional.rules),
        path=("reason",),
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


def _inner_approvals(policy: Policy, sharing: SharingType) -> tuple[Stage, ...]:
    inner = (StageAct.APPROVE_INSIDE, StageAct.FILE)
    return tuple(stage for stage in _stages(policy, sharing).value if stage.act in inner)
