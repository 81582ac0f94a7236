"""A HOME: where the store is, and how it is opened with its key for work that needs nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.process.settings import Settings
from api.process.terminal import message
from graph.errors import Conflict, Text
from graph.law.checking import check_rows
from graph.refusal_codes import Code
from graph.store.engine import Claim, Place, Store, open_store
from graph.store.journal_parts import close_off
from graph.store.keyfile import missing
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.subjects.installation import memory as installation_memory
from licenses.register.archive import FolderArchive
from licenses.register.hiding import hide
from licenses.register.rekeying import bring_under_keys
from licenses.safekeeping.restoring import RESTORING

PERSONAL_KEY = "personal.key"


@dataclass(frozen=True, slots=True)
class Storage:
    """An open store and the key of its personal data."""

    store: Store
    personal: PersonalData


@asynccontextmanager
async def open_migrated(settings: Settings, claim: Claim = Claim.OWN) -> AsyncIterator[Store]:
    """Start or reach the store of a HOME, and bring it to the current schema.

    Args:
        settings: Where everything is.
        claim: Whether an embedded one may be that of a service that runs.

    Raises:
        RowRefused: A policy's row cites what its texts do not have, or names a post that there is not.
        StoreError: The store cannot be opened.
        Conflict: `STORE_TOO_NEW`; or `RESTORE_UNFINISHED`, it is being brought back from a backup.
    """
    check_rows()
    refuse_unfinished(settings.home)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with open_store(place_of(settings, claim)) as store:
        await migrate(store)
        yield store


def refuse_unfinished(home: Path) -> None:
    """Let a HOME pass that is whole.

    Raises:
        Conflict: `RESTORE_UNFINISHED`.
    """
    if (home / RESTORING).exists():
        raise Conflict(
            Text(
                f"{home} 的恢复没有完成，请再次运行同一条 zhengtu restore 命令",
                f"{home} has not come back whole from a backup: run the same zhengtu restore again",
            ),
            code=Code.RESTORE_UNFINISHED,
            value=str(home),
        )


def place_of(settings: Settings, claim: Claim) -> Place:
    """Where the store of a HOME is.

    Raises:
        SettingRefused: The file with its password cannot be read.
    """
    return Place(
        settings.store_folder,
        settings.store_uri,
        settings.store_user,
        settings.store_password() or "",
        settings.store_database,
        java=tuple(settings.store_java.split()),
        claim=claim,
    )


def key_of(settings: Settings) -> PersonalData:
    """Read the key of a store's personal data that has to be there.

    Raises:
        KeyMissing: It is not.
        KeyDamaged: It is none.
    """
    file = settings.keys / PERSONAL_KEY
    if not file.exists():
        raise missing(file, "备份由该密钥标记和加密", "backups are marked and encrypted with it")
    return PersonalData.from_file(file)


async def personal_data(settings: Settings, store: Store) -> PersonalData:
    """Read the key of a store's personal data; make the first one of a store that was never used with one.

    Raises:
        KeyMissing: The store was used with a key, and the file is gone; none is made.
        Conflict: `WRONG_KEY`; the key file is another store's.
    """
    file = settings.keys / PERSONAL_KEY
    made = _made(file, keyed=await installation_memory.is_keyed(store))
    personal = PersonalData.from_file(file)
    try:
        await installation_memory.check_key(store, personal)
    except Conflict:
        if made:  # another HOME has begun this store in the meantime; what was made here opens nothing
            file.unlink()
        raise
    store.digests, store.subjects = personal.digests, personal.subjects
    return personal


def _made(file: Path, *, keyed: bool) -> bool:
    """Make the key file where there is none and may be a first one; say whether it was made now."""
    if file.exists():
        return False
    if keyed:
        raise missing(file, "该库的个人信息由该密钥加密", "this store's personal data are encrypted with it")
    return PersonalData.make_file(file)


def tell_of_keys(what: Text, done: int, of: int) -> None:
    """Tell on stderr how much of an older store is brought under the keys of its holders."""
    message(
        Text(
            f"按持证主体密钥重新加密{what.zh}：{done} / {of}",
            f"brought under the keys of their holders: {what.en} {done} of {of}",
        )
    )


@asynccontextmanager
async def open_storage(settings: Settings) -> AsyncIterator[Storage]:
    """Open a HOME's store with its key, beside a service that runs or without one.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: It is newer than this program, or its key is missing or another's.
    """
    async with open_migrated(settings, Claim.EITHER) as store:
        yield Storage(store, await personal_data(settings, store))


@asynccontextmanager
async def open_founded(settings: Settings) -> AsyncIterator[Storage]:
    """Open the store of a HOME that was initialised, with its key.

    Raises:
        Conflict: `NOT_INITIALISED`; there is none, or nobody said whose it is.
        StoreError: The store cannot be opened.
    """
    refuse_absent(settings)
    async with open_storage(settings) as storage:
        installed = await installation_memory.installation(storage.store)
        if not installed.demonstration and await installation_memory.policy_of(storage.store) is None:
            raise _not_initialised(settings)
        yield storage


def refuse_absent(settings: Settings) -> None:
    """Let a HOME pass that has a store: who looks into one makes none.

    Raises:
        Conflict: `NOT_INITIALISED`.
    """
    if not settings.store_uri and not settings.store_folder.exists():
        raise _not_initialised(settings)


def _not_initialised(settings: Settings) -> Conflict:
    return Conflict(
        Text(
            f"{settings.home} 还没有初始化：请先运行 zhengtu init --policy …",
            f"{settings.home} is not initialised: run zhengtu init --policy … first",
        ),
        code=Code.NOT_INITIALISED,
    )


@asynccontextmanager
async def open_kept(settings: Settings, now: datetime) -> AsyncIterator[Storage]:
    """The same, with everything in the form in which it is kept now: an older store is brought under keys first.

    Raises:
        StoreError: The store cannot be opened.
        Conflict: It is newer than this program, or its key is missing or another's; `NOT_INITIALISED`, there is none.
    """
    refuse_absent(settings)
    async with open_storage(settings) as storage:
        await bring_under_keys(storage.store, storage.personal, FolderArchive(settings.archive), tell_of_keys)
        await hide(storage.store, storage.personal)
        await close_off(storage.store, storage.personal, now)
        yield storage
