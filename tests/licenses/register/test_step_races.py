"""Two who take a step of making a licence at once: one is done, the other is told, and nothing is written twice.

Real is everything that decides and writes; not real is the file, which a worker hands back undrawn and unsealed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from builders import drafted, office
from builders.more import LEFT_OUT
from builders.races import ROUNDS, Races, Ready

from graph.store.engine import Store
from graph.store.personal import PersonalData
from licenses.register import drafting, receiving
from licenses.register.archive import FolderArchive
from licenses.register.drafting import Handling
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

pytestmark = pytest.mark.slow

FEW = 2 if ROUNDS < 100 else ROUNDS // 10
KEPT = (
    "MATCH (c:LicenseDraft {id: $id}) RETURN [c.state, [x IN c.history | split(x, '|')[1]], c.moving, "
    "c.orderCipher IS NULL, COUNT { (c)-[:MADE_FOR]->(:Holder) }, "
    "COUNT { MATCH (j:Journal {about: $id}) RETURN j }, COUNT { MATCH (l:License) RETURN l }]"
)


@dataclass(frozen=True)
class Steps:
    """The steps of one licence, each by the person whose it is."""

    workshop: Workshop

    async def begun(self, number: str) -> str:
        gives = await drafted.actor_of(self.workshop, "officer")
        return await receiving.receive(self.workshop, self.view, gives, office.order(number=number), "")

    @property
    def view(self) -> Any:
        return drafted.seen(self.workshop)

    async def again(self, draft: str, number: str) -> str:
        gives = await drafted.actor_of(self.workshop, "officer")
        order = office.order(number=number)
        return await receiving.receive(self.workshop, self.view, gives, order, "另一来源", again=draft, seen=1)

    async def make(self, draft: str, _: str) -> str:
        maker = await drafted.actor_of(self.workshop, "maker")
        return await drafting.make(self.workshop, self.view, maker, draft, 1)

    async def handle(self, draft: str, _: str, *, wanted: Handling, by: str, seen: int) -> str:
        actor = await drafted.actor_of(self.workshop, by)
        return await drafting.handle(self.workshop, self.view, actor, draft, wanted, "补正", seen)

    async def issue(self, draft: str, _: str) -> str:
        issuer = await drafted.actor_of(self.workshop, "issuer")
        return await drafting.issue(self.workshop, self.view, issuer, draft, 3)


@pytest.fixture
async def steps(store: Store, personal: PersonalData, tmp_path: Path) -> Steps:
    await office.furnish(store, personal)
    authority = DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    archive = FolderArchive(tmp_path / "archive")
    return Steps(Workshop(store, personal, archive, authority, Ready(), office.PUBLIC_URL, demonstration=True))


def step_of(steps: Steps, name: str, seen: int) -> Callable[[str, str], Awaitable[str]]:
    """A step by its name, of one that has taken some."""
    match name:
        case "RECEIVE":
            return steps.again
        case "MAKE":
            return steps.make
        case "ISSUE":
            return steps.issue
        case _:
            by = "officer" if name == "CANCEL" else "issuer" if seen == ALL else "reviewer"
            return partial(steps.handle, wanted=Handling[name], by=by, seen=seen)


ALL = 3
"""Steps before it is issued."""
STATES = {"RECEIVE": "RECEIVED", "MAKE": "MADE", "REVIEW": "REVIEWED", "ISSUE": "ISSUED", "CANCEL": "CANCELLED"}
RIVALS = [
    (("MAKE",), "MAKE"),
    (("RECEIVE",), "MAKE"),
    (("RECEIVE",), "RECEIVE"),
    (("MAKE",), "CANCEL"),
    (("REVIEW",), "REVIEW"),
    (("REVIEW",), "SEND_BACK"),
    (("SEND_BACK",), "CANCEL"),
    (("ISSUE",), "CANCEL"),
    (("ISSUE",), "SEND_BACK"),
]
BEFORE = {"MAKE": (), "RECEIVE": (), "REVIEW": ("MAKE",), "SEND_BACK": ("MAKE",), "ISSUE": ("MAKE", "REVIEW")}
CHEAP = {("RECEIVE", "MAKE"), ("REVIEW", "SEND_BACK"), ("ISSUE", "CANCEL")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(one, other, marks=() if (one, other) in CHEAP else LEFT_OUT, id=f"{one}-{other}")
        for (one,), other in RIVALS
    ],
)
async def test_of_two_steps_at_once_one_is_done_and_the_other_is_told(steps: Steps, one: str, other: str) -> None:
    races = Races(f"{one} and {other}")
    store, licences = steps.workshop.store, 0
    for n in range(FEW):
        number = f"S-{one}-{other}-{n}"
        draft = await steps.begun(number)
        for seen, before in enumerate(BEFORE[one], 1):
            await step_of(steps, before, seen)(draft, number)
        seen = len(BEFORE[one]) + 1
        acts = [partial(step_of(steps, name, seen), draft, number) for name in (one, other)]
        finish = await races.run(acts)
        done = (one, other)[finish.winner]
        licences += done == "ISSUE"
        assert [each.code for each in finish.beaten] == ["CASE_MOVED"]
        state, history, moving, forgotten, holders, entries, written = await store.read(KEPT, id=draft)
        assert state == STATES.get(done, "RECEIVED" if BEFORE[one] == () else state)
        assert history == ["RECEIVE", *BEFORE[one], done]
        assert {each.value for each in finish.beaten} == {state}
        assert all(each.message.zh and each.rules for each in finish.beaten)
        ended = state in ("ISSUED", "CANCELLED")
        assert (moving, forgotten, holders, written) == (None, ended, 1, licences)
        assert entries == len(history) - (done == "ISSUE"), "of the licence its own journal entry tells"
    races.report()
