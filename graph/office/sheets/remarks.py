"""What people leave in a workbook beside its values: comments, and words of a cell that are struck through."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from graph.office.sheets.worksheet import parse

AUTHOR: Final = "证图"
"""Who writes comments into templates and annotated copies: they say nothing of the data."""
_TEXTS: Final = "xl/sharedStrings.xml"
_MOST: Final = 20_000
"""Comments of a sheet, and texts with struck words, that are looked at."""
_LONGEST: Final = 200
_OFF: Final = ("0", "false")
_Start = Callable[[str, dict[str, str]], None]


def comments_of(archive: zipfile.ZipFile, part: str) -> Mapping[str, str]:
    """The comments of a sheet by their cells, as C7; those that templates and annotated copies have are left out.

    Raises:
        ValueError: A part is no XML, or is not there.
    """
    folder, name = posixpath.split(part)
    relations, targets = f"{folder}/_rels/{name}.rels", list[str]()
    if relations not in archive.namelist():
        return {}

    def related(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            targets.append(attributes.get("Target", ""))

    _read(archive, relations, related)
    found: dict[str, str] = {}
    for target in targets[:1]:
        _Comments(found).read(archive, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
    return found


def struck_texts(archive: zipfile.ZipFile) -> Mapping[str, bool]:
    """Texts of cells of which words are struck through: whether all of them are.

    Raises:
        ValueError: The part is no XML.
    """
    if _TEXTS not in archive.namelist() or not _mentioned(archive, b"strike"):
        return {}
    reader = _Struck()
    reader.read(archive, _TEXTS)
    return reader.found


def _mentioned(archive: zipfile.ZipFile, word: bytes) -> bool:
    before = b""
    with archive.open(_TEXTS) as stream:
        while chunk := stream.read(1 << 18):
            if word in before + chunk:
                return True
            before = chunk[-len(word) :]
    return False


def _read(archive: zipfile.ZipFile, part: str, start: _Start, parser: expat.XMLParserType | None = None) -> None:
    if part not in archive.namelist():
        raise ValueError(f"no part {part[:80]!r}")
    with archive.open(part) as stream:
        parse(stream, start, parser or expat.ParserCreate())


class _Comments:
    """Goes through the comments: who wrote each, where it is, what it says."""

    def __init__(self, found: dict[str, str]) -> None:
        self._found = found
        self._authors: list[str] = []
        self._cell = ""
        self._within = ""

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        parser = expat.ParserCreate()
        parser.CharacterDataHandler = self._said
        _read(archive, part, self._start, parser)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._within = name
        if name == "author" and len(self._authors) < _MOST:
            self._authors.append("")
        elif name == "comment":
            number = attributes.get("authorId", "")
            own = number.isdigit() and int(number) < len(self._authors) and self._authors[int(number)] == AUTHOR
            self._cell = "" if own or len(self._found) == _MOST else attributes.get("ref", "")
            if self._cell:
                self._found[self._cell] = ""

    def _said(self, words: str) -> None:
        if self._within == "author" and self._authors:
            self._authors[-1] += words
        elif self._within == "t" and self._cell and len(self._found[self._cell]) < _LONGEST:
            self._found[self._cell] += words


class _Struck:
    """Goes through the texts that cells share, run by run."""

    def __init__(self) -> None:
        self.found: dict[str, bool] = {}
        self._runs: list[tuple[bool, list[str]]] = []
        self._within = ""

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        parser = expat.ParserCreate()
        parser.CharacterDataHandler = self._said
        _read(archive, part, self._start, parser)
        self._settle()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._within = name
        if name == "si":
            self._settle()
        elif name == "r":
            self._runs.append((False, []))
        elif name == "strike" and self._runs and attributes.get("val", "1") not in _OFF:
            self._runs[-1] = (True, self._runs[-1][1])

    def _said(self, words: str) -> None:
        if self._within == "t" and self._runs:
            self._runs[-1][1].append(words)

    def _settle(self) -> None:
        runs = [(struck, "".join(words)) for struck, words in self._runs]
        told = [struck for struck, words in runs if words.strip()]
        if any(told) and len(self.found) < _MOST:
            self.found["".join(words for _, words in runs)] = all(told)
        self._runs = []
