"""Where backups lie (备份目录): one folder for many backups of one register.

    zhengtu-backup             what the folder is, and of which register
    archive/ab/cd/….locked     sealed files, each once, whichever backups name it
    evidence/, collected/      files of cases (suspected forgeries, agreements) and collected ones, likewise
    backups/<moment>/          a whole backup: the graph, lists of the files, the manifest with its mark
    backups/<moment>.unfinished    one that was not brought to its end; it counts for nothing
    erasures                   who was erased until the last backup, for every backup before

Nothing in it opens anything: keys are not here.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from graph.errors import Conflict, NotFound, Text
from graph.refusal_codes import Code
from graph.store.files import rename_whole, sync_folder, write_whole
from licenses.safekeeping.manifest import MANIFEST

SIGN: Final = "zhengtu-backup"
UNFINISHED: Final = ".unfinished"
_NAME: Final = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """A folder of backups."""

    path: Path

    @property
    def backups(self) -> Path:
        """The backups, a folder each."""
        return self.path / "backups"

    @property
    def archive(self) -> Path:
        """Sealed files."""
        return self.path / "archive"

    @property
    def evidence(self) -> Path:
        """Files of cases: of suspected forgeries, and signed agreements."""
        return self.path / "evidence"

    @property
    def collected(self) -> Path:
        """Files that were not made here."""
        return self.path / "collected"

    def whole(self) -> list[str]:
        """Names of the backups that were brought to their end, oldest first."""
        found = self.backups.iterdir() if self.backups.is_dir() else ()
        return sorted(each.name for each in found if _NAME.fullmatch(each.name) and (each / MANIFEST).is_file())

    def unfinished(self) -> list[str]:
        """Names of those that were not."""
        found = self.backups.iterdir() if self.backups.is_dir() else ()
        return sorted(each.name for each in found if each.name.endswith(UNFINISHED))

    def chosen(self, name: str | None) -> Path:
        """The folder of a backup: the newest that is whole, or the one of a name.

        Raises:
            NotFound: `BACKUP_NONE`; there is none, or it was not brought to its end.
        """
        whole = self.whole()
        if name is None and whole:
            return self.backups / whole[-1]
        if name in whole:
            return self.backups / str(name)
        raise _none(self, name)

    @contextmanager
    def begun(self, mark: str, now: datetime) -> Iterator[Path]:
        """A new backup, as an unfinished one; it is finished by `finish`.

        Args:
            mark: What tells this register from others.
            now: The present.

        Raises:
            Conflict: `BACKUP_PLACE`; the folder holds something else, or another register's backups, or another backup
                is being made into it.
        """
        self._claim(mark)
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise _place(self.path, "正有另一次备份写入", "another backup is being made into it") from error
            for left in self.unfinished():
                shutil.rmtree(self.backups / left)
            folder = self.backups / f"{self._free(now)}{UNFINISHED}"
            folder.mkdir(parents=True, mode=0o700)
            yield folder

    def finish(self, folder: Path) -> str:
        """Make an unfinished backup a whole one; it counts when this returns."""
        whole = folder.with_name(folder.name.removesuffix(UNFINISHED))
        sync_folder(folder)
        rename_whole(folder, whole)
        return whole.name

    def _free(self, now: datetime) -> str:
        """A name for a backup made now, that none has."""
        moment = int(now.timestamp())
        while True:
            name = datetime.fromtimestamp(moment, UTC).strftime("%Y%m%dT%H%M%SZ")
            if not (self.backups / name).exists():
                return name
            moment += 1

    def _claim(self, mark: str) -> None:
        sign = self.path / SIGN
        if not sign.exists():
            if self.path.is_dir() and any(self.path.iterdir()):
                raise _place(self.path, "该目录不是备份目录且非空", "it is no folder of backups, and not empty")
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(sign, orjson.dumps({"form": 1, "register": mark}))
        elif self._register() != mark:
            raise _place(self.path, "其中是另一登记簿的备份", "it has the backups of another register")

    def _register(self) -> str | None:
        try:
            return str(orjson.loads((self.path / SIGN).read_bytes())["register"])
        except (ValueError, KeyError, TypeError):
            return None


def refuse_inside(destination: Path, home: Path) -> None:
    """Refuse a folder of backups within what is backed up, or around it.

    Raises:
        Conflict: `BACKUP_PLACE`.
    """
    place, ours = destination.resolve(), home.resolve()
    if place.is_relative_to(ours) or ours.is_relative_to(place):
        raise _place(destination, "备份目录与 HOME 相互包含", "it and HOME lie within each other")


def _none(folder: BackupFolder, name: str | None) -> NotFound:
    half = folder.unfinished()
    zh = f"；未完成的：{'、'.join(half)}" if half else ""
    en = f"; not brought to an end: {', '.join(half)}" if half else ""
    return NotFound(
        Text(f"{folder.path} 中没有完整的备份{name or ''}{zh}", f"{folder.path} has no whole backup {name or ''}{en}"),
        code=Code.BACKUP_NONE,
        path=("source",),
        value=name or str(folder.path),
    )


def _place(folder: Path, zh: str, en: str) -> Conflict:
    return Conflict(
        Text(f"备份不能写入 {folder}：{zh}", f"no backup can lie in {folder}: {en}"),
        code=Code.BACKUP_PLACE,
        path=("destination",),
        value=str(folder),
    )
