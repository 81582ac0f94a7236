"""Making a backup (备份), while the register is in use.

1. The graph is read as of one moment (`graph.store.whole.snapshots`). Then the files are copied that it names: a file
   lies in the archive before its record is written, so that all of them are there.
2. Everything lies on the disk before the manifest is written, and the manifest before the backup has its name. Whoever
   is killed leaves an unfinished one; the next copies what is still missing.
3. A file that the register names and the archive has not, does not end the backup: it is counted and named, and
   whoever asked is told.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from graph.errors import Conflict, Text
from graph.refusal_codes import Code
from graph.store.engine import Store
from graph.store.journal_parts import Head as JournalHead
from graph.store.journal_parts import head_of
from graph.store.migrating import version
from graph.store.personal import PersonalData
from graph.store.whole.reading import held
from graph.store.whole.snapshots import standing_still
from graph.subjects.installation import memory as installation_memory
from licenses.register.archive import FolderArchive
from licenses.register.collecting import folder_of
from licenses.register.publishing import Tell
from licenses.safekeeping import erasures, manifest
from licenses.safekeeping.copying import Listed, Wanted, copied, listed
from licenses.safekeeping.folder import BackupFolder, refuse_inside
from licenses.safekeeping.manifest import KeptFiles, KeptPart, Manifest
from licenses.safekeeping.register import read_part, write_register

REGISTER: Final = "register"
ARCHIVE_LIST, EVIDENCE_LIST, COLLECTED_LIST, HOME_LIST = (
    f"{name}.jsonl.gz" for name in ("archive", "evidence", "collected", "home")
)
HOME: Final = ("trust", "authority", "glyphs")
"""Folders of HOME that a backup has beside the graph and the files: what is public, and small."""
HOLDERS, LICENSES, COLLECTED_FILES = "Holder", "License", "CollectedFile"
READINGS: Final = 3
"""How often a Neo4j is read that somebody writes to."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up."""

    store: Store
    personal: PersonalData
    home: Path
    archive: FolderArchive
    evidence: Path
    keys: Path
    release: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it."""

    folder: Path
    manifest: Manifest
    taken_up: tuple[str, ...]
    """Unfinished backups that were there."""


async def back_up(source: Source, destination: Path, now: datetime, tell: Callable[[Text], Tell]) -> Made:
    """Make a backup.

    Args:
        source: What is backed up.
        destination: The folder of backups.
        now: The present.
        tell: Given what is being done, gives whom to tell how far it is.

    Raises:
        Conflict: `BACKUP_PLACE`; no backup can lie there. `BACKUP_DISTURBED`; the Neo4j was written to all the time.
        StoreError: The store cannot be read.
    """
    refuse_inside(destination, source.home)
    folder = BackupFolder(destination)
    taken_up = tuple(folder.unfinished())
    with folder.begun(source.personal.lookup("zhengtu key check"), now) as begun:
        before = _last(folder, source.personal)
        said, parts, strange = await _graph(source, begun, tell)
        archive, evidence, collected, home = await asyncio.to_thread(_files, source, folder, begun, before, parts, tell)
        os.sync()  # the names of what was copied
        whole = Manifest(
            name=begun.name.partition(".")[0],
            made=now,
            release=source.release,
            schema=said.schema,
            store=source.store.dialect.name,
            demonstration=said.demonstration,
            parts=parts,
            archive=archive,
            evidence=evidence,
            collected=collected,
            home=home,
            keys=tuple(sorted(_relative(source.keys))),
            journal=said.journal,
            strange=strange,
        )
        _keep_erasures(source, folder, begun / REGISTER, parts)
        manifest.write(begun, whole, source.personal)
        name = folder.finish(begun)
    return Made(folder.backups / name, whole, taken_up)


@dataclass(frozen=True, slots=True)
class _Said:
    schema: int
    demonstration: bool
    journal: JournalHead


async def _graph(
    source: Source, begun: Path, tell: Callable[[Text], Tell]
) -> tuple[_Said, dict[str, KeptPart], tuple[str, ...]]:
    """Write the graph as of one moment."""
    place = begun / REGISTER
    for _ in range(READINGS):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        async with standing_still(source.store, source.home / "backing-up") as still:
            first = await still.last_written()
            there = await held(still)
            parts = await write_register(still, place, there.nodes + there.edges, tell(Text("登记簿", "register")))
            demonstration = (await installation_memory.installation(still)).demonstration
            said = _Said(await version(still), demonstration, await head_of(still))
            if await still.last_written() == first:
                return said, parts, there.strange
    raise Conflict(
        Text(
            "备份期间库中一直有写入，请在空闲时再试",
            "the store was written to all the time: try again when it is quiet",
        ),
        code=Code.BACKUP_DISTURBED,
        limit=f"{READINGS} readings",
    )


def _last(folder: BackupFolder, personal: PersonalData) -> tuple[Path, Manifest] | None:
    """The newest backup that is whole; one whose manifest is damaged is no help."""
    for name in reversed(folder.whole()):
        with suppress(Conflict):
            return folder.backups / name, manifest.read(folder.backups / name, personal)
    return None


def _files(
    source: Source,
    folder: BackupFolder,
    begun: Path,
    before: tuple[Path, Manifest] | None,
    parts: dict[str, KeptPart],
    tell: Callable[[Text], Tell],
) -> tuple[KeptFiles, KeptFiles, KeptFiles, KeptFiles]:
    """Copy what lies beside the graph."""

    def earlier(name: str, of: Callable[[Manifest], KeptFiles]) -> Iterator[Listed]:
        return listed(before[0] / name, of(before[1])) if before else iter(())

    archive = copied(
        _sealed(source.archive, begun / REGISTER, parts, LICENSES, "digest"),
        folder.archive, earlier(ARCHIVE_LIST, lambda each: each.archive), begun / ARCHIVE_LIST,
        tell(Text("档案", "archive")),
    )  # fmt: skip
    evidence = copied(
        [Wanted(name, source.evidence / name) for name in _relative(source.evidence)],
        folder.evidence, earlier(EVIDENCE_LIST, lambda each: each.evidence), begun / EVIDENCE_LIST,
        tell(Text("案卷文件", "files of cases")),
    )  # fmt: skip
    gathered = folder_of(source.home)
    collected = copied(
        _sealed(gathered, begun / REGISTER, parts, COLLECTED_FILES, "id"),
        folder.collected, earlier(COLLECTED_LIST, lambda each: each.collected), begun / COLLECTED_LIST,
        tell(Text("归集文件", "collected files")),
    )  # fmt: skip
    home = copied(
        [
            Wanted(f"{part}/{name}", source.home / part / name)
            for part in HOME
            for name in _relative(source.home / part)
        ],
        begun / "home", iter(()), begun / HOME_LIST, tell(Text("信任根等", "anchors and the rest")),
    )  # fmt: skip
    return archive, evidence, collected, home


def _sealed(
    archive: FolderArchive, graph: Path, parts: dict[str, KeptPart], kind: str, column: str
) -> Sequence[Wanted]:
    """The files of an archive that a column of a kind names."""
    if kind not in parts:
        return ()
    rows = read_part(graph, kind, parts[kind])
    own = next(rows).index(column)
    digests = sorted({row[own] for row in rows if row[own]})
    return [
        Wanted(
            archive.place(each).relative_to(archive.folder).as_posix(),
            archive.place(each),
            None if archive.place(each).is_file() else archive.waits_at(each),
        )
        for each in digests
    ]


def _keep_erasures(source: Source, folder: BackupFolder, graph: Path, parts: dict[str, KeptPart]) -> None:
    """Bring together who was erased, by the graph, by HOME and by the folder of backups: in HOME and in that folder."""
    lists = [erasures.read(place / erasures.ERASURES, source.personal) for place in (source.home, folder.path)]
    if HOLDERS in parts:
        rows = read_part(graph, HOLDERS, parts[HOLDERS])
        columns = next(rows)
        own, key, at = (columns.index(name) for name in ("id", "keyCipher", "erasedAt"))
        lists.append({row[own]: row[at] for row in rows if row[at] and not row[key]})
    erased = erasures.together(lists)
    for place in (source.home, folder.path):
        erasures.keep(place / erasures.ERASURES, source.personal, erased)


def _relative(folder: Path) -> list[str]:
    """Files below a folder that are whole."""
    found = folder.rglob("*") if folder.is_dir() else ()
    return [each.relative_to(folder).as_posix() for each in found if each.is_file() and not each.name.startswith(".")]
