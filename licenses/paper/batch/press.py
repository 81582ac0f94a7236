"""Drawing the pages of a batch: one issuer's licences of one type.

1. `made` draws a first page both ways. Only where they say the same, are structured alike and look alike is there a
   press; else every page of the batch is drawn singly. So a changed template cannot give another page unnoticed.
2. `drawn` draws a chunk in one go. A page that the press cannot draw – its face goes on on further pages, its photo is
   no plain JPEG – is drawn singly too, and said to be.

A press can be pickled; whoever has it can draw, and needs no key for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import Malformed
from graph.words.licensing import LicenseType
from graph.words.official import official
from licenses.paper import face, ornament
from licenses.paper.batch import likeness
from licenses.paper.batch.codes import Codes, codes_like
from licenses.paper.batch.frame import Frame, Paper
from licenses.paper.batch.numbers import At
from licenses.paper.batch.objects import NotOursError, packed_stream
from licenses.paper.batch.photos import blank_of, object_of
from licenses.paper.batch.volume import CODE, GROUND, Blank, Leaf, Volume
from licenses.paper.metadata import LicenseMetadata
from licenses.paper.writer import forget

CHUNK: Final = 200
"""Pages that are drawn in one go: their fonts are read once, and nobody waits long for them."""


@dataclass(frozen=True, slots=True)
class Order:
    """A page to be drawn."""

    said: LicenseMetadata
    photo: bytes | None
    url: str
    """What its code says."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A page that was drawn."""

    data: bytes
    paper: Paper | None
    """How it is laid out; None where it was drawn singly."""


@dataclass(frozen=True, slots=True)
class Press:
    """Everything that the pages of a batch have in common."""

    kind: LicenseType
    frame: Frame
    like: LicenseMetadata
    """What the first of them says: all have its title, issuer and standing."""
    url: str

    @classmethod
    def made(cls, kind: LicenseType, first: Order) -> Press | None:
        """Draw a first page both ways; None where they differ.

        Raises:
            Malformed: It cannot be drawn, as `face.draw` says.
        """
        page = face.draw(first.said, kind, first.photo, first.url)
        layout = face.LAYOUTS[kind.layout]
        words, _ = face.printed(first.said, kind, None)
        ground = ornament.ground(layout.name, layout.width, layout.height, kind.colour)
        try:
            press = cls(kind, Frame.learnt(page, first.said, {**words, "ground": ground}), first.said, first.url)
            (printed,) = press._volume([first])
        except NotOursError:
            return None
        return press if printed is not None and likeness.same(page, printed.data) else None

    def drawn(self, orders: Sequence[Order]) -> list[Printed | Malformed]:
        """Draw pages, in their order; for one that cannot be drawn the refusal that `face.draw` has for it."""
        return [page for start in range(0, len(orders), CHUNK) for page in self._chunk(orders[start : start + CHUNK])]

    def _chunk(self, orders: Sequence[Order]) -> Iterator[Printed | Malformed]:
        try:
            papers = self._volume(orders)
        except NotOursError:
            papers = [None] * len(orders)
        for order, paper in zip(orders, papers, strict=True):
            yield Printed(paper.data, paper) if paper is not None else singly(self.kind, order)

    def _volume(self, orders: Sequence[Order]) -> list[Paper | None]:
        """The pages as one volume gives them; None for what it does not."""
        layout = face.LAYOUTS[self.kind.layout]
        blanks = {GROUND: Blank(round(layout.width), round(layout.height)), CODE: Blank(1, 1)}
        faces, places = list[dict[str, Any]](), dict[int, tuple[int, bytes]]()
        for place, order in enumerate(orders):
            with suppress(Malformed, NotOursError):
                words, document = face.printed(order.said, self.kind, order.photo)
                faces.append({**words, "photo": _named(order.photo, blanks)})
                places[place] = len(faces) - 1, document
        volume, codes = Volume(faces, blanks, self.like.sealed_at), codes_like(self.url)
        forget()
        return [
            self._file(volume.leaf, order, codes, faces, *places[place]) if place in places else None
            for place, order in enumerate(orders)
        ]

    def _file(
        self,
        leaf_of: Callable[[int], Leaf],
        order: Order,
        codes: Codes,
        faces: Sequence[dict[str, Any]],
        place: int,
        document: bytes,
    ) -> Paper | None:
        said, like = order.said, self.like
        if (said.name, said.issuer_name, said.demonstration) != (like.name, like.issuer_name, like.demonstration):
            return None
        try:
            leaf = leaf_of(place)
            code = packed_stream(
                b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</ColorSpace<</c0 %d 0 R>>>>" % At.GREY,
                codes.drawn(order.url),
            )
            photo = None if order.photo is None else object_of(order.photo)
            whole = leaf.letters >= _letters(faces[place])
            return self.frame.file(leaf, said, document, code, photo) if whole else None
        except (NotOursError, KeyError, IndexError):
            return None


def singly(kind: LicenseType, order: Order) -> Printed | Malformed:
    """Draw a page as a single one is drawn."""
    try:
        return Printed(face.draw(order.said, kind, order.photo, order.url), None)
    except Malformed as refusal:
        return refusal


def _letters(words: Mapping[str, Any]) -> set[str]:
    """The letters that a page has to have."""
    texts = [words[name] for name in ("title", "number", "identifier", "version", "issuer", "issued", "validity")]
    texts += [text for row in words["rows"] for text in (row["label"], row["value"])]
    return set(official("".join("".join(texts).split())))


def _named(photo: bytes | None, blanks: dict[str, Blank]) -> str | None:
    """The name of the blank that stands for a photo.

    Raises:
        NotOursError: It is to be drawn singly.
    """
    if photo is None:
        return None
    blank = blank_of(photo)
    name = f"{blank.width}×{blank.height}"
    blanks[name] = blank
    return name
