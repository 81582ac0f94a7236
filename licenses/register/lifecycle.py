"""The life of a licence after issue: suspended, resumed, cancelled. Expiry is computed, never stored.

* 停用 can be taken back; 注销 is final; 变更 happens only by issuing the next version.
* The issuing department decides; its successor, where it is gone.
* A repeated request is answered with the first result.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from graph.errors import Conflict, LimitExceeded, Malformed, NotFound, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.citations import of_act
from graph.law.policies import bound_by
from graph.office.actor import Actor
from graph.office.idempotency import keyed_request, write_under_key
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.view import View
from graph.subjects.licensing import memory as licensing_memory
from graph.subjects.licensing import recording
from graph.words.licensing import LicenseState

MAX_REASON = 500
"""Characters of a reason."""


class LicenseChange(Enum):
    """What can be done to a licence."""

    SUSPEND = "停用"
    RESUME = "恢复"
    CANCEL = "注销"


ALLOWED: Mapping[LicenseChange, tuple[frozenset[LicenseState], LicenseState]] = MappingProxyType(
    {
        LicenseChange.SUSPEND: (frozenset({LicenseState.IN_FORCE}), LicenseState.SUSPENDED),
        LicenseChange.RESUME: (frozenset({LicenseState.SUSPENDED}), LicenseState.IN_FORCE),
        LicenseChange.CANCEL: (frozenset({LicenseState.IN_FORCE, LicenseState.SUSPENDED}), LicenseState.CANCELLED),
    }
)
"""From which states a change leads where; no other pair is allowed."""


async def change(
    store: Store,
    view: View,
    actor: Actor,
    license_id: str,
    wanted: LicenseChange,
    reason: str,
    *,
    key: str | None = None,
) -> str:
    """Suspend, resume or cancel a licence; return its id.

    Args:
        store: The graph.
        view: What the actor sees of it.
        actor: An issuer of the department that answers for the licence today.
        license_id: The licence.
        wanted: What is done to it.
        reason: Why.
        key: Idempotency key.

    Raises:
        NotFound: No such licence, or none that the actor may see.
        Forbidden: The actor is no issuer of the department that answers for it.
        Conflict: Its state does not allow the change, or `IDEMPOTENCY_KEY_REUSED`.
        Malformed: No reason is given, or `IDEMPOTENCY_KEY`.
        LimitExceeded: The reason has too many characters.
    """
    request = keyed_request(actor, key, "CHANGE_LICENSE", license_id, wanted.name, reason)
    first = await request.first_result(store) if request else None
    if first is not None:
        return first
    found = await licensing_memory.license_of(view, license_id)
    if found is None:
        raise NotFound(Text("没有这份证照", "no such licence"), code=Code.LICENSE_NOT_FOUND, path=("license",))
    answering, policy = await licensing_memory.answering_for(view, found.issuer)
    row = bound_by(policy, actor.today)
    require(actor.principal, Act.CHANGE_LICENSE_STATE, answering, actor.today, row)
    rules = of_act(row, Act.CHANGE_LICENSE_STATE)
    _refuse_reason(reason, rules)
    before, after = ALLOWED[wanted]
    deed = actor.deed(f"{wanted.name}_LICENSE", license_id, rules, reason)

    async def work(unit: Unit) -> str:
        moved = await recording.set_state(unit, license_id, before, after, actor.now, reason)
        if moved is None:
            raise Conflict(
                Text(
                    f"证照现为“{found.state.zh}”，不能{wanted.value}",
                    f"a licence that is {found.state.name} cannot {wanted.name.lower()}",
                ),
                code=Code.LICENSE_STATE,
                rules=rules,
                path=("license",),
                value=found.state.name,
            )
        await journal.record(unit, deed)
        return license_id

    return await write_under_key(store, request, work)


def _refuse_reason(reason: str, rules: tuple[str, ...]) -> None:
    if not reason.strip():
        raise Malformed(Text("请说明原因", "give a reason"), code=Code.WORDS_REQUIRED, rules=rules, path=("reason",))
    if len(reason) > MAX_REASON:
        raise LimitExceeded(
            Text(f"原因不超过{MAX_REASON}个字符", f"a reason has at most {MAX_REASON} characters"),
            code=Code.WORDS_TOO_LONG,
            path=("reason",),
            limit=f"{MAX_REASON} characters",
        )
