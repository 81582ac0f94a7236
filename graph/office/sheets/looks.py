"""Whether a workbook may be laid out whole in memory, so that its copy keeps its looks: asked before a library does it.

A small file can name millions of cells, merge billions, or bring entities. What is counted here is what laying it out
costs; a workbook that costs more has a plain copy, and so has one that names a part so that it would not be counted.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Final
from xml.parsers import expat

from graph.office.sheets.files import MAX_UNPACKED
from graph.office.sheets.worksheet import BOOK

MOST_CELLS: Final = 1_000_000
"""Elements of sheets and of their shared texts; a cell has two or three."""
_MOST_OTHERS: Final = 50_000
"""Elements of styles, rules and drawings, each of which costs more."""
_MOST_MERGED: Final = 200_000
"""Cells that are merged into others."""
_DEEPEST: Final = 100
_CHUNK: Final = 1 << 16
_XML: Final = (".xml", ".rels", ".vml")
_CELLS: Final = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml")
_RANGE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_NOT_LAID_OUT: Final = frozenset(
    ("image", "printerSettings", "vbaProject", "hyperlink", "thumbnail", "oleObject", "package")
)
"""Relations to parts that are no XML, or are not followed."""
_BROKEN: Final = (
    zipfile.BadZipFile,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


class _Beyond(Exception):  # noqa: N818 - it never leaves this module
    """It costs more than is spent, or is not what a workbook has."""


def keeps_looks(content: bytes) -> bool:
    """Whether a file is an .xlsx that can be laid out at a bounded cost."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if BOOK not in archive.namelist():
                return False
            count = _Count()
            for name in archive.namelist():
                if name.endswith(_XML):
                    with archive.open(name) as stream:
                        count.part(stream, cells=_CELLS.fullmatch(name) is not None)
    except (*_BROKEN, _Beyond):
        return False
    return True


class _Count:
    """Counts what a workbook has, and stops at what is too much."""

    def __init__(self) -> None:
        self._cells = self._others = self._merged = self._depth = self._bytes = 0
        self._of_cells = False

    def part(self, stream: IO[bytes], *, cells: bool) -> None:
        self._of_cells, self._depth = cells, 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        while chunk := stream.read(_CHUNK):
            self._bytes += len(chunk)
            if self._bytes > MAX_UNPACKED:
                raise _Beyond
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._of_cells:
            self._cells += 1
        else:
            self._others += 1
        if name.endswith("mergeCell"):
            self._merged += _area(attributes.get("ref", ""))
        elif name.endswith("Relationship") and not _counted(attributes):
            raise _Beyond
        if (
            self._depth > _DEEPEST
            or self._cells > MOST_CELLS
            or self._others > _MOST_OTHERS
            or self._merged > _MOST_MERGED
        ):
            raise _Beyond

    def _end(self, _: str) -> None:
        self._depth -= 1


def _counted(relation: dict[str, str]) -> bool:
    """Whether what a relation leads to is counted, or costs nothing."""
    kind = relation.get("Type", "").rsplit("/", 1)[-1]
    return kind in _NOT_LAID_OUT or relation.get("Target", "").endswith(_XML)


def _refuse(*_: object) -> None:
    raise _Beyond


def _area(reach: str) -> int:
    found = _RANGE.fullmatch(reach)
    if found is None:
        return 1
    left, top, right, bottom = found.groups()
    return (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
