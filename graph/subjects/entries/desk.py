"""Registering and publishing catalogue entries: all of a batch, or nothing of it.

* Who may: an administrator, who takes over a catalogue; departments register by cases, one entry or many
  (`registering`), which are then published by them (`approving`).
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
from types import MappingProxyType
from typing import TypeVar

from graph.cases import notices
from graph.law.access import require
from graph.law.acts import Act
from graph.law.citations import of_act
from graph.law.policies import bound_by
from graph.office.actor import Actor
from graph.office.idempotency import Writing
from graph.office.published import refuse_citizen_id
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.errors import KeyTaken, StoreUnavailable
from graph.subjects.duties.causes import cause_named
from graph.subjects.duties.meeting import Version, published
from graph.subjects.duties.owing import users_in
from graph.subjects.entries import creating, memory, needless, recording, telling
from graph.subjects.entries.judging import JudgedEntries, Registered, judge
from graph.subjects.entries.review import row_of
from graph.subjects.entries.rules.facts import refuses
from graph.subjects.entries.setting import EntrySetting
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import CauseKind, Ground, Reviewed

T = TypeVar("T")
PART = 60
"""Entries changed by one statement; a transaction has as many parts as it needs."""


class EntriesMoved(StoreUnavailable):
    """Entries have other versions than those that a batch was judged by; nothing of it is stored."""

    def __init__(self, codes: Sequence[str]) -> None:
        """Say which."""
        super().__init__(f"{len(codes)} entries were written by somebody else meanwhile: {', '.join(codes[:10])}")


async def register(
    store: Store,
    drafts: Sequence[EntryDraft],
    actor: Actor,
    cause: str,
    *,
    publish: bool = False,
    reviewed: Mapping[str, Sequence[Reviewed]] = MappingProxyType({}),
    tell: Callable[[int], None] = lambda _: None,
) -> Registered:
    """Write entries, each as its next version, or refuse the batch with every reason.

    Args:
        store: The graph.
        drafts: The entries; paths of refusals count them from 1.
        actor: Who registers.
        cause: Which change of law or duty, or what else, is the cause; kept with the version.
        publish: Publish them at once.
        reviewed: What was reviewed of each before release, by its code; published with its version.
        tell: Is told after each part how many information items are written so far.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
        EntriesMoved: Somebody else wrote the same entries, twice.
    """

    async def attempt() -> Registered:
        judged = await judge(store, drafts, actor, publish=publish)
        return await register_judged(store, judged, cause, reviewed=reviewed, tell=tell)

    return await once_more_if_moved(attempt)


async def register_judged(
    store: Writing,
    judged: JudgedEntries,
    cause: str,
    *,
    reviewed: Mapping[str, Sequence[Reviewed]] = MappingProxyType({}),
    also: Callable[[Unit], Awaitable[None]] | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Registered:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Args:
        store: The graph.
        judged: The batch.
        cause: The cause of its versions.
        reviewed: What was reviewed of each entry before release, by its code.
        also: What is written besides, in the same transaction.
        tell: Is told after each part how many information items are written so far.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
        EntriesMoved: An entry has another version by now than the one that was read.
    """
    _permit(judged)
    refuse_citizen_id(cause, "cause")  # it is published with the version, and stands in the journal
    judged.review.refuse()
    if not judged.written:
        return judged.outcome

    async def work(unit: Unit) -> None:
        await write_judged(unit, judged, cause, tell)
        await recording.reviewed(unit, _versions(judged, reviewed))
        if also is not None:
            await also(unit)
        await _follow(unit, judged, cause)
        await _tell_users(unit, judged)
        await journal.record(unit, *_deeds(judged, cause))

    try:
        await store.write(work)
    except KeyTaken as taken:
        raise EntriesMoved([draft.code for draft in judged.written]) from taken
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


async def write_judged(
    unit: Unit, judged: JudgedEntries, cause: str, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Create those that are new, and write the next version of the others; who may was decided."""
    written = judged.written
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
    if changed and state is EntryState.PUBLISHED:
        await needless.end(unit, [draft.code for draft in changed], at, cause)


async def _follow(unit: Unit, judged: JudgedEntries, cause: str) -> None:
    """What is brought and says which change of law or duty it follows meets what is owed of it."""
    kind = cause_named(cause)
    if kind is CauseKind.OTHER or judged.state is not EntryState.PUBLISHED:
        return
    written = {each.code: Version(judged.setting.version_of(each.code) + 1, refuses(each)) for each in judged.written}
    await published(unit, written, Ground(kind, cause), judged.actor.now)


async def _tell_users(unit: Unit, judged: JudgedEntries) -> None:
    """Who uses what was in the catalogue before, is to use it or asks for it, is told that it has another version."""
    known = judged.setting.registered
    listed = frozenset(code for code, each in known.items() if each.state is EntryState.PUBLISHED)
    changed = [each.code for each in judged.written if each.code in listed]
    if changed and judged.state is EntryState.PUBLISHED:
        on = judged.actor.today
        users, coming = await users_in(unit, changed, on), await memory.users_to_be_in(unit, changed, on)
        meant = {code: sorted({*users.get(code, ()), *coming.get(code, ())}) for code in changed}
        await notices.tell(unit, telling.changed(meant, judged.actor.now))


def _versions(
    judged: JudgedEntries, reviewed: Mapping[str, Sequence[Reviewed]]
) -> Mapping[tuple[str, int], Sequence[Reviewed]]:
    """What was reviewed, by code and number of the version of which it is said."""
    said = (draft.code for draft in judged.written if reviewed.get(draft.code))
    return {(code, judged.setting.version_of(code) + 1): reviewed[code] for code in said}


def _deeds(judged: JudgedEntries, cause: str) -> Iterator[journal.Deed]:
    policies = {code: provider.policy for code, provider in judged.setting.providers.items()}
    act = Act.PUBLISH_ENTRY if judged.state is EntryState.PUBLISHED else Act.REGISTER_ENTRY
    rules = {policy: of_act(bound_by(policy, judged.actor.today), act) for policy in set(policies.values())}
    return (judged.actor.deed(act, draft.code, rules[policies[draft.provider]], cause) for draft in judged.written)


def _refuse_moved(numbers: Mapping[str, int], setting: EntrySetting) -> None:
    """Compare the versions that were just written with those that were read; the nodes are locked by now."""
    moved = [code for code, number in numbers.items() if number != setting.version_of(code) + 1]
    if moved:
        raise EntriesMoved(moved)


def _refuse_there(codes: Sequence[str]) -> None:
    """What was to be created is there by now; it is a change, and judged as one."""
    if codes:
        raise EntriesMoved(codes)


def _permit(judged: JudgedEntries) -> None:
    """Let administrators take over a catalogue; who works on an entry by his post has its case (`approving`)."""
    act = Act.PUBLISH_ENTRY if judged.state is EntryState.PUBLISHED else Act.REGISTER_ENTRY
    for provider in sorted({draft.provider for draft in judged.drafts}):
        require(
            judged.actor.principal, act, provider, judged.actor.today, row_of(judged.setting, provider, judged.actor)
        )


def _parts(drafts: Sequence[EntryDraft]) -> Iterator[Sequence[EntryDraft]]:
    return (drafts[start : start + PART] for start in range(0, len(drafts), PART))
