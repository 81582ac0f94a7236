"""Whether pages can be drawn, by the hundred, without drawing those of which it is known.

What a page needs beside its words – every letter, a photo that can be read, room on one page – is asked as it is where
pages are drawn. Of a face that goes on on further pages, and of a page whose photo the composer reads, nobody knows
before: such a page is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from graph.errors import Malformed
from graph.words.licensing import LicenseType
from licenses.paper import face
from licenses.paper.batch.objects import Document, NotOursError, found
from licenses.paper.batch.photos import blank_of
from licenses.paper.batch.press import Order, Printed, singly
from licenses.paper.writer import forget, write

_ONE_PAGE: Final = b"4"
"""Points that the page is wide which says that a face has room on one."""


def refusals_of(kind: LicenseType, orders: Sequence[Order]) -> list[Malformed | None]:
    """What `face.draw` has to say against each of some pages; None where nothing is.

    Raises:
        PictureRefused: A registered picture that they need may not be drawn.
    """
    refusals: list[Malformed | None] = [None] * len(orders)
    words = dict[int, dict[str, Any]]()
    for place, order in enumerate(orders):
        try:
            words[place], _ = face.printed(order.said, kind, order.photo)
        except Malformed as refusal:
            refusals[place] = refusal
    fitting = dict(zip(words, _fit(list(words.values()), orders), strict=True))
    for place, fits in fitting.items():
        if not (fits and _plain(orders[place].photo)):
            page = singly(kind, orders[place])
            refusals[place] = None if isinstance(page, Printed) else page
    return refusals


def _fit(faces: Sequence[dict[str, Any]], orders: Sequence[Order]) -> list[bool]:
    """Which of the faces have room on one page."""
    if not faces:
        return []
    told = Document.of(write("fitting.typ", {"faces": faces}, orders[0].said.sealed_at))
    forget()
    return [found(rb"/MediaBox\[0 0 (\d) 3\]", told.body(page))[1] == _ONE_PAGE for page in told.pages()]


def _plain(photo: bytes | None) -> bool:
    try:
        return photo is None or bool(blank_of(photo))
    except NotOursError:
        return False
