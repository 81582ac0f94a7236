"""Pages of a batch that are drawn to find out whether they can be; nothing is kept of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from graph.errors import Malformed
from graph.words.licensing import LicenseType
from licenses.paper.batch.press import Order, Press, singly
from licenses.register.making import Proof, address
from licenses.register.workshop import Workshop, made_by

T = TypeVar("T")
AT_ONCE: Final = 50
"""Pages that a worker process takes in hand."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """Pages of one type that are to be drawn."""

    kind: LicenseType
    press: Press | None
    orders: tuple[Order, ...]


@dataclass(slots=True)
class Drawings:
    """The pages of a run; what they have in common is learnt once for each version of their type."""

    workshop: Workshop
    press: Press | None = None
    kind: LicenseType | None = None
    """For which there is a press, or none could be had."""

    async def refusals_of(self, proofs: Sequence[Proof]) -> list[Malformed | None]:
        """What is wrong with each page of a chunk, of one issuer and type; None where nothing is."""
        if not proofs:
            return []
        orders = [Order(each.metadata, each.order.photo, address(each.public_url, each.metadata)) for each in proofs]
        kind, workers = proofs[0].kind, self.workshop.batch_workers
        if kind != self.kind:
            self.kind, self.press = kind, await made_by(workers, _press, _Tried(kind, None, tuple(orders)))
        parts = [_Tried(kind, self.press, tuple(part)) for part in parts_of(orders, AT_ONCE)]
        found = await asyncio.gather(*(made_by(workers, _tried, part) for part in parts))
        return [each for part in found for each in part]


def parts_of(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Some at a time."""
    return (items[start : start + most] for start in range(0, len(items), most))


def _press(tried: _Tried) -> Press | None:
    """What the pages have in common, by the first of them that can be drawn."""
    for order in tried.orders:
        try:
            return Press.made(tried.kind, order)
        except Malformed:
            continue
    return None


def _tried(tried: _Tried) -> list[Malformed | None]:
    pages = tried.press.drawn(tried.orders) if tried.press else [singly(tried.kind, each) for each in tried.orders]
    return [each if isinstance(each, Malformed) else None for each in pages]
