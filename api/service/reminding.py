"""Who has to be reminded is, beside a service that runs: once a working day, early in the morning or when it starts."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

from api.process.logging import events
from graph.store.engine import Store
from graph.store.errors import StoreError
from graph.subjects.waiting.reminding import remind
from graph.words.china_time import china_day

LOOK_SECONDS = 300


async def keep_reminding(store: Store, clock: Callable[[], datetime]) -> None:
    """Remind, day after day, until this is cancelled; told again, a notice is the same."""
    done: date | None = None
    while True:
        now = clock()
        today = china_day(now)
        if today != done:
            try:
                about = await remind(store, today, at=now)
            except StoreError as away:
                events().warning("nobody was reminded", reason=str(away))
            else:
                done = today
                if about:
                    events().info("reminded of what is due, overdue or ends", cases=about)
        await asyncio.sleep(LOOK_SECONDS)
