"""Batches of licences of the small city, each step by the person whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from builders import drafted, office
from builders.office import CIVIL, NOW

from graph.law.scope import EVERYTHING
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.view import View
from graph.subjects.licensing import batching as memory
from graph.words.license_batches import LicenseBatch
from graph.words.license_drafts import DraftState
from licenses.proof.facts import FileFacts
from licenses.proof.issued.recognition import facts_of, recognise
from licenses.register.archive import FolderArchive
from licenses.register.batches import receiving, stepping
from licenses.register.batches.receiving import Brought, Taken
from licenses.register.batches.running import Acting, Present
from licenses.register.batches.sheet import OrderedRow
from licenses.register.drafting import Handling
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority


async def workshop_of(store: Store, personal: PersonalData, folder: Path, workers: Executor | None = None) -> Workshop:
    """The workshop of the small city, with an authority and an archive in a folder."""
    await office.furnish(store, personal)
    authority = DemonstrationAuthority.open(folder / "authority", office.FOUNDED)
    archive = FolderArchive(folder / "archive")
    return Workshop(
        store, personal, archive, authority, workers or ThreadPoolExecutor(2), office.PUBLIC_URL, demonstration=True
    )


def numbered(number: int) -> str:
    return f"J340200-2026-{number:06}"


def rows(many: int, begin: int = 1) -> list[OrderedRow]:
    return [OrderedRow(number + 1, office.order(number=numbered(number))) for number in range(begin, begin + many)]


def present(workshop: Workshop, subject: str, at: datetime = NOW) -> Present:
    async def acting() -> Acting:
        actor = await drafted.actor_of(workshop, subject, at)
        return Acting(View(workshop.store, EVERYTHING, actor.today), actor)

    return acting


async def received(workshop: Workshop, given: Sequence[OrderedRow], mark: str = "one") -> Taken:
    brought = Brought(office.MARRIAGE, CIVIL, given, mark, "婚姻登记信息")
    return await receiving.receive(workshop, present(workshop, drafted.GIVES[CIVIL]), brought)


async def states(workshop: Workshop, batch: str) -> dict[DraftState, int]:
    found = await memory.batch_of(drafted.seen(workshop), batch)
    assert found is not None
    return dict(found.states or {})


async def batch(workshop: Workshop, identity: str) -> LicenseBatch:
    found = await memory.batch_of(drafted.seen(workshop), identity)
    assert found is not None
    return found


async def made(workshop: Workshop, many: int, given: Sequence[OrderedRow] = (), mark: str = "one") -> str:
    taken = await received(workshop, given or rows(many), mark)
    assert not taken.faults
    await stepping.make(workshop, present(workshop, drafted.MAKER), taken.batch)
    return taken.batch


async def reviewed(workshop: Workshop, many: int, given: Sequence[OrderedRow] = (), mark: str = "one") -> str:
    taken = await made(workshop, many, given, mark)
    await stepping.handle(workshop, present(workshop, drafted.REVIEWS[CIVIL]), taken, Handling.REVIEW)
    return taken


async def files_of(workshop: Workshop) -> list[FileFacts]:
    """What the files of all licences say: each is there, opens with its key, and has the form of an issued one."""
    digests: list[str] = await workshop.store.read("MATCH (l:License) RETURN collect(l.digest)")
    return [facts_of(recognise(await workshop.file(digest))) for digest in digests]


def waiting(workshop: Workshop) -> list[str]:
    assert isinstance(workshop.archive, FolderArchive)
    return workshop.archive.waiting()
