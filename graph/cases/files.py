"""Where the files of cases lie: evidence, reports, signed agreements, encrypted, each under its case.

* A file tells of people, whoever made it: it is locked with the key of the personal data, as the file of this case and
  digest, and put under no other name can be opened.
* It is kept before its case knows of it, and destroyed after its case has let go of it. What a crash leaves behind in
  between belongs to no case, and is removed when the store is opened again.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from graph.errors import NotFound, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.errors import StoreError
from graph.store.files import digest_of, make_folder, sync_folder, write_whole
from graph.store.personal import PersonalData

UNDER_WAY = timedelta(minutes=10)
"""How old a file without a case is at least that nobody is still opening a case for."""
_CASE = re.compile(r"\d{8}-[0-9a-f]{12}")
_NAME = re.compile(rf"({_CASE.pattern})\.([0-9a-f]{{64}})\.locked")


def new_case(on: date) -> str:
    """An id for a case that is opened, or a paper that is handed in, on a day."""
    return f"{on:%Y%m%d}-{secrets.token_hex(6)}"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept, encrypted, with a case."""

    case: str
    digest: str
    """SHA-256 of what is encrypted."""


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """Encrypted files in a folder, `<case>.<digest of the content>.locked`."""

    folder: Path
    personal: PersonalData

    def put(self, case: str, content: bytes) -> KeptFile:
        """Keep a file durably, whole or not at all."""
        kept = KeptFile(case, digest_of(content))
        make_folder(self.folder)
        place = self._place(kept)
        write_whole(place, self.personal.lock(content, _name(kept)))
        place.chmod(0o600)
        return kept

    def get(self, kept: KeptFile) -> bytes:
        """The content of a file, checked against its digest.

        Raises:
            NotFound: `FILE_NOT_FOUND`; it is not here, or what is here is not it.
        """
        try:
            content = self.personal.unlock(self._place(kept).read_bytes(), _name(kept))
        except (OSError, StoreError) as cause:
            raise _missing(kept) from cause
        if digest_of(content) != kept.digest:
            raise _missing(kept)
        return content

    def has(self, kept: KeptFile) -> bool:
        """Whether a file of this name is here, whatever it is."""
        return self._place(kept).is_file()

    def destroy(self, kept: KeptFile) -> None:
        """Remove a file for good; one that is not there is removed already."""
        with suppress(FileNotFoundError):
            self._place(kept).unlink()
            sync_folder(self.folder)

    def old(self, now: datetime) -> tuple[KeptFile, ...]:
        """The files that nobody is still opening a case for; what was only half written is removed."""
        before = (now - UNDER_WAY).timestamp()
        files = self.folder.iterdir() if self.folder.is_dir() else ()
        old = [each for each in files if each.stat().st_mtime < before]
        named = {each: _NAME.fullmatch(each.name) for each in old}
        for file in (each for each, name in named.items() if name is None):
            file.unlink(missing_ok=True)
        return tuple(KeptFile(name[1], name[2]) for name in named.values() if name is not None)

    def _place(self, kept: KeptFile) -> Path:
        if not _CASE.fullmatch(kept.case):
            raise _missing(kept)
        return self.folder / _name(kept)


async def read_kept(store: Store, actor: Actor, folder: CaseFolder, kept: KeptFile | None, act: str) -> bytes | None:
    """A file for somebody who may have it, once it is in the journal that he has read it; None where there is none.

    Raises:
        NotFound: `FILE_NOT_FOUND`; the file is gone from where it was kept.
    """
    if kept is None:
        return None
    deed = actor.deed(act, kept.case, (), kept.digest)

    async def work(unit: Unit) -> None:
        await journal.record(unit, deed)

    await store.write(work)
    return await asyncio.to_thread(folder.get, kept)


async def sweep(
    folder: CaseFolder, known: Callable[[Sequence[str]], Awaitable[frozenset[KeptFile]]], now: datetime
) -> int:
    """Remove files that a crash has left without a case, when the store is opened; say how many.

    Args:
        folder: Where they lie.
        known: Every file that belongs to one of some cases.
        now: The present.
    """
    old = await asyncio.to_thread(folder.old, now)
    kept = await known(sorted({each.case for each in old})) if old else frozenset()
    left = [each for each in old if each not in kept]
    for each in left:
        await asyncio.to_thread(folder.destroy, each)
    return len(left)


def _name(kept: KeptFile) -> str:
    return f"{kept.case}.{kept.digest}.locked"


def _missing(kept: KeptFile) -> NotFound:
    return NotFound(Text("没有保存这份文件", "this file is not kept here"), code=Code.FILE_NOT_FOUND, value=kept.digest)
