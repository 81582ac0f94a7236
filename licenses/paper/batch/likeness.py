"""Whether two files show the same page: its text, its structure and its points."""

from __future__ import annotations

from typing import Final

import pypdfium2
from PIL import Image, ImageChops

from licenses.paper.batch.numbers import At
from licenses.paper.batch.objects import Document, NotOursError
from licenses.paper.batch.structure import Numbers, Tree

DPI: Final = 150
MOST_DIFFERENT: Final = 0.0002
"""Share of a page's points."""
_POINTS_PER_INCH: Final = 72


def same(one: bytes, other: bytes) -> bool:
    """Whether two files of one page do."""
    return _elements(one) == _elements(other) and _text(one) == _text(other) and different(one, other) < MOST_DIFFERENT


def different(one: bytes, other: bytes) -> float:
    """The share of the points of a page that differ at all."""
    first, second = _picture(one), _picture(other)
    if first.size != second.size:
        return 1.0
    red, green, blue = ImageChops.difference(first, second).split()
    unlike = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(unlike[1:]) / sum(unlike)


def _elements(file: bytes) -> tuple[bytes, ...] | None:
    document = Document.of(file)
    (page,) = document.pages()
    numbers = Numbers(At.STRUCTURE, At.PAGE, At.DOCUMENT, At.ELEMENTS)
    try:
        found = Tree.read(document).of_page(0, page, numbers)
    except NotOursError:
        return None
    return (found.parents, found.document, *found.elements)


def _text(file: bytes) -> str:
    with pypdfium2.PdfDocument(file) as document:
        said: str = document[0].get_textpage().get_text_range()
    return said


def _picture(file: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        picture: Image.Image = document[0].render(scale=DPI / _POINTS_PER_INCH).to_pil().convert("RGB")
    return picture
