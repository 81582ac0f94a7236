"""A batch of entries is judged: by what it is measured, what is wrong with it, and what writing it comes to.

To make a judgement is to judge, so that nothing unjudged can be written; the graph is read once for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, unique

from graph.office.actor import Actor
from graph.office.review import Hint, Review
from graph.store.engine import Store
from graph.subjects.entries import kept, recording
from graph.subjects.entries.approval import unconfirmed, ungrounded, unpublished
from graph.subjects.entries.review import review_entries, still_to_come
from graph.subjects.entries.setting import EntrySetting, RegisteredEntry, setting_of
from graph.words.entries import EntryDraft, EntryState


@unique
class Way(Enum):
    """How entries come into the catalogue."""

    TAKEN_OVER = "接管"
    """As they were approved outside the system: nothing that their city's table lets nobody skip is skipped."""
    TOGETHER = "批量登记"
    """Those that say something new begin their cases together (`registering`)."""
    BY_CASE = "按案件办理"
    """One is judged, whether or not it says something new (`approving`).

    What is published by its case is a version: that a change of law leaves an entry as it is, somebody has decided."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a batch."""

    new: tuple[str, ...]
    """Codes of entries that were not there."""
    changed: tuple[str, ...]
    """Codes of entries that have a new version."""
    unchanged: tuple[str, ...]
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedEntries:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    drafts: tuple[EntryDraft, ...]
    setting: EntrySetting
    actor: Actor
    """Who asks; the day decides which policies bind."""
    state: EntryState
    """State that the entries are to enter."""
    way: Way = Way.TAKEN_OVER
    review: Review = field(init=False)
    """Everything that is wrong; paths count the entries from 1."""
    outcome: Registered = field(init=False)
    """What writing comes to, as far as nothing is wrong."""

    def __post_init__(self) -> None:
        """Judge."""
        outcome = _outcome(self)
        review = review_entries(self.drafts, self.setting, self.actor, frozenset(outcome.unchanged))
        if self.way is not Way.TAKEN_OVER:
            review += Review(tuple(still_to_come(self.drafts, self.actor.today, outcome.unchanged)))
        if self.state is EntryState.DRAFT:
            review += Review(tuple(unpublished(self.drafts, outcome.changed, self.setting, self.actor)))
        elif self.way is Way.TAKEN_OVER:
            review += Review(tuple(unconfirmed(self.drafts, self.setting, self.actor)))
            review += Review(tuple(ungrounded(self.drafts, outcome.unchanged, self.setting, self.actor)))
        object.__setattr__(self, "review", review)
        object.__setattr__(self, "outcome", replace(outcome, hints=review.hints))

    @property
    def written(self) -> list[EntryDraft]:
        """Those that say something else than before."""
        unchanged = frozenset(self.outcome.unchanged)
        return [draft for draft in self.drafts if draft.code not in unchanged]


async def judge(
    store: Store, drafts: Sequence[EntryDraft], actor: Actor, *, publish: bool = False, way: Way = Way.TAKEN_OVER
) -> JudgedEntries:
    """Read in one statement what a batch is judged by, say everything that is wrong with it, and write nothing."""
    state = EntryState.PUBLISHED if publish else EntryState.DRAFT
    setting = await setting_of(store, drafts, actor.today, by_case=way is not Way.TAKEN_OVER)
    return JudgedEntries(tuple(drafts), setting, actor, state, way)


def _outcome(judged: JudgedEntries) -> Registered:
    new, changed, unchanged = [], [], []
    for draft in judged.drafts:
        registered = judged.setting.registered.get(draft.code)
        if registered is None:
            new.append(draft.code)
        elif judged.way is not Way.BY_CASE and _unchanged(registered, draft, _compared(registered, judged.state)):
            unchanged.append(draft.code)
        else:
            changed.append(draft.code)
    return Registered(tuple(new), tuple(changed), tuple(unchanged))


def _compared(registered: RegisteredEntry, state: EntryState) -> EntryState:
    """The state in which an entry would say what it says: what is published is no draft that says something new."""
    stands = state is EntryState.DRAFT and registered.state is EntryState.PUBLISHED
    return EntryState.PUBLISHED if stands else state


def _unchanged(registered: RegisteredEntry, draft: EntryDraft, state: EntryState) -> bool:
    """Whether an entry says what its version says, or that with the libraries into which it was put since."""
    content = registered.content
    if recording.unchanged(content, draft, state):
        return True
    if not content or set(draft.libraries) != set(registered.libraries):
        return False
    return recording.unchanged(content, replace(draft, libraries=kept.entry_of(content).libraries), state)
