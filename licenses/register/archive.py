"""Where sealed files lie: by digest, written once, never changed.

* `Archive` is the port; a folder is the default. A name is the SHA-256 of the content, so that a file can be found from
  the register and checked against its own name.
* A file waits until the register knows of it. What still waits when the store is opened, a crash has left: what is
  registered is settled, what is not is no licence and goes (`settling`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graph.errors import NotFound, Text
from graph.refusal_codes import Code


def digest_of(content: bytes) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Archive(Protocol):
    """Keeps sealed files."""

    def put(self, content: bytes) -> str:
        """Keep a file durably, waiting; return its digest. Putting it again changes nothing."""
        ...

    def settle(self, digests: Iterable[str]) -> None:
        """Keep files for good, of which the register knows now."""
        ...

    def drop(self, digests: Iterable[str]) -> None:
        """Remove files that wait, and of which the register will never know."""
        ...

    def waiting(self) -> list[str]:
        """Digests of the files that wait."""
        ...

    def get(self, digest: str) -> bytes:
        """The file of a digest.

        Raises:
            NotFound: It is not kept here, or what is kept is not it.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """Files in a folder, two levels deep by the first digits of their digests; those that wait in one of their own."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a file: written aside, synced, then renamed, so that a name never shows half a file."""
        digest = digest_of(content)
        place = self._room / f"{digest}.pdf"
        if place.exists() or self._place(digest).exists():
            return digest
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = place.with_suffix(f".{secrets.token_hex(4)}.part")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(place)
        return digest

    def settle(self, digests: Iterable[str]) -> None:
        """Keep files for good; one that was settled before stays."""
        for digest in digests:
            place = self._place(digest)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with contextlib.suppress(FileNotFoundError):
                (self._room / f"{digest}.pdf").rename(place)

    def drop(self, digests: Iterable[str]) -> None:
        """Remove files that wait."""
        for digest in digests:
            (self._room / f"{digest}.pdf").unlink(missing_ok=True)

    def waiting(self) -> list[str]:
        """Digests of the files that wait; what was never written whole goes."""
        for part in self._room.glob("*.part"):
            part.unlink(missing_ok=True)
        return sorted(file.stem for file in self._room.glob("*.pdf"))

    def get(self, digest: str) -> bytes:
        """The file of a digest, checked against it.

        Raises:
            NotFound: It is not kept here, or what is kept is not it.
        """
        content = self._read(digest)
        if digest_of(content) != digest:
            raise NotFound(
                Text("档案中没有这份文件", "the archive has no such file"), code=Code.FILE_NOT_FOUND, value=digest
            )
        return content

    @property
    def _room(self) -> Path:
        return self.folder / "waiting"

    def _read(self, digest: str) -> bytes:
        """It may be settled between two looks, and never the other way."""
        for place in (self._place(digest), self._room / f"{digest}.pdf", self._place(digest)):
            with contextlib.suppress(FileNotFoundError):
                return place.read_bytes()
        return b""

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / f"{digest}.pdf"
