"""Issuing licences (签发): order → decision → page → seal → archive → register (GB/T 36903, GB/T 36904).

1. Everything that the order and the graph can refuse is refused before anything is drawn (`orders.judge`).
2. Drawing and sealing are processor work on picklable values (`making.make`); they run in worker processes.
3. The file is archived before the register knows of it, and waits there: a crash between the two leaves a file that
   goes when the store is opened again, never a record without its file (`archiving`).
4. One transaction writes the record, its holders, its digest with what was found in the file and the journal, and marks
   the version before as replaced. Nothing is issued twice under a number in force, and no version replaced twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, TypeVar

from graph.cases.machine import Case, Move, move
from graph.errors import Conflict, NotFound, Text
from graph.law.citations import Matter, of_matter
from graph.law.policies import bound_by, table_on
from graph.law.policy import Policy
from graph.law.scope import EVERYTHING
from graph.law.workflow import Side, steps_from
from graph.law.workflows import LICENSE, LICENSE_DRAFT
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.journal import Deed
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.installation import restoring
from graph.subjects.licensing import facts as licensing_facts
from graph.subjects.licensing import keeping, recording
from graph.subjects.licensing.memory import Issuer, issue_setting
from graph.subjects.organisation import memory as organisation_memory
from graph.words.china_time import china_day
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.licensing import NUMBER, IssueOrder, LicenseMove, LicenseRecord
from licenses.register.archive import Archive
from licenses.register.archiving import archived, sealed_file, settling
from licenses.register.making import Job, metadata_of
from licenses.register.orders import Judged, identifier_of, judge, new_serial
from licenses.register.records import Entries, number_key
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

T = TypeVar("T")


class Seals(Protocol):
    """Who seals for a department and who tells the time."""

    def sealer(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of a department."""
        ...

    def attester(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of what a department attests as the one that runs the register."""
        ...

    def timestamper(self, at: datetime) -> Timestamper:
        """The source of trusted time."""
        ...


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that issuing works with."""

    store: Store
    personal: PersonalData
    archive: Archive
    seals: Seals
    workers: Executor
    public_url: str
    demonstration: bool
    numbering: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a number is taken: who asks in this process waits, and does not run a race that most would lose."""

    async def file(self, digest: str) -> bytes:
        """The sealed file of a licence; see `archiving.sealed_file` for refusals."""
        return await sealed_file(self.archive, self.store, self.personal, digest)


async def made_by(workers: Executor, work: Callable[[T], bytes], job: T) -> bytes:
    """Have something made by worker processes; once more, where one was killed with it in its hands."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(workers, work, job)
    except BrokenExecutor:
        return await loop.run_in_executor(workers, work, job)


async def judged(workshop: Workshop, order: IssueOrder, actor: Actor) -> Judged:
    """Let an order pass that could be carried out today, with the licence that it replaces.

    Raises:
        Refusal: What `orders.judge` refuses.
        NotFound: `LICENSE_NOT_FOUND`; there is none to replace.
        Conflict: `NOT_REPLACEABLE`; it is another authority's, or of another type. `LICENSE_EXISTS`; another licence in
            force has the number.
    """
    view = View(workshop.store, EVERYTHING, actor.today)
    said = judge(order, await issue_setting(view, order.type_code, order.issuer), actor.today)
    row = bound_by(said.issuer.policy, actor.today)
    predecessor = await _predecessor(view, order, row)
    # Whoever is faster is asked again in the transaction of the write.
    key = number_key(workshop.personal, order.type_code, order.issuer, order.number)
    if predecessor is None and await licensing_facts.is_number_taken(view, key):
        raise _number_taken(order.number, row)
    anew = predecessor is not None and any(
        predecessor.sealed_at < lost.until for lost in await restoring.lost_of(workshop.store)
    )
    return replace(said, predecessor=predecessor, anew=anew)


async def prepare(workshop: Workshop, order: IssueOrder, actor: Actor, serial: str | None = None) -> Job:
    """Judge an order and put together what is to be made.

    Args:
        workshop: What issuing works with.
        order: What is to be made.
        actor: Who issues it, and when.
        serial: Of the identifier; one that nobody can guess where None.

    Raises:
        Refusal: What `judged` refuses.
        Conflict: The one to be replaced is not in force, or there is no seal.
    """
    said = await judged(workshop, order, actor)
    order, kind, issuer, predecessor = said.order, said.kind, said.issuer, said.predecessor
    row = bound_by(issuer.policy, actor.today)
    view = View(workshop.store, EVERYTHING, actor.today)
    replacing = await _replacing(view, predecessor, order, actor) if predecessor else None
    identifier = identifier_of(said, serial or new_serial())
    sealer, timestamper = _sealing(workshop, issuer, order.issuer, actor, of_matter(row, Matter.LICENSE_SEAL))
    return Job(
        order=order,
        kind=kind,
        policy=issuer.policy or "",
        metadata=metadata_of(order, kind, issuer, identifier, actor, demonstration=workshop.demonstration),
        predecessor=predecessor,
        replacing=replacing,
        sealer=sealer,
        timestamper=timestamper,
        public_url=workshop.public_url,
    )


def _sealing(
    workshop: Workshop, issuer: Issuer, code: str, actor: Actor, rules: tuple[str, ...]
) -> tuple[Sealer, Timestamper]:
    """The issuer's seal and the time; who keeps them does not know by which article they are asked for."""
    try:
        return workshop.seals.sealer(issuer.name, code, actor.now), workshop.seals.timestamper(actor.now)
    except Conflict as refusal:
        refusal.rules = rules
        raise


async def enter(workshop: Workshop, made: Sequence[tuple[Job, bytes]], actors: Sequence[Actor]) -> list[str]:
    """Archive many files, then write all their records in one transaction; return their ids.

    Args:
        workshop: What issuing works with.
        made: What was prepared, with the sealed file.
        actors: Who issues each of them, and when.
    """
    entries = await archived(workshop.archive, workshop.personal, made)

    async def work(unit: Unit) -> None:
        await write_entries(unit, workshop.personal, entries, actors)
        await journal.record(unit, *deeds_of(entries, actors))

    async with settling(workshop.archive, [entries]) as told:
        await workshop.store.write(work)
        told.extend(record.id for record in entries.records)
    return told


def _rows(entries: Entries, actors: Sequence[Actor]) -> list[Policy | None]:
    """The policy that binds the issuer of each, on the day of the act."""
    return [bound_by(policy, actor.today) for policy, actor in zip(entries.policies, actors, strict=True)]


async def write_entries(unit: Unit, personal: PersonalData, entries: Entries, actors: Sequence[Actor]) -> None:
    """Write what the register enters of some licences.

    Args:
        unit: The open transaction.
        personal: Locks the keys of the holders.
        entries: What is entered.
        actors: Who issues each of them, and when.

    Raises:
        Conflict: `LICENSE_EXISTS`, or `CASE_MOVED` where one to be replaced was moved on meanwhile.
    """
    records, rows = entries.records, _rows(entries, actors)
    # First, so that who replaces a version at the same time is told its state, and not that its successor exists.
    await recording.change_states(unit, entries.replaced, path=("replaces",))
    await _refuse_known(personal, unit, entries, rows)
    doubled = await recording.write_licenses(unit, personal, records, entries.keys, entries.holders, entries.files)
    if doubled:
        raise _doubled(personal, doubled[0], entries, rows)
    await keeping.keep_found(unit, entries.found)


def deeds_of(entries: Entries, actors: Sequence[Actor]) -> list[Deed]:
    """Lines for the journal, one for each licence."""
    return [
        actor.deed("ISSUE_LICENSE", each.id, _issued_by(row))
        for actor, each, row in zip(actors, entries.records, _rows(entries, actors), strict=True)
    ]


async def _predecessor(view: View, order: IssueOrder, row: Policy | None) -> LicenseRecord | None:
    if order.replaces is None:
        return None
    found = await licensing_facts.license_named(view, order.replaces)
    if found is None:
        raise NotFound(
            Text("没有要变更的证照", "no such licence to replace"),
            code=Code.LICENSE_NOT_FOUND,
            path=("replaces",),
            value=order.replaces,
        )
    same = found.type_code == order.type_code and found.issuer == order.issuer
    if not same:
        raise _not_replaceable(row)
    return found


async def _replacing(view: View, predecessor: LicenseRecord, order: IssueOrder, actor: Actor) -> Move:
    """The step by which the licence before is replaced, as the table has it under which it was issued."""
    case, then = Case(predecessor.state, departments={Side.PROVIDER: {order.issuer}}), china_day(predecessor.sealed_at)
    _, policy = await organisation_memory.answering_department(view, predecessor.issuer, then)
    table = table_on(policy, LICENSE, then)
    return move(table, case, LicenseMove.REPLACE, actor.principal, {}, actor.now, path=("replaces",))


async def _refuse_known(personal: PersonalData, unit: Unit, entries: Entries, rows: Sequence[Policy | None]) -> None:
    """Refuse an identifier that exists, and a second licence in force under the number of a first.

    Both are asked in the transaction of the write, so that it can be run again after a lost race.
    """
    records = entries.records
    known = await recording.known_identifiers(unit, [record.identifier for record in records])
    if known:
        raise Conflict(
            Text("电子证照标识已经存在", "the licence identifier exists already"),
            code=Code.LICENSE_EXISTS,
            rules=("GB-36904",),
            path=("identifier",),
            value=known[0],
        )
    doubled = await recording.numbers_in_force(unit, records, recording.COUNTING)
    if doubled:
        raise _doubled(personal, doubled[0], entries, rows)


def _issued_by(row: Policy | None) -> tuple[str, ...]:
    """The articles by which a department issues what was reviewed."""
    table = row.table(LICENSE_DRAFT) if row else None
    steps = steps_from(table.value, DraftState.REVIEWED, DraftEvent.ISSUE) if table and table.value else ()
    return next((step.rules for step in steps), ())


def _doubled(personal: PersonalData, hashed: str, entries: Entries, rows: Sequence[Policy | None]) -> Conflict:
    """That a number is in force already; whoever asks has handed it in, and is told which."""
    record, row = next(each for each in zip(entries.records, rows, strict=True) if each[0].number_hash == hashed)
    key = entries.keys[record.id] if record.number_personal else personal
    return _number_taken(key.decrypt(record.number, NUMBER), row)


def _number_taken(number: str, row: Policy | None) -> Conflict:
    return Conflict(
        Text(
            "该机关已以此编号颁发同类证照，且未注销",
            "this authority has issued one of this type under this number, and it is not cancelled",
        ),
        code=Code.LICENSE_EXISTS,
        rules=(*of_matter(row, Matter.LICENSE_NUMBER), "GB-36903"),
        path=("number",),
        value=number,
    )


def _not_replaceable(row: Policy | None) -> Conflict:
    return Conflict(
        Text("要变更的证照不是本机关的同类证照", "the licence to replace is not one of this authority and type"),
        code=Code.NOT_REPLACEABLE,
        rules=of_matter(row, Matter.LICENSE_NUMBER),
        path=("replaces",),
    )
