"""The graph as it lies in a backup: a file for each part, a line for each row, compressed.

The first line of a file names the columns; the others are rows, each as JSON. What the lines say is the same for every
store with the same content, so that a restored one is compared by reading it again.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import orjson

from graph.store.engine import Store
from graph.store.files import sync_folder
from graph.store.whole.parts import PARTS, Part
from graph.store.whole.reading import pages
from graph.store.whole.writing import BATCH, write_rows
from licenses.register.publishing import Tell
from licenses.safekeeping.manifest import KeptPart, damaged

LEVEL: Final = 3
"""Of the compression: what is encrypted becomes no smaller."""


@dataclass(slots=True)
class Lines:
    """The lines of one part, as they are counted."""

    columns: Sequence[str]
    """What is looked at of a row, in its order."""
    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, part: Part, rows: Sequence[list[Any]]) -> bytes:
        """Count rows; return them as lines."""
        places = [part.columns.index(name) for name in self.columns]
        lines = b"".join([orjson.dumps([row[place] for place in places]) + b"\n" for row in rows])
        self.rows += len(rows)
        self.digest.update(lines)
        return lines

    @property
    def said(self) -> tuple[int, str]:
        """How many rows, and the digest of their lines."""
        return self.rows, self.digest.hexdigest()


@dataclass(slots=True)
class _Writing:
    """A part as it is written."""

    file: IO[bytes]
    packed: gzip.GzipFile
    lines: Lines


async def write_register(store: Store, folder: Path, total: int, tell: Tell) -> dict[str, KeptPart]:
    """Write the graph of a store that stands still.

    Args:
        store: The store.
        folder: An empty folder.
        total: About how many rows there are.
        tell: Told how far it is.
    """
    open_: dict[str, _Writing] = {}
    done = 0
    with ExitStack() as closed:
        async for page in pages(store):
            part = page.part
            if part.name not in open_:
                file = closed.enter_context(place(folder, part.name).open("xb"))
                packed = closed.enter_context(gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL, mtime=0))
                packed.write(orjson.dumps(part.columns) + b"\n")
                open_[part.name] = _Writing(file, packed, Lines(part.columns))
            writing = open_[part.name]
            writing.packed.write(writing.lines.add(part, page.rows))
            done += len(page.rows)
            tell(done, max(done, total), part.name)
        for writing in open_.values():
            writing.packed.close()
            writing.file.flush()
            os.fsync(writing.file.fileno())
    sync_folder(folder)
    return {name: _kept(place(folder, name), writing.lines) for name, writing in open_.items()}


async def count_register(store: Store, kept: Mapping[str, Sequence[str]], tell: Tell) -> dict[str, tuple[int, str]]:
    """Read a graph as it is written, and say of each part how many rows it has, and the digest of their lines.

    Args:
        store: The store.
        kept: Of each part, the columns that are looked at.
        tell: Told how far it is.
    """
    found: dict[str, Lines] = {}
    done = 0
    async for page in pages(store):
        part = page.part
        if part.name not in found:
            found[part.name] = Lines(kept.get(part.name, part.columns))
        found[part.name].add(part, page.rows)
        done += len(page.rows)
        tell(done, done, part.name)
    return {name: lines.said for name, lines in found.items()}


def read_part(folder: Path, name: str, kept: KeptPart) -> Iterator[list[Any]]:
    """The columns of a part, then its rows.

    Raises:
        Conflict: `BACKUP_DAMAGED`; the file is not what it was.
    """
    file = place(folder, name)
    if not file.is_file() or digest_of_file(file) != kept.file:
        raise damaged(file)
    with gzip.open(file, "rb") as lines:
        for line in lines:
            yield orjson.loads(line)


async def load_register(store: Store, folder: Path, parts: Mapping[str, KeptPart], tell: Tell) -> None:
    """Write the graph of a backup into a store that holds nothing: first all nodes, then what joins them.

    Raises:
        Conflict: `BACKUP_DAMAGED`; a part is not what it was, or is of a form that is not known any more.
    """
    total, done = sum(kept.rows for kept in parts.values()), 0
    for part in sorted(PARTS, key=lambda each: not each.read_last):
        if part.name not in parts:
            continue
        rows = read_part(folder, part.name, parts[part.name])
        columns = next(rows)
        while batch := list(islice(rows, BATCH)):
            try:
                said = [part.said(columns, row) for row in batch]
            except KeyError as unknown:
                raise damaged(place(folder, part.name)) from unknown
            await write_rows(store, part, said)
            done += len(batch)
            tell(done, total, part.name)
    if set(parts) - {part.name for part in PARTS}:
        raise damaged(folder)


def columns_of(folder: Path, parts: Mapping[str, KeptPart]) -> dict[str, list[str]]:
    """Which columns each part of a backup has."""
    return {name: next(read_part(folder, name, kept)) for name, kept in parts.items()}


def place(folder: Path, name: str) -> Path:
    """The file of a part."""
    return folder / f"{name}.jsonl.gz"


def digest_of_file(file: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _kept(file: Path, lines: Lines) -> KeptPart:
    rows, digest = lines.said
    return KeptPart(rows, digest, digest_of_file(file), file.stat().st_size)
