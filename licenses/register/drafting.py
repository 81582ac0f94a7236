"""A licence before it is issued: its data are received, it is made, reviewed, sent back or cancelled (WHL-6, WHL-9).

* What the department hands in is judged when it comes, when it is made and when it is issued: what was right may have
  ceased to be.
* Making gives it its identifier and fixes its page, which is drawn for whoever looks at it (`proofs`) and is sealed
  only when it is issued (`issuing`). What was reviewed is what is issued: data that come anew are made and reviewed
  anew.
* Whose step it is, and who may not take two of them, says the table of the policy of the day on which the data came.
"""

from __future__ import annotations

import uuid
from enum import Enum
from types import MappingProxyType

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, Move, move
from graph.errors import LimitExceeded, Malformed, NotFound, Text
from graph.law.policies import table_on
from graph.law.workflow import Facts, Side
from graph.law.workflows import LICENSE_DRAFT, OFFICER_FILED
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Unit
from graph.store.journal import Deed
from graph.store.view import View
from graph.subjects.licensing import drafting, drafts
from graph.subjects.licensing.drafting import Beside
from graph.subjects.licensing.drafts import FoundDraft
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.license_drafts import DraftEvent, DraftState, DraftStep, LicenseDraft
from graph.words.licensing import IssueOrder
from licenses.register import issuing, proofs
from licenses.register.archiving import archived, settling
from licenses.register.issuing import Workshop, made_by
from licenses.register.making import make as seal
from licenses.register.orders import new_serial, told_apart, unbound
from licenses.register.records import Entries

MOST_WORDS = 500
"""Characters of a reason, and of where data come from."""


async def receive(
    workshop: Workshop,
    view: View,
    actor: Actor,
    order: IssueOrder,
    source: str,
    *,
    again: str | None = None,
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
        key: Idempotency key.

    Raises:
        Refusal: What `issuing.judged` refuses of an order.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`.
        NotFound: There is no such draft, or none that the actor may see.
        LimitExceeded: The source has too many characters.
    """
    _refuse_long(source, "source")

    async def decide() -> Decided:
        if again is not None:
            found = await _found(view, again)
            if found.draft.issuer != order.issuer or found.draft.type_code != order.type_code:
                raise _another_thing(found, order)
            decided = _move(found, actor, DraftEvent.RECEIVE)
            await proofs.try_making(workshop, order, actor)
            personal = workshop.personal
            beside = Beside(
                drafts.hidden(personal, order), drafts.hashes(personal, order), drafts.hidden_source(personal, source)
            )
            return _moved(found, actor, decided, beside)
        policy = await drafts.policy_of_issuer(view, order.issuer)
        if policy is None:
            await issuing.judged(workshop, order, actor)  # which says why, if there is such a department
            raise unbound(order.issuer)
        case = Case(departments={Side.PROVIDER: {order.issuer}})
        table = table_on(policy, LICENSE_DRAFT, actor.today)
        decided = move(table, case, DraftEvent.RECEIVE, actor.principal, {}, actor.now, path=("issuer",))
        await proofs.try_making(workshop, order, actor)
        new = _new(workshop, actor, order, source)

        async def write(unit: Unit) -> None:
            await drafting.enter_drafts(unit, [(new, policy, None)])

        return Decided(new.id, write, [_deed(actor, decided, new.id)])

    asked = ("RECEIVE_LICENSE", told_apart(order), source, again)
    return await carry_out(workshop.store, actor, asked, decide, key)


async def make(workshop: Workshop, view: View, actor: Actor, identity: str, *, key: str | None = None) -> str:
    """Make a licence of the data that were received: judge them once more, give it its identifier, draw its page.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: The centre's officer who makes it.
        identity: The draft.
        key: Idempotency key.

    Raises:
        Refusal: What `issuing.judged` refuses; a letter that cannot be drawn, or more than its pages take.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`; `CONDITION_MISSING`, where no e-licence officer is filed.
        NotFound: There is no such draft, or none that the actor may see.
    """

    async def decide() -> Decided:
        found = await _found(view, identity)
        filed = await drafts.officer_filed(view, found.draft.issuer)
        decided = _move(found, actor, DraftEvent.MAKE, {OFFICER_FILED.fact: filed})
        serial = found.draft.serial or new_serial()
        order = drafts.shown(workshop.personal, found.draft.order_cipher)
        await proofs.try_making(workshop, order, actor, serial)
        return _moved(found, actor, decided, Beside(serial=serial))

    return await carry_out(workshop.store, actor, ("MAKE_LICENSE", identity), decide, key)


class Handling(Enum):
    """What else is done to one that is not issued yet."""

    REVIEW = "审核通过"
    SEND_BACK = "退回"
    CANCEL = "撤回"


async def handle(
    workshop: Workshop,
    view: View,
    actor: Actor,
    identity: str,
    wanted: Handling,
    reason: str = "",
    *,
    key: str | None = None,
) -> str:
    """Review one that is made, send it back, or take it back for good.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: Whose step it is.
        identity: The draft.
        wanted: What is done.
        reason: Why; not asked for where it goes on.
        key: Idempotency key.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`.
        NotFound: There is no such draft, or none that the actor may see.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """

    async def decide() -> Decided:
        found = await _found(view, identity)
        decided = _move(found, actor, DraftEvent[wanted.name])
        if wanted is not Handling.REVIEW and not reason.strip():
            raise Malformed(
                Text("请说明原因", "give a reason"), code=Code.WORDS_REQUIRED, rules=decided.rules, path=("reason",)
            )
        _refuse_long(reason, "reason")
        return _moved(found, actor, decided, Beside(reason=drafts.hidden_reason(workshop.personal, reason)))

    return await carry_out(workshop.store, actor, (f"{wanted.name}_LICENSE", identity, reason), decide, key)


async def issue(workshop: Workshop, view: View, actor: Actor, identity: str, *, key: str | None = None) -> str:
    """Issue a licence that was reviewed: sealed, archived, registered; return the id of the licence.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: The department's issuer.
        identity: The draft.
        key: Idempotency key; under the same one nothing is issued twice.

    Raises:
        Refusal: What `issuing.prepare` refuses today, whatever it was when it was made.
        Forbidden: `ANOTHER_POST`; the person made or reviewed it, or holds no such post.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`, `LICENSE_EXISTS`.
        NotFound: There is no such draft, or none that the actor may see.
    """
    made: list[Entries] = []

    async def decide() -> Decided:
        found = await _found(view, identity)
        decided = _move(found, actor, DraftEvent.ISSUE)
        order = drafts.shown(workshop.personal, found.draft.order_cipher)
        job = await issuing.prepare(workshop, order, actor, found.draft.serial)
        sealed = await made_by(workshop.workers, seal, job)
        entries = await archived(workshop.archive, workshop.personal, [(job, sealed)])
        made.append(entries)
        license_id = entries.records[0].id
        moved = _moved(found, actor, decided, Beside(license_id=license_id))

        async def write(unit: Unit) -> None:
            await moved.write(unit)
            await issuing.write_entries(unit, workshop.personal, entries, [actor])

        return Decided(license_id, write, issuing.deeds_of(entries, [actor]))

    async with settling(workshop.archive, made) as told:
        told.append(await carry_out(workshop.store, actor, ("ISSUE_LICENSE", identity), decide, key))
    return told[0]


def _new(workshop: Workshop, actor: Actor, order: IssueOrder, source: str) -> LicenseDraft:
    return LicenseDraft(
        id=uuid.uuid4().hex,
        state=DraftState.RECEIVED,
        type_code=order.type_code,
        issuer=order.issuer,
        received_at=actor.now,
        source_cipher=drafts.hidden_source(workshop.personal, source),
        order_cipher=drafts.hidden(workshop.personal, order),
        history=(DraftStep(actor.now, DraftEvent.RECEIVE, actor.principal.subject),),
        holder_hashes=drafts.hashes(workshop.personal, order),
        serial="",
    )


async def _found(view: View, identity: str) -> FoundDraft:
    found = await drafts.draft_of(view, identity)
    if found is None:
        raise NotFound(
            Text("没有这份待签发证照", "there is no such licence to be issued"),
            code=Code.NOT_FOUND,
            path=("draft",),
        )
    return found


def _move(found: FoundDraft, actor: Actor, event: DraftEvent, facts: Facts = MappingProxyType({})) -> Move:
    """The step by the table that the draft keeps."""
    draft = found.draft
    done: dict[ClosedList, str] = {step.event: step.subject for step in draft.history}
    ours = {found.answering} if found.answering else set[str]()
    case = Case(draft.state, departments={Side.PROVIDER: ours, Side.CARRIER: ours}, done=done)
    table = table_on(found.policy, LICENSE_DRAFT, china_day(draft.received_at))
    return move(table, case, event, actor.principal, facts, actor.now, path=("draft",))


def _moved(found: FoundDraft, actor: Actor, decided: Move, beside: Beside) -> Decided:
    event = DraftEvent[decided.step.event.name]
    step = DraftStep(actor.now, event, actor.principal.subject)

    async def write(unit: Unit) -> None:
        await drafting.move_draft(unit, found.draft, decided, step, beside)

    return Decided(found.draft.id, write, [_deed(actor, decided, found.draft.id)])


def _deed(actor: Actor, decided: Move, identity: str) -> Deed:
    return actor.deed(f"{decided.step.event.name}_LICENSE", identity, decided.rules)


def _refuse_long(words: str, field: str) -> None:
    if len(words) > MOST_WORDS:
        raise LimitExceeded(
            Text(f"不超过{MOST_WORDS}个字符", f"at most {MOST_WORDS} characters"),
            code=Code.WORDS_TOO_LONG,
            path=(field,),
            limit=f"{MOST_WORDS} characters",
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
        path=(field,),
        value=value,
        limit=before,
    )
