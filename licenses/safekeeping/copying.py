"""Copying files into a backup and out of it: each once, whole, on the disk before it counts.

A file that lies in the archive never changes, so one that was copied is not copied again: a copy that is damaged later
is found by its digest, and a file that is damaged later does not damage its copy. A list names the files of one backup,
each with size and SHA-256 as it lies there (locked), in the order of their names.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from graph.store.files import make_folder, rename_whole
from licenses.register.publishing import Tell
from licenses.safekeeping.manifest import KeptFiles, damaged
from licenses.safekeeping.register import digest_of_file

PART: Final = ".part"
AT_ONCE: Final = 4
"""Files that are brought to the disk at the same time."""
BATCH: Final = 256
_LEVEL: Final = 3
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a backup."""

    name: str
    """Relative, with slashes."""
    size: int
    digest: str
    """SHA-256 of it as it lies there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a backup is to have."""

    name: str
    source: Path
    """Where it lies."""
    also: Path | None = None
    """Where it may lie instead: it may be moved between two looks."""


class _Earlier:
    """The list of an earlier backup, looked up in the order of the names."""

    def __init__(self, listed: Iterator[Listed]) -> None:
        self._listed = listed
        self._next = next(listed, None)

    def of(self, name: str) -> Listed | None:
        """What it says of a name; names are asked in order."""
        while self._next is not None and self._next.name < name:
            self._next = next(self._listed, None)
        return self._next if self._next is not None and self._next.name == name else None


def copied(wanted: Sequence[Wanted], into: Path, before: Iterator[Listed], list_: Path, tell: Tell) -> KeptFiles:
    """Copy the files that are not there yet, and write the list of all of them.

    Args:
        wanted: The files.
        into: The folder of the copies.
        before: The list of an earlier backup: what it names, and lies there in its size, was copied then.
        list_: Where the list is written.
        tell: Told how far it is.
    """
    files, earlier = sorted(wanted, key=lambda each: each.name), _Earlier(before)
    count = size = 0
    missing: list[str] = []
    with gzip.GzipFile(list_, "wb", compresslevel=_LEVEL, mtime=0) as lines, ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(files), BATCH):
            batch = files[start : start + BATCH]
            known = [earlier.of(each.name) for each in batch]
            for each, listed in zip(batch, pool.map(_copied, batch, [into] * len(batch), known), strict=True):
                if listed is None:
                    missing.append(each.name)
                    continue
                count, size = count + 1, size + listed.size
                lines.write(orjson.dumps([listed.name, listed.size, listed.digest]) + b"\n")
            tell(min(start + BATCH, len(files)), len(files), "")
    with list_.open("rb") as written:
        os.fsync(written.fileno())
    return KeptFiles(count, size, digest_of_file(list_), tuple(missing))


def _copied(wanted: Wanted, into: Path, known: Listed | None) -> Listed | None:
    """Copy a file, unless it is there; None where there is none to copy."""
    place = into / wanted.name
    try:
        there = place.stat().st_size
    except FileNotFoundError:
        there = None
    if known is not None and there == known.size:
        return known
    if there is not None:  # by a backup that was not brought to its end: a name shows a whole file
        return Listed(wanted.name, there, digest_of_file(place))
    source = next((each for each in (wanted.source, wanted.also, wanted.source) if each and each.is_file()), None)
    return None if source is None else Listed(wanted.name, *put(source, place))


def put(source: Path, place: Path) -> tuple[int, str]:
    """Copy a file aside, bring it to the disk, then give it its name; return its size and SHA-256."""
    make_folder(place.parent)
    aside = place.with_name(f"{place.name}{PART}")
    with source.open("rb") as read, os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to:
        digest, size = hashlib.sha256(), 0
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            size += to.write(chunk)
        to.flush()
        os.fsync(to.fileno())
    rename_whole(aside, place)
    return size, digest.hexdigest()


def listed(list_: Path, kept: KeptFiles | None) -> Iterator[Listed]:
    """The files of a list.

    Args:
        list_: The list.
        kept: What the manifest says of it; None where there is none, and nothing is listed.

    Raises:
        Conflict: `BACKUP_DAMAGED`; it is not what it was.
    """
    if kept is None:
        return
    if not list_.is_file() or digest_of_file(list_) != kept.list:
        raise damaged(list_)
    with gzip.open(list_, "rb") as lines:
        for line in lines:
            yield Listed(*orjson.loads(line))
