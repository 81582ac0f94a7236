"""Pictures that lie in the cells of a workbook: pasted over a cell, or put into it as WPS does (`DISPIMG`).

* A picture that is pasted over cells lies in a row if it ends in the row in which it begins, or begins at the very
  corner of the cell, where a program has put it. Of one that reaches over several rows nobody knows whose it is: it is
  taken for none, and each of them is refused. So are two in one cell.
* Parts are read as they stand in the file, without a document type, and of each picture no more than a licence takes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from graph.errors import Malformed, Text
from graph.office.sheets.worksheet import part_of
from graph.refusal_codes import Code
from licenses.paper.photos import MAX_PHOTO_BYTES
from licenses.register.batches.photos import too_large
from licenses.register.faults import STANDARD

_CELL_PICTURES: Final = "xl/cellimages.xml"
_CHUNK: Final = 1 << 16
_MOST_READ: Final = 64 * 1024 * 1024
"""Bytes of a part that names pictures."""
_MOST_ROWS: Final = 1_000
"""Rows over which a picture may reach."""
_DISPLAYED: Final = re.compile(r'DISPIMG\("([^"]{1,80})"')
_BROKEN: Final = (
    zipfile.BadZipFile, expat.ExpatError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError,
)  # fmt: skip

Start = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies in a cell."""

    content: bytes
    """As far as it was read: a byte more than a licence takes tells that it is too large."""
    doubt: Text | None = None
    """Why it is not certain that it is this one."""

    def read(self, path: tuple[str, ...]) -> bytes:
        """Its bytes.

        Raises:
            Malformed: `PHOTO_TOO_LARGE`, `PHOTO_UNREADABLE`.
        """
        if self.doubt is not None:
            raise Malformed(
                self.doubt, code=Code.PHOTO_UNREADABLE, rules=(STANDARD,), path=path, value=_size(self.content)
            )
        if len(self.content) > MAX_PHOTO_BYTES:
            raise too_large(len(self.content), path)
        return self.content


def _size(content: bytes) -> str:
    return f"{len(content)} bytes"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where a picture lies: rows from 1, columns from 0."""

    top: int
    bottom: int
    left: int
    right: int
    at_corner: bool
    relation: str


_SEVERAL: Final = Text("单元格中有几张照片；请只保留一张", "there are several pictures in the cell; keep one")
_ACROSS: Final = Text(
    "照片跨了几行，分不清属于哪一行；请缩小到一个单元格之内",
    "the picture reaches over several rows and may belong to each; make it fit into one cell",
)
Pictures = Mapping[int, Picture]
"""By number of the row."""


def pictures_of(content: bytes, sheet: str, column: int, shown: Mapping[int, str]) -> Pictures:
    """The pictures that lie in a column of a sheet; none in a file that is no .xlsx.

    Args:
        content: The file.
        sheet: Name of the sheet.
        column: Position of the column, from 0.
        shown: What stands in the cells of the column, by number of the row.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = part_of(archive, sheet)
            if part is None:
                return {}
            return {**_displayed(archive, shown), **_pasted(archive, part, column)}
    except _BROKEN:
        return {}


def _pasted(archive: zipfile.ZipFile, part: str, column: int) -> dict[int, Picture]:
    found: dict[int, Picture] = {}
    for drawing in _related(archive, part).values():
        if "/drawings/" not in drawing or drawing not in archive.namelist():
            continue
        files = _related(archive, drawing)
        for each in _Anchors(archive, drawing):
            if not each.left <= column <= each.right or each.relation not in files:
                continue
            if each.at_corner or each.top == each.bottom:
                picture = Picture(_beginning(archive, files[each.relation]))
                found[each.top] = Picture(b"", _SEVERAL) if each.top in found else picture
            else:
                rows = range(each.top, min(each.bottom, each.top + _MOST_ROWS) + 1)
                found |= dict.fromkeys(rows, Picture(b"", _ACROSS))
    return found


def _displayed(archive: zipfile.ZipFile, shown: Mapping[int, str]) -> dict[int, Picture]:
    named = {row: match[1] for row, text in shown.items() if (match := _DISPLAYED.search(text))}
    if not named or _CELL_PICTURES not in archive.namelist():
        return {}
    files, relations = _related(archive, _CELL_PICTURES), _names_of_pictures(archive)
    return {
        row: Picture(_beginning(archive, files[relations[name]]))
        for row, name in named.items()
        if relations.get(name) in files
    }


class _Anchors:
    """The pictures of a drawing, in order."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self._found: list[_Anchor] = []
        self._corner = ""
        self._places: dict[tuple[str, str], int] = {}
        self._text: list[str] = []
        parser = expat.ParserCreate()
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        _parse(archive, part, self._start, parser)

    def __iter__(self) -> Iterator[_Anchor]:
        return iter(self._found)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        if name.endswith("Anchor"):
            self._places.clear()
        elif name in ("from", "to"):
            self._corner = name
        elif name == "blip" and ("from", "row") in self._places:
            self._found.append(self._anchor(_embedded(attributes)))

    def _end(self, name: str) -> None:
        own = name.rpartition(":")[2]
        if own in ("from", "to"):
            self._corner = ""
        elif self._corner and own in ("row", "col", "rowOff", "colOff"):
            self._places[self._corner, own] = int("".join(self._text))

    def _anchor(self, relation: str) -> _Anchor:
        places = self._places
        top, left = places["from", "row"], places.get(("from", "col"), 0)
        corner = not places.get(("from", "rowOff"), 0) and not places.get(("from", "colOff"), 0)
        bottom = places.get(("to", "row"), top + 1)  # without an end nobody knows how far it reaches
        return _Anchor(top + 1, bottom + 1, left, left if corner else places.get(("to", "col"), left), corner, relation)


def _names_of_pictures(archive: zipfile.ZipFile) -> dict[str, str]:
    """The relation of each picture that WPS keeps, by the name that a formula says."""
    found: dict[str, str] = {}
    last = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal last
        if name == "cNvPr":
            last = attributes.get("name", "")
        elif name == "blip":
            found[last] = _embedded(attributes)

    _parse(archive, _CELL_PICTURES, start, expat.ParserCreate())
    return found


def _embedded(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == "embed"), "")


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a part names, by the ids of the relations."""
    folder, name = posixpath.split(part)
    relations, found = f"{folder}/_rels/{name}.rels", dict[str, str]()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = target.lstrip("/")

    if relations in archive.namelist():
        _parse(archive, relations, start, expat.ParserCreate())
    return found


def _parse(archive: zipfile.ZipFile, part: str, start: Start, parser: expat.XMLParserType) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("a part of a workbook has no document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    with archive.open(part) as stream:
        left = _MOST_READ
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ValueError("a part of a workbook is too large")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _beginning(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(MAX_PHOTO_BYTES + 1)
