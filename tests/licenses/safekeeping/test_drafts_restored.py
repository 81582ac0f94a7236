"""Licences that are being made go on after a restore, in whatever state they were: what was made is made anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import pytest
from builders import drafted, office
from builders.more import left_out
from builders.office import ALICE, CITY, CIVIL
from builders.registers import LATER, Register, untold

from graph.errors import Conflict
from graph.law.access import Principal
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.subjects.licensing import draft_rows
from graph.words.license_drafts import DraftEvent, DraftState
from graph.words.people import Role
from licenses.register import drafting, receiving
from licenses.register.drafting import Handling
from licenses.register.remaking import WHY
from licenses.safekeeping.restoring import Chosen, Finished, begin, bring_files, bring_graph, finish

BACK = LATER + timedelta(hours=6)
AGAIN = BACK + timedelta(hours=1)
STEPS = {
    DraftState.RECEIVED: (),
    DraftState.SENT_BACK: (DraftEvent.SEND_BACK,),
    DraftState.MADE: (DraftEvent.MAKE,),
    DraftState.REVIEWED: (DraftEvent.MAKE, DraftEvent.REVIEW),
}
LAST: LiteralString = (
    "UNWIND $ids AS k MATCH (c:LicenseDraft {id: k}) RETURN collect([c.id, c.state, split(last(c.history), '|')[1], "
    "c.serial, c.madeOf, COLLECT { MATCH (n:Notice {aboutId: k}) WITH n ORDER BY n.departmentId "
    "RETURN [n.kind, n.departmentId] }])"
)


async def begun(register: Register) -> dict[DraftState, str]:
    """A licence that is being made in each state, with a number of its own."""
    workshop, found = register.workshop(), dict[DraftState, str]()
    view = drafted.seen(workshop)
    gives, makes, reviews = [await drafted.actor_of(workshop, name) for name in ("officer", "maker", "reviewer")]
    for place, (state, steps) in enumerate(STEPS.items()):
        order = office.order(ALICE, f"J340200-2026-0001{place:02}")
        found[state] = draft = await receiving.receive(workshop, view, gives, order, "")
        for step in steps:
            match step:
                case DraftEvent.MAKE:
                    await drafting.make(workshop, view, makes, draft)
                case DraftEvent.REVIEW:
                    await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW)
                case _:
                    await drafting.handle(workshop, view, makes, draft, Handling.SEND_BACK, "照片不清")
    return found


async def brought_back(register: Register, folder: Path) -> Finished:
    chosen = Chosen.from_(folder, None, register.personal)
    begin(register.home, chosen, BACK, over=True)
    bring_files(register.home, chosen, untold)
    await bring_graph(register.store, chosen, untold)
    operator = Actor(Principal(Role.ADMIN, "zhengtu-restore:root"), BACK)
    return await finish(register.store, register.personal, register.home, chosen, {}, operator)


async def test_every_licence_that_is_being_made_goes_on_after_a_restore(register: Register, tmp_path: Path) -> None:
    drafts = await begun(register)
    states = {draft: state for state, draft in drafts.items()}
    before = {row[0]: row for row in await register.store.read(LAST, ids=[*states])}
    await register.back_up(tmp_path / "b")
    done = await brought_back(register, tmp_path / "b")
    assert done.pages == 2
    after = {states[row[0]]: row for row in await register.store.read(LAST, ids=[*states])}
    assert [after[state][1:3] for state in STEPS] == [
        ["RECEIVED", "RECEIVE"], ["SENT_BACK", "SEND_BACK"], ["RECEIVED", "RESTORE"], ["RECEIVED", "RESTORE"],
    ]  # fmt: skip
    assert [after[state][4] for state in STEPS] == [None] * 4
    told = [["LICENSE_SENT_BACK", each] for each in sorted((CITY, CIVIL))]
    assert [after[state][5] for state in (DraftState.MADE, DraftState.REVIEWED)] == [told, told]
    for state in (DraftState.MADE, DraftState.REVIEWED):
        assert after[state][3] not in {None, before[drafts[state]][3]}, "its own may have been given meanwhile"
    assert await register.check() == []

    workshop = register.workshop()
    view = drafted.seen(workshop, AGAIN)
    found = await drafting.found_draft(view, drafts[DraftState.REVIEWED])
    reason = await register.store.read("MATCH (c:LicenseDraft {id: $id}) RETURN c.reasonCipher", id=found.draft.id)
    assert draft_rows.shown_reason(found.key(register.personal), reason) == WHY
    gives, makes, reviews, issues = [
        await drafted.actor_of(workshop, name, AGAIN) for name in ("officer", "maker", "reviewer", "issuer")
    ]
    with pytest.raises(Conflict) as refused:
        await drafting.issue(workshop, view, issues, drafts[DraftState.REVIEWED])
    assert refused.value.code is Code.NO_SUCH_MOVE, "it says what comes next, and not that something has changed"
    corrected = office.order(ALICE, "J340200-2026-000101")
    await receiving.receive(workshop, view, gives, corrected, "", again=drafts[DraftState.SENT_BACK])
    issued = []
    for draft in drafts.values():
        await drafting.make(workshop, view, makes, draft)
        await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW)
        issued.append(await drafting.issue(workshop, view, issues, draft))
    assert len(set(issued)) == len(STEPS)
    assert await register.check() == []


@left_out
async def test_one_that_is_stopped_on_the_way_back_goes_on_where_it_ended(register: Register, tmp_path: Path) -> None:
    """The whole restore begins again until HOME is whole; pages that went back before are not among those any more."""
    await begun(register)
    await register.back_up(tmp_path / "b")
    assert (await brought_back(register, tmp_path / "b")).pages == 2
    assert (await brought_back(register, tmp_path / "b")).pages == 2
    await register.back_up(tmp_path / "c")
    assert (await brought_back(register, tmp_path / "c")).pages == 0
