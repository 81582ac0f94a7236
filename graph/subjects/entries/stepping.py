"""One step of the case of an entry: decided by the table that the case keeps, and what is written of it.

* The department that answers for the provider today is whose posts act, and which those above it reach.
* A version is published on top of the one that it was prepared on, or not at all.
* What was done before an entry was registered anew is over: it is reviewed and confirmed again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from graph.cases.desk import Decided, Office
from graph.cases.machine import Case, Move, move
from graph.errors import Conflict, Text
from graph.law.policies import policy_on, table_on
from graph.law.terms import kept_due
from graph.law.workflow import FactValue, Side, Span, Table, Told
from graph.law.workflows import COLLECTED_TWICE, ENTRY, PUBLISHED_BEFORE
from graph.refusal_codes import Code
from graph.store.engine import Unit
from graph.store.errors import KeyTaken
from graph.subjects.duties import meeting
from graph.subjects.duties.meeting import Version
from graph.subjects.duties.owing import users_of
from graph.subjects.entries import cases
from graph.subjects.entries.cases import Standing
from graph.subjects.entries.desk import EntriesMoved, JudgedEntries, write_judged
from graph.subjects.entries.review import row_of
from graph.subjects.entries.rules.entry import EntrySurroundings
from graph.subjects.entries.rules.facts import facts_of, remembered
from graph.subjects.entries.telling import notices_of, told
from graph.subjects.people.memory import places_over
from graph.words.china_time import china_day
from graph.words.entries import EntryState
from graph.words.entry_cases import EntryCase, EntryCaseState, EntryEvent, EntryStep
from graph.words.organisation import PostKind

_SIDES: Final[tuple[Side, ...]] = (Side.PROVIDER, Side.CARRIER, Side.LEAD)
_RESTING = {EntryState.PUBLISHED: EntryCaseState.PUBLISHED, EntryState.WITHDRAWN: EntryCaseState.WITHDRAWN}
"""Where an entry stands that has no case; one that was registered and never published has not begun."""


class Step:
    """A step of a case: decided by its table when it is made, and then put into what is written."""

    def __init__(
        self,
        office: Office,
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
        office, found, decided, actor = self.office, self.found, self.move, self.office.actor
        step = EntryStep(actor.now, self.event, actor.principal.subject)
        words = office.personal.hidden(self.words, cases.WORDS) if self.words else None
        publishing = await self._version(proposed, judged)

        async def write(unit: Unit) -> None:
            if found.case is None:
                opened = replace(
                    proposed, state=EntryCaseState[decided.state.name], history=(step,), due_on=decided.deadline,
                    provisional=decided.provisional,
                )  # fmt: skip
                if not await cases.enter(unit, opened, found.policy or "", words):
                    raise moved_meanwhile(decided.rules)
            else:
                await cases.settle(unit, found.case, proposed, decided, step, words)
            if self.event is EntryEvent.REGISTER and found.answering is not None:
                await meeting.applied(
                    unit, proposed.code, proposed.ground.kind, actor.principal, found.answering, actor.now
                )
            if publishing is not None:
                await publishing(unit)

        deeds = [actor.deed(f"{self.event.name}_ENTRY", proposed.code, decided.rules, decided.state.name)]
        told_to = await _recipients(office, found, proposed.code, told(decided))
        notices = notices_of(proposed, decided, self.table, actor.now, told_to)
        return Decided(proposed.id, write, deeds, notices)

    async def _version(
        self, proposed: EntryCase, judged: JudgedEntries | None
    ) -> Callable[[Unit], Awaitable[None]] | None:
        """What is written of the entry itself: its next version, or that it is withdrawn."""
        found, state = self.found, self.move.state
        if judged is None or self.event not in (EntryEvent.PUBLISH, EntryEvent.GO_OFFLINE):
            return None
        if (found.entry.version if found.entry else 0) != proposed.base:
            raise moved_meanwhile(self.move.rules)
        if state is EntryCaseState.PUBLISHED:
            refuse_entry(judged, "case")
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
            elif code not in judged.outcome.unchanged:
                version = Version(proposed.base + 1, judged.drafts[0].sharing)
                await meeting.published(unit, {code: version}, ground.kind, at)
            if code not in judged.outcome.unchanged:
                await cases.release(unit, code, proposed.base + 1, ground)

        return write


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


def facts_told(judged: JudgedEntries) -> Mapping[str, FactValue]:
    """What the case of an entry knows of it, as it was judged."""
    (draft,) = judged.drafts
    row = row_of(judged.setting, draft.provider, judged.actor)
    if row is None:
        return {}
    elsewhere = judged.setting.elsewhere.get(draft.code)
    return facts_of(draft, EntrySurroundings(row, judged.actor.today, judged.setting.bases, elsewhere=elsewhere))


@contextmanager
def naming(elsewhere: str | None) -> Iterator[None]:
    """Name in a refusal the entry by which another department shares the same already.

    Raises:
        Conflict: What was refused, with that entry as its limit where it is the reason.
    """
    try:
        yield
    except Conflict as refused:
        if elsewhere is not None and COLLECTED_TWICE in (refused.value or ""):
            refused.limit = elsewhere
        raise


async def _recipients(
    office: Office, found: Standing, code: str, who: frozenset[Told]
) -> Mapping[Told, tuple[str, ...]]:
    store, on, answering = office.store, office.actor.today, found.answering
    meant: dict[Told, tuple[str, ...]] = {}
    if answering is not None:
        meant[Told.PROVIDER] = (answering,)
        for each, post in ((Told.CARRIER, PostKind.PLATFORM_OFFICER), (Told.AUTHORITY, PostKind.AUTHORITY_OFFICER)):
            if each in who:
                meant[each] = await places_over(store, answering, post, on)
    if Told.USERS in who:
        meant[Told.USERS] = await users_of(store, code, on)
    return meant


def refuse_entry(judged: JudgedEntries, path: str) -> None:
    """Refuse an entry with everything that is wrong with it, by its fields.

    Raises:
        Refusal: The one thing that is wrong.
        SeveralReasons: Everything that is.
    """
    for fault in judged.review.faults:
        fault.path = (path, *fault.path[2:])
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
