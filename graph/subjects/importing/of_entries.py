"""How entries, and what stands in which library, are brought: through the desks of the entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from graph.law.access import may, require
from graph.law.acts import Act
from graph.law.posts import held_on
from graph.office.actor import Actor
from graph.office.keeping import Parts
from graph.office.published import refuse_citizen_id
from graph.office.review import Hint, Review
from graph.office.sheets.forms import Parsed
from graph.schema.nodes import RESOURCE
from graph.schema.relations import IN_LIBRARY
from graph.subjects.duties.causes import cause_named
from graph.subjects.entries import membership_sheet, recording, sheet
from graph.subjects.entries.approval import hints_of_release, reviewed_of, unapproved, unreviewed
from graph.subjects.entries.desk import register_judged
from graph.subjects.entries.judging import JudgedEntries, Registered, judge
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.membership import admit_judged, judge_memberships
from graph.subjects.entries.registering import judge_registrations, lay_before_departments, register_together
from graph.subjects.entries.review import row_of, still_to_come
from graph.subjects.entries.setting import RegisteredEntry, entry_setting
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    Outcome,
    Told,
    edges,
    emptied,
    judged_as_kept,
    nodes,
    only_administrators,
)
from graph.words.entries import EntryDraft, EntryState
from graph.words.entry_cases import Ground, Reviewed
from graph.words.organisation import PostKind

_ITEMS = Parts("items", "name")


async def _entries(bringing: Bringing, parsed: Parsed[EntryDraft]) -> Judgement:
    """Entries that an administrator takes over, or that their providers' cataloguers register."""
    if bringing.publish and bringing.paper is None and _by_post(bringing.actor, parsed.values):
        return await _by_cases(bringing, parsed)
    only_administrators(bringing.actor, parsed.values)
    paper = bringing.paper if bringing.publish else None
    values, judged = await judged_as_kept(
        parsed,
        lambda values: judge(bringing.store, values, bringing.actor, publish=paper is not None),
        _registered,
        lambda one: one.code,
        _ITEMS,
    )
    told, hints = _told(parsed, values, judged.outcome, judged)
    reviewed: Mapping[str, tuple[Reviewed, ...]] = {}
    if paper is None:
        hints += Review(hints=tuple(unapproved(judged.written, judged.setting, bringing.actor)))
        also = partial(lay_before_departments, judged=judged, ground=_ground(bringing))
    else:
        numbers = {each.code: judged.setting.version_of(each.code) + 1 for each in judged.written}
        also = partial(recording.approved, numbers=numbers, paper=paper)
        for each in bringing.reviewed:
            refuse_citizen_id(each.words, "releaseReview")
        unchanged = judged.outcome.unchanged
        hints += Review(tuple(still_to_come(values, bringing.actor.today, unchanged)))
        hints += Review(tuple(unreviewed(values, unchanged, judged.setting, bringing.actor, bringing.reviewed)))
        reviewed = reviewed_of(judged.written, judged.setting, bringing.actor, bringing.reviewed)
        hints += Review(hints=tuple(_released(judged, reviewed)))
    write = partial(register_judged, judged=judged, cause=bringing.cause, reviewed=reviewed, also=also)
    return Judgement(told, judged.review + hints, write)


async def _by_cases(bringing: Bringing, parsed: Parsed[EntryDraft]) -> Judgement:
    ground = _ground(bringing)
    values, registrations = await judged_as_kept(
        parsed,
        lambda values: judge_registrations(bringing, values, ground),
        lambda judged: _registered(judged.judged),
        lambda one: one.code,
        _ITEMS,
    )
    told, hints = _told(parsed, values, registrations.outcome, registrations.judged)
    write = partial(register_together, judged=registrations, office=bringing)
    return Judgement(told, registrations.review + hints, write)


def _released(judged: JudgedEntries, reviewed: Mapping[str, Sequence[Reviewed]]) -> Iterator[Hint]:
    for one in judged.written:
        yield from hints_of_release(one, row_of(judged.setting, one.provider, judged.actor), reviewed.get(one.code, ()))


def _ground(bringing: Bringing) -> Ground:
    return Ground(cause_named(bringing.cause), bringing.cause, bringing.reviewed)


def _told(
    parsed: Parsed[EntryDraft], values: Sequence[EntryDraft], found: Registered, judged: JudgedEntries
) -> tuple[tuple[Told, ...], Review]:
    """What becomes of each, and where an empty cell clears what stands."""
    outcomes = dict.fromkeys(found.new, Outcome.NEW) | dict.fromkeys(found.changed, Outcome.CHANGED)
    told = tuple(Told(one.code, one.name, outcomes.get(one.code, Outcome.UNCHANGED)) for one in values)
    there = {code: one for code, one in _registered(judged).items() if code in found.changed}
    return told, emptied(parsed, values, there, lambda one: one.code, _ITEMS)


def _by_post(actor: Actor, values: Sequence[EntryDraft]) -> bool:
    """Whether somebody holds the post whose step it is to register, for every provider of a batch."""
    posts = [post for post in held_on(actor.principal.posts, actor.today) if post.kind is PostKind.CATALOGUER]
    return bool(posts) and all(any(post.reaches(each.provider) for post in posts) for each in values)


def _require(actor: Actor, values: Sequence[EntryDraft]) -> None:
    """Let administrators pass, and cataloguers with entries of their departments.

    Raises:
        Forbidden: `POST_REQUIRED`.
    """
    if _by_post(actor, values) or may(actor.principal, Act.IMPORT, None, actor.today):
        return
    for provider in sorted({each.provider for each in values}) or (None,):
        require(actor.principal, Act.HAND_IN_ENTRIES, provider, actor.today)


def _registered(judged: JudgedEntries) -> Mapping[str, EntryDraft]:
    """The entries of a batch as their newest versions have them, in the libraries in which they are."""
    return {code: _entry(one) for code, one in judged.setting.registered.items() if one.content}


def _entry(registered: RegisteredEntry) -> EntryDraft:
    return replace(entry_of(registered.content), libraries=registered.libraries)


async def _memberships(bringing: Bringing, parsed: Parsed[tuple[str, str]]) -> Judgement:
    values = parsed.values
    judged = await judge_memberships(bringing.store, values, bringing.actor.today)
    told = tuple(
        Told(entry, library, Outcome.UNCHANGED if (entry, library) in judged.setting.there else Outcome.NEW)
        for entry, library in values
    )
    return Judgement(told, judged.review, partial(admit_judged, judged=judged, actor=bringing.actor))


async def _there(asking: Asking, codes: Sequence[str]) -> Mapping[str, EntryDraft]:
    """The published entries: what is brought is published."""
    there = await entry_setting(asking.store, asking.on, codes=codes)
    return {code: _entry(one) for code, one in there.registered.items() if one.state is EntryState.PUBLISHED}


ENTRIES = Importable(sheet.ENTRIES, RESOURCE, sheet.read_entries, _entries, nodes("Resource", _there), _require)
MEMBERSHIPS = Importable(
    membership_sheet.MEMBERSHIPS,
    IN_LIBRARY,
    membership_sheet.read_memberships,
    _memberships,
    edges(("IN_LIBRARY.Resource.Library",), membership_sheet.Membership),
)
