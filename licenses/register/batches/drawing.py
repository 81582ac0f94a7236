"""Pages of a batch of which it is found out whether they can be drawn; nothing is kept of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from graph.errors import Malformed
from graph.words.licensing import LicenseType
from licenses.paper.batch import fitting
from licenses.paper.batch.press import Order
from licenses.register.making import Proof, address
from licenses.register.workshop import Workshop, made_by

T = TypeVar("T")
AT_ONCE: Final = 125
"""Pages that a worker process takes in hand."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """Pages of one type of which it is to be found out."""

    kind: LicenseType
    orders: tuple[Order, ...]


async def refusals_of(workshop: Workshop, proofs: Sequence[Proof]) -> list[Malformed | None]:
    """What is wrong with each page of a chunk, of one issuer and type; None where nothing is."""
    if not proofs:
        return []
    orders = [Order(each.metadata, each.order.photo, address(each.public_url, each.metadata)) for each in proofs]
    parts = [_Tried(proofs[0].kind, tuple(part)) for part in parts_of(orders, AT_ONCE)]
    found = await asyncio.gather(*(made_by(workshop.batch_workers, _tried, part) for part in parts))
    return [each for part in found for each in part]


def parts_of(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Some at a time."""
    return (items[start : start + most] for start in range(0, len(items), most))


def _tried(tried: _Tried) -> list[Malformed | None]:
    return fitting.refusals_of(tried.kind, tried.orders)
