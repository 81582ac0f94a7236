"""Photos that come beside a sheet: files of a ZIP or of a folder, by the names that the sheet's cells say.

* A file is known by its name, whatever folder it lies in and with its ending or without, or by its way within the ZIP;
  a name that two files have is none. Case and width mean nothing, and neither does how the name's letters are composed.
* Nothing is unpacked but what a row asks for, and of that no more than a photo may have.
"""

from __future__ import annotations

import io
import os
import stat
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from graph.errors import LimitExceeded, Malformed, Text
from graph.refusal_codes import Code
from licenses.paper.photos import MAX_PHOTO_BYTES
from licenses.register.faults import STANDARD

MOST_FILES: Final = 200_000
"""Files in a ZIP or a folder; a sheet has no more rows."""
_LEAST_OF_CODE: Final = 6
"""Characters of a code by which a photo is known."""
_SIDE: Final = ("__MACOSX/", ".")
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)

Read = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _File:
    way: str
    """Within the ZIP or the folder, with strokes."""
    size: int
    read: Read


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos that a sheet's rows name."""

    files: Mapping[str, Sequence[_File]]
    """By their names and by their ways, as names are compared."""
    given: bool = True
    """Whether any came beside the sheet."""

    def named(self, name: str, path: tuple[str, ...]) -> bytes:
        """The photo that a cell names.

        Raises:
            Malformed: `PHOTO_REQUIRED`, where there is no such file, or more than one; `PHOTO_TOO_LARGE` or
                `PHOTO_UNREADABLE`.
        """
        found = self.files.get(_compared(name), ())
        if len(found) != 1:
            raise _refused(Code.PHOTO_REQUIRED, path, name, self._why(name, found))
        (file,) = found
        if file.size > MAX_PHOTO_BYTES:
            raise too_large(file.size, path)
        try:
            content = file.read()
        except _BROKEN as cause:
            words = Text(
                f"照片文件“{name[:60]}”读不出来；请重新压缩", f"the photo {name[:60]} cannot be read; pack it again"
            )
            raise _refused(Code.PHOTO_UNREADABLE, path, name, words) from cause
        if len(content) > MAX_PHOTO_BYTES:
            raise too_large(len(content), path)
        return content

    def of(self, *codes: str) -> str | None:
        """The name of the photo whose file is called as one of some codes, none too short, if only one file is."""
        return next(
            (code for code in codes if len(code) >= _LEAST_OF_CODE and len(self.files.get(_compared(code), ())) == 1),
            None,
        )

    def _why(self, name: str, found: Sequence[_File]) -> Text:
        shown = name[:60]
        if found:
            ways = [file.way for file in found[:2]]
            return Text(
                f"有几个照片文件都叫“{shown}”（{ways[0]}、{ways[1]}）；请写明文件夹，或改名",
                f"several photos are called {shown} ({ways[0]}, {ways[1]}); write the folder too, or rename one",
            )
        if not self.given:
            return Text(
                f"没有随表提供照片，找不到“{shown}”；请把照片压缩成 ZIP 一并提供",
                f"no photos came beside the sheet, so there is no {shown}; give them as a ZIP",
            )
        return Text(
            f"随表提供的照片中没有“{shown}”；请核对文件名（连同扩展名），或补上该文件",
            f"there is no {shown} among the photos; check the file's name with its ending, or add the file",
        )


NO_PHOTOS: Final = Photos({}, given=False)


def photos_of_zip(content: bytes) -> Photos:
    """The files of a ZIP; names of old programs are read as GB18030.

    Raises:
        Malformed: `FILE_FORMAT`; it is no ZIP.
        LimitExceeded: `TOO_MANY_ROWS`; it has too many files.
    """
    try:
        archive = _opened(content)
        members = [member for member in archive.infolist() if not member.is_dir()]
    except _BROKEN as cause:
        raise Malformed(
            Text("照片不是可读的 ZIP 压缩包；请重新压缩", "the photos are no ZIP that can be read; pack them again"),
            code=Code.FILE_FORMAT,
            path=("photos",),
        ) from cause
    return _photos(_File(each.filename, each.file_size, partial(_unpacked, archive, each)) for each in members)


def photos_of_folder(folder: Path) -> Photos:
    """The files of a folder and of those in it; links are not followed.

    Raises:
        LimitExceeded: `TOO_MANY_ROWS`; it has too many files.
    """
    found: list[_File] = []
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(root) / name
            known = file.lstat()
            if stat.S_ISREG(known.st_mode):
                found.append(_File(file.relative_to(folder).as_posix(), known.st_size, partial(_beginning, file)))
            _bounded(len(found))
    return _photos(found)


def too_large(size: int, path: tuple[str, ...]) -> Malformed:
    """The refusal of a picture with more bytes than a licence takes."""
    words = Text("照片超过 50 KB；请缩小后再提供", "the photo is larger than 50 KB; make it smaller")
    return _refused(Code.PHOTO_TOO_LARGE, path, str(size), words, f"{MAX_PHOTO_BYTES} bytes")


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content), metadata_encoding="gb18030")
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(content))


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(MAX_PHOTO_BYTES + 1)


def _beginning(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_PHOTO_BYTES + 1)


def _photos(files: Iterable[_File]) -> Photos:
    by_name: dict[str, list[_File]] = defaultdict(list)
    for count, file in enumerate(files, start=1):
        _bounded(count)
        name = PurePosixPath(file.way).name
        if file.way.startswith(_SIDE) or name.startswith("."):
            continue
        ways = (name, PurePosixPath(name).stem, file.way)
        for known in dict.fromkeys(map(_compared, ways)):
            by_name[known].append(file)
    return Photos(by_name)


def _bounded(count: int) -> None:
    if count > MOST_FILES:
        raise LimitExceeded(
            Text(f"照片超过{MOST_FILES}个；请分成几批", f"more than {MOST_FILES} photos; split the batch"),
            code=Code.TOO_MANY_ROWS,
            path=("photos",),
            limit=f"{MOST_FILES} files",
        )


def _compared(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).strip().replace("\\", "/").removeprefix("./").lstrip("/")
    return plain.casefold()


def _refused(code: Code, path: tuple[str, ...], value: str, words: Text, limit: str | None = None) -> Malformed:
    return Malformed(words, code=code, rules=(STANDARD,), path=path, value=value[:64], limit=limit)
