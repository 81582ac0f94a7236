"""Issuing licences (签发): order → decision → page → seal → archive → register (GB/T 36903, GB/T 36904).

1. Everything that the order and the graph can refuse is refused before anything is drawn (`judging`).
2. Drawing and sealing are processor work on picklable values (`making.make`); they run in worker processes.
3. The file is archived before the register knows of it, and waits there: a crash between the two leaves a file that
   goes when the store is opened again, never a record without its file (`archiving`).
4. One transaction writes the record, its holders, its digest with what was found in the file and the journal, and marks
   the version before as replaced. Nothing is issued twice under a number in force, and no version replaced twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from graph.cases.machine import Case, Move, move
from graph.errors import Conflict, Text
from graph.law.citations import Matter, of_matter
from graph.law.policies import bound_by, table_on
from graph.law.policy import Policy
from graph.law.scope import EVERYTHING
from graph.law.workflow import Side
from graph.law.workflows import LICENSE
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Unit
from graph.store.journal import Deed
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing import keeping, recording
from graph.subjects.licensing.holders import Untold
from graph.subjects.licensing.rows import Issuer
from graph.subjects.organisation import memory as organisation_memory
from graph.words.china_time import china_day
from graph.words.licensing import NUMBER, IssueOrder, LicenseMove, LicenseRecord
from licenses.register.archiving import archived, settling
from licenses.register.judging import issued_by, judged, number_taken, setting_of
from licenses.register.making import Job, metadata_of
from licenses.register.ordered_holders import known_otherwise
from licenses.register.orders import Judged, identifier_of, new_serial
from licenses.register.records import Entries, shown_holder
from licenses.register.workshop import Workshop
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

T = TypeVar("T")


async def prepare(workshop: Workshop, order: IssueOrder, actor: Actor, serial: str | None = None) -> Job:
    """Judge an order and put together what is to be made.

    Args:
        workshop: What issuing works with.
        order: What is to be made.
        actor: Who issues it, and when.
        serial: Of the identifier; one that nobody can guess where None.

    Raises:
        Refusal: What `judging.judged` refuses.
        Conflict: The one to be replaced is not in force, or there is no seal.
    """
    setting = await setting_of(workshop, order, actor.today)
    return await job_of(workshop, judged(workshop, order, setting, actor), actor, serial)


async def job_of(workshop: Workshop, said: Judged, actor: Actor, serial: str | None = None) -> Job:
    """Put together what is to be made of an order that may be carried out.

    Raises:
        Conflict: The one to be replaced is not in force, or there is no seal.
    """
    predecessor, policy = said.predecessor, None
    if predecessor is not None:
        then = china_day(predecessor.sealed_at)
        view = View(workshop.store, EVERYTHING, actor.today)
        _, policy = await organisation_memory.answering_department(view, predecessor.issuer, then)
    return put_together(
        workshop, said, actor, sealing_of(workshop, said.issuer, said.order.issuer, actor), policy, serial
    )


def put_together(
    workshop: Workshop,
    said: Judged,
    actor: Actor,
    sealing: tuple[Sealer, Timestamper],
    policy: str | None,
    serial: str | None = None,
) -> Job:
    """Put together what is to be made of an order, where everything that it needs was read.

    Args:
        workshop: What issuing works with.
        said: The order.
        actor: Who issues it, and when.
        sealing: The issuer's seal, and the time.
        policy: The one that bound the issuer when the licence was sealed that it replaces.
        serial: Of the identifier; one that nobody can guess where None.

    Raises:
        Conflict: The one to be replaced is not in force.
    """
    order, kind, issuer, predecessor = said.order, said.kind, said.issuer, said.predecessor
    replacing = _replacing(policy, predecessor, order, actor) if predecessor else None
    identifier = identifier_of(said, serial or new_serial())
    sealer, timestamper = sealing
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


def sealing_of(workshop: Workshop, issuer: Issuer, code: str, actor: Actor) -> tuple[Sealer, Timestamper]:
    """The issuer's seal and the time; who keeps them does not know by which article they are asked for.

    Raises:
        Conflict: There is no seal.
    """
    try:
        return workshop.seals.sealer(issuer.name, code, actor.now), workshop.seals.timestamper(actor.now)
    except Conflict as refusal:
        refusal.rules = of_matter(bound_by(issuer.policy, actor.today), Matter.LICENSE_SEAL)
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
        Conflict: `LICENSE_EXISTS`, or `CASE_MOVED` where one to be replaced was moved on meanwhile;
            `HOLDER_NAMED_OTHERWISE`, `HOLDER_OF_ANOTHER_KIND`.
    """
    records, rows = entries.records, _rows(entries, actors)
    # First, so that who replaces a version at the same time is told its state, and not that its successor exists.
    await recording.change_states(unit, entries.replaced, path=("replaces",))
    await _refuse_known(personal, unit, entries, rows)
    untaken = await recording.write_licenses(unit, personal, records, entries.keys, entries.holders, entries.files)
    if untaken.numbers:
        raise _doubled(personal, untaken.numbers[0], entries, rows)
    if untaken.holders:
        raise _misnamed(personal, untaken.holders[0], entries, rows)
    await keeping.keep_found(unit, entries.found)


def deeds_of(entries: Entries, actors: Sequence[Actor]) -> list[Deed]:
    """Lines for the journal, one for each licence."""
    return [
        actor.deed("ISSUE_LICENSE", each.id, issued_by(row))
        for actor, each, row in zip(actors, entries.records, _rows(entries, actors), strict=True)
    ]


def _replacing(policy: str | None, predecessor: LicenseRecord, order: IssueOrder, actor: Actor) -> Move:
    """The step by which the licence before is replaced, as the table has it under which it was issued."""
    case = Case(predecessor.state, departments={Side.PROVIDER: {order.issuer}})
    table = table_on(policy, LICENSE, china_day(predecessor.sealed_at))
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


def _misnamed(personal: PersonalData, untold: Untold, entries: Entries, rows: Sequence[Policy | None]) -> Conflict:
    """That the register has a holder otherwise by now; whoever asks has handed his name in."""
    owners = [
        (seq, row) for each, row in zip(entries.records, rows, strict=True) for seq in range(len(each.holder_hashes))
    ]
    seq, row = owners[untold.place]
    holder = shown_holder(personal, entries.holders[untold.place])
    return known_otherwise(seq, holder, untold.how, untold.known_type, of_matter(row, Matter.LICENSE_HOLDER))


def _doubled(personal: PersonalData, hashed: str, entries: Entries, rows: Sequence[Policy | None]) -> Conflict:
    """That a number is in force already; whoever asks has handed it in, and is told which."""
    record, row = next(each for each in zip(entries.records, rows, strict=True) if each[0].number_hash == hashed)
    key = entries.keys[record.id] if record.number_personal else personal
    return number_taken(key.decrypt(record.number, NUMBER), row)
