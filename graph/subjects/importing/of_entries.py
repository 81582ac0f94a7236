"""How entries, and what stands in which library, are brought: through the desks of the entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from graph.office.keeping import Parts
from graph.office.sheets.forms import Parsed
from graph.schema.nodes import RESOURCE
from graph.schema.relations import IN_LIBRARY
from graph.subjects.entries import membership_sheet, sheet
from graph.subjects.entries.desk import JudgedEntries, judge, register_judged
from graph.subjects.entries.kept import entry_of
from graph.subjects.entries.membership import admit_judged, judge_memberships
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
)
from graph.words.entries import EntryDraft, EntryState

_ITEMS = Parts("items", "name")


async def _entries(bringing: Bringing, parsed: Parsed[EntryDraft]) -> Judgement:
    values, judged = await judged_as_kept(
        parsed,
        lambda values: judge(bringing.store, values, bringing.actor, publish=bringing.publish),
        _registered,
        lambda one: one.code,
        _ITEMS,
    )
    found = judged.outcome
    outcomes = dict.fromkeys(found.new, Outcome.NEW) | dict.fromkeys(found.changed, Outcome.CHANGED)
    told = tuple(Told(one.code, one.name, outcomes.get(one.code, Outcome.UNCHANGED)) for one in values)
    there = {code: one for code, one in _registered(judged).items() if code in found.changed}
    hints = emptied(parsed, values, there, lambda one: one.code, _ITEMS)
    return Judgement(told, judged.review + hints, partial(register_judged, judged=judged, cause=bringing.cause))


def _registered(judged: JudgedEntries) -> Mapping[str, EntryDraft]:
    """The entries of a batch as their newest versions have them, in the libraries in which they are."""
    return {code: _entry(one) for code, one in judged.setting.registered.items() if one.content}


def _entry(registered: RegisteredEntry) -> EntryDraft:
    return replace(entry_of(registered.content), libraries=registered.libraries)


async def _memberships(bringing: Bringing, parsed: Parsed[tuple[str, str]]) -> Judgement:
    values = parsed.values
    judged = await judge_memberships(bringing.store, values)
    told = tuple(
        Told(entry, library, Outcome.UNCHANGED if (entry, library) in judged.setting.there else Outcome.NEW)
        for entry, library in values
    )
    return Judgement(told, judged.review, partial(admit_judged, judged=judged, actor=bringing.actor))


async def _there(asking: Asking, codes: Sequence[str]) -> Mapping[str, EntryDraft]:
    """The published entries: what is brought is published."""
    there = await entry_setting(asking.store, asking.on, codes=codes)
    return {code: _entry(one) for code, one in there.registered.items() if one.state is EntryState.PUBLISHED}


ENTRIES = Importable(sheet.ENTRIES, RESOURCE, sheet.read_entries, _entries, nodes("Resource", _there))
MEMBERSHIPS = Importable(
    membership_sheet.MEMBERSHIPS,
    IN_LIBRARY,
    membership_sheet.read_memberships,
    _memberships,
    edges(("IN_LIBRARY.Resource.Library",), membership_sheet.Membership),
)
