"""Receiving the data of a licence from the department that issues it (WHL-6): from whom, and when.

They are judged at once, to the last letter of the page: whoever handed them in hears what is wrong.
"""

from __future__ import annotations

import uuid

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, move
from graph.errors import Malformed, Text
from graph.law.policies import table_on, unbinding
from graph.law.workflow import Side
from graph.law.workflows import LICENSE_DRAFT
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import drafting, drafts
from graph.subjects.licensing.draft_rows import FoundDraft
from graph.subjects.licensing.drafting import Beside, Received
from graph.words.license_drafts import DraftEvent, DraftState, DraftStep, LicenseDraft
from graph.words.licensing import IssueOrder
from licenses.register import judging, proofs
from licenses.register.drafting import deed_of, known, moved, refuse_dealt_with, step_of
from licenses.register.faults import STANDARD, refuse_long
from licenses.register.orders import refuse_ended, told_apart, unbound
from licenses.register.records import stored_holders
from licenses.register.workshop import Workshop


async def receive(
    workshop: Workshop,
    view: View,
    actor: Actor,
    order: IssueOrder,
    source: str,
    *,
    again: str | None = None,
    seen: int | None = None,
    key: str | None = None,
) -> str:
    """Receive the data of a licence from the department that issues it; return the id of what is to be made.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: Who hands it in for the department.
        order: What is to be made.
        source: Where the department has the data from; may be empty.
        again: One that is received or was sent back, whose data these replace.
        seen: How many steps that one had taken when the actor looked; None: he does not say.
        key: Idempotency key.

    Raises:
        Refusal: What `judging.judged` refuses of an order.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`.
        NotFound: There is no such draft, or none that the actor may see.
        LimitExceeded: The source has too many characters.
    """
    refuse_long(source, "source")

    async def decide() -> Decided:
        if again is not None:
            asked_by = judging.key_of(workshop, order), judging.hashes_of(workshop, order)
            found = known(await drafts.draft_anew(view, again, order.replaces, *asked_by), again)
            refuse_dealt_with(found, seen)
            if found.draft.issuer != order.issuer or found.draft.type_code != order.type_code:
                raise _another_thing(found, order)
            decided = step_of(found, actor, DraftEvent.RECEIVE)
            await proofs.try_making(workshop, order, found.setting, actor)
            judging.refuse_unknown(workshop, order, found.setting, actor)
            return moved(workshop, found, actor, decided, Beside(data_of(workshop, order, source)))
        setting = await judging.setting_of(workshop, order, actor.today)
        if setting.issuer is not None:
            refuse_ended(setting.issuer, order.issuer, actor.today)  # nobody holds a post in it any more
        policy, nearest = (setting.issuer.policy, setting.issuer.nearest) if setting.issuer else (None, None)
        if policy is None:
            judging.judged(workshop, order, setting, actor)  # which says why, if there is such a department
            raise unbound(order.issuer, unbinding(nearest, actor.today))
        case = Case(departments={Side.PROVIDER: {order.issuer}})
        table = table_on(policy, LICENSE_DRAFT, actor.today)
        decided = move(table, case, DraftEvent.RECEIVE, actor.principal, {}, actor.now, path=("issuer",))
        await proofs.try_making(workshop, order, setting, actor)
        judging.refuse_unknown(workshop, order, setting, actor)
        data = data_of(workshop, order, source)
        new = new_draft(actor, order, data)

        async def write(unit: Unit) -> None:
            await drafting.enter_drafts(unit, workshop.personal, [(new, policy, data.opening)])

        return Decided(new.id, write, [deed_of(actor, decided, new.id)])

    asked = ("RECEIVE_LICENSE", told_apart(order), source, again, *(() if seen is None else (seen,)))
    return await carry_out(workshop.store, actor, asked, decide, key)


def data_of(workshop: Workshop, order: IssueOrder, source: str) -> Received:
    """Data that came, under a key that those of their holders open."""
    holders = tuple(stored_holders(workshop.personal, order.holders))
    return drafting.concealed(order, source, judging.key_of(workshop, order), holders)


def new_draft(actor: Actor, order: IssueOrder, data: Received) -> LicenseDraft:
    """What is to be made of data that an actor hands in."""
    return LicenseDraft(
        id=uuid.uuid4().hex,
        state=DraftState.RECEIVED,
        type_code=order.type_code,
        issuer=order.issuer,
        received_at=actor.now,
        source_cipher=data.source,
        order_cipher=data.order,
        history=(DraftStep(actor.now, DraftEvent.RECEIVE, actor.principal.subject),),
        number_key=data.number_key,
        replaces_identifier=data.replaces,
        serial="",
    )


def _another_thing(found: FoundDraft, order: IssueOrder) -> Malformed:
    field, value, before = (
        ("issuer", order.issuer, found.draft.issuer)
        if found.draft.issuer != order.issuer
        else ("type", order.type_code, found.draft.type_code)
    )
    return Malformed(
        Text("重新报送的数据应为同一机关的同类证照", "data that come anew are of the same authority and type"),
        code=Code.ANOTHER_LICENSE,
        rules=(STANDARD,),
        path=(field,),
        value=value,
        limit=before,
    )
