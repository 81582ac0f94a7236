"""The manifest of a backup (备份清单): what is in it, by digests and counts; it counts only with its mark.

* The mark is a keyed hash (HMAC-SHA-256) under a key that is made from the store's: whoever has the backup and not that
  key can change nothing in it unnoticed, nor make one.
* It is written last, when everything that it names lies on the disk. Without it there is no backup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.files import write_whole
from graph.store.journal_parts import Head as JournalHead
from graph.store.personal import PersonalData

FORM: Final = 1
MANIFEST: Final = "manifest.json"
MARK: Final = "manifest.mark"
_ABOUT: Final = "manifest of a backup"


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part of the graph, as it lies in the backup."""

    rows: int
    lines: str
    """SHA-256 of its lines as they are read, hexadecimal: the same for every store with this content."""
    file: str
    """SHA-256 of the file in the backup."""
    size: int


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files beside the graph."""

    count: int
    bytes: int
    list: str
    """SHA-256 of the file that lists them."""
    missing: tuple[str, ...] = ()
    """Names of those that were not there when the backup was made."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one backup holds."""

    name: str
    made: datetime
    release: str
    schema: int
    store: str
    """Which server it was read from; it can be restored into either."""
    demonstration: bool
    parts: Mapping[str, KeptPart]
    archive: KeptFiles
    evidence: KeptFiles
    collected: KeptFiles
    home: KeptFiles
    keys: tuple[str, ...]
    """Names of the key files of this installation, which are not in the backup and have to be kept elsewhere."""
    journal: JournalHead = field(default_factory=JournalHead)
    """How far the journal was closed off."""
    strange: tuple[str, ...] = ()
    """What the store held besides, and is not in the backup."""

    def to_json(self) -> bytes:
        """As it is written."""
        said = asdict(self) | {"form": FORM, "made": self.made.isoformat()}
        return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def write(folder: Path, manifest: Manifest, personal: PersonalData) -> None:
    """Write a manifest with its mark, on the disk when this returns."""
    content = manifest.to_json()
    write_whole(folder / MARK, personal.mark(content, _ABOUT).encode())
    write_whole(folder / MANIFEST, content)


def read(folder: Path, personal: PersonalData) -> Manifest:
    """Read a manifest.

    Raises:
        Conflict: `BACKUP_DAMAGED`; it is not as it was written, was written under another key, or is of another form.
    """
    try:
        content, mark = (folder / MANIFEST).read_bytes(), (folder / MARK).read_text("ascii")
        if not personal.marks(content, _ABOUT, mark):
            raise damaged(folder / MANIFEST)
        said = orjson.loads(content)
        if said.pop("form") != FORM:
            raise damaged(folder / MANIFEST)
        return _read(said)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(folder / MANIFEST) from error


def _read(said: dict[str, Any]) -> Manifest:
    files = {name: _files(said[name]) for name in ("archive", "evidence", "collected", "home")}
    parts = {name: KeptPart(**part) for name, part in said["parts"].items()}
    lists = {name: tuple(said[name]) for name in ("keys", "strange")}
    told = {"parts": parts, "made": datetime.fromisoformat(said["made"]), "journal": JournalHead(**said["journal"])}
    return Manifest(**(said | files | lists | told))


def _files(said: dict[str, Any]) -> KeptFiles:
    return KeptFiles(**(said | {"missing": tuple(said["missing"])}))


def damaged(file: Path) -> Conflict:
    """That something of a backup is not what it was when it was made."""
    return Conflict(
        Text(
            f"备份文件 {file} 已损坏、被改动，或不属于该密钥",
            f"{file} of the backup is damaged, was changed, or belongs to another key",
        ),
        code=Code.BACKUP_DAMAGED,
        path=("source",),
        value=str(file),
    )
