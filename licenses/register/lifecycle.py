"""The life of a licence after issue: suspended, resumed, cancelled. Expiry is computed, never stored.

* 停用 can be taken back; 注销 is final; 变更 happens only by issuing the next version.
* The issuing department decides; its successor, where it is gone. Which step is there, for whom, says the table of the
  policy under which it was issued, as it was worded then (`workflows.LICENSE`).
"""

from __future__ import annotations

from enum import Enum

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, move
from graph.errors import LimitExceeded, Malformed, NotFound, Text
from graph.law.policies import table_on
from graph.law.workflow import Side
from graph.law.workflows import LICENSE
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.licensing import recording
from graph.subjects.organisation import memory as organisation_memory
from graph.words.china_time import china_day
from graph.words.licensing import CHANGE_REASON, LicenseMove

MAX_REASON = 500
"""Characters of a reason."""


class LicenseChange(Enum):
    """What can be done to a licence by itself; it is replaced by issuing the next version."""

    SUSPEND = "停用"
    RESUME = "恢复"
    CANCEL = "注销"


async def change(
    store: Store,
    personal: PersonalData,
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
        personal: The key by which the reason is encrypted.
        view: What the actor sees of it.
        actor: An issuer of the department that answers for the licence today.
        license_id: The licence.
        wanted: What is done to it.
        reason: Why.
        key: Idempotency key.

    Raises:
        NotFound: No such licence, or none that the actor may see.
        NoPolicy: No licence regulation bound its issuer when it was issued.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED` or `IDEMPOTENCY_KEY_REUSED`.
        Forbidden: `ANOTHER_POST`; the actor is no issuer of the department that answers for it.
        Malformed: No reason is given.
        LimitExceeded: The reason has too many characters.
    """

    async def decide() -> Decided:
        found = await licensing_facts.license_of(view, license_id)
        if found is None:
            raise NotFound(
                Text("没有这份证照", "no such licence"),
                code=Code.LICENSE_NOT_FOUND,
                path=("license",),
                value=license_id,
            )
        then = china_day(found.sealed_at)
        answering, policy = await organisation_memory.answering_department(view, found.issuer, then)
        table = table_on(policy, LICENSE, then)
        case = Case(found.state, departments={Side.PROVIDER: {answering} if answering else ()})
        path = ("license",)
        decided = move(table, case, LicenseMove[wanted.name], actor.principal, {}, actor.now, path=path)
        _refuse_reason(reason, decided.rules)
        hidden = personal.hidden(reason, CHANGE_REASON)
        changed = recording.StateChange(license_id, found.state, decided, actor.now, hidden)

        async def write(unit: Unit) -> None:
            await recording.change_states(unit, [changed], path=path)

        said = personal.hidden(reason, journal.WORDS)
        deed = actor.deed(f"{wanted.name}_LICENSE", license_id, decided.rules, words=said)
        return Decided(license_id, write, [deed])

    return await carry_out(store, actor, ("CHANGE_LICENSE", license_id, wanted.name, reason), decide, key)


def _refuse_reason(reason: str, rules: tuple[str, ...]) -> None:
    if not reason.strip():
        raise Malformed(
            Text("请说明原因", "give a reason"), code=Code.WORDS_REQUIRED, rules=rules, path=("reason",), value=""
        )
    if len(reason) > MAX_REASON:
        raise LimitExceeded(
            Text(f"原因不超过{MAX_REASON}个字符", f"a reason has at most {MAX_REASON} characters"),
            code=Code.WORDS_TOO_LONG,
            rules=rules,
            path=("reason",),
            value=f"{len(reason)} characters",
            limit=f"{MAX_REASON} characters",
        )
