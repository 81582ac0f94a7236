"""Papers that are handed in, whoever has signed them: whether one can be looked at, and as what it is saved.

A paper is no licence, and nothing is said of who signed it: that its two sides see. One that nobody can open is none.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from PIL import Image

from licenses.proof.causes import Cause
from licenses.proof.forms import HEADER
from licenses.proof.verdict import Answer, Reply

_PICTURES: Mapping[str, str] = MappingProxyType({"JPEG": "jpg", "PNG": "png", "TIFF": "tif"})
_NO_PICTURE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
_OFD = "OFD.xml"
_SCANS = (Cause.SCAN, Cause.SCAN_OF)
"""Pages that every viewer shows, as scanners write them."""
FORMS = "PDF, OFD, JPEG, PNG, TIFF"
"""What a paper may be."""


def paper_form(content: bytes, readable: Reply) -> str | None:
    """How a paper's name ends, `pdf`; None where it is nothing that can be looked at.

    Args:
        content: The file; anybody may have made it. Nothing is unpacked of it here.
        readable: Whether a file can be read, as it was answered of this one where that could be ended.
    """
    if readable.answer is Answer.YES or readable.evidence.get("cause") in _SCANS:
        return "pdf"
    return _archive_form(content) or _picture_form(content)


def saved_as(content: bytes) -> str:
    """How the name of a paper ends that was taken once."""
    return "pdf" if content.startswith(HEADER) else _archive_form(content) or _picture_form(content) or "bin"


def _archive_form(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "ofd" if _OFD in packed.namelist() else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None


def _picture_form(content: bytes) -> str | None:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            return _PICTURES[picture.format or ""]
    except _NO_PICTURE:
        return None
