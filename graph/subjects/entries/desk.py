"""Registering and publishing catalogue entries: all of a batch, or nothing of it.

* Who may: the provider's cataloguer registers (WH-6, CZ-7, CS-17); publishing takes every step of the provider's row,
  none of which one person may take for both sides (CS-15, CS-17); an administrator imports.
* An entry of a department that no policy binds is refused; so is one marked secret (WH-2, WH-24).
* An entry that says what it said before is left alone: no new version, no line in the journal.
* A published entry is changed by publishing its next version; registering a draft over it would unpublish it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.errors import Conflict, Text
from graph.law.access import may, require, require_other_person, require_step
from graph.law.acts import Act
from graph.law.policies import POLICIES
from graph.law.policy import EntryAct
from graph.office.actor import Actor
from graph.office.review import Hint, Review
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.subjects.entries import recording
from graph.subjects.entries.review import review_entries
from graph.subjects.entries.setting import EntrySetting, entry_setting
from graph.words.entries import EntryDraft, EntryState

PART = 60
"""Entries written by one statement; a transaction has as many parts as it needs."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a batch."""

    new: tuple[str, ...]
    """Codes of entries that were not there."""
    changed: tuple[str, ...]
    """Codes of entries that have a new version."""
    unchanged: tuple[str, ...]
    hints: tuple[Hint, ...] = ()


async def check(store: Store, drafts: Sequence[EntryDraft], actor: Actor) -> Review:
    """Say everything that is wrong with a batch, and write nothing.

    Args:
        store: The graph.
        drafts: The entries; paths count them from 1.
        actor: Who asks; the day decides which policies bind.
    """
    return review_entries(drafts, await _setting(store, drafts, actor), actor)


async def compare(store: Store, drafts: Sequence[EntryDraft], actor: Actor, *, publish: bool) -> Registered:
    """Say what registering a batch would come to, as far as nothing is wrong with it, and write nothing."""
    state = EntryState.PUBLISHED if publish else EntryState.DRAFT
    return _told(drafts, state, await _setting(store, drafts, actor))


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
        Forbidden: `POST_REQUIRED`, `ROLE_REQUIRED` or `SAME_PERSON`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    setting = await _setting(store, drafts, actor)
    _permit(drafts, setting, actor, publish=publish)
    state = EntryState.PUBLISHED if publish else EntryState.DRAFT
    review = review_entries(drafts, setting, actor)
    if not publish:
        review += Review(tuple(_unpublished(drafts, setting)))
    review.refuse()

    written = [draft for draft in drafts if _differs(draft, state, setting)]
    if written:
        policies = {code: provider.policy for code, provider in setting.providers.items()}
        act = Act.PUBLISH_ENTRY if publish else Act.REGISTER_ENTRY
        deeds = [
            actor.deed(act, draft.code, _rules_of(setting.providers[draft.provider].policy), cause) for draft in written
        ]

        async def work(unit: Unit) -> None:
            done = 0
            for part in _parts(written):
                await recording.write_entries(unit, part, policies, state, actor.now, cause)
                done += sum(len(draft.items) for draft in part)
                tell(done)
            await recording.relate_entries(unit, written)
            await journal.record(unit, *deeds)

        await store.write(work)
    return replace(_told(drafts, state, setting), hints=review.hints)


def _told(drafts: Sequence[EntryDraft], state: EntryState, setting: EntrySetting) -> Registered:
    new, changed, unchanged = [], [], []
    for draft in drafts:
        if draft.code not in setting.registered:
            new.append(draft.code)
        elif _differs(draft, state, setting):
            changed.append(draft.code)
        else:
            unchanged.append(draft.code)
    return Registered(tuple(new), tuple(changed), tuple(unchanged))


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


def _permit(drafts: Sequence[EntryDraft], setting: EntrySetting, actor: Actor, *, publish: bool) -> None:
    principal, today = actor.principal, actor.today
    if may(principal, Act.IMPORT, None, today):
        return
    owners = {setting.registered[draft.code].provider for draft in drafts if draft.code in setting.registered}
    for provider in sorted(owners | {draft.provider for draft in drafts}):
        require(principal, Act.REGISTER_ENTRY, provider, today)
        if not publish:
            continue
        found = setting.providers.get(provider)
        row = POLICIES.get(found.policy) if found and found.policy else None
        steps = row.entry_approval.value if row and row.entry_approval else ()
        for step in steps:
            if step.act is EntryAct.REVIEW:
                require_other_person(Act.REVIEW_ENTRY, principal.subject, {Act.REGISTER_ENTRY: principal.subject})
            if step.act is not EntryAct.REGISTER:
                require_step(principal, step, provider, today)
        if not steps:
            require(principal, Act.PUBLISH_ENTRY, provider, today)


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


def _differs(draft: EntryDraft, state: EntryState, setting: EntrySetting) -> bool:
    registered = setting.registered.get(draft.code)
    return registered is None or registered.content != recording.content(draft, state)


def _rules_of(policy: str | None) -> tuple[str, ...]:
    row = POLICIES.get(policy or "")
    return row.entry_approval.rules if row and row.entry_approval else ()
