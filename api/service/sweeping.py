"""What ended processes have left in the archives goes: when a HOME is opened, and beside a service that runs."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.process.logging import events
from graph.cases.files import CaseFolder, KeptFile, sweep
from graph.store.engine import Store
from graph.store.errors import StoreError
from graph.subjects.forgeries import memory as forgeries
from graph.subjects.sharing.grants import memory as grants
from licenses.register import archiving, collecting
from licenses.register.archive import Archive
from licenses.register.archiving import STILL_UNDER_WAY

SWEEP_SECONDS = 60


async def sweep_case_files(store: Store, folder: CaseFolder, now: datetime) -> int:
    """Remove the files that no case and no grant knows, when the store is opened; say how many."""

    async def known(cases: Sequence[str]) -> frozenset[KeptFile]:
        return await forgeries.kept_files(store, cases) | await grants.kept_agreements(store, cases)

    return await sweep(folder, known, now)


@dataclass(frozen=True, slots=True)
class Archives:
    """The archives of a HOME, with the register that knows their files."""

    store: Store
    issued: Archive
    home: Path
    clock: Callable[[], datetime]

    async def sweep(self, *, alone: bool) -> None:
        """Settle or remove what was left.

        Args:
            alone: The store was started just now, by this process: nobody else works with it, and no transaction of a
                process before is under way.
        """
        before = None if alone else self.clock() - STILL_UNDER_WAY
        removed = await archiving.sweep(self.store, self.issued, before, alone=alone)
        if removed:
            events().info("files of no licence were removed, which an ended process had left", files=removed)
        await collecting.sweep(self.store, collecting.folder_of(self.home), before, alone=alone)

    async def keep_swept(self) -> None:
        """Do it again and again, until this is cancelled: others may issue beside the service, and be killed."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self.sweep(alone=False)
            except (StoreError, OSError) as away:
                events().warning("the archives were not swept", reason=str(away))
