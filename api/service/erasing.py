"""Erasing a holder in the store of a HOME, beside a service that runs or without one."""

from datetime import datetime

from api.process.settings import Settings
from api.service.founding import operator
from api.service.storage import open_storage, refuse_absent, tell_of_keys
from graph.subjects.licensing.erasure import ErasableHolder
from graph.words.china_time import china_time
from licenses.register.archive import FolderArchive
from licenses.register.erasing import Erasing, erase, foreseen, refuse_words
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys
from licenses.safekeeping.erasures import ERASURES, add


async def erase_in(settings: Settings, erasing: Erasing, now: datetime, *, dry_run: bool) -> ErasableHolder:
    """Erase a holder's personal data, or say what that would make unreadable.

    Args:
        settings: Where everything is.
        erasing: Whose, and why.
        now: The present.
        dry_run: Only say it.

    Raises:
        StoreError: The store cannot be opened.
        Refusal: See `licenses.register.erasing.erase`.
    """
    refuse_words(erasing)
    refuse_absent(settings)
    async with open_storage(settings) as storage:
        store, personal = storage.store, storage.personal
        await bring_under_keys(store, personal, FolderArchive(settings.archive), tell_of_keys)
        await hide(store, personal)
        if dry_run:
            return await foreseen(store, personal, operator("erase", now), erasing)
        erased = await erase(store, personal, operator("erase", now), erasing)
        add(settings.home / ERASURES, personal, erased.id, china_time(now).isoformat())
        return erased
