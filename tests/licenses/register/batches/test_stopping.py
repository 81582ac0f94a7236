"""A step of a batch stops for whoever could take it, for who listens to it, and for nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import drafted
from builders.batched import batch, present, received, reviewed, rows, states, workshop_of
from builders.more import left_out
from builders.office import CIVIL, HEALTH

from graph.errors import Conflict, Forbidden
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.words.license_batches import BatchRun
from graph.words.license_drafts import DraftEvent, DraftState
from licenses.register.batches import issuing, stepping, stopping
from licenses.register.batches.running import in_hand_of, unheard
from licenses.register.batches.taking import refuse_beforehand
from licenses.register.workshop import Workshop


@pytest.fixture
async def workshop(store: Store, personal: PersonalData, tmp_path: Path) -> Workshop:
    return await workshop_of(store, personal, tmp_path)


async def test_whoever_could_take_a_step_may_stop_it(workshop: Workshop) -> None:
    taken = (await received(workshop, rows(2))).batch
    makes = present(workshop, drafted.MAKER)
    with pytest.raises(Conflict) as nothing:
        await stopping.stop(workshop, await makes(), taken)
    assert nothing.value.code is Code.NO_SUCH_MOVE
    found, actor = await batch(workshop, taken), (await makes()).actor
    async with in_hand_of(workshop.store, found, DraftEvent.MAKE, actor, 2, unheard):
        for other in (drafted.GIVES[CIVIL], drafted.ISSUES[HEALTH]):
            with pytest.raises(Forbidden) as refused:
                await stopping.stop(workshop, await present(workshop, other)(), taken)
            assert refused.value.code is Code.ANOTHER_POST
        assert (await stopping.stop(workshop, await makes(), taken)).event is DraftEvent.MAKE
        told = (await batch(workshop, taken)).run
        assert told is not None
        assert (told.going, told.stopping) == (True, True)


async def test_who_listens_to_a_step_may_have_it_stop(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "CHUNK", 1)
    taken = (await received(workshop, rows(3))).batch
    heard = list[int]()

    def hear(run: BatchRun) -> bool:
        heard.append(run.done)
        return run.done < 2

    run = await stepping.make(workshop, present(workshop, drafted.MAKER), taken, hear)
    assert (heard, run.done, run.stopping) == ([0, 1, 2], 2, True)
    assert await states(workshop, taken) == {DraftState.RECEIVED: 1, DraftState.MADE: 2}


@left_out
async def test_what_would_be_refused_of_all_is_refused_before_it_is_begun(workshop: Workshop) -> None:
    taken = await reviewed(workshop, 2)
    with pytest.raises(Forbidden) as refused:
        await refuse_beforehand(await present(workshop, drafted.MAKER)(), taken, DraftEvent.ISSUE)
    assert refused.value.code is Code.ANOTHER_POST
    with pytest.raises(Conflict) as none:
        await refuse_beforehand(await present(workshop, drafted.MAKER)(), taken, DraftEvent.MAKE)
    assert none.value.code is Code.NO_SUCH_MOVE
    issues = present(workshop, drafted.ISSUES[CIVIL])
    await refuse_beforehand(await issues(), taken, DraftEvent.ISSUE)
    assert (await issuing.issue(workshop, issues, taken)).done == 2
