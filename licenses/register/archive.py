"""Where sealed files lie: encrypted, by digest, written once, never changed.

* `Archive` is the port; a folder is the default. A name is the SHA-256 of the file as it was sealed, so that it can be
  found from the register and checked against its own name.
* A file lies there locked with the key of its licence (AES-256-GCM), as the file of its digest: without the key it is
  nothing, and put under another name it does not open. It begins with the name and version of this form.
* A file that is not locked is none of the archive: releases up to 0.1.0 left such ones, which are locked when their
  store is opened (`rekeying`).
* A file waits until the register knows of it, under the mark of the process that has it in hand (`waiting`). What waits
  there of a process that has ended, that has left: what is registered is settled, what is not is no licence and goes
  (`archiving.sweep`).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from graph.errors import NotFound, Text
from graph.refusal_codes import Code
from graph.store.errors import StoreError
from graph.store.files import digest_of, make_folder, rename_whole, sync_all, sync_folder
from graph.store.sealed_keys import Key
from licenses.register.waiting import WaitingRoom

FORM = b"zhengtu file 1\n"
"""What every file in the archive begins with."""


class Archive(Protocol):
    """Keeps sealed files."""

    def put(self, content: bytes, key: Key) -> str:
        """Keep a file durably, locked, waiting; return its digest. Putting it again changes nothing."""
        ...

    def put_all(self, files: Sequence[tuple[bytes, str, Key]]) -> None:
        """Keep many files, each with its digest and key, locked, waiting: all of them are durable at the end."""
        ...

    def settle(self, digests: Iterable[str]) -> None:
        """Keep files for good, of which the register knows now."""
        ...

    def drop(self, digests: Iterable[str]) -> None:
        """Remove files that wait, and of which the register will never know."""
        ...

    def left(self, before: datetime | None, *, alone: bool) -> list[str]:
        """Digests of the files that wait, and that nobody has in hand any more; what was never written whole goes.

        Args:
            before: Of those that were written before this moment; of all where None.
            alone: No process of another machine has the archive.
        """
        ...

    def get(self, digest: str, key: Key) -> bytes:
        """The file of a digest, opened with the key that it was locked with.

        Raises:
            NotFound: It is not kept here, or what is kept is not it.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """Files in a folder, two levels deep by the first digits of their digests; those that wait in one of their own."""

    folder: Path

    def put(self, content: bytes, key: Key) -> str:
        """Keep a file: locked, written aside, synced, then renamed, so that a name never shows half a file.

        One that waits already under another key is of an attempt that came to nothing: this one's takes its place.
        """
        digest = digest_of(content)
        waits = self._waiting.own(digest)
        if not self.place(digest).exists() and _opened(_content(waits), digest, key) is None:
            self._write(waits, FORM + key.lock(content, _about(digest)))
        return digest

    def put_all(self, files: Sequence[tuple[bytes, str, Key]]) -> None:
        """Keep many files: each locked and written as one that waits, then all brought to the disk at once.

        Nothing knows of any before the end. What a crash has left of them half written is one that waits, and goes.
        """
        make_folder(self._room)
        for content, digest, key in files:
            aside = self._waiting.part(digest)
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(FORM + key.lock(content, _about(digest)))
            aside.rename(self._waiting.own(digest))
        sync_all(self._room, [self._waiting.own(digest) for _, digest, _ in files])

    def settle(self, digests: Iterable[str]) -> None:
        """Keep files for good; one that was settled before stays. All of them are brought to the disk at once.

        Whatever of it a crash takes back waits again, and is settled when the store is opened.
        """
        many = list(digests)
        if len(many) == 1:
            place = self.place(many[0])
            make_folder(place.parent)
            with contextlib.suppress(FileNotFoundError):
                rename_whole(self.waits_at(many[0]), place)
            return
        changed = set[Path]()
        for digest in many:
            place = self.place(digest)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                self.waits_at(digest).rename(place)
                changed |= {place.parent, place.parent.parent}
        if changed:
            sync_all(self._room, sorted({*changed, self.folder}))

    def drop(self, digests: Iterable[str]) -> None:
        """Remove files that wait."""
        for digest in digests:
            self._waiting.clear(digest)

    def waiting(self) -> list[str]:
        """Digests of the files that wait, whoever has them in hand."""
        return self._waiting.digests()

    def left(self, before: datetime | None, *, alone: bool) -> list[str]:
        """Digests of the files that wait, and that nobody has in hand any more; what was never written whole goes."""
        found = self._waiting.nobodys(before, alone=alone)
        for each in found:
            if not each.whole:
                each.path.unlink(missing_ok=True)
        return sorted({each.digest for each in found if each.whole})

    def get(self, digest: str, key: Key) -> bytes:
        """The file of a digest, checked against it.

        Raises:
            NotFound: It is not kept here, or what is kept is not it.
        """
        content = _opened(self._read(digest), digest, key)
        if content is None:
            raise NotFound(
                Text("档案中没有这份文件", "the archive has no such file"), code=Code.FILE_NOT_FOUND, value=digest
            )
        return content

    def has(self, digest: str) -> bool:
        """Whether a file of this digest is kept here, whatever it is."""
        return self.place(digest).is_file() or self.waits_at(digest).is_file() or self.place(digest).is_file()

    def prefixes(self) -> list[str]:
        """The first digits of the files that are kept for good."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(each.name for each in found if each.is_dir() and each.name != self._room.name)

    def under(self, prefix: str) -> tuple[list[str], list[str]]:
        """Digests of the files that are kept for good with these first digits, and names of what is none of them."""
        found = [each for each in sorted((self.folder / prefix).rglob("*")) if each.is_file()]
        placed = [each for each in found if each == self.place(each.stem)]
        return [each.stem for each in placed], [each.name for each in found if each not in placed]

    def unlocked(self) -> list[str]:
        """Digests of the files that an earlier release left unlocked, those that still waited among them."""
        return sorted({file.stem for file in self.folder.rglob("*.pdf")})

    def lock(self, digest: str, key: Key) -> bool:
        """Lock a file that an earlier release left unlocked, where it lies; say whether there was one.

        The locked one is there, whole and durable, before the other goes: killed in between, it is done again.
        """
        place, whole = self.place(digest), self._unlocked(digest)
        if whole is None:
            return False
        self._write(place, FORM + key.lock(whole, _about(digest)))
        for each in self._before(digest):
            with contextlib.suppress(FileNotFoundError):
                each.unlink()
                sync_folder(each.parent)  # or a crash might bring it back, which nobody would look for again
        return True

    def is_whole(self, digest: str) -> bool:
        """Whether a file that an earlier release left unlocked is the one of its name."""
        return self._unlocked(digest) is not None

    def _unlocked(self, digest: str) -> bytes | None:
        return next((each for each in map(_content, self._before(digest)) if digest_of(each) == digest), None)

    def _before(self, digest: str) -> tuple[Path, Path]:
        """Where an earlier release left a file, settled or waiting."""
        return self.place(digest).with_suffix(".pdf"), self._room / f"{digest}.pdf"

    def _write(self, place: Path, content: bytes) -> None:
        """Write a file aside, where what is left of a crash is looked for; synced, then renamed for good."""
        for folder in (place.parent, self._room):
            make_folder(folder)
        aside = self._waiting.part(place.name.partition(".")[0])
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        rename_whole(aside, place)

    @property
    def _room(self) -> Path:
        return self._waiting.folder

    @property
    def _waiting(self) -> WaitingRoom:
        return WaitingRoom(self.folder / "waiting")

    def _read(self, digest: str) -> bytes:
        """It may be settled between two looks, and never the other way."""
        for place in (self.place(digest), self.waits_at(digest), self.place(digest)):
            with contextlib.suppress(FileNotFoundError):
                return place.read_bytes()
        return b""

    def waits_at(self, digest: str) -> Path:
        """Where a file lies that waits, or would wait as one of this process."""
        return self._waiting.of(digest)

    def place(self, digest: str) -> Path:
        """Where a file lies that is kept for good."""
        return self.folder / digest[:2] / digest[2:4] / f"{digest}.locked"


def _content(file: Path) -> bytes:
    with contextlib.suppress(FileNotFoundError):
        return file.read_bytes()
    return b""


def _opened(locked: bytes, digest: str, key: Key) -> bytes | None:
    """What a locked file holds; None where it does not open, or is not the one of its name."""
    if not locked.startswith(FORM):
        return None
    try:
        content = key.unlock(locked.removeprefix(FORM), _about(digest))
    except StoreError:
        return None
    return content if digest_of(content) == digest else None


def _about(digest: str) -> str:
    return f"file {digest}"
