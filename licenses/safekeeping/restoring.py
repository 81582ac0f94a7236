"""Bringing a register back from a backup (恢复), head by head.

1. Nothing is covered: a HOME that holds something, or a store, is refused, unless who asks says so; then what was there
   is put aside, and lies beside what came back.
2. Files first, then the graph; each file, each part and the whole graph are compared with the manifest. A file that is
   damaged in the backup does not end the rest: it is named, and the register comes back without it.
3. Then the store is told what it does not know (`graph.subjects.installation.restoring`), who was erased since the
   backup was made is erased in it, and pages of licences that are being made go back to the centre
   (`licenses.register.remaking`), before anybody is answered.
4. Until all of that is done HOME says so, and no service opens it. Whoever is killed on the way begins again with the
   same command: what lies there in order is not copied twice.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count, islice
from pathlib import Path
from typing import Final

import orjson

from graph.errors import Conflict, Text
from graph.office.actor import Actor
from graph.refusal_codes import Code
from graph.schema.migrations import CURRENT
from graph.store import journal
from graph.store.engine import Store, Unit
from graph.store.files import rename_whole, sync_folder, write_whole
from graph.store.journal_parts import close_off, head_of
from graph.store.migrating import migrate
from graph.store.personal import PersonalData
from graph.store.whole.writing import empty
from graph.subjects.installation import restoring
from graph.words.lost import Lost
from licenses.register.collecting import COLLECTED
from licenses.register.erasing import erase_again
from licenses.register.publishing import Tell
from licenses.register.remaking import make_anew
from licenses.safekeeping import manifest
from licenses.safekeeping.copying import BATCH, Listed, listed, put
from licenses.safekeeping.folder import BackupFolder
from licenses.safekeeping.making import ARCHIVE_LIST, COLLECTED_LIST, EVIDENCE_LIST, HOME, HOME_LIST, REGISTER
from licenses.safekeeping.manifest import Manifest, damaged
from licenses.safekeeping.outcome import OUTCOME
from licenses.safekeeping.register import columns_of, count_register, digest_of_file, load_register

RESTORING: Final = "restoring"
"""The file in HOME that says that it is not whole yet, and which backup it is to be."""
FOLDERS: Final = ("archive", "evidence", COLLECTED, *HOME)
"""Folders of HOME that come back."""
STORE: Final = "store"
AT_ONCE: Final = 4
"""Files that are brought to the disk at the same time."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A backup that is whole."""

    of: BackupFolder
    folder: Path
    manifest: Manifest

    @classmethod
    def from_(cls, source: Path, name: str | None, personal: PersonalData) -> Chosen:
        """The newest backup of a folder, or the one of a name.

        Raises:
            NotFound: `BACKUP_NONE`.
            Conflict: `BACKUP_DAMAGED`; its manifest is not as it was written, or of another key. `STORE_TOO_NEW`.
        """
        of = BackupFolder(source)
        folder = of.chosen(name)
        said = manifest.read(folder, personal)
        if said.schema > CURRENT:
            raise Conflict(
                Text(
                    f"备份的结构版本是 {said.schema}，本程序只认得到 {CURRENT}：请使用更新的程序",
                    f"the backup has schema {said.schema}, this program knows up to {CURRENT}: use a newer program",
                ),
                code=Code.STORE_TOO_NEW,
                value=str(said.schema),
                limit=str(CURRENT),
            )
        return cls(of, folder, said)


def begin(home: Path, chosen: Chosen, now: datetime, *, over: bool) -> tuple[str, ...]:
    """Say in a HOME that it is being restored; what was there is put aside, if that is allowed.

    Args:
        home: The HOME.
        chosen: The backup.
        now: The present.
        over: Whether something may be there.

    Returns:
        The new names of what was there.

    Raises:
        Conflict: `HOME_NOT_EMPTY`.
    """
    marker = home / RESTORING
    if marker.exists():
        shutil.rmtree(home / STORE, ignore_errors=True)
        if _backup_of(marker) != chosen.manifest.name:
            for name in FOLDERS:
                shutil.rmtree(home / name, ignore_errors=True)
        aside: list[str] = []
    else:
        there = [name for name in (STORE, *FOLDERS) if (home / name).is_dir() and any((home / name).iterdir())]
        if there and not over:
            raise not_empty(str(home / there[0]))
        aside = [_put_aside(home, name, now) for name in there]
    (home / OUTCOME).unlink(missing_ok=True)
    write_whole(marker, orjson.dumps({"backup": chosen.manifest.name}))
    return tuple(aside)


def not_empty(what: str) -> Conflict:
    """That something is there that would be covered."""
    return Conflict(
        Text(
            f"恢复位置不是空的：{what}；确认要替换时使用 --over，原有内容将移到一旁",
            f"what is restored would cover {what}; --over says that it may, and puts what is there aside",
        ),
        code=Code.HOME_NOT_EMPTY,
        value=what,
    )


def _put_aside(home: Path, name: str, now: datetime) -> str:
    plain = f"{name}.before-{now.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"
    names = chain((plain,), (f"{plain}-{number}" for number in count(2)))
    other = next(each for each in names if not (home / each).exists())
    rename_whole(home / name, home / other)
    return other


def _backup_of(marker: Path) -> str | None:
    try:
        return str(orjson.loads(marker.read_bytes())["backup"])
    except (ValueError, TypeError, KeyError):
        return None


def bring_files(home: Path, chosen: Chosen, tell: Callable[[Text], Tell]) -> tuple[str, ...]:
    """Bring back what lies beside the graph; return the names of what the backup has not as it was.

    Raises:
        Conflict: `BACKUP_DAMAGED`; a list of files is not as it was written.
    """
    said, of = chosen.manifest, chosen.of
    lists = (
        (ARCHIVE_LIST, said.archive, of.archive, home / "archive", Text("档案", "archive")),
        (EVIDENCE_LIST, said.evidence, of.evidence, home / "evidence", Text("案卷文件", "files of cases")),
        (COLLECTED_LIST, said.collected, of.collected, home / COLLECTED, Text("归集文件", "collected files")),
        (HOME_LIST, said.home, chosen.folder / "home", home, Text("信任根等", "anchors and the rest")),
    )
    bad: list[str] = []
    for name, kept, source, into, what in lists:
        told, done = tell(what), 0
        files = listed(chosen.folder / name, kept)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while batch := list(islice(files, BATCH)):
                whole = pool.map(_brought, batch, [source] * len(batch), [into] * len(batch))
                bad += [each.name for each, right in zip(batch, whole, strict=True) if not right]
                done += len(batch)
                told(done, kept.count, "")
    os.sync()  # the names of what was copied
    return tuple(bad)


def _brought(each: Listed, source: Path, into: Path) -> bool:
    """Bring a file back; say whether it is what it was."""
    place = into / each.name
    if place.is_file() and digest_of_file(place) == each.digest:
        return True
    if not (source / each.name).is_file():
        return False
    _, digest = put(source / each.name, place)
    if digest != each.digest:
        place.unlink()
    return digest == each.digest


async def bring_graph(store: Store, chosen: Chosen, tell: Callable[[Text], Tell]) -> None:
    """Bring the graph back into a store, in the place of what of ours is there, and compare it with the manifest.

    Raises:
        Conflict: `BACKUP_DAMAGED`; a part is not as it was written, or what came back is not what the backup says.
    """
    place, said = chosen.folder / REGISTER, chosen.manifest
    columns = columns_of(place, said.parts)  # every file is compared before anything is written
    await migrate(store)
    await empty(store)
    await load_register(store, place, said.parts, tell(Text("登记簿", "register")))
    found = await count_register(store, columns, tell(Text("核对登记簿", "comparing")))
    wrong = [name for name, part in said.parts.items() if found.get(name) != (part.rows, part.lines)]
    if wrong or set(found) - set(said.parts) or await head_of(store) != said.journal:
        raise damaged(place / wrong[0] if wrong else place)
    await migrate(store)


@dataclass(frozen=True, slots=True)
class Finished:
    """What was done to a store that came back."""

    lost: Lost
    """The time of which it does not know what happened."""
    erased: int
    """Holders who were erased again."""
    pages: int
    """Of licences that are being made: they go back to the centre, to be made anew."""


async def finish(
    store: Store, personal: PersonalData, home: Path, chosen: Chosen, erased: Mapping[str, str], actor: Actor
) -> Finished:
    """Tell a store what it does not know, erase who was erased, have pages made anew, and let it be opened.

    Args:
        store: The store.
        personal: Its key.
        home: The HOME.
        chosen: The backup.
        erased: Who was erased when, by id.
        actor: Who restores it, and when.
    """
    lost = Lost(chosen.manifest.made, actor.now)

    async def work(unit: Unit) -> None:
        await restoring.come_back(unit, lost)
        await journal.record(unit, actor.deed("RESTORE_REGISTER", chosen.manifest.name, detail=lost.line))

    await store.write(work)
    again = await erase_again(store, personal, actor, erased)
    pages = await make_anew(store, personal, actor)
    await close_off(store, personal, actor.now)
    (home / RESTORING).unlink()
    sync_folder(home)
    return Finished(lost, again, pages)
