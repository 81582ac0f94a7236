"""How legal bases, systems, libraries and consumers are brought: through the desk of the sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from graph.office.sheets.forms import Parsed
from graph.schema.nodes import CONSUMER, LEGAL_BASIS, LIBRARY, SYSTEM
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    compared,
    emptied,
    judged_as_kept,
    nodes,
    written_over,
)
from graph.subjects.sources import sheet
from graph.subjects.sources.desk import JudgedSources, Sources, add_judged, judge
from graph.subjects.sources.setting import SourcesSetting, sources_setting
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library

T = TypeVar("T", LegalBasis, InformationSystem, Library, Consumer)


async def _bases(bringing: Bringing, parsed: Parsed[LegalBasis]) -> Judgement:
    return await _judged(
        bringing,
        parsed,
        lambda values: Sources(legal_bases=tuple(values)),
        lambda judged: judged.setting.legal_bases,
        lambda one: (one.code, one.title),
        ("title", "document"),
    )


async def _systems(bringing: Bringing, parsed: Parsed[InformationSystem]) -> Judgement:
    return await _judged(
        bringing,
        parsed,
        lambda values: Sources(systems=tuple(values)),
        lambda judged: judged.setting.systems,
        lambda one: (one.code, one.name),
        ("name",),
    )


async def _libraries(bringing: Bringing, parsed: Parsed[Library]) -> Judgement:
    return await _judged(
        bringing,
        parsed,
        lambda values: Sources(libraries=tuple(values)),
        lambda judged: judged.setting.libraries,
        lambda one: (one.code, one.name),
        ("name", "policy", "kind"),
    )


async def _consumers(bringing: Bringing, parsed: Parsed[Consumer]) -> Judgement:
    return await _judged(
        bringing,
        parsed,
        lambda values: Sources(consumers=tuple(values)),
        lambda judged: judged.setting.consumers,
        lambda one: (one.code, one.name),
        ("name", "kind", "department", "system", "uscc"),
    )


async def _judged(
    bringing: Bringing,
    parsed: Parsed[T],
    batch: Callable[[Sequence[T]], Sources],
    there: Callable[[JudgedSources], Mapping[str, T]],
    called: Callable[[T], tuple[str, str]],
    known_by: Sequence[str],
) -> Judgement:
    async def attempt(values: Sequence[T]) -> JudgedSources:
        return await judge(bringing.store, batch(values), bringing.actor.today)

    def key(one: T) -> str:
        return one.code

    values, judged = await judged_as_kept(parsed, attempt, there, key)
    before = there(judged)
    hints = written_over(parsed.form, values, before, key, *known_by) + emptied(parsed, values, before, key)
    told = compared(values, before, key, called)
    return Judgement(told, judged.review + hints, partial(add_judged, judgement=judged, actor=bringing.actor))


async def _there(asking: Asking, **codes: Sequence[str]) -> SourcesSetting:
    asked = dict[str, Sequence[str]](bases=(), systems=(), libraries=(), consumers=(), departments=())
    return await sources_setting(asking.store, **asked | codes)


async def _bases_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, LegalBasis]:
    return (await _there(asking, bases=codes)).legal_bases


async def _systems_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, InformationSystem]:
    return (await _there(asking, systems=codes)).systems


async def _libraries_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, Library]:
    return (await _there(asking, libraries=codes)).libraries


async def _consumers_there(asking: Asking, codes: Sequence[str]) -> Mapping[str, Consumer]:
    return (await _there(asking, consumers=codes)).consumers


BASES = Importable(sheet.LEGAL_BASES, LEGAL_BASIS, sheet.read_legal_bases, _bases, nodes("LegalBasis", _bases_there))
SYSTEMS = Importable(sheet.SYSTEMS, SYSTEM, sheet.read_systems, _systems, nodes("System", _systems_there))
LIBRARIES = Importable(sheet.LIBRARIES, LIBRARY, sheet.read_libraries, _libraries, nodes("Library", _libraries_there))
CONSUMERS = Importable(sheet.CONSUMERS, CONSUMER, sheet.read_consumers, _consumers, nodes("Consumer", _consumers_there))
