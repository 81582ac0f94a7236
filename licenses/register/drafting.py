"""A licence whose data were received (`receiving`): made, reviewed, sent back or cancelled, and issued (WHL-9).

* What the department hands in is judged when it comes, when it is made and when it is issued: what was right may have
  ceased to be.
* Making gives it its identifier, and keeps what its page is made of (`likeness`). The page is drawn for whoever looks
  at it (`proofs`), and sealed when it is issued (`issuing`): of the same, or not at all.
* The data that were reviewed are those that are issued: what comes anew is made and reviewed anew, and whoever was
  dealing with those before is told (`CASE_MOVED`).
* Whose step it is, and who may not take two of them, says the table of the policy of the day on which the data came.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from types import MappingProxyType

from graph.cases.desk import Decided, carry_out
from graph.cases.machine import Case, Move, move
from graph.errors import Conflict, NotFound, Text
from graph.law.policies import table_on
from graph.law.workflow import Facts, Side, Table, Told
from graph.law.workflows import LICENSE_DRAFT, OFFICER_FILED
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store.engine import Unit
from graph.store.journal import Deed
from graph.store.view import View
from graph.subjects.licensing import draft_rows, drafting, drafts, telling
from graph.subjects.licensing.draft_rows import FoundDraft
from graph.subjects.licensing.drafting import Beside, DraftMove
from graph.subjects.people.memory import places_over
from graph.words.china_time import china_day
from graph.words.closed_list import ClosedList
from graph.words.license_drafts import DraftEvent, DraftStep
from graph.words.notices import Notice
from graph.words.organisation import PostKind
from licenses.register import issuing, judging, proofs
from licenses.register.archiving import archived, settling
from licenses.register.faults import refuse_long, unsaid
from licenses.register.likeness import Likeness
from licenses.register.making import make as seal
from licenses.register.orders import Judged, new_serial
from licenses.register.records import Entries
from licenses.register.workshop import Workshop, made_by


async def make(
    workshop: Workshop, view: View, actor: Actor, identity: str, seen: int | None = None, *, key: str | None = None
) -> str:
    """Make a licence of the data that were received: judge them once more, give it its identifier, draw its page.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: The centre's officer who makes it.
        identity: The draft.
        seen: How many steps it had taken when the actor looked; None: he does not say.
        key: Idempotency key.

    Raises:
        Refusal: What `judging.judged` refuses; a letter that cannot be drawn, or more than its pages take.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`; `CONDITION_MISSING`, where no e-licence officer is filed.
        NotFound: There is no such draft, or none that the actor may see.
    """

    async def decide() -> Decided:
        found = await found_draft(view, identity, seen)
        decided = step_of(found, actor, DraftEvent.MAKE, {OFFICER_FILED.fact: found.officer_filed})
        serial = found.draft.serial or new_serial()
        order = found.order(workshop.personal)
        made_of = await proofs.try_unseen(workshop, order, found.setting, actor, serial)
        return moved(workshop, found, actor, decided, Beside(serial=serial, made_of=made_of))

    return await carry_out(workshop.store, actor, ("MAKE_LICENSE", identity, seen), decide, key)


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
    seen: int | None = None,
    *,
    key: str | None = None,
) -> str:
    """Review one that is made, send it back – a page to the centre, data to the department –, or take it back for good.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: Whose step it is.
        identity: The draft.
        wanted: What is done.
        reason: Why; not asked for where it goes on.
        seen: As of `make`.
        key: Idempotency key.

    Raises:
        Refusal: What `judging.judged` refuses of one that is reviewed.
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`; `MADE_OF_OTHER`, where its page would be another than the one that the
            centre made.
        NotFound: There is no such draft, or none that the actor may see.
        Malformed: `WORDS_REQUIRED`.
        LimitExceeded: `WORDS_TOO_LONG`.
    """

    async def decide() -> Decided:
        found = await found_draft(view, identity, seen)
        decided = step_of(found, actor, DraftEvent[wanted.name])
        if wanted is not Handling.REVIEW and not reason.strip():
            raise unsaid(decided.rules)
        refuse_long(reason, "reason", decided.rules)
        if wanted is Handling.REVIEW:
            judged_likewise(workshop, found, actor)
        beside = Beside(reason=draft_rows.hidden_reason(found.key(workshop.personal), reason))
        return moved(workshop, found, actor, decided, beside, await _told(workshop, found, actor, decided))

    return await carry_out(workshop.store, actor, (f"{wanted.name}_LICENSE", identity, reason, seen), decide, key)


async def issue(
    workshop: Workshop, view: View, actor: Actor, identity: str, seen: int | None = None, *, key: str | None = None
) -> str:
    """Issue a licence that was reviewed: sealed, archived, registered; return the id of the licence.

    Args:
        workshop: What issuing works with.
        view: What the actor sees.
        actor: The department's issuer.
        identity: The draft.
        seen: How many steps it had taken when the actor looked; None: he does not say.
        key: Idempotency key; under the same one nothing is issued twice.

    Raises:
        Refusal: What `issuing.prepare` refuses today, whatever it was when it was made.
        Forbidden: `ANOTHER_POST`; the person made or reviewed it, or holds no such post.
        Conflict: `NO_SUCH_MOVE`, `CASE_MOVED`, `LICENSE_EXISTS`, `MADE_OF_OTHER`.
        NotFound: There is no such draft, or none that the actor may see.
    """
    made: list[Entries] = []

    async def decide() -> Decided:
        found = await found_draft(view, identity, seen)
        decided = step_of(found, actor, DraftEvent.ISSUE)
        job = await issuing.job_of(workshop, judged_likewise(workshop, found, actor), actor, found.draft.serial)
        sealed = await made_by(workshop.workers, seal, job)
        entries = await archived(workshop.archive, workshop.personal, [(job, sealed)])
        made.append(entries)
        license_id = entries.records[0].id
        entered = moved(workshop, found, actor, decided, Beside(license_id=license_id))

        async def write(unit: Unit) -> None:
            await entered.write(unit)
            await issuing.write_entries(unit, workshop.personal, entries, [actor])

        return Decided(license_id, write, issuing.deeds_of(entries, [actor]))

    async with settling(workshop.archive, made) as told:
        asked = ("ISSUE_LICENSE", identity, seen)
        told.append(await carry_out(workshop.store, actor, asked, decide, key, workshop.together))
    return told[0]


async def found_draft(view: View, identity: str, seen: int | None = None) -> FoundDraft:
    """A draft that somebody deals with, if it has taken no steps since he looked.

    Raises:
        NotFound: There is none, or none that he may see.
        Conflict: `CASE_MOVED`.
    """
    found = known(await drafts.draft_of(view, identity), identity)
    refuse_dealt_with(found, seen)
    return found


def refuse_dealt_with(found: FoundDraft, seen: int | None) -> None:
    """Refuse one that has taken steps since somebody looked (`CASE_MOVED`), who says how many there were."""
    if seen is None or seen == len(found.draft.history):
        return
    raise Conflict(
        Text("查看之后已另行办理，请重新查看", "it was dealt with since you looked: read it again"),
        code=Code.CASE_MOVED,
        rules=_rules_at(found),
        path=("steps",),
        value=found.draft.state.name,
    )


def _rules_at(found: FoundDraft) -> tuple[str, ...]:
    """The articles of the steps that lead where a draft stands, and on."""
    rows = [row for row in table_of(found) if found.draft.state in (row.state, row.then)]
    return tuple(dict.fromkeys(rule for row in rows for rule in row.rules))


def known(found: FoundDraft | None, identity: str) -> FoundDraft:
    """One that there is, and that the asker may see.

    Raises:
        NotFound: There is none.
    """
    if found is None:
        raise NotFound(
            Text("没有这份待签发证照", "there is no such licence to be issued"),
            code=Code.NOT_FOUND,
            path=("draft",),
            value=identity,
        )
    return found


async def _told(workshop: Workshop, found: FoundDraft, actor: Actor, decided: Move) -> tuple[Notice, ...]:
    """Whose step comes next, where it does not go forward."""
    answering, centres = found.answering, tuple[str, ...]()
    if answering is not None and telling.tells(decided, Told.CARRIER):
        centres = await places_over(workshop.store, answering, PostKind.PLATFORM_OFFICER, actor.today)
    return notices_of(found, decided, actor, centres)


def notices_of(found: FoundDraft, decided: Move, actor: Actor, centres: Collection[str]) -> tuple[Notice, ...]:
    """Who is told of a step, of the centres that make for the department those that are named."""
    table, answering = table_of(found), found.answering
    return telling.notices_of(found.draft.id, decided, table, actor.now, answering=answering, centres=centres)


def table_of(found: FoundDraft) -> Table:
    """The rows that a draft keeps."""
    return table_on(found.policy, LICENSE_DRAFT, china_day(found.draft.received_at))


def step_of(found: FoundDraft, actor: Actor, event: DraftEvent, facts: Facts = MappingProxyType({})) -> Move:
    """The step by the table that the draft keeps."""
    done: dict[ClosedList, str] = {step.event: step.subject for step in found.draft.history}
    ours = {found.answering} if found.answering else set[str]()
    case = Case(found.draft.state, departments={Side.PROVIDER: ours, Side.CARRIER: ours}, done=done)
    return move(table_of(found), case, event, actor.principal, facts, actor.now, path=("draft",))


def judged_likewise(workshop: Workshop, found: FoundDraft, actor: Actor) -> Judged:
    """What is reviewed and issued: what was looked at, and nothing else.

    Raises:
        Refusal: What `judging.judged` refuses.
    """
    draft = found.draft
    order = found.order(workshop.personal)
    return judging.judged(workshop, order, found.setting, actor, Likeness(draft.made_of, draft.serial))


def moved(
    workshop: Workshop,
    found: FoundDraft,
    actor: Actor,
    decided: Move,
    beside: Beside,
    notices: tuple[Notice, ...] = (),
) -> Decided:
    """What is written of a step."""
    step = taken(actor, decided)

    async def write(unit: Unit) -> None:
        await drafting.move_drafts(unit, workshop.personal, [DraftMove(found.draft, decided, step, beside)])

    return Decided(found.draft.id, write, [deed_of(actor, decided, found.draft.id)], notices)


def taken(actor: Actor, decided: Move) -> DraftStep:
    """As the draft keeps it."""
    return DraftStep(actor.now, DraftEvent[decided.step.event.name], actor.principal.subject)


def deed_of(actor: Actor, decided: Move, identity: str) -> Deed:
    """What the journal says of a step."""
    return actor.deed(f"{decided.step.event.name}_LICENSE", identity, decided.rules)
