"""How legal bases, systems, libraries and consumers are brought: through the desk of the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.office.review import Review
from graph.schema.nodes import CONSUMER, LEGAL_BASIS, LIBRARY, SYSTEM
from graph.subjects.importing.batches import (
    Asking,
    Bringing,
    Importable,
    Judgement,
    Told,
    compared,
    nodes,
    written_over,
)
from graph.subjects.sources import sheet
from graph.subjects.sources.desk import JudgedSources, Sources, add_judged, judge
from graph.subjects.sources.setting import SourcesSetting, sources_setting
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library


async def _bases(bringing: Bringing, values: Sequence[LegalBasis]) -> Judgement:
    judged = await judge(bringing.store, Sources(legal_bases=tuple(values)), bringing.actor.today)
    there = judged.setting.legal_bases
    told = compared(values, there, lambda one: one.code, lambda one: (one.code, one.title))
    over = written_over(sheet.LEGAL_BASES, values, there, lambda one: one.code, "title", "document")
    return _judgement(bringing, judged, told, over)


async def _systems(bringing: Bringing, values: Sequence[InformationSystem]) -> Judgement:
    judged = await judge(bringing.store, Sources(systems=tuple(values)), bringing.actor.today)
    there = judged.setting.systems
    told = compared(values, there, lambda one: one.code, lambda one: (one.code, one.name))
    over = written_over(sheet.SYSTEMS, values, there, lambda one: one.code, "name")
    return _judgement(bringing, judged, told, over)


async def _libraries(bringing: Bringing, values: Sequence[Library]) -> Judgement:
    judged = await judge(bringing.store, Sources(libraries=tuple(values)), bringing.actor.today)
    there = judged.setting.libraries
    told = compared(values, there, lambda one: one.code, lambda one: (one.code, one.name))
    over = written_over(sheet.LIBRARIES, values, there, lambda one: one.code, "name", "policy", "kind")
    return _judgement(bringing, judged, told, over)


async def _consumers(bringing: Bringing, values: Sequence[Consumer]) -> Judgement:
    judged = await judge(bringing.store, Sources(consumers=tuple(values)), bringing.actor.today)
    there = judged.setting.consumers
    told = compared(values, there, lambda one: one.code, lambda one: (one.code, one.name))
    over = written_over(
        sheet.CONSUMERS, values, there, lambda one: one.code, "name", "kind", "department", "system", "uscc"
    )
    return _judgement(bringing, judged, told, over)


def _judgement(bringing: Bringing, judged: JudgedSources, told: tuple[Told, ...], over: Review) -> Judgement:
    return Judgement(told, judged.review + over, partial(add_judged, judgement=judged, actor=bringing.actor))


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
