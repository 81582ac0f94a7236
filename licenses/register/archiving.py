"""Archiving what was made, so that register and archive both have a licence or neither has.

* A file waits in the archive until its record is written. Then it is settled; where the writing was refused it goes.
* Whoever is ended in between leaves a file that waits. When the store is opened, before a batch is issued, and beside a
  service that runs, what the register knows of what ended processes have left is settled, and what it does not know
  goes: `sweep`. What a process has in hand that is there still is its own.
* Where it is not known whether the record was written – the store was away – the file waits for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from graph.errors import NotFound, Refusal, Text
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing import keeping
from graph.subjects.licensing.recording import StateChange
from licenses.register.archive import Archive
from licenses.register.keeping import locked
from licenses.register.making import Job
from licenses.register.records import Entries, files_of, record_of, stored_holders
from licenses.register.sealed import Sealed

STILL_UNDER_WAY: Final = timedelta(minutes=5)
"""No transaction takes as long, also one whose process has ended."""


async def archived(archive: Archive, personal: PersonalData, made: Sequence[tuple[Job, bytes]]) -> Entries:
    """Archive what was made, and say what the register enters of it."""
    entries = Entries()
    for job, content in made:
        sealed = await asyncio.to_thread(Sealed.of, content)
        key = Key.make()
        await asyncio.to_thread(archive.put, content, key)
        enter_one(entries, personal, job, sealed, key)
    return entries


async def archived_together(
    archive: Archive, personal: PersonalData, made: Sequence[tuple[Job, Sealed]]
) -> list[Entries]:
    """Archive many files, all durable at once; say of each what the register enters of it."""
    keyed = [(job, sealed, Key.make()) for job, sealed in made]
    await asyncio.to_thread(archive.put_all, [(sealed.content, sealed.digest, key) for _, sealed, key in keyed])
    found = []
    for job, sealed, key in keyed:
        found.append(Entries())
        enter_one(found[-1], personal, job, sealed, key)
    return found


def enter_one(entries: Entries, personal: PersonalData, job: Job, sealed: Sealed, key: Key) -> None:
    """Add what the register enters of a file that is archived under a key."""
    record = record_of(personal, key, job, sealed.digest, len(sealed.content))
    entries.records.append(record)
    entries.keys[record.id] = key
    entries.policies.append(job.policy)
    entries.holders.extend(stored_holders(personal, job.order.holders))
    entries.files.extend(files_of(record, sealed.cut_back))
    entries.found.extend([] if sealed.kept is None else [locked(key, sealed.digest, sealed.kept)])
    if job.predecessor and job.replacing:
        before = job.predecessor
        entries.replaced.append(
            StateChange(before.id, before.state, job.replacing, record.sealed_at, record.change_reason)
        )


async def sealed_file(archive: Archive, store: Store, personal: PersonalData, digest: str) -> bytes:
    """The file of a licence, by its digest.

    Raises:
        NotFound: `FILE_NOT_FOUND`; no licence has this file, or the archive does not. `ERASED`; its key is destroyed.
    """
    locked = await keeping.key_of_file(store, digest)
    if locked is None:
        raise NotFound(
            Text("登记簿中没有这份文件", "the register has no such file"), code=Code.FILE_NOT_FOUND, value=digest
        )
    key = locked.opened(personal)
    if key is None:
        raise NotFound(
            Text(
                "持证主体的个人信息已清除，文件不可读取；登记簿仍保留标识、状态和文件摘要",
                "the holder's personal data were erased, and nobody can read the file any more; the register keeps "
                "its identifier, state and digest",
            ),
            code=Code.ERASED,
            value=digest,
        )
    return await asyncio.to_thread(archive.get, digest, key.of_license)


@asynccontextmanager
async def settling(archive: Archive, made: Sequence[Entries]) -> AsyncIterator[list[str]]:
    """Settle the files of what is written in here, and drop the others.

    Args:
        archive: Where the files wait.
        made: What they belong to; more may be made in here.

    Yields:
        A list to be filled with the ids of the records that were written.
    """
    written: list[str] = []
    try:
        yield written
    except Refusal:
        await asyncio.to_thread(archive.drop, [record.digest for each in made for record in each.records])
        raise
    records = [record for each in made for record in each.records]
    await asyncio.to_thread(archive.settle, [record.digest for record in records if record.id in written])
    await asyncio.to_thread(archive.drop, [record.digest for record in records if record.id not in written])


async def sweep(store: Store, archive: Archive, before: datetime | None = None, *, alone: bool = False) -> int:
    """Settle or remove what processes that have ended have left waiting; say how many files were removed.

    Args:
        store: The graph.
        archive: Where they wait.
        before: Of what was written before this moment; of everything where None: where no transaction of such a process
            can be under way any more.
        alone: No process of another machine has this archive.
    """
    left = await asyncio.to_thread(archive.left, before, alone=alone)
    known = await keeping.known_files(store, left) if left else frozenset()
    await asyncio.to_thread(archive.settle, sorted(known))
    gone = [digest for digest in left if digest not in known]
    await asyncio.to_thread(archive.drop, gone)
    return len(gone)
