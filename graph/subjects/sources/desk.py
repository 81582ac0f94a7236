"""What entries rest on and come from: legal bases, systems, libraries, and the consumers who use them.

An administrator's act; systems point to who runs them, libraries to who leads them, consumers to what they are. A
library is judged by its policy as that is worded on the day of the act; a consumer that moves or ends leaves no grant
of licences behind (`moving`), and those of data with its former department (`leaving`). What a batch is judged by is
read once, and judged once; of two batches written at the same time the later one's values stand, each batch whole, and
what it points to is still there: nothing is ever taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.cases.notices import tell
from graph.codes.uscc import check_uscc
from graph.errors import Malformed, Refusal, Text
from graph.law.access import require
from graph.law.acts import Act
from graph.law.policies import policy
from graph.office.actor import Actor
from graph.office.batch import write_batch
from graph.office.idempotency import Writing
from graph.office.references import Reference, dangling, judged, period, twice
from graph.office.review import Review
from graph.refusal_codes import Code
from graph.store.engine import Store, Unit
from graph.subjects.duties.opening import open_for_ended
from graph.subjects.sources import memory
from graph.subjects.sources.leaving import LeftGrant, hints_of_left, left_behind, moves, notices_of_left
from graph.subjects.sources.moving import faults_of_users
from graph.subjects.sources.rules import refuse_library
from graph.subjects.sources.setting import SourcesSetting, sources_setting
from graph.words.sources import Consumer, ConsumerKind, InformationSystem, LegalBasis, Library

_POINTS_BY = {
    ConsumerKind.DEPARTMENT: "department",
    ConsumerKind.SYSTEM: "system",
    ConsumerKind.UTILITY: "uscc",
    ConsumerKind.ENTERPRISE: "uscc",
    ConsumerKind.ORGANISATION: "uscc",
}
"""Which field says what a consumer of a kind is."""


@dataclass(frozen=True, slots=True)
class Sources:
    """A batch."""

    legal_bases: tuple[LegalBasis, ...] = ()
    systems: tuple[InformationSystem, ...] = ()
    libraries: tuple[Library, ...] = ()
    consumers: tuple[Consumer, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedSources:
    """A batch and what was found: to make one is to judge it, so that nothing unjudged can be written."""

    batch: Sources
    setting: SourcesSetting
    on: date
    """The day on which it is judged."""
    left: tuple[LeftGrant, ...] = ()
    """Grants of data that its consumers leave behind with the departments for which they stood."""
    review: Review = field(init=False)
    """Everything that is wrong; paths count each kind from 1."""

    def __post_init__(self) -> None:
        """Judge."""
        object.__setattr__(self, "review", _review(self.batch, self.setting, self.on, self.left))


async def judge(store: Store, batch: Sources, on: date) -> JudgedSources:
    """Read what a batch is judged by, say what is wrong with it on a day, and write nothing.

    It is one statement, and where consumers come to another department a second one.
    """
    references = list(_references(batch))
    setting = await sources_setting(
        store,
        bases=(one.code for one in batch.legal_bases),
        systems=(*(one.code for one in batch.systems), *(one.code for one in references if one.label == "System")),
        libraries=(one.code for one in batch.libraries),
        consumers=(one.code for one in batch.consumers),
        departments=(one.code for one in references if one.label == "Department"),
    )
    return JudgedSources(batch, setting, on, await left_behind(store, batch.consumers, batch.systems, setting, on))


async def add_sources(store: Store, batch: Sources, actor: Actor) -> Review:
    """Write a batch as a whole; what is there already takes the new values.

    Args:
        store: The graph.
        batch: What is to be; paths of refusals count each kind from 1.
        actor: An administrator.

    Returns:
        The check, with its hints.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    return await add_judged(store, await judge(store, batch, actor.today), actor)


async def add_judged(store: Writing, judgement: JudgedSources, actor: Actor) -> Review:
    """Write a batch by the judgement that it was given; nothing is read or judged again.

    Raises:
        Forbidden: `ROLE_REQUIRED`.
        Refusal: The one thing that is wrong with the batch.
        SeveralReasons: Everything that is.
    """
    require(actor.principal, Act.IMPORT, None, actor.today)
    batch = judgement.batch
    counts = {
        "legal_bases": len(batch.legal_bases),
        "systems": len(batch.systems),
        "libraries": len(batch.libraries),
        "consumers": len(batch.consumers),
    }

    moved = moves(batch.consumers, batch.systems, judgement.setting)

    async def write(unit: Unit) -> None:
        await memory.write_legal_bases(unit, batch.legal_bases)
        if any(moved):
            await memory.write_left(unit, *moved, actor.today, [one.code for one in batch.consumers])
        await memory.write_systems(unit, batch.systems)
        await memory.write_libraries(unit, batch.libraries)
        await memory.write_consumers(unit, batch.consumers)
        if judgement.left:
            await tell(unit, notices_of_left(judgement.left, actor.now))
        ended = [each.code for each in batch.legal_bases if each.valid_until and each.valid_until <= actor.today]
        if ended:
            await open_for_ended(unit, actor.today, actor.now, ended)

    return await write_batch(store, judgement.review, actor, Act.IMPORT, counts, write)


def _review(batch: Sources, setting: SourcesSetting, on: date, left: Sequence[LeftGrant]) -> Review:
    faults = (*_codes_twice(batch), *_periods(batch), *_policies(batch, on), *_consumers(batch))
    review = Review(faults, tuple(hints_of_left(left)))
    for position, consumer in enumerate(batch.consumers, start=1):
        if consumer.uscc:
            review += judged(check_uscc(consumer.uscc), ("consumers", str(position), "uscc"))
    review += Review(tuple(faults_of_users(batch.consumers, batch.systems, setting, on)))
    systems = {*setting.systems, *(one.code for one in batch.systems)}
    return review + dangling(_references(batch), {"System": systems, "Department": setting.departments})


def _codes_twice(batch: Sources) -> Iterator[Malformed]:
    yield from twice("legal_bases", batch.legal_bases, lambda one: one.code)
    yield from twice("systems", batch.systems, lambda one: one.code)
    yield from twice("libraries", batch.libraries, lambda one: one.code)
    yield from twice("consumers", batch.consumers, lambda one: one.code)


def _periods(batch: Sources) -> Iterator[Malformed]:
    for position, basis in enumerate(batch.legal_bases, start=1):
        yield from period(basis.valid_from, basis.valid_until, ("legal_bases", str(position), "valid_until"))
    for position, consumer in enumerate(batch.consumers, start=1):
        yield from period(consumer.valid_from, consumer.valid_until, ("consumers", str(position), "valid_until"))


def _policies(batch: Sources, on: date) -> Iterator[Refusal]:
    for position, library in enumerate(batch.libraries, start=1):
        path = ("libraries", str(position))
        try:
            row = policy(library.policy).on(on)
        except Refusal as refusal:
            refusal.path = (*path, "policy")
            yield refusal
            continue
        try:
            refuse_library(library, row, path)
        except Refusal as refusal:
            yield refusal


def _consumers(batch: Sources) -> Iterator[Malformed]:
    for position, consumer in enumerate(batch.consumers, start=1):
        field = _POINTS_BY[consumer.kind]
        if not getattr(consumer, field):
            yield Malformed(
                Text(f"{consumer.kind.zh}类使用方应写明对应的代码", f"a consumer of this kind has to name its {field}"),
                code=Code.CONSUMER_INCOMPLETE,
                path=("consumers", str(position), field),
                value="",
            )


def _references(batch: Sources) -> Iterator[Reference]:
    for position, system in enumerate(batch.systems, start=1):
        yield Reference("Department", system.operator, ("systems", str(position), "operator"))
    for position, library in enumerate(batch.libraries, start=1):
        if library.lead:
            yield Reference("Department", library.lead, ("libraries", str(position), "lead"))
    for position, consumer in enumerate(batch.consumers, start=1):
        path = ("consumers", str(position))
        if consumer.department:
            yield Reference("Department", consumer.department, (*path, "department"))
        if consumer.system:
            yield Reference("System", consumer.system, (*path, "system"))
