"""Photos as they stand in a file: a JPEG as it is, as the page composer puts it in.

Whatever the composer would turn, convert or interpret – a PNG, a picture that says how it was held, or in which colours
it is meant – is left to it: such a page is drawn singly.
"""

from __future__ import annotations

import io

from PIL import Image

from licenses.paper.batch.numbers import At
from licenses.paper.batch.objects import NotOursError, stream
from licenses.paper.batch.volume import Blank

_PLAIN = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progression", "progressive"})
"""What a JPEG may say of itself without being shown otherwise."""


def blank_of(photo: bytes) -> Blank:
    """What stands for a photo on a page.

    Raises:
        NotOursError: It is to be drawn singly.
    """
    return _read(photo)[1]


def object_of(photo: bytes) -> bytes:
    """The object of a photo in a file.

    Raises:
        NotOursError: It is to be drawn singly.
    """
    mode, size = _read(photo)
    colours = At.GREY if mode == "L" else At.COLOUR
    return stream(
        b"/Type/XObject/Subtype/Image/Filter/DCTDecode/Width %d/Height %d/ColorSpace %d 0 R/BitsPerComponent 8"
        % (size.width, size.height, colours),
        photo,
    )


def _read(photo: bytes) -> tuple[str, Blank]:
    with Image.open(io.BytesIO(photo)) as picture:
        if picture.format != "JPEG" or picture.mode not in {"L", "RGB"} or not _PLAIN.issuperset(picture.info):
            raise NotOursError("photo")
        return picture.mode, Blank(*picture.size)
