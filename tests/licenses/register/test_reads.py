"""Of a licence that is received, made, reviewed and issued each step is decided by one read of the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from builders import drafted, office
from builders.office import ALICE, BOB, CIVIL, TODAY
from builders.stores import Watched, watched

from graph.errors import Conflict
from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from licenses.register import drafting, lifecycle, proofs, receiving
from licenses.register.archive import FolderArchive
from licenses.register.drafting import Handling
from licenses.register.lifecycle import LicenseChange
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority


@pytest.fixture
async def workshop(store: Store, personal: PersonalData, tmp_path: Path) -> Workshop:
    await office.furnish(store, personal)
    authority = DemonstrationAuthority.open(tmp_path / "authority", office.FOUNDED)
    archive = FolderArchive(tmp_path / "archive")
    return Workshop(
        watched(store), personal, archive, authority, ThreadPoolExecutor(1), office.PUBLIC_URL, demonstration=True
    )


def counted(workshop: Workshop) -> int:
    """How many reads there were since it was asked last."""
    assert isinstance(workshop.store, Watched)
    found, workshop.store.reads = workshop.store.reads, 0
    return found


async def test_each_step_reads_once_and_what_it_replaces_is_read_with_it(workshop: Workshop) -> None:
    view = drafted.seen(workshop)
    gives, makes, reviews, issues = [
        await drafted.actor_of(workshop, name)
        for name in (drafted.GIVES[CIVIL], drafted.MAKER, drafted.REVIEWS[CIVIL], drafted.ISSUES[CIVIL])
    ]
    replaced: str | None = None
    for policies in (0, 1):
        order = replace(office.order(ALICE, "R-1"), replaces=replaced, change_reason="补正" if replaced else "")
        counted(workshop)
        draft = await receiving.receive(workshop, view, gives, order, "")
        assert counted(workshop) == 1
        assert await receiving.receive(workshop, view, gives, order, "", again=draft) == draft
        assert counted(workshop) == 1
        await drafting.make(workshop, view, makes, draft)
        assert counted(workshop) == 1
        assert await proofs.proof_of(workshop, view, reviews, draft)
        assert counted(workshop) == 1
        await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW)
        assert counted(workshop) == 1
        licence = await drafting.issue(workshop, view, issues, draft)
        assert counted(workshop) == 1 + policies, "and by which policy the one before was issued"
        replaced = await workshop.store.read("MATCH (l:License {id: $id}) RETURN l.identifier", id=licence)
    assert replaced is not None


async def test_what_lies_with_a_draft_to_find_its_number_goes_with_it_and_follows_its_data(workshop: Workshop) -> None:
    view = drafted.seen(workshop)
    gives = await drafted.actor_of(workshop, drafted.GIVES[CIVIL])
    first = await drafted.issue(workshop, office.order(ALICE, "R-2"))
    with pytest.raises(Conflict) as refused:
        await receiving.receive(workshop, view, gives, office.order(BOB, "R-2"), "")
    assert (refused.value.code, refused.value.path) == ("LICENSE_EXISTS", ("number",))
    draft = await receiving.receive(workshop, view, gives, office.order(BOB, "R-3"), "")
    with pytest.raises(Conflict):
        await receiving.receive(workshop, view, gives, office.order(BOB, "R-2"), "", again=draft)
    makes = await drafted.actor_of(workshop, drafted.MAKER)
    await receiving.receive(workshop, view, gives, office.order(BOB, "R-4"), "", again=draft)
    await drafted.issue(workshop, office.order(ALICE, "R-3"))
    await drafting.make(workshop, view, makes, draft)
    reviews, issues = [
        await drafted.actor_of(workshop, name) for name in (drafted.REVIEWS[CIVIL], drafted.ISSUES[CIVIL])
    ]
    await drafted.issue(workshop, office.order(ALICE, "R-4"))
    with pytest.raises(Conflict) as taken:
        await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW)
    assert taken.value.code == "LICENSE_EXISTS"
    everything = View(workshop.store, EVERYTHING, TODAY)
    for number in ("R-4", "R-2"):
        licence = first if number == "R-2" else await _licence(workshop, number)
        await lifecycle.change(
            workshop.store, workshop.personal, everything, issues, licence, LicenseChange.CANCEL, "依法注销"
        )
    await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW)
    await drafting.issue(workshop, view, issues, draft)
    kept = await workshop.store.read("MATCH (c:LicenseDraft {id: $id}) RETURN [c.numberKey, c.orderCipher]", id=draft)
    assert kept == [None, None]


async def _licence(workshop: Workshop, number: str) -> str:
    found: str = await workshop.store.read(
        "MATCH (l:License {numberHash: $hash}) RETURN l.id", hash=workshop.personal.lookup(number)
    )
    return found
