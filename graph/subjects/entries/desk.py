"""Registering and publishing catalogue entries: all of a batch, or nothing of it.

* Who may: the provider's cataloguer registers; publishing takes every step of the provider's row, and two steps that
  the row keeps apart take two persons; an administrator imports.
* An entry of a department that no policy binds is refused; so is one marked secret: the network is not a secret one.
* An entry that says what it said before is left alone: no new version, no line in the journal.
* A published entry is changed by publishing its next version; registering a draft over it would unpublish it.
* What a batch is judged by is read once, and judged once. Writing finds out, under the locks of the entries, whether
  one has another version than was read, and by its code whether a new one is there by now; then nothing is stored, and
  all of it begins again at the reading.
* Only the entries of the batch are locked. Their surroundings hold as they were read: a namesake, a department's end or
  a binding that somebody else writes in the moment between goes unseen.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graph.cases.machine import Case, move
from graph.errors import Conflict, Text
from graph.law.access import may, require
from graph.law.acts import Act
from graph.law.citations import of_act
from graph.law.policies import bound_by
from graph.law.policy import Policy
from graph.law.workflow import Side, steps_from
from graph.law.workflows import ENTRY
from graph.office.actor import Actor
from graph.office.idempotency import Writing
from graph.office.published import refuse_citizen_id
from graph.office.review import Hint, Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.errors import KeyTaken, StoreUnavailable
from graph.subjects.entries import creating, recording
from graph.subjects.entries.review import review_entries
from graph.subjects.entries.rules.entry import EntrySurroundings
from graph.subjects.entries.rules.facts import facts_of
from graph.subjects.entries.setting import EntrySetting, RegisteredEntry, entry_setting
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import EntryCaseState, EntryEvent

T = TypeVar("T")
PART = 60
"""Entries changed by one statement; a transaction has as many parts as it needs."""


_ONWARD = frozenset(EntryEvent) - {EntryEvent.SEND_BACK, EntryEvent.CHANGE, EntryEvent.WITHDRAW, EntryEvent.GO_OFFLINE}


class EntriesMoved(StoreUnavailable):
    """Entries have other versions than those that a batch was judged by; nothing of it is stored."""

    def __init__(self, codes: Sequence[str]) -> None:
        """Say which."""
        super().__init__(f"{len(codes)} entries were written by somebody else meanwhile: {', '.join(codes[:10])}")


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
    review: Review = field(init=False)
    """Everything that is wrong; paths count the entries from 1."""
    outcome: Registered = field(init=False)
    """What writing comes to, as far as nothing is wrong."""

    def __post_init__(self) -> None:
        """Judge."""
        review = review_entries(self.drafts, self.setting, self.actor)
        if self.state is EntryState.DRAFT:
            review += Review(tuple(_unpublished(self.drafts, self.setting)))
        object.__setattr__(self, "review", review)
        object.__setattr__(self, "outcome", _outcome(self, review.hints))


async def judge(store: Store, drafts: Sequence[EntryDraft], actor: Actor, *, publish: bool = False) -> JudgedEntries:
    """Read in one statement what a batch is judged by, say everything that is wrong with it, and write nothing."""
    state = EntryState.PUBLISHED if publish else EntryState.DRAFT
    return JudgedEntries(tuple(drafts), await _setting(store, drafts, actor), actor, state)


async def register(
    store: Store,
    drafts: Sequence[EntryDraft],
    actor: Actor,
    cause: str,
    *,
    publish: bool = False,
    tell: Callable[[int], None] = lambda _: None,
) -> Registered:
    """Write entries, each as its next version, or refuse the batch with every reason.

    Args:
        store: The graph.
        drafts: The entries; paths of refusals count them from 1.
        actor: Who registers.
        cause: Which change of law or duty, or what else, is the cause; kept with the version.
        publish: Publish them at once.
        tell: Is told after each part how many information items are written so far.

    Raises:
        Forbidden: `POST_REQUIRED`, `ROLE_REQUIRED` or `ANOTHER_POST`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
        EntriesMoved: Somebody else wrote the same entries, twice.
    """

    async def attempt() -> Registered:
        return await register_judged(store, await judge(store, drafts, actor, publish=publish), cause, tell=tell)

    return await once_more_if_moved(attempt)


async def register_judged(
    store: Writing, judged: JudgedEntries, cause: str, *, tell: Callable[[int], None] = lambda _: None
) -> Registered:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `POST_REQUIRED`, `ROLE_REQUIRED` or `ANOTHER_POST`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
        EntriesMoved: An entry has another version by now than the one that was read.
    """
    _permit(judged)
    refuse_citizen_id(cause, "cause")  # it is published with the version, and stands in the journal
    judged.review.refuse()
    unchanged = frozenset(judged.outcome.unchanged)
    written = [draft for draft in judged.drafts if draft.code not in unchanged]
    if not written:
        return judged.outcome
    try:
        await store.write(lambda unit: _write(unit, judged, written, cause, tell))
    except KeyTaken as taken:
        raise EntriesMoved([draft.code for draft in written]) from taken
    return judged.outcome


async def once_more_if_moved(attempt: Callable[[], Awaitable[T]]) -> T:
    """Read, judge and write; where somebody else wrote the same entries meanwhile, all of it once more.

    Raises:
        EntriesMoved: They were written meanwhile again.
    """
    try:
        return await attempt()
    except EntriesMoved:
        return await attempt()


async def _write(
    unit: Unit, judged: JudgedEntries, written: Sequence[EntryDraft], cause: str, tell: Callable[[int], None]
) -> None:
    """Create those that are new, write the next version of the others, and say so in the journal."""
    setting, state, at = judged.setting, judged.state, judged.actor.now
    policies = {code: provider.policy for code, provider in setting.providers.items()}
    new = [draft for draft in written if draft.code not in setting.registered]
    changed = [draft for draft in written if draft.code in setting.registered]
    done = 0

    def add(items: int) -> None:
        nonlocal done
        done += items
        tell(done)

    if new:
        _refuse_there(await creating.registered(unit, new))
        await creating.create_entries(unit, new, policies, state, at, cause, add)
    for part in _parts(changed):
        _refuse_moved(await recording.write_entries(unit, part, policies, state, at, cause), setting)
        add(sum(len(draft.items) for draft in part))
    await recording.relate_entries(unit, written)
    await journal.record(unit, *_deeds(judged, written, policies, cause))


def _deeds(
    judged: JudgedEntries, written: Sequence[EntryDraft], policies: Mapping[str, str | None], cause: str
) -> Iterator[journal.Deed]:
    act = Act.PUBLISH_ENTRY if judged.state is EntryState.PUBLISHED else Act.REGISTER_ENTRY
    rules = {policy: of_act(bound_by(policy, judged.actor.today), act) for policy in set(policies.values())}
    return (judged.actor.deed(act, draft.code, rules[policies[draft.provider]], cause) for draft in written)


def _refuse_moved(numbers: Mapping[str, int], setting: EntrySetting) -> None:
    """Compare the versions that were just written with those that were read; the nodes are locked by now."""
    moved = [code for code, number in numbers.items() if number != setting.version_of(code) + 1]
    if moved:
        raise EntriesMoved(moved)


def _refuse_there(codes: Sequence[str]) -> None:
    """What was to be created is there by now; it is a change, and judged as one."""
    if codes:
        raise EntriesMoved(codes)


def _outcome(judged: JudgedEntries, hints: tuple[Hint, ...]) -> Registered:
    new, changed, unchanged = [], [], []
    for draft in judged.drafts:
        registered = judged.setting.registered.get(draft.code)
        if registered is None:
            new.append(draft.code)
        elif _unchanged(registered, draft, judged.state):
            unchanged.append(draft.code)
        else:
            changed.append(draft.code)
    return Registered(tuple(new), tuple(changed), tuple(unchanged), hints)


def _unchanged(registered: RegisteredEntry, draft: EntryDraft, state: EntryState) -> bool:
    """Whether an entry says what its version says, or that with the libraries into which it was put since."""
    if registered.content and set(draft.libraries) == set(registered.libraries):
        draft = replace(draft, libraries=recording.said_by(registered.content).libraries)
    return recording.unchanged(registered.content, draft, state)


async def _setting(store: Store, drafts: Sequence[EntryDraft], actor: Actor) -> EntrySetting:
    return await entry_setting(
        store,
        actor.today,
        codes=(draft.code for draft in drafts),
        names=((draft.provider, draft.name.strip()) for draft in drafts),
        bases=(code for draft in drafts for code in draft.bases),
        systems=(code for draft in drafts for code in draft.systems),
        libraries=(code for draft in drafts for code in draft.libraries),
        related=(code for draft in drafts for code in draft.related),
    )


def _permit(judged: JudgedEntries) -> None:
    drafts, setting, principal, today = judged.drafts, judged.setting, judged.actor.principal, judged.actor.today
    if may(principal, Act.IMPORT, None, today):
        return
    owners = {setting.registered[draft.code].provider for draft in drafts if draft.code in setting.registered}
    for provider in sorted(owners | {draft.provider for draft in drafts}):
        require(principal, Act.REGISTER_ENTRY, provider, today, _row(judged, provider))
    if judged.state is EntryState.PUBLISHED:
        for position, draft in enumerate(drafts, start=1):
            _take_every_step(judged, draft, ("entries", str(position)))


def _take_every_step(judged: JudgedEntries, draft: EntryDraft, path: tuple[str, ...]) -> None:
    """Have whoever publishes at once take every step of the provider's table from the first to the last."""
    row, setting, actor = _row(judged, draft.provider), judged.setting, judged.actor
    table = row.table(ENTRY) if row else None
    if row is None or table is None:
        require(actor.principal, Act.PUBLISH_ENTRY, draft.provider, actor.today, row)
        return
    facts = facts_of(draft, EntrySurroundings(row, actor.today, setting.bases))
    case = Case(departments=dict.fromkeys(Side, frozenset({draft.provider})))
    while case.state is not EntryCaseState.PUBLISHED:
        onward = [step for step in steps_from(table.value, case.state) if step.event in _ONWARD]
        step = next((each for each in onward if all(one.holds(facts) for one in each.when)), onward[0])
        taken = move(table.value, case, step.event, actor.principal, facts, actor.now, path=path)
        case = replace(case, state=taken.state, done={**case.done, step.event: actor.principal.subject})


def _row(judged: JudgedEntries, provider: str) -> Policy | None:
    found = judged.setting.providers.get(provider)
    return bound_by(found.policy if found else None, judged.actor.today)


def _unpublished(drafts: Sequence[EntryDraft], setting: EntrySetting) -> Iterator[Conflict]:
    for position, draft in enumerate(drafts, start=1):
        registered = setting.registered.get(draft.code)
        if registered is not None and registered.state is EntryState.PUBLISHED:
            yield Conflict(
                Text(
                    f"条目 {draft.code} 已发布，修改后须重新发布，不能退回登记状态",
                    f"entry {draft.code} is published; its next version has to be published, not kept as a draft",
                ),
                code=Code.ENTRY_PUBLISHED,
                path=("entries", str(position)),
                value=draft.code,
            )


def _parts(drafts: Sequence[EntryDraft]) -> Iterator[Sequence[EntryDraft]]:
    return (drafts[start : start + PART] for start in range(0, len(drafts), PART))
