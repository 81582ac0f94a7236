"""Somebody who takes a step before the issue of a licence, and is killed on the way.

python -m builders.killed_stepping PLACE FOLDER STEP POINT WAIT NUMBER

PLACE, FOLDER and WAIT are those of `killed_issuing`. STEP is the one on whose way the time runs, from POINT on.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from builders import drafted, office
from builders.killed_issuing import KEY, mortal, place_of
from builders.office import ALICE

from graph.store import journal
from graph.store.engine import Place, open_store
from graph.store.personal import PersonalData
from graph.subjects.licensing import drafting as memory
from licenses.register import drafting, proofs, receiving
from licenses.register.archive import FolderArchive
from licenses.register.drafting import Handling
from licenses.register.workshop import Workshop
from licenses.seal.authority import DemonstrationAuthority

STEPS = ("RECEIVE", "MAKE", "REVIEW")
POINTS: dict[tuple[str, str], tuple[Any, str]] = {
    ("RECEIVE", "draw"): (proofs, "try_making"),
    ("RECEIVE", "write"): (memory, "enter_drafts"),
    ("RECEIVE", "journal"): (journal, "record"),
    ("MAKE", "draw"): (proofs, "try_making"),
    ("MAKE", "write"): (memory, "move_drafts"),
    ("MAKE", "journal"): (journal, "record"),
    ("REVIEW", "write"): (memory, "move_drafts"),
    ("REVIEW", "journal"): (journal, "record"),
}
"""What is begun when the time runs, by the step and where in it."""
Begins = Callable[[str], None]


def nothing(_: str) -> None:
    """Let whoever steps live."""


async def step(place: Place, folder: Path, number: str, begins: Begins = nothing) -> str:
    """Have a licence received, made and reviewed, each under the number as the key; the id of its draft."""
    async with open_store(place) as store:
        authority = DemonstrationAuthority.open(folder / "authority", office.FOUNDED)
        archive, personal = FolderArchive(folder / "archive"), PersonalData(KEY)
        store.digests = personal.digests
        with ThreadPoolExecutor(1) as workers:
            workshop = Workshop(store, personal, archive, authority, workers, office.PUBLIC_URL, demonstration=True)
            view, order = drafted.seen(workshop), office.order(ALICE, number)
            gives, makes, reviews = [await drafted.actor_of(workshop, who) for who in ("officer", "maker", "reviewer")]
            begins("RECEIVE")
            draft = await receiving.receive(workshop, view, gives, order, "来源", key=number)
            begins("MAKE")
            await drafting.make(workshop, view, makes, draft, key=number)
            begins("REVIEW")
            return await drafting.handle(workshop, view, reviews, draft, Handling.REVIEW, key=number)


if __name__ == "__main__":
    at, where, asked, point, wait, number = sys.argv[1:]
    dies = partial(mortal, *POINTS[asked, point], float(wait))
    print(asyncio.run(step(place_of(at), Path(where), number, lambda now: dies() if now == asked else None)))  # noqa: T201
