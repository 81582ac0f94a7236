"""Receiving the data of a batch (WHL-6, WHL-21): a sheet's rows are judged one by one, to the last letter of the page.

* What is right is received, what is wrong is left out and said, row by row; nothing of a row is taken by half.
* A sheet is known by what it holds: brought again, by whomever, it goes on where it was left, and no row comes twice.
* A number of which data are being dealt with already is left out: a sheet that was mended may be brought as a whole.
* Nothing is made in batches for a department whose e-licence officer is not filed with the centre (WHL-21): it is
  said before a row is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.cases.machine import Case, conditions_met, move
from graph.codes.holder_code import read_as
from graph.errors import Conflict, Refusal, Text
from graph.law.citations import Matter, of_matter
from graph.law.policies import table_on
from graph.law.policy import Policy
from graph.law.scope import EVERYTHING
from graph.law.workflow import Side
from graph.law.workflows import LICENSE_DRAFT, OFFICER_FILED
from graph.office.review import reasons_of
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Unit
from graph.store.view import View
from graph.subjects.licensing import batching, drafting
from graph.subjects.licensing.batching import KnownRow
from graph.subjects.licensing.drafting import Opening
from graph.words.license_batches import BatchRun, LicenseBatch, RowRefusal
from graph.words.license_drafts import BatchPlace, DraftEvent, LicenseDraft
from graph.words.licensing import Holder, IssueOrder
from licenses.register.batches.drawing import parts_of, refusals_of
from licenses.register.batches.running import Acting, Present, Tell, in_hand_of, unheard
from licenses.register.batches.sheet import OrderedRow
from licenses.register.faults import refuse_long
from licenses.register.judging import hashes_of, judged, refuse_unknown
from licenses.register.making import Proof
from licenses.register.orders import grounds_of, new_serial, refuse_ended
from licenses.register.proofs import page_to_make, refuse_replaced
from licenses.register.receiving import data_of, new_draft
from licenses.register.workshop import Workshop

CHUNK: Final = 200
"""Rows of one transaction."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What is brought as a batch."""

    type_code: str
    issuer: str
    rows: Sequence[OrderedRow]
    mark: str
    """What tells the sheet from every other: a digest of it."""
    source: str = ""
    """Where the department has the data from; may be empty."""
    entry: str | None = None
    """The catalogue entry whose data they are."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sheet."""

    batch: str
    run: BatchRun
    faults: dict[int, tuple[Refusal, ...]]
    """What is wrong with the rows that were not taken."""

    @property
    def reached(self) -> int:
        """How many rows of the sheet were looked at; fewer than it has where it was stopped."""
        return self.run.done + self.run.refused


@dataclass(frozen=True, slots=True)
class _Good:
    """A row that is received."""

    row: OrderedRow
    place: BatchPlace
    draft: LicenseDraft
    opening: Opening
    proof: Proof


async def receive(
    workshop: Workshop, present: Present, brought: Brought, tell: Tell = unheard, *, dry_run: bool = False
) -> Taken:
    """Receive the data of a batch.

    Args:
        workshop: What issuing works with.
        present: Who hands them in for the department.
        brought: The sheet.
        tell: Hears how far it is.
        dry_run: Judge all rows and write nothing.

    Raises:
        Forbidden: `ANOTHER_POST`.
        Conflict: `CONDITION_MISSING`, where no e-licence officer is filed; `CASE_MOVED`, where somebody has the batch
            in hand; `DEPARTMENT_ENDED`.
        Malformed: The type or the issuer is unknown; `WORDS_TOO_LONG`.
        NoPolicy: No licence regulation binds the issuer.
    """
    refuse_long(brought.source, "source")
    acting = await present()
    batch = await batch_of_sheet(workshop, acting, brought)
    faults = dict[int, tuple[Refusal, ...]]()
    if dry_run:
        tried = BatchRun(
            DraftEvent.RECEIVE, acting.actor.principal.subject, acting.actor.now, acting.actor.now, len(brought.rows),
            0, 0, going=False, stopping=False,
        )  # fmt: skip
        for chunk in parts_of(brought.rows, CHUNK):
            acting = await present()
            good, bad, _ = await _looked_at(workshop, acting, batch, brought, chunk)
            faults |= bad
            done, refused = tried.done + len(good), tried.refused + len(bad)
            tried = replace(tried, beat=acting.actor.now, done=done, refused=refused)
            if tell(tried) is False:
                break
        return Taken(batch.id, tried, faults)
    actor = acting.actor

    async def enter(unit: Unit) -> None:
        await batching.enter_batch(unit, batch)
        await journal.record(unit, actor.deed("RECEIVE_LICENSE_BATCH", batch.id, detail=str(batch.rows)))

    there = await batching.batch_of(View(workshop.store, EVERYTHING, actor.today), batch.id)
    if there is None:
        await workshop.store.write(enter)
    before = {each.row for each in there.refused} if there else set[int]()
    async with in_hand_of(workshop.store, there or batch, DraftEvent.RECEIVE, actor, len(brought.rows), tell) as run:
        for chunk in parts_of(brought.rows, CHUNK):
            if run.stopping:
                break
            acting = await present()
            good, bad, known = await _looked_at(workshop, acting, batch, brought, chunk)
            faults |= bad
            lost = [RowRefusal.of(row, first) for row, (first, *_) in sorted(bad.items()) if row not in before]
            at = acting.actor.now

            async def write(unit: Unit) -> BatchRun:
                await drafting.enter_drafts(
                    unit,
                    workshop.personal,
                    [(each.draft, batch.policy, each.opening) for each in good],  # noqa: B023
                )
                return await run.beat(unit, at, len(good) + known, len(bad), lost)  # noqa: B023

            run.went_on(await workshop.store.write(write))
    return Taken(batch.id, run.said, faults)


async def batch_of_sheet(workshop: Workshop, acting: Acting, brought: Brought) -> LicenseBatch:
    """The batch that a sheet makes, if it may be handed in."""
    actor = acting.actor
    view = View(workshop.store, EVERYTHING, actor.today)
    common, _, _ = await batching.known_rows(view, brought.type_code, brought.issuer, ())
    asked = IssueOrder(brought.type_code, brought.issuer, (), "", actor.today, actor.today, None, {})
    issuer = common.setting.issuer
    if issuer is not None:
        refuse_ended(issuer, brought.issuer, actor.today)
    policy = grounds_of(asked, common.setting, actor.today).issuer.policy
    table = table_on(policy, LICENSE_DRAFT, actor.today)
    case = Case(departments={Side.PROVIDER: {brought.issuer}})
    received = move(table, case, DraftEvent.RECEIVE, actor.principal, {}, actor.now, path=("issuer",))
    conditions_met(table, received.state, DraftEvent.MAKE, {OFFICER_FILED.fact: common.officer_filed}, path=("issuer",))
    told = (brought.type_code, brought.issuer, brought.mark, brought.source, brought.entry or "")
    return LicenseBatch(
        id=workshop.personal.lookup_as_written("\n".join(("batch", *told)))[:32],
        type_code=brought.type_code,
        issuer=brought.issuer,
        policy=policy,
        entry=brought.entry,
        rows=len(brought.rows),
        received_at=actor.now,
        received_by=actor.principal.subject,
    )


async def _looked_at(
    workshop: Workshop,
    acting: Acting,
    batch: LicenseBatch,
    brought: Brought,
    rows: Sequence[OrderedRow],
) -> tuple[list[_Good], dict[int, tuple[Refusal, ...]], int]:
    """Judge some rows: those that are received, what is wrong with the others, and how many have come before."""
    actor, personal = acting.actor, workshop.personal
    view = View(workshop.store, EVERYTHING, actor.today)
    bad = {row.row: row.faults for row in rows if row.faults}
    read = [(row, row.order, BatchPlace(batch.id, row.row)) for row in rows if row.order and not row.faults]
    _, known, there = await batching.known_rows(
        view, batch.type_code, batch.issuer,
        [
            (place, order.replaces, personal.lookup(order.number), hashes_of(workshop, order))
            for _, order, place in read
        ],
    )  # fmt: skip
    good, numbers, beside = list[_Good](), set[str](), _beside(brought, [order for _, order, _ in read])
    for (row, order, place), told in zip(read, known, strict=True):
        if place in there:
            continue
        setting = replace(told, drafted=told.drafted or order.number in numbers)
        numbers.add(order.number)
        try:
            good.append(_judged(workshop, acting, brought, row, order, place, setting, beside))
        except Refusal as refusal:
            bad[row.row] = reasons_of(refusal)
    drawn = await refusals_of(workshop, [each.proof for each in good])
    bad |= {each.row.row: (wrong,) for each, wrong in zip(good, drawn, strict=True) if wrong is not None}
    return [each for each in good if each.row.row not in bad], bad, len(there)


def _beside(brought: Brought, orders: Sequence[IssueOrder]) -> Mapping[str, list[Holder]]:
    """The holders of a sheet by their codes, where one of some orders says that a holder has changed."""
    found: dict[str, list[Holder]] = defaultdict(list)
    if any(holder.former_name or holder.former_type for order in orders for holder in order.holders):
        for row in brought.rows:
            for holder in row.order.holders if row.order else ():
                found[read_as(holder.code)].append(holder)
    return found


def _judged(
    workshop: Workshop, acting: Acting, brought: Brought, row: OrderedRow, order: IssueOrder, place: BatchPlace,
    known: KnownRow, beside: Mapping[str, list[Holder]],
) -> _Good:  # fmt: skip
    actor = acting.actor
    said = judged(workshop, order, known.setting, actor)
    refuse_replaced(said)
    refuse_unknown(workshop, order, known.setting, actor, beside)
    if known.drafted:
        raise _dealt_with(order.number, said.grounds.row)
    serial = new_serial()
    proof, likeness = page_to_make(workshop, order, said, actor, serial)
    data = data_of(workshop, order, row.source or brought.source)
    draft = replace(new_draft(actor, order, data), serial=serial, made_of=likeness, place=place)
    return _Good(row, place, draft, data.opening, proof)


def _dealt_with(number: str, row: Policy | None) -> Conflict:
    return Conflict(
        Text(
            "该编号的证照数据已经报送，正在办理；要更正的，请在原件上重新报送",
            "data of this number were handed in already and are being dealt with; to mend them, send those anew",
        ),
        code=Code.LICENSE_EXISTS,
        rules=of_matter(row, Matter.LICENSE_NUMBER),
        path=("number",),
        value=number,
    )
