"""Who was erased (清除名单): kept beside the store and beside the backups, so that no backup brings anybody back.

* A line names a holder by the id under which the store has him, which tells nothing, and when he was erased. It bears a
  mark under the store's key: nobody else can have a holder erased by writing one.
* `zhengtu erase` adds a line in HOME. Every backup brings the list of HOME, of the store and of the folder of backups
  together. What was erased since the last backup stands in HOME alone: an operator keeps a copy elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import orjson

from graph.store.files import sync_folder, write_whole
from graph.store.personal import PersonalData
from licenses.safekeeping.manifest import damaged

ERASURES: Final = "erasures"
_ABOUT: Final = "erasure of a holder"


def add(file: Path, personal: PersonalData, holder: str, at: str) -> None:
    """Add a line; it is on the disk when this returns."""
    with file.open("ab") as lines:
        lines.write(_line(personal, holder, at))
        lines.flush()
        os.fsync(lines.fileno())
    sync_folder(file.parent)


def read(file: Path, personal: PersonalData) -> dict[str, str]:
    """Who was erased when, by id; nobody where there is no list.

    Raises:
        Conflict: `BACKUP_DAMAGED`; a line is not as it was written.
    """
    found: dict[str, str] = {}
    for line in file.read_bytes().splitlines() if file.is_file() else ():
        try:
            holder, at, mark = orjson.loads(line)
            if not personal.marks(_said(holder, at), _ABOUT, mark):
                raise damaged(file)
        except (ValueError, TypeError) as error:
            raise damaged(file) from error
        found[holder] = at
    return found


def keep(file: Path, personal: PersonalData, erased: Mapping[str, str]) -> None:
    """Write a list whole or not at all."""
    if erased:
        write_whole(file, b"".join(_line(personal, *each) for each in sorted(erased.items())))


def together(lists: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Everybody of several lists, each with the first moment that one of them names."""
    found: dict[str, str] = {}
    for each in lists:
        for holder, at in each.items():
            found[holder] = min(at, found.get(holder, at))
    return found


def _line(personal: PersonalData, holder: str, at: str) -> bytes:
    return orjson.dumps([holder, at, personal.mark(_said(holder, at), _ABOUT)]) + b"\n"


def _said(holder: str, at: str) -> bytes:
    return f"{holder}|{at}".encode()
