"""Where sealed files lie: by digest, written once, never changed.

`Archive` is the port; a folder is the default. A name is the SHA-256 of the content, so that a file can be found from
the register and checked against its own name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
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
        """Keep a file durably; return its digest. Putting it again changes nothing."""
        ...

    def get(self, digest: str) -> bytes:
        """The file of a digest.

        Raises:
            NotFound: It is not kept here, or what is kept is not it.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """Files in a folder, two levels deep by the first digits of their digests."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a file: written aside, synced, then renamed, so that a name never shows half a file."""
        digest = digest_of(content)
        place = self._place(digest)
        if place.exists():
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

    def get(self, digest: str) -> bytes:
        """The file of a digest, checked against it.

        Raises:
            NotFound: It is not kept here, or what is kept is not it.
        """
        place = self._place(digest)
        content = place.read_bytes() if place.exists() else b""
        if digest_of(content) != digest:
            raise NotFound(
                Text("档案中没有这份文件", "the archive has no such file"), code=Code.FILE_NOT_FOUND, value=digest
            )
        return content

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / f"{digest}.pdf"
