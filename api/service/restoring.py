"""Bringing a HOME back from a backup; nothing else may use it, or its Neo4j, meanwhile."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.process.settings import Settings
from api.process.terminal import Tell
from api.service.founding import operator
from api.service.storage import key_of, place_of
from graph.errors import Text
from graph.law.checking import check_rows
from graph.store.engine import Claim, open_store
from graph.store.whole.writing import count_nodes
from graph.words.lost import Lost
from licenses.safekeeping import erasures
from licenses.safekeeping.manifest import Manifest
from licenses.safekeeping.restoring import RESTORING, Chosen, begin, bring_files, bring_graph, finish, not_empty


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to come back."""

    source: Path
    """The folder of backups."""
    name: str | None
    """Which of them; None = the newest that is whole."""
    erasures: Path | None
    """A list of who was erased, besides those of HOME and of the folder."""
    over: bool
    """Whether something may be there."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it."""

    manifest: Manifest
    aside: tuple[str, ...]
    """The new names of what was there."""
    damaged: tuple[str, ...]
    """Files that are not in the backup as they were."""
    lost: Lost
    erased: int
    """Holders who were erased again."""
    pages: int
    """Of licences that are being made: they go back to the centre, to be made anew."""


async def restore(settings: Settings, wish: Wish, now: datetime, tell: Callable[[Text], Tell]) -> Restored:
    """Bring a HOME back.

    Args:
        settings: Where everything is.
        wish: What is to come back.
        now: The present.
        tell: Given what is being done, gives whom to tell how far it is.

    Raises:
        KeyMissing: The key is not there; it comes first.
        NotFound: `BACKUP_NONE`.
        Conflict: `BACKUP_DAMAGED`, `HOME_NOT_EMPTY`, `STORE_TOO_NEW`.
        StoreError: The store cannot be opened or written.
    """
    check_rows()
    personal, home = key_of(settings), settings.home
    chosen = Chosen.from_(wish.source, wish.name, personal)
    lists = [home / erasures.ERASURES, wish.source / erasures.ERASURES, *([wish.erasures] if wish.erasures else [])]
    erased = erasures.together([erasures.read(each, personal) for each in lists])
    begun = (home / RESTORING).exists()
    if not settings.embedded and not begun and not wish.over:
        async with open_store(place_of(settings, Claim.OWN)) as store:
            if await count_nodes(store) > 1:
                raise not_empty(settings.store_uri)
    aside = await asyncio.to_thread(begin, home, chosen, now, over=wish.over)
    damaged = await asyncio.to_thread(bring_files, home, chosen, tell)
    async with open_store(place_of(settings, Claim.OWN)) as store:
        await bring_graph(store, chosen, tell)
        erasures.keep(home / erasures.ERASURES, personal, erased)
        done = await finish(store, personal, home, chosen, erased, operator("restore", now))
    return Restored(chosen.manifest, aside, damaged, done.lost, done.erased, done.pages)
