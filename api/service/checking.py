"""Checking a HOME: at once for a command, a step at a time beside a service.

1. A service looks at a step every `PAUSE_SECONDS`: some fifty licences with their files, so that it reads less than a
   MiB a second; a register of a thousand is looked through in some minutes, one of a million in some days.
2. What was found lies in HOME: each process says it (`/readyz`), and a command that has looked at everything says it
   for the service as well.
3. What the lints say of the catalogue as it stands is told to a command alone; it is no damage.
4. Where a step fails, because the store is away or a folder cannot be read, that is written down, and the pass is begun
   anew.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from api.process.logging import events
from api.process.settings import Settings
from api.process.terminal import Tell
from api.service.founding import operator
from api.service.storage import Storage, open_kept
from graph.cases.files import CaseFolder
from graph.office.review import Flaw
from graph.store.engine import Store
from graph.store.journal_parts import head_of
from graph.subjects.entries.inspecting import flaws_of_entries
from graph.subjects.lineage.inspecting import flaws_of_lineage
from graph.words.china_time import china_day
from licenses.register.archive import FolderArchive
from licenses.register.collecting import folder_of
from licenses.safekeeping import names
from licenses.safekeeping.checking import Checker, all_looked_at
from licenses.safekeeping.outcome import Outcome, Pass, keep_outcome, read_outcome

if TYPE_CHECKING:
    from api.service.opening import Service

PAUSE_SECONDS: Final = 10.0
AGAIN_SECONDS: Final = 600.0
"""After how long a service begins anew where a pass has failed."""


async def check(
    settings: Settings, now: datetime, tell: Tell, lint: Callable[[Flaw], None], *, take_names: bool = False
) -> Outcome:
    """Look at everything, and keep what was found to be damaged.

    Args:
        settings: Where everything is.
        now: The present.
        tell: Told how far it is.
        lint: Told what every lint says of the catalogue, one after the other.
        take_names: First have licences keep the names under which they were sealed, where the register has others.

    Raises:
        StoreError: The store cannot be opened or read.
    """
    async with open_kept(settings, now) as storage:
        checker = _checker(settings, storage)
        if take_names:
            await names.take_names(checker, operator("check", now))
        before = read_outcome(settings.home)
        cut = await checker.cut(before.journal)
        outcome = replace(before, present=Pass(begun=now).with_(cut))
        async for done, total, looked in all_looked_at(checker, now):
            outcome = replace(outcome, present=outcome.present.with_(looked))
            tell(done, total, "")
        outcome = replace(outcome.finished(), journal=before.journal if cut.faults else await head_of(storage.store))
        keep_outcome(settings.home, outcome)
        async for flaws in _flaws(storage.store, china_day(now)):
            for each in flaws:
                lint(each)
        return outcome


async def _flaws(store: Store, on: date) -> AsyncIterator[Sequence[Flaw]]:
    async for flaws in flaws_of_entries(store, on):
        yield flaws
    async for flaws in flaws_of_lineage(store):
        yield flaws


def _checker(settings: Settings, storage: Storage) -> Checker:
    evidence = CaseFolder(settings.evidence, storage.personal)
    return Checker(storage.store, storage.personal, FolderArchive(settings.archive), evidence, folder_of(settings.home))


async def keep_checked(service: "Service", clock: Callable[[], datetime]) -> None:
    """Look at one step after the other, for ever, until this is cancelled."""
    settings = service.settings
    checker = _checker(settings, Storage(service.store, service.backend.personal))
    while True:
        try:
            await _pass(settings, checker, clock)
        except Exception as error:  # noqa: BLE001 - whatever it is, the service goes on, and this is tried again
            events().warning("the check was broken off", reason=f"{type(error).__name__}: {error}")
            await asyncio.sleep(AGAIN_SECONDS)


async def _pass(settings: Settings, checker: Checker, clock: Callable[[], datetime]) -> None:
    await asyncio.sleep(PAUSE_SECONDS)
    begun = clock()
    known = read_outcome(settings.home).journal
    cut = await checker.cut(known)
    present = Pass(begun=begun).with_(cut)
    async for _, _, looked in all_looked_at(checker, begun):
        if looked.faults:
            events().error(
                "the check has found something wrong", faults=[f"{x.head} {x.wrong} {x.about}" for x in looked.faults]
            )
        present = present.with_(looked)
        keep_outcome(settings.home, replace(read_outcome(settings.home), present=present))
        await asyncio.sleep(PAUSE_SECONDS)
    head = known if cut.faults else await head_of(checker.store)
    keep_outcome(settings.home, replace(read_outcome(settings.home), present=present, journal=head).finished())
