"""A HOME: where the store is, and how it is opened with its key for work that needs nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.settings import Settings
from graph.store import marks
from graph.store.engine import Place, Store, open_store
from graph.store.personal import PersonalData
from graph.store.schema import migrate

PERSONAL_KEY = "personal.key"


@dataclass(frozen=True, slots=True)
class Home:
    """An open store and the key of its personal data."""

    store: Store
    personal: PersonalData


@asynccontextmanager
async def open_migrated(settings: Settings) -> AsyncIterator[Store]:
    """Start or reach the store of a HOME, and bring it to the current schema.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: `STORE_TOO_NEW`.
    """
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = Place(settings.store_folder, settings.store_uri, settings.store_user, settings.store_password() or "")
    async with open_store(place) as store:
        await migrate(store)
        yield store


async def personal_data(settings: Settings, store: Store) -> PersonalData:
    """Read the key of a store's personal data, or make the first one.

    Raises:
        Conflict: `WRONG_KEY`; the key file is another store's.
    """
    personal = PersonalData.from_file(settings.keys / PERSONAL_KEY)
    await marks.check_key(store, personal)
    return personal


@asynccontextmanager
async def open_home(settings: Settings) -> AsyncIterator[Home]:
    """Open a HOME's store with its key.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: It is newer than this program, or has another key.
    """
    async with open_migrated(settings) as store:
        yield Home(store, await personal_data(settings, store))
