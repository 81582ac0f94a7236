"""Licences by the hundred: each step of a batch leaves of every licence what single steps leave, or says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import drafted, office
from builders.batched import (
    batch,
    files_of,
    made,
    numbered,
    present,
    received,
    reviewed,
    rows,
    states,
    waiting,
    workshop_of,
)
from builders.more import left_out
from builders.office import CIVIL, NOW
from builders.stores import watched

from graph.errors import Conflict, Forbidden, Malformed, Text
from graph.law.scope import EVERYTHING
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing import batching as memory
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import BatchPlace, DraftEvent, DraftState
from licenses.register import drafting
from licenses.register.batches import issuing, receiving, stepping
from licenses.register.batches.receiving import Brought
from licenses.register.batches.running import SILENT, Acting, in_hand_of, unheard
from licenses.register.drafting import Handling
from licenses.register.workshop import Seals, Workshop
from licenses.seal.sealer import Sealer
from licenses.seal.timestamping import HttpTimestamper, Timestamper, TimestampUnavailable


@pytest.fixture
async def workshop(store: Store, personal: PersonalData, tmp_path: Path) -> Workshop:
    return await workshop_of(store, personal, tmp_path)


async def draft_in(workshop: Workshop, identity: str, row: int) -> str:
    """The draft of a row."""
    found: str = await workshop.store.read(
        "MATCH (c:LicenseDraft {batchKey: $key}) RETURN c.id", key=BatchPlace(identity, row).key
    )
    return found


async def rival_after_reading(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, rival: Callable[[], Awaitable[object]]
) -> list[bool]:
    """Have somebody act once, when the next chunk was read and nothing of it is written yet."""
    done, reading = list[bool](), memory.chunk_of

    async def read(*given: Any, **named: Any) -> Any:
        found = await reading(*given, **named)
        if not done:
            done.append(True)
            await rival()
        return found

    monkeypatch.setattr(memory, "chunk_of", read)
    return done


@dataclass(frozen=True)
class TimelessSeals:
    """Seals of an authority whose timestamp service is away."""

    seals: Seals

    def sealer(self, department: str, code: str, at: datetime) -> Sealer:
        return self.seals.sealer(department, code, at)

    def attester(self, department: str, code: str, at: datetime) -> Sealer:
        return self.seals.attester(department, code, at)

    def timestamper(self, at: datetime) -> Timestamper:
        there = self.seals.timestamper(at)
        return HttpTimestamper("http://127.0.0.1:9/tsa", there.chain, there.revocation, timeout_seconds=1)


@left_out
async def test_a_batch_goes_from_data_to_licences(workshop: Workshop) -> None:
    taken = await received(workshop, rows(7))
    assert not taken.faults
    assert (taken.run.done, taken.run.refused) == (7, 0)
    assert await states(workshop, taken.batch) == {DraftState.RECEIVED: 7}
    made = await stepping.make(workshop, present(workshop, drafted.MAKER), taken.batch)
    assert (made.done, made.refused, made.total) == (7, 0, 7)
    assert await states(workshop, taken.batch) == {DraftState.MADE: 7}
    await stepping.handle(workshop, present(workshop, drafted.REVIEWS[CIVIL]), taken.batch, Handling.REVIEW)
    assert await states(workshop, taken.batch) == {DraftState.REVIEWED: 7}
    issued = await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), taken.batch)
    assert (issued.done, issued.refused, issued.going) == (7, 0, False)
    assert await states(workshop, taken.batch) == {DraftState.ISSUED: 7}
    verified = await files_of(workshop)
    assert len(verified) == 7
    assert {said.metadata.number for said in verified if said.metadata} == {
        each.order.number for each in rows(7) if each.order
    }
    assert waiting(workshop) == []


async def test_what_is_wrong_with_a_row_keeps_no_other_from_coming(workshop: Workshop) -> None:
    given = rows(6)
    assert given[1].order
    assert given[3].order
    given[1] = replace(given[1], order=replace(given[1].order, issued_on=date(1899, 1, 1)))
    given[3] = replace(given[3], order=replace(given[3].order, face={"KZ_XM": "陈一凡", "KZ_DJRQ": "昨天"}))
    unread = Malformed(Text("无法读取", "cannot be read"), code=Code.DATE, path=("6", "颁发日期"))
    given[4] = replace(given[4], order=None, faults=(unread,))
    taken = await received(workshop, given)
    assert set(taken.faults) == {3, 5, 6}
    assert taken.faults[5][0].code is Code.NOT_A_DATE
    assert taken.faults[6] == (unread,)
    assert await states(workshop, taken.batch) == {DraftState.RECEIVED: 3}
    kept = await batch(workshop, taken.batch)
    assert [(each.row, each.code) for each in kept.refused][1:] == [(5, "NOT_A_DATE"), (6, "DATE")]


async def test_a_sheet_that_is_brought_again_brings_nothing_twice(workshop: Workshop) -> None:
    given = rows(5)
    assert given[2].order
    wrong = replace(given[2], order=replace(given[2].order, number=" "))
    first = await received(workshop, [*given[:2], wrong, *given[3:]])
    again = await received(workshop, [*given[:2], wrong, *given[3:]])
    assert again.batch == first.batch
    assert (again.run.done, again.run.refused) == (4, 1)
    assert await states(workshop, first.batch) == {DraftState.RECEIVED: 4}
    assert len((await batch(workshop, first.batch)).refused) == 1
    mended = await received(workshop, given, mark="mended")
    assert set(mended.faults) == {2, 3, 5, 6}
    assert {refusal.code for refusals in mended.faults.values() for refusal in refusals} == {Code.LICENSE_EXISTS}
    assert await states(workshop, mended.batch) == {DraftState.RECEIVED: 1}


async def test_who_has_a_licence_in_the_sheet_twice_gets_it_once(workshop: Workshop) -> None:
    one, two = rows(2)
    taken = await received(workshop, [one, replace(two, order=one.order)])
    assert taken.faults[two.row][0].code is Code.LICENSE_EXISTS
    assert await states(workshop, taken.batch) == {DraftState.RECEIVED: 1}


async def test_a_dry_run_says_the_same_and_writes_nothing(workshop: Workshop) -> None:
    given = rows(3)
    given[0] = replace(given[0], order=None, faults=(Malformed(Text("错", "wrong"), code=Code.CODE_TWICE),))
    brought = Brought(office.MARRIAGE, CIVIL, given, "one")
    tried = await receiving.receive(workshop, present(workshop, drafted.GIVES[CIVIL]), brought, dry_run=True)
    assert (tried.run.done, tried.run.refused, set(tried.faults)) == (2, 1, {2})
    assert await memory.batch_of(drafted.seen(workshop), tried.batch) is None


async def test_without_a_filed_officer_there_is_no_batch(workshop: Workshop) -> None:
    await workshop.store.write(
        lambda unit: unit.run("MATCH (p:Post {kind: 'LICENSE_OFFICER'}) SET p.filedOn = date('2026-03-03')")
    )
    with pytest.raises(Conflict) as refused:
        await received(workshop, rows(1))
    assert refused.value.code is Code.CONDITION_MISSING
    assert refused.value.rules
    assert await workshop.store.read("MATCH (b:LicenseBatch) RETURN count(b)") == 0


@pytest.mark.parametrize("who", ["reviewer-health", drafted.MAKER, drafted.GIVES[CIVIL]])
async def test_whose_step_it_is_not_is_refused_before_anything(workshop: Workshop, who: str) -> None:
    taken = await made(workshop, 2)
    with pytest.raises(Forbidden) as refused:
        await stepping.handle(workshop, present(workshop, who), taken, Handling.REVIEW)
    assert refused.value.code is Code.ANOTHER_POST
    assert await states(workshop, taken) == {DraftState.MADE: 2}
    kept = (await batch(workshop, taken)).run
    assert kept is not None
    assert not kept.going


async def test_who_has_reviewed_one_of_them_does_not_issue_it(workshop: Workshop) -> None:
    taken = await made(workshop, 2)
    await workshop.store.write(
        lambda unit: unit.run("MATCH (p:Post {kind: 'LICENSE_REVIEWER'}) SET p.subject = 'issuer'")
    )
    await stepping.handle(workshop, present(workshop, "issuer"), taken, Handling.REVIEW)
    with pytest.raises(Forbidden):
        await issuing.issue(workshop, present(workshop, "issuer"), taken)
    assert await states(workshop, taken) == {DraftState.REVIEWED: 2}
    assert waiting(workshop) == []


@left_out
async def test_a_number_that_was_given_meanwhile_is_left_behind_and_said(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = await reviewed(workshop, 4)
    single = office.order(number=numbered(2))
    found = await rival_after_reading(workshop, monkeypatch, lambda: drafted.issue(workshop, single))
    run = await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), taken)
    assert found == [True]
    assert (run.done, run.refused) == (3, 1)
    assert await states(workshop, taken) == {DraftState.REVIEWED: 1, DraftState.ISSUED: 3}
    left = await memory.refused_rows(drafted.seen(workshop), taken, 0, 10)
    assert [(each.row, each.code, bool(each.rules)) for each in left] == [(3, "LICENSE_EXISTS", True)]
    assert waiting(workshop) == []
    assert len(await files_of(workshop)) == 4


async def test_one_that_somebody_else_has_moved_meanwhile_stays_where_he_has_moved_it(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = await made(workshop, 3)
    one = await draft_in(workshop, taken, 3)
    actor = await drafted.actor_of(workshop, drafted.REVIEWS[CIVIL])

    async def rival() -> None:
        await drafting.handle(workshop, drafted.seen(workshop), actor, one, Handling.SEND_BACK, "照面有误")

    await rival_after_reading(workshop, monkeypatch, rival)
    run = await stepping.handle(workshop, present(workshop, drafted.REVIEWS[CIVIL]), taken, Handling.REVIEW)
    assert (run.done, run.refused) == (2, 1)
    assert await states(workshop, taken) == {DraftState.RECEIVED: 1, DraftState.REVIEWED: 2}


@left_out
async def test_it_stops_behind_what_it_has_in_hand_and_goes_on_where_it_stopped(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "CHUNK", 2)
    taken = await reviewed(workshop, 9)
    told = list[BatchRun]()
    stopping = present(workshop, drafted.ISSUES[CIVIL])

    async def stop_once() -> Acting:
        if told and told[-1].done:
            await workshop.store.write(lambda unit: memory.ask_to_stop(unit, taken))
        return await stopping()

    run = await issuing.issue(workshop, stop_once, taken, told.append)
    assert run.stopping
    assert 2 <= run.done <= 8  # asked behind the first chunk, heard when the third is written, the fourth in hand
    assert await states(workshop, taken) == {DraftState.ISSUED: run.done, DraftState.REVIEWED: 9 - run.done}
    rest = await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), taken)
    assert (rest.total, rest.done) == (9 - run.done, 9 - run.done)
    assert await states(workshop, taken) == {DraftState.ISSUED: 9}
    assert len(await files_of(workshop)) == 9


async def test_a_batch_is_in_one_hand_and_who_was_taken_for_gone_writes_no_more(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping, "CHUNK", 1)
    taken = (await received(workshop, rows(3))).batch
    found = await batch(workshop, taken)
    maker = await drafted.actor_of(workshop, drafted.MAKER)
    event = DraftEvent.MAKE
    async with in_hand_of(workshop.store, found, event, maker, 3, unheard) as first:
        with pytest.raises(Conflict) as refused:
            await stepping.make(workshop, present(workshop, drafted.MAKER), taken)
        assert (refused.value.code, refused.value.path) == (Code.CASE_MOVED, ("batch",))
        later = present(workshop, drafted.MAKER, NOW + 2 * SILENT)
        assert (await stepping.make(workshop, later, taken)).done == 3
        with pytest.raises(Conflict) as fenced:
            await workshop.store.write(lambda unit: first.beat(unit, NOW, 1, 0))
        assert fenced.value.code is Code.CASE_MOVED
    assert await states(workshop, taken) == {DraftState.MADE: 3}


@left_out
async def test_without_trusted_time_nothing_is_issued_and_nothing_is_lost(workshop: Workshop) -> None:
    taken = await reviewed(workshop, 3)
    seals = TimelessSeals(workshop.seals)
    with pytest.raises(TimestampUnavailable):
        await issuing.issue(replace(workshop, seals=seals), present(workshop, drafted.ISSUES[CIVIL]), taken)
    assert await states(workshop, taken) == {DraftState.REVIEWED: 3}
    assert waiting(workshop) == []
    assert (await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), taken)).done == 3


@left_out
async def test_a_batch_that_replaces_is_a_new_version_of_each(workshop: Workshop) -> None:
    first = await reviewed(workshop, 3)
    await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), first)
    before = await workshop.store.read(
        "MATCH (l:License) WHERE l.state = 'IN_FORCE' RETURN collect([l.numberHash, l.identifier])"
    )
    known = dict(before)
    anew = [
        replace(
            each,
            order=replace(
                each.order, replaces=known[workshop.personal.lookup(each.order.number)], change_reason="换版"
            ),
        )
        for each in rows(3)
        if each.order and workshop.personal.lookup(each.order.number) in known
    ]
    assert len(anew) == 3
    second = await reviewed(workshop, 3, anew, "second")
    run = await issuing.issue(workshop, present(workshop, drafted.ISSUES[CIVIL]), second)
    assert (run.done, run.refused) == (3, 0)
    counted = await workshop.store.read("MATCH (l:License) RETURN collect([l.state, l.version])")
    assert Counter(map(tuple, counted)) == {("REPLACED", 1): 3, ("IN_FORCE", 2): 3}


@left_out
async def test_a_chunk_is_read_at_once(workshop: Workshop) -> None:
    watching = watched(workshop.store)
    seen = replace(workshop, store=watching)
    reads = []
    for many in (2, 8):
        taken = await reviewed(workshop, many, rows(many, many * 10), f"read {many}")
        watching.reads = 0
        await issuing.issue(seen, present(workshop, drafted.ISSUES[CIVIL]), taken)
        reads.append(watching.reads)
    assert reads[0] == reads[1]


async def test_rows_are_read_in_their_order_however_far_apart_they_are(workshop: Workshop) -> None:
    places = [2, 3, 4, 5, 7, 900, 901, 902, 70_000]
    given = [replace(each, row=place) for each, place in zip(rows(len(places)), places, strict=True)]
    taken = await received(workshop, given)
    known, view = await batch(workshop, taken.batch), View(workshop.store, EVERYTHING, NOW.date())
    for most in (1, 4, 200):
        seen, after = list[BatchPlace](), None
        while found := (await memory.chunk_of(view, known, [DraftState.RECEIVED], after, most))[1]:
            assert len(found) <= most
            seen += [each.place for each in found]
            after = seen[-1]
        assert [each.row for each in seen] == places
    assert (await memory.chunk_of(view, known, [DraftState.ISSUED], None, 4))[1] == []
