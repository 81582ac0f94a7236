"""One licence replaced and cancelled at once, or one number ordered twice at once: one wins, the others are told.

Real is everything that decides and writes: `issuing.issue` and `lifecycle.change` from the reading to the commit, with
archive, machine, journal and both stores. Not real is the file: instead of drawing and sealing, a worker hands back a
line that names the licence, so that 1,000 rounds are done in minutes.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from builders import drafted, office
from builders.more import LEFT_OUT, left_out
from builders.office import ALICE, BOB, CIVIL, MARRIAGE, NOW, TODAY
from builders.races import ROUNDS, P, Races, Ready, T

from graph.errors import Conflict, NotFound, Refusal
from graph.law.access import Principal
from graph.law.scope import EVERYTHING
from graph.office.actor import Actor
from graph.store.engine import Store, Unit
from graph.store.personal import PersonalData
from graph.store.together import Together
from graph.store.view import View
from graph.subjects.licensing import recording
from graph.subjects.people.desk import principal_of
from graph.words.license_drafts import DraftEvent
from graph.words.licensing import CHANGE_REASON
from graph.words.people import Role
from licenses.register import drafting, lifecycle
from licenses.register.archive import FolderArchive
from licenses.register.erasing import Erasing, erase
from licenses.register.lifecycle import LicenseChange
from licenses.register.records import number_key
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

pytestmark = pytest.mark.slow

LONG = 0.06
"""Seconds: about what a step takes."""
KEPT = (
    "MATCH (l:License {id: $id}) RETURN [l.state, l.numberKey, [x IN l.stateHistory | split(x, '|')[1]], "
    "l.changeReasonCipher, l.moving, COLLECT { MATCH (j:Journal {about: $id}) RETURN j.act AS act ORDER BY act }, "
    "COLLECT { MATCH (l)-[:HELD_BY]->(h:Holder) RETURN h.codeHash }, COUNT { (l)<-[:OF]-(:FileDigest) }, "
    "COUNT { (l)-[:OF_TYPE]->(:LicenseType) }, COUNT { (l)-[:ISSUED_BY]->(:Department) }, "
    "COLLECT { MATCH (l)<-[:REPLACES]-(s:License) RETURN s.id }]"
)
WRITTEN = (
    "RETURN [COUNT { MATCH (l:License) RETURN l }, COUNT { MATCH (f:FileDigest) RETURN f }, "
    "COUNT { MATCH (h:Holder) WHERE h.codeType IS NOT NULL RETURN h }, "
    "COUNT { MATCH (j:Journal) WHERE j.act IN ['ISSUE_LICENSE', 'CANCEL_LICENSE'] RETURN j }]"
)
"""What the store holds altogether, with what the losers might have left."""


@dataclass(frozen=True)
class Desk:
    """The issuer of a department, at work."""

    workshop: Workshop
    issuer: Actor

    def at(self, step: int) -> Actor:
        return replace(self.issuer, now=NOW + timedelta(seconds=step))

    async def ready(self, number: str, step: int, holder: str = ALICE, replaces: str | None = None) -> str:
        """What is made and reviewed, and waits for its issuer."""
        changes = {"replaces": replaces, "change_reason": "补正"} if replaces else {}
        return await drafted.reviewed(self.workshop, office.order(holder, number, **changes), self.at(step).now)

    async def seal(self, draft: str, step: int) -> str:
        return await drafting.issue(self.workshop, drafted.seen(self.workshop), self.at(step), draft)

    async def issue(self, number: str, step: int, replaces: str | None = None) -> str:
        return await self.seal(await self.ready(number, step, replaces=replaces), step)

    async def cancel(self, license_id: str, step: int) -> str:
        store, personal = self.workshop.store, self.workshop.personal
        view = View(store, EVERYTHING, TODAY)
        return await lifecycle.change(
            store, personal, view, self.at(step), license_id, LicenseChange.CANCEL, "依法注销"
        )

    def key(self, number: str) -> str:
        return number_key(self.workshop.personal, MARRIAGE, CIVIL, number)

    async def kept(self, license_id: str) -> list[Any]:
        """What the store holds of a licence, with its reason in the clear."""
        kept: list[Any] = await self.workshop.store.read(KEPT, id=license_id)
        kept[3] = self.workshop.personal.shown(kept[3], CHANGE_REASON)
        return kept

    async def identifier(self, license_id: str) -> str:
        found: str = await self.workshop.store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=license_id)
        return found


@pytest.fixture
async def desk(store: Store, personal: PersonalData, tmp_path: Path) -> Desk:
    return await opened(store, personal, tmp_path)


async def opened(store: Store, personal: PersonalData, tmp_path: Path) -> Desk:
    await office.furnish(store, personal)
    authority = DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    archive = FolderArchive(tmp_path / "archive")
    workshop = Workshop(store, personal, archive, authority, Ready(), office.PUBLIC_URL, demonstration=True)
    return Desk(workshop, Actor(await principal_of(store, Role.STAFF, "issuer", TODAY), NOW))


@pytest.mark.parametrize(
    "cancelled", [pytest.param(True, id="and-cancelled"), pytest.param(False, id="twice", marks=LEFT_OUT)]
)
async def test_of_a_licence_that_is_replaced_and_cancelled_or_replaced_twice_at_once_one_is_done(
    desk: Desk, cancelled: bool
) -> None:
    store, held = desk.workshop.store, [desk.workshop.personal.lookup(ALICE)]
    races = Races(f"a licence replaced {'and cancelled' if cancelled else 'twice'}")
    successors = 0
    for n in range(ROUNDS):
        number = f"R-{n:06}"
        before = await desk.issue(number, 10 * n)
        replaces = await desk.identifier(before)
        drafts = [await desk.ready(number, 10 * n + 1, replaces=replaces) for _ in range(2)]
        replacing = partial(desk.seal, drafts[0], 10 * n + 1)
        rival = partial(desk.cancel, before) if cancelled else partial(desk.seal, drafts[1])
        finish = await races.run([replacing, partial(rival, step=10 * n + 2)])
        state = "CANCELLED" if finish.result == before else "REPLACED"
        assert finish.told() <= {("CASE_MOVED", state), ("NO_SUCH_MOVE", state)}
        field = "license" if cancelled and state == "REPLACED" else "replaces"
        assert [each.path for each in finish.beaten] == [(field,)]
        assert {each.rules for each in finish.beaten} <= {("WHL-9",)}

        history = ["IN_FORCE", state]
        if state == "CANCELLED":
            acts = ["CANCEL_LICENSE", "ISSUE_LICENSE"]
            assert await desk.kept(before) == [
                state, None, history, "依法注销", None, acts, held, 2, 1, 1, []
            ]  # fmt: skip
        else:
            successors += 1
            assert await desk.kept(before) == [
                state, None, history, "", None, ["ISSUE_LICENSE"], held, 2, 1, 1, [finish.result]
            ]  # fmt: skip
            assert await desk.kept(finish.result) == [
                "IN_FORCE", desk.key(number), ["IN_FORCE"], "补正", None, ["ISSUE_LICENSE"], held, 2, 1, 1, []
            ]  # fmt: skip
        licenses = n + 1 + successors
        assert await store.read(WRITTEN) == [licenses, 2 * licenses, 1, 2 * (n + 1)]
    races.report()


@left_out
async def test_of_two_orders_of_one_number_at_once_without_a_key_one_is_issued(desk: Desk) -> None:
    store, lookup = desk.workshop.store, desk.workshop.personal.lookup
    races = Races("two orders of one certificate number")
    holders: set[str] = set()
    for n in range(ROUNDS):
        number, those = f"J-{n:06}", (ALICE, BOB) if n % 2 else (ALICE, ALICE)
        drafts = [await desk.ready(number, n, each) for each in those]
        finish = await races.run([partial(desk.seal, draft, n) for draft in drafts])
        assert finish.told() == {("LICENSE_EXISTS", number)}
        assert [each.path for each in finish.beaten] == [("number",)]
        assert [each.rules for each in finish.beaten] == [("WHL-9", "WHL-10", "GB-36903")]

        holder = those[finish.winner]
        holders.add(holder)
        assert await desk.kept(finish.result) == [
            "IN_FORCE", desk.key(number), ["IN_FORCE"], "", None, ["ISSUE_LICENSE"], [lookup(holder)], 2, 1, 1, []
        ]  # fmt: skip
        assert await store.read(WRITTEN) == [n + 1, 2 * (n + 1), len(holders), n + 1]
    races.report()


async def test_who_is_overtaken_in_the_middle_of_writing_is_told_the_state_as_well(
    embedded: Store, personal: PersonalData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rivals are not waited for: his first write is done, the rival's commit comes before his second."""
    desk = await opened(embedded, personal, tmp_path)
    before = await desk.issue("M-1", 0)
    replaces = await desk.identifier(before)
    mine, theirs = [await desk.ready("M-1", step, replaces=replaces) for step in (2, 1)]
    fill = "UNWIND range(1, 64) AS n CREATE (:License {id: toString(n), changeReason: $long})"
    await embedded.write(lambda unit: unit.run(fill, long="x" * 60_000))  # what is entered now lies on another page
    asked, rivals = recording.known_identifiers, list[str]()
    elsewhere = replace(
        desk, workshop=replace(desk.workshop, together=Together())
    )  # who issues here would be written together with him

    async def overtaken(unit: Unit, identifiers: Sequence[str]) -> list[str]:
        if not rivals:
            rivals.append("in the middle of his writing")
            rivals.append(await elsewhere.seal(theirs, 1))
        return await asked(unit, identifiers)

    monkeypatch.setattr(recording, "known_identifiers", overtaken)
    with pytest.raises(Conflict) as refused:
        await desk.seal(mine, 2)
    assert (refused.value.code, refused.value.value) == ("CASE_MOVED", "REPLACED")
    successor = "MATCH (l:License)-[:REPLACES]->(:License {id: $id}) RETURN collect(l.id)"
    assert await embedded.read(successor, id=before) == [rivals[-1]]


UNREADABLE = (
    "RETURN [COLLECT { MATCH (l:License) WHERE NOT EXISTS { (l)-[:HELD_BY]->(:Holder) } RETURN l.id }, "
    "COLLECT { MATCH (l:License) WHERE l.erasedAt IS NULL RETURN l.digest }, "
    "COLLECT { MATCH (l:License) WHERE l.erasedAt IS NOT NULL "
    "AND (l.keyCipher IS NOT NULL OR l.faceCipher IS NOT NULL) RETURN l.id }, "
    "COLLECT { MATCH (h:Holder {codeHash: $hash}) WHERE h.erasedAt IS NOT NULL RETURN h.id }]"
)


OPERATOR = Actor(Principal(Role.ADMIN, "zhengtu-erase:root"), NOW)
ERASING = Erasing(ALICE, "本人申请", "个人信息保护法第四十七条")
DRAFTS = (
    "RETURN [COLLECT { MATCH (c:LicenseDraft) WHERE c.state <> 'ISSUED' RETURN [c.state, c.orderCipher, "
    "c.sourceCipher, c.moving, c.keyCipher, split(last(c.history), '|')[1]] }, "
    "COUNT { MATCH (c:LicenseDraft {state: 'ISSUED'}) RETURN c }, COUNT { MATCH (l:License) RETURN l }]"
)
TOLD = {("CASE_MOVED", "CANCELLED"), ("NO_SUCH_MOVE", "CANCELLED"), ("ERASED", None)}
"""What whoever is at work on a draft is told: that it was moved on, or, from between, that nobody can open it now."""
ENDED = ["CANCELLED", None, None, None, None, "ERASE"]


async def erased(desk: Desk) -> str:
    return (await erase(desk.workshop.store, desk.workshop.personal, OPERATOR, ERASING)).id


async def whole_or_gone(desk: Desk) -> int:
    """Look at every licence: read whole, or not at all; nothing waits, nothing is half. How many can be read."""
    workshop = desk.workshop
    alone, there, half, twice = await workshop.store.read(UNREADABLE, hash=workshop.personal.lookup(ALICE))
    assert (alone, half, twice) == ([], [], [])
    for digest in there:
        assert await workshop.file(digest)
    assert cast("FolderArchive", workshop.archive).waiting() == []
    return len(there)


@left_out
async def test_who_is_erased_while_he_is_issued_a_licence_can_be_read_whole_or_not_at_all(desk: Desk) -> None:
    """Whichever step is taken while he is erased, that is done; what is being made ends, is erased, or is his anew."""
    dice, ended = Random(20260302), 0
    for n in range(ROUNDS):
        await desk.issue(f"E-{n:06}-1", 10 * n)
        rivals, sooner = list[asyncio.Task[str]](), dice.uniform(0, LONG)

        async def course(n: int, rivals: list[asyncio.Task[str]], sooner: float) -> None:
            async for step in drafted.stepwise(desk.workshop, office.order(ALICE, f"E-{n:06}-2"), desk.at(10 * n).now):
                if step is tuple(DraftEvent)[n % 4]:
                    rivals.append(asyncio.create_task(erased(desk)))
                    await asyncio.sleep(sooner)

        (refused,) = await asyncio.gather(course(n, rivals, sooner), return_exceptions=True)
        if refused is not None:
            assert isinstance(refused, Refusal), refused
            assert (refused.code, refused.value) in TOLD
            ended += 1
        await asyncio.gather(*rivals)
        drafts, issued, licenses = await desk.workshop.store.read(DRAFTS)
        assert drafts == [ENDED] * ended
        assert issued == licenses == 2 * (n + 1) - ended
        assert await whole_or_gone(desk) <= 1
        if n % 2:  # so that the next one begins with a holder who has two, and then with one who has none
            await erased_if_known(desk)
    sys.stdout.write(f"erased in the middle: {ROUNDS} rounds; {ended} were ended, {ROUNDS - ended} issued\n")


async def erased_if_known(desk: Desk) -> None:
    with contextlib.suppress(NotFound):
        await erased(desk)


class Overtaken(Ready):
    """A worker beside whom somebody else acts: what he was given is handed back when that is done."""

    def __init__(self, act: Callable[[], Awaitable[object]]) -> None:
        self.act = act

    def submit(self, work: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        """Be done when the other is."""
        made, done = super().submit(work, *args, **named).result(), Future[T]()

        def hand_back(acting: asyncio.Task[object]) -> None:
            failure = acting.exception()
            if failure is None:
                done.set_result(made)
            else:
                done.set_exception(failure)

        asyncio.ensure_future(self._acting()).add_done_callback(hand_back)
        return done

    async def _acting(self) -> object:
        return await self.act()


async def test_whose_holder_is_erased_while_he_seals_is_told_and_nothing_is_written(desk: Desk) -> None:
    await desk.issue("O-1", 0)
    draft = await desk.ready("O-2", 1)
    beside = replace(desk, workshop=replace(desk.workshop, workers=Overtaken(partial(erased, desk))))
    with pytest.raises(Conflict) as refused:
        await beside.seal(draft, 2)
    assert (refused.value.code, refused.value.value) == ("CASE_MOVED", "CANCELLED")
    assert await desk.workshop.store.read(DRAFTS) == [[ENDED], 1, 1]
    assert await whole_or_gone(desk) == 0
    assert len(list((cast("FolderArchive", desk.workshop.archive)).folder.rglob("*.locked"))) == 1


async def test_whoever_is_erased_after_he_was_issued_a_licence_loses_it_too(desk: Desk) -> None:
    await desk.issue("O-1", 0)
    await desk.issue("O-2", 1)
    assert await whole_or_gone(desk) == 2
    await erased(desk)
    assert await desk.workshop.store.read(DRAFTS) == [[], 2, 2]
    assert await whole_or_gone(desk) == 0
