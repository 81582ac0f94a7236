"""The QR code on a picture or on a page without a seal, which leads to the licence that it shows.

Whoever can print a page can print its code as well, so it proves nothing: it says which licence to ask the register
about. It is read where a file is examined, in a process that can be ended.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from PIL import Image, ImageFilter

from graph.codes.typed_identifier import addressed, check_typed_identifier

LONGEST = 2_048
"""Characters of a code that are looked at."""
_PAGES = 2
_DOTS_PER_POINT = 150 / 72
_SIDE = 2_400
"""Pixels to which a larger picture is reduced."""
_MOST_PIXELS = 24_000_000
"""Of a picture that is unpacked whole; a photograph (JPEG) is reduced while it is."""
_UNREADABLE = (
    OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
_EDGES = ImageFilter.UnsharpMask(radius=2, percent=250, threshold=0)
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")


def identifier_in(content: str) -> str | None:
    """The identifier of an address `…/v/<identifier>`: the path says that it is ours, not the host.

    A licence outlives the address at which it was sealed; who can write another host can also print another licence,
    and what is answered comes from the register alone.
    """
    if len(content) > LONGEST:
        return None
    try:
        path = unquote(urlsplit(unicodedata.normalize("NFKC", content)).path)
    except ValueError:  # brackets that are no host
        return None
    typed = check_typed_identifier(addressed(path) or "")
    return typed.text if typed.acceptable else None


def identifier_on_picture(data: bytes) -> str | None:
    """The identifier that the code on a picture leads to; None where none can be read."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            picture.draft("L", (_SIDE, _SIDE))
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            return _on(picture.convert("L"))
    except _UNREADABLE:
        return None


def identifier_on_pages(data: bytes) -> str | None:
    """The identifier that a code on the first pages of a PDF leads to; None where none can be read."""
    return next((found for page in _drawn(data) if (found := _on(page)) is not None), None)


def _drawn(data: bytes) -> Iterator[Image.Image]:
    import pypdfium2  # noqa: PLC0415 - a library that few files need

    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(min(_PAGES, len(document))):
            page = document[number]
            scale = min(_DOTS_PER_POINT, _SIDE / max(1, *page.get_size()))
            yield page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    except pypdfium2.PdfiumError:  # what cannot be drawn has no code
        return


def _on(picture: Image.Image) -> str | None:
    """The identifier on a picture as it is, or as it is with its edges drawn out: a blurred one has none."""
    picture.thumbnail((_SIDE, _SIDE))
    return _read(picture) or _read(picture.filter(_EDGES))


def _read(picture: Image.Image) -> str | None:
    import zxingcpp  # noqa: PLC0415

    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    found = (identifier_in(code.text) for code in codes)
    return next((identifier for identifier in found if identifier is not None), None)
