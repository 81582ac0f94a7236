"""Files of the archive that lie there unlocked, and why: what an earlier release left and `rekeying` could not lock.

* Whether a file is the one of its name is asked first: a damaged one is nobody's, whatever licence its name belongs to.
* No file is changed here; what is left is named, so that somebody can put it right. Where one can be locked after all –
  it was brought back after the others were –, the next opening of the store is told to look again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

from graph.store.engine import Store
from graph.subjects.licensing import keeping, rekeying
from licenses.register.archive import FolderArchive


@unique
class Left(Enum):
    """Why a file lies in the archive unlocked."""

    DAMAGED = "内容与文件名中的摘要不符"
    FOREIGN = "不属于任何证照"
    ERASED = "属于个人信息已清除的证照"
    WAITING = "尚未加密"


@dataclass(frozen=True, slots=True)
class UnlockedFile:
    """A file that lies in the archive unlocked."""

    digest: str
    """By its name."""
    why: Left


async def unlocked_files(store: Store, archive: FolderArchive) -> list[UnlockedFile]:
    """Every file that lies in the archive unlocked, and why; this reads the names of all of them."""
    digests = await asyncio.to_thread(archive.unlocked)
    if not digests:
        return []
    whole = await asyncio.to_thread(lambda: frozenset(filter(archive.is_whole, digests)))
    known, keyed = await keeping.known_files(store, digests), await keeping.keyed_files(store, digests)
    found = [UnlockedFile(digest, _why(digest, whole, known, keyed)) for digest in digests]
    if of_kind(found, Left.WAITING):
        await store.write(rekeying.mark_files_left)
    return found


def of_kind(files: Sequence[UnlockedFile], why: Left) -> list[str]:
    """The digests of those that lie there for one reason."""
    return [each.digest for each in files if each.why is why]


def _why(digest: str, whole: frozenset[str], known: frozenset[str], keyed: frozenset[str]) -> Left:
    if digest not in whole:
        return Left.DAMAGED
    if digest not in known:
        return Left.FOREIGN
    return Left.WAITING if digest in keyed else Left.ERASED
