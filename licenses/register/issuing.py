"""Issuing a licence: order → decision → page → seal → archive → register (WHL-9, WHL-12, GB/T 36903, GB/T 36904).

1. Everything that the order and the graph can refuse is refused before anything is drawn (`orders.judge`).
2. Drawing and sealing are processor work on picklable values (`making.make`); they run in worker processes.
3. The file is archived before the register knows of it: a crash between the two leaves a file that nobody refers to,
   never a record without its file.
4. One transaction writes the record, its holders, its digest and the journal, and marks the version before as replaced.
   A licence that is in force under the same number is not issued twice, nor a version replaced twice.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from graph.codes.identifier import LicenseIdentifier, build_identifier, parse_identifier
from graph.errors import Conflict, NotFound, Text
from graph.law.acts import Act
from graph.office.actor import Actor
from graph.office.idempotency import keyed_request, write_under_key
from graph.refusal_codes import Code
from graph.schema.nodes import LICENSE
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.view import EVERYTHING, View
from graph.subjects.licensing import memory as licensing_memory
from graph.words.licensing import IssueOrder, LicenseState
from licenses.register.archive import Archive, digest_of
from licenses.register.making import Job, make, metadata_of, seal_number
from licenses.register.orders import judge
from licenses.register.records import record_of
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import Timestamper

REPLACEABLE = (LicenseState.IN_FORCE, LicenseState.SUSPENDED)
"""States of a licence of which the next version may be issued."""


class Seals(Protocol):
    """Who seals for a department and who tells the time."""

    def sealer(self, department: str, code: str, at: datetime) -> Sealer:
        """The sealer of a department."""
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


async def issue(workshop: Workshop, order: IssueOrder, actor: Actor, key: str | None = None) -> str:
    """Issue one licence; return its id. Under the same idempotency key nothing is issued twice.

    Raises:
        Malformed: The order, with the field that is wrong.
        Forbidden: The actor holds no such post, or the authority may not issue the type on this day.
        Conflict: The licence exists, or the one to be replaced is not in force.
        NoPolicy: No policy with a licence regulation binds the issuer.
    """
    request = keyed_request(actor, key, "ISSUE_LICENSE", _told_apart(order))
    if request is not None and (first := await request.first_result(workshop.store)) is not None:
        return first
    job = await prepare(workshop, order, actor)
    sealed = await _sealed(workshop, job)
    (row,) = await _archived(workshop, [(job, sealed)])

    async def work(unit: Unit) -> str:
        await _write(unit, [row], [actor])
        return str(row["id"])

    return await write_under_key(workshop.store, request, work)


async def _sealed(workshop: Workshop, job: Job) -> bytes:
    """Have it made; once more, where a worker was killed with it in its hands."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(workshop.workers, make, job)
    except BrokenExecutor:
        return await loop.run_in_executor(workshop.workers, make, job)


async def prepare(workshop: Workshop, order: IssueOrder, actor: Actor, serial: str | None = None) -> Job:
    """Judge an order and put together what is to be made; see `issue` for refusals."""
    view = View(workshop.store, EVERYTHING, actor.today)
    judged = judge(order, await licensing_memory.for_issue(view, order.type_code, order.issuer), actor)
    predecessor = await _predecessor(view, order)
    identifier = (
        predecessor[1].next()
        if predecessor
        else build_identifier(order.type_code, order.issuer, serial or uuid.uuid4().hex.upper())
    )
    return Job(
        order=order,
        kind=judged.kind,
        metadata=metadata_of(order, judged, identifier, actor, demonstration=workshop.demonstration),
        version=identifier.version,
        stamp=(judged.issuer_name, seal_number(judged.division, judged.issuer), workshop.demonstration),
        sealer=workshop.seals.sealer(judged.issuer_name, judged.issuer, actor.now),
        timestamper=workshop.seals.timestamper(actor.now),
        verify_url=f"{workshop.public_url}/v/{identifier}",
        replaces=predecessor[0] if predecessor else None,
    )


async def enter(workshop: Workshop, made: Sequence[tuple[Job, bytes]], actors: Sequence[Actor]) -> list[str]:
    """Archive many files, then write all their records in one transaction; return their ids.

    Args:
        workshop: What issuing works with.
        made: What was prepared, with the sealed file.
        actors: Who issues each of them, and when.
    """
    rows = await _archived(workshop, made)

    async def work(unit: Unit) -> None:
        await _write(unit, rows, actors)

    await workshop.store.write(work)
    return [row["id"] for row in rows]


async def _archived(workshop: Workshop, made: Sequence[tuple[Job, bytes]]) -> list[dict[str, Any]]:
    digests = [await asyncio.to_thread(workshop.archive.put, content) for _, content in made]
    return [
        record_of(workshop.personal, job, digest, len(content))
        for (job, content), digest in zip(made, digests, strict=True)
    ]


async def _write(unit: Unit, rows: Sequence[dict[str, Any]], actors: Sequence[Actor]) -> None:
    await _refuse_known(unit, rows)
    await _replace(unit, rows)
    await licensing_memory.write_licenses(unit, rows)
    deeds = (actor.deed(Act.ISSUE_LICENSE, row["id"], ("WHL-9",)) for actor, row in zip(actors, rows, strict=True))
    await journal.record(unit, *deeds)


def _told_apart(order: IssueOrder) -> list[object]:
    """Everything of an order that tells it from another, as JSON knows it."""
    holders = [[holder.name, holder.code, holder.code_type] for holder in order.holders]
    photo = digest_of(order.photo) if order.photo else None
    days = [str(order.issued_on), str(order.valid_from), str(order.valid_until)]
    return [
        order.type_code,
        order.issuer,
        holders,
        order.number,
        days,
        order.face,
        photo,
        order.replaces,
        order.change_reason,
    ]


async def _predecessor(view: View, order: IssueOrder) -> tuple[str, LicenseIdentifier] | None:
    if order.replaces is None:
        return None
    row = await licensing_memory.by_identifier(view, order.replaces)
    if row is None:
        raise NotFound(
            Text("没有要变更的证照", "no such licence to replace"),
            code=Code.LICENSE_NOT_FOUND,
            path=("replaces",),
            value=order.replaces,
        )
    values = dict(zip(LICENSE.names, row, strict=True))
    same = values["typeId"] == order.type_code and values["issuerId"] == order.issuer
    if not same or LicenseState[values["state"]] not in REPLACEABLE:
        raise _not_replaceable(values["state"])
    return values["id"], parse_identifier(order.replaces, ("replaces",))


async def _refuse_known(unit: Unit, rows: Sequence[dict[str, Any]]) -> None:
    """Refuse an identifier that exists, and a second licence in force under the number of a first.

    Both are asked in the transaction of the write, so that it can be run again after a lost race.
    """
    known = await licensing_memory.known_identifiers(unit, [row["plain"]["identifier"] for row in rows])
    if known:
        raise _exists("identifier", known[0], "电子证照标识已经存在", "the licence identifier exists already")
    doubled = await licensing_memory.numbers_in_force(unit, rows, [state.name for state in REPLACEABLE])
    if doubled:
        raise _exists(
            "number",
            doubled[0],
            "该机关已以此编号颁发同类证照，且未注销",
            "this authority has issued one of this type under this number, and it is not cancelled",
        )


async def _replace(unit: Unit, rows: Sequence[dict[str, Any]]) -> None:
    """Mark the versions before as replaced, unless one has left the states in which it may be."""
    wanted = {row["replaces"]: row["sealedAt"] for row in rows if row["replaces"]}
    replaced = await licensing_memory.replace(unit, wanted, [state.name for state in REPLACEABLE])
    if len(replaced) != len(wanted):
        raise _not_replaceable(None)


def _exists(field: str, value: str, zh: str, en: str) -> Conflict:
    rules = ("GB-36904",) if field == "identifier" else ("WHL-9", "GB-36903")
    return Conflict(Text(zh, en), code=Code.LICENSE_EXISTS, rules=rules, path=(field,), value=value)


def _not_replaceable(state: str | None) -> Conflict:
    return Conflict(
        Text(
            "要变更的证照不是本机关同类的有效证照",
            "the licence to replace is not one of this authority and type in force",
        ),
        code=Code.NOT_REPLACEABLE,
        rules=("WHL-9", "WHL-10"),
        path=("replaces",),
        value=state,
    )
