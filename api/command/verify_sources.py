"""What `zhengtu verify` and `collect` are given: files, folders and ZIP archives, one document after the other.

* Nothing is unpacked to disk, so no name in an archive leads anywhere; names are shown, and shown harmless.
* What an archive may cost is known before it is opened: the length of its list, and what its members would unpack to.
  A member is read no further than one byte beyond what can be judged.
* Links to folders are not followed; an archive in an archive is not opened, and said so.
* Files with other endings are passed over, and counted.
"""

import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from graph.errors import Text, printable, quoted

_PDF: Final = ".pdf"
_ARCHIVE: Final = ".zip"
_LONGEST_NAME: Final = 300
_LONGEST_LIST: Final = 16 << 20
"""Bytes of an archive's list of members; 100,000 names have ten million."""
_LEAST_UNPACKED: Final = 64 << 20
_MOST_UNPACKED: Final = 50
"""Times the size of an archive that its members may have together, where that is more; PDF files hardly shrink."""
_NAMES_ARE_UTF8: Final = 0x800
_END: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + (1 << 16)
_LIST_SIZE: Final = slice(12, 16)


class Unreadable(Exception):  # noqa: N818 - it says what the document is
    """A document cannot be read, so it is not verified."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        """Say of which document, and why."""
        super().__init__(name)
        self.said = Text(f"无法读取 {name}（{zh}），未核验", f"cannot read {name} ({en}); it was not verified")


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one member of an archive."""

    path: str
    member: int | None = None
    """Its place in the archive's list."""
    within: str = ""
    """Its name there."""

    @property
    def name(self) -> str:
        """What it is called before a person: on one line, and printable."""
        return printable(self.path) + (f"!{quoted(self.within, _LONGEST_NAME)}" if self.member is not None else "")

    def content(self, limit: int) -> bytes:
        """Read no more than what can be judged: one byte beyond the limit is enough to be refused.

        Raises:
            Unreadable: It cannot be.
        """
        try:
            if self.member is None:
                with Path(self.path).open("rb") as opened:
                    return opened.read(limit + 1)
            archive = _archive(self.path)
            with archive.open(archive.infolist()[self.member]) as opened:
                return opened.read(limit + 1)
        except OSError as failure:
            raise _unreadable(self.name, failure) from failure
        except Exception as failure:
            if self.member is None:
                raise
            zh, en = "在压缩包中已损坏、加密或压缩方法未知", "damaged, encrypted or packed in an unknown way"
            raise Unreadable(self.name, zh, en) from failure


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything there is to verify."""

    documents: tuple[Document, ...]
    refused: tuple[Unreadable, ...]
    """Archives and folders that were not opened."""
    expanded: bool
    """Whether a folder or an archive is among what was named."""
    passed_over: int = 0
    """Files of folders and archives with other endings."""


@dataclass(frozen=True, slots=True)
class _PassedOver:
    """Files with other endings than those that are wanted."""

    files: int


_Found: TypeAlias = Document | Unreadable | _PassedOver


def listed(named: Iterable[Path], endings: tuple[str, ...] = (_PDF,)) -> Listed:
    """List documents: a file that is named, whatever its ending; of a folder or archive those with these endings."""
    found, expanded = list[_Found](), False
    for path in named:
        if path.is_dir():
            expanded = True
            found.extend(_of_folder(path, endings))
        elif path.suffix.lower() == _ARCHIVE:
            expanded = True
            found.extend(_of_archive(path, endings))
        else:
            found.append(Document(str(path)))
    documents = tuple(one for one in found if isinstance(one, Document))
    refused = tuple(one for one in found if isinstance(one, Unreadable))
    return Listed(documents, refused, expanded, sum(one.files for one in found if isinstance(one, _PassedOver)))


def _of_folder(folder: Path, endings: tuple[str, ...]) -> Iterator[_Found]:
    refused = list[Unreadable]()

    def refuse(failure: OSError) -> None:
        refused.append(_unreadable(printable(str(failure.filename)), failure))

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        for name in sorted(names):
            path, ending = os.path.join(place, name), os.path.splitext(name)[1].lower()  # noqa: PTH118, PTH122 - many
            if ending in endings:
                yield Document(path)
            elif ending == _ARCHIVE:
                yield from _of_archive(Path(path), endings)
            else:
                yield _PassedOver(1)
    yield from refused


def _of_archive(path: Path, endings: tuple[str, ...]) -> Iterator[_Found]:
    name = printable(str(path))
    try:
        _refuse_long_list(path)
        members = _archive(str(path)).infolist()
        size = path.stat().st_size
    except OSError as failure:
        yield _unreadable(name, failure)
        return
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as failure:
        yield Unreadable(name, "不是可读的 ZIP 压缩包", f"no ZIP archive that can be read: {type(failure).__name__}")
        return
    files = [(index, one) for index, one in enumerate(members) if not one.is_dir()]
    wanted = [(index, one) for index, one in files if one.filename.lower().endswith(endings)]
    archives = [one for _, one in files if one.filename.lower().endswith(_ARCHIVE)]
    most = max(_LEAST_UNPACKED, _MOST_UNPACKED * size)
    if sum(one.file_size for _, one in wanted) > most:
        yield Unreadable(name, f"解压后超过 {most} 字节", f"it would unpack to more than {most} bytes")
        return
    for index, one in wanted:
        yield Document(str(path), index, _member_name(one))
    for one in archives:
        inner = f"{name}!{quoted(_member_name(one), _LONGEST_NAME)}"
        yield Unreadable(inner, "压缩包中的压缩包，请先解压", "an archive in an archive; unpack it first")
    yield _PassedOver(len(files) - len(wanted) - len(archives))


def _refuse_long_list(path: Path) -> None:
    """See that the list of members is not longer than an honest one: it is read whole when the archive is opened.

    Raises:
        ValueError: It is.
    """
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - _LONGEST_END))
        tail = opened.read(_LONGEST_END)
    size = int.from_bytes(tail[tail.rfind(_END) :][_LIST_SIZE], "little")
    if size > _LONGEST_LIST:  # one in a further record says so with the largest number
        raise ValueError("list of members")


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member; where it is not said to be UTF-8, it mostly is what Chinese Windows writes."""
    if member.flag_bits & _NAMES_ARE_UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


@lru_cache(maxsize=2)
def _archive(path: str) -> zipfile.ZipFile:
    """Open an archive; the one that is read from stays open."""
    return zipfile.ZipFile(path)


def _unreadable(name: str, failure: OSError) -> Unreadable:
    """Say it in the words of the system, which has one language."""
    why = str(failure.strerror)
    return Unreadable(name, why, why)
