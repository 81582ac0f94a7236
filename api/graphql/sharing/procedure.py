"""How a resource is had: at once, by application, or not at all; under the policy that binds its provider today."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.graphql.lens.citations import Rule, cited
from api.graphql.lens.values import attribute, shows
from api.graphql.sharing.steps import ProcedureStep
from graph.law.policies import bound_by
from graph.law.policy import Cell
from graph.subjects.sharing.rules import Procedure, effective_sharing, procedure_of
from graph.words.entries import ItemKind, SharingType


def _rules(cell: Cell[Any] | None) -> object:
    return cited(cell.rules) if cell else None


@shows(Procedure, "How a resource is had under the policy that binds its provider (获取方式).")
class SharingProcedure:
    """How a resource is had."""

    direct: bool = attribute("Used without an application; the use is recorded (直接获取).", "direct")
    closed: bool = attribute("There is no path; who asks is refused with the rules.")
    steps: list[ProcedureStep] = attribute(
        "Every step of a request for it, from the application to its end, negotiation and coordination included."
    )
    rules: list[Rule] = attribute("Where it is written.", through=cited)
    exclusive: list[Rule] | None = attribute(
        "By which departments that the entry names need no application (专用); null = not here.",
        through=_rules,
    )
    concerned: list[Rule] | None = attribute(
        "By which departments concerned need no application, where the entry is about such an `affair` (相关单位); "
        "null = not here.",
        through=_rules,
    )
    agent: list[Rule] | None = attribute(
        "By which an agent may answer for the provider (授权代理方); null = not here.",
        through=_rules,
    )


def way_to(stored: list[str | None] | None) -> Procedure | None:
    """Tell how a resource is had; None where no policy binds its provider.

    Args:
        stored: Its sharing type, the policy that binds its provider, and the day.
    """
    if stored is None:
        return None
    sharing, policy, on = stored
    row = bound_by(policy, date.fromisoformat(str(on)))
    return procedure_of(row, SharingType[str(sharing)]) if row else None


def sharing_in_effect(stored: Sequence[Any] | None) -> SharingType | None:
    """Tell how an item is shared after what its provider's policy shares in any case.

    Args:
        stored: Its sharing type or that of its entry, its kind, the policies of the base libraries in which its entry
            stands, the policy that binds its provider, and the day.
    """
    if stored is None:
        return None
    sharing, kind, libraries, policy, on = stored
    declared, row = SharingType[str(sharing)], bound_by(str(policy or ""), date.fromisoformat(str(on)))
    in_base = row is not None and row.id in (libraries or ())
    return effective_sharing(row, declared, ItemKind[str(kind)], in_base_library=in_base) if row else declared
