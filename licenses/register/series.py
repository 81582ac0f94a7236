"""A series: the licences of a batch that one issuer makes of one type, drawn and sealed by the hundred.

1. `prepared` makes everything that they have in common, from the first of them: once, in whichever process.
2. `made` draws and seals a chunk, digests it, and tells what is kept of each file without reading it; it runs in worker
   processes, as `making.make` does, without store or clock. Whoever seals there opens the key file himself: no private
   key travels.
3. Where a page cannot be made in the series, it is made singly, and said to be. What cannot be made at all is refused,
   and the others of the chunk are made nevertheless. Without trusted time nothing of a chunk is made.

A file of a series says the same, looks the same and is sealed in the same shape as one that is made singly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from graph.errors import Malformed
from graph.words.licensing import LicenseType
from licenses.paper.batch.press import Order, Press, Printed, singly
from licenses.paper.metadata import LicenseMetadata
from licenses.proof.facts import Prefix
from licenses.proof.kept.learning import as_issued
from licenses.proof.kept.telling import Told, ValidationData, as_told, like
from licenses.register.making import Job, address, seal_page
from licenses.register.sealed import Sealed
from licenses.seal.impression import Impressed, Impression
from licenses.seal.sealer import Sealer
from licenses.seal.section import UnlikeError
from licenses.seal.timestamping import LocalTimestamper, Timestamper, token_for

ASKED_AT_ONCE: Final = 16
"""Timestamps that are asked for at once: what a service far away takes for its answer does not bound the rate."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one of them is made of."""

    said: LicenseMetadata
    photo: bytes | None


@dataclass(frozen=True, slots=True)
class Series:
    """What the licences of a batch have in common. Has to survive pickling."""

    kind: LicenseType
    issuer: str
    """USCC of the one whose seal it is."""
    sealer: Sealer
    timestamper: Timestamper
    public_url: str
    press: Press | None
    """None where the batch's pages are drawn singly."""
    impression: Impression | None
    """None where they are sealed singly."""
    data: ValidationData | None
    """None where every file has to be read for what is kept of it."""

    def impressed(self, piece: Piece, page: Printed | Malformed) -> Impressed | None:
        """Seal a page of the series, but for its timestamp; None for any other."""
        if isinstance(page, Malformed) or page.paper is None or self.impression is None:
            return None
        return self.impression.impressed(page.paper, piece.said, self.sealer, piece.said.sealed_at)

    def finished(self, piece: Piece, sealed: Impressed, token: bytes) -> Sealed:
        """The file of a page of the series."""
        assert self.impression is not None  # noqa: S101 - who has a page that it sealed asks
        file = self.impression.finished(sealed, self.sealer, token)
        cut_back, whole = Prefix(file.end, file.cut_back), Prefix(len(file.content), file.digest)
        told = Told(piece.said, file.value, sealed.covered, cut_back, whole)
        kept = as_told(told, self.data) if self.data is not None else None
        if kept is None:
            kept = as_issued(file.content)
        return Sealed(file.content, file.digest, file.cut_back, kept, singly=False)

    def singly(self, piece: Piece, page: bytes) -> Sealed:
        """The file of a page that is sealed singly."""
        return Sealed.of(seal_page(page, piece.said, self.kind, self.sealer, self.timestamper))


def prepared(first: Job) -> Series:
    """Make what a batch's licences have in common.

    Args:
        first: The first of them that can be made.

    Raises:
        Malformed: It cannot be made, as `face.draw` says.
        Refusal: It cannot be sealed.
    """
    piece = Piece(first.metadata, first.order.photo)
    order = _order(piece, first.public_url)
    press = Press.made(first.kind, order)
    paper = press.drawn([order])[0] if press is not None else None
    impression, data = None, None
    if isinstance(paper, Printed) and paper.paper is not None:
        sealed = seal_page(paper.data, piece.said, first.kind, first.sealer, first.timestamper)
        with suppress(UnlikeError):
            impression = Impression.learnt(paper.paper, sealed)
            data = like(sealed)
    return Series(
        first.kind, first.metadata.issuer_code, first.sealer, first.timestamper, first.public_url, press, impression,
        data,
    )  # fmt: skip


def made(series: Series, pieces: Sequence[Piece]) -> list[Sealed | Malformed]:
    """Draw and seal some licences of a series, in their order.

    Args:
        series: The series.
        pieces: Of one issuer and type; each says when it is sealed.

    Raises:
        Refusal: A seal or a timestamp cannot be had; nothing was made.
        ValueError: One of them is of another issuer or type, and not to be sealed with this seal.
    """
    if any((each.said.issuer_code, each.said.type_code) != (series.issuer, series.kind.code) for each in pieces):
        raise ValueError("a licence of another issuer or type")
    orders = [_order(piece, series.public_url) for piece in pieces]
    pages = series.press.drawn(orders) if series.press else [singly(series.kind, order) for order in orders]
    open_ = {place: sealed for place, sealed in enumerate(map(series.impressed, pieces, pages)) if sealed is not None}
    tokens = _tokens(series.timestamper, [(sealed.imprint, pieces[place].said) for place, sealed in open_.items()])
    return [
        page
        if isinstance(page, Malformed)
        else series.finished(pieces[place], open_.pop(place), next(tokens))
        if place in open_
        else series.singly(pieces[place], page.data)
        for place, page in enumerate(pages)
    ]


def _order(piece: Piece, public_url: str) -> Order:
    return Order(piece.said, piece.photo, address(public_url, piece.said))


def _tokens(timestamper: Timestamper, asked: Sequence[tuple[bytes, LicenseMetadata]]) -> Iterator[bytes]:
    """The timestamps that are asked for, in their order; of a service far away many at once."""

    def token(imprint: bytes, said: LicenseMetadata) -> bytes:
        return token_for(timestamper, imprint, said.sealed_at)

    if isinstance(timestamper, LocalTimestamper):
        yield from (token(*each) for each in asked)
    else:
        with ThreadPoolExecutor(ASKED_AT_ONCE) as threads:
            yield from threads.map(token, *zip(*asked, strict=True)) if asked else ()
