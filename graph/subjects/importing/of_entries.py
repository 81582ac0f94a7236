"""How entries, and what stands in which library, are brought: through the desks of the entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.schema.nodes import RESOURCE
from graph.schema.relations import IN_LIBRARY
from graph.subjects.entries import membership_sheet, sheet
from graph.subjects.entries.desk import judge, register_judged
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.membership import admit_judged, judge_memberships
from graph.subjects.entries.setting import entry_setting
from graph.subjects.importing.batches import Asking, Bringing, Importable, Judgement, Outcome, Told, edges, nodes
from graph.words.entries import EntryDraft, EntryState


async def _entries(bringing: Bringing, values: Sequence[EntryDraft]) -> Judgement:
    judged = await judge(bringing.store, values, bringing.actor, publish=bringing.publish)
    found = judged.outcome
    outcomes = dict.fromkeys(found.new, Outcome.NEW) | dict.fromkeys(found.changed, Outcome.CHANGED)
    told = tuple(Told(one.code, one.name, outcomes.get(one.code, Outcome.UNCHANGED)) for one in values)
    return Judgement(told, judged.review, partial(register_judged, judged=judged, cause=bringing.cause))


async def _memberships(bringing: Bringing, values: Sequence[tuple[str, str]]) -> Judgement:
    judged = await judge_memberships(bringing.store, values)
    told = tuple(
        Told(entry, library, Outcome.UNCHANGED if (entry, library) in judged.setting.there else Outcome.NEW)
        for entry, library in values
    )
    return Judgement(told, judged.review, partial(admit_judged, judged=judged, actor=bringing.actor))


async def _there(asking: Asking, codes: Sequence[str]) -> Mapping[str, EntryDraft]:
    """The published entries: what is brought is published."""
    there = await entry_setting(
        asking.store, asking.on, codes=codes, names=(), bases=(), systems=(), libraries=(), related=()
    )
    published = {code: one for code, one in there.registered.items() if one.state is EntryState.PUBLISHED}
    return {code: entry_of(one.content) for code, one in published.items()}


ENTRIES = Importable(sheet.ENTRIES, RESOURCE, sheet.read_entries, _entries, nodes("Resource", _there))
MEMBERSHIPS = Importable(
    membership_sheet.MEMBERSHIPS,
    IN_LIBRARY,
    membership_sheet.read_memberships,
    _memberships,
    edges(("IN_LIBRARY.Resource.Library",), membership_sheet.Membership),
)
