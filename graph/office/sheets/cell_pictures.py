"""Pictures that WPS keeps in cells (`DISPIMG`): put back into a workbook's copy, since the library does not know them.

A cell calls its picture by name, and a part of the workbook has the pictures by their names. Both are taken over as
they stand in the file; of formulas nothing else is.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from openpyxl import Workbook

PART: Final = "xl/cellimages.xml"
_RELATIONS: Final = "xl/_rels/cellimages.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_BOOK: Final = "xl/_rels/workbook.xml.rels"
_MOST: Final = 64 * 1024 * 1024
"""Bytes of pictures that are put back; more than a file has that is read."""
_CALL: Final = re.compile(r'=(DISPIMG\("[\w-]{1,80}",1\))', re.ASCII)
_WRITTEN: Final = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"((?: s="\d{1,6}")?)(?: t="\w+")?>'
    rb'<f>_xlfn\.(DISPIMG\("[\w-]{1,80}",1\))</f><v ?/?>(?:</v>)?</c>'
)
"""A call as the library writes it, without what it gives."""
_MEDIA: Final = re.compile(r'Target="media/([\w.-]{1,80})"', re.ASCII)
_OWN: Final = "in_cell_"
"""How pictures are called in the copy, so that none is written over."""


def keeps_pictures(content: bytes) -> bool:
    """Whether a workbook keeps pictures in cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return PART in archive.namelist()


def call_again(book: Workbook) -> None:
    """Let the cells call their pictures that were read as the texts of the calls."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and (call := _CALL.fullmatch(cell.value)):
                    cell.value = f"=_xlfn.{call[1]}"


def put_back(content: bytes, copy: bytes) -> bytes:
    """The copy of a workbook with the pictures that cells of it call.

    Args:
        content: The workbook.
        copy: Its copy, without them.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(io.BytesIO(copy)) as new,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        parts = _parts(old)
        for name in new.namelist():
            part = new.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _WRITTEN.sub(rb'<c r="\1"\2 t="str"><f>_xlfn.\3</f><v>=\3</v></c>', part)
            elif name == _TYPES:
                part = _with_types(part, old.read(_TYPES))
            elif name == _BOOK:
                part = _with_relation(part, old.read(_BOOK))
            archive.writestr(name, part)
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _parts(old: zipfile.ZipFile) -> dict[str, bytes]:
    """The part with the pictures, its relations and the files, under names of their own."""
    names = set(old.namelist())
    relations = old.read(_RELATIONS).decode() if _RELATIONS in names else ""
    files = {name: f"xl/media/{name}" for name in _MEDIA.findall(relations) if f"xl/media/{name}" in names}
    if sum(old.getinfo(each).file_size for each in (PART, *files.values())) > _MOST:
        return {}
    found = {f"xl/media/{_OWN}{name}": old.read(way) for name, way in files.items()}
    renamed = _MEDIA.sub(rf'Target="media/{_OWN}\1"', relations)
    return {PART: old.read(PART), _RELATIONS: renamed.encode(), **found}


def _with_types(new: bytes, old: bytes) -> bytes:
    own = re.findall(rb'<Override [^>]*PartName="/xl/cellimages\.xml"[^>]*/>', old)
    for ending in re.findall(rb'<Default [^>]*Extension="(?:jpe?g|png)"[^>]*/>', old):
        extension = re.search(rb'Extension="\w+"', ending)
        if extension and extension[0] not in new:
            own.append(ending)
    return new.replace(b"</Types>", b"".join(own) + b"</Types>")


def _with_relation(new: bytes, old: bytes) -> bytes:
    own = re.findall(rb'<Relationship [^>]*Target="cellimages\.xml"[^>]*/>', old)
    named = [re.sub(rb'\bId="[^"]*"', b'Id="rIdCellImages"', each) for each in own[:1]]
    return new.replace(b"</Relationships>", b"".join(named) + b"</Relationships>")
