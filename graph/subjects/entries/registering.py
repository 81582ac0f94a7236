"""Entries are registered by their department's cataloguer, one or many: each begins its case, or goes on in it.

* A batch skips no step: what it proposes is then reviewed, confirmed and published by the posts of its city's table,
  entry by entry, as if each had been registered alone.
* What says what it said before is left alone: neither what is published nor what is proposed already begins anew.
* What is published is changed and registered in the same breath; both steps stand in the case.
* What is wrong with any of them is said of all of them; then nothing is written.
* What an administrator brings, and no document has approved, is a draft on the desk of its department.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.cases.desk import Acting
from graph.cases.notices import tell
from graph.cases.refusing import AnotherPost
from graph.cases.wording import stated
from graph.errors import NotFound, Refusal, Text
from graph.law.scope import scope_of
from graph.office.actor import Actor
from graph.office.idempotency import Writing
from graph.office.published import refuse_citizen_id
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.entries import cases, entering, recording
from graph.subjects.entries.approval import hints_of_release
from graph.subjects.entries.cases import Standing
from graph.subjects.entries.entering import Begun
from graph.subjects.entries.judging import JudgedEntries, Registered, Way, judge
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.rules.naming import naming
from graph.subjects.entries.rules.release import reviewed_before_release
from graph.subjects.entries.setting import RegisteredEntry
from graph.subjects.entries.stepping import Proposal, Step, decided_together, facts_told
from graph.subjects.entries.telling import MUTATIONS
from graph.subjects.people.whose import told_whose
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import CauseKind, EntryCase, EntryCaseState, EntryEvent, Ground
from graph.words.notices import Notice, NoticeKind, Recipient, RecipientKind


@dataclass(frozen=True, slots=True)
class JudgedRegistrations:
    """A batch that was judged, and the step of each entry of it that says something new."""

    judged: JudgedEntries
    proposals: tuple[Proposal, ...]
    """As far as nothing is wrong."""
    review: Review
    """Everything that is wrong; paths count the entries from 1."""
    outcome: Registered


async def judge_registrations(office: Acting, drafts: Sequence[EntryDraft], ground: Ground) -> JudgedRegistrations:
    """Say what registering a batch comes to, and everything that is wrong with it; write nothing.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Malformed: `RELEASE_REVIEW`, `CITIZEN_ID_PUBLISHED` or `WORDS_MISSING`, of what is said of all of them.
    """
    judged = await judge(office.store, drafts, office.actor, publish=True, way=Way.TOGETHER)
    view = View(office.store, scope_of(office.actor.principal, office.actor.today), office.actor.today)
    standing = await cases.under_codes(view, [each.code for each in drafts], office.actor.today)
    outcome = _as_proposed(judged, standing)
    unchanged = frozenset(outcome.unchanged)
    proposals, faults = list[Proposal](), list[Refusal]()
    async with told_whose(office.store, office.actor.today):
        for position, draft in enumerate(drafts, start=1):
            if draft.code in unchanged or draft.provider not in judged.setting.providers:
                continue
            found, path = standing[draft.code], ("entries", str(position))
            if judged.setting.is_of_another(draft):
                continue  # that is among the faults
            try:
                proposals.append(proposed(office, draft, found, judged, ground, path))
            except AnotherPost:
                raise
            except Refusal as refused:
                faults.append(refused)
    for row in {each.step.row.id: each.step.row for each in proposals}.values():
        reviewed_before_release(row, ground.reviewed)
    if proposals:
        said_of_all(ground)
    released = (
        hint
        for each in proposals
        for hint in hints_of_release(entry_of(each.case.content), each.step.row, ground.reviewed)
    )
    review = Review((*judged.review.faults, *faults), (*judged.review.hints, *released))
    return JudgedRegistrations(judged, tuple(proposals), review, replace(outcome, hints=review.hints))


async def register_together(store: Writing, judged: JudgedRegistrations, office: Acting) -> Registered:
    """Write a batch by the judgement that it was given.

    Raises:
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
        Conflict: `CASE_MOVED`; somebody else has opened or moved a case of one of them meanwhile.
    """
    judged.review.refuse()
    if not judged.proposals:
        return judged.outcome
    decided = await decided_together(office, judged.proposals)

    async def work(unit: Unit) -> None:
        await decided.write(unit)
        await journal.record(unit, *decided.deeds)
        await tell(unit, decided.notices)

    await store.write(work)
    return judged.outcome


async def lay_before_departments(unit: Unit, judged: JudgedEntries, ground: Ground) -> None:
    """What an administrator keeps as drafts lies on the desks of the departments, whose cataloguers register it."""
    actor = judged.actor
    drafts = [_begun(judged, draft, replace(ground, cause=ground.cause.strip())) for draft in judged.written]
    begun = frozenset(await entering.lay_before(unit, drafts))
    await tell(
        unit,
        [
            Notice(
                NoticeKind.ENTRY_WAITING, "EntryCase", each.case.id, each.case.state.name, actor.now,
                Recipient(RecipientKind.DEPARTMENT, each.case.provider), (), (MUTATIONS[EntryEvent.REGISTER],),
            )
            for each in drafts
            if each.case.id in begun
        ],
    )  # fmt: skip


def _begun(judged: JudgedEntries, draft: EntryDraft, ground: Ground) -> Begun:
    actor, setting = judged.actor, judged.setting
    case = EntryCase(
        id=_identity(actor), code=draft.code, name=draft.name, provider=draft.provider, state=EntryCaseState.DRAFT,
        ground=ground, content=recording.content(draft, EntryState.PUBLISHED), before="",
        base=setting.version_of(draft.code) + 1, opened_at=actor.now, history=(),
    )  # fmt: skip
    return Begun(case, setting.providers[draft.provider].policy or "")


def proposed(
    office: Acting,
    draft: EntryDraft,
    found: Standing,
    judged: JudgedEntries,
    ground: Ground,
    path: tuple[str, ...] = ("entry",),
) -> Proposal:
    """The step by which an entry is registered; in a batch, what is published begins to be changed by it.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `NO_SUCH_MOVE` or `CONDITION_MISSING`.
    """
    actor, opening = office.actor, None
    if found.case is None:
        answering = found.answering if found.entry else draft.provider
        found = replace(found, policy=judged.setting.providers[draft.provider].policy, answering=answering)
        if judged.way is Way.TOGETHER and found.entry is not None and found.entry.state is EntryState.PUBLISHED:
            opening = Step(office, found, EntryEvent.CHANGE, {}, path)
            found = replace(found, case=_changing(opening, draft.code, ground))
    with naming(draft, judged.setting.elsewhere(draft)):
        step = Step(office, found, EntryEvent.REGISTER, facts_told(judged, draft), path)
    case = replace(
        found.case or _new(found, draft, actor),
        name=draft.name,
        ground=replace(ground, cause=ground.cause.strip(), basis=ground.basis or _named_before(found, ground)),
        content=recording.content(draft, EntryState.PUBLISHED),
    )
    return Proposal(step, _on_what_stands(case, found, judged.setting.published(draft.code)), opening)


def of_its_kind(ground: Ground, found: Standing) -> Ground:
    """What a version is made for where nothing is said of the kind: as its change was begun."""
    return replace(ground, kind=found.case.ground.kind) if found.case else ground


def _named_before(found: Standing, ground: Ground) -> str | None:
    """The basis that was named as the change began, of a version that is made for the same kind of cause."""
    before = found.case.ground if found.case else None
    return before.basis if before is not None and before.kind is ground.kind else None


def opened(found: Standing, code: str, actor: Actor) -> EntryCase:
    """The case of an entry that is published: it proposes what stands, until something else is registered.

    Raises:
        NotFound: `NOT_FOUND`.
    """
    entry = found.entry
    if entry is None:
        raise unknown("entry", code)
    return EntryCase(
        id=_identity(actor), code=code, name=entry.name, provider=entry.provider, state=EntryCaseState.PUBLISHED,
        ground=Ground(CauseKind.OTHER, ""), content=entry.content, before=entry.content, base=entry.version,
        opened_at=actor.now, history=(),
    )  # fmt: skip


def said_of_all(ground: Ground) -> Ground:
    """What a version is made for, as it is kept: it is published with it.

    Raises:
        Malformed: `CITIZEN_ID_PUBLISHED` or `WORDS_MISSING`.
    """
    for each in (ground.cause, *(point.words for point in ground.reviewed)):
        refuse_citizen_id(each, "cause")
    return replace(ground, cause=stated(ground.cause, "cause"))


def unknown(field: str, value: str) -> NotFound:
    """That there is nothing under a code or an id, or nothing that the asker may know of."""
    return NotFound(
        Text("没有这一条目或者案件，或者无权知悉", "there is no such entry or case, or none that you may know of"),
        code=Code.NOT_FOUND,
        path=(field,),
        value=value[:64],
    )


def _as_proposed(judged: JudgedEntries, standing: Mapping[str, Standing]) -> Registered:
    """What becomes of each: one that is on its way already as it is handed in is left alone."""
    outcome = judged.outcome
    waits = {
        draft.code
        for draft in judged.drafts
        if (case := standing[draft.code].case) is not None
        and case.state.open
        and case.state is not EntryCaseState.CHANGING
        and recording.unchanged(case.content, draft, EntryState.PUBLISHED)
    }
    return Registered(
        tuple(each for each in outcome.new if each not in waits),
        tuple(each for each in outcome.changed if each not in waits),
        (*outcome.unchanged, *(each for each in (*outcome.new, *outcome.changed) if each in waits)),
    )


def _changing(opening: Step, code: str, ground: Ground) -> EntryCase:
    move, actor = opening.move, opening.office.actor
    return replace(
        opened(opening.found, code, actor), state=EntryCaseState[move.state.name], ground=ground,
        history=(opening.line,), due_on=move.deadline, provisional=move.provisional,
    )  # fmt: skip


def _new(found: Standing, draft: EntryDraft, actor: Actor) -> EntryCase:
    return EntryCase(
        id=_identity(actor), code=draft.code, name=draft.name, provider=draft.provider, state=EntryCaseState.DRAFT,
        ground=Ground(CauseKind.OTHER, ""), content="", before="", base=found.entry.version if found.entry else 0,
        opened_at=actor.now, history=(),
    )  # fmt: skip


def _on_what_stands(case: EntryCase, found: Standing, published: RegisteredEntry | None) -> EntryCase:
    """A version follows the one that stands when it is registered; nothing follows one that was never published.

    What stands is in the libraries into which a table has put it, too.
    """
    entry = found.entry
    if entry is None or entry.state is not EntryState.PUBLISHED:
        return replace(case, base=entry.version if entry else 0, before="")
    stands, before = entry_of(entry.content), entry.content
    if published is not None and set(published.libraries) != set(stands.libraries):
        before = recording.content(replace(stands, libraries=published.libraries), EntryState.PUBLISHED)
    return replace(case, base=entry.version, before=before)


def _identity(actor: Actor) -> str:
    return f"{actor.today:%Y%m%d}-{secrets.token_hex(6)}"
