"""Backing up a HOME, beside a service that runs or without one."""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from api.process.settings import Settings
from api.process.terminal import Tell
from api.service.storage import open_kept
from graph.errors import Text
from licenses.register.archive import FolderArchive
from licenses.safekeeping.making import Made, Source, back_up


async def back_up_to(settings: Settings, destination: Path, now: datetime, tell: Callable[[Text], Tell]) -> Made:
    """Make a backup of a HOME.

    Args:
        settings: Where everything is.
        destination: The folder of backups.
        now: The present.
        tell: Given what is being done, gives whom to tell how far it is.

    Raises:
        StoreError: The store cannot be opened or read.
        Conflict: See `licenses.safekeeping.making.back_up`.
    """
    async with open_kept(settings, now) as storage:
        source = Source(
            store=storage.store,
            personal=storage.personal,
            home=settings.home,
            archive=FolderArchive(settings.archive),
            evidence=settings.evidence,
            keys=settings.keys,
            release=version("zhengtu"),
        )
        return await back_up(source, destination, now, tell)
