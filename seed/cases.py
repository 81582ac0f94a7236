"""Every case of the demonstration, in all five cities: brought about once, by these very tables."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final

from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.subjects.installation.memory import installation, step_done
from seed.casework import load_casework
from seed.catalogue import Tables
from seed.cities import load_cities, read_cities
from seed.exchanged import load_exchanged
from seed.loader import Progress, seeded, untold

STEP: Final = "cases"
"""As what it is said of the load that they are all there."""


async def load_cases(
    store: Store, personal: PersonalData, tables: Tables, now: datetime, progress: Progress = untold
) -> None:
    """Bring about what is not there yet; where all of it was once, nothing is looked at again.

    Args:
        store: A demonstration store with its catalogue.
        personal: Encrypts what is said.
        tables: The catalogue's.
        now: The present.
        progress: Is told how much is done.
    """
    state = await seeded(store, tables.folder)
    if STEP in state.steps:
        return
    if await load_casework(store, personal, await tables.read(), now, progress):
        cities, day = await asyncio.to_thread(read_cities), (await installation(store)).day(now)
        await load_cities(store, personal, cities, now, progress)
        await load_exchanged(store, personal, cities, day, now, progress)
        if state.complete:
            await step_done(store, STEP)
