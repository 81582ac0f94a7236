"""One step of the case of an entry: decided by the table that the case keeps, and what is written of it.

* The department that answers for the provider today is whose posts act, and which those above it reach.
* A version is published on top of the one that it was prepared on, or not at all.
* What was done before an entry was registered anew is over: it is reviewed and confirmed again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.cases.desk import Acting, Decided
from graph.cases.machine import Case, Move, move
from graph.cases.waiting import waited_for
from graph.errors import Conflict, Text
from graph.law.policies import policy_on, table_on
from graph.law.terms import kept_due
from graph.law.workflow import FactValue, Side, Span, Table, Told
from graph.law.workflows import ENTRY, PUBLISHED_BEFORE
from graph.refusal_codes import Code
from graph.store.engine import Unit
from graph.store.errors import KeyTaken
from graph.subjects.duties import handing, meeting
from graph.subjects.duties.handing import Stage
from graph.subjects.duties.meeting import Version
from graph.subjects.duties.owing import users_of
from graph.subjects.entries import cases, entering, memory
from graph.subjects.entries.cases import Standing
from graph.subjects.entries.desk import EntriesMoved, write_judged
from graph.subjects.entries.entering import Begun, Taken
from graph.subjects.entries.judging import JudgedEntries
from graph.subjects.entries.review import row_of
from graph.subjects.entries.rules.entry import EntrySurroundings
from graph.subjects.entries.rules.facts import facts_of, refuses, remembered
from graph.subjects.entries.telling import notices_of, told
from graph.subjects.people.memory import places_over
from graph.words.china_time import china_day
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import EntryCase, EntryCaseState, EntryEvent, EntryStep
from graph.words.organisation import PostKind

Writing = Callable[[Unit], Awaitable[None]]
_SIDES: Final[tuple[Side, ...]] = (Side.PROVIDER, Side.CARRIER, Side.LEAD)
_RESTING = {EntryState.PUBLISHED: EntryCaseState.PUBLISHED, EntryState.WITHDRAWN: EntryCaseState.WITHDRAWN}
"""Where an entry stands that has no case; one that was registered and never published has not begun."""


class Step:
    """A step of a case: decided by its table when it is made, and then put into what is written."""

    def __init__(
        self,
        office: Acting,
        found: Standing,
        event: EntryEvent,
        facts: Mapping[str, FactValue],
        path: tuple[str, ...],
        words: str = "",
    ) -> None:
        """Decide.

        Raises:
            Conflict: `NO_SUCH_MOVE` or `CONDITION_MISSING`.
            Forbidden: `ANOTHER_POST`.
            NoPolicy: `NO_POLICY`.
        """
        actor, case = office.actor, found.case
        opened = china_day(case.opened_at) if case else actor.today
        self.office, self.found, self.event, self.words = office, found, event, words
        self.table: Table = table_on(found.policy, ENTRY, opened)
        self.row = policy_on(found.policy or "", opened)
        self.move: Move = move(
            self.table, _standing(found), event, actor.principal, {**facts, **_remembered(found)}, actor.now, path=path
        )

    async def decided(self, proposed: EntryCase, judged: JudgedEntries | None = None) -> Decided:
        """What is written of it, with what is proposed now."""
        publishing = await self._version(proposed, judged)
        return await decided_together(self.office, [Proposal(self, proposed)], publishing)

    @property
    def line(self) -> EntryStep:
        """The step, as the history of the case has it."""
        actor = self.office.actor
        return EntryStep(actor.now, self.event, actor.principal.subject)

    def stage(self, proposed: EntryCase) -> Stage:
        """Where it brings the case, for what is owed of the entry."""
        waited = waited_for(ENTRY, self.table, self.move.state)
        return Stage(
            self.event,
            proposed.ground,
            self.found.answering,
            away=self.move.waits and all(step.side is not Side.PROVIDER for step in waited),
            ending=self.move.state is EntryCaseState.PARALLEL,
        )

    @property
    def hidden(self) -> str | None:
        """What is said with it, encrypted."""
        return self.office.personal.hidden(self.words, cases.WORDS) if self.words else None

    async def _version(self, proposed: EntryCase, judged: JudgedEntries | None) -> Writing | None:
        """What is written of the entry itself: its next version, or that it is withdrawn."""
        found, state = self.found, self.move.state
        if judged is None or self.event not in (EntryEvent.PUBLISH, EntryEvent.GO_OFFLINE):
            return None
        if (found.entry.version if found.entry else 0) != proposed.base:
            raise moved_meanwhile(self.move.rules)
        if state is EntryCaseState.PUBLISHED:
            refuse_kept(judged, "case")
        else:
            judged = replace(judged, state=EntryState.WITHDRAWN)
        ground, code, at = proposed.ground, proposed.code, self.office.actor.now

        async def write(unit: Unit) -> None:
            try:
                await write_judged(unit, judged, ground.cause)
            except KeyTaken as taken:
                raise EntriesMoved([code]) from taken
            if state is not EntryCaseState.PUBLISHED:
                await meeting.withdrawn(unit, code, at)
            else:
                version = Version(proposed.base + 1, refuses(judged.drafts[0]))
                await meeting.published(unit, {code: version}, ground, at)
            await entering.release(unit, code, proposed.base + 1, ground)

        return write


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step with what is proposed by it."""

    step: Step
    case: EntryCase
    opening: Step | None = None
    """The step that has opened the case in the same breath."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is done to the case, in its order."""
        return (self.step,) if self.opening is None else (self.opening, self.step)

    @property
    def begun(self) -> Begun | None:
        """The case as it begins; None where it was there before."""
        found, move = self.steps[0].found, self.step.move
        if found.case is not None:
            return None
        opened = replace(
            self.case, state=EntryCaseState[move.state.name], history=tuple(each.line for each in self.steps),
            due_on=move.deadline, provisional=move.provisional,
        )  # fmt: skip
        return Begun(opened, found.policy or "", self.step.hidden)

    @property
    def taken(self) -> Taken | None:
        """The step of a case that was there before."""
        read = self.steps[0].found.case
        if read is None:
            return None
        return Taken(read, self.case, self.step.move, self.step.line, self.step.hidden)


async def decided_together(office: Acting, proposals: Sequence[Proposal], publishing: Writing | None = None) -> Decided:
    """What is written of some cases, in as many statements as for one.

    Args:
        office: Where, and by whom.
        proposals: Each of another entry; the id of the first is told.
        publishing: What is written besides, of the entry itself.
    """
    begun = [case for each in proposals if (case := each.begun)]
    taken = [step for each in proposals if (step := each.taken)]
    stages, actor = {each.case.code: each.step.stage(each.case) for each in proposals}, office.actor

    async def write(unit: Unit) -> None:
        if await entering.enter(unit, begun):
            raise moved_meanwhile(proposals[0].step.move.rules)
        await entering.settle(unit, taken)
        if publishing is not None:
            await publishing(unit)
        else:
            terms = await handing.pass_on(unit, stages, actor.principal, actor.now)
            await entering.wait_until(unit, [(each.case, terms.get(each.case.code)) for each in proposals], actor.now)

    deeds = [
        actor.deed(f"{step.event.name}_ENTRY", each.case.code, step.move.rules, step.move.state.name)
        for each in proposals
        for step in each.steps
    ]
    asked = _Recipients(office)
    notices = [
        notice
        for each in proposals
        for notice in notices_of(
            each.case, each.step.move, each.step.table, actor.now,
            await asked.of(each.step.found, each.case.code, told(each.step.move)),
        )
    ]  # fmt: skip
    return Decided(proposals[0].case.id, write, deeds, notices)


def _standing(found: Standing) -> Case:
    """The case as the machine knows it; without one, where the entry stands."""
    case, answering = found.case, frozenset({found.answering} if found.answering else ())
    departments: Mapping[Side, frozenset[str]] = dict.fromkeys(_SIDES, answering)
    if case is None:
        return Case(_RESTING.get(found.entry.state) if found.entry else None, departments=departments)
    due = kept_due(case.due_on, provisional=case.provisional, handed_in=case.opened_at)
    return Case(
        case.state,
        due if case.state.open else Span.AT_REST,
        departments,
        done={each.event: each.subject for each in case.history},
    )


def _remembered(found: Standing) -> dict[str, FactValue]:
    """What the entry in the graph says, and the history of the case since it was registered last."""
    history = found.case.history if found.case else ()
    published = found.entry is not None and found.entry.state is EntryState.PUBLISHED
    return {PUBLISHED_BEFORE: published, **remembered(history)}


def facts_told(judged: JudgedEntries, draft: EntryDraft) -> Mapping[str, FactValue]:
    """What the case of an entry knows of it, as it was judged."""
    row = row_of(judged.setting, draft.provider, judged.actor)
    if row is None:
        return {}
    elsewhere = judged.setting.elsewhere(draft)
    return facts_of(draft, EntrySurroundings(row, judged.actor.today, judged.setting.bases, elsewhere=elsewhere))


class _Recipients:
    """Who is told of the entries of a batch; of each department is asked once in which its posts above are held."""

    def __init__(self, office: Acting) -> None:
        self._store, self._on = office.store, office.actor.today
        self._over: dict[tuple[str, PostKind], tuple[str, ...]] = {}

    async def of(self, found: Standing, code: str, who: frozenset[Told]) -> Mapping[Told, tuple[str, ...]]:
        """The departments that are meant by each who is told of an entry."""
        answering, meant = found.answering, dict[Told, tuple[str, ...]]()
        if answering is not None:
            meant[Told.PROVIDER] = (answering,)
            for each, post in ((Told.CARRIER, PostKind.PLATFORM_OFFICER), (Told.AUTHORITY, PostKind.AUTHORITY_OFFICER)):
                if each in who:
                    meant[each] = await self._places_over(answering, post)
        if Told.USERS in who:
            users = await users_of(self._store, code, self._on)
            meant[Told.USERS] = tuple(sorted({*users, *await memory.users_to_be(self._store, code, self._on)}))
        return meant

    async def _places_over(self, department: str, post: PostKind) -> tuple[str, ...]:
        if (department, post) not in self._over:
            self._over[department, post] = await places_over(self._store, department, post, self._on)
        return self._over[department, post]


def refuse_entry(judged: JudgedEntries, path: str) -> None:
    """Refuse an entry with everything that is wrong with it, by its fields.

    Raises:
        Refusal: The one thing that is wrong.
        SeveralReasons: Everything that is.
    """
    for fault in judged.review.faults:
        fault.path = (path, *fault.path[2:])
    judged.review.refuse()


def refuse_kept(judged: JudgedEntries, path: str) -> None:
    """Refuse an entry that a case keeps, whose fields nobody hands in now: all of it is said at one place of the input.

    Raises:
        Refusal: The one thing that is wrong.
        SeveralReasons: Everything that is.
    """
    for fault in judged.review.faults:
        fault.path = (path,)
    judged.review.refuse()


def moved_meanwhile(rules: tuple[str, ...] = ()) -> Conflict:
    """That somebody else was faster, by the articles of the step that comes too late."""
    return Conflict(
        Text(
            "该条目已由他人先办理或者已有新版本，请重新查看",
            "somebody else was faster, or the entry has another version by now; read it again",
        ),
        code=Code.CASE_MOVED,
        rules=rules,
        path=("entry",),
    )
