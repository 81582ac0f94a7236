"""What a file is that cannot be read as a licence, by a few marks: so that its bearer knows what to do.

Nothing is proved by it: a form is told from a look, and the answer stays that the file cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from licenses.proof.causes import Cause
from licenses.proof.structure.opening import VALUE, byte_ranges
from licenses.proof.verdict import Answer, Finding

HEADER = b"%PDF-"
_LOOKED_FOR_HEADER = 1_024
"""Bytes in which viewers look for the header (ISO 32000-1, annex H)."""
_ENDS = 1_024
"""Bytes in which they look for the end."""
_NAMES = 65_536
"""Bytes of an archive's end in which the names of its files stand."""
_BOM = b"\xef\xbb\xbf"
_REPLACED = "\ufffd".encode()
"""What stands for a byte that was no text, once a file was read as text and written again."""

_PICTURES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*",
)  # fmt: skip
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*\?>\s*<html)", re.IGNORECASE)
_PDF_IN_BASE64 = re.compile(rb"\s*(?:data:application/pdf;base64,)?JVBERi0")
_PACKING = b"/FlateDecode"
"""Says that there are bytes that are no text."""
_SEALED = (b"/ByteRange", b"/DocMDP", b"/Sig")
"""What a file says that has, or had, a seal."""
_LINEARISED = b"/Linearized"
_IMAGE = b"/Image"
"""What one says that has a picture: a stream's dictionary never stands packed."""
_RANGES = 4
"""Ranges that are looked at."""


def _picture(data: bytes) -> bool:
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] == b"ftypheic"


def _zip_with(*names: bytes) -> Callable[[bytes], bool]:
    def fits(data: bytes) -> bool:
        ends = data[:256], data[-_NAMES:]
        return data.startswith(_ZIP) and any(name in end for end in ends for name in names)

    return fits


_Form: TypeAlias = tuple[Cause, Callable[[bytes], bool]]
_FORMS: tuple[_Form, ...] = (
    (Cause.EMPTY_FILE, lambda data: not data.strip(b"\0 \t\r\n")),
    (Cause.PICTURE, _picture),
    (Cause.OFD, _zip_with(b"OFD.xml")),
    (Cause.OFFICE_DOCUMENT, _zip_with(b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")),
    (Cause.OFFICE_DOCUMENT, lambda data: data.startswith(_OLD_OFFICE)),
    (Cause.ARCHIVE, lambda data: data.startswith((_ZIP, *_PACKED))),
    (Cause.WEB_PAGE, lambda data: _PAGE.match(data) is not None),
    (Cause.IN_BASE64, lambda data: _PDF_IN_BASE64.match(data) is not None),
)
"""The first that fits."""


def no_pdf(data: bytes) -> Finding:
    """What a file is that does not begin as a PDF."""
    cause = next((cause for cause, fits in _FORMS if fits(data)), None)
    before = data.find(HEADER, 0, _LOOKED_FOR_HEADER + len(HEADER))
    if cause is None and before > 0:
        what = "BOM" if data.startswith(_BOM) else repr(data[: min(before, 8)])[2:-1]
        return Finding(Answer.NO, Cause.BYTES_BEFORE, {"bytes": str(before), "what": what})
    return Finding(Answer.NO, cause or Cause.NOT_A_PDF)


def damaged(data: bytes, found: Finding) -> Finding:
    """Why a PDF could not be read, where its bytes show what has become of it; else what was found."""
    cause = next(_harms(data), None)
    return found if cause is None else Finding(found.answer, cause, found.evidence)


def saved_again(data: bytes, pages: int, found: Finding) -> Finding:
    """What has become of a file whose seal covers it no more, where that shows; else what was found."""
    if found.cause is not Cause.RANGE_FALSE:
        return found
    if _LINEARISED in data[:_ENDS]:
        return replace(found, cause=Cause.LINEARISED)
    return replace(found, cause=Cause.MERGED, evidence={**found.evidence, "pages": str(pages)}) if pages > 1 else found


def _harms(data: bytes) -> Iterator[Cause]:
    whole = b"%%EOF" in data[-_ENDS:]
    if whole and _IMAGE in data and not any(mark in data for mark in _SEALED):
        yield Cause.SCAN
    if _PACKING in data and (_REPLACED in data[:_ENDS] or _is_text(data) or _line_ends_changed(data)):
        yield Cause.SENT_AS_TEXT
    if not whole:
        yield Cause.CUT_OFF
    elif any(not VALUE.fullmatch(data, start, end) for _, start, end, _ in byte_ranges(data, _RANGES)):
        yield Cause.REWRITTEN


def _is_text(data: bytes) -> bool:
    """Whether it can be read as text, which packed data cannot: seven bits alone, or each byte written as UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line_ends_changed(data: bytes) -> bool:
    """Whether each line ends as on another system, or nothing has the carriage return that packed data have."""
    returns = data.count(b"\r")
    return returns == 0 or data.count(b"\n") == data.count(b"\r\n")
