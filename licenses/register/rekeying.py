"""Bringing a store of a release up to 0.1.0 under keys of its holders, and its archive under those of its licences.

Such a store has personal data under its own key, and sealed files as they are. Only who has that key can do this, so no
migration of the schema does: it is done once, when a service opens the store, before anybody is answered.

1. Holders, then licences, some hundred in a transaction. Whoever is stopped in between goes on where it was.
2. Then the files: each is locked under the key of its licence, which the store has already. The locked one is there,
   whole and synced, before the other goes, so that at no moment a file is lost (`archive.FolderArchive.lock`).
3. A file that no licence has, that is not the one of its name, or whose licence was erased, nobody can lock: it is
   named in the log with the reason, and left to the operator, whom `zhengtu doctor` tells what to do. Nothing reads it.
   As long as one is there, the archive is looked through at each opening: what is put right is locked then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence

from graph.errors import Text
from graph.store.engine import Store
from graph.store.personal import PersonalData
from graph.store.sealed_keys import Key
from graph.subjects.licensing import keeping, rekeying
from graph.subjects.licensing.keys import key_of_holder, wrapped_key_of_holder, wrapped_key_of_license
from graph.subjects.licensing.rekeying import KeyedHolder, KeyedLicense, KeylessHolder, KeylessLicense
from licenses.register.archive import FolderArchive
from licenses.register.keeping import relocked
from licenses.register.unlocked import unlocked_files

BATCH = 300
"""Holders, or licences, that are written in one transaction."""
_HOLDERS, _LICENSES, _FILES = Text("持证主体", "holders"), Text("证照", "licences"), Text("证照文件", "files")
_LOG = logging.getLogger("zhengtu.register")

Told = Callable[[Text, int, int], None]
"""Is told what is brought under keys, how many are done, and of how many."""


def _untold(what: Text, done: int, of: int) -> None:
    _LOG.info("brought under keys: %s %d of %d", what.en, done, of)


async def bring_under_keys(store: Store, personal: PersonalData, archive: FolderArchive, told: Told = _untold) -> None:
    """Give a key to whatever has none, and lock the files; the second time nothing is left to do.

    Args:
        store: A migrated store.
        personal: With the key by which it was encrypted.
        archive: Its files.
        told: Hears how far it is.

    Raises:
        StoreError: The store is away, or a value was encrypted with another key.
    """
    made, locked = await rekeying.keys_made(store)
    if not made:
        holders = await rekeying.keyless_holders(store)
        for part, done in _parts(holders):
            await rekeying.key_holders(store, part, lambda each: [_keyed_holder(personal, one) for one in each])
            told(_HOLDERS, done, len(holders))
        licenses = await rekeying.keyless_licenses(store)
        for part, done in _parts(licenses):
            await rekeying.key_licenses(store, part, lambda each: [_keyed_license(personal, one) for one in each])
            told(_LICENSES, done, len(licenses))
        await store.write(rekeying.mark_keys_made)
    if not locked and await _lock_files(store, personal, archive, told):
        await store.write(rekeying.mark_files_locked)


async def _lock_files(store: Store, personal: PersonalData, archive: FolderArchive, told: Told) -> bool:
    """Lock what can be locked; say whether nothing is left."""
    digests = await asyncio.to_thread(archive.unlocked)
    for done, digest in enumerate(digests, 1):
        found = await keeping.key_of_file(store, digest)
        key = None if found is None else found.opened(personal)
        if key is not None:
            await asyncio.to_thread(archive.lock, digest, key.of_license)
        if done % BATCH == 0 or done == len(digests):
            told(_FILES, done, len(digests))
    left = await unlocked_files(store, archive)
    for each in left:
        _LOG.warning("a file in the archive is not locked (%s): %s", each.why.name, each.digest)
    return not left


def _keyed_holder(personal: PersonalData, holder: KeylessHolder) -> KeyedHolder:
    key = Key.make()
    return KeyedHolder(
        holder.id,
        wrapped_key_of_holder(personal, holder.id, key),
        key.encrypt(personal.decrypt(holder.name, "Holder.name"), "Holder.name"),
        key.encrypt(personal.decrypt(holder.code, "Holder.code"), "Holder.code"),
    )


def _keyed_license(personal: PersonalData, licence: KeylessLicense) -> KeyedLicense:
    key = Key.make()
    held = [key_of_holder(personal, *holder) for holder in licence.holders]
    face = personal.decrypt(licence.face, "License.face") if licence.face else "{}"
    return KeyedLicense(
        licence.id,
        wrapped_key_of_license(key, licence.id, [each for each in held if each is not None]),
        key.encrypt(face, "License.face"),
        tuple(relocked(personal, key, file) for file in licence.files),
    )


def _parts(ids: Sequence[str]) -> Iterable[tuple[Sequence[str], int]]:
    """Parts of a list, each with how many there are up to its end."""
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        yield part, start + len(part)
