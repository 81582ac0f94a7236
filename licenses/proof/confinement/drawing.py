"""Drawing one file: its first pages as pictures, from what the seal covers.

It is run where it can be ended, like `examining`; a page is drawn no larger than a screen shows it, whatever size it
claims to have.
"""

from __future__ import annotations

import io
from time import process_time
from typing import TYPE_CHECKING

from licenses.proof.drawings import Drawing, Picture, Undrawn
from licenses.proof.forms import HEADER
from licenses.proof.limits import Limits
from licenses.proof.structure.opening import EncryptedError, open_document

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

    from licenses.proof.structure.gate import Mark

_PAGES = 40
"""That are drawn; a licence has one, and with a face of twenty thousand letters, on the smallest form, 35."""
_WIDTH, _HEIGHT = 1_200, 1_500
"""Dots: enough to read a page, upright or lying, on any screen."""
_LARGEST_SCALE = 4.0
"""Dots per point at the most: a page of a stamp's size is not blown up."""
_QUALITY = 84
_ENOUGH = 1.5
"""Seconds of processor time after which no further page is begun: what is drawn by then is shown."""
_BYTES = 8 << 20
"""Of all pictures together; what would pass it is left out."""


def draw(data: bytes, limits: Limits) -> Drawing:
    """Draw a file.

    Args:
        data: The file; anybody may have made it.
        limits: What reading it may cost.
    """
    if not data.startswith(HEADER):
        return Drawing(undrawn=Undrawn.UNREADABLE)
    try:
        sealed = _sealed(data, limits)
        return _drawn(data if sealed is None else data[:sealed], sealed)
    except EncryptedError as locked:
        return _drawn(data, None) if locked.opens else Drawing(undrawn=Undrawn.UNREADABLE)


def _sealed(data: bytes, limits: Limits) -> int | None:
    """How far the one seal reaches; None where there is none, several, or none that says so."""
    try:
        document = open_document(data, limits)
    except (EncryptedError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - parsers raise anything; what they cannot read a viewer may still show
        return None
    ends = [_end(mark) for mark in document.marks if not mark.timestamp and not mark.empty]
    return ends[0] if len(ends) == 1 and ends[0] is not None and 0 < ends[0] <= len(data) else None


def _end(mark: Mark) -> int | None:
    return mark.end if len(mark.byte_range) == 4 and mark.byte_range[0] == 0 else None  # noqa: PLR2004 - two ranges


def _drawn(data: bytes, sealed: int | None) -> Drawing:
    import pypdfium2  # noqa: PLC0415 - a library that few files need

    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()  # a seal is shown by a form field
        pages = len(document)
        pictures: list[Picture] = []
        begun = process_time()
        for number in range(min(_PAGES, pages)):
            if pictures and process_time() - begun > _ENOUGH:
                break
            picture = _picture(document[number])
            if sum(len(each.content) for each in pictures) + len(picture.content) > _BYTES:
                break
            pictures.append(picture)
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return Drawing(sealed=sealed, undrawn=Undrawn.UNREADABLE)
    return Drawing(tuple(pictures), pages, sealed, None if pictures else Undrawn.UNREADABLE)


def _picture(page: pypdfium2.PdfPage) -> Picture:
    width, height = (max(1.0, side) for side in page.get_size())
    scale = min(_WIDTH / width, _HEIGHT / height, _LARGEST_SCALE)
    drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=_QUALITY, subsampling=0)
    return Picture(drawn.width, drawn.height, written.getvalue())
