"""How legal bases, systems, libraries and consumers are brought: through the desk of the sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from graph.schema.nodes import CONSUMER, LEGAL_BASIS, LIBRARY, SYSTEM
from graph.subjects.importing.batches import Bringing, Importable, Judgement, Told, compared
from graph.subjects.sources import sheet
from graph.subjects.sources.desk import JudgedSources, Sources, add_judged, judge
from graph.words.sources import Consumer, InformationSystem, LegalBasis, Library


async def _bases(bringing: Bringing, values: Sequence[LegalBasis]) -> Judgement:
    judged = await judge(bringing.store, Sources(legal_bases=tuple(values)), bringing.actor.today)
    there = judged.setting.legal_bases
    return _judgement(
        bringing, judged, compared(values, there, lambda one: one.code, lambda one: (one.code, one.title))
    )


async def _systems(bringing: Bringing, values: Sequence[InformationSystem]) -> Judgement:
    judged = await judge(bringing.store, Sources(systems=tuple(values)), bringing.actor.today)
    there = judged.setting.systems
    return _judgement(bringing, judged, compared(values, there, lambda one: one.code, lambda one: (one.code, one.name)))


async def _libraries(bringing: Bringing, values: Sequence[Library]) -> Judgement:
    judged = await judge(bringing.store, Sources(libraries=tuple(values)), bringing.actor.today)
    there = judged.setting.libraries
    return _judgement(bringing, judged, compared(values, there, lambda one: one.code, lambda one: (one.code, one.name)))


async def _consumers(bringing: Bringing, values: Sequence[Consumer]) -> Judgement:
    judged = await judge(bringing.store, Sources(consumers=tuple(values)), bringing.actor.today)
    there = judged.setting.consumers
    return _judgement(bringing, judged, compared(values, there, lambda one: one.code, lambda one: (one.code, one.name)))


def _judgement(bringing: Bringing, judged: JudgedSources, told: tuple[Told, ...]) -> Judgement:
    return Judgement(told, judged.review, partial(add_judged, judgement=judged, actor=bringing.actor))


BASES = Importable(sheet.LEGAL_BASES, LEGAL_BASIS, sheet.read_legal_bases, _bases)
SYSTEMS = Importable(sheet.SYSTEMS, SYSTEM, sheet.read_systems, _systems)
LIBRARIES = Importable(sheet.LIBRARIES, LIBRARY, sheet.read_libraries, _libraries)
CONSUMERS = Importable(sheet.CONSUMERS, CONSUMER, sheet.read_consumers, _consumers)
